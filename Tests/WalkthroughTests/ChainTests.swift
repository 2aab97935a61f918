import Engine
import Testing
import Walkthrough

@Suite struct ChainTests {
  private func mentions(_ name: String) -> [Mention] { Factor(name, 0).mentions }

  @Test func `a factor mentions the elements in its name`() {
    #expect(mentions("W1[3,42]") == [Mention(name: "W1", index: [3, 42])])
    #expect(mentions("σ(x_output1[5])").last == Mention(name: "x_output1", index: [5]))
    #expect(mentions("1/(1 − P)") == [Mention(name: "P", index: [])])
    #expect(
      mentions("dx_output2/dx_output1[7]") == [Mention(name: "dx_output2/dx_output1", index: [7])])
    #expect(mentions("P") == [Mention(name: "P", index: [])])
    #expect(mentions("W1[0,31,7]") == [Mention(name: "W1", index: [0, 31, 7])])
    #expect(mentions("dL/dW1[3,42]").first?.name == "dL/dW1")
    // What is nearly of that form is read the long way.
    #expect(mentions("W1[3,42]·x[1]").map(\.name) == ["W1", "x"])
    #expect(mentions("W1[3, 42]").map(\.name) == ["W1"])
    #expect(mentions("W1[1,]") == [Mention(name: "W1", index: [1])])
    #expect(mentions("W1[").map(\.name) == ["W1"])
    #expect(mentions("γ1[5]") == [Mention(name: "γ1", index: [5])])
    #expect(mentions("(1 − x_output2[5])") == [Mention(name: "x_output2", index: [5])])
    #expect(
      mentions("gamma1[2] / √(variance1[2] + ε)").prefix(2).map(\.name) == ["gamma1", "variance1"])
    #expect(mentions("0").isEmpty)
    #expect(mentions("").isEmpty)
    #expect(mentions("x[1").first?.name == "x")
  }

  private func trace(_ head: Head = .binary) throws -> Trace {
    var plan = NetworkPlan(widths: [6, 5, head == .binary ? 1 : 10], head: head)
    (plan.imageRows, plan.imageColumns) = (3, 2)
    return try WalkthroughTests.trace(
      plan, mode: .eval, batch: 1, optimizer: Optimizer(), seed: 1)
  }

  @Test func `a weight's gradient goes down through error and slope to P − y and the drawing`()
    throws
  {
    let trace = try trace()
    let step = try #require(trace.step(making: "dL/dW1"))
    let chain = trace.chain(of: step, index: [3, 4], at: step.index)
    var names: [String] = []
    for link in chain where link.step.name != names.last { names.append(link.step.name) }
    #expect(
      names == [
        "dL/dW1", "dL/dx_output1", "dx_output2/dx_output1", "dL/dx_output2", "dL/dx_output3",
        "dP/dx_output3", "dL/dP", "P", "x_output3", "x_output2", "x_output1", "x_input",
      ])
    #expect(chain[1].expansion.index == [3])
    let error = try #require(chain.first { $0.expansion.identity != nil })
    #expect(error.step.name == "dL/dx_output3")
    let identity = try #require(error.expansion.identity)
    #expect(SumText.names(identity.terms) == "P − y")
    #expect(abs(identity.terms.map(\.product).reduce(0, +) - error.expansion.value) < 1e-6)
    // Every factor of a link that a step has made is the value of a later link.
    for (place, link) in chain.enumerated() {
      for factor in link.term?.factors ?? [] {
        for next in chain.dropFirst(place + 1)
        where factor.mentions == [Mention(name: next.step.name, index: next.expansion.index)]
          && factor.name.hasPrefix(next.step.name)
        {
          #expect(factor.value == next.expansion.value)
        }
      }
    }
  }

  @Test func `the chain follows the chosen term of a sum`() throws {
    let trace = try trace()
    let step = try #require(trace.step(making: "x_output3"))
    let terms = try #require(trace.expansion(of: step, index: [], at: step.index)).terms
    for (unit, term) in terms.enumerated() {
      let chain = trace.chain(of: step, index: [], through: term, at: step.index)
      #expect(chain.map(\.step.name) == ["x_output3", "x_output2", "x_output1", "x_input"])
      #expect(chain[1].expansion.index == [unit])
    }
  }

  @Test func `a chain of ten classes says which of them is y`() throws {
    let trace = try trace(.categorical)
    let step = try #require(trace.step(making: "dL/dx_output3"))
    let y = try #require(trace.forward.targets.first)
    for unit in 0..<10 {
      let link = try #require(trace.chain(of: step, index: [unit], at: step.index).first)
      let identity = try #require(link.expansion.identity)
      #expect(SumText.names(identity.terms) == "P[\(unit)] − y[\(unit)]")
      #expect(identity.terms.last?.product == (unit == y ? -1 : 0))
      #expect(abs(identity.terms.map(\.product).reduce(0, +) - link.expansion.value) < 1e-6)
    }
  }

  @Test func `the chain of a class goes through its softmax to its own score and the drawing`()
    throws
  {
    let trace = try trace(.categorical)
    let step = try #require(trace.step(making: "P"))
    for unit in 0..<10 {
      let chain = trace.chain(of: step, index: [unit], at: step.index)
      #expect(
        chain.compactMap(\.expansion.part) == [.exponentialSum, .exponential, .exponent])
      let made = chain.filter { $0.expansion.part == nil }
      #expect(
        made.map(\.step.name) == ["P", "x_output3", "x_output2", "x_output1", "x_input"])
      #expect(made[1].expansion.index == [unit])
    }
  }

  @Test(arguments: [Optimizer(), Optimizer(.standardAdam)])
  func `the update's chain begins with the gradient, and none goes on for ever`(
    optimizer: Optimizer
  ) throws {
    var trace = try trace()
    trace.prepareUpdate(optimizer: optimizer, state: OptimizerState(), rate: 0.3)
    for step in trace.steps {
      let tensor = trace.value(of: step, at: step.index)
      let chain = trace.chain(of: step, index: tensor.index(at: 0), at: step.index)
      #expect(chain.first?.step == step)
      let order = chain.map(\.step.index)
      #expect(order == order.sorted(by: >))
      if case .update = step.operation {
        let next = chain.first { $0.step != step }
        #expect(next?.step.name == "dL/d\(step.name)")
        // What the optimiser works out stands between, the last first.
        let parts = chain.dropFirst().prefix { $0.step == step }.map(\.expansion)
        #expect(parts == chain[0].expansion.parts.reversed())
      }
    }
    let step = try #require(trace.step(making: "dL/dW1"))
    #expect(trace.chain(of: step, index: [0, 0], at: step.index, most: 2).count == 2)
    #expect(trace.chain(of: step, index: [9, 9], at: step.index).isEmpty)
  }
}

import Engine
import Testing
import Walkthrough

/// A random network, made from a number.
private struct RandomCase: CustomTestStringConvertible {
  let plan: NetworkPlan
  let mode: Mode
  let batch: Int
  let optimizer: Optimizer
  let testDescription: String

  init(_ number: Int) {
    var generator = SeededGenerator(seed: UInt64(number), purpose: .shuffle)
    func pick<Value>(_ values: [Value]) -> Value { values[generator.below(values.count)] }
    let head: Head = pick([.binary, .categorical])
    let depth = number % 4 + 1
    let widths = [6] + (0..<depth).map { _ in pick([1, 2, 3, 5]) } + [head == .binary ? 1 : 10]
    let functions = Activation.allCases.map { HiddenFunction.activation($0, parameter: nil) }
    let hidden = (functions + [.maxout(pieces: 3)])[number % (functions.count + 1)]
    var plan = NetworkPlan(
      widths: widths, hidden: hidden, initializer: .normal(deviation: 0.8),
      hasBias: pick([true, false]), dropout: pick([0, 0.4]), hasBatchNorm: pick([true, false]),
      seed: UInt64(number), head: head)
    (plan.imageRows, plan.imageColumns) = (3, 2)
    self.plan = plan
    mode = pick([.train, .eval])
    batch = mode == .train && plan.hasBatchNorm ? 5 : pick([1, 1, 3])
    optimizer = Optimizer(
      pick([
        .sgd, .momentum(0.9, nesterov: false), .momentum(0.9, nesterov: true), .standardAdam,
      ]), weightDecay: pick([0, 0.01]))
    testDescription = "\(number): \(widths) \(hidden) \(mode) \(batch)"
  }
}

/// `W1[3,42]`, `dL/dP`: a name that `show` takes, not an expression or a number.
private func isPlainName(_ name: String) -> Bool {
  name.first?.isLetter == true
    && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_/[],".contains($0)) }
}

private func value(_ name: String, in trace: Trace, at position: Int) -> Scalar? {
  let parts = name.split(separator: "[")
  guard let first = parts.first, let tensor = trace.value(String(first), at: position) else {
    return nil
  }
  let index = parts.dropFirst().first?.dropLast().split(separator: ",").compactMap { Int($0) }
  return tensor.offset(of: index ?? []).map { tensor.values[$0] }
}

@Test(arguments: 0..<120)
func `the terms of every element add up, and every factor is what show says`(
  number: Int
) throws {
  let random = RandomCase(number)
  var trace = try trace(
    random.plan, mode: random.mode, batch: random.batch, optimizer: random.optimizer,
    seed: UInt64(number))
  // An update has been before, so that the optimiser remembers something.
  var earlier = trace
  earlier.prepareUpdate(optimizer: random.optimizer, state: OptimizerState(), rate: 0.3)
  let state = try #require(earlier.update).optimizerState
  trace.prepareUpdate(optimizer: random.optimizer, state: state, rate: 0.3)
  let backwardEnd = trace.count(through: .backward)
  var checked = 0
  for position in [backwardEnd, backwardEnd + 1, trace.steps.count] {
    for step in trace.steps.prefix(position) {
      let tensor = trace.value(of: step, at: position)
      let isLongWay = step.operation == .logitGradient && !trace.longWayHolds
      for offset in tensor.values.indices {
        let index = tensor.shape.isEmpty ? [] : tensor.index(at: offset)
        let expansion = try #require(trace.expansion(of: step, index: index, at: position))
        #expect(!expansion.terms.isEmpty)
        #expect(expansion.terms.allSatisfy { !$0.factors.isEmpty })
        let error = abs(expansion.sum - expansion.value)
        guard error <= expansion.tolerance || isLongWay else {
          Issue.record(
            "\(random.testDescription): \(step.name)\(index) at \(position): \(expansion.sum) is not \(expansion.value), tolerance \(expansion.tolerance)"
          )
          return
        }
        for part in expansion.parts where abs(part.sum - part.value) > part.tolerance {
          Issue.record("\(part.name)\(index) is \(part.value), its terms come to \(part.sum)")
        }
        if let identity = expansion.identity {
          let other = identity.terms.reduce(Scalar(0)) { $0 + $1.product }
          // 1 − P and the sum of a softmax lose an ulp of 1.
          #expect(abs(other - expansion.value) <= 8 * Scalar.ulpOfOne * max(1, abs(other)))
        }
        let factors = ([expansion] + expansion.parts).flatMap(\.terms).flatMap(\.factors)
        for factor in factors where isPlainName(factor.name) && factor.name != "max" {
          let shown = value(factor.name, in: trace, at: position)
          guard shown == factor.value else {
            Issue.record(
              "\(random.testDescription): \(step.name)\(index) at \(position) has \(factor.name) = \(factor.value), show gives \(String(describing: shown))"
            )
            return
          }
          checked += 1
        }
      }
    }
  }
  #expect(checked > 100)
}

@Test func `a factor is worth what its name says`() throws {
  for target in 0...1 {
    for weight in [0.3, -0.7, 40, 200] as [Scalar] {
      var network = try Network(NetworkPlan(widths: [1, 1]))
      for key in network.learnedKeys { network[key]?.values[0] = weight }
      let trace = Trace(network: network, input: Matrix(row: [1]), targets: [target], mode: .eval)
      let step = try #require(trace.step(making: "dL/dP"))
      let expansion = try #require(trace.expansion(of: step, index: [], at: step.index))
      let (p, q) = (trace.forward.probabilities[0, 0], trace.forward.complements[0, 0])
      let factors = expansion.terms.flatMap(\.factors)
      #expect(factors.map(\.name) == ["−y", "1/P", "(1 − y)", "1/(1 − P)"])
      #expect(factors.map(\.value) == [-Scalar(target), 1 / p, 1 - Scalar(target), 1 / q])
      #expect(expansion.sum == expansion.value)
    }
  }
}

@Test func `all pieces of a maxout unit are told, and the element is the largest`() throws {
  let plan = NetworkPlan(widths: [6, 4, 1], hidden: .maxout(pieces: 3))
  let trace = try trace(plan, batch: 2)
  let step = try #require(trace.step(making: "x_output1"))
  for unit in 0..<4 {
    let expansion = try #require(trace.expansion(of: step, index: [1, unit], at: step.index))
    #expect(expansion.context.count == 3)
    #expect(expansion.context.map(\.value).max() == expansion.value)
    #expect(
      expansion.context.map(\.name)[2] == "W1[2,\(unit)] · x_input[1] + b1[2,\(unit)]")
  }
}

@Test func `an index that does not fit has no expansion`() throws {
  let trace = try trace(NetworkPlan(widths: [4, 3, 1]))
  let step = try #require(trace.step(making: "x_output1"))
  #expect(trace.expansion(of: step, index: [3], at: 2) == nil)
  #expect(trace.expansion(of: step, index: [], at: 2) == nil)
  #expect(trace.expansion(of: step, index: [0, 0], at: 2) == nil)
  #expect(trace.expansion(of: step, index: [2], at: 2)?.terms.count == 4)
}

@Test func `the largest terms come first`() throws {
  let trace = try trace(NetworkPlan(widths: [9, 2, 1]))
  let step = try #require(trace.step(making: "x_output1"))
  let expansion = try #require(trace.expansion(of: step, index: [1], at: 2))
  let magnitudes = expansion.largestFirst.map { abs($0.product) }
  #expect(magnitudes == magnitudes.sorted(by: >))
  #expect(magnitudes.count == 9)
}

@Test func `a saturated sigmoid breaks the long way and the trace says so`() throws {
  var network = try Network(NetworkPlan(widths: [1, 1]))
  for key in network.learnedKeys { network[key]?.values[0] = 200 }
  let wrong = Trace(network: network, input: Matrix(row: [1]), targets: [0], mode: .eval)
  #expect(!wrong.longWayHolds)
  #expect(wrong.value("dL/dx_output1", at: 8)?.values == [1])
  let mild = try trace(NetworkPlan(widths: [4, 3, 1]))
  #expect(mild.longWayHolds)
}

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
  trace.prepareUpdate(optimizer: random.optimizer, state: OptimizerState(), rate: 0.3)
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
        for factor in expansion.terms.flatMap(\.factors) where isPlainName(factor.name) {
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

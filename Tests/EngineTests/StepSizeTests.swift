import Testing

@testable import Engine

@Suite struct StepSizeTests {
  let examples = syntheticExamples(count: 32, rows: 4, columns: 4, classes: 2)

  @Test(arguments: [OptimizerMethod.sgd, .standardMomentum, .standardAdam], [1, 3])
  func `a step beside the weights is that of a real update, the second too`(
    _ method: OptimizerMethod, _ depth: Int
  ) throws {
    let plan = NetworkPlan(
      widths: [16] + Array(repeating: 9, count: depth) + [1],
      hidden: .activation(.tanh, parameter: nil), hasBias: true)
    let network = try Network(plan)
    let settings = TrainingSettings(
      rate: 0.1, batchSize: 32, optimizer: Optimizer(method, weightDecay: 0.01))
    let training = TrainingNetwork(
      network, optimizer: OptimizerState(), kernels: InstructionSet.current.kernels)
    for update in 0..<2 {
      let before = training.network
      let sizes = before.stepSizes(
        on: examples, settings: settings, state: training.optimizerState, update: update)
      #expect(training.network == before)
      _ = training.train(examples, 0..<32, update: update, settings: settings)
      let after = training.network
      #expect(sizes.map(\.key) == before.parameterKeys.filter { $0.role == .weights })
      for size in sizes {
        let (old, new) = (try #require(before[size.key]), try #require(after[size.key]))
        let moved = zip(old.values, new.values).reduce(0.0) {
          $0 + (Double($1.1) - Double($1.0)) * (Double($1.1) - Double($1.0))
        }
        let length = old.values.reduce(0.0) { $0 + Double($1) * Double($1) }
        let ratio = try #require(size.ratio)
        let expected = (moved / length).squareRoot()
        #expect(abs(ratio - expected) <= 1e-9 * expected && ratio > 0)
      }
    }
  }

  @Test func `weights of 0 have no ratio, and an update that cannot be made tells nothing`() throws
  {
    let zeros = try Network(NetworkPlan(widths: [16, 4, 1], initializer: .zeros))
    let still = zeros.stepSizes(
      on: examples, settings: TrainingSettings(), state: OptimizerState(), update: 0)
    #expect(still.count == 2 && still.allSatisfy { $0.ratio == nil })
    let wild = try Network(
      NetworkPlan(
        widths: [16, 4, 1], hidden: .activation(.identity, parameter: nil),
        initializer: .constant(1e30)))
    let none = wild.stepSizes(
      on: examples, settings: TrainingSettings(rate: 1e30), state: OptimizerState(), update: 0)
    #expect(none.isEmpty)
  }
}

import Testing

@testable import Engine

/// One update by the recorded path, with what the fused one draws for itself.
func recordedUpdate(
  _ network: inout Network, _ examples: ExampleSet, _ indices: [Int], update: Int,
  settings: TrainingSettings, state: inout OptimizerState
) -> Scalar {
  let (input, targets) = examples.batch(indices)
  var masks: [Int: Matrix] = [:]
  var width = network.plan.inputs
  for (k, layer) in network.layers.enumerated() {
    width = layer.outputs(ofInputs: width)
    guard case .dropout(let dropout) = layer else { continue }
    var stream = SeededGenerator(
      seed: network.plan.seed, purpose: .dropout, layer: k, index: update)
    masks[k] = dropout.mask(rows: indices.count, columns: width, using: &stream)
  }
  let mode: Mode = indices.count > 1 || !network.needsBatchInTraining ? .train : .eval
  let pass = network.forward(input, targets: targets, mode: mode, masks: masks)
  let gradients = network.backward(pass).parameterGradients
  _ = settings.optimizer.step(
    &network, gradients: gradients, state: &state, rate: settings.rate)
  for (k, cache) in pass.caches.enumerated() {
    guard case .batchNorm(let norm) = cache, case .batchNorm(var layer) = network.layers[k] else {
      continue
    }
    layer.absorb(norm, count: indices.count)
    network.layers[k] = .batchNorm(layer)
  }
  return pass.loss
}

@Suite struct FusedPathTests {
  @Test(arguments: InstructionSet.allCases.filter(\.isAvailable), Activation.allCases)
  func `a network of zeros learns no weight where f(0) is 0`(
    set: InstructionSet, function: Activation
  ) throws {
    guard function != .sigmoid else { return }
    let plan = NetworkPlan(
      widths: [16, 20, 1], hidden: .activation(function, parameter: nil), initializer: .zeros)
    let network = try Network(plan)
    let examples = syntheticExamples(count: 32, rows: 4, columns: 4, classes: 2)
    let fused = TrainingNetwork(network, optimizer: OptimizerState(), kernels: set.kernels)
    for update in 0..<50 {
      _ = fused.train(examples, 0..<32, update: update, settings: TrainingSettings(rate: 1))
    }
    #expect(fused.network == network)
  }

  /// After three updates of a rate around 0.1 the weights differ by the rounding of sums in another order and of e^x: a few units in the last place of numbers below 10.
  static let tolerance: Scalar = 2e-5

  func compare(
    _ plan: NetworkPlan, batch: Int, settings: TrainingSettings = TrainingSettings(rate: 0.1),
    tolerance: Scalar = FusedPathTests.tolerance, _ set: InstructionSet = .current
  ) throws {
    let classes = plan.head == .binary ? 2 : plan.outputs
    let examples = syntheticExamples(
      count: 3 * batch, rows: plan.imageRows, columns: plan.imageColumns, classes: classes)
    var recorded = try Network(plan)
    var state = OptimizerState()
    let fused = TrainingNetwork(recorded, optimizer: state, kernels: set.kernels)
    for update in 0..<3 {
      let indices = Array(update * batch..<(update + 1) * batch)
      let loss = recordedUpdate(
        &recorded, examples, indices, update: update, settings: settings, state: &state)
      let result = fused.train(
        examples, update * batch..<(update + 1) * batch, update: update, settings: settings)
      #expect(result.isApplied)
      #expect(abs(result.loss - loss) <= 1e-5 * max(1, loss), "\(plan) batch \(batch)")
    }
    let difference = largestDifference(recorded, fused.network)
    #expect(difference <= tolerance, "\(plan.widths) \(plan.hidden) batch \(batch): \(difference)")
  }

  @Test(arguments: [1, 2, 31, 32, 33, 100])
  func `batches of every size agree with the recorded path`(batch: Int) throws {
    try compare(NetworkPlan(widths: [100, 128, 1]), batch: batch)
    try compare(NetworkPlan(widths: [9, 17, 1], hasBias: true), batch: batch)
    try compare(
      NetworkPlan(widths: [9, 20, 30, 10], hasBias: true, head: .categorical), batch: batch)
    try compare(
      NetworkPlan(
        widths: [9, 20, 30, 10], dropout: batch > 1 ? 0.4 : 0, hasBatchNorm: true,
        head: .categorical),
      batch: batch)
    try compare(
      NetworkPlan(widths: [9, 20, 3], hidden: .maxout(pieces: 3), head: .categorical), batch: batch)
  }

  @Test(arguments: [1, 2, 3, 16, 17, 128, 130])
  func `layers of every width agree with the recorded path`(width: Int) throws {
    for hidden in [[width], [width, 5], [5, width], [17, width, 33]] {
      for batch in [1, 32, 40] {
        try compare(NetworkPlan(widths: [6] + hidden + [1], hasBias: true), batch: batch)
        try compare(
          NetworkPlan(widths: [width] + hidden + [4], head: .categorical), batch: batch)
        try compare(
          NetworkPlan(widths: [6] + hidden + [7], head: .categorical), batch: batch)
      }
    }
    try compare(NetworkPlan(widths: [width, 1]), batch: 32)
    try compare(NetworkPlan(widths: [width, 10], hasBias: true, head: .categorical), batch: 32)
  }

  @Test(arguments: Activation.allCases)
  func `every activation agrees with the recorded path`(function: Activation) throws {
    for parameter in [nil, Scalar(-0.3), 0.7] {
      try compare(
        NetworkPlan(
          widths: [16, 33, 20, 10], hidden: .activation(function, parameter: parameter),
          initializer: nil, hasBias: true, head: .categorical), batch: 32)
    }
  }

  @Test(arguments: [
    Optimizer(.sgd), Optimizer(.sgd, weightDecay: 0.01),
    Optimizer(.standardMomentum), Optimizer(.momentum(0.8, nesterov: true), weightDecay: 0.01),
    Optimizer(.standardAdam), Optimizer(.standardAdam, weightDecay: 0.01),
  ])
  func `every optimiser agrees with the recorded path`(optimizer: Optimizer) throws {
    let isAdam = if case .adam = optimizer.method { true } else { false }
    // Adam divides by √v: where a gradient is near 0, its rounding decides the step.
    // (A bias before batch normalisation has no other gradient than that rounding.)
    let settings = TrainingSettings(rate: isAdam ? 0.001 : 0.1, optimizer: optimizer)
    for batch in [1, 32, 70] {
      try compare(
        NetworkPlan(widths: [16, 33, 10], hasBias: true, head: .categorical), batch: batch,
        settings: settings, tolerance: isAdam ? 4e-5 : FusedPathTests.tolerance)
      try compare(
        NetworkPlan(widths: [16, 33, 20, 1], hasBias: !isAdam, hasBatchNorm: true),
        batch: max(8, batch), settings: settings,
        tolerance: isAdam ? 4e-5 : FusedPathTests.tolerance)
    }
  }

  @Test(arguments: InstructionSet.allCases.filter(\.isAvailable))
  func `every instruction set agrees with the recorded path`(set: InstructionSet) throws {
    for batch in [1, 5, 32, 50] {
      try compare(NetworkPlan(), batch: batch, set)
      try compare(
        NetworkPlan(
          widths: [25, 40, 24, 10], hidden: .activation(.tanh, parameter: nil), hasBias: true,
          dropout: 0.2, head: .categorical), batch: batch, set)
      try compare(
        NetworkPlan(widths: [25, 18, 3], hidden: .maxout(pieces: 4), head: .categorical),
        batch: batch, set)
    }
  }

  @Test(arguments: [
    Optimizer(.sgd), Optimizer(.sgd, weightDecay: 0.01), Optimizer(.standardMomentum),
    Optimizer(.standardMomentum, weightDecay: 0.01), Optimizer(.standardAdam),
    Optimizer(.standardAdam, weightDecay: 0.01),
  ])
  func `a step out of the finite numbers is taken back whole`(optimizer: Optimizer) throws {
    let plan = NetworkPlan(widths: [16, 33, 10], hasBias: true, head: .categorical)
    let examples = syntheticExamples(count: 96, rows: 4, columns: 4, classes: 10)
    let fused = TrainingNetwork(
      try Network(plan), optimizer: OptimizerState(), kernels: InstructionSet.current.kernels)
    func train(_ batch: Range<Int>, rate: Scalar) -> Bool {
      let settings = TrainingSettings(rate: rate, optimizer: optimizer)
      return fused.train(examples, batch, update: 0, settings: settings).isApplied
    }
    // In one batch of all, and in blocks whose gradients are summed.
    for batch in [0..<32, 0..<96] {
      #expect(train(batch, rate: 0.01))
      let (network, state) = (fused.network, fused.optimizerState)
      let isTakenBack = !train(batch, rate: .infinity)
      #expect(isTakenBack)
      #expect(fused.network == network)
      #expect(fused.optimizerState == state)
      #expect(train(batch, rate: 0.01))
      #expect(largestDifference(fused.network, network) > 0)
    }
  }

  @Test(arguments: [
    Optimizer(.sgd), Optimizer(.sgd, weightDecay: 0.1), Optimizer(.standardMomentum),
    Optimizer(.momentum(0.9, nesterov: true), weightDecay: 0.1), Optimizer(.standardAdam),
    Optimizer(.standardAdam, weightDecay: 0.1),
  ])
  func `no parameter and no average outgrows its bound`(optimizer: Optimizer) throws {
    let plan = NetworkPlan(widths: [16, 33, 1], hasBias: true)
    let examples = syntheticExamples(count: 64, rows: 4, columns: 4, classes: 2)
    let fused = TrainingNetwork(
      try Network(plan), optimizer: OptimizerState(), kernels: InstructionSet.current.kernels)
    let settings = TrainingSettings(rate: 5, optimizer: optimizer)
    for update in 0..<100 {
      let result = fused.train(
        examples, 0..<(update % 2 == 0 ? 32 : 64), update: update, settings: settings)
      #expect(result.isApplied)
      let largest = (0..<fused.parameters.count).map { abs(fused.parameters.start[$0]) }.max() ?? 0
      #expect(largest <= fused.magnitudeBound)
      for (k, average) in fused.averages.enumerated() {
        let largest = (0..<average.count).map { abs(average.start[$0]) }.max() ?? 0
        #expect((k == 0 ? largest : largest.squareRoot()) <= fused.averageBound)
      }
    }
  }

  @Test func `a method that follows another starts its averages anew`() throws {
    let network = try Network(NetworkPlan(widths: [100, 3, 1]))
    let pass = network.forward(Matrix(row: (0..<100).map { Scalar($0 % 7) / 7 }), targets: [1])
    let gradients = network.backward(pass).parameterGradients
    for before in [OptimizerMethod.sgd, .standardMomentum, .standardAdam] {
      for after in [OptimizerMethod.sgd, .standardMomentum, .standardAdam] where after != before {
        var (moved, fresh) = (network, network)
        var state = OptimizerState()
        _ = Optimizer(before).step(&moved, gradients: gradients, state: &state, rate: 0.05)
        moved = network
        let second = Optimizer(after).step(
          &moved, gradients: gradients, state: &state, rate: 0.05)
        var anew = OptimizerState()
        let first = Optimizer(after).step(&fresh, gradients: gradients, state: &anew, rate: 0.05)
        for (key, update) in first {
          #expect(second[key]?.step == update.step, "\(before) \(after)")
          guard case .adam = after else { continue }
          // Adam's first step is as long as the rate, whatever the gradient.
          for (step, gradient) in zip(update.step.values, update.gradient.values)
          where abs(gradient) > 1e-4 {
            #expect(abs(abs(step) - 0.05) < 1e-4)
          }
        }
      }
    }
  }

  @Test func `evaluation agrees with the recorded path`() throws {
    for plan in [
      NetworkPlan(widths: [9, 20, 1], dropout: 0.3, hasBatchNorm: true),
      NetworkPlan(widths: [9, 20, 4], hidden: .maxout(pieces: 2), head: .categorical),
    ] {
      let network = try Network(plan)
      let classes = plan.head == .binary ? 2 : 4
      let examples = syntheticExamples(count: 75, rows: 3, columns: 3, classes: classes)
      let (input, targets) = examples.batch(0..<75)
      let pass = network.forward(input, targets: targets)
      let evaluation = try #require(network.evaluate(examples))
      #expect(abs(evaluation.loss - pass.loss) < 1e-5)
      let losses = try #require(network.losses(of: examples))
      #expect(zip(losses, pass.losses).allSatisfy { abs($0 - $1) < 1e-5 })
      let p = try #require(network.fastProbabilities(examples))
      #expect(zip(p.values, pass.probabilities.values).allSatisfy { abs($0 - $1) < 1e-6 })
      for (y, row) in evaluation.confusion.enumerated() {
        for (predicted, count) in row.enumerated() {
          let expected = targets.indices.filter {
            targets[$0] == y
              && plan.head.prediction(ofProbabilities: Array(pass.probabilities.row($0)))
                == predicted
          }
          #expect(count == expected.count)
        }
      }
      #expect(network.evaluate(examples, isCancelled: { true }) == nil)
    }
  }
}

extension Network {
  /// P of each example in eval mode, [examples, outputs], by the kernels of training; nil if cancelled.
  fileprivate func fastProbabilities(
    _ examples: ExampleSet, isCancelled: () -> Bool = { false }
  ) -> Matrix? {
    let outputs = plan.outputs
    var values: [Scalar] = []
    values.reserveCapacity(examples.count * outputs)
    let network = TrainingNetwork(
      self, optimizer: OptimizerState(), kernels: InstructionSet.current.kernels)
    let isComplete = network.forEachBlock(of: examples, isCancelled: isCancelled) { rows, p in
      for n in 0..<rows {
        for c in 0..<outputs { values.append(p[n * paddedWidth(outputs) + c]) }
      }
    }
    return isComplete ? Matrix(rows: examples.count, columns: outputs, values: values) : nil
  }
}

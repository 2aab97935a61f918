internal import Kernels

extension TrainingNetwork {
  /// What a batch measured before its update.
  struct BatchResult {
    /// Mean loss.
    let loss: Scalar
    let correct: Int
    /// False where the loss or a weight was no longer finite: the parameters are those of before the update.
    let isApplied: Bool
  }

  /// Trains on one batch, the examples of `batch`: forward, loss, backward and the optimiser's step.
  func train(
    _ examples: ExampleSet, _ batch: Range<Int>, update: Int, settings: TrainingSettings
  ) -> BatchResult {
    let count = batch.count
    let needsWholeBatch = plan.hasBatchNorm
    let blockRows = needsWholeBatch ? count : TrainingNetwork.blockRows
    if blockRows > workspace.rows { workspace = Workspace(places: places, rows: blockRows) }
    prepareAverages(for: settings.optimizer.method)
    let isFused =
      count <= blockRows && settings.optimizer.method == .sgd && settings.optimizer.weightDecay == 0
    var shift = (down: 0, right: 0)
    if settings.augmentsByShift {
      var stream = SeededGenerator(seed: plan.seed, purpose: .augmentation, index: update)
      shift = (stream.below(3) - 1, stream.below(3) - 1)
    }
    // For the fused step the gradients carry −α/N, so that adding them is the step.
    let scale = (isFused ? -settings.rate : 1) / Float(count)
    var loss = 0.0
    var correct = 0
    var bound: Float = 0
    for first in stride(from: 0, to: count, by: blockRows) {
      let rows = min(blockRows, count - first)
      let begin = batch.lowerBound + first
      let end = begin + rows
      load(examples, begin..<end, shift: shift)
      askForImages(examples, after: end, quarter: 0)
      forward(rows: rows, update: update, firstRow: first)
      askForImages(examples, after: end, quarter: 1)
      let result = head(rows: rows, scale: scale)
      loss += result.loss
      correct += result.correct
      guard loss.isFinite else { break }
      askForImages(examples, after: end, quarter: 2)
      bound += backward(rows: rows)
      askForImages(examples, after: end, quarter: 3)
      if !isFused { accumulateGradients(rows: rows, isFirst: first == 0) }
    }
    let mean = Scalar(loss / Double(count))
    guard mean.isFinite else { return BatchResult(loss: mean, correct: correct, isApplied: false) }
    let isApplied =
      isFused ? addGradients(rows: count, bound: bound) : step(settings, bound: bound)
    if isApplied {
      steps += 1
      absorbStatistics(rows: count)
    }
    return BatchResult(loss: mean, correct: correct, isApplied: isApplied)
  }

  /// Plain SGD within the products: the weights are the sum's first term.
  private func addGradients(rows: Int, bound: Float) -> Bool {
    magnitudeBound += bound
    return change { addParameterGradients(rows: rows, to: parameters, isFirst: false) }
  }

  /// Changes parameters and averages in place, after the bounds have been raised by what the change can add.
  ///
  /// Near overflow, and before the first update, the old ones are kept and every number is looked at: returns false, with the old ones back, if one is not finite.
  private func change(_ carryOut: () -> Void) -> Bool {
    // Adam's averages of squares are as large as the square of their bound.
    let isSafe = magnitudeBound < 1e37 && averageBound < 1e18
    guard !isSafe else {
      carryOut()
      return true
    }
    let old = ([parameters] + averages).map { buffer in
      let copy = FloatBuffer(count: buffer.count)
      copy.copy(from: buffer)
      return copy
    }
    carryOut()
    magnitudeBound = largestMagnitude(parameters)
    averageBound = averages.first.map(largestMagnitude) ?? 0
    if averages.count > 1 {
      averageBound = max(averageBound, largestMagnitude(averages[1]).squareRoot())
    }
    guard magnitudeBound.isFinite && averageBound.isFinite else {
      parameters = old[0]
      averages = Array(old.dropFirst())
      (magnitudeBound, averageBound) = (.infinity, .infinity)
      return false
    }
    return true
  }

  private func largestMagnitude(_ buffer: FloatBuffer) -> Float {
    kernels.largestMagnitude(
      Block(buffer.start, rows: 1, width: buffer.count, stride: buffer.count))
  }

  private func accumulateGradients(rows: Int, isFirst: Bool) {
    let buffer = gradients ?? FloatBuffer(count: parameters.count)
    gradients = buffer
    addParameterGradients(rows: rows, to: buffer, isFirst: isFirst)
  }

  /// target = (0 or target) + dL/dθ, for every learned parameter.
  private func addParameterGradients(rows: Int, to buffer: FloatBuffer, isFirst: Bool) {
    let zeros = StridedMatrix(workspace.zeros.start, rowStep: 0)
    func add(
      _ left: StridedMatrix, _ right: StridedMatrix, at offset: Int, rows outer: Int, width: Int,
      stride: Int? = nil, marks: Marks? = nil
    ) {
      let stride = stride ?? width
      let start = buffer.start + offset
      let target = Block(start, rows: outer, width: width, stride: stride)
      let initial = isFirst ? zeros : StridedMatrix(start, rowStep: stride)
      if let marks {
        kernels.multiplySparse(
          left, marks, right, depth: rows, initial: initial, into: target)
      } else {
        kernels.multiply(left, right, depth: rows, initial: initial, into: target)
      }
    }
    let ones = StridedMatrix(workspace.one.start, rowStep: 0, columnStep: 0)
    for k in places.indices {
      let place = places[k]
      let stage = workspace.stages[k]
      let stride = paddedWidth(place.outputs)
      let inputs = paddedWidth(place.inputs)
      switch place.kind {
      case .linear(let weights, let bias, let pieces):
        let wide = stride * pieces
        let gradient = StridedMatrix(stage.candidates?.gradient ?? stage.gradient, rowStep: wide)
        let step = weightStride(wide)
        if rows == 1, !isFirst, let marks = stage.nonzeros?.ofSamples {
          kernels.addSparseOuter(
            stage.input, marks, gradient.start,
            into: Block(buffer.start + weights, rows: place.inputs, width: wide, stride: step))
        } else {
          add(
            StridedMatrix(stage.input, rowStep: 1, columnStep: inputs), gradient, at: weights,
            rows: place.inputs, width: wide, stride: step, marks: stage.nonzeros?.ofInputs)
        }
        if let bias { add(ones, gradient, at: bias, rows: 1, width: wide) }
      case .narrow(let weights, let bias):
        let transposedGradient = StridedMatrix(stage.gradient, rowStep: 1, columnStep: stride)
        add(
          transposedGradient, StridedMatrix(stage.input, rowStep: inputs), at: weights,
          rows: place.outputs, width: inputs)
        if let bias {
          add(
            ones, StridedMatrix(stage.gradient, rowStep: stride), at: bias, rows: 1, width: stride)
        }
      case .batchNorm(let scale, let shift, _, _):
        guard let batch = stage.statistics else { break }
        for (offset, gradient) in [(scale, batch.scaleGradient), (shift, batch.shiftGradient)] {
          let target = buffer.start + offset
          for f in 0..<stride { target[f] = (isFirst ? 0 : target[f]) + gradient[f] }
        }
      case .activation, .dropout: break
      }
    }
  }

  /// The optimiser's step from the accumulated gradients, none of which is larger than `bound`.
  private func step(_ settings: TrainingSettings, bound: Float) -> Bool {
    guard let gradients else { return false }
    let (rate, decay) = (settings.rate, settings.optimizer.weightDecay)
    let gradientBound = bound + decay * magnitudeBound
    let kind: KernelStep
    switch settings.optimizer.method {
    case .sgd:
      kind = .sgd
      magnitudeBound += rate * gradientBound
    case .momentum(let mu, let nesterov):
      kind = .momentum(mu, nesterov: nesterov)
      averageBound = mu * averageBound + gradientBound
      magnitudeBound += rate * (averageBound + gradientBound)
    case .adam(let beta1, let beta2, let epsilon):
      if decimalBetas?.of != [beta1, beta2] {
        decimalBetas = (
          [beta1, beta2], AveragingFactors.decimal(beta1), AveragingFactors.decimal(beta2)
        )
      }
      let first = AveragingFactors(decimal: decimalBetas?.first ?? 0, steps: steps + 1)
      let second = AveragingFactors(decimal: decimalBetas?.second ?? 0, steps: steps + 1)
      kind = .adam(
        beta1: beta1, beta2: beta2, epsilon: epsilon, share1: first.complement,
        share2: second.complement, correction1: first.correction, correction2: second.correction)
      averageBound = max(averageBound, gradientBound)
      magnitudeBound += rate / first.correction * averageBound / epsilon
    }
    return change {
      let unused = parameters.start
      kernels.step(
        kind, count: parameters.count, rate: rate, weightDecay: decay, gradient: gradients.start,
        weights: parameters.start,
        averages: (averages.first?.start ?? unused, averages.last?.start ?? unused))
    }
  }

  /// Averages of another kind than the optimiser's mean nothing to it: it starts anew.
  private func prepareAverages(for method: OptimizerMethod) {
    let needed = method.averageCount
    guard averages.count != needed else { return }
    averages = (0..<needed).map { _ in FloatBuffer(count: parameters.count) }
    averageBound = 0
    steps = 0
  }

  /// Moves the running statistics, once the update has stood.
  private func absorbStatistics(rows: Int) {
    guard plan.hasBatchNorm, rows > 1 else { return }
    let unbiased = Scalar(rows) / Scalar(rows - 1)
    for k in places.indices {
      let place = places[k]
      let stage = workspace.stages[k]
      guard case .batchNorm(_, _, let mean, let variance) = place.kind,
        let batch = stage.statistics
      else { continue }
      let running = statistics.start
      for f in 0..<place.outputs {
        running[mean + f] += BatchNorm.momentum * (batch.mean[f] - running[mean + f])
        running[variance + f] +=
          BatchNorm.momentum * (batch.variance[f] * unbiased - running[variance + f])
      }
    }
  }
}

internal import Kernels

extension TrainingNetwork {
  /// Rows × width of a layer's side, padded.
  func block(_ start: UnsafeMutablePointer<Float>, _ rows: Int, _ width: Int) -> Block {
    Block(start, rows: rows, width: width, stride: paddedWidth(width))
  }

  /// Brings a block of examples into the input, as floats, and its targets beside it.
  func load(
    _ examples: ExampleSet, _ indices: UnsafePointer<Int32>, count: Int,
    shift: (down: Int, right: Int) = (0, 0)
  ) {
    examples.rows.withUnsafeBufferPointer { rows in
      for n in 0..<count { workspace.images[n] = rows[Int(indices[n])] }
    }
    examples.targets.withUnsafeBufferPointer { targets in
      for n in 0..<count { workspace.targets[n] = targets[Int(indices[n])] }
    }
    kernels.gather(
      examples.pixels.start, rows: workspace.images,
      into: block(workspace.input.start, count, plan.inputs), imageRows: examples.imageRows,
      imageColumns: examples.imageColumns, down: shift.down, right: shift.right)
  }

  /// The forward pass of what is in the input; the logits are the last stage's output.
  ///
  /// - Parameters:
  ///   - rows: the samples in the block.
  ///   - update: the number that keys dropout's masks; nil evaluates.
  ///   - firstRow: the place of the block in its batch.
  func forward(rows: Int, update: Int?, firstRow: Int = 0) {
    let p = parameters.start
    for (place, stage) in zip(places, workspace.stages) {
      let width = place.outputs
      let stride = paddedWidth(width)
      let output = block(stage.output, rows, width)
      let x = StridedMatrix(stage.input, rowStep: paddedWidth(place.inputs))
      switch place.kind {
      case .linear(let weights, let bias, let pieces):
        let wide = stride * pieces
        let target = pieces > 1 ? stage.extra[0].start : stage.output
        kernels.multiply(
          x, StridedMatrix(p + weights, rowStep: wide), depth: place.inputs,
          initial: StridedMatrix(bias.map { p + $0 } ?? workspace.zeros.start, rowStep: 0),
          into: Block(target, rows: rows, width: wide, stride: wide))
        if pieces > 1, let winners = stage.kept {
          kernels.selectPieces(target, pieces: pieces, into: output, winners: winners.start)
        }
      case .narrow(let weights, let bias):
        kernels.dots(
          x, StridedMatrix(p + weights, rowStep: paddedWidth(place.inputs)),
          depth: paddedWidth(place.inputs), initial: bias.map { UnsafePointer(p + $0) },
          into: output)
      case .batchNorm(let scale, let shift, let mean, let variance):
        guard let kept = stage.kept else { break }
        let usesBatch = update != nil && rows > 1
        var means = statistics.start + mean
        var variances = statistics.start + variance
        if usesBatch {
          means = stage.extra[0].start
          variances = stage.extra[1].start
          kernels.columnStatistics(output, mean: means, variance: variances)
        }
        let inverse = stage.extra[2].start
        for f in 0..<stride { inverse[f] = 1 / (variances[f] + BatchNorm.epsilon).squareRoot() }
        kernels.normalise(
          output, mean: means, inverse: inverse, scale: p + scale, shift: p + shift,
          normalised: kept.start, target: stage.output)
      case .activation(let function, let parameter):
        kernels.activate(
          output, function: function, parameter: parameter, slope: stage.kept?.start)
      case .dropout(let rate):
        guard let update, let mask = stage.kept else {
          stage.output.update(from: stage.input, count: rows * stride)
          break
        }
        let stream = SeededGenerator(
          seed: plan.seed, purpose: .dropout, layer: place.layer, index: update)
        kernels.drawMask(
          block(mask.start, rows, width), key: stream.key, first: firstRow * width,
          threshold: UInt32((rate * 0x1p24).rounded(.up)), kept: 1 / (1 - rate))
        kernels.hadamard(block(stage.input, rows, width), mask.start, into: stage.output)
      }
    }
  }

  /// Losses, and `scale` · dL/dz of each sample over the logits' gradient.
  func head(
    rows: Int, scale: Float, probabilities: UnsafeMutablePointer<Float>? = nil
  ) -> HeadResult {
    guard let last = workspace.stages.last else { return HeadResult(loss: .nan, correct: 0) }
    let width = plan.outputs
    last.gradient.update(from: last.output, count: rows * paddedWidth(width))
    let logits = block(last.gradient, rows, width)
    switch plan.head {
    case .binary:
      return kernels.binaryHead(
        logits, targets: workspace.targets, scale: scale, losses: workspace.losses.start,
        scratch: workspace.scratch.start, probabilities: probabilities)
    case .categorical:
      return kernels.categoricalHead(
        logits, targets: workspace.targets, scale: scale, losses: workspace.losses.start,
        scratch: workspace.scratch.start, probabilities: probabilities)
    }
  }

  /// Carries the gradient back through the layers; no parameter changes.
  ///
  /// - Returns: an upper bound of any change of a parameter by these gradients; not finite if one of them is not.
  func backward(rows: Int) -> Float {
    let p = parameters.start
    var bound: Float = 0
    for (place, stage) in zip(places, workspace.stages).reversed() {
      let width = place.outputs
      let stride = paddedWidth(width)
      let gradient = block(stage.gradient, rows, width)
      switch place.kind {
      case .linear(let weights, _, let pieces):
        bound += growth(place, stage, gradient)
        var wide = gradient
        if pieces > 1, let winners = stage.kept {
          wide = Block(
            stage.extra[1].start, rows: rows, width: stride * pieces, stride: stride * pieces)
          kernels.spreadToPieces(
            gradient, pieces: pieces, winners: winners.start, into: wide.start)
        }
        if let target = stage.inputGradient {
          carryBack(wide, weights: p + weights, into: block(target, rows, place.inputs))
        }
      case .narrow(let weights, _):
        bound += growth(place, stage, gradient)
        if let target = stage.inputGradient {
          let inputs = paddedWidth(place.inputs)
          kernels.multiply(
            StridedMatrix(stage.gradient, rowStep: stride),
            StridedMatrix(p + weights, rowStep: inputs), depth: width,
            initial: StridedMatrix(workspace.zeros.start, rowStep: 0),
            into: Block(target, rows: rows, width: inputs, stride: inputs))
        }
      case .batchNorm(let scale, _, _, _):
        guard let kept = stage.kept else { break }
        kernels.normaliseBackward(
          gradient, normalised: kept.start, inverse: stage.extra[2].start, scale: p + scale,
          scaleGradient: stage.extra[3].start, shiftGradient: stage.extra[4].start,
          usesBatch: rows > 1)
        bound += kernels.magnitudeSum(block(stage.extra[3].start, 1, width))
        bound += kernels.magnitudeSum(block(stage.extra[4].start, 1, width))
      case .activation(let function, _):
        _ = kernels.applySlope(
          gradient, function: function, output: stage.output, slope: stage.kept?.start)
      case .dropout:
        if let mask = stage.kept {
          kernels.hadamard(gradient, mask.start, into: stage.gradient)
        }
      }
    }
    return bound
  }

  /// |Σ_n x_n·g_n| ≤ max|x| · Σ|g|, for weights, and for a bias with x = 1.
  private func growth(_ place: Place, _ stage: Workspace.Stage, _ gradient: Block) -> Float {
    let input =
      stage.inputBound
      ?? kernels.largestMagnitude(block(stage.input, gradient.rows, place.inputs))
    return kernels.magnitudeSum(gradient) * (input > 1 || input.isNaN ? input : 1)
  }

  /// dL/dX = dL/dZ · W, from the transposed weights.
  ///
  /// The vectors run over the samples, through transposed gradients; for a few samples over the outputs instead.
  private func carryBack(
    _ gradient: Block, weights: UnsafePointer<Float>, into target: Block
  ) {
    guard gradient.rows >= 8 else {
      kernels.dots(
        StridedMatrix(gradient.start, rowStep: gradient.stride),
        StridedMatrix(weights, rowStep: gradient.stride), depth: gradient.stride, initial: nil,
        into: target)
      return
    }
    let rows = paddedWidth(gradient.rows)
    let (across, result) = (workspace.transposed.0.start, workspace.transposed.1.start)
    kernels.transpose(
      Block(gradient.start, rows: rows, width: gradient.width, stride: gradient.stride),
      into: Block(across, rows: gradient.stride, width: rows, stride: rows))
    kernels.multiply(
      StridedMatrix(weights, rowStep: gradient.stride), StridedMatrix(across, rowStep: rows),
      depth: gradient.width, initial: StridedMatrix(workspace.zeros.start, rowStep: 0),
      into: Block(result, rows: target.width, width: rows, stride: rows))
    (result + target.width * rows).update(
      repeating: 0, count: (target.stride - target.width) * rows)
    kernels.transpose(
      Block(result, rows: target.stride, width: rows, stride: rows),
      into: Block(target.start, rows: rows, width: target.stride, stride: target.stride))
  }
}

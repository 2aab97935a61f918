internal import CProcessor
internal import Kernels

extension TrainingNetwork {
  /// Rows × width of a layer's side, padded.
  func block(_ start: UnsafeMutablePointer<Float>, _ rows: Int, _ width: Int) -> Block {
    Block(start, rows: rows, width: width, stride: paddedWidth(width))
  }

  /// Brings a block of examples into the input, as floats, and its targets beside it.
  func load(
    _ examples: ExampleSet, _ range: Range<Int>, shift: (down: Int, right: Int) = (0, 0)
  ) {
    examples.targets.withUnsafeBufferPointer { targets in
      for (n, example) in range.enumerated() { workspace.targets[n] = targets[example] }
    }
    examples.rows.withUnsafeBufferPointer { rows in
      guard let images = rows.baseAddress else { return }
      kernels.gather(
        examples.pixels.start, rows: images + range.lowerBound,
        into: block(workspace.input.start, range.count, plan.inputs),
        imageRows: examples.imageRows, imageColumns: examples.imageColumns, down: shift.down,
        right: shift.right)
    }
  }

  /// Asks for one of the four quarters of the images after `end`, which will soon be loaded.
  ///
  /// The images of a shuffled epoch lie anywhere, and the memory answers only so many questions at a time: a quarter before each of a block's passes.
  func askForImages(_ examples: ExampleSet, after end: Int, quarter: Int) {
    let pixels = examples.pixels
    let share = TrainingNetwork.blockRows / 4
    let first = min(end + quarter * share, examples.count)
    examples.rows.withUnsafeBufferPointer { rows in
      for example in first..<min(first + share, examples.count) {
        let image = pixels.start + Int(rows[example]) * pixels.pixels
        for line in stride(from: 0, to: pixels.pixels + 63, by: 64) {
          processor_prefetch(image + min(line, pixels.pixels - 1))
        }
      }
    }
  }

  /// The forward pass of what is in the input; the logits are the last stage's output.
  ///
  /// - Parameters:
  ///   - rows: the samples in the block.
  ///   - update: the number that keys dropout's masks; nil evaluates.
  ///   - firstRow: the place of the block in its batch.
  func forward(rows: Int, update: Int?, firstRow: Int = 0) {
    let p = parameters.start
    for k in places.indices {
      let place = places[k]
      let stage = workspace.stages[k]
      let width = place.outputs
      let stride = paddedWidth(width)
      let output = block(stage.output, rows, width)
      let x = StridedMatrix(stage.input, rowStep: paddedWidth(place.inputs))
      switch place.kind {
      case .linear(let weights, let bias, let pieces):
        let wide = stride * pieces
        let target = stage.candidates?.0 ?? stage.output
        let matrix = StridedMatrix(p + weights, rowStep: weightStride(wide))
        let initial = StridedMatrix(bias.map { p + $0 } ?? workspace.zeros.start, rowStep: 0)
        let product = Block(target, rows: rows, width: wide, stride: wide)
        stage.nonzeros?.mark(block(stage.input, rows, place.inputs), kernels: kernels)
        if let marks = stage.nonzeros?.ofSamples {
          kernels.multiplySparse(
            x, marks, matrix, depth: place.inputs, initial: initial, into: product)
        } else {
          kernels.multiply(x, matrix, depth: place.inputs, initial: initial, into: product)
        }
        if pieces > 1, let winners = stage.kept {
          kernels.selectPieces(target, pieces: pieces, into: output, winners: winners)
        }
      case .narrow(let weights, let bias):
        kernels.dots(
          x, StridedMatrix(p + weights, rowStep: paddedWidth(place.inputs)),
          depth: paddedWidth(place.inputs), initial: bias.map { UnsafePointer(p + $0) },
          into: output)
      case .batchNorm(let scale, let shift, let mean, let variance):
        guard let kept = stage.kept, let batch = stage.statistics else { break }
        let usesBatch = update != nil && rows > 1
        var means = statistics.start + mean
        var variances = statistics.start + variance
        if usesBatch {
          means = batch.mean
          variances = batch.variance
          kernels.columnStatistics(output, mean: means, variance: variances)
        }
        let inverse = batch.inverse
        for f in 0..<stride { inverse[f] = 1 / (variances[f] + BatchNorm.epsilon).squareRoot() }
        kernels.normalise(
          output, mean: means, inverse: inverse, scale: p + scale, shift: p + shift,
          normalised: kept, target: stage.output)
      case .activation(let function, let parameter):
        kernels.activate(
          output, function: function, parameter: parameter, slope: stage.kept)
      case .dropout(let rate):
        guard let update, let mask = stage.kept else {
          stage.output.update(from: stage.input, count: rows * stride)
          break
        }
        let stream = SeededGenerator(
          seed: plan.seed, purpose: .dropout, layer: place.layer, index: update)
        kernels.drawMask(
          block(mask, rows, width), key: stream.key, first: firstRow * width,
          threshold: UInt32((rate * 0x1p24).rounded(.up)), kept: 1 / (1 - rate))
        kernels.hadamard(block(stage.input, rows, width), mask, into: stage.output)
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
    // Σ|gradient| of what was last computed, where the computation gave it.
    var knownSum: Float?
    for k in places.indices.reversed() {
      let place = places[k]
      let stage = workspace.stages[k]
      let width = place.outputs
      let stride = paddedWidth(width)
      let gradient = block(stage.gradient, rows, width)
      switch place.kind {
      case .linear(let weights, _, let pieces):
        bound += growth(place, stage, gradient, sum: knownSum)
        knownSum = nil
        var wide = gradient
        if let winners = stage.kept, let candidates = stage.candidates {
          wide = Block(
            candidates.gradient, rows: rows, width: stride * pieces, stride: stride * pieces)
          kernels.spreadToPieces(
            gradient, pieces: pieces, winners: winners, into: wide.start)
        }
        if let target = stage.inputGradient {
          carryBack(wide, weights: p + weights, into: block(target, rows, place.inputs))
        }
      case .narrow(let weights, _):
        bound += growth(place, stage, gradient, sum: knownSum)
        knownSum = nil
        if let target = stage.inputGradient {
          let inputs = paddedWidth(place.inputs)
          kernels.multiply(
            StridedMatrix(stage.gradient, rowStep: stride),
            StridedMatrix(p + weights, rowStep: inputs), depth: width,
            initial: StridedMatrix(workspace.zeros.start, rowStep: 0),
            into: Block(target, rows: rows, width: inputs, stride: inputs))
        }
      case .batchNorm(let scale, _, _, _):
        guard let kept = stage.kept, let batch = stage.statistics else { break }
        kernels.normaliseBackward(
          gradient, normalised: kept, inverse: batch.inverse, scale: p + scale,
          scaleGradient: batch.scaleGradient, shiftGradient: batch.shiftGradient,
          usesBatch: rows > 1)
        knownSum = nil
        bound += kernels.magnitudeSum(block(batch.scaleGradient, 1, width))
        bound += kernels.magnitudeSum(block(batch.shiftGradient, 1, width))
      case .activation(let function, _):
        knownSum = kernels.applySlope(
          gradient, function: function, output: stage.output, slope: stage.kept)
      case .dropout:
        knownSum = nil
        if let mask = stage.kept {
          kernels.hadamard(gradient, mask, into: stage.gradient)
        }
      }
    }
    return bound
  }

  /// |Σ_n x_n·g_n| ≤ max|x| · Σ|g|, for weights, and for a bias with x = 1.
  private func growth(
    _ place: Place, _ stage: Workspace.Stage, _ gradient: Block, sum: Float?
  ) -> Float {
    let input =
      stage.inputBound
      ?? kernels.largestMagnitude(block(stage.input, gradient.rows, place.inputs))
    return (sum ?? kernels.magnitudeSum(gradient)) * (input > 1 || input.isNaN ? input : 1)
  }

  /// dL/dX = dL/dZ · W, from the transposed weights.
  ///
  /// The vectors run over the samples, through transposed gradients; for a few samples over the outputs instead, and for a few outputs over the inputs, through transposed weights.
  private func carryBack(
    _ gradient: Block, weights: UnsafePointer<Float>, into target: Block
  ) {
    let weightStep = weightStride(gradient.stride)
    guard gradient.rows >= 8 else {
      kernels.dots(
        StridedMatrix(gradient.start, rowStep: gradient.stride),
        StridedMatrix(weights, rowStep: weightStep), depth: gradient.stride, initial: nil,
        into: target)
      return
    }
    let rows = paddedWidth(gradient.rows)
    if gradient.stride < rows && target.width == target.stride {
      let across = workspace.transposed.0.start
      kernels.transpose(
        Block(
          UnsafeMutablePointer(mutating: weights), rows: target.width, width: gradient.width,
          stride: weightStep),
        into: Block(across, rows: gradient.stride, width: target.width, stride: target.width))
      kernels.multiply(
        StridedMatrix(gradient.start, rowStep: gradient.stride),
        StridedMatrix(across, rowStep: target.width), depth: gradient.width,
        initial: StridedMatrix(workspace.zeros.start, rowStep: 0), into: target)
      return
    }
    let (across, result) = (workspace.transposed.0.start, workspace.transposed.1.start)
    kernels.transpose(
      Block(gradient.start, rows: rows, width: gradient.width, stride: gradient.stride),
      into: Block(across, rows: gradient.stride, width: rows, stride: rows))
    kernels.multiply(
      StridedMatrix(weights, rowStep: weightStep), StridedMatrix(across, rowStep: rows),
      depth: gradient.width, initial: StridedMatrix(workspace.zeros.start, rowStep: 0),
      into: Block(result, rows: target.width, width: rows, stride: rows))
    (result + target.width * rows).update(
      repeating: 0, count: (target.stride - target.width) * rows)
    kernels.transpose(
      Block(result, rows: target.stride, width: rows, stride: rows),
      into: Block(target.start, rows: rows, width: target.stride, stride: target.stride))
  }
}

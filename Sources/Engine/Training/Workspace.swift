internal import Kernels

/// What a block of samples leaves on its way through the network, kept until its gradients have come back.
final class Workspace {
  /// The most samples in a block.
  let rows: Int
  let input: FloatBuffer
  let stages: [Stage]
  let losses: FloatBuffer
  let scratch: FloatBuffer
  /// The images and classes of a block.
  let images: UnsafeMutablePointer<Int32>
  let targets: UnsafeMutablePointer<UInt8>
  /// Two transposed matrices, for gradients on their way to the layer before.
  let transposed: (FloatBuffer, FloatBuffer)
  let zeros: FloatBuffer
  let one: FloatBuffer

  /// The memory of one layer.
  struct Stage {
    /// What went in and what came out; activations and batch normalisation work in place.
    let input: UnsafeMutablePointer<Float>
    let output: UnsafeMutablePointer<Float>
    /// The gradient of the output, which becomes that of the input in place, but for linear layers.
    let gradient: UnsafeMutablePointer<Float>
    /// nil where no one asks: at the first layer.
    let inputGradient: UnsafeMutablePointer<Float>?
    /// Slopes, dropout's mask, x̂ of batch normalisation, or maxout's winners.
    let kept: FloatBuffer?
    /// Mean, variance and 1/deviation of a batch, then dγ and dβ; or maxout's candidates and their gradients.
    let extra: [FloatBuffer]
    /// The largest magnitude that the input can have, where that is known.
    let inputBound: Float?
    let buffers: [FloatBuffer]
  }

  init(places: [TrainingNetwork.Place], rows: Int) {
    let rows = paddedWidth(rows)
    self.rows = rows
    func block(_ width: Int) -> FloatBuffer { FloatBuffer(count: rows * paddedWidth(width)) }
    input = block(places.first?.inputs ?? 0)
    images = .allocate(capacity: rows)
    targets = .allocate(capacity: rows)
    images.initialize(repeating: 0, count: rows)
    targets.initialize(repeating: 0, count: rows)
    losses = FloatBuffer(count: rows)
    scratch = FloatBuffer(count: rows)
    var stages: [Stage] = []
    var current = input
    var gradient: FloatBuffer?
    var bound: Float? = 1
    var widest = places.first?.inputs ?? 0
    for place in places {
      let width = place.outputs
      let padded = paddedWidth(width)
      var output = current
      var stageGradient = gradient
      var kept: FloatBuffer?
      var extra: [FloatBuffer] = []
      let inputBound = bound
      switch place.kind {
      case .linear(_, _, let pieces):
        output = block(width)
        stageGradient = block(width)
        if pieces > 1 {
          kept = block(width)
          extra = [FloatBuffer(count: rows * padded * pieces)]
          extra.append(FloatBuffer(count: rows * padded * pieces))
        }
        bound = nil
        widest = max(widest, padded * pieces)
      case .narrow:
        output = block(width)
        stageGradient = block(width)
        bound = nil
        widest = max(widest, padded)
      case .batchNorm:
        kept = block(width)
        extra = (0..<5).map { _ in FloatBuffer(count: padded) }
        bound = nil
      case .activation(let function, _):
        if !function.slopeFollowsFromOutput { kept = block(width) }
        bound = function == .sigmoid || function == .tanh ? 1 : nil
      case .dropout(let rate):
        output = block(width)
        kept = block(width)
        bound = bound.map { $0 / (1 - rate) }
      }
      let isLinear =
        switch place.kind {
        case .linear, .narrow: true
        default: false
        }
      stages.append(
        Stage(
          input: current.start, output: output.start,
          gradient: stageGradient?.start ?? output.start,
          inputGradient: isLinear ? gradient?.start : nil, kept: kept, extra: extra,
          inputBound: inputBound, buffers: [current, output] + [stageGradient].compactMap(\.self)))
      current = output
      gradient = stageGradient
    }
    self.stages = stages
    transposed = (
      FloatBuffer(count: rows * paddedWidth(widest)), FloatBuffer(count: rows * paddedWidth(widest))
    )
    zeros = FloatBuffer(count: max(rows, paddedWidth(widest)))
    one = FloatBuffer(count: 16)
    one.start[0] = 1
  }

  deinit {
    images.deallocate()
    targets.deallocate()
  }
}

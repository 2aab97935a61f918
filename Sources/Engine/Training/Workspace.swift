internal import Kernels

/// What a block of samples leaves on its way through the network, kept until its gradients have come back.
final class Workspace {
  /// The most samples in a block.
  let rows: Int
  let input: FloatBuffer
  let stages: [Stage]
  private let buffers: [FloatBuffer]
  let losses: FloatBuffer
  let scratch: FloatBuffer
  /// The classes of a block.
  let targets: UnsafeMutablePointer<UInt8>
  /// Two transposed matrices, for gradients on their way to the layer before.
  let transposed: (FloatBuffer, FloatBuffer)
  let zeros: FloatBuffer
  let one: FloatBuffer

  /// The memory of one layer.
  struct Stage {
    /// What went in and what came out; activations and batch normalisation work in place.
    let input: UnsafeMutablePointer<Float>
    var output: UnsafeMutablePointer<Float>
    /// The gradient of the output, which becomes that of the input in place, but for linear layers.
    var gradient: UnsafeMutablePointer<Float>
    /// nil where no one asks: at the first layer.
    var inputGradient: UnsafeMutablePointer<Float>?
    /// Slopes, dropout's mask, x̂ of batch normalisation, or maxout's winners.
    var kept: UnsafeMutablePointer<Float>?
    /// Mean, variance and 1/deviation of a batch, dγ and dβ.
    var statistics: BatchStatistics?
    /// Maxout's candidates and their gradients.
    var candidates: (UnsafeMutablePointer<Float>, gradient: UnsafeMutablePointer<Float>)?
    /// Of a product's input, where zeros are to be expected in it.
    var nonzeros: Nonzeros?
    /// The largest magnitude that the input can have, where that is known.
    var inputBound: Float?
  }

  struct BatchStatistics {
    let mean: UnsafeMutablePointer<Float>
    let variance: UnsafeMutablePointer<Float>
    let inverse: UnsafeMutablePointer<Float>
    let scaleGradient: UnsafeMutablePointer<Float>
    let shiftGradient: UnsafeMutablePointer<Float>
  }

  init(places: [TrainingNetwork.Place], rows: Int) {
    let rows = paddedWidth(rows)
    self.rows = rows
    func block(_ width: Int) -> FloatBuffer { FloatBuffer(count: rows * paddedWidth(width)) }
    input = block(places.first?.inputs ?? 0)
    targets = .allocate(capacity: rows)
    targets.initialize(repeating: 0, count: rows)
    losses = FloatBuffer(count: rows)
    scratch = FloatBuffer(count: rows)
    var owned: [FloatBuffer] = []
    func take(_ count: Int) -> UnsafeMutablePointer<Float> {
      let buffer = FloatBuffer(count: count)
      owned.append(buffer)
      return buffer.start
    }
    var stages: [Stage] = []
    var current = input.start
    var gradient: UnsafeMutablePointer<Float>?
    var bound: Float? = 1
    var expectsZeros = true
    var widest = places.first?.inputs ?? 0
    for place in places {
      let padded = paddedWidth(place.outputs)
      let size = rows * padded
      var stage = Stage(
        input: current, output: current, gradient: gradient ?? current, inputGradient: nil,
        inputBound: bound)
      switch place.kind {
      case .linear(_, _, let pieces):
        stage.inputGradient = gradient
        stage.output = take(size)
        stage.gradient = take(size)
        if expectsZeros {
          stage.nonzeros = Nonzeros(rows: rows, width: paddedWidth(place.inputs))
        }
        if pieces > 1 {
          stage.kept = take(size)
          stage.candidates = (take(size * pieces), take(size * pieces))
        }
        bound = nil
        widest = max(widest, padded * pieces)
      case .narrow:
        stage.inputGradient = gradient
        stage.output = take(size)
        stage.gradient = take(size)
        bound = nil
        widest = max(widest, padded)
      case .batchNorm:
        stage.kept = take(size)
        stage.statistics = BatchStatistics(
          mean: take(padded), variance: take(padded), inverse: take(padded),
          scaleGradient: take(padded), shiftGradient: take(padded))
        bound = nil
      case .activation(let function, _):
        if !function.slopeFollowsFromOutput { stage.kept = take(size) }
        expectsZeros = function == .relu
        bound = function == .sigmoid || function == .tanh ? 1 : nil
      case .dropout(let rate):
        stage.output = take(size)
        stage.kept = take(size)
        expectsZeros = true
        bound = bound.map { $0 / (1 - rate) }
      }
      stages.append(stage)
      current = stage.output
      gradient = stage.gradient
    }
    buffers = owned
    self.stages = stages
    transposed = (
      FloatBuffer(count: rows * paddedWidth(widest)), FloatBuffer(count: rows * paddedWidth(widest))
    )
    zeros = FloatBuffer(count: max(rows, paddedWidth(widest)))
    one = FloatBuffer(count: 16)
    one.start[0] = 1
  }

  deinit { targets.deallocate() }
}

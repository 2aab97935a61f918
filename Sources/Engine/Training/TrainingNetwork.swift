internal import Kernels

/// A network laid out for the kernels: the fused path of training and of evaluation, which keeps no tensor for the walk.
///
/// Weights lie transposed, [inputs][outputs padded to 16]; a layer of few outputs, which would leave most of sixteen lanes idle, keeps [outputs][inputs padded].
/// Samples run through in blocks of 32, so that everything stays near the processor; batch normalisation, which needs all of a batch at once, makes a block of it.
/// It agrees with ``Network/forward(_:targets:mode:masks:)`` and ``Optimizer/step(_:gradients:state:rate:)`` but for the order of rounding.
final class TrainingNetwork {
  let kernels: any KernelSet
  let plan: NetworkPlan
  /// The network as it came in: the shapes, and what training leaves alone.
  private let template: Network
  let places: [Place]
  /// Every learned parameter, padded.
  var parameters: FloatBuffer
  /// Running means and variances.
  let statistics: FloatBuffer
  var gradients: FloatBuffer?
  /// v of momentum; m and v of Adam.
  var averages: [FloatBuffer] = []
  var steps: Int
  /// Adam's β as the decimal numbers they were given as, which are not read anew at every step.
  var decimalBetas: (of: [Scalar], first: Double, second: Double)?
  /// No learned parameter is larger: while this bound is far from overflow, no update can reach infinity.
  var magnitudeBound: Float = .infinity
  /// Nor an average, for Adam's second the root of one.
  var averageBound: Float = .infinity
  var workspace: Workspace

  /// Where a layer's tensors lie.
  struct Place {
    let layer: Int
    let inputs: Int
    let outputs: Int
    let kind: Kind

    enum Kind {
      /// Offsets into the parameters; maxout has its pieces side by side.
      case linear(weights: Int, bias: Int?, pieces: Int)
      case narrow(weights: Int, bias: Int?)
      case batchNorm(scale: Int, shift: Int, mean: Int, variance: Int)
      case activation(KernelActivation, parameter: Scalar)
      case dropout(rate: Scalar)
    }
  }

  static let blockRows = 32
  static let narrowWidth = 12

  init(_ network: Network, optimizer: OptimizerState, kernels: any KernelSet) {
    self.kernels = kernels
    plan = network.plan
    template = network
    var width = network.plan.inputs
    var offset = 0
    var statisticsCount = 0
    func take(_ count: Int) -> Int {
      defer { offset += count }
      return offset
    }
    func takeStatistics(_ count: Int) -> Int {
      defer { statisticsCount += count }
      return statisticsCount
    }
    var places: [Place] = []
    for (index, layer) in network.layers.enumerated() {
      let outputs = layer.outputs(ofInputs: width)
      let padded = paddedWidth(outputs)
      let kind: Place.Kind
      switch layer {
      case .linear(let linear):
        if outputs <= TrainingNetwork.narrowWidth {
          let weights = take(outputs * paddedWidth(width))
          kind = .narrow(weights: weights, bias: linear.bias.map { _ in take(padded) })
        } else {
          let weights = take(width * weightStride(padded))
          kind = .linear(
            weights: weights, bias: linear.bias.map { _ in take(padded) }, pieces: 1)
        }
      case .maxout(let maxout):
        let pieces = maxout.pieces.count
        let weights = take(width * weightStride(padded * pieces))
        kind = .linear(weights: weights, bias: take(padded * pieces), pieces: pieces)
      case .batchNorm:
        kind = .batchNorm(
          scale: take(padded), shift: take(padded), mean: takeStatistics(padded),
          variance: takeStatistics(padded))
      case .activation(let activation):
        kind = .activation(
          KernelActivation(activation.function), parameter: activation.parameter)
      case .dropout(let dropout): kind = .dropout(rate: dropout.rate)
      }
      places.append(Place(layer: index, inputs: width, outputs: outputs, kind: kind))
      width = outputs
    }
    self.places = places
    parameters = FloatBuffer(count: offset)
    statistics = FloatBuffer(count: statisticsCount)
    steps = optimizer.steps
    workspace = Workspace(places: places, rows: TrainingNetwork.blockRows)
    for key in network.parameterKeys {
      if let tensor = network[key] { scatter(tensor, key, parameters, statistics) }
    }
    let depth = optimizer.averages.values.map(\.count).max() ?? 0
    for k in 0..<depth {
      let buffer = FloatBuffer(count: offset)
      for (key, tensors) in optimizer.averages where k < tensors.count {
        scatter(tensors[k], key, buffer, statistics)
      }
      averages.append(buffer)
    }
  }

  /// The network with the weights of this moment.
  var network: Network {
    var network = template
    for key in network.parameterKeys {
      guard var tensor = network[key] else { continue }
      gather(&tensor, key, parameters, statistics)
      network[key] = tensor
    }
    return network
  }

  var optimizerState: OptimizerState {
    var state = OptimizerState(steps: steps)
    guard !averages.isEmpty else { return state }
    for key in template.learnedKeys {
      guard let tensor = template[key] else { continue }
      state.averages[key] = averages.map { buffer in
        var values = tensor
        gather(&values, key, buffer, statistics)
        return values
      }
    }
    return state
  }

  private func scatter(
    _ tensor: Tensor, _ key: ParameterKey, _ learned: FloatBuffer, _ running: FloatBuffer
  ) {
    forEachElement(of: key) { element, isLearned, offset in
      (isLearned ? learned : running).start[offset] = tensor.values[element]
    }
  }

  private func gather(
    _ tensor: inout Tensor, _ key: ParameterKey, _ learned: FloatBuffer, _ running: FloatBuffer
  ) {
    forEachElement(of: key) { element, isLearned, offset in
      tensor.values[element] = (isLearned ? learned : running).start[offset]
    }
  }

  /// Calls with each element's place in the tensor and in the padded memory.
  private func forEachElement(of key: ParameterKey, _ body: (Int, Bool, Int) -> Void) {
    let place = places[key.layer]
    let outputs = place.outputs
    let padded = paddedWidth(outputs)
    switch (place.kind, key.role) {
    case (.linear(let weights, _, let pieces), .weights):
      let stride = weightStride(padded * pieces)
      for k in 0..<pieces {
        for o in 0..<outputs {
          let element = (k * outputs + o) * place.inputs
          let start = weights + k * padded + o
          for i in 0..<place.inputs { body(element + i, true, start + i * stride) }
        }
      }
    case (.linear(_, let bias?, let pieces), .bias):
      for k in 0..<pieces {
        for o in 0..<outputs { body(k * outputs + o, true, bias + k * padded + o) }
      }
    case (.narrow(let weights, _), .weights):
      for o in 0..<outputs {
        for i in 0..<place.inputs {
          body(o * place.inputs + i, true, weights + o * paddedWidth(place.inputs) + i)
        }
      }
    case (.narrow(_, let bias?), .bias):
      for o in 0..<outputs { body(o, true, bias + o) }
    case (.batchNorm(let scale, _, _, _), .scale):
      for o in 0..<outputs { body(o, true, scale + o) }
    case (.batchNorm(_, let shift, _, _), .shift):
      for o in 0..<outputs { body(o, true, shift + o) }
    case (.batchNorm(_, _, let mean, _), .runningMean):
      for o in 0..<outputs { body(o, false, mean + o) }
    case (.batchNorm(_, _, _, let variance), .runningVariance):
      for o in 0..<outputs { body(o, false, variance + o) }
    default: break
    }
  }
}

extension KernelActivation {
  init(_ function: Activation) {
    switch function {
    case .sigmoid: self = .sigmoid
    case .tanh: self = .tanh
    case .relu: self = .relu
    case .leakyReLU: self = .leakyReLU
    case .elu: self = .elu
    case .gelu: self = .gelu
    case .geluTanh: self = .geluTanh
    case .identity: self = .identity
    }
  }
}

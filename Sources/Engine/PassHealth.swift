/// How well the network can learn from one pass: where slopes have vanished, how large a step would be.
public struct PassHealth: Hashable, Sendable {
  /// Hidden units in the ``HiddenFunction/flatRegion`` of their function.
  public let flat: Int
  /// Hidden units with a slope; 0 where the hidden layers have none, as Maxout.
  public let units: Int
  /// Whether such a unit is off, as a ReLU below 0, and not saturated, as a sigmoid at its ends.
  public let isOff: Bool
  /// Of each layer of weights, first to last.
  public let steps: [StepSize]

  /// How far one step on the pass would go in a layer's weights.
  public struct StepSize: Hashable, Sendable {
    public let key: ParameterKey
    /// ‖W‖, the root of the sum of squares.
    public let weights: Double
    /// ‖dL/dW‖.
    public let gradient: Double
    /// ‖ΔW‖ ÷ ‖W‖ of the optimiser's own step, which for plain SGD is α·‖dL/dW‖ ÷ ‖W‖; nil where all weights are 0 or a gradient is not finite.
    public let ratio: Double?
  }

  /// - Parameters:
  ///   - network: the network that the pass went through.
  ///   - gradients: the pass back.
  ///   - optimizer: what would take the step.
  ///   - state: what it remembers.
  ///   - rate: α.
  public init(
    _ network: Network, gradients: BackwardPass, optimizer: Optimizer = Optimizer(),
    state: OptimizerState = OptimizerState(), rate: Scalar
  ) {
    var flat = 0
    var units = 0
    var isOff = false
    for (layer, slope) in gradients.slopes {
      guard case .activation(let activation) = network.layers[layer] else { continue }
      guard let flatSlope = activation.function.flatSlope else { continue }
      units += slope.values.count
      flat += slope.values.count { abs($0) < flatSlope }
      isOff = activation.function.isOffBelowZero
    }
    (self.flat, self.units, self.isOff) = (flat, units, isOff)
    steps = network.parameterKeys.compactMap { key in
      guard key.role == .weights, let weights = network[key],
        let gradient = gradients.parameterGradients[key]
      else { return nil }
      let size = PassHealth.size(weights)
      let step =
        optimizer == Optimizer()
        ? Double(rate) * PassHealth.size(gradient)
        : PassHealth.size(
          optimizer.step(of: weights, key, gradient: gradient, state: state, rate: rate))
      let ratio = step / size
      return StepSize(
        key: key, weights: size, gradient: PassHealth.size(gradient),
        ratio: ratio.isFinite ? ratio : nil)
    }
  }

  /// The ratio of each layer of weights, first to last.
  public var stepRatios: [Double?] { steps.map(\.ratio) }

  /// The root of the sum of squares.
  private static func size(_ tensor: Tensor) -> Double {
    var sum: Scalar = 0
    for value in tensor.values { sum += value * value }
    return Double(sum).squareRoot()
  }
}

extension Activation {
  /// The slope at the edge of the flat region: 0.05 · 0.95 and 1 − 0.95², else 5 % of the largest; nil where the slope never vanishes.
  fileprivate var flatSlope: Scalar? {
    switch self {
    case .sigmoid: 0.0475
    case .tanh: 0.0975
    case .relu, .elu, .gelu, .geluTanh: 0.05
    case .leakyReLU, .identity: nil
    }
  }

  fileprivate var isOffBelowZero: Bool {
    switch self {
    case .relu, .elu, .gelu, .geluTanh: true
    case .sigmoid, .tanh, .leakyReLU, .identity: false
    }
  }
}

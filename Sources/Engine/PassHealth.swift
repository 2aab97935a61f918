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

  /// How far one plain step on the pass would go in a layer's weights.
  public struct StepSize: Hashable, Sendable {
    public let key: ParameterKey
    /// ‖W‖, the root of the sum of squares.
    public let weights: Double
    /// ‖dL/dW‖.
    public let gradient: Double
    /// α·‖dL/dW‖ ÷ ‖W‖.
    public let ratio: Double
  }

  /// - Parameters:
  ///   - network: the network that the pass went through.
  ///   - gradients: the pass back.
  ///   - rate: α.
  public init(_ network: Network, gradients: BackwardPass, rate: Scalar) {
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
      guard key.role == .weights, let weights = network[key]?.values,
        let gradient = gradients.parameterGradients[key]?.values
      else { return nil }
      let (w, g) = (PassHealth.square(weights), PassHealth.square(gradient))
      return StepSize(
        key: key, weights: w.squareRoot(), gradient: g.squareRoot(),
        ratio: Double(rate) * (g / w).squareRoot())
    }
  }

  /// The ratio of each layer of weights, first to last.
  public var stepRatios: [Double] { steps.map(\.ratio) }

  private static func square(_ values: [Scalar]) -> Double {
    var sum: Scalar = 0
    for value in values { sum += value * value }
    return Double(sum)
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

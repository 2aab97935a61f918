public import Engine

/// How well the network can learn from the drawing: where slopes have vanished, how large a step would be.
///
/// Measured on the drawing alone, through the newest weights.
public struct Health: Hashable, Sendable {
  /// Hidden units whose slope is under a twentieth of the largest that their function has.
  public let flat: Int
  /// Hidden units with a slope; 0 where the hidden layers have none, as Maxout.
  public let units: Int
  /// Whether such a unit is off, as a ReLU below 0, and not saturated, as a sigmoid at its ends.
  public let isOff: Bool
  /// α·‖dL/dW‖ ÷ ‖W‖ of each layer of weights, first to last: how far one plain step on the drawing would go.
  public let stepRatios: [Double]

  /// The share of the largest slope under which a unit counts as flat.
  public static let flatShare: Scalar = 0.05

  public init(_ network: Network, gradients: BackwardPass, rate: Scalar) {
    var flat = 0
    var units = 0
    var isOff = false
    for (layer, slope) in gradients.slopes {
      guard case .activation(let activation) = network.layers[layer] else { continue }
      guard let largest = activation.function.largestSlope else { continue }
      units += slope.values.count
      flat += slope.values.count { abs($0) < Health.flatShare * largest }
      isOff = activation.function.isOffBelowZero
    }
    (self.flat, self.units, self.isOff) = (flat, units, isOff)
    stepRatios = network.parameterKeys.compactMap { key in
      guard key.role == .weights, let weights = network[key]?.values,
        let gradient = gradients.parameterGradients[key]?.values
      else { return nil }
      return Double(rate) * (Health.square(gradient) / Health.square(weights)).squareRoot()
    }
  }

  private static func square(_ values: [Scalar]) -> Double {
    var sum: Scalar = 0
    for value in values { sum += value * value }
    return Double(sum)
  }
}

extension Activation {
  /// The largest slope, about; nil where the slope never vanishes.
  fileprivate var largestSlope: Scalar? {
    switch self {
    case .sigmoid: 0.25
    case .tanh, .relu, .elu, .gelu, .geluTanh: 1
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

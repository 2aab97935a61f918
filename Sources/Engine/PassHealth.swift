/// How well the network can learn from one pass: where slopes have vanished, how large a step would be.
public struct PassHealth: Hashable, Sendable {
  /// Hidden units in the ``HiddenFunction/flatRegion`` of their function.
  public let flat: Int
  /// Hidden units with a slope; 0 where the hidden layers have none, as Maxout.
  public let units: Int
  /// What being there means for the function; nil where it is flat nowhere.
  public let kind: FlatRegion.Kind?
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
  ///   - network: the network that the passes went through.
  ///   - forward: the pass forward.
  ///   - gradients: the pass back.
  ///   - optimizer: what would take the step.
  ///   - state: what it remembers.
  ///   - rate: α.
  public init(
    _ network: Network, forward: ForwardPass, gradients: BackwardPass,
    optimizer: Optimizer = Optimizer(),
    state: OptimizerState = OptimizerState(), rate: Scalar
  ) {
    var flat = 0
    var units = 0
    let region = network.plan.hidden.flatRegion
    for (k, layer) in network.layers.enumerated() where !region.isEmpty {
      guard case .activation = layer else { continue }
      let preActivations = forward.input(ofLayer: k).values
      units += preActivations.count
      flat += preActivations.count(where: region.contains)
    }
    (self.flat, self.units, self.kind) = (flat, units, region.kind)
    steps = network.parameterKeys.compactMap { key in
      guard key.role == .weights, let weights = network[key],
        let gradient = gradients.parameterGradients[key]
      else { return nil }
      let size = PassHealth.size(weights)
      let gradientSize = PassHealth.size(gradient)
      let step =
        optimizer == Optimizer()
        ? Double(rate) * gradientSize
        : PassHealth.size(
          optimizer.step(of: weights, key, gradient: gradient, state: state, rate: rate))
      let ratio = step / size
      return StepSize(
        key: key, weights: size, gradient: gradientSize,
        ratio: ratio.isFinite ? ratio : nil)
    }
  }

  /// The ratio of each layer of weights, first to last.
  public var stepRatios: [Double?] { steps.map(\.ratio) }

  /// The root of the sum of squares.
  private static func size(_ tensor: Tensor) -> Double {
    // Eight sums side by side: one alone would wait for itself at every number.
    var sums = SIMD8<Double>()
    let whole = tensor.values.count / 8 * 8
    for start in stride(from: 0, to: whole, by: 8) {
      var values = SIMD8<Double>()
      for k in 0..<8 { values[k] = Double(tensor.values[start + k]) }
      sums += values * values
    }
    return tensor.values[whole...].reduce(sums.sum()) { $0 + Double($1) * Double($1) }.squareRoot()
  }
}

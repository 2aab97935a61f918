/// How the units of one activation layer fare on some images.
public struct LayerHealth: Hashable, Sendable {
  /// The layer's place in the network.
  public let layer: Int
  public let units: Int
  /// Sigmoid and tanh: units within 5 % of an edge on more than half of the images; nil for functions without edges.
  public let saturatedUnits: Int?
  /// ReLU: units that are 0 for every image; nil for the others.
  public let deadUnits: Int?

  public var saturatedShare: Double? { saturatedUnits.map { Double($0) / Double(max(1, units)) } }
  public var deadShare: Double? { deadUnits.map { Double($0) / Double(max(1, units)) } }
}

extension Network {
  /// The health of each activation layer, in eval mode, on the first `limit` of the examples.
  public func health(on examples: ExampleSet, limit: Int = 256) -> [LayerHealth] {
    let count = min(limit, examples.count)
    guard count > 0 else { return [] }
    let (input, targets) = examples.batch(0..<count)
    let pass = forward(input, targets: targets)
    return layers.enumerated().compactMap { k, layer in
      guard case .activation(let activation) = layer else { return nil }
      let output = pass.outputs[k]
      func units(_ holds: (Scalar) -> Bool, onMoreThan images: Int) -> Int {
        (0..<output.columns).count { unit in
          (0..<count).count { holds(output[$0, unit]) } > images
        }
      }
      let saturated: Int? =
        switch activation.function {
        case .sigmoid: units({ $0 < 0.05 || $0 > 0.95 }, onMoreThan: count / 2)
        case .tanh: units({ abs($0) > 0.95 }, onMoreThan: count / 2)
        default: nil
        }
      let dead = activation.function == .relu ? units({ $0 == 0 }, onMoreThan: count - 1) : nil
      return LayerHealth(
        layer: k, units: output.columns, saturatedUnits: saturated, deadUnits: dead)
    }
  }

  /// ‖Δθ‖/‖θ‖ of each learned tensor, from an older state of the same network to this one.
  ///
  /// Around 1e-3 an update is the usual rule of thumb; 0 where nothing moved, infinite where all weights were 0.
  public func updateRatios(since older: Network) -> [ParameterKey: Double] {
    var ratios: [ParameterKey: Double] = [:]
    for key in learnedKeys {
      guard let new = self[key], let old = older[key], new.shape == old.shape else { continue }
      var change = 0.0
      var size = 0.0
      for (x, y) in zip(new.values, old.values) {
        change += (Double(x) - Double(y)) * (Double(x) - Double(y))
        size += Double(y) * Double(y)
      }
      ratios[key] = change == 0 ? 0 : (change / size).squareRoot()
    }
    return ratios
  }
}

/// How numbers are spread: mean, standard deviation, and counts in equal intervals of their range.
public struct Spread: Hashable, Sendable {
  public let mean: Double
  /// The standard deviation of these numbers themselves (divided by n).
  public let deviation: Double
  public let low: Double
  public let high: Double
  public let counts: [Int]
  /// Numbers that are infinite or undefined; they are in no count.
  public let notFinite: Int

  /// - Parameters:
  ///   - values: the numbers.
  ///   - range: the range of the counts; nil is that of the finite numbers.
  ///   - bins: how many intervals; numbers outside of `range` count to the nearest.
  public init(
    _ values: some Collection<Scalar>, range: ClosedRange<Double>? = nil, bins: Int = 24
  ) {
    var (sum, count) = (0.0, 0)
    var (least, most) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite {
      sum += Double(value)
      count += 1
      least = min(least, Double(value))
      most = max(most, Double(value))
    }
    let mean = count > 0 ? sum / Double(count) : 0
    var (low, high) = (range?.lowerBound ?? least, range?.upperBound ?? most)
    if !(high > low) || !(high - low).isFinite {
      // One number only: it stands in the middle of a range of its own size.
      let room = low.isFinite && low != 0 ? abs(low) / 2 : 0.5
      (low, high) = low.isFinite ? (low - room, low + room) : (-0.5, 0.5)
    }
    var squares = 0.0
    var counts = Array(repeating: 0, count: max(1, bins))
    for value in values where value.isFinite {
      squares += (Double(value) - mean) * (Double(value) - mean)
      let part = (Double(value) - low) / (high - low) * Double(counts.count)
      counts[min(max(Int(min(max(part, -1), 1e9)), 0), counts.count - 1)] += 1
    }
    self.mean = mean
    deviation = count > 0 ? (squares / Double(count)).squareRoot() : 0
    self.low = low
    self.high = high
    self.counts = counts
    notFinite = values.count - count
  }
}

/// How the outputs of one layer, and the gradients that reach them, are spread.
public struct LayerSpread: Hashable, Sendable {
  /// The layer's place in the network.
  public let layer: Int
  public let outputs: Spread
  /// Of dL/dh.
  public let gradients: Spread
  /// The share of pre-activations where the function is flat; nil without a function.
  public let flatShare: Double?
}

extension Network {
  /// The spreads of every hidden function's layer and of the last one.
  public func spreads(_ pass: ForwardPass, _ gradients: BackwardPass) -> [LayerSpread] {
    let range = plan.hidden.range
    let bounds = range.low.isFinite && range.high.isFinite ? range.low...range.high : nil
    return layers.indices.compactMap { k in
      let isLast = k == layers.count - 1
      var flat: Double?
      switch layers[k] {
      case .activation(let activation):
        let region = HiddenFunction.activation(
          activation.function, parameter: activation.parameter
        ).flatRegion
        let inputs = pass.input(ofLayer: k).values
        if !inputs.isEmpty {
          flat = Double(inputs.count { region.contains($0) }) / Double(inputs.count)
        }
      case .maxout: break
      case .linear, .batchNorm, .dropout: guard isLast else { return nil }
      }
      return LayerSpread(
        layer: k, outputs: Spread(pass.outputs[k].values, range: isLast ? nil : bounds),
        gradients: Spread(gradients.outputGradients[k].values), flatShare: flat)
    }
  }
}

/// What a network's layers put out when it is built with an initialiser, before any training.
public struct InitializerTrial: Hashable, Sendable {
  public let initializer: Initializer
  public let layers: [LayerSpread]

  /// The initialisers that the lecture's claim is shown with: no spread, too little, right, too much.
  public static let compared: [Initializer] = [
    .zeros, .normal(deviation: 0.01), .uniform(bound: nil), .xavier, .he, .normal(deviation: 1),
  ]
  /// How many training images a trial looks at.
  public static let imageCount = 32

  /// Builds the plan with the initialiser and runs the images forward and back; nil for a plan that cannot be built.
  public init?(_ initializer: Initializer, plan: NetworkPlan, input: Matrix, targets: [Int]) {
    var plan = plan
    plan.initializer = initializer
    guard let network = try? Network(plan) else { return nil }
    let pass = network.forward(input, targets: targets)
    self.initializer = initializer
    layers = network.spreads(pass, network.backward(pass))
  }
}

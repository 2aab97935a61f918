/// How numbers are spread: mean, standard deviation, and counts in equal intervals of their range.
public struct Spread: Hashable, Sendable {
  public let mean: Double
  /// The standard deviation of these numbers themselves (divided by n).
  public let deviation: Double
  public let low: Double
  public let high: Double
  public let counts: [Int]
  /// How many of the numbers lie below and above the range; the first and the last count have them.
  public let below: Int
  public let above: Int
  /// Numbers that are infinite or undefined; they are in no count.
  public let notFinite: Int
  /// How many finite numbers there are.
  public var count: Int { counts.reduce(0, +) }

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
    var (below, above) = (0, 0)
    var counts = Array(repeating: 0, count: max(1, bins))
    for value in values where value.isFinite {
      squares += (Double(value) - mean) * (Double(value) - mean)
      if Double(value) < low { below += 1 }
      if Double(value) > high { above += 1 }
      let part = (Double(value) - low) / (high - low) * Double(counts.count)
      counts[min(max(Int(min(max(part, -1), 1e9)), 0), counts.count - 1)] += 1
    }
    self.mean = mean
    deviation = count > 0 ? (squares / Double(count)).squareRoot() : 0
    self.low = low
    self.high = high
    self.counts = counts
    self.below = below
    self.above = above
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
  ///
  /// - Parameters:
  ///   - pass: a pass of this network.
  ///   - gradients: the pass back.
  ///   - ranges: the ranges of the outputs' counts by layer; other layers have that of their function, or of their values.
  /// - Returns: one for each of these layers, in order.
  public func spreads(
    _ pass: ForwardPass, _ gradients: BackwardPass, ranges: [Int: ClosedRange<Double>] = [:]
  ) -> [LayerSpread] {
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
        layer: k,
        outputs: Spread(
          pass.outputs[k].values, range: ranges[k] ?? (isLast ? nil : bounds)),
        gradients: Spread(gradients.outputGradients[k].values), flatShare: flat)
    }
  }
}

/// What a network's layers put out when it is built with an initialiser, before any training.
public struct InitializerTrial: Hashable, Sendable {
  public let initializer: Initializer
  public let layers: [LayerSpread]

  /// All initialisers, and one that is too wide: the lecture's claim is about no spread, too little, right, too much.
  public static let compared = Initializer.table + [.normal(deviation: 1)]
  /// How many training images a trial looks at.
  public static let imageCount = 32

  /// Builds the plan with each initialiser and runs the images forward and back.
  ///
  /// The counts of a layer have the same range in all trials, so that their widths can be compared: that of the
  /// function, or one that holds what most initialisers make; what lies beyond is counted at its ends.
  ///
  /// - Returns: nil if cancelled; without the trials of plans that cannot be built, and without `orthogonal` where
  ///   layers are so wide that it would keep everybody waiting.
  public static func all(
    plan: NetworkPlan, input: Matrix, targets: [Int], isCancelled: () -> Bool = { false }
  ) -> [InitializerTrial]? {
    func network(_ initializer: Initializer) -> Network? {
      var plan = plan
      plan.initializer = initializer
      return try? Network(plan)
    }
    var passes: [(Initializer, Network, ForwardPass, BackwardPass)] = []
    for initializer in compared where initializer != .orthogonal || plan.isQuicklyOrthogonal {
      if isCancelled() { return nil }
      guard let network = network(initializer) else { continue }
      let pass = network.forward(input, targets: targets)
      passes.append((initializer, network, pass, network.backward(pass)))
    }
    var reaches: [Int: [Double]] = [:]
    for (_, network, pass, gradients) in passes {
      for layer in network.spreads(pass, gradients) {
        let reach = abs(layer.outputs.mean) + 3 * layer.outputs.deviation
        if reach > 0, reach.isFinite { reaches[layer.layer, default: []].append(reach) }
      }
    }
    let function = plan.hidden.range
    let last = reaches.keys.max()
    var ranges: [Int: ClosedRange<Double>] = [:]
    for (layer, found) in reaches {
      let isLast = layer == last
      let end = usualReach(found)
      let low = !isLast && function.low.isFinite ? function.low : -end
      let high = !isLast && function.high.isFinite ? function.high : end
      ranges[layer] = low...max(high, low)
    }
    return passes.map { initializer, network, pass, gradients in
      InitializerTrial(
        initializer: initializer, layers: network.spreads(pass, gradients, ranges: ranges))
    }
  }

  /// The largest of some reaches that is not many times the usual one.
  private static func usualReach(_ reaches: [Double]) -> Double {
    let sorted = reaches.sorted()
    let usual = sorted[sorted.count / 2]
    return sorted.last { $0 <= 3 * usual } ?? usual
  }
}

public import Engine

/// How a hidden unit stands for one picture.
public enum UnitState: String, CaseIterable, Sendable {
  case active
  /// Sigmoid and tanh within 5 % of an edge: hardly any gradient passes.
  case saturated
  /// ReLU at 0: no gradient passes.
  case silent
  /// Its outgoing weights are all 0: nothing depends on it.
  case disconnected
}

/// The ways to put hidden units in an order.
public enum UnitOrder: String, CaseIterable, Sendable {
  /// The largest outgoing weight first.
  case outgoing
  case activation
  /// The largest |dL/dz| first.
  case gradient
  case index
}

/// Every unit of a hidden layer for the drawing: what goes in, what comes out, what comes back.
public struct UnitTable: Sendable {
  public let network: Network
  public let pass: ForwardPass
  let backward: BackwardPass
  public let layer: HiddenLayer
  /// W·x + b of each unit; for maxout the largest piece.
  public let sums: [Scalar]
  /// What the activation takes: the sums, or what batch normalisation makes of them.
  public let arguments: [Scalar]
  public let activations: [Scalar]
  /// dL/d(sum).
  public let gradients: [Scalar]
  /// f′ at the argument; nil without an activation.
  public let slopes: [Scalar]?
  /// Which piece of a maxout unit is the largest.
  public let winners: [Int]?
  public let activation: ActivationLayer?
  public let names: Names
  /// The outgoing weights: [outputs of the next layer (times its pieces), units].
  private let outgoing: [Scalar]
  public let outgoingCount: Int

  public init(
    network: Network, pass: ForwardPass, gradients backward: BackwardPass, layer: HiddenLayer
  ) {
    self.network = network
    self.pass = pass
    self.backward = backward
    self.layer = layer
    names = UnitTable.names(network, layer)
    sums = Array(pass.outputs[layer.weightsLayer].row(0))
    activations = Array(pass.outputs[layer.outputLayer].row(0))
    gradients = Array(backward.outputGradients[layer.weightsLayer].row(0))
    arguments =
      layer.activationLayer.map { Array(pass.input(ofLayer: $0).row(0)) } ?? sums
    slopes = layer.activationLayer.flatMap { backward.slopes[$0] }.map { Array($0.row(0)) }
    if case .maxout(let cache) = pass.caches[layer.weightsLayer] {
      winners = Array(cache.winners.prefix(layer.units))
    } else {
      winners = nil
    }
    if let place = layer.activationLayer, case .activation(let made) = network.layers[place] {
      activation = made
    } else {
      activation = nil
    }
    outgoing = network[layer.nextWeightsKey]?.values ?? []
    outgoingCount = outgoing.count / max(1, layer.units)
  }

  public var count: Int { layer.units }

  public func outgoingWeights(of unit: Int) -> [Scalar] {
    (0..<outgoingCount).map { outgoing[$0 * layer.units + unit] }
  }

  /// The outgoing weight of the largest magnitude and the output that it leads to.
  public func largestOutgoing(of unit: Int) -> (output: Int, weight: Scalar) {
    var best = (output: 0, weight: Scalar(0))
    for output in 0..<outgoingCount {
      let weight = outgoing[output * layer.units + unit]
      if abs(weight) > abs(best.weight) || weight.isNaN { best = (output, weight) }
    }
    return best
  }

  public func state(of unit: Int) -> UnitState {
    if (0..<outgoingCount).allSatisfy({ outgoing[$0 * layer.units + unit] == 0 }) {
      return .disconnected
    }
    let region = network.plan.hidden.flatRegion
    guard activation != nil, region.contains(arguments[unit]) else { return .active }
    return region.isDead ? .silent : .saturated
  }

  /// The piece of a maxout unit that counts for the drawing; 0 for others.
  public func piece(of unit: Int) -> Int { winners?[unit] ?? 0 }

  public func weights(of unit: Int) -> ArraySlice<Scalar> {
    network.incomingWeights(ofUnit: unit, in: layer, piece: piece(of: unit))
  }

  /// The bias of a unit; nil where the layer has none.
  public func bias(of unit: Int) -> Scalar? {
    switch network.layers[layer.weightsLayer] {
    case .linear(let linear): linear.bias?[unit]
    case .maxout(let maxout): maxout.pieces[piece(of: unit)].bias?[unit]
    case .batchNorm, .activation, .dropout: nil
    }
  }

  /// The network as it would be with a unit off; nil where it is too large to be tried on the side.
  public func network(without unit: Int) -> Network? {
    let place = UnitPlace(layer: layer.number, unit: unit)
    guard network.parameterCount <= Laboratory.largestTrial,
      let weights = network.outgoingWeights(of: place)
    else { return nil }
    var network = network
    network.setOutgoingWeights(of: place, to: weights.map { _ in 0 })
    return network
  }

  /// P of the drawing with a unit off, of y = 1 or, of ten classes, of the true one; nil where it is not tried.
  func probability(without unit: Int) -> Scalar? {
    network(without: unit).map { network in
      let pass = network.forward(pass.input, targets: pass.targets)
      return pass.probabilities[0, network.head == .binary ? 0 : pass.targets.first ?? 0]
    }
  }

  /// The products of W·x by their place, the largest first.
  public func terms(of unit: Int) -> [(input: Int, product: Scalar)] {
    pass.terms(ofUnit: unit, in: layer, piece: piece(of: unit), of: network).enumerated()
      .map { (input: $0.offset, product: $0.element) }
      .sorted { abs($0.product) > abs($1.product) || ($0.product.isNaN && !$1.product.isNaN) }
  }

  /// The units in an order; equals by their index.
  ///
  /// A unit that is off keeps its place: `saved` are the outgoing weights that it had.
  public func ordered(by order: UnitOrder, saved: [Int: [Scalar]] = [:]) -> [Int] {
    let keys: [Scalar] =
      switch order {
      case .outgoing:
        (0..<count).map { unit in
          saved[unit].map { $0.reduce(0) { max($0, abs($1)) } }
            ?? abs(largestOutgoing(of: unit).weight)
        }
      case .activation: activations
      case .gradient: gradients.map { abs($0) }
      case .index: []
      }
    guard !keys.isEmpty else { return Array(0..<count) }
    // A number that is none goes first: it is what one looks for.
    func rank(_ value: Scalar) -> Scalar { value.isNaN ? .infinity : value }
    return (0..<count).sorted {
      let (a, b) = (rank(keys[$0]), rank(keys[$1]))
      return a == b ? $0 < $1 : a > b
    }
  }
}

/// A hidden unit: its layer of units, from 1 as in `W1`, and its place there, from 0.
public struct UnitPlace: Hashable, Sendable {
  public let layer: Int
  public let unit: Int

  public init(layer: Int = 1, unit: Int) {
    self.layer = layer
    self.unit = unit
  }
}

/// Where a layer of hidden units lies among the operations of a network.
public struct HiddenLayer: Hashable, Sendable {
  /// From 1: the weights into it are `W1`, `W2` ….
  public let number: Int
  /// The linear or maxout operation whose rows are the units' weights.
  public let weightsLayer: Int
  /// The activation; nil for maxout, which is one itself.
  public let activationLayer: Int?
  /// The last operation before the next weights: what it puts out are the units' activations.
  public let outputLayer: Int
  /// The linear or maxout operation that takes the activations.
  public let nextLayer: Int
  public let units: Int
  public let inputs: Int

  public var weightsKey: ParameterKey { ParameterKey(layer: weightsLayer, role: .weights) }
  public var nextWeightsKey: ParameterKey { ParameterKey(layer: nextLayer, role: .weights) }
}

extension Network {
  /// The layers of hidden units from the input on; none in a network without a hidden layer.
  public var hiddenLayers: [HiddenLayer] {
    let weighted = layers.indices.filter { weightsSize(ofLayer: $0) != nil }
    return zip(weighted, weighted.dropFirst()).enumerated().compactMap { place, pair in
      guard let size = weightsSize(ofLayer: pair.0) else { return nil }
      let activation = (pair.0..<pair.1).first {
        if case .activation = layers[$0] { true } else { false }
      }
      return HiddenLayer(
        number: place + 1, weightsLayer: pair.0, activationLayer: activation,
        outputLayer: pair.1 - 1, nextLayer: pair.1, units: size.outputs, inputs: size.inputs)
    }
  }

  private func weightsSize(ofLayer layer: Int) -> (outputs: Int, inputs: Int)? {
    switch layers[layer] {
    case .linear(let linear): (linear.outputs, linear.inputs)
    case .maxout(let maxout): (maxout.outputs, maxout.inputs)
    case .batchNorm, .activation, .dropout: nil
    }
  }

  /// The weights that take a unit's activation on: one an output of the next layer, for maxout piece by piece.
  ///
  /// nil where there is no such unit.
  public func outgoingWeights(of place: UnitPlace) -> [Scalar]? {
    guard let (key, offsets) = outgoing(of: place), let weights = self[key] else { return nil }
    return offsets.map { weights.values[$0] }
  }

  /// Puts other weights in place of those that take a unit's activation on; as many as there are.
  public mutating func setOutgoingWeights(of place: UnitPlace, to values: [Scalar]) {
    guard let (key, offsets) = outgoing(of: place), var weights = self[key] else { return }
    precondition(
      values.count == offsets.count,
      "a unit with \(offsets.count) outgoing weights cannot take \(values.count)")
    for (offset, value) in zip(offsets, values) { weights.values[offset] = value }
    self[key] = weights
  }

  private func outgoing(of place: UnitPlace) -> (key: ParameterKey, offsets: [Int])? {
    let hidden = hiddenLayers
    guard hidden.indices.contains(place.layer - 1) else { return nil }
    let layer = hidden[place.layer - 1]
    guard (0..<layer.units).contains(place.unit), let weights = self[layer.nextWeightsKey] else {
      return nil
    }
    let key = layer.nextWeightsKey
    return (key, Array(stride(from: place.unit, to: weights.values.count, by: layer.units)))
  }
}

extension ForwardPass {
  /// The products w_i · x_i whose sum, in this order, is a unit's W·x for the first sample; for maxout, those of a piece.
  public func terms(ofUnit unit: Int, in layer: HiddenLayer, piece: Int = 0, of network: Network)
    -> [Scalar]
  {
    let weights = network.incomingWeights(ofUnit: unit, in: layer, piece: piece)
    return zip(weights, input(ofLayer: layer.weightsLayer).row(0)).map { $0 * $1 }
  }

  /// What a unit adds to each output of the next layer for the first sample: its outgoing weights times its activation.
  public func contributions(ofUnit unit: Int, in layer: HiddenLayer, of network: Network)
    -> [Scalar]
  {
    let activation = outputs[layer.outputLayer][0, unit]
    let place = UnitPlace(layer: layer.number, unit: unit)
    return (network.outgoingWeights(of: place) ?? []).map { $0 * activation }
  }
}

extension Network {
  /// A row of a layer's weights; for maxout, of one of its pieces.
  public func incomingWeights(ofUnit unit: Int, in layer: HiddenLayer, piece: Int = 0)
    -> ArraySlice<Scalar>
  {
    switch layers[layer.weightsLayer] {
    case .linear(let linear): linear.weights.row(unit)
    case .maxout(let maxout): maxout.pieces[piece].weights.row(unit)
    case .batchNorm, .activation, .dropout: []
    }
  }
}

import Datasets
public import Engine

/// What `unit` asks for.
public enum UnitCommand: Hashable, Sendable {
  /// The units that are off.
  case list
  case describe(UnitPlace)
  case turn(UnitPlace, on: Bool)
}

/// One hidden unit for the drawing.
public struct UnitFacts: Sendable {
  public let table: UnitTable
  public let unit: Int
  public let isOff: Bool
  /// How far its incoming weights have come since the start; nil where the start had other ones.
  let change: [Scalar]?
}

extension Session {
  /// The hidden units that `unit N off` has switched off and that are off still, in their order.
  public var unitsOff: [UnitPlace] {
    disabledUnits.keys.filter(isOff).sorted { ($0.layer, $0.unit) < ($1.layer, $1.unit) }
  }

  /// Whether a unit is switched off, and nothing has given it other outgoing weights since.
  public func isOff(_ place: UnitPlace) -> Bool {
    guard let saved = disabledUnits[place], let weights = network.outgoingWeights(of: place) else {
      return false
    }
    return weights.count == saved.count && weights.allSatisfy { $0 == 0 }
  }

  /// The outgoing weights that the switched-off units of a layer had, by unit.
  public func savedWeights(ofLayer layer: Int) -> [Int: [Scalar]] {
    var saved: [Int: [Scalar]] = [:]
    for (place, weights) in disabledUnits where place.layer == layer && isOff(place) {
      saved[place.unit] = weights
    }
    return saved
  }

  /// Takes a unit out of the network by setting its outgoing weights to 0, or puts the very same weights back.
  ///
  /// A unit that is as it should be stays as it is.
  mutating func turn(_ place: UnitPlace, on: Bool) throws(CommandError) {
    try require(place)
    guard isOff(place) == on else { return }
    if on, let saved = disabledUnits.removeValue(forKey: place) {
      run.network.setOutgoingWeights(of: place, to: saved)
    } else if let weights = network.outgoingWeights(of: place) {
      disabledUnits[place] = weights
      run.network.setOutgoingWeights(of: place, to: weights.map { _ in 0 })
    }
    dropWalk()
  }

  func require(_ place: UnitPlace) throws(CommandError) {
    let layers = network.hiddenLayers
    guard layers.indices.contains(place.layer - 1) else {
      throw .noHiddenLayer(place.layer, count: layers.count)
    }
    let units = layers[place.layer - 1].units
    guard (0..<units).contains(place.unit) else {
      throw .unitOutOfRange(place.unit, layer: place.layer, units: units)
    }
  }

  /// Forgets the saved weights of units that have learned, or been given, others since.
  mutating func forgetUnitsOn() {
    guard !disabledUnits.isEmpty else { return }
    for place in disabledUnits.keys where !isOff(place) { disabledUnits[place] = nil }
  }
}

extension Laboratory {
  func run(_ unit: UnitCommand) throws(CommandError) -> Reply {
    switch unit {
    case .list: return .unitsOff(session.unitsOff)
    case .describe(let place):
      try session.require(place)
      let table = unitTables[place.layer - 1]
      return .unit(
        UnitFacts(
          table: table, unit: place.unit, isOff: session.isOff(place),
          change: change(of: place, in: table)))
    case .turn(let place, let on):
      let network = session.network
      let before = Verdict(session.forward(of: network), task: session.task)
      try session.turn(place, on: on)
      let after = Verdict(session.forward(of: session.network), task: session.task)
      return .unitTurned(
        place, on: on, before: before, after: after, changed: session.network != network)
    }
  }

  private func change(of place: UnitPlace, in table: UnitTable) -> [Scalar]? {
    guard session.initial.plan == table.network.plan else { return nil }
    let start = session.initial.incomingWeights(
      ofUnit: place.unit, in: table.layer, piece: table.piece(of: place.unit))
    return zip(table.weights(of: place.unit), start).map { $0 - $1 }
  }

  /// Every hidden unit for the drawing, a table a layer, by the newest weights.
  var unitTables: [UnitTable] {
    let network = liveNetwork.network
    let pass = session.forward(of: network)
    let gradients = network.backward(pass)
    return network.hiddenLayers.map {
      UnitTable(network: network, pass: pass, gradients: gradients, layer: $0)
    }
  }
}

extension UnitCommand {
  init(_ arguments: inout Arguments) throws(CommandError) {
    guard !arguments.isAtEnd else {
      self = .list
      return
    }
    let unit = try arguments.integer(.unit, in: Arguments.natural)
    var layer = 1
    var turn: Bool?
    while let word = arguments.next() {
      if word.lowercased().hasPrefix("layer=") {
        layer = try Arguments.integer(
          String(word.dropFirst(6)), .layer, in: Arguments.positive)
      } else {
        guard turn == nil else { throw .unexpected(word, usage: arguments.usage) }
        turn = try Arguments.onOff(word)
      }
    }
    let place = UnitPlace(layer: layer, unit: unit)
    self = turn.map { .turn(place, on: $0) } ?? .describe(place)
  }
}

public import Commands
public import Datasets
public import Engine

/// How the Units view is looked at, and what it knows of switched units.
public struct UnitsState: Sendable {
  /// What the pictures show of each unit.
  public enum Subject: String, CaseIterable, Hashable, Sendable {
    case weights
    /// dL/dW of the drawing.
    case gradients
    /// The weights less the initial ones.
    case change
  }

  public enum Zoom: Int, CaseIterable, Hashable, Sendable {
    /// As many pictures as fit.
    case sheet
    /// The pictures, and one of them large.
    case both
    /// One unit and its arithmetic.
    case unit
  }

  /// The accuracy of a network on a split.
  public struct Measurement: Sendable {
    public let network: Network
    public let accuracy: Double
    public let split: Split
  }

  /// A unit switched off or on, with the network before it and after it.
  public struct Turn: Sendable {
    public let place: UnitPlace
    public let before: Network
    public let after: Network
  }

  public var subject = Subject.weights
  public var order = UnitOrder.outgoing
  public var zoom = Zoom.both
  /// Whether each picture has the colours of its own largest value.
  public var hasOwnScale = false
  /// The layer of units, from 1.
  public var layer = 1
  /// The chosen unit; nil is the first of the order.
  public var unit: Int?
  /// The input whose weight is chosen in the large pictures, the same one in every unit.
  public var input: Int?
  /// The units as they are shown.
  ///
  /// While training runs the order stays as it was, so that pictures keep their places.
  public private(set) var sequence: [Int] = []
  /// How many units the last frame had in a row and on a page.
  public var columns = 1
  public var pageSize = 1
  public private(set) var measurements: [Measurement] = []
  public private(set) var turn: Turn?
  private var sequenceKey: SequenceKey?

  private struct SequenceKey: Equatable {
    let plan: NetworkPlan
    let layer: Int
    let order: UnitOrder
  }

  private static let keptMeasurements = 4

  public init() {}

  /// Goes to a unit that was named.
  public mutating func choose(_ place: UnitPlace) { (layer, unit) = (place.layer, place.unit) }

  /// Brings layer, order and choice in line with the network of the scene.
  public mutating func follow(_ scene: Scene) {
    let layers = scene.live.hiddenLayers
    layer = min(max(1, layer), max(1, layers.count))
    guard layers.indices.contains(layer - 1) else {
      (sequence, unit, input, sequenceKey) = ([], nil, nil, nil)
      return
    }
    let key = SequenceKey(plan: scene.live.plan, layer: layer, order: order)
    if key != sequenceKey || !scene.isTraining {
      sequence = scene.unitTable(layers[layer - 1]).ordered(
        by: order, saved: scene.session.savedWeights(ofLayer: layer))
      sequenceKey = key
    }
    if let chosen = unit, !(0..<sequence.count).contains(chosen) { unit = nil }
    if let chosen = input, chosen >= layers[layer - 1].inputs { input = nil }
  }

  /// Puts the units in the order of the present numbers, also while training runs.
  public mutating func sortAnew() {
    sequenceKey = nil
    unit = nil
  }

  /// The chosen unit, nil only without units.
  public var chosen: Int? { unit ?? sequence.first }

  /// The place of the chosen unit in the order.
  public var position: Int { chosen.flatMap { sequence.firstIndex(of: $0) } ?? 0 }

  public mutating func choose(position: Int) {
    guard !sequence.isEmpty else { return }
    unit = sequence[min(max(0, position), sequence.count - 1)]
  }

  public mutating func note(_ evaluation: Evaluation, _ split: Split, of network: Network) {
    measurements.removeAll { $0.network == network && $0.split == split }
    measurements.append(
      Measurement(network: network, accuracy: evaluation.accuracy, split: split))
    measurements.removeFirst(max(0, measurements.count - UnitsState.keptMeasurements))
  }

  public mutating func note(_ place: UnitPlace, before: Network, after: Network) {
    guard before != after else { return }
    turn = Turn(place: place, before: before, after: after)
  }

  /// The accuracy of these very weights, where it was measured.
  public func accuracy(of network: Network, on split: Split = .validation) -> Double? {
    measurements.last(where: { $0.split == split && $0.network == network })?.accuracy
  }
}

extension Scene {
  /// The units of a hidden layer for the drawing, by the newest weights.
  func unitTable(_ layer: HiddenLayer) -> UnitTable {
    UnitTable(network: live, pass: livePass, gradients: liveGradients, layer: layer)
  }
}

/// How well the network can learn from one pass: where slopes have vanished.
public struct PassHealth: Hashable, Sendable {
  /// Hidden units in the ``HiddenFunction/flatRegion`` of their function.
  public let flat: Int
  /// Hidden units with a slope; 0 where the hidden layers have none, as Maxout.
  public let units: Int
  /// What being there means for the function; nil where it is flat nowhere.
  public let kind: FlatRegion.Kind?

  /// - Parameters:
  ///   - network: the network that the pass went through.
  ///   - forward: the pass.
  public init(_ network: Network, forward: ForwardPass) {
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
  }
}

/// How the Walk view is looked at.
public struct WalkState: Hashable, Sendable {
  public enum Zoom: Int, CaseIterable, Hashable, Sendable {
    /// The whole network as a strip of operations.
    case network
    /// The current step with its operands.
    case layer
    /// One element's arithmetic, as large as it goes.
    case unit
  }

  public var zoom = Zoom.layer
  /// The selected element of the current step's result, as an offset into its values.
  public var element = 0
  /// The first row shown of a result that is longer than the screen.
  public var scroll = 0

  public init() {}
}

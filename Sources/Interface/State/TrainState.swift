/// How the Train view is looked at.
public struct TrainState: Hashable, Sendable {
  public var isLogarithmic = true
  /// Whether only the recent part of the curve is shown.
  public var isRecent = false
  /// The update that the crosshair stands on; nil without one.
  public var crosshair: Int?
  /// The setting that the cursor is on, by its row.
  public var setting = 0

  public init() {}
}

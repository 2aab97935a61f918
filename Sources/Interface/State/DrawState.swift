/// How the Draw view is looked at.
public struct DrawState: Hashable, Sendable {
  public var cursor = Place(row: 4, column: 4)
  /// 0…1: the grey that the brush leaves.
  public var brush: Float = 1
  /// Whether the brush shades its neighbours.
  public var isSoft = true
  public var isErasing = false
  /// The pixel that a stroke under way was at last; nil between strokes.
  public var stroke: Place?
  /// The digit of the set that was taken last.
  public var digit: Int?

  public init() {}
}

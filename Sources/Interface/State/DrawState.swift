/// How the Draw view is looked at.
public struct DrawState: Hashable, Sendable {
  public var cursor = Place(row: 4, column: 4)
  public var brush = Brush()
  /// Whether the mouse's left button takes ink away.
  public var isErasing = false
  /// Whether moving the cursor by keys paints.
  public var isPenDown = false
  /// Whether a pixel has changed since the pen was put down.
  public var penHasPainted = false
  /// Whether the pixels carry their numbers.
  public var showsNumbers = false
  /// The stroke under way; nil between strokes.
  public var stroke: Stroke?
  /// Whether a walk has been gone to its end: a new drawing forgets the walk, not that.
  public var hasWalked = false
  /// The digit that the strip of digits is limited to; nil shows all.
  public var digitClass: Int?
  /// The image of the training split that was taken last.
  public var digit: Int?
  /// The first image that the strip shows.
  public var firstDigit = 0
  /// The sample that was taken last, by its place among the samples.
  public var sample: Int?
  /// How often a random digit was asked for: each time another one comes, the same ones in every session.
  public var randomDraws: UInt64 = 0

  public init() {}

  /// A way of the pen from its press to its release, undone as a whole.
  public struct Stroke: Hashable, Sendable {
    /// Where the pen was last, in pixels; it may be outside of the picture.
    public var point: PixelPoint
    public var erases: Bool
    /// Whether a pixel has changed already.
    public var hasPainted = false

    public init(point: PixelPoint, erases: Bool) {
      self.point = point
      self.erases = erases
    }
  }
}

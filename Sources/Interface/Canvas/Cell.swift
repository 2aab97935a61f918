/// A colour as the terminal is told it: its own default, one of its palette, or red, green and blue.
public enum Colour: Hashable, Sendable {
  case standard
  /// 0–15 are the user's own sixteen, 16–231 the 6×6×6 cube, 232–255 the greys.
  case palette(UInt8)
  case rgb(UInt8, UInt8, UInt8)
}

/// How a glyph is printed: the colours and the attributes of its cell.
public struct Ink: Hashable, Sendable {
  public struct Attributes: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let bold = Attributes(rawValue: 1)
    public static let dim = Attributes(rawValue: 2)
    public static let underline = Attributes(rawValue: 4)
    public static let reverse = Attributes(rawValue: 8)
  }

  public var foreground: Colour
  public var background: Colour
  public var attributes: Attributes

  public init(
    _ foreground: Colour = .standard, on background: Colour = .standard,
    _ attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  public static let plain = Ink()
}

/// One place of the screen: a printable glyph of width 1 and its ink.
public struct Cell: Hashable, Sendable {
  /// A Unicode scalar of width 1.
  ///
  /// `Canvas` lets nothing else in.
  public internal(set) var glyph: Unicode.Scalar
  public var ink: Ink

  public static let blank = Cell(glyph: " ", ink: .plain)
}

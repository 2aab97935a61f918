/// A colour as the terminal is told it: its own default, one of its palette, or red, green and blue.
///
/// One number, since every cell of every frame is compared with what was there before.
public struct Colour: Hashable, Sendable {
  /// What a colour is of.
  public enum Kind: Hashable, Sendable {
    case standard
    /// 0–15 are the user's own sixteen, 16–231 the 6×6×6 cube, 232–255 the greys.
    case palette(UInt8)
    case rgb(UInt8, UInt8, UInt8)
  }

  /// The kind in the highest byte, what belongs to it in the others.
  private let code: UInt32

  public static let standard = Colour(code: 0)

  public static func palette(_ number: UInt8) -> Colour { Colour(code: 1 << 24 | UInt32(number)) }

  public static func rgb(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Colour {
    Colour(code: 2 << 24 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue))
  }

  public var kind: Kind {
    switch code >> 24 {
    case 0: .standard
    case 1: .palette(UInt8(truncatingIfNeeded: code))
    default:
      .rgb(
        UInt8(truncatingIfNeeded: code >> 16), UInt8(truncatingIfNeeded: code >> 8),
        UInt8(truncatingIfNeeded: code))
    }
  }
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

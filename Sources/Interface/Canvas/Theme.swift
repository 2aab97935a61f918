public import Commands

/// What an ink means; a theme says how it looks.
public enum Role: Int, CaseIterable, Sendable {
  case text
  case strong
  /// Notes, axes, keys of lesser weight: readable, but second.
  case faint
  case frame
  case frameActive
  case title
  /// What is active or going forward: one blue.
  case accent
  /// What the cursor is on: one orange.
  case selected
  /// Gradients and everything that goes backward: the same orange.
  case gradient
  /// Done, or right.
  case right
  case wrong
  case warning
  /// The step or the button of this moment, as a filled block.
  case current
  case tabBar
  case tabChosen
  case statusBar
  case prompt
  /// The place where typing goes on.
  case cursor
  /// A row chosen in a list.
  case chosen
  /// What lies over the view: help, completions, a question.
  case overlay
  /// The empty part of a bar.
  case track
  case seriesFirst
  case seriesSecond
  case seriesThird
  /// The range between minimum and maximum behind a curve.
  case envelope
  /// A vertical line where a setting changed.
  case mark
  case crosshair
}

/// How many colours the terminal has.
public enum ColourDepth: Int, CaseIterable, Comparable, Sendable {
  case mono
  /// Enough for inks, too few for pictures, which are of glyphs as in mono.
  case eight
  case sixteen
  /// 256 colours: the base.
  case indexed
  /// Red, green and blue, 8 bits each.
  case direct

  public static func < (a: ColourDepth, b: ColourDepth) -> Bool { a.rawValue < b.rawValue }
}

extension ThemeName {
  /// Whether pictures stand on a light ground.
  public var isLight: Bool { self == .light || self == .projector }
}

/// The look of the whole program: inks by meaning, glyphs and the palettes of pictures.
///
/// `dark` and `light` leave the terminal's own background unless told to paint; `contrast` and `projector` bring black and
/// white with them. So a view fills its canvas with `ink(.text)` first.
public struct Theme: Hashable, Sendable {
  public let name: ThemeName
  public let depth: ColourDepth
  public let glyphSet: GlyphSet

  /// By the number of their role.
  private let inks: [Ink]
  private let palettes: [Palette.Kind: Palette]

  public init(
    name: ThemeName = .dark, depth: ColourDepth = .indexed, glyphSet: GlyphSet = .unicode,
    paintsGround: Bool = false
  ) {
    self.name = name
    self.depth = depth
    self.glyphSet = glyphSet
    inks = Role.allCases.map { Theme.ink($0, of: name, depth: depth, paints: paintsGround) }
    palettes = Dictionary(
      uniqueKeysWithValues: Palette.Kind.allCases.map {
        ($0, Palette($0, depth: depth, look: Palette.Look(name)))
      })
  }

  /// Whether pictures and bands have colours of their own.
  var hasPictureColours: Bool { depth > .eight }

  public var isASCII: Bool { glyphSet == .ascii }

  public func ink(_ role: Role) -> Ink { inks[role.rawValue] }

  /// The ink of a role on the ground of another: an accent inside the status bar.
  ///
  /// Where the ground is made by `reverse`, in mono, the attribute is kept.
  public func ink(_ role: Role, on ground: Role) -> Ink {
    var ink = ink(role)
    let ground = self.ink(ground)
    // Two of eight colours are rarely readable on each other.
    if depth == .eight, ground.background != background { ink.foreground = ground.foreground }
    ink.background = ground.background
    // The terminal's own text colour is sure to be readable on its own ground only.
    if ink.foreground == .standard { ink.foreground = ground.foreground }
    if ground.attributes.contains(.reverse) {
      ink.attributes.insert(.reverse)
      // Dim on a bright ground is hardly seen.
      ink.attributes.remove(.dim)
    }
    return ink
  }

  /// The background of everything that is not a picture or a bar.
  public var background: Colour { ink(.text).background }

  public func glyph(_ glyph: Glyph) -> Unicode.Scalar {
    isASCII ? glyph.ascii : glyph.unicode
  }

  /// A text of the interface in the glyphs of this theme.
  public func text(_ text: String) -> String {
    isASCII ? asciiTwin(of: text) : text
  }

  public func palette(_ kind: Palette.Kind) -> Palette {
    palettes[kind] ?? Palette(kind, depth: depth, look: Palette.Look(name))
  }

  /// The role of the n-th series of a plot; from the fourth on they repeat.
  public static func series(_ index: Int) -> Role {
    switch index % 3 {
    case 1: .seriesSecond
    case 2: .seriesThird
    default: .seriesFirst
    }
  }
}

import Commands

extension Theme {
  /// The few colours that a theme is made of, at one depth.
  private struct Tones {
    var ground = Colour.standard
    var text = Colour.standard
    var strong = Colour.standard
    var faint: Colour
    var frame: Colour
    var accent: Colour
    var selected: Colour
    var right: Colour
    var wrong: Colour
    var warning: Colour
    /// The ground and the text of the bars at the top and the bottom.
    var bar: Colour
    var barText: Colour
    /// Text on a block filled with `accent` or `selected`.
    var onBlock: Colour
    var overlay: Colour
    var overlayText: Colour
    var chosen: Colour
    var track: Colour
    var envelope: Colour
    /// Attributes for `faint` where no colour is sure to be readable.
    var faintAttributes: Ink.Attributes = []
    /// Attributes that every coloured text carries.
    var weight: Ink.Attributes = []
  }

  /// The ink of a role; where `paints`, `dark` and `light` bring a ground of their own.
  static func ink(_ role: Role, of name: ThemeName, depth: ColourDepth, paints: Bool) -> Ink {
    switch depth {
    case .mono: return mono(role)
    case .eight: return ink(role, eight(name, paints: paints))
    case .sixteen: return ink(role, sixteen(name, paints: paints))
    case .indexed, .direct:
      var tones = indexed(name)
      if paints, tones.ground == .standard {
        tones.ground = .palette(name.isLight ? 231 : 233)
        tones.text = .palette(name.isLight ? 16 : 252)
      }
      return ink(role, tones)
    }
  }

  private static func ink(_ role: Role, _ tones: Tones) -> Ink {
    let ground = tones.ground
    let weight = tones.weight
    return switch role {
    case .text: Ink(tones.text, on: ground)
    case .strong, .title: Ink(tones.strong, on: ground, .bold)
    case .faint: Ink(tones.faint, on: ground, tones.faintAttributes)
    case .frame: Ink(tones.frame, on: ground, tones.faintAttributes)
    case .frameActive: Ink(tones.accent, on: ground, weight)
    case .accent, .seriesFirst: Ink(tones.accent, on: ground, weight)
    case .selected: Ink(tones.selected, on: ground, weight.union(.bold))
    case .gradient, .seriesThird, .mark: Ink(tones.selected, on: ground, weight)
    case .right, .seriesSecond: Ink(tones.right, on: ground, weight)
    case .wrong: Ink(tones.wrong, on: ground, weight.union(.bold))
    case .warning: Ink(tones.warning, on: ground, weight)
    case .current: Ink(tones.onBlock, on: tones.selected, .bold)
    case .tabBar, .statusBar: Ink(tones.barText, on: tones.bar)
    case .tabChosen: Ink(tones.onBlock, on: tones.accent, .bold)
    case .prompt: Ink(tones.accent, on: ground, .bold)
    case .cursor: Ink(tones.text, on: ground, .reverse)
    case .chosen: Ink(tones.strong, on: tones.chosen, .bold)
    case .overlay: Ink(tones.overlayText, on: tones.overlay)
    case .track: Ink(tones.faint, on: tones.track)
    case .envelope: Ink(tones.envelope, on: ground)
    case .crosshair: Ink(tones.strong, on: ground)
    }
  }

  private static func indexed(_ name: ThemeName) -> Tones {
    switch name {
    case .dark:
      Tones(
        strong: .palette(255), faint: .palette(245), frame: .palette(240), accent: .palette(75),
        selected: .palette(214), right: .palette(114), wrong: .palette(210),
        warning: .palette(222), bar: .palette(235), barText: .palette(251),
        onBlock: .palette(16), overlay: .palette(235), overlayText: .palette(253),
        chosen: .palette(24), track: .palette(236),
        envelope: .palette(235))
    case .light:
      Tones(
        strong: .palette(16), faint: .palette(242), frame: .palette(248), accent: .palette(26),
        selected: .palette(130), right: .palette(28), wrong: .palette(160), warning: .palette(94),
        bar: .palette(254), barText: .palette(237), onBlock: .palette(231),
        overlay: .palette(255), overlayText: .palette(16), chosen: .palette(153),
        track: .palette(253),
        envelope: .palette(254))
    case .contrast:
      Tones(
        ground: .palette(16), text: .palette(231), strong: .palette(231), faint: .palette(252),
        frame: .palette(250), accent: .palette(81), selected: .palette(220), right: .palette(120),
        wrong: .palette(217), warning: .palette(229), bar: .palette(16), barText: .palette(231),
        onBlock: .palette(16), overlay: .palette(235), overlayText: .palette(231),
        chosen: .palette(25), track: .palette(240),
        envelope: .palette(238), weight: .bold)
    case .projector:
      Tones(
        ground: .palette(231), text: .palette(16), strong: .palette(16), faint: .palette(238),
        frame: .palette(242), accent: .palette(19), selected: .palette(130), right: .palette(22),
        wrong: .palette(124), warning: .palette(94), bar: .palette(253), barText: .palette(16),
        onBlock: .palette(231), overlay: .palette(231), overlayText: .palette(16),
        chosen: .palette(153),
        track: .palette(252), envelope: .palette(252), weight: .bold)
    }
  }

  /// Sixteen colours are the user's own: `bright black` may be the background, so faint is `dim`.
  private static func sixteen(_ name: ThemeName, paints: Bool) -> Tones {
    let lightGround = name.isLight
    let paints = paints || name == .contrast || name == .projector
    let black = Colour.palette(0)
    let white = Colour.palette(15)
    let ground: Colour = paints ? (lightGround ? white : black) : .standard
    let text: Colour = paints ? (lightGround ? black : white) : .standard
    return Tones(
      ground: ground, text: text, strong: text, faint: text, frame: text,
      accent: .palette(lightGround ? 4 : 12), selected: .palette(lightGround ? 5 : 11),
      right: .palette(lightGround ? 2 : 10), wrong: .palette(lightGround ? 1 : 9),
      warning: .palette(lightGround ? 5 : 11), bar: lightGround ? .palette(7) : .palette(0),
      barText: lightGround ? black : .palette(7), onBlock: lightGround ? white : black,
      overlay: ground, overlayText: text, chosen: .palette(lightGround ? 6 : 4),
      track: .palette(lightGround ? 7 : 8), envelope: .palette(lightGround ? 7 : 8),
      faintAttributes: paints ? [] : .dim, weight: paints ? .bold : [])
  }

  /// Of the eight, blue is too dark on black and yellow too pale on white.
  private static func eight(_ name: ThemeName, paints: Bool) -> Tones {
    var tones = sixteen(name, paints: paints)
    let isLight = name.isLight
    tones.accent = .palette(isLight ? 4 : 6)
    tones.selected = .palette(isLight ? 5 : 3)
    tones.warning = tones.selected
    tones.right = .palette(2)
    tones.wrong = .palette(1)
    tones.chosen = .palette(isLight ? 6 : 4)
    tones.onBlock = isLight ? .palette(7) : .palette(0)
    if tones.ground != .standard {
      (tones.ground, tones.text) =
        isLight ? (.palette(7), .palette(0)) : (.palette(0), .palette(7))
      (tones.strong, tones.faint, tones.frame) = (tones.text, tones.text, tones.text)
      (tones.overlay, tones.overlayText) = (tones.ground, tones.text)
    }
    tones.track = tones.text
    tones.envelope = tones.text
    tones.weight = .bold
    return tones
  }

  private static func mono(_ role: Role) -> Ink {
    let attributes: Ink.Attributes =
      switch role {
      case .text, .overlay, .tabBar, .envelope, .seriesSecond: []
      case .strong, .title, .frameActive, .accent, .right, .prompt, .seriesFirst: .bold
      case .faint, .frame, .track: .dim
      case .gradient, .seriesThird, .mark: .underline
      case .warning: [.bold, .underline]
      case .selected, .tabChosen, .statusBar, .cursor, .chosen: .reverse
      case .wrong, .current: [.bold, .reverse]
      case .crosshair: .bold
      }
    return Ink(.standard, on: .standard, attributes)
  }
}

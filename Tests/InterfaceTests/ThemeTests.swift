import Commands
import Interface
import Testing

@Test func `in mono every ink is the terminal's own colours`() {
  for name in ThemeName.allCases {
    let theme = Theme(name: name, depth: .mono)
    for role in Role.allCases {
      #expect(theme.ink(role).foreground == .standard, "\(role)")
      #expect(theme.ink(role).background == .standard, "\(role)")
    }
  }
}

/// Roles that a reader must tell from plain text without colours.
@Test func `in mono what matters differs from text by an attribute`() {
  let theme = Theme(depth: .mono)
  let mattering: [Role] = [
    .strong, .accent, .selected, .gradient, .wrong, .warning, .current, .tabChosen, .cursor,
    .chosen, .frameActive,
  ]
  for role in mattering { #expect(theme.ink(role) != theme.ink(.text), "\(role)") }
  #expect(theme.ink(.right) != theme.ink(.wrong))
  #expect(theme.ink(.frame) != theme.ink(.frameActive))
}

@Test func `dark and light leave the terminal's own background`() {
  for name in [ThemeName.dark, .light] {
    for depth in ColourDepth.allCases {
      #expect(Theme(name: name, depth: depth).background == .standard)
    }
  }
}

@Test func `eight and sixteen colours stay within the eight and the sixteen, painted grounds too`()
{
  for (depth, count) in [(ColourDepth.eight, 8), (.sixteen, 16)] {
    for name in ThemeName.allCases {
      for paints in [false, true] {
        let theme = Theme(name: name, depth: depth, paintsGround: paints)
        for role in Role.allCases {
          let ink = theme.ink(role)
          for colour in [ink.foreground, ink.background] {
            if case .palette(let index) = colour.kind { #expect(index < count, "\(name) \(role)") }
          }
          #expect(
            ink.foreground != ink.background || ink.foreground == .standard
              || [.track, .envelope].contains(role), "\(depth) \(name) \(role)")
        }
        for (one, other) in [(Role.right, Role.wrong), (.accent, .gradient), (.text, .selected)] {
          #expect(theme.ink(one).foreground != theme.ink(other).foreground)
        }
      }
    }
  }
}

@Test func `with eight colours a chosen row has one text colour, and 1 is white on black`() {
  for name in ThemeName.allCases {
    let theme = Theme(name: name, depth: .eight, paintsGround: true)
    for role in Role.allCases {
      #expect(theme.ink(role, on: .chosen).foreground == theme.ink(.chosen).foreground, "\(name)")
    }
    var canvas = Canvas(width: 2, height: 1)
    let pixels = Raster(rows: 1, columns: 1, values: [0.5])
    PixelGrid(pixels, scale: .pixels, size: .cells(1)).draw(on: &canvas, in: canvas.bounds, theme)
    #expect(canvas[0, 0]?.ink == Ink(.palette(7), on: .palette(0)), "\(name)")
  }
}

/// WCAG 2.1 asks 4.5 for text; frames and the empty part of a bar are no text.
@Test func `text is readable on its ground`() throws {
  let grounds: [ThemeName: Colour] = [.dark: .palette(234), .light: .palette(231)]
  let noText: Set<Role> = [.frame, .track, .envelope, .cursor]
  for name in ThemeName.allCases {
    let theme = Theme(name: name)
    for role in Role.allCases where !noText.contains(role) {
      let ink = theme.ink(role)
      guard ink.foreground != .standard else { continue }
      let own = grounds[name] ?? theme.background
      let ground = ink.background == .standard ? own : ink.background
      let ratio = contrast(try bytes(ink.foreground), try bytes(ground))
      #expect(ratio >= 4.5, "\(name) \(role) \(ratio)")
    }
  }
}

@Test func `an ink on a ground has the ground's background`() {
  for theme in allThemes {
    for ground in [Role.tabBar, .statusBar, .overlay, .chosen] {
      let ink = theme.ink(.accent, on: ground)
      #expect(ink.background == theme.ink(ground).background)
      let isReverse = theme.ink(ground).attributes.contains(.reverse)
      if isReverse { #expect(ink.attributes.contains(.reverse)) }
    }
  }
}

private func contrast(_ a: [Double], _ b: [Double]) -> Double {
  let (first, second) = (luminance(a), luminance(b))
  return (max(first, second) + 0.05) / (min(first, second) + 0.05)
}

private func luminance(_ bytes: [Double]) -> Double {
  let light = bytes.map(linear)
  return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
}

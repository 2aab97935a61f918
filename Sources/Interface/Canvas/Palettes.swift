import Commands

/// The colours of pictures, from the lowest value to the highest.
///
/// At most 33 levels, so that a small change of a weight changes no cell.
/// A diverging palette has an odd number of levels: the middle one is zero and neutral, lightness
/// moves away from it evenly to both sides, and the ends are strongest.
public struct Palette: Hashable, Sendable {
  public enum Kind: Hashable, Sendable, CaseIterable {
    /// Pixels: 0 black … 1 white, in every theme.
    case grey
    /// Weights and gradients: blue – neutral – orange.
    case diverging
    /// Magnitudes: dark blue … yellow.
    case sequential
  }

  public let kind: Kind
  /// Empty without colours: there a picture is made of glyphs.
  public let colours: [Colour]

  /// The ground that pictures stand on.
  public enum Look: Hashable, Sendable, CaseIterable {
    case dark
    case light
    /// Black, with the strongest colours that there are.
    case contrast

    init(_ name: ThemeName) {
      self = name == .contrast ? .contrast : name.isLight ? .light : .dark
    }
  }

  public init(_ kind: Kind, depth: ColourDepth, look: Look) {
    let light = look == .light
    self.kind = kind
    colours =
      switch (kind, depth) {
      case (_, .mono), (_, .eight): []
      case (.grey, .sixteen): [0, 8, 7, 15].map(Colour.palette)
      // On black the sheet itself is to be seen.
      case (.grey, .indexed) where look == .contrast: (Array(236...255) + [231]).map(Colour.palette)
      case (.grey, .direct) where look == .contrast: Array(Palette.greys.dropFirst(6))
      case (.diverging, .indexed) where look == .contrast:
        Palette.contrastDiverging.map(Colour.palette)
      case (.diverging, .direct) where look == .contrast: Palette.contrastDirect
      case (.grey, .indexed): ([16] + Array(232...255) + [231]).map(Colour.palette)
      case (.grey, .direct): Palette.greys
      case (.diverging, .sixteen):
        (light ? [4, 12, 7, 11, 3] : [12, 4, 8, 3, 11]).map(Colour.palette)
      case (.diverging, .indexed):
        (light ? Palette.lightDiverging : Palette.darkDiverging).map(Colour.palette)
      case (.diverging, .direct): light ? Palette.lightDirect : Palette.darkDirect
      case (.sequential, .sixteen): [4, 6, 7, 11].map(Colour.palette)
      case (.sequential, .indexed): Palette.sequential.map(Colour.palette)
      case (.sequential, .direct): Palette.sequentialDirect
      }
  }

  /// The level of a part of the range, 0…1; what lies outside takes the end, NaN the first.
  public func level(_ part: Double) -> Int {
    guard colours.count > 1, part > 0 else { return 0 }
    return Int((min(part, 1) * Double(colours.count - 1)).rounded())
  }

  /// The colour of a part of the range; `nil` without colours.
  public func colour(_ part: Double) -> Colour? {
    colours.isEmpty ? nil : colours[level(part)]
  }

  /// Entries of the 6×6×6 cube whose lightness climbs in even steps from a dark neutral while the hue
  /// stays: those next to the palettes in red, green and blue, by their distance in OKLab.
  private static let darkDiverging: [UInt8] = [
    81, 74, 67, 60, 238, 94, 130, 172, 214,
  ]
  private static let contrastDiverging: [UInt8] = [
    51, 81, 38, 24, 234, 94, 172, 214, 226,
  ]
  private static let lightDiverging: [UInt8] = [
    26, 32, 75, 153, 255, 223, 180, 173, 130,
  ]
  /// After cividis (Nuñez, Anderton and Renslow, 2018): lightness alone carries the order.
  private static let sequential: [UInt8] = [17, 19, 60, 102, 144, 186, 227]

  private static let greys: [Colour] = (0...32).map { level in
    let byte = UInt8((Double(level) * 255 / 32).rounded())
    return .rgb(byte, byte, byte)
  }

  private static let darkDirect = diverging(
    low: PerceivedColour(lightness: 0.80, a: -0.075, b: -0.112),
    zero: PerceivedColour(lightness: 0.36, a: 0, b: 0),
    high: PerceivedColour(lightness: 0.80, a: 0.050, b: 0.155))
  private static let contrastDirect = diverging(
    low: PerceivedColour(lightness: 0.90, a: -0.075, b: -0.075),
    zero: PerceivedColour(lightness: 0.22, a: 0, b: 0),
    high: PerceivedColour(lightness: 0.90, a: 0.010, b: 0.155))
  private static let lightDirect = diverging(
    low: PerceivedColour(lightness: 0.52, a: -0.040, b: -0.190),
    zero: PerceivedColour(lightness: 0.94, a: 0, b: 0),
    high: PerceivedColour(lightness: 0.56, a: 0.085, b: 0.110))

  private static func diverging(
    low: PerceivedColour, zero: PerceivedColour, high: PerceivedColour
  ) -> [Colour] {
    (-16...16).map { step in
      let end = step < 0 ? low : high
      return zero.mixed(with: end, Double(abs(step)) / 16).linear.colour
    }
  }

  private static let sequentialDirect: [Colour] = {
    let low = PerceivedColour(lightness: 0.25, a: -0.010, b: -0.095)
    let middle = PerceivedColour(lightness: 0.58, a: 0, b: 0.005)
    let high = PerceivedColour(lightness: 0.91, a: -0.015, b: 0.165)
    return (0...32).map { step in
      let part = Double(step) / 16
      let colour = part <= 1 ? low.mixed(with: middle, part) : middle.mixed(with: high, part - 1)
      return colour.linear.colour
    }
  }()
}

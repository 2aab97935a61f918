import Engine

/// How the screen looks, apart from the language; line by line the glyphs count, and the rest is only remembered.
public struct Look: Hashable, Sendable {
  public var theme: ThemeName
  public var glyphs: GlyphSet
  public var type: TypeSize

  public init(
    theme: ThemeName = .dark, glyphs: GlyphSet = .unicode, type: TypeSize = .normal
  ) {
    self.theme = theme
    self.glyphs = glyphs
    self.type = type
  }

  /// A part as the command says it.
  func word(of part: LookPart) -> String {
    switch part {
    case .theme: theme.rawValue
    case .type: type.rawValue
    case .glyphs: glyphs.rawValue
    }
  }
}

public enum ThemeName: String, CaseIterable, Sendable {
  case dark
  case light
  case contrast
  case projector

  /// The size that a theme brings with it: who projects wants to be read from the last row.
  public var type: TypeSize { self == .projector ? .large : .normal }
}

/// The glyphs that a terminal can be trusted with.
public enum GlyphSet: String, CaseIterable, Sendable {
  /// Frames, blocks, braille and the signs of the formulas.
  case unicode
  case ascii
}

/// How large the most important number of a view is.
public enum TypeSize: String, CaseIterable, Sendable {
  case normal
  /// In letters of several rows, above the view.
  case large
}

/// A page to see which glyphs the terminal's font has: what they are for, and a sample of each kind.
enum GlyphPage {
  static func lines(_ glyphs: GlyphSet, in language: Language) -> [String] {
    let samples: [(GlyphSample, String)] = [
      (.frames, "╭─┤┬╮│┊│╰─└─╯"), (.blocks, "█▄▀▌▐░▒▓"), (.eighths, "▁▂▃▄▅▆▇█ ▏▎▍▌▋▊▉█"),
      (.braille, "⠁⠃⠇⡇⣇⣧⣷⣿ ⢀⣀⣤⣶⣿"), (.formulas, "∂ Σ σ ⊙ · √ μ σ² γ β ₀₁₂₃ ᵀ ⁻⁵"),
      (.marks, "● ○ ◉ ◆ ✓ ✗ ▸ ◂ ▶ ‖ ▪ ∗ … ↵ ⌫"), (.letters, glyphs == .ascii ? "Aa" : "Aa Яя"),
    ]
    let names = samples.map { Phrase.glyphs($0.0).text(in: language) }
    let width = names.map(\.count).max() ?? 0
    let rows = zip(names, samples).map { name, sample -> String in
      let padding = String(repeating: " ", count: width - name.count)
      return "\(name)\(padding)  \(sample.1)"
    }
    return rows + [Phrase.glyphsAdvice.text(in: language)]
  }
}

/// A kind of glyphs, by what it draws.
public enum GlyphSample: Hashable, Sendable {
  case frames, blocks, eighths, braille, formulas, marks, letters
}

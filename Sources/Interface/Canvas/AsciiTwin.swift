/// The text in ASCII, as a person would type it: `x_output₁` → `x_output1`, `σ` → `sigma`, `⊙` → `.*`.
///
/// The result may be longer.
/// Letters of other scripts become `?`: a terminal that is trusted with ASCII only is not trusted with them.
public func asciiTwin(of text: String) -> String {
  guard text.unicodeScalars.contains(where: { !$0.isASCII }) else { return text }
  var result = String.UnicodeScalarView()
  var raised = false
  for place in text.unicodeScalars.indices {
    let scalar = text.unicodeScalars[place]
    if let exponent = superscripts[scalar] {
      if !raised { result.append("^") }
      result.append(exponent)
      raised = true
      continue
    }
    raised = false
    if let twin = words[scalar] {
      result.append(contentsOf: twin.unicodeScalars)
      if scalar == "✗", isVerdict(text.unicodeScalars[place...]) { result.append(":") }
    } else if let subscripted = subscripts[scalar] {
      result.append(subscripted)
    } else {
      result.append(singleTwin(of: scalar))
    }
  }
  return String(result)
}

/// Whether words follow the sign: `✗ guess 3` must not become `no guess 3`.
private func isVerdict(_ text: Substring.UnicodeScalarView) -> Bool {
  let rest = text.dropFirst()
  return rest.first == " " && rest.dropFirst().first?.properties.isAlphabetic == true
}

extension Canvas {
  /// The same screen in glyphs of ASCII, cell for cell: the last guard of a terminal without UTF-8.
  ///
  /// Widgets drawn with an ASCII theme have nothing left to change.
  public func inASCII() -> Canvas {
    var copy = self
    for y in 0..<height {
      for x in 0..<width {
        guard let cell = self[x, y], !cell.glyph.isASCII else { continue }
        copy.put(singleTwin(of: cell.glyph), x: x, y: y, cell.ink)
      }
    }
    return copy
  }
}

/// One column for one column; what has no twin becomes `?`.
private func singleTwin(of scalar: Unicode.Scalar) -> Unicode.Scalar {
  if scalar.isASCII { return scalar }
  if let twin = signs[scalar] ?? glyphTwins[scalar] ?? subscripts[scalar] ?? superscripts[scalar] {
    return twin
  }
  switch scalar.value {
  case 0x2800: return " "
  case 0x2801...0x28FF: return braille(scalar.value - 0x2800)
  case 0x2500...0x257F: return "+"
  default:
    if let word = words[scalar], let first = word.unicodeScalars.first { return first }
    return "?"
  }
}

/// Dots in the upper half, in the lower half, or in both.
private func braille(_ dots: UInt32) -> Unicode.Scalar {
  let upper = dots & 0b0001_1011 != 0
  let lower = dots & 0b1110_0100 != 0
  return upper && lower ? "*" : (upper ? "'" : ".")
}

private let superscripts: [Unicode.Scalar: Unicode.Scalar] = [
  "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
  "⁹": "9", "⁺": "+", "⁻": "-", "ᵀ": "T", "ⁿ": "n", "ⁱ": "i", "ᵗ": "t",
]

private let subscripts: [Unicode.Scalar: Unicode.Scalar] = [
  "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8",
  "₉": "9", "₊": "+", "₋": "-", "ᵢ": "i", "ⱼ": "j", "ₖ": "k", "ₙ": "n",
]

/// Signs whose twin takes more than one column.
private let words: [Unicode.Scalar: String] = [
  "σ": "sigma", "Σ": "sum", "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "Δ": "delta",
  "ε": "eps", "η": "eta", "θ": "theta", "λ": "lambda", "μ": "mu", "π": "pi", "φ": "phi",
  "Φ": "Phi", "ρ": "rho", "τ": "tau", "⊙": ".*", "√": "sqrt", "∞": "inf", "∇": "grad",
  "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~=", "±": "+-", "→": "->", "←": "<-", "↔": "<->",
  "⇒": "=>", "…": "...", "½": "1/2", "¼": "1/4", "¾": "3/4", "↵": "Enter", "⌫": "BS",
  "✓": "ok", "✗": "no", "∈": "in", "«": "\"", "»": "\"", "№": "No.",
]

private let signs: [Unicode.Scalar: Unicode.Scalar] = [
  "·": "*", "×": "x", "−": "-", "–": "-", "—": "-", "‐": "-", "÷": "/", "∂": "d", "‘": "'",
  "’": "'", "“": "\"", "”": "\"", "„": "\"", "′": "'", "∗": "*", "✓": "v", "✗": "x", "•": "*",
  "▸": ">", "▶": ">", "▷": ">", "›": ">", "◂": "<", "◀": "<", "‹": "<", "▲": "^", "▼": "v",
  "↑": "^", "↓": "v", "↕": "&", "░": ".", "▒": ":", "▓": "#", "▔": "-", "▕": "|", "▐": "|",
  "\u{A0}": " ", "\u{2009}": " ", "\u{202F}": " ", "─": "-", "━": "=", "│": "|", "┃": "|",
  "┊": ":", "┆": ":", "╌": "-", "▁": "_", "▂": "_", "▃": "_", "▄": "_", "▅": "#", "▆": "#",
  "▇": "#", "█": "#", "▀": "^", "▏": "|", "▎": "|", "▍": "|", "▌": "|", "▋": "#", "▊": "#",
  "▉": "#", "▖": "_", "▗": "_", "■": "#", "□": "o", "●": "*", "○": "o", "≡": "=",
]

/// What the table of glyphs says, for the glyphs that are no signs of a text.
private let glyphTwins: [Unicode.Scalar: Unicode.Scalar] = {
  var twins: [Unicode.Scalar: Unicode.Scalar] = [:]
  for glyph in Glyph.allCases where twins[glyph.unicode] == nil {
    twins[glyph.unicode] = glyph.ascii
  }
  return twins
}()

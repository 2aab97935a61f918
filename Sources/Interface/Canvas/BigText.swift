/// A line in letters of several rows, to be read from the back of a room.
///
/// A letter is three to five pixels wide and five high, with a sixth row for what hangs below the line; two pixels share
/// a cell, upper and lower, where the terminal has half blocks.
public struct BigText: Sendable {
  public var text: String
  public var role: Role

  public init(_ text: String, role: Role = .strong) {
    self.text = text
    self.role = role
  }

  /// The rows that a line takes at a scale.
  public static func rows(scale: Int, _ theme: Theme) -> Int {
    theme.isASCII ? Letter.height * scale : (Letter.height * scale + 1) / 2
  }

  /// The columns that the line takes at a scale.
  public func width(scale: Int, _ theme: Theme) -> Int {
    let letters = letters(theme)
    return letters.reduce(0) { $0 + $1.width + 1 } * scale - (letters.isEmpty ? 0 : scale)
  }

  /// The largest scale, from 1 on, at which the line fits; 0 where it does not fit at all.
  public func scale(fitting width: Int, rows: Int, _ theme: Theme) -> Int {
    var scale = 0
    while self.width(scale: scale + 1, theme) <= width, Self.rows(scale: scale + 1, theme) <= rows {
      scale += 1
      if self.width(scale: 1, theme) == 0 { break }
    }
    return scale
  }

  /// Draws the line from the upper left corner of an area; returns the column after it.
  @discardableResult
  public func draw(
    on canvas: inout Canvas, in area: Rect, scale: Int, _ theme: Theme
  ) -> Int {
    guard scale > 0 else { return area.x }
    let ink = theme.ink(role)
    var x = area.x
    canvas.clipped(to: area) { canvas in
      for letter in letters(theme) {
        for column in 0..<letter.width * scale {
          for row in 0..<Self.rows(scale: scale, theme) {
            func isLit(_ pixel: Int) -> Bool { letter.isLit(pixel / scale, column / scale) }
            let glyph =
              theme.isASCII
              ? isLit(row) ? theme.glyph(.fullBlock) : nil
              : BigText.glyph(upper: isLit(2 * row), lower: isLit(2 * row + 1), theme)
            if let glyph { canvas.put(glyph, x: x + column, y: area.y + row, ink) }
          }
        }
        x += (letter.width + 1) * scale
      }
    }
    return x
  }

  private static func glyph(upper: Bool, lower: Bool, _ theme: Theme) -> Unicode.Scalar? {
    switch (upper, lower) {
    case (true, true): theme.glyph(.fullBlock)
    case (true, false): theme.glyph(.upperHalf)
    case (false, true): theme.glyph(.lowerHalf)
    case (false, false): nil
    }
  }

  private func letters(_ theme: Theme) -> [Letter] {
    text.unicodeScalars.compactMap { Letter.all[$0] ?? Letter.all["?"] }
  }
}

/// The pixels of a letter.
private struct Letter {
  static let height = 6

  /// Rows from above; what is missing below is dark.
  let rows: [[Bool]]
  var width: Int { rows.first?.count ?? 0 }

  init(_ picture: String) {
    rows = picture.split(separator: " ").map { $0.map { $0 == "#" } }
  }

  /// The same letter a row lower: an index below the line.
  init(lowered letter: Letter) {
    rows = [Array(repeating: false, count: letter.width)] + letter.rows
  }

  func isLit(_ row: Int, _ column: Int) -> Bool {
    rows.indices.contains(row) && rows[row][column]
  }

  static let all: [Unicode.Scalar: Letter] = {
    var letters = pictures.mapValues { Letter($0) }
    for (digit, index) in zip("0123456789".unicodeScalars, "₀₁₂₃₄₅₆₇₈₉".unicodeScalars) {
      letters[index] = letters[digit].map { Letter(lowered: $0) }
    }
    return letters
  }()

  private static let pictures: [Unicode.Scalar: String] = [
    "0": "### #.# #.# #.# ###", "1": ".#. ##. .#. .#. ###", "2": "### ..# ### #.. ###",
    "3": "### ..# .## ..# ###", "4": "#.# #.# ### ..# ..#", "5": "### #.. ### ..# ###",
    "6": "### #.. ### #.# ###", "7": "### ..# ..# .#. .#.", "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ###", " ": ".. .. .. .. ..", ".": ". . . . #", ",": ". . . . # #",
    "-": "... ... ### ... ...", "−": "... ... ### ... ...", "+": "... .#. ### .#. ...",
    "=": "... ### ... ### ...", "%": "#..# ...# .##. #... #..#", "/": "..# ..# .#. #.. #..",
    "(": ".# #. #. #. .#", ")": "#. .# .# .# #.", "[": "## #. #. #. #. ##",
    "]": "## .# .# .# .# ##",
    "_": "... ... ... ... ... ###", "·": ". . # . .", "×": "... #.# .#. #.# ...",
    "→": "..#.. ...#. ##### ...#. ..#..", ":": ". # . # .", "?": "### ..# .#. ... .#.",
    "′": "# # . . .", "²": "## .# ## #. ##", "|": "# # # # #",
    "a": "... .## #.# #.# .##", "b": "#.. ##. #.# #.# ##.", "c": "... .## #.. #.. .##",
    "d": "..# .## #.# #.# .##", "e": "... .## ### #.. .##", "f": ".## #.. ##. #.. #..",
    "g": "... .## #.# .## ..# ##.", "h": "#.. ##. #.# #.# #.#", "i": "# . # # #",
    "j": ".# .. .# .# .# #.", "k": "#.. #.# ##. #.# #.#", "l": "# # # # #",
    "m": "..... ####. #.#.# #.#.# #.#.#", "n": "... ##. #.# #.# #.#", "o": "... .#. #.# #.# .#.",
    "p": "... ##. #.# #.# ##. #..", "q": "... .## #.# #.# .## ..#", "r": "... #.# ##. #.. #..",
    "s": ".... .### ##.. ..## ###.", "t": ".#. ### .#. .#. .##", "u": "... #.# #.# #.# .##",
    "v": "... #.# #.# #.# .#.", "w": "..... #.#.# #.#.# #.#.# .#.#.",
    "x": "... #.# .#. .#. #.#", "y": "... #.# #.# .## ..# ##.", "z": "... ### .#. #.. ###",
    "A": ".#. #.# ### #.# #.#", "B": "##. #.# ##. #.# ##.", "D": "##. #.# #.# #.# ##.",
    "L": "#.. #.. #.. #.. ###", "P": "### #.# ### #.. #..", "R": "##. #.# ##. #.# #.#",
    "W": "#...# #...# #.#.# #.#.# .#.#.",
    "σ": ".... .### #.#. #.#. .#..", "μ": "... #.# #.# #.# ##. #..", "γ": "... #.# #.# .#. .#. .#.",
    "β": "##. #.# ##. #.# ##. #..", "α": ".... .#.# #.#. #.#. .#.#", "ᵀ": "### .#. .#. ... ...",
  ]
}

/// Where a text stands in a space wider than itself.
public enum Alignment: Sendable {
  case left
  case centre
  case right
}

/// The cells of a screen.
///
/// Every write is clipped to the canvas and to the clip rectangle in force, and only printable glyphs of width 1
/// enter: anything else becomes `?`.
/// A canvas of 0×0 is a canvas: drawing on it does nothing.
public struct Canvas: Equatable, Sendable {
  public let width: Int
  public let height: Int
  public private(set) var cells: [Cell]
  private var clip: Rect

  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    cells = Array(repeating: .blank, count: self.width * self.height)
    clip = Rect(x: 0, y: 0, width: self.width, height: self.height)
  }

  public var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }

  public subscript(x: Int, y: Int) -> Cell? {
    bounds.contains(x: x, y: y) ? cells[y * width + x] : nil
  }

  /// Writes one glyph in the place of what was there.
  public mutating func put(_ glyph: Unicode.Scalar, x: Int, y: Int, _ ink: Ink) {
    guard clip.contains(x: x, y: y) else { return }
    cells[y * width + x] = Cell(glyph: Canvas.printable(glyph), ink: ink)
  }

  /// Writes a text from `(x, y)` to the right; returns the column after its last glyph, written or not.
  @discardableResult
  public mutating func put(_ text: String, x: Int, y: Int, _ ink: Ink) -> Int {
    var column = x
    let columns = clip.y..<clip.maxY ~= y ? clip.x..<clip.maxX : 0..<0
    for scalar in text.unicodeScalars {
      if columns ~= column {
        cells[y * width + column] = Cell(glyph: Canvas.printable(scalar), ink: ink)
      }
      column += 1
    }
    return column
  }

  /// Writes a text into one row, at most `width` columns from `(x, y)` on; what is longer ends in `…`.
  ///
  /// The text's own columns count, so it is the caller who brings an ASCII text where `…` is not at
  /// hand: see `Theme.text` and `ellipsis`.
  public mutating func put(
    _ text: String, x: Int, y: Int, width: Int, align: Alignment = .left,
    ellipsis: Unicode.Scalar = "…", _ ink: Ink
  ) {
    guard width > 0 else { return }
    let count = text.unicodeScalars.count
    guard count > width else {
      let room = width - count
      let start = align == .left ? 0 : (align == .right ? room : room / 2)
      put(text, x: x + start, y: y, ink)
      return
    }
    let column = put(String(text.unicodeScalars.prefix(width - 1)), x: x, y: y, ink)
    put(ellipsis, x: column, y: y, ink)
  }

  /// Clears an area in an ink.
  public mutating func fill(_ area: Rect, _ ink: Ink) { fill(area, " ", ink) }

  public mutating func fill(_ area: Rect, _ glyph: Unicode.Scalar, _ ink: Ink) {
    let area = area.intersection(clip)
    guard !area.isEmpty else { return }
    let cell = Cell(glyph: Canvas.printable(glyph), ink: ink)
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX { cells[y * width + x] = cell }
    }
  }

  /// Changes the ink of cells already written: a highlight over what is there.
  public mutating func tint(_ area: Rect, _ change: (inout Ink) -> Void) {
    let area = area.intersection(clip)
    guard !area.isEmpty else { return }
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX { change(&cells[y * width + x].ink) }
    }
  }

  /// Draws inside `area` only: what `body` writes outside is lost.
  public mutating func clipped(to area: Rect, _ body: (inout Canvas) -> Void) {
    let outer = clip
    clip = clip.intersection(area)
    body(&self)
    clip = outer
  }

  /// The glyphs alone, a line a row, trailing spaces kept.
  public var text: String {
    var lines: [String] = []
    for y in 0..<height {
      var line = String.UnicodeScalarView()
      for x in 0..<width { line.append(cells[y * width + x].glyph) }
      lines.append(String(line))
    }
    return lines.joined(separator: "\n")
  }

  /// The glyph itself where it takes one column of every terminal, else `?`.
  static func printable(_ glyph: Unicode.Scalar) -> Unicode.Scalar {
    switch glyph.value {
    case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x2FF, 0x370...0x482, 0x48A...0x52F: glyph
    case 0xA0: " "
    case 0x2010...0x2027, 0x2030...0x205E, 0x2070...0x209C, 0x2100...0x218B: glyph
    case 0x2190...0x21FF, 0x2200...0x22FF: glyph
    case 0x2300...0x2319, 0x2320...0x2328, 0x232B...0x23E8: glyph
    case 0x2500...0x25FC, 0x25FF...0x2613: glyph
    case 0x2639...0x2647, 0x2660...0x267E, 0x2701...0x2704, 0x2713...0x2718, 0x2744: glyph
    case 0x27E6...0x27EF, 0x2800...0x28FF, 0x2A00...0x2AFF: glyph
    case 0x1D40...0x1D6A: glyph
    default: "?"
    }
  }
}

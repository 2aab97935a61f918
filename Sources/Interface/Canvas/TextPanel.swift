/// Lines of text over a view; what is wider than the panel goes on in the next row, set in, what is longer is scrolled.
///
/// A word and, after two spaces or more, what it means go on below the meaning.
public struct TextPanel: Sendable {
  public var title: String
  public var note: String
  /// Said before the note where there is more than fits.
  public var scrollNote: String
  public var lines: [String]
  /// The first row that is shown; drawing clamps it.
  public var scroll: Int

  public init(
    _ title: String, note: String = "", scrollNote: String = "", lines: [String], scroll: Int = 0
  ) {
    self.scrollNote = scrollNote
    self.title = title
    self.note = note
    self.lines = lines
    self.scroll = scroll
  }

  /// Draws the panel in the middle of an area and returns how far it can be scrolled.
  @discardableResult
  public func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) -> Int {
    let rows = rows(width: max(1, area.width - 4), theme)
    let width = rows.map { $0.unicodeScalars.count }.max() ?? 0
    let (inside, first, range) = box.draw(
      width: width, rows: rows.count, on: &canvas, in: area, theme)
    canvas.clipped(to: inside) { canvas in
      for (row, line) in rows.dropFirst(first).prefix(inside.height).enumerated() {
        canvas.put(line, x: inside.x, y: inside.y + row, theme.ink(.text, on: .overlay))
      }
    }
    return range
  }

  private var box: ScrollBox {
    ScrollBox(title: title, note: note, scrollNote: scrollNote, scroll: scroll)
  }

  private func rows(width: Int, _ theme: Theme) -> [String] {
    lines.flatMap { line -> [String] in
      var rest = Array(theme.text(line).unicodeScalars)
      var rows: [String] = []
      let margin = min(
        width / 3, TextPanel.meaning(in: rest) ?? rest.prefix { $0 == " " }.count + 2)
      while rest.count > width {
        // A break at a space, unless that would leave less than half of the row.
        let space =
          rest.prefix(width + 1).indices.last { rest[$0] == " " && !rest.isGap(at: $0) } ?? 0
        let end = space > width / 2 ? space : width
        rows.append(TextPanel.string(rest[..<end]))
        rest = Array(repeating: " ", count: margin) + rest[end...].drop { $0 == " " }
      }
      return rows + [TextPanel.string(rest[...])]
    }
  }

  /// The column where the meaning of a line's first word begins; nil where the line is no row of a list.
  private static func meaning(in line: [Unicode.Scalar]) -> Int? {
    let word = line.drop { $0 == " " }
    guard let first = word.first, first.properties.isAlphabetic,
      let end = word.firstIndex(of: " "),
      let meaning = line[end...].firstIndex(where: { $0 != " " })
    else { return nil }
    return meaning - end >= 2 ? meaning : nil
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

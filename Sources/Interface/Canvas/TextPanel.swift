/// Lines of text over a view; what is wider than the panel goes on in the next row, what is longer is scrolled.
public struct TextPanel: Sendable {
  public var title: String
  public var note: String
  public var lines: [String]
  /// The first row that is shown; drawing clamps it.
  public var scroll: Int

  public init(_ title: String, note: String = "", lines: [String], scroll: Int = 0) {
    self.title = title
    self.note = note
    self.lines = lines
    self.scroll = scroll
  }

  /// Draws the panel in the middle of an area and returns how far it can be scrolled.
  @discardableResult
  public func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) -> Int {
    let rows = rows(width: max(1, area.width - 4), theme)
    let width = rows.map(\.unicodeScalars.count).max() ?? 0
    let heading = title.unicodeScalars.count + note.unicodeScalars.count + 6
    let box = Overlay.centred(
      width: max(width, min(heading, area.width - 4)) + 4, height: rows.count + 2, in: area)
    let inside = Overlay(title, note: note).draw(on: &canvas, in: box, theme)
    let range = max(0, rows.count - inside.height)
    let first = min(max(0, scroll), range)
    canvas.clipped(to: inside) { canvas in
      for (row, line) in rows.dropFirst(first).prefix(inside.height).enumerated() {
        canvas.put(line, x: inside.x, y: inside.y + row, theme.ink(.text, on: .overlay))
      }
    }
    if range > 0, inside.height > 0 {
      let y = inside.y + first * (inside.height - 1) / range
      canvas.put(
        theme.glyph(.scrollThumb), x: box.maxX - 1, y: y, theme.ink(.strong, on: .overlay))
    }
    return range
  }

  private func rows(width: Int, _ theme: Theme) -> [String] {
    lines.flatMap { line -> [String] in
      var rest = Array(theme.text(line).unicodeScalars)
      var rows: [String] = []
      while rest.count > width {
        // A break at a space, unless that would leave less than half of the row.
        let space = rest.prefix(width + 1).lastIndex(of: " ") ?? 0
        let end = space > width / 2 ? space : width
        rows.append(TextPanel.string(rest[..<end]))
        rest = Array(rest[end...].drop { $0 == " " })
      }
      return rows + [TextPanel.string(rest[...])]
    }
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

/// A sign of a view as it looks there, and what it means.
public struct Mark: Hashable, Sendable {
  public var sample: [Span]
  public var meaning: String

  public init(_ sample: [Span], _ meaning: String) {
    self.sample = sample
    self.meaning = meaning
  }

  public init(_ sign: String, _ role: Role = .text, _ meaning: String) {
    self.init([Span(sign, role)], meaning)
  }
}

/// What the marks of a view mean, over the view; scrolls where they do not fit.
public struct MarkPanel: Sendable {
  public var title: String
  public var note: String
  /// Said before the note where there is more than fits.
  public var scrollNote: String
  public var marks: [Mark]
  /// The first row that is shown; drawing clamps it.
  public var scroll: Int

  public init(
    _ title: String, note: String = "", scrollNote: String = "", marks: [Mark], scroll: Int = 0
  ) {
    self.scrollNote = scrollNote
    self.title = title
    self.note = note
    self.marks = marks
    self.scroll = scroll
  }

  /// Draws the panel in the middle of an area and returns how far it can be scrolled.
  @discardableResult
  public func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) -> Int {
    func width(_ spans: [Span]) -> Int {
      spans.reduce(0) { $0 + theme.text($1.text).unicodeScalars.count }
    }
    let samples = marks.map { width($0.sample) }.max() ?? 0
    let room = min(max(1, area.width - 4 - samples - 2), 76)
    let meanings = marks.map { Paragraph($0.meaning).lines(width: room, theme) }
    let words = meanings.joined().map { width($0) }.max() ?? 0
    let rows = meanings.reduce(0) { $0 + max(1, $1.count) }
    let (inside, first, range) = ScrollBox(
      title: title, note: note, scrollNote: scrollNote, scroll: scroll
    ).draw(width: samples + 2 + words, rows: rows, on: &canvas, in: area, theme)
    canvas.clipped(to: inside) { canvas in
      var y = inside.y - first
      for (mark, lines) in zip(marks, meanings) {
        Paragraph(mark.sample).drawLine(
          on: &canvas, x: inside.x + samples - width(mark.sample), y: y, width: samples,
          ground: .overlay, theme)
        for (row, line) in lines.enumerated() {
          Paragraph(line).drawLine(
            on: &canvas, x: inside.x + samples + 2, y: y + row, width: room, ground: .overlay,
            theme)
        }
        y += max(1, lines.count)
      }
    }
    return range
  }
}

/// Rows of cells in columns as wide as their widest text.
public struct Table: Sendable {
  public struct Column: Hashable, Sendable {
    public var title: String
    public var align: Alignment
    /// A column may be dropped where room is short: the highest number goes first, 0 stays.
    public var expendability: Int

    public init(_ title: String, align: Alignment = .left, expendability: Int = 0) {
      self.title = title
      self.align = align
      self.expendability = expendability
    }
  }

  public var columns: [Column]
  public var rows: [[Span]]
  /// The row that is chosen, with a mark and its own ground.
  public var chosen: Int?
  /// The first row that is shown.
  public var first: Int
  public var gap: Int

  public init(
    _ columns: [Column], rows: [[Span]], chosen: Int? = nil, first: Int = 0, gap: Int = 2
  ) {
    self.columns = columns
    self.rows = rows
    self.chosen = chosen
    self.first = max(0, first)
    self.gap = max(0, gap)
  }

  /// Draws titles, where there are any, and the rows that fit.
  public func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) {
    guard !area.isEmpty else { return }
    let widths = widths(theme)
    let shown = shownColumns(widths, width: area.width)
    let hasTitles = columns.contains { !$0.title.isEmpty }
    canvas.clipped(to: area) { canvas in
      var y = area.y
      if hasTitles {
        let titles = columns.map { Span($0.title, .faint) }
        draw(titles, shown, widths, x: area.x, y: y, ground: .text, on: &canvas, theme)
        y += 1
      }
      for (index, row) in rows.enumerated().dropFirst(first) {
        guard y < area.maxY else { return }
        let isChosen = index == chosen
        if isChosen {
          canvas.fill(
            Rect(x: area.x, y: y, width: area.width, height: 1), theme.ink(.chosen))
        }
        draw(
          row, shown, widths, x: area.x, y: y, ground: isChosen ? .chosen : .text, on: &canvas,
          theme)
        y += 1
      }
    }
  }

  private func draw(
    _ row: [Span], _ shown: [Int], _ widths: [Int], x: Int, y: Int, ground: Role,
    on canvas: inout Canvas, _ theme: Theme
  ) {
    var x = x
    for index in shown {
      if index < row.count {
        canvas.put(
          theme.text(row[index].text), x: x, y: y, width: widths[index],
          align: columns[index].align, ellipsis: theme.glyph(.ellipsis),
          theme.ink(row[index].role, on: ground))
      }
      x += widths[index] + gap
    }
  }

  private func widths(_ theme: Theme) -> [Int] {
    columns.indices.map { index in
      let cells = rows.compactMap { index < $0.count ? $0[index].text : nil }
      return (cells + [columns[index].title])
        .map { theme.text($0).unicodeScalars.count }.max() ?? 0
    }
  }

  private func shownColumns(_ widths: [Int], width: Int) -> [Int] {
    var shown = Array(columns.indices)
    while shown.map({ widths[$0] }).reduce(0, +) + gap * max(0, shown.count - 1) > width {
      let candidates = shown.filter { columns[$0].expendability > 0 }
      guard
        let next = candidates.max(by: { columns[$0].expendability < columns[$1].expendability })
      else { break }
      shown.removeAll { $0 == next }
    }
    return shown
  }
}

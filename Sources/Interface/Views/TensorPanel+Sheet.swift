import Engine

extension TensorPanel {
  /// The rows that the sheet's page shows, for the title.
  func page(in area: Rect, size: PixelSize) -> Range<Int>? {
    guard layout.kind == .sheet else { return nil }
    let chosen = min((cursor ?? 0) / max(1, layout.tileCount), layout.tiles - 1)
    let left = size.extent(rows: layout.rows, columns: layout.columns).width + 3
    let small = PixelSize.half.extent(rows: layout.rows, columns: layout.columns)
    let columns = (area.width - left + 1) / (small.width + 2)
    let height = area.height - 1
    let step = small.height + (height >= 2 * (small.height + 1) ? 1 : 0)
    let onPage = columns * max(1, (height + step - small.height) / step)
    guard onPage > 0 else { return nil }
    let first = chosen / onPage * onPage
    return first..<min(layout.tiles, first + onPage)
  }

  /// The small pictures alone, those around the chosen one.
  func drawTiles(
    on canvas: inout Canvas, in area: Rect, _ theme: Theme
  ) -> [AppState.Target] {
    let small = PixelSize.half.extent(rows: layout.rows, columns: layout.columns)
    let columns = max(1, (area.width + 1) / (small.width + 2))
    let hasTitle = area.height > small.height
    let body = hasTitle ? area.splitTop(1).bottom : area
    let rows = max(1, body.height / max(1, small.height + (hasTitle ? 1 : 0)))
    let chosen = (cursor ?? 0) / max(1, layout.tileCount)
    let first = chosen / (columns * rows) * (columns * rows)
    if hasTitle {
      Paragraph([Span(title), Span(" " + note, .faint)]).drawLine(
        on: &canvas, x: area.x, y: area.y, width: area.width, theme)
    }
    var targets: [AppState.Target] = []
    for tile in first..<min(layout.tiles, first + columns * rows) {
      let place = tile - first
      let box = Rect(
        x: body.x + 1 + place % columns * (small.width + 2),
        y: body.y + place / columns * (small.height + 1), width: small.width,
        height: min(small.height, body.maxY - body.y - place / columns * (small.height + 1)))
      let range = tile * layout.tileCount..<(tile + 1) * layout.tileCount
      PixelGrid(
        Raster(rows: layout.rows, columns: layout.columns, values: Array(tensor.values[range])),
        scale: scale
      ).draw(on: &canvas, in: box, theme)
      targets.append(
        AppState.Target(
          box,
          .element(
            name: name,
            index: tensor.index(
              at: range.lowerBound + (cursor ?? 0) % max(1, layout.tileCount)))))
      guard tile == chosen else { continue }
      for y in box.y..<box.maxY {
        canvas.put(theme.glyph(.vertical), x: box.x - 1, y: y, theme.ink(.selected))
        canvas.put(theme.glyph(.vertical), x: box.maxX, y: y, theme.ink(.selected))
      }
    }
    return targets
  }
}

extension PixelGrid {
  /// The picture without cursor and marks: a small one would be covered by them.
  func drawPlain(on canvas: inout Canvas, in area: Rect, _ theme: Theme) {
    var plain = self
    plain.cursor = nil
    plain.marked = []
    plain.draw(on: &canvas, in: area, theme)
  }
}

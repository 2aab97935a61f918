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

import Engine

extension TensorPanel {
  /// How the small pictures of a sheet stand beside the large one.
  struct SheetPage {
    let small: (width: Int, height: Int)
    let columns: Int
    /// From one row of pictures to the next; a row number stands below each where there is room.
    let step: Int
    /// The pictures of the page that has the chosen one.
    let tiles: Range<Int>

    var hasNumbers: Bool { step > small.height }

    /// The cells of a picture, from the left end of the first.
    func place(_ tile: Int, x: Int, y: Int) -> Rect {
      let order = tile - tiles.lowerBound
      return Rect(
        x: x + order % columns * (small.width + 2), y: y + order / columns * step,
        width: small.width, height: small.height)
    }
  }

  /// The picture that the cursor is in.
  var chosenTile: Int { min((cursor ?? 0) / max(1, layout.tileCount), layout.tiles - 1) }

  /// The small pictures that find room in `body`, right of the large one; nil where none does.
  func sheetPage(in body: Rect, size: PixelSize) -> SheetPage? {
    guard layout.kind == .sheet else { return nil }
    let left = size.extent(rows: layout.rows, columns: layout.columns).width + 3
    let small = PixelSize.half.extent(rows: layout.rows, columns: layout.columns)
    let columns = (body.width - left + 1) / (small.width + 2)
    let step = small.height + (body.height >= 2 * (small.height + 1) ? 1 : 0)
    let onPage = columns * max(1, body.height / step)
    guard onPage > 0 else { return nil }
    let first = chosenTile / onPage * onPage
    return SheetPage(
      small: small, columns: columns, step: step, tiles: first..<min(layout.tiles, first + onPage))
  }

  /// The number of a picture's row: below it, or in its lower left corner.
  func putNumber(
    of tile: Int, hasRow: Bool, on canvas: inout Canvas, at area: Rect, _ theme: Theme
  ) {
    let text = WalkPlace.rowIndex(tile, of: tensor, layout)
    let isChosen = tile == chosenTile
    guard !hasRow else {
      canvas.put(
        text, x: area.x, y: area.maxY, theme.ink(isChosen ? .selected : .faint))
      return
    }
    for (shift, glyph) in text.unicodeScalars.enumerated() where shift < area.width {
      let (x, y) = (area.x + shift, area.maxY - 1)
      guard let ground = canvas[x, y]?.ink.background else { continue }
      canvas.put(glyph, x: x, y: y, TensorPanel.ink(over: ground, isBold: isChosen, theme))
    }
  }

  /// The small pictures alone, those around the chosen one; the title says which rows they are.
  func drawTiles(
    on canvas: inout Canvas, in area: Rect, _ theme: Theme, rows words: (Range<Int>) -> String
  ) -> [AppState.Target] {
    let small = PixelSize.half.extent(rows: layout.rows, columns: layout.columns)
    let columns = max(1, (area.width + 1) / (small.width + 2))
    let hasTitle = area.height > small.height
    let body = hasTitle ? area.splitTop(1).bottom : area
    let rows = max(1, body.height / max(1, small.height + (hasTitle ? 1 : 0)))
    let chosen = chosenTile
    let first = chosen / (columns * rows) * (columns * rows)
    let shown = first..<min(layout.tiles, first + columns * rows)
    if hasTitle {
      Paragraph([Span(title), Span(" \(note)  \(words(shown))", .faint)]).drawLine(
        on: &canvas, x: area.x, y: area.y, width: area.width, theme)
    }
    var targets: [AppState.Target] = []
    for tile in shown {
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
            offset: range.lowerBound + (cursor ?? 0) % max(1, layout.tileCount))))
      putNumber(
        of: tile, hasRow: hasTitle && box.y + small.height < body.maxY, on: &canvas, at: box, theme)
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

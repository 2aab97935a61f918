import Commands
import Datasets
import Engine

extension DrawPainter {
  /// dL/dx on the grid of the drawing.
  func drawGradient(on canvas: inout Canvas) {
    let values = Array(scene.liveGradients.inputGradient.row(0))
    let inside = Frame("dL/dx", note: say(.gradientTitle)).draw(
      on: &canvas, in: layout.gradient, theme
    ).inset(1, 0)
    guard values.count == drawing.values.count, !inside.isEmpty else { return }
    let scale = ColourScale.diverging(over: values)
    let (picture, words) = parts(of: inside)
    let size = PixelSize.fitting(
      rows: drawing.rows, columns: drawing.columns, width: picture.width, height: picture.height,
      largest: 8)
    let isHalf = size == .half
    let rows = DrawLayout.window(
      drawing.rows, around: cursor.row, fitting: isHalf ? 2 * picture.height : drawing.rows)
    let columns = DrawLayout.window(
      drawing.columns, around: cursor.column, fitting: isHalf ? picture.width : drawing.columns)
    let shown = rows.flatMap { row in columns.map { values[row * drawing.columns + $0] } }
    var grid = PixelGrid(
      Raster(rows: rows.count, columns: columns.count, values: shown), scale: scale, size: size,
      cursor: Place(row: cursor.row - rows.lowerBound, column: cursor.column - columns.lowerBound))
    grid.writesCursor = true
    canvas.clipped(to: inside) { canvas in
      guard values.contains(where: { $0 != 0 }) else {
        Paragraph(say(.noGradient), .faint).draw(on: &canvas, in: words, theme)
        return
      }
      grid.draw(on: &canvas, in: picture, theme)
      let legend = gradientLegend(scale)
      let below = Rect(x: inside.x, y: inside.maxY - 1, width: inside.width, height: 1)
      // Beside a large picture the scale would shrink to a few cells.
      let isBelow = legend.width(theme) > words.width && below.y > picture.y + grid.height
      if isBelow { legend.draw(on: &canvas, in: below, theme) }
      drawGradientWords(
        on: &canvas, in: words, legend: isBelow ? nil : legend,
        value: values[cursor.row * drawing.columns + cursor.column])
    }
  }

  private func gradientLegend(_ scale: ColourScale) -> Legend {
    Legend(scale, low: number(scale.low), high: number(scale.high))
  }

  private func number(_ value: Double) -> String {
    NumberText.fittingFigures(Float(value), digits: 4, width: 8, sign: true)
  }

  /// The picture and its words: side by side, or below each other where that gives a larger picture.
  private func parts(of inside: Rect) -> (picture: Rect, words: Rect) {
    func size(_ width: Int, _ height: Int) -> PixelSize {
      PixelSize.fitting(
        rows: drawing.rows, columns: drawing.columns, width: width, height: height, largest: 8)
    }
    func extent(_ size: PixelSize) -> (width: Int, height: Int) {
      size.extent(rows: drawing.rows, columns: drawing.columns)
    }
    let beside = extent(size(inside.width - 20, inside.height))
    let above = extent(size(inside.width, inside.height - 6))
    if above.width > beside.width, above.width <= inside.width, above.height < inside.height - 5 {
      let (picture, words) = inside.splitTop(above.height + 1)
      return (Rect(x: picture.x, y: picture.y, width: picture.width, height: above.height), words)
    }
    let (picture, words) = inside.splitLeft(min(beside.width, inside.width - 14))
    return (picture, Rect(x: words.x + 2, y: words.y, width: words.width - 2, height: words.height))
  }

  private func drawGradientWords(
    on canvas: inout Canvas, in area: Rect, legend: Legend?, value: Float
  ) {
    let palette = theme.palette(.diverging).colours
    func swatch(_ colour: Colour?, _ sign: Unicode.Scalar, _ phrase: DrawPhrase, _ y: Int) -> Int {
      canvas.put(
        sign, x: area.x, y: y,
        colour.map { Ink(theme.depth == .sixteen ? .palette(0) : .palette(16), on: $0, .bold) }
          ?? theme.ink(.strong))
      let place = Rect(x: area.x + 2, y: y, width: area.width - 2, height: area.maxY - y)
      return Paragraph(say(phrase)).draw(on: &canvas, in: place, theme)
    }
    let isTall = area.height >= 8
    var y = area.y
    let isShort = area.width < 18 && !isTall
    y += swatch(palette.last, "+", .raises(isShort: isShort), y) + (isTall ? 1 : 0)
    y += swatch(palette.first, "-", .lowers(isShort: isShort), y) + (isTall ? 1 : 0)
    if let legend {
      legend.draw(on: &canvas, in: Rect(x: area.x, y: y, width: area.width, height: 1), theme)
      y += isTall ? 2 : 1
    }
    Paragraph([
      Span("dL/dx[\(cursor.row),\(cursor.column),0] ", .selected),
      Span(number(Double(value))),
    ]).draw(
      on: &canvas, in: Rect(x: area.x, y: y, width: area.width, height: area.maxY - y), theme)
  }
}

import Commands
import Datasets

extension DrawPainter {
  func drawGrid(on canvas: inout Canvas) {
    let inside = gridFrame.draw(on: &canvas, in: layout.gridFrame, theme)
    canvas.clipped(to: inside) { canvas in
      var grid = PixelGrid(
        layout.raster(drawing.values, columns: drawing.columns), scale: .pixels, size: layout.size,
        cursor: Place(
          row: cursor.row - layout.rows.lowerBound,
          column: cursor.column - layout.columns.lowerBound))
      grid.drawLabels(on: &canvas, around: layout.pixels, theme)
      if state.draw.showsNumbers { grid.cursor = nil }
      grid.draw(on: &canvas, in: layout.pixels, theme)
      if state.draw.showsNumbers { drawPixelNumbers(on: &canvas, grid) }
      drawReadout(on: &canvas, in: inside)
    }
  }

  /// `x 10×10×1`, and of an image of the set which one it is: in place of its size, and of a brush as it is at first, where both have no room.
  private var gridFrame: Frame {
    let shape = "x \(drawing.rows)×\(drawing.columns)×1"
    func frame(_ title: String, _ note: String) -> Frame {
      Frame(title, note: note, isActive: true)
    }
    let plain = frame(shape, brushNote)
    guard let image = scene.session.drawnImage else { return plain }
    let split = DataPhrase.split(image.split).text(in: state.language)
    let origin = " · \(split) \(image.index)"
    let isPlainBrush =
      state.draw.brush == Brush() && !state.draw.isErasing && !state.draw.isPenDown
    var forms = [frame(shape + origin, brushNote), frame("x" + origin, brushNote)]
    if isPlainBrush { forms += [frame(shape + origin, ""), frame("x" + origin, "")] }
    return forms.first { form in
      let parts = [form.title, form.note].filter { !$0.isEmpty }.map(theme.text)
      let used = parts.map(\.unicodeScalars.count).reduce(3 * (parts.count - 1), +)
      return used <= layout.gridFrame.width - 6
    } ?? plain
  }

  private var brushNote: String {
    let draw = state.draw
    if draw.isErasing { return say(.eraser) }
    if draw.isPenDown { return say(.pen) }
    return say(
      .brush(level: NumberText.fixed(draw.brush.level, digits: 1), isSoft: draw.brush.isSoft))
  }

  /// `x[2,6,0] 0.96` and the scale of the greys, in the last row.
  private func drawReadout(on canvas: inout Canvas, in inside: Rect) {
    guard drawing.contains(row: cursor.row, column: cursor.column) else { return }
    let value = NumberText.fixed(drawing[cursor.row, cursor.column], digits: 2)
    let y = inside.maxY - 1
    guard layout.rows.count == drawing.rows, layout.columns.count == drawing.columns else {
      let text = say(.part(rows: layout.rows, columns: layout.columns))
      canvas.put(theme.text(text), x: inside.x, y: y, theme.ink(.faint))
      return
    }
    let x = Paragraph([Span("x[\(cursor.row),\(cursor.column),0]", .selected), Span(" " + value)])
      .drawLine(on: &canvas, x: inside.x + 1, y: y, width: inside.width - 1, theme)
    let rest = Rect(x: x + 2, y: y, width: inside.maxX - x - 3, height: 1)
    guard rest.width >= 7 else { return }
    let width = min(rest.width, 4 + max(3, theme.palette(.grey).colours.count))
    Legend(.pixels, low: "0", high: "1").draw(
      on: &canvas, in: Rect(x: rest.maxX - width, y: y, width: width, height: 1), theme)
  }

  /// Hundredths on the pixels (`.96`), in two columns tenths, which a point keeps apart (`.9`); black pixels stay empty.
  private func drawPixelNumbers(on canvas: inout Canvas, _ grid: PixelGrid) {
    guard case .cells(let k) = layout.size else { return }
    for row in 0..<grid.raster.rows {
      for column in 0..<grid.raster.columns {
        let place = Place(row: row, column: column)
        let isCursor =
          row + layout.rows.lowerBound == cursor.row
          && column + layout.columns.lowerBound == cursor.column
        guard let value = grid.raster[row, column], value > 0 || isCursor else { continue }
        let cells = grid.cells(of: place, in: layout.pixels)
        let text = k == 1 ? PixelText.tenths(value) : PixelText.short(value)
        var ink =
          canvas[cells.x, cells.y]?.ink ?? theme.ink(.text)
        if theme.hasPictureColours { ink.foreground = value > 0.45 ? .palette(16) : .palette(231) }
        if theme.depth == .sixteen { ink.foreground = .palette(value > 0.45 ? 0 : 15) }
        if isCursor { ink = theme.ink(.current) }
        canvas.fill(
          Rect(x: cells.x, y: cells.y + (k - 1) / 2, width: cells.width, height: 1), ink)
        canvas.put(
          text, x: cells.x, y: cells.y + (k - 1) / 2, width: cells.width,
          align: k == 1 ? .right : .centre, ink)
      }
    }
  }

  /// The matrix as on the slide.
  func drawNumbers(on canvas: inout Canvas) {
    guard let area = layout.numbers else { return }
    let frame = Frame(say(.numbersTitle), note: say(.numbersNote))
    let inside = frame.draw(on: &canvas, in: area, theme)
    let step = min(6, max(4, (inside.width - 2) / max(1, drawing.columns)))
    let left = inside.x + max(0, inside.width - step * drawing.columns - 1) / 2
    canvas.clipped(to: inside) { canvas in
      for row in 0..<drawing.rows {
        for column in 0..<drawing.columns {
          let value = Double(drawing[row, column])
          let isCursor = cursor == Place(row: row, column: column)
          let role: Role = isCursor ? .selected : (value == 0 ? .faint : .text)
          let text = value == 0 ? String(theme.glyph(.pending)) : PixelText.short(value)
          canvas.put(
            text, x: left + column * step, y: inside.y + row,
            width: step, align: .right, theme.ink(role))
        }
      }
    }
  }
}

/// A pixel's value in a few columns.
enum PixelText {
  /// `.05`, `.96`, `1.0`; less than half of a hundredth is `.00`, and zero is drawn as a dot.
  static func short(_ value: Double) -> String {
    if value >= 0.995 { return "1.0" }
    return "." + hundredths(value)
  }

  /// `.0` … `.9`, and `1`: what is less than 1 does not read as 1.
  static func tenths(_ value: Double) -> String {
    if value == 0 { return "0" }
    return value >= 0.995 ? "1" : ".\(min(9, Int((value * 10).rounded())))"
  }

  private static func hundredths(_ value: Double) -> String {
    let digits = Int((value * 100).rounded())
    return (digits < 10 ? "0" : "") + String(digits)
  }
}

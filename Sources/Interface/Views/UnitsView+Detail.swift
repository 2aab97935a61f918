import Commands
import Engine
import Walkthrough

extension UnitsPainter {
  /// The chosen unit beside the pictures.
  func drawDetail(on canvas: inout Canvas) -> [Target] {
    guard let frame = layout.detail else { return [] }
    // The key that closes the panel stands on it, where it takes no room from the others.
    let farther = "- " + say(.key(.farther))
    var box = Frame(say(.unit(chosen)), note: farther)
    if isMaxout {
      box.title += " · " + say(.winningPiece(table.piece(of: chosen)))
      // The arithmetic says it too, which cannot be said of the key.
      if box.noteArea(in: frame, theme) == nil { box.title = say(.unit(chosen)) }
    }
    let inside = box.draw(on: &canvas, in: frame, theme).inset(1, 0)
    var targets = [
      Target(Rect(x: frame.x, y: frame.y, width: frame.width, height: 1), .key(Key(.enter)))
    ]
    if let note = box.noteArea(in: frame, theme) {
      targets.append(Target(note, .key(.character("-"))))
    }
    drawInputs(on: &canvas, of: frame)
    let values = pictures.values(of: chosen)
    let limit = limit(of: values)
    // The numbers keep eight rows, whatever the picture would like.
    let room = max(5, inside.height - 9)
    let plain = largeGrid(values, limit: limit, width: inside.width, height: room)
    let picture = Rect(
      x: inside.x + max(0, inside.width - plain.width) / 2, y: inside.y, width: plain.width,
      height: min(plain.height, inside.height))
    let (grid, weights) = marked(plain, at: picture)
    grid.draw(on: &canvas, in: picture, theme)
    targets.append(weights ?? Target(picture, .key(Key(.enter))))
    var rest = inside.splitTop(grid.height).bottom
    drawLegend(limit, of: values, on: &canvas, in: rest.splitTop(1).top)
    rest = rest.splitTop(1).bottom
    targets += drawState(on: &canvas, in: rest.splitTop(1).top)
    rest = rest.splitTop(1).bottom
    drawNumbers(weightLines(values), on: &canvas, in: rest)
    return targets
  }

  /// How inputs that are no picture lie in that of their weights, on the lower edge of the frame.
  func drawInputs(on canvas: inout Canvas, of frame: Rect) {
    guard table.layer.number > 1 else { return }
    let words = say(.inputs(count: table.layer.inputs, columns: pictures.columns))
    drawOnLowerEdge(words, of: frame, on: &canvas)
  }

  func largeGrid(_ values: [Float], limit: Double, width: Int, height: Int) -> PixelGrid {
    let (raster, _) = pictures.raster(values, width: width, height: 2 * height)
    let size = PixelSize.fitting(
      rows: raster.rows, columns: raster.columns, width: width, height: height, largest: 5)
    return PixelGrid(raster, scale: .diverging(limit: limit), size: size)
  }

  /// The colours and their ends, `≤ −0.5` and `≥ +0.5` where numbers lie beyond.
  ///
  /// Of nothing but zeros no colour tells anything.
  func drawLegend(_ limit: Double, of values: [Float], on canvas: inout Canvas, in row: Rect) {
    guard values.contains(where: { $0 != 0 }) else {
      canvas.put(
        theme.text(say(.allZero)), x: row.x, y: row.y, width: row.width, theme.ink(.faint))
      return
    }
    let isLower = values.contains { Double($0) < -limit * 1.000_001 }
    let isHigher = values.contains { Double($0) > limit * 1.000_001 }
    let legend = Legend(
      .diverging(limit: limit), low: (isLower ? "≤" : "") + UnitPictures.text(limit, sign: "−"),
      high: (isHigher ? "≥" : "") + UnitPictures.text(limit, sign: "+"))
    legend.draw(on: &canvas, in: row, theme)
  }

  /// On or off, saturated or silent, in a word: the button that switches it.
  func drawState(on canvas: inout Canvas, in row: Rect) -> [Target] {
    let isOff = isOff(chosen)
    let unitState = table.state(of: chosen)
    var spans: [Span] = []
    if let mark = mark(of: chosen) { spans += [mark, Span(" ")] }
    let role: Role = isOff ? .wrong : unitState == .active ? .right : .warning
    spans.append(Span(say(.state(unitState, isOff: isOff)), role))
    let used = spans.reduce(0) { $0 + theme.text($1.text).unicodeScalars.count } + 4
    let words = [UnitsPhrase.turn(on: isOff), .turnBriefly(on: isOff)].map(say)
    let turn = words.first { used + theme.text($0).unicodeScalars.count <= row.width } ?? ""
    spans += [Span("  x", .accent), Span(" " + turn, .faint)]
    Paragraph(spans).drawLine(on: &canvas, x: row.x, y: row.y, width: row.width, theme)
    return row.isEmpty ? [] : [Target(row, .key(.character("x")))]
  }

  /// The chosen weight, what switching did, the numbers, and as many terms as there is room for.
  private func drawNumbers(_ weight: [Line], on canvas: inout Canvas, in area: Rect) {
    let used = weight.count
    var lines: [Line?] =
      weight + effectLines + factLines(includesSlope: area.height - used > 8)
    // The weights that lead on take half of what is left, and all that the unit's own terms leave free.
    let left = area.height - lines.count
    let terms = 2 + termLines(max: 24, width: area.width).count
    lines += outgoingLines(max: max(left / 2, left - terms))
    let room = area.height - lines.count
    if room >= 3 {
      lines.append(nil)
      lines += termLines(max: min(24, room - 2), width: area.width) as [Line?]
    }
    drawLines(lines, on: &canvas, in: area)
    let below = area.splitTop(lines.count + 1).bottom
    let meaning = Paragraph(
      say(.meaning(table.state(of: chosen), isOff: isOff(chosen))), .faint)
    if meaning.lines(width: below.width, theme).count <= below.height {
      meaning.draw(on: &canvas, in: below, theme)
    }
  }

  /// A label at the left and a number at the right of a row, and a bar between them where there is one; nil leaves a row free.
  func drawLines(_ lines: [Line?], on canvas: inout Canvas, in area: Rect) {
    let barred = lines.compactMap { $0 }.filter { $0.part != nil }
    func widest(_ text: KeyPath<Line, String>) -> Int {
      barred.map { theme.text($0[keyPath: text]).unicodeScalars.count }.max() ?? 0
    }
    let bars = SignedBars(barred.compactMap(\.part))
    let barX = area.x + widest(\.label) + 2
    let barWidth = area.maxX - widest(\.value) - 2 - barX
    canvas.clipped(to: area) { canvas in
      for (row, line) in lines.prefix(area.height).enumerated() {
        guard let line else { continue }
        let y = area.y + row
        let value = theme.text(line.value)
        let room = area.width - value.unicodeScalars.count - (value.isEmpty ? 0 : 1)
        let label = ([line.label] + line.shorter).map(theme.text)
        canvas.put(
          label.first { $0.unicodeScalars.count <= room } ?? label.last ?? "", x: area.x, y: y,
          width: room, ellipsis: theme.glyph(.ellipsis),
          theme.ink(line.labelRole))
        canvas.put(
          value, x: area.x, y: y, width: area.width, align: .right, theme.ink(line.role))
        guard let part = line.part, barWidth >= 6 else { continue }
        bars.draw(
          part, on: &canvas, in: Rect(x: barX, y: y, width: barWidth, height: 1), theme)
      }
    }
  }

  struct Line {
    var label: String
    var value = ""
    var role = Role.text
    var labelRole = Role.faint
    /// A part of the largest with its sign, as a bar.
    var part: Double?
    /// What stands in place of a label that is too long, the longest first.
    var shorter: [String] = []
  }
}

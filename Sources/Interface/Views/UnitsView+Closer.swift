import Commands
import Engine
import Walkthrough

extension UnitsPainter {
  /// One unit on the whole screen: W, what comes in and their products as pictures, then the arithmetic.
  func drawCloser(on canvas: inout Canvas) -> [Target] {
    guard let frame = layout.detail else { return [] }
    let title = say(.unit(chosen))
    let box = closerNotes.map { Frame(title, note: $0, isActive: true) }
    let inside =
      (box.first { $0.noteArea(in: frame, theme) != nil } ?? Frame(title, isActive: true))
      .draw(on: &canvas, in: frame, theme).inset(1, 0)
    var targets = [
      Target(Rect(x: frame.x, y: frame.y, width: frame.width, height: 1), .key(.character("-")))
    ]
    drawInputs(on: &canvas, of: frame)
    let panels = closerPanels
    let gap = 3
    let width = max(1, (inside.width - gap * (panels.count - 1)) / max(1, panels.count))
    let facts = effectLines + factLines(includesSlope: true)
    let share = (inside.height - 3) * 3 / 5
    // A picture of whole cells may take more than its share, while the numbers have room in two columns.
    let isWhole = facts.count <= 2 * fewestRows && pictures.rows <= inside.height - 3 - fewestRows
    let room = max(3, share, isWhole && pictures.columns * 2 <= width ? pictures.rows : 0)
    var height = 0
    var x = inside.x
    for panel in panels {
      let grid = closerGrid(panel, width: width, height: room)
      Paragraph(heading(of: panel, width: width))
        .drawLine(on: &canvas, x: x, y: inside.y, width: width, theme)
      let place = Rect(x: x, y: inside.y + 1, width: width, height: room).intersection(inside)
      let (marked, target) = marked(grid, at: place)
      marked.draw(on: &canvas, in: place, theme)
      if let target { targets.append(target) }
      let below = Rect(
        x: x, y: inside.y + 1 + grid.height, width: max(grid.width, min(width, 20)), height: 1
      ).intersection(inside)
      if let legend = panel.legend {
        legend.draw(on: &canvas, in: below, theme)
      } else {
        canvas.put(
          theme.text(say(.allZero)), x: below.x, y: below.y, width: below.width,
          theme.ink(.faint))
      }
      height = max(height, grid.height)
      x += width + gap
    }
    let rest = inside.splitTop(height + 2).bottom
    targets += drawState(on: &canvas, in: rest.splitTop(1).top)
    let numbers = rest.splitTop(1).bottom
    let isShort = facts.count > numbers.height
    let (left, right) =
      isShort
      ? numbers.splitLeft(2 * UnitsPainter.factsWidth + 2)
      : numbers.splitLeft(min(44, (rest.width - gap) / 2))
    var lines: [Line?] = facts
    if isShort {
      // A change of P is the longest of the rows, and stands in the first column.
      let first = left.splitLeft(UnitsPainter.factsWidth + 1).left
      let half = (lines.count + 1) / 2
      drawLines(Array(lines.prefix(half)), on: &canvas, in: first)
      drawLines(
        Array(lines.dropFirst(half)), on: &canvas,
        in: Rect(
          x: first.maxX + 2, y: left.y, width: UnitsPainter.factsWidth - 1, height: left.height))
    } else {
      lines += outgoingLines(max: left.height - lines.count)
      drawLines(lines, on: &canvas, in: left)
    }
    let apart = isShort ? 2 : gap
    let terms = Rect(
      x: right.x + apart, y: right.y, width: min(96, right.width - apart), height: right.height)
    drawLines(termLines(max: min(24, terms.height - 1), width: terms.width), on: &canvas, in: terms)
    let free = left.splitTop(lines.count + 1).bottom
    if free.height > 1 {
      Paragraph(say(.meaning(table.state(of: chosen), isOff: isOff(chosen))), .faint)
        .draw(on: &canvas, in: free, theme)
    }
    return targets
  }

  /// That no picture has the scale of the many, and the place of the unit among them; only that where room is short.
  private var closerNotes: [String] {
    let place = say(.page(units.position + 1, of: table.count))
    return ["\(say(.ownScales)) · \(place)", place]
  }

  /// The rows of numbers below the pictures: of the unit in two columns, which are wide enough for a change of P.
  private var fewestRows: Int { 5 }
  private static let factsWidth = 27

  private struct Panel {
    /// The tensor's name, or that of the element which is marked in it.
    var title: String
    /// What stands in its place where that and the element's value are too long.
    var brief: String?
    let values: [Float]
    let scale: ColourScale
    /// nil where all is 0.
    let legend: Legend?
  }

  private func diverging(_ title: String, _ values: [Float]) -> Panel {
    let limit = UnitPictures.limit(of: values)
    let scale = ColourScale.diverging(limit: limit)
    return Panel(
      title: title, values: values, scale: scale,
      legend: limit > 0
        ? Legend(
          scale, low: UnitPictures.text(limit, sign: "−"), high: UnitPictures.text(limit, sign: "+")
        )
        : nil)
  }

  /// What comes in: pixels, or activations on the scale that Walk has for them, with round ends.
  private var inputPanel: Panel {
    let values = Array(scene.livePass.input(ofLayer: table.layer.weightsLayer).row(0))
    let title = name(names.input + (input.map { "[\($0)]" } ?? ""))
    guard table.layer.number > 1 else {
      return Panel(
        title: title, values: values, scale: .pixels,
        legend: Legend(.pixels, low: "0", high: "1"))
    }
    let own = WalkView.scale(names.input, values, WalkPlace(state))
    guard own.kind == .sequential, values.contains(where: { $0 != 0 }) else {
      return diverging(title, values)
    }
    let (low, high) = (own.low, UnitPictures.round(own.high))
    let scale = ColourScale.sequential(low, high)
    return Panel(
      title: title, values: values, scale: scale,
      legend: Legend(
        scale, low: UnitPictures.text(low, sign: ""), high: UnitPictures.text(high, sign: "")))
  }

  /// W's row, the input, their products, and the row of the gradient where there is room for it.
  private var closerPanels: [Panel] {
    let weights = table.weightName(unit: chosen, input: input)
    let row = table.weightName(unit: chosen, input: nil)
    let products = scene.livePass.terms(
      ofUnit: chosen, in: table.layer, piece: table.piece(of: chosen), of: table.network)
    var panels = [
      diverging(name(weights), Array(table.weights(of: chosen))), inputPanel,
      diverging(name(row) + " ⊙ " + name(names.input), products),
    ]
    panels[2].brief = name(names.weights) + " ⊙ " + name(names.input)
    if (layout.detail?.width ?? 0) >= 110 {
      var gradients = pictures
      gradients.subject = .gradients
      panels.append(diverging(name("dL/d\(weights)"), gradients.values(of: chosen)))
    }
    return panels
  }

  /// What a picture is of, and the value of the marked element.
  private func heading(of panel: Panel, width: Int) -> [Span] {
    guard let input, panel.values.indices.contains(input) else {
      return [Span(panel.title, .strong)]
    }
    let value = " " + number(panel.values[input], sign: false)
    let room = width - theme.text(value).unicodeScalars.count
    let isLong = theme.text(panel.title).unicodeScalars.count > room
    return [
      Span(isLong ? panel.brief ?? panel.title : panel.title, .strong), Span(value, .selected),
    ]
  }

  private func closerGrid(_ panel: Panel, width: Int, height: Int) -> PixelGrid {
    let (raster, _) = pictures.raster(panel.values, width: width, height: 2 * height)
    let size = PixelSize.fitting(
      rows: raster.rows, columns: raster.columns, width: width, height: height, largest: 5)
    return PixelGrid(raster, scale: panel.scale, size: size)
  }
}

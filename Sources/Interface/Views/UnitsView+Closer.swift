import Commands
import Engine
import Walkthrough

extension UnitsPainter {
  /// One unit on the whole screen: W, what comes in and their products as pictures, then the arithmetic.
  func drawCloser(on canvas: inout Canvas) -> [Target] {
    guard let frame = layout.detail else { return [] }
    let inside = Frame(say(.unit(chosen)), note: closerNote, isActive: true).draw(
      on: &canvas, in: frame, theme
    ).inset(1, 0)
    var targets = [
      Target(Rect(x: frame.x, y: frame.y, width: frame.width, height: 1), .key(.character("-")))
    ]
    let panels = closerPanels
    let gap = 3
    let width = max(1, (inside.width - gap * (panels.count - 1)) / max(1, panels.count))
    let room = max(3, (inside.height - 3) * 3 / 5)
    var height = 0
    var x = inside.x
    for panel in panels {
      let grid = closerGrid(panel, width: width, height: room)
      canvas.put(
        theme.text(panel.title), x: x, y: inside.y, width: width,
        ellipsis: theme.glyph(.ellipsis), theme.ink(.strong))
      grid.draw(
        on: &canvas,
        in: Rect(x: x, y: inside.y + 1, width: width, height: room).intersection(inside), theme)
      panel.legend.draw(
        on: &canvas,
        in: Rect(
          x: x, y: inside.y + 1 + grid.height, width: max(grid.width, min(width, 20)), height: 1
        ).intersection(inside),
        theme)
      height = max(height, grid.height)
      x += width + gap
    }
    let rest = inside.splitTop(height + 2).bottom
    targets += drawState(on: &canvas, in: rest.splitTop(1).top)
    let (left, right) = rest.splitTop(1).bottom.splitLeft(min(44, (rest.width - gap) / 2))
    var lines: [Line?] = effectLines + factLines(includesSlope: true)
    let below = left.height - lines.count - 1
    if outputs.count > 1, below >= 3 { lines += [nil] + outgoingLines(max: below) }
    drawLines(lines, on: &canvas, in: left)
    let terms = Rect(
      x: right.x + gap, y: right.y, width: min(96, right.width - gap), height: right.height)
    drawLines(termLines(max: min(24, terms.height - 1), width: terms.width), on: &canvas, in: terms)
    let free = left.splitTop(lines.count + 1).bottom
    if free.height > 1 {
      Paragraph(say(.meaning(table.state(of: chosen), isOff: isOff(chosen))), .faint)
        .draw(on: &canvas, in: free, theme)
    }
    return targets
  }

  private var closerNote: String {
    say(.page(units.position + 1, of: table.count))
  }

  private struct Panel {
    let title: String
    let values: [Float]
    let scale: ColourScale
    let legend: Legend
  }

  private func diverging(_ title: String, _ values: [Float]) -> Panel {
    let limit = UnitPictures.limit(of: values)
    let scale = ColourScale.diverging(limit: limit)
    return Panel(
      title: title, values: values, scale: scale,
      legend: Legend(
        scale, low: UnitPictures.text(limit, sign: "−"), high: UnitPictures.text(limit, sign: "+")))
  }

  /// W's row, the input, their products, and the row of the gradient where there is room for it.
  private var closerPanels: [Panel] {
    let weights = table.weightName(unit: chosen, input: nil)
    let input = Array(scene.livePass.input(ofLayer: table.layer.weightsLayer).row(0))
    let products = scene.livePass.terms(
      ofUnit: chosen, in: table.layer, piece: table.piece(of: chosen), of: table.network)
    let inputPanel =
      table.layer.number == 1
      ? Panel(
        title: name(names.input), values: input, scale: .pixels,
        legend: Legend(.pixels, low: "0", high: "1"))
      : diverging(name(names.input), input)
    var panels = [
      diverging(name(weights), Array(table.weights(of: chosen))), inputPanel,
      diverging(name(weights) + " ⊙ " + name(names.input), products),
    ]
    if (layout.detail?.width ?? 0) >= 110 {
      var gradients = pictures
      gradients.subject = .gradients
      panels.append(diverging(name("dL/d\(weights)"), gradients.values(of: chosen)))
    }
    return panels
  }

  private func closerGrid(_ panel: Panel, width: Int, height: Int) -> PixelGrid {
    let (raster, _) = pictures.raster(panel.values, width: width, height: 2 * height)
    let size = PixelSize.fitting(
      rows: raster.rows, columns: raster.columns, width: width, height: height, largest: 5)
    return PixelGrid(raster, scale: panel.scale, size: size)
  }
}

import Commands
import Datasets
import Engine
import Walkthrough

extension WalkView {
  /// Before the first step: what will happen, and the drawing it will happen to.
  static func drawStart(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    let (theme, language) = (place.theme, place.state.language)
    func say(_ phrase: WalkPhrase) -> String { phrase.text(in: language) }
    let (head, rest) = area.splitTop(1)
    drawRule(title: say(.startTitle), note: "", on: &canvas, in: head, theme)
    let inside = rest.inset(2, 1)
    let drawing = place.state.scene.session.drawing
    let raster = Raster(rows: drawing.rows, columns: drawing.columns, values: drawing.values)
    let size = PixelSize.fitting(
      rows: drawing.rows, columns: drawing.columns, width: inside.width / 2,
      height: inside.height)
    let grid = PixelGrid(raster, scale: .pixels, size: size)
    grid.draw(on: &canvas, in: inside, theme)
    let words = inside.splitLeft(min(grid.width, inside.width / 2) + 3).right
    Paragraph([
      Span(say(.startDrawing) + "\n", .faint), Span(say(.startText(steps: place.steps.count))),
      Span("\n\n"), Span(say(.startPress), .selected),
    ]).draw(on: &canvas, in: words, theme)
    return [AppState.Target(rest, .key(.character(" ")))]
  }

  /// Every tensor of the walk as a small picture: the forward values, and the gradients below them.
  static func drawNetwork(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard let step = place.step, let trace = place.trace else { return [] }
    let (theme, language) = (place.theme, place.state.language)
    let (head, rest) = area.splitTop(1)
    drawRule(
      title: Symbols.typeset(step.equation), note: shapes(of: step, place), on: &canvas, in: head,
      theme)
    let words = Paragraph(Narration.sentence(for: step, in: trace, language: language))
    let inside = rest.inset(1, 0)
    let lines = min(2, words.draw(on: &canvas, in: inside.splitTop(2).top, theme))
    var y = inside.y + lines
    var targets = [AppState.Target(rest, .key(Key(.enter)))]
    let forward = place.steps.filter { $0.phase == .forward || $0.phase == .loss }
    let backward = place.steps.filter { $0.phase == .backward }
    for row in [forward, backward] {
      targets += drawMiniatures(
        row, place, on: &canvas, in: inside, y: &y,
        last: row == forward ? y + max(0, (inside.maxY - y) / 2) : inside.maxY)
    }
    return targets
  }

  private static func drawMiniatures(
    _ steps: [Step], _ place: WalkPlace, on canvas: inout Canvas, in area: Rect, y: inout Int,
    last: Int
  ) -> [AppState.Target] {
    let theme = place.theme
    let height = last - y
    guard height >= 2 else { return [] }
    var panels: [(step: Step, panel: TensorPanel?)] = []
    for step in steps {
      guard step.index <= place.position, let trace = place.trace else {
        panels.append((step, nil))
        continue
      }
      let tensor = trace.value(of: step, at: place.position)
      let layout = place.layout(of: step.name, tensor)
      let tile = layout.tile
      let first =
        layout.kind == .sheet
        ? (place.state.walk.elements[layout.tiles] ?? 0) * layout.tileCount : 0
      let values = Array(tensor.values.dropFirst(first).prefix(tile.tileCount))
      let scale: ColourScale =
        WalkView.scale(step.name, tensor.values, place)
      panels.append(
        (
          step,
          TensorPanel(
            title: "", note: "", name: step.name, tensor: Tensor(vector: values), layout: tile,
            scale: scale)
        ))
    }
    let widths = panels.map { item in
      max(
        Symbols.typeset(item.step.name).unicodeScalars.count,
        item.panel.map { $0.layout.kind == .picture ? $0.layout.columns : 8 } ?? 2)
    }
    let current = panels.firstIndex { $0.step.index == place.position }
    let anchor =
      current
      ?? (panels.last { $0.panel != nil }.flatMap { item in
        panels.firstIndex { $0.step == item.step }
      } ?? 0)
    // Those around the current one that fit.
    var first = anchor
    var used = widths[anchor]
    var end = anchor + 1
    while true {
      if end < panels.count, used + widths[end] + 2 <= area.width {
        used += widths[end] + 2
        end += 1
      } else if first > 0, used + widths[first - 1] + 2 <= area.width {
        first -= 1
        used += widths[first] + 2
      } else {
        break
      }
    }
    var targets: [AppState.Target] = []
    var x = area.x
    for index in first..<end {
      let (step, panel) = panels[index]
      let box = Rect(x: x, y: y, width: widths[index], height: height)
      let isCurrent = step.index == place.position
      let role: Role = isCurrent ? .current : panel == nil ? .faint : .text
      canvas.put(theme.text(Symbols.typeset(step.name)), x: x, y: y, theme.ink(role))
      canvas.clipped(to: box.splitTop(1).bottom) { canvas in
        let body = box.splitTop(1).bottom
        guard let panel else {
          canvas.put(NumberText.notComputed, x: body.x, y: body.y, theme.ink(.faint))
          return
        }
        if panel.layout.kind == .picture {
          PixelGrid(
            Raster(
              rows: panel.layout.rows, columns: panel.layout.columns, values: panel.tensor.values),
            scale: panel.scale
          ).draw(on: &canvas, in: body, theme)
        } else {
          for (row, value) in panel.tensor.values.enumerated() {
            canvas.put(
              theme.text(TensorPanel.text(value)), x: body.x, y: body.y + row, theme.ink(.text))
          }
        }
      }
      targets.append(AppState.Target(box, .command("goto \(step.index)")))
      x += widths[index] + 2
    }
    y += height
    return targets
  }
}

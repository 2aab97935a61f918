import Engine
import Walkthrough

extension WalkView {
  /// old | gradient | −α · gradient | new, of the row that the cursor is in.
  static func drawUpdate(
    _ key: ParameterKey, _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard let update = place.trace?.update, let change = update.parameters[key],
      let step = place.step, let layout = place.layout
    else { return [] }
    let (theme, language) = (place.theme, place.state.language)
    let isPlain = update.optimizer.method == .sgd && update.optimizer.weightDecay == 0
    let name = Symbols.typeset(step.name)
    let tile = place.element / max(1, layout.tileCount)
    let row = layout.kind == .sheet ? "[\(tile),·]" : ""
    let rate = NumberText.fixed(update.rate, digits: update.rate == update.rate.rounded() ? 0 : 3)
    let columns: [(String, Tensor)] = [
      ("\(name) " + WalkPhrase.oldColumn.text(in: language), change.old),
      ("dL/d\(name)", change.gradient),
      (isPlain ? "−\(rate) · dL/d\(name)" : WalkPhrase.stepColumn.text(in: language), change.step),
      ("\(name) " + WalkPhrase.newColumn.text(in: language), change.new),
    ]
    // Old and new share a scale: what changed is what the eye sees.
    let weights = ColourScale.diverging(over: change.old.values + change.new.values)
    let panels = columns.enumerated().map { column, item in
      let range = tile * layout.tileCount..<(tile + 1) * layout.tileCount
      let scale =
        column == 0 || column == 3 ? weights : ColourScale.diverging(over: item.1.values)
      return TensorPanel(
        title: item.0, note: "", name: step.name,
        tensor: layout.kind == .sheet ? Tensor(vector: Array(item.1.values[range])) : item.1,
        layout: layout.tile, scale: scale,
        cursor: layout.kind == .number ? nil : place.element - range.lowerBound)
    }
    let width = (area.width + 2) / 4
    let size =
      TensorPanel.sizes.first { size in
        panels.allSatisfy { $0.extent(size).width <= width - 2 }
          && (panels.first?.extent(size).height ?? 0) + 3 <= area.height
      } ?? .half
    let height = (panels.first?.extent(size).height ?? 0) + 1
    var targets: [AppState.Target] = []
    for (column, panel) in panels.enumerated() {
      let body = Rect(
        x: area.x + column * width, y: area.y, width: width - 2, height: min(height, area.height))
      _ = panel.draw(on: &canvas, in: body, size: size, theme)
      if layout.kind != .number {
        targets += elementTargets(panel, step, place, first: tile * layout.tileCount, size, body)
      }
      let value = columns[column].1.values[place.element]
      let below = Rect(x: body.x, y: area.y + height, width: body.width, height: 1)
      guard layout.kind != .number, area.contains(x: below.x, y: below.y + 1) else { continue }
      canvas.put(
        theme.text(limit(panel.scale)), x: below.x, y: below.y, width: below.width,
        theme.ink(.faint))
      canvas.put(
        theme.text(
          WalkPlace.reference("", place.index) + " "
            + NumberText.fixed(value, digits: 5, sign: column == 2)), x: below.x, y: below.y + 1,
        width: below.width, theme.ink(column == 3 ? .strong : .selected))
    }
    let used = height + 2
    guard layout.kind == .sheet, area.height - used > layout.rows / 2 else { return targets }
    var sheet = TensorPanel(
      title: columns[2].0, note: limit(.diverging(over: change.step.values)), name: step.name,
      tensor: change.step, layout: layout, scale: .diverging(over: change.step.values),
      cursor: place.element, isResult: true)
    sheet.title += row.isEmpty ? "" : "  "
    targets += sheet.drawTiles(
      on: &canvas,
      in: Rect(x: area.x, y: area.y + used, width: area.width, height: area.height - used), theme)
    return targets
  }

  private static func elementTargets(
    _ panel: TensorPanel, _ step: Step, _ place: WalkPlace, first: Int, _ size: PixelSize,
    _ body: Rect
  ) -> [AppState.Target] {
    guard let value = place.value else { return [] }
    let grid = PixelGrid(
      Raster(rows: panel.layout.rows, columns: panel.layout.columns, values: panel.tensor.values),
      scale: panel.scale, size: panel.layout.kind == .list ? .cells(1) : size)
    let below = body.splitTop(1).bottom
    return (0..<panel.layout.tileCount).map { offset in
      AppState.Target(
        grid.cells(of: panel.layout.place(of: offset).place, in: below),
        .element(name: step.name, index: value.index(at: first + offset)))
    }
  }

  /// `L 0.6931 → 0.6412 (−0.0519)`, and P with it.
  static func drawLossAgain(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard let trace = place.trace, let update = trace.update else { return [] }
    let (theme, language) = (place.theme, place.state.language)
    let (before, after) = (trace.forward.loss, update.forward.loss)
    let isBetter = after < before
    var y = area.y + (area.height >= 7 ? 1 : 0)
    func say(_ phrase: WalkPhrase) -> String { phrase.text(in: language) }
    let line = [
      Span("L ", .strong), Span(NumberText.fixed(before, digits: 4)), Span(" → ", .faint),
      Span(NumberText.fixed(after, digits: 4), isBetter ? .right : .wrong),
      Span(
        "  (" + NumberText.fixed(after - before, digits: 4, sign: true) + ")",
        isBetter ? .right : .wrong),
    ]
    Paragraph(line).drawLine(on: &canvas, x: area.x, y: y, width: area.width, theme)
    let width = min(40, area.width - 28)
    let top = max(before, after, 1e-9)
    y += 1
    let wordWidth =
      [say(.before), say(.after)].map { theme.text($0).unicodeScalars.count }.max() ?? 0
    func drawBar(
      _ word: String, _ value: Scalar, of top: Scalar, _ role: Role, isPart: Bool = false
    ) {
      guard y < area.maxY else { return }
      canvas.put(theme.text(word), x: area.x + 2, y: y, theme.ink(.faint))
      let x = area.x + 3 + wordWidth
      Bar(Double(value / top), role: role).draw(
        on: &canvas, in: Rect(x: x, y: y, width: width, height: 1), theme)
      canvas.put(
        theme.text(
          isPart
            ? NumberText.probability(Double(value), digits: 6) : NumberText.fixed(value, digits: 6)),
        x: x + width + 1, y: y, theme.ink(.text))
      y += 1
    }
    drawBar(say(.before), before, of: top, .gradient)
    drawBar(say(.after), after, of: top, isBetter ? .right : .wrong)
    y += area.height >= 7 ? 1 : 0
    let index = trace.network.head == .binary ? 0 : trace.forward.targets.first ?? 0
    let (p, q) = (trace.forward.probabilities[0, index], update.forward.probabilities[0, index])
    guard y < area.maxY else { return [] }
    let label = trace.network.head == .binary ? "P(y=1)" : "P[\(index)]"
    Paragraph([
      Span(label + " ", .strong), Span(NumberText.probability(Double(p), digits: 4)),
      Span(" → ", .faint), Span(NumberText.probability(Double(q), digits: 4), .strong),
      Span("   y = \(trace.forward.targets.first ?? 0)", .faint),
    ]).drawLine(on: &canvas, x: area.x, y: y, width: area.width, theme)
    y += 1
    drawBar(say(.before), p, of: 1, .accent, isPart: true)
    drawBar(say(.after), q, of: 1, .accent, isPart: true)
    return []
  }
}

extension TensorPanel {
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

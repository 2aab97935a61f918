import Commands
import Engine
import Walkthrough

/// How the trials of the initialisers share their panel.
struct TrialsLayout {
  /// What is said of a layer's outputs under an initialiser, by the room there is.
  enum Form: CaseIterable {
    case whole, both, dense, tight, deviation, brief

    /// Whether the deviation of the gradients is said.
    var tellsGradients: Bool { self != .deviation && self != .brief }
  }

  static let nameWidth = 14
  /// The layers and the initialisers that are seen.
  let layers: Range<Int>
  let trials: Range<Int>
  let form: Form
  /// The columns of a layer, one of them free at its right end for that of words, two for that of bars.
  let cell: Int
  /// The rows of all initialisers and those of one.
  let rows: Rect
  let height: Int
}

extension FunctionsPainter {
  /// The comparison, while it tells of the present plan.
  private var trialReport: InitializerReport? {
    let session = state.scene.session
    let report = state.scene.findings.initializers
    return report.flatMap { $0.tells(of: session.plan, task: session.task) ? $0 : nil }
  }

  /// As many layers as have room for what is said of them: where all would say less of the gradients, there are fewer.
  private func layout(
    _ report: InitializerReport, hasKey: Bool, in area: Rect
  ) -> TrialsLayout? {
    guard let count = report.trials.first?.layers.count, count > 0 else { return nil }
    let width = max(1, area.width - TrialsLayout.nameWidth)
    let all = report.trials.flatMap(\.layers)
    let most = min(count, max(1, width / 18))
    let fitting =
      stride(from: most, through: 1, by: -1).first {
        form(all, width: width / $0 - 2).tellsGradients
      } ?? 1
    let first = min(
      state.functions.page == .initializers ? state.functions.scroll : 0, count - fitting)
    let rows = area.splitTop(1).bottom.splitTop(area.height - (hasKey ? 2 : 1)).top
    let seen = min(report.trials.count, max(1, rows.height / 2))
    let firstTrial = min(state.functions.firstTrial, report.trials.count - seen)
    return TrialsLayout(
      layers: first..<first + fitting, trials: firstTrial..<firstTrial + seen,
      form: form(all, width: width / fitting - 2), cell: width / fitting, rows: rows,
      height: min(8, max(2, rows.height / seen)))
  }

  /// What the figures are, the longest first: only of what is seen.
  private func figures(_ report: InitializerReport, _ layout: TrialsLayout) -> [String] {
    guard layout.form.tellsGradients else { return [say(.trialOutputs)] }
    let isBeyond = report.trials[layout.trials].contains { trial in
      trial.layers[layout.layers].contains {
        share($0.outputs.below, of: $0.outputs) != nil
          || share($0.outputs.above, of: $0.outputs) != nil
      }
    }
    return [say(.trialFigures(hasBeyond: isBeyond)), say(.trialFiguresBriefly)]
  }

  /// The same for the frame around the initialisers.
  func trialNotes(in frame: Rect) -> [String] {
    guard let report = trialReport,
      let layout = layout(report, hasKey: false, in: frame.inset(2, 1))
    else { return [] }
    return figures(report, layout)
  }

  /// A row for each initialiser, a histogram of the outputs for each layer.
  func drawInitializers(on canvas: inout Canvas, in area: Rect, hasTitle: Bool = true) {
    var area = area
    if hasTitle {
      canvas.put(
        theme.text(say(.initializers(images: InitializerTrial.imageCount))), x: area.x, y: area.y,
        theme.ink(.title))
      area = area.splitTop(1).bottom
    }
    guard let report = trialReport else {
      let isMissing = state.scene.findings.initializers == nil
      Paragraph(
        say(isMissing ? .initializersMissing : .initializersStale), isMissing ? .faint : .warning
      ).draw(on: &canvas, in: area, theme)
      return
    }
    let hasKey = hasTitle && area.height >= 12
    guard let layout = layout(report, hasKey: hasKey, in: area) else { return }
    drawHeads(report, layout, on: &canvas, in: area)
    // What the figures are, where the frame has not said it.
    if hasKey {
      let words = figures(report, layout).map(theme.text)
      canvas.put(
        words.first { $0.unicodeScalars.count <= area.width } ?? "", x: area.x, y: area.maxY - 1,
        theme.ink(.faint))
    }
    drawTrials(report, layout, on: &canvas, in: area)
  }

  /// The names of the layers and the ends of their bars.
  private func drawHeads(
    _ report: InitializerReport, _ layout: TrialsLayout, on canvas: inout Canvas, in area: Rect
  ) {
    let layers = report.trials[0].layers
    let moreWidth = drawMoreLayers(
      before: layout.layers.lowerBound, after: layers.count - layout.layers.upperBound,
      on: &canvas, in: area)
    for (column, layer) in layers[layout.layers].enumerated() {
      let name = Symbols.typeset(report.symbols.output(ofLayer: layer.layer))
      let ends = [layer.outputs.low, layer.outputs.high].map {
        NumberText.fixed($0, digits: $0 == $0.rounded() ? 0 : 2)
      }
      let ranges = ["  " + ends.joined(separator: " … "), " " + ends.joined(separator: "…"), ""]
      let isLast = column == layout.layers.count - 1
      let room = isLast ? layout.cell - moreWidth : layout.cell - 1
      let range = ranges.first { theme.text(name + $0).unicodeScalars.count <= room } ?? ""
      Paragraph([Span(name, .accent), Span(range, .faint)]).drawLine(
        on: &canvas, x: area.x + TrialsLayout.nameWidth + column * layout.cell, y: area.y,
        width: room, theme)
    }
  }

  private func drawTrials(
    _ report: InitializerReport, _ layout: TrialsLayout, on canvas: inout Canvas, in area: Rect
  ) {
    let nameWidth = TrialsLayout.nameWidth
    let left = report.trials.count - layout.trials.count
    if left > 0 {
      let first = layout.trials.lowerBound
      canvas.put(
        theme.text(say(first < left ? .moreTrials(left - first) : .trialsAbove(left))), x: area.x,
        y: area.y, width: nameWidth - 1, ellipsis: theme.glyph(.ellipsis), theme.ink(.faint))
    }
    let own = PlanText.initializer(state.scene.session.plan)
    let rows = layout.rows
    canvas.clipped(to: rows) { canvas in
      for (row, place) in layout.trials.enumerated() {
        let y = rows.y + row * layout.height
        let name = report.names[place]
        let isOwn = name == own
        canvas.put(
          theme.text(name), x: rows.x, y: y, width: nameWidth - 1,
          ellipsis: theme.glyph(.ellipsis), theme.ink(isOwn ? .right : .text))
        if isOwn {
          canvas.put(theme.glyph(.done), x: rows.x, y: y + 1, theme.ink(.right))
          canvas.put(theme.text(say(.inForce)), x: rows.x + 2, y: y + 1, theme.ink(.faint))
        }
        for (column, layer) in report.trials[place].layers[layout.layers].enumerated() {
          let place = Rect(
            x: rows.x + nameWidth + column * layout.cell, y: y, width: layout.cell - 2,
            height: layout.height)
          drawTrial(layer, form: layout.form, on: &canvas, in: place)
        }
      }
    }
  }

  /// `▸ 2 more`, `◂ 2 more`: the layers beyond the columns that there is room for; returns how many columns that takes.
  private func drawMoreLayers(
    before: Int, after: Int, on canvas: inout Canvas, in area: Rect
  ) -> Int {
    guard max(before, after) > 0 else { return 0 }
    let glyph = theme.glyph(after > 0 ? .triangleRight : .triangleLeft)
    let words = theme.text(
      "\(glyph) " + say(.moreColumns(after > 0 ? after : before)))
    canvas.put(
      words, x: area.maxX - words.unicodeScalars.count, y: area.y, theme.ink(.selected))
    return words.unicodeScalars.count + 1
  }

  private func drawTrial(
    _ layer: LayerSpread, form: TrialsLayout.Form, on canvas: inout Canvas, in area: Rect
  ) {
    // The figures stand in the row of the name, the bars below them; a free row where there are some.
    let (head, rest) = area.splitTop(1)
    let bars = rest.splitTop(area.height > 3 ? rest.height - 1 : rest.height).top
    let isDegenerate = layer.outputs.deviation == 0
    // All trials of a layer have one range: its ends need not stand under each.
    Histogram(layer.outputs, role: isDegenerate ? .faint : .accent).drawBars(
      on: &canvas, in: bars, theme)
    drawBeyond(layer.outputs, on: &canvas, in: bars)
    let words = words(of: layer, form: form)
    Paragraph(words).drawLine(on: &canvas, x: head.x, y: head.y, width: head.width, theme)
    guard let flat = flatShare(of: layer), !words.contains(flat) else { return }
    drawFlat(flat, on: &canvas, in: bars)
  }

  /// How much of a layer is flat, where the row of its figures has no room for that: over bars only where they leave none.
  private func drawFlat(_ flat: Span, on canvas: inout Canvas, in bars: Rect) {
    let text = theme.text(flat.text)
    let last = bars.maxX - text.unicodeScalars.count
    guard last >= bars.x, !bars.isEmpty else { return }
    let free = stride(from: last, through: bars.x, by: -1).first { x in
      (x - 1...x + text.unicodeScalars.count).allSatisfy {
        canvas[$0, bars.y].map { $0.glyph == " " } ?? true
      }
    }
    canvas.put(text, x: free ?? last, y: bars.y, theme.ink(flat.role))
  }

  /// The first form in which the words of every trial fit: columns that say different things could not be compared.
  private func form(_ layers: [LayerSpread], width: Int) -> TrialsLayout.Form {
    TrialsLayout.Form.allCases.first { form in
      layers.allSatisfy { layer in
        words(of: layer, form: form).reduce(0) { $0 + theme.text($1.text).unicodeScalars.count }
          <= width
      }
    } ?? .brief
  }

  /// How much of a layer is flat, where most of it is.
  private func flatShare(of layer: LayerSpread) -> Span? {
    guard let share = layer.flatShare, share > 0.5 else { return nil }
    return Span(say(.flatShare(NumberText.percent(share, digits: 0))), .wrong)
  }

  /// The deviation of the outputs and that of the gradients; of layers that are mostly flat how much of them is.
  private func words(of layer: LayerSpread, form: TrialsLayout.Form) -> [Span] {
    let (outputs, gradients) = (layer.outputs.deviation, layer.gradients.deviation)
    let number = form == .tight ? FunctionsPainter.tight : FunctionsPainter.inColumn
    let both = say(.deviationsOf(number(outputs), gradient: number(gradients)))
    let flat = flatShare(of: layer)
    return switch form {
    case .whole: [Span(both, .faint)] + (flat.map { [Span("  "), $0] } ?? [])
    case .both: [Span(both, .faint)]
    case .dense, .tight: [Span(both.replacing("  ", with: " "), .faint)]
    case .deviation, .brief: [Span(say(.deviation(number(outputs))), .faint)]
    }
  }

  /// A deviation below others: four places, as far as they have a figure to say, and else a power of ten.
  private static func inColumn(_ value: Double) -> String {
    switch value {
    case 0, 10...: short(value)
    case ..<5e-4: NumberText.short(value, digits: 1)
    default: NumberText.fixed(value, digits: 4)
    }
  }

  /// The same in five columns at most: two figures (`.31`), or a power of ten.
  private static func tight(_ value: Double) -> String {
    switch value {
    case 0.0095..<0.95: String(NumberText.fixed(value, digits: value < 0.095 ? 3 : 2).dropFirst())
    case 0.95..<99.5: NumberText.fixed(value, digits: value < 9.95 ? 1 : 0)
    case 0: "0"
    default: value.isFinite ? NumberText.short(value, digits: 0) : short(value)
    }
  }

  /// `◂3 %`, `98 %▸`: the share of the numbers that the first and the last column hold from beyond the range.
  private func drawBeyond(_ spread: Spread, on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    if let text = share(spread.below, of: spread) {
      canvas.put(
        theme.text(String(theme.glyph(.triangleLeft)) + text), x: area.x, y: area.y,
        theme.ink(.wrong))
    }
    if let text = share(spread.above, of: spread) {
      let words = theme.text(text + String(theme.glyph(.triangleRight)))
      canvas.put(
        words, x: area.maxX - words.unicodeScalars.count, y: area.y, theme.ink(.wrong))
    }
  }

  /// The share of the numbers beyond an end, where it is one that counts.
  private func share(_ count: Int, of spread: Spread) -> String? {
    let part = Double(count) / Double(max(1, spread.count))
    return part < 0.005 ? nil : NumberText.percent(part, digits: 0)
  }
}

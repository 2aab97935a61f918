import Commands
import Engine
import Walkthrough

extension FunctionsPainter {
  // MARK: Facts

  private func facts(_ function: HiddenFunction) -> [FunctionFact] {
    Array(function.facts(in: state.language).dropFirst())
  }

  /// A fact of which no line ends within a short formula, nor within brackets: `N(0, 1)`.
  private func unbroken(_ fact: FunctionFact, width: Int) -> String {
    let holdsTogether = fact.text.replacing(", 1)", with: ",\u{A0}1)")
      .replacing(" ~ ", with: "\u{A0}~\u{A0}")
    guard holdsTogether.contains("=") || holdsTogether.contains("·") else { return holdsTogether }
    return holdsTogether.split(separator: ", ").map { part in
      String(part.count <= width ? part.replacing(" ", with: "\u{A0}")[...] : part)
    }.joined(separator: ", ")
  }

  private func points(_ function: HiddenFunction) -> String {
    function.points.map { $0.text(in: state.language) }.joined(separator: "; ")
  }

  /// All facts one after the other, for where there is little room.
  func factParagraph(of function: HiddenFunction) -> Paragraph {
    var spans: [Span] = []
    for fact in facts(function) {
      // A fact is not broken at the end of a line, where it can be on one.
      func whole(_ text: String) -> String { text.replacing(" ", with: "\u{A0}") }
      spans += [
        Span(whole(fact.label) + ":\u{A0}", .faint), Span(whole(fact.text), .text), Span("   "),
      ]
    }
    spans += [Span("\n" + say(.lecture) + ": ", .faint), Span(points(function), .strong)]
    return Paragraph(spans)
  }

  /// The rows that the facts of any function take at most: the curve keeps its height from one to the next.
  func mostFactRows(width: Int) -> Int {
    HiddenFunction.table(of: state.scene.live.plan.hidden)
      .map { factParagraph(of: $0).lines(width: width, theme).count }.max() ?? 0
  }

  /// A fact a line, the lecture's words below in their column, or under their name where that is too narrow for any of the functions.
  func drawFactTable(on canvas: inout Canvas, in area: Rect) {
    let functions = HiddenFunction.table(of: state.scene.live.plan.hidden)
    let lecture = say(.lecture)
    let names = functions.flatMap(facts).map(\.label) + [lecture]
    let labels = names.map { theme.text($0).unicodeScalars.count }.max() ?? 0
    let indent = labels + 2
    func rows(_ text: String, _ width: Int) -> Int {
      max(1, Paragraph(text).lines(width: width, theme).count)
    }
    /// The rows with the words so far from the left edge; a free row or their name stands before them.
    func height(_ function: HiddenFunction, _ left: Int) -> Int {
      facts(function).map { rows(unbroken($0, width: area.width - indent), area.width - indent) }
        .reduce(1, +)
        + rows(points(function), area.width - left)
    }
    let left = functions.allSatisfy { height($0, indent) <= area.height } ? indent : 0
    guard height(model.function, left) <= area.height else {
      factParagraph(of: model.function).draw(on: &canvas, in: area, theme)
      return
    }
    var y = area.y
    canvas.clipped(to: area) { canvas in
      for fact in facts(model.function) {
        canvas.put(theme.text(fact.label), x: area.x, y: y, theme.ink(.faint))
        let place = Rect(
          x: area.x + indent, y: y, width: area.width - indent, height: area.maxY - y)
        let text = unbroken(fact, width: place.width)
        y += max(1, Paragraph(text).draw(on: &canvas, in: place, theme))
      }
      if left > 0 { y += 1 }
      canvas.put(theme.text(lecture), x: area.x, y: y, theme.ink(.faint))
      if left == 0 { y += 1 }
      let place = Rect(
        x: area.x + left, y: y, width: area.width - left, height: max(0, area.maxY - y))
      Paragraph(points(model.function), .strong).draw(on: &canvas, in: place, theme)
    }
  }

  // MARK: The layers of the present network

  /// Histograms of each layer's outputs and of the gradients that reach it, for the drawing.
  func drawLayers(on canvas: inout Canvas, in area: Rect, hasTitle: Bool = true) {
    let network = state.scene.live
    let spreads = network.spreads(state.scene.livePass, state.scene.liveGradients)
    var area = area
    if hasTitle {
      canvas.put(theme.text(say(.layers)), x: area.x, y: area.y, theme.ink(.title))
      area = area.splitTop(1).bottom
    }
    let heights = FunctionsPainter.heights(spreads, in: area.height)
    // Scrolling ends where the last layer is seen.
    // The row below the last one needs not be there.
    var (last, room) = (spreads.count, area.height + 1)
    while last > 0, heights[last - 1] <= room || last == spreads.count {
      last -= 1
      room -= heights[last]
    }
    let first = min(state.functions.page == .layers ? state.functions.scroll : 0, last)
    var rest = area
    for (spread, height) in zip(spreads, heights).dropFirst(first) where rest.height >= 2 {
      let (row, below) = rest.splitTop(height)
      rest = below
      let place = row.splitTop(row.height - 1).top
      let half = place.width / 2 - 1
      let name = network.symbols.output(ofLayer: spread.layer)
      draw(
        spread.outputs, named: Symbols.typeset(name), flat: spread.flatShare, role: .accent,
        on: &canvas, in: Rect(x: place.x, y: place.y, width: half, height: place.height))
      draw(
        spread.gradients, named: Symbols.typeset("dL/d" + name), flat: nil, role: .gradient,
        on: &canvas,
        in: Rect(x: place.x + half + 2, y: place.y, width: half, height: place.height))
    }
  }

  /// Rows of each layer: two and a gap for a single number, an equal share of the rest for the others.
  private static func heights(_ spreads: [LayerSpread], in height: Int) -> [Int] {
    let isSingle = spreads.map { $0.outputs.count == 1 }
    let singles = isSingle.count { $0 }
    let share = (height + 1 - 3 * singles) / max(1, spreads.count - singles)
    return isSingle.map { $0 ? 3 : min(24, max(5, share)) }
  }

  private func draw(
    _ spread: Spread, named name: String, flat: Double?, role: Role, on canvas: inout Canvas,
    in area: Rect
  ) {
    guard spread.count != 1 else {
      let (title, value) = area.splitTop(1)
      canvas.put(theme.text(name), x: title.x, y: title.y, theme.ink(role))
      canvas.put(
        theme.text(NumberText.fixed(spread.mean, digits: 4)), x: value.x, y: value.y,
        theme.ink(role))
      return
    }
    let heading = Span(name, role)
    var words = [Span(say(.deviation(FunctionsPainter.short(spread.deviation))))]
    if let flat, flat > 0 {
      words.append(Span("  " + say(.flatShare(NumberText.percent(flat, digits: 0))), .wrong))
    }
    let length = ([heading] + words).map { theme.text($0.text).unicodeScalars.count }.reduce(1, +)
    let lines = length <= area.width ? [[heading, Span(" ")] + words] : [[heading], words]
    let (title, bars) = area.splitTop(lines.count)
    for (row, line) in lines.enumerated() {
      Paragraph(line).drawLine(
        on: &canvas, x: title.x, y: title.y + row, width: title.width, theme)
    }
    Histogram(spread, role: role).draw(on: &canvas, in: bars, digits: 3, theme)
  }

  static func short(_ value: Double) -> String { NumberFormat.short(value, digits: 2) }

  /// A deviation below others: four places, as far as they have a figure to say, and else a power of ten.
  static func inColumn(_ value: Double) -> String {
    switch value {
    case 0, 10...: short(value)
    case ..<5e-4: NumberText.short(value, digits: 1)
    default: NumberText.fixed(value, digits: 4)
    }
  }

  // MARK: The initialisations

  /// A row for each initialiser, a histogram of the outputs for each layer.
  func drawInitializers(on canvas: inout Canvas, in area: Rect, hasTitle: Bool = true) {
    var area = area
    if hasTitle {
      canvas.put(
        theme.text(say(.initializers(images: InitializerTrial.imageCount))), x: area.x, y: area.y,
        theme.ink(.title))
      area = area.splitTop(1).bottom
    }
    let session = state.scene.session
    guard let report = state.scene.findings.initializers else {
      Paragraph(say(.initializersMissing), .faint).draw(on: &canvas, in: area, theme)
      return
    }
    guard report.tells(of: session.plan, task: session.task) else {
      Paragraph(say(.initializersStale), .warning).draw(on: &canvas, in: area, theme)
      return
    }
    draw(report, hasKey: hasTitle && area.height >= 12, on: &canvas, in: area)
  }

  private func draw(
    _ report: InitializerReport, hasKey: Bool, on canvas: inout Canvas, in area: Rect
  ) {
    guard let layers = report.trials.first?.layers, !layers.isEmpty else { return }
    let nameWidth = 14
    let width = max(1, area.width - nameWidth)
    let fitting = min(layers.count, max(1, width / 18))
    let first = min(
      state.functions.page == .initializers ? state.functions.scroll : 0, layers.count - fitting)
    let cell = width / fitting
    let moreWidth = drawMoreLayers(
      before: first, after: layers.count - first - fitting, on: &canvas, in: area)
    for (column, layer) in layers.dropFirst(first).prefix(fitting).enumerated() {
      let name = Symbols.typeset(report.symbols.output(ofLayer: layer.layer))
      let ends = [layer.outputs.low, layer.outputs.high].map {
        NumberText.fixed($0, digits: $0 == $0.rounded() ? 0 : 2)
      }
      let words = [Span(name, .accent), Span("  " + ends.joined(separator: " … "), .faint)]
      let width = words.reduce(0) { $0 + theme.text($1.text).unicodeScalars.count }
      let room = column == fitting - 1 ? cell - moreWidth : cell
      Paragraph(width < room ? words : [words[0]]).drawLine(
        on: &canvas, x: area.x + nameWidth + column * cell, y: area.y, width: cell - 1, theme)
    }
    // What the figures are, where the frame has not said it.
    if hasKey {
      let words = [say(.trialFigures), say(.trialFiguresBriefly)].map(theme.text)
      canvas.put(
        words.first { $0.unicodeScalars.count <= area.width } ?? "", x: area.x, y: area.maxY - 1,
        theme.ink(.faint))
    }
    let rows = area.splitTop(1).bottom.splitTop(area.height - (hasKey ? 2 : 1)).top
    let seen = min(report.trials.count, max(1, rows.height / 2))
    let left = report.trials.count - seen
    let firstTrial = min(state.functions.firstTrial, left)
    if left > 0 {
      let words: FunctionsPhrase =
        firstTrial < left ? .moreTrials(left - firstTrial) : .trialsAbove(left)
      canvas.put(
        theme.text(say(words)), x: area.x, y: area.y, width: nameWidth - 1,
        ellipsis: theme.glyph(.ellipsis), theme.ink(.faint))
    }
    let height = min(8, max(2, rows.height / seen))
    let own = PlanText.initializer(state.scene.session.plan)
    let form = form(report.trials.flatMap(\.layers), width: cell - 2)
    canvas.clipped(to: rows) { canvas in
      for (row, trial) in report.trials.dropFirst(firstTrial).prefix(seen).enumerated() {
        let y = rows.y + row * height
        let name = report.names[firstTrial + row]
        let isOwn = name == own
        canvas.put(
          theme.text(name), x: rows.x, y: y, width: nameWidth - 1,
          ellipsis: theme.glyph(.ellipsis), theme.ink(isOwn ? .right : .text))
        if isOwn {
          canvas.put(theme.glyph(.done), x: rows.x, y: y + 1, theme.ink(.right))
          canvas.put(theme.text(say(.inForce)), x: rows.x + 2, y: y + 1, theme.ink(.faint))
        }
        for (column, layer) in trial.layers.dropFirst(first).prefix(fitting).enumerated() {
          let place = Rect(
            x: rows.x + nameWidth + column * cell, y: y, width: cell - 2, height: height)
          drawTrial(layer, form: form, on: &canvas, in: place)
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
    _ layer: LayerSpread, form: TrialForm, on canvas: inout Canvas, in area: Rect
  ) {
    // The figures stand in the row of the name, the bars below them; a free row where there are some.
    let (head, rest) = area.splitTop(1)
    let bars = rest.splitTop(area.height > 3 ? rest.height - 1 : rest.height).top
    let isDegenerate = layer.outputs.deviation == 0
    // All trials of a layer have one range: its ends need not stand under each.
    Histogram(layer.outputs, role: isDegenerate ? .faint : .accent).drawBars(
      on: &canvas, in: bars, theme)
    drawBeyond(layer.outputs, on: &canvas, in: bars)
    Paragraph(words(of: layer, form: form)).drawLine(
      on: &canvas, x: head.x, y: head.y, width: head.width, theme)
  }

  /// What is said of a layer's outputs under an initialiser, by the room there is.
  private enum TrialForm: CaseIterable { case whole, both, dense, deviation, brief }

  /// The first form in which the words of every trial fit: columns that say different things could not be compared.
  private func form(_ layers: some Sequence<LayerSpread>, width: Int) -> TrialForm {
    let layers = Array(layers)
    return TrialForm.allCases.first { form in
      layers.allSatisfy { layer in
        words(of: layer, form: form).reduce(0) { $0 + theme.text($1.text).unicodeScalars.count }
          <= width
      }
    } ?? .brief
  }

  /// The deviation of the outputs and that of the gradients; of layers that are mostly flat how much of them is.
  private func words(of layer: LayerSpread, form: TrialForm) -> [Span] {
    let deviation = FunctionsPainter.inColumn(layer.outputs.deviation)
    let gradient = FunctionsPainter.inColumn(layer.gradients.deviation)
    let both = say(.deviationsOf(deviation, gradient: gradient))
    if let share = layer.flatShare, share > 0.5 {
      let flat = say(.flatShare(NumberText.percent(share, digits: 0)))
      return switch form {
      case .brief: [Span(flat, .wrong)]
      case .whole: [Span(both, .faint), Span("  " + flat, .wrong)]
      default: [Span(say(.deviation(deviation)), .faint), Span("  " + flat, .wrong)]
      }
    }
    return switch form {
    case .whole, .both: [Span(both, .faint)]
    case .dense: [Span(both.replacing("  ", with: " "), .faint)]
    case .deviation, .brief: [Span(say(.deviation(deviation)), .faint)]
    }
  }

  /// `◂3 %`, `98 %▸`: the share of the numbers that the first and the last column hold from beyond the range.
  private func drawBeyond(_ spread: Spread, on canvas: inout Canvas, in area: Rect) {
    guard spread.count > 0, !area.isEmpty else { return }
    func share(_ count: Int) -> String? {
      let part = Double(count) / Double(spread.count)
      return part < 0.005 ? nil : NumberText.percent(part, digits: 0)
    }
    if let text = share(spread.below) {
      canvas.put(
        theme.text(String(theme.glyph(.triangleLeft)) + text), x: area.x, y: area.y,
        theme.ink(.wrong))
    }
    if let text = share(spread.above) {
      let words = theme.text(text + String(theme.glyph(.triangleRight)))
      canvas.put(
        words, x: area.maxX - words.unicodeScalars.count, y: area.y, theme.ink(.wrong))
    }
  }
}

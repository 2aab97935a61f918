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
}

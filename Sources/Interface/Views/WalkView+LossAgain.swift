import Engine
import Walkthrough

extension WalkView {
  /// The rows of the whole of it: L and P, a line and two bars each, and rows between.
  static let lossAgainRows = 9
  /// The same with bars of two rows.
  static let largeLossAgainRows = lossAgainRows + 4
  /// The rows at which it has no part that is cut off, the most first: without the rows between, without bars.
  static let lossAgainForms = [lossAgainRows, lossAgainRows - 1, 6, 4, 3, 1]

  /// `L 0.6931 → 0.6412 (−0.0519)`, and P with it.
  static func drawLossAgain(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard let trace = place.trace, let update = trace.update else { return [] }
    let (theme, language) = (place.theme, place.state.language)
    let (before, after) = (trace.forward.loss, update.forward.loss)
    let isBetter = after < before
    let verdict: Role =
      before.isFinite && after.isFinite ? isBetter ? .right : .wrong : .warning
    // As many places as tell the two apart.
    var digits = place.digits
    func text(_ value: Scalar, sign: Bool = false) -> String {
      NumberText.figures(value, digits: digits, sign: sign)
    }
    while before != after, text(before) == text(after), digits < 9 { digits += 1 }
    var y = area.y + (area.height >= 7 ? 1 : 0)
    func say(_ phrase: WalkPhrase) -> String { phrase.text(in: language) }
    let batch = trace.batch
    let line = [
      Span("L ", .strong), Span(batch > 1 ? say(.meanLoss(batch)) + "  " : "", .faint),
      Span(text(before)),
      Span(" → ", .faint),
      Span(text(after), verdict),
      Span("  (" + text(after - before, sign: true) + ")", verdict),
    ]
    Paragraph(line).drawLine(on: &canvas, x: area.x, y: y, width: area.width, theme)
    // Where there is room the bars are as wide as the window, and two rows high.
    let isLarge = area.height >= largeLossAgainRows
    let width = min(isLarge ? 120 : 40, area.width - 28)
    let thickness = isLarge ? 2 : 1
    let top = max(before, after, 1e-9)
    y += 1
    let wordWidth =
      [say(.before), say(.after)].map { theme.text($0).unicodeScalars.count }.max() ?? 0
    func drawBar(_ word: String, _ value: Scalar, _ number: String, of top: Scalar, _ role: Role) {
      guard y < area.maxY else { return }
      canvas.put(theme.text(word), x: area.x + 2, y: y, theme.ink(.faint))
      let x = area.x + 3 + wordWidth
      Bar(Double(value / top), role: role).draw(
        on: &canvas, in: Rect(x: x, y: y, width: width, height: thickness), theme)
      canvas.put(
        theme.text(number), x: x + width + 1, y: y, theme.ink(.text))
      y += thickness
    }
    drawBar(say(.before), before, text(before), of: top, .gradient)
    drawBar(say(.after), after, text(after), of: top, verdict)
    y += area.height >= 7 ? 1 : 0
    let index = trace.network.head == .binary ? 0 : trace.forward.targets.first ?? 0
    let (p, q) = (trace.forward.probabilities[0, index], update.forward.probabilities[0, index])
    guard y < area.maxY else { return [] }
    let label = trace.network.head == .binary ? "P(y=1)" : "P[\(index)]"
    let texts = NumberText.decimals(ofProbabilities: (before: p, after: q), digits: place.digits)
    Paragraph([
      Span(label + " ", .strong), Span(batch > 1 ? say(.ofDrawing) + "  " : "", .faint),
      Span(texts.before),
      Span(" → ", .faint), Span(texts.after, .strong),
      Span("   y = \(trace.forward.targets.first ?? 0)", .faint),
    ]).drawLine(on: &canvas, x: area.x, y: y, width: area.width, theme)
    y += 1
    // One bar alone compares nothing: the numbers stand in the line.
    guard area.maxY - y >= 2 else { return [] }
    drawBar(say(.before), p, texts.before, of: 1, answerRole(trace.forward, sample: 0))
    drawBar(say(.after), q, texts.after, of: 1, answerRole(update.forward, sample: 0))
    return []
  }

  /// The largest change of a score that a step may make and still be called a small one.
  private static let giantChange: Scalar = 5
  /// The fall of the loss from which a step counts as giant.
  private static let giantFall: Scalar = 100

  /// What to say where one step has turned the network over; nil otherwise, for a batch, and where a loss is no number to compare.
  static func giantStep(_ trace: Trace) -> WalkPhrase? {
    guard trace.batch == 1, let update = trace.update else { return nil }
    let (before, after) = (trace.forward.loss, update.forward.loss)
    guard before.isFinite, after.isFinite else { return nil }
    let change =
      zip(trace.forward.logits.values, update.forward.logits.values)
      .map { abs($1 - $0) }.max() ?? 0
    guard !(change <= giantChange) || (before > 0.01 && before > giantFall * after) else {
      return nil
    }
    let better = update.rate > 0.05 ? "0.05" : "\(update.rate / 10)"
    return .giantStep(rate: rate(update), better: better, rose: !(after <= before))
  }
}

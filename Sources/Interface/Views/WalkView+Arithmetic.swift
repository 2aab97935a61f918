import Engine
import Walkthrough

extension WalkView {
  /// `x_output₁[37] = −0.2341`, on the screen.
  private static func heading(_ expansion: Expansion) -> [Span] {
    [
      Span(Symbols.typeset(WalkPlace.reference(expansion.name, expansion.index)), .selected),
      Span(" = "), Span(NumberText.fixed(expansion.value, digits: 6), .strong),
    ]
  }

  static func names(_ term: Term) -> String {
    Symbols.typeset(term.factors.map(\.name).joined(separator: " · "))
  }

  static func numbers(_ term: Term, signed: Bool = true) -> String {
    term.factors.enumerated().map { place, factor in
      let text = TensorPanel.text(place == 0 && !signed ? abs(factor.value) : factor.value)
      return factor.value < 0 && place > 0 ? "(\(text))" : text
    }.joined(separator: " · ")
  }

  /// The selected element as the sum or product it is, as far as the rows go.
  static func drawTerms(_ place: WalkPlace, on canvas: inout Canvas, in area: Rect) {
    guard let expansion = place.expansion, area.height > 0 else { return }
    let (theme, language) = (place.theme, place.state.language)
    let terms = place.step?.phase == .update ? expansion.terms : expansion.largestFirst
    var spans = heading(expansion)
    let zero = terms.count { $0.product == 0 }
    guard terms.count > 1, terms.count > 2 || zero != 1 || place.step?.phase == .update else {
      if let term = terms.first {
        spans = [
          Span(Symbols.typeset(WalkPlace.reference(expansion.name, expansion.index)), .selected),
          Span(" = " + names(term)),
        ]
        if term.factors.count > 1 { spans.append(Span(" = " + numbers(term))) }
        spans += [Span(" = "), Span(NumberText.fixed(expansion.value, digits: 6), .strong)]
      }
      Paragraph(spans).draw(on: &canvas, in: area, theme)
      return
    }
    if terms.count > 2 {
      spans.append(
        Span("  " + WalkPhrase.sum(terms.count, zero: zero).text(in: language), .faint))
    }
    Paragraph(spans).drawLine(on: &canvas, x: area.x, y: area.y, width: area.width, theme)
    let rows = area.height - 1
    guard rows >= min(terms.count, 3) else {
      drawTermsInLine(terms, place, on: &canvas, in: area.splitTop(1).bottom)
      return
    }
    let shown = terms.count <= rows ? terms.count : rows - 1
    drawTable(
      Array(terms.prefix(shown)), on: &canvas,
      in: Rect(x: area.x, y: area.y + 1, width: area.width, height: shown), theme)
    if shown < terms.count {
      canvas.put(
        theme.text("  + " + rest(terms, after: shown, language)), x: area.x,
        y: area.y + 1 + shown, theme.ink(.faint))
    }
  }

  static func rest(_ terms: [Term], after shown: Int, _ language: Language) -> String {
    let left = terms.dropFirst(shown)
    let sum = left.reduce(Scalar(0)) { $0 + $1.product }
    return WalkPhrase.more(left.count, TensorPanel.text(sum)).text(in: language)
  }

  /// As many products as a line takes: `= 0.0998 · 0.9805 + … + 97 more = −0.34`.
  private static func drawTermsInLine(
    _ terms: [Term], _ place: WalkPlace, on canvas: inout Canvas, in row: Rect
  ) {
    let (theme, language) = (place.theme, place.state.language)
    var spans: [Span] = []
    for shown in (0...min(terms.count, 8)).reversed() {
      spans = [Span("= ")]
      for (index, term) in terms.prefix(shown).enumerated() {
        let isNegative = index > 0 && (term.factors.first?.value ?? 0) < 0
        spans.append(Span(index == 0 ? "" : isNegative ? " − " : " + "))
        spans.append(Span(numbers(term, signed: !isNegative)))
      }
      if shown < terms.count {
        spans.append(Span((shown > 0 ? " + " : "") + rest(terms, after: shown, language), .faint))
      }
      let width = spans.map { theme.text($0.text).unicodeScalars.count }.reduce(0, +)
      if width <= row.width { break }
    }
    Paragraph(spans).drawLine(on: &canvas, x: row.x, y: row.y, width: row.width, theme)
  }

  /// Names, numbers and products in columns.
  static func drawTable(
    _ terms: [Term], on canvas: inout Canvas, in area: Rect, _ theme: Theme
  ) {
    let names = terms.map { theme.text(Self.names($0)) }
    let numbers = terms.map { theme.text($0.factors.count > 1 ? Self.numbers($0) : "") }
    let products = terms.map { theme.text(NumberText.fixed($0.product, digits: 5, sign: true)) }
    let nameWidth = names.map(\.unicodeScalars.count).max() ?? 0
    let numberWidth = numbers.map(\.unicodeScalars.count).max() ?? 0
    let productWidth = products.map(\.unicodeScalars.count).max() ?? 0
    let wide = nameWidth + numberWidth + productWidth + 8 <= area.width
    let largest = terms.map { abs($0.product) }.max() ?? 0
    for row in terms.indices where row < area.height {
      let y = area.y + row
      var x = area.x + 2
      canvas.put(
        names[row], x: x, y: y, width: min(nameWidth, area.width - productWidth - 6),
        ellipsis: theme.glyph(.ellipsis), theme.ink(.text))
      x += min(nameWidth, area.width - productWidth - 6) + 1
      if wide, numberWidth > 0 {
        let hasFactors = !numbers[row].isEmpty
        canvas.put(hasFactors ? "=" : " ", x: x, y: y, theme.ink(.faint))
        canvas.put(numbers[row], x: x + 2, y: y, width: numberWidth, theme.ink(.text))
        x += numberWidth + 3
      }
      canvas.put("=", x: x, y: y, theme.ink(.faint))
      canvas.put(
        products[row], x: x + 2, y: y, width: productWidth, align: .right, theme.ink(.strong))
      x += productWidth + 4
      let bar = min(24, area.maxX - x - 1)
      guard bar >= 6, largest > 0 else { continue }
      let product = terms[row].product
      Bar(Double(abs(product) / largest), role: product < 0 ? .accent : .gradient).draw(
        on: &canvas, in: Rect(x: x, y: y, width: bar, height: 1), theme)
    }
  }

  /// One element in full: every term, largest first, scrolled by the arrows.
  static func drawArithmetic(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard let expansion = place.expansion, let step = place.step else { return [] }
    let (theme, language) = (place.theme, place.state.language)
    let (head, rest) = area.splitTop(1)
    drawRule(
      title: Symbols.typeset(step.equation),
      note: WalkPhrase.arithmetic.text(in: language), on: &canvas, in: head, theme)
    let inside = rest.inset(1, 0)
    let terms = expansion.largestFirst
    let zero = terms.count { $0.product == 0 }
    var spans = heading(expansion)
    if terms.count > 1 {
      spans.append(
        Span("  " + WalkPhrase.sum(terms.count, zero: zero).text(in: language), .faint))
    }
    Paragraph(spans).drawLine(on: &canvas, x: inside.x, y: inside.y, width: inside.width, theme)
    let rows = max(0, inside.height - 2)
    let first = min(place.state.walk.scroll, max(0, terms.count - rows))
    let shown = Array(terms.dropFirst(first).prefix(rows))
    drawTable(
      shown, on: &canvas,
      in: Rect(x: inside.x, y: inside.y + 1, width: inside.width, height: rows), theme)
    let last = first + shown.count
    let tail =
      last < terms.count
      ? "+ " + self.rest(terms, after: last, language)
      : "= " + NumberText.fixed(expansion.value, digits: 6)
    canvas.put(
      theme.text("  " + tail), x: inside.x, y: inside.y + 1 + shown.count,
      theme.ink(last < terms.count ? .faint : .strong))
    if terms.count > rows {
      canvas.put(
        theme.text("\(first + 1)…\(last) / \(terms.count)"), x: inside.x,
        y: inside.y + 1 + shown.count, width: inside.width, align: .right, theme.ink(.faint))
    }
    return [AppState.Target(area, .key(.character("-")))]
  }
}

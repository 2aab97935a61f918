import Engine
import Walkthrough

extension WalkView {
  /// `x_output₁[37] = −0.2341`, on the screen.
  static func heading(_ expansion: Expansion) -> [Span] {
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
      if factor.name == "−α" { return signed ? "−α" : "α" }
      let text = TensorPanel.text(place == 0 && !signed ? abs(factor.value) : factor.value)
      return factor.value < 0 && place > 0 ? "(\(text))" : text
    }.joined(separator: " · ")
  }

  /// The selected element as the sum or product it is, as far as the rows go; below a scalar, what it comes from.
  static func drawTerms(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard let expansion = place.expansion, area.height > 0 else { return [] }
    let (theme, language) = (place.theme, place.state.language)
    var terms = place.step?.phase == .update ? expansion.terms : place.largestTerms
    let chosen = place.step?.phase == .update ? nil : place.chosenTerm
    // The chosen one is seen, wherever it stands among them.
    if let chosen { terms.insert(terms.remove(at: chosen), at: 0) }
    var spans = heading(expansion)
    let zero = terms.count { $0.product == 0 }
    guard terms.count > 1, terms.count > 2 || zero != 1 || place.step?.phase == .update else {
      if let term = terms.first {
        var pieces = [[Span(" = " + names(term))]]
        if term.factors.count > 1 { pieces.append([Span(" = " + numbers(term))]) }
        pieces.append([
          Span(" = "), Span(NumberText.fixed(expansion.value, digits: 6), .strong),
        ])
        let name = Symbols.typeset(WalkPlace.reference(expansion.name, expansion.index))
        let used = drawEquation(Span(name, .selected), pieces, on: &canvas, in: area, theme)
        let rest = area.splitTop(used + 1).bottom
        guard place.layout?.kind == .number else {
          drawLargestElements(place, on: &canvas, in: rest)
          return []
        }
        return drawOrigins(place, on: &canvas, in: rest)
      }
      return []
    }
    if terms.count > 2 {
      spans.append(
        Span("  " + WalkPhrase.sum(terms.count, zero: zero).text(in: language), .faint))
    }
    Paragraph(spans).drawLine(on: &canvas, x: area.x, y: area.y, width: area.width, theme)
    let rows = area.height - 1
    guard rows >= min(terms.count, 3) else {
      drawTermsInLine(terms, place, on: &canvas, in: area.splitTop(1).bottom)
      return []
    }
    let shown = terms.count <= rows ? terms.count : rows - 1
    drawTable(
      Array(terms.prefix(shown)), on: &canvas,
      in: Rect(x: area.x, y: area.y + 1, width: area.width, height: shown), theme,
      chosen: chosen == nil ? nil : 0)
    if shown < terms.count {
      canvas.put(
        theme.text("  + " + rest(terms, after: shown, language)), x: area.x,
        y: area.y + 1 + shown, theme.ink(.faint))
    }
    return []
  }

  static func rest(_ terms: [Term], after shown: Int, _ language: Language) -> String {
    let left = terms.dropFirst(shown)
    let sum = left.reduce(Scalar(0)) { $0 + $1.product }
    return WalkPhrase.more(left.count, TensorPanel.text(sum)).text(in: language)
  }

  /// An equation that goes on in the next line before a `=`, and nowhere else while a line takes a side of it.
  private static func drawEquation(
    _ left: Span, _ pieces: [[Span]], on canvas: inout Canvas, in area: Rect, _ theme: Theme
  ) -> Int {
    func width(_ spans: [Span]) -> Int {
      spans.map { theme.text($0.text).unicodeScalars.count }.reduce(0, +)
    }
    var lines = [[left]]
    for piece in pieces {
      if width(lines.last ?? []) + width(piece) <= area.width || lines.last?.count == 1 {
        lines[lines.count - 1] += piece
      } else {
        lines.append([Span("  ")] + piece)
      }
    }
    var y = area.y
    for line in lines where y < area.maxY {
      y += Paragraph(line).draw(
        on: &canvas, in: Rect(x: area.x, y: y, width: area.width, height: area.maxY - y), theme)
    }
    return y - area.y
  }

  /// As many products as a line takes: `= 0.0998 · 0.9805 + … + 97 more = −0.34`.
  static func termsInLine(
    _ terms: [Term], _ place: WalkPlace, width: Int
  ) -> (count: Int, spans: [Span]) {
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
      if let rate = terms.lazy.flatMap(\.factors).first(where: { $0.name == "−α" }),
        let update = place.trace?.update, rate.value.isFinite
      {
        spans.append(Span("   α = \(Self.rate(update))", .faint))
      }
      let used = spans.map { theme.text($0.text).unicodeScalars.count }.reduce(0, +)
      if used <= width { return (shown, spans) }
    }
    return (0, spans)
  }

  private static func drawTermsInLine(
    _ terms: [Term], _ place: WalkPlace, on canvas: inout Canvas, in row: Rect
  ) {
    Paragraph(termsInLine(terms, place, width: row.width).spans).drawLine(
      on: &canvas, x: row.x, y: row.y, width: row.width, place.theme)
  }

  /// Names, numbers and products in columns; the chosen row has the cursor's sign and colour.
  static func drawTable(
    _ terms: [Term], on canvas: inout Canvas, in area: Rect, _ theme: Theme, chosen: Int? = nil
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
      let role: Role = row == chosen ? .selected : .text
      if row == chosen { canvas.put(theme.text("▸"), x: area.x, y: y, theme.ink(role)) }
      canvas.put(
        names[row], x: x, y: y, width: min(nameWidth, area.width - productWidth - 6),
        ellipsis: theme.glyph(.ellipsis), theme.ink(role))
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
      let bar = min(60, area.maxX - x - 1)
      guard bar >= 6, largest > 0 else { continue }
      let product = terms[row].product
      Bar(Double(abs(product) / largest), role: product < 0 ? .accent : .gradient).draw(
        on: &canvas, in: Rect(x: x, y: y, width: bar, height: 1), theme)
    }
  }
}

import Engine
import Walkthrough

extension WalkView {
  /// `x_output₁[37] = −0.2341`, on the screen.
  static func heading(_ expansion: Expansion, _ place: WalkPlace) -> [Span] {
    [
      Span(Symbols.typeset(WalkPlace.reference(expansion.name, expansion.index)), .selected),
      Span(" = "), Span(NumberText.figures(expansion.value, digits: place.resultDigits), .strong),
    ]
  }

  /// What stands beside the heading: how many terms, the short way P − y, the pieces of a maxout unit, the settings of an update.
  static func headingNotes(_ expansion: Expansion, _ place: WalkPlace) -> [Span] {
    var spans: [Span] = []
    if let identity = expansion.identity {
      spans.append(Span(" = " + Symbols.typeset(SumText.names(identity.terms))))
      spans.append(Span(" = " + SumText.numbers(identity.terms, place.text)))
    }
    let zero = expansion.terms.count { $0.product == 0 }
    if expansion.terms.count > 2 {
      let sum = WalkPhrase.sum(expansion.terms.count, zero: zero)
      spans.append(Span("  " + sum.text(in: place.state.language), .faint))
    }
    switch place.step?.operation {
    case .maxout:
      let pieces = expansion.context.map { place.text($0.value) }.joined(separator: ", ")
      spans.append(Span("  max(\(pieces))"))
    case .update, .mask:
      spans += expansion.context.map {
        Span("  \($0.name) = \(NumberText.shortest($0.value))", .faint)
      }
    default: break
    }
    return spans
  }

  /// The element and its value, and beside it as many of the notes as the row takes.
  static func drawHeading(
    _ expansion: Expansion, _ place: WalkPlace, on canvas: inout Canvas, in row: Rect
  ) {
    let theme = place.theme
    var spans = heading(expansion, place) + headingNotes(expansion, place)
    func width() -> Int { spans.map { theme.text($0.text).unicodeScalars.count }.reduce(0, +) }
    while spans.count > 3, width() > row.width { spans.removeLast() }
    Paragraph(spans).drawLine(on: &canvas, x: row.x, y: row.y, width: row.width, theme)
  }

  static func names(_ term: Term) -> String {
    Symbols.typeset(term.factors.map(\.name).joined(separator: " · "))
  }

  static func numbers(_ term: Term, _ place: WalkPlace, signed: Bool = true) -> String {
    term.factors.enumerated().map { order, factor in
      let text = place.text(
        order == 0 && !signed ? Factor(factor.name, abs(factor.value)) : factor)
      return factor.value < 0 && order > 0 ? "(\(text))" : text
    }.joined(separator: " · ")
  }

  /// The selected element as the sum or product it is, as far as the rows go; below a scalar, what it comes from.
  static func drawTerms(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard let expansion = place.expansion, area.height > 0 else { return [] }
    let theme = place.theme
    let isUpdate = place.step?.phase == .update
    var terms = isUpdate ? expansion.terms : place.largestTerms
    let chosen = isUpdate ? nil : place.chosenTerm
    // The chosen one is seen, wherever it stands among them.
    if let chosen { terms.insert(terms.remove(at: chosen), at: 0) }
    let zero = terms.count { $0.product == 0 }
    // Of the two cases of a loss only one counts; a shift of 0 is a term like any other.
    let isShift = if case .scaleAndShift? = place.step?.operation { true } else { false }
    guard terms.count > 1, terms.count > 2 || zero != 1 || isUpdate || isShift else {
      return terms.first.map { drawProduct($0, expansion, place, on: &canvas, in: area) } ?? []
    }
    drawHeading(expansion, place, on: &canvas, in: area.splitTop(1).top)
    guard let shown = tableRows(terms, height: area.height) else {
      drawTermsInLine(terms, place, on: &canvas, in: area.splitTop(1).bottom)
      return []
    }
    drawTable(
      Array(terms.prefix(shown)), place, on: &canvas,
      in: Rect(x: area.x, y: area.y + 1, width: area.width, height: shown),
      chosen: chosen == nil ? nil : 0)
    if let rest = rest(terms, after: shown, place) {
      canvas.put(
        theme.text("  + " + rest), x: area.x,
        y: area.y + 1 + shown, theme.ink(.faint))
    }
    drawParts(expansion, place, on: &canvas, in: area.splitTop(1 + shown).bottom)
    return []
  }

  /// How many terms of a sum are listed below its heading; nil where a line has to do.
  static func tableRows(_ terms: [Term], height: Int) -> Int? {
    let rows = height - 1
    guard rows >= min(terms.count, 3) else { return nil }
    return terms.count <= rows ? terms.count : rows - 1
  }

  /// A single product as an equation, by the short way too, and below it what it is worked out from.
  private static func drawProduct(
    _ term: Term, _ expansion: Expansion, _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    var pieces = [[Span(" = " + names(term))]]
    if term.factors.count > 1 {
      pieces.append([Span(" = " + numbers(term, place))])
    } else if let factor = term.factors.first, let numbers = place.numbers(in: factor),
      // A mere copy is said once, with all its places.
      factor.value != expansion.value || numbers.contains(where: { $0.isLetter || $0 == "(" })
    {
      pieces.append([Span(" = " + numbers)])
    }
    func strong(_ value: Scalar) -> Span {
      Span(NumberText.figures(value, digits: place.resultDigits), .strong)
    }
    let value = strong(expansion.value)
    // The short way stands apart from the long one; what is another form of the same goes on in the line.
    let shortWay = place.step?.operation == .logitGradient ? expansion.identity : nil
    if shortWay == nil, let identity = expansion.identity {
      pieces.append([Span(" = " + Symbols.typeset(SumText.names(identity.terms)))])
      pieces.append([Span(" = " + SumText.numbers(identity.terms, place.text))])
    }
    // Where the long way has lost its digits, its own product is told, and the short way the value.
    let isLost = shortWay != nil && !isNear(term.product, expansion.value)
    pieces.append([Span(" = "), isLost ? strong(term.product) : value])
    switch place.step?.operation {
    case .maxout, .mask: pieces[0] += headingNotes(expansion, place)
    default: break
    }
    let name = Symbols.typeset(WalkPlace.reference(expansion.name, expansion.index))
    var used = drawEquation(Span(name, .selected), pieces, on: &canvas, in: area, place.theme)
    if let shortWay {
      used += drawShortWay(
        shortWay, value, place, on: &canvas, in: area.splitTop(used).bottom)
    }
    guard expansion.parts.isEmpty else {
      drawParts(expansion, place, on: &canvas, in: area.splitTop(used).bottom)
      return []
    }
    let rest = area.splitTop(used + 1).bottom
    guard place.layout?.kind == .number else {
      drawLargestElements(place, on: &canvas, in: rest)
      return []
    }
    return drawOrigins(place, on: &canvas, in: rest)
  }

  /// The same number by the short way, in a line of its own; where P has lost the digits for it, that is said.
  private static func drawShortWay(
    _ identity: Identity, _ value: Span, _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> Int {
    let language = place.state.language
    let sum = identity.terms.reduce(Scalar(0)) { $0 + $1.product }
    var spans = [
      Span(WalkPhrase.shortWay.text(in: language) + " ", .faint),
      Span(Symbols.typeset(SumText.names(identity.terms))),
      Span(" = " + SumText.numbers(identity.terms, place.text)),
    ]
    spans +=
      isNear(sum, place.expansion?.value ?? sum)
      ? [Span(" = "), value]
      : [Span(", " + WalkPhrase.fromScore.text(in: language) + " ", .faint), value]
    return Paragraph(spans).draw(on: &canvas, in: area, place.theme)
  }

  /// Whether two ways to a number agree as far as a person would check them.
  private static func isNear(_ way: Scalar, _ value: Scalar) -> Bool {
    abs(way - value) <= 1e-3 * abs(value)
  }

  /// What is worked out on the way to the terms, a line each in the order of computing.
  private static func drawParts(
    _ expansion: Expansion, _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) {
    let theme = place.theme
    for (row, part) in expansion.parts.prefix(area.height).enumerated() {
      let text = SumLine(part, place)
      let lines = [
        [text.name, text.names, text.numbers, text.value], [text.name, text.numbers, text.value],
        [text.name, text.value],
      ].map { $0.filter { !$0.isEmpty }.joined(separator: " = ") }
      let line = lines.first { theme.text($0).unicodeScalars.count <= area.width } ?? lines[2]
      canvas.put(
        theme.text(line), x: area.x, y: area.y + row, width: area.width,
        ellipsis: theme.glyph(.ellipsis), theme.ink(.text))
    }
  }

  /// An element as a sum in names and in numbers; what repeats the one before it is empty.
  struct SumLine {
    let name: String
    let value: String
    let names: String
    /// The names without those of a shorter way.
    let brief: String
    let numbers: String

    /// The terms that a line takes in full.
    private static let mostTerms = 3

    /// Of a long sum, `chosen` or else its largest term, and what the others come to.
    init(_ expansion: Expansion, through chosen: Term? = nil, _ place: WalkPlace) {
      let name = Symbols.typeset(WalkPlace.reference(expansion.name, expansion.index))
      value = place.text(expansion.value)
      let terms =
        expansion.part == nil
        ? expansion.terms.filter { $0.product != 0 } : expansion.terms
      let isLong = expansion.part == nil ? terms.count > 1 : terms.count > Self.mostTerms
      let first = chosen ?? expansion.largestFirst.first
      let shown = isLong || terms.isEmpty ? first.map { [$0] } ?? [] : terms
      var names = SumText.names(shown)
      var numbers = expansion.numbers(of: shown, place.text)
      if isLong, let first {
        names += " + …"
        let rest = WalkPhrase.more(terms.count - 1, place.text(expansion.value - first.product))
        numbers += " + " + rest.text(in: place.state.language)
      }
      let isSingle = !isLong && shown.count == 1 && shown[0].factors.count == 1
      if isSingle, expansion.part != .exponential { numbers = "" }
      brief = Symbols.typeset(names)
      if let identity = expansion.identity, numbers.isEmpty {
        names += " = " + SumText.names(identity.terms)
        numbers = SumText.numbers(identity.terms, place.text)
      } else if let identity = expansion.identity {
        numbers +=
          ", \(WalkPhrase.or.text(in: place.state.language)) \(Symbols.typeset(SumText.names(identity.terms)))"
          + " = " + SumText.numbers(identity.terms, place.text)
      }
      self.name = name
      self.names = names == expansion.name ? "" : Symbols.typeset(names)
      self.numbers = numbers
    }
  }

  /// `(49 more: 0.3946)`, of those that are not 0; nil where there are none.
  static func rest(_ terms: [Term], after shown: Int, _ place: WalkPlace) -> String? {
    let left = terms.dropFirst(shown).counted
    guard left.count > 0 else { return nil }
    return WalkPhrase.more(left.count, place.text(left.sum)).text(in: place.state.language)
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

  /// As many products as a line takes: `= 0.0998 · 0.9805 + … + (97 more: −0.34)`; those that are 0 are among the rest.
  static func termsInLine(
    _ terms: [Term], _ place: WalkPlace, width: Int
  ) -> (count: Int, spans: [Span]) {
    let theme = place.theme
    var spans: [Span] = []
    let counted = place.step?.phase == .update ? terms.count : terms.count { $0.product != 0 }
    let most = min(8, max(1, counted))
    func columns(_ text: String) -> Int { theme.text(text).unicodeScalars.count }
    let products = terms.prefix(most).enumerated().map { index, term in
      let isNegative = index > 0 && (term.factors.first?.value ?? 0) < 0
      return (index == 0 ? "" : isNegative ? " − " : " + ")
        + numbers(term, place, signed: !isNegative)
    }
    var used = products.map(columns).reduce(2, +)
    for shown in (0...products.count).reversed() {
      spans = [Span("= " + products.prefix(shown).joined())]
      var tail = 0
      if let rest = rest(terms, after: shown, place) {
        let text = (shown > 0 ? " + " : "") + rest
        spans.append(Span(text, .faint))
        tail = columns(text)
      }
      if used + tail <= width { return (shown, spans) }
      if shown > 0 { used -= columns(products[shown - 1]) }
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
    _ terms: [Term], _ place: WalkPlace, on canvas: inout Canvas, in area: Rect,
    chosen: Int? = nil
  ) {
    let theme = place.theme
    let names = terms.map { theme.text(Self.names($0)) }
    let numbers = terms.map { theme.text($0.factors.count > 1 ? Self.numbers($0, place) : "") }
    let products = terms.map {
      theme.text(NumberText.figures($0.product, digits: place.productDigits, sign: true))
    }
    let nameWidth = names.map(\.unicodeScalars.count).max() ?? 0
    let numberWidth = numbers.map(\.unicodeScalars.count).max() ?? 0
    let productWidth = products.map(\.unicodeScalars.count).max() ?? 0
    let wide = nameWidth + numberWidth + productWidth + 8 <= area.width
    let bars = SignedBars(terms.map { Double($0.product) })
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
      guard bar >= 6 else { continue }
      bars.draw(
        Double(terms[row].product), on: &canvas, in: Rect(x: x, y: y, width: bar, height: 1), theme)
    }
  }
}

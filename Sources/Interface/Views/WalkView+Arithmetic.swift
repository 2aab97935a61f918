import Engine
import Walkthrough

extension WalkView {
  /// `x_output₁[37] = −0.2341`, on the screen.
  static func heading(_ expansion: Expansion, _ place: WalkPlace) -> [Span] {
    [
      Span(Symbols.typeset(WalkPlace.reference(expansion.name, expansion.index)), .selected),
      Span(" = "), Span(place.resultText(expansion.value), .strong),
    ]
  }

  /// What stands beside the heading: how many terms, the short way P − y, the pieces of a maxout unit, the constants of the formula.
  static func headingNotes(_ expansion: Expansion, _ place: WalkPlace) -> [Span] {
    var spans: [Span] = []
    if let identity = expansion.identity {
      spans.append(Span(" = " + Symbols.typeset(SumText.names(identity.terms, asQuotients: true))))
      spans.append(Span(" = " + SumText.numbers(identity.terms, asQuotients: true, place.text)))
    }
    let zero = expansion.terms.count { $0.product == 0 }
    if expansion.terms.count > 2 {
      let sum = WalkPhrase.sum(expansion.terms.count, zero: zero)
      spans.append(Span("  " + sum.text(in: place.state.language), .faint))
    }
    // Which piece of a maxout unit wins is worth more than how many terms it has.
    if case .maxout? = place.step?.operation { return constants(of: expansion, place) + spans }
    return spans + constants(of: expansion, place)
  }

  /// What belongs to an element and is no factor of it: `ε = 1e−5`, or which piece of a maxout unit wins.
  static func constants(of expansion: Expansion, _ place: WalkPlace) -> [Span] {
    guard case .maxout? = place.step?.operation else {
      // What a line below divides by stands there.
      return expansion.context.filter { !$0.name.hasPrefix("1 − ") }.map {
        Span("  \($0.name) = \(NumberText.shortest($0.value))", .faint)
      }
    }
    let pieces = expansion.context.map(\.value)
    let winner = pieces.indices.first { pieces[$0] == expansion.value } ?? 0
    let phrase = WalkPhrase.pieces(pieces.map { place.text($0) }, winner: winner)
    return [Span("  " + phrase.text(in: place.state.language))]
  }

  /// The element and its value, and beside it as many of the notes as the row takes.
  static func drawHeading(
    _ expansion: Expansion, _ place: WalkPlace, on canvas: inout Canvas, in row: Rect
  ) {
    let theme = place.theme
    var spans = heading(expansion, place) + headingNotes(expansion, place)
    func width() -> Int { spans.map { theme.text($0.text).unicodeScalars.count }.reduce(0, +) }
    var isCut = false
    while spans.count > 3, width() + (isCut ? 2 : 0) > row.width {
      spans.removeLast()
      // A sum without its count is whole; of an update every constant counts.
      isCut = place.step?.phase == .update
    }
    if isCut { spans.append(Span(" …", .faint)) }
    Paragraph(spans).drawLine(on: &canvas, x: row.x, y: row.y, width: row.width, theme)
  }

  static func names(_ term: Term, _ place: WalkPlace) -> String {
    Symbols.typeset(term.quotientNames, in: place.state.language)
  }

  static func numbers(_ term: Term, _ place: WalkPlace, signed: Bool = true) -> String {
    Term.joined(
      term.quotient.enumerated().map { order, item in
        let factor = item.factor
        let text = place.text(
          order == 0 && !signed ? Factor(factor.name, abs(factor.value)) : factor)
        return (item.isDivisor, factor.value < 0 && order > 0 ? "(\(text))" : text)
      })
  }

  /// The products of terms that stand below each other, each of their factors in one notation.
  private static func numbers(_ terms: [Term], _ place: WalkPlace) -> [String] {
    let count = terms.first?.factors.count ?? 0
    guard count > 1, place.step?.phase != .update, terms.allSatisfy({ $0.factors.count == count })
    else { return terms.map { $0.factors.count > 1 ? numbers($0, place) : "" } }
    let rows = terms.map(\.quotient)
    let columns = (0..<count).map { order in
      let factors = rows.map { $0[order].factor }
      return NumberText.inOneNotation(
        factors.map(place.text), of: factors.map(\.value), digits: place.digits, figures: 4)
    }
    let aligned = columns.enumerated().map { order, column in
      TextColumn.onThePoint(
        column.enumerated().map { row, text in
          order > 0 && rows[row][order].factor.value < 0 ? "(\(text))" : text
        })
    }
    return rows.indices.map { row in
      Term.joined(aligned.indices.map { (rows[row][$0].isDivisor, aligned[$0][row]) })
    }
  }

  /// The selected element as the sum or product it is, as far as the rows go; below a scalar, what it comes from.
  static func drawTerms(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard let expansion = place.expansion, area.height > 0 else { return [] }
    let theme = place.theme
    let isUpdate = place.step?.phase == .update
    var terms = place.listedTerms
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
    // The heading counts those that are 0.
    if terms.count > 2, zero < terms.count, !isUpdate, chosen == nil {
      terms.removeAll { $0.product == 0 }
    }
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
    let equation = ProductEquation(term, expansion, place)
    var used = equation.draw(on: &canvas, in: area, place.theme)
    if let identity = equation.shortWay {
      used += drawShortWay(identity, expansion, place, on: &canvas, in: area.splitTop(used).bottom)
    }
    let parts = area.splitTop(used).bottom
    drawParts(expansion, place, on: &canvas, in: parts)
    let rest = parts.splitTop(expansion.parts.count + 1).bottom
    guard place.layout?.kind == .number || place.layout?.kind == .list else {
      drawLargestElements(place, on: &canvas, in: rest)
      return []
    }
    return drawOrigins(place, on: &canvas, in: rest)
  }

  /// The same number by the short way, in a line of its own; where P has lost the digits for it, that is said.
  private static func drawShortWay(
    _ identity: Identity, _ expansion: Expansion, _ place: WalkPlace, on canvas: inout Canvas,
    in area: Rect
  ) -> Int {
    let language = place.state.language
    let value = Span(place.resultText(expansion.value), .strong)
    let title = Span(WalkPhrase.shortWay.text(in: language) + " ", .faint)
    let names = Span(Symbols.typeset(SumText.names(identity.terms, asQuotients: true)))
    let numbers = Span(SumText.numbers(identity.terms, asQuotients: true, place.text))
    let result =
      ProductEquation.isNear(identity.terms[...].counted.sum, expansion.value)
      ? [Span(" = "), value]
      : [Span(", " + WalkPhrase.fromScore.text(in: language) + " ", .faint), value]
    // The value stands in any case, then the names.
    let forms = [[title, names, Span(" = "), numbers], [title, names], [title]].map {
      Paragraph($0 + result)
    }
    let form = forms.first { $0.lines(width: area.width, place.theme).count <= area.height }
    return (form ?? forms[2]).draw(on: &canvas, in: area, place.theme)
  }

  /// What is worked out on the way to the terms, a line each in the order of computing.
  private static func drawParts(
    _ expansion: Expansion, _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) {
    let theme = place.theme
    let count = expansion.parts.count
    // Of one row the last part has it, which all others lead to.
    if count > 1, area.height == 1, let last = expansion.parts.last {
      return drawPart(last, place, on: &canvas, in: area)
    }
    let shown = count <= area.height ? count : max(0, area.height - 1)
    if shown < count, area.height > 0 {
      let rest = WalkPhrase.rest(count - shown).text(in: place.state.language)
      canvas.put(theme.text(rest), x: area.x, y: area.y + shown, theme.ink(.faint))
    }
    for (row, part) in expansion.parts.prefix(shown).enumerated() {
      drawPart(
        part, place, on: &canvas, in: Rect(x: area.x, y: area.y + row, width: area.width, height: 1)
      )
    }
  }

  private static func drawPart(
    _ part: Expansion, _ place: WalkPlace, on canvas: inout Canvas, in row: Rect
  ) {
    let theme = place.theme
    let text = SumLine(part, place)
    let lines = [
      [text.name, text.names, text.numbers, text.value], [text.name, text.numbers, text.value],
      [text.name, text.value],
    ].map { $0.filter { !$0.isEmpty }.joined(separator: " = ") }
    let line = lines.first { theme.text($0).unicodeScalars.count <= row.width } ?? lines[2]
    canvas.put(
      theme.text(line), x: row.x, y: row.y, width: row.width, ellipsis: theme.glyph(.ellipsis),
      theme.ink(.text))
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
      value = place.partText(expansion.value, of: expansion.name)
      let terms =
        expansion.part == nil
        ? expansion.terms.filter { $0.product != 0 } : expansion.terms
      let isLong = expansion.part == nil ? terms.count > 1 : terms.count > Self.mostTerms
      let first = chosen ?? expansion.largestFirst.first
      let shown = isLong || terms.isEmpty ? first.map { [$0] } ?? [] : terms
      var names = SumText.names(shown, asQuotients: true)
      var numbers = expansion.numbers(of: shown, asQuotients: true, place.partText)
      if isLong, let first {
        names += " + …"
        let rest = WalkPhrase.more(terms.count - 1, place.partText(expansion.value - first.product))
        numbers += " + " + rest.text(in: place.state.language)
      }
      let isSingle = !isLong && shown.count == 1 && shown[0].factors.count == 1
      if isSingle, expansion.part != .exponential {
        numbers = expansion.substituted(shown[0], names: Symbols.typeset, place.partText) ?? ""
      }
      if isSingle, names == value { names = "" }
      brief = Symbols.typeset(names, in: place.state.language)
      if let identity = expansion.identity, numbers.isEmpty {
        names += " = " + SumText.names(identity.terms, asQuotients: true)
        numbers = SumText.numbers(identity.terms, asQuotients: true, place.partText)
      } else if let identity = expansion.identity {
        numbers +=
          ", \(WalkPhrase.or.text(in: place.state.language)) \(Symbols.typeset(SumText.names(identity.terms, asQuotients: true)))"
          + " = " + SumText.numbers(identity.terms, asQuotients: true, place.partText)
      }
      self.name = name
      self.names =
        names == expansion.name ? "" : Symbols.typeset(names, in: place.state.language)
      self.numbers = numbers
    }
  }

  /// `(49 more: 0.3946)`, of those that are not 0; nil where there are none.
  static func rest(_ terms: [Term], after shown: Int, _ place: WalkPlace) -> String? {
    let left = terms.dropFirst(shown).counted
    guard left.count > 0 else { return nil }
    return WalkPhrase.more(left.count, place.text(left.sum)).text(in: place.state.language)
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
  ///
  /// Where the names of all factors leave the numbers no room, `results` stand in their place.
  static func drawTable(
    _ terms: [Term], _ place: WalkPlace, on canvas: inout Canvas, in area: Rect,
    chosen: Int? = nil, orNamed results: [String] = []
  ) {
    let theme = place.theme
    let parts = terms.map(\.quotientParts)
    let columns = TextColumn.inParts(
      parts.map { $0.map { Symbols.typeset($0.text, in: place.state.language) } })
    var names = zip(parts, columns).map { parts, texts in
      theme.text(Term.joined(zip(parts, texts).map { ($0.isDivisor, $1) }))
    }
    var numbers = Self.numbers(terms, place).map(theme.text)
    let figures = terms.map {
      NumberText.figures($0.product, digits: place.digits, sign: true)
    }
    let products = NumberText.inOneNotation(
      figures, of: terms.map(\.product), digits: place.digits, sign: true
    ).map(theme.text)
    func widest(_ texts: [String]) -> Int { texts.map { $0.unicodeScalars.count }.max() ?? 0 }
    let productWidth = widest(products)
    let isNarrow = widest(names) + widest(numbers) + productWidth + 8 > area.width
    if isNarrow, results.count == terms.count { names = results.map(theme.text) }
    // The head of an update has said the symbols: of both the numbers are worth more.
    if isNarrow, place.step?.phase == .update {
      names = zip(names, numbers).map { $1.isEmpty ? $0 : $1 }
      numbers = []
    }
    let (nameWidth, numberWidth) = (widest(names), widest(numbers))
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

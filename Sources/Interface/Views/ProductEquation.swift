import Engine
import Walkthrough

/// One element as an equation: its name, the product it is in names and in numbers, its value.
struct ProductEquation {
  /// The sides that are left out one after another where there is no room for all.
  private enum Part: CaseIterable {
    case notes, identityNames, names, identityNumbers, numbers
  }

  private let term: Term
  private let expansion: Expansion
  private let place: WalkPlace

  init(_ term: Term, _ expansion: Expansion, _ place: WalkPlace) {
    (self.term, self.expansion, self.place) = (term, expansion, place)
  }

  /// Draws it as whole as the area takes it; the value stands in any case.
  ///
  /// - Returns: the rows that it took.
  func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) -> Int {
    var left: Set<Part> = []
    var lines = lines(without: left, width: area.width)
    for part in Part.allCases where lines.count > area.height {
      left.insert(part)
      lines = self.lines(without: left, width: area.width)
    }
    for (row, line) in lines.prefix(area.height).enumerated() {
      Paragraph(line).drawLine(on: &canvas, x: area.x, y: area.y + row, width: area.width, theme)
    }
    return min(lines.count, area.height)
  }

  /// The lines of the equation, which goes on in the next one before a `=`, and nowhere else while a line takes a side of it.
  private func lines(without left: Set<Part>, width: Int) -> [[Span]] {
    func columns(_ spans: [Span]) -> Int {
      spans.map { place.theme.text($0.text).unicodeScalars.count }.reduce(0, +)
    }
    let name = Symbols.typeset(WalkPlace.reference(expansion.name, expansion.index))
    var lines = [[Span(name, .selected)]]
    for side in sides(without: left) {
      if columns(lines[lines.count - 1]) + columns(side) <= width || lines.last?.count == 1 {
        lines[lines.count - 1] += side
      } else {
        lines.append([Span("  ")] + side)
      }
    }
    return lines.flatMap { Paragraph($0).lines(width: width, place.theme) }
  }

  /// P − y, which stands apart from the long way to it; what is another form of the same goes on in the line.
  var shortWay: Identity? {
    place.step?.operation == .logitGradient ? expansion.identity : nil
  }

  /// Whether two ways to a number agree as far as a person would check them; those to none do.
  static func isNear(_ way: Scalar, _ value: Scalar) -> Bool {
    value.isNaN || abs(way - value) <= 1e-3 * abs(value)
  }

  private func sides(without left: Set<Part>) -> [[Span]] {
    var sides: [[Span]] = []
    func add(_ part: Part, _ side: [Span]) {
      if !left.contains(part), !side.isEmpty { sides.append(side) }
    }
    let isStated = term.factors.count == 1 && term.factors[0].isStated
    let showsBranch = expansion.branch != nil && !left.contains(.names)
    if isStated {
      sides.append([Span(" = "), Span(WalkView.names(term, place), .strong)])
    } else {
      add(.names, [Span(" = " + WalkView.names(term, place) + (showsBranch ? ";" : ""))])
      add(.numbers, numbers.map { [Span(" = " + $0)] } ?? [])
    }
    if shortWay == nil, let identity = expansion.identity {
      add(
        .identityNames,
        [Span(" = " + Symbols.typeset(SumText.names(identity.terms, asQuotients: true)))])
      add(
        .identityNumbers,
        [Span(" = " + SumText.numbers(identity.terms, asQuotients: true, place.text))])
    }
    if !isStated { sides += value(showsBranch: showsBranch) }
    add(.notes, WalkView.constants(of: expansion, place))
    return sides
  }

  /// The product in numbers, or the function of one number; nil where they tell no more than the value.
  private var numbers: String? {
    guard expansion.branch == nil else { return nil }
    return term.factors.count > 1
      ? WalkView.numbers(term, place)
      : expansion.substituted(term, names: Symbols.typeset, place.text)
  }

  /// The value, after the case that applies of a function by pieces: `−0.2020 ≤ 0: 0.1 · (−0.2020) = −0.0202`.
  private func value(showsBranch: Bool) -> [[Span]] {
    // Where the long way has lost its digits, its own product is told, and the short way the value.
    let isLost = shortWay != nil && !ProductEquation.isNear(term.product, expansion.value)
    let number = isLost ? term.product : expansion.value
    let value = Span(
      expansion.branch?.isNumber == true
        ? NumberText.shortest(number)
        : place.resultText(number), .strong)
    guard showsBranch, let branch = expansion.branch else { return [[Span(" = "), value]] }
    let condition =
      expansion.substituted(branch.condition, names: Symbols.typeset, place.text)
      ?? branch.condition
    guard !branch.isPlain else { return [[Span(" \(condition): "), value]] }
    let expression =
      expansion.substituted(branch.expression, names: Symbols.typeset, place.text)
      ?? branch.expression
    return [[Span(" \(condition): \(expression)")], [Span(" = "), value]]
  }
}

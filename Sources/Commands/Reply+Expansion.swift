import Engine
import Walkthrough

extension Reply {
  private static let mostTerms = 10

  /// An element as its equation, its terms, the largest first, and what is worked out on the way to them.
  static func lines(of expansion: Expansion, _ step: Step, _ language: Language) -> [String] {
    func say(_ phrase: Phrase) -> String { phrase.text(in: language) }
    var lines = [
      Symbols.worded(expansion.equation, in: language),
      "\(name(of: expansion)) = \(NumberFormat.exact(expansion.value))",
    ]
    let shown = expansion.largestFirst.prefix(mostTerms)
    lines += shown.map { "  " + Symbols.worded(line(of: $0, in: expansion), in: language) }
    let rest = expansion.largestFirst.dropFirst(shown.count).counted
    if rest.count > 0 { lines.append("  " + say(.termsMore(rest.count, sum: rest.sum))) }
    if let identity = expansion.identity {
      lines.append(
        [name(of: expansion), SumText.names(identity.terms), numbers(identity.terms)]
          .joined(separator: " = "))
    }
    let context = expansion.context.map { "\($0.name) = \(constant($0.value))" }
    if case .maxout = step.operation {
      return lines + [say(.largestOf(context.count))] + context.map { "  " + $0 }
    }
    if !expansion.parts.isEmpty { lines.append(say(.onTheWay)) }
    if !context.isEmpty { lines.append("  " + context.joined(separator: ", ")) }
    return lines + expansion.parts.map { "  " + line(of: $0) }
  }

  /// `1 − x_output4[3]² = 1 − 0.25² = 0.9375`: a term in names, in numbers, and its value.
  private static func line(of term: Term, in expansion: Expansion) -> String {
    let factors = term.factors
    let names = term.names
    if let factor = factors.first, factors.count == 1, factor.isStated { return names }
    let value = NumberFormat.exact(term.product)
    if let branch = expansion.branch {
      let condition = expansion.substituted(branch.condition, NumberFormat.exact)
      let expression = expansion.substituted(branch.expression, NumberFormat.exact)
      let right =
        branch.isNumber
        ? branch.expression
        : branch.isPlain ? value : "\(expression ?? branch.expression) = \(value)"
      return "\(names); \(condition ?? branch.condition): \(right)"
    }
    let substituted = expansion.substituted(term, NumberFormat.exact)
    let product = factors.enumerated().map { place, factor in
      let number = NumberFormat.exact(factor.value)
      return factor.value < 0 && place > 0 ? "(\(number))" : number
    }.joined(separator: " · ")
    return [names, substituted, factors.count > 1 ? product : nil, value].compactMap { $0 }
      .joined(separator: " = ")
  }

  private static func name(of expansion: Expansion) -> String {
    let index = expansion.index.map(String.init).joined(separator: ",")
    return index.isEmpty ? expansion.name : "\(expansion.name)[\(index)]"
  }

  /// A constant as it was given: `32`, `0.9`.
  private static func constant(_ value: Scalar) -> String {
    value == value.rounded() && abs(value) < 1e6 ? String(Int(value)) : NumberFormat.exact(value)
  }

  /// `m_W2[0,1] = β₁ · m_W2_old[0,1] + (1 − β₁) · dL/dW2[0,1] = 0.9 · 0.0 + 0.1 · 0.5 = 0.05`.
  private static func line(of part: Expansion) -> String {
    let sides = [
      name(of: part), SumText.names(part.terms),
      part.numbers(of: part.terms) { number($0.value) }, number(part.value),
    ]
    return sides.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
      .joined(separator: " = ")
  }

  private static func numbers(_ terms: [Term]) -> String {
    SumText.numbers(terms) { number($0.value) }
  }

  /// With the minus of the formulas, beside which it stands.
  private static func number(_ value: Scalar) -> String {
    NumberFormat.exact(value).replacing("-", with: "−")
  }
}

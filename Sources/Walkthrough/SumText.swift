/// A sum of products as it is written: `P[5] − y[5]`, `0.9 · 0 + 0.1 · (−0.2)`.
public enum SumText {
  /// `W1[3,0] · x_input[0] + W1[3,1] · x_input[1]`; with quotients as they are written by hand, where that is wanted.
  public static func names(_ terms: [Term], asQuotients: Bool = false) -> String {
    joined(terms) { term in
      let isNegative = term.factors.first?.name.hasPrefix("−") ?? false
      let names = factors(of: term, asQuotients).map {
        (isDivisor: $0.isDivisor, text: $0.factor.name)
      }
      guard isNegative, let first = names.first?.text.dropFirst() else { return (false, names) }
      let isSign = first == "1" && names.dropFirst().first?.isDivisor == false
      return (
        true, (isSign ? [] : [(isDivisor: false, text: String(first))]) + names.dropFirst()
      )
    }
  }

  private static func factors(
    of term: Term, _ asQuotients: Bool
  ) -> [(isDivisor: Bool, factor: Factor)] {
    asQuotients ? term.quotient : term.factors.map { (false, $0) }
  }

  /// The same in numbers, each in the given form; a factor below 0 in the middle of a product stands in brackets.
  public static func numbers(
    _ terms: [Term], asQuotients: Bool = false, _ text: (Factor) -> String
  ) -> String {
    joined(terms) { term in
      var factors = factors(of: term, asQuotients)
      let isNegative = (factors.first?.factor.value ?? 0) < 0
      // −1 · y is written − y.
      let isSign = factors.count > 1 && factors[0].factor.name == "−1" && !factors[1].isDivisor
      if isSign { factors.removeFirst() }
      return (
        isNegative,
        factors.enumerated().map { place, item in
          let factor = item.factor
          if place == 0, isNegative, !isSign {
            return (false, text(Factor(factor.name, -factor.value)))
          }
          let needsBrackets = factor.value < 0 && (place > 0 || isSign)
          return (item.isDivisor, needsBrackets ? "(\(text(factor)))" : text(factor))
        }
      )
    }
  }

  private static func joined(
    _ terms: [Term],
    _ parts: (Term) -> (isNegative: Bool, factors: [(isDivisor: Bool, text: String)])
  ) -> String {
    terms.enumerated().map { place, term in
      let (isNegative, factors) = parts(term)
      let sign = place == 0 ? (isNegative ? "−" : "") : isNegative ? " − " : " + "
      return sign + Term.joined(factors)
    }.joined()
  }
}

/// A sum of products as it is written: `P[5] − y[5]`, `0.9 · 0 + 0.1 · (−0.2)`.
public enum SumText {
  /// `W1[3,0] · x_input[0] + W1[3,1] · x_input[1]`.
  public static func names(_ terms: [Term]) -> String {
    joined(terms) { term in
      let isNegative = term.factors.first?.name.hasPrefix("−") ?? false
      let names = term.factors.map(\.name)
      guard isNegative, let first = names.first?.dropFirst() else { return (false, names) }
      return (true, (first == "1" ? [] : [String(first)]) + names.dropFirst())
    }
  }

  /// The same in numbers, each in the given form; a factor below 0 in the middle of a product stands in brackets.
  public static func numbers(_ terms: [Term], _ text: (Factor) -> String) -> String {
    joined(terms) { term in
      var factors = term.factors
      let isNegative = (factors.first?.value ?? 0) < 0
      // −1 · y is written − y.
      let isSign = factors.count > 1 && factors.first?.name == "−1"
      if isSign { factors.removeFirst() }
      return (
        isNegative,
        factors.enumerated().map { place, factor in
          if place == 0, isNegative, !isSign {
            return text(Factor(factor.name, -factor.value))
          }
          return factor.value < 0 && (place > 0 || isSign) ? "(\(text(factor)))" : text(factor)
        }
      )
    }
  }

  private static func joined(
    _ terms: [Term], _ parts: (Term) -> (isNegative: Bool, factors: [String])
  ) -> String {
    terms.enumerated().map { place, term in
      let (isNegative, factors) = parts(term)
      let sign = place == 0 ? (isNegative ? "−" : "") : isNegative ? " − " : " + "
      return sign + factors.joined(separator: " · ")
    }.joined()
  }
}

import Engine
import Walkthrough

extension WalkView {
  /// The most terms of a sum that are lit in the operands.
  private static let mostLit = 6

  /// How many terms of a sum are lit: those that its line writes out.
  private static func litTerms(_ place: WalkPlace, _ terms: [Term]) -> Int {
    let counted = terms.prefix(mostLit).count { $0.product != 0 }
    guard terms.count > 1 else { return counted }
    return min(counted, max(1, termsInLine(terms, place, width: place.state.width - 2).count))
  }

  /// The elements of the operands that the selected element is made of, the largest terms of a long sum.
  static func litElements(_ place: WalkPlace) -> [String: [Int]] {
    guard let step = place.step, let expansion = place.expansion else { return [:] }
    var lit: [String: [Int]] = [:]
    let terms = expansion.largestFirst
    for term in terms.prefix(litTerms(place, terms)) {
      for factor in term.factors {
        for operand in step.operands {
          guard let offset = offset(of: operand, in: factor.name, place),
            !(lit[operand]?.contains(offset) ?? false)
          else { continue }
          lit[operand, default: []].append(offset)
        }
      }
    }
    return lit
  }

  /// The element of an operand that a factor names: 42 of `x_input` in `σ(x_input[42])`.
  private static func offset(of operand: String, in factor: String, _ place: WalkPlace) -> Int? {
    let text = Array(factor.unicodeScalars)
    let name = Array((operand + "[").unicodeScalars)
    guard text.count > name.count,
      let start = (0...text.count - name.count).first(where: { start in
        text[start..<start + name.count].elementsEqual(name)
          && (start == 0 || !(text[start - 1].properties.isAlphabetic || text[start - 1] == "/"))
      }),
      let tensor = place.tensor(operand)
    else { return nil }
    var index: [Int] = []
    var digits = ""
    for scalar in text[(start + name.count)...] {
      if scalar == "," || scalar == "]" {
        guard let number = Int(digits) else { return nil }
        index.append(number)
        digits = ""
        if scalar == "]" { break }
      } else {
        digits.unicodeScalars.append(scalar)
      }
    }
    return tensor.offset(of: index)
  }
}

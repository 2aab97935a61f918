import Engine
import Walkthrough

extension WalkView {
  /// How many terms of a sum are lit in the operands.
  private static let litTerms = 6

  /// The elements of the operands that the selected element is made of, the largest terms of a long sum.
  static func litElements(_ place: WalkPlace) -> [String: [Int]] {
    guard let step = place.step, let expansion = place.expansion else { return [:] }
    var lit: [String: [Int]] = [:]
    for term in expansion.largestFirst.prefix(litTerms) where term.product != 0 {
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

import Engine
import Walkthrough

extension WalkView {
  /// The most terms of a sum that are looked at for a line.
  private static let mostLit = 6

  /// How many terms of a sum are lit: those that are written out below, in a list of so many or in a line.
  static func litTerms(_ place: WalkPlace, _ terms: [Term], listed: Int? = nil) -> Int {
    let counted = terms.prefix(listed ?? mostLit).count { $0.product != 0 }
    guard terms.count > 1, listed == nil else { return counted }
    return min(counted, max(1, termsInLine(terms, place, width: place.state.width - 2).count))
  }

  /// The elements of the operands that the selected element is made of: those of the chosen term, or the largest of a long sum.
  static func litElements(_ place: WalkPlace, listed: Int? = nil) -> [String: [Int]] {
    guard let step = place.step else { return [:] }
    var lit: [String: [Int]] = [:]
    let terms = place.largestTerms
    let shown =
      place.chosenTerm.map { [terms[$0]] }
      ?? Array(terms.prefix(litTerms(place, terms, listed: listed)))
    for mention in shown.flatMap(\.factors).flatMap(\.mentions) {
      guard step.operands.contains(mention.name),
        let offset = place.tensor(mention.name)?.offset(of: mention.index),
        !(lit[mention.name]?.contains(offset) ?? false)
      else { continue }
      lit[mention.name, default: []].append(offset)
    }
    return lit
  }

  /// The other way: the element of the result in which an operand's element takes part, and the term with it.
  ///
  /// The selected one if it is among them, else the one at the same place, in the same row or the same column.
  static func result(
    of operand: String, at offset: Int, _ place: WalkPlace
  ) -> (element: Int, term: Int?)? {
    guard let step = place.step, let trace = place.trace, let value = place.value,
      let tensor = place.tensor(operand), tensor.values.indices.contains(offset)
    else { return nil }
    let width = place.layout?.kind == .sheet ? value.shape.last ?? 1 : 1
    let (row, column) = (place.element / width, place.element % width)
    let candidates = [place.element, offset, offset * width + column, row * width + offset]
    let mention = Mention(name: operand, index: tensor.index(at: offset))
    for element in candidates where element < value.values.count {
      let terms =
        trace.expansion(
          of: step, index: value.index(at: element), at: place.position)?.largestFirst ?? []
      guard
        let term = terms.firstIndex(where: { $0.factors.contains { $0.mentions.contains(mention) } }
        )
      else { continue }
      return (element, terms.count > 1 ? term : nil)
    }
    return nil
  }
}

import Engine
import Walkthrough

extension WalkView {
  /// The most terms of a sum that are lit where nothing lists them.
  static let mostLit = 6

  /// How many terms are written out below the pictures: a list of them, or as many as a line takes.
  static func termsWritten(_ place: WalkPlace, height: Int) -> Int {
    let terms = place.listedTerms
    return tableRows(terms, height: height)
      ?? max(1, termsInLine(terms, place, width: place.state.width - 2).count)
  }

  /// The elements of the operands that the selected element is made of: those of the chosen term, or the largest of a long sum.
  static func litElements(_ place: WalkPlace, most: Int = mostLit) -> [String: [Int]] {
    guard let step = place.step else { return [:] }
    var lit: [String: [Int]] = [:]
    let terms = place.listedTerms
    let shown =
      place.chosenTerm.map { [terms[$0]] } ?? terms.prefix(most).filter { $0.product != 0 }
    var shapes: [String: Tensor] = [:]
    for name in step.operands { shapes[name] = place.tensor(name) }
    for mention in shown.flatMap(\.factors).flatMap(\.mentions) {
      guard let offset = shapes[mention.name]?.offset(of: mention.index),
        !(lit[mention.name]?.contains(offset) ?? false)
      else { continue }
      lit[mention.name, default: []].append(offset)
    }
    return lit
  }

  /// The same panels with other elements lit.
  static func relit(_ panels: [TensorPanel], _ lit: [String: [Int]]) -> [TensorPanel] {
    panels.map { panel in
      var panel = panel
      guard !panel.isResult, !panel.areLabels else { return panel }
      if panel.name.isEmpty {
        // Products stand beside the factors that they are of.
        panel.marked = panels.first.map { relit([$0], lit)[0].marked } ?? []
        return panel
      }
      panel.light(lit[panel.name] ?? [])
      return panel
    }
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
          of: step, index: value.index(at: element), at: place.position
        ).map(place.listed) ?? []
      guard
        let term = terms.firstIndex(where: { $0.factors.contains { $0.mentions.contains(mention) } }
        )
      else { continue }
      return (element, terms.count > 1 ? term : nil)
    }
    return nil
  }
}

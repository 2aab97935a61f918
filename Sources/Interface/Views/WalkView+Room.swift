import Engine
import Walkthrough

/// What stands where a step's own tensors leave room.
extension WalkView {
  /// The elements that the step moves most: old → new, and the step as a bar.
  static func drawLargestSteps(
    _ step: Step, _ change: ParameterUpdate, _ place: WalkPlace, on canvas: inout Canvas,
    in area: Rect
  ) -> [AppState.Target] {
    let theme = place.theme
    let steps = change.step.values
    guard area.height >= 3, area.width >= 44, steps.count > 1 else { return [] }
    let order = steps.indices.filter { steps[$0].isFinite && steps[$0] != 0 }
      .sorted { abs(steps[$0]) > abs(steps[$1]) }.prefix(area.height - 1)
    guard !order.isEmpty else { return [] }
    let bars = SignedBars(order.map { Double(steps[$0]) })
    let title = WalkPhrase.largestSteps.text(in: place.state.language)
    canvas.put(
      theme.text(title), x: area.x, y: area.y, width: area.width,
      ellipsis: theme.glyph(.ellipsis), theme.ink(.faint))
    let names = order.map {
      theme.text(
        Symbols.typeset(WalkPlace.reference(step.name, change.step.index(at: $0))))
    }
    let nameWidth = names.map { $0.unicodeScalars.count }.max() ?? 0
    let width = place.digits + 4
    func column(_ values: [Scalar]) -> [String] {
      let texts = values.map { place.updateText($0, width: width) }
      return NumberText.inOneNotation(
        texts, of: values, digits: place.digits, width: width
      ).map(theme.text)
    }
    // Before, after and the step between them share the places, so that they add up.
    let numbers = column(
      order.flatMap { [change.old.values[$0], change.new.values[$0], steps[$0]] })
    let weights = order.indices.flatMap { [numbers[3 * $0], numbers[3 * $0 + 1]] }
    let moves = order.enumerated().map { (steps[$1] < 0 ? "" : "+") + numbers[3 * $0 + 2] }
    var targets: [AppState.Target] = []
    for (row, offset) in order.enumerated() {
      let y = area.y + 1 + row
      let isChosen = offset == place.element
      canvas.put(names[row], x: area.x, y: y, theme.ink(isChosen ? .selected : .text))
      var x = area.x + nameWidth + 1
      canvas.put(
        weights[2 * row], x: x, y: y, width: width, align: .right, theme.ink(.text))
      x = canvas.put(theme.text(" → "), x: x + width, y: y, theme.ink(.faint))
      canvas.put(
        weights[2 * row + 1], x: x, y: y, width: width, align: .right, theme.ink(.strong))
      x += width + 2
      canvas.put(moves[row], x: x, y: y, width: width, align: .right, theme.ink(.text))
      x += width + 1
      let bar = min(30, area.maxX - x - 1)
      if bar >= 4 {
        bars.draw(
          Double(steps[offset]), on: &canvas, in: Rect(x: x, y: y, width: bar, height: 1), theme)
      }
      targets.append(
        AppState.Target(
          Rect(x: area.x, y: y, width: area.width, height: 1),
          .element(name: step.name, offset: offset)))
    }
    return targets
  }

  /// The largest elements of a result, each as the product it is.
  static func drawLargestElements(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) {
    guard let step = place.step, let trace = place.trace, let value = place.value,
      place.layout?.kind == .picture, area.height >= 3, step.phase != .update
    else { return }
    // All that are kept are one number.
    if case .mask = step.operation { return }
    let order = value.values.indices
      .filter { value.values[$0].isFinite && value.values[$0] != 0 }
      .sorted { abs(value.values[$0]) > abs(value.values[$1]) }.prefix(area.height - 1)
    let products = order.compactMap { offset -> (element: [Int], term: Term)? in
      let index = value.index(at: offset)
      guard
        let expansion = trace.expansion(of: step, index: index, at: place.position),
        expansion.terms.count == 1, let term = expansion.terms.first
      else { return nil }
      guard let branch = expansion.branch else { return (index, term) }
      // Of a function by pieces the one that applies; where that is a number, it says itself.
      return branch.isNumber
        ? nil : (index, Term([Factor(branch.expression, term.product)]))
    }
    guard !products.isEmpty else { return }
    canvas.put(
      place.theme.text(WalkPhrase.largestElements.text(in: place.state.language)), x: area.x,
      y: area.y, place.theme.ink(.faint))
    drawTable(
      products.map(\.term), place, on: &canvas,
      in: Rect(x: area.x, y: area.y + 1, width: area.width, height: area.height - 1),
      orNamed: products.map { Symbols.typeset(WalkPlace.reference(step.name, $0.element)) })
  }

  /// At the start of the chain: every equation that the way back consists of.
  static func drawWayBack(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    let theme = place.theme
    let steps = place.steps.filter { $0.phase == .backward && $0.index > place.position }
    guard area.height >= 3 else { return [] }
    // Above the title and below the list there is a row where all find room with it.
    let isRoomy = steps.count + 3 <= area.height
    let (head, list) = area.splitTop(isRoomy ? 2 : 1)
    canvas.put(
      theme.text(WalkPhrase.wayBack.text(in: place.state.language)), x: area.x, y: head.maxY - 1,
      theme.ink(.faint))
    var targets: [AppState.Target] = []
    let names = steps.map { theme.text(Symbols.typeset($0.name)) }
    let width = names.map { $0.unicodeScalars.count }.max() ?? 0
    let shown = steps.count <= list.height ? steps.count : list.height - 1
    let equations = steps.map {
      theme.text(
        Symbols.typeset(
          String($0.equation.dropFirst($0.name.count)), in: place.state.language))
    }
    let widest = equations.map { $0.unicodeScalars.count }.max() ?? 0
    let shapes = steps.map { shape(of: $0).unicodeScalars.count }.max() ?? 0
    let end = min(area.width, max(90, 5 + width + widest + 2 + shapes))
    for (row, step) in steps.prefix(shown).enumerated() {
      let y = list.y + row
      let isParameter = place.symbols.key(named: String(step.name.dropFirst(4))) != nil
      let index = String(step.index)
      canvas.put(index, x: area.x, y: y, width: 3, align: .right, theme.ink(.faint))
      canvas.put(
        names[row], x: area.x + 5, y: y, theme.ink(isParameter ? .gradient : .text))
      let shape = shape(of: step)
      canvas.put(
        equations[row], x: area.x + 5 + width, y: y,
        width: end - width - 6 - shape.unicodeScalars.count, ellipsis: theme.glyph(.ellipsis),
        theme.ink(.text))
      canvas.put(
        theme.text(shape), x: area.x, y: y, width: end, align: .right, theme.ink(.faint))
      targets.append(
        AppState.Target(
          Rect(x: area.x, y: y, width: area.width, height: 1), .command("goto \(step.index)")))
    }
    if shown < steps.count, let goal = names.last {
      let rest = WalkPhrase.moreSteps(steps.count - shown, last: goal)
      canvas.put(
        theme.text("… " + rest.text(in: place.state.language)), x: area.x + 5, y: area.maxY - 1,
        width: area.width - 5, ellipsis: theme.glyph(.ellipsis), theme.ink(.faint))
    }
    return targets
  }
}

import Commands
import Engine
import Walkthrough

extension WalkView {
  /// The current step: its formula, what a lecturer would say, operands and result, and one element's arithmetic.
  static func drawStep(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard let step = place.step, area.height > 3 else { return [] }
    let layout = StepLayout(step, place, in: area)
    let pictures = layout.pictures.inset(1, 0)
    var targets: [AppState.Target]
    Paragraph.draw(layout.words[...], on: &canvas, in: layout.wordsArea, place.theme)
    let arithmetic = layout.terms.inset(1, 0)
    let terms = drawTerms(place, on: &canvas, in: arithmetic)
    switch step.operation {
    case .update, .runningStatistic: targets = drawUpdate(place, on: &canvas, in: pictures)
    case .lossAgain: targets = drawLossAgain(place, on: &canvas, in: pictures)
    case .one: targets = drawWayBack(place, on: &canvas, in: pictures)
    default:
      targets = drawOperands(
        layout.operands, of: step, place, on: &canvas, in: pictures,
        orIn: [
          arithmetic.splitTop(1).top,
          layout.wordsArea.splitTop(max(0, layout.wordsArea.height - 1)).bottom,
        ])
    }
    targets.append(drawHead(step, place, on: &canvas, in: layout.head))
    targets.append(AppState.Target(layout.terms, .key(Key(.enter))))
    targets += terms
    targets += drawBatch(place, on: &canvas, in: layout.batch.inset(1, 0))
    return targets + drawBoundary(layout.boundary, place, on: &canvas)
  }

  /// Where the parts of a step stand.
  struct StepLayout {
    let head: Rect
    let words: [[Span]]
    let wordsArea: Rect
    private(set) var operands: Operands
    let pictures: Rect
    let terms: Rect
    /// The images of a batch, where there is much room.
    let batch: Rect
    /// Between the pictures and the arithmetic: a row of its own in a large window, else only the keys move it.
    let boundary: Boundary

    init(_ step: Step, _ place: WalkPlace, in area: Rect) {
      var rest: Rect
      (head, rest) = area.splitTop(1)
      let isLong = WalkView.isLong(place, width: area.width)
      // What the rule above cannot hold stands below it whole.
      let equation = isLong ? [Span(place.equation + "\n", .strong)] : []
      let inside = rest.inset(1, 0)
      var spans = equation + narration(step, place)
      var text = Paragraph(spans).lines(width: inside.width, place.theme)
      let most =
        switch step.operation {
        // What came of the update is worth more than words about it.
        case .lossAgain: max(2, min(6, rest.height - 9))
        // The list of a batch's images is to be read to its end.
        case .flatten where place.batch != nil: 8
        default: isLong ? 6 : 4
        }
      // Of the last step's remarks each is whole or not there.
      while step.operation == .lossAgain, text.count > most, spans.count > equation.count + 2 {
        spans.removeLast()
        text = Paragraph(spans).lines(width: inside.width, place.theme)
      }
      words = Paragraph.cut(text, to: most, width: inside.width, place.theme)
      let lines = words.count
      (wordsArea, rest) = (
        Rect(x: inside.x, y: inside.y, width: inside.width, height: lines),
        rest.splitTop(lines).bottom
      )
      let hasBatch = place.batch != nil && rest.height >= 24 && step.operation != .flatten
      (rest, batch) = rest.splitTop(rest.height - (hasBatch ? batchRows : 0))
      let room = rest.height
      operands = WalkView.operands(step, place)
      // Pictures first: the arithmetic gets what they leave, and the little that it needs in any case.
      let least = min(leastTerms(step, place, room: room), room)
      let needed = pictureRows(
        operands, of: step, place,
        in: Rect(x: 0, y: 0, width: inside.width, height: room - least))
      let cut = place.state.splits.cut(
        rest, at: .arithmetic, preferred: min(needed, room - least), least: (first: 4, second: 2))
      let isRoomy = room > 20
      pictures = cut.first
      terms = isRoomy ? cut.second.splitTop(1).bottom : cut.second
      boundary = cut.boundary.at(
        Rect(
          x: rest.x, y: cut.second.y, width: isRoomy ? rest.width : 0, height: isRoomy ? 1 : 0))
      // What is marked above is what is listed below.
      if place.chosenTerm == nil, place.listedTerms.count > 1 {
        let most = termsWritten(place, height: terms.height)
        if most != WalkView.mostLit {
          operands.panels = relit(operands.panels, litElements(place, most: most))
        }
      }
    }
  }

  /// The rows of the shortest table of an update: its titles, two elements and how many more there are.
  private static let leastTable = 4

  /// The rows that the arithmetic keeps: a line or two, an update's as many as it has numbers to show.
  private static func leastTerms(_ step: Step, _ place: WalkPlace, room: Int) -> Int {
    // The list of the way back is worth more than a row below `dL/dL = 1`.
    if step.operation == .one { return 1 }
    guard let expansion = place.expansion, step.phase == .update, !expansion.parts.isEmpty else {
      // A long sum is more than its two largest terms.
      let isSum = (place.expansion?.terms.count { $0.product != 0 } ?? 0) > 2
      return room > 24 && isSum ? 8 : room > 16 ? 4 : 2
    }
    let all = 1 + expansion.terms.count + expansion.parts.count
    // The table above can be shorter, the derivation cannot.
    return max(2, min(all, max(room / 2, room - leastTable))) + (room > 20 ? 1 : 0)
  }

  /// A boundary where the mouse can take it, and the line that shows it.
  static func drawBoundary(
    _ boundary: Boundary, _ place: WalkPlace, on canvas: inout Canvas
  ) -> [AppState.Target] {
    guard !boundary.area.isEmpty else { return [] }
    if boundary.splitter == .arithmetic {
      canvas.fill(boundary.area, place.theme.glyph(.horizontal), place.theme.ink(.frame))
    }
    let isMarked = place.state.splits.isMarked(boundary)
    boundary.draw(on: &canvas, isMarked: isMarked, place.theme)
    return [AppState.Target(boundary.area, .boundary(boundary))]
  }

  /// Whether the equation of the step is too long for the rule above it.
  private static func isLong(_ place: WalkPlace, width: Int) -> Bool {
    place.theme.text(place.equation).unicodeScalars.count > width - 4
  }

  /// The rule above a step: its equation, and the shapes or the shape of the result; a press looks from farther.
  static func drawHead(
    _ step: Step, _ place: WalkPlace, on canvas: inout Canvas, in row: Rect
  ) -> AppState.Target {
    drawRule(
      title: isLong(place, width: row.width)
        ? Symbols.typeset(step.name) : place.equation,
      note: shapes(of: step, place),
      brief: shape(of: step), on: &canvas, in: row, place.theme)
    return AppState.Target(row, .key(.character("-")))
  }

  /// The rows that the pictures of a step make use of.
  private static func pictureRows(
    _ operands: Operands, of step: Step, _ place: WalkPlace, in area: Rect
  ) -> Int {
    let panels = operands.panels
    if step.operation == .lossAgain {
      return area.height >= 24 ? largeLossAgainRows : min(area.height, lossAgainRows)
    }
    if step.operation.updatedKey != nil { return updateRows(place, in: area) }
    guard let result = panels.last, result.layout.kind != .sheet, step.phase != .update,
      step.operation != .one, !drawsCurve(step, place)
    else { return area.height }
    let (size, operand) = sizes(
      panels, gap: gap(operands.signs, place.theme), in: area, place.theme)
    let caption = panels.dropLast().contains(where: \.hasMarks) ? 1 : 0
    let colours = area.height > 12 && panels.dropLast().contains(where: \.hasColours) ? 1 : 0
    let besides =
      (panels.dropLast().map { $0.extent(operand).height }.max() ?? 0) + caption + colours
    let legend = result.hasColours ? 1 : 0
    // And a row to stand clear of the arithmetic.
    return min(area.height, 2 + max(besides, result.extent(size).height + legend))
  }

  /// A line with a title and, at its right end, a note, or the brief one where that is too long.
  static func drawRule(
    title: String, note: String, brief: String = "", on canvas: inout Canvas, in row: Rect,
    _ theme: Theme
  ) {
    canvas.fill(row, theme.glyph(.horizontal), theme.ink(.frame))
    let title = theme.text(title)
    let titleWidth = title.unicodeScalars.count
    let notes = [note, brief].map(theme.text).filter { !$0.isEmpty }
    let note = notes.first { titleWidth + $0.unicodeScalars.count + 8 <= row.width } ?? ""
    let noteWidth = note.unicodeScalars.count
    let hasNote = !note.isEmpty
    let room = row.width - 4 - (hasNote ? noteWidth + 3 : 0)
    let width = min(titleWidth, room)
    canvas.fill(Rect(x: row.x + 1, y: row.y, width: width + 2, height: 1), theme.ink(.title))
    canvas.put(
      title, x: row.x + 2, y: row.y, width: room, ellipsis: theme.glyph(.ellipsis),
      theme.ink(.title))
    guard hasNote else { return }
    let x = row.maxX - noteWidth - 2
    canvas.fill(Rect(x: x - 1, y: row.y, width: noteWidth + 2, height: 1), theme.ink(.faint))
    canvas.put(note, x: x, y: row.y, theme.ink(.faint))
  }

  /// `[128×100]`; a scalar is `[1]`.
  static func shape(of step: Step) -> String {
    "[\((step.shape.isEmpty ? [1] : step.shape).map(String.init).joined(separator: "×"))]"
  }

  /// The equation in shapes: `[128×100] = [128×1] · [1×100]`.
  static func shapes(of step: Step, _ place: WalkPlace) -> String {
    func text(_ shape: [Int]) -> String { "[\(shape.map(String.init).joined(separator: "×"))]" }
    let own = step.shape.isEmpty ? [1] : step.shape
    guard let trace = place.trace, trace.batch == 1 else { return text(own) }
    func size(_ layer: Int) -> (outputs: Int, inputs: Int)? {
      guard case .linear(let linear) = trace.network.layers[layer] else { return nil }
      return (linear.outputs, linear.inputs)
    }
    switch step.operation {
    case .linear(let layer):
      guard let (m, n) = size(layer) else { return text(own) }
      let bias = step.operands.count > 2 ? " + [\(m)×1]" : ""
      return "[\(m)×1] = [\(m)×\(n)] · [\(n)×1]" + bias
    case .weightGradient(let layer):
      guard let (m, n) = size(layer) else { return text(own) }
      return "[\(m)×\(n)] = [\(m)×1] · [1×\(n)]"
    case .inputGradient(let layer):
      guard let (m, n) = size(layer) else { return text(own) }
      return "[\(n)×1] = [\(n)×\(m)] · [\(m)×1]"
    case .logitGradient:
      let n = step.shape.first ?? 1
      return "[1×\(n)] = [1×\(n)] · [\(n)×\(n)]"
    case .flatten: return "\(text([place.image.rows, place.image.columns, 1])) → \(text(own))"
    case .activation, .probability: return "\(text(own)) → \(text(own))"
    case .errorTimesSlope, .dropout:
      return step.operands.count > 1 ? "\(text(own)) = \(text(own)) ⊙ \(text(own))" : text(own)
    default: return text(own)
    }
  }

  /// α as short as it is exact.
  static func rate(_ update: Trace.Update) -> String {
    let isWhole = update.rate == update.rate.rounded() && update.rate < 10_000
    guard !isWhole else { return NumberText.fixed(update.rate, digits: 0) }
    return (1...6).map { NumberText.fixed(update.rate, digits: $0) }.first {
      Scalar($0).map { abs($0 - update.rate) <= 1e-4 * update.rate } ?? false
    } ?? NumberText.fixed(update.rate, digits: 6)
  }

  /// What makes a value of this step's result one of a unit that hardly learns.
  static func flatTest(_ step: Step, _ trace: Trace) -> ((Scalar) -> Bool)? {
    guard case .activation(let layer) = step.operation,
      case .activation(let activation) = trace.network.layers[layer]
    else { return nil }
    return activation.isFlat
  }
}

import Engine
import Walkthrough

extension WalkView {
  /// The operands, the operator between them, and the result; what the marks are stands below them, or else in one of the other rows.
  static func drawOperands(
    _ operands: Operands, of step: Step, _ place: WalkPlace, on canvas: inout Canvas, in area: Rect,
    orIn rows: [Rect] = []
  ) -> [AppState.Target] {
    let (panels, signs) = (operands.panels, operands.signs)
    guard let result = panels.last, area.height > 1 else { return [] }
    if result.layout.kind == .sheet {
      return drawSheet(
        result, Array(panels.dropLast()), signs.last ?? "", place, on: &canvas, in: area, orIn: rows
      )
    }
    if step.operation == .flatten, result.layout.kind == .picture, panels.count == 2 {
      return drawFlatten(panels[0], result, place, on: &canvas, in: area)
    }
    let curveArea = drawsCurve(step, place) ? area.splitTop(3).bottom : nil
    let area = curveArea == nil ? area : area.splitTop(3).top
    let gap = gap(signs, place.theme)
    let (resultSize, operandSize) = sizes(panels, gap: gap, in: area, place.theme)
    var items = placed(panels, (resultSize, operandSize), gap: gap, in: area, place.theme)
    let legends = PictureLegend.row(items, place.theme)
    let last = items.count - 1
    if result.hasColours, !legends[last].fits(place.theme) {
      items[last].panel.note = noteWithLimit(result, place, width: items[last].box.width)
    }
    // Signs stand in one row: that of the numbers, or the middle of the pictures and lists.
    let pictures = panels.allSatisfy { $0.layout.kind == .picture || $0.layout.kind == .list }
    let heights = items.map { $0.panel.extent($0.size).height }
    let signRow =
      area.y + 1 + (pictures ? (min(area.height - 1, heights.min() ?? 1) - 1) / 2 : 0)
    var targets: [AppState.Target] = []
    for (index, item) in items.enumerated() {
      if index > 0 {
        // A blank stands behind it in any case.
        let sign = place.theme.text(signs[index - 1])
        canvas.put(
          sign, x: item.box.x - 1 - sign.unicodeScalars.count, y: signRow,
          place.theme.ink(.strong))
      }
      targets += item.panel.draw(on: &canvas, in: item.box, size: item.size, place.theme)
    }
    // What the marks are stands below the scales of the operands, and clear of the signs.
    var below = area.y + 1 + (heights.dropLast().max() ?? 0)
    for (index, legend) in legends.enumerated() where legend.fits(place.theme) {
      drawColours(
        legend.panel.scale, of: legend.panel.tensor.values, place, on: &canvas, in: legend.place)
      if index < last { below = legend.place.maxY }
    }
    if below == signRow { below += 1 }
    _ = drawCaption(
      panels.dropLast(), operandSize, place, on: &canvas,
      in: Rect(
        x: area.x, y: below, width: items[last].box.x - area.x - 4,
        height: below < area.maxY ? 1 : 0), orIn: rows)
    if let curveArea { drawCurve(step, place, on: &canvas, in: curveArea) }
    return targets
  }

  /// The columns between panels, with room for their signs and blanks about them: `÷√`, in ASCII `->` and `sum`.
  static func gap(_ signs: [String], _ theme: Theme) -> Int {
    max(theme.isASCII ? 4 : 3, 2 + (signs.map { theme.text($0).unicodeScalars.count }.max() ?? 0))
  }

  /// The panels from left to right with a gap between them; the last one has all that is left.
  private static func placed(
    _ panels: [TensorPanel], _ sizes: (result: PixelSize, operand: PixelSize), gap: Int,
    in area: Rect, _ theme: Theme
  ) -> [(panel: TensorPanel, size: PixelSize, box: Rect)] {
    var x = area.x
    return panels.enumerated().map { index, panel in
      let isLast = index == panels.count - 1
      let size = isLast ? sizes.result : sizes.operand
      let width = isLast ? area.maxX - x : panel.width(size, theme)
      defer { x += width + gap }
      return (panel, size, Rect(x: x, y: area.y, width: width, height: area.height))
    }
  }

  /// The shape of a result and the ends of its scale, or those alone where there is no room for both, with fewer figures where even that is too long.
  private static func noteWithLimit(
    _ result: TensorPanel, _ place: WalkPlace, width: Int
  ) -> String {
    func limit(_ figures: Int) -> String {
      WalkView.limit(result.scale, of: result.tensor.values, place, figures: figures)
    }
    let notes = [result.note + " " + limit(3), limit(3), limit(2), limit(1)]
    return notes.first { note in
      var panel = result
      panel.note = note
      return panel.titleWidth(place.theme) <= width
    } ?? ""
  }

  /// The products that a single unit adds up, as a picture of their own.
  private static func productPanel(
    _ weights: TensorPanel, _ input: TensorPanel, _ place: WalkPlace
  ) -> TensorPanel? {
    let (w, x) = (weights.tensor.values, input.tensor.values)
    guard w.count == x.count, let trace = place.trace, trace.batch == 1 else { return nil }
    let products = zip(w, x).map { $0 * $1 }
    let scale = ColourScale.diverging(over: products)
    return TensorPanel(
      title: "\(weights.title.replacing("[0,·]", with: "")) ⊙ \(input.title)",
      note: limit(scale, of: products, place),
      name: "", tensor: Tensor(vector: products), layout: .vector(count: products.count),
      scale: scale, marked: weights.marked)
  }

  /// The operands and the result, and the signs between them.
  typealias Operands = (panels: [TensorPanel], signs: [String])

  static func operands(_ step: Step, _ place: WalkPlace) -> Operands {
    guard let result = resultPanel(step, place) else { return ([], []) }
    let lit = litElements(place)
    var names = step.operands
    // What comes back is the first to be seen, where not all have room.
    if case .batchNormGradient = step.operation {
      names = Array(names.dropFirst(2) + names.prefix(2))
    }
    var operands = names.compactMap { operandPanel($0, step, place, lit: lit) }
    // As the equation has it.
    switch step.operation {
    case .weightGradient where operands.count == 2: operands[1].title += "ᵀ"
    case .localByWeights, .localByInput, .inputGradient:
      if !operands.isEmpty { operands[0].title += "ᵀ" }
    default: break
    }
    var signs = signs(step, count: operands.count)
    if result.layout.kind == .sheet {
      // Where operands stand over each other, their signs are in their titles.
      for index in operands.indices.dropFirst() where !signs[index - 1].isEmpty {
        operands[index].title = signs[index - 1] + " " + operands[index].title
      }
    } else if result.layout.kind != .number, operands.contains(where: { $0.origin != nil }) {
      // A row or a column makes one element of what follows.
      signs[signs.count - 1] = "→"
    }
    var panels = operands + [result]
    if case .linear = step.operation, result.layout.kind == .number, operands.count >= 2,
      let products = productPanel(operands[0], operands[1], place),
      hasRoom(for: panels + [products], place)
    {
      panels.insert(products, at: panels.count - 1)
      signs[signs.count - 1] = "→"
      signs.append("Σ")
    }
    return (panels, signs)
  }

  /// Whether panels stand side by side, the smallest that they can be.
  private static func hasRoom(for panels: [TensorPanel], _ place: WalkPlace) -> Bool {
    panels.reduce(gap(["→", "Σ"], place.theme) * (panels.count - 1)) {
      $0 + $1.width(.half, place.theme)
    }
      <= place.state.width - 2
  }

  /// The largest pixels at which all panels stand side by side; where not all can be large, the operands are smaller than the result by as little as can be.
  static func sizes(
    _ panels: [TensorPanel], gap: Int, in area: Rect, _ theme: Theme
  ) -> (result: PixelSize, operand: PixelSize) {
    let sizes = TensorPanel.sizes
    let titles = panels.map { $0.titleWidth(theme) }
    // By the sum of both places in the list; of equal sums the most even pair.
    for sum in 0...2 * (sizes.count - 1) {
      for result in (max(0, sum - sizes.count + 1)...sum / 2).reversed() {
        let pair = (result: sizes[result], operand: sizes[sum - result])
        let fits = panels.enumerated().map {
          let size = $0.offset == panels.count - 1 ? pair.result : pair.operand
          let extent = $0.element.extent(size)
          return (width: max(extent.width, titles[$0.offset]), height: extent.height)
        }
        guard fits.map(\.width).reduce(0, +) + gap * (panels.count - 1) <= area.width,
          fits.map(\.height).max() ?? 0 < area.height
        else { continue }
        return pair
      }
    }
    return (.half, .half)
  }

  /// Whether the answer is right, for the sample in view.
  private static func answerRole(_ place: WalkPlace) -> Role {
    guard let pass = place.trace?.forward else { return .accent }
    return answerRole(pass, sample: place.sample ?? 0)
  }

  /// The colour of a probability that says what the label says, or something else.
  static func answerRole(_ pass: ForwardPass, sample: Int) -> Role {
    let probabilities = Array(pass.probabilities.row(sample))
    let head: Head = probabilities.count > 1 ? .categorical : .binary
    return head.prediction(ofProbabilities: probabilities) == pass.targets[sample]
      ? .right : .warning
  }

  static func resultPanel(_ step: Step, _ place: WalkPlace) -> TensorPanel? {
    guard let tensor = place.value, let layout = place.layout else { return nil }
    let shape = step.shape.map(String.init).joined(separator: "×")
    let scale = scale(step.name, tensor.values, place)
    var panel = TensorPanel(
      title: Symbols.typeset(step.name), note: shape, name: step.name, tensor: tensor,
      layout: layout, scale: scale, cursor: layout.kind == .number ? nil : place.element,
      isResult: true, digits: place.digits(of: tensor))
    if layout.kind == .sheet { panel.note = limit(scale, of: tensor.values, place) }
    if let trace = place.trace, trace.batch > 1, trace.isPerSample(step),
      tensor.values.count == trace.batch
    {
      panel.note = WalkPhrase.oneAnImage(trace.batch).text(in: place.state.language)
    }
    if step.operation == .probability { panel.bars = answerRole(place) }
    if let trace = place.trace, let isFlat = flatTest(step, trace) {
      panel.marked = Set(tensor.values.indices.filter { isFlat(tensor.values[$0]) })
      panel.marksAreFlat = true
    }
    return panel
  }

  /// Whether the weights of a step are transposed, so that a column of them makes an element.
  private static func isTransposed(_ step: Step, _ place: WalkPlace) -> Bool {
    switch step.operation {
    case .localByInput: true
    case .inputGradient(let layer):
      if case .linear = place.network.layers[layer] { true } else { false }
    default: false
    }
  }

  /// The row of the sample in view, of an operand that has one for each; of all its classes the first.
  private static func sampleRow(
    of name: String, _ layout: TensorLayout, _ place: WalkPlace
  ) -> Int? {
    guard let sample = place.sample, let trace = place.trace,
      let made = place.steps.first(where: { $0.name == name && $0.phase != .update }),
      trace.isPerSample(made)
    else { return nil }
    return sample * (layout.tiles / trace.batch)
  }

  /// An operand: of a matrix the row or column that takes part in the selected element.
  private static func operandPanel(
    _ name: String, _ step: Step, _ place: WalkPlace, lit: [String: [Int]]
  ) -> TensorPanel? {
    guard let tensor = place.tensor(name) else { return nil }
    let layout = place.layout(of: name, tensor)
    let scale = scale(name, tensor.values, place)
    let marks = lit[name] ?? []
    let typeset = Symbols.typeset(name)
    var panel = TensorPanel(
      title: typeset, note: limit(scale, of: tensor.values, place), name: name, tensor: tensor,
      layout: layout, scale: scale, digits: place.digits(of: tensor))
    if layout.kind == .number { panel.note = "" }
    if name == "y", layout.kind != .number {
      panel.note = ""
      panel.areLabels = true
      // The label of the sample in view takes part, whatever the element.
      panel.marked = Set(place.sample.map { [$0] } ?? [])
      return panel
    }
    guard layout.kind == .sheet else {
      panel.light(marks)
      return panel
    }
    let rows = Set(marks.map { $0 / layout.tileCount })
    // What is not among the lit takes part all the same: the bias of a piece of maxout, a weight of 0.
    let named = place.listedTerms.lazy.flatMap(\.factors).flatMap(\.mentions)
      .first { $0.name == name }.flatMap { tensor.offset(of: $0.index) }
    if rows.count > 1 || isTransposed(step, place),
      let column = (marks.first ?? named).map({ $0 % layout.tileCount }),
      marks.allSatisfy({ $0 % layout.tileCount == column })
    {
      // One column of the matrix: the weights through which the element's gradient comes back.
      let values = (0..<layout.tiles).map { tensor.values[$0 * layout.tileCount + column] }
      panel.tensor = Tensor(vector: values)
      panel.layout = .vector(count: values.count)
      panel.origin = (column, layout.tileCount)
      panel.title = "\(typeset)[·,\(column)]"
      panel.light(marks)
    } else {
      let row =
        rows.first ?? named.map { $0 / layout.tileCount } ?? sampleRow(of: name, layout, place) ?? 0
      let range = row * layout.tileCount..<(row + 1) * layout.tileCount
      panel.tensor = Tensor(vector: Array(tensor.values[range]))
      panel.layout = layout.tile
      panel.origin = (range.lowerBound, 1)
      panel.title = typeset + WalkPlace.row(row, of: tensor, layout)
      panel.light(marks)
    }
    return panel
  }
}

import Engine
import Walkthrough

/// A step of the update: old | gradient | state | step | new.
extension WalkView {
  /// A tensor of an update under its title; the weights share a scale, so that what changed is what the eye sees.
  private struct UpdateColumn {
    let title: String
    let tensor: Tensor
    var isWeight = false
    /// Whether it is an average of squares, which has no sign.
    var isSquare = false

    var scale: ColourScale {
      isSquare ? magnitudes(tensor.values) : .diverging(over: tensor.values)
    }
  }

  /// The columns of the step: of an optimiser's with its state, of a running statistic with the batch's.
  private static func updateColumns(_ place: WalkPlace) -> [UpdateColumn] {
    guard let trace = place.trace, let update = trace.update, let step = place.step else {
      return []
    }
    let language = place.state.language
    let name = Symbols.typeset(step.name)
    let (old, new) = (
      WalkPhrase.oldColumn.text(in: language), WalkPhrase.newColumn.text(in: language)
    )
    let stepTitle = WalkPhrase.stepColumn.text(in: language)
    switch step.operation {
    case .update(let key):
      guard let change = update.parameters[key] else { return [] }
      let quantities = update.optimizer.quantities
      let state = quantities.filter(\.isState).map {
        UpdateColumn(
          title: Symbols.typeset(place.symbols.quantity($0, of: step.name)),
          tensor: change.tensor(of: $0), isSquare: $0 == .secondMoment)
      }
      return [
        UpdateColumn(title: "\(name) \(old)", tensor: change.old, isWeight: true),
        UpdateColumn(title: "dL/d\(name)", tensor: change.gradient),
      ] + state + [
        UpdateColumn(
          title: quantities.isEmpty ? "−α · dL/d\(name)" : stepTitle, tensor: change.step),
        UpdateColumn(title: "\(name) \(new)", tensor: change.new, isWeight: true),
      ]
    case .runningStatistic(let key):
      guard let before = trace.network[key], let after = update.network[key],
        let statistic = trace.value(step.operands[1], at: trace.count(through: .backward))
      else { return [] }
      var change = after
      for e in change.values.indices { change.values[e] -= before.values[e] }
      let isSquare = key.role == .runningVariance
      return [
        UpdateColumn(
          title: "\(name) \(old)", tensor: before, isWeight: true, isSquare: isSquare),
        UpdateColumn(
          title: Symbols.typeset(step.operands[1]), tensor: statistic, isSquare: isSquare),
        UpdateColumn(title: stepTitle, tensor: change),
        UpdateColumn(
          title: "\(name) \(new)", tensor: after, isWeight: true, isSquare: isSquare),
      ]
    default: return []
    }
  }

  /// The panels of an update's columns, of a matrix those of the row that the cursor is in, and how they stand.
  private struct UpdatePanels {
    let columns: [UpdateColumn]
    let panels: [TensorPanel]
    /// The first value of the shown row.
    let first: Int
    /// The panels side by side, and one above the other; nil where no pictures fit.
    var grid: (across: Int, down: Int, size: PixelSize)?

    init?(_ place: WalkPlace, in area: Rect) {
      guard let step = place.step, let layout = place.layout else { return nil }
      columns = updateColumns(place)
      guard !columns.isEmpty else { return nil }
      let tile = layout.kind == .sheet ? place.element / max(1, layout.tileCount) : 0
      first = tile * layout.tileCount
      let range = first..<first + layout.tileCount
      let shared = columns.filter(\.isWeight)
      let all = shared.flatMap(\.tensor.values)
      let weights: ColourScale =
        shared.allSatisfy(\.isSquare) ? magnitudes(all) : .diverging(over: all)
      panels = columns.map { column in
        TensorPanel(
          title: column.title, note: "", name: step.name,
          tensor: layout.kind == .sheet
            ? Tensor(vector: Array(column.tensor.values[range])) : column.tensor,
          layout: layout.tile,
          scale: column.isWeight ? weights : column.scale,
          cursor: layout.kind == .number ? nil : place.element - range.lowerBound,
          digits: place.digits)
      }
      grid = arrangement(layout, in: area)
    }

    /// All side by side, or in two rows where the pictures are larger then.
    private func arrangement(
      _ layout: TensorLayout, in area: Rect
    ) -> (across: Int, down: Int, size: PixelSize)? {
      let rows = layout.kind == .picture ? 1...2 : 1...1
      var best: (across: Int, down: Int, size: PixelSize)?
      var bestHeight = 0
      for down in rows {
        let across = (panels.count + down - 1) / down
        let (width, height) = ((area.width + 2) / across, area.height / down)
        let size = TensorPanel.sizes.first { size in
          panels.allSatisfy {
            let extent = $0.extent(size)
            return extent.width <= width - 2 && extent.height + 3 <= height
          }
        }
        guard let size, let extent = panels.first?.extent(size), extent.height > bestHeight else {
          continue
        }
        best = (across, down, size)
        bestHeight = extent.height
      }
      return best
    }

    /// The rows of one panel with its title and what stands below it.
    func height(_ size: PixelSize) -> Int { (panels.first?.extent(size).height ?? 0) + 3 }
  }

  /// The rows that an update makes use of: its pictures, and a table of the largest changes.
  static func updateRows(_ place: WalkPlace, in area: Rect) -> Int {
    guard place.layout?.kind != .sheet, let shown = UpdatePanels(place, in: area),
      let grid = shown.grid
    else { return area.height }
    let isNumber = place.layout?.kind == .number
    let pictures = isNumber ? 2 : grid.down * shown.height(grid.size)
    return min(area.height, pictures + (isNumber ? 0 : 7))
  }

  static func drawUpdate(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard let shown = UpdatePanels(place, in: area), let step = place.step,
      let layout = place.layout
    else { return [] }
    guard let grid = shown.grid else {
      return drawUpdateTable(shown.columns, place, on: &canvas, in: area)
    }
    let room = (area.width + 2) / grid.across
    let extent = shown.panels.first?.extent(grid.size).width ?? 0
    let width = grid.down > 1 ? min(room, max(28, extent) + 3) : room
    let height = shown.height(grid.size)
    var targets: [AppState.Target] = []
    for (order, panel) in shown.panels.enumerated() {
      let body = Rect(
        x: area.x + order % grid.across * width, y: area.y + order / grid.across * height,
        width: width - 2, height: min(height - 2, area.height))
      _ = panel.draw(on: &canvas, in: body, size: grid.size, place.theme)
      guard layout.kind != .number else { continue }
      targets.append(elements(of: panel, step, first: shown.first, grid.size, body))
      let below = Rect(x: body.x, y: body.maxY, width: body.width, height: 2)
      guard below.maxY <= area.maxY else { continue }
      drawColumnFoot(shown.columns[order], panel, grid.size, place, on: &canvas, in: below)
    }
    guard layout.kind != .number else { return targets }
    if grid.down > 1 {
      let side = area.splitLeft(min(area.width, grid.across * width)).right
      return targets + drawLargest(shown.columns, place, on: &canvas, in: side)
    }
    let below = area.splitTop(height).bottom
    guard layout.kind == .sheet, below.height > layout.rows / 2 else {
      return targets
        + drawLargest(shown.columns, place, on: &canvas, in: below.splitTop(1).bottom)
    }
    let change = shown.columns[shown.columns.count - 2]
    let scale = ColourScale.diverging(over: change.tensor.values)
    let sheet = TensorPanel(
      title: change.title, note: limit(scale, of: change.tensor.values, place), name: step.name,
      tensor: change.tensor,
      layout: layout, scale: scale, cursor: place.element, isResult: true)
    return targets
      + sheet.drawTiles(on: &canvas, in: below, place.theme) { rows in
        WalkPhrase.rows(rows.lowerBound, rows.upperBound - 1, of: layout.tiles)
          .text(in: place.state.language)
      }
  }

  /// The ends of a column's scale, and its value at the cursor.
  private static func drawColumnFoot(
    _ column: UpdateColumn, _ panel: TensorPanel, _ size: PixelSize, _ place: WalkPlace,
    on canvas: inout Canvas, in area: Rect
  ) {
    let theme = place.theme
    let picture = panel.extent(size).width
    drawEnds(
      panel.scale, of: column.tensor.values, place, on: &canvas,
      in: Rect(x: area.x, y: area.y, width: min(area.width, max(picture, 24)), height: 1))
    let reference = WalkPlace.reference("", place.index) + " "
    // Where both do not fit, the number is what counts.
    let name = area.width - reference.unicodeScalars.count >= 7 ? reference : ""
    let value = column.tensor.values[place.element]
    let text = place.updateText(
      value, width: area.width - name.unicodeScalars.count,
      sign: !column.isWeight && !column.isSquare)
    canvas.put(
      theme.text(name + text), x: area.x, y: area.y + 1, width: area.width,
      theme.ink(column.isWeight ? .strong : .selected))
  }

  /// The elements that change most: with an optimiser's state in a table, else old → new.
  private static func drawLargest(
    _ columns: [UpdateColumn], _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard case .update(let key) = place.step?.operation, columns.count == 4, let step = place.step,
      let change = place.trace?.update?.parameters[key]
    else { return drawUpdateTable(columns, place, on: &canvas, in: area) }
    return drawLargestSteps(step, change, place, on: &canvas, in: area)
  }

  /// Every column in numbers, for the chosen element and those that change most; each row is a button.
  private static func drawUpdateTable(
    _ columns: [UpdateColumn], _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard let step = place.step, area.height >= 2 else { return [] }
    let theme = place.theme
    let change = columns[columns.count - 2].tensor
    // Of changes that read the same the one with the larger gradient comes first: Adam's first steps are all as long.
    let gradient = columns[1].tensor
    let unit = Scalar(DecimalText.powerOfTen(-place.digits))
    let rank = change.values.indices.map {
      (change: (abs(change.values[$0]) / unit).rounded(), gradient: abs(gradient.values[$0]))
    }
    let largest = change.values.indices.filter { $0 != place.element }.sorted {
      rank[$0].change != rank[$1].change
        ? rank[$0].change > rank[$1].change : rank[$0].gradient > rank[$1].gradient
    }
    let all = [place.element] + largest
    let isWhole = all.count < area.height || area.height < 4
    let order = all.prefix(area.height - (isWhole ? 1 : 2))
    let names = order.map {
      theme.text(Symbols.typeset(WalkPlace.reference(step.name, change.index(at: $0))))
    }
    let nameWidth = names.map { $0.unicodeScalars.count }.max() ?? 0
    let titleWidth = columns.map { theme.text($0.title).unicodeScalars.count + 2 }.max() ?? 0
    let width = min(
      max(place.digits + 8, titleWidth), (area.width - nameWidth) / columns.count)
    guard width >= 8 else { return [] }
    if !isWhole {
      let rest = WalkPhrase.rest(all.count - order.count).text(in: place.state.language)
      canvas.put(theme.text(rest), x: area.x, y: area.maxY - 1, theme.ink(.faint))
    }
    func x(_ column: Int) -> Int { area.x + nameWidth + column * width }
    let heading = theme.text(WalkPhrase.largestBriefly.text(in: place.state.language))
    if heading.unicodeScalars.count <= nameWidth, order.count > 1 {
      canvas.put(heading, x: area.x, y: area.y, theme.ink(.faint))
    }
    for (column, item) in columns.enumerated() {
      canvas.put(
        theme.text(item.title), x: x(column) + 1, y: area.y, width: width - 1, align: .right,
        theme.ink(.faint))
    }
    let texts = columns.map { item in
      let (values, sign) = (order.map { item.tensor.values[$0] }, !item.isWeight && !item.isSquare)
      let texts = values.map { place.updateText($0, width: width - 2, sign: sign) }
      return NumberText.inOneNotation(
        texts, of: values, digits: place.digits, width: width - 2, sign: sign)
    }
    var targets: [AppState.Target] = []
    for (row, offset) in order.enumerated() {
      let y = area.y + 1 + row
      let isChosen = offset == place.element
      canvas.put(names[row], x: area.x, y: y, theme.ink(isChosen ? .selected : .text))
      for (column, item) in columns.enumerated() {
        canvas.put(
          theme.text(texts[column][row]), x: x(column) + 1, y: y, width: width - 1, align: .right,
          theme.ink(item.isWeight ? .strong : .text))
      }
      targets.append(
        AppState.Target(
          Rect(x: area.x, y: y, width: area.width, height: 1),
          .element(name: step.name, offset: offset)))
    }
    return targets
  }

  private static func elements(
    of panel: TensorPanel, _ step: Step, first: Int, _ size: PixelSize, _ body: Rect
  ) -> AppState.Target {
    let size = panel.layout.kind == .list ? .cells(1) : size
    let (width, height) = size.extent(rows: panel.layout.rows, columns: panel.layout.columns)
    let below = body.splitTop(1).bottom
    return AppState.Target(
      Rect(x: below.x, y: below.y, width: width, height: height).intersection(below),
      .elements(
        PictureElements(
          name: step.name, first: first, stride: 1, count: panel.layout.tileCount,
          columns: panel.layout.columns, size: size, x: below.x, y: below.y)))
  }
}

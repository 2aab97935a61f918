import Commands
import Datasets
import Engine

extension DataPainter {
  /// The confusion matrix: rows are true classes, columns predicted ones; counts, and shares where there is room.
  mutating func drawMatrix(on canvas: inout Canvas) {
    let area = layout.matrix.inset(layout.isMatrixAlone ? 1 : 0, 0)
    guard !area.isEmpty else { return }
    // Without a title nothing would say that it is of another split.
    guard let found = model.evaluation, layout.isMatrixTitled || found.split == model.split else {
      Paragraph(say(.matrixMissing(model.split)), .faint).draw(on: &canvas, in: area, theme)
      targets.append(AppState.Target(area.splitTop(2).top, .key(.character("e"))))
      return
    }
    var rest = area
    if let frame = layout.frames?.matrix {
      let edge = Rect(x: frame.x + 2, y: frame.y, width: frame.width - 4, height: 1)
      drawMatrixTitle(found, on: &canvas, in: edge)
      targets.append(AppState.Target(edge, .key(.character("e"))))
    } else if layout.isMatrixTitled {
      drawMatrixTitle(found, on: &canvas, in: area.splitTop(1).top)
      targets.append(AppState.Target(area.splitTop(1).top, .key(.character("e"))))
      rest = area.splitTop(1).bottom
    }
    let used = drawCells(found, on: &canvas, in: rest)
    guard layout.isMatrixTitled else { return }
    let below = rest.splitTop(used).bottom
    drawMatrixNote(found, on: &canvas, in: below.splitTop(1).top)
    drawConfusions(found, on: &canvas, in: below.splitTop(2).bottom)
  }

  private func drawMatrixTitle(
    _ found: DataModel.Evaluated, on canvas: inout Canvas, in row: Rect
  ) {
    let isFresh = model.isFresh(found.weights)
    var spans = [
      Span(say(.matrix(found.split)), .title),
      Span(
        "  " + say(model.phrase(for: found.weights)),
        isFresh ? .faint : .warning),
      Span("  " + say(.matrixAxes), .faint),
    ]
    // Half a legend is none.
    func width() -> Int { spans.reduce(0) { $0 + theme.text($1.text).unicodeScalars.count } }
    while spans.count > 1, width() > row.width - 2 { spans.removeLast() }
    if layout.frames != nil { spans = [Span(" ")] + spans + [Span(" ")] }
    Paragraph(spans).drawLine(on: &canvas, x: row.x, y: row.y, width: row.width, theme)
  }

  /// Draws column names and rows; returns how many rows of the screen they took.
  private mutating func drawCells(
    _ found: DataModel.Evaluated, on canvas: inout Canvas, in area: Rect
  ) -> Int {
    let classes = model.task.classNames(in: state.language)
    let labels = DataLayout.labelWidth(model.task, state.language)
    let cell = layout.cell
    let (head, body) = area.splitTop(1)
    for (column, name) in classes.enumerated() {
      canvas.put(
        theme.text("→" + name), x: head.x + labels + column * cell.width, y: head.y,
        width: cell.width,
        align: .right, theme.ink(.faint))
    }
    let axes = theme.text(say(.matrixCorner))
    if axes.unicodeScalars.count < labels + cell.width - 1 - (classes.first?.count ?? 0) {
      canvas.put(axes, x: head.x, y: head.y, theme.ink(.faint))
    }
    let shareX = head.x + labels + classes.count * cell.width
    // Shares have a column of their own where all of them do; what is right stands among them.
    let widest = found.evaluation.confusion.joined().max() ?? 0
    let hasShares = cell.width >= NumberText.grouped(widest).unicodeScalars.count + 10
    let hasShare = !hasShares && shareX + DataLayout.shareWidth <= area.maxX
    if hasShare {
      canvas.put(
        theme.text(say(.right)), x: shareX, y: head.y, width: DataLayout.shareWidth,
        align: .right, theme.ink(.faint))
    }
    for (row, counts) in found.evaluation.confusion.enumerated() {
      let y = body.y + row * cell.height
      guard y < body.maxY else { break }
      canvas.put(
        theme.text(classes[row]), x: body.x, y: y, width: labels - 1, theme.ink(.faint))
      let total = counts.reduce(0, +)
      for (column, count) in counts.enumerated() {
        let place = Rect(
          x: body.x + labels + column * cell.width, y: y, width: cell.width, height: cell.height
        ).intersection(body)
        drawCell(
          count, of: total, Place(row: row, column: column), hasShare: hasShares, on: &canvas,
          in: place)
      }
      if hasShare {
        let share = total > 0 ? Double(counts[row]) / Double(total) : nil
        canvas.put(
          theme.text(NumberText.percent(share)), x: shareX, y: y, width: DataLayout.shareWidth,
          align: .right, theme.ink(.text))
      }
    }
    return 1 + classes.count * cell.height
  }

  /// Counts of ten classes have no marks of thousands, which would look like the gaps between them.
  private mutating func drawCell(
    _ count: Int, of total: Int, _ place: Place, hasShare: Bool, on canvas: inout Canvas,
    in area: Rect
  ) {
    guard !area.isEmpty else { return }
    let isRight = place.row == place.column
    let isOn = state.data.isOnMatrix && state.data.cell == place
    let isShown = model.filter == .confused(target: place.row, prediction: place.column)
    let share = total > 0 ? Double(count) / Double(total) : 0
    let role: Role = count == 0 ? .faint : isRight ? .right : share >= 0.01 ? .wrong : .text
    let ground: Role = isShown ? .chosen : .text
    var ink = isOn ? theme.ink(.current) : theme.ink(role, on: ground)
    if isRight { ink.attributes.insert(.bold) }
    if isOn || isShown { canvas.fill(area.height > 2 ? area.splitTop(1).top : area, ink) }
    let text =
      count == 0
      ? String(theme.glyph(.pending))
      : model.task.isTenClass ? String(count) : NumberText.grouped(count)
    let percent = theme.text(NumberText.percent(share, digits: 1))
    let faint = isOn ? ink : theme.ink(.faint, on: ground)
    let shares = hasShare ? 9 : 0
    // Without colours a wrong count is written in reverse too: the sign stands at the number, not at the one before it.
    if isOn, theme.depth == .mono {
      let start = area.width - shares - text.unicodeScalars.count - 1
      canvas.put(theme.text("▸"), x: area.x + max(0, start), y: area.y, ink)
    }
    canvas.put(
      text, x: area.x, y: area.y, width: area.width - shares, align: .right,
      ellipsis: theme.glyph(.ellipsis), ink)
    if shares > 0, count > 0 {
      canvas.put(percent, x: area.maxX - shares, y: area.y, width: shares, align: .right, faint)
    }
    if area.height > 2, count > 0 {
      // The share of the row as a bar; it shows at least a cell.
      let room = area.width - 2
      let filled = max(1, Int((share * Double(room)).rounded()))
      let bar = Rect(x: area.x + 1, y: area.y + 1, width: room, height: 1)
      canvas.fill(bar, theme.glyph(.progressRest), theme.ink(.faint))
      canvas.fill(
        bar.splitLeft(filled).left, theme.glyph(.progressDone),
        theme.ink(role))
    } else if area.height > 1, count > 0 {
      let short = percent.filter { $0 != " " }
      canvas.put(
        short, x: area.x, y: area.y + 1, width: area.width, align: .right,
        ellipsis: theme.glyph(.ellipsis), faint)
    }
    targets.append(AppState.Target(area, .confusion(row: place.row, column: place.column)))
  }

  /// The cell that the keys are on, in words; else how many are right.
  private func drawMatrixNote(
    _ found: DataModel.Evaluated, on canvas: inout Canvas, in row: Rect
  ) {
    guard !row.isEmpty else { return }
    let place = state.data.cell
    let confusion = found.evaluation.confusion
    var phrase = DataPhrase.accuracy(
      NumberText.percent(found.evaluation.accuracy, digits: 2), of: found.evaluation.count)
    if state.data.isOnMatrix, confusion.indices.contains(place.row),
      confusion.indices.contains(place.column)
    {
      phrase = words(of: place, in: confusion)
    }
    let words = theme.text(say(phrase))
    canvas.put(
      words, x: row.x, y: row.y, width: row.width, ellipsis: theme.glyph(.ellipsis),
      theme.ink(.strong))
    // That some are counted to a class without an answer explains more than the colours do.
    let undecided = undecided(in: found)
    let rule = theme.text(say(undecided > 0 ? .undecided(undecided) : .redRule))
    let x = row.x + words.unicodeScalars.count + 3
    guard theme.depth > .mono || undecided > 0, x + rule.unicodeScalars.count <= row.maxX else {
      return
    }
    canvas.put(rule, x: x, y: row.y, theme.ink(undecided > 0 ? .warning : .faint))
  }

  /// How many images have no answer, where the losses are those of the matrix.
  private func undecided(in found: DataModel.Evaluated) -> Int {
    guard let report = model.report, report.split == found.split,
      report.weights.network == found.weights.network
    else { return 0 }
    let verdicts = report.verdicts
    return verdicts.isUndecided.indices.count {
      verdicts.isUndecided[$0] && verdicts.isDefined($0)
    }
  }

  private func words(of place: Place, in confusion: [[Int]]) -> DataPhrase {
    let total = confusion[place.row].reduce(0, +)
    let count = confusion[place.row][place.column]
    let share = total > 0 ? Double(count) / Double(total) : nil
    return .cell(
      truth: model.task.className(place.row, in: state.language),
      prediction: model.task.className(place.column, in: state.language),
      count: count, of: total, share: NumberText.percent(share, digits: 2))
  }

  /// The mistakes that are made most often, the worst first.
  private mutating func drawConfusions(
    _ found: DataModel.Evaluated, on canvas: inout Canvas, in area: Rect
  ) {
    guard model.task.isTenClass, area.height >= 2 else { return }
    let confusion = found.evaluation.confusion
    let places = confusion.indices.flatMap { row in
      confusion[row].indices.map { Place(row: row, column: $0) }
    }.filter { $0.row != $0.column && confusion[$0.row][$0.column] > 0 }
    let worst = places.sorted {
      let (first, second) = (confusion[$0.row][$0.column], confusion[$1.row][$1.column])
      return first == second ? ($0.row, $0.column) < ($1.row, $1.column) : first > second
    }
    canvas.put(theme.text(say(.mostOften)), x: area.x, y: area.y, theme.ink(.faint))
    for (row, place) in worst.prefix(area.height - 1).enumerated() {
      let line = Rect(x: area.x, y: area.y + 1 + row, width: area.width, height: 1)
      canvas.put(
        theme.text(say(words(of: place, in: confusion))), x: line.x, y: line.y,
        width: line.width, ellipsis: theme.glyph(.ellipsis), theme.ink(.text))
      targets.append(
        AppState.Target(line, .confusion(row: place.row, column: place.column)))
    }
  }
}

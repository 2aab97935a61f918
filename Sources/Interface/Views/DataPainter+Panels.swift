import Commands
import Datasets
import Engine

extension DataPainter {
  // MARK: The chosen image

  func drawPicture(on canvas: inout Canvas) {
    guard !layout.picture.isEmpty, let row = model.chosenRow else { return }
    let picture = model.dataset.picture(at: row)
    let size = PixelSize.fitting(
      rows: picture.rows, columns: picture.columns, width: layout.picture.width,
      height: layout.picture.height)
    PixelGrid(
      Raster(rows: picture.rows, columns: picture.columns, values: picture.values),
      scale: .pixels, size: size
    ).draw(on: &canvas, in: layout.picture, theme)
  }

  /// What is known of the chosen image, and of whose weights.
  mutating func drawDetails(on canvas: inout Canvas) {
    let area = layout.details
    guard !area.isEmpty else { return }
    var spans: [Span] = []
    if let row = model.chosenRow {
      let digit = model.dataset.label(at: row)
      spans.append(Span(say(.chosen(index: row - model.first, digit: digit)), .strong))
      if let target = model.task.target(ofLabel: digit) {
        spans.append(
          Span(", " + say(.truth(target, className: model.task.classes[target])), .text))
      } else {
        spans.append(Span(", " + say(.outside), .faint))
      }
      if let report = model.report, let example = model.example(ofRow: row) {
        let isWrong = report.isWrong(example)
        let name = model.task.classes[Int(report.verdicts.predictions[example])]
        spans += [
          Span("\n"), Span(say(.prediction(name, isWrong: isWrong)), isWrong ? .wrong : .right),
          Span("  "),
          Span(say(.loss(NumberFormat.short(report.verdicts.losses[example], digits: 4))), .text),
        ]
      }
    }
    if let weights = (model.report?.weights) {
      let isFresh = model.isFresh(weights)
      spans += [
        Span("\n"),
        Span(
          say(.weights(update: weights.update, isFresh: isFresh)), isFresh ? .faint : .warning),
      ]
    }
    let lines = Paragraph(spans).draw(on: &canvas, in: area, theme)
    guard model.chosenRow != nil, lines < area.height else { return }
    let button = theme.text(say(.take))
    let place = Rect(
      x: area.x, y: area.y + lines, width: min(area.width, button.unicodeScalars.count), height: 1)
    canvas.put(button, x: place.x, y: place.y, width: place.width, theme.ink(.selected))
    targets.append(AppState.Target(place, .key(Key(.enter))))
    guard model.task.isTenClass, layout.matrix.isEmpty, lines + 1 < area.height else { return }
    let hint = Rect(x: area.x, y: place.y + 1, width: area.width, height: 1)
    canvas.put(
      theme.text(say(.matrixHint)), x: hint.x, y: hint.y, width: hint.width, theme.ink(.faint))
    targets.append(AppState.Target(hint, .key(.character("m"))))
  }

  // MARK: The confusion matrix

  /// Rows are true classes, columns predicted ones; counts, and shares where there is room.
  mutating func drawMatrix(on canvas: inout Canvas) {
    let area = layout.matrix
    guard let found = model.evaluation else {
      let text = Paragraph(say(.matrixMissing(model.split)), .faint)
      text.draw(on: &canvas, in: area.inset(layout.isMatrixAlone ? 1 : 0, 0), theme)
      targets.append(AppState.Target(area.splitTop(2).top, .key(.character("e"))))
      return
    }
    let confusion = found.evaluation.confusion
    let classes = found.weights.task.classes
    let (title, rest) = area.splitTop(1)
    let isFresh = model.isFresh(found.weights)
    Paragraph([
      Span(say(.matrix(found.split)), .title),
      Span(
        "  " + say(.weights(update: found.weights.update, isFresh: isFresh)),
        isFresh ? .faint : .warning),
    ]).drawLine(on: &canvas, x: title.x, y: title.y, width: title.width, theme)
    let labels = max(4, classes.map(\.count).max() ?? 0) + 1
    let cell = layout.cell
    let (head, body) = rest.splitTop(1)
    for (column, name) in classes.enumerated() {
      canvas.put(
        theme.text(name), x: head.x + labels + column * cell.width, y: head.y, width: cell.width,
        align: .right, theme.ink(.faint))
    }
    let shareX = head.x + labels + classes.count * cell.width + 1
    let hasShare = shareX + 7 <= head.maxX
    if hasShare {
      canvas.put(
        theme.text(say(.right)), x: shareX, y: head.y, width: 7, align: .right,
        theme.ink(.faint))
    }
    for (row, counts) in confusion.enumerated() {
      let y = body.y + row * cell.height
      guard y < body.maxY else { break }
      canvas.put(
        theme.text(classes[row]), x: body.x, y: y, width: labels - 1, align: .right,
        theme.ink(.faint))
      let total = counts.reduce(0, +)
      for (column, count) in counts.enumerated() {
        let place = Rect(
          x: body.x + labels + column * cell.width, y: y, width: cell.width, height: cell.height
        ).intersection(body)
        drawCell(count, of: total, Place(row: row, column: column), on: &canvas, in: place)
      }
      if hasShare {
        let share = total > 0 ? Double(counts[row]) / Double(total) : nil
        canvas.put(
          theme.text(NumberText.percent(share)), x: shareX, y: y, width: 7, align: .right,
          theme.ink(.text))
      }
    }
    let last = body.y + confusion.count * cell.height
    guard last < area.maxY else { return }
    drawMatrixNote(found, on: &canvas, in: Rect(x: area.x, y: last, width: area.width, height: 1))
  }

  private mutating func drawCell(
    _ count: Int, of total: Int, _ place: Place, on canvas: inout Canvas, in area: Rect
  ) {
    guard !area.isEmpty else { return }
    let isRight = place.row == place.column
    let isOn = state.data.isOnMatrix && state.data.cell == place
    let isShown =
      model.filter == .confused(target: place.row, prediction: place.column)
    let share = total > 0 ? Double(count) / Double(total) : 0
    let role: Role =
      count == 0 ? .faint : isRight ? .right : share >= 0.01 ? .wrong : .text
    let ground: Role = isOn ? .current : isShown ? .chosen : .text
    if isOn || isShown { canvas.fill(area, theme.ink(ground)) }
    let text = count == 0 ? (theme.isASCII ? "." : "·") : String(count)
    var ink = isOn ? theme.ink(.current) : theme.ink(role, on: ground)
    if isRight { ink.attributes.insert(.bold) }
    let percent = NumberText.percent(share, digits: share < 0.1 ? 1 : 0)
    if area.width >= 11, count > 0 {
      canvas.put(
        theme.text(text + " " + percent), x: area.x, y: area.y, width: area.width, align: .right,
        ink)
    } else {
      canvas.put(text, x: area.x, y: area.y, width: area.width, align: .right, ink)
      if area.height > 1, count > 0, area.width >= 6 {
        let short = theme.text(percent.filter { $0 != " " })
        canvas.put(
          short, x: area.x, y: area.y + 1, width: area.width, align: .right,
          isOn ? ink : theme.ink(.faint, on: ground))
      }
    }
    targets.append(AppState.Target(area, .confusion(row: place.row, column: place.column)))
  }

  /// The cell that the keys are on, in words; else how many are right.
  private func drawMatrixNote(
    _ found: EvaluationFinding, on canvas: inout Canvas, in row: Rect
  ) {
    let place = state.data.cell
    let confusion = found.evaluation.confusion
    var phrase = DataPhrase.accuracy(
      NumberText.percent(found.evaluation.accuracy, digits: 2), of: found.evaluation.count)
    if state.data.isOnMatrix, confusion.indices.contains(place.row),
      confusion.indices.contains(place.column)
    {
      let total = confusion[place.row].reduce(0, +)
      let count = confusion[place.row][place.column]
      let classes = found.weights.task.classes
      phrase = .cell(
        truth: classes[place.row], prediction: classes[place.column], count: count, of: total,
        share: NumberText.percent(total > 0 ? Double(count) / Double(total) : nil, digits: 2))
    }
    canvas.put(
      theme.text(say(phrase)), x: row.x, y: row.y, width: row.width,
      ellipsis: theme.glyph(.ellipsis), theme.ink(.text))
  }
}

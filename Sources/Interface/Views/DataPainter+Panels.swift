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
        // The class is named where it is not the digit itself.
        let name = model.task.classes[target]
        spans.append(
          Span(
            ", " + say(.truth(target, className: name == String(digit) ? "\(target)" : name)),
            .text))
      } else {
        spans.append(Span(", " + say(.outside), .faint))
      }
      if let report = model.report, let example = model.example(ofRow: row) {
        let isWrong = report.isWrong(example)
        let name = model.task.classes[Int(report.verdicts.predictions[example])]
        spans += [
          Span("\n"), Span(say(.prediction(name, isWrong: isWrong)), isWrong ? .wrong : .right),
          Span("  "),
          Span(say(.loss(NumberText.fixed(report.verdicts.losses[example], digits: 4))), .text),
        ]
      }
    }
    if let weights = (model.report?.weights) {
      let isFresh = model.isFresh(weights)
      spans += [
        Span("\n"),
        Span(say(model.phrase(for: weights)), isFresh ? .faint : .warning),
      ]
    }
    let lines = Paragraph(spans).draw(on: &canvas, in: area, theme)
    // On the matrix Enter does something else.
    guard model.chosenRow != nil, lines < area.height, !state.data.isOnMatrix else { return }
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

  // MARK: How surely the classes are told

  /// How P of the true class is spread over the images of each class.
  func drawCertainty(on canvas: inout Canvas) {
    let area = layout.certainty
    guard !area.isEmpty, let report = model.report else { return }
    let (title, rest) = area.splitTop(1)
    canvas.put(
      theme.text(say(.certainty)), x: title.x, y: title.y, width: title.width,
      ellipsis: theme.glyph(.ellipsis), theme.ink(.title))
    let classes = model.task.classes
    let gap = classes.count > 2 ? 1 : 3
    let width = (area.width - gap * (classes.count - 1)) / classes.count
    for (column, name) in classes.enumerated() {
      let place = Rect(
        x: rest.x + column * (width + gap), y: rest.y, width: width, height: rest.height)
      let (label, bars) = place.splitTop(1)
      let words = classes.count > 2 ? name : say(.classIs(name, target: column))
      canvas.put(
        theme.text(words), x: label.x, y: label.y, width: label.width,
        ellipsis: theme.glyph(.ellipsis), theme.ink(.faint))
      Histogram(report.certainties[column]).draw(on: &canvas, in: bars, digits: 0, theme)
    }
  }
}

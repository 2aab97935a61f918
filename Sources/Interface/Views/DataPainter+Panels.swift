import Commands
import Datasets
import Engine

extension DataPainter {
  // MARK: The chosen image

  /// Draws it large; returns the place below it, for the words.
  func drawPicture(on canvas: inout Canvas) -> Rect {
    guard !layout.picture.isEmpty, let row = model.chosenRow else { return layout.picture }
    let picture = model.dataset.picture(at: row)
    let room = layout.picture.splitTop(layout.picture.height - DataLayout.detailsHeight).top
    let grid = PixelGrid(
      Raster(rows: picture.rows, columns: picture.columns, values: picture.values),
      scale: .pixels,
      size: PixelSize.fitting(
        rows: picture.rows, columns: picture.columns, width: room.width, height: room.height))
    grid.draw(on: &canvas, in: room, theme)
    let gap = grid.height < room.height ? 1 : 0
    return layout.picture.splitTop(min(room.height, grid.height) + gap).bottom
  }

  /// What is known of the chosen image, and of whose weights.
  mutating func drawDetails(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    // A word less, where the button would have no row.
    let forms = [false, true].map { Paragraph(details(isBrief: $0)) }
    let form = forms.first { $0.lines(width: area.width, theme).count < area.height } ?? forms[1]
    let lines = form.draw(on: &canvas, in: area, theme)
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

  /// The chosen image in words; briefly, its class has no name and the weights fewer words.
  private func details(isBrief: Bool) -> [Span] {
    var spans: [Span] = []
    if let row = model.chosenRow {
      let digit = model.dataset.label(at: row)
      spans.append(Span(say(.chosen(index: row - model.first, digit: digit)), .strong))
      if let target = model.task.target(ofLabel: digit) {
        // The class is named where it is not the digit itself.
        let name = model.task.className(target, in: state.language)
        spans.append(
          Span(
            ", "
              + say(
                .truth(
                  target, className: isBrief || name == String(digit) ? "\(target)" : name)),
            .text))
      } else {
        spans.append(Span(", " + say(.outside), .faint))
      }
      if let report = model.report, let example = model.example(ofRow: row) {
        spans += [Span("\n"), verdict(example, of: report)]
        // Words for an answer that is none leave L to the caption of the image.
        if !isBrief || !report.verdicts.isUndecided[example] {
          let loss = say(.loss(NumberText.fixed(report.verdicts.losses[example], digits: 4)))
          spans += [Span("  "), Span(loss.replacing(" ", with: "\u{A0}"))]
        }
      }
    }
    if let weights = (model.report?.weights) {
      let isFresh = model.isFresh(weights)
      spans += [
        Span("\n"),
        Span(
          say(model.phrase(for: weights, isBrief: isBrief)), isFresh ? .faint : .warning),
      ]
    }
    return spans
  }

  /// What was guessed; of an image that two classes are as probable for, what it is counted as.
  private func verdict(_ example: Int, of report: LossReport) -> Span {
    let name = model.task.className(
      Int(report.verdicts.predictions[example]), in: state.language)
    guard report.verdicts.isDefined(example) else {
      return Span(Phrase.undefined.text(in: state.language), .warning)
    }
    if report.verdicts.isUndecided[example] {
      let words = Phrase.undecided.text(in: state.language) + ", " + say(.countedAs(name))
      return Span(words, .warning)
    }
    let isWrong = report.isWrong(example)
    return Span(say(.prediction(name, isWrong: isWrong)), isWrong ? .wrong : .right)
  }

  // MARK: How surely the classes are told

  /// How P of the true class is spread over the images of each class.
  func drawCertainty(on canvas: inout Canvas) {
    let rest = layout.certainty
    guard !rest.isEmpty else { return }
    guard let report = model.report else {
      Paragraph(say(.lossesNeeded), .faint).draw(on: &canvas, in: rest, theme)
      return
    }
    let classes = model.task.classNames(in: state.language)
    let gap = classes.count > 2 ? 1 : 3
    let width = (rest.width - gap * (classes.count - 1)) / classes.count
    for (column, name) in classes.enumerated() {
      let place = Rect(
        x: rest.x + column * (width + gap), y: rest.y, width: width, height: rest.height)
      let (label, bars) = place.splitTop(1)
      let words = classes.count > 2 ? name : say(.classIs(name, target: column))
      canvas.put(
        theme.text(words), x: label.x, y: label.y, width: label.width,
        ellipsis: theme.glyph(.ellipsis), theme.ink(.faint))
      var histogram = Histogram(report.certainties[column])
      // Nearly all are told surely: beside them the others would be a line on the ground.
      histogram.isLogarithmic = true
      histogram.draw(on: &canvas, in: bars, digits: 0, theme)
      let most = theme.text(say(.most(histogram.counts.max() ?? 0)))
      let used = theme.text(words).unicodeScalars.count + most.unicodeScalars.count + 2
      guard used <= label.width else { continue }
      canvas.put(
        most, x: label.x, y: label.y, width: label.width, align: .right, theme.ink(.faint))
    }
  }
}

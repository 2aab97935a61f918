import Commands
import Datasets
import Engine

extension DrawPainter {
  /// P, the class in words, y, L and whose weights they are of.
  func drawVerdict(on canvas: inout Canvas) -> [AppState.Target] {
    let inside = verdictFrame.draw(on: &canvas, in: layout.verdict, theme)
      .inset(1, 0)
    let verdict = scene.verdict
    var targets: [AppState.Target] = []
    canvas.clipped(to: inside) { canvas in
      targets =
        scene.session.task.isTenClass
        ? drawClasses(verdict, on: &canvas, in: inside)
        : drawProbability(verdict, on: &canvas, in: inside)
    }
    return targets
  }

  private var verdictFrame: Frame {
    let title = scene.session.task.isTenClass ? "P(y | x, θ)" : "P(y=1 | x, θ)"
    return Frame(
      title, note: weightsNote(width: layout.verdict.width - 9 - title.unicodeScalars.count))
  }

  /// Whose weights they are, where the frame has had no room to say it.
  private func weightsLine(width: Int) -> String {
    verdictFrame.noteArea(in: layout.verdict, theme) == nil ? weightsNote(width: width) : ""
  }

  private func role(_ verdict: Verdict) -> Role {
    isJudged ? (verdict.isRight ? .right : .warning) : .faint
  }

  /// Whether there is a drawing that the task has an answer for.
  private var isJudged: Bool {
    !drawing.isBlank && scene.session.digitOutsideTask == nil && isFinite
  }

  private var isFinite: Bool { scene.verdict.loss.isFinite }

  /// `guess: a 0`; of an empty grid there is nothing to guess.
  private func words(_ verdict: Verdict) -> [Span] {
    guard !drawing.isBlank else { return [Span(say(.nothingDrawn), .faint)] }
    guard isFinite else { return [Span(say(.notFinite), .warning)] }
    return [
      Span(say(.guess) + " ", .faint),
      Span(verdict.answer.text(in: state.language), role(verdict)),
    ]
  }

  private func label(_ verdict: Verdict) -> String {
    verdict.task.isTenClass
      ? "y = \(verdict.label)"
      : Phrase.labelIs(verdict.label, verdict.task).text(in: state.language)
  }

  /// `✓ y = 0` after the answer, so that the colour of the bar is not taken for a high P; the sign alone where room is short.
  private func judgement(_ verdict: Verdict, width: Int) -> [Span] {
    guard isJudged else { return [] }
    let mark = Span(verdict.isRight ? "✓" : "✗", role(verdict))
    let whole = [Span("  "), mark, Span(" y = \(verdict.label)", .faint)]
    // In ASCII the sign is a word, and `not a 0 no` would be read by nobody.
    let forms = theme.isASCII && !verdict.isRight ? [whole] : [whole, [Span(" "), mark]]
    return forms.first { form in
      form.reduce(0) { $0 + theme.text($1.text).unicodeScalars.count } <= width
    } ?? []
  }

  /// y and what it says, as much of it as there is room for.
  private func truth(_ verdict: Verdict, width: Int) -> Paragraph {
    let meaning = Span(String(label(verdict).dropFirst()))
    let forms = [
      [Span(say(.truth) + " ", .faint), Span("y", .accent), meaning],
      [Span("y", .accent), meaning],
    ]
    let fitting = forms.first { form in
      form.reduce(0) { $0 + theme.text($1.text).unicodeScalars.count } <= width
    }
    return Paragraph(fitting ?? [Span("y", .accent), Span(" = \(verdict.label)")])
  }

  private func drawProbability(
    _ verdict: Verdict, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    let isRoomy = area.height >= 8
    let probability = Double(verdict.probabilities[0])
    var y = area.y + (isRoomy ? 1 : 0)
    let answer =
      [
        Span(NumberText.bounded(probability: probability, digits: 4, width: 9), .strong),
        Span("  "),
      ] + words(verdict)
    let end = Paragraph(answer).drawLine(
      on: &canvas, x: area.x, y: y, width: area.width, theme)
    Paragraph(judgement(verdict, width: area.maxX - end)).drawLine(
      on: &canvas, x: end, y: y, width: area.maxX - end, theme)
    y += isRoomy ? 2 : 1
    let barWidth = min(area.width, 60)
    ProbabilityBar(probability, role: role(verdict)).draw(
      on: &canvas, in: Rect(x: area.x, y: y, width: barWidth, height: 2), theme)
    y += isRoomy ? 3 : 2
    let line = Rect(x: area.x, y: y, width: area.width, height: 1)
    let loss = [Span("L  ", .faint), Span(NumberText.fixed(verdict.loss, digits: 4), .strong)]
    let lossWidth = loss.reduce(0) { $0 + $1.text.unicodeScalars.count }
    let labelEnd = truth(verdict, width: isRoomy ? area.width : area.width - lossWidth - 2)
      .drawLine(on: &canvas, x: area.x, y: y, width: area.width, theme)
    if isRoomy {
      Paragraph(loss).drawLine(on: &canvas, x: area.x, y: y + 1, width: area.width, theme)
    } else {
      Paragraph(loss).drawLine(
        on: &canvas, x: max(labelEnd + 2, area.maxX - 12), y: y, width: lossWidth, theme)
    }
    let hint = drawWeightsHint(
      on: &canvas, x: area.x, y: y + (isRoomy ? 2 : 1), width: area.width)
    return [AppState.Target(line, .key(.character("y")))] + hint
  }

  /// `✗ the label says: a 0`, which blames neither side; shorter where the panel is narrow.
  private func labelText(_ verdict: Verdict, width: Int) -> String {
    let meaning = Phrase.meaning(verdict.label, verdict.task).text(in: state.language)
    let forms = [false, true].map {
      theme.text(say(.labelSays(meaning, agrees: verdict.isRight, isShort: $0)))
    }
    return forms.first { $0.unicodeScalars.count <= width } ?? forms[1]
  }

  /// What fitting would do for a drawing that the network gets wrong as it is: ink that is small or off centre is unlike the set's.
  private var fitHint: String? {
    guard !scene.verdict.isRight, !drawing.isBlank, isFinite else { return nil }
    let fitted = drawing.fitted(rows: drawing.rows, columns: drawing.columns)
    guard fitted != drawing else { return nil }
    let pass = scene.live.forward(
      Matrix(row: fitted.values), targets: [scene.session.label])
    let verdict = Verdict(pass, task: scene.session.task)
    guard verdict.isRight else { return nil }
    let place = verdict.task.isTenClass ? verdict.label : 0
    return say(
      .fitHelps(
        NumberText.bounded(
          probability: Double(verdict.probabilities[place]), digits: 4, width: 7)))
  }

  /// - Returns: what can be pressed of it.
  private func drawWeightsHint(
    on canvas: inout Canvas, x: Int, y: Int, width: Int
  ) -> [AppState.Target] {
    guard isUntrained else {
      guard !drawing.isBlank else {
        canvas.put(theme.text(weightsLine(width: width)), x: x, y: y, theme.ink(.faint))
        return []
      }
      if let digit = scene.session.digitOutsideTask {
        canvas.put(theme.text(say(.outsideTask(digit))), x: x, y: y, theme.ink(.faint))
      } else if isFinite {
        let agrees = scene.verdict.isRight
        canvas.put(
          labelText(scene.verdict, width: width), x: x, y: y,
          theme.ink(agrees ? .right : .warning))
      }
      if let hint = fitHint {
        canvas.put(theme.text(hint), x: x, y: y + 1, width: width, theme.ink(.accent))
      } else {
        canvas.put(theme.text(weightsLine(width: width)), x: x, y: y + 1, theme.ink(.faint))
      }
      return []
    }
    let area = Rect(x: x, y: y, width: width, height: 2)
    let rows = Paragraph(say(.untrainedHint), .faint).draw(on: &canvas, in: area, theme)
    return [AppState.Target(area.splitTop(rows).top, .key(.character("t")))]
  }

  /// A bar for each of the ten classes, in one column where there is height for it, else in two.
  private func drawClasses(
    _ verdict: Verdict, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    let count = verdict.probabilities.count
    let isTall = area.height >= count + 2
    let perColumn = isTall ? count : (count + 1) / 2
    // Beside the bars, where they leave room; else above them.
    let besides = !isTall && area.height < perColumn + 1 ? 15 : 0
    let width = isTall ? area.width : (area.width - besides - 2) / 2
    var targets: [AppState.Target] = []
    let gap = Span(besides > 0 ? "\n" : "  ")
    // In ASCII the sign is a word, which would belong to the guess.
    let hasSign = isJudged && (verdict.isRight || !theme.isASCII)
    let head: [Span] =
      words(verdict)
      + (hasSign ? [Span(verdict.isRight ? " ✓" : " ✗", role(verdict))] : []) + [gap]
      + (isTall ? [] : [Span("y", .accent), Span(String(label(verdict).dropFirst())), gap])
      + [Span("L ", .faint), Span(NumberText.fixed(verdict.loss, digits: 4), .strong)]
    let place =
      besides > 0
      ? Rect(x: area.maxX - besides + 2, y: area.y, width: besides - 2, height: area.height)
      : Rect(x: area.x, y: area.y, width: area.width, height: 1)
    Paragraph(head).draw(on: &canvas, in: place, theme)
    let first = area.y + (besides > 0 ? 0 : isTall && area.height > count + 2 ? 2 : 1)
    for (index, probability) in verdict.probabilities.enumerated() {
      let x = area.x + index / perColumn * (width + 2)
      let y = first + index % perColumn
      let isBest = index == verdict.prediction
      // The label's row carries its sign where it is not the answer's.
      let isTrue = index == verdict.label && !drawing.isBlank
      let mark = isBest ? theme.glyph(.triangleRight) : isTrue ? "y" : " "
      let ink = theme.ink(isBest ? role(verdict) : (index == verdict.label ? .selected : .text))
      canvas.put(String(mark) + verdict.task.classes[index], x: x, y: y, ink)
      Bar(Double(probability), role: isBest ? role(verdict) : .accent).draw(
        on: &canvas, in: Rect(x: x + 3, y: y, width: width - 11, height: 1), theme)
      canvas.put(
        theme.text(NumberText.bounded(probability: Double(probability), digits: 4, width: 7)),
        x: x + width - 7, y: y, width: 7, align: .right, ink)
      targets.append(
        AppState.Target(
          Rect(x: x, y: y, width: width, height: 1), .command("label \(index)")))
    }
    if isTall {
      let y = first + perColumn + (area.maxY > first + perColumn + 1 ? 1 : 0)
      let end = canvas.put(theme.text(label(verdict)), x: area.x, y: y, theme.ink(.selected))
      canvas.put(
        theme.text(weightsNote(width: area.maxX - end - 2)), x: end + 2, y: y,
        width: area.maxX - end - 2, align: .right,
        ellipsis: theme.glyph(.ellipsis), theme.ink(.faint))
    }
    return targets
  }
}

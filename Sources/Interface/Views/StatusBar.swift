import Commands
import Engine

extension AppState {
  /// The line under the view: how training stands; where room is short the least important goes first.
  mutating func renderStatus(_ canvas: inout Canvas, _ row: Rect) {
    StatusLine(left: statusState + statusFigures, right: statusTime, gap: 2)
      .draw(on: &canvas, in: row, theme)
    let words = (statusState.first?.spans ?? []).map { theme.text($0.text).unicodeScalars.count }
    let width = words.reduce(2, +)
    targets.append(Target(row.splitLeft(width).left, .command(trainOrPause)))
  }

  private func tell(_ phrase: TrainPhrase) -> String { phrase.text(in: language) }

  /// The update at which the run that the weights come from diverged.
  private var divergence: Int? {
    guard !scene.isTraining, let update = scene.report.divergedAt,
      update == scene.report.updates + 1
    else { return nil }
    return update
  }

  private var statusState: [StatusLine.Piece] {
    typealias Piece = StatusLine.Piece
    if let progress = scene.progress {
      let isValidating = progress.phase == .validating
      return [Piece([Span("▶ " + say(isValidating ? .validating : .training), .right)])]
    }
    if let update = divergence {
      return [
        Piece([Span("✗ " + tell(.diverged(update)), .warning)]),
        Piece([Span(tell(.divergedAdvice), .warning)], expendability: 1),
      ]
    }
    if scene.isPaused { return [Piece([Span("‖ " + say(.paused), .warning)])] }
    guard scene.report.updates > 0 else {
      let phrase: TrainPhrase = scene.weightsAreInitial ? .notTrained : .otherWeights
      return [Piece([Span("■ " + tell(phrase), .faint)])]
    }
    return [Piece([Span("■ " + say(.idle), .faint)])]
  }

  private var statusFigures: [StatusLine.Piece] {
    typealias Piece = StatusLine.Piece
    var pieces: [Piece] = []
    let unitsOff = scene.session.unitsOff.count
    if unitsOff > 0 { pieces.append(Piece([Span(say(.unitsOff(unitsOff)), .warning)])) }
    if let place = statusPlace { pieces.append(Piece([Span(place)], expendability: 3)) }
    if let part = scene.progress?.goalFraction ?? scene.progress?.epochFraction {
      let width = self.width >= 100 ? 20 : 8
      // Whole columns and whole per cent: a bar that is not full is not done.
      let done = min(Int(part * Double(width)), width)
      let bar = [
        Span(String(repeating: "━", count: done), .accent),
        Span(String(repeating: "─", count: width - done), .faint),
      ]
      pieces.append(Piece(bar, expendability: 5))
      pieces.append(Piece([Span("\(Int(part * 100)) %")], expendability: 4))
    }
    let validation = scene.validation
    if let loss = LossCurve.present(scene.history) {
      pieces.append(Piece([Span(tell(.smoothedShort) + " " + NumberText.compact(loss, digits: 4))]))
    }
    // Before the first epoch has ended there is nothing but guessing to be told.
    let isMeasured = scene.progress?.lastEpoch?.epoch != 0
    if let loss = validation.loss, isMeasured {
      pieces.append(
        Piece(
          [Span(say(.validation) + " " + NumberText.compact(loss, digits: 4))], expendability: 6))
    }
    if let accuracy = validation.accuracy, isMeasured {
      pieces.append(
        Piece(
          [Span(say(.accuracy) + " " + NumberText.percent(accuracy, digits: 2))], expendability: 2))
      // While weights move on, these are of the epoch that was measured last.
      if let epoch = scene.progress?.lastEpoch?.epoch {
        pieces.append(Piece([Span(tell(.atEpoch(epoch)), .faint)], expendability: 3))
      }
    }
    if let rate = scene.progress?.imagesPerSecond.map(scene.session.settings.slowed) {
      let text = Phrase.imagesPerSecond(NumberFormat.rate(rate)).text(in: language)
      pieces.append(Piece([Span(text)], expendability: 8))
    }
    return pieces
  }

  private var statusTime: [StatusLine.Piece] {
    guard let seconds = scene.progress?.secondsLeft else { return [] }
    return [
      StatusLine.Piece([Span(say(.left(NumberText.clock(seconds))), .faint)], expendability: 7)
    ]
  }

  /// `epoch 3 of 20`, `update 120 of 500`.
  private var statusPlace: String? {
    let updates = scene.progress?.updates ?? scene.report.updates
    if case .updates(let end) = scene.goalEnd { return tell(.updateOf(updates, end)) }
    var end: Int?
    if case .epochs(let count) = scene.goalEnd { end = count }
    if let progress = scene.progress {
      return say(.epoch(min(progress.epoch, end ?? .max), of: end))
    }
    guard updates > 0 else { return nil }
    if scene.isPaused { return say(.epoch(scene.report.epochs + 1, of: end)) }
    return say(.epoch(scene.report.epochs, of: nil))
  }
}

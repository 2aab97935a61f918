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
      let phases = [InterfacePhrase.training, .validating].map { theme.text(say($0)) }
      let word = phases[isValidating ? 1 : 0]
      // Of one length, or all that follows would move with every epoch.
      let length = phases.map(\.unicodeScalars.count).max() ?? 0
      let rest = String(repeating: " ", count: length - word.unicodeScalars.count)
      return [
        Piece(
          [Span("▶ " + word + rest, .right)], brief: .init([Span("▶", .right)], expendability: 3))
      ]
    }
    if let update = divergence {
      return [
        Piece([Span("! " + tell(.diverged(update)), .warning)]),
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

  /// What is done of the goal, or of the epoch where there is none.
  private var statusBar: [StatusLine.Piece] {
    typealias Piece = StatusLine.Piece
    guard let part = scene.progress?.goalFraction ?? scene.progress?.epochFraction else {
      return []
    }
    func bar(_ width: Int) -> [Span] {
      // Whole columns and whole per cent: a bar that is not full is not done.
      let done = min(Int(part * Double(width)), width)
      return [
        Span(String(repeating: "━", count: done), .accent),
        Span(String(repeating: "─", count: width - done), .faint),
      ]
    }
    return [
      Piece(bar(20), expendability: 4, brief: .init(bar(8), expendability: 10)),
      Piece([Span("\(Int(part * 100)) %")], expendability: 8),
    ]
  }

  private var statusFigures: [StatusLine.Piece] {
    typealias Piece = StatusLine.Piece
    var pieces: [Piece] = []
    let unitsOff = scene.session.unitsOff.count
    if unitsOff > 0 { pieces.append(Piece([Span(say(.unitsOff(unitsOff)), .warning)])) }
    if view != .walk, scene.session.mode == .train, scene.live.differsByMode {
      pieces.append(
        Piece(
          [Span(say(.modesDiffer), .accent)],
          brief: .init([Span(say(.modesDifferBriefly), .accent)], expendability: 7)))
    }
    if let place = statusPlace { pieces.append(place) }
    pieces += statusBar
    let validation = scene.validation
    if let loss = scene.trainLoss {
      let number = NumberText.compact(loss.value, digits: 4)
      let whole = tell(.training) + ", " + tell(.trainLoss(last: loss.last)) + " " + number
      pieces.append(
        Piece(
          [Span(whole)],
          brief: .init([Span(tell(.trainShort) + " " + number)], expendability: 9)))
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
        Piece([Span(say(.accuracy) + " " + NumberText.percent(accuracy, digits: 2))]))
      // While weights move on, these are of the epoch that was measured last.
      if let epoch = scene.progress?.lastEpoch?.epoch {
        pieces.append(Piece([Span(tell(.atEpoch(epoch)), .faint)], expendability: 5))
      }
    }
    // Units switched off are said already.
    if !scene.isTraining, scene.report.updates > 0, unitsOff == 0, scene.session.run.isChanged {
      pieces.append(
        Piece(
          [Span(say(.weightsChanged), .warning)],
          brief: .init([Span(say(.weightsChangedBriefly), .warning)], expendability: 7)))
    }
    if let rate = scene.progress?.imagesPerSecond.map(scene.session.settings.slowed) {
      let number = NumberFormat.rate(rate)
      pieces.append(
        Piece(
          [Span(Phrase.imagesPerSecond(number).text(in: language))], expendability: 2,
          brief: .init([Span(tell(.speedBriefly(number)))], expendability: 2)))
    }
    return pieces
  }

  private var statusTime: [StatusLine.Piece] {
    guard let seconds = scene.progress?.secondsLeft else { return [] }
    return [
      StatusLine.Piece([Span(say(.left(NumberText.clock(seconds))), .faint)], expendability: 1)
    ]
  }

  /// `epoch 3 of 20`, `update 120 of 500`; while training runs as a fraction where room is short.
  private var statusPlace: StatusLine.Piece? {
    typealias Piece = StatusLine.Piece
    let updates = scene.progress?.updates ?? scene.report.updates
    if case .updates(let end) = scene.goalEnd {
      let brief = Piece.Brief([Span(tell(.updateOfBriefly(updates, end)))], expendability: 7)
      return Piece([Span(tell(.updateOf(updates, end)))], brief: brief)
    }
    var end: Int?
    if case .epochs(let count) = scene.goalEnd { end = count }
    guard scene.isTraining || updates > 0 else { return nil }
    let isWithin = scene.isPaused
    let epoch =
      scene.progress.map { min($0.epoch, end ?? .max) } ?? scene.report.epochs + (isWithin ? 1 : 0)
    let total = scene.isTraining || isWithin ? end : nil
    return Piece(
      [Span(say(.epoch(epoch, of: total)))],
      brief: total.map { .init([Span(tell(.epochOfBriefly(epoch, $0)))], expendability: 7) })
  }
}

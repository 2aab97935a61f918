import Datasets
public import Engine
import Walkthrough

extension Laboratory {
  /// How training stands, its curves, the drawing over the run, the last evaluation, health and settings.
  func describeTraining() -> [String] {
    describeState() + describeCurves() + describeProbability() + describeEvaluation()
      + describeHealth() + describeSettings()
  }

  /// What the status line says, and the totals.
  private func describeState() -> [String] {
    guard let progress else {
      let updates = report.updates
      guard updates > 0 else { return [say(weightsAreInitial ? .notTrained : .otherWeights)] }
      return (isPaused ? [Phrase.pausedAt(updates).text(in: language)] : [])
        + Reply.training(report).lines(in: language)
    }
    var end: Int?
    if case .epochs(let count) = goalEnd { end = count }
    let phase: Phrase =
      progress.phase == .validating
      ? .progressValidating
      : .progressTraining(epoch: min(progress.epoch, end ?? .max), of: end)
    var lines = [
      phase.text(in: language),
      Phrase.epochsUpdates(epochs: progress.position.epoch, updates: progress.updates)
        .text(in: language),
      say(.share(progress.goalFraction ?? progress.epochFraction)),
    ]
    if let loss = progress.smoothedLoss { lines.append(say(.smoothedLoss(loss))) }
    if let rate = progress.imagesPerSecond.map(session.settings.slowed) {
      lines.append(Phrase.speedOf(rate).text(in: language))
    }
    if let seconds = progress.secondsLeft {
      lines.append(Phrase.secondsLeft(Int(seconds)).text(in: language))
    }
    return lines
  }

  private func describeCurves() -> [String] {
    history.epochs.isEmpty && history.buckets.isEmpty ? [] : HistoryText.lines(history, language)
  }

  /// P of the drawing with the weights of each epoch that is kept, and with the present ones.
  private func describeProbability() -> [String] {
    guard !session.drawing.isBlank else { return [say(.blank)] }
    func verdict(_ network: Network) -> String {
      Reply.short(Verdict(session.forward(of: network), task: session.task), language)
    }
    let (network, update) = liveNetwork
    let kept = history.snapshots.map { snapshot in
      say(
        .probabilityAt(
          update: snapshot.update, epoch: snapshot.position.epoch, verdict(snapshot.network)))
    }
    return kept + [say(.probabilityAt(update: update, epoch: nil, verdict(network)))]
  }

  private func describeEvaluation() -> [String] {
    guard let found = findings.evaluation(of: session.plan, task: session.task) else {
      return [say(.notEvaluated)]
    }
    return [say(.evaluatedAt(update: found.weights.update, isFresh: isFresh(found.weights)))]
      + Reply.evaluation(found.evaluation, found.split, task: session.task).lines(in: language)
  }

  /// Flat units on the drawing, and how far an update would go beside the size of the weights.
  private func describeHealth() -> [String] {
    let live = liveNetwork
    let health = PassHealth(live.network, forward: session.forward(of: live.network))
    let flat: ViewPhrase =
      health.units > 0
      ? .flatUnits(health.flat, of: health.units, health.kind ?? .dead) : .noFlatUnits
    return (session.drawing.isBlank ? [] : [say(flat)])
      + stepSizes(of: live.network, at: live.update).map {
        say(
          .stepSize(
            live.network.symbols.parameter($0.key), weights: $0.weights, step: $0.step,
            ratio: $0.ratio))
      }
  }

  /// How far the next update would go in each layer if its batch were the first images of the training set; nothing of networks that
  /// are too large to be tried on the side.
  public func stepSizes(of network: Network, at update: Int) -> [StepSize] {
    guard network.parameterCount <= Laboratory.largestTrial else { return [] }
    return network.stepSizes(
      on: firstExamples, settings: session.settings, state: liveOptimizer, update: update)
  }

  /// The most parameters of a network that is tried on the side, as without one of its units.
  static let largestTrial = 400_000

  /// The first images of the training set that the task uses, fitted one by one: the whole set may wait for its grid.
  private var firstExamples: ExampleSet {
    let (task, plan) = (session.task, session.plan)
    let rows = task.firstIndices(Laboratory.trialSize, of: .train, in: dataset)
    let bytes = rows.flatMap { row in
      dataset.picture(at: row).resized(rows: plan.imageRows, columns: plan.imageColumns, by: .ink)
        .values.map { UInt8(min(255, ($0 * 256).rounded())) }
    }
    return ExampleSet(
      pixels: PixelStore(bytes: bytes, pixels: plan.inputs),
      rows: rows.indices.map { Int32($0) },
      targets: rows.map { UInt8(task.target(ofLabel: dataset.label(at: $0)) ?? 0) },
      imageRows: plan.imageRows, imageColumns: plan.imageColumns)
  }

  /// How many images an update is tried on.
  public static let trialSize = 32

  /// Each setting as the command that makes it.
  private func describeSettings() -> [String] {
    let settings = session.settings
    return [
      "rate \(SettingsText.brief(SettingsText.number(settings.rate)))",
      "batch \(settings.batchSize)",
      "optimizer \(SettingsText.brief(SettingsText.text(settings.optimizer)))",
      "augment \(SettingsText.augment(settings))",
      "speed \(SettingsText.brief(SettingsText.speed(settings)))",
      "mode \(session.mode.rawValue)",
      "task \(session.task.name)", "network \(PlanText.words(session.plan))",
    ]
  }
}

import Datasets
public import Engine
import Walkthrough

/// A training under way.
struct ActiveTraining {
  let trainer: Trainer
  let goal: TrainingGoal
  /// Where what it is to do began, pauses included.
  let begin: TrainingPosition
  /// The weights and curves before the run, for undo.
  let before: RunState
  let command: String
  /// Whether it goes on with a paused run, and nothing was changed in between.
  let joinsPrevious: Bool

  /// What the whole run will have reached when the goal is met; nil where it has no end.
  var goalEnd: TrainingGoal? { goal.end(from: before.position) }

  /// The share of the goal is that of all that was asked for, also after a pause; runs before it do not count.
  var progress: TrainingProgress {
    var progress = trainer.progress
    let share: Double
    switch goalEnd {
    case .epochs(let end):
      let done = Double(progress.position.epoch - begin.epoch) + progress.epochFraction
      share = done / Double(max(1, end - begin.epoch))
    case .updates(let end):
      share = Double(progress.updates - begin.updates) / Double(max(1, end - begin.updates))
    case .untilStopped, nil: return progress
    }
    progress.goalFraction = min(max(0, share), 1)
    return progress
  }
}

extension TrainingGoal {
  /// Where a goal of so many further epochs or updates ends, counted from the beginning of the run.
  func end(from start: TrainingPosition) -> TrainingGoal? {
    switch self {
    case .epochs(let count): .epochs(start.epoch + count)
    case .updates(let count): .updates(start.updates + count)
    case .untilStopped: nil
    }
  }
}

/// What is left of a training that was paused.
struct PausedTraining: Sendable {
  let goal: TrainingGoal
  /// Where what it is to do began.
  let begin: TrainingPosition
  /// The undo stack at the pause: unchanged, the rest of the run joins its beginning.
  let undoRevision: Int
}

/// What a training has left behind: figures of the very weights that it ended with.
struct TrainingEnd {
  let task: Task
  let network: Network
  let position: TrainingPosition
  /// On validation images; nil where the task has none, or nobody could wait for it.
  let evaluation: Evaluation?
  /// Saturated and dead units, on validation images.
  let health: [LayerHealth]
  let imagesPerSecond: Double?

  /// Whether the session still has those weights.
  func describes(_ session: Session) -> Bool {
    position == session.run.position && task == session.task && network == session.network
  }
}

extension Laboratory {
  func runTraining(_ command: Command, text: String) throws(CommandError) -> Outcome {
    switch command {
    case .train(let goal):
      try start(goal ?? .untilStopped, command: text)
      return .reply(
        .trainingStarted(
          goal: goal, updates: session.run.position.updates,
          notes: unitsOffNotes + batchNotes))
    case .resume:
      if isTraining { throw .alreadyTraining }
      guard let paused = session.paused else { throw .notPaused }
      try start(paused.goal, command: "train \(Reply.text(paused.goal))", after: paused)
      return .reply(.resumed(updates: session.run.position.updates))
    case .pause:
      guard let active else { throw .noTraining("pause") }
      active.trainer.stop()
      collect()
      let ended = active.trainer.progress.phase == .ended(.goalReached)
      session.paused =
        ended
        ? nil
        : PausedTraining(
          goal: active.trainer.remainingGoal, begin: active.begin, undoRevision: undoRevision)
      return .reply(.paused(updates: session.run.position.updates))
    case .stop:
      guard active != nil || isPaused else { throw .noTraining("stop") }
      active?.trainer.stop()
      collect()
      session.paused = nil
      return .reply(.stopped(updates: session.run.position.updates))
    default:
      guard let active else { return .reply(.training(report)) }
      guard active.goal != .untilStopped || active.trainer.isFinished else {
        throw .waitWouldNotEnd
      }
      return .waitForTraining
    }
  }

  private func start(
    _ goal: TrainingGoal, command: String, after paused: PausedTraining? = nil
  ) throws(CommandError) {
    divergedAt = nil
    session.paused = nil
    let trainer = Trainer(
      state: session.run, training: examples(of: .train), validation: examples(of: .validation),
      settings: session.settings, goal: goal, watched: session.drawing.values,
      onChange: onTrainingNews)
    guard trainer.start() else { throw .noThread }
    watched = (session.drawing, [])
    // An undo in the pause may have gone behind where it all began.
    let position = session.run.position
    let begin = paused.map { $0.begin.updates <= position.updates ? $0.begin : position }
    active = ActiveTraining(
      trainer: trainer, goal: goal, begin: begin ?? position,
      before: session.run, command: command, joinsPrevious: paused?.undoRevision == undoRevision)
    log.beginTraining(command, of: session.run, settings: session.settings)
  }

  /// What the whole run will have reached when the running or paused training has met its goal; nil without one.
  public var goalEnd: TrainingGoal? {
    active.map(\.goalEnd) ?? session.paused?.goal.end(from: session.run.position)
  }

  /// What the weights of the running training, or of the last one, said of the drawing; nothing where they were not asked about it.
  public var drawingOverRun: [WatchPoint] {
    guard watched.drawing == session.drawing else { return [] }
    return active?.trainer.watchPoints ?? watched.points
  }

  /// Has a running training look at the drawing as it is now.
  public func watchDrawing() {
    guard let active, watched.drawing != session.drawing else { return }
    active.trainer.watch(session.drawing.values)
    watched = (session.drawing, [])
  }

  /// Whether the training has come to its end, and its weights wait to be taken.
  public var trainingHasEnded: Bool { active?.trainer.isFinished ?? false }

  /// Takes the weights back from a training that has come to its end; says whether one had.
  @discardableResult
  public func finishedTraining() -> Bool {
    guard let active, active.trainer.isFinished else { return false }
    collect()
    return true
  }

  /// Waits for the training to end, `watch` being called a few times a second.
  ///
  /// nil if `watch` returned false, which ends the waiting and not the training.
  public func waitForTraining(watch: (TrainingProgress) -> Bool) -> Reply? {
    while let active, !active.trainer.isFinished {
      guard watch(active.trainer.progress) else { return nil }
      _ = active.trainer.waitForEnd(seconds: 0.1)
    }
    if let active { _ = watch(active.trainer.progress) }
    collect()
    return .training(report)
  }

  /// Ends a training that may be running, keeping what it learned; nobody is there any more to be told how well that does.
  public func endTraining() {
    active?.trainer.stop()
    collect(measures: false)
  }

  /// What stands against learning from batches of this size.
  private var batchNotes: [ReplyNote] {
    session.plan.hasBatchNorm && session.settings.batchSize == 1 ? [.statisticsOfOne] : []
  }

  /// Multiplications above which the end of a training is not measured where somebody waits for a key: some tenths of a second.
  private static let largestMeasurement = 4_000_000_000

  private func collect(measures: Bool = true) {
    guard let active else { return }
    let state = active.trainer.join()
    noteTraining()
    watched.points = active.trainer.watchPoints
    let progress = active.trainer.progress
    if case .ended(.diverged(let update)) = progress.phase { divergedAt = update }
    let validation = examples(of: .validation)
    let isSmall =
      state.network.parameterCount * validation.count <= Laboratory.largestMeasurement
    let isMeasured = measures && (measuresLargeEnds || isSmall)
    trainingEnd = TrainingEnd(
      task: session.task, network: state.network, position: state.position,
      evaluation: isMeasured ? state.network.evaluate(validation) : nil,
      health: isMeasured ? state.network.health(on: validation) : [],
      imagesPerSecond: progress.imagesPerSecond)
    self.active = nil
    let place = log.endTraining()
    pushRun(
      active.before, command: active.command, place: place, joinsPrevious: active.joinsPrevious)
    session.run = state
    session.forgetUnitsOn()
  }

  func noteTraining() {
    guard let active else { return }
    let progress = active.trainer.progress
    log.noteTraining(
      lastUpdate: progress.updates, reachedGoal: progress.phase == .ended(.goalReached),
      marks: progress.marks, settings: session.settings)
  }

  /// What training has reached since the last reset; figures of weights that are not the present ones are left out.
  public var report: TrainingReport {
    let run = session.run
    let end = trainingEnd.flatMap { $0.describes(session) ? $0 : nil }
    let epoch = run.epochOfWeights
    return TrainingReport(
      epochs: run.position.epoch, updates: run.position.updates, images: run.position.images,
      trainLoss: run.epochTrainLoss, validationLoss: end?.evaluation?.loss ?? epoch?.validationLoss,
      validationAccuracy: end?.evaluation?.accuracy ?? epoch?.validationAccuracy,
      imagesPerSecond: end?.imagesPerSecond, divergedAt: divergedAt, isPaused: isPaused,
      health: end?.health ?? [])
  }

  func runSetting(_ command: Command) throws(CommandError) -> Reply {
    let old = session.settings
    let oldMode = session.mode
    switch command {
    case .rate(let rate?): session.settings.rate = rate
    case .batch(let size?): session.settings.batchSize = size
    case .optimizer(let optimizer?): session.settings.optimizer = optimizer
    case .augment(let isOn?): session.settings.augmentsByShift = isOn
    case .speed(let speed?): session.settings.updatesPerSecond = speed.updatesPerSecond
    case .mode(let mode?):
      session.mode = mode
      // Where no layer differs by mode, nor does the walk.
      if session.network.differsByMode { session.dropWalk() }
    default: break
    }
    let new = session.settings
    if new != old {
      if let active {
        active.trainer.change(new)
      } else {
        session.run.mark(changeFrom: old, to: new)
      }
    }
    let name: SettingName
    let words: (TrainingSettings) -> String
    switch command {
    case .rate: (name, words) = (.rate, { "\($0.rate)" })
    case .batch: (name, words) = (.batch, { "\($0.batchSize)" })
    case .optimizer: (name, words) = (.optimizer, { SettingsText.text($0.optimizer) })
    case .augment: (name, words) = (.augment, SettingsText.augment)
    case .speed: (name, words) = (.speed, SettingsText.speed)
    default:
      return .setting(
        .mode, old: oldMode.rawValue, new: session.mode.rawValue, whileTraining: isTraining,
        notes: [])
    }
    let advises = (name == .rate || name == .optimizer) && new.hasUnusualRate
    return .setting(
      name, old: words(old), new: words(new), whileTraining: isTraining,
      notes: advises ? [.rateForAdam(new.rate)] : [])
  }

  /// The weights to walk: the session's, or the newest that the running training shows.
  func newestWeights() throws(CommandError) -> (network: Network, update: Int) {
    guard let active else { return (session.network, session.run.position.updates) }
    guard let snapshot = active.trainer.freshSnapshot() else { throw .noSnapshotYet }
    return (snapshot.network, snapshot.update)
  }

  /// Asks the running training for its weights; they are in `liveNetwork` soon after.
  public func requestLiveNetwork() { active?.trainer.requestSnapshot() }

  /// What the optimiser remembers beside ``liveNetwork``.
  public var liveOptimizer: OptimizerState {
    active?.trainer.snapshot?.optimizer ?? session.run.optimizer
  }

  /// The newest weights, walked or not, and the update that they are of.
  public var liveNetwork: (network: Network, update: Int) {
    if let snapshot = active?.trainer.snapshot { return (snapshot.network, snapshot.update) }
    return (session.network, session.run.position.updates)
  }
}

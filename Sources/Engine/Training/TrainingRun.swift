/// The loop of a run: batches, epochs, validation, and the clock beside them.
///
/// Only the trainer's thread touches it once that has started.
final class TrainingRun: @unchecked Sendable {
  private let start: RunState
  private let training: ExampleSet
  private let validation: ExampleSet
  private let goal: TrainingGoal
  private var settings: TrainingSettings
  private(set) var position: TrainingPosition
  private(set) var history: History
  /// The training examples in the order of an epoch.
  private var shuffled: (epoch: Int, examples: ExampleSet)?

  private var trainedImages = 0
  private var trainingNanoseconds: UInt64 = 0
  private var validationNanoseconds: UInt64 = 0
  /// When the stretch of training began that is not in the sum yet.
  private var lapStart: UInt64 = 0
  private var lastPublication: UInt64 = 0
  private var imagesSinceReading = 0
  /// About a quarter of a millisecond's work, whatever the size of the network.
  private let imagesPerReading: Int
  private var nextUpdateTime: UInt64 = 0
  private(set) var watch: Watch?

  init(
    state: RunState, training: ExampleSet, validation: ExampleSet, settings: TrainingSettings,
    goal: TrainingGoal, watch: Watch?
  ) {
    start = state
    self.training = training
    self.validation = validation
    self.settings = settings
    self.goal = goal
    position = state.position
    history = state.history
    self.watch = watch
    imagesPerReading = min(512, max(1, 6_600_000 / max(1, state.network.parameterCount)))
  }

  /// Runs to the goal, to a stop or to divergence.
  func perform(for trainer: Trainer) -> (RunState, EndReason) {
    let network = TrainingNetwork(
      start.network, optimizer: start.optimizer, kernels: InstructionSet.current.kernels)
    lapStart = monotonicNanoseconds()
    var reason: EndReason?
    while reason == nil {
      if trainer.hasRequests { answer(trainer, network) }
      watch?.look(network, update: position.updates)
      if trainer.isAskedToStop {
        reason = .stopped
      } else if needsValidation {
        validate(network, trainer)
      } else if isGoalReached {
        reason = .goalReached
      } else if let rate = settings.updatesPerSecond, !isDue(rate, trainer) {
        continue
      } else if let loss = trainBatch(network) {
        history.recordDivergence(loss)
        reason = .diverged(atUpdate: position.updates + 1)
      } else {
        takeReading(trainer)
      }
    }
    closeLap()
    let state = RunState(
      network: network.network, optimizer: network.optimizerState, position: position,
      history: history)
    return (state, reason ?? .stopped)
  }

  private func answer(_ trainer: Trainer, _ network: TrainingNetwork) {
    let requests = trainer.takeRequests()
    if requests.contains(.change) {
      let new = trainer.newestSettings
      var sameSpeed = new
      sameSpeed.updatesPerSecond = settings.updatesPerSecond
      if sameSpeed != settings {
        history.mark(SettingsMark(update: position.updates, old: settings, new: new))
      }
      settings = new
      nextUpdateTime = 0
    }
    if requests.contains(.watch) { watch = trainer.newestWatch }
    guard requests.contains(.snapshot) || requests.contains(.change) else { return }
    let snapshot =
      requests.contains(.snapshot)
      ? Snapshot(
        position: position, network: network.network, optimizer: network.optimizerState) : nil
    trainer.publish(self, phase: .training, snapshot: snapshot)
  }

  /// The next batch of the epoch's order; returns the loss if the run diverged.
  private func trainBatch(_ network: TrainingNetwork) -> Scalar? {
    let count = min(settings.batchSize, training.count - position.offset)
    let result = network.train(
      examples(seed: network.plan.seed), position.offset..<position.offset + count,
      update: position.updates, settings: settings)
    guard result.isApplied else { return result.loss }
    position.updates += 1
    position.images += count
    position.offset += count
    trainedImages += count
    imagesSinceReading += count
    history.record(
      loss: result.loss, images: count, correct: result.correct, update: position.updates)
    if position.offset == training.count {
      position.offset = 0
      position.epoch += 1
    }
    return nil
  }

  /// The training examples as this epoch orders them.
  private func examples(seed: UInt64) -> ExampleSet {
    if let shuffled, shuffled.epoch == position.epoch { return shuffled.examples }
    var order = Array(0..<Int32(training.count))
    var stream = SeededGenerator(seed: seed, purpose: .shuffle, index: position.epoch)
    stream.shuffle(&order)
    let examples = ExampleSet(training, order: order)
    shuffled = (position.epoch, examples)
    return examples
  }

  // MARK: validation

  /// At the start of every epoch, the first included, and once.
  private var needsValidation: Bool {
    position.offset == 0 && history.epochs.last?.epoch != position.epoch
  }

  private func validate(_ network: TrainingNetwork, _ trainer: Trainer) {
    closeLap()
    trainer.publish(self, phase: .validating)
    let begin = monotonicNanoseconds()
    let evaluation = network.evaluate(validation) { trainer.isAskedToStop }
    // Broken off: the next run, or the next trainer, begins it anew.
    guard evaluation != nil || !trainer.isAskedToStop else { return }
    history.close(
      epoch: position.epoch, validation: evaluation,
      snapshot: Snapshot(
        position: position, network: network.network, optimizer: network.optimizerState))
    validationNanoseconds = monotonicNanoseconds() - begin
    lapStart = monotonicNanoseconds()
    trainer.publish(self, phase: .training)
  }

  // MARK: the goal

  private var isGoalReached: Bool {
    switch goal {
    case .epochs(let count): position.epoch >= start.position.epoch + count
    case .updates(let count): position.updates >= start.position.updates + count
    case .untilStopped: false
    }
  }

  var remainingGoal: TrainingGoal {
    switch goal {
    case .epochs(let count): .epochs(max(0, start.position.epoch + count - position.epoch))
    case .updates(let count): .updates(max(0, start.position.updates + count - position.updates))
    case .untilStopped: .untilStopped
    }
  }

  // MARK: the clock

  private func closeLap() {
    let now = monotonicNanoseconds()
    trainingNanoseconds += now - lapStart
    lapStart = now
  }

  /// In slow motion waits for the next update's time, or for a request, which comes first.
  private func isDue(_ updatesPerSecond: Double, _ trainer: Trainer) -> Bool {
    closeLap()
    if nextUpdateTime > lapStart {
      trainer.publish(self, phase: .training)
      trainer.sleep(until: nextUpdateTime)
      lapStart = monotonicNanoseconds()
      guard lapStart >= nextUpdateTime else { return false }
    }
    let interval = UInt64(1e9 / min(1e9, max(1e-3, updatesPerSecond)))
    // A late update does not make the following ones hurry.
    nextUpdateTime = max(nextUpdateTime + interval, lapStart + interval / 2)
    return true
  }

  /// Looks at the clock now and then, and publishes every few milliseconds.
  private func takeReading(_ trainer: Trainer) {
    guard imagesSinceReading >= imagesPerReading else { return }
    imagesSinceReading = 0
    let now = monotonicNanoseconds()
    guard now - lastPublication > 4_000_000 else { return }
    lastPublication = now
    trainingNanoseconds += now - lapStart
    lapStart = now
    trainer.publish(self, phase: .training)
  }

  func progress(_ phase: TrainingProgress.Phase) -> TrainingProgress {
    let size = training.count
    let speed =
      trainingNanoseconds > 0 && trainedImages > 0
      ? Double(trainedImages) * 1e9 / Double(trainingNanoseconds) : nil
    let (done, whole) = goalImages
    return TrainingProgress(
      phase: phase, position: position,
      epochFraction: Double(position.offset) / Double(size),
      goalFraction: whole.map { $0 > 0 ? min(1, done / $0) : 1 },
      secondsLeft: whole.flatMap { secondsLeft(images: max(0, $0 - done), speed: speed) },
      imagesPerSecond: speed, smoothedLoss: history.smoothedLoss,
      lastEpoch: history.epochs.last, settings: settings, marks: history.marks)
  }

  /// The images that the goal asks for, and how many of them are done.
  private var goalImages: (done: Double, whole: Double?) {
    let size = Double(training.count)
    switch goal {
    case .epochs(let count):
      let begun = Double(start.position.offset)
      let done = Double(position.epoch - start.position.epoch) * size + Double(position.offset)
      return (done - begun, Double(count) * size - begun)
    case .updates(let count):
      let batch = Double(min(settings.batchSize, training.count))
      return (Double(position.updates - start.position.updates) * batch, Double(count) * batch)
    case .untilStopped: return (Double(position.images - start.position.images), nil)
    }
  }

  private func secondsLeft(images: Double, speed: Double?) -> Double? {
    guard var speed else { return nil }
    let batch = Double(min(settings.batchSize, training.count))
    if let slow = settings.updatesPerSecond { speed = min(speed, slow * batch) }
    let validations = (images / Double(training.count)).rounded(.up)
    return images / speed + validations * Double(validationNanoseconds) * 1e-9
  }
}

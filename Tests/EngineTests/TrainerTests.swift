import Foundation
import Synchronization
import Testing

@testable import Engine

@Suite struct TrainerTests {
  let training = syntheticExamples(count: 1000, rows: 4, columns: 4, classes: 2)
  let validation = syntheticExamples(count: 300, rows: 4, columns: 4, classes: 2, seed: 10)
  let plan = NetworkPlan(widths: [16, 20, 1], hasBias: true, dropout: 0.2)

  func start(
    _ state: RunState, _ settings: TrainingSettings, _ goal: TrainingGoal
  ) -> Trainer {
    let trainer = Trainer(
      state: state, training: training, validation: validation, settings: settings, goal: goal)
    trainer.start()
    return trainer
  }

  @Test func `five epochs on the digits tell 0 from the rest`() throws {
    let digits = try DigitFiles()
    let trainer = Trainer(
      state: RunState(try Network(NetworkPlan())), training: digits.training,
      validation: digits.validation, settings: TrainingSettings(), goal: .epochs(5))
    trainer.start()
    let state = trainer.join()
    let result = try #require(state.network.evaluate(digits.test))
    #expect(result.accuracy >= 0.993, "reached \(result.accuracy)")
    #expect(state.position.updates == 5 * 1563)
    #expect(state.position.images == 250_000)
    #expect(state.history.epochs.map(\.epoch) == [0, 1, 2, 3, 4, 5])
    #expect(trainer.progress.phase == .ended(.goalReached))
    #expect((trainer.progress.imagesPerSecond ?? 0) > 0)
  }

  @Test func `a small set is learned`() throws {
    let state = start(RunState(try Network(plan)), TrainingSettings(), .epochs(20)).join()
    let result = try #require(state.network.evaluate(validation))
    #expect(result.accuracy > 0.95)
    #expect(result.confusion.flatMap(\.self).reduce(0, +) == 300)
    #expect(state.history.epochs.first?.trainLoss == nil)
    let last = try #require(state.history.epochs.last)
    #expect(last.validationLoss == result.loss)
  }

  @Test(arguments: [false, true])
  func `a watched picture is looked at as the run goes, and changes no number`(hasBatchNorm: Bool)
    throws
  {
    var plan = plan
    plan.hasBatchNorm = hasBatchNorm
    let begin = RunState(try Network(plan))
    let image = validation.image(3)
    func run(_ goal: TrainingGoal, watched: [Scalar]?) -> (state: RunState, points: [WatchPoint]) {
      let trainer = Trainer(
        state: begin, training: training, validation: validation, settings: TrainingSettings(),
        goal: goal, watched: watched)
      return (trainer.runHere(), trainer.watchPoints)
    }
    let watched = run(.updates(400), watched: image)
    #expect(RunNumbers(watched.state) == RunNumbers(run(.updates(400), watched: nil).state))
    let updates = watched.points.map(\.update)
    #expect(updates.prefix(12) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    #expect(updates.count > 30 && updates.count < 80 && (updates.last ?? 0) > 350)
    for update in [0, 1, 9, updates[updates.count / 2]] {
      let network = run(.updates(update), watched: nil).state.network
      let p = network.forward(Matrix(row: image), targets: [0]).probabilities[0, 0]
      let point = try #require(watched.points.first { $0.update == update })
      #expect(abs(point.probabilities[0] - p) < 1e-5, "update \(update)")
    }
    // A picture of another size has nothing to say.
    #expect(run(.updates(20), watched: [1, 2, 3]).points.isEmpty)
  }

  @Test func `another picture is watched from the next update on`() throws {
    let trainer = start(
      RunState(try Network(plan)), TrainingSettings(updatesPerSecond: 400), .untilStopped)
    #expect(trainer.watchPoints.isEmpty)
    trainer.watch(validation.image(0))
    while trainer.watchPoints.count < 3 { Thread.sleep(forTimeInterval: 0.002) }
    let first = trainer.watchPoints.map(\.probabilities)
    trainer.watch(validation.image(1))
    #expect(trainer.watchPoints.isEmpty || trainer.watchPoints.map(\.probabilities) != first)
    while trainer.watchPoints.count < 3 { Thread.sleep(forTimeInterval: 0.002) }
    trainer.stop()
    let state = trainer.join()
    #expect(trainer.watchPoints.allSatisfy { $0.update <= state.position.updates })
    #expect(!trainer.watchPoints.map(\.probabilities).contains(first[0]))
  }

  @Test(arguments: [1, 7, 32, 1000, 4096])
  func `two runs leave the same bits, and the last short batch is trained`(batch: Int) throws {
    let settings = TrainingSettings(rate: 0.5, batchSize: batch, augmentsByShift: true)
    let first = start(RunState(try Network(plan)), settings, .epochs(3)).join()
    let second = start(RunState(try Network(plan)), settings, .epochs(3)).join()
    #expect(RunNumbers(first) == RunNumbers(second))
    #expect(first.position.updates == 3 * ((1000 + batch - 1) / batch))
    #expect(first.position.images == 3000)
  }

  @Test(arguments: [OptimizerMethod.sgd, .standardMomentum, .standardAdam])
  func `pausing at any moment changes no number`(method: OptimizerMethod) throws {
    var plan = plan
    plan.hasBatchNorm = method != .sgd
    let settings = TrainingSettings(
      rate: 0.05, batchSize: 17, optimizer: Optimizer(method), augmentsByShift: true)
    let unbroken = start(RunState(try Network(plan)), settings, .epochs(12)).join()
    var delays = SystemRandomNumberGenerator()
    for _ in 0..<5 {
      var state = RunState(try Network(plan))
      var goal = TrainingGoal.epochs(12)
      var pauses = 0
      while true {
        let trainer = start(state, settings, goal)
        usleep(UInt32.random(in: 0...3000, using: &delays))
        trainer.stop()
        state = trainer.join()
        goal = trainer.remainingGoal
        if trainer.progress.phase == .ended(.goalReached) { break }
        #expect(trainer.progress.phase == .ended(.stopped))
        pauses += 1
      }
      #expect(RunNumbers(state) == RunNumbers(unbroken), "after \(pauses) pauses")
    }
  }

  @Test func `a pause before the first validation is made good`() throws {
    let trainer = Trainer(
      state: RunState(try Network(plan)), training: training, validation: validation,
      settings: TrainingSettings(), goal: .epochs(1))
    trainer.stop()
    let state = trainer.join()
    #expect(state.history.epochs.isEmpty)
    #expect(state.position == TrainingPosition())
    let rest = start(state, TrainingSettings(), trainer.remainingGoal).join()
    let whole = start(RunState(try Network(plan)), TrainingSettings(), .epochs(1)).join()
    #expect(RunNumbers(rest) == RunNumbers(whole))
  }

  @Test func `a goal in updates is split by a pause without a trace`() throws {
    let whole = start(RunState(try Network(plan)), TrainingSettings(), .updates(100)).join()
    #expect(whole.position.updates == 100)
    let begun = start(RunState(try Network(plan)), TrainingSettings(), .updates(37)).join()
    let rest = start(begun, TrainingSettings(), .updates(63)).join()
    #expect(RunNumbers(rest) == RunNumbers(whole))
  }

  @Test func `slow motion changes the time and no number`() throws {
    let fast = start(RunState(try Network(plan)), TrainingSettings(), .updates(20)).join()
    let begin = ContinuousClock.now
    let slow = start(
      RunState(try Network(plan)), TrainingSettings(updatesPerSecond: 200), .updates(20)
    ).join()
    #expect(ContinuousClock.now - begin > .milliseconds(80))
    #expect(RunNumbers(slow) == RunNumbers(fast))
  }

  @Test func `slow motion answers at once`() throws {
    let trainer = start(
      RunState(try Network(plan)), TrainingSettings(updatesPerSecond: 0.01), .untilStopped)
    usleep(20_000)
    let begin = ContinuousClock.now
    trainer.stop()
    _ = trainer.join()
    #expect(ContinuousClock.now - begin < .seconds(2))
  }

  @Test func `a change of settings is marked with the update where it took effect`() throws {
    let settings = TrainingSettings(rate: 0.5)
    let changed = TrainingSettings(rate: 0.1, batchSize: 8)
    let trainer = start(RunState(try Network(plan)), settings, .untilStopped)
    while trainer.progress.updates < 50 { usleep(100) }
    trainer.change(changed)
    while trainer.progress.marks.isEmpty { usleep(100) }
    let mark = try #require(trainer.progress.marks.first)
    let end = mark.update + 30
    while trainer.progress.updates < end { usleep(100) }
    trainer.stop()
    let state = trainer.join()
    #expect(mark.old == settings)
    #expect(mark.new == changed)
    #expect(state.history.marks == [mark])
    // The same, said in the way of a script.
    let begun = start(RunState(try Network(plan)), settings, .updates(mark.update)).join()
    let rest = start(
      begun, changed, .updates(state.position.updates - mark.update)
    ).join()
    #expect(RunNumbers(rest).network == RunNumbers(state).network)
    #expect(RunNumbers(rest).buckets == RunNumbers(state).buckets)
  }

  @Test func `an absurd rate ends with finite weights at a stated update`() throws {
    for method in [OptimizerMethod.sgd, .standardMomentum] {
      for batch in [1, 32, 100] {
        let plan = NetworkPlan(widths: [16, 20, 20, 1], hidden: .activation(.relu, parameter: nil))
        let settings = TrainingSettings(
          rate: 1e30, batchSize: batch, optimizer: Optimizer(method))
        let trainer = start(RunState(try Network(plan)), settings, .epochs(3))
        let state = trainer.join()
        #expect(
          trainer.progress.phase == .ended(.diverged(atUpdate: state.position.updates + 1)))
        #expect(state.network.isFinite)
        #expect(state.history.buckets.reduce(0) { $0 + $1.count } == state.position.updates)
        #expect(state.history.buckets.allSatisfy { $0.maximum.isFinite })
      }
    }
  }

  @Test func `onChange is called once until the progress is read, and for the end`() throws {
    let calls = Mutex(0)
    let trainer = Trainer(
      state: RunState(try Network(plan)), training: training, validation: validation,
      settings: TrainingSettings(), goal: .epochs(30), onChange: { calls.withLock { $0 += 1 } })
    _ = trainer.join()
    for _ in 0..<5000 where calls.withLock({ $0 }) < 2 { usleep(1000) }
    #expect(calls.withLock { $0 } == 2)
    #expect(trainer.progress.goalFraction == 1)
    #expect(trainer.progress.position.epoch == 30)
  }

  @Test func `a snapshot holds the weights of its update`() throws {
    let trainer = start(RunState(try Network(plan)), TrainingSettings(), .untilStopped)
    while trainer.progress.updates < 10 { usleep(100) }
    trainer.requestSnapshot()
    while trainer.snapshot == nil { usleep(100) }
    trainer.stop()
    _ = trainer.join()
    let snapshot = try #require(trainer.snapshot)
    let again = start(
      RunState(try Network(plan)), TrainingSettings(), .updates(snapshot.update)
    ).join()
    #expect(again.network == snapshot.network)
  }

  @Test func `without validation examples an epoch still closes`() throws {
    let none = ExampleSet(
      pixels: training.pixels, rows: [], targets: [], imageRows: 4, imageColumns: 4)
    let state = Trainer(
      state: RunState(try Network(plan)), training: training, validation: none,
      settings: TrainingSettings(), goal: .epochs(2)
    ).join()
    #expect(state.history.epochs.map(\.epoch) == [0, 1, 2])
    #expect(state.history.epochs.allSatisfy { $0.validationLoss == nil })
  }
}

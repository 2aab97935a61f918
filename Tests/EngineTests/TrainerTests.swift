import Testing

@testable import Engine

@Suite struct TrainerTests {
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
  }
}

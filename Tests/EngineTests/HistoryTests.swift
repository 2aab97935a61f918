import Testing

@testable import Engine

@Suite struct HistoryTests {
  @Test func `a long curve is thinned evenly and loses no spike`() {
    var history = History()
    let count = 100_000
    for update in 1...count {
      let loss: Scalar = update == 77_777 ? 50 : update == 12_345 ? -3 : 1
      history.record(loss: loss, images: 32, correct: 16, update: update)
    }
    #expect(history.buckets.count <= History.largestBucketCount)
    #expect(history.buckets.count > History.largestBucketCount / 3)
    #expect(history.buckets.reduce(0) { $0 + $1.count } == count)
    #expect(history.buckets.dropLast().allSatisfy { $0.count == history.bucketSize })
    #expect(history.buckets.last?.lastUpdate == count)
    #expect(history.buckets.map(\.maximum).max() == 50)
    #expect(history.buckets.map(\.minimum).min() == -3)
    #expect(history.buckets.map(\.lastUpdate) == history.buckets.map(\.lastUpdate).sorted())
  }

  @Test func `snapshots are thinned evenly, with the first and the last`() throws {
    let network = try Network(NetworkPlan(widths: [2, 1]))
    var history = History()
    for epoch in 0...1000 {
      let position = TrainingPosition(epoch: epoch, updates: epoch * 10, images: epoch * 320)
      history.close(
        epoch: epoch, validation: nil,
        snapshot: Snapshot(position: position, network: network, optimizer: OptimizerState()))
      #expect(history.snapshots.count <= History.largestSnapshotCount)
      #expect(history.snapshots.first?.position.epoch == 0)
      #expect(history.snapshots.last?.position.epoch == epoch)
    }
    #expect(history.epochs.count == 1001)
    let epochs = history.snapshots.dropLast().map(\.position.epoch)
    let gaps = Set(zip(epochs, epochs.dropFirst()).map { $1 - $0 })
    #expect(gaps == [16])
  }

  @Test func `snapshots of a large network are fewer`() throws {
    let network = try Network(NetworkPlan(widths: [1024, 1024, 1], image: (32, 32)))
    var optimizer = OptimizerState()
    for key in network.learnedKeys {
      optimizer.averages[key] = Array(repeating: try #require(network[key]), count: 2)
    }
    var history = History()
    for epoch in 0...20 {
      let position = TrainingPosition(epoch: epoch, updates: epoch * 10, images: epoch * 320)
      history.close(
        epoch: epoch, validation: nil,
        snapshot: Snapshot(position: position, network: network, optimizer: optimizer))
    }
    let bytes = history.snapshots.reduce(0) { $0 + $1.bytes }
    #expect(bytes <= History.largestSnapshotBytes && bytes > History.largestSnapshotBytes / 4)
    #expect(history.snapshots.first?.position.epoch == 0)
    #expect(history.snapshots.last?.position.epoch == 20)
  }

  @Test(arguments: [OptimizerMethod.sgd, .standardMomentum, .standardAdam])
  func `rewinding goes to the nearest earlier snapshot`(method: OptimizerMethod) throws {
    let examples = syntheticExamples(count: 100, rows: 2, columns: 2, classes: 2)
    func run(_ state: RunState, _ epochs: Int) -> RunState {
      Trainer(
        state: state, training: examples, validation: examples,
        settings: TrainingSettings(rate: 0.01, optimizer: Optimizer(method)),
        goal: .epochs(epochs)
      ).join()
    }
    let three = run(RunState(try Network(NetworkPlan(widths: [4, 5, 1]))), 3)
    let five = run(three, 2)
    let back = try #require(five.rewound(toEpoch: 3))
    #expect(back.network == three.network)
    #expect(back.position == three.position)
    #expect(back.history.epochs == three.history.epochs)
    #expect(back.history.buckets == three.history.buckets)
    let again = run(back, 2)
    #expect(again.network == five.network)
    #expect(again.history.epochs == five.history.epochs)
    #expect(five.rewound(toEpoch: -1) == nil)
  }
}

import Engine
import Testing

struct SpreadTests {
  @Test func `no numbers have no spread`() {
    let spread = Spread([])
    #expect(spread.deviation == 0 && spread.counts.allSatisfy { $0 == 0 })
    #expect(spread.low < spread.high)
  }

  @Test func `one number lies in the middle of a range of its own`() {
    let spread = Spread([3], bins: 5)
    #expect(spread.mean == 3 && spread.deviation == 0)
    #expect(spread.counts == [0, 0, 1, 0, 0])
  }

  @Test func `two numbers lie at the ends`() {
    let spread = Spread([-1, 1], bins: 4)
    #expect(spread.mean == 0 && spread.deviation == 1)
    #expect(spread.counts == [1, 0, 0, 1])
  }

  @Test func `numbers beyond a given range count at its ends, undefined ones nowhere`() {
    let spread = Spread([-1e30, 0.5, 1e30, .nan, .infinity], range: 0...1, bins: 2)
    #expect(spread.counts == [1, 2])
    #expect(spread.notFinite == 2)
  }

  @Test func `the initialisations show no spread, too little, enough and too much`() throws {
    var generator = SeededGenerator(seed: 3, purpose: .initialization)
    let input = Matrix(
      rows: 32, columns: 100, values: (0..<3200).map { _ in abs(generator.uniform(within: 1)) })
    let trials = try #require(
      InitializerTrial.all(
        plan: NetworkPlan(), input: input, targets: Array(repeating: 1, count: 32)))
    #expect(trials.map(\.initializer) == InitializerTrial.compared)
    func hidden(_ initializer: Initializer) throws -> LayerSpread {
      try #require(trials.first { $0.initializer == initializer }).layers[0]
    }
    let widths = try [
      Initializer.zeros, .normal(deviation: 0.01), .uniform(bound: nil), .he,
      .normal(deviation: 1),
    ].map { try hidden($0).outputs.deviation }
    #expect(widths[0] == 0 && widths == widths.sorted() && Set(widths).count == widths.count)
    let (right, tooWide) = try (hidden(.xavier), hidden(.normal(deviation: 1)))
    #expect((right.flatShare ?? 1) < 0.01 && (tooWide.flatShare ?? 0) > 0.4)
    #expect(trials.allSatisfy { $0.layers.map(\.layer) == [1, 2] })
    // One range for all trials of a layer.
    for layer in 0..<2 {
      #expect(
        Set(trials.map { [$0.layers[layer].outputs.low, $0.layers[layer].outputs.high] })
          .count == 1)
    }
  }

  @Test func `a cancelled comparison gives nothing`() {
    let input = Matrix(rows: 1, columns: 100)
    #expect(
      InitializerTrial.all(plan: NetworkPlan(), input: input, targets: [0]) { true } == nil)
  }

  @Test func `orthogonal weights are not compared where they take long`() throws {
    var plan = NetworkPlan()
    plan.widths = [100, 1100, 1100, 1]
    let trials = try #require(
      InitializerTrial.all(plan: plan, input: Matrix(rows: 1, columns: 100), targets: [0]))
    #expect(trials.map(\.initializer) == InitializerTrial.compared.filter { $0 != .orthogonal })
  }
}

import Engine
import Testing

private let absurd: [(NetworkPlan, PlanError)] = [
  (NetworkPlan(widths: [100]), .tooShallow),
  (NetworkPlan(widths: []), .tooShallow),
  (NetworkPlan(widths: [100, 0, 1]), .emptyLayer(1, of: 3)),
  (NetworkPlan(widths: [100, -5, 1]), .emptyLayer(1, of: 3)),
  (
    NetworkPlan(widths: [100, 99_999_999, 1]),
    .tooWide(1, width: 99_999_999, largest: 4096, of: 3)
  ),
  // A prime: no search for a divisor may hang.
  (
    NetworkPlan(widths: [9_223_372_036_854_775_783, 2, 1]),
    .tooWide(0, width: 9_223_372_036_854_775_783, largest: 4096, of: 3)
  ),
  (
    NetworkPlan(widths: [4096, 4096, 1]),
    .tooManyParameters(4096 * 4096 + 4096, largest: 4_000_000)
  ),
  (
    NetworkPlan(widths: [4, 2, 1], image: (4_294_967_296, 4_294_967_296)),
    .imageDoesNotFit(rows: 4_294_967_296, columns: 4_294_967_296, inputs: 4)
  ),
  (
    NetworkPlan(widths: [4, 2, 1], image: (-2, -2)),
    .imageDoesNotFit(rows: -2, columns: -2, inputs: 4)
  ),
  (NetworkPlan(dropout: 1), .dropoutOutOfRange(1)),
  (NetworkPlan(dropout: -0.1), .dropoutOutOfRange(-0.1)),
  (NetworkPlan(widths: [100, 8, 2]), .headNeedsOneOutput(2)),
  (NetworkPlan(head: .categorical), .headNeedsClasses(1)),
  (NetworkPlan(hidden: .maxout(pieces: 1)), .maxoutPieces(1)),
  (NetworkPlan(hidden: .maxout(pieces: Int.max)), .maxoutPieces(Int.max)),
  (NetworkPlan(widths: Array(repeating: 4, count: 18) + [1]), .tooDeep(17, largest: 16)),
]

@Test(arguments: absurd)
func `what cannot be built says why`(_ plan: NetworkPlan, _ error: PlanError) {
  #expect(throws: error) { try Network(plan) }
}

@Test func `a dropout that is no number cannot be built`() {
  #expect(throws: PlanError.self) { try Network(NetworkPlan(dropout: .nan)) }
}

@Test(arguments: [false, true])
func `the number of parameters is counted as they are built`(_ withAll: Bool) throws {
  for hidden in [HiddenFunction.activation(.relu, parameter: nil), .maxout(pieces: 3)] {
    let plan = NetworkPlan(
      widths: [100, 32, 16, 1], hidden: hidden, hasBias: withAll, dropout: withAll ? 0.5 : 0,
      hasBatchNorm: withAll)
    #expect(try Network(plan).parameterCount == plan.parameterCount)
  }
  #expect(NetworkPlan().parameterCount == 12_928)
  #expect(NetworkPlan(widths: [Int.max, Int.max, 1], hasBias: true).parameterCount == Int.max)
}

@Test func `another width leaves the draws of the other layers alone`() throws {
  let one = try Network(NetworkPlan(widths: [100, 128, 1]))
  let other = try Network(NetworkPlan(widths: [100, 128, 16, 1]))
  let key = ParameterKey(layer: 0, role: .weights)
  #expect(one[key] == other[key])
  #expect(try Network(NetworkPlan(widths: [100, 128, 1], seed: 2))[key] != one[key])
  #expect(try Network(one.plan) == one)
  let blank = try Network.blank(one.plan)
  #expect(blank.plan == one.plan && blank[key]?.values.allSatisfy { $0 == 0 } == true)
}

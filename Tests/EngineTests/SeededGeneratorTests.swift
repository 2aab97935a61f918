import Engine
import Testing

// The expected numbers were computed by another program from the definition.

@Test func `the first numbers of a stream stay what they are`() {
  var bits = SeededGenerator(seed: 1, purpose: .initialization)
  let expected: [UInt64] = [
    15_737_179_224_781_438_761, 8_206_274_917_745_392_789, 15_490_041_648_652_745_039,
  ]
  #expect((0..<3).map { _ in bits.next() } == expected)
  var uniform = SeededGenerator(seed: 1, purpose: .initialization)
  #expect((0..<3).map { _ in uniform.uniform() } == [0.8531142, 0.44486302, 0.8397168])
  var normal = SeededGenerator(seed: 1, purpose: .initialization)
  let pair: [Scalar] = [-1.8422581, 1.1609308]
  for value in pair { #expect(abs(normal.normal() - value) <= 1e-6) }
  var order = Array(0..<8)
  var shuffle = SeededGenerator(seed: 1, purpose: .shuffle, index: 1)
  shuffle.shuffle(&order)
  #expect(order == [6, 4, 7, 5, 2, 0, 3, 1])
}

@Test func `the first weights of the default network stay what they are`() throws {
  let network = try Network(NetworkPlan())
  let first = try #require(network[ParameterKey(layer: 0, role: .weights)])
  let second = try #require(network[ParameterKey(layer: 2, role: .weights)])
  #expect(Array(first.values.prefix(3)) == [0.07062284, -0.011027396, 0.06794336])
  #expect(Array(second.values.prefix(3)) == [-0.056430437, -0.06578624, -0.08707949])
}

@Test func `streams differ by each part of their key`() {
  func first(_ seed: UInt64, _ purpose: RandomPurpose, _ layer: Int, _ index: Int) -> UInt64 {
    var generator = SeededGenerator(seed: seed, purpose: purpose, layer: layer, index: index)
    return generator.next()
  }
  var seen: Set<UInt64> = []
  var count = 0
  for seed in [0, 1, 2, UInt64.max] {
    for purpose in [RandomPurpose.initialization, .shuffle, .dropout] {
      for layer in 0..<4 {
        for index in 0..<50 {
          seen.insert(first(seed, purpose, layer, index))
          count += 1
        }
      }
    }
  }
  #expect(seen.count == count)
  // Seed and purpose are not to be exchanged for one another.
  #expect(first(1, .shuffle, 0, 0) != first(2, .initialization, 0, 0))
  #expect(first(1, .initialization, 0, 0) != first(2, .shuffle, 0, 0))
  #expect(first(3, .shuffle, 1, 2) == first(3, .shuffle, 1, 2))
}

@Test func `uniform numbers fill [0, 1) evenly`() {
  var generator = SeededGenerator(seed: 42, purpose: .shuffle)
  var bins = Array(repeating: 0, count: 20)
  for _ in 0..<100_000 {
    let u = generator.uniform()
    #expect(u >= 0 && u < 1)
    bins[Int(u * 20)] += 1
  }
  // χ² with 19 degrees of freedom: above 43.8 once in a thousand, and the seed is fixed.
  let square = bins.reduce(0.0) { $0 + (Double($1) - 5000) * (Double($1) - 5000) / 5000 }
  #expect(square < 43.8)
}

@Test func `whole numbers below a bound are even, and 1 leaves only 0`() {
  var generator = SeededGenerator(seed: 4, purpose: .shuffle)
  var counts = Array(repeating: 0, count: 7)
  for _ in 0..<70_000 { counts[generator.below(7)] += 1 }
  // Five standard deviations of a binomial count.
  #expect(counts.allSatisfy { abs($0 - 10_000) < 463 })
  #expect((0..<10).allSatisfy { _ in generator.below(1) == 0 })
}

@Test func `normal numbers have mean 0, deviation 1 and the right tails`() {
  var generator = SeededGenerator(seed: 5, purpose: .initialization)
  let values = (0..<100_000).map { _ in Double(generator.normal()) }
  #expect(values.allSatisfy { $0.isFinite })
  let mean = values.reduce(0, +) / 100_000
  let variance = values.reduce(0) { $0 + $1 * $1 } / 100_000
  #expect(abs(mean) < 5 / 100_000.0.squareRoot())
  #expect(abs(variance - 1) < 5 * (2 / 100_000.0).squareRoot())
  // P(|z| > 2) = 0.0455.
  let tail = Double(values.count { abs($0) > 2 }) / 100_000
  #expect(abs(tail - 0.0455) < 0.0033)
}

@Test(arguments: [0, 1, 2, 100])
func `a shuffle is a permutation`(_ count: Int) {
  var generator = SeededGenerator(seed: 6, purpose: .shuffle, index: count)
  var elements = Array(0..<count)
  generator.shuffle(&elements)
  #expect(elements.sorted() == Array(0..<count))
  if count == 100 { #expect(elements != Array(0..<100)) }
}

@Test func `every order of three comes up as often`() {
  var generator = SeededGenerator(seed: 8, purpose: .shuffle)
  var counts: [[Int]: Int] = [:]
  for _ in 0..<6000 {
    var elements = [0, 1, 2]
    generator.shuffle(&elements)
    counts[elements, default: 0] += 1
  }
  #expect(counts.count == 6 && counts.values.allSatisfy { abs($0 - 1000) < 145 })
}

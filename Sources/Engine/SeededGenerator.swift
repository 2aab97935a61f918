/// What a stream of random numbers is for: streams of different purposes never meet.
public enum RandomPurpose: UInt64, Sendable {
  case initialization = 1
  case shuffle = 2
  case dropout = 3
  case augmentation = 4
  case walkDropout = 5
  case walkBatch = 6
}

/// Random numbers of our own, so that a seed gives the same numbers on every machine.
///
/// Counter based: number n of a stream is `mix(key + n·γ)`, where `mix` and γ are those of SplitMix64
/// (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195) and the key is made of (seed, purpose, layer, index), where index is
/// an epoch or an update.
/// Pausing, rewinding or walking therefore never shifts another stream.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64, purpose: RandomPurpose, layer: Int = 0, index: Int = 0) {
    var key = SeededGenerator.mix(seed &+ SeededGenerator.increment)
    for part in [purpose.rawValue, UInt64(layer), UInt64(index)] {
      // The key is mixed once more than the part: seed 1 for purpose 2 is not seed 2 for purpose 1.
      let turned = SeededGenerator.mix(key &+ SeededGenerator.increment)
      key = SeededGenerator.mix(turned ^ SeededGenerator.mix(part &+ SeededGenerator.increment))
    }
    state = key
  }

  /// The counter's start: number n, from 1, is `mix(key + n·γ)`.
  var key: UInt64 { state }

  private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= SeededGenerator.increment
    return SeededGenerator.mix(state)
  }

  /// Uniform in [0, 1): a multiple of 2⁻²⁴, each as likely as the other.
  public mutating func uniform() -> Scalar {
    Scalar(next() >> 40) * 0x1p-24
  }

  /// Uniform in [−bound, bound).
  public mutating func uniform(within bound: Scalar) -> Scalar {
    (2 * uniform() - 1) * bound
  }

  /// Normal with mean 0 and deviation 1, by the Box–Muller transform (1958, doi:10.1214/aoms/1177706645).
  public mutating func normal() -> Scalar {
    // 1 − u lies in (0, 1], where the logarithm is finite.
    let u = 1 - Double(next() >> 11) * 0x1p-53
    let v = Double(next() >> 11) * 0x1p-53
    return Scalar((-2 * naturalLogarithm(u)).squareRoot() * cosine(2 * Double.pi * v))
  }

  /// A whole number in 0..<bound, without bias (Lemire 2019, doi:10.1145/3230636).
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "no whole number lies below \(bound)")
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// Fisher–Yates, from the last place down.
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    guard elements.count > 1 else { return }
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, below(last + 1))
    }
  }
}

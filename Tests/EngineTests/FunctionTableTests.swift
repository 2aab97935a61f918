import Engine
import Foundation
import Testing

/// The table of hidden functions against the functions themselves.
struct FunctionTableTests {
  /// The rows with a function of one number, with odd slopes and α too.
  private static let scalarRows: [HiddenFunction] =
    HiddenFunction.table.filter { $0.value(0) != nil } + [
      .activation(.leakyReLU, parameter: 0.3), .activation(.leakyReLU, parameter: 0),
      .activation(.elu, parameter: 0.5), .activation(.elu, parameter: 2),
      .activation(.elu, parameter: 0),
    ]

  private static let arguments = (-4000...4000).map { Scalar($0) / 100 }

  @Test func `every activation and Maxout has a row, found by its word`() throws {
    let words = HiddenFunction.table.map(\.word)
    #expect(Set(words) == Set(Activation.allCases.map(\.rawValue) + ["maxout"]))
    #expect(words.count == Set(words).count)
    for function in HiddenFunction.table {
      #expect(HiddenFunction(word: function.word) == function)
    }
    #expect(HiddenFunction(word: "rleu") == nil)
  }

  @Test(arguments: scalarRows)
  func `slopes stay in their range and come close to its ends`(function: HiddenFunction) throws {
    let slopes = Self.arguments.map { Double(function.derivative($0) ?? .nan) }
    let range = try #require(function.slopeRange)
    #expect(slopes.allSatisfy { $0 >= range.lowerBound - 1e-5 && $0 <= range.upperBound + 1e-5 })
    let (least, most) = (try #require(slopes.min()), try #require(slopes.max()))
    #expect(least - range.lowerBound < 1e-4 && range.upperBound - most < 1e-4)
  }

  @Test(arguments: scalarRows)
  func `outputs stay in the range and come close to its ends`(function: HiddenFunction) throws {
    let values = Self.arguments.map { Double(function.value($0) ?? .nan) }
    let range = function.range
    // Far out a float rounds to the end itself.
    #expect(values.allSatisfy { $0 >= range.low - 1e-5 && $0 <= range.high })
    let least = try #require(values.min())
    let most = try #require(values.max())
    if range.low.isFinite {
      #expect(least - range.low < 1e-4)
      let near = Self.arguments.filter { abs($0) < 6 }.map { Double(function.value($0) ?? .nan) }
      #expect((near.min() ?? 0) - range.low < 1e-4 || !range.reachesLow)
      #expect(near.allSatisfy { $0 > range.low } || range.reachesLow)
    } else {
      #expect(least < -1 && Double(function.value(-1e6) ?? 0) < -1e4)
    }
    if range.high.isFinite {
      #expect(range.high - most < 1e-4)
    } else {
      #expect(Double(function.value(1e6) ?? 0) > 1e4)
    }
  }

  @Test(arguments: scalarRows)
  func `the mean of the outputs is that of z drawn from N(0, 1)`(function: HiddenFunction) throws {
    // Trapezoids from −10 to 10: beyond them the density is below 1e-21.
    let step = 1e-3
    var mean = 0.0
    for k in -10_000...10_000 {
      let z = Double(k) * step
      let h = Double(try #require(function.value(Scalar(z))))
      mean += h * exp(-z * z / 2) / (2 * Double.pi).squareRoot() * step
    }
    let stated = try #require(function.meanOutput)
    #expect(abs(mean - stated) < 2e-5, "\(function.word): \(mean)")
    #expect(function.isCentred == (abs(mean) < 1e-4))
  }

  @Test func `sigmoid and tanh saturate within 5 % of an edge`() throws {
    for word in ["sigmoid", "tanh"] {
      let function = try #require(HiddenFunction(word: word))
      let below = try #require(function.flatRegion.below)
      let above = try #require(function.flatRegion.above)
      let (low, high) = (try #require(function.value(below)), try #require(function.value(above)))
      #expect(abs(Double(low) - function.range.low - 0.05) < 1e-5)
      #expect(abs(function.range.high - Double(high) - 0.05) < 1e-5)
    }
  }

  @Test func `ELU and GELU fade where the slope is under 5 %`() throws {
    for word in ["elu", "gelu", "gelu-tanh"] {
      let function = try #require(HiddenFunction(word: word))
      let below = try #require(function.flatRegion.below)
      #expect(function.flatRegion.above == nil)
      for z in Self.arguments where z < below {
        #expect(abs(try #require(function.derivative(z))) <= 0.0501)
      }
      #expect(abs(try #require(function.derivative(below + 0.05))) > 0.05)
    }
  }

  @Test(arguments: scalarRows)
  func `a dead region has slope 0 and only it`(function: HiddenFunction) throws {
    for z in Self.arguments where abs(z) < 3 {
      let slope = try #require(function.derivative(z))
      #expect((function.flatRegion.isDead && function.flatRegion.contains(z)) == (slope == 0))
    }
  }

  @Test func `where nothing is flat the slope never vanishes`() throws {
    for function in Self.scalarRows where function.flatRegion.isEmpty {
      for z in Self.arguments { #expect(try #require(function.derivative(z)) >= 0.05) }
    }
  }

  @Test(arguments: scalarRows)
  func `the derivative at the kink is the one that is taken`(function: HiddenFunction) throws {
    let left = try #require(function.derivative(-1e-6))
    let right = try #require(function.derivative(1e-6))
    let hasKink = abs(left - right) > 1e-3
    #expect((function.derivativeAtKink != nil) == hasKink)
    if let stated = function.derivativeAtKink { #expect(function.derivative(0) == stated) }
  }

  @Test func `true ranges are told, not those of the slides`() throws {
    #expect(HiddenFunction(word: "elu")?.rangeText == "(−α, ∞) = (−1, ∞)")
    #expect(HiddenFunction.activation(.elu, parameter: 0.5).rangeText == "(−α, ∞) = (−0.5, ∞)")
    #expect(HiddenFunction(word: "gelu")?.rangeText == "≈ [−0.17, ∞)")
    #expect(HiddenFunction(word: "relu")?.rangeText == "[0, ∞)")
    #expect(HiddenFunction(word: "sigmoid")?.rangeText == "(0, 1)")
    #expect(HiddenFunction(word: "maxout")?.rangeText == "(−∞, ∞)")
  }

  @Test func `facts and points are told in both languages`() {
    for function in HiddenFunction.table {
      let english = function.facts(in: .english)
      let russian = function.facts(in: .russian)
      #expect(english.count == russian.count && english.count >= 6)
      #expect(zip(english, russian).allSatisfy { $0.label != $1.label && !$1.text.isEmpty })
      #expect(!function.points.isEmpty)
    }
    for point in FunctionPoint.allCases {
      #expect(point.text(in: .english) != point.text(in: .russian))
    }
  }
}

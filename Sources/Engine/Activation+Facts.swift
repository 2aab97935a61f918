/// The table of the hidden functions: what is true of each, with the lecture's points.
///
/// Help, the Functions view and the page in the documentation are made from it; the numbers are tested against the
/// functions themselves.
extension HiddenFunction {
  /// Every function that a hidden layer can have, with its standard parameter, in the lecture's order.
  public static let table: [HiddenFunction] = [
    .activation(.sigmoid, parameter: nil), .activation(.tanh, parameter: nil),
    .activation(.relu, parameter: nil), .activation(.leakyReLU, parameter: nil),
    .maxout(pieces: 2), .activation(.elu, parameter: nil), .activation(.gelu, parameter: nil),
    .activation(.geluTanh, parameter: nil), .activation(.identity, parameter: nil),
  ]

  /// The table with a network's own function in its place: its slope, α or pieces are those in force.
  public static func table(of own: HiddenFunction) -> [HiddenFunction] {
    table.map { $0.word == own.word ? own : $0 }
  }

  /// The word of `network hidden=…`.
  public var word: String {
    switch self {
    case .activation(let function, _): function.rawValue
    case .maxout: "maxout"
    }
  }

  /// The function of the table that a word of `network hidden=…` names.
  public init?(word: String) {
    guard let found = HiddenFunction.table.first(where: { $0.word == word }) else { return nil }
    self = found
  }

  /// Slope or α in force; 0 where the function has none.
  public var parameter: Scalar {
    switch self {
    case .activation(let function, let parameter): parameter ?? function.standardParameter ?? 0
    case .maxout: 0
    }
  }

  /// The name that books give it.
  public var title: String {
    switch self {
    case .maxout: "Maxout"
    case .activation(let function, _):
      switch function {
      case .sigmoid: "Sigmoid"
      case .tanh: "tanh"
      case .relu: "ReLU"
      case .leakyReLU: "Leaky ReLU"
      case .elu: "ELU"
      case .gelu: "GELU"
      case .geluTanh: "GELU (tanh)"
      case .identity: "identity"
      }
    }
  }

  /// h = f(z), in symbols.
  public var formula: String {
    switch self {
    case .maxout: "max_k (w_k·x + b_k)"
    case .activation(let function, _):
      switch function {
      case .sigmoid: "1/(1 + e^−z)"
      case .tanh: "tanh z"
      case .relu: "max(0, z)"
      case .leakyReLU:
        parameter <= 1
          ? "max(\(parameterText)·z, z)" : "z (z > 0), \(parameterText)·z (z ≤ 0)"
      case .elu: "z (z ≥ 0), α(e^z − 1) (z < 0)"
      case .gelu: "z·Φ(z), Φ(z) = P(N(0, 1) ≤ z)"
      case .geluTanh: "z·(1 + tanh(√(2/π)(z + 0.044715 z³)))/2"
      case .identity: "z"
      }
    }
  }

  private var parameterText: String {
    parameter == parameter.rounded() && abs(parameter) < 1e6
      ? "\(Int(parameter))" : "\(parameter)"
  }

  /// f′(z), in symbols.
  public var derivativeFormula: String {
    switch self {
    case .maxout: "w_k, k = argmax"
    case .activation(let function, _):
      switch function {
      case .sigmoid: "h(1 − h)"
      case .tanh: "1 − h²"
      case .relu: "1 (z > 0), 0 (z ≤ 0)"
      case .leakyReLU: "1 (z > 0), \(parameterText) (z ≤ 0)"
      case .elu: "1 (z > 0), α·e^z (z ≤ 0)"
      case .gelu: "Φ(z) + z·φ(z)"
      case .geluTanh: "(1 + t)/2 + z(1 − t²)u′/2, t = tanh u"
      case .identity: "1"
      }
    }
  }

  /// What h can be.
  public var range: FunctionRange {
    switch self {
    case .maxout: FunctionRange()
    case .activation(let function, _):
      switch function {
      case .sigmoid: FunctionRange(low: 0, high: 1)
      case .tanh: FunctionRange(low: -1, high: 1)
      case .relu: FunctionRange(low: 0, reachesLow: true)
      case .leakyReLU:
        parameter > 0 ? FunctionRange() : FunctionRange(low: 0, reachesLow: true)
      case .elu: FunctionRange(low: -Double(parameter), reachesLow: parameter == 0)
      case .gelu: FunctionRange(low: -0.169_971, reachesLow: true)
      case .geluTanh: FunctionRange(low: -0.170_041, reachesLow: true)
      case .identity: FunctionRange()
      }
    }
  }

  /// What dh/dz can be, from the least to the largest slope; nil for Maxout, whose slopes are weights.
  public var slopeRange: ClosedRange<Double>? {
    guard case .activation(let function, _) = self else { return nil }
    let a = Double(parameter)
    return switch function {
    case .sigmoid: 0...0.25
    case .tanh, .relu: 0...1
    case .leakyReLU: min(a, 1)...max(a, 1)
    case .elu: min(a, 0)...max(a, 1)
    // At z = ±√2, and close to it for the form with tanh.
    case .gelu: -0.128_904_2...1.128_904_2
    case .geluTanh: -0.128_993_1...1.128_993_1
    case .identity: 1...1
    }
  }

  /// The mean of h where z is drawn from N(0, 1); nil for Maxout, whose pieces have weights of their own.
  public var meanOutput: Double? {
    // φ(0) = 1/√(2π): the mean of max(0, z).
    let half = 0.398_942_280_4
    let a = Double(parameter)
    switch self {
    case .maxout: return nil
    case .activation(let function, _):
      switch function {
      case .sigmoid: return 0.5
      case .tanh, .identity: return 0
      case .relu: return half
      case .leakyReLU: return (1 - a) * half
      // E[e^z − 1; z < 0] = √e·Φ(−1) − ½.
      case .elu: return half - a * 0.238_421_69
      // 1/(2√π).
      case .gelu: return 0.282_094_79
      case .geluTanh: return 0.282_038_6
      }
    }
  }

  /// Whether outputs lie around 0 when z does.
  public var isCentred: Bool? { meanOutput.map { $0 == 0 } }

  /// Where the slope is so small that little or nothing is learned.
  public var flatRegion: FlatRegion {
    switch self {
    case .maxout: FlatRegion()
    case .activation(let function, _):
      switch function {
      // Within 5 % of an edge: ln 19 and artanh 0.95.
      case .sigmoid: FlatRegion(below: -2.944_439, above: 2.944_439)
      case .tanh: FlatRegion(below: -1.831_781, above: 1.831_781)
      case .relu: FlatRegion(below: 0, isDead: true)
      case .leakyReLU: parameter > 0 ? FlatRegion() : FlatRegion(below: 0, isDead: true)
      // The slope is under 5 % of the largest one: ln 0.05; for GELU found numerically.
      case .elu: parameter > 0 ? FlatRegion(below: -2.995_732) : FlatRegion(below: 0, isDead: true)
      case .gelu, .geluTanh: FlatRegion(below: -2.36)
      case .identity: FlatRegion()
      }
    }
  }

  /// Whether computing h takes an exponential (or a function made of one).
  public var needsExponential: Bool {
    switch self {
    case .maxout: false
    case .activation(let function, _):
      switch function {
      case .sigmoid, .tanh, .elu, .gelu, .geluTanh: true
      case .relu, .leakyReLU, .identity: false
      }
    }
  }

  /// The derivative that is taken at z = 0 where left and right differ; nil without a kink.
  public var derivativeAtKink: Scalar? {
    switch self {
    case .maxout: nil
    case .activation(let function, _):
      switch function {
      case .relu: 0
      case .leakyReLU, .elu: parameter == 1 ? nil : parameter
      case .sigmoid, .tanh, .gelu, .geluTanh, .identity: nil
      }
    }
  }

  /// h for a pre-activation; nil for Maxout, which has none.
  public func value(_ z: Scalar) -> Scalar? {
    guard case .activation(let function, _) = self else { return nil }
    return function.value(z, parameter: parameter)
  }

  /// dh/dz for a pre-activation; nil for Maxout.
  public func derivative(_ z: Scalar) -> Scalar? {
    guard case .activation(let function, _) = self else { return nil }
    return function.derivative(
      z, output: function.value(z, parameter: parameter), parameter: parameter)
  }
}

/// An interval, open at an infinite end and at an end that is not reached.
public struct FunctionRange: Hashable, Sendable {
  public let low: Double
  public let high: Double
  /// Whether some z gives `low` itself; `high` is never reached.
  public let reachesLow: Bool

  public init(low: Double = -.infinity, high: Double = .infinity, reachesLow: Bool = false) {
    self.low = low
    self.high = high
    self.reachesLow = reachesLow
  }

  /// Whether some z has this value.
  public func contains(_ value: Double) -> Bool {
    value < high && (reachesLow ? value >= low : value > low)
  }
}

/// The z at which a function is flat: below one edge, above another.
public struct FlatRegion: Hashable, Sendable {
  public let below: Scalar?
  public let above: Scalar?
  /// Whether the slope there is exactly 0, so that a unit that is there for every image never learns again.
  public let isDead: Bool

  public init(below: Scalar? = nil, above: Scalar? = nil, isDead: Bool = false) {
    self.below = below
    self.above = above
    self.isDead = isDead
  }

  public var isEmpty: Bool { below == nil && above == nil }

  /// What it means to be there.
  public enum Kind: Sendable {
    /// The slope is 0: nothing is learned.
    case dead
    /// Within 5 % of one of two edges.
    case saturated
    /// Under 5 % of the largest slope.
    case fading
  }

  /// nil where the function is flat nowhere.
  public var kind: Kind? { isEmpty ? nil : isDead ? .dead : above != nil ? .saturated : .fading }

  /// Whether the function is flat at z; an edge belongs to a dead region, not to another.
  public func contains(_ z: Scalar) -> Bool {
    if let below, isDead ? z <= below : z < below { return true }
    if let above, z > above { return true }
    return false
  }
}

public import Engine

/// One number of an expansion, by name.
public struct Factor: Equatable, Sendable {
  /// An element such as `W1[3,42]`, or an expression such as `σ(x_output1[5])`.
  public let name: String
  public let value: Scalar

  public init(_ name: String, _ value: Scalar) {
    self.name = name
    self.value = value
  }

  /// What a factor such as `1/P` divides by; nil for others, and for one that divides by 0.
  public var divisor: Factor? {
    guard name.hasPrefix("1/"), value.isFinite, value != 0 else { return nil }
    return Factor(String(name.dropFirst(2)), 1 / value)
  }
}

/// A product of factors.
public struct Term: Equatable, Sendable {
  public let factors: [Factor]
  public let product: Scalar

  public init(_ factors: [Factor]) {
    self.factors = factors
    product = factors.dropFirst().reduce(factors.first?.value ?? 0) { $0 * $1.value }
  }

  /// `dL/dx[3] · (−1/32)`, a factor with a sign in the middle in brackets.
  public var names: String { names(of: factors.map { (false, $0) }) }

  /// Its factors as they are written by hand: what a later one divides by, and not that number's inverse.
  public var quotient: [(isDivisor: Bool, factor: Factor)] {
    factors.enumerated().map { place, factor in
      if place > 0, let divisor = factor.divisor { (true, divisor) } else { (false, factor) }
    }
  }

  /// The names of ``quotient``: `m_hat / (√v_hat + ε)`.
  public var quotientNames: String { names(of: quotient) }

  private func names(of factors: [(isDivisor: Bool, factor: Factor)]) -> String {
    Term.joined(Term.parts(of: factors))
  }

  /// The names of ``quotient``, each a part of its own.
  public var quotientParts: [(isDivisor: Bool, text: String)] { Term.parts(of: quotient) }

  private static func parts(
    of factors: [(isDivisor: Bool, factor: Factor)]
  ) -> [(isDivisor: Bool, text: String)] {
    factors.enumerated().map { place, item in
      let name = item.factor.name
      return (item.isDivisor, place > 0 && name.hasPrefix("−") ? "(\(name))" : name)
    }
  }

  /// Factors with their signs between them.
  public static func joined(_ factors: [(isDivisor: Bool, text: String)]) -> String {
    factors.enumerated().map { place, factor in
      place == 0 ? factor.text : (factor.isDivisor ? " / " : " · ") + factor.text
    }.joined()
  }

  /// A term that counts for nothing, whatever its other factors are: 0 · ∞ is 0 here.
  static func nothing(_ factors: [Factor]) -> Term { Term(factors: factors, product: 0) }

  private init(factors: [Factor], product: Scalar) {
    self.factors = factors
    self.product = product
  }
}

extension ArraySlice<Term> {
  /// What these come to: how many of them are not 0, and their sum.
  public var counted: (count: Int, sum: Scalar) {
    var (count, sum) = (0, Scalar(0))
    for term in self {
      if term.product != 0 { count += 1 }
      sum += term.product
    }
    return (count, sum)
  }
}

/// Another way to the same number: P − y for the long way dL/dP · dP/dz.
public struct Identity: Equatable, Sendable {
  public let equation: String
  public let terms: [Term]
}

/// What is worked out on the way to an element.
public enum ExpansionPart: Hashable, Sendable {
  case update(UpdateQuantity)
  /// The exponent of a softmax, its power of e, and the sum of all those powers.
  case exponent, exponential, exponentialSum
  /// GELU's Φ(z) and φ(z); the argument of its tanh form, and the tanh.
  case normalDistribution, normalDensity, tanhArgument, tanh
}

/// One element of a tensor as the sum of products that it is.
///
/// What is no sum (σ, log, max, softmax) is one term of one factor, named by the expression.
/// `value` is the engine's; the terms, added in their order in single precision, come to it within ``tolerance``.
public struct Expansion: Equatable, Sendable {
  public let name: String
  public let index: [Int]
  public let equation: String
  public let terms: [Term]
  public let value: Scalar
  /// Numbers that belong to it and are no factors of it: an optimiser's settings, the pieces of a maxout unit.
  public let context: [Factor]
  /// What is worked out on the way to its factors, in the order of computing.
  public let parts: [Expansion]
  public let identity: Identity?
  /// What it is on the way of another element; nil for an element of a step's tensor.
  public let part: ExpansionPart?
  /// Of a function by pieces, such as Leaky ReLU, the case that applies.
  public let branch: Branch?
  /// The numbers of what the names of its factors mention.
  var elements: [Mention: Scalar] = [:]

  init(
    name: String, index: [Int], equation: String, terms: [Term], value: Scalar,
    context: [Factor] = [], parts: [Expansion] = [], identity: Identity? = nil,
    part: ExpansionPart? = nil, branch: Branch? = nil
  ) {
    self.name = name
    self.index = index
    self.equation = equation
    self.terms = terms
    self.value = value
    self.context = context
    self.parts = parts
    self.identity = identity
    self.part = part
    self.branch = branch
  }

  /// The rounding error that n single-precision additions and products may add up to: n + 4 ulps of the largest sum on the way.
  public var tolerance: Scalar {
    let scale = terms.reduce(abs(value)) { $0 + abs($1.product) }
    return Scalar(terms.count + 4) * Scalar.ulpOfOne * scale
  }

  /// Its terms in numbers, each in the given form; a power of e with its exponent.
  public func numbers(
    of terms: [Term], asQuotients: Bool = false, _ text: (Factor) -> String
  ) -> String {
    guard part == .exponential, let exponent = context.first else {
      return SumText.numbers(terms, asQuotients: asQuotients, text)
    }
    return "e^(\(text(exponent)))"
  }

  public var sum: Scalar { terms.dropFirst().reduce(terms.first?.product ?? 0) { $0 + $1.product } }

  /// The terms by magnitude, the largest first.
  public var largestFirst: [Term] { terms.sorted { abs($0.product) > abs($1.product) } }
}

extension Trace {
  /// Writes out one element of what a step makes; nil where the index does not fit.
  public func expansion(of step: Step, index: [Int], at position: Int) -> Expansion? {
    let tensor = value(of: step, at: position)
    guard let offset = tensor.offset(of: index) else { return nil }
    let writer = ExpansionWriter(trace: self, position: position)
    let element = writer.element(of: step, index: index)
    // The numbers of an update are those of its parts.
    func filled(_ expansion: Expansion) -> Expansion {
      step.operation.updatedKey == nil ? writer.filled(expansion) : expansion
    }
    return filled(
      Expansion(
        name: step.name, index: index, equation: step.equation,
        terms: writer.terms(of: step, element, index: index), value: tensor.values[offset],
        context: writer.context(of: step, element),
        parts: writer.parts(of: step, element, index: index).map(filled),
        identity: writer.identity(of: step, element),
        branch: writer.branch(of: step, element)))
  }
}

/// The gradient check of one element: (L(w+ε) − L(w−ε)) / 2ε in double precision beside the engine's own gradient.
public struct ElementCheck: Equatable, Sendable {
  /// The engine's gradient, from its backward pass in Float32.
  public let analytic: Double
  public let numeric: Double
  public let epsilon: Double
  public let lossPlus: Double
  public let lossMinus: Double
  /// |analytic − numeric| / max(|analytic|, |numeric|, floor).
  public let relativeError: Double
  public let floor: Double
  /// Whether the interval from w−ε to w+ε crosses a kink, where a difference quotient is no derivative.
  public let isAtKink: Bool
  /// Whether a number lies on the kink itself, where the derivative is a convention.
  public let beginsAtKink: Bool

  public var passed: Bool { isAtKink || relativeError <= GradientCheck.tolerance }
}

/// The gradient check of many elements.
public struct CheckSummary: Equatable, Sendable {
  /// The elements compared, those at a kink not counted.
  public let checked: Int
  public let skipped: Int
  public let maxRelativeError: Double
  /// Where the largest error is; nil where nothing was compared.
  ///
  /// The key is nil for an element of the input.
  public let worst: (key: ParameterKey?, offset: Int)?
  /// The floor in force at the worst element.
  public let floor: Double
  public let tolerance: Double

  public var passed: Bool { maxRelativeError <= tolerance }

  public static func == (a: CheckSummary, b: CheckSummary) -> Bool {
    a.checked == b.checked && a.skipped == b.skipped && a.maxRelativeError == b.maxRelativeError
      && a.worst?.key == b.worst?.key && a.worst?.offset == b.worst?.offset && a.floor == b.floor
      && a.tolerance == b.tolerance
  }
}

/// Compares gradients of the engine with central differences of a loss in double precision.
///
/// **ε.** A central difference errs by ε²/6 · L‴ and by the rounding of two losses, u·L/ε with u = 2⁻⁵².
/// ε = 10⁻⁴/s keeps both far below the tolerance, where s tells how far the logits move with a number of that tensor
/// (its largest gradient over the largest dL/dlogit): the first error is then about 10⁻⁹ of the gradient and the second 10⁻¹² of it.
/// ε stays within 10⁻⁷ … 10⁻³, and never below the digits of w itself.
/// Where hidden units are saturated the logits say too little: an argument may move by tenths and hardly a logit with it.
/// So ε is shortened, element by element, until no argument of an activation or of batch normalisation moves farther than a
/// difference quotient allows.
///
/// **Floor.** An element that is tiny beside its tensor's largest one carries the rounding of Float32, not an error of the formula,
/// so that elements below 1/100 of the largest are compared with 1/100 of the largest.
/// Where a batch's samples cancel in the sum (a bias in front of batch normalisation has the gradient 0), the largest sum of the
/// samples' magnitudes counts in place of the largest gradient, times what batch normalisation's centring and the sums Wᵀ·dL/dz cancel
/// behind it (with equal weights everywhere and ten classes the errors P − y add up to 0: only rounding is left).
/// A saturated unit's slope follows e^−|z|, and z itself is rounded to some 10⁻⁷·|z|: where large z pass gradients on, the share of
/// 1/100 grows to what that leaves uncertain; and so where a batch hardly varies and x − μ is small beside x.
/// The floor is never so low that the rounding of the two losses, or the end of Float32's range at 10⁻³⁸, could reach the tolerance
/// alone.
///
/// **Kinks.** An element is skipped where w−ε or w+ε puts a changed unit of ReLU, Leaky ReLU or ELU (α ≠ 1) on the other side of z = 0
/// than the engine's pass had it, or changes the winner of a maxout unit.
public struct GradientCheck: Sendable {
  /// The relative error up to which a gradient agrees.
  public static let tolerance = 1e-4
  /// The floor as a share of the largest gradient of the tensor, where no rounding asks for more.
  public static let floorShare = 1e-2

  private let network: Network
  private let pass: ForwardPass
  private let analytic: BackwardPass
  private let reference: DoubleNetwork

  /// Prepares the checks of one recorded pass.
  ///
  /// - Parameters:
  ///   - network: the network with the weights that the pass was made with.
  ///   - pass: the pass itself.
  ///   - mode: the mode the pass was made in.
  ///   - masks: the dropout masks it was made with, by layer.
  ///   - analytic: the gradients to check.
  public init(
    network: Network, pass: ForwardPass, mode: Mode, masks: [Int: Matrix], analytic: BackwardPass
  ) {
    self.network = network
    self.pass = pass
    self.analytic = analytic
    reference = DoubleNetwork(network: network, pass: pass, mode: mode, masks: masks)
  }

  /// L by the double-precision code, to compare with the engine's.
  public var loss: Double { reference.loss }

  /// The check of element `offset` of a learned parameter.
  public func element(_ key: ParameterKey, at offset: Int) -> ElementCheck {
    var change = DoubleNetwork.Change(of: reference)
    return element(offset, of: Subject(key, in: self), change: &change)
  }

  /// The check of dL/dx at element `offset` of the input, [batch, inputs].
  public func inputElement(at offset: Int) -> ElementCheck {
    var change = DoubleNetwork.Change(of: reference)
    return element(offset, of: Subject(inputOf: self), change: &change)
  }

  /// Checks every element of the named parameters.
  ///
  /// - Parameters:
  ///   - keys: learned parameters; others have no gradient and are passed over.
  ///   - isCancelled: asked every few hundred elements.
  ///   - progress: told how many elements of how many are done.
  /// - Returns: the summary, or nil when cancelled.
  public func all(
    of keys: [ParameterKey], isCancelled: () -> Bool = { false },
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) -> CheckSummary? {
    let subjects = keys.filter { analytic.parameterGradients[$0] != nil }
      .map { Subject($0, in: self) }
    return summary(of: subjects, isCancelled: isCancelled, progress: progress)
  }

  /// Checks every element of dL/dx.
  ///
  /// - Returns: the summary, or nil when cancelled.
  public func allInputs(isCancelled: () -> Bool = { false }) -> CheckSummary? {
    summary(of: [Subject(inputOf: self)], isCancelled: isCancelled) { _, _ in }
  }
}

extension GradientCheck {
  /// A tensor under check with its ε and floor.
  private struct Subject {
    let key: ParameterKey?
    let values: [Scalar]
    let gradient: [Scalar]
    let step: Double
    let floor: Double

    init(_ key: ParameterKey, in check: GradientCheck) {
      let gradient = check.analytic.parameterGradients[key]?.values ?? []
      self.init(
        key, values: check.network[key]?.values ?? [], gradient: gradient,
        scale: check.uncancelledMagnitude(of: key),
        share: check.floorShare(
          after: key.layer,
          besides: key.role == .weights ? check.inputUncertainty(of: key.layer) : 0
        ), check)
    }

    init(inputOf check: GradientCheck) {
      let gradient = check.analytic.inputGradient.values
      self.init(
        nil, values: check.pass.input.values, gradient: gradient,
        scale: largest(gradient) * check.cancellation(after: -1),
        share: check.floorShare(after: -1),
        check)
    }

    private init(
      _ key: ParameterKey?, values: [Scalar], gradient: [Scalar], scale: Double,
      share: Double, _ check: GradientCheck
    ) {
      self.key = key
      self.values = values
      self.gradient = gradient
      let scale = max(scale, largest(gradient))
      let logits = largest(check.analytic.logitGradient.values)
      let reach = logits > 0 && logits.isFinite && scale.isFinite ? scale / logits : 1
      step = min(1e-3, max(1e-7, 1e-4 / reach))
      let unresolved = max(check.rounding(at: step), Double(Scalar.leastNormalMagnitude))
      floor = max(
        scale.isFinite ? share * scale : 0, unresolved / GradientCheck.tolerance)
    }
  }

  /// What the rounding of two losses leaves in their difference quotient.
  private func rounding(at epsilon: Double) -> Double {
    4 * Double.ulpOfOne * reference.loss / epsilon
  }

  private func element(
    _ offset: Int, of subject: Subject, change: inout DoubleNetwork.Change
  ) -> ElementCheck {
    precondition(
      subject.gradient.indices.contains(offset),
      "no element \(offset) among \(subject.gradient.count)")
    let place: DoubleNetwork.Place =
      subject.key.map { .parameter($0, offset: offset) } ?? .input(offset: offset)
    let shortest = abs(Double(subject.values[offset])) * 1e-10
    var epsilon = max(subject.step, shortest)
    var plus = reference.loss(adding: epsilon, to: place, change: &change)
    if change.stretch > 1 {
      epsilon = max(epsilon / change.stretch, shortest)
      plus = reference.loss(adding: epsilon, to: place, change: &change)
    }
    var (isAtKink, beginsAtKink) = (change.crossesKink, change.beginsAtKink)
    let minus = reference.loss(adding: -epsilon, to: place, change: &change)
    isAtKink = isAtKink || change.crossesKink
    beginsAtKink = beginsAtKink || change.beginsAtKink
    let analytic = Double(subject.gradient[offset])
    let numeric = (plus - minus) / (2 * epsilon)
    let difference = abs(analytic - numeric)
    let floor = max(subject.floor, rounding(at: epsilon) / GradientCheck.tolerance)
    let scale = max(abs(analytic), abs(numeric), floor)
    // A gradient that is no number is never right.
    let error =
      difference == 0 ? 0 : difference.isFinite && scale > 0 ? difference / scale : .infinity
    return ElementCheck(
      analytic: analytic, numeric: numeric, epsilon: epsilon, lossPlus: plus, lossMinus: minus,
      relativeError: error, floor: floor, isAtKink: isAtKink, beginsAtKink: beginsAtKink)
  }

  private func summary(
    of subjects: [Subject], isCancelled: () -> Bool, progress: (Int, Int) -> Void
  ) -> CheckSummary? {
    var change = DoubleNetwork.Change(of: reference)
    let total = subjects.reduce(0) { $0 + $1.gradient.count }
    var done = 0
    var skipped = 0
    var largestError = 0.0
    var worst: (key: ParameterKey?, offset: Int)?
    var floor = subjects.first?.floor ?? 0
    for subject in subjects {
      for offset in subject.gradient.indices {
        let check = element(offset, of: subject, change: &change)
        if check.isAtKink {
          skipped += 1
        } else if worst == nil || check.relativeError > largestError {
          largestError = check.relativeError
          worst = (subject.key, offset)
          floor = check.floor
        }
        done += 1
        guard done % 256 == 0 else { continue }
        guard !isCancelled() else { return nil }
        progress(done, total)
      }
    }
    progress(done, total)
    return CheckSummary(
      checked: done - skipped, skipped: skipped, maxRelativeError: largestError, worst: worst,
      floor: floor, tolerance: GradientCheck.tolerance)
  }

  /// The largest Σ_n |share of sample n| in a parameter's gradient, with what cancelled on the way to it.
  private func uncancelledMagnitude(of key: ParameterKey) -> Double {
    let gradient = analytic.outputGradients[key.layer].map(abs)
    let sum: Double
    switch (key.role, pass.caches[key.layer]) {
    case (.weights, _):
      sum = largest(gradient.transposedTimes(pass.input(ofLayer: key.layer).map(abs)).values)
    case (.scale, .batchNorm(let cache)):
      sum = largest(gradient.hadamard(cache.normalised.map(abs)).columnSums)
    default: sum = largest(gradient.columnSums)
    }
    return sum * cancellation(after: key.layer)
  }

  /// The floor as a share of a tensor's largest gradient, from what the rounding of z does to P − y and to the slopes behind a layer.
  ///
  /// A sum of some hundred products is off by a few roundings of its size, and by what its terms were off.
  private func floorShare(after layer: Int, besides input: Double = 0) -> Double {
    let known = headUncertainty + normalizationUncertainty + input
    let uncertainty = pass.caches.indices.dropFirst(layer + 1).reduce(known) { sum, k in
      guard case .activation(let activation) = network.layers[k] else { return sum }
      switch activation.function {
      case .relu, .leakyReLU, .identity: return sum
      case .sigmoid, .tanh, .elu, .gelu, .geluTanh: break
      }
      let passed = k == 0 ? analytic.inputGradient : analytic.outputGradients[k - 1]
      let relevant = Scalar(largest(passed.values) * GradientCheck.floorShare)
      return sum
        + uncertainSize(ofLevel: k) { abs(passed.values[$0]) >= relevant }
    }
    return max(
      GradientCheck.floorShare, GradientCheck.rounding * uncertainty / GradientCheck.tolerance)
  }

  /// How far the inputs of a layer are off beside the largest of them, in the same units: a weight's gradient is in proportion to its.
  private func inputUncertainty(of layer: Int) -> Double {
    let largest = largest(pass.input(ofLayer: layer).values)
    guard largest > 0 else { return 0 }
    return uncertainSize(ofLevel: layer) { _ in true } / largest
  }

  /// A few roundings of Float32, as a share of the number rounded.
  private static let rounding = 4 * Double(Scalar.ulpOfOne)
  /// How often the rounding of its own size a sum can be off by what the layers before it have rounded.
  private static let inheritedRoundings = 32.0

  /// The largest input of layer `level` among those that count, or the size whose rounding would make up for how far it is off.
  ///
  /// The reference has the same numbers in double precision, so that the rounding which the layers before have passed on is seen
  /// and not guessed; f′ is off by up to 2 (|f″/f′|) for each that z is off. What is off by more than rounding can explain is an error, and
  /// counts as no more than that.
  private func uncertainSize(ofLevel level: Int, where counts: (Int) -> Bool) -> Double {
    let (own, exact) = (pass.input(ofLayer: level).values, reference.levels[level])
    let most = GradientCheck.inheritedRoundings * largest(own)
    return own.indices.reduce(0) { size, e in
      guard counts(e) else { return size }
      let inherited = 2 * abs(Double(own[e]) - exact[e]) / GradientCheck.rounding
      return max(size, abs(Double(own[e])), min(inherited, most))
    }
  }

  /// |x|/√(σ² + ε), the largest of each layer of batch normalisation: x − μ has lost the digits that x and μ share.
  ///
  /// What is uncertain there goes on forwards and back, so that every layer's counts for every parameter.
  private var normalizationUncertainty: Double {
    pass.caches.enumerated().reduce(0) { sum, layer in
      guard case .batchNorm(let cache) = layer.element, cache.usesBatchStatistics else {
        return sum
      }
      let width = cache.mean.count
      let shares = pass.input(ofLayer: layer.offset).values.enumerated().map { e, x in
        x * cache.inverseDeviation[e % width]
      }
      return sum + largest(shares)
    }
  }

  /// The largest logit, as far as dL/dz moves with it: times the largest dP/dz over the largest dL/dz.
  private var headUncertainty: Double {
    let gradient = largest(analytic.logitGradient.values) * Double(pass.input.rows)
    let slope = analytic.probabilityDerivatives.reduce(0) { max($0, largest($1.values)) }
    guard gradient > 0 else { return 0 }
    return uncertainSize(ofLevel: pass.outputs.count) { _ in true } * min(1, slope / gradient)
  }

  /// How much smaller the gradients became by cancellation, over all layers behind a layer.
  private func cancellation(after layer: Int) -> Double {
    pass.caches.indices.dropFirst(layer + 1).reduce(1) { factor, k in
      let after = k == 0 ? analytic.inputGradient : analytic.outputGradients[k - 1]
      let remainder = largest(after.values)
      guard remainder > 0, let before = magnitude(before: k) else { return factor }
      return factor * max(1, before / remainder)
    }
  }

  /// The largest gradient in front of layer `k` if nothing in it had cancelled; nil where nothing can.
  private func magnitude(before k: Int) -> Double? {
    let error = analytic.outputGradients[k]
    switch (network.layers[k], pass.caches[k]) {
    case (.batchNorm(let norm), .batchNorm(let cache)) where cache.usesBatchStatistics:
      let width = norm.scale.count
      return largest(
        error.values.enumerated().map { e, gradient in
          gradient * norm.scale[e % width] * cache.inverseDeviation[e % width]
        })
    // Random signs leave about half of such a sum at its largest element: no less counts as cancelled.
    case (.linear(let linear), _):
      return largest(error.map(abs).times(linear.weights.map(abs)).values) / 2
    case (.maxout(let maxout), .maxout(let cache)):
      let sizes = maxout.pieces.map { Linear(weights: $0.weights.map(abs), bias: $0.bias) }
      let sum = Maxout(pieces: sizes).backward(
        outputGradient: error.map(abs), input: pass.input(ofLayer: k), cache: cache)
      return largest(sum.inputGradient.values) / 2
    default: return nil
    }
  }
}

/// The largest magnitude, which NaN does not hide.
private func largest(_ values: [Scalar]) -> Double {
  values.reduce(0) { $1.isNaN ? .infinity : max($0, abs(Double($1))) }
}

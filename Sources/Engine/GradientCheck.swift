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

  public var passed: Bool { isAtKink || relativeError <= GradientCheck.tolerance }
}

/// The gradient check of many elements.
public struct CheckSummary: Equatable, Sendable {
  /// The elements compared, those at a kink not counted.
  public let checked: Int
  public let skipped: Int
  public let maxRelativeError: Double
  /// Where the largest error is; nil where nothing was compared.
  public let worst: (key: ParameterKey, offset: Int)?
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
///
/// **Floor.** An element that is tiny beside its tensor's largest one carries the rounding of Float32, not an error of the formula.
/// σ′ = h(1 − h) alone is off by up to 3·10⁻⁸ beside a largest value of 1/4, so that elements below 1/100 of the largest are compared
/// with 1/100 of the largest.
/// Where a batch's samples cancel in the sum (a bias in front of batch normalisation has the gradient 0), the largest sum of the
/// samples' magnitudes counts in place of the largest gradient, times what batch normalisation's centring cancels behind it.
/// The floor is never so low that the rounding of the two losses, or the end of Float32's range at 10⁻³⁸, could reach the tolerance
/// alone.
///
/// **Kinks.** An element is skipped where w−ε or w+ε puts a changed unit of ReLU, Leaky ReLU or ELU (α ≠ 1) on the other side of z = 0
/// than the engine's pass had it, or changes the winner of a maxout unit.
public struct GradientCheck: Sendable {
  public static let tolerance = 1e-4
  /// The floor as a share of the largest gradient of the tensor.
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

  /// Checks every element of dL/dx; the key of `worst` then means nothing.
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
        scale: check.uncancelledMagnitude(of: key), check)
    }

    init(inputOf check: GradientCheck) {
      let gradient = check.analytic.inputGradient.values
      self.init(
        nil, values: check.pass.input.values, gradient: gradient,
        scale: largest(gradient) * check.cancellation(after: -1), check)
    }

    private init(
      _ key: ParameterKey?, values: [Scalar], gradient: [Scalar], scale: Double,
      _ check: GradientCheck
    ) {
      self.key = key
      self.values = values
      self.gradient = gradient
      let scale = max(scale, largest(gradient))
      let logits = largest(check.analytic.logitGradient.values)
      let reach = logits > 0 && logits.isFinite && scale.isFinite ? scale / logits : 1
      step = min(1e-3, max(1e-7, 1e-4 / reach))
      let rounding = 4 * Double.ulpOfOne * check.reference.loss / step
      let unresolved = max(rounding, Double(Scalar.leastNormalMagnitude))
      floor = max(
        scale.isFinite ? GradientCheck.floorShare * scale : 0, unresolved / GradientCheck.tolerance)
    }
  }

  private func element(
    _ offset: Int, of subject: Subject, change: inout DoubleNetwork.Change
  ) -> ElementCheck {
    precondition(
      subject.gradient.indices.contains(offset),
      "no element \(offset) among \(subject.gradient.count)")
    let place: DoubleNetwork.Place =
      subject.key.map { .parameter($0, offset: offset) } ?? .input(offset: offset)
    let epsilon = max(subject.step, abs(Double(subject.values[offset])) * 1e-10)
    let plus = reference.loss(adding: epsilon, to: place, change: &change)
    var isAtKink = change.crossesKink
    let minus = reference.loss(adding: -epsilon, to: place, change: &change)
    isAtKink = isAtKink || change.crossesKink
    let analytic = Double(subject.gradient[offset])
    let numeric = (plus - minus) / (2 * epsilon)
    let difference = abs(analytic - numeric)
    let scale = max(abs(analytic), abs(numeric), subject.floor)
    // A gradient that is no number is never right.
    let error =
      difference == 0 ? 0 : difference.isFinite && scale > 0 ? difference / scale : .infinity
    return ElementCheck(
      analytic: analytic, numeric: numeric, epsilon: epsilon, lossPlus: plus, lossMinus: minus,
      relativeError: error, floor: subject.floor, isAtKink: isAtKink)
  }

  private func summary(
    of subjects: [Subject], isCancelled: () -> Bool, progress: (Int, Int) -> Void
  ) -> CheckSummary? {
    var change = DoubleNetwork.Change(of: reference)
    let total = subjects.reduce(0) { $0 + $1.gradient.count }
    var done = 0
    var skipped = 0
    var largestError = 0.0
    var worst: (key: ParameterKey, offset: Int)?
    var floor = subjects.first?.floor ?? 0
    for subject in subjects {
      for offset in subject.gradient.indices {
        let check = element(offset, of: subject, change: &change)
        if check.isAtKink {
          skipped += 1
        } else if worst == nil || check.relativeError > largestError {
          largestError = check.relativeError
          worst = (subject.key ?? ParameterKey(layer: 0, role: .weights), offset)
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

  /// The largest Σ_n |share of sample n| in a parameter's gradient: for a batch of one its largest element.
  private func uncancelledMagnitude(of key: ParameterKey) -> Double {
    guard pass.input.rows > 1 else { return 0 }
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

  /// How much smaller the gradients became where batch normalisation took off their mean, over all such layers behind a layer.
  private func cancellation(after layer: Int) -> Double {
    var factor = 1.0
    for k in pass.caches.indices.dropFirst(layer + 1) {
      guard case .batchNorm(let cache) = pass.caches[k], cache.usesBatchStatistics,
        case .batchNorm(let norm) = network.layers[k]
      else { continue }
      let width = norm.scale.count
      let before = analytic.outputGradients[k].values.enumerated().map { e, gradient in
        gradient * norm.scale[e % width] * cache.inverseDeviation[e % width]
      }
      let after = k == 0 ? analytic.inputGradient : analytic.outputGradients[k - 1]
      let remainder = largest(after.values)
      if remainder > 0 { factor *= max(1, largest(before) / remainder) }
    }
    return factor
  }
}

/// The largest magnitude, which NaN does not hide.
private func largest(_ values: [Scalar]) -> Double {
  values.reduce(0) { $1.isNaN ? .infinity : max($0, abs(Double($1))) }
}

/// An optimiser at its step number t, with the rate α: what takes a weight from old to new.
public struct UpdateRule: Equatable, Sendable {
  public let optimizer: Optimizer
  /// t, from 1.
  public let steps: Int
  /// α.
  public let rate: Scalar
  /// 1 − β and 1 − βᵗ of Adam's m and v.
  public let first: AveragingFactors
  public let second: AveragingFactors

  public init(_ optimizer: Optimizer, steps: Int, rate: Scalar) {
    self.optimizer = optimizer
    self.steps = steps
    self.rate = rate
    if case .adam(let beta1, let beta2, _) = optimizer.method {
      first = AveragingFactors(beta1, steps: steps)
      second = AveragingFactors(beta2, steps: steps)
    } else {
      first = AveragingFactors(0, steps: steps)
      second = first
    }
  }

  private var averageCount: Int { optimizer.method.averageCount }

  /// A whole parameter's update; averages that there are none of yet begin at 0.
  func update(_ old: Tensor, gradient: Tensor, averages: [Tensor]) -> ParameterUpdate {
    let zero = Tensor(shape: old.shape, values: Array(repeating: 0, count: old.values.count))
    let before = (0..<averageCount).map { averages.indices.contains($0) ? averages[$0] : zero }
    var after = before
    var step = old
    var new = old
    for e in old.values.indices {
      let weight = update(
        old.values[e], gradient: gradient.values[e], velocity: before.first?.values[e] ?? 0,
        square: before.count > 1 ? before[1].values[e] : 0)
      if averageCount > 0 { after[0].values[e] = weight.average }
      if averageCount > 1 { after[1].values[e] = weight.squareAverage }
      step.values[e] = weight.step
      new.values[e] = weight.new
    }
    return ParameterUpdate(
      old: old, gradient: gradient, previousAverages: before, averages: after, step: step,
      new: new, rule: self)
  }

  /// One weight's update from its averages before the step.
  func update(_ old: Scalar, gradient: Scalar, averages: [Scalar]) -> WeightUpdate {
    update(
      old, gradient: gradient, velocity: averages.first ?? 0,
      square: averages.dropFirst().first ?? 0)
  }

  /// The equations of ``OptimizerMethod``, a line for a symbol.
  private func update(
    _ old: Scalar, gradient: Scalar, velocity: Scalar, square: Scalar
  ) -> WeightUpdate {
    let g = gradient + optimizer.weightDecay * old
    var update = WeightUpdate(
      old: old, gradient: gradient, decayedGradient: g, previousAverage: velocity,
      previousSquareAverage: square)
    switch optimizer.method {
    case .sgd: update.step = -rate * g
    case .momentum(let mu, let nesterov):
      update.average = mu * velocity + g
      update.lookAhead = g + mu * update.average
      update.step = -rate * (nesterov ? update.lookAhead : update.average)
    case .adam(let beta1, let beta2, let epsilon):
      update.average = beta1 * velocity + first.complement * g
      update.squareAverage = beta2 * square + second.complement * g * g
      update.correctedAverage = update.average / first.correction
      update.correctedSquareAverage = update.squareAverage / second.correction
      update.denominator = update.correctedSquareAverage.squareRoot() + epsilon
      update.step = -rate * update.correctedAverage / update.denominator
    }
    update.new = old + update.step
    return update
  }
}

/// One weight's update with every number on its way; what the method does not use is 0.
public struct WeightUpdate: Equatable, Sendable {
  public let old: Scalar
  /// dL/dw.
  public let gradient: Scalar
  /// g = dL/dw + λ·w.
  public let decayedGradient: Scalar
  /// Momentum's v or Adam's m, before the step and after it.
  public let previousAverage: Scalar
  public internal(set) var average: Scalar = 0
  /// Adam's v, before the step and after it.
  public let previousSquareAverage: Scalar
  public internal(set) var squareAverage: Scalar = 0
  /// Nesterov's g + μ·v.
  public internal(set) var lookAhead: Scalar = 0
  /// Adam's m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ).
  public internal(set) var correctedAverage: Scalar = 0
  public internal(set) var correctedSquareAverage: Scalar = 0
  /// Adam's √v̂ + ε.
  public internal(set) var denominator: Scalar = 0
  /// new − old before rounding.
  public internal(set) var step: Scalar = 0
  public internal(set) var new: Scalar = 0

  init(
    old: Scalar, gradient: Scalar, decayedGradient: Scalar, previousAverage: Scalar,
    previousSquareAverage: Scalar
  ) {
    self.old = old
    self.gradient = gradient
    self.decayedGradient = decayedGradient
    self.previousAverage = previousAverage
    self.previousSquareAverage = previousSquareAverage
  }
}

/// 1 − β and 1 − βᵗ of one of Adam's averages.
///
/// β counts as the decimal number it was given as: 1 − 0.999 is 0.001, while the Float32 nearest to 0.999 would give 0.00099999.
public struct AveragingFactors: Equatable, Sendable {
  /// 1 − β.
  public let complement: Scalar
  /// 1 − βᵗ.
  public let correction: Scalar
  /// 1/(1 − βᵗ), rounded once.
  public let inverseCorrection: Scalar

  init(_ beta: Scalar, steps: Int) {
    self.init(decimal: AveragingFactors.decimal(beta), steps: steps)
  }

  /// The decimal number that β was given as.
  static func decimal(_ beta: Scalar) -> Double { Double(beta.description) ?? Double(beta) }

  init(decimal: Double, steps: Int) {
    complement = Scalar(1 - decimal)
    let remainder = 1 - power(decimal, Double(steps))
    correction = Scalar(remainder)
    inverseCorrection = Scalar(1 / remainder)
  }
}

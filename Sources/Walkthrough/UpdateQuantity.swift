public import Engine

/// A tensor on an update's way from the gradient to the new weight, in the order of computing.
public enum UpdateQuantity: CaseIterable, Hashable, Sendable {
  /// g = dL/dW + λ · W, where weights decay.
  case decayedGradient
  /// Momentum's v.
  case velocity
  /// Nesterov's g + μ · v.
  case lookAhead
  /// Adam's m and v, the running averages of g and g².
  case firstMoment
  case secondMoment
  /// Adam's m̂ and v̂, free of the bias towards the 0 that the averages began at.
  case correctedFirstMoment
  case correctedSecondMoment
  /// Adam's √v̂ + ε.
  case denominator

  /// What stands before the parameter's name: `m_hat_W2`.
  var prefix: String {
    switch self {
    case .decayedGradient: "g_"
    case .velocity, .secondMoment: "v_"
    case .lookAhead: "lookahead_"
    case .firstMoment: "m_"
    case .correctedFirstMoment: "m_hat_"
    case .correctedSecondMoment: "v_hat_"
    case .denominator: "denom_"
    }
  }

  /// Whether the optimiser keeps it from one update to the next.
  public var isState: Bool {
    switch self {
    case .velocity, .firstMoment, .secondMoment: true
    default: false
    }
  }
}

extension Optimizer {
  /// What its update works out between the gradient and the step; nothing for plain gradient descent.
  public var quantities: [UpdateQuantity] {
    let decayed: [UpdateQuantity] = weightDecay == 0 ? [] : [.decayedGradient]
    return switch method {
    case .sgd: decayed
    case .momentum(_, let nesterov): decayed + [.velocity] + (nesterov ? [.lookAhead] : [])
    case .adam:
      decayed + [
        .firstMoment, .secondMoment, .correctedFirstMoment, .correctedSecondMoment, .denominator,
      ]
    }
  }
}

extension WeightUpdate {
  func value(of quantity: UpdateQuantity) -> Scalar {
    switch quantity {
    case .decayedGradient: decayedGradient
    case .velocity, .firstMoment: average
    case .lookAhead: lookAhead
    case .secondMoment: squareAverage
    case .correctedFirstMoment: correctedAverage
    case .correctedSecondMoment: correctedSquareAverage
    case .denominator: denominator
    }
  }
}

extension ParameterUpdate {
  /// A tensor on the way of this update.
  public func tensor(of quantity: UpdateQuantity) -> Tensor {
    switch quantity {
    case .velocity, .firstMoment: averages.first ?? old
    case .secondMoment: averages.last ?? old
    default:
      Tensor(
        shape: old.shape, values: old.values.indices.map { weight(at: $0).value(of: quantity) })
    }
  }

  /// What the optimiser remembered of it before the step; nil for what it does not keep.
  public func previousTensor(of quantity: UpdateQuantity) -> Tensor? {
    switch quantity {
    case .velocity, .firstMoment: previousAverages.first
    case .secondMoment: previousAverages.last
    default: nil
    }
  }
}

extension Trace {
  /// The update step that works out a tensor such as `m_W2`, and which of its quantities that is.
  func quantity(named name: String) -> (step: Step, quantity: UpdateQuantity)? {
    for step in steps {
      guard case .update = step.operation, name.hasSuffix(step.name) else { continue }
      let quantity = optimizer.quantities.first {
        symbols.quantity($0, of: step.name) == name
      }
      if let quantity { return (step, quantity) }
    }
    return nil
  }

  /// The optimiser's own tensors, which the update's steps show by name: `v_W2`, `m_hat_W2`.
  public var quantityNames: [String] {
    steps.flatMap { step -> [String] in
      guard case .update = step.operation else { return [] }
      return optimizer.quantities.map { symbols.quantity($0, of: step.name) }
    }
  }

  /// A tensor of the update by its name, `m_W2`, or before it, `m_W2_old`; `t` counts the updates of Adam.
  func quantityValue(_ name: String, at position: Int) -> Tensor? {
    guard let update, position > count(through: .backward) else { return nil }
    if name == "t", case .adam = optimizer.method {
      return Tensor(scalar: Scalar(update.optimizerState.steps))
    }
    let present = name.hasSuffix("_old") ? String(name.dropLast(4)) : name
    guard let (step, quantity) = quantity(named: present), step.index <= position,
      case .update(let key) = step.operation, let change = update.parameters[key]
    else { return nil }
    return present == name ? change.tensor(of: quantity) : change.previousTensor(of: quantity)
  }

  /// One element of the optimiser's own tensors, written out; nil where there is none of the name or the index does not fit.
  public func expansion(
    ofQuantity name: String, index: [Int], at position: Int
  ) -> (expansion: Expansion, step: Step)? {
    guard let (step, quantity) = quantity(named: name), step.index <= position,
      let whole = expansion(of: step, index: index, at: position),
      let part = whole.parts.first(where: { $0.part == .update(quantity) })
    else { return nil }
    return (part, step)
  }
}

import Engine

/// The update: new = old + step, and every number between the gradient and the step.
extension ExpansionWriter {
  func updateTerms(_ step: Step, _ index: [Int]) -> [Term] {
    guard case .update(let key) = step.operation, let change = trace.update?.parameters[key],
      let offset = change.old.offset(of: index)
    else { return [] }
    let writer = UpdateWriter(change, of: step, index: index, offset: offset, symbols)
    return [Term([writer.old]), writer.step]
  }

  func updateParts(_ step: Step, _ index: [Int]) -> [Expansion] {
    guard case .update(let key) = step.operation, let change = trace.update?.parameters[key],
      let offset = change.old.offset(of: index)
    else { return [] }
    let writer = UpdateWriter(change, of: step, index: index, offset: offset, symbols)
    return change.rule.optimizer.quantities.map(writer.expansion)
  }

  /// The constants of the update: α, λ, μ, or Adam's two, ε and t.
  func updateContext() -> [Factor] {
    guard let update = trace.update else { return [] }
    var context = [Factor("α", update.rate)]
    if update.optimizer.weightDecay != 0 {
      context.append(Factor("λ", update.optimizer.weightDecay))
    }
    switch update.optimizer.method {
    case .sgd: break
    case .momentum(let mu, _): context.append(Factor("μ", mu))
    case .adam(let beta1, let beta2, let epsilon):
      let t = update.optimizerState.steps
      let rule = UpdateRule(update.optimizer, steps: t, rate: update.rate)
      let (first, second) = symbols.adamConstants
      context += [
        Factor(first, beta1), Factor(second, beta2), Factor("ε", epsilon), Factor("t", Scalar(t)),
        Factor("1 − \(first)ᵗ", rule.first.correction),
        Factor("1 − \(second)ᵗ", rule.second.correction),
      ]
    }
    return context
  }

  /// The running statistics of batch normalisation: a tenth of the way towards the batch's own.
  func runningStatisticTerms(_ key: ParameterKey, _ step: Step, _ index: [Int]) -> [Term] {
    guard let unit = index.first, let before = trace.network[key]?.values[unit],
      let cache = trace.batchNormCache(key.layer, trace.forward)
    else { return [] }
    let kept = Term([
      Factor("\(1 - BatchNorm.momentum)", 1 - BatchNorm.momentum),
      Factor("\(step.name)_old[\(unit)]", before),
    ])
    let share = Factor("\(BatchNorm.momentum)", BatchNorm.momentum)
    let batch = Factor(
      old("\(step.operands[1])[\(unit)]"),
      key.role == .runningMean ? cache.mean[unit] : cache.variance[unit])
    guard key.role == .runningVariance else { return [kept, Term([share, batch])] }
    let n = trace.batch
    return [
      kept, Term([share, batch, Factor("\(n)/\(n - 1)", BatchNorm.unbiased(count: n))]),
    ]
  }
}

/// Writes out one weight's update.
private struct UpdateWriter {
  private let weight: WeightUpdate
  private let rule: UpdateRule
  private let name: String
  private let at: String
  private let index: [Int]
  private let symbols: Symbols

  init(
    _ change: ParameterUpdate, of step: Step, index: [Int], offset: Int, _ symbols: Symbols
  ) {
    weight = change.weight(at: offset)
    rule = change.rule
    name = step.name
    at = index.isEmpty ? "" : "[\(index.map(String.init).joined(separator: ","))]"
    self.index = index
    self.symbols = symbols
  }

  var old: Factor { Factor("\(name)_old\(at)", weight.old) }

  /// −α times what the method makes of the gradient.
  var step: Term {
    let rate = Factor("−α", -rule.rate)
    switch rule.optimizer.method {
    case .sgd: return Term([rate, gradient])
    case .momentum(_, let nesterov):
      guard nesterov else { return Term([rate, factor(.velocity)]) }
      let sum = "(\(gradient.name) + μ · \(factor(.velocity).name))"
      return Term([rate, Factor(sum, weight.lookAhead)])
    case .adam:
      let root = "√\(factor(.correctedSecondMoment).name)"
      return Term([
        rate, factor(.correctedFirstMoment), Factor("1/(\(root) + ε)", 1 / weight.denominator),
      ])
    }
  }

  /// What the method works with: g, which is dL/dW itself without weight decay.
  private var gradient: Factor {
    rule.optimizer.weightDecay == 0
      ? Factor("dL/d\(name)\(at)", weight.gradient) : factor(.decayedGradient)
  }

  private func factor(_ quantity: UpdateQuantity) -> Factor {
    Factor(symbols.quantity(quantity, of: name) + at, weight.value(of: quantity))
  }

  func expansion(of quantity: UpdateQuantity) -> Expansion {
    let equation = rule.optimizer.equation(of: quantity, parameter: name, symbols)
    return Expansion(
      name: symbols.quantity(quantity, of: name), index: index, equation: equation,
      terms: terms(of: quantity), value: weight.value(of: quantity), part: .update(quantity))
  }

  private func terms(of quantity: UpdateQuantity) -> [Term] {
    func before(_ quantity: UpdateQuantity, _ value: Scalar) -> Factor {
      Factor("\(symbols.quantity(quantity, of: name))_old\(at)", value)
    }
    let (first, second) = symbols.adamConstants
    switch (quantity, rule.optimizer.method) {
    case (.decayedGradient, _):
      return [
        Term([Factor("dL/d\(name)\(at)", weight.gradient)]),
        Term([Factor("λ", rule.optimizer.weightDecay), old]),
      ]
    case (.velocity, .momentum(let mu, _)):
      return [
        Term([Factor("μ", mu), before(.velocity, weight.previousAverage)]), Term([gradient]),
      ]
    case (.lookAhead, .momentum(let mu, _)):
      return [Term([gradient]), Term([Factor("μ", mu), factor(.velocity)])]
    case (.firstMoment, .adam(let beta1, _, _)):
      return [
        Term([Factor(first, beta1), before(.firstMoment, weight.previousAverage)]),
        Term([Factor("(1 − \(first))", rule.first.complement), gradient]),
      ]
    case (.secondMoment, .adam(_, let beta2, _)):
      return [
        Term([Factor(second, beta2), before(.secondMoment, weight.previousSquareAverage)]),
        Term([Factor("(1 − \(second))", rule.second.complement), gradient, gradient]),
      ]
    case (.correctedFirstMoment, _):
      return [
        Term([factor(.firstMoment), Factor("1/(1 − \(first)ᵗ)", rule.first.inverseCorrection)])
      ]
    case (.correctedSecondMoment, _):
      return [
        Term([factor(.secondMoment), Factor("1/(1 − \(second)ᵗ)", rule.second.inverseCorrection)])
      ]
    case (.denominator, .adam(_, _, let epsilon)):
      let root = weight.correctedSquareAverage.squareRoot()
      return [
        Term([Factor("√\(factor(.correctedSecondMoment).name)", root)]),
        Term([Factor("ε", epsilon)]),
      ]
    default: return []
    }
  }
}

extension Optimizer {
  /// The equation of one of the quantities of a parameter's update.
  func equation(of quantity: UpdateQuantity, parameter: String, _ symbols: Symbols) -> String {
    func name(_ quantity: UpdateQuantity) -> String { symbols.quantity(quantity, of: parameter) }
    let g = weightDecay == 0 ? "dL/d\(parameter)" : name(.decayedGradient)
    let (first, second) = symbols.adamConstants
    let right =
      switch quantity {
      case .decayedGradient: "dL/d\(parameter) + λ · \(parameter)"
      case .velocity: "μ · \(name(.velocity)) + \(g)"
      case .lookAhead: "\(g) + μ · \(name(.velocity))"
      case .firstMoment: "\(first) · \(name(.firstMoment)) + (1 − \(first)) · \(g)"
      case .secondMoment:
        "\(second) · \(name(.secondMoment)) + (1 − \(second)) · \(g)²"
      case .correctedFirstMoment: "\(name(.firstMoment)) / (1 − \(first)ᵗ)"
      case .correctedSecondMoment: "\(name(.secondMoment)) / (1 − \(second)ᵗ)"
      case .denominator: "√\(name(.correctedSecondMoment)) + ε"
      }
    return "\(name(quantity)) \(quantity.isState ? "←" : "=") \(right)"
  }
}

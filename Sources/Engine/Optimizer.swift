/// How a gradient becomes a step.
public enum OptimizerMethod: Hashable, Sendable {
  /// W ← W − α g.
  case sgd
  /// v ← μ v + g, W ← W − α v; with Nesterov's look-ahead W ← W − α (g + μ v) (Sutskever et al. 2013, proceedings.mlr.press/v28/sutskever13), as PyTorch writes both.
  case momentum(Scalar, nesterov: Bool)
  /// Algorithm 1 of Kingma and Ba 2015 (arXiv:1412.6980), ε outside the root:
  /// m ← β₁ m + (1−β₁) g, v ← β₂ v + (1−β₂) g², W ← W − α · m̂ / (√v̂ + ε) with m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ).
  case adam(beta1: Scalar, beta2: Scalar, epsilon: Scalar)

  /// The number of running averages that it keeps of a weight: v of momentum, m and v of Adam.
  var averageCount: Int {
    switch self {
    case .sgd: 0
    case .momentum: 1
    case .adam: 2
    }
  }

  /// Momentum with μ = 0.9, the usual one.
  public static let standardMomentum = OptimizerMethod.momentum(0.9, nesterov: false)
  /// Adam with the constants that Kingma and Ba 2015 recommend.
  public static let standardAdam = OptimizerMethod.adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
}

/// An optimiser's settings.
public struct Optimizer: Hashable, Sendable {
  public var method: OptimizerMethod
  /// λ ≥ 0, added to the gradient as λ·W (L2 regularisation, as PyTorch's SGD and Adam have it).
  public var weightDecay: Scalar

  public init(_ method: OptimizerMethod = .sgd, weightDecay: Scalar = 0) {
    self.method = method
    self.weightDecay = weightDecay
  }
}

/// What an optimiser remembers between steps.
public struct OptimizerState: Equatable, Sendable {
  /// t, the number of steps taken.
  public var steps: Int
  /// The running averages of each parameter: v for momentum, m and v for Adam.
  public var averages: [ParameterKey: [Tensor]]

  public init(steps: Int = 0, averages: [ParameterKey: [Tensor]] = [:]) {
    self.steps = steps
    self.averages = averages
  }
}

/// One parameter's update, column by column: old | gradient | state | step | new.
public struct ParameterUpdate: Equatable, Sendable {
  public let old: Tensor
  public let gradient: Tensor
  /// The averages before the step and after it: none for SGD, v for momentum, m and v for Adam.
  public let previousAverages: [Tensor]
  public let averages: [Tensor]
  /// new − old before rounding: −α (gradient + λ·old) for SGD.
  public let step: Tensor
  public let new: Tensor
  public let rule: UpdateRule

  /// One weight's part in it, by its place in `old`, with every number on its way.
  public func weight(at offset: Int) -> WeightUpdate {
    rule.update(
      old.values[offset], gradient: gradient.values[offset],
      averages: previousAverages.map { $0.values[offset] })
  }
}

extension Optimizer {
  /// Takes one step of every learned parameter, with the gradients as they are.
  ///
  /// - Parameters:
  ///   - network: what learns; its learned parameters are replaced.
  ///   - gradients: dL/dθ by parameter; one without a gradient stays as it is.
  ///   - state: the averages and the count of steps, moved on by one; those of another method give way to none.
  ///   - rate: α.
  /// - Returns: each parameter's update in its parts.
  public func step(
    _ network: inout Network, gradients: [ParameterKey: Tensor], state: inout OptimizerState,
    rate: Scalar
  ) -> [ParameterKey: ParameterUpdate] {
    state = begin(state)
    let rule = UpdateRule(self, steps: state.steps, rate: rate)
    var updates: [ParameterKey: ParameterUpdate] = [:]
    for key in network.learnedKeys {
      guard let old = network[key], let gradient = gradients[key] else { continue }
      let update = rule.update(old, gradient: gradient, averages: state.averages[key] ?? [])
      network[key] = update.new
      if !update.averages.isEmpty { state.averages[key] = update.averages }
      updates[key] = update
    }
    return updates
  }

  /// What the next step finds; averages of another kind than its own mean nothing to a method, which then starts anew, as in training.
  private func begin(_ state: OptimizerState) -> OptimizerState {
    let averages = state.averages.values.map(\.count).max() ?? 0
    var state = averages == method.averageCount ? state : OptimizerState()
    state.steps += 1
    return state
  }
}

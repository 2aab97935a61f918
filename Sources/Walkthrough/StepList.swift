public import Engine

extension Network {
  /// The steps of a walk through the network, whatever goes through it.
  public func steps(mode: Mode, batch: Int, optimizer: Optimizer) -> [Step] {
    StepList(network: self, mode: mode, batch: batch, optimizer: optimizer).steps
  }
}

/// Writes down the steps of a network: an operation a step forward, its local derivative, the chain-rule product and the
/// parameters' gradients backward.
struct StepList {
  private(set) var steps: [Step] = []
  private let network: Network
  private let symbols: Symbols
  private let mode: Mode
  private let batch: Int
  private let optimizer: Optimizer

  init(network: Network, mode: Mode, batch: Int, optimizer: Optimizer) {
    self.optimizer = optimizer
    self.network = network
    self.mode = mode
    self.batch = batch
    symbols = Symbols(network)
    forwardSteps()
    lossSteps()
    headSteps()
    for layer in network.layers.indices.reversed() { backwardSteps(layer) }
    updateSteps()
  }

  private mutating func add(
    _ phase: Phase, _ name: String, _ right: String, _ shape: [Int], _ operands: [String],
    _ operation: Operation, batched: Bool = true, sign: String = "="
  ) {
    steps.append(
      Step(
        index: steps.count + 1, phase: phase, name: name, equation: "\(name) \(sign) \(right)",
        shape: batched && batch > 1 ? [batch] + shape : shape, operands: operands,
        operation: operation))
  }

  private func width(_ n: Int) -> [Int] { n == 1 ? [] : [n] }

  private mutating func forwardSteps() {
    add(.forward, "x_input", "flatten(x)", width(network.plan.inputs), ["x"], .flatten)
    for (k, layer) in network.layers.enumerated() {
      let x = symbols.input(ofLayer: k)
      let z = symbols.output(ofLayer: k)
      let shape = width(network.outputs(ofLayer: k))
      let w = symbols.weights(ofLayer: k)
      let b = symbols.bias(ofLayer: k)
      switch layer {
      case .linear(let linear):
        let hasBias = linear.bias != nil
        add(
          .forward, z, "\(w) · \(x)" + (hasBias ? " + \(b)" : ""), shape,
          [w, x] + (hasBias ? [b] : []), .linear(layer: k))
      case .maxout:
        add(
          .forward, z, "max over pieces k of (\(w)[k] · \(x) + \(b)[k])", shape, [w, x, b],
          .maxout(layer: k))
      case .batchNorm: batchNormSteps(k, x, z, shape)
      case .activation(let activation):
        add(
          .forward, z, ActivationText.value(activation, of: x), shape, [x],
          .activation(layer: k))
      case .dropout:
        let mask = symbols.mask(ofLayer: k)
        guard mode == .train else {
          add(.forward, z, x, shape, [x], .dropout(layer: k))
          continue
        }
        add(.forward, mask, "Bernoulli(1 − p) / (1 − p)", shape, [], .mask(layer: k))
        add(.forward, z, "\(x) ⊙ \(mask)", shape, [x, mask], .dropout(layer: k))
      }
    }
    let z = symbols.logits
    let head = network.head == .binary ? "σ(\(z))" : "softmax(\(z))"
    add(.forward, "P", head, width(network.plan.outputs), [z], .probability)
  }

  private mutating func batchNormSteps(_ k: Int, _ x: String, _ z: String, _ shape: [Int]) {
    var mean = symbols.parameter(ParameterKey(layer: k, role: .runningMean))
    var variance = symbols.parameter(ParameterKey(layer: k, role: .runningVariance))
    if mode == .train {
      mean = symbols.batchMean(ofLayer: k)
      variance = symbols.batchVariance(ofLayer: k)
      let features = [network.inputs(ofLayer: k)]
      add(
        .forward, mean, "mean over the batch of \(x)", features, [x], .batchMean(layer: k),
        batched: false)
      add(
        .forward, variance, "mean over the batch of (\(x) − \(mean))²", features, [x, mean],
        .batchVariance(layer: k), batched: false)
    }
    let normalised = symbols.normalised(ofLayer: k)
    add(
      .forward, normalised, "(\(x) − \(mean)) / √(\(variance) + ε)", shape, [x, mean, variance],
      .normalise(layer: k))
    let scale = symbols.parameter(ParameterKey(layer: k, role: .scale))
    let shift = symbols.parameter(ParameterKey(layer: k, role: .shift))
    add(
      .forward, z, "\(scale) ⊙ \(normalised) + \(shift)", shape, [scale, normalised, shift],
      .scaleAndShift(layer: k))
  }

  private var lossText: String {
    let mean = batch > 1 ? "mean over the batch of " : ""
    return network.head == .binary
      ? mean + "−[y · ln P + (1 − y) · ln(1 − P)]" : mean + "−ln P[y]"
  }

  private mutating func lossSteps() {
    add(.loss, "L", lossText, [], ["P", "y"], .loss, batched: false)
  }

  private mutating func headSteps() {
    let z = symbols.logits
    let classes = width(network.plan.outputs)
    add(.backward, "dL/dL", "1", [], [], .one, batched: false)
    let share = batch > 1 ? " / \(batch)" : ""
    add(
      .backward, "dL/dP",
      network.head == .binary
        ? batch > 1 ? "(−y / P + (1 − y) / (1 − P))\(share)" : "−y / P + (1 − y) / (1 − P)"
        : batch > 1 ? "(−1 / P at y, else 0)\(share)" : "−1 / P at y, else 0",
      classes, ["y", "P"], .probabilityGradient)
    add(
      .backward, "dP/d\(z)",
      network.head == .binary ? "P · (1 − P)" : "diag(P) − P · Pᵀ", classes + classes, ["P"],
      .probabilityDerivative)
    add(
      .backward, "dL/d\(z)", "dL/dP · dP/d\(z)", classes, ["dL/dP", "dP/d\(z)"], .logitGradient)
  }

  private mutating func backwardSteps(_ k: Int) {
    let x = symbols.input(ofLayer: k)
    let z = symbols.output(ofLayer: k)
    let error = symbols.gradient(of: z)
    let back = symbols.gradient(of: x)
    let shape =
      k == 0
      ? [network.plan.imageRows, network.plan.imageColumns, 1] : width(network.inputs(ofLayer: k))
    let n = network.inputs(ofLayer: k)
    let m = network.outputs(ofLayer: k)
    let w = symbols.weights(ofLayer: k)
    let b = symbols.bias(ofLayer: k)
    let over = batch > 1 ? "Σ over the batch of " : ""
    switch network.layers[k] {
    case .linear(let linear):
      let local = symbols.derivative(of: z, by: w)
      if k > 0 {
        add(.backward, local, "\(x)ᵀ", [1, n], [x], .localByWeights(layer: k))
      }
      add(
        .backward, "dL/d\(w)", "\(over)\(error) · \(x)ᵀ", [m, n], [error, x],
        .weightGradient(layer: k), batched: false)
      if linear.bias != nil {
        add(
          .backward, "dL/d\(b)", "\(over)\(error)", [m], [error], .biasGradient(layer: k),
          batched: false)
      }
      if k > 0 {
        add(
          .backward, symbols.derivative(of: z, by: x), "\(w)ᵀ", [n, m], [w],
          .localByInput(layer: k), batched: false)
      }
      add(.backward, back, "\(w)ᵀ · \(error)", shape, [w, error], .inputGradient(layer: k))
    case .maxout(let maxout):
      let pieces = maxout.pieces.count
      add(
        .backward, "dL/d\(w)", "\(over)\(error) · \(x)ᵀ for the piece that won, else 0",
        [pieces, m, n], [error, x], .weightGradient(layer: k), batched: false)
      add(
        .backward, "dL/d\(b)", "\(over)\(error) for the piece that won, else 0", [pieces, m],
        [error], .biasGradient(layer: k), batched: false)
      add(
        .backward, back, "(\(w) of the pieces that won)ᵀ · \(error)", shape, [w, error],
        .inputGradient(layer: k))
    case .batchNorm: batchNormBackwardSteps(k, x, error, back, shape)
    case .activation(let activation):
      let local = symbols.derivative(of: z, by: x)
      add(
        .backward, local,
        ActivationText.derivative(activation.function, of: x, output: z)
          + ActivationText.definition(activation.function, of: x), shape,
        activation.function.derivativeUsesOutput ? [z] : [x], .slope(layer: k))
      add(
        .backward, back, "\(error) ⊙ \(local)", shape, [error, local],
        .errorTimesSlope(layer: k))
    case .dropout:
      guard mode == .train else {
        add(.backward, back, error, shape, [error], .errorTimesSlope(layer: k))
        return
      }
      let local = symbols.derivative(of: z, by: x)
      let mask = symbols.mask(ofLayer: k)
      add(.backward, local, mask, shape, [mask], .slope(layer: k))
      add(
        .backward, back, "\(error) ⊙ \(local)", shape, [error, local],
        .errorTimesSlope(layer: k))
    }
  }

  private mutating func batchNormBackwardSteps(
    _ k: Int, _ x: String, _ error: String, _ back: String, _ shape: [Int]
  ) {
    let scale = symbols.parameter(ParameterKey(layer: k, role: .scale))
    let shift = symbols.parameter(ParameterKey(layer: k, role: .shift))
    let normalised = symbols.normalised(ofLayer: k)
    let features = [network.inputs(ofLayer: k)]
    let over = batch > 1 ? "Σ over the batch of " : ""
    add(
      .backward, "dL/d\(scale)", "\(over)\(error) ⊙ \(normalised)", features,
      [error, normalised], .scaleGradient(layer: k), batched: false)
    add(
      .backward, "dL/d\(shift)", "\(over)\(error)", features, [error],
      .shiftGradient(layer: k), batched: false)
    if mode == .train {
      let variance = symbols.batchVariance(ofLayer: k)
      add(
        .backward, back,
        "\(scale) / √(\(variance) + ε) ⊙ (\(error) − dL/d\(shift) / N − \(normalised) ⊙ dL/d\(scale) / N)",
        shape, [scale, variance, error, normalised, "dL/d\(scale)", "dL/d\(shift)"],
        .batchNormGradient(layer: k))
    } else {
      let variance = symbols.parameter(ParameterKey(layer: k, role: .runningVariance))
      add(
        .backward, back, "\(scale) / √(\(variance) + ε) ⊙ \(error)", shape,
        [scale, variance, error], .batchNormGradient(layer: k))
    }
  }

  /// The last layer's parameters first, as the lecture goes; the statistics of a batch move the running ones.
  ///
  /// What takes the place of its old value has an arrow: W = W − α · dL/dW would be no equation.
  private mutating func updateSteps() {
    for layer in network.layers.indices.reversed() {
      for key in network.parameterKeys where key.layer == layer {
        let name = symbols.parameter(key)
        if key.role.isLearned {
          add(
            .update, name, updateText(name), network[key]?.shape ?? [], updateOperands(name),
            .update(key), batched: false, sign: "←")
        } else if mode == .train {
          runningStatisticStep(key, name)
        }
      }
    }
    add(.update, "L", "forward again: \(lossText)", [], ["P", "y"], .lossAgain, batched: false)
  }

  private mutating func runningStatisticStep(_ key: ParameterKey, _ name: String) {
    let isMean = key.role == .runningMean
    let statistic =
      isMean ? symbols.batchMean(ofLayer: key.layer) : symbols.batchVariance(ofLayer: key.layer)
    let unbiased = isMean ? "" : " · \(batch)/\(max(1, batch - 1))"
    add(
      .update, name,
      "\(1 - BatchNorm.momentum) · \(name) + \(BatchNorm.momentum) · \(statistic)\(unbiased)",
      network[key]?.shape ?? [], [name, statistic], .runningStatistic(key), batched: false,
      sign: "←")
  }

  private func updateOperands(_ name: String) -> [String] {
    let state = optimizer.quantities.filter(\.isState)
    return [name, "dL/d\(name)"] + state.map { symbols.quantity($0, of: name) }
  }

  private func updateText(_ name: String) -> String {
    func quantity(_ quantity: UpdateQuantity) -> String { symbols.quantity(quantity, of: name) }
    let gradient =
      optimizer.weightDecay == 0 ? "dL/d\(name)" : "(dL/d\(name) + λ · \(name))"
    switch optimizer.method {
    case .sgd: return "\(name) − α · \(gradient)"
    case .momentum(_, let nesterov):
      let v = quantity(.velocity)
      let direction = nesterov ? "(\(gradient) + μ · \(v))" : v
      return "\(name) − α · \(direction) with \(v) ← μ · \(v) + \(gradient)"
    case .adam:
      let decay =
        optimizer.weightDecay == 0
        ? "" : " with \(quantity(.decayedGradient)) = dL/d\(name) + λ · \(name)"
      return
        "\(name) − α · \(quantity(.correctedFirstMoment)) / (√\(quantity(.correctedSecondMoment)) + ε)\(decay)"
    }
  }
}

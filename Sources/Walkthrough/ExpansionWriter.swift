import Engine

/// Finds the operands of one element.
struct ExpansionWriter {
  let trace: Trace
  let position: Int

  var network: Network { isAfter ? trace.update?.network ?? trace.network : trace.network }
  var isAfter: Bool { position >= trace.steps.count }
  var pass: ForwardPass { isAfter ? trace.update?.forward ?? trace.forward : trace.forward }
  var symbols: Symbols { trace.symbols }

  /// What gradients refer to once the weights have moved on.
  func old(_ name: String) -> String {
    let bracket = name.firstIndex(of: "[") ?? name.endIndex
    guard trace.isReplaced(String(name[..<bracket]), at: position) else { return name }
    return name[..<bracket] + "_old" + name[bracket...]
  }

  /// A parameter in the forward pass, which is the new one after the last step only.
  func inForward(_ name: String) -> String { isAfter ? name : old(name) }

  /// The sample of a batch, and the index within it.
  func element(of step: Step, index: [Int]) -> Element {
    let isBatched = trace.isPerSample(step)
    let sample = isBatched ? index[0] : 0
    return Element(
      sample: sample, prefix: isBatched ? "\(sample)," : "",
      inner: isBatched ? Array(index.dropFirst()) : index)
  }

  func terms(of step: Step, _ element: Element, index: [Int]) -> [Term] {
    switch step.operation {
    case .probability: probabilityTerms(element)
    case .loss: lossTerms(pass)
    case .lossAgain: trace.update.map { lossTerms($0.forward) } ?? []
    case .update: updateTerms(step, index)
    case .runningStatistic(let key): runningStatisticTerms(key, step, index)
    default: step.phase == .forward ? forwardTerms(step, element) : backwardTerms(step, element)
    }
  }

  func context(of step: Step, _ element: Element) -> [Factor] {
    switch step.operation {
    case .maxout(let layer): pieces(layer, element)
    case .activation(let layer), .slope(let layer): activationContext(layer)
    case .normalise: [Factor("ε", BatchNorm.epsilon)]
    case .batchNormGradient:
      [Factor("ε", BatchNorm.epsilon)]
        + (trace.mode == .train ? [Factor("N", Scalar(trace.batch))] : [])
    case .runningStatistic(let key) where key.role == .runningVariance:
      [Factor("N", Scalar(trace.batch))]
    case .update: updateContext()
    default: []
    }
  }

  func parts(of step: Step, _ element: Element, index: [Int]) -> [Expansion] {
    switch step.operation {
    case .probability: softmaxParts(element)
    case .activation(let layer): activationParts(layer, element)
    case .slope(let layer): slopeParts(layer, element)
    case .update: updateParts(step, index)
    default: []
    }
  }

  func identity(of step: Step, _ element: Element) -> Identity? {
    switch step.operation {
    case .probability: softmaxIdentity(element)
    case .logitGradient: errorIdentity(element)
    default: nil
    }
  }

  /// Where an element lies.
  struct Element {
    let sample: Int
    /// The batch index with its comma, as names carry it.
    let prefix: String
    let inner: [Int]
    var unit: Int { inner.first ?? 0 }
  }

  /// `x_output1[3]`, or `x_output3` for the only unit of a layer.
  func named(_ name: String, _ e: Element, _ unit: Int, width: Int) -> String {
    if width == 1 {
      return e.prefix.isEmpty ? name : "\(name)[\(e.sample)]"
    }
    return "\(name)[\(e.prefix)\(unit)]"
  }

  func input(_ layer: Int, _ e: Element, _ unit: Int, of pass: ForwardPass) -> Factor {
    let x = pass.input(ofLayer: layer)
    return Factor(
      named(symbols.input(ofLayer: layer), e, unit, width: x.columns), x[e.sample, unit])
  }

  func output(_ layer: Int, _ e: Element, _ unit: Int, of pass: ForwardPass) -> Factor {
    let z = pass.outputs[layer]
    return Factor(
      named(symbols.output(ofLayer: layer), e, unit, width: z.columns), z[e.sample, unit])
  }

  /// dL/d(output of a layer), an element.
  func error(_ layer: Int, _ e: Element, _ unit: Int) -> Factor {
    let gradient = trace.backward.outputGradients[layer]
    let name = symbols.gradient(of: symbols.output(ofLayer: layer))
    return Factor(
      named(name, e, unit, width: gradient.columns), gradient[e.sample, unit])
  }
}

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

  func terms(of step: Step, index: [Int]) -> [Term] {
    // The sample of a batch, and the index within it.
    let isBatched = trace.batch > 1 && step.shape.first == trace.batch && !isParameterShaped(step)
    let sample = isBatched ? index[0] : 0
    let inner = isBatched ? Array(index.dropFirst()) : index
    let element = Element(sample: sample, prefix: isBatched ? "\(sample)," : "", inner: inner)
    switch step.phase {
    case .forward: return forwardTerms(step, element)
    case .loss: return lossTerms(pass)
    case .backward: return backwardTerms(step, element)
    case .update: return updateTerms(step, index)
    }
  }

  func isParameterShaped(_ step: Step) -> Bool {
    switch step.operation {
    case .weightGradient, .biasGradient, .scaleGradient, .shiftGradient, .localByInput, .batchMean,
      .batchVariance, .update, .lossAgain, .loss, .one:
      true
    default: false
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

  func updateTerms(_ step: Step, _ index: [Int]) -> [Term] {
    guard case .update(let key) = step.operation, let update = trace.update,
      let change = update.parameters[key], let offset = change.old.offset(of: index)
    else { return trace.update.map { lossTerms($0.forward) } ?? [] }
    let at = index.isEmpty ? "" : "[\(index.map(String.init).joined(separator: ","))]"
    let oldTerm = Term([Factor("\(step.name)_old\(at)", change.old.values[offset])])
    if update.optimizer.method == .sgd, update.optimizer.weightDecay == 0 {
      return [
        oldTerm,
        Term([
          Factor("−α", -update.rate),
          Factor("dL/d\(step.name)\(at)", change.gradient.values[offset]),
        ]),
      ]
    }
    // "W2 = W2 − α · v with v = …": what comes after the old weight.
    let right = step.equation.dropFirst("\(step.name) = \(step.name) ".count)
    let expression = right.split(separator: " with ").first.map(String.init) ?? "step"
    return [oldTerm, Term([Factor(expression, change.step.values[offset])])]
  }
}

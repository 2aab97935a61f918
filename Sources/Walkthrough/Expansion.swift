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
}

/// A product of factors.
public struct Term: Equatable, Sendable {
  public let factors: [Factor]
  public let product: Scalar

  public init(_ factors: [Factor]) {
    self.factors = factors
    product = factors.dropFirst().reduce(factors.first?.value ?? 0) { $0 * $1.value }
  }
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

  /// The relative rounding error that n single-precision additions and products may add up to: n + 4 ulps of the largest sum on the way.
  public var tolerance: Scalar {
    let scale = terms.reduce(abs(value)) { $0 + abs($1.product) }
    return Scalar(terms.count + 4) * Scalar.ulpOfOne * scale
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
    return Expansion(
      name: step.name, index: index, equation: step.equation,
      terms: writer.terms(of: step, index: index), value: tensor.values[offset])
  }
}

/// Finds the operands of one element.
struct ExpansionWriter {
  let trace: Trace
  let position: Int

  private var network: Network { isAfter ? trace.update?.network ?? trace.network : trace.network }
  private var isAfter: Bool { position >= trace.steps.count }
  private var pass: ForwardPass { isAfter ? trace.update?.forward ?? trace.forward : trace.forward }
  private var symbols: Symbols { trace.symbols }

  /// What gradients refer to once the weights have moved on.
  private func old(_ name: String) -> String {
    guard isAfter else { return name }
    guard let bracket = name.firstIndex(of: "[") else { return name + "_old" }
    return name[..<bracket] + "_old" + name[bracket...]
  }

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

  private func isParameterShaped(_ step: Step) -> Bool {
    switch step.operation {
    case .weightGradient, .biasGradient, .scaleGradient, .shiftGradient, .localByInput, .batchMean,
      .batchVariance, .update, .lossAgain, .loss, .one:
      true
    default: false
    }
  }

  /// Where an element lies.
  private struct Element {
    let sample: Int
    /// The batch index with its comma, as names carry it.
    let prefix: String
    let inner: [Int]
    var unit: Int { inner.first ?? 0 }
  }

  /// `x_output1[3]`, or `x_output3` for the only unit of a layer.
  private func named(_ name: String, _ e: Element, _ unit: Int, width: Int) -> String {
    if width == 1 {
      return e.prefix.isEmpty ? name : "\(name)[\(e.sample)]"
    }
    return "\(name)[\(e.prefix)\(unit)]"
  }

  private func input(_ layer: Int, _ e: Element, _ unit: Int, of pass: ForwardPass) -> Factor {
    let x = pass.input(ofLayer: layer)
    return Factor(
      named(symbols.input(ofLayer: layer), e, unit, width: x.columns), x[e.sample, unit])
  }

  private func output(_ layer: Int, _ e: Element, _ unit: Int, of pass: ForwardPass) -> Factor {
    let z = pass.outputs[layer]
    return Factor(
      named(symbols.output(ofLayer: layer), e, unit, width: z.columns), z[e.sample, unit])
  }

  /// dL/d(output of a layer), an element.
  private func error(_ layer: Int, _ e: Element, _ unit: Int) -> Factor {
    let gradient = trace.backward.outputGradients[layer]
    let name = symbols.gradient(of: symbols.output(ofLayer: layer))
    return Factor(
      named(name, e, unit, width: gradient.columns), gradient[e.sample, unit])
  }

  private func forwardTerms(_ step: Step, _ e: Element) -> [Term] {
    switch step.operation {
    case .flatten:
      let columns = trace.network.plan.imageColumns
      let (r, c) = (e.unit / columns, e.unit % columns)
      return [
        Term([Factor("x[\(e.prefix)\(r),\(c),0]", pass.input[e.sample, e.unit])])
      ]
    case .linear(let layer):
      guard case .linear(let linear) = network.layers[layer] else { return [] }
      return linearTerms(linear, layer, e, piece: "")
    case .maxout(let layer):
      guard case .maxout(let maxout) = network.layers[layer],
        case .maxout(let cache) = pass.caches[layer]
      else { return [] }
      let winner = cache.winners[e.sample * maxout.outputs + e.unit]
      return linearTerms(maxout.pieces[winner], layer, e, piece: "\(winner),")
    case .batchMean(let layer):
      let x = pass.input(ofLayer: layer)
      return (0..<x.rows).map { n in
        let at = Element(sample: n, prefix: "\(n),", inner: e.inner)
        return Term([
          Factor("1/\(x.rows)", 1 / Scalar(x.rows)), input(layer, at, e.unit, of: pass),
        ])
      }
    case .batchVariance(let layer):
      guard let cache = trace.batchNormCache(layer, pass) else { return [] }
      let x = pass.input(ofLayer: layer)
      let mean = symbols.batchMean(ofLayer: layer)
      return (0..<x.rows).map { n in
        let at = Element(sample: n, prefix: "\(n),", inner: e.inner)
        let value = input(layer, at, e.unit, of: pass)
        let deviation = value.value - cache.mean[e.unit]
        let factor = Factor("(\(value.name) − \(mean)[\(e.unit)])", deviation)
        return Term([Factor("1/\(x.rows)", 1 / Scalar(x.rows)), factor, factor])
      }
    case .normalise(let layer):
      guard let cache = trace.batchNormCache(layer, pass) else { return [] }
      let value = input(layer, e, e.unit, of: pass)
      let mean = step.operands[1]
      let variance = step.operands[2]
      return [
        Term([
          Factor("(\(value.name) − \(mean)[\(e.unit)])", value.value - cache.mean[e.unit]),
          Factor("1/√(\(variance)[\(e.unit)] + ε)", cache.inverseDeviation[e.unit]),
        ])
      ]
    case .scaleAndShift(let layer):
      guard case .batchNorm(let norm) = network.layers[layer],
        let cache = trace.batchNormCache(layer, pass)
      else { return [] }
      return [
        Term([
          Factor("\(step.operands[0])[\(e.unit)]", norm.scale[e.unit]),
          Factor("\(step.operands[1])[\(e.prefix)\(e.unit)]", cache.normalised[e.sample, e.unit]),
        ]),
        Term([Factor("\(step.operands[2])[\(e.unit)]", norm.shift[e.unit])]),
      ]
    case .activation(let layer):
      guard case .activation(let activation) = network.layers[layer] else { return [] }
      let z = input(layer, e, e.unit, of: pass)
      return [
        Term([
          Factor(
            ActivationText.value(activation.function, of: z.name),
            pass.outputs[layer][e.sample, e.unit])
        ])
      ]
    case .mask(let layer):
      return [
        Term([Factor("Bernoulli(1 − p) / (1 − p)", trace.mask(ofLayer: layer)[e.sample, e.unit])])
      ]
    case .dropout(let layer):
      let x = input(layer, e, e.unit, of: pass)
      guard trace.mode == .train else { return [Term([x])] }
      let mask = trace.mask(ofLayer: layer)
      let name = named(symbols.mask(ofLayer: layer), e, e.unit, width: mask.columns)
      return [Term([x, Factor(name, mask[e.sample, e.unit])])]
    default:
      let z = output(network.layers.count - 1, e, e.unit, of: pass)
      let head = network.head == .binary ? "σ(\(z.name))" : "softmax(\(symbols.logits))[\(e.unit)]"
      return [Term([Factor(head, pass.probabilities[e.sample, e.unit])])]
    }
  }

  private func linearTerms(
    _ linear: Linear, _ layer: Int, _ e: Element, piece: String
  ) -> [Term] {
    let w = symbols.weights(ofLayer: layer)
    var terms = (0..<linear.inputs).map { i in
      Term([
        Factor("\(w)[\(piece)\(e.unit),\(i)]", linear.weights[e.unit, i]),
        input(layer, e, i, of: pass),
      ])
    }
    if let bias = linear.bias {
      terms.append(
        Term([Factor("\(symbols.bias(ofLayer: layer))[\(piece)\(e.unit)]", bias[e.unit])]))
    }
    return terms
  }

  /// The mean over the samples of −ln of the probability given to the true class, as the head computed it from the logit.
  private func lossTerms(_ pass: ForwardPass) -> [Term] {
    let count = pass.losses.count
    return pass.losses.enumerated().map { n, loss in
      let at = count > 1 ? "[\(n)]" : ""
      let y = pass.targets[n]
      let expression =
        switch network.head {
        case .binary: y == 1 ? "−ln(P\(at))" : "−ln(1 − P\(at))"
        case .categorical: "−ln(P[\(count > 1 ? "\(n)," : "")\(y)])"
        }
      let factor = Factor(expression, loss)
      return Term(count > 1 ? [Factor("1/\(count)", 1 / Scalar(count)), factor] : [factor])
    }
  }

  private func backwardTerms(_ step: Step, _ e: Element) -> [Term] {
    let pass = trace.forward
    let backward = trace.backward
    switch step.operation {
    case .one: return [Term([Factor("1", 1)])]
    case .probabilityGradient: return probabilityGradientTerms(e)
    case .probabilityDerivative:
      let row = Array(pass.probabilities.row(e.sample))
      guard trace.network.head == .categorical else {
        let p = named("P", e, 0, width: 1)
        return [Term([Factor(old(p), row[0]), Factor("(1 − \(old(p)))", 1 - row[0])])]
      }
      let (r, c) = (e.inner[0], e.inner[1])
      let first = Factor(old("P[\(e.prefix)\(r)]"), row[r])
      let second = "P[\(e.prefix)\(c)]"
      return [
        Term(
          r == c
            ? [first, Factor("(1 − \(old(second)))", 1 - row[c])]
            : [Factor("−1", -1), first, Factor(old(second), row[c])])
      ]
    case .logitGradient:
      let gradient = Array(backward.probabilityGradient.row(e.sample))
      let jacobian = backward.probabilityDerivatives[e.sample]
      let width = gradient.count
      return gradient.indices.map { r in
        let local = "dP/d\(symbols.logits)"
        return Term([
          Factor(named("dL/dP", e, r, width: width), gradient[r]),
          Factor(
            width == 1
              ? named(local, e, 0, width: 1) : "\(local)[\(e.prefix)\(r),\(e.unit)]",
            jacobian[r, e.unit]),
        ])
      }
    case .localByWeights(let layer):
      return [Term([oldFactor(input(layer, e, e.inner[1], of: pass))])]
    case .localByInput(let layer):
      guard case .linear(let linear) = trace.network.layers[layer] else { return [] }
      let (i, o) = (e.inner[0], e.inner[1])
      let w = symbols.weights(ofLayer: layer)
      return [Term([Factor(old("\(w)[\(o),\(i)]"), linear.weights[o, i])])]
    case .weightGradient(let layer): return weightGradientTerms(layer, e)
    case .biasGradient(let layer):
      return samples(e).compactMap { n in
        guard e.inner.count == 1 || won(layer, n, piece: e.inner[0], unit: e.inner[1]) else {
          return nil
        }
        return Term([error(layer, n, e.inner.last ?? 0)])
      }
    case .inputGradient(let layer): return inputGradientTerms(layer, e)
    case .slope(let layer): return slopeTerms(layer, step, e)
    case .errorTimesSlope(let layer):
      let unit = flat(e, layer)
      let slope = backward.slopes[layer] ?? trace.mask(ofLayer: layer)
      let factor = error(layer, e, unit)
      guard trace.mode == .train || backward.slopes[layer] != nil else { return [Term([factor])] }
      let local = symbols.derivative(
        of: symbols.output(ofLayer: layer), by: symbols.input(ofLayer: layer))
      return [
        Term([
          factor, Factor(named(local, e, unit, width: slope.columns), slope[e.sample, unit]),
        ])
      ]
    case .scaleGradient(let layer):
      guard let cache = trace.batchNormCache(layer, pass) else { return [] }
      return samples(e).map { n in
        Term([
          error(layer, n, e.unit),
          Factor(
            named(
              symbols.normalised(ofLayer: layer), n, e.unit, width: cache.normalised.columns),
            cache.normalised[n.sample, e.unit]),
        ])
      }
    case .shiftGradient(let layer):
      return samples(e).map { Term([error(layer, $0, e.unit)]) }
    case .batchNormGradient(let layer): return batchNormTerms(layer, step, e)
    default: return []
    }
  }

  private func oldFactor(_ factor: Factor) -> Factor { Factor(old(factor.name), factor.value) }

  /// The samples that a parameter's gradient adds up.
  private func samples(_ e: Element) -> [Element] {
    (0..<trace.batch).map {
      Element(sample: $0, prefix: trace.batch > 1 ? "\($0)," : "", inner: e.inner)
    }
  }

  /// The place in the input's vector: the picture's gradient has rows and columns.
  private func flat(_ e: Element, _ layer: Int) -> Int {
    guard layer == 0, e.inner.count == 3 else { return e.unit }
    return e.inner[0] * trace.network.plan.imageColumns + e.inner[1]
  }

  private func won(_ layer: Int, _ e: Element, piece: Int, unit: Int) -> Bool {
    guard case .maxout(let cache) = trace.forward.caches[layer] else { return true }
    return cache.winners[e.sample * trace.forward.outputs[layer].columns + unit] == piece
  }

  private func probabilityGradientTerms(_ e: Element) -> [Term] {
    let share: [Factor] =
      trace.batch > 1 ? [Factor("1/\(trace.batch)", 1 / Scalar(trace.batch))] : []
    let y = trace.forward.targets[e.sample]
    let value = trace.forward.probabilities[e.sample, e.unit]
    switch trace.network.head {
    case .binary:
      let p = old(named("P", e, 0, width: 1))
      return [
        Term([Factor("−y", y == 1 ? -1 : 0), Factor("1/\(p)", y == 1 ? 1 / value : 0)] + share),
        Term(
          [Factor("(1 − y)", y == 1 ? 0 : 1), Factor("1/(1 − \(p))", y == 1 ? 0 : 1 / (1 - value))]
            + share),
      ]
    case .categorical:
      let p = old("P[\(e.prefix)\(e.unit)]")
      return [
        Term(
          e.unit == y
            ? [Factor("−1", -1), Factor("1/\(p)", 1 / value)] + share
            : [Factor("0", 0)])
      ]
    }
  }

  private func weightGradientTerms(_ layer: Int, _ e: Element) -> [Term] {
    let isMaxout = e.inner.count == 3
    let unit = e.inner[e.inner.count - 2]
    let i = e.inner[e.inner.count - 1]
    let terms = samples(e).compactMap { n -> Term? in
      guard !isMaxout || won(layer, n, piece: e.inner[0], unit: unit) else { return nil }
      return Term([error(layer, n, unit), oldFactor(input(layer, n, i, of: trace.forward))])
    }
    return terms.isEmpty ? [Term([Factor("0", 0)])] : terms
  }

  private func inputGradientTerms(_ layer: Int, _ e: Element) -> [Term] {
    let i = flat(e, layer)
    let w = symbols.weights(ofLayer: layer)
    switch trace.network.layers[layer] {
    case .linear(let linear):
      return (0..<linear.outputs).map { o in
        Term([Factor(old("\(w)[\(o),\(i)]"), linear.weights[o, i]), error(layer, e, o)])
      }
    case .maxout(let maxout):
      guard case .maxout(let cache) = trace.forward.caches[layer] else { return [] }
      return (0..<maxout.outputs).map { o in
        let k = cache.winners[e.sample * maxout.outputs + o]
        return Term([
          Factor(old("\(w)[\(k),\(o),\(i)]"), maxout.pieces[k].weights[o, i]), error(layer, e, o),
        ])
      }
    default: return []
    }
  }

  private func slopeTerms(_ layer: Int, _ step: Step, _ e: Element) -> [Term] {
    guard case .activation(let activation) = trace.network.layers[layer],
      let slope = trace.backward.slopes[layer]
    else {
      let mask = trace.mask(ofLayer: layer)
      return [
        Term([
          Factor(
            named(symbols.mask(ofLayer: layer), e, e.unit, width: mask.columns),
            mask[e.sample, e.unit])
        ])
      ]
    }
    let h = oldFactor(output(layer, e, e.unit, of: trace.forward))
    if activation.function == .sigmoid {
      return [Term([h, Factor("(1 − \(h.name))", 1 - h.value)])]
    }
    let z = oldFactor(input(layer, e, e.unit, of: trace.forward))
    let text = ActivationText.derivative(activation.function, of: z.name, output: h.name)
    return [Term([Factor(text, slope[e.sample, e.unit])])]
  }

  private func batchNormTerms(_ layer: Int, _ step: Step, _ e: Element) -> [Term] {
    guard case .batchNorm(let norm) = trace.network.layers[layer],
      let cache = trace.batchNormCache(layer, trace.forward)
    else { return [] }
    let unit = flat(e, layer)
    let scale = Factor(
      old("\(step.operands[0])[\(unit)] / √(\(step.operands[1])[\(unit)] + ε)"),
      norm.scale[unit] * cache.inverseDeviation[unit])
    let direct = Term([scale, error(layer, e, unit)])
    guard cache.usesBatchStatistics else { return [direct] }
    let count = Scalar(trace.batch)
    let scaleKey = ParameterKey(layer: layer, role: .scale)
    let shiftKey = ParameterKey(layer: layer, role: .shift)
    let gradients = trace.backward.parameterGradients
    return [
      direct,
      Term([
        scale,
        Factor(
          "−\(step.operands[5])[\(unit)]/\(trace.batch)",
          -(gradients[shiftKey]?.values[unit] ?? 0) / count),
      ]),
      Term([
        scale,
        Factor(
          "−\(symbols.normalised(ofLayer: layer))[\(e.prefix)\(unit)]",
          -cache.normalised[e.sample, unit]),
        Factor(
          "\(step.operands[4])[\(unit)]/\(trace.batch)",
          (gradients[scaleKey]?.values[unit] ?? 0) / count),
      ]),
    ]
  }

  private func updateTerms(_ step: Step, _ index: [Int]) -> [Term] {
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
    return [oldTerm, Term([Factor("step\(at)", change.step.values[offset])])]
  }
}

import Engine

extension ExpansionWriter {
  func backwardTerms(_ step: Step, _ e: Element) -> [Term] {
    let pass = trace.forward
    let backward = trace.backward
    switch step.operation {
    case .one: return [Term([Factor("1", 1)])]
    case .probabilityGradient: return probabilityGradientTerms(e)
    case .probabilityDerivative:
      let row = Array(pass.probabilities.row(e.sample))
      let complements = Array(pass.complements.row(e.sample))
      guard trace.network.head == .categorical else {
        let p = named("P", e, 0, width: 1)
        return [Term([Factor(old(p), row[0]), Factor("(1 − \(old(p)))", complements[0])])]
      }
      let (r, c) = (e.inner[0], e.inner[1])
      let first = Factor(old("P[\(e.prefix)\(r)]"), row[r])
      let second = "P[\(e.prefix)\(c)]"
      return [
        Term(
          r == c
            ? [first, Factor("(1 − \(old(second)))", complements[c])]
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
      return orZero(
        samples(e).compactMap { n in
          guard e.inner.count == 1 || won(layer, n, piece: e.inner[0], unit: e.inner[1]) else {
            return nil
          }
          return Term([error(layer, n, e.inner.last ?? 0)])
        }, layer, unit: e.inner.last ?? 0)
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
            old(
              named(
                symbols.normalised(ofLayer: layer), n, e.unit, width: cache.normalised.columns)),
            cache.normalised[n.sample, e.unit]),
        ])
      }
    case .shiftGradient(let layer):
      return samples(e).map { Term([error(layer, $0, e.unit)]) }
    case .batchNormGradient(let layer): return batchNormTerms(layer, step, e)
    default: return []
    }
  }

  func oldFactor(_ factor: Factor) -> Factor { Factor(old(factor.name), factor.value) }

  /// The samples that a parameter's gradient adds up.
  func samples(_ e: Element) -> [Element] {
    (0..<trace.batch).map {
      Element(sample: $0, prefix: trace.batch > 1 ? "\($0)," : "", inner: e.inner)
    }
  }

  /// The place in the input's vector: the picture's gradient has rows and columns.
  func flat(_ e: Element, _ layer: Int) -> Int {
    guard layer == 0, e.inner.count == 3 else { return e.unit }
    return e.inner[0] * trace.network.plan.imageColumns + e.inner[1]
  }

  func won(_ layer: Int, _ e: Element, piece: Int, unit: Int) -> Bool {
    winner(layer, e, unit: unit).map { $0 == piece } ?? true
  }

  /// The piece of a maxout unit that won; nil for other layers.
  private func winner(_ layer: Int, _ e: Element, unit: Int) -> Int? {
    guard case .maxout(let cache) = trace.forward.caches[layer] else { return nil }
    return cache.winners[e.sample * trace.forward.outputs[layer].columns + unit]
  }

  func probabilityGradientTerms(_ e: Element) -> [Term] {
    let share: [Factor] =
      trace.batch > 1 ? [Factor("1/\(trace.batch)", 1 / Scalar(trace.batch))] : []
    let y = trace.forward.targets[e.sample]
    let value = trace.forward.probabilities[e.sample, e.unit]
    let complement = trace.forward.complements[e.sample, e.unit]
    switch trace.network.head {
    case .binary:
      let p = old(named("P", e, 0, width: 1))
      // Of the two terms y leaves one.
      let target = named("y", e, 0, width: 1)
      let ofOne = [Factor("−\(target)", y == 1 ? -1 : 0), Factor("1/\(p)", 1 / value)] + share
      let ofZero =
        [Factor("(1 − \(target))", y == 1 ? 0 : 1), Factor("1/(1 − \(p))", 1 / complement)]
        + share
      return y == 1 ? [Term(ofOne), .nothing(ofZero)] : [.nothing(ofOne), Term(ofZero)]
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

  func weightGradientTerms(_ layer: Int, _ e: Element) -> [Term] {
    let isMaxout = e.inner.count == 3
    let unit = e.inner[e.inner.count - 2]
    let i = e.inner[e.inner.count - 1]
    return orZero(
      samples(e).compactMap { n in
        guard !isMaxout || won(layer, n, piece: e.inner[0], unit: unit) else { return nil }
        return Term([error(layer, n, unit), oldFactor(input(layer, n, i, of: trace.forward))])
      }, layer, unit: unit)
  }

  /// What no sample has a part in is 0: of a single one, since another piece won.
  private func orZero(_ terms: [Term], _ layer: Int, unit: Int) -> [Term] {
    guard terms.isEmpty else { return terms }
    let winner =
      trace.batch == 1 ? winner(layer, Element(sample: 0, prefix: "", inner: []), unit: unit) : nil
    return [Term([Factor(winner.map { "0: piece \($0) won" } ?? "0", 0)])]
  }

  func inputGradientTerms(_ layer: Int, _ e: Element) -> [Term] {
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

  func slopeTerms(_ layer: Int, _ step: Step, _ e: Element) -> [Term] {
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
    let z = oldFactor(input(layer, e, e.unit, of: trace.forward))
    if activation.function == .sigmoid {
      // 1 − σ(z) = σ(−z), which keeps its digits where σ(z) has rounded to nearly 1.
      return [Term([h, Factor("(1 − \(h.name))", logistic(-z.value))])]
    }
    let text = ActivationText.derivative(activation.function, of: z.name, output: h.name)
    return [Term([Factor(text, slope[e.sample, e.unit])])]
  }

  func batchNormTerms(_ layer: Int, _ step: Step, _ e: Element) -> [Term] {
    guard case .batchNorm(let norm) = trace.network.layers[layer],
      let cache = trace.batchNormCache(layer, trace.forward)
    else { return [] }
    let unit = flat(e, layer)
    let scale = Factor(
      old("\(step.operands[0])[\(unit)]") + " / √("
        + old("\(step.operands[1])[\(unit)]") + " + ε)",
      norm.scale[unit] * cache.inverseDeviation[unit])
    let direct = Term([scale, error(layer, e, unit)])
    guard cache.usesBatchStatistics else { return [direct] }
    let share = 1 / Scalar(trace.batch)
    let gradients = trace.backward.parameterGradients
    func total(_ role: ParameterRole, _ name: String) -> Factor {
      let key = ParameterKey(layer: layer, role: role)
      return Factor("\(name)[\(unit)]", gradients[key]?.values[unit] ?? 0)
    }
    let normalised = old(
      named(
        symbols.normalised(ofLayer: layer), e, unit, width: cache.normalised.columns))
    return [
      direct,
      Term([scale, Factor("−1/\(trace.batch)", -share), total(.shift, step.operands[5])]),
      Term([
        scale, Factor("−1/\(trace.batch)", -share),
        Factor(normalised, cache.normalised[e.sample, unit]), total(.scale, step.operands[4]),
      ]),
    ]
  }
}

import Engine

extension ExpansionWriter {
  func forwardTerms(_ step: Step, _ e: Element) -> [Term] {
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
          Factor(inForward("\(step.operands[0])[\(e.unit)]"), norm.scale[e.unit]),
          Factor(
            named(step.operands[1], e, e.unit, width: cache.normalised.columns),
            cache.normalised[e.sample, e.unit]),
        ]),
        Term([Factor(inForward("\(step.operands[2])[\(e.unit)]"), norm.shift[e.unit])]),
      ]
    case .activation(let layer):
      guard case .activation(let activation) = network.layers[layer] else { return [] }
      let z = input(layer, e, e.unit, of: pass)
      return [
        Term([
          Factor(
            ActivationText.value(activation, of: z.name),
            pass.outputs[layer][e.sample, e.unit])
        ])
      ]
    case .mask(let layer):
      guard case .dropout(let dropout) = network.layers[layer] else { return [] }
      // What the draw came to: 0 drops, 1 keeps.
      let mask = trace.mask(ofLayer: layer)[e.sample, e.unit]
      return [Term([Factor("\(mask == 0 ? 0 : 1) / (1 − \(dropout.rate))", mask)])]
    case .dropout(let layer):
      let x = input(layer, e, e.unit, of: pass)
      guard trace.mode == .train else { return [Term([x])] }
      let mask = trace.mask(ofLayer: layer)
      let name = named(symbols.mask(ofLayer: layer), e, e.unit, width: mask.columns)
      return [Term([x, Factor(name, mask[e.sample, e.unit])])]
    default: return []
    }
  }

  /// What each linear piece of a maxout unit gives: the largest is passed on.
  func pieces(_ layer: Int, _ e: Element) -> [Factor] {
    guard case .maxout(let cache) = pass.caches[layer] else { return [] }
    let w = inForward(symbols.weights(ofLayer: layer))
    let b = inForward(symbols.bias(ofLayer: layer))
    let x = symbols.input(ofLayer: layer)
    let input = e.prefix.isEmpty ? x : "\(x)[\(e.sample)]"
    return cache.candidates.enumerated().map { k, candidate in
      Factor(
        "\(w)[\(k),\(e.unit)] · \(input) + \(b)[\(k),\(e.unit)]", candidate[e.sample, e.unit])
    }
  }

  func linearTerms(
    _ linear: Linear, _ layer: Int, _ e: Element, piece: String
  ) -> [Term] {
    let w = inForward(symbols.weights(ofLayer: layer))
    let (x, name) = (pass.input(ofLayer: layer), symbols.input(ofLayer: layer))
    // A hundred names that begin alike.
    let (row, input) = ("\(w)[\(piece)\(e.unit),", "\(name)[\(e.prefix)")
    var terms = (0..<linear.inputs).map { i in
      let place = String(i) + "]"
      return Term([
        Factor(row + place, linear.weights[e.unit, i]),
        Factor(
          x.columns > 1 ? input + place : named(name, e, i, width: x.columns), x[e.sample, i]),
      ])
    }
    if let bias = linear.bias {
      terms.append(
        Term([
          Factor(
            inForward("\(symbols.bias(ofLayer: layer))[\(piece)\(e.unit)]"), bias[e.unit])
        ]))
    }
    return terms
  }
}

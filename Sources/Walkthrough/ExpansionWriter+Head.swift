import Engine

/// The end of the network: P, L, and the error both by the long way and as P − y.
extension ExpansionWriter {
  /// An output's P as an expression; a class of a softmax has the quotient as its identity and its parts.
  func probabilityTerms(_ e: Element) -> [Term] {
    let z = output(network.layers.count - 1, e, e.unit, of: pass)
    let head =
      network.head == .binary ? "σ(\(z.name))" : "softmax(\(symbols.logits))[\(e.prefix)\(e.unit)]"
    return [Term([Factor(head, pass.probabilities[e.sample, e.unit])])]
  }

  /// The numbers of a softmax with the names that they have in its equations.
  private struct Softmax {
    let parts: SoftmaxParts
    let logits: [Factor]

    init(_ writer: ExpansionWriter, _ e: Element) {
      parts = SoftmaxParts(Array(writer.pass.logits.row(e.sample)))
      let layer = writer.network.layers.count - 1
      logits = parts.exponentials.indices.map {
        writer.output(layer, e, $0, of: writer.pass)
      }
    }

    func exponential(_ unit: Int) -> Factor {
      Factor("e^(\(logits[unit].name) − max)", parts.exponentials[unit])
    }

    func sumName(_ symbols: Symbols, _ prefix: String) -> String {
      "Σ_k e^(\(symbols.logits)[\(prefix)k] − max)"
    }
  }

  /// P[c] = e^(z[c] − max) · 1/Σ_k e^(z[k] − max); nil for a single output.
  func softmaxIdentity(_ e: Element) -> Identity? {
    guard network.head == .categorical else { return nil }
    let softmax = Softmax(self, e)
    let sum = softmax.sumName(symbols, e.prefix)
    return Identity(
      equation: "P = e^(\(symbols.logits) − max) / \(softmax.sumName(symbols, ""))",
      terms: [Term([softmax.exponential(e.unit), Factor("1/(\(sum))", 1 / softmax.parts.sum)])])
  }

  /// The exponent, its power of e, and the sum of all of them.
  func softmaxParts(_ e: Element) -> [Expansion] {
    guard network.head == .categorical else { return [] }
    let softmax = Softmax(self, e)
    let logit = softmax.logits[e.unit]
    let power = softmax.exponential(e.unit)
    let exponent = Expansion(
      name: "\(logit.name) − max", index: [], equation: "\(symbols.logits) − max",
      terms: [Term([logit]), Term([Factor("−1", -1), Factor("max", softmax.parts.largest)])],
      value: logit.value - softmax.parts.largest, part: .exponent)
    let exponential = Expansion(
      name: power.name, index: [], equation: "e^(\(symbols.logits) − max)",
      terms: [Term([power])], value: power.value,
      context: [Factor(exponent.name, exponent.value)], part: .exponential)
    let sum = softmax.sumName(symbols, e.prefix)
    return [
      exponent, exponential,
      Expansion(
        name: sum, index: [], equation: sum,
        terms: softmax.logits.indices.map { Term([softmax.exponential($0)]) },
        value: softmax.parts.sum, part: .exponentialSum),
    ]
  }

  /// dL/dz = P − y, for a batch (P − y)/N.
  func errorIdentity(_ e: Element) -> Identity {
    let probabilities = trace.forward.probabilities
    let target = trace.forward.targets[e.sample]
    let isBinary = network.head == .binary
    let width = probabilities.columns
    let truth = isBinary ? Scalar(target) : target == e.unit ? 1 : 0
    let share = trace.batch > 1 ? "/\(trace.batch)" : ""
    func term(_ sign: String, _ factor: Factor) -> Term {
      let coefficient = (sign.isEmpty ? 1 : -1) / Scalar(trace.batch)
      return Term(
        sign.isEmpty && share.isEmpty
          ? [factor] : [Factor("\(sign)1\(share)", coefficient), factor])
    }
    return Identity(
      equation: "dL/d\(symbols.logits) = "
        + (share.isEmpty ? "P − y" : "(P − y) / \(trace.batch)"),
      terms: [
        term(
          "",
          oldFactor(Factor(named("P", e, e.unit, width: width), probabilities[e.sample, e.unit]))),
        term("−", Factor(named("y", e, e.unit, width: width), truth)),
      ])
  }

  /// The mean over the samples of −ln of the probability given to the true class, as the head computed it from the logit.
  func lossTerms(_ pass: ForwardPass) -> [Term] {
    let count = pass.losses.count
    return pass.losses.enumerated().map { n, loss in
      let at = count > 1 ? "[\(n)]" : ""
      let y = pass.targets[n]
      // Where P has rounded to 0 or 1 its logarithm is no longer the loss: the logit has kept the digits.
      let isRounded = count == 1 && !Trace.lossFollows(from: pass, network.head)
      let expression =
        switch network.head {
        case .binary where isRounded: "ln(1 + e^\(y == 1 ? "−" : "")\(symbols.logits))"
        case .categorical where isRounded:
          "ln(Σ_k e^(\(symbols.logits)[k] − \(symbols.logits)[\(y)]))"
        case .binary: y == 1 ? "−ln(P\(at))" : "−ln(1 − P\(at))"
        case .categorical: "−ln(P[\(count > 1 ? "\(n)," : "")\(y)])"
        }
      let factor = Factor(expression, loss)
      return Term(count > 1 ? [Factor("1/\(count)", 1 / Scalar(count)), factor] : [factor])
    }
  }
}

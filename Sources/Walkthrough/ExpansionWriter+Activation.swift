import Engine

/// The activation functions: what their formulas leave to be said of one element.
extension ExpansionWriter {
  private func activation(_ layer: Int) -> ActivationLayer? {
    if case .activation(let activation) = trace.network.layers[layer] { activation } else { nil }
  }

  /// The function's parameter: slope or α.
  func activationContext(_ layer: Int) -> [Factor] {
    guard let activation = activation(layer),
      let name = ActivationText.parameter(activation.function)
    else { return [] }
    return [Factor(name, activation.parameter)]
  }

  /// The case that applies to an element, of functions by pieces.
  func branch(of step: Step, _ e: Element) -> Branch? {
    switch step.operation {
    case .activation(let layer):
      activation(layer).flatMap {
        ActivationText.branch($0, of: input(layer, e, e.unit, of: pass))
      }
    case .slope(let layer):
      activation(layer).flatMap {
        ActivationText.slopeBranch(
          $0, of: oldFactor(input(layer, e, e.unit, of: trace.forward)))
      }
    default: nil
    }
  }

  /// GELU's Φ(z), or u of its tanh form.
  func activationParts(_ layer: Int, _ e: Element) -> [Expansion] {
    let z = input(layer, e, e.unit, of: pass)
    return switch activation(layer)?.function {
    case .gelu: [distribution(z)]
    case .geluTanh: tanhParts(z)
    default: []
    }
  }

  func slopeParts(_ layer: Int, _ e: Element) -> [Expansion] {
    let z = oldFactor(input(layer, e, e.unit, of: trace.forward))
    switch activation(layer)?.function {
    case .gelu:
      let density = GELUParts(z.value).density
      return [distribution(z), part("φ(\(z.name))", "φ(\(z.name))", density, .normalDensity)]
    case .geluTanh: return tanhParts(z)
    default: return []
    }
  }

  private func distribution(_ z: Factor) -> Expansion {
    part("Φ(\(z.name))", "Φ(\(z.name))", GELUParts(z.value).distribution, .normalDistribution)
  }

  private func tanhParts(_ z: Factor) -> [Expansion] {
    let parts = GELUParts(z.value)
    return [
      part("u", ActivationText.tanhArgument(of: z.name), parts.argument, .tanhArgument),
      part("tanh u", "tanh u", parts.tangent, .tanh),
    ]
  }

  private func part(
    _ name: String, _ expression: String, _ value: Scalar, _ part: ExpansionPart
  ) -> Expansion {
    Expansion(
      name: name, index: [], equation: name == expression ? name : "\(name) = \(expression)",
      terms: [Term([Factor(expression, value)])], value: value, part: part)
  }
}

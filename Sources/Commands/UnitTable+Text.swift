import Engine
import Walkthrough

extension UnitTable {
  /// What the tensors around the layer are called.
  public struct Names: Hashable, Sendable {
    /// `W1`, and what it is multiplied with: `x_input`.
    public let weights: String
    public let input: String
    public let bias: String
    /// `x_output1`, what the activation takes, and `x_output2`.
    public let sum: String
    public let argument: String
    public let activation: String
    /// `W2`, and what it leads to: `x_output3`.
    public let nextWeights: String
    public let nextOutput: String
    public let gradient: String
  }

  static func names(_ network: Network, _ layer: HiddenLayer) -> Names {
    let symbols = network.symbols
    let sum = symbols.output(ofLayer: layer.weightsLayer)
    return Names(
      weights: symbols.weights(ofLayer: layer.weightsLayer),
      input: symbols.input(ofLayer: layer.weightsLayer),
      bias: symbols.bias(ofLayer: layer.weightsLayer), sum: sum,
      argument: layer.activationLayer.map { symbols.input(ofLayer: $0) } ?? sum,
      activation: layer.activationLayer.map { symbols.output(ofLayer: $0) }
        ?? symbols.output(ofLayer: layer.outputLayer),
      nextWeights: symbols.weights(ofLayer: layer.nextLayer),
      nextOutput: symbols.output(ofLayer: layer.nextLayer), gradient: symbols.gradient(of: sum))
  }

  /// The outgoing weight to an output of the next layer: `W2[0,37]`, for maxout with its piece first.
  public func outgoingName(_ output: Int, unit: Int) -> String {
    guard case .maxout(let maxout) = network.layers[layer.nextLayer] else {
      return "\(names.nextWeights)[\(output),\(unit)]"
    }
    let outputs = maxout.outputs
    return "\(names.nextWeights)[\(output / outputs),\(output % outputs),\(unit)]"
  }

  /// `W1[3,42]`, for maxout with the piece that counts first.
  public func weightName(unit: Int, input: Int?) -> String {
    let piece = winners.map { "\($0[unit])," } ?? ""
    return "\(names.weights)[\(piece)\(unit)\(input.map { ",\($0)" } ?? "")]"
  }

  /// `b1[3]`, for maxout with the piece that counts first.
  public func biasName(unit: Int) -> String {
    "\(names.bias)[\(winners.map { "\($0[unit])," } ?? "")\(unit)]"
  }

  /// One unit in words and numbers, a fact a line.
  func lines(of unit: Int, isOff: Bool, in language: Language) -> [String] {
    func say(_ phrase: Phrase) -> String { phrase.text(in: language) }
    let names = names
    let place = UnitPlace(layer: layer.number, unit: unit)
    let bias = bias(of: unit) == nil ? "" : " + \(biasName(unit: unit))"
    var lines = [
      say(.unitIs(place, state(of: unit), isOff: isOff)),
      "\(names.sum)[\(unit)] = \(weightName(unit: unit, input: nil)) · \(names.input)\(bias) = \(NumberFormat.exact(sums[unit]))",
    ]
    if winners != nil { lines.append(say(.unitPiece(piece(of: unit)))) }
    if names.argument != names.sum {
      lines.append("\(names.argument)[\(unit)] = \(NumberFormat.exact(arguments[unit]))")
    }
    if let activation {
      let value = Symbols.worded(
        ActivationText.value(activation, of: "\(names.argument)[\(unit)]"), in: language)
      lines.append(
        "\(names.activation)[\(unit)] = \(value) = \(NumberFormat.exact(activations[unit]))")
    }
    if let slopes { lines.append(say(.unitSlope(slopes[unit]))) }
    let added = pass.contributions(ofUnit: unit, in: layer, of: network)
    let weights = outgoingWeights(of: unit)
    for output in weights.indices.prefix(16) {
      lines.append(
        "\(outgoingName(output, unit: unit)) = \(NumberFormat.exact(weights[output])), "
          + say(.unitAdds(added[output], to: names.nextOutput)))
    }
    if let without = without(unit, isOff: isOff, in: language) { lines.append(without) }
    lines.append("\(names.gradient)[\(unit)] = \(NumberFormat.exact(gradients[unit]))")
    lines.append(say(.unitTerms))
    let terms = terms(of: unit)
    for term in terms.prefix(5) {
      lines.append(
        "  \(weightName(unit: unit, input: term.input)) · \(names.input)[\(term.input)] = \(NumberFormat.exact(term.product))"
      )
    }
    let rest = terms.dropFirst(5)
    let count = rest.count { $0.product != 0 }
    if count > 0 {
      let sum = rest.reduce(Scalar(0)) { $0 + $1.product }
      lines.append("  " + say(.termsMore(count, sum: sum)))
    }
    return lines
  }

  /// P of the drawing without a unit, in words; nil where it is off already, or not tried.
  func without(_ unit: Int, isOff: Bool, in language: Language) -> String? {
    guard !isOff, let p = probability(without: unit) else { return nil }
    let name = network.head == .binary ? "P(y=1)" : "P[\(pass.targets.first ?? 0)]"
    return ViewPhrase.without(name, NumberFormat.short(p)).text(in: language)
  }

  /// What a picture of the unit shows: its weights, their gradients and their change since the start.
  func pictures(of unit: Int, change: [Scalar]?, in language: Language) -> [String] {
    let name = weightName(unit: unit, input: nil)
    let gradients = backward.parameterGradients[layer.weightsKey]?.values
    let row = winners == nil ? unit : piece(of: unit) * count + unit
    let gradient = gradients.map { Array($0[row * layer.inputs..<(row + 1) * layer.inputs]) }
    let parts = [
      (name, Array(weights(of: unit))), ("dL/d\(name)", gradient),
      (
        ViewPhrase.change(name).text(in: language),
        change.flatMap { $0.contains { $0 != 0 } ? $0 : nil }
      ),
    ]
    let plan = network.plan
    let isPicture = layer.number == 1 && plan.imageRows * plan.imageColumns == layer.inputs
    return parts.flatMap { name, values in
      values.map { values in
        TensorText.lines(
          name,
          isPicture
            ? Tensor(shape: [plan.imageRows, plan.imageColumns], values: values)
            : Tensor(vector: values))
      } ?? []
    }
  }

  private static let longestList = 128

  /// The whole layer, the unit with the largest outgoing weight first.
  func lines(saved: [Int: [Scalar]], in language: Language) -> [String] {
    func say(_ phrase: Phrase) -> String { phrase.text(in: language) }
    let names = names
    let states = (0..<count).map(state)
    var lines = [say(.unitLayer(layer.number, units: count, inputs: layer.inputs))]
    for state in UnitState.allCases where state != .active {
      let found = states.count { $0 == state }
      if found > 0 { lines.append(say(.unitsInState(state, count: found))) }
    }
    for unit in ordered(by: .outgoing, saved: saved).prefix(UnitTable.longestList) {
      let out = largestOutgoing(of: unit)
      let place = UnitPlace(layer: layer.number, unit: unit)
      lines.append(
        [
          say(.unitIs(place, states[unit], isOff: saved[unit] != nil)),
          "\(outgoingName(out.output, unit: unit)) = \(NumberFormat.short(out.weight))",
          "\(names.activation)[\(unit)] = \(NumberFormat.short(activations[unit]))",
          "\(names.gradient)[\(unit)] = \(NumberFormat.short(gradients[unit]))",
          without(unit, isOff: saved[unit] != nil, in: language),
        ].compactMap { $0 }.joined(separator: "; "))
    }
    if count > UnitTable.longestList {
      lines.append(say(.unitsMore(count - UnitTable.longestList)))
    }
    return lines
  }
}

extension UnitFacts {
  /// The unit as JSON.
  var json: JSON {
    let names = table.names
    return .object([
      ("layer", .integer(table.layer.number)), ("unit", .integer(unit)), ("off", .bool(isOff)),
      ("state", .string(table.state(of: unit).rawValue)),
      ("sum", .float(table.sums[unit])), ("activation", .float(table.activations[unit])),
      ("slope", table.slopes.map { .float($0[unit]) } ?? .null),
      ("outgoing", .floats(table.outgoingWeights(of: unit))),
      (
        "adds",
        .floats(table.pass.contributions(ofUnit: unit, in: table.layer, of: table.network))
      ),
      ("gradient", .float(table.gradients[unit])),
      (
        "P_without", isOff ? .null : table.probability(without: unit).map(JSON.float) ?? .null
      ),
      ("weights", .floats(Array(table.weights(of: unit)))),
      ("names", .strings([names.weights, names.sum, names.activation, names.nextWeights])),
    ])
  }
}

import Commands
import Datasets
import Engine
import Walkthrough

extension UnitsPainter {
  func name(_ text: String) -> String { Symbols.typeset(text) }

  func number(_ value: Scalar, sign: Bool = true) -> String {
    value == 0 ? "0" : NumberText.fixed(value, digits: 4, sign: sign)
  }

  /// Blue below zero, orange above it; a number that is exactly 0 leans to neither side.
  static func role(ofSigned value: Scalar) -> Role {
    value == 0 ? .text : value < 0 ? .accent : .gradient
  }

  /// The outputs of the next layer that the unit leads to, the largest weight first.
  var outputs: [Int] {
    let weights = table.outgoingWeights(of: chosen)
    return weights.indices.sorted {
      let (a, b) = (abs(weights[$0]), abs(weights[$1]))
      return a == b ? $0 < $1 : a > b
    }
  }

  /// The arithmetic of the chosen unit, row by row.
  func factLines(includesSlope: Bool) -> [Line] {
    let unit = chosen
    var lines: [Line] = []
    let row = isMaxout ? "\(table.piece(of: unit)),\(unit)" : "\(unit)"
    let bias = table.bias(of: unit).map { _ in " + \(names.bias)[\(row)]" } ?? ""
    lines.append(
      Line(
        label: name("\(names.sum)[\(unit)] = \(names.weights)[\(row),·]·\(names.input)\(bias)"),
        value: number(table.sums[unit]), shorter: [name("\(names.sum)[\(unit)]")]))
    if let bias = table.bias(of: unit) {
      lines.append(Line(label: name("\(names.bias)[\(row)]"), value: number(bias)))
    }
    if case .maxout(let maxout) = table.network.layers[table.layer.weightsLayer] {
      lines.append(Line(label: say(.piece(table.piece(of: unit), of: maxout.pieces.count))))
    }
    if names.argument != names.sum {
      lines.append(
        Line(label: name("\(names.argument)[\(unit)]"), value: number(table.arguments[unit])))
    }
    if let activation = table.activation {
      lines.append(
        Line(
          label: name(
            "\(names.activation)[\(unit)] = \(symbol(activation.function))(\(names.argument)[\(unit)])"
          ),
          value: number(table.activations[unit], sign: false),
          shorter: [
            name("\(symbol(activation.function))(\(names.argument)[\(unit)])"),
            name("\(names.activation)[\(unit)]"),
          ]))
    }
    if let slopes = table.slopes, includesSlope {
      lines.append(Line(label: say(.slope), value: number(slopes[unit], sign: false)))
    }
    let out = outgoing
    let weight = table.outgoingWeights(of: unit)[out.output]
    lines.append(
      Line(
        label: name(table.outgoingName(out.output, unit: unit)),
        value: (weight == out.weight ? "" : number(out.weight) + " → ") + number(weight),
        role: UnitsPainter.role(ofSigned: weight)))
    let added = scene.livePass.contributions(ofUnit: unit, in: table.layer, of: table.network)
    let target =
      table.outgoingCount > 1 ? "\(names.nextOutput)[\(out.output)]" : names.nextOutput
    if added.indices.contains(out.output) {
      let shorter = [say(.addsBriefly(name(target))), name(target)]
      lines.append(
        Line(
          label: say(.adds(name(target))), value: number(added[out.output]), shorter: shorter))
    }
    lines.append(
      Line(
        label: name("\(names.gradient)[\(unit)]"), value: number(table.gradients[unit]),
        role: UnitsPainter.role(ofSigned: table.gradients[unit])))
    return lines
  }

  /// The outgoing weight of the largest magnitude: of a unit that is off the one that it had.
  var outgoing: (output: Int, weight: Scalar) {
    let saved = scene.session.savedWeights(ofLayer: table.layer.number)[chosen] ?? []
    let largest = saved.indices.max { abs(saved[$0]) < abs(saved[$1]) }
    return largest.map { ($0, saved[$0]) } ?? table.largestOutgoing(of: chosen)
  }

  /// The outgoing weights, to the classes of the ten-class task or the units of the next layer, in so many rows with a free one and their heading before them.
  func outgoingLines(max count: Int) -> [Line?] {
    let weights = table.outgoingWeights(of: chosen)
    let heading = Line(
      label: say(.outgoing(name(names.nextWeights))), labelRole: .text,
      shorter: [name(names.nextWeights)])
    let room = count - 2
    let shown = outputs.prefix(max(0, min(9, weights.count <= room ? room : room - 1)))
    // A heading over nothing but the rest would tell nothing.
    guard outputs.count > 1, !shown.isEmpty else { return [] }
    let lines = shown.map { output in
      Line(
        label: name(table.outgoingName(output, unit: chosen)), value: number(weights[output]),
        role: UnitsPainter.role(ofSigned: weights[output]))
    }
    let left = weights.count - lines.count
    return [nil, heading] + (left > 0 ? lines + [Line(label: say(.more(left)))] : lines)
  }

  /// The largest products of W·x, and what the others add up to; every label in the same form, the longest that fits all.
  func termLines(max count: Int, width: Int) -> [Line] {
    let terms = table.terms(of: chosen)
    // A heading over nothing but the rest would tell nothing.
    guard count > 1 || terms.count == count else { return [] }
    // The shorter its rows, the more the heading says: whose row of W it is, and by its colon that it is no row itself.
    let row = name("\(table.weightName(unit: chosen, input: nil))·\(names.input)")
    let heading = Line(
      label: say(.largestTerms(name("\(names.weights)·\(names.input)"))), labelRole: .text,
      shorter: [say(.termsBriefly(row)), row + ":", name("\(names.weights)·\(names.input):")])
    // What is 0 says nothing: it is in the rest.
    let different = max(1, terms.prefix { $0.product != 0 }.count)
    let shown = terms.prefix(min(different, terms.count <= count ? count : count - 1))
    let weights = Array(table.weights(of: chosen))
    let inputs = Array(scene.livePass.input(ofLayer: table.layer.weightsLayer).row(0))
    // Columns: the factors stand below each other.
    func widest(_ text: (Int) -> String) -> Int {
      shown.map { text($0.input).unicodeScalars.count }.max() ?? 0
    }
    func product(_ input: Int) -> String {
      name("\(table.weightName(unit: chosen, input: input))·\(names.input)[\(input)]")
    }
    func weight(_ input: Int) -> String { number(weights[input]) }
    func value(_ input: Int) -> String { number(inputs[input], sign: false) }
    let columns = (widest(product), widest(weight), widest(value))
    func label(_ input: Int, form: Int) -> String {
      let weightName = table.weightName(unit: chosen, input: input)
      // What x is and which unit, the heading and the title say.
      return switch form {
      case 0:
        product(input).padded(to: columns.0, .left) + " = "
          + weight(input).padded(to: columns.1, .right) + " · "
          + value(input).padded(to: columns.2, .right)
      case 1: product(input)
      case 2: name("\(weightName)·x[\(input)]")
      case 3: name("\(names.weights)·x[\(input)]")
      default: say(.term(input))
      }
    }
    let values = shown.map { number($0.product) }
    let room = width - 2 - (values.map { $0.unicodeScalars.count }.max() ?? 0)
    let form =
      (0..<4).first { form in
        shown.allSatisfy {
          theme.text(label($0.input, form: form)).unicodeScalars.count <= room
        }
      } ?? 4
    let largest = shown.first.map { abs($0.product) } ?? 0
    var lines = [heading]
    for (place, term) in shown.enumerated() {
      lines.append(
        Line(
          label: label(term.input, form: form), value: values[place],
          part: largest > 0 ? Double(term.product / largest) : nil))
    }
    let rest = terms.dropFirst(shown.count)
    let count = rest.count { $0.product != 0 }
    if count > 0 {
      let sum = rest.reduce(Scalar(0)) { $0 + $1.product }
      lines.append(Line(label: say(.more(count)), value: number(sum)))
    }
    return lines
  }

  /// P and accuracy before and after the unit was switched, while those weights are the present ones; else P without it.
  var effectLines: [Line] {
    let task = scene.session.task
    func probability(_ network: Network) -> Scalar {
      let verdict = Verdict(scene.session.forward(of: network), task: task)
      return verdict.probabilities[task.isTenClass ? scene.session.label : 0]
    }
    func change(_ before: Network, _ after: Network) -> String {
      let texts = NumberText.decimals(
        ofProbabilities: (before: probability(before), after: probability(after)), digits: 4)
      return "\(texts.before) → \(texts.after)"
    }
    let label = task.isTenClass ? "P(\(task.classes[scene.session.label]))" : "P(y=1)"
    let brief = task.isTenClass ? label : "P"
    let place = UnitPlace(layer: table.layer.number, unit: chosen)
    guard !scene.isTraining, let turn = units.turn, turn.place == place, turn.after == scene.live
    else {
      guard let without = withoutChosen else { return [] }
      return [
        Line(
          label: say(.without(label)),
          value: change(scene.live, without),
          role: .strong, shorter: [say(.without(brief)), say(.withoutBriefly(brief)), say(.ifOff)])
      ]
    }
    func accuracy(_ network: Network) -> String {
      units.accuracy(of: network).map { NumberText.percent($0, digits: 2) }
        ?? NumberText.notComputed
    }
    return [
      Line(label: label, value: change(turn.before, turn.after), role: .strong),
      Line(
        label: say(.accuracy), value: "\(accuracy(turn.before)) → \(accuracy(turn.after))",
        role: .strong),
    ]
  }

  /// The network as it would be with the chosen unit off; nil where it is off, or too large to try in a frame.
  private var withoutChosen: Network? {
    isOff(chosen) ? nil : table.network(without: chosen)
  }

  private func symbol(_ activation: Activation) -> String {
    switch activation {
    case .sigmoid: "σ"
    case .tanh: "tanh"
    case .relu: "ReLU"
    case .leakyReLU: "LeakyReLU"
    case .elu: "ELU"
    case .gelu, .geluTanh: "GELU"
    case .identity: "id"
    }
  }
}

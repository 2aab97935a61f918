import Datasets
import Engine
import Walkthrough

extension Laboratory {
  /// The network's function, the drawing's pre-activations, the layers, and the initialisations where they were tried.
  func describeFunctions() -> [String] {
    let network = network
    var lines = FunctionText.lines([network.plan.hidden], language)
    let pass = session.forward(of: network)
    for (k, layer) in network.layers.enumerated() {
      guard case .activation(let activation) = layer else { continue }
      let region = HiddenFunction.activation(
        activation.function, parameter: activation.parameter
      ).flatRegion
      let inputs = pass.input(ofLayer: k).row(0)
      lines.append(
        Phrase.preactivations(
          network.symbols.input(ofLayer: k), units: inputs.count,
          flat: inputs.count { region.contains($0) }
        ).text(in: language))
    }
    lines += network.spreads(pass, network.backward(pass)).map {
      $0.words(name: network.symbols.output(ofLayer: $0.layer), language)
    }
    if let report = findings.initializers, report.tells(of: session.plan, task: session.task) {
      lines += report.lines(in: language)
    }
    return lines
  }

  /// The set's counts by split and digit, the last evaluation, and the worst images where they were sought.
  func describeData() -> [String] {
    var lines = dataReply.lines(in: language)
    for split in Split.allCases {
      var counts = Array(repeating: 0, count: 10)
      for row in dataset.range(of: split) {
        let digit = dataset.label(at: row)
        if counts.indices.contains(digit) { counts[digit] += 1 }
      }
      lines.append(Phrase.digitCounts(split, counts).text(in: language))
    }
    if let found = findings.evaluation, found.weights.task == session.task {
      lines += Reply.evaluation(found.evaluation, found.split, task: session.task)
        .lines(in: language)
    }
    if let report = findings.losses, report.weights.task == session.task {
      lines += report.lines(in: language)
    }
    return lines
  }
}

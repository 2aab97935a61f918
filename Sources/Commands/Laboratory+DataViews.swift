import Datasets
import Engine
import Walkthrough

extension Laboratory {
  /// The network's function and the others, the drawing's pre-activations, the layers' spreads, and the initialisations.
  func describeFunctions() -> [String] {
    let network = network
    let own = network.plan.hidden
    var lines = FunctionText.lines([own], language)
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
      lines.append(say(.histogram(Spread(inputs))))
    }
    for spread in network.spreads(pass, network.backward(pass)) {
      let name = network.symbols.output(ofLayer: spread.layer)
      lines += spread.lines(name: name, gradient: "dL/d\(name)", language)
    }
    lines.append(say(.otherFunctions))
    lines += FunctionText.lines(HiddenFunction.table(of: own), language)
    if let report = findings.initializers, report.tells(of: session.plan, task: session.task) {
      lines += report.lines(in: language)
    }
    return lines
  }

  /// The set's counts by split and digit, the last evaluation, the worst images and how surely the classes are told.
  func describeData() -> [String] {
    var lines = dataReply.lines(in: language)
    for split in Split.allCases {
      lines.append(Phrase.digitCounts(split, digitCounts(of: split)).text(in: language))
    }
    if let found = findings.evaluation(of: session.plan, task: session.task) {
      lines.append(
        say(.evaluatedAt(update: found.weights.update, isFresh: isFresh(found.weights))))
      lines += Reply.evaluation(found.evaluation, found.split, task: session.task)
        .lines(in: language)
      lines += describeConfusions(found.evaluation)
    }
    if let report = findings.losses, report.weights.tells(of: session.plan, task: session.task) {
      lines += report.lines(in: language) + describeClasses(report)
    }
    return lines
  }

  private func digitCounts(of split: Split) -> [Int] {
    var counts = Array(repeating: 0, count: 10)
    for row in dataset.range(of: split) {
      let digit = dataset.label(at: row)
      if counts.indices.contains(digit) { counts[digit] += 1 }
    }
    return counts
  }

  /// The mistakes that are made most often, the worst first.
  private func describeConfusions(_ evaluation: Evaluation) -> [String] {
    let classes = session.task.classNames(in: language)
    let places = evaluation.confusion.enumerated().flatMap { truth, row in
      row.enumerated().filter { $0.offset != truth && $0.element > 0 }.map {
        (truth: truth, prediction: $0.offset, count: $0.element, total: row.reduce(0, +))
      }
    }
    return places.sorted { $0.count > $1.count }.prefix(LossReport.told).map {
      say(
        .mostConfused(
          truth: classes[$0.truth], prediction: classes[$0.prediction], count: $0.count,
          of: $0.total))
    }
  }

  /// How many images of each digit are told wrong, and how P of the true class is spread over each class.
  private func describeClasses(_ report: LossReport) -> [String] {
    let counts = digitCounts(of: report.split)
    let wrong = report.wrongByDigit
    let digits = counts.indices.map { digit in
      say(
        .classCounts(
          "\(digit)", count: counts[digit],
          wrong: session.task.target(ofLabel: digit) == nil ? nil : wrong[digit]))
    }
    let certainties = zip(session.task.classNames(in: language), report.certainties).flatMap {
      name, spread in
      [say(.certainty(name)), say(.histogram(spread))]
    }
    return digits + certainties
  }
}

import Datasets
import Engine
import Walkthrough

extension LossReport {
  /// How many are told unless somebody asks for more.
  static let told = 10

  func lines(in language: Language) -> [String] {
    func say(_ phrase: Phrase) -> String { phrase.text(in: language) }
    var lines = [
      say(
        .lossesOf(split, wrong: wrongCount, of: order.count, update: weights.update))
    ]
    for example in order.prefix(told).map({ Int($0) }) {
      lines.append(
        say(
          .exampleIs(
            Int(rows[example]) - firstRow, digit: Int(digits[example]),
            prediction: weights.task.className(Int(verdicts.predictions[example]), in: language),
            loss: verdicts.losses[example], isWrong: isWrong(example))))
    }
    if order.count > told {
      let wrong = max(0, wrongCount - told)
      lines.append(
        say(
          .moreExamples(wrong: wrong, right: order.count - told - wrong, split)))
    }
    return lines
  }

  var json: JSON {
    .object([
      ("split", .string(split.rawValue)), ("count", .integer(order.count)),
      ("wrong", .integer(wrongCount)), ("update", .integer(weights.update)),
      ("loss", .float(evaluation.loss)), ("accuracy", .double(evaluation.accuracy)),
      (
        "worst",
        .array(
          order.prefix(told).map { index in
            let example = Int(index)
            return .object([
              ("index", .integer(Int(rows[example]) - firstRow)),
              ("digit", .integer(Int(digits[example]))),
              ("label", .integer(Int(targets[example]))),
              (
                "prediction",
                verdicts.isDefined(example) ? .integer(Int(verdicts.predictions[example])) : .null
              ),
              ("L", .float(verdicts.losses[example])),
            ])
          })
      ),
    ])
  }
}

extension InitializerReport {
  func lines(in language: Language) -> [String] {
    func say(_ phrase: Phrase) -> String { phrase.text(in: language) }
    var lines = [say(.initializersOf(images: InitializerTrial.imageCount))]
    for (name, trial) in zip(names, trials) {
      lines.append("init=\(name): \(InitializerText.facts(trial.initializer))")
      for layer in trial.layers {
        lines += layer.lines(name: symbols.output(ofLayer: layer.layer), language)
      }
    }
    let tried = trials.map(\.initializer)
    return lines
      + InitializerTrial.compared.filter { !tried.contains($0) }.map {
        ViewPhrase.tooMuchWork(NetworkWords.text($0)).text(in: language)
      }
  }

  var json: JSON {
    .object([
      ("images", .integer(InitializerTrial.imageCount)),
      (
        "initializers",
        .array(
          zip(names, trials).map { name, trial in
            .object([
              ("init", .string(name)),
              ("source", trial.initializer.source.map(JSON.string) ?? .null),
              ("layers", .array(trial.layers.map { json($0) })),
            ])
          })
      ),
    ])
  }

  private func json(_ spread: LayerSpread) -> JSON {
    .object([
      ("name", .string(symbols.output(ofLayer: spread.layer))),
      ("mean", .double(spread.outputs.mean)),
      ("std", .double(spread.outputs.deviation)),
      ("gradient_std", .double(spread.gradients.deviation)),
      ("flat", spread.flatShare.map(JSON.double) ?? .null),
      ("range", .array([.double(spread.outputs.low), .double(spread.outputs.high)])),
      ("counts", .integers(spread.outputs.counts)),
    ])
  }
}

extension LayerSpread {
  /// Mean, deviation and histogram of a layer's outputs; where it has a name, the histogram of their gradient too.
  ///
  /// A single number has no histogram.
  func lines(name: String, gradient: String? = nil, _ language: Language) -> [String] {
    func histogram(_ spread: Spread) -> [String] {
      spread.count > 1 ? [ViewPhrase.histogram(spread).text(in: language)] : []
    }
    var lines = [
      Phrase.layerSpread(
        name, mean: outputs.mean, deviation: outputs.deviation,
        gradient: gradients.deviation, flatShare: flatShare
      ).text(in: language)
    ]
    lines += histogram(outputs)
    if let gradient, gradients.count > 1 {
      lines.append("  \(gradient)")
      lines += histogram(gradients)
    }
    return lines
  }
}

/// The table of functions as a reply.
enum FunctionText {
  /// One function whole, with its value and slope at a number, or each of several in a line.
  static func lines(
    _ functions: [HiddenFunction], at argument: Scalar? = nil, _ language: Language
  ) -> [String] {
    guard functions.count == 1, let function = functions.first else {
      return functions.map { function in
        let facts = function.facts(in: language).dropFirst(2)
          .map { "\($0.label) \($0.text)" }.joined(separator: "; ")
        return "\(function.word): h = \(function.formula); \(facts)"
      }
    }
    let point = argument.flatMap { z in
      function.value(z).flatMap { h in
        function.derivative(z).map { slope in
          let numbers = [z, h, slope].map(NumberFormat.exact)
          return "z = \(numbers[0]): h = \(numbers[1]), h′ = \(numbers[2])"
        }
      }
    }
    return ["\(function.word): \(function.title)"] + (point.map { [$0] } ?? [])
      + function.facts(in: language).map { "\($0.label): \($0.text)" }
      + [
        "\(Phrase.functionPoints.text(in: language)): "
          + function.points.map { $0.text(in: language) }.joined(separator: "; ")
      ]
  }

  static func json(_ function: HiddenFunction, at argument: Scalar?) -> JSON {
    let region = function.flatRegion
    let point: [(String, JSON)] =
      argument.map { z in
        [
          ("z", .float(z)), ("h", function.value(z).map(JSON.float) ?? .null),
          ("slope", function.derivative(z).map(JSON.float) ?? .null),
        ]
      } ?? []
    return .object(
      point + [
        ("name", .string(function.word)), ("title", .string(function.title)),
        ("formula", .string(function.formula)),
        ("derivative", .string(function.derivativeFormula)),
        ("range", .array([.double(function.range.low), .double(function.range.high)])),
        ("centred", function.isCentred.map(JSON.bool) ?? .null),
        ("mean_output", function.meanOutput.map(JSON.double) ?? .null),
        ("flat_below", region.below.map(JSON.float) ?? .null),
        ("flat_above", region.above.map(JSON.float) ?? .null),
        ("dead", .bool(region.isDead)), ("needs_exp", .bool(function.needsExponential)),
        ("derivative_at_kink", function.derivativeAtKink.map(JSON.float) ?? .null),
        ("points", .strings(function.points.map { $0.text(in: .english) })),
      ])
  }
}

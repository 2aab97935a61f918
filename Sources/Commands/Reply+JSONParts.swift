import Datasets
public import Engine
import Walkthrough

extension Reply {
  /// `5 epochs`, `100 updates`.
  public static func text(_ goal: TrainingGoal) -> String {
    switch goal {
    case .epochs(let n): "\(n) epochs"
    case .updates(let n): "\(n) updates"
    case .untilStopped: "until stopped"
    }
  }

  static func note(_ notes: [ReplyNote]) -> JSON? {
    guard !notes.isEmpty else { return nil }
    return .string(notes.map { Phrase.note($0).text(in: .english) }.joined(separator: " "))
  }

  static func image(_ picture: Picture, _ note: ImageNote?) -> JSON {
    var members: [(key: String, value: JSON)] = [
      ("shape", .integers([picture.rows, picture.columns, 1])),
      ("values", .floats(picture.values)),
    ]
    switch note {
    case .loaded(_, let rows, let columns, let fitted):
      members += [("source", .integers([rows, columns])), ("fitted", .bool(fitted))]
    case .digit(let digit, let label):
      members += [("digit", .integer(digit)), ("label", .integer(label))]
    case .digitOutsideTask(let digit):
      members += [
        ("digit", .integer(digit)),
        ("note", .string(Phrase.digitOutsideTask(digit).text(in: .english))),
      ]
    case .labelStays(let label, let digit, let right):
      let note = Phrase.labelStays(label, digit: digit, right: right)
      members += [("digit", .integer(digit)), ("note", .string(note.text(in: .english)))]
    case nil: break
    }
    return .object(members)
  }

  static func members(of network: Network) -> [(key: String, value: JSON)] {
    let symbols = network.symbols
    var layers: [JSON] = []
    for (k, layer) in network.layers.enumerated() {
      let (kind, name, shape): (String, String, [Int]) =
        switch layer {
        case .linear(let linear):
          ("linear", symbols.weights(ofLayer: k), [linear.outputs, linear.inputs])
        case .maxout(let maxout):
          (
            "maxout", symbols.weights(ofLayer: k),
            [maxout.pieces.count, maxout.outputs, maxout.inputs]
          )
        case .batchNorm:
          ("batchnorm", symbols.output(ofLayer: k), [network.outputs(ofLayer: k)])
        case .activation(let activation):
          (
            activation.function.rawValue, symbols.output(ofLayer: k), [network.outputs(ofLayer: k)]
          )
        case .dropout: ("dropout", symbols.output(ofLayer: k), [network.outputs(ofLayer: k)])
        }
      layers.append(
        .object([
          ("name", .string(name)), ("kind", .string(kind)), ("shape", .integers(shape)),
        ]))
    }
    let isBinary = network.head == .binary
    layers.append(
      .object([
        ("name", .string("P")), ("kind", .string(isBinary ? "sigmoid" : "softmax")),
        ("shape", .integers(isBinary ? [] : [network.plan.outputs])),
      ]))
    return [
      ("layers", .array(layers)), ("parameters", .integer(network.parameterCount)),
      ("seed", .unsigned(network.plan.seed)),
      ("description", .string(NetworkWords.text(network.plan))),
      ("initializer", .string(NetworkWords.text(network.plan.effectiveInitializer))),
    ]
  }

  static func probabilities(_ verdict: Verdict) -> JSON {
    verdict.task.isTenClass
      ? .floats(verdict.probabilities) : .float(verdict.probabilities.first ?? .nan)
  }

  static func members(of verdict: Verdict) -> [(key: String, value: JSON)] {
    [
      ("P", probabilities(verdict)),
      ("prediction", verdict.isDefined ? .integer(verdict.prediction) : .null),
      ("class", verdict.isDefined ? .string(verdict.className) : .null),
      ("L", .float(verdict.loss)),
    ]
  }

  static func json(_ step: Step) -> JSON {
    .object([
      ("index", .integer(step.index)), ("phase", .string(step.phase.rawValue)),
      ("name", .string(step.name)), ("equation", .string(step.equation)),
      ("shape", .integers(step.shape)),
    ])
  }

  /// The batch of a walk: samples 1… as `image digit N` of the training split, and the mean loss.
  static func members(of batch: WalkBatch?) -> [(key: String, value: JSON)] {
    guard let batch else { return [] }
    return [
      (
        "batch",
        .object([
          ("count", .integer(batch.count)), ("split", .string(Split.train.rawValue)),
          ("images", .integers(batch.images)), ("L", .float(batch.loss)),
        ])
      )
    ]
  }

  static func json(_ expansion: Expansion) -> JSON {
    var members: [(key: String, value: JSON)] = [
      ("name", .string(expansion.name)), ("index", .integers(expansion.index)),
      ("equation", .string(expansion.equation)), ("terms", json(expansion.terms)),
      ("value", .float(expansion.value)), ("tolerance", .float(expansion.tolerance)),
    ]
    if !expansion.context.isEmpty { members.append(("context", json(expansion.context))) }
    if !expansion.parts.isEmpty { members.append(("parts", .array(expansion.parts.map(json)))) }
    if let identity = expansion.identity {
      members.append(
        (
          "identity",
          .object([("equation", .string(identity.equation)), ("terms", json(identity.terms))])
        ))
    }
    return .object(members)
  }

  private static func json(_ terms: [Term]) -> JSON {
    .array(
      terms.map { .object([("factors", json($0.factors)), ("product", .float($0.product))]) })
  }

  private static func json(_ factors: [Factor]) -> JSON {
    .array(factors.map { .object([("name", .string($0.name)), ("value", .float($0.value))]) })
  }

  static func json(_ check: CheckReply) -> JSON {
    var members: [(key: String, value: JSON)] = [
      ("checked", .integer(check.checked)),
      ("max_relative_error", check.checked > 0 ? .double(check.maxRelativeError) : .null),
      ("passed", check.passed.map(JSON.bool) ?? .null),
    ]
    if let element = check.element {
      members += [
        ("analytic", .double(element.analytic)), ("numeric", .double(element.numeric)),
        ("epsilon", .double(element.epsilon)), ("loss_plus", .double(element.lossPlus)),
        ("loss_minus", .double(element.lossMinus)),
      ]
    }
    members += [
      ("floor", .double(check.floor)), ("tolerance", .double(check.tolerance)),
      ("skipped", .integer(check.skipped)),
    ]
    if let worst = check.worst { members.append(("worst", .string(worst))) }
    return .object(members)
  }

  static func json(_ report: TrainingReport) -> JSON {
    var members: [(key: String, value: JSON)] = [
      ("epochs", .integer(report.epochs)), ("updates", .integer(report.updates)),
      ("images", .integer(report.images)),
      ("train_loss", report.trainLoss.map(JSON.float) ?? .null),
      ("validation_loss", report.validationLoss.map(JSON.float) ?? .null),
      ("validation_accuracy", report.validationAccuracy.map(JSON.double) ?? .null),
      ("images_per_second", report.imagesPerSecond.map { .double($0.rounded()) } ?? .null),
    ]
    for (name, count) in [
      ("dead_units", \LayerHealth.deadUnits), ("saturated_units", \LayerHealth.saturatedUnits),
    ] {
      let counts = report.health.compactMap { $0[keyPath: count] }
      if !counts.isEmpty { members.append((name, .integers(counts))) }
    }
    if let update = report.divergedAt { members.append(("diverged_at", .integer(update))) }
    return .object(members)
  }

  static func setting(_ name: SettingName, _ text: String) -> JSON {
    switch name {
    case .batch: Int(text).map(JSON.integer) ?? .string(text)
    case .rate: Float(text).map(JSON.float) ?? .string(text)
    case .speed: Double(text).map(JSON.double) ?? .string(text)
    case .optimizer, .augment, .mode: .string(text)
    }
  }

  static func json(_ history: History) -> JSON {
    .object([
      ("updates", .integers(history.buckets.map(\.lastUpdate))),
      ("train_loss", .floats(history.buckets.map(\.mean))),
      ("epochs", .integers(history.epochs.map(\.epoch))),
      (
        "validation_loss", .array(history.epochs.map { $0.validationLoss.map(JSON.float) ?? .null })
      ),
      (
        "validation_accuracy",
        .array(history.epochs.map { $0.validationAccuracy.map(JSON.double) ?? .null })
      ),
      ("train_minimum", .floats(history.buckets.map(\.minimum))),
      ("train_maximum", .floats(history.buckets.map(\.maximum))),
      (
        "marks",
        .array(
          history.marks.map { mark in
            .object([
              ("update", .integer(mark.update)),
              ("changes", .strings(SettingsText.changes(from: mark.old, to: mark.new))),
            ])
          })
      ),
    ])
  }
}

extension Setting {
  /// What the help says of it.
  var json: JSON {
    .object([
      ("word", .string(rawValue)), ("usage", .string("\(command.rawValue) \(usage)")),
      ("values", .string(values)), ("default", .string(standard)), ("example", .string(example)),
      ("meaning", .string(meaning(in: .english))),
    ])
  }
}

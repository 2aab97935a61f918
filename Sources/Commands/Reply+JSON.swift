import Datasets
public import Engine
import Walkthrough

extension Reply {
  /// The `result` of `--json`.
  public var json: JSON {
    switch self {
    case .tensor(let name, let tensor, let notes):
      var members: [(key: String, value: JSON)] = [
        ("name", .string(name)), ("shape", .integers(tensor.shape)),
        ("values", .floats(tensor.values)),
      ]
      if let note = Reply.note(notes) { members.append(("note", note)) }
      return .object(members)
    case .image(let picture, let note): return Reply.image(picture, note)
    case .imageSaved(let file): return .object([("file", .string(file))])
    case .label(let label, let task):
      return .object([("label", .integer(label)), ("class", .string(task.classes[label]))])
    case .network(let network): return .object(Reply.members(of: network))
    case .weightsSet(let reference, let old, let new, let count):
      return .object([
        ("name", .string(reference.text)), ("old", old.map(JSON.float) ?? .null),
        ("new", new.map(JSON.float) ?? .null), ("count", .integer(count)),
      ])
    case .unit(let facts): return facts.json
    case .unitsOff(let places):
      return .object([
        (
          "off",
          .array(
            places.map {
              .object([("layer", .integer($0.layer)), ("unit", .integer($0.unit))])
            })
        )
      ])
    case .unitTurned(let place, let on, let before, let after):
      return .object([
        ("layer", .integer(place.layer)), ("unit", .integer(place.unit)), ("off", .bool(!on)),
        ("P_before", Reply.probabilities(before)), ("P_after", Reply.probabilities(after)),
        ("L_before", .float(before.loss)), ("L_after", .float(after.loss)),
      ])
    case .forward(let verdict, let position):
      return .object(Reply.members(of: verdict) + [("position", .integer(position))])
    case .backward(let position, let gradients):
      return .object([
        ("position", .integer(position)),
        (
          "gradients",
          .array(
            gradients.map {
              .object([
                ("name", .string($0.name)), ("shape", .integers($0.shape)),
                ("largest", .float($0.largest)),
              ])
            })
        ),
      ])
    case .step(let step, _, let position, let count, let notes):
      var members: [(key: String, value: JSON)] = [
        ("position", .integer(position)), ("count", .integer(count)),
        ("step", step.map(Reply.json) ?? .null),
      ]
      if let note = Reply.note(notes) { members.append(("note", note)) }
      return .object(members)
    case .update(let position, let before, let after):
      return .object([
        ("position", .integer(position)), ("L_before", .float(before)), ("L_after", .float(after)),
      ])
    case .walk(let position, let steps):
      return .object([
        ("position", .integer(position)), ("steps", .array(steps.map(Reply.json))),
      ])
    case .synced(let update): return .object([("update", .integer(update))])
    case .explain(let expansion, _, let notes): return Reply.json(expansion, notes)
    case .check(let check): return Reply.json(check)
    case .task(let task, let train, let validation, let test):
      return .object([
        ("task", .string(task.name)), ("classes", .strings(task.classes)),
        ("train", .integer(train)), ("validation", .integer(validation)), ("test", .integer(test)),
      ])
    case .trainingStarted(let goal, let updates):
      return .object([
        ("started", .bool(true)), ("goal", .string(goal.map(Reply.text) ?? "until stopped")),
        ("updates", .integer(updates)),
      ])
    case .paused(let updates):
      return .object([("paused", .bool(true)), ("updates", .integer(updates))])
    case .resumed(let updates):
      return .object([("resumed", .bool(true)), ("updates", .integer(updates))])
    case .stopped(let updates):
      return .object([("stopped", .bool(true)), ("updates", .integer(updates))])
    case .training(let report): return Reply.json(report)
    case .setting(let name, let old, let new, let whileTraining):
      return .object([
        (name.rawValue, Reply.setting(name, new)), ("old", Reply.setting(name, old)),
        ("while_training", .bool(whileTraining)),
      ])
    case .reset(let seed):
      return .object([("seed", .integer(Int(clamping: seed))), ("updates", .integer(0))])
    case .rewound(let epoch, let updates):
      return .object([("epoch", .integer(epoch)), ("updates", .integer(updates))])
    case .evaluation(let evaluation, let split, let task):
      return .object([
        ("split", .string(split.rawValue)), ("count", .integer(evaluation.count)),
        ("loss", .float(evaluation.loss)), ("accuracy", .double(evaluation.accuracy)),
        ("confusion", .array(evaluation.confusion.map(JSON.integers))),
        ("classes", .strings(task.classes)),
      ])
    case .classified(let results):
      return .object([
        (
          "results",
          .array(
            results.map { result in
              let verdict = result.verdict
              return .object([
                ("file", .string(result.file ?? "drawing")),
                ("P", Reply.probabilities(verdict)),
                ("prediction", .integer(verdict.prediction)),
                ("class", .string(verdict.className)),
              ])
            })
        )
      ])
    case .history(let history): return Reply.json(history)
    case .saved(let file, let tensors, let parameters):
      return .object([
        ("file", .string(file)), ("tensors", .integer(tensors)),
        ("parameters", .integer(parameters)),
      ])
    case .opened(let file, let network):
      return .object([("file", .string(file))] + Reply.members(of: network))
    case .undone(let command): return .object([("undone", .string(command))])
    case .redone(let command): return .object([("redone", .string(command))])
    case .view(let view): return .object([("view", .string(view.rawValue))])
    case .language(let language): return .object([("language", .string(language.rawValue))])
    case .log(let commands): return .object([("commands", .strings(commands))])
    case .logSaved(let file, let commands):
      return .object([("file", .string(file)), ("commands", .integer(commands))])
    case .help(let word):
      let words = word.map { [$0] } ?? CommandWord.allCases
      return .object([
        (
          "commands",
          .array(
            words.map {
              .object([
                ("word", .string($0.rawValue)), ("usage", .strings($0.usages)),
                ("example", .string($0.example)), ("when", .string($0.availability.rawValue)),
                ("meaning", .string($0.meaning(in: .english))),
              ])
            })
        )
      ])
    case .quit: return .object([("quit", .bool(true))])
    }
  }

  /// `5 epochs`, `100 updates`.
  public static func text(_ goal: TrainingGoal) -> String {
    switch goal {
    case .epochs(let n): "\(n) epochs"
    case .updates(let n): "\(n) updates"
    case .untilStopped: "until stopped"
    }
  }

  private static func note(_ notes: [ReplyNote]) -> JSON? {
    guard !notes.isEmpty else { return nil }
    return .string(notes.map { Phrase.note($0).text(in: .english) }.joined(separator: " "))
  }

  private static func image(_ picture: Picture, _ note: ImageNote?) -> JSON {
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
    case nil: break
    }
    return .object(members)
  }

  private static func members(of network: Network) -> [(key: String, value: JSON)] {
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
          ("batchnorm", symbols.output(ofLayer: k), [network.width(ofLayer: k)])
        case .activation(let activation):
          (
            activation.function.rawValue, symbols.output(ofLayer: k), [network.width(ofLayer: k)]
          )
        case .dropout: ("dropout", symbols.output(ofLayer: k), [network.width(ofLayer: k)])
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
      ("seed", .integer(Int(clamping: network.plan.seed))),
      ("description", .string(NetworkWords.text(network.plan))),
    ]
  }

  private static func probabilities(_ verdict: Verdict) -> JSON {
    verdict.task.isTenClass
      ? .floats(verdict.probabilities) : .float(verdict.probabilities.first ?? .nan)
  }

  private static func members(of verdict: Verdict) -> [(key: String, value: JSON)] {
    [
      ("P", probabilities(verdict)), ("prediction", .integer(verdict.prediction)),
      ("class", .string(verdict.className)), ("L", .float(verdict.loss)),
    ]
  }

  private static func json(_ step: Step) -> JSON {
    .object([
      ("index", .integer(step.index)), ("phase", .string(step.phase.rawValue)),
      ("name", .string(step.name)), ("equation", .string(step.equation)),
      ("shape", .integers(step.shape)),
    ])
  }

  private static func json(_ expansion: Expansion, _ notes: [ReplyNote]) -> JSON {
    var members: [(key: String, value: JSON)] = [
      ("name", .string(expansion.name)), ("index", .integers(expansion.index)),
      ("equation", .string(expansion.equation)),
      (
        "terms",
        .array(
          expansion.terms.map { term in
            .object([
              (
                "factors",
                .array(
                  term.factors.map {
                    .object([("name", .string($0.name)), ("value", .float($0.value))])
                  })
              ),
              ("product", .float(term.product)),
            ])
          })
      ),
      ("value", .float(expansion.value)),
      ("tolerance", .float(expansion.tolerance)),
    ]
    if let note = note(notes) { members.append(("note", note)) }
    return .object(members)
  }

  private static func json(_ check: CheckReply) -> JSON {
    var members: [(key: String, value: JSON)] = [
      ("checked", .integer(check.checked)),
      ("max_relative_error", .double(check.maxRelativeError)), ("passed", .bool(check.passed)),
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

  private static func json(_ report: TrainingReport) -> JSON {
    var members: [(key: String, value: JSON)] = [
      ("epochs", .integer(report.epochs)), ("updates", .integer(report.updates)),
      ("images", .integer(report.images)),
      ("train_loss", report.trainLoss.map(JSON.float) ?? .null),
      ("validation_loss", report.validationLoss.map(JSON.float) ?? .null),
      ("validation_accuracy", report.validationAccuracy.map(JSON.double) ?? .null),
      ("images_per_second", .double(report.imagesPerSecond.rounded())),
    ]
    if let update = report.divergedAt { members.append(("diverged_at", .integer(update))) }
    return .object(members)
  }

  private static func setting(_ name: SettingName, _ text: String) -> JSON {
    switch name {
    case .batch: Int(text).map(JSON.integer) ?? .string(text)
    case .rate: Float(text).map(JSON.float) ?? .string(text)
    case .speed: Double(text).map(JSON.double) ?? .string(text)
    case .optimizer, .augment, .mode: .string(text)
    }
  }

  private static func json(_ history: History) -> JSON {
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

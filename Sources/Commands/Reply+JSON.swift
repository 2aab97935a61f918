import Datasets
import Engine
import Walkthrough

extension Reply {
  /// The `result` of `--json`.
  public var json: JSON {
    guard let note = Reply.note(notes), case .object(let members) = facts else { return facts }
    return .object(members + [("note", note)])
  }

  /// The result without its note.
  private var facts: JSON {
    switch self {
    case .tensor(let name, let tensor, _):
      return .object([
        ("name", .string(name)), ("shape", .integers(tensor.shape)),
        ("values", .floats(tensor.values)),
      ])
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
    case .unitTurned(let place, let on, let before, let after, _):
      return .object([
        ("layer", .integer(place.layer)), ("unit", .integer(place.unit)), ("off", .bool(!on)),
        ("P_before", Reply.probabilities(before)), ("P_after", Reply.probabilities(after)),
        ("L_before", .float(before.loss)), ("L_after", .float(after.loss)),
      ])
    case .forward(let verdict, let batch, let position, _):
      return .object(
        Reply.members(of: verdict) + [("position", .integer(position))] + Reply.members(of: batch))
    case .backward(let position, let gradients, _):
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
    case .step(let step, _, let position, let count, _):
      return .object([
        ("position", .integer(position)), ("count", .integer(count)),
        ("step", step.map(Reply.json) ?? .null),
      ])
    case .update(let position, let before, let after, _):
      return .object([
        ("position", .integer(position)), ("L_before", .float(before)), ("L_after", .float(after)),
      ])
    case .walk(let position, let steps, let batch):
      return .object(
        [("position", .integer(position)), ("steps", .array(steps.map(Reply.json)))]
          + Reply.members(of: batch))
    case .synced(let update, let position, _):
      return .object([("update", .integer(update)), ("position", .integer(position))])
    case .explain(let expansion, _, _): return Reply.json(expansion)
    case .check(let check): return Reply.json(check)
    case .task(let task, let train, let validation, let test):
      return .object([
        ("task", .string(task.name)), ("classes", .strings(task.classes)),
        ("train", .integer(train)), ("validation", .integer(validation)), ("test", .integer(test)),
      ])
    case .trainingStarted(let goal, let updates, _):
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
    case .setting(let name, let old, let new, let whileTraining, _):
      return .object([
        (name.rawValue, Reply.setting(name, new)), ("old", Reply.setting(name, old)),
        ("while_training", .bool(whileTraining)),
      ])
    case .reset(let seed):
      return .object([("seed", .unsigned(seed)), ("updates", .integer(0))])
    case .rewound(let epoch, let updates):
      return .object([("epoch", .integer(epoch)), ("updates", .integer(updates))])
    case .evaluation(let evaluation, let split, let task):
      return .object([
        ("split", .string(split.rawValue)), ("count", .integer(evaluation.count)),
        ("loss", .float(evaluation.loss)), ("accuracy", .double(evaluation.accuracy)),
        ("confusion", .array(evaluation.confusion.map(JSON.integers))),
        ("classes", .strings(task.classes)),
      ])
    case .losses(let report): return report.json
    case .initializers(let report): return report.json
    case .functions(let functions, let argument):
      return .object([
        ("functions", .array(functions.map { FunctionText.json($0, at: argument) }))
      ])
    case .classified(let results):
      return .object([
        (
          "results",
          .array(
            results.map { result in
              .object(
                [("file", .string(result.file ?? "drawing"))]
                  + Reply.members(of: result.verdict).filter { $0.key != "L" })
            })
        )
      ])
    case .history(let history): return Reply.json(history)
    case .saved(let file, let tensors, let parameters):
      return .object([
        ("file", .string(file)), ("tensors", .integer(tensors)),
        ("parameters", .integer(parameters)),
      ])
    case .opened(let file, let network, _):
      return .object([("file", .string(file))] + Reply.members(of: network))
    case .undone(let command): return .object([("undone", .string(command))])
    case .redone(let command): return .object([("redone", .string(command))])
    case .view(let view): return .object([("view", .string(view.rawValue))])
    case .language(let language): return .object([("language", .string(language.rawValue))])
    case .look(let part, let look):
      return .object([(part.rawValue, .string(look.word(of: part)))])
    case .glyphs(let glyphs): return .object([("glyphs", .string(glyphs.rawValue))])
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
    case .helpOn(let setting): return .object([("settings", .array([setting.json]))])
    case .quit: return .object([("quit", .bool(true))])
    }
  }
}

import Commands
import Datasets

extension DataPhrase {
  var english: String {
    switch self {
    case .split(let split): split.rawValue
    case .order(let wrongFirst): wrongFirst ? "wrong first" : "in order"
    case .orderByLoss: "largest L first"
    case .filter(.all, _): "all"
    case .filter(.digit(let digit), _): "digit \(digit)"
    case .filter(.target(let target), let task): "y = \(target): \(task.classes[target])"
    case .filter(.confused(let target, let prediction), let task):
      "\(task.classes[target]) → \(task.classes[prediction])"
    case .shown(let from, let to, let count):
      "\(NumberFormat.grouped(from))–\(NumberFormat.grouped(to)) of \(NumberFormat.grouped(count))"
    case .none: "No image is left by this filter; Esc shows all."
    case .lossesNeeded: "e measures this split."
    case .digit: "class"
    case .images: "images"
    case .wrong: "wrong"
    case .classIs(let name, let target): "y=\(target): \(name)"
    case .all: "all"
    case .chosen(let index, let digit): "image \(index): \(Phrase.a(digit))"
    case .outside: "not in this task"
    case .truth(let target, let name):
      name == String(target) ? "y = \(target)" : "y = \(target) (\(name))"
    case .prediction(let name, let isWrong): (isWrong ? "✗ guess " : "✓ guess ") + name
    case .countedAs(let name): "counted as \(name)"
    case .undecided(let count): "\(NumberFormat.grouped(count)) undecided"
    case .loss(let value): "L = \(value)"
    case .take: "space draw it"
    case .weights(let update, let isFresh, let isChanged, let unitsOff):
      "weights of update \(NumberFormat.grouped(update))"
        + (unitsOff > 0
          ? ", \(unitsOff) \(unitsOff == 1 ? "unit" : "units") off"
          : isChanged ? ", then changed" : isFresh ? "" : ", older")
    case .weightsBriefly(let update, let isFresh, let isChanged, let unitsOff):
      "update \(NumberFormat.grouped(update))"
        + (unitsOff > 0 ? ", \(unitsOff) off" : isChanged ? ", changed" : isFresh ? "" : ", older")
    case .matrixCorner: "true ↓"
    case .changedWeights: "changed weights"
    case .matrixMissing(let split): "e evaluates \(split.rawValue): the confusion matrix"
    case .matrix(let split): "confusion, \(split.rawValue)"
    case .matrixHint: "m: confusion matrix"
    case .right: "right"
    case .cell(let truth, let prediction, let count, let total, let share):
      "\(truth) → \(prediction): \(NumberFormat.grouped(count)) of \(NumberFormat.grouped(total)) (\(share))"
    case .classes: "classes"
    case .image: "the chosen image"
    case .logarithmicCounts: "log scale"
    case .most(let count): "most \(NumberFormat.grouped(count))"
    case .certainty: "P of the true class: how many images"
    case .mostOften: "most often confused"
    case .matrixAxes: "rows: true, →: guess"
    case .redRule: "red: 1 % of its row or more"
    case .accuracy(let share, let count): "\(share) of \(NumberFormat.grouped(count)) right"
    case .key(let key):
      switch key {
      case .take: "draw it"
      case .wrong: "wrong first"
      case .filter: "class"
      case .split: "split"
      case .evaluate: "evaluate"
      case .matrix: "matrix"
      case .move: "move"
      case .page: "page"
      case .back: "class back"
      case .all: "all classes"
      case .openCell: "show its images"
      case .cell: "cell"
      case .leave: "back to the images"
      }
    }
  }
}

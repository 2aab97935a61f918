import Commands
import Datasets
import Engine

extension TrainPhrase {
  var english: String {
    switch self {
    case .lossTitle: "loss"
    case .accuracyTitle: "accuracy, %"
    case .settingsTitle: "settings"
    case .drawingTitle: "the drawing, live"
    case .readingsTitle: "validation, health"
    case .validationTitle: "validation"
    case .healthTitle: "health"
    case .epochsTitle: "epochs"
    case .logarithmic: "log"
    case .linear: "linear"
    case .full: "full"
    case .recent: "recent"
    case .updates: "updates"
    case .updatesShort: "upd."
    case .trainLoss(let last): last.map { "last \(NumberText.grouped($0)):" } ?? "epoch mean"
    case .trainLossOf(let last):
      last.map { "train, mean of \(NumberText.grouped($0))" } ?? "train, epoch mean"
    case .rateOfAdam: "adam steps by about α in every weight"
    case .rateForAdam: "adam steps by about α in every weight; 0.001 is usual"
    case .smoothed(let count): "train, mean of \(NumberText.grouped(count)) updates"
    case .smoothedBriefly(let count): "train, mean \(NumberText.grouped(count))"
    case .eachUpdate: "train, each update"
    case .range(let lowest): "min–max" + (lowest.map { ", down to \($0)" } ?? "")
    case .rangeBriefly(let isCut): "min–max" + (isCut ? " ↓" : "")
    case .validation: "validation"
    case .validationShort: "val"
    case .validationEvery(let stride): "val, every \(NumberText.grouped(stride)) epochs"
    case .validationEveryBriefly(let stride): "val, 1 in \(NumberText.grouped(stride))"
    case .both: "both"
    case .training: "train"
    case .atUpdate(let update): "update \(NumberText.grouped(update))"
    case .meanOf(let count): "mean of \(NumberText.grouped(count))"
    case .atUpdates(let first, let last):
      "updates \(NumberText.grouped(first))–\(NumberText.grouped(last))"
    case .atEpoch(let epoch): "at epoch \(NumberText.grouped(epoch))"
    case .emptyHow: "trains 20 epochs on the digits"
    case .emptyWhat:
      "Then you see here how the loss falls: each update faintly, their mean strongly, and the loss on digits that training never saw."
    case .emptyFirst: "Settings first, if you like: ↑ ↓ chooses one, ← → changes it."
    case .anyTime: "at any time"
    case .startsAnew: "begins a new run"
    case .pauseFirst: "pause first (t)"
    case .setting(let row): TrainPhrase.englishSettings[row].name
    case .settingMeaning(let row): TrainPhrase.englishSettings[row].meaning
    case .probabilityOverRun: "over the run"
    case .accuracy: "accuracy"
    case .loss: "loss"
    case .trainShort: "train"
    case .test: "test"
    case .testKey: "e: test"
    case .epoch: "epoch"
    case .afterEpoch(let epoch): "after epoch \(NumberText.grouped(epoch))"
    case .flatUnits(.saturated): "saturated"
    case .flatUnits(.dead): "silent"
    case .flatUnits(.fading): "fading"
    case .ofUnits(let count, let all): "\(count) of \(all)"
    case .noSlopes: "none can be"
    case .onDrawing: "on the drawing"
    case .onDrawingBriefly: "on x"
    case .trainOverEpoch: "train, over the epoch"
    case .keptEpochs: "back to epoch"
    case .accuracyBefore(let accuracy): "epoch 0: \(accuracy)"
    case .stepRatio: "step ÷ weights"
    case .stepRatioShort: "step ÷ W"
    case .largest: "max"
    case .stepRatioNote:
      "|ΔW| ÷ |W|: how far an update on \(Laboratory.trialSize) training images goes."
    case .stepRatioScale: "Near 1e−3 is calm, 1 is a leap."
    case .howToEvaluate: "e evaluates on the test digits"
    case .changedWeights: "changed weights"
    case .matrixHead(let split): "\(split.rawValue): true ↓  said →"
    case .diverged(let update): "diverged at update \(NumberText.grouped(update))"
    case .divergedAdvice: "u takes the run back; then a smaller rate"
    case .otherWeights: "changed weights: t trains on, reset begins anew"
    case .notTrained: "not trained yet: t trains 20 epochs"
    case .updateOf(let update, let total):
      "update \(NumberText.grouped(update)) of \(NumberText.grouped(total))"
    case .updateOfBriefly(let update, let total):
      "\(NumberText.grouped(update))/\(NumberText.grouped(total))"
    case .speedBriefly(let rate): "\(rate) img/s"
    case .epochOfBriefly(let epoch, let total): "epoch \(epoch)/\(total)"
    case .key(let key): TrainPhrase.english(key)
    }
  }

  private static let englishSettings: [(name: String, meaning: String)] = [
    ("rate α", "how far a step goes against the gradient"),
    ("batch", "digits averaged for one update"),
    ("optimizer", "how a gradient becomes a step"),
    ("augment", "shift: batches moved by a pixel"),
    ("speed", "updates a second; full: all it can"),
    ("task", "what y = 1 means"),
    ("layers", "inputs, hidden units, outputs"),
    ("hidden", "the function of the hidden units"),
    ("init", "how weights are drawn at first"),
    ("bias", "b added to W·x"),
    ("dropout", "share of hidden units left out"),
    ("batch norm", "hidden sums normalised by batch"),
    ("seed", "which random numbers"),
  ]

  private static func english(_ key: TrainKey) -> String {
    switch key {
    case .choose: "setting"
    case .change: "change"
    case .type: "type a value"
    case .train: "train/pause"
    case .trainFor: "train for …"
    case .stop: "stop"
    case .logarithmic: "log/linear"
    case .full: "full/recent"
    case .crosshair: "crosshair"
    case .crosshairFast: "crosshair, ten columns"
    case .crosshairOff: "crosshair off"
    case .reset: "reset to the first weights"
    case .reseed: "new random weights"
    case .rewind: "back to the epoch before"
    case .evaluate: "evaluate on the test digits"
    case .slow: "slow motion"
    }
  }
}

import Datasets
import Engine
import Walkthrough

extension Phrase {
  var english: String {
    switch self {
    case .note(.notFinite(let count)):
      "\(count) of the values \(count == 1 ? "is" : "are") infinite or undefined in single precision (∞ and -- in words, null in JSON)."
    case .note(.undefinedAnswers(let count, let all)):
      "For \(NumberFormat.grouped(count)) of the \(NumberFormat.grouped(all)) images P is undefined: they count as wrong, and stand in no column."
    case .note(.pausedHere): "The training is paused, and not at its end: 'resume' goes on."
    case .note(.longWayFails):
      "dL/dP · dP/dx overflows or loses its digits here; the engine computes P − y from the logit."
    case .note(.complementFromLogit):
      "P is rounded here and has lost the digits of 1 − P; the engine computes 1 − P from the logit."
    case .note(.trainMode):
      "The walk is in mode train; 'classify' and 'evaluate' answer as in mode eval."
    case .note(.lossFromLogit(let share)):
      "\(share) is rounded here and has lost the digits that L is made of; the engine computes L from the logit."
    case .note(.batch(let count)):
      "Batch statistics need several samples: the walk is over \(count) images, and the drawing is number 0; 'walk' lists the others."
    case .note(.lossOfBatch(let count, let drawing)):
      "L is the mean over the batch of \(count); the drawing's own is \(NumberFormat.short(drawing))."
    case .note(.otherWeights(let walked, let present)):
      "The walk is of the weights of update \(NumberFormat.grouped(walked)), the present ones are of update \(NumberFormat.grouped(present)): 'sync' walks those."
    case .note(.unknownTask(let name, let kept)):
      "The model's task '\(CommandError.shortened(name))' is none of this program's or does not fit its outputs: the task is \(kept.name)."
    case .note(.unitsOffLearn(let count)):
      "\(count) switched-off \(count == 1 ? "unit learns" : "units learn") anew from 0 now; 'undo' afterwards brings the weights of before."
    case .note(.rateForAdam(let rate)):
      "adam steps by about α in every weight: \(SettingsText.brief(SettingsText.number(rate))) is much, 'rate 0.001' is usual."
    case .note(.statisticsOfOne):
      "A batch of 1 has no mean and no variance of its own: batch normalisation works with the running ones, and training may go astray. 'batch 32' gives it something to measure."
    case .labelStays(let label, let digit, let right):
      "it is \(Phrase.a(digit)), and the label is still y = \(label): 'label \(right)' would be right"
    case .digitOutsideTask(let digit):
      "The task does not use the digit \(digit), so the label stays as it was."
    case .pictureLoaded(let rows, let columns, let fitted):
      fitted
        ? "\(rows)×\(columns) picture, its ink fitted to the grid" : "\(rows)×\(columns) picture"
    case .digitLoaded(let digit, let label): "\(Phrase.a(digit)) of the set, y = \(label)"
    case .labelIs(let label, let task): "y = \(label): \(Phrase.english(label, task))"
    case .verdict(let prediction, let task): "it is " + Phrase.english(prediction, task)
    case .meaning(let target, let task): Phrase.english(target, task)
    case .className(let target, let task): task.classes[target]
    case .undecided: "undecided"
    case .undefined: "undefined"
    case .backwardDone: "backward pass done"
    case .lossChange(let before, let after):
      "L \(NumberFormat.short(before)) → \(NumberFormat.short(after)) (\(Phrase.signed(after - before)))"
    case .atStart(let count): "at the start; \(count) steps lie ahead"
    case .synced(let update): "walking the weights of update \(NumberFormat.grouped(update))"
    case .syncedBefore(let update, let position):
      "at step \(position) now: the update that step \(update) belonged to is to be taken anew from these weights"
    case .batchOf(let batch):
      "a batch of \(batch.count): the drawing is number 0, numbers 1 to \(batch.count - 1) are the training images \(batch.images.map(String.init).joined(separator: ", "))"
    case .lossOfDrawing(let batch):
      "this L is the drawing's own; the mean over the batch of \(batch.count), which 'show L' gives and the way back begins at, is \(NumberFormat.short(batch.loss))"
    case .automaticInitializer(let name, let source, let keepsSize):
      "init=auto is \(name) here, which keeps the signal's size from layer to layer for "
        + (keepsSize ? "this activation" : "two pieces; with more it grows") + " (\(source))"
    case .maxoutKeepsBias:
      "Maxout always has a bias: bias=off leaves it out of the last layer only"
    case .noBias: "this network has no bias"
    case .fitted(let rows, let columns): "drawing and digits are fitted to \(rows)×\(columns)"
    case .parametersInAll(let count): "\(NumberFormat.grouped(count)) parameters"
    case .weightSet(let name, let old, let new):
      "\(name) was \(NumberFormat.exact(old)), is \(NumberFormat.exact(new))"
    case .weightsSet(let name, let count): "\(name): \(NumberFormat.grouped(count)) values set"
    case .termsMore(let count, let sum): "+ (\(count) more: \(NumberFormat.short(sum)))"
    case .onTheWay: "worked out on the way, in this order:"
    case .largestOf(let count): "the largest of \(count) pieces:"
    case .unitIs(let place, let state, let isOff):
      "unit \(place.unit) of layer \(place.layer): \(Phrase.english(state, isOff: isOff))"
    case .unitTurned(let place, let on):
      "unit \(place.unit) of layer \(place.layer) is \(on ? "on" : "off")"
    case .nothingKept: "no other weights are kept for it"
    case .noUnitsOff: "no unit is off; 'unit 37 off' switches one off"
    case .unitLayer(let number, let units, let inputs):
      "layer \(number): \(NumberFormat.grouped(units)) \(units == 1 ? "unit" : "units") with \(NumberFormat.grouped(inputs)) \(inputs == 1 ? "input" : "inputs") each; for the drawing:"
    case .unitsInState(let state, let count):
      "\(NumberFormat.grouped(count)) \(count == 1 ? "unit" : "units"): \(Phrase.english(state, isOff: false))"
    case .unitsMore(let count): "+ \(NumberFormat.grouped(count)) more units"
    case .unitPiece(let piece): "piece \(piece) of the unit is the largest and counts"
    case .unitSlope(let slope): "slope \(NumberFormat.short(slope))"
    case .unitAdds(let value, let name): "adds \(NumberFormat.short(value)) to \(name)"
    case .unitTerms: "largest terms:"
    case .checkedElement(let passed, let words):
      "\(passed ? "✓ agrees" : "✗ DISAGREES"): backward \(words.backward), by changing \(words.place) a little \(words.byChange)"
    case .checkedPair(let words):
      "  backward \(words.backward), by changing \(words.place) a little \(words.byChange)"
    case .checkedAll(let passed, let name, let count, let skipped):
      "\(passed ? "✓ \(name) agrees" : "✗ \(name) DISAGREES"): \(NumberFormat.grouped(count)) checked"
        + (skipped > 0 ? ", \(NumberFormat.grouped(skipped)) skipped at a kink" : "")
    case .ofLarger(let difference, let larger, let error):
      "  they differ by \(NumberFormat.short(difference, digits: 3)), which is \(NumberFormat.short(error, digits: 3)) of the larger of the two, \(NumberFormat.short(larger, digits: 3))"
    case .belowFloor(let difference, let floor, let error):
      "  they differ by \(NumberFormat.short(difference, digits: 3)); both are too small beside the tensor's largest gradient to be compared exactly, so that is divided by the floor, \(NumberFormat.short(floor, digits: 3)): \(NumberFormat.short(error, digits: 3))"
    case .stepOfCheck:
      "  ε is 0.001, or less where that would move a score by more than 1e−4 or a unit's sum too far"
    case .mayDiffer(let tolerance):
      "  up to \(NumberFormat.brief(tolerance)) counts as agreement: the engine has single precision"
    case .largestError(let error, let place):
      "largest relative error \(NumberFormat.short(error, digits: 3))"
        + (place.map { " at \($0)" } ?? "")
    case .tolerance(let tolerance, let floor):
      "up to \(NumberFormat.brief(tolerance)) counts as agreement; elements below the floor, \(NumberFormat.short(floor, digits: 3)) there, are compared with it, for they are too small to be exact"
    case .sameNumber: "  they are the same"
    case .allAtKink(let name, let count):
      "\(name): nothing to be compared, all \(NumberFormat.grouped(count)) are at a kink, where the quotient is no derivative"
    case .onKink:
      "not to be compared: a number is exactly at its function's kink, where the derivative is a convention"
    case .acrossKink:
      "not to be compared: the change moves a number across its function's kink, where the quotient is no derivative"
    case .taskIs(let task):
      task.isTenClass
        ? "task digits: ten classes, y is the digit"
        : "task \(task.name): y = 1 means \"\(task.classes[1])\""
    case .counts(let train, let validation, let test):
      "\(NumberFormat.grouped(train)) images to train on, \(NumberFormat.grouped(validation)) to validate, \(NumberFormat.grouped(test)) to test"
    case .trainingStarted(let goal):
      switch goal {
      case .epochs(let n): "training \(n) \(n == 1 ? "epoch" : "epochs") in the background"
      case .updates(let n): "training \(n) \(n == 1 ? "update" : "updates") in the background"
      default: "training in the background until 'stop'"
      }
    case .pausedAt(let update): "paused at update \(NumberFormat.grouped(update))"
    case .resumedAt(let update): "goes on from update \(NumberFormat.grouped(update))"
    case .stoppedAt(let update): "stopped at update \(NumberFormat.grouped(update))"
    case .epochsUpdates(let epochs, let updates):
      "\(NumberFormat.grouped(epochs)) \(epochs == 1 ? "epoch" : "epochs"), \(NumberFormat.grouped(updates)) \(updates == 1 ? "update" : "updates")"
    case .losses(let train, let validation, let accuracy):
      "loss: training \(train.map { NumberFormat.short($0) } ?? "--"), validation \(validation.map { NumberFormat.short($0) } ?? "--"); accuracy \(accuracy.map(NumberFormat.percent) ?? "--")"
    case .speedOf(let rate): "\(NumberFormat.rate(rate)) images/s"
    case .note(.diverged(let update)):
      "diverged at update \(NumberFormat.grouped(update)): the last finite weights are kept; a smaller rate helps, 'undo' takes the run back"
    case .deadUnits(let count, let units, let layer, let images):
      "\(count) of \(units) ReLU units\(layer.map { " of layer \($0)" } ?? "") are dead: 0 on every one of the \(NumberFormat.grouped(images)) validation images"
    case .saturatedUnits(let count, let units, let layer, let images):
      "\(count) of \(units) units\(layer.map { " of layer \($0)" } ?? "") are saturated on most of the \(NumberFormat.grouped(images)) validation images"
    case .settingIs(let name, let value): "\(name.rawValue) \(SettingsText.brief(value))"
    case .settingChanged(let name, let old, let new):
      "\(name.rawValue) \(SettingsText.brief(old)) → \(SettingsText.brief(new))"
    case .undoBringsBack(.trained): "u (undo) brings the trained weights back"
    case .undoBringsBack(.changed): "u (undo) brings the changed weights back"
    case .reset(let seed): "the weights of seed \(seed) anew, no updates"
    case .rewound(let epoch): "the weights as they were after epoch \(epoch)"
    case .evaluated(let split, let count, let loss, let accuracy):
      "\(split.rawValue): \(NumberFormat.percent(accuracy)) of \(NumberFormat.grouped(count)) right, loss \(NumberFormat.short(loss))"
    case .confusionHeader: "row: true class, column: predicted class"
    case .lossesOf(let split, let wrong, let count, let update):
      "\(split.rawValue): \(NumberFormat.grouped(wrong)) of \(NumberFormat.grouped(count)) wrong, with the weights of update \(NumberFormat.grouped(update))"
    case .wrongCount(let wrong, let count):
      "\(NumberFormat.grouped(wrong)) of \(NumberFormat.grouped(count)) wrong"
    case .exampleIs(let index, let digit, let prediction, let loss, let isWrong):
      "image \(index): \(Phrase.a(digit)), \(isWrong ? "taken for" : "told as") \(prediction), L = \(NumberFormat.short(loss))"
    case .moreExamples(let wrong, let right, let split):
      (wrong > 0 ? "and \(NumberFormat.grouped(wrong)) more that are wrong, " : "and ")
        + "\(NumberFormat.grouped(right)) that are right; 'losses \(split.rawValue) 50' tells of more"
    case .initializersOf(let images):
      "the present plan with each initialiser, on \(images) training images; what lies beyond a histogram is counted at its ends:"
    case .layerSpread(let name, let mean, let deviation, let gradient, let flat):
      "  \(name): mean \(NumberFormat.short(mean, digits: 3)), std \(NumberFormat.short(deviation, digits: 3)), std of dL/d\(name) \(NumberFormat.short(gradient, digits: 3))"
        + (flat.map { ", \(NumberFormat.percent($0)) flat" } ?? "")
    case .functionPoints: "the lecture"
    case .preactivations(let name, let units, let flat):
      "\(name) of the drawing: \(units) \(units == 1 ? "unit" : "units"), \(flat) where the function is flat"
    case .digitCounts(let split, let counts):
      "\(split.rawValue): "
        + counts.enumerated().map { "\(NumberFormat.grouped($0.element)) of \($0.offset)" }
        .joined(separator: ", ")
    case .drawing: "the drawing"
    case .historyEmpty: "nothing trained yet"
    case .historyHeader: "epoch|update|training loss|validation|training accuracy|validation"
    case .saved(let file): "saved \(escaped(file))"
    case .opened(let file): "opened \(escaped(file))"
    case .undone(let command): "undone: \(escaped(command))"
    case .redone(let command): "done again: \(escaped(command))"
    case .viewIs(let view): "view \(view.rawValue)"
    case .glyphs(let sample):
      switch sample {
      case .frames: "frames and axes"
      case .blocks: "pictures"
      case .eighths: "bars"
      case .braille: "curves"
      case .formulas: "formulas"
      case .marks: "marks"
      case .letters: "letters"
      }
    case .glyphsAdvice:
      "Each sample should be even and without boxes or question marks; where it is not, 'glyphs ascii' draws with plain letters."
    case .languageIs: "English"
    case .logSaved(let file, let count): "\(count) commands saved to \(escaped(file))"
    case .helpUsage: "usage"
    case .helpExample: "example"
    case .helpValues: "values"
    case .helpStandard: "default"
    case .helpTitle: "The commands; 'help WORD' says more."
    case .helpMore: "Indices start at 0: W1[3,42]. ';' parts commands, '#' begins a comment."
    case .availability(.anyTime): "works at any time"
    case .availability(.onSnapshot): "while training runs it works on a frozen snapshot"
    case .availability(.refusedWhileTraining): "not while training runs: 'pause' first"
    case .quit: "bye"
    case .welcome: "Chainrule: 'help' lists the commands, Tab completes, 'quit' ends."
    case .notWritten: "standard output cannot be written: some of the replies are lost"
    case .notText(let file): "\(escaped(file)): this is no text, so it cannot be a script"
    case .progressTraining(let epoch, let total):
      "epoch \(epoch)" + (total.map { " of \($0)" } ?? "")
    case .progressValidating: "validating"
    case .imagesPerSecond(let rate): "\(rate) images/s"
    case .secondsLeft(let seconds):
      "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60) left"
    }
  }

  private static func english(_ state: UnitState, isOff: Bool) -> String {
    if isOff { return "switched off" }
    return switch state {
    case .active: "active"
    case .saturated: "saturated, hardly any gradient passes"
    case .silent: "silent, no gradient passes"
    case .disconnected: "outgoing weights 0, nothing depends on it"
    }
  }

  /// What a target stands for: `a 0`, `not a 0`, `below 5`.
  private static func english(_ y: Int, _ task: Task) -> String {
    switch (task, y) {
    case (.oneAgainstRest(let digit), 1): a(digit)
    case (.oneAgainstRest(let digit), _): "not " + a(digit)
    case (.pair(let first, let second), _): a(y == 1 ? first : second)
    case (.evenOdd, _): y == 1 ? "even" : "odd"
    case (.belowFive, _): y == 1 ? "below 5" : "5 or more"
    case (.digits, _): a(y)
    }
  }

  /// A digit with its article.
  public static func a(_ digit: Int) -> String { (digit == 8 ? "an " : "a ") + "\(digit)" }

  static func signed(_ value: Scalar) -> String {
    value > 0 ? "+" + NumberFormat.short(value) : NumberFormat.short(value)
  }
}

import Datasets
import Engine

extension CommandError {
  var english: String {
    switch self {
    case .unknownCommand(let word, let nearest):
      "unknown command \(quoted(word))"
        + (nearest.map { "; did you mean '\($0)'?" } ?? "; 'help' lists the commands")
    case .misspelt(let word, let right):
      "\(quoted(word)) is not how it is written; write \(quoted(right))"
    case .unknownWord(let word, let allowed, let nearest):
      "\(quoted(word)) is none of \(allowed.joined(separator: ", "))"
        + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .missing(let usage): "something is missing; usage: \(usage)"
    case .unexpected(let word, let usage): "\(quoted(word)) is too much; usage: \(usage)"
    case .notANumber(let word, let meaning):
      "\(quoted(word)) is not \(CommandError.english(meaning))"
    case .tooSmall(let word):
      "\(quoted(word)) is too small for single precision, which would make it 0: the smallest is 1e-45"
    case .tooNearOne(let word):
      "\(quoted(word)) is 1 in single precision: give 0.9999999 or less"
    case .commaInBrackets(let word):
      "\(quoted(word)) may mean one number or two: write one, with a point, such as uniform(0.5)"
    case .goalWithoutUnit(let number):
      "\(quoted(number)) of what? Write 'train \(shownName(number)) epochs' or 'train \(shownName(number)) updates'"
    case .valueNeeded(let setting):
      "'\(setting.rawValue)' takes its value behind '=': write \(setting.usage), such as \(setting.rawValue)=\(setting.standard)"
    case .unclosedBracket(let word):
      "\(quoted(word)) lacks its closing bracket: write \(quoted(CommandError.closed(word)))"
    case .takesNoValue(let setting, let word):
      "\(quoted(word)) takes no value in brackets: write \(CommandError.plainForm(setting, word))"
    case .needsLetters:
      "Russian needs letters that ASCII has not; 'glyphs unicode' first"
    case .unfinishedQuote(let quote): "the quote \(quote) is not closed"
    case .malformedName(let name):
      "\(quoted(name)) is not a name with an index; write W1[3,42], counting from 0"
    case .ofOtherMode(let name, let mode):
      "\(quoted(name)) is there in mode \(mode) only: 'mode \(mode)', then walk anew"
    case .unknownName(let name, let nearest):
      "there is no \(quoted(name)) in this network"
        + (nearest.map { "; did you mean '\($0)'?" } ?? "; 'walk' lists the names")
    case .indexOutOfRange(let reference, let shape):
      "\(shownName(reference.text)) lies outside: \(shownName(reference.name)) is \(CommandError.englishShape(shape))"
    case .indexNeeded(let name, let shape):
      "which element of \(shownName(name))? It is \(CommandError.englishShape(shape)): write \(shownName(name))[\(shape.map { _ in "0" }.joined(separator: ","))]"
    case .notComputed(let name, let step, let position):
      "\(shownName(name)) is not computed yet: it is step \(step), the walk is at step \(position); 'goto \(step)' computes it"
    case .wrongCount(let name, let expected, let found):
      "\(shownName(name)) takes \(expected) \(expected == 1 ? "value" : "values"), not \(found)"
    case .notAParameter(let name, let parameters):
      "\(quoted(name)) is no parameter of this network: give one of \(parameters.joined(separator: ", "))"
        + (name == "x"
          ? "; 'image set R C V' sets a pixel"
          : Spelling.nearest(to: name, among: parameters).map { "; did you mean '\($0)'?" } ?? "")
    case .pixelOutOfRange(let row, let column, let rows, let columns):
      "there is no pixel \(row) \(column): rows go from 0 to \(rows - 1), columns from 0 to \(columns - 1)"
    case .labelOutOfRange(let label, let classes):
      "\(label) is no label of this task: give 0 \(classes == 2 ? "or" : "to") \(classes - 1)"
    case .noHiddenLayer(let layer, let count):
      count == 0
        ? "this network has no hidden units; 'network 100-128-1' has 128"
        : "there is no hidden layer \(layer): give layer=1"
          + (count > 1 ? " to layer=\(count)" : ", or leave it out")
    case .unitOutOfRange(let unit, let layer, let units):
      "there is no unit \(unit) in layer \(layer): give 0 to \(units - 1)"
    case .digitOutOfRange(let index, let split, let count):
      "there is no image \(index) in \(split.rawValue): give 0 to \(count - 1)"
    case .unknownSample(let name, let nearest):
      "there is no sample \(quoted(name)): slide, 0 … 9"
        + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .plan(let error): CommandError.english(error)
    case .outputsDoNotFitTask(let outputs, let needed, let task):
      "cannot build a network of \(outputs) outputs for the task \(task): it needs \(needed)"
        + (needed == 1 ? "; 'task digits' has ten" : "; 'task 0 rest' has one")
    case .optionDoesNotApply(let option, let hidden):
      "\(option) does not go with hidden=\(hidden); hidden=\(CommandError.owner(of: option)) has it"
    case .givenTwice(let option): "\(option) is given twice: once is enough"
    case .dataset(let error): error.words(in: .english)
    case .task(let error): error.words(in: .english)
    case .forwardFirst: "the forward pass comes first: 'forward'"
    case .backwardFirst: "the backward pass comes first: 'backward'"
    case .lossNotFinite:
      "L is not a finite number here, so there is nothing to compare; smaller weights help"
    case .updateTaken: "the update is taken already; 'forward' begins the next pass"
    case .beyondEnd(let position, let count):
      position == count
        ? "the walk is at its end, step \(count); 'step' or 'forward' begins the next"
        : "the walk has \(count) steps and is at \(position): the last is 'goto \(count)'"
    case .beforeStart(let position):
      position == 0
        ? "the walk is at its start; 'step' goes on"
        : "the walk is only at step \(position); 'goto 0' goes to its start"
    case .refusedWhileTraining(let word):
      "'\(shownName(word))' is not possible while training runs; 'pause' or 'stop' first"
    case .updateWhileTraining(let steps):
      "steps \(steps.lowerBound)–\(steps.upperBound) change the weights, which training does now: 'pause' first"
    case .noTraining(let word):
      "'\(shownName(word))': no training is running; 'train 5 epochs' starts one"
    case .notPaused: "nothing is paused; 'train' starts a training"
    case .alreadyTraining: "training runs already; 'pause' or 'stop' first"
    case .waitWouldNotEnd: "this training runs until 'stop', so waiting would never end"
    case .nothingToUndo: "there is nothing to undo"
    case .nothingToRedo: "there is nothing to do again"
    case .noSuchEpoch(let epoch, let kept):
      "the weights after epoch \(epoch) are not kept"
        + (kept.isEmpty
          ? "; nothing is trained yet"
          : "; kept: \(kept.map(String.init).joined(separator: " "))")
    case .notAModel(let file, let problem): "\(shownName(file)): \(CommandError.english(problem))"
    case .noSnapshotYet: "the training has not published its weights yet; try again"
    case .cancelled: "cancelled"
    case .waitInterrupted: "the training goes on; 'wait' waits again, 'stop' ends it"
    case .negativeVariance(let name, let value):
      "\(shownName(name)) is a variance and cannot be \(NumberFormat.exact(value)): give 0 or more"
    case .updateNotFinite:
      "this step would make weights infinite or undefined, so it was not taken; a smaller rate may help"
    case .noThread: "the system gives no thread to train on; try again when it has less to do"
    case .staleWalk(let update):
      "this walk is of the weights of update \(NumberFormat.grouped(update)), which have moved on; 'sync' or 'forward' walks the present ones"
    case .notAStep(let name):
      "\(quoted(name)) is given, not computed: 'show \(shownName(name))' tells its value"
    }
  }

  private static func englishShape(_ shape: [Int]) -> String {
    guard !shape.isEmpty else { return "a single number, without an index" }
    let ranges = shape.map { "0…\($0 - 1)" }.joined(separator: ", ")
    return "[\(shape.map(String.init).joined(separator: "×"))], indices \(ranges)"
  }

  private static func english(_ meaning: NumberMeaning) -> String {
    switch meaning {
    case .epochs: "a number of epochs: give 1 to 1000000"
    case .updates: "a number of updates: give 1 to 1000000000"
    case .updatesPerSecond: "a speed: give 0.001 to 1000000000 updates per second, or 'full'"
    case .learningRate: "a learning rate: give 0 or more, finite, such as 0.5"
    case .batchSize: "a batch size: give 1 to 4096"
    case .pixelValue: "a pixel: give 0 (black) to 1 (white)"
    case .row: "a row: give 0 or more"
    case .column: "a column: give 0 or more"
    case .seed: "a seed: give a whole number from 0 to \(UInt64.max)"
    case .count: "a number of images: give 1 or more"
    case .steps: "a number of steps: give 1 or more"
    case .position: "a step: give 0 (the start) or more"
    case .label: "a label: give 0 or 1, or 0 to 9 in the ten-class task"
    case .weight: "a number: give a finite one, such as 0.5"
    case .digit: "the number of an image: give 0 or more"
    case .epoch: "an epoch: give 0 or more"
    case .momentum: "a momentum or a β: give 0 to below 1, such as 0.9"
    case .weightDecay: "a weight decay: give 0 or more, finite, such as 0.001"
    case .shift: "a shift in whole pixels: give -64 to 64"
    case .width: "a list of layer widths: write them like 100-128-1"
    case .slope: "a slope: give 0 or more, finite, such as 0.1"
    case .alpha: "an alpha of ELU: give 0 or more, finite, such as 1"
    case .unit: "the number of a hidden unit: give 0 or more"
    case .layer: "a hidden layer: give layer=1 or more"
    case .pieces: "a number of pieces: give 2 to 16"
    case .dropout: "a dropout share: give 0 to below 1, such as 0.5"
    case .deviation: "a deviation: give more than 0, at most 1e37, such as normal(0.01)"
    case .bound: "a bound: give more than 0, finite, such as uniform(0.1)"
    case .constant: "a constant: give a finite number, such as constant(0.1)"
    case .side: "a size: write rows x columns like 10x10, each from 1 to 64"
    }
  }

  private static func english(_ error: PlanError) -> String {
    switch error {
    case .tooShallow: "a network needs inputs and outputs: write widths like 100-128-1"
    case .tooDeep(let depth, let largest):
      "cannot build \(depth) hidden layers: at most \(largest) are allowed"
    case .emptyLayer(let layer, let count):
      layer == 0
        ? "cannot build a network without inputs: the input layer needs 1 or more"
        : layer == count - 1
          ? "cannot build a network without outputs: the last layer needs 1 or more"
          : "cannot build a hidden layer of 0 units: hidden layer \(layer) needs 1 unit or more"
    case .tooWide(let layer, let width, let largest, _):
      "cannot build a layer of \(width == .max ? "so many" : "\(width)") units: layer \(layer) can have at most \(largest)"
    case .tooManyParameters(let count, let largest):
      "cannot build a network of \(count == .max ? "so many" : "\(count)") parameters: at most \(largest) are allowed"
    case .imageDoesNotFit(let rows, let columns, let inputs):
      "an image of \(rows)×\(columns) does not fit \(inputs) inputs: rows times columns must be \(inputs)"
    case .dropoutOutOfRange(let rate): "dropout drops a share from 0 to below 1, not \(rate)"
    case .headNeedsOneOutput(let outputs):
      "a two-class task needs 1 output, not \(outputs); 'task digits' has ten"
    case .headNeedsClasses(let outputs): "the ten-class task needs 10 outputs, not \(outputs)"
    case .maxoutPieces(let pieces): "maxout has 2 to 16 pieces, not \(pieces)"
    case .orthogonalTooLarge:
      "orthonormal weights of layers as large as these would take many seconds to find; init=auto or another initialiser draws them at once"
    }
  }

  private static func english(_ problem: ModelProblem) -> String {
    switch problem {
    case .noTensors: "there are no tensors in it, so it is no model"
    case .missing(let name): "the tensor \(shownName(name)) is missing"
    case .unexpected(let name): "the tensor \(shownName(name)) does not belong to such a network"
    case .shape(let name, let expected, let found):
      "\(shownName(name)) has the shape \(found), a network like this needs \(expected)"
    case .notAMatrix(let name, let found):
      "\(shownName(name)) has the shape \(found), and only layers of two dimensions, [outputs, inputs], are opened"
    case .negativeVariance(let name): "\(shownName(name)) holds variances below 0"
    case .notFinite(let name): "\(shownName(name)) holds values that are not finite"
    case .newerFormat(let version):
      "it was written in the format \(shownName(version)), which this program does not know"
    case .badDescription(let text):
      "its description of the network cannot be read: \(escaped(text.prefix(60)))"
    case .wrongOutputs(let outputs): "it has \(outputs) outputs; networks here have 1 or 10"
    }
  }
}

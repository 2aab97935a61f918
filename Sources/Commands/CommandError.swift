public import Datasets
public import Engine

/// What a number on the command line stands for.
public enum NumberMeaning: Hashable, Sendable {
  case epochs, updates, updatesPerSecond, learningRate, batchSize, pixelValue, row, column, seed
  case steps, position, label, weight, digit, epoch, momentum, weightDecay, shift, width, slope,
    alpha
  case unit, layer, pieces, dropout, deviation, bound, constant, side, count
}

/// What a person did wrong, as data.
///
/// The words are made in one place: `words(in:)`.
public enum CommandError: Error, Hashable, Sendable {
  case unknownCommand(String, nearest: String?)
  /// Words whose meaning is clear, and how they are written here.
  case misspelt(String, right: String)
  case unknownWord(String, allowed: [String], nearest: String?)
  case missing(usage: String)
  case unexpected(String, usage: String)
  case notANumber(String, NumberMeaning)
  /// A number that is not 0 and that single precision would make 0.
  case tooSmall(String)
  /// A share below 1 that single precision would make 1.
  case tooNearOne(String)
  /// `normal(0,1)`: one number with a decimal comma, or two.
  case commaInBrackets(String)
  /// A number of `train` that does not say of what.
  case goalWithoutUnit(String)
  /// The key of a setting without its value.
  case valueNeeded(Setting)
  case unclosedBracket(String)
  /// A word with a value in brackets that it does not take.
  case takesNoValue(Setting, String)
  case unfinishedQuote(Character)
  case malformedName(String)
  case unknownName(String, nearest: String?)
  /// A tensor that walks in the other mode have.
  case ofOtherMode(String, Mode)
  case indexOutOfRange(Reference, shape: [Int])
  case indexNeeded(String, shape: [Int])
  case notComputed(String, step: Int, position: Int)
  case wrongCount(name: String, expected: Int, found: Int)
  /// A variance below 0.
  case negativeVariance(String, Scalar)
  /// The walk's update would leave weights that are no numbers.
  case updateNotFinite
  case notAParameter(String, parameters: [String])
  case pixelOutOfRange(row: Int, column: Int, rows: Int, columns: Int)
  case labelOutOfRange(Int, classes: Int)
  case noHiddenLayer(Int, count: Int)
  case unitOutOfRange(Int, layer: Int, units: Int)
  case digitOutOfRange(Int, Split, count: Int)
  case unknownSample(String, nearest: String?)
  case plan(PlanError)
  case outputsDoNotFitTask(outputs: Int, needed: Int, task: String)
  case optionDoesNotApply(String, hidden: String)
  /// A setting of `network` that stands twice in one line.
  case givenTwice(String)
  case dataset(DatasetError)
  case task(TaskError)
  case forwardFirst
  case backwardFirst
  /// There is no difference quotient of a loss that is no number.
  case lossNotFinite
  case updateTaken
  case beyondEnd(position: Int, count: Int)
  case beforeStart(position: Int)
  case refusedWhileTraining(String)
  /// The walk would go to the steps of its update, which change the weights.
  case updateWhileTraining(ClosedRange<Int>)
  case noTraining(String)
  /// The system gives no thread to train on.
  case noThread
  case notPaused
  case alreadyTraining
  case waitWouldNotEnd
  case nothingToUndo
  case nothingToRedo
  case noSuchEpoch(Int, kept: [Int])
  case notAModel(file: String, reason: ModelProblem)
  case noSnapshotYet
  case cancelled
  case waitInterrupted
  /// The walk's weights are not the present ones, so its update cannot be taken.
  case staleWalk(update: Int)
  /// The name is a given or a parameter, not something that a step computes.
  case notAStep(String)
  /// Another language than English where only ASCII is written.
  case needsLetters(Language)

  /// The hidden function that a setting belongs to.
  static func owner(of option: String) -> String {
    switch option {
    case "slope": "leakyrelu"
    case "alpha": "elu"
    default: "maxout"
    }
  }

  /// A name that stays the same in every language and version.
  public var code: String {
    switch self {
    case .unknownCommand: "unknown-command"
    case .misspelt: "misspelt"
    case .unknownWord: "unknown-word"
    case .missing: "missing-argument"
    case .unexpected: "unexpected-argument"
    case .notANumber: "not-a-number"
    case .tooSmall: "too-small"
    case .tooNearOne: "too-near-one"
    case .commaInBrackets: "comma-in-brackets"
    case .goalWithoutUnit: "unit-needed"
    case .valueNeeded: "value-needed"
    case .unclosedBracket: "unclosed-bracket"
    case .takesNoValue: "takes-no-value"
    case .unfinishedQuote: "unfinished-quote"
    case .malformedName: "malformed-name"
    case .unknownName: "unknown-name"
    case .ofOtherMode: "other-mode"
    case .indexOutOfRange: "index-out-of-range"
    case .indexNeeded: "index-needed"
    case .notComputed: "not-computed"
    case .wrongCount: "wrong-count"
    case .negativeVariance: "negative-variance"
    case .updateNotFinite: "update-not-finite"
    case .notAParameter: "not-a-parameter"
    case .pixelOutOfRange: "pixel-out-of-range"
    case .labelOutOfRange: "label-out-of-range"
    case .noHiddenLayer: "no-such-layer"
    case .unitOutOfRange: "unit-out-of-range"
    case .digitOutOfRange: "digit-out-of-range"
    case .unknownSample: "unknown-sample"
    case .plan: "bad-network"
    case .outputsDoNotFitTask: "outputs-do-not-fit-task"
    case .optionDoesNotApply: "option-does-not-apply"
    case .givenTwice: "given-twice"
    case .dataset(let error): error.code
    case .task(let error): error.code
    case .forwardFirst: "forward-first"
    case .backwardFirst: "backward-first"
    case .lossNotFinite: "loss-not-finite"
    case .updateTaken: "update-taken"
    case .beyondEnd: "beyond-the-end"
    case .beforeStart: "before-the-start"
    case .refusedWhileTraining, .updateWhileTraining: "refused-while-training"
    case .noTraining: "no-training"
    case .noThread: "no-thread"
    case .notPaused: "not-paused"
    case .alreadyTraining: "already-training"
    case .waitWouldNotEnd: "wait-would-not-end"
    case .nothingToUndo: "nothing-to-undo"
    case .nothingToRedo: "nothing-to-redo"
    case .noSuchEpoch: "no-such-epoch"
    case .notAModel: "not-a-model"
    case .noSnapshotYet: "no-snapshot-yet"
    case .cancelled: "cancelled"
    case .waitInterrupted: "wait-interrupted"
    case .staleWalk: "stale-walk"
    case .notAStep: "not-a-step"
    case .needsLetters: "needs-letters"
    }
  }
}

/// Why a safetensors file cannot become a network.
public enum ModelProblem: Hashable, Sendable {
  case noTensors
  /// A tensor of the plan is missing.
  case missing(String)
  case unexpected(String)
  case shape(String, expected: [Int], found: [Int])
  /// Weights of other than two dimensions.
  case notAMatrix(String, found: [Int])
  case notFinite(String)
  /// A running variance below 0.
  case negativeVariance(String)
  case newerFormat(String)
  case badDescription(String)
  case wrongOutputs(Int)
}

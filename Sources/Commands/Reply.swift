public import Datasets
public import Engine
public import Walkthrough

/// What was done to a picture to make it the drawing.
public enum ImageNote: Equatable, Sendable {
  case loaded(file: String, rows: Int, columns: Int, fitted: Bool)
  case digit(Int, label: Int)
  /// The task does not use this digit, so the label stays.
  case digitOutsideTask(Int)
  /// A sample is of a digit with another y than the label, which stays.
  case labelStays(Int, digit: Int, right: Int)
}

/// P, L and what they mean.
public struct Verdict: Equatable, Sendable {
  public let probabilities: [Scalar]
  public let prediction: Int
  public let loss: Scalar
  public let label: Int
  public let task: Task

  public init(_ pass: ForwardPass, task: Task) {
    probabilities = Array(pass.probabilities.row(0))
    let head: Head = task.isTenClass ? .categorical : .binary
    prediction = head.prediction(ofProbabilities: probabilities)
    loss = pass.losses.first ?? pass.loss
    label = pass.targets.first ?? 0
    self.task = task
  }

  /// Whether another class is as probable: the answer is then a matter of their order.
  public var isUndecided: Bool {
    let head: Head = task.isTenClass ? .categorical : .binary
    return head.isUndecided(ofProbabilities: probabilities)
  }

  /// Whether there is an answer at all: P is a number.
  public var isDefined: Bool { !probabilities.contains(where: \.isNaN) }

  /// Whether the answer is what the label says.
  public var isRight: Bool { prediction == label && !isUndecided }

  /// The class that it says, without a sentence about it.
  public var answer: Phrase { isUndecided ? .undecided : .meaning(prediction, task) }

  /// The answer in words.
  public var words: Phrase {
    !isDefined ? .undefined : isUndecided ? .undecided : .verdict(prediction, task)
  }

  /// The predicted class as the task names it, never localised.
  public var className: String { task.classes[prediction] }
}

/// The batch that a walk is over, the drawing being sample 0.
public struct WalkBatch: Hashable, Sendable {
  /// Samples 1… by their indices in the training split.
  public let images: [Int]
  /// The mean of L over the batch.
  public let loss: Scalar

  public var count: Int { images.count + 1 }
}

extension Walk {
  /// The batch that the walk is over; nil where the drawing is alone.
  public var batch: WalkBatch? {
    companions.isEmpty
      ? nil : WalkBatch(images: companions.map(\.index), loss: trace.forward.loss)
  }
}

/// One gradient check.
public struct CheckReply: Equatable, Sendable {
  public let name: String
  public let checked: Int
  public let skipped: Int
  public let maxRelativeError: Double
  public let tolerance: Double
  public let floor: Double
  /// nil where nothing could be compared.
  public let passed: Bool?
  public let element: Element?
  /// The element with the largest error, by name.
  public let worst: String?
  /// Which weights were checked, where they are not the present ones.
  var notes: [ReplyNote] = []

  public struct Element: Equatable, Sendable {
    public let analytic: Double
    public let numeric: Double
    public let epsilon: Double
    public let lossPlus: Double
    public let lossMinus: Double
    public let isAtKink: Bool
    /// Whether a number lies on the kink itself.
    public let beginsAtKink: Bool
  }
}

/// One classified picture.
public struct Classification: Equatable, Sendable {
  /// nil is the drawing.
  public let file: String?
  public let verdict: Verdict
}

/// How a training stands.
public struct TrainingReport: Equatable, Sendable {
  public let epochs: Int
  public let updates: Int
  public let images: Int
  public let trainLoss: Scalar?
  public let validationLoss: Scalar?
  public let validationAccuracy: Double?
  /// nil where nothing was trained, or other weights than the present ones.
  public let imagesPerSecond: Double?
  /// The update at which the loss or a weight became infinite or undefined.
  public let divergedAt: Int?
  /// Whether this is where the training was paused, and not its end.
  public let isPaused: Bool
  /// Saturated and dead units of each activation layer, on validation images.
  public let health: [LayerHealth]
}

/// A setting and what it was before.
public enum SettingName: String, Sendable {
  case rate, batch, optimizer, augment, mode, speed
}

/// What a command changes of the look.
public enum LookPart: String, Sendable {
  case theme, type, glyphs
}

/// The answer to a command, as data: made into JSON, words or a view elsewhere.
public enum Reply: Sendable {
  case tensor(name: String, Tensor, notes: [ReplyNote])
  case image(Picture, ImageNote?)
  case imageSaved(file: String)
  case label(Int, task: Task)
  case network(Network)
  case weightsSet(Reference, old: Scalar?, new: Scalar?, count: Int)
  case unit(UnitFacts)
  case unitsOff([UnitPlace])
  /// `changed` where its outgoing weights are others now.
  case unitTurned(UnitPlace, on: Bool, before: Verdict, after: Verdict, changed: Bool)
  case forward(Verdict, batch: WalkBatch?, position: Int, notes: [ReplyNote])
  case backward(position: Int, gradients: [GradientSummary], notes: [ReplyNote])
  case step(Step?, Tensor?, position: Int, count: Int, notes: [ReplyNote])
  case update(position: Int, before: Scalar, after: Scalar, notes: [ReplyNote])
  case walk(position: Int, steps: [Step], batch: WalkBatch?)
  /// `left` is the step of the update that the walk was at, where the newest weights have none to be at.
  case synced(update: Int, position: Int, left: Int?)
  case explain(Expansion, step: Step, notes: [ReplyNote])
  case check(CheckReply)
  case task(Task, train: Int, validation: Int, test: Int)
  case trainingStarted(goal: TrainingGoal?, updates: Int, notes: [ReplyNote])
  case paused(updates: Int)
  case resumed(updates: Int)
  case stopped(updates: Int)
  case training(TrainingReport)
  case setting(SettingName, old: String, new: String, whileTraining: Bool, notes: [ReplyNote])
  case reset(seed: UInt64)
  case rewound(epoch: Int, updates: Int)
  case evaluation(Evaluation, Split, task: Task)
  case losses(LossReport)
  case initializers(InitializerReport)
  case functions([HiddenFunction], at: Scalar?)
  case classified([Classification])
  case history(History)
  case saved(file: String, tensors: Int, parameters: Int)
  case opened(file: String, Network, notes: [ReplyNote])
  case undone(String)
  case redone(String)
  case view(ViewName)
  case language(Language)
  case look(LookPart, Look)
  /// Samples of the glyphs, and which are in use.
  case glyphs(GlyphSet)
  case log([String])
  case logSaved(file: String, commands: Int)
  case help(CommandWord?)
  case helpOn(Setting)
  case quit

  public struct GradientSummary: Equatable, Sendable {
    public let name: String
    public let shape: [Int]
    public let largest: Scalar
  }
}

/// What a number alone would not tell.
public enum ReplyNote: Hashable, Sendable {
  /// Infinite or undefined elements, written as null.
  case notFinite(Int)
  /// dL/dP · dP/dz does not give P − y any more in single precision.
  case longWayFails
  /// 1 − P is not to be had from P any more in single precision.
  case complementFromLogit
  /// −ln(P) does not give L any more in single precision.
  case lossFromLogit(of: String)
  /// The walk is in train mode, and P of the drawing in eval mode everywhere else.
  case trainMode
  /// The walk works on a batch; the drawing is sample 0.
  case batch(Int)
  /// The loss shown is the mean over a batch of so many; the drawing has one of its own.
  case lossOfBatch(Int, drawing: Scalar)
  /// The walk is of the weights after other updates than the present ones.
  case otherWeights(walked: Int, present: Int)
  /// What is learned next gives so many switched-off units weights again.
  case unitsOffLearn(Int)
  /// Adam with a rate that suits gradients and not its own steps, which have the size of the rate.
  case rateForAdam(Scalar)
  /// Batch normalisation with batches of one image.
  case statisticsOfOne
  /// The network has no answer for so many of so many images.
  case undefinedAnswers(Int, of: Int)
  /// The training is paused and not at its end.
  case pausedHere
  /// The loss or a weight was no longer finite at an update; the weights are those of before.
  case diverged(Int)
  /// A model's own task is none of those there are.
  case unknownTask(String, kept: Task)
}

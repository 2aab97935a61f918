public import Datasets
public import Engine
public import Walkthrough

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Which weights something was found with.
public struct FoundWith: Sendable {
  public let task: Task
  public let network: Network
  /// The update that the weights are of.
  public let update: Int

  public init(task: Task, network: Network, update: Int) {
    self.task = task
    self.network = network
    self.update = update
  }

  func tells(of plan: NetworkPlan, task: Task) -> Bool {
    self.task == task && network.plan == plan
  }
}

/// An evaluation, and what it was made with.
public struct EvaluationFinding: Sendable {
  public let evaluation: Evaluation
  public let split: Split
  public let weights: FoundWith
}

/// The loss of each image of a split that the task uses, the wrong ones first.
public struct LossReport: Sendable {
  public let split: Split
  public let weights: FoundWith
  public let verdicts: ExampleVerdicts
  /// The place of each image in the data set.
  public let rows: [Int32]
  /// The place of the split's first image there.
  public let firstRow: Int
  /// The digit of each image.
  public let digits: [UInt8]
  /// The true y of each image.
  public let targets: [UInt8]
  /// Indices into the others: wrong predictions first, then right ones, each by falling loss.
  public let order: [Int32]
  /// Their places in the data set in that order.
  public let rowsByOrder: [Int32]
  public let evaluation: Evaluation
  /// How P of the true class, e^(−L), is spread over the images of each class, by y.
  public let certainties: [Spread]
  /// How many images of the head of the list are told, in words and in JSON.
  var told = LossReport.told

  /// - Returns: nil for a split without images.
  init?(
    _ verdicts: ExampleVerdicts, of examples: ExampleSet, in dataset: Dataset, split: Split,
    weights: FoundWith
  ) {
    let classes = weights.task.classes.count
    guard let evaluation = Evaluation(verdicts, targets: examples.targets, classes: classes) else {
      return nil
    }
    self.split = split
    self.weights = weights
    self.verdicts = verdicts
    self.evaluation = evaluation
    rows = examples.rows
    firstRow = dataset.range(of: split).lowerBound
    digits = examples.rows.map { UInt8(dataset.label(at: Int($0))) }
    targets = examples.targets
    var probabilities: [[Scalar]] = Array(repeating: [], count: classes)
    for (target, loss) in zip(examples.targets, verdicts.losses) {
      probabilities[Int(target)].append(Scalar(exp(-Double(loss))))
    }
    certainties = probabilities.map { Spread($0, range: 0...1) }
    let isWrong = examples.targets.enumerated().map { verdicts.isWrong($0, $1) }
    // An undefined loss is the worst; equal ones stay in the order of the set.
    let keys = verdicts.losses.map { $0.isNaN ? Scalar.infinity : $0 }
    let order = verdicts.losses.indices.sorted {
      if isWrong[$0] != isWrong[$1] { return isWrong[$0] }
      return keys[$0] == keys[$1] ? $0 < $1 : keys[$0] > keys[$1]
    }
    self.order = order.map { Int32($0) }
    rowsByOrder = order.map { examples.rows[$0] }
  }

  public var wrongCount: Int {
    evaluation.count - evaluation.confusion.indices.reduce(0) { $0 + evaluation.confusion[$1][$1] }
  }

  /// How many images of each digit are told wrong.
  public var wrongByDigit: [Int] {
    var counts = Array(repeating: 0, count: 10)
    for example in order.prefix(wrongCount) {
      let digit = Int(digits[Int(example)])
      if counts.indices.contains(digit) { counts[digit] += 1 }
    }
    return counts
  }

  public func isWrong(_ example: Int) -> Bool { verdicts.isWrong(example, targets[example]) }

  /// The place of an image of the set among the examples; nil where the task does not use it.
  public func example(ofRow row: Int) -> Int? {
    // The rows of a task rise, as the set's images do.
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(rows[middle]) < row { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && Int(rows[low]) == row ? low : nil
  }
}

/// The present plan built with each of some initialisers, on some images of the training split.
public struct InitializerReport: Sendable {
  public let plan: NetworkPlan
  public let task: Task
  public let trials: [InitializerTrial]
  public let names: [String]
  /// The names of the layers' tensors.
  public let symbols: Symbols

  /// Whether it still tells of this plan; its own initialiser and weights do not matter.
  public func tells(of plan: NetworkPlan, task: Task) -> Bool {
    var (ours, theirs) = (self.plan, plan)
    ours.initializer = nil
    theirs.initializer = nil
    return ours == theirs && task == self.task
  }
}

/// What the last long commands found, for the views.
public struct Findings: Sendable {
  public var losses: LossReport?
  public var evaluation: EvaluationFinding?
  public var initializers: InitializerReport?

  public init() {}

  /// The last evaluation, where it was of this task and network; the weights may have moved on since.
  public func evaluation(of plan: NetworkPlan, task: Task) -> EvaluationFinding? {
    evaluation.flatMap { $0.weights.tells(of: plan, task: task) ? $0 : nil }
  }

  /// The last losses of a split, where they were of this task and network.
  public func losses(of split: Split, plan: NetworkPlan, task: Task) -> LossReport? {
    losses.flatMap { $0.split == split && $0.weights.tells(of: plan, task: task) ? $0 : nil }
  }
}

extension Laboratory {
  /// Which weights a command that evaluates works with: the newest ones.
  func weightsInForce() throws(CommandError) -> FoundWith {
    let (network, update) = try newestWeights()
    return FoundWith(task: session.task, network: network, update: update)
  }

  func lossesJob(_ split: Split, told: Int) throws(CommandError) -> Job {
    let weights = try weightsInForce()
    let examples = examples(of: split)
    let dataset = dataset
    return Job { isCancelled throws(CommandError) in
      guard let verdicts = weights.network.verdicts(of: examples, isCancelled: isCancelled),
        var report = LossReport(
          verdicts, of: examples, in: dataset, split: split, weights: weights)
      else { throw .cancelled }
      report.told = told
      return .losses(report)
    }
  }

  func initializersJob() -> Job {
    let plan = session.plan
    let task = session.task
    let symbols = session.network.symbols
    let examples = examples(of: .train)
    let (input, targets) = examples.batch(0..<min(InitializerTrial.imageCount, examples.count))
    return Job { isCancelled throws(CommandError) in
      guard
        let trials = InitializerTrial.all(
          plan: plan, input: input, targets: targets, isCancelled: isCancelled)
      else { throw .cancelled }
      return .initializers(
        InitializerReport(
          plan: plan, task: task, trials: trials,
          names: trials.map { NetworkWords.text($0.initializer) }, symbols: symbols))
    }
  }
}

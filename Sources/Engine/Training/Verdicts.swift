/// How each of some examples fares: its loss and the class predicted for it.
public struct ExampleVerdicts: Hashable, Sendable {
  public let losses: [Scalar]
  /// 0 where there is no answer.
  public let predictions: [UInt8]
  /// Whether another class is as probable as the predicted one, which is then the first of them.
  public let isUndecided: [Bool]

  /// Whether an example has an answer: where P is undefined, so is L.
  public func isDefined(_ example: Int) -> Bool { !losses[example].isNaN }

  /// Whether the answer for an example is not its class, or there is none.
  public func isWrong(_ example: Int, _ target: UInt8) -> Bool {
    predictions[example] != target || !isDefined(example)
  }
}

extension Network {
  /// L and the predicted class of each example, in eval mode with the kernels of training; nil if cancelled.
  public func verdicts(
    of examples: ExampleSet, isCancelled: () -> Bool = { false }
  ) -> ExampleVerdicts? {
    TrainingNetwork(
      self, optimizer: OptimizerState(), kernels: InstructionSet.current.kernels
    ).verdicts(of: examples, isCancelled: isCancelled)
  }
}

extension TrainingNetwork {
  func verdicts(of examples: ExampleSet, isCancelled: () -> Bool) -> ExampleVerdicts? {
    var losses: [Scalar] = []
    var predictions: [UInt8] = []
    var isUndecided: [Bool] = []
    losses.reserveCapacity(examples.count)
    predictions.reserveCapacity(examples.count)
    isUndecided.reserveCapacity(examples.count)
    let stride = paddedWidth(plan.outputs)
    let isComplete = forEachBlock(of: examples, isCancelled: isCancelled) { rows, p in
      for n in 0..<rows {
        losses.append(workspace.losses.start[n])
        let row = UnsafeBufferPointer(start: p + n * stride, count: plan.outputs)
        predictions.append(UInt8(plan.head.prediction(ofProbabilities: row)))
        isUndecided.append(plan.head.isUndecided(ofProbabilities: row))
      }
    }
    return isComplete
      ? ExampleVerdicts(losses: losses, predictions: predictions, isUndecided: isUndecided) : nil
  }
}

extension Evaluation {
  /// The sum of what each example told; nil without examples.
  public init?(_ verdicts: ExampleVerdicts, targets: [UInt8], classes: Int) {
    guard !targets.isEmpty else { return nil }
    var confusion = Array(repeating: Array(repeating: 0, count: classes), count: classes)
    var loss = 0.0
    for (n, target) in targets.enumerated() {
      loss += Double(verdicts.losses[n])
      if verdicts.isDefined(n) { confusion[Int(target)][Int(verdicts.predictions[n])] += 1 }
    }
    let correct = confusion.indices.reduce(0) { $0 + confusion[$1][$1] }
    self.init(
      count: targets.count, loss: Scalar(loss / Double(targets.count)),
      accuracy: Double(correct) / Double(targets.count), confusion: confusion)
  }
}

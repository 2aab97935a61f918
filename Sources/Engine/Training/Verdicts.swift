/// How each of some examples fares: its loss and the class predicted for it.
public struct ExampleVerdicts: Hashable, Sendable {
  public let losses: [Scalar]
  public let predictions: [UInt8]
}

extension Network {
  /// L and the predicted class of each example, in eval mode with the kernels of training; nil if cancelled.
  public func verdicts(
    of examples: ExampleSet, isCancelled: () -> Bool = { false }
  ) -> ExampleVerdicts? {
    var losses: [Scalar] = []
    var predictions: [UInt8] = []
    losses.reserveCapacity(examples.count)
    predictions.reserveCapacity(examples.count)
    let network = TrainingNetwork(
      self, optimizer: OptimizerState(), kernels: InstructionSet.current.kernels)
    let stride = paddedWidth(plan.outputs)
    let isComplete = network.forEachBlock(of: examples, isCancelled: isCancelled) { rows, p in
      for n in 0..<rows {
        losses.append(network.workspace.losses.start[n])
        let row = UnsafeBufferPointer(start: p + n * stride, count: plan.outputs)
        predictions.append(UInt8(head.prediction(ofProbabilities: row)))
      }
    }
    return isComplete ? ExampleVerdicts(losses: losses, predictions: predictions) : nil
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
      confusion[Int(target)][Int(verdicts.predictions[n])] += 1
    }
    let correct = confusion.indices.reduce(0) { $0 + confusion[$1][$1] }
    self.init(
      count: targets.count, loss: Scalar(loss / Double(targets.count)),
      accuracy: Double(correct) / Double(targets.count), confusion: confusion)
  }
}

internal import Kernels

/// How a network does on a set of examples.
public struct Evaluation: Hashable, Sendable {
  public let count: Int
  /// The mean of L.
  public let loss: Scalar
  /// The share of right predictions, 0…1.
  public let accuracy: Double
  /// Rows: the true class; columns: the predicted one; examples without an answer stand nowhere.
  public let confusion: [[Int]]

  /// Examples whose P is no number; they count as wrong.
  public var undefinedCount: Int { count - confusion.reduce(0) { $0 + $1.reduce(0, +) } }
}

extension Network {
  /// Evaluates in eval mode with the kernels of training.
  ///
  /// - Parameters:
  ///   - examples: images of as many pixels as the network has inputs.
  ///   - isCancelled: asked every few hundred examples.
  /// - Returns: nil if cancelled or without examples.
  public func evaluate(
    _ examples: ExampleSet, isCancelled: () -> Bool = { false }
  ) -> Evaluation? {
    TrainingNetwork(
      self, optimizer: OptimizerState(), kernels: InstructionSet.current.kernels
    ).evaluate(examples, isCancelled: isCancelled)
  }

  /// L of each example in eval mode; nil if cancelled.
  public func losses(
    of examples: ExampleSet, isCancelled: () -> Bool = { false }
  ) -> [Scalar]? {
    var losses: [Scalar] = []
    losses.reserveCapacity(examples.count)
    let network = TrainingNetwork(
      self, optimizer: OptimizerState(), kernels: InstructionSet.current.kernels)
    let isComplete = network.forEachBlock(of: examples, isCancelled: isCancelled) { rows, _ in
      for n in 0..<rows { losses.append(network.workspace.losses.start[n]) }
    }
    return isComplete ? losses : nil
  }
}

extension TrainingNetwork {
  func evaluate(_ examples: ExampleSet, isCancelled: () -> Bool) -> Evaluation? {
    verdicts(of: examples, isCancelled: isCancelled).flatMap {
      Evaluation(
        $0, targets: examples.targets, classes: plan.head == .binary ? 2 : plan.outputs)
    }
  }

  /// Runs all examples forward in eval mode; the losses of a block are in the workspace, its P is given.
  ///
  /// - Returns: whether it came to the end.
  func forEachBlock(
    of examples: ExampleSet, isCancelled: () -> Bool,
    _ body: (_ rows: Int, _ probabilities: UnsafePointer<Float>) -> Void
  ) -> Bool {
    examples.requireFit(to: plan)
    let probabilities = FloatBuffer(count: TrainingNetwork.blockRows * paddedWidth(plan.outputs))
    for first in stride(from: 0, to: examples.count, by: TrainingNetwork.blockRows) {
      if first % 256 == 0 && isCancelled() { return false }
      let rows = min(TrainingNetwork.blockRows, examples.count - first)
      load(examples, first..<first + rows)
      forward(rows: rows, update: nil)
      _ = head(rows: rows, scale: 1, probabilities: probabilities.start)
      body(rows, probabilities.start)
    }
    return true
  }
}

internal import Kernels

/// How far one update goes in a layer's weights.
public struct StepSize: Hashable, Sendable {
  public let key: ParameterKey
  /// ‖W‖, the root of the sum of squares.
  public let weights: Double
  /// ‖ΔW‖, of the optimiser's own step.
  public let step: Double
  /// ‖ΔW‖ ÷ ‖W‖; nil where all weights are 0, or a number is not finite.
  public var ratio: Double? {
    let ratio = step / weights
    return ratio.isFinite ? ratio : nil
  }
}

extension Network {
  /// How far the next update would go in each layer of weights, first to last, if its batch were `examples`; the network stays as it is.
  ///
  /// - Parameters:
  ///   - examples: the batch; nothing is told of an empty one, nor where the update would leave a number that is not finite.
  ///   - settings: the optimiser and α.
  ///   - state: what the optimiser remembers.
  ///   - update: the number of the update, for dropout's mask.
  /// - Returns: a size a layer; none where nothing is told.
  public func stepSizes(
    on examples: ExampleSet, settings: TrainingSettings, state: OptimizerState, update: Int
  ) -> [StepSize] {
    guard examples.count > 0 else { return [] }
    let training = TrainingNetwork(
      self, optimizer: state, kernels: InstructionSet.current.kernels)
    let result = training.train(
      examples, 0..<examples.count, update: update, settings: settings)
    guard result.isApplied else { return [] }
    let after = training.network
    return parameterKeys.filter { $0.role == .weights }.compactMap { key in
      guard let old = self[key]?.values, let new = after[key]?.values else { return nil }
      var (weights, step) = (0.0, 0.0)
      for (was, became) in zip(old, new) {
        let difference = Double(became) - Double(was)
        weights += Double(was) * Double(was)
        step += difference * difference
      }
      return StepSize(key: key, weights: weights.squareRoot(), step: step.squareRoot())
    }
  }
}

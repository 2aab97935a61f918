public import Engine

/// What a lecturer would say at a step, in a sentence.
public enum Narration {
  /// The sentence, which speaks of this pass: how many units are off, whether the loss fell.
  public static func sentence(
    for step: Step, in trace: Trace, language: Language
  ) -> String {
    let scene = Scene(step: step, trace: trace)
    return switch language {
    case .english: english(step.operation, scene)
    case .russian: russian(step.operation, scene)
    }
  }

  /// The facts that a sentence may mention.
  struct Scene {
    let input: String
    let isFirstLayer: Bool
    let isBinary: Bool
    let isTraining: Bool
    let batch: Int
    let label: Int
    /// Whether the long way to dL/dz comes to what the engine says; of other steps it is not asked.
    let longWayHolds: Bool
    let activation: Activation?
    /// Whether the step goes through dropout.
    let isDropout: Bool
    let isMaxout: Bool
    /// Whether it is a bias whose effect batch normalisation takes off again.
    let isCancelledBias: Bool
    /// Whether it is a variance that the update moves.
    let isVariance: Bool
    /// The outputs of the layer.
    let outputs: Int
    let method: OptimizerMethod
    /// `g = dL/dW₂ + λ · W₂`, where weights decay.
    let decay: String?

    init(step: Step, trace: Trace) {
      var layer: Int?
      switch step.operation {
      case .linear(let k), .maxout(let k), .batchMean(let k), .batchVariance(let k),
        .normalise(let k), .scaleAndShift(let k), .activation(let k), .mask(let k),
        .dropout(let k), .localByWeights(let k), .weightGradient(let k), .biasGradient(let k),
        .localByInput(let k), .inputGradient(let k), .slope(let k), .errorTimesSlope(let k),
        .scaleGradient(let k), .shiftGradient(let k), .batchNormGradient(let k):
        layer = k
      case .update(let key), .runningStatistic(let key): layer = key.layer
      default: break
      }
      isFirstLayer = layer == 0
      input = layer.map { Symbols.typeset(trace.symbols.input(ofLayer: $0)) } ?? ""
      activation = layer.flatMap {
        if case .activation(let activation) = trace.network.layers[$0] {
          activation.function
        } else {
          nil
        }
      }
      isDropout =
        layer.map {
          if case .dropout = trace.network.layers[$0] { true } else { false }
        } ?? false
      isMaxout =
        layer.map {
          if case .maxout = trace.network.layers[$0] { true } else { false }
        } ?? false
      isCancelledBias =
        switch step.operation {
        case .biasGradient(let k): Scene.isCancelled(biasOf: k, in: trace)
        case .update(let key) where key.role == .bias:
          Scene.isCancelled(biasOf: key.layer, in: trace)
        default: false
        }
      isVariance = step.operation.updatedKey?.role == .runningVariance
      outputs = layer.map { trace.forward.outputs[$0].columns } ?? 1
      method = trace.optimizer.method
      decay =
        trace.optimizer.weightDecay == 0
        ? nil : Symbols.typeset("g = dL/d\(step.name) + λ · \(step.name)")
      isBinary = trace.network.head == .binary
      isTraining = trace.mode == .train
      batch = trace.batch
      label = trace.forward.targets.first ?? 0
      longWayHolds = step.operation != .logitGradient || trace.longWayHolds
    }

    /// Whether a layer's bias is taken off again with the batch's mean.
    private static func isCancelled(biasOf layer: Int, in trace: Trace) -> Bool {
      let layers = trace.network.layers
      guard trace.mode == .train, case .linear = layers[layer], layer + 1 < layers.count else {
        return false
      }
      return if case .batchNorm = layers[layer + 1] { true } else { false }
    }
  }
}

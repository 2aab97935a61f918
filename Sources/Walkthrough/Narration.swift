public import Engine

/// What a lecturer would say at a step, in a sentence.
public enum Narration {
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
    let longWayHolds: Bool
    let activation: Activation?
    /// Whether the step goes through dropout.
    let isDropout: Bool
    let isMaxout: Bool
    let method: OptimizerMethod
    let lossBefore: Scalar

    init(step: Step, trace: Trace) {
      var layer: Int?
      switch step.operation {
      case .linear(let k), .maxout(let k), .batchMean(let k), .batchVariance(let k),
        .normalise(let k), .scaleAndShift(let k), .activation(let k), .mask(let k),
        .dropout(let k), .localByWeights(let k), .weightGradient(let k), .biasGradient(let k),
        .localByInput(let k), .inputGradient(let k), .slope(let k), .errorTimesSlope(let k),
        .scaleGradient(let k), .shiftGradient(let k), .batchNormGradient(let k):
        layer = k
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
      method = trace.optimizer.method
      isBinary = trace.network.head == .binary
      isTraining = trace.mode == .train
      batch = trace.batch
      label = trace.forward.targets.first ?? 0
      longWayHolds = trace.longWayHolds
      lossBefore = trace.forward.loss
    }
  }
}

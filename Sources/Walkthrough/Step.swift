public import Engine

/// The four phases of a training step, in the lecture's order.
public enum Phase: String, CaseIterable, Sendable {
  case forward, loss, backward, update
}

/// What a step does; the layer is its place in `Network.layers`.
public enum Operation: Hashable, Sendable {
  case flatten
  case linear(layer: Int)
  case maxout(layer: Int)
  case batchMean(layer: Int)
  case batchVariance(layer: Int)
  case normalise(layer: Int)
  case scaleAndShift(layer: Int)
  case activation(layer: Int)
  case mask(layer: Int)
  case dropout(layer: Int)
  case probability
  case loss
  /// dL/dL = 1.
  case one
  case probabilityGradient
  case probabilityDerivative
  case logitGradient
  /// The local derivative of a linear layer by its weights: its input, transposed.
  case localByWeights(layer: Int)
  case weightGradient(layer: Int)
  case biasGradient(layer: Int)
  /// The local derivative of a linear layer by its input: its weights, transposed.
  case localByInput(layer: Int)
  /// dL/d(input) of a linear or maxout layer: the sum over its outputs.
  case inputGradient(layer: Int)
  /// The local derivative of an elementwise layer: f′(z), or dropout's mask.
  case slope(layer: Int)
  /// dL/d(input) of an elementwise layer: error ⊙ slope.
  case errorTimesSlope(layer: Int)
  case scaleGradient(layer: Int)
  case shiftGradient(layer: Int)
  case batchNormGradient(layer: Int)
  case update(ParameterKey)
  /// A running statistic of batch normalisation, moved towards that of the batch.
  case runningStatistic(ParameterKey)
  /// The second forward pass, with the new weights.
  case lossAgain
}

extension Operation {
  /// Whether a step makes the gradient of a tensor that is learned.
  public var isParameterGradient: Bool {
    switch self {
    case .weightGradient, .biasGradient, .scaleGradient, .shiftGradient: true
    default: false
    }
  }

  /// The tensor of the network that a step of the update replaces.
  public var updatedKey: ParameterKey? {
    switch self {
    case .update(let key), .runningStatistic(let key): key
    default: nil
    }
  }
}

/// One step of the walk: the tensor it makes, and how.
public struct Step: Equatable, Sendable {
  /// From 1.
  public let index: Int
  public let phase: Phase
  /// The tensor's ASCII name, as `show` takes it.
  public let name: String
  /// ASCII names with the usual operators: `x_output1 = W1 · x_input`.
  public let equation: String
  /// Empty for a scalar.
  public let shape: [Int]
  /// The tensors on the right-hand side, in the order of the equation.
  public let operands: [String]
  public let operation: Operation
}

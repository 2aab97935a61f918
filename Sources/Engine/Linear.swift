/// A linear layer: z = W·x + b for a column vector, `Z = X·Wᵀ + b` for a batch with a sample a row.
public struct Linear: Equatable, Sendable {
  /// [outputs, inputs].
  public var weights: Matrix
  /// [outputs]; nil where the layer has no bias.
  public var bias: [Scalar]?

  public init(weights: Matrix, bias: [Scalar]?) {
    precondition(bias.map { $0.count == weights.rows } ?? true, "a bias has one value an output")
    self.weights = weights
    self.bias = bias
  }

  public var inputs: Int { weights.columns }
  public var outputs: Int { weights.rows }

  /// Z = X·Wᵀ + b: [batch, inputs] to [batch, outputs].
  public func forward(_ input: Matrix) -> Matrix {
    var output = input.times(transposeOf: weights)
    guard let bias else { return output }
    for n in 0..<output.rows {
      for o in 0..<output.columns { output.values[n * output.columns + o] += bias[o] }
    }
    return output
  }

  /// The chain rule through z_o = Σ_i W[o,i]·x_i + b_o.
  ///
  /// There ∂z_o/∂x_i = W[o,i], ∂z_o/∂W[o,i] = x_i and ∂z_o/∂b_o = 1, so that
  ///
  ///     dL/dX = dL/dZ · W      dL/dW = dL/dZᵀ · X      dL/db = Σ_n dL/dZ[n]
  public func backward(
    outputGradient: Matrix, input: Matrix
  ) -> (inputGradient: Matrix, weights: Matrix, bias: [Scalar]?) {
    (
      outputGradient.times(weights), outputGradient.transposedTimes(input),
      bias.map { _ in outputGradient.columnSums }
    )
  }
}

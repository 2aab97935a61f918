/// Inverted dropout: h = x ⊙ mask, mask = 0 with probability p, else 1/(1−p).
///
/// The scale keeps the expected value, so that in eval mode the layer is the identity.
/// Srivastava et al. 2014, jmlr.org/papers/v15/srivastava14a.
public struct Dropout: Equatable, Sendable {
  /// p, in 0 ..< 1.
  public let rate: Scalar

  public init(rate: Scalar) {
    precondition(rate >= 0 && rate < 1, "dropout drops a share from 0 to below 1, not \(rate)")
    self.rate = rate
  }

  /// A mask of [rows, columns]: 0 with probability p, else 1/(1 − p), drawn row by row.
  public func mask(
    rows: Int, columns: Int, using generator: inout SeededGenerator
  ) -> Matrix {
    let kept = 1 / (1 - rate)
    var mask = Matrix(rows: rows, columns: columns)
    for e in mask.values.indices { mask.values[e] = generator.uniform() < rate ? 0 : kept }
    return mask
  }

  /// h = x ⊙ mask; both of one shape.
  public func forward(_ input: Matrix, mask: Matrix) -> Matrix { input.hadamard(mask) }

  /// ∂h/∂x = mask, element by element.
  public func backward(outputGradient: Matrix, mask: Matrix) -> Matrix {
    outputGradient.hadamard(mask)
  }
}

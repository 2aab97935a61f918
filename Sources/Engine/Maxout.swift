/// A maxout layer: h_o = max over the pieces k of w_{k,o}ᵀ·x + b_{k,o}.
///
/// It is linear layer and activation in one; ties go to the first piece.
/// Goodfellow et al. 2013, arXiv:1302.4389.
public struct Maxout: Equatable, Sendable {
  /// One linear layer a piece, all [outputs, inputs] with a bias.
  public var pieces: [Linear]

  public init(pieces: [Linear]) {
    precondition(!pieces.isEmpty, "a maxout layer needs a piece")
    self.pieces = pieces
  }

  public var inputs: Int { pieces[0].inputs }
  public var outputs: Int { pieces[0].outputs }

  /// What the backward pass needs of the forward one.
  public struct Cache: Equatable, Sendable {
    /// Z of each piece.
    public let candidates: [Matrix]
    /// The winning piece of each element of the output.
    public let winners: [Int]
  }

  /// h_o = max over k of z_{k,o}: [batch, inputs] to [batch, outputs], with the piece that won each.
  public func forward(_ input: Matrix) -> (output: Matrix, cache: Cache) {
    let candidates = pieces.map { $0.forward(input) }
    var output = candidates[0]
    var winners = Array(repeating: 0, count: output.values.count)
    for k in candidates.indices.dropFirst() {
      for e in winners.indices {
        let candidate = candidates[k].values[e]
        // NaN wins, so that a run that diverges is seen to.
        guard candidate > output.values[e] || candidate.isNaN else { continue }
        output.values[e] = candidate
        winners[e] = k
      }
    }
    return (output, Cache(candidates: candidates, winners: winners))
  }

  /// The gradient of an output flows to its winning piece alone: dL/dZ_k = dL/dH where k won, else 0.
  ///
  /// Each piece then goes back as a linear layer does, and dL/dX is the sum over the pieces.
  public func backward(
    outputGradient: Matrix, input: Matrix, cache: Cache
  ) -> (inputGradient: Matrix, weights: [Matrix], bias: [[Scalar]]) {
    var inputGradient = Matrix(rows: input.rows, columns: input.columns)
    var weights: [Matrix] = []
    var bias: [[Scalar]] = []
    for (k, piece) in pieces.enumerated() {
      var share = outputGradient
      for e in share.values.indices where cache.winners[e] != k { share.values[e] = 0 }
      let gradients = piece.backward(outputGradient: share, input: input)
      for e in inputGradient.values.indices {
        inputGradient.values[e] += gradients.inputGradient.values[e]
      }
      weights.append(gradients.weights)
      bias.append(gradients.bias ?? share.columnSums)
    }
    return (inputGradient, weights, bias)
  }
}

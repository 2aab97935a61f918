/// Batch normalisation (Ioffe and Szegedy 2015, arXiv:1502.03167): y = γ ⊙ x̂ + β, x̂ = (x − μ)/√(σ² + ε), for each feature.
///
/// In train mode μ and σ² (biased) are those of the batch, and the running statistics move by `momentum` towards μ and the unbiased
/// variance, as in PyTorch; in eval mode the running ones serve.
public struct BatchNorm: Equatable, Sendable {
  /// γ, [features].
  public var scale: [Scalar]
  /// β, [features].
  public var shift: [Scalar]
  /// What eval mode takes for μ, [features]; it begins at 0.
  public var runningMean: [Scalar]
  /// What eval mode takes for σ², [features]; it begins at 1.
  public var runningVariance: [Scalar]

  /// ε, which keeps the root away from 0 (the usual value, as in PyTorch).
  public static let epsilon: Scalar = 1e-5
  /// How far the running statistics move towards those of a batch: running ← 0.9 · running + 0.1 · batch.
  public static let momentum: Scalar = 0.1

  public init(features: Int) {
    scale = Array(repeating: 1, count: features)
    shift = Array(repeating: 0, count: features)
    runningMean = Array(repeating: 0, count: features)
    runningVariance = Array(repeating: 1, count: features)
  }

  /// What the backward pass needs of the forward one.
  public struct Cache: Equatable, Sendable {
    /// μ, [features]: of the batch, or the running one.
    public let mean: [Scalar]
    /// σ², [features]: biased, of the batch, or the running one.
    public let variance: [Scalar]
    /// x̂, [batch, features].
    public let normalised: Matrix
    /// 1/√(σ² + ε).
    public let inverseDeviation: [Scalar]
    /// Whether μ and σ² came from the batch itself, and so carry gradient.
    public let usesBatchStatistics: Bool
  }

  /// Y = γ ⊙ x̂ + β for X of [batch, features].
  ///
  /// In train mode a batch of one has no variance: at least two samples are needed.
  public func forward(_ input: Matrix, training: Bool) -> (output: Matrix, cache: Cache) {
    precondition(!training || input.rows > 1, "batch statistics need two samples or more")
    let features = input.columns
    var mean = runningMean
    var variance = runningVariance
    if training {
      mean = BatchNorm.columnMeans(input)
      variance = Array(repeating: 0, count: features)
      for n in 0..<input.rows {
        for f in 0..<features {
          let deviation = input.values[n * features + f] - mean[f]
          variance[f] += deviation * deviation
        }
      }
      variance = variance.map { $0 / Scalar(input.rows) }
    }
    let inverse = variance.map { 1 / ($0 + BatchNorm.epsilon).squareRoot() }
    var normalised = input
    var output = input
    for n in 0..<input.rows {
      for f in 0..<features {
        let x = (input.values[n * features + f] - mean[f]) * inverse[f]
        normalised.values[n * features + f] = x
        output.values[n * features + f] = scale[f] * x + shift[f]
      }
    }
    let cache = Cache(
      mean: mean, variance: variance, normalised: normalised, inverseDeviation: inverse,
      usesBatchStatistics: training)
    return (output, cache)
  }

  /// μ = x₀ + mean_n(x_n − x₀) of each feature, which is the mean without its rounding where a feature is constant.
  ///
  /// Σ x/N is off by some 10⁻⁷·x there, which 1/√ε, over three hundred, would make a visible x̂ of; by differences x̂ is 0.
  private static func columnMeans(_ input: Matrix) -> [Scalar] {
    let first = Array(input.row(0))
    var sums = Array(repeating: Scalar(0), count: input.columns)
    for n in 1..<input.rows {
      for f in 0..<input.columns { sums[f] += input.values[n * input.columns + f] - first[f] }
    }
    return zip(first, sums).map { $0 + $1 / Scalar(input.rows) }
  }

  /// dL/dγ = Σ_n dY ⊙ x̂, dL/dβ = Σ_n dY.
  ///
  /// With the batch's own statistics x̂ depends on all samples through μ and σ², which gives, for a batch of N,
  ///
  ///     dL/dx = γ/√(σ²+ε) · (dY − mean_n(dY) − x̂ ⊙ mean_n(dY ⊙ x̂))
  ///
  /// With the running ones it is plainly γ/√(σ²+ε) · dY.
  public func backward(
    outputGradient: Matrix, cache: Cache
  ) -> (inputGradient: Matrix, scale: [Scalar], shift: [Scalar]) {
    let features = outputGradient.columns
    let count = Scalar(outputGradient.rows)
    let scaleGradient = outputGradient.hadamard(cache.normalised).columnSums
    let shiftGradient = outputGradient.columnSums
    var inputGradient = outputGradient
    for n in 0..<outputGradient.rows {
      for f in 0..<features {
        let e = n * features + f
        var centred = outputGradient.values[e]
        if cache.usesBatchStatistics {
          centred -= shiftGradient[f] / count
          centred -= cache.normalised.values[e] * scaleGradient[f] / count
        }
        inputGradient.values[e] = scale[f] * cache.inverseDeviation[f] * centred
      }
    }
    return (inputGradient, scaleGradient, shiftGradient)
  }

  /// N/(N − 1), which makes a batch's variance σ² the unbiased estimate that the running one moves to.
  public static func unbiased(count: Int) -> Scalar { Scalar(count) / Scalar(count - 1) }

  /// The running statistics after a batch of `count` samples in train mode.
  public mutating func absorb(_ cache: Cache, count: Int) {
    guard cache.usesBatchStatistics, count > 1 else { return }
    let unbiased = BatchNorm.unbiased(count: count)
    for f in runningMean.indices {
      runningMean[f] += BatchNorm.momentum * (cache.mean[f] - runningMean[f])
      runningVariance[f] += BatchNorm.momentum * (cache.variance[f] * unbiased - runningVariance[f])
    }
  }
}

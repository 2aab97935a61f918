/// The end of a network: how the logits z become P, and how P and the true class y become the loss L.
public enum Head: String, CaseIterable, Sendable {
  /// P(y=1) = σ(z) and binary cross-entropy, for one logit.
  case binary
  /// P = softmax(z) and cross-entropy, for a logit a class.
  case categorical

  /// P of each sample: [batch, logits].
  public func probabilities(ofLogits logits: Matrix) -> Matrix {
    switch self {
    case .binary: return logits.map(logistic)
    case .categorical:
      var result = logits
      for n in 0..<logits.rows {
        let row = softmax(Array(logits.row(n)))
        for c in 0..<logits.columns { result.values[n * logits.columns + c] = row[c] }
      }
      return result
    }
  }

  /// 1 − P of each sample and class, from the logits: where P is nearly 1 the difference would have lost its digits.
  ///
  ///     binary        1 − P = σ(−z)
  ///     categorical   1 − P_c = Σ_{k≠c} e^{z_k} / Σ_k e^{z_k}
  public func complements(ofLogits logits: Matrix) -> Matrix {
    switch self {
    case .binary: return logits.map { logistic(-$0) }
    case .categorical:
      var result = logits
      for n in 0..<logits.rows {
        let parts = SoftmaxParts(Array(logits.row(n)))
        for c in 0..<logits.columns {
          var others: Scalar = 0
          for k in 0..<logits.columns where k != c { others += parts.exponentials[k] }
          result.values[n * logits.columns + c] = others / parts.sum
        }
      }
      return result
    }
  }

  /// L of each sample, computed from the logits and so finite for every finite one; 0 or ∞ for an infinite one.
  ///
  ///     binary        L = max(s, 0) + ln(1 + e^−|s|), s = −z for y = 1, else z     (= −[y ln P + (1−y) ln(1−P)])
  ///     categorical   L = ln Σ_c e^{z_c} − z_y                  (= −ln P_y)
  ///
  /// The categorical one is summed as (z_max − z_y) + ln(1 + Σ_{c≠max} e^{z_c − z_max}), so that a small loss keeps its digits.
  public func losses(ofLogits logits: Matrix, targets: [Int]) -> [Scalar] {
    requireTargets(targets, of: logits)
    return targets.enumerated().map { n, y in
      switch self {
      case .binary:
        let s = y == 1 ? -logits.values[n] : logits.values[n]
        return max(s, 0) + logarithmOfOnePlus(exponential(-abs(s)))
      case .categorical:
        let row = logits.row(n)
        let top = row.indices.reduce(row.startIndex) { row[$1] > row[$0] ? $1 : $0 }
        let largest = row[top]
        var others: Scalar = 0
        for c in row.indices where c != top { others += exponential(row[c] - largest) }
        let target = row.startIndex + y
        return (target == top ? 0 : largest - row[target]) + logarithmOfOnePlus(others)
      }
    }
  }

  /// dL/dz of the mean loss over the batch, from the logits: (P − y)/N, without the digits that P − y loses near 1.
  ///
  /// Binary: σ(z) for y = 0 and −σ(−z) for y = 1.
  /// Categorical: P_c for c ≠ y and −Σ_{c≠y} P_c for c = y.
  public func logitGradient(ofLogits logits: Matrix, targets: [Int]) -> Matrix {
    requireTargets(targets, of: logits)
    let share = 1 / Scalar(max(1, logits.rows))
    var gradient = probabilities(ofLogits: logits)
    for (n, y) in targets.enumerated() {
      switch self {
      case .binary:
        let z = logits.values[n]
        gradient.values[n] = y == 1 ? -logistic(-z) : logistic(z)
      case .categorical:
        let start = n * logits.columns
        var others: Scalar = 0
        for c in 0..<logits.columns where c != y { others += gradient.values[start + c] }
        gradient.values[start + y] = -others
      }
    }
    return logits.rows == 1 ? gradient : gradient.map { $0 * share }
  }

  /// dL/dP of each sample, the first step of the long way round: −y/P + (1−y)/(1−P), or −1/P_y at the true class and 0 elsewhere.
  ///
  /// Infinite where the probability of the true class has no digits left.
  ///
  /// - Parameters:
  ///   - probabilities: P, [batch, classes].
  ///   - complements: 1 − P, from the logits.
  ///   - targets: y of each sample.
  /// - Returns: dL/dP of the mean loss, [batch, classes].
  public func probabilityGradient(
    ofProbabilities probabilities: Matrix, complements: Matrix, targets: [Int]
  ) -> Matrix {
    requireTargets(targets, of: probabilities)
    var gradient = Matrix(rows: probabilities.rows, columns: probabilities.columns)
    let count = Scalar(max(1, probabilities.rows))
    for (n, y) in targets.enumerated() {
      switch self {
      case .binary:
        gradient.values[n] =
          (y == 1 ? -1 / probabilities.values[n] : 1 / complements.values[n]) / count
      case .categorical:
        let e = n * probabilities.columns + y
        gradient.values[e] = -1 / probabilities.values[e] / count
      }
    }
    return gradient
  }

  /// dP/dz of one sample: P(1−P), shape [1, 1], or the Jacobian ∂P_r/∂z_c = P_r (δ_rc − P_c), [classes, classes].
  ///
  /// - Parameters:
  ///   - row: P of the sample.
  ///   - complements: 1 − P, from the logits.
  /// - Returns: its derivatives, a row for each probability.
  public func probabilityDerivative(
    ofProbabilities row: [Scalar], complements: [Scalar]
  ) -> Matrix {
    switch self {
    case .binary:
      return Matrix(rows: 1, columns: 1, values: zip(row, complements).map { $0 * $1 })
    case .categorical:
      var jacobian = Matrix(rows: row.count, columns: row.count)
      for r in row.indices {
        for c in row.indices {
          jacobian[r, c] = r == c ? row[r] * complements[r] : -row[r] * row[c]
        }
      }
      return jacobian
    }
  }

  /// The predicted class of one sample: P > 1/2, or the most probable class, the first of equals.
  public func prediction(ofProbabilities row: some Collection<Scalar>) -> Int {
    switch self {
    case .binary: return (row.first ?? 0) > 0.5 ? 1 : 0
    case .categorical:
      var best = 0
      var largest = -Scalar.infinity
      for (c, p) in row.enumerated() where p > largest {
        best = c
        largest = p
      }
      return best
    }
  }

  /// Whether no class of one sample is more probable than all others, or P is undefined: the answer is then a matter of their order.
  public func isUndecided(ofProbabilities row: some Collection<Scalar>) -> Bool {
    if row.contains(where: \.isNaN) { return true }
    guard self == .categorical else { return row.first == 0.5 }
    let largest = row.max()
    return row.count { $0 == largest } > 1
  }

  private func requireTargets(_ targets: [Int], of matrix: Matrix) {
    precondition(
      targets.count == matrix.rows, "\(matrix.rows) samples have \(targets.count) targets")
    let classes = self == .binary ? 2 : matrix.columns
    precondition(
      targets.allSatisfy { $0 >= 0 && $0 < classes }, "a target is a class below \(classes)")
  }
}

/// softmax(z)_c = e^{z_c} / Σ_k e^{z_k}, with the largest logit taken off first, which changes nothing but the overflow.
public func softmax(_ logits: [Scalar]) -> [Scalar] {
  let parts = SoftmaxParts(logits)
  return parts.exponentials.map { $0 / parts.sum }
}

/// The numbers that a softmax is the quotient of.
public struct SoftmaxParts: Equatable, Sendable {
  /// The largest logit.
  public let largest: Scalar
  /// e^{z_c − largest} of each class.
  public let exponentials: [Scalar]
  /// Their sum.
  public let sum: Scalar

  public init(_ logits: [Scalar]) {
    let largest = logits.max() ?? 0
    self.largest = largest
    exponentials = logits.map { exponential($0 - largest) }
    var sum: Scalar = 0
    for e in exponentials { sum += e }
    self.sum = sum
  }
}

// The products of the recorded path, as plain loops: each element is the sum of its products in ascending order of the
// running index, so that the terms shown for an element add up to exactly the value shown.
// The fast products of training are in the kernels, with these as their oracle.

extension Matrix {
  /// Z = X · Wᵀ: `Z[n,o] = Σ_i X[n,i] · W[o,i]`.
  public func times(transposeOf other: Matrix) -> Matrix {
    precondition(
      columns == other.columns,
      "cannot multiply [\(rows), \(columns)] by the transpose of [\(other.rows), \(other.columns)]")
    var result = Matrix(rows: rows, columns: other.rows)
    values.withUnsafeBufferPointer { x in
      other.values.withUnsafeBufferPointer { w in
        for n in 0..<rows {
          for o in 0..<other.rows {
            var sum: Scalar = 0
            for i in 0..<columns { sum += x[n * columns + i] * w[o * columns + i] }
            result.values[n * other.rows + o] = sum
          }
        }
      }
    }
    return result
  }

  /// C = A · B: `C[n,i] = Σ_o A[n,o] · B[o,i]`.
  public func times(_ other: Matrix) -> Matrix {
    precondition(
      columns == other.rows,
      "cannot multiply [\(rows), \(columns)] by [\(other.rows), \(other.columns)]")
    var result = Matrix(rows: rows, columns: other.columns)
    for n in 0..<rows {
      for o in 0..<columns {
        let factor = values[n * columns + o]
        for i in 0..<other.columns {
          result.values[n * other.columns + i] += factor * other.values[o * other.columns + i]
        }
      }
    }
    return result
  }

  /// C = Aᵀ · B: `C[o,i] = Σ_n A[n,o] · B[n,i]`, the sum of outer products over a batch.
  public func transposedTimes(_ other: Matrix) -> Matrix {
    precondition(
      rows == other.rows,
      "cannot multiply the transpose of [\(rows), \(columns)] by [\(other.rows), \(other.columns)]"
    )
    var result = Matrix(rows: columns, columns: other.columns)
    for n in 0..<rows {
      for o in 0..<columns {
        let factor = values[n * columns + o]
        for i in 0..<other.columns {
          result.values[o * other.columns + i] += factor * other.values[n * other.columns + i]
        }
      }
    }
    return result
  }

  /// `s[c] = Σ_n A[n,c]`.
  public var columnSums: [Scalar] {
    var sums = Array(repeating: Scalar(0), count: columns)
    for n in 0..<rows {
      for c in 0..<columns { sums[c] += values[n * columns + c] }
    }
    return sums
  }
}

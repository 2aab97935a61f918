/// A matrix of numbers, stored row by row.
///
/// A batch is a matrix with one sample a row; weights are `[outputs, inputs]`.
public struct Matrix: Equatable, Sendable {
  public let rows: Int
  public let columns: Int
  /// Element (r, c) is at `r · columns + c`.
  public var values: [Scalar]

  public init(rows: Int, columns: Int, values: [Scalar]) {
    precondition(
      rows >= 0 && columns >= 0 && values.count == rows * columns,
      "a [\(rows), \(columns)] matrix has \(rows * columns) values, not \(values.count)")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  public init(rows: Int, columns: Int, repeating value: Scalar = 0) {
    self.init(
      rows: rows, columns: columns, values: Array(repeating: value, count: rows * columns))
  }

  /// A batch of one sample.
  public init(row: [Scalar]) { self.init(rows: 1, columns: row.count, values: row) }

  /// The element in a row and a column, both from 0.
  public subscript(row: Int, column: Int) -> Scalar {
    get {
      precondition(
        row >= 0 && row < rows && column >= 0 && column < columns,
        "no element [\(row), \(column)] in [\(rows), \(columns)]")
      return values[row * columns + column]
    }
    set {
      precondition(
        row >= 0 && row < rows && column >= 0 && column < columns,
        "no element [\(row), \(column)] in [\(rows), \(columns)]")
      values[row * columns + column] = newValue
    }
  }

  /// The elements of a row: a sample of a batch, the weights of a unit.
  public func row(_ index: Int) -> ArraySlice<Scalar> {
    values[index * columns..<(index + 1) * columns]
  }

  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for r in 0..<rows {
      for c in 0..<columns { result.values[c * rows + r] = values[r * columns + c] }
    }
    return result
  }

  /// The matrix of f(x) for each element x.
  public func map(_ transform: (Scalar) -> Scalar) -> Matrix {
    Matrix(rows: rows, columns: columns, values: values.map(transform))
  }

  /// The elementwise (Hadamard) product A ⊙ B.
  public func hadamard(_ other: Matrix) -> Matrix {
    requireSameShape(other, "multiply elementwise")
    return Matrix(
      rows: rows, columns: columns, values: zip(values, other.values).map { $0 * $1 })
  }

  func requireSameShape(_ other: Matrix, _ verb: String) {
    precondition(
      rows == other.rows && columns == other.columns,
      "cannot \(verb) [\(rows), \(columns)] and [\(other.rows), \(other.columns)]")
  }
}

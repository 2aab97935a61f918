/// Numbers with a shape; a scalar has the shape `[]` and one value.
///
/// The last index runs fastest.
public struct Tensor: Equatable, Sendable {
  public let shape: [Int]
  public var values: [Scalar]

  public init(shape: [Int], values: [Scalar]) {
    precondition(
      shape.reduce(1, *) == values.count, "shape \(shape) does not hold \(values.count) values")
    self.shape = shape
    self.values = values
  }

  public init(_ matrix: Matrix) {
    self.init(shape: [matrix.rows, matrix.columns], values: matrix.values)
  }

  public init(vector values: [Scalar]) { self.init(shape: [values.count], values: values) }

  public init(scalar value: Scalar) { self.init(shape: [], values: [value]) }

  /// The place of an element in `values`; nil where the index does not fit the shape.
  public func offset(of index: [Int]) -> Int? {
    guard index.count == shape.count else { return nil }
    var offset = 0
    for (position, extent) in zip(index, shape) {
      guard position >= 0 && position < extent else { return nil }
      offset = offset * extent + position
    }
    return offset
  }

  /// The index of a place in `values`: the inverse of `offset(of:)`.
  public func index(at offset: Int) -> [Int] {
    var rest = offset
    var index: [Int] = []
    for extent in shape.reversed() {
      index.append(rest % extent)
      rest /= extent
    }
    return index.reversed()
  }

  public var isFinite: Bool { values.allSatisfy(\.isFinite) }

  /// The largest magnitude; 0 for no values.
  public var largestMagnitude: Scalar { values.reduce(0) { max($0, abs($1)) } }
}

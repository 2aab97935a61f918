import Engine
import Testing

@Test(arguments: [[], [1], [5], [3, 4], [2, 3, 4], [1, 1, 7]])
func `an index and its place in the values are each other's inverse`(_ shape: [Int]) {
  let count = shape.reduce(1, *)
  let tensor = Tensor(shape: shape, values: (0..<count).map(Scalar.init))
  for offset in 0..<count {
    let index = tensor.index(at: offset)
    #expect(index.count == shape.count)
    #expect(tensor.offset(of: index) == offset)
  }
}

@Test func `an index that does not fit has no place`() {
  let tensor = Tensor(shape: [2, 3], values: [0, 1, 2, 3, 4, 5])
  #expect(tensor.offset(of: [1, 2]) == 5)
  for index in [[2, 0], [0, 3], [-1, 0], [0], [0, 0, 0], []] {
    #expect(tensor.offset(of: index) == nil)
  }
  #expect(Tensor(scalar: 7).offset(of: []) == 0)
  #expect(Tensor(vector: []).offset(of: [0]) == nil)
}

@Test(arguments: [0, 1, 2, 5])
func `products agree with their definitions`(_ inner: Int) {
  var random = SeededGenerator(seed: 2, purpose: .walkBatch, index: inner)
  func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    Matrix(
      rows: rows, columns: columns,
      values: (0..<rows * columns).map { _ in Scalar(random.below(9) - 4) })
  }
  let a = matrix(3, inner)
  let b = matrix(inner, 2)
  // Small whole numbers: every sum is exact.
  var expected = Matrix(rows: 3, columns: 2)
  for r in 0..<3 {
    for c in 0..<2 { for i in 0..<inner { expected[r, c] += a[r, i] * b[i, c] } }
  }
  #expect(a.times(b) == expected)
  #expect(a.times(transposeOf: b.transposed) == expected)
  #expect(a.transposed.transposedTimes(b) == expected)
  #expect(b.transposed.transposed == b)
}

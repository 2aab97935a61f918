/// How the weights start.
///
/// fan_in is the number of inputs of a unit, fan_out the number of units that share an input.
public enum Initializer: Hashable, Sendable {
  case zeros
  case constant(Scalar)
  /// N(0, σ²).
  case normal(deviation: Scalar)
  /// U(−a, a); without a bound ±1/√fan_in, the default of PyTorch's `nn.Linear`.
  case uniform(bound: Scalar?)
  /// U(±√(6/(fan_in + fan_out))) (Glorot and Bengio 2010, proceedings.mlr.press/v9/glorot10a).
  case xavier
  /// N(0, 2/(fan_in + fan_out)), ibid.
  case xavierNormal
  /// U(±√(6/fan_in)) (He et al. 2015, arXiv:1502.01852).
  case he
  /// N(0, 2/fan_in), ibid.
  case heNormal
  /// N(0, 1/fan_in) (LeCun et al. 1998, doi:10.1007/3-540-49430-8_2).
  case leCun
  /// Rows or columns orthonormal (Saxe et al. 2014, arXiv:1312.6120).
  case orthogonal

  /// Every initialiser, those with a number with one of a usual size.
  public static let table: [Initializer] = [
    .zeros, .constant(0.1), .normal(deviation: 0.01), .uniform(bound: nil), .xavier,
    .xavierNormal, .he, .heNormal, .leCun, .orthogonal,
  ]

  /// What a weight is, or is drawn from, in symbols.
  public var formula: String {
    switch self {
    case .zeros: "w = 0"
    case .constant(let value): "w = \(value)"
    case .normal(let deviation): "w ~ N(0, σ²), σ = \(deviation)"
    case .uniform(nil): "w ~ U(±1/√fan_in)"
    case .uniform(let bound?): "w ~ U(±\(bound))"
    case .xavier: "w ~ U(±√(6/(fan_in + fan_out)))"
    case .xavierNormal: "w ~ N(0, 2/(fan_in + fan_out))"
    case .he: "w ~ U(±√(6/fan_in))"
    case .heNormal: "w ~ N(0, 2/fan_in)"
    case .leCun: "w ~ N(0, 1/fan_in)"
    case .orthogonal: "W·Wᵀ = I or Wᵀ·W = I"
    }
  }

  /// Who proposed it, nil for those that nobody did.
  public var source: String? {
    switch self {
    case .zeros, .constant, .normal, .uniform: nil
    case .xavier, .xavierNormal: "Glorot & Bengio 2010, proceedings.mlr.press/v9/glorot10a"
    case .he, .heNormal: "He et al. 2015, arXiv:1502.01852"
    case .leCun: "LeCun et al. 1998, doi:10.1007/3-540-49430-8_2"
    case .orthogonal: "Saxe et al. 2014, arXiv:1312.6120"
    }
  }

  /// What the literature recommends for weights that feed a hidden function, and who does.
  ///
  /// Leaky ReLU of slope a wants Var w = 2/((1 + a²)·fan_in) (He et al. 2015, equation 15): the nearer of 2/fan_in and 1/fan_in.
  /// The larger of two normal numbers has E[max²] = σ², so that Maxout of two pieces wants 1/fan_in (Tseran and Montúfar 2023,
  /// arXiv:2301.06956); of more pieces it wants less, which no initialiser here draws.
  public static func recommended(
    for function: HiddenFunction
  ) -> (initializer: Initializer, source: String?) {
    switch function {
    case .maxout: return (.leCun, "Tseran & Montúfar 2023, arXiv:2301.06956")
    case .activation(.leakyReLU, _):
      let power = 1 + function.parameter * function.parameter
      return (power * power <= 2 ? .he : .leCun, Initializer.he.source)
    case .activation(.sigmoid, _), .activation(.tanh, _), .activation(.identity, _):
      return (.xavier, Initializer.xavier.source)
    case .activation(.relu, _), .activation(.elu, _), .activation(.gelu, _),
      .activation(.geluTanh, _):
      return (.he, Initializer.he.source)
    }
  }

  /// A weight matrix [outputs, inputs]; every draw comes from `generator`, row by row.
  public func weights(
    outputs: Int, inputs: Int, using generator: inout SeededGenerator
  ) -> Matrix {
    let fanIn = Scalar(inputs)
    let fans = Scalar(inputs + outputs)
    switch self {
    case .zeros: return Matrix(rows: outputs, columns: inputs)
    case .constant(let value): return Matrix(rows: outputs, columns: inputs, repeating: value)
    case .normal(let deviation):
      return draw(outputs, inputs) { generator.normal() * deviation }
    case .uniform(let bound):
      let a = bound ?? 1 / fanIn.squareRoot()
      return draw(outputs, inputs) { generator.uniform(within: a) }
    case .xavier:
      let a = (6 / fans).squareRoot()
      return draw(outputs, inputs) { generator.uniform(within: a) }
    case .xavierNormal:
      let deviation = (2 / fans).squareRoot()
      return draw(outputs, inputs) { generator.normal() * deviation }
    case .he:
      let a = (6 / fanIn).squareRoot()
      return draw(outputs, inputs) { generator.uniform(within: a) }
    case .heNormal:
      let deviation = (2 / fanIn).squareRoot()
      return draw(outputs, inputs) { generator.normal() * deviation }
    case .leCun:
      let deviation = 1 / fanIn.squareRoot()
      return draw(outputs, inputs) { generator.normal() * deviation }
    case .orthogonal:
      let tall = draw(max(outputs, inputs), min(outputs, inputs)) { generator.normal() }
      let orthonormal = orthonormalColumns(of: tall)
      return outputs >= inputs ? orthonormal : orthonormal.transposed
    }
  }

  /// A bias [outputs]: drawn like the weights for `uniform`, as PyTorch does, the constant for `constant`, else zeros.
  public func bias(
    outputs: Int, inputs: Int, using generator: inout SeededGenerator
  ) -> [Scalar] {
    switch self {
    case .uniform(let bound):
      let a = bound ?? 1 / Scalar(inputs).squareRoot()
      return (0..<outputs).map { _ in generator.uniform(within: a) }
    case .constant(let value): return Array(repeating: value, count: outputs)
    default: return Array(repeating: 0, count: outputs)
    }
  }

  private func draw(_ rows: Int, _ columns: Int, _ next: () -> Scalar) -> Matrix {
    var values: [Scalar] = []
    values.reserveCapacity(rows * columns)
    for _ in 0..<rows * columns { values.append(next()) }
    return Matrix(rows: rows, columns: columns, values: values)
  }

  /// Modified Gram–Schmidt, in double precision and twice over, so that the columns are orthonormal to the last digits of a float.
  private func orthonormalColumns(of matrix: Matrix) -> Matrix {
    let rows = matrix.rows
    // Column after column.
    var numbers = [Double](repeating: 0, count: rows * matrix.columns)
    for c in 0..<matrix.columns {
      for r in 0..<rows { numbers[c * rows + r] = Double(matrix[r, c]) }
    }
    numbers.withUnsafeMutableBufferPointer { numbers in
      func column(_ c: Int) -> Slice<UnsafeMutableBufferPointer<Double>> {
        numbers[c * rows..<(c + 1) * rows]
      }
      for c in 0..<matrix.columns {
        let present = UnsafeMutableBufferPointer(rebasing: column(c))
        for _ in 0..<2 {
          for earlier in 0..<c {
            let other = UnsafeMutableBufferPointer(rebasing: column(earlier))
            let overlap = dot(present, other)
            for r in 0..<rows { present[r] -= overlap * other[r] }
          }
        }
        let length = dot(present, present).squareRoot()
        for r in 0..<rows { present[r] /= length }
      }
    }
    var result = matrix
    for c in 0..<matrix.columns {
      for r in 0..<rows { result[r, c] = Scalar(numbers[c * rows + r]) }
    }
    return result
  }

  /// Σ aᵢ·bᵢ in four sums, which do not wait for one another.
  private func dot(
    _ a: UnsafeMutableBufferPointer<Double>, _ b: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    var sums = SIMD4<Double>.zero
    let whole = a.count & ~3
    for k in stride(from: 0, to: whole, by: 4) {
      let left = SIMD4<Double>(a[k], a[k + 1], a[k + 2], a[k + 3])
      let right = SIMD4<Double>(b[k], b[k + 1], b[k + 2], b[k + 3])
      sums += left * right
    }
    return (whole..<a.count).reduce(sums.sum()) { $0 + a[$1] * b[$1] }
  }
}

import Engine
import Testing

private func weights(_ initializer: Initializer, _ outputs: Int, _ inputs: Int) -> Matrix {
  var generator = SeededGenerator(seed: 9, purpose: .initialization, layer: outputs)
  return initializer.weights(outputs: outputs, inputs: inputs, using: &generator)
}

private let variances: [(Initializer, Double)] = [
  (.xavier, 2.0 / 300), (.xavierNormal, 2.0 / 300), (.he, 0.01), (.heNormal, 0.01),
  (.leCun, 0.005), (.uniform(bound: nil), 1.0 / 600), (.uniform(bound: 0.3), 0.03),
  (.normal(deviation: 0.2), 0.04),
]

@Test(arguments: variances)
func `the variance of the weights is that of the literature`(
  _ initializer: Initializer, _ variance: Double
) {
  let values = weights(initializer, 100, 200).values.map(Double.init)
  let count = 20_000.0
  let mean: Double = values.reduce(0, +) / count
  let measured: Double = values.reduce(0) { $0 + $1 * $1 } / count
  // Five standard deviations of the mean; of a normal's sample variance (2/n of its square, the larger of the two).
  #expect(abs(mean) <= 5 * (variance / count).squareRoot())
  #expect(abs(measured / variance - 1) <= 5 * (2 / count).squareRoot())
}

@Test(arguments: [Initializer.uniform(bound: nil), .xavier, .he])
func `uniform weights stay within their bound and reach near it`(_ initializer: Initializer) {
  let bound: Scalar =
    switch initializer {
    case .xavier: Scalar(6.0 / 300).squareRoot()
    case .he: Scalar(6.0 / 200).squareRoot()
    default: 1 / Scalar(200).squareRoot()
    }
  let largest = weights(initializer, 100, 200).values.map(abs).max() ?? 0
  #expect(largest <= bound && largest > 0.99 * bound)
}

@Test(arguments: [(1, 1), (1, 7), (7, 1), (5, 5), (12, 30), (30, 12)])
func `orthogonal weights have orthonormal rows or columns`(_ outputs: Int, _ inputs: Int) {
  let matrix = weights(.orthogonal, outputs, inputs)
  let gram =
    outputs >= inputs ? matrix.transposedTimes(matrix) : matrix.times(transposeOf: matrix)
  #expect(gram.rows == min(outputs, inputs))
  for r in 0..<gram.rows {
    for c in 0..<gram.columns { #expect(abs(gram[r, c] - (r == c ? 1 : 0)) <= 1e-6) }
  }
}

@Test func `zeros and constants are what they say, biases too`() {
  #expect(weights(.zeros, 2, 3).values == [0, 0, 0, 0, 0, 0])
  #expect(weights(.constant(0.5), 1, 2).values == [0.5, 0.5])
  var generator = SeededGenerator(seed: 1, purpose: .initialization)
  #expect(Initializer.he.bias(outputs: 2, inputs: 3, using: &generator) == [0, 0])
  #expect(Initializer.constant(2).bias(outputs: 1, inputs: 3, using: &generator) == [2])
}

@Test func `each initialiser has a formula, and those that somebody proposed a source`() {
  #expect(Set(Initializer.table.map(\.formula)).count == Initializer.table.count)
  for activation in Activation.allCases {
    #expect(Initializer.recommended(for: .activation(activation, parameter: nil)).source != nil)
  }
  let source = Initializer.recommended(for: .maxout(pieces: 2)).source
  #expect(source?.hasPrefix("Tseran & Montúfar 2023") == true)
  #expect(Initializer.zeros.source == nil)
}

@Test(arguments: [
  HiddenFunction.activation(.relu, parameter: nil), .activation(.leakyReLU, parameter: nil),
  .activation(.leakyReLU, parameter: 0.5), .activation(.leakyReLU, parameter: 0.9),
  .activation(.leakyReLU, parameter: 1), .activation(.identity, parameter: nil),
  .maxout(pieces: 2),
])
func `what is recommended keeps the size of a signal over four layers`(
  _ hidden: HiddenFunction
) throws {
  var ratios: [Double] = []
  for seed in 1...8 as ClosedRange<UInt64> {
    let plan = NetworkPlan(
      widths: [100, 200, 200, 200, 200, 1], hidden: hidden, initializer: nil, seed: seed)
    let network = try Network(plan)
    let pass = network.forward(Matrix(row: ReferenceCase.slide), targets: [1])
    let powers = network.hiddenLayers.map { layer in
      pass.outputs[layer.outputLayer].values.reduce(0) { $0 + Double($1) * Double($1) }
    }
    ratios.append(powers[3] / powers[0])
  }
  let mean = ratios.reduce(0, +) / Double(ratios.count)
  #expect(mean > 0.25 && mean < 4, "\(mean)")
}

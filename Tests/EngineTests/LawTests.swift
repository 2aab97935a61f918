import Engine
import Foundation
import Testing

private let sweep: [Scalar] = [
  -1e30, -200, -88, -30, -9, -3, -1, -0.3, -1e-3, -1e-20, 0, 1e-20, 1e-3, 0.3, 1, 3, 9, 30, 88, 200,
  1e30,
]

@Test func `σ(−z) = 1 − σ(z), within one rounding`() {
  for z in sweep {
    #expect(abs(logistic(-z) - (1 - logistic(z))) <= Scalar.ulpOfOne / 2)
    #expect(logistic(z) >= 0 && logistic(z) <= 1)
  }
  #expect(logistic(0) == 0.5)
}

@Test func `σ keeps its digits in the lower tail`() {
  for z in stride(from: -80.0, through: 0, by: 2.5) {
    let exact = exp(z) / (1 + exp(z))
    #expect(abs(Double(logistic(Scalar(z))) - exact) <= 3e-7 * exact)
  }
}

@Test(arguments: Activation.allCases)
func `a derivative agrees with central differences away from kinks`(_ function: Activation) {
  let layer = ActivationLayer(function)
  for step in -60...60 where step != 0 {
    let z = Double(step) / 10
    let numeric =
      (exactValue(function, z + 1e-5) - exactValue(function, z - 1e-5)) / 2e-5
    let h = function.value(Scalar(z), parameter: layer.parameter)
    let derivative = function.derivative(Scalar(z), output: h, parameter: layer.parameter)
    #expect(abs(Double(derivative) - numeric) <= 1e-6, "\(function) at \(z)")
    #expect(abs(Double(h) - exactValue(function, z)) <= 1e-6 * max(1, abs(z)))
  }
}

/// The formulas of the lecture in double precision.
private func exactValue(_ function: Activation, _ z: Double) -> Double {
  switch function {
  case .sigmoid: 1 / (1 + exp(-z))
  case .tanh: tanh(z)
  case .relu: max(0, z)
  case .leakyReLU: max(0.1 * z, z)
  case .elu: z >= 0 ? z : exp(z) - 1
  case .gelu: z * 0.5 * (1 + erf(z / 2.0.squareRoot()))
  case .geluTanh: 0.5 * z * (1 + tanh((2 / Double.pi).squareRoot() * (z + 0.044715 * z * z * z)))
  case .identity: z
  }
}

@Test func `derivatives at the kinks are the stated ones`() {
  #expect(Activation.relu.derivative(0, output: 0, parameter: 0) == 0)
  #expect(Activation.leakyReLU.derivative(0, output: 0, parameter: 0.1) == 0.1)
  #expect(Activation.elu.derivative(0, output: 0, parameter: 0.7) == 0.7)
}

@Test(arguments: Activation.allCases)
func `values and derivatives are finite for every finite z`(_ function: Activation) {
  let a = function.standardParameter ?? 0
  for z in sweep + [Scalar.greatestFiniteMagnitude, -Scalar.greatestFiniteMagnitude] {
    let h = function.value(z, parameter: a)
    #expect(h.isFinite, "\(function)(\(z)) = \(h)")
    let derivative = function.derivative(z, output: h, parameter: a)
    #expect(derivative.isFinite && abs(derivative) < 1.2, "\(function)′(\(z)) = \(derivative)")
  }
}

@Test(arguments: Activation.allCases)
func `NaN is never hidden`(_ function: Activation) {
  #expect(function.value(.nan, parameter: 0.1).isNaN)
}

@Test func `the slopes of σ and tanh keep their digits at both edges`() {
  for z in stride(from: -40.0, through: 40, by: 0.25) {
    for (function, exact) in [
      (Activation.sigmoid, 1 / (2 + exp(z) + exp(-z))), (.tanh, 1 / (cosh(z) * cosh(z))),
    ] {
      let h = function.value(Scalar(z), parameter: 0)
      let slope = Double(function.derivative(Scalar(z), output: h, parameter: 0))
      #expect(abs(slope - exact) <= 6e-7 * exact, "\(function)′(\(z))")
    }
  }
}

@Test func `GELU keeps its digits in the lower tail`() {
  for z in stride(from: -9.0, through: -2, by: 0.5) {
    let exact = z * 0.5 * erfc(-z / 2.0.squareRoot())
    let value = Activation.gelu.value(Scalar(z), parameter: 0)
    #expect(abs(Double(value) - exact) <= 2e-5 * abs(exact), "\(z)")
  }
}

@Test(arguments: [1, 2, 10])
func `softmax rows sum to one and a shift changes nothing`(_ classes: Int) {
  var random = SeededGenerator(seed: 7, purpose: .walkBatch, index: classes)
  for _ in 0..<50 {
    // Multiples of 1/64, so that the shift itself is exact.
    let logits = (0..<classes).map { _ in Scalar(random.below(2000) - 1000) / 64 }
    let p = softmax(logits)
    #expect(abs(p.reduce(0, +) - 1) <= 1e-6)
    #expect(softmax(logits.map { $0 + 1024 }) == p)
  }
}

@Test func `softmax and its loss stay finite for huge logits`() {
  let row = Matrix(row: [1e30, -1e30, 0])
  #expect(softmax(row.values) == [1, 0, 0])
  for y in 0..<3 { #expect(Head.categorical.losses(ofLogits: row, targets: [y])[0].isFinite) }
}

@Test func `binary cross-entropy is finite for huge logits and its slope exact in the tails`() {
  for z in sweep {
    let logits = Matrix(row: [z])
    for y in 0...1 {
      let loss = Head.binary.losses(ofLogits: logits, targets: [y])[0]
      #expect(loss.isFinite && loss >= 0)
    }
  }
  let gradient = Head.binary.logitGradient(ofLogits: Matrix(row: [40]), targets: [1]).values[0]
  #expect(abs(Double(gradient) + exp(-40)) <= 1e-6 * exp(-40))
}

@Test func `both losses equal the naive formula where that is accurate`() {
  for z in stride(from: -8.0, through: 8, by: 0.25) {
    let p = 1 / (1 + exp(-z))
    let logits = Matrix(row: [Scalar(z)])
    let one = Double(Head.binary.losses(ofLogits: logits, targets: [1])[0])
    let zero = Double(Head.binary.losses(ofLogits: logits, targets: [0])[0])
    #expect(abs(one + log(p)) <= 1e-6 * max(1e-3, -log(p)))
    #expect(abs(zero + log(1 - p)) <= 1e-6 * max(1e-3, -log(1 - p)))
    // Two classes with logits z and 0 are the binary case.
    let pair = Head.categorical.losses(ofLogits: Matrix(row: [0, Scalar(z)]), targets: [1])[0]
    #expect(abs(Double(pair) - one) <= 3e-7 * max(1e-4, one))
  }
}

@Test func `a small categorical loss keeps its digits`() {
  let loss = Head.categorical.losses(ofLogits: Matrix(row: [20, 0, 1]), targets: [0])[0]
  let exact = log1p(exp(-20) + exp(-19.0))
  #expect(abs(Double(loss) - exact) <= 1e-6 * exact)
}

@Test func `dL⁄dz agrees with dL⁄dP · dP⁄dz, over a batch`() {
  let logits = Matrix(rows: 2, columns: 3, values: [0.3, -1, 2, 0, 0.5, -0.25])
  let targets = [2, 0]
  let head = Head.categorical
  let p = head.probabilities(ofLogits: logits)
  let complements = head.complements(ofLogits: logits)
  let start = head.probabilityGradient(
    ofProbabilities: p, complements: complements, targets: targets)
  let direct = head.logitGradient(ofLogits: logits, targets: targets)
  for n in 0..<2 {
    let jacobian = head.probabilityDerivative(
      ofProbabilities: Array(p.row(n)), complements: Array(complements.row(n)))
    let long = Matrix(row: Array(start.row(n))).times(jacobian)
    for (a, b) in zip(long.values, direct.row(n)) { #expect(abs(a - b) <= 1e-6) }
  }
}

/// P(1 − P) and 1/(1 − P) in single precision, where P itself has no digits of 1 − P left.
@Test(arguments: [-80, -20, -8, -1, 0, 1, 8, 20, 80] as [Scalar])
func `1 − P keeps its digits however sure the answer`(_ z: Scalar) {
  let exact = 1 / (1 + exp(Double(z)))
  let two = Matrix(row: [z])
  let many = Matrix(row: [z, 0, -200])
  for (head, logits) in [(Head.binary, two), (.categorical, many)] {
    let p = head.probabilities(ofLogits: logits)
    let complements = head.complements(ofLogits: logits)
    #expect(abs(Double(complements[0, 0]) - exact) <= 1e-6 * exact)
    let slope = head.probabilityDerivative(
      ofProbabilities: Array(p.row(0)), complements: Array(complements.row(0)))[0, 0]
    let exactSlope = exact / (1 + exp(-Double(z)))
    #expect(abs(Double(slope) - exactSlope) <= 1e-6 * exactSlope)
  }
  let start = Head.binary.probabilityGradient(
    ofProbabilities: Head.binary.probabilities(ofLogits: two),
    complements: Head.binary.complements(ofLogits: two), targets: [0])
  #expect(abs(Double(start[0, 0]) * exact - 1) <= 1e-6)
}

@Test(arguments: [2, 3, 64])
func `batch normalisation gives mean β and deviation γ`(_ batch: Int) {
  var norm = BatchNorm(features: 3)
  norm.scale = [1, 2, 0.5]
  norm.shift = [0, -1, 3]
  var random = SeededGenerator(seed: 1, purpose: .walkBatch, index: batch)
  let input = Matrix(
    rows: batch, columns: 3, values: (0..<batch * 3).map { _ in 5 + 4 * random.normal() })
  let output = norm.forward(input, training: true).output
  for f in 0..<3 {
    let column = (0..<batch).map { Double(output[$0, f]) }
    let mean = column.reduce(0, +) / Double(batch)
    let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(batch)
    #expect(abs(mean - Double(norm.shift[f])) <= 1e-5)
    #expect(abs(variance.squareRoot() - Double(norm.scale[f])) <= 1e-3)
  }
}

@Test func `batch normalisation in eval mode treats each sample alone`() {
  var norm = BatchNorm(features: 2)
  norm.runningMean = [1, -1]
  norm.runningVariance = [4, 0.25]
  let both = norm.forward(
    Matrix(rows: 2, columns: 2, values: [3, 0, 5, -2]), training: false
  ).output
  #expect(norm.forward(Matrix(row: [3, 0]), training: false).output.values == Array(both.row(0)))
  #expect(abs(both[0, 0] - 1) < 1e-4 && abs(both[0, 1] - 2) < 1e-3)
}

@Test func `a feature that is the same in the whole batch becomes β`() {
  let norm = BatchNorm(features: 1)
  let input = Matrix(rows: 4, columns: 1, repeating: 0.25)
  let (output, cache) = norm.forward(input, training: true)
  #expect(output.values == [0, 0, 0, 0])
  let back = norm.backward(outputGradient: Matrix(rows: 4, columns: 1, repeating: 1), cache: cache)
  #expect(back.inputGradient.isAll { $0.isFinite })
}

@Test(arguments: [0, 0.1, 0.5, 0.9] as [Scalar])
func `dropout keeps the expected value and scales what it keeps`(_ rate: Scalar) {
  let dropout = Dropout(rate: rate)
  var random = SeededGenerator(seed: 11, purpose: .dropout)
  let mask = dropout.mask(rows: 200, columns: 200, using: &random)
  let kept = mask.values.filter { $0 != 0 }
  #expect(kept.allSatisfy { $0 == 1 / (1 - rate) })
  let share = Double(kept.count) / 40_000
  // Five standard deviations of a binomial share.
  let deviation = (Double(rate) * Double(1 - rate) / 40_000).squareRoot()
  #expect(abs(share - Double(1 - rate)) <= 5 * deviation + 1e-9)
  let ones = Matrix(rows: 200, columns: 200, repeating: 1)
  let mean = dropout.forward(ones, mask: mask).values.reduce(0.0) { $0 + Double($1) } / 40_000
  #expect(abs(mean - 1) <= 5 * deviation / Double(1 - rate) + 1e-6)
}

@Test func `a maxout unit follows its largest piece, and the first of equals`() {
  let pieces = [[1, 0], [0, 1], [0, 1]].map {
    Linear(weights: Matrix(row: $0), bias: [0])
  }
  let maxout = Maxout(pieces: pieces)
  let (output, cache) = maxout.forward(Matrix(rows: 2, columns: 2, values: [3, 1, 1, 2]))
  #expect(output.values == [3, 2])
  #expect(cache.winners == [0, 1])
  #expect(maxout.forward(Matrix(row: [.nan, 1])).output.values[0].isNaN)
  let last = Maxout(pieces: [pieces[0], Linear(weights: Matrix(row: [.nan, 0]), bias: [0])])
  #expect(last.forward(Matrix(row: [1, 1])).output.values[0].isNaN)
}

extension Matrix {
  fileprivate func isAll(_ test: (Scalar) -> Bool) -> Bool { values.allSatisfy(test) }
}

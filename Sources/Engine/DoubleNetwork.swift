/// A network in double precision by plain code of its own, for the gradient check alone.
///
/// It shares no arithmetic with the layers: a fault there cannot hide in both.
/// It knows one forward pass and answers what the loss becomes when a single number of it moves; a change is carried on as a
/// difference, and only through what depends on the changed number.
struct DoubleNetwork: Sendable {
  struct Affine: Sendable {
    /// [outputs, inputs], row by row.
    let weights: [Double]
    let bias: [Double]
    let inputs: Int
    let outputs: Int
  }

  enum Operation: Sendable {
    case linear(Affine)
    case maxout([Affine])
    case batchNorm(Normalization)
    case activation(Activation, parameter: Double)
    /// nil drops nothing.
    case dropout(mask: [Double]?)
  }

  struct Normalization: Sendable {
    var scale: [Double]
    var shift: [Double]
    let mean: [Double]
    let variance: [Double]
    let usesBatchStatistics: Bool
  }

  let head: Head
  let targets: [Int]
  let batch: Int
  let operations: [Operation]
  /// Level 0 is the input, level k + 1 what comes out of layer k: [batch, width], row by row.
  let levels: [[Double]]
  let widths: [Int]
  /// Z of each piece of the maxout layers, by layer.
  let candidates: [Int: [[Double]]]
  /// On which side of a kink the engine's own pass went, by layer: 1 for z > 0, or the winning piece of maxout; empty where smooth.
  let sides: [[Int]]
  let loss: Double

  init(network: Network, pass: ForwardPass, mode: Mode, masks: [Int: Matrix]) {
    head = network.head
    targets = pass.targets
    let batch = pass.input.rows
    self.batch = batch
    let operations = network.layers.enumerated().map { k, layer in
      DoubleNetwork.operation(layer, mask: mode == .train ? masks[k] : nil, mode: mode)
    }
    self.operations = operations
    sides = network.layers.indices.map { k in
      DoubleNetwork.sides(
        of: network.layers[k], input: pass.input(ofLayer: k), cache: pass.caches[k])
    }
    var levels = [pass.input.values.map(Double.init)]
    var widths = [pass.input.columns]
    var candidates: [Int: [[Double]]] = [:]
    for (k, operation) in operations.enumerated() {
      let x = levels[k]
      switch operation {
      case .linear(let affine):
        levels.append(affine.output(x, batch: batch))
        widths.append(affine.outputs)
      case .maxout(let pieces):
        let all = pieces.map { $0.output(x, batch: batch) }
        candidates[k] = all
        levels.append(all[0].indices.map { e in all.reduce(-.infinity) { max($0, $1[e]) } })
        widths.append(pieces[0].outputs)
      case .batchNorm(let norm):
        var y = x
        for column in 0..<widths[k] {
          norm.normalize(column, width: widths[k], batch: batch, input: x, output: &y)
        }
        levels.append(y)
        widths.append(widths[k])
      case .activation(let function, let parameter):
        levels.append(x.map { DoubleNetwork.value(function, $0, parameter) })
        widths.append(widths[k])
      case .dropout(let mask):
        levels.append(mask.map { zip(x, $0).map { $0 * $1 } } ?? x)
        widths.append(widths[k])
      }
    }
    self.levels = levels
    self.widths = widths
    self.candidates = candidates
    loss = DoubleNetwork.loss(
      head, logits: levels[levels.count - 1], classes: widths[widths.count - 1], targets: targets)
  }

  private static func operation(_ layer: Layer, mask: Matrix?, mode: Mode) -> Operation {
    switch layer {
    case .linear(let linear): .linear(Affine(linear))
    case .maxout(let maxout): .maxout(maxout.pieces.map(Affine.init))
    case .batchNorm(let norm):
      .batchNorm(
        Normalization(
          scale: norm.scale.map(Double.init), shift: norm.shift.map(Double.init),
          mean: norm.runningMean.map(Double.init),
          variance: norm.runningVariance.map(Double.init),
          usesBatchStatistics: mode == .train))
    case .activation(let activation):
      .activation(activation.function, parameter: Double(activation.parameter))
    case .dropout: .dropout(mask: mask.map { $0.values.map(Double.init) })
    }
  }

  private static func sides(of layer: Layer, input: Matrix, cache: LayerCache) -> [Int] {
    switch (layer, cache) {
    case (.maxout, .maxout(let cache)): cache.winners
    case (.activation(let activation), _) where activation.hasKink:
      input.values.map { $0 > 0 ? 1 : 0 }
    default: []
    }
  }

  static func value(_ function: Activation, _ z: Double, _ parameter: Double) -> Double {
    switch function {
    case .sigmoid: return 1 / (1 + exponential(-z))
    case .tanh: return hyperbolicTangent(z)
    case .relu: return z > 0 ? z : 0
    case .leakyReLU: return z > 0 ? z : parameter * z
    case .elu: return z > 0 ? z : parameter * exponentialMinusOne(z)
    case .gelu: return 0.5 * z * complementaryErrorFunction(-z * 0.5.squareRoot())
    case .geluTanh:
      let argument = (2 / Double.pi).squareRoot() * (z + 0.044715 * z * z * z)
      return 0.5 * z * (1 + hyperbolicTangent(argument))
    case .identity: return z
    }
  }

  /// The mean over the samples of ln(1 + e^∓z), or of ln Σ e^(z_c − z_y).
  static func loss(_ head: Head, logits: [Double], classes: Int, targets: [Int]) -> Double {
    var sum = 0.0
    for (n, y) in targets.enumerated() {
      switch head {
      case .binary:
        let z = y == 1 ? -logits[n] : logits[n]
        sum += max(z, 0) + logarithmOfOnePlus(exponential(-abs(z)))
      case .categorical:
        let row = logits[n * classes..<(n + 1) * classes]
        let largest = row.reduce(-.infinity) { max($0, $1) }
        // 1 is taken off the sum of exponentials for the largest, so that a small loss keeps its digits.
        var others = 0.0
        var isCounted = false
        for z in row {
          if z == largest && !isCounted {
            isCounted = true
          } else {
            others += exponential(z - largest)
          }
        }
        sum += (largest - row[row.startIndex + y]) + logarithmOfOnePlus(others)
      }
    }
    return sum / Double(max(1, targets.count))
  }
}

extension ActivationLayer {
  /// Whether f′ jumps at z = 0.
  var hasKink: Bool {
    switch function {
    case .relu: true
    case .leakyReLU, .elu: parameter != 1
    case .sigmoid, .tanh, .gelu, .geluTanh, .identity: false
    }
  }
}

extension DoubleNetwork.Affine {
  init(_ linear: Linear) {
    weights = linear.weights.values.map(Double.init)
    bias = linear.bias?.map(Double.init) ?? Array(repeating: 0, count: linear.outputs)
    inputs = linear.inputs
    outputs = linear.outputs
  }

  func output(_ x: [Double], batch: Int) -> [Double] {
    var z: [Double] = []
    z.reserveCapacity(batch * outputs)
    for n in 0..<batch {
      for o in 0..<outputs {
        var sum = bias[o]
        for i in 0..<inputs { sum += weights[o * inputs + i] * x[n * inputs + i] }
        z.append(sum)
      }
    }
    return z
  }
}

extension DoubleNetwork.Normalization {
  /// Writes γ (x − μ)/√(σ² + ε) + β of one feature.
  func normalize(
    _ feature: Int, width: Int, batch: Int, input x: [Double], output y: inout [Double]
  ) {
    var mean = mean[feature]
    var variance = variance[feature]
    if usesBatchStatistics {
      mean = 0
      for n in 0..<batch { mean += x[n * width + feature] }
      mean /= Double(batch)
      variance = 0
      for n in 0..<batch {
        let deviation = x[n * width + feature] - mean
        variance += deviation * deviation
      }
      variance /= Double(batch)
    }
    let deviation = (variance + 1e-5).squareRoot()
    for n in 0..<batch {
      let e = n * width + feature
      y[e] = scale[feature] * (x[e] - mean) / deviation + shift[feature]
    }
  }
}

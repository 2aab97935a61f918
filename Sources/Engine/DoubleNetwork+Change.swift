extension DoubleNetwork {
  /// What a single number of a network is.
  enum Place {
    case parameter(ParameterKey, offset: Int)
    /// Element `offset` of the input, [batch, inputs].
    case input(offset: Int)
  }

  /// Room for the changed values of each level, used again for the next change.
  struct Change {
    fileprivate var levels: [[Double]]
    fileprivate var candidates: [Int: [[Double]]]
    fileprivate var columns: [Int] = []
    fileprivate var differences: [Double] = []
    /// Whether a changed number lies on the other side of a kink than in the engine's own pass.
    fileprivate(set) var crossesKink = false
    /// Whether one of those numbers lay on the kink before, where the derivative is a convention.
    fileprivate(set) var beginsAtKink = false
    /// The farthest that an argument moved, as a share of how far a difference quotient may move it; above 1 the step was too long.
    fileprivate(set) var stretch = 0.0

    init(of network: DoubleNetwork) {
      levels = network.levels
      candidates = network.candidates
    }
  }

  /// The loss after `amount` has been added to one number.
  ///
  /// `change` tells afterwards whether a kink was crossed on the way.
  func loss(adding amount: Double, to place: Place, change: inout Change) -> Double {
    change.crossesKink = false
    change.beginsAtKink = false
    change.stretch = 0
    // A change in the last layer moves one logit; the loss reads them all.
    let last = operations.count
    for e in levels[last].indices { change.levels[last][e] = levels[last][e] }
    var level = 0
    switch place {
    case .input(let offset):
      change.columns = [offset % widths[0]]
      for n in 0..<batch {
        let e = n * widths[0] + offset % widths[0]
        change.levels[0][e] = levels[0][e] + (e == offset ? amount : 0)
      }
    case .parameter(let key, let offset):
      level = key.layer + 1
      add(amount, to: key, at: offset, change: &change)
    }
    for k in level..<last { carry(through: k, change: &change) }
    return DoubleNetwork.loss(
      head, logits: change.levels[last], classes: widths[last], targets: targets)
  }

  /// How far an argument of a smooth function of size 1 may move: a central difference errs there by reach²/6 · |f‴/f′|, some 10⁻⁵.
  static let smoothReach = 3e-3

  /// The same for an activation at an argument that moves by so much.
  ///
  /// Where f″ jumps, as at 0 in ELU, the error is reach/4 times the jump instead: a thousandth of the tolerance, for as
  /// many units may begin there, all of them where nothing is drawn and no bias is set.
  /// Near the least value of GELU, where f′ is 0 and f‴ is not, the reach goes with the root of f′.
  private static func reach(of function: Activation, at z: Double, moving: Double) -> Double {
    switch function {
    case .sigmoid, .tanh: smoothReach
    case .gelu, .geluTanh: smoothReach * max(1e-4, min(1, abs(geluSlope(z)))).squareRoot()
    case .elu: abs(z) <= moving ? 4e-7 : smoothReach
    case .relu, .leakyReLU, .identity: .infinity
    }
  }

  /// Φ(z) + z·φ(z), which is near enough to the slope of the form with tanh, too.
  private static func geluSlope(_ z: Double) -> Double {
    let density = exponential(-z * z / 2) / (2 * Double.pi).squareRoot()
    return 0.5 * complementaryErrorFunction(-z * 0.5.squareRoot()) + z * density
  }

  /// The changed output of the layer that owns the parameter: one column of it.
  private func add(
    _ amount: Double, to key: ParameterKey, at offset: Int, change: inout Change
  ) {
    let k = key.layer
    let width = widths[k + 1]
    let inputs = widths[k]
    // [pieces, outputs, inputs] for weights, [pieces, outputs] for a bias; a linear layer is one piece.
    let row = key.role == .weights ? offset / inputs : offset
    let column = row % width
    change.columns = [column]
    for n in 0..<batch {
      let e = n * width + column
      switch operations[k] {
      case .linear:
        let factor = key.role == .weights ? levels[k][n * inputs + offset % inputs] : 1
        change.levels[k + 1][e] = levels[k + 1][e] + amount * factor
      case .maxout(let pieces):
        let factor = key.role == .weights ? levels[k][n * inputs + offset % inputs] : 1
        for piece in pieces.indices {
          let moves = piece == row / width
          change.candidates[k]?[piece][e] =
            (candidates[k]?[piece][e] ?? 0) + (moves ? amount * factor : 0)
        }
        takeLargest(ofLayer: k, at: e, change: &change)
      case .batchNorm, .activation, .dropout: break
      }
    }
    guard case .batchNorm(var norm) = operations[k] else { return }
    if key.role == .scale {
      norm.scale[column] += amount
    } else {
      norm.shift[column] += amount
    }
    norm.normalize(
      column, width: width, batch: batch, input: levels[k], output: &change.levels[k + 1])
  }

  private func carry(through k: Int, change: inout Change) {
    let width = widths[k + 1]
    switch operations[k] {
    case .linear(let affine):
      for n in 0..<batch {
        gatherDifferences(k, sample: n, change: &change)
        affine.add(
          change.differences, at: change.columns, to: levels[k + 1], sample: n,
          result: &change.levels[k + 1])
      }
      change.columns = Array(0..<width)
    case .maxout(let pieces):
      for n in 0..<batch {
        gatherDifferences(k, sample: n, change: &change)
        for (p, piece) in pieces.enumerated() {
          guard let base = candidates[k]?[p], var moved = change.candidates[k]?[p] else { continue }
          change.candidates[k]?[p] = []
          piece.add(change.differences, at: change.columns, to: base, sample: n, result: &moved)
          change.candidates[k]?[p] = moved
        }
      }
      change.columns = Array(0..<width)
      for e in 0..<batch * width { takeLargest(ofLayer: k, at: e, change: &change) }
    case .batchNorm(let norm):
      var output = change.levels[k + 1]
      change.levels[k + 1] = []
      // Unchanged columns of the input keep whatever an earlier change left there; they are not read.
      for column in change.columns {
        norm.normalize(
          column, width: width, batch: batch, input: change.levels[k], output: &output)
        guard norm.usesBatchStatistics, norm.scale[column] != 0 else { continue }
        for n in 0..<batch {
          let e = n * width + column
          let moved = abs((output[e] - levels[k + 1][e]) / norm.scale[column])
          change.stretch = max(change.stretch, moved / DoubleNetwork.smoothReach)
        }
      }
      change.levels[k + 1] = output
    case .activation(let function, let parameter):
      for n in 0..<batch {
        for column in change.columns {
          let e = n * width + column
          let z = change.levels[k][e]
          guard z != levels[k][e] else {
            change.levels[k + 1][e] = levels[k + 1][e]
            continue
          }
          change.levels[k + 1][e] = DoubleNetwork.value(function, z, parameter)
          let moved = abs(z - levels[k][e])
          let reach = DoubleNetwork.reach(of: function, at: levels[k][e], moving: moved)
          change.stretch = max(change.stretch, moved / reach)
          if !sides[k].isEmpty && (z > 0 ? 1 : 0) != sides[k][e] {
            change.crossesKink = true
            if levels[k][e] == 0 { change.beginsAtKink = true }
          }
        }
      }
    case .dropout(let mask):
      for n in 0..<batch {
        for column in change.columns {
          let e = n * width + column
          change.levels[k + 1][e] = change.levels[k][e] * (mask?[e] ?? 1)
        }
      }
    }
  }

  private func gatherDifferences(_ k: Int, sample n: Int, change: inout Change) {
    change.differences.removeAll(keepingCapacity: true)
    for column in change.columns {
      let e = n * widths[k] + column
      change.differences.append(change.levels[k][e] - levels[k][e])
    }
  }

  private func takeLargest(ofLayer k: Int, at e: Int, change: inout Change) {
    guard let moved = change.candidates[k], let base = candidates[k] else { return }
    var winner = 0
    var isChanged = false
    for piece in moved.indices {
      if moved[piece][e] > moved[winner][e] { winner = piece }
      if moved[piece][e] != base[piece][e] { isChanged = true }
    }
    change.levels[k + 1][e] = moved[winner][e]
    if isChanged && winner != sides[k][e] {
      change.crossesKink = true
      if base[winner][e] == base[sides[k][e]][e] { change.beginsAtKink = true }
    }
  }
}

extension DoubleNetwork.Affine {
  /// Z + W·Δx for one sample, where only the named columns of x differ.
  fileprivate func add(
    _ differences: [Double], at columns: [Int], to base: [Double], sample n: Int,
    result: inout [Double]
  ) {
    if columns.count == inputs {
      for o in 0..<outputs {
        var sum = 0.0
        for i in 0..<inputs { sum += weights[o * inputs + i] * differences[i] }
        result[n * outputs + o] = base[n * outputs + o] + sum
      }
      return
    }
    for o in 0..<outputs {
      var sum = 0.0
      for (place, column) in columns.enumerated() {
        sum += weights[o * inputs + column] * differences[place]
      }
      result[n * outputs + o] = base[n * outputs + o] + sum
    }
  }
}

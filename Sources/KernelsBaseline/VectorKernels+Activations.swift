public import Kernels

extension VectorKernels {
  public func activate(
    _ block: Block, function: KernelActivation, parameter: Float,
    slope: UnsafeMutablePointer<Float>?
  ) {
    switch function {
    case .sigmoid: apply(Logistic.self, parameter, to: block)
    case .tanh: apply(Tanh.self, parameter, to: block)
    case .relu: apply(Rectifier.self, parameter, to: block)
    case .leakyReLU: apply(LeakyRectifier.self, parameter, to: block, slope)
    case .elu: apply(ExponentialUnit.self, parameter, to: block, slope)
    case .gelu: apply(GaussianUnit.self, parameter, to: block, slope)
    case .geluTanh: apply(TanhGaussianUnit.self, parameter, to: block, slope)
    case .identity: break
    }
  }

  public func applySlope(
    _ gradient: Block, function: KernelActivation, output: UnsafePointer<Float>,
    slope: UnsafePointer<Float>?
  ) -> Float {
    switch function {
    case .sigmoid: return multiply(gradient, bySlopeOf: .sigmoid, output)
    case .tanh: return multiply(gradient, bySlopeOf: .tanh, output)
    case .relu: return multiply(gradient, bySlopeOf: .relu, output)
    case .leakyReLU, .elu, .gelu, .geluTanh:
      guard let slope else { return .nan }
      return multiply(gradient, bySlopeOf: .gelu, slope)
    case .identity: return magnitudeSum(gradient)
    }
  }

  /// h = f(z) in place; the columns after the last are set to zero.
  private func apply<Function: ElementFunction>(
    _ function: Function.Type, _ parameter: Float, to block: Block
  ) {
    let start = block.start
    for e in 0..<block.rows &* block.stride { start[e] = Function.value(start[e], parameter).h }
    clearPadding(of: block)
  }

  /// The same, and f′(z) into `slope`.
  private func apply<Function: ElementFunction>(
    _ function: Function.Type, _ parameter: Float, to block: Block,
    _ slope: UnsafeMutablePointer<Float>?
  ) {
    guard let slope else { return apply(function, parameter, to: block) }
    let start = block.start
    for e in 0..<block.rows &* block.stride {
      let (h, derivative) = Function.value(start[e], parameter)
      start[e] = h
      slope[e] = derivative
    }
    clearPadding(of: block)
    clearPadding(of: Block(slope, rows: block.rows, width: block.width, stride: block.stride))
  }

  private func clearPadding(of block: Block) {
    guard block.width < block.stride else { return }
    for row in 0..<block.rows {
      for column in block.width..<block.stride { block.start[row &* block.stride + column] = 0 }
    }
  }

  @inline(__always)
  private func multiply(
    _ gradient: Block, bySlopeOf function: KernelActivation, _ known: UnsafePointer<Float>
  ) -> Float {
    let one = Vector(repeating: 1)
    let count = gradient.rows &* gradient.stride
    // Two sums: one would make each addition wait for the last.
    var totals = (Vector.zero, Vector.zero)
    var e = 0
    while e < count {
      let g = load(gradient.start + e)
      let x = load(known + e)
      let result: Vector
      switch function {
      case .sigmoid: result = g * (x * (one - x))
      case .tanh: result = g * (one - x * x)
      case .relu: result = g.replacing(with: Vector.zero, where: x .<= Vector.zero)
      default: result = g * x
      }
      write(result, to: gradient.start + e)
      totals = (totals.1, totals.0 + magnitude(result))
      e &+= 16
    }
    return sum(totals.0 + totals.1)
  }

  public func largestMagnitude(_ block: Block) -> Float {
    var largest = Vector.zero
    for row in 0..<block.rows {
      let start = block.start + row &* block.stride
      var column = 0
      while column < block.stride {
        let x = magnitude(load(start + column))
        // Written so that NaN replaces what is there and is never replaced.
        largest = largest.replacing(with: x, where: .!(x .<= largest))
        column &+= 16
      }
    }
    var result: Float = 0
    for lane in 0..<16 where !(largest[lane] <= result) { result = largest[lane] }
    return result
  }

  public func magnitudeSum(_ block: Block) -> Float {
    var totals = (Vector.zero, Vector.zero)
    let count = block.rows &* block.stride
    var e = 0
    while e < count {
      totals = (totals.1, totals.0 + magnitude(load(block.start + e)))
      e &+= 16
    }
    return sum(totals.0 + totals.1)
  }

  public func hadamard(
    _ a: Block, _ b: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>
  ) {
    let count = a.rows &* a.stride
    var e = 0
    while e < count {
      write(load(a.start + e) * load(b + e), to: target + e)
      e &+= 16
    }
  }
}

/// A function of one number, as a type: the loops are compiled once for each, and so into vectors.
private protocol ElementFunction {
  /// f(z) and f′(z); the latter is 1 where it follows from the former.
  static func value(_ z: Float, _ parameter: Float) -> (h: Float, slope: Float)
}

private enum Logistic: ElementFunction {
  @inline(__always)
  static func value(_ z: Float, _ parameter: Float) -> (h: Float, slope: Float) {
    (logistic(z), 1)
  }
}

private enum Tanh: ElementFunction {
  @inline(__always)
  static func value(_ z: Float, _ parameter: Float) -> (h: Float, slope: Float) {
    (hyperbolicTangent(z), 1)
  }
}

private enum Rectifier: ElementFunction {
  @inline(__always)
  static func value(_ z: Float, _ parameter: Float) -> (h: Float, slope: Float) {
    (z < 0 ? 0 : z, 1)
  }
}

private enum LeakyRectifier: ElementFunction {
  @inline(__always)
  static func value(_ z: Float, _ parameter: Float) -> (h: Float, slope: Float) {
    (z <= 0 ? z * parameter : z, z <= 0 ? parameter : 1)
  }
}

private enum ExponentialUnit: ElementFunction {
  @inline(__always)
  static func value(_ z: Float, _ parameter: Float) -> (h: Float, slope: Float) {
    (
      z <= 0 ? exponentialMinusOne(z) * parameter : z,
      z <= 0 ? exponential(z) * parameter : 1
    )
  }
}

private enum GaussianUnit: ElementFunction {
  @inline(__always)
  static func value(_ z: Float, _ parameter: Float) -> (h: Float, slope: Float) {
    let normal = normalDistribution(z)
    return (z * normal.distribution, multiplyAdd(z, normal.density, normal.distribution))
  }
}

private enum TanhGaussianUnit: ElementFunction {
  @inline(__always)
  static func value(_ z: Float, _ parameter: Float) -> (h: Float, slope: Float) {
    // √(2/π) and the cubic term of the tanh form.
    let scale: Float = 0.797_884_56
    let square = z * z
    let t = hyperbolicTangent(z * (square * 0.044_715 + 1) * scale)
    let half = (t + 1) * 0.5
    let inner = (square * (3 * 0.044_715) + 1) * scale
    return (z * half, multiplyAdd(z * (1 - t * t) * 0.5, inner, half))
  }
}

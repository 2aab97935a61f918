public import Kernels

// The loops take the function as an argument and are inlined for each constant one, so that the compiler makes vectors of them.

extension VectorKernels {
  public func activate(
    _ block: Block, function: KernelActivation, parameter: Float,
    slope: UnsafeMutablePointer<Float>?
  ) {
    switch function {
    case .sigmoid: apply(.sigmoid, parameter, to: block)
    case .tanh: apply(.tanh, parameter, to: block)
    case .relu: apply(.relu, parameter, to: block)
    case .leakyReLU: apply(.leakyReLU, parameter, to: block, slope)
    case .elu: apply(.elu, parameter, to: block, slope)
    case .gelu: apply(.gelu, parameter, to: block, slope)
    case .geluTanh: apply(.geluTanh, parameter, to: block, slope)
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
  @inline(__always)
  private func apply(_ function: KernelActivation, _ parameter: Float, to block: Block) {
    let start = block.start
    for e in 0..<block.rows &* block.stride { start[e] = value(function, start[e], parameter).0 }
    clearPadding(of: block)
  }

  /// The same, and f′(z) into `slope`.
  @inline(__always)
  private func apply(
    _ function: KernelActivation, _ parameter: Float, to block: Block,
    _ slope: UnsafeMutablePointer<Float>?
  ) {
    guard let slope else { return apply(function, parameter, to: block) }
    let start = block.start
    for e in 0..<block.rows &* block.stride {
      let (h, derivative) = value(function, start[e], parameter)
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

/// f(z) and f′(z); the latter is 1 where it follows from the former.
@inline(__always)
private func value(
  _ function: KernelActivation, _ z: Float, _ parameter: Float
) -> (Float, Float) {
  switch function {
  case .sigmoid: return (logistic(z), 1)
  case .tanh: return (hyperbolicTangent(z), 1)
  case .relu: return (z < 0 ? 0 : z, 1)
  case .leakyReLU: return z <= 0 ? (z * parameter, parameter) : (z, 1)
  case .elu:
    let e = exponential(z)
    return (z <= 0 ? (e - 1) * parameter : z, z <= 0 ? e * parameter : 1)
  case .gelu:
    let normal = normalDistribution(z)
    return (z * normal.distribution, multiplyAdd(z, normal.density, normal.distribution))
  case .geluTanh:
    // √(2/π) and the cubic term of the tanh form.
    let scale: Float = 0.797_884_56
    let square = z * z
    let t = hyperbolicTangent(z * (square * 0.044_715 + 1) * scale)
    let half = (t + 1) * 0.5
    let inner = (square * (3 * 0.044_715) + 1) * scale
    return (z * half, multiplyAdd(z * (1 - t * t) * 0.5, inner, half))
  case .identity: return (z, 1)
  }
}

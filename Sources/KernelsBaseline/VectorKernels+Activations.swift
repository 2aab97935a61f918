public import Kernels

extension VectorKernels {
  public func activate(
    _ block: Block, function: KernelActivation, parameter: Float,
    slope: UnsafeMutablePointer<Float>?
  ) {
    let one = Vector(repeating: 1)
    switch function {
    case .sigmoid: map(block, slope: nil) { (logistic($0), one) }
    case .tanh: map(block, slope: nil) { (hyperbolicTangent($0), one) }
    case .relu:
      map(block, slope: nil) { ($0.replacing(with: Vector.zero, where: $0 .< Vector.zero), one) }
    case .leakyReLU:
      map(block, slope: slope) { z in
        let isLow = z .<= Vector.zero
        return (
          z.replacing(with: z * parameter, where: isLow),
          one.replacing(with: Vector(repeating: parameter), where: isLow)
        )
      }
    case .elu:
      map(block, slope: slope) { z in
        let isLow = z .<= Vector.zero
        let e = exponential(z)
        return (
          z.replacing(with: (e - 1) * parameter, where: isLow),
          one.replacing(with: e * parameter, where: isLow)
        )
      }
    case .gelu:
      map(block, slope: slope) { z in
        let normal = normalDistribution(z)
        return (z * normal.distribution, multiplyAdd(z, normal.density, normal.distribution))
      }
    case .geluTanh:
      map(block, slope: slope) { z in
        let square = z * z
        let t = hyperbolicTangent(z * (square * 0.044_715 + 1) * 0.797_884_56)
        let half = (t + 1) * 0.5
        let inner = (square * (3 * 0.044_715) + 1) * 0.797_884_56
        return (z * half, multiplyAdd(z * (one - t * t) * 0.5, inner, half))
      }
    case .identity: break
    }
  }

  public func applySlope(
    _ gradient: Block, function: KernelActivation, output: UnsafePointer<Float>,
    slope: UnsafePointer<Float>?
  ) -> Float {
    let one = Vector(repeating: 1)
    switch function {
    case .sigmoid: return combine(gradient, output) { $0 * ($1 * (one - $1)) }
    case .tanh: return combine(gradient, output) { $0 * (one - $1 * $1) }
    case .relu:
      return combine(gradient, output) {
        $0.replacing(with: Vector.zero, where: $1 .<= Vector.zero)
      }
    case .leakyReLU, .elu, .gelu, .geluTanh:
      guard let slope else { return .nan }
      return combine(gradient, slope) { $0 * $1 }
    case .identity: return magnitudeSum(gradient)
    }
  }

  public func largestMagnitude(_ block: Block) -> Float {
    var largest = Vector.zero
    for row in 0..<block.rows {
      let start = block.start + row &* block.stride
      for column in stride(from: 0, to: block.stride, by: 16) {
        let x = magnitude(load(start + column))
        // Written so that NaN replaces what is there and is never replaced.
        largest = largest.replacing(with: x, where: .!(x .<= largest))
      }
    }
    var result: Float = 0
    for lane in 0..<16 where !(largest[lane] <= result) { result = largest[lane] }
    return result
  }

  public func magnitudeSum(_ block: Block) -> Float {
    var total = Vector.zero
    for row in 0..<block.rows {
      let start = block.start + row &* block.stride
      for column in stride(from: 0, to: block.stride, by: 16) {
        total += magnitude(load(start + column))
      }
    }
    return sum(total)
  }

  public func hadamard(
    _ a: Block, _ b: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>
  ) {
    for e in stride(from: 0, to: a.rows &* a.stride, by: 16) {
      write(load(a.start + e) * load(b + e), to: target + e)
    }
  }

  /// h = f(z) in place and f′(z) into `slope`; the columns after the last are set to zero.
  @inline(__always)
  private func map(
    _ block: Block, slope: UnsafeMutablePointer<Float>?, _ function: (Vector) -> (Vector, Vector)
  ) {
    let whole = block.width & ~15
    let tail = mask(first: block.width - whole)
    for row in 0..<block.rows {
      let start = row &* block.stride
      for column in stride(from: 0, to: whole, by: 16) {
        let (h, derivative) = function(load(block.start + start + column))
        write(h, to: block.start + start + column)
        if let slope { write(derivative, to: slope + start + column) }
      }
      if whole < block.stride {
        let (h, derivative) = function(load(block.start + start + whole))
        write(h * tail, to: block.start + start + whole)
        if let slope { write(derivative * tail, to: slope + start + whole) }
      }
    }
  }

  @inline(__always)
  private func combine(
    _ gradient: Block, _ other: UnsafePointer<Float>, _ function: (Vector, Vector) -> Vector
  ) -> Float {
    var total = Vector.zero
    for e in stride(from: 0, to: gradient.rows &* gradient.stride, by: 16) {
      let result = function(load(gradient.start + e), load(other + e))
      write(result, to: gradient.start + e)
      total += magnitude(result)
    }
    return sum(total)
  }
}

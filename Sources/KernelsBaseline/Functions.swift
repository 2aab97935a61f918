/// eˣ = 2ⁿ·eʳ with the whole number n nearest to x·log₂e and |r| ≤ ½ ln 2: a minimax polynomial of degree 5 for eʳ (relative error below 2e-7).
///
/// Below −87 the result is 2⁻¹²⁶, above 88 it is 2¹²⁷: never zero, never infinite.
@inline(__always)
func exponential(_ x: Vector) -> Vector {
  // Adding 1.5·2²³ rounds to a whole number that stands in the low bits of the sum.
  let round: Float = 12_582_912
  let x = clamp(x, -87.3, 88)
  let shifted = multiplyAdd(x, 1.442_695_04, Vector(repeating: round))
  let whole = shifted - round
  let bits = (shifted.bits &+ SIMD16(repeating: 127)) &<< SIMD16(repeating: 23)
  // ln 2 in two parts, so that the remainder keeps its digits.
  var r = multiplyAdd(whole, -0.693_359_375, x)
  r = multiplyAdd(whole, 2.121_944_4e-4, r)
  var p = Vector(repeating: 0.00829765507)
  p = multiplyAdd(p, r, Vector(repeating: 0.0419153827))
  p = multiplyAdd(p, r, Vector(repeating: 0.166675747))
  p = multiplyAdd(p, r, Vector(repeating: 0.499988948))
  p = multiplyAdd(p, r, Vector(repeating: 0.999999692))
  p = multiplyAdd(p, r, Vector(repeating: 1.00000007))
  return p * Vector(bits: bits)
}

@inline(__always)
func clamp(_ x: Vector, _ low: Float, _ high: Float) -> Vector {
  let raised = x.replacing(with: Vector(repeating: low), where: x .< Vector(repeating: low))
  return raised.replacing(
    with: Vector(repeating: high), where: raised .> Vector(repeating: high))
}

/// 1/(1+e⁻ˣ); NaN stays NaN.
@inline(__always)
func logistic(_ x: Vector) -> Vector {
  let one = Vector(repeating: 1)
  return one / (one + exponential(-x))
}

/// ln(1 + e) for 0 ≤ e ≤ 1 as 2·artanh(e/(2+e)), with the relative precision of a float down to 0.
@inline(__always)
func logarithmOfOnePlus(_ e: Vector) -> Vector {
  artanhTwice(e / (e + 2))
}

/// ln x for normal x > 0.
@inline(__always)
func logarithm(_ x: Vector) -> Vector {
  // x = m·2ⁿ with m in [√½, √2): the constant is the bit pattern of √½.
  let offset = x.bits &- SIMD16(repeating: 0x3f35_04f3)
  let exponent = unsafeBitCast(offset, to: SIMD16<Int32>.self) &>> SIMD16(repeating: 23)
  let m = Vector(
    bits: (offset & SIMD16(repeating: 0x007f_ffff)) &+ SIMD16(repeating: 0x3f35_04f3))
  // A whole number as a float, by the trick of `exponential` the other way round.
  let raised = exponent &+ SIMD16(repeating: 0x4b40_0000)
  let n = unsafeBitCast(raised, to: Vector.self) - 12_582_912
  let fraction = artanhTwice((m - 1) / (m + 1))
  return multiplyAdd(n, 0.693_147_18, fraction)
}

/// 2·artanh(s) = 2s(1 + s²/3 + s⁴/5 + …) for |s| ≤ 1/3.
@inline(__always)
private func artanhTwice(_ s: Vector) -> Vector {
  let square = s * s
  var p = Vector(repeating: 1 / 15)
  p = multiplyAdd(p, square, Vector(repeating: 1 / 13))
  p = multiplyAdd(p, square, Vector(repeating: 1 / 11))
  p = multiplyAdd(p, square, Vector(repeating: 1 / 9))
  p = multiplyAdd(p, square, Vector(repeating: 1 / 7))
  p = multiplyAdd(p, square, Vector(repeating: 1 / 5))
  p = multiplyAdd(p, square, Vector(repeating: 1 / 3))
  p = multiplyAdd(p, square, Vector(repeating: 1))
  return (s + s) * p
}

/// tanh x = (1−e)/(1+e)·sign x with e = e^−2|x|.
@inline(__always)
func hyperbolicTangent(_ x: Vector) -> Vector {
  let one = Vector(repeating: 1)
  let e = exponential(magnitude(x) * -2)
  return copySign(of: x, to: (one - e) / (one + e))
}

@inline(__always)
private func copySign(of x: Vector, to y: Vector) -> Vector {
  Vector(bits: (x.bits & SIMD16(repeating: 0x8000_0000)) | y.bits)
}

/// Φ(x) by 7.1.26 of Abramowitz and Stegun 1964, whose absolute error is below 1.5e-7; `density` is φ(x).
@inline(__always)
func normalDistribution(_ x: Vector) -> (distribution: Vector, density: Vector) {
  let one = Vector(repeating: 1)
  let bell = exponential(x * x * -0.5)
  let t = one / multiplyAdd(magnitude(x), 0.327_591_1 * 0.707_106_78, one)
  var p = Vector(repeating: 1.061_405_43)
  p = multiplyAdd(p, t, Vector(repeating: -1.453_152_03))
  p = multiplyAdd(p, t, Vector(repeating: 1.421_413_74))
  p = multiplyAdd(p, t, Vector(repeating: -0.284_496_736))
  p = multiplyAdd(p, t, Vector(repeating: 0.254_829_592))
  let tail = p * t * bell * 0.5
  let distribution = (one - tail).replacing(with: tail, where: x .< Vector.zero)
  return (distribution, bell * 0.398_942_28)
}

// Elementary functions of one number, without branches and without the C library, so that the compiler makes vectors of the loops around them.
// (As functions of vectors they would be calls with each vector in pieces.)

/// c + a·b: fused where the target has the instruction, since elsewhere the fused form is a call.
@inline(__always)
func multiplyAdd(_ a: Float, _ b: Float, _ c: Float) -> Float {
  #if FUSED || arch(arm64)
    c.addingProduct(a, b)
  #else
    c + a * b
  #endif
}

/// eˣ = 2ⁿ·eʳ with the whole number n nearest to x·log₂e and |r| ≤ ½ ln 2, and eʳ = 1 + r + r²·q(r): the minimax polynomial of degree 5 among those that are 1 with slope 1 at 0 (relative error of eˣ below 2.1e-7).
///
/// Below −87.3 x counts as −87.3, above 88 as 88: 2ⁿ is never zero and never infinite; NaN stays NaN.
@inline(__always)
private func exponentialParts(_ x: Float) -> (power: Float, r: Float, square: Float, q: Float) {
  let raised = x < -87.3 ? -87.3 : x
  let x = raised > 88 ? 88 : raised
  // Adding 1.5·2²³ rounds to a whole number that stands in the low bits of the sum.
  let round: Float = 12_582_912
  let shifted = multiplyAdd(x, 1.442_695_04, round)
  let whole = shifted - round
  let power = Float(bitPattern: (shifted.bitPattern &+ 127) &<< 23)
  // ln 2 in two parts, so that the remainder keeps its digits.
  let r = multiplyAdd(whole, 2.121_944_4e-4, multiplyAdd(whole, -0.693_359_375, x))
  // In pairs: their sums need not wait for each other.
  let square = r * r
  let pairs = (
    multiplyAdd(r, 0.166_670_899, 0.499_992_306), multiplyAdd(r, 0.008_314_745_93, 0.041_890_437_1)
  )
  return (power, r, square, multiplyAdd(square, pairs.1, pairs.0))
}

/// eˣ, with the bounds of ``exponentialParts(_:)``; e⁰ is 1.
@inline(__always)
func exponential(_ x: Float) -> Float {
  let (power, r, square, q) = exponentialParts(x)
  return multiplyAdd(square, q, r + 1) * power
}

/// eˣ − 1 with the relative precision of a float down to 0, where it is 0.
@inline(__always)
func exponentialMinusOne(_ x: Float) -> Float {
  let (power, r, square, q) = exponentialParts(x)
  return multiplyAdd(multiplyAdd(square, q, r), power, power - 1)
}

/// 1/(1+e⁻ˣ), as eˣ/(eˣ+1).
@inline(__always)
func logistic(_ x: Float) -> Float {
  let e = exponential(x)
  return e / (e + 1)
}

/// ln(1 + e) for 0 ≤ e ≤ 1 as 2·artanh(e/(2+e)), with the relative precision of a float down to 0.
@inline(__always)
func logarithmOfOnePlus(_ e: Float) -> Float { artanhTwice(e / (e + 2)) }

/// ln x for normal x > 0.
@inline(__always)
func logarithm(_ x: Float) -> Float {
  // x = m·2ⁿ with m in [√½, √2): the constant is the bit pattern of √½.
  let root: UInt32 = 0x3f35_04f3
  let offset = x.bitPattern &- root
  let n = Int32(bitPattern: offset) &>> 23
  let m = Float(bitPattern: (offset & 0x007f_ffff) &+ root)
  return multiplyAdd(Float(n), 0.693_147_18, artanhTwice((m - 1) / (m + 1)))
}

/// 2·artanh(s) = 2s(1 + s²/3 + s⁴/5 + …) for |s| ≤ 1/3.
@inline(__always)
private func artanhTwice(_ s: Float) -> Float {
  let square = s * s
  var p: Float = 1 / 15
  p = multiplyAdd(p, square, 1 / 13)
  p = multiplyAdd(p, square, 1 / 11)
  p = multiplyAdd(p, square, 1 / 9)
  p = multiplyAdd(p, square, 1 / 7)
  p = multiplyAdd(p, square, 1 / 5)
  p = multiplyAdd(p, square, 1 / 3)
  p = multiplyAdd(p, square, 1)
  return (s + s) * p
}

/// tanh x = e/(e+2)·sign x with e = e^2|x| − 1; tanh 0 is 0.
@inline(__always)
func hyperbolicTangent(_ x: Float) -> Float {
  let e = exponentialMinusOne(2 * x.magnitude)
  let t = e / (e + 2)
  return Float(bitPattern: (x.bitPattern & 0x8000_0000) | t.bitPattern)
}

/// Φ(x) by 7.1.26 of Abramowitz and Stegun 1964, whose absolute error is below 1.5e-7, and φ(x).
@inline(__always)
func normalDistribution(_ x: Float) -> (distribution: Float, density: Float) {
  let bell = exponential(x * x * -0.5)
  let t = 1 / multiplyAdd(x.magnitude, 0.327_591_1 * 0.707_106_78, 1)
  var p: Float = 1.061_405_43
  p = multiplyAdd(p, t, -1.453_152_03)
  p = multiplyAdd(p, t, 1.421_413_74)
  p = multiplyAdd(p, t, -0.284_496_736)
  p = multiplyAdd(p, t, 0.254_829_592)
  let tail = p * t * bell * 0.5
  return (x < 0 ? tail : 1 - tail, bell * 0.398_942_28)
}

import Commands

/// Decimal digits of a finite number, without a formatter of the platform.
enum DecimalText {
  /// The magnitude rounded to `digits` places after the point (0…15); `nil` from 10¹⁵ on.
  static func fixed(magnitude: Double, digits: Int) -> String? {
    let digits = min(max(digits, 0), 15)
    guard magnitude.isFinite, magnitude < 1e15 else { return nil }
    let whole = magnitude.rounded(.down)
    let power = powerOfTen(digits)
    var parts = ((magnitude - whole) * power).rounded(.toNearestOrAwayFromZero)
    var units = whole
    if parts >= power {
      parts -= power
      units += 1
    }
    guard digits > 0 else { return String(Int(units)) }
    let fraction = String(Int(parts))
    return String(Int(units)) + "." + String(repeating: "0", count: digits - fraction.count)
      + fraction
  }

  /// Mantissa 1 ≤ m < 10 and exponent of a positive number, the mantissa already rounded.
  static func scientific(magnitude: Double, digits: Int) -> (mantissa: Double, exponent: Int) {
    var exponent = exponent(of: magnitude)
    var mantissa = scaled(magnitude, by: -exponent)
    let power = powerOfTen(min(max(digits, 0), 15))
    mantissa = (mantissa * power).rounded() / power
    if mantissa >= 10 {
      mantissa /= 10
      exponent += 1
    }
    return (mantissa, exponent)
  }

  /// The largest e with 10ᵉ ≤ magnitude; 0 for 0 and for what is not finite.
  static func exponent(of magnitude: Double) -> Int {
    NumberFormat.scientific(magnitude).exponent
  }

  /// `value · 10^exponent`, in two steps where 10^exponent alone would overflow.
  static func scaled(_ value: Double, by exponent: Int) -> Double {
    if exponent > 300 { return value * powerOfTen(300) * powerOfTen(exponent - 300) }
    return exponent >= 0 ? value * powerOfTen(exponent) : value / powerOfTen(-exponent)
  }

  static func powerOfTen(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<max(0, exponent) { power *= 10 }
    return power
  }

  static func superscript(_ number: Int) -> String {
    let digits: [Unicode.Scalar] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    var text = String.UnicodeScalarView()
    for scalar in String(number).unicodeScalars {
      text.append(scalar == "-" ? "⁻" : digits[Int(scalar.value) - 48])
    }
    return String(text)
  }
}

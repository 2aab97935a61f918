/// Numbers as people read them in replies; JSON has its own exact form.
public enum NumberFormat {
  /// About `digits` significant digits: fixed point where that is short, an exponent where it is not, never `0` for a number that is not 0, and `--` for what is undefined.
  public static func short(_ value: Float, digits: Int = 5) -> String {
    short(Double(value), digits: digits)
  }

  public static func short(_ value: Double, digits: Int = 5) -> String {
    if value.isNaN { return "--" }
    if value.isInfinite { return value < 0 ? "−∞" : "∞" }
    if value == 0 { return "0" }
    let sign = value < 0 ? "−" : ""
    var (magnitude, exponent) = scientific(abs(value))
    if exponent >= -4 && exponent < 7 {
      return sign + fixed(abs(value), places: max(0, digits - 1 - exponent))
    }
    var mantissa = fixed(magnitude, places: digits - 2)
    if mantissa.hasPrefix("10") {
      mantissa = fixed(1, places: digits - 2)
      exponent += 1
    }
    return sign + mantissa + power(exponent)
  }

  /// A magnitude as m · 10ᵉ with 1 ≤ m < 10; 0 and what is not finite are their own m, with e = 0.
  public static func scientific(_ magnitude: Double) -> (mantissa: Double, exponent: Int) {
    guard magnitude.isFinite, magnitude > 0 else { return (magnitude, 0) }
    var (mantissa, exponent) = (magnitude, 0)
    while mantissa >= 10 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa < 1 {
      mantissa *= 10
      exponent -= 1
    }
    return (mantissa, exponent)
  }

  /// So many figures and no zeros at their end: `0.001`, `1e−7`, `0.0001524`.
  static func brief(_ value: Double, digits: Int = 4) -> String {
    var text = short(value, digits: digits)
    guard text.contains("."), !text.contains("e") else {
      let whole = exact(value)
      return whole.count < text.count ? whole : text
    }
    while text.hasSuffix("0") { text.removeLast() }
    return text
  }

  /// `e−5`: the exponent of a number as people read it.
  public static func power(_ exponent: Int) -> String {
    exponent < 0 ? "e−\(-exponent)" : "e\(exponent)"
  }

  /// The shortest text that reads back to the same number, with `−` for minus.
  public static func exact(_ value: some BinaryFloatingPoint & CustomStringConvertible) -> String {
    value.isFinite ? typeset(value.description) : short(Double(value))
  }

  /// A number as a command takes it, with `−` for minus: `1e-05` → `1e−5`.
  static func typeset(_ number: String) -> String {
    number.utf8.contains(UInt8(ascii: "-"))
      ? number.replacing("-", with: "−").replacing("e−0", with: "e−") : number
  }

  /// A number ≥ 0 with a fixed number of places after the point.
  public static func fixed(_ value: Double, places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    guard value * scale < 9e15 else { return value.description }
    let scaled = UInt64((value * scale).rounded())
    let whole = scaled / UInt64(scale)
    guard places > 0 else { return whole.description }
    let rest = String(scaled % UInt64(scale))
    return "\(whole).\(String(repeating: "0", count: places - rest.count))\(rest)"
  }

  /// `12 345`.
  public static func grouped(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "−" : ""
    for (k, digit) in digits.enumerated() {
      if k > 0, (digits.count - k) % 3 == 0 { text += " " }
      text.append(digit)
    }
    return text
  }

  /// `99.54 %`.
  public static func percent(_ share: Double) -> String {
    "\(fixed(max(0, share) * 100, places: 2)) %"
  }

  /// `1.94 M images/s` without its unit: `1.94 M`, `85 k`, `512`.
  public static func rate(_ value: Double) -> String {
    switch value {
    case 1e6...: "\(fixed(value / 1e6, places: 2)) M"
    case 1e4...: "\(fixed(value / 1e3, places: 0)) k"
    default: fixed(max(0, value), places: 0)
    }
  }

  /// `128×100`, or nothing for a scalar.
  public static func shape(_ shape: [Int]) -> String {
    shape.map(String.init).joined(separator: "×")
  }
}

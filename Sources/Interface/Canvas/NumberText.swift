import Commands

/// Numbers as a person reads them; what was not computed is `--`, and nothing rounds to a lie.
public enum NumberText {
  public static let notComputed = "--"

  /// A number with fixed digits after the point.
  ///
  /// A number that is not zero never reads as zero: it goes to a digit and an exponent (`+6e−5`), as does one from 10⁷ on,
  /// which would break a column.
  /// From four places on a number below 0.001 gets an exponent too, and with it as many figures as the same width
  /// holds (`4.3e−4`), so that products can be followed.
  ///
  /// - Parameters:
  ///   - value: `nil` for a number that was not computed.
  ///   - digits: Places after the point, 0…15.
  ///   - sign: Whether a positive number carries `+`.
  /// - Returns: The text, with `−` for minus.
  public static func fixed(_ value: Double?, digits: Int, sign: Bool = false) -> String {
    guard let value else { return notComputed }
    guard value.isFinite else { return unusual(value, sign: sign) }
    let magnitude = abs(value)
    let prefix = value < 0 ? "−" : (sign ? "+" : "")
    guard magnitude < 1e7, let text = DecimalText.fixed(magnitude: magnitude, digits: digits) else {
      return prefix + short(magnitude, digits: min(digits, 2))
    }
    if digits >= 4, magnitude > 0, magnitude < 0.9995e-3 {
      return prefix + short(magnitude, digits: digits - (magnitude < 0.95e-9 ? 4 : 3))
    }
    if magnitude > 0, isZero(text) { return prefix + short(magnitude, digits: 0) }
    return prefix + text
  }

  /// A number of the engine, which may not have been computed.
  public static func fixed(
    _ value: (some BinaryFloatingPoint)?, digits: Int, sign: Bool = false
  ) -> String {
    fixed(value.map { Double($0) }, digits: digits, sign: sign)
  }

  /// `6.02×10⁻⁵`.
  public static func scientific(_ value: Double?, digits: Int, sign: Bool = false) -> String {
    guard let value else { return notComputed }
    guard value.isFinite else { return unusual(value, sign: sign) }
    let prefix = value < 0 ? "−" : (sign ? "+" : "")
    guard value != 0 else { return prefix + fixed(0, digits: digits) }
    let (mantissa, exponent) = DecimalText.scientific(magnitude: abs(value), digits: digits)
    let text = fixed(mantissa, digits: digits)
    return prefix + text + (exponent == 0 ? "" : factor(exponent))
  }

  /// `×10⁻⁵`, and nothing for an exponent of 0.
  public static func factor(_ exponent: Int) -> String {
    exponent == 0 ? "" : "×10" + DecimalText.superscript(exponent)
  }

  /// A probability: one that is not 1 never reads as 1 (`1−4e−6`), one that is not 0 never as 0.
  public static func probability(_ value: Double?, digits: Int) -> String {
    guard let value, value > 0.5, value < 1 else { return fixed(value, digits: digits) }
    let text = fixed(value, digits: digits)
    return text.hasPrefix("1") ? "1−" + short(1 - value, digits: 0) : text
  }

  /// `99.2 %` of a part 0…1.
  ///
  /// Less than everything is never 100 %, more than nothing never 0 %.
  public static func percent(_ part: Double?, digits: Int = 1) -> String {
    guard let part else { return notComputed }
    guard part.isFinite else { return unusual(part, sign: false) }
    let step = 1 / DecimalText.powerOfTen(min(max(digits, 0), 9))
    var value = part * 100
    if part < 1, value > 100 - step { value = 100 - step }
    if value > 0, value < step / 2 { return "<" + fixed(step, digits: digits) + " %" }
    return fixed(value, digits: digits) + " %"
  }

  /// A count in groups of three: `4 690`, `60 000`.
  public static func grouped(_ count: Int) -> String {
    let digits = Array(String(count.magnitude).unicodeScalars)
    var text = String.UnicodeScalarView()
    if count < 0 { text.append("−") }
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(" ") }
      text.append(digit)
    }
    return String(text)
  }

  /// Three figures and a prefix: `1.94 M`, `12.3 k`, `850`.
  public static func abbreviated(_ value: Double?) -> String {
    guard let value else { return notComputed }
    guard value.isFinite else { return unusual(value, sign: false) }
    var magnitude = abs(value)
    var prefixes = ["", " k", " M", " G", " T"][...]
    // From 999.5 on three figures would read 1000.
    while magnitude >= 999.5, prefixes.count > 1 {
      magnitude /= 1000
      prefixes.removeFirst()
    }
    let whole = prefixes.first == "" && magnitude == magnitude.rounded()
    let digits = whole ? 0 : (magnitude < 9.995 ? 2 : (magnitude < 99.95 ? 1 : 0))
    return (value < 0 ? "−" : "") + fixed(magnitude, digits: digits) + (prefixes.first ?? "")
  }

  /// `1.94 M images/s`; the unit comes in the reader's language.
  public static func rate(_ value: Double?, unit: String) -> String {
    abbreviated(value) + " " + unit
  }

  /// A time on a clock: `0:07`, `12:40`, `1:02:03`.
  ///
  /// Seconds are cut, not rounded; a negative time is `0:00`.
  public static func clock(_ seconds: Double?) -> String {
    guard let seconds else { return notComputed }
    guard seconds.isFinite, seconds < 1e9 else { return "∞" }
    let all = Int(max(0, seconds))
    func two(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }
    let (hours, minutes) = (all / 3600, all / 60 % 60)
    let start = hours > 0 ? "\(hours):\(two(minutes))" : "\(minutes)"
    return start + ":" + two(all % 60)
  }

  /// A short time: `850 µs`, `12.5 ms`, `3.2 s`, and from a minute on the clock's form.
  public static func duration(_ seconds: Double?) -> String {
    guard let seconds else { return notComputed }
    guard seconds.isFinite, seconds < 60 else { return clock(seconds) }
    if seconds <= 0 { return "0 s" }
    if seconds < 0.9995e-3 { return fixed(seconds * 1e6, digits: 0) + " µs" }
    if seconds < 0.9995 { return fixed(seconds * 1e3, digits: seconds < 0.1 ? 1 : 0) + " ms" }
    return fixed(seconds, digits: 1) + " s"
  }

  private static func unusual(_ value: Double, sign: Bool) -> String {
    if value.isNaN { return notComputed }
    return value < 0 ? "−∞" : (sign ? "+∞" : "∞")
  }

  private static func isZero(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0 == "0" || $0 == "." }
  }

  /// `6e−5`: as short as an exponent gets.
  static func short(_ magnitude: Double, digits: Int) -> String {
    let (mantissa, exponent) = DecimalText.scientific(magnitude: magnitude, digits: digits)
    let text = DecimalText.fixed(magnitude: mantissa, digits: digits) ?? "0"
    return text + NumberFormat.power(exponent)
  }
}

/// The form that a whole panel of numbers shares: digits, sign, and a common power of ten.
///
/// Values whose largest magnitude is below 0.1 or from 10⁴ on get a factor, which the panel's title
/// shows; then the digits of the column are figures and not zeros.
public struct NumberColumn: Hashable, Sendable {
  public let digits: Int
  public let sign: Bool
  /// The power of ten that the title carries; 0 for none.
  public let exponent: Int

  public init(digits: Int, sign: Bool = false, exponent: Int = 0) {
    self.digits = min(max(digits, 0), 12)
    self.sign = sign
    self.exponent = exponent
  }

  /// The form for these values.
  public init(fitting values: some Sequence<Float>, digits: Int, sign: Bool = false) {
    var largest: Float = 0
    for value in values where value.isFinite { largest = max(largest, abs(value)) }
    let exponent = DecimalText.exponent(of: Double(largest))
    self.init(
      digits: digits, sign: sign, exponent: (-1...3).contains(exponent) ? 0 : exponent)
  }

  /// `×10⁻⁵` for the title, empty without a factor.
  public var factor: String { NumberText.factor(exponent) }

  public func text(_ value: Double?) -> String {
    NumberText.fixed(
      value.map { DecimalText.scaled($0, by: -exponent) }, digits: digits, sign: sign)
  }

  public func text(_ value: (some BinaryFloatingPoint)?) -> String {
    text(value.map { Double($0) })
  }
}

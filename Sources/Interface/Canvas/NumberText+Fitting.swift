import Commands
import Engine

extension NumberText {
  /// A number in a column of `width`: digits after the point are given up until it fits, then it goes to an exponent.
  ///
  /// A number is never cut, which would make another one of it: where nothing fits, `…` stands.
  public static func fitting(
    _ value: (some BinaryFloatingPoint)?, digits: Int, width: Int, sign: Bool = false
  ) -> String {
    let value = value.map { Double($0) }
    let forms =
      stride(from: digits, through: 0, by: -1).map { fixed(value, digits: $0, sign: sign) }
      + [exponential(value, digits: 1, sign: sign), exponential(value, digits: 0, sign: sign)]
    return forms.first { $0.unicodeScalars.count <= width } ?? (width > 0 ? "…" : "")
  }

  /// A loss or the like: fixed digits after the point, fewer from 100 on, and an exponent where even its whole part is long.
  public static func compact(_ value: (some BinaryFloatingPoint)?, digits: Int) -> String {
    guard let value = value.map({ Double($0) }), value.isFinite, abs(value) >= 100 else {
      return fixed(value.map { Double($0) }, digits: digits)
    }
    return abs(value) < 1e5
      ? fixed(value, digits: max(0, digits - 3)) : exponential(value, digits: 2, sign: false)
  }

  /// A number with fixed digits after the point, but with an exponent where those would leave it fewer than three figures: `9.12e−6`.
  ///
  /// What stands in an equation is to be worked with: `9e−6` would not give the product, and `9.12e−6` only its first
  /// two figures, so that there are four of them, as in one from 10⁷ on; of three digits or fewer two are enough.
  /// Where signs are written an exact zero has none: it is `0`, whatever the digits.
  public static func figures(
    _ value: (some BinaryFloatingPoint)?, digits: Int, sign: Bool = false
  ) -> String {
    if sign, value == 0 { return "0" }
    let places = min(max(digits > 3 ? digits - 2 : digits - 1, 0), 15)
    guard let value = value.map({ Double($0) }), value.isFinite, value != 0,
      abs(value) < 1 / DecimalText.powerOfTen(places) || abs(value) >= 1e7
    else { return fixed(value, digits: digits, sign: sign) }
    return exponential(value, digits: max(digits > 3 ? 3 : 1, digits - 2), sign: sign)
  }

  /// A number with three figures or more in a column of `width`, as far as that goes.
  static func fittingFigures(
    _ value: (some BinaryFloatingPoint)?, digits: Int, width: Int, sign: Bool = false
  ) -> String {
    let text = figures(value, digits: digits, sign: sign)
    if text.unicodeScalars.count <= width { return text }
    let short = exponential(value.map { Double($0) }, digits: 2, sign: sign)
    return text.contains("e") && short.unicodeScalars.count <= width
      ? short : fitting(value, digits: digits, width: width, sign: sign)
  }

  /// A probability in decimals alone, as an equation has it: one below 1 gets the places that it takes not to read as 1 (`0.99994`).
  public static func decimals(
    ofProbability value: (some BinaryFloatingPoint)?, digits: Int
  ) -> String {
    let value = value.map { Double($0) }
    guard let number = value, number > 0.5, number < 1 else { return fixed(value, digits: digits) }
    return (digits...max(digits, 9)).lazy.map { fixed(value, digits: $0) }
      .first { !$0.hasPrefix("1") } ?? probability(value, digits: digits)
  }

  /// The same in a column of `width`: with fewer digits, and where that is too long yet, by its distance from 1 (`1−6e−8`).
  static func decimals(
    ofProbability value: (some BinaryFloatingPoint)?, digits: Int, width: Int
  ) -> String {
    let forms = stride(from: digits, through: min(2, digits), by: -1).map {
      decimals(ofProbability: value, digits: $0)
    }
    return forms.first { $0.unicodeScalars.count <= width }
      ?? probability(value.map { Double($0) }, digits: 2)
  }

  /// The same in a column of `width` for the eye alone: what would be too long is told by a bound (`>0.9999`).
  static func bounded(probability value: Double, digits: Int, width: Int) -> String {
    let text = decimals(ofProbability: value, digits: digits)
    guard text.unicodeScalars.count > width, value > 0.5, value < 1 else { return text }
    return ">0." + String(repeating: "9", count: max(1, width - 3))
  }

  /// A probability before and after, with the digits that tell the two apart where they differ.
  static func decimals(
    ofProbabilities pair: (before: Scalar, after: Scalar), digits: Int
  ) -> (before: String, after: String) {
    func text(_ digits: Int) -> (before: String, after: String) {
      (
        decimals(ofProbability: pair.before, digits: digits),
        decimals(ofProbability: pair.after, digits: digits)
      )
    }
    guard pair.before != pair.after else { return text(digits) }
    return (digits...max(digits, 12)).lazy.map(text).first { $0.before != $0.after }
      ?? text(digits)
  }

  /// A setting as it was given: `0.9`, `1e−8`, `4`.
  public static func shortest(_ value: Float) -> String {
    guard value.isFinite, value != value.rounded() || abs(value) >= 1e7 else {
      return fixed(value, digits: 0)
    }
    let text = abs(value).description.replacing("e-0", with: "e−").replacing("e-", with: "e−")
      .replacing("e+", with: "e")
    return (value < 0 ? "−" : "") + text
  }

  private static func exponential(_ value: Double?, digits: Int, sign: Bool) -> String {
    guard let value, value.isFinite, value != 0 else { return fixed(value, digits: 0, sign: sign) }
    let (mantissa, exponent) = DecimalText.scientific(magnitude: abs(value), digits: digits)
    return (value < 0 ? "−" : sign ? "+" : "") + fixed(mantissa, digits: digits)
      + NumberFormat.power(exponent)
  }
}

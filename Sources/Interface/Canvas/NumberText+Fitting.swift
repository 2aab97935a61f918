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

  private static func exponential(_ value: Double?, digits: Int, sign: Bool) -> String {
    guard let value, value.isFinite, value != 0 else { return fixed(value, digits: 0, sign: sign) }
    let (mantissa, exponent) = DecimalText.scientific(magnitude: abs(value), digits: digits)
    return (value < 0 ? "−" : sign ? "+" : "") + fixed(mantissa, digits: digits) + "e\(exponent)"
  }
}

import Commands

extension NumberText {
  /// The places that a column may have beyond those of its numbers alone.
  private static let mostAdded = 3

  /// Numbers below each other in one notation, so that their sizes are seen: `+0.001030` over `+0.000989`, and not over `+9.885e−4`.
  ///
  /// With as many places as the smallest needs for its `figures`; where those are too many, with one power of ten
  /// (`1.030e−9` over `0.989e−9`), and where the sizes lie too far apart even for that, as they were.
  /// Texts that agree in their notation stay.
  static func inOneNotation(
    _ texts: [String], of values: [some BinaryFloatingPoint], digits: Int, figures: Int = 3,
    width: Int = .max, sign: Bool = false
  ) -> [String] {
    let exponents = Set(texts.compactMap { $0.split(separator: "e").dropFirst().first })
    let magnitudes = values.map { abs(Double($0)) }.filter { $0.isFinite && $0 > 0 }
    guard let least = magnitudes.min(), let most = magnitudes.max(), !exponents.isEmpty,
      exponents.count > 1 || magnitudes.count > texts.count(where: { $0.contains("e") })
    else { return texts }
    func written(_ places: Int, exponent: Int) -> [String]? {
      let written = zip(texts, values).map { text, value -> String in
        let value = Double(value)
        guard value.isFinite, value != 0,
          let number = DecimalText.fixed(
            magnitude: DecimalText.scaled(abs(value), by: -exponent), digits: places)
        else { return text }
        return (value < 0 ? "−" : sign ? "+" : "") + number
          + (exponent == 0 ? "" : NumberFormat.power(exponent))
      }
      return written.allSatisfy { $0.unicodeScalars.count <= width } ? written : nil
    }
    let places = figures - 1 - DecimalText.exponent(of: least)
    if places <= digits + mostAdded, most < 1e7, let column = written(places, exponent: 0) {
      return column
    }
    let exponent = DecimalText.exponent(of: most)
    guard least >= most / 100 else { return texts }
    return written(min(3, max(1, digits - 1)), exponent: exponent) ?? texts
  }
}

import Engine

/// A tensor in words: its shape, and its numbers as far as a person reads them.
enum TensorText {
  private static let longestList = 12

  static func lines(_ name: String, _ tensor: Tensor) -> [String] {
    if tensor.shape.isEmpty {
      return ["\(name) = \(tensor.values.first.map(NumberFormat.exact) ?? "--")"]
    }
    let head = "\(name) [\(NumberFormat.shape(tensor.shape))]"
    let isPicture = tensor.shape.count >= 2 && tensor.shape[0] <= 16 && tensor.shape[1] <= 16
    guard isPicture,
      tensor.shape.count == 2 || tensor.shape == [tensor.shape[0], tensor.shape[1], 1]
    else { return [head + summary(tensor)] }
    let rows = rows(of: tensor.values, columns: tensor.shape[1])
    guard let first = rows.first, first.unicodeScalars.count > widestRow,
      let (factor, short) = scaledRows(of: tensor.values, columns: tensor.shape[1])
    else { return [head] + rows }
    return [head + factor] + short
  }

  /// The columns that a row may have in a window of 80 with a frame.
  private static let widestRow = 76

  /// The same in fewer figures, each times the power of ten that stands before them; nil where these are too wide as well.
  private static func scaledRows(
    of values: [Scalar], columns: Int
  ) -> (factor: String, rows: [String])? {
    let largest = values.reduce(0) { max($0, abs($1)) }
    guard largest.isFinite, largest > 0 else { return nil }
    var (power, scale) = (0, 1.0)
    // As they are where three places tell them, else the largest with two figures before the point.
    if !(0.1..<99.99).contains(largest) {
      while Double(largest) * scale >= 99.99 { (power, scale) = (power + 1, scale / 10) }
      while Double(largest) * scale < 10 { (power, scale) = (power - 1, scale * 10) }
    }
    let places = power == 0 && largest < 9.999 ? 3 : 2
    let cells = values.map { cell(Double($0) * scale, places: places) }
    let short = aligned(cells, columns: columns)
    guard let row = short.first, row.unicodeScalars.count <= widestRow else { return nil }
    return (power == 0 ? "" : " = 1\(NumberFormat.power(power)) ·", short)
  }

  /// So many places after the point, and a figure with its power of ten for what they would call 0.
  private static func cell(_ value: Double, places: Int) -> String {
    let sign = value < 0 ? "−" : ""
    var magnitude = abs(value)
    let text = NumberFormat.fixed(magnitude, places: places)
    guard magnitude > 0, text.allSatisfy({ $0 == "0" || $0 == "." }) else {
      return magnitude == 0 ? "0" : sign + text
    }
    var power = 0
    while magnitude < 0.95 { (magnitude, power) = (magnitude * 10, power - 1) }
    return sign + NumberFormat.fixed(magnitude, places: 0) + NumberFormat.power(power)
  }

  /// A matrix row by row, its columns as wide as its widest number.
  static func rows(of values: [Scalar], columns: Int) -> [String] {
    aligned(values.map { NumberFormat.short($0, digits: 3) }, columns: columns)
  }

  private static func aligned(_ cells: [String], columns: Int) -> [String] {
    let width = max(6, cells.map(\.count).max() ?? 0)
    return stride(from: 0, to: cells.count, by: max(1, columns)).map { start in
      cells[start..<min(start + columns, cells.count)]
        .map { String(repeating: " ", count: width - $0.count) + $0 }.joined(separator: " ")
    }
  }

  /// The numbers behind an equation: all of a short list, else the first with the range.
  static func brief(_ tensor: Tensor) -> String {
    tensor.shape.isEmpty
      ? ": \(tensor.values.first.map(NumberFormat.exact) ?? "--")" : summary(tensor)
  }

  private static func summary(_ tensor: Tensor) -> String {
    let values = tensor.values
    if values.count <= longestList {
      return ": " + values.map { NumberFormat.short($0) }.joined(separator: " ")
    }
    let first = values.prefix(6).map { NumberFormat.short($0) }.joined(separator: " ")
    let least = values.min().map { NumberFormat.short($0) } ?? ""
    let most = values.max().map { NumberFormat.short($0) } ?? ""
    return ": \(first) … (\(values.count)), min \(least), max \(most)"
  }
}

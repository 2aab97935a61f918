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
    return [head] + rows(of: tensor.values, columns: tensor.shape[1])
  }

  /// A matrix row by row, its columns as wide as its widest number.
  static func rows(of values: [Scalar], columns: Int) -> [String] {
    let cells = values.map { NumberFormat.short($0, digits: 3) }
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

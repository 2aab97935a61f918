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
    let columns = tensor.shape[1]
    return [head]
      + (0..<tensor.shape[0]).map { row in
        tensor.values[row * columns..<(row + 1) * columns].map(cell).joined(separator: " ")
      }
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

  private static func cell(_ value: Scalar) -> String {
    let text = NumberFormat.short(value, digits: 3)
    return String(repeating: " ", count: max(0, 6 - text.count)) + text
  }
}

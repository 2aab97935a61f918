/// Texts that stand below each other.
enum TextColumn {
  /// Numbers with their decimal points in one column, and all of the same width.
  static func onThePoint(_ texts: [String]) -> [String] {
    func whole(_ text: String) -> Int {
      text.unicodeScalars.prefix { $0 != "." && $0 != ")" && $0 != "e" }.count
    }
    let left = texts.map(whole).max() ?? 0
    let shifted = texts.map { String(repeating: " ", count: left - whole($0)) + $0 }
    return shifted.map { $0.padded(to: width(shifted), .left) }
  }

  /// Texts whose parts, as many in each, begin in the same columns: `W[0,2]   · x[2]` below `W[0,125] · x[125]`.
  static func inParts(_ texts: [String], separator: String) -> [String] {
    let rows = texts.map { $0.components(between: separator) }
    guard let count = rows.first?.count, count > 1, rows.allSatisfy({ $0.count == count }) else {
      return texts
    }
    let widths = (0..<count).map { part in width(rows.map { $0[part] }) }
    return rows.map { row in
      row.indices.map { $0 < count - 1 ? row[$0].padded(to: widths[$0], .left) : row[$0] }
        .joined(separator: separator)
    }
  }

  private static func width(_ texts: [String]) -> Int {
    texts.map(\.unicodeScalars.count).max() ?? 0
  }
}

extension String {
  /// The parts between the places where `separator` stands.
  fileprivate func components(between separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }

  /// The text in a column of so many cells: with blanks after it, or before it where it stands at the right.
  func padded(to width: Int, _ alignment: Alignment) -> String {
    let blanks = String(repeating: " ", count: max(0, width - unicodeScalars.count))
    return alignment == .right ? blanks + self : self + blanks
  }
}

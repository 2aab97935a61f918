/// Texts that stand below each other.
enum TextColumn {
  /// Numbers with their decimal points in one column, and all of the same width.
  static func onThePoint(_ texts: [String]) -> [String] {
    let sizes = texts.map { text in
      var (whole, all): (Int?, Int) = (nil, 0)
      for scalar in text.unicodeScalars {
        if whole == nil, scalar == "." || scalar == ")" || scalar == "e" { whole = all }
        all += 1
      }
      return (whole: whole ?? all, all: all)
    }
    let left = sizes.map(\.whole).max() ?? 0
    let right = sizes.map { $0.all - $0.whole }.max() ?? 0
    return zip(texts, sizes).map { text, size in
      String(repeating: " ", count: left - size.whole) + text
        + String(repeating: " ", count: right - (size.all - size.whole))
    }
  }

  /// Rows of parts, as many in each, padded so that they begin in the same columns: `W[0,2]   · x[2]` below `W[0,125] · x[125]`.
  static func inParts(_ rows: [[String]]) -> [[String]] {
    guard let count = rows.first?.count, count > 1, rows.allSatisfy({ $0.count == count }) else {
      return rows
    }
    let widths = (0..<count - 1).map { part in width(rows.map { $0[part] }) }
    return rows.map { row in
      zip(row, widths).map { $0.padded(to: $1, .left) } + [row[count - 1]]
    }
  }

  private static func width(_ texts: [String]) -> Int {
    texts.map(\.unicodeScalars.count).max() ?? 0
  }
}

extension String {
  /// The text in a column of so many cells: with blanks after it, or before it where it stands at the right.
  func padded(to width: Int, _ alignment: Alignment) -> String {
    let blanks = String(repeating: " ", count: max(0, width - unicodeScalars.count))
    return alignment == .right ? blanks + self : self + blanks
  }
}

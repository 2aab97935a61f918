/// Columns of text under their names, as a reply in words has them.
enum TextTable {
  /// Every column as wide as its widest text and set to the right, the first to the left where it names the rows.
  static func lines(_ names: [String], _ rows: [[String]], namesRows: Bool = false) -> [String] {
    let all = [names] + rows
    let widths = names.indices.map { column in
      all.map { $0[column].unicodeScalars.count }.max() ?? 0
    }
    return all.map { row in
      row.enumerated().map { column, text in
        let blanks = String(repeating: " ", count: widths[column] - text.unicodeScalars.count)
        return namesRows && column == 0 ? text + blanks : blanks + text
      }.joined(separator: "  ")
    }
  }
}

extension String {
  /// The text in a column of so many cells: with blanks after it, or before it where it stands at the right.
  func padded(to width: Int, _ alignment: Alignment) -> String {
    let blanks = String(repeating: " ", count: max(0, width - unicodeScalars.count))
    return alignment == .right ? blanks + self : self + blanks
  }
}

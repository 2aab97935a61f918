extension Canvas {
  /// The columns of row `y` from the first to the last one that differ from those of `old`.
  ///
  /// `nil` where none do. Without an `old`, or with one of another size, it is the whole row.
  public func changedColumns(ofRow y: Int, from old: Canvas?) -> Range<Int>? {
    guard (0..<height).contains(y), width > 0 else { return nil }
    guard let old, old.width == width, old.height == height else { return 0..<width }
    let start = y * width
    return cells.withUnsafeBufferPointer { new in
      old.cells.withUnsafeBufferPointer { old in
        var first = 0
        while first < width, new[start + first] == old[start + first] { first += 1 }
        guard first < width else { return nil }
        var last = width - 1
        while new[start + last] == old[start + last] { last -= 1 }
        return first..<last + 1
      }
    }
  }
}

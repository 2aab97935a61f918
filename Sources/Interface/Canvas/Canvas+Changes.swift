extension Canvas {
  /// The columns of row `y` that differ from those of `old`, in runs; a few alike between two runs join them.
  ///
  /// Without an `old`, or with one of another size, it is the whole row.
  public func changedColumns(ofRow y: Int, from old: Canvas?) -> [Range<Int>] {
    guard (0..<height).contains(y), width > 0 else { return [] }
    guard let old, old.width == width, old.height == height else { return [0..<width] }
    let start = y * width
    return cells.withUnsafeBufferPointer { new in
      old.cells.withUnsafeBufferPointer { old in
        var runs: [Range<Int>] = []
        for x in 0..<width where new[start + x] != old[start + x] {
          if let last = runs.last, x - last.upperBound < Self.joined {
            runs[runs.count - 1] = last.lowerBound..<x + 1
          } else {
            runs.append(x..<x + 1)
          }
        }
        return runs
      }
    }
  }

  /// To hand over a run costs as much as some cells.
  private static let joined = 8
}

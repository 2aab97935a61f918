/// How a picture becomes one of another size.
public enum FitMethod: String, CaseIterable, Sendable {
  /// The ink's bounding box fills the grid, centred: see `Picture.fitted(rows:columns:)`.
  case ink
  /// The whole picture is stretched over the grid: see `Picture.resampled(toRows:columns:)`.
  case area
}

extension Picture {
  /// The picture with its ink stretched to fill a grid, which is how the digit set was made.
  ///
  /// The ink's bounding box keeps its proportions, is stretched or shrunk by area average until it
  /// touches two opposite edges of the grid, and is centred by whole pixels (towards the top left
  /// where the middle falls between two). The other side is rounded to whole pixels, 1 at least, so
  /// that fitting a fitted picture changes nothing unless an edge of it has faded to 0.
  /// A blank picture gives a blank grid.
  public func fitted(rows: Int, columns: Int) -> Picture {
    var tables = OverlapTables()
    return resized(rows: rows, columns: columns, by: .ink, &tables)
  }

  /// The whole picture stretched over another grid; each new pixel is the mean of what it covers.
  ///
  /// A new pixel covers the rows r·h/H … (r + 1)·h/H of the old ones, parts of pixels counted as
  /// parts, and the columns likewise. A picture of the same size is returned as it is; one without
  /// pixels gives black.
  public func resampled(toRows newRows: Int, columns newColumns: Int) -> Picture {
    guard (newRows, newColumns) != (rows, columns) else { return self }
    var tables = OverlapTables()
    return resized(rows: newRows, columns: newColumns, by: .area, &tables)
  }

  public func resized(rows: Int, columns: Int, by method: FitMethod) -> Picture {
    switch method {
    case .ink: fitted(rows: rows, columns: columns)
    case .area: resampled(toRows: rows, columns: columns)
    }
  }

  private func resized(
    rows: Int, columns: Int, by method: FitMethod, _ tables: inout OverlapTables
  ) -> Picture {
    guard let stretch = stretch(rows: rows, columns: columns, by: method, &tables) else {
      return Picture(rows: rows, columns: columns)
    }
    let resized = [Float](unsafeUninitializedCapacity: rows * columns) { target, count in
      target.initialize(repeating: 0)
      stretch.write(values, columns: self.columns, into: target) { $0 }
      count = rows * columns
    }
    return Picture(rows: rows, columns: columns, values: resized)
  }

  /// Writes the bytes of the resized picture, all of `target`.
  func writeResized(
    rows: Int, columns: Int, by method: FitMethod, _ tables: inout OverlapTables,
    into target: UnsafeMutableBufferPointer<UInt8>
  ) {
    target.initialize(repeating: 0)
    stretch(rows: rows, columns: columns, by: method, &tables)?
      .write(values, columns: self.columns, into: target) { Dataset.byte(Picture.clamped($0)) }
  }

  /// What of the picture is stretched, and where to; nil where the new one is black.
  private func stretch(
    rows newRows: Int, columns newColumns: Int, by method: FitMethod, _ tables: inout OverlapTables
  ) -> Stretch? {
    guard newRows > 0, newColumns > 0, !values.isEmpty else { return nil }
    switch method {
    case .area:
      return Stretch(
        rows: 0..<rows, columns: 0..<columns, vertical: tables.table(from: rows, to: newRows),
        horizontal: tables.table(from: columns, to: newColumns), place: 0, stride: newColumns)
    case .ink:
      guard let box = inkBox else { return nil }
      let height = box.rows.count
      let width = box.columns.count
      let scale = min(Double(newRows) / Double(height), Double(newColumns) / Double(width))
      let fittedHeight = min(newRows, max(1, Int((Double(height) * scale).rounded())))
      let fittedWidth = min(newColumns, max(1, Int((Double(width) * scale).rounded())))
      return Stretch(
        rows: box.rows, columns: box.columns,
        vertical: tables.table(from: height, to: fittedHeight),
        horizontal: tables.table(from: width, to: fittedWidth),
        place: (newRows - fittedHeight) / 2 * newColumns + (newColumns - fittedWidth) / 2,
        stride: newColumns)
    }
  }
}

/// A part of a picture on its way into the rows of a grid.
private struct Stretch {
  let rows: Range<Int>
  let columns: Range<Int>
  let vertical: Overlaps
  let horizontal: Overlaps
  /// Where the first new pixel goes, and how far its next row lies behind.
  let place: Int
  let stride: Int

  /// Writes the new pixels; those that cover the same as their neighbours are copied.
  func write<Pixel>(
    _ values: [Float], columns count: Int, into target: UnsafeMutableBufferPointer<Pixel>,
    _ pixel: (Float) -> Pixel
  ) {
    for row in 0..<vertical.count {
      let start = place + row * stride
      guard !vertical.repeats[row] else {
        for column in 0..<horizontal.count {
          target[start + column] = target[start - stride + column]
        }
        continue
      }
      for column in 0..<horizontal.count {
        target[start + column] =
          horizontal.repeats[column]
          ? target[start + column - 1] : pixel(mean(values, columns: count, row, column))
      }
    }
  }

  /// The mean of what a new pixel covers.
  private func mean(_ values: [Float], columns count: Int, _ row: Int, _ column: Int) -> Float {
    var sum = 0.0
    for rowPart in vertical.starts[row]..<vertical.starts[row + 1] {
      let old = rows.lowerBound + vertical.indices[rowPart]
      let line = old * count + columns.lowerBound
      for columnPart in horizontal.starts[column]..<horizontal.starts[column + 1] {
        let value = values[line + horizontal.indices[columnPart]]
        sum += vertical.shares[rowPart] * horizontal.shares[columnPart] * Double(value)
      }
    }
    return Float(sum)
  }
}

/// For each new pixel along one axis, the old ones it covers with their shares, which add up to 1.
struct Overlaps {
  /// The parts of new pixel t are those from `starts[t]` to before `starts[t + 1]`.
  private(set) var starts = [0]
  private(set) var indices: [Int] = []
  private(set) var shares: [Double] = []
  /// Whether a new pixel covers just what the one before it does: a part of one old pixel.
  private(set) var repeats: [Bool] = []

  var count: Int { starts.count - 1 }

  init(from old: Int, to new: Int) {
    for target in 0..<new {
      // In units of 1/new of an old pixel everything is a whole number, so shares are exact
      // ratios: no sliver of a neighbour enters through rounding.
      let start = target * old
      let end = start + old
      for index in start / new...(end - 1) / new {
        let covered = min(end, (index + 1) * new) - max(start, index * new)
        indices.append(index)
        shares.append(Double(covered) / Double(old))
      }
      let isInOne = indices.count == starts[target] + 1
      repeats.append(
        isInOne && target > 0 && starts[target] == starts[target - 1] + 1
          && indices[starts[target]] == indices[starts[target] - 1])
      starts.append(indices.count)
    }
  }
}

/// The overlaps that were needed so far: a set's images share them.
struct OverlapTables {
  private struct Key: Hashable { let old, new: Int }
  private var known: [Key: Overlaps] = [:]

  mutating func table(from old: Int, to new: Int) -> Overlaps {
    let key = Key(old: old, new: new)
    if let table = known[key] { return table }
    let table = Overlaps(from: old, to: new)
    known[key] = table
    return table
  }
}

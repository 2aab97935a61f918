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
    return fitted(rows: rows, columns: columns, &tables)
  }

  func fitted(rows: Int, columns: Int, _ tables: inout OverlapTables) -> Picture {
    guard rows > 0, columns > 0, let box = inkBox else {
      return Picture(rows: rows, columns: columns)
    }
    let height = box.rows.count
    let width = box.columns.count
    let scale = min(Double(rows) / Double(height), Double(columns) / Double(width))
    let fittedHeight = min(rows, max(1, Int((Double(height) * scale).rounded())))
    let fittedWidth = min(columns, max(1, Int((Double(width) * scale).rounded())))
    let place = (rows - fittedHeight) / 2 * columns + (columns - fittedWidth) / 2
    var fitted = [Float](repeating: 0, count: rows * columns)
    stretch(
      rows: box.rows, columns: box.columns, tables.table(from: height, to: fittedHeight),
      tables.table(from: width, to: fittedWidth), into: &fitted, at: place, stride: columns)
    return Picture(rows: rows, columns: columns, values: fitted)
  }

  /// The whole picture stretched over another grid; each new pixel is the mean of what it covers.
  ///
  /// A new pixel covers the rows r·h/H … (r + 1)·h/H of the old ones, parts of pixels counted as
  /// parts, and the columns likewise. A picture of the same size is returned as it is; one without
  /// pixels gives black.
  public func resampled(toRows newRows: Int, columns newColumns: Int) -> Picture {
    var tables = OverlapTables()
    return resampled(toRows: newRows, columns: newColumns, &tables)
  }

  func resampled(
    toRows newRows: Int, columns newColumns: Int, _ tables: inout OverlapTables
  ) -> Picture {
    guard (newRows, newColumns) != (rows, columns) else { return self }
    guard !values.isEmpty else { return Picture(rows: newRows, columns: newColumns) }
    var stretched = [Float](repeating: 0, count: newRows * newColumns)
    stretch(
      rows: 0..<rows, columns: 0..<columns, tables.table(from: rows, to: newRows),
      tables.table(from: columns, to: newColumns), into: &stretched, at: 0, stride: newColumns)
    return Picture(rows: newRows, columns: newColumns, values: stretched)
  }

  /// Writes a part of the picture, stretched, into the rows of a larger grid from `place` on.
  private func stretch(
    rows: Range<Int>, columns: Range<Int>, _ vertical: Overlaps, _ horizontal: Overlaps,
    into target: inout [Float], at place: Int, stride: Int
  ) {
    for row in 0..<vertical.count {
      for column in 0..<horizontal.count {
        var sum = 0.0
        for rowPart in vertical.starts[row]..<vertical.starts[row + 1] {
          let old = rows.lowerBound + vertical.indices[rowPart]
          let line = old * self.columns + columns.lowerBound
          for columnPart in horizontal.starts[column]..<horizontal.starts[column + 1] {
            let value = values[line + horizontal.indices[columnPart]]
            sum += vertical.shares[rowPart] * horizontal.shares[columnPart] * Double(value)
          }
        }
        target[place + row * stride + column] = Float(sum)
      }
    }
  }

  public func resized(rows: Int, columns: Int, by method: FitMethod) -> Picture {
    switch method {
    case .ink: fitted(rows: rows, columns: columns)
    case .area: resampled(toRows: rows, columns: columns)
    }
  }

  func resized(
    rows: Int, columns: Int, by method: FitMethod, _ tables: inout OverlapTables
  ) -> Picture {
    switch method {
    case .ink: fitted(rows: rows, columns: columns, &tables)
    case .area: resampled(toRows: rows, columns: columns, &tables)
    }
  }
}

/// For each new pixel along one axis, the old ones it covers with their shares, which add up to 1.
struct Overlaps {
  /// The parts of new pixel t are those from `starts[t]` to before `starts[t + 1]`.
  private(set) var starts = [0]
  private(set) var indices: [Int] = []
  private(set) var shares: [Double] = []

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

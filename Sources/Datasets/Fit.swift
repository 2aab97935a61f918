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
    var result = Picture(rows: rows, columns: columns)
    guard rows > 0, columns > 0, let box = inkBox else { return result }
    let height = box.rows.count
    let width = box.columns.count
    let scale = min(Double(rows) / Double(height), Double(columns) / Double(width))
    let fittedHeight = min(rows, max(1, Int((Double(height) * scale).rounded())))
    let fittedWidth = min(columns, max(1, Int((Double(width) * scale).rounded())))

    var ink = Picture(rows: height, columns: width)
    for row in 0..<height {
      for column in 0..<width {
        ink[row, column] = self[box.rows.lowerBound + row, box.columns.lowerBound + column]
      }
    }
    let stretched = ink.resampled(toRows: fittedHeight, columns: fittedWidth)
    let top = (rows - fittedHeight) / 2
    let left = (columns - fittedWidth) / 2
    for row in 0..<fittedHeight {
      for column in 0..<fittedWidth {
        result[top + row, left + column] = stretched[row, column]
      }
    }
    return result
  }

  /// The whole picture stretched over another grid; each new pixel is the mean of what it covers.
  ///
  /// A new pixel covers the rows r·h/H … (r + 1)·h/H of the old ones, parts of pixels counted as
  /// parts, and the columns likewise. A picture of the same size is returned as it is; one without
  /// pixels gives black.
  public func resampled(toRows newRows: Int, columns newColumns: Int) -> Picture {
    guard (newRows, newColumns) != (rows, columns) else { return self }
    var result = Picture(rows: newRows, columns: newColumns)
    guard !values.isEmpty else { return result }
    let vertical = Picture.overlaps(from: rows, to: newRows)
    let horizontal = Picture.overlaps(from: columns, to: newColumns)
    for (row, rowParts) in vertical.enumerated() {
      for (column, columnParts) in horizontal.enumerated() {
        var sum = 0.0
        for rowPart in rowParts {
          for columnPart in columnParts {
            let value = values[rowPart.index * columns + columnPart.index]
            sum += rowPart.share * columnPart.share * Double(value)
          }
        }
        result[row, column] = Float(sum)
      }
    }
    return result
  }

  public func resized(rows: Int, columns: Int, by method: FitMethod) -> Picture {
    switch method {
    case .ink: fitted(rows: rows, columns: columns)
    case .area: resampled(toRows: rows, columns: columns)
    }
  }

  /// For each new pixel along one axis, the old ones it covers with their shares, which add up to 1.
  private static func overlaps(from old: Int, to new: Int) -> [[(index: Int, share: Double)]] {
    (0..<new).map { target in
      // In units of 1/new of an old pixel everything is a whole number, so shares are exact
      // ratios: no sliver of a neighbour enters through rounding.
      let start = target * old
      let end = start + old
      return (start / new...(end - 1) / new).map { index in
        let covered = min(end, (index + 1) * new) - max(start, index * new)
        return (index, Double(covered) / Double(old))
      }
    }
  }
}

/// A black-and-white picture: 0 is black (paper), 1 is white (ink), row by row from the top left.
///
/// Every value is a finite number in 0…1; what lies outside is clamped when it is set, NaN to 0.
public struct Picture: Hashable, Sendable {
  public let rows: Int
  public let columns: Int
  public private(set) var values: [Float]

  /// A black picture.
  public init(rows: Int, columns: Int) {
    precondition(rows >= 0 && columns >= 0, "a picture of \(rows)×\(columns)")
    self.rows = rows
    self.columns = columns
    values = [Float](repeating: 0, count: rows * columns)
  }

  /// A picture of the values, row by row; there are `rows · columns` of them.
  public init(rows: Int, columns: Int, values: [Float]) {
    precondition(
      rows >= 0 && columns >= 0 && values.count == rows * columns,
      "\(values.count) values for a picture of \(rows)×\(columns)")
    self.rows = rows
    self.columns = columns
    self.values = values.map(Picture.clamped)
  }

  public subscript(row: Int, column: Int) -> Float {
    get { values[offset(row, column)] }
    set { values[offset(row, column)] = Picture.clamped(newValue) }
  }

  /// Whether the pixel lies in the picture.
  public func contains(row: Int, column: Int) -> Bool {
    row >= 0 && row < rows && column >= 0 && column < columns
  }

  /// No pixel has ink; true of a picture without pixels.
  public var isBlank: Bool { values.allSatisfy { $0 == 0 } }

  public mutating func clear() { values = [Float](repeating: 0, count: values.count) }

  /// Turns v into 1 − v.
  public mutating func invert() { values = values.map { 1 - $0 } }

  /// Moves the picture by whole pixels, right for `dx` > 0 and down for `dy` > 0.
  ///
  /// What leaves the picture is lost, what enters is black.
  public mutating func shift(dx: Int, dy: Int) {
    let old = self
    clear()
    for row in 0..<rows {
      let (fromRow, rowOverflow) = row.subtractingReportingOverflow(dy)
      for column in 0..<columns {
        let (fromColumn, overflow) = column.subtractingReportingOverflow(dx)
        guard !rowOverflow, !overflow, old.contains(row: fromRow, column: fromColumn) else {
          continue
        }
        self[row, column] = old[fromRow, fromColumn]
      }
    }
  }

  /// Moves the ink's bounding box to the middle by whole pixels; no ink is lost.
  ///
  /// Where the middle falls between two pixels, the box lies towards the top left.
  public mutating func centre() {
    guard let box = inkBox else { return }
    shift(
      dx: (columns - box.columns.count) / 2 - box.columns.lowerBound,
      dy: (rows - box.rows.count) / 2 - box.rows.lowerBound)
  }

  /// The smallest box that holds every pixel above 0; nil if there is none.
  public var inkBox: InkBox? {
    var top = rows
    var bottom = -1
    var left = columns
    var right = -1
    for row in 0..<rows {
      for column in 0..<columns where self[row, column] > 0 {
        top = min(top, row)
        bottom = max(bottom, row)
        left = min(left, column)
        right = max(right, column)
      }
    }
    guard bottom >= 0 else { return nil }
    return InkBox(rows: top..<(bottom + 1), columns: left..<(right + 1))
  }

  private func offset(_ row: Int, _ column: Int) -> Int {
    precondition(
      contains(row: row, column: column),
      "pixel [\(row), \(column)] of a picture of \(rows)×\(columns)")
    return row * columns + column
  }

  static func clamped(_ value: Float) -> Float {
    // Written so that NaN, for which every comparison is false, becomes 0.
    value > 0 ? min(value, 1) : 0
  }
}

/// The rows and columns that a picture's ink spans.
public struct InkBox: Hashable, Sendable {
  public let rows: Range<Int>
  public let columns: Range<Int>

  public init(rows: Range<Int>, columns: Range<Int>) {
    self.rows = rows
    self.columns = columns
  }
}

/// A grid of values to be drawn as a picture, row by row.
///
/// Fewer values than places leave the last places empty: a vector of 128 in rows of 12.
public struct Raster: Hashable, Sendable {
  public let rows: Int
  public let columns: Int
  public let values: [Double]

  public init(rows: Int, columns: Int, values: [Double]) {
    self.rows = max(0, rows)
    self.columns = max(0, columns)
    self.values = values
  }

  public init(rows: Int, columns: Int, values: [Float]) {
    self.init(rows: rows, columns: columns, values: values.map(Double.init))
  }

  /// A vector in rows of `columns`.
  public init(wrapping values: [Float], columns: Int) {
    let columns = max(1, columns)
    self.init(
      rows: (values.count + columns - 1) / columns, columns: columns, values: values)
  }

  /// The value at a place; `nil` where there is none.
  public subscript(row: Int, column: Int) -> Double? {
    guard row >= 0, row < rows, column >= 0, column < columns else { return nil }
    let index = row * columns + column
    return index < values.count ? values[index] : nil
  }
}

/// How values become levels of a palette, with the two ends that the legend names.
public struct ColourScale: Hashable, Sendable {
  public let kind: Palette.Kind
  public let low: Double
  public let high: Double

  /// Pixels, 0 black … 1 white.
  public static let pixels = ColourScale(kind: .grey, low: 0, high: 1)

  /// From −limit over a neutral zero to +limit.
  ///
  /// A limit of 0, or one that is not finite, becomes 1: everything is neutral, nothing divides by 0.
  public static func diverging(limit: Double) -> ColourScale {
    let limit = abs(limit)
    let usable = limit.isFinite && limit > 0 ? max(limit, .leastNormalMagnitude) : 1
    return ColourScale(kind: .diverging, low: -usable, high: usable)
  }

  /// A diverging scale whose ends are the largest finite magnitude among the values.
  public static func diverging(over values: some Sequence<Float>) -> ColourScale {
    var limit: Float = 0
    for value in values where value.isFinite { limit = max(limit, abs(value)) }
    return diverging(limit: Double(limit))
  }

  /// Magnitudes from `low` to `high`; an empty range becomes one of width 1.
  public static func sequential(_ low: Double, _ high: Double) -> ColourScale {
    let low = low.isFinite ? low : 0
    return ColourScale(
      kind: .sequential, low: low, high: high.isFinite && high > low ? high : low + 1)
  }

  private init(kind: Palette.Kind, low: Double, high: Double) {
    self.kind = kind
    self.low = low
    self.high = high
  }

  /// Where the value lies between the ends, 0…1; NaN stays NaN.
  public func part(of value: Double) -> Double {
    guard !value.isNaN else { return value }
    // Half of each before the difference: the ends may be the largest numbers there are.
    let part = (value / 2 - low / 2) / (high / 2 - low / 2)
    return min(max(part, 0), 1)
  }

  /// The magnitude against the larger end, 0…1: what a terminal without colours shades.
  func strength(of value: Double) -> Double {
    kind == .diverging ? min(abs(value) / high, 1) : part(of: value)
  }
}

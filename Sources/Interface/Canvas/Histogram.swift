public import Engine

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How often values fall into equal intervals, as columns to an eighth of a row.
public struct Histogram: Sendable {
  public let low: Double
  public let high: Double
  public let counts: [Int]
  /// Values that are not finite or lie outside.
  public let outside: Int
  public var role: Role
  /// Whether heights go by the logarithm of a count, so that few are seen beside many.
  public var isLogarithmic = false

  /// Counts values in `bins` intervals of [low, high]; the last one is closed.
  ///
  /// Without a range the finite values give it; a range of one number gets ½ on each side.
  public init(
    _ values: some Sequence<Float>, range: ClosedRange<Double>? = nil, bins: Int,
    role: Role = .accent
  ) {
    let finite = values.map(Double.init)
    var low = range?.lowerBound ?? finite.filter(\.isFinite).min() ?? 0
    var high = range?.upperBound ?? finite.filter(\.isFinite).max() ?? 1
    if !(high > low) || !(high - low).isFinite { (low, high) = (low - 0.5, low + 0.5) }
    var counts = Array(repeating: 0, count: max(1, bins))
    var outside = 0
    for value in finite {
      guard value >= low, value <= high else {
        outside += 1
        continue
      }
      let bin = Int((value - low) / (high - low) * Double(counts.count))
      counts[min(bin, counts.count - 1)] += 1
    }
    self.low = low
    self.high = high
    self.counts = counts
    self.outside = outside
    self.role = role
  }

  /// Counts that were made elsewhere.
  public init(_ spread: Spread, role: Role = .accent) {
    low = spread.low
    high = spread.high
    counts = spread.counts
    outside = spread.notFinite
    self.role = role
  }

  /// Draws the columns over the whole width, with the ends of the range in the last row where there
  /// are three rows or more.
  ///
  /// A bin that is not empty shows at least an eighth.
  public func draw(on canvas: inout Canvas, in area: Rect, digits: Int = 1, _ theme: Theme) {
    guard !area.isEmpty else { return }
    let hasScale = area.height >= 3
    let (bars, scale) = area.splitTop(hasScale ? area.height - 1 : area.height)
    drawBars(on: &canvas, in: bars, theme)
    guard hasScale else { return }
    drawScale(on: &canvas, in: scale, digits: digits, theme)
  }

  /// Draws the columns alone.
  public func drawBars(on canvas: inout Canvas, in bars: Rect, _ theme: Theme) {
    guard !bars.isEmpty, let most = counts.max() else { return }
    let ink = theme.ink(role)
    for column in 0..<bars.width {
      // Several bins in one column show the fullest, one bin over several columns repeats.
      let first = column * counts.count / bars.width
      let last = max(first, (column + 1) * counts.count / bars.width - 1)
      let count = counts[first...last].max() ?? 0
      guard count > 0, most > 0 else { continue }
      let height = max(1, eighths(count, of: most, in: bars.height))
      for row in 0..<bars.height {
        let filled = min(max(height - row * 8, 0), 8)
        guard filled > 0 else { break }
        let glyph = theme.isASCII ? (filled >= 4 ? "#" : "_") : Glyph.rising[filled]
        canvas.put(glyph, x: bars.x + column, y: bars.maxY - 1 - row, ink)
      }
    }
  }

  /// How high a count stands, in eighths of a row.
  private func eighths(_ count: Int, of most: Int, in rows: Int) -> Int {
    isLogarithmic
      ? Int(log1p(Double(count)) / log1p(Double(most)) * Double(rows * 8))
      : count * rows * 8 / most
  }

  private func drawScale(on canvas: inout Canvas, in scale: Rect, digits: Int, _ theme: Theme) {
    let faint = theme.ink(.faint)
    canvas.clipped(to: scale) { canvas in
      let left = theme.text(NumberText.fixed(low, digits: digits))
      let right = theme.text(NumberText.fixed(high, digits: digits))
      let leftEnd = canvas.put(left, x: scale.x, y: scale.y, faint)
      let rightStart = scale.maxX - right.unicodeScalars.count
      guard rightStart > leftEnd else { return }
      canvas.put(right, x: rightStart, y: scale.y, faint)
      let zero = scale.x + Int((-low / (high - low) * Double(scale.width - 1)).rounded())
      if low < 0, high > 0, zero > leftEnd + 1, zero < rightStart - 3 {
        canvas.put("0", x: zero, y: scale.y, faint)
      }
    }
  }
}

/// Curves with axes.
///
/// The line goes through the mean of what falls into a column of dots; the filled band behind it
/// reaches from the least to the largest value there, so no spike is lost.
/// The first series is the most important: it is drawn last, over the others.
/// Where room is short the axes go first, then the labels at the right edge; an area of any size is fine.
public struct Plot: Sendable {
  public var series: [Series]
  /// The part of x that is shown; `nil` for all of it.
  public var xRange: ClosedRange<Double>?
  /// `nil` for what the values of the shown part need.
  public var yRange: ClosedRange<Double>?
  /// Values that are not positive have no place on a logarithmic axis: they are gaps.
  public var isLogarithmic: Bool
  public var marks: [PlotMark]
  public var crosshair: Double?
  /// Whether the values at the crosshair are read out above the plot.
  public var showsReadout: Bool
  /// The name of x, at the right end of the axis or under it, where it takes no number's place.
  public var xName: String
  /// The name where there is no room for the whole of it.
  public var xNameBriefly = ""
  /// The name of y, at the top of its axis where no curve is.
  public var yName = ""
  /// Digits after the point of values read out.
  public var digits: Int
  /// Whether the name and last value of each series stand at the right edge.
  public var showsLastValues: Bool
  /// Whether only the name stands there: where the value at the crosshair is read out, another one beside it would confuse.
  public var labelsNamesOnly = false
  /// Whether nothing lies below the low end of y, which stands in the lowest row then, beside its tick.
  public var hasFloor = false
  /// Whether y has three ticks wherever they fit, though less of the height is used.
  public var hasThreeTicks = false
  /// Values of y that get a tick of their own wherever its row has no other.
  var landmarks: [Tick] = []
  /// Whether a cell that lines share has the colour of the one with more dots there, of equals that of the later
  /// series; else that of the first one.
  var sharesCellsByDots = false
  /// Whether the range behind the line is drawn.
  public var showsBands = true
  /// Columns that the axis and the labels at the right take at least: plots over each other share their x.
  public var leastMargins = (left: 0, right: 0)

  public init(
    _ series: [Series], xRange: ClosedRange<Double>? = nil, yRange: ClosedRange<Double>? = nil,
    isLogarithmic: Bool = false, marks: [PlotMark] = [], crosshair: Double? = nil,
    showsReadout: Bool = true, xName: String = "", digits: Int = 4, showsLastValues: Bool = true
  ) {
    self.series = series
    self.xRange = xRange
    self.yRange = yRange
    self.isLogarithmic = isLogarithmic
    self.marks = marks
    self.crosshair = crosshair
    self.showsReadout = showsReadout
    self.xName = xName
    self.digits = digits
    self.showsLastValues = showsLastValues
  }

  /// The x under a column of the screen, for the mouse; `nil` outside the curves.
  public func x(atColumn column: Int, in area: Rect, _ theme: Theme) -> Double? {
    let layout = PlotLayout(self, in: area, theme)
    let curves = layout.curves
    guard curves.width > 0, column >= curves.x, column < curves.maxX else { return nil }
    let part = (Double(column - curves.x) + 0.5) / Double(curves.width)
    return layout.x.low + (layout.x.high - layout.x.low) * part
  }

  /// Where the curves themselves are drawn, without axes and labels.
  public func curveArea(in area: Rect, _ theme: Theme) -> Rect {
    PlotLayout(self, in: area, theme).curves
  }

  /// - Returns: where the curves are.
  @discardableResult
  public func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) -> Rect {
    guard !area.isEmpty else { return area }
    return drawn(on: &canvas, in: area, theme).curves
  }

  /// Draws it and tells how.
  func drawn(on canvas: inout Canvas, in area: Rect, _ theme: Theme) -> PlotLayout {
    let painter = PlotPainter(plot: self, layout: PlotLayout(self, in: area, theme), theme: theme)
    canvas.clipped(to: area) { painter.draw(on: &$0) }
    return painter.layout
  }

  /// What stands in ASCII where markers of two series share a cell; dots of both find room in one.
  static let sharedMarker: Unicode.Scalar = "8"

  // MARK: Ranges

  var xAxis: Axis {
    let range = xRange ?? Plot.span(series.flatMap { $0.points.map(\.x) }.filter(\.isFinite))
    let (low, high) = Plot.widened(range ?? 0...1)
    return Axis(low: low, high: high, isLogarithmic: false)
  }

  var yAxis: Axis {
    let shown = xRange ?? -Double.infinity...Double.infinity
    var (least, largest) = (Double.infinity, -Double.infinity)
    func count(_ value: Double) {
      guard value.isFinite, !isLogarithmic || value > 0 else { return }
      (least, largest) = (min(least, value), max(largest, value))
    }
    for curve in series {
      for point in curve.points where shown.contains(point.x) {
        count(point.y)
        count(point.minimum)
        count(point.maximum)
      }
    }
    let span = least <= largest ? least...largest : nil
    if isLogarithmic {
      let range = yRange.flatMap { $0.lowerBound > 0 ? $0 : nil } ?? span ?? 0.1...1
      let isPoint = range.lowerBound >= range.upperBound * 0.999
      return Axis(
        low: max(range.lowerBound * (isPoint ? 0.5 : 1), .leastNormalMagnitude),
        high: min(range.upperBound * (isPoint ? 2 : 1), .greatestFiniteMagnitude / 2),
        isLogarithmic: true, reach: span.map { max($0.lowerBound, .leastNormalMagnitude) })
    }
    let (low, high) = Plot.widened(yRange ?? span ?? 0...1)
    return Axis(low: low, high: high, isLogarithmic: false)
  }

  private static func span(_ values: [Double]) -> ClosedRange<Double>? {
    guard let low = values.min(), let high = values.max() else { return nil }
    return low...high
  }

  /// A range of one number gets room on both sides.
  private static func widened(_ range: ClosedRange<Double>) -> (Double, Double) {
    let (low, high) = (range.lowerBound, range.upperBound)
    guard low.isFinite, high.isFinite else { return (0, 1) }
    let room = max(abs(low), abs(high)) * 1e-9
    guard high - low <= room else { return (low, high) }
    let margin = low == 0 ? 1 : abs(low) * 0.1
    return (low - margin, high + margin)
  }
}

/// How an area is divided between the curves, the axes and the labels.
struct PlotLayout {
  let curves: Rect
  let x: Axis
  let y: Axis
  let yTicks: [Tick]
  let xTicks: [Tick]
  /// Columns left of the curves for the labels of y, the axis included; 0 without axes.
  let left: Int
  /// Columns right of the curves for names and last values.
  let right: Int
  let hasAxes: Bool
  /// The row above the curves for marks, and the one for the crosshair's values.
  let markRow: Int?
  let readoutRow: Int?

  init(_ plot: Plot, in area: Rect, _ theme: Theme) {
    x = plot.xAxis
    let axis = plot.yAxis
    hasAxes = area.width >= 16 && area.height >= 5
    var top = 0
    var marks: Int?
    var readout: Int?
    if plot.crosshair != nil, plot.showsReadout, area.height >= 4 {
      readout = area.y
      top += 1
    }
    if plot.marks.contains(where: { !$0.label.isEmpty }), area.height - top >= 6 {
      marks = area.y + top
      top += 1
    }
    markRow = marks
    readoutRow = readout

    let rows = max(0, area.height - top - (hasAxes ? 2 : 0))
    let wanted = min(8, max(rows < 5 ? 2 : 3, axis.isLogarithmic ? rows / 2 : rows * 2 / 5))
    var labelled =
      hasAxes
      ? PlotLayout.ticks(of: axis, atMost: wanted, rows: rows, hasFloor: plot.hasFloor) : ([], axis)
    if hasAxes, plot.hasThreeTicks, labelled.0.count < 3 {
      let more = PlotLayout.ticks(
        of: axis, atMost: max(wanted, (rows + 1) / 2), rows: rows, hasFloor: plot.hasFloor,
        enough: 0.6)
      if more.0.count > labelled.0.count { labelled = more }
    }
    y = labelled.1
    yTicks = hasAxes ? PlotLayout.adding(plot.landmarks, to: labelled.0, of: y, rows: rows) : []
    let widest = yTicks.map { theme.text($0.label).unicodeScalars.count }.max() ?? 0
    left = hasAxes ? max(plot.leastMargins.left, min(widest + 2, area.width / 3)) : 0

    let labels = plot.series.map { theme.text(PlotLayout.endLabel($0, plot)).unicodeScalars.count }
    let labelWidth = (labels.max() ?? 0) + 1
    let fits = plot.showsLastValues && labelWidth <= area.width / 4 && area.height >= 3
    right = max(hasAxes ? plot.leastMargins.right : 0, fits && labelWidth > 1 ? labelWidth : 0)
    curves = Rect(
      x: area.x + left, y: area.y + top, width: area.width - left - right, height: rows)
    xTicks = hasAxes ? PlotLayout.xTicks(x, width: curves.width) : []
  }

  /// A tick for every nine columns or fewer, but two of them wherever two can be: one alone tells no distances.
  private static func xTicks(_ x: Axis, width: Int) -> [Tick] {
    let range = x.low...max(x.low, x.high)
    let wanted = max(width < 18 ? 2 : 3, width / 9)
    let ticks = (wanted...wanted + 3).lazy.map { Ticks.linear(range, count: $0) }
    return ticks.first { $0.count > 1 } ?? Ticks.linear(range, count: wanted)
  }

  /// The ticks of an axis, and the axis stretched so that they stand in the middle of rows.
  ///
  /// As many ticks as may be, unless with fewer of them much more of the height is used.
  private static func ticks(
    of axis: Axis, atMost most: Int, rows: Int, hasFloor: Bool, enough: Double = 0.75
  ) -> ([Tick], Axis) {
    let range = axis.low...max(axis.low, axis.high)
    var best: (ticks: [Tick], axis: Axis, use: Double)?
    for count in (2...most).reversed() {
      let ticks =
        axis.isLogarithmic
        ? Ticks.logarithmic(range, count: count) : Ticks.linear(range, count: count)
      let aligned = axis.aligned(ticks.map(\.value), dots: rows * 4, hasFloor: hasFloor)
      let use = axis.length / aligned.length
      // One tick alone tells no distances.
      if ticks.count < 2, (best?.ticks.count ?? 0) >= 2 { break }
      if use > (best?.use ?? -1) + 0.05 { best = (ticks, aligned, use) }
      if use > enough { break }
    }
    return best.map { (all($0.ticks, on: $0.axis), $0.axis) } ?? ([], axis)
  }

  /// The ticks with those of the same distance that a longer logarithmic axis has room for.
  private static func all(_ ticks: [Tick], on axis: Axis) -> [Tick] {
    guard axis.isLogarithmic, ticks.count > 1 else { return ticks }
    let ratio = ticks[1].value / ticks[0].value
    let more = Ticks.logarithmic(axis.low...axis.high, count: ticks.count + 4)
    let isEven = zip(more, more.dropFirst()).allSatisfy {
      abs($1.value / $0.value - ratio) < ratio * 1e-6
    }
    return isEven && more.count > ticks.count ? more : ticks
  }

  /// The ticks with those of values that are looked for, in rows that none has yet.
  private static func adding(
    _ landmarks: [Tick], to ticks: [Tick], of axis: Axis, rows: Int
  ) -> [Tick] {
    landmarks.reduce(into: ticks) { all, landmark in
      func row(_ tick: Tick) -> Int? { dot(y: tick.value, of: axis, rows: rows).map { $0 / 4 } }
      guard (axis.low...axis.high).contains(landmark.value), let own = row(landmark),
        !all.contains(where: { row($0) == own })
      else { return }
      all.append(landmark)
    }
  }

  static func endLabel(_ series: Series, _ plot: Plot) -> String {
    guard series.hasLabel else { return "" }
    guard let last = series.last, !plot.labelsNamesOnly else { return series.name }
    let value = NumberText.compact(last.y, digits: plot.digits)
    return series.name.isEmpty ? value : series.name + " " + value
  }

  /// The column of an x, also outside the curves; `nil` where it has no place.
  func column(of value: Double) -> Int? { dot(x: value).map { curves.x + $0 / 2 } }

  /// The row of a y within the curves; the ends for what lies beyond.
  ///
  /// Through the dots, so that a tick stands in the row in which the curve has that value.
  func row(of value: Double) -> Int? { dot(y: value).map { curves.y + $0 / 4 } }

  /// The column of braille dots of an x, from the left end of the curves.
  func dot(x value: Double) -> Int? {
    guard let part = x.part(of: value), part >= -1e-9, part <= 1 + 1e-9, curves.width > 0 else {
      return nil
    }
    return Int((part * Double(curves.width * 2 - 1)).rounded())
  }

  /// The row of braille dots of a y, from the top; the ends for what lies beyond.
  func dot(y value: Double) -> Int? { PlotLayout.dot(y: value, of: y, rows: curves.height) }

  private static func dot(y value: Double, of axis: Axis, rows: Int) -> Int? {
    guard let part = axis.part(of: value), rows > 0 else { return nil }
    let last = rows * 4 - 1
    return last - Int((min(max(part, 0), 1) * Double(last)).rounded())
  }
}

/// Draws one plot into its layout.
struct PlotPainter {
  let plot: Plot
  let layout: PlotLayout
  let theme: Theme

  private var curves: Rect { layout.curves }

  func draw(on canvas: inout Canvas) {
    let labelEnd = layout.hasAxes ? drawAxes(on: &canvas) : nil
    canvas.clipped(to: curves) { canvas in
      if plot.showsBands {
        for series in plot.series.reversed() { drawBand(series, on: &canvas) }
      }
      drawMarkLines(on: &canvas)
      drawLines(on: &canvas)
    }
    // The names of the axes go where neither numbers nor curves stand.
    if let labelEnd {
      drawXName(after: labelEnd, on: &canvas)
      drawYName(on: &canvas)
    }
    drawMarkLabels(on: &canvas)
    drawEndLabels(on: &canvas)
    drawReadout(on: &canvas)
  }

  // MARK: Curves

  /// The row of dots of a value; a little outside for what lies beyond the range.
  private func dot(_ value: Double, rows: Int) -> Int? {
    guard let part = layout.y.part(of: value), rows > 0 else { return nil }
    return rows - 1 - Int((min(max(part, -0.5), 1.5) * Double(rows - 1)).rounded())
  }

  private func drawLines(on canvas: inout Canvas) {
    var drawn: [DotGrid] = []
    for (index, series) in plot.series.enumerated().reversed() where series.showsLine {
      var grid = DotGrid(columns: curves.width, rows: curves.height, isASCII: theme.isASCII)
      var last: (x: Int, y: Int)?
      for (column, bucket) in series.buckets(columns: grid.width, layout.x) {
        guard let row = dot(bucket.mean, rows: grid.height) else {
          last = nil
          continue
        }
        if let last, !bucket.startsAfterGap {
          grid.line(from: last, to: (column, row))
        } else {
          grid.set(column, row)
        }
        last = (column, row)
      }
      // Without colours two lines cannot be told apart: that of the markers goes.
      let isNeeded = theme.depth > .mono || theme.isASCII || !series.showsMarkers
      guard isNeeded else { continue }
      copy(grid, series, index, besides: plot.sharesCellsByDots ? drawn : [], on: &canvas)
      drawn.append(grid)
    }
    for (index, series) in plot.series.enumerated().reversed() where series.showsMarkers {
      drawMarkers(series, index, on: &canvas)
    }
  }

  /// Where curves cross, the dots of both stay and the colour is that of the later one, unless one of `others` has as many dots there.
  private func copy(
    _ grid: DotGrid, _ series: Series, _ index: Int, besides others: [DotGrid] = [],
    on canvas: inout Canvas
  ) {
    let own = lineInk(series.role)
    for row in 0..<grid.rows {
      for column in 0..<grid.columns where grid[column, row] != 0 {
        let (x, y) = (curves.x + column, curves.y + row)
        guard let under = canvas[x, y] else { continue }
        let isBand = Glyph.rising.dropFirst().contains(under.glyph)
        var ground = under.ink.background
        if isBand, theme.hasPictureColours { ground = theme.ink(.envelope).foreground }
        let count = grid[column, row].nonzeroBitCount
        let isOutdone =
          !theme.isASCII && others.contains { $0[column, row].nonzeroBitCount >= count }
        let ink = isOutdone ? under.ink : own
        let glyph =
          theme.isASCII
          ? marker(index) : DotGrid.braille(grid[column, row], over: under.glyph)
        canvas.put(glyph, x: x, y: y, Ink(ink.foreground, on: ground, ink.attributes))
      }
    }
  }

  /// An underline belongs under a word; under dots it would be one more curve.
  private func lineInk(_ role: Role) -> Ink {
    var ink = theme.ink(role)
    ink.attributes.remove(.underline)
    return ink
  }

  private func marker(_ index: Int) -> Unicode.Scalar {
    plot.series[index].marker
      ?? (theme.isASCII ? ["*", "o", "+"][index % 3] : ["●", "◆", "▲"][index % 3])
  }

  /// Without colours a point of dots would be one of the line: there it is a sign in a whole cell.
  private func drawMarkers(_ series: Series, _ index: Int, on canvas: inout Canvas) {
    guard theme.isASCII || theme.depth == .mono && !series.showsLine else {
      var grid = DotGrid(columns: curves.width, rows: curves.height, isASCII: false)
      for point in series.points where point.y.isFinite {
        guard let x = layout.dot(x: point.x), let y = layout.dot(y: point.y) else { continue }
        grid.set(series.shape, atX: x, y: y)
      }
      copy(grid, series, index, on: &canvas)
      return
    }
    let ink = lineInk(series.role)
    let others = plot.series.indices.filter { $0 != index && plot.series[$0].showsMarkers }
      .map(marker)
    for point in series.points where point.y.isFinite {
      guard let x = layout.column(of: point.x), let y = layout.row(of: point.y) else { continue }
      let under = canvas[x, y]
      let ground = under?.ink.background ?? theme.background
      if let under, under.glyph == Plot.sharedMarker || others.contains(under.glyph) {
        canvas.put(
          Plot.sharedMarker, x: x, y: y, Ink(theme.ink(.strong).foreground, on: ground, .bold))
      } else {
        canvas.put(marker(index), x: x, y: y, Ink(ink.foreground, on: ground, ink.attributes))
      }
    }
  }

  // MARK: Bands

  /// Fills the range of each column, to an eighth of a row where it ends from below.
  private func drawBand(_ series: Series, on canvas: inout Canvas) {
    for (column, bucket) in series.buckets(columns: curves.width, layout.x)
    where bucket.isSpread {
      let rows = curves.height * 8
      let low = layout.y.isLogarithmic && bucket.minimum <= 0 ? layout.y.low : bucket.minimum
      guard column >= 0, column < curves.width, let bottom = dot(low, rows: rows),
        let top = dot(min(bucket.maximum, .greatestFiniteMagnitude), rows: rows)
      else { continue }
      // Less than half a row is what the line itself covers.
      if bottom - top < 4 { continue }
      drawBand(from: max(0, top), through: min(rows - 1, bottom), column: column, on: &canvas)
    }
  }

  private func drawBand(
    from top: Int, through bottom: Int, column: Int, on canvas: inout Canvas
  ) {
    guard top <= bottom else { return }
    let band = theme.ink(.envelope)
    let x = curves.x + column
    let coloured = theme.hasPictureColours
    for row in (top / 8)...(bottom / 8) {
      let first = max(top - row * 8, 0)
      let last = min(bottom - row * 8, 7)
      let y = curves.y + row
      if last - first < 1, top / 8 != bottom / 8 { continue }
      if !coloured || theme.isASCII {
        canvas.put(theme.isASCII ? "." : "░", x: x, y: y, theme.ink(.faint))
      } else if first == 0, last == 7 {
        canvas.put(" ", x: x, y: y, Ink(band.foreground, on: band.foreground))
      } else if last == 7 {
        canvas.put(Glyph.rising[8 - first], x: x, y: y, band)
      } else if first == 0 {
        // The upper part of a cell: the lower part in the ground's colour, where that has a name.
        guard theme.background != .standard else {
          if last >= 3 { canvas.put("▀", x: x, y: y, band) }
          continue
        }
        let ink = Ink(theme.background, on: band.foreground)
        canvas.put(Glyph.rising[7 - last], x: x, y: y, ink)
      } else {
        canvas.put("─", x: x, y: y, band)
      }
    }
  }

  // MARK: Axes

  /// - Returns: the column behind the last number of x.
  private func drawAxes(on canvas: inout Canvas) -> Int {
    let ink = theme.ink(.faint)
    let axis = curves.x - 1
    for y in curves.y..<curves.maxY { canvas.put(theme.glyph(.vertical), x: axis, y: y, ink) }
    for x in curves.x..<curves.maxX {
      canvas.put(theme.glyph(.horizontal), x: x, y: curves.maxY, ink)
    }
    canvas.put(theme.glyph(.axisCorner), x: axis, y: curves.maxY, ink)
    for tick in layout.yTicks {
      guard let y = layout.row(of: tick.value) else { continue }
      canvas.put(theme.glyph(.axisTick), x: axis, y: y, ink)
      canvas.put(
        theme.text(tick.label), x: axis - layout.left + 1, y: y, width: layout.left - 2,
        align: .right, ellipsis: theme.glyph(.ellipsis), ink)
    }
    return drawXLabels(on: &canvas, ink)
  }

  private func drawXLabels(on canvas: inout Canvas, _ ink: Ink) -> Int {
    let y = curves.maxY + 1
    var end = curves.x - layout.left
    let last = curves.maxX + layout.right
    for tick in layout.xTicks {
      guard let x = layout.column(of: tick.value) else { continue }
      canvas.put(theme.glyph(.axisTickBottom), x: x, y: curves.maxY, ink)
      let label = theme.text(tick.label)
      let width = label.unicodeScalars.count
      let start = min(max(x - width / 2, end), last - width)
      guard start >= end, start + width <= last, start <= x else { continue }
      end = canvas.put(label, x: start, y: y, ink) + 1
    }
    return end
  }

  /// At the top of the axis, or at the other end of its row.
  private func drawYName(on canvas: inout Canvas) {
    let name = theme.text(plot.yName)
    let width = name.unicodeScalars.count
    guard width > 0, curves.height > 2 else { return }
    let places = [curves.x + 1, curves.maxX - width - 1]
    guard let x = places.first(where: { isFree($0 - 1..<$0 + width + 1, row: curves.y, canvas) })
    else { return }
    canvas.put(name, x: x, y: curves.y, theme.ink(.faint))
  }

  private func isFree(_ columns: Range<Int>, row: Int, _ canvas: Canvas) -> Bool {
    columns.lowerBound >= curves.x && columns.upperBound <= curves.maxX + layout.right
      && columns.allSatisfy { canvas[$0, row]?.glyph == " " }
  }

  /// The name goes where no number stands: right of the last one, at the end of the axis, or above it.
  private func drawXName(after end: Int, on canvas: inout Canvas) {
    let ink = theme.ink(.faint)
    let last = curves.maxX + layout.right
    for name in [plot.xName, plot.xNameBriefly].map(theme.text) where !name.isEmpty {
      let width = name.unicodeScalars.count
      let x = last - width
      if x > end {
        canvas.put(name, x: x, y: curves.maxY + 1, ink)
      } else if width < layout.right {
        canvas.put(name, x: x, y: curves.maxY, ink)
      } else {
        continue
      }
      return
    }
    let name = theme.text(plot.xName)
    let x = last - name.unicodeScalars.count
    if x > curves.x, x < last, curves.height > 1, isFree(x..<last, row: curves.maxY - 1, canvas) {
      canvas.put(name, x: x, y: curves.maxY - 1, ink)
    }
  }

  // MARK: Marks, labels, read-out

  private func drawMarkLines(on canvas: inout Canvas) {
    for mark in plot.marks {
      guard let x = layout.column(of: mark.x) else { continue }
      verticalLine(at: x, theme.glyph(.dashed), lineInk(.mark), on: &canvas)
    }
    guard let crosshair = plot.crosshair, let x = layout.column(of: crosshair) else { return }
    verticalLine(at: x, theme.glyph(.vertical), theme.ink(.crosshair), on: &canvas)
  }

  private func verticalLine(
    at x: Int, _ glyph: Unicode.Scalar, _ ink: Ink, on canvas: inout Canvas
  ) {
    for y in curves.y..<curves.maxY {
      guard let under = canvas[x, y] else { continue }
      canvas.put(glyph, x: x, y: y, Ink(ink.foreground, on: under.ink.background, ink.attributes))
    }
  }

  private func drawMarkLabels(on canvas: inout Canvas) {
    guard let y = layout.markRow else { return }
    var end = curves.x
    for mark in plot.marks.sorted(by: { $0.x < $1.x }) {
      guard let x = layout.column(of: mark.x) else { continue }
      for label in ([mark.label] + mark.briefly).map(theme.text) {
        let width = label.unicodeScalars.count
        let start = max(min(x - width / 2, curves.maxX + layout.right - width), end)
        guard start <= x, start + width <= curves.maxX + layout.right else { continue }
        end = canvas.put(label, x: start, y: y, theme.ink(.mark)) + 2
        break
      }
    }
  }

  /// One label a row, the larger value above the smaller; a label whose row is taken goes to the next one.
  private func drawEndLabels(on canvas: inout Canvas) {
    guard plot.showsLastValues, layout.right > 0 else { return }
    let labelled = plot.series.filter(\.hasLabel).prefix(curves.height).compactMap { series in
      series.last.flatMap { last in
        layout.row(of: last.y).map { (series: series, value: last.y, row: $0) }
      }
    }.sorted { $0.value > $1.value }
    var rows: [Int] = []
    for label in labelled { rows.append(max(label.row, (rows.last ?? curves.y - 1) + 1)) }
    for (place, label) in labelled.enumerated() {
      let lowest = curves.maxY - (labelled.count - place)
      canvas.put(
        theme.text(PlotLayout.endLabel(label.series, plot)), x: curves.maxX + 1,
        y: min(rows[place], lowest), theme.ink(label.series.role))
    }
  }

  private func drawReadout(on canvas: inout Canvas) {
    guard let crosshair = plot.crosshair, let y = layout.readoutRow else { return }
    let nearest = plot.series.first?.nearest(to: crosshair)?.x ?? crosshair
    let isWhole = nearest == nearest.rounded() && abs(nearest) < 1e15
    let position = isWhole ? NumberText.grouped(Int(nearest)) : NumberText.fixed(nearest, digits: 3)
    var x = canvas.put(
      theme.text(plot.xName.isEmpty ? "x " : plot.xName + " "), x: curves.x, y: y,
      theme.ink(.faint))
    x = canvas.put(theme.text(position), x: x, y: y, theme.ink(.strong))
    for series in plot.series {
      guard let point = series.nearest(to: crosshair) else { continue }
      let value = NumberText.compact(point.y, digits: plot.digits)
      x = canvas.put(theme.text("  \(series.name) "), x: x, y: y, theme.ink(.faint))
      x = canvas.put(theme.text(value), x: x, y: y, theme.ink(series.role))
      if point.minimum < point.maximum {
        let low = NumberText.compact(point.minimum, digits: plot.digits)
        let high = NumberText.compact(point.maximum, digits: plot.digits)
        x = canvas.put(theme.text(" (\(low) … \(high))"), x: x, y: y, theme.ink(.faint))
      }
    }
  }
}

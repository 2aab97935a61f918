import Commands
import Engine

/// Draws the panels of Train, each where the layout has a place for it.
struct TrainPainter {
  let state: AppState
  let layout: TrainLayout
  var canvas: Canvas
  var targets: [AppState.Target] = []
  /// What the axis and the labels of the losses take, once they are drawn; the accuracy below keeps the same.
  private var lossMargins = (left: 0, right: 0)
  private lazy var means = RunningMeans(scene.history)

  init(state: AppState, layout: TrainLayout, canvas: Canvas) {
    self.state = state
    self.layout = layout
    self.canvas = canvas
  }

  var scene: Scene { state.scene }
  var theme: Theme { state.theme }

  func say(_ phrase: TrainPhrase) -> String { phrase.text(in: state.language) }

  mutating func frame(_ title: TrainPhrase, note: String = "", in area: Rect) -> Rect {
    Frame(say(title), note: note).draw(on: &canvas, in: area, theme)
  }

  @discardableResult
  mutating func put(_ text: String, x: Int, y: Int, _ role: Role = .text) -> Int {
    canvas.put(theme.text(text), x: x, y: y, theme.ink(role))
  }

  /// Names at the left and values in a column of their own; rows, and spans of a value, that do not fit are left out.
  mutating func rows(_ rows: [(name: String, value: [Span])], gap: Int = 2, in area: Rect) {
    let widest = rows.map { theme.text($0.name).unicodeScalars.count }.max() ?? 0
    for (index, row) in rows.prefix(area.height).enumerated() {
      put(row.name, x: area.x, y: area.y + index, .faint)
      var x = area.x + widest + gap
      for span in row.value {
        let width = theme.text(span.text).unicodeScalars.count
        guard x + width <= area.maxX else { break }
        x = put(span.text, x: x, y: area.y + index, span.role)
      }
    }
  }

  // MARK: Loss

  /// Words at the right of a frame's upper edge that act as keys.
  private mutating func buttons(_ buttons: [(key: Unicode.Scalar, text: String)], in area: Rect) {
    var x = area.maxX - 2
    for button in buttons.reversed() {
      let text = theme.text(" \(button.key) \(button.text) ")
      x -= text.unicodeScalars.count
      guard x > area.x + 16 else { return }
      canvas.put(text, x: x, y: area.y, theme.ink(.faint))
      canvas.put(button.key, x: x + 1, y: area.y, theme.ink(.accent))
      let place = Rect(x: x, y: area.y, width: text.unicodeScalars.count, height: 1)
      targets.append(AppState.Target(place, .key(.character(button.key))))
      x -= 1
    }
  }

  /// The epochs whose weights are kept, on the lower edge of the losses: a press goes back to one of them.
  private mutating func drawKeptEpochs() {
    let run = scene.session.run
    let kept = run.history.snapshots.map(\.position)
    guard !scene.isTraining, kept.count > 1 else { return }
    let edge = Rect(
      x: layout.loss.x + 3, y: layout.loss.maxY - 1, width: layout.loss.width - 6, height: 1)
    let words = say(.keptEpochs)
    let room = edge.width - words.unicodeScalars.count - 2
    let present = kept.lastIndex { $0.updates == run.position.updates }
    // Evenly thinned, with the last and the present one among them.
    var step = 1
    func shown(_ step: Int) -> [Int] {
      kept.indices.filter { $0 % step == 0 || $0 == kept.count - 1 || $0 == present }
    }
    func width(_ places: [Int]) -> Int {
      places.reduce(0) { $0 + "\(kept[$1].epoch)".count + 1 }
    }
    while step < kept.count, width(shown(step)) > room { step += 1 }
    guard width(shown(step)) <= room else { return }
    var x = put(" " + words, x: edge.x - 1, y: edge.y, .faint)
    for place in shown(step) {
      let isPresent = place == present
      let start = put(" ", x: x, y: edge.y, .faint)
      x = put("\(kept[place].epoch)", x: start, y: edge.y, isPresent ? .selected : .accent)
      guard !isPresent else { continue }
      targets.append(
        AppState.Target(
          Rect(x: start, y: edge.y, width: x - start, height: 1),
          .command("rewind \(kept[place].epoch)")))
    }
    put(" ", x: x, y: edge.y, .faint)
  }

  mutating func drawLoss() {
    let inside = frame(.lossTitle, in: layout.loss)
    drawKeptEpochs()
    guard inside.width >= 20, inside.height >= 4 else { return }
    buttons(
      [
        ("l", say(state.train.isLogarithmic ? .logarithmic : .linear)),
        ("f", say(state.train.isRecent ? .recent : .full)),
      ], in: layout.loss)
    guard !scene.history.buckets.isEmpty else { return drawEmpty(inside) }
    let (legend, rest) = inside.splitTop(1)
    let area = plotArea(rest)
    // The axis of the plot below is the same one.
    var least: (left: Int, right: Int)?
    if let below = layout.accuracy, let other = accuracyPlot(width: below.width - 2) {
      least = margins(of: other, in: plotArea(below.inset(1, 1)))
    }
    // A curve has an axis, and the axis leaves the room for a curve: begun with the usual margins.
    var cells = area.width - 15
    var curve = curve(of: cells)
    var plot = plot(curve, least)
    for _ in 0..<3 {
      lossMargins = margins(of: plot, in: area)
      let room = area.width - lossMargins.left - lossMargins.right
      guard room != cells else { break }
      cells = room
      // Margins only grow, or two curves might change places for ever.
      least = (
        max(least?.left ?? 0, lossMargins.left), max(least?.right ?? 0, lossMargins.right)
      )
      curve = self.curve(of: cells)
      plot = self.plot(curve, least)
    }
    let drawn = plot.drawn(on: &canvas, in: area, theme)
    drawLegend(curve, lowest: drawn.y.low, in: legend)
    targets.append(AppState.Target(drawn.curves, .curve(column: 0)))
  }

  /// Free columns keep the labels off the frame.
  private func plotArea(_ inside: Rect) -> Rect { inside.inset(1, 0) }

  /// What was measured on validation images within an epoch, at a pause; at the end of one it is among the epochs.
  private func pausePoint(
    _ value: ((loss: Scalar?, accuracy: Double?)) -> Double?
  ) -> Series.Point? {
    let updates = scene.report.updates
    guard !scene.isTraining, !scene.session.run.isChanged, updates > 0,
      scene.history.epochs.last?.update != updates
    else { return nil }
    return value(scene.validation).map { Series.Point(x: Double(updates), y: $0) }
  }

  private func margins(of plot: Plot, in area: Rect) -> (left: Int, right: Int) {
    let curves = plot.curveArea(in: area, theme)
    return (curves.x - area.x, area.maxX - curves.maxX)
  }

  private var dotsAcross: Int { theme.isASCII ? 1 : 2 }
  private var lineGlyph: String { theme.isASCII ? "*" : "━" }
  private var trainMarker: Unicode.Scalar { theme.isASCII ? "*" : "●" }
  private var validationMarker: Unicode.Scalar { theme.isASCII ? "o" : "◆" }
  private var markerGlyph: String { String(validationMarker) }

  private mutating func curve(of cells: Int) -> LossCurve {
    LossCurve(
      scene.history, means, cells: cells, dotsAcross: dotsAcross, isRecent: state.train.isRecent,
      now: pausePoint { $0.loss.map { Double($0) } })
  }

  private func plot(_ curve: LossCurve, _ least: (left: Int, right: Int)?) -> Plot {
    let crosshair = state.train.crosshair.map(Double.init).flatMap {
      curve.xRange.contains($0) ? $0 : nil
    }
    var validation = Series(
      name: markerGlyph, role: .seriesSecond, points: curve.validation, showsMarkers: true,
      marker: validationMarker, shape: .diamond, showsLine: false)
    // What was guessed at the start is not where the curve has come to.
    validation.hasLabel = hasMeasured(curve)
    var plot = Plot(
      [Series(name: lineGlyph, role: .seriesFirst, points: curve.training), validation],
      xRange: curve.xRange, yRange: curve.yRange(isLogarithmic: state.train.isLogarithmic),
      isLogarithmic: state.train.isLogarithmic, marks: curve.marks, crosshair: crosshair,
      showsReadout: false, xName: say(.updates))
    plot.xNameBriefly = say(.updatesShort)
    plot.hasFloor = !state.train.isLogarithmic
    if let least { plot.leastMargins = least }
    return plot
  }

  private func hasMeasured(_ curve: LossCurve) -> Bool {
    scene.history.epochs.count > 1 || scene.history.buckets.isEmpty
      || (curve.validation.last?.x ?? 0) > 0
  }

  private mutating func drawLegend(_ curve: LossCurve, lowest: Double, in row: Rect) {
    typealias Piece = StatusLine.Piece
    if let crosshair = state.train.crosshair, curve.xRange.contains(Double(crosshair)),
      let readout = readout(at: crosshair, of: curve, width: row.width)
    {
      StatusLine(left: readout, ground: .text, gap: 2).draw(on: &canvas, in: row, theme)
      return
    }
    let band: Span =
      theme.hasPictureColours && !theme.isASCII
      ? Span("▆", .envelope) : Span(theme.isASCII ? "." : "░", .faint)
    let every: (whole: TrainPhrase, brief: TrainPhrase) =
      curve.epochStride > 1
      ? (.validationEvery(curve.epochStride), .validationEveryBriefly(curve.epochStride))
      : (row.width >= 60 ? .validation : .validationShort, .validationShort)
    func measured(_ phrase: TrainPhrase) -> [Span] {
      [Span(markerGlyph + " ", .seriesSecond), Span(say(phrase), .faint)]
    }
    func smoothed(_ phrase: TrainPhrase) -> [Span] {
      [Span(lineGlyph + " ", .seriesFirst), Span(say(phrase), .faint)]
    }
    let window = curve.window
    let least = leastBelow(lowest, of: curve)
    StatusLine(
      left: [
        window > 1
          ? Piece(
            smoothed(.smoothed(window)),
            brief: .init(smoothed(.smoothedBriefly(window)), expendability: 3))
          : Piece(smoothed(.eachUpdate)),
        Piece(
          measured(every.whole), expendability: 1,
          brief: .init(measured(every.brief), expendability: 5)),
        Piece(
          [band, Span(" " + say(.range(below: least)), .faint)], expendability: 2,
          brief: .init(
            [band, Span(" " + say(.rangeBriefly(isCut: least != nil)), .faint)], expendability: 4)),
      ],
      ground: .text, gap: 2
    ).draw(on: &canvas, in: row, theme)
  }

  /// The least loss of a batch, where it lies below the axis.
  private func leastBelow(_ lowest: Double, of curve: LossCurve) -> String? {
    guard state.train.isLogarithmic,
      let least = curve.training.map(\.minimum).filter({ $0 > 0 }).min(), least < lowest
    else { return nil }
    return NumberText.compact(Scalar(least), digits: 4)
  }

  /// What is known at an update: the loss of its batches themselves, the smoothed curve's value, and the last validation until then.
  private func readout(
    at update: Int, of curve: LossCurve, width: Int
  ) -> [StatusLine.Piece]? {
    let history = scene.history
    guard let bucket = history.buckets.first(where: { $0.lastUpdate >= update }) else { return nil }
    typealias Piece = StatusLine.Piece
    func number(_ value: Scalar) -> String { NumberText.compact(value, digits: 4) }
    let (first, last) = (bucket.lastUpdate - bucket.count + 1, bucket.lastUpdate)
    let place =
      bucket.count == 1
      ? say(.atUpdate(last))
      : width >= 60
        ? say(.atUpdates(first, last))
        : "\(NumberText.grouped(first))–\(NumberText.grouped(last))"
    var pieces = [
      Piece([Span(place, .strong)]),
      Piece([Span(say(.loss) + " ", .faint), Span(number(bucket.mean))]),
    ]
    if bucket.count > 1 {
      let range = "(\(number(bucket.minimum))–\(number(bucket.maximum)))"
      pieces.append(Piece([Span(range, .faint)], expendability: 2))
    }
    if curve.window > 1, let mean = curve.mean(until: last) {
      pieces.append(
        Piece([Span(lineGlyph + " " + number(Scalar(mean.value)), .seriesFirst)]))
      pieces.append(Piece([Span(say(.meanOf(mean.count)), .faint)], expendability: 3))
    }
    if let epoch = history.lastEpoch(until: last), let loss = epoch.validationLoss {
      pieces.append(Piece([Span(markerGlyph + " " + number(loss), .seriesSecond)]))
      pieces.append(Piece([Span(say(.atEpoch(epoch.epoch)), .faint)], expendability: 1))
    }
    return pieces
  }

  private mutating func drawEmpty(_ area: Rect) {
    let inside = area.inset(2, 1)
    let how = [Span("t ", .accent), Span(say(.emptyHow), .strong)]
    let what = how + [Span("\n\n" + say(.emptyWhat))]
    // A sentence whole or not at all.
    let forms = [what + [Span("\n\n" + say(.emptyFirst), .faint)], what].map { Paragraph($0) }
    let form = forms.first { $0.lines(width: inside.width, theme).count <= inside.height }
    (form ?? Paragraph(how)).draw(on: &canvas, in: inside, theme)
    targets.append(
      AppState.Target(inside.splitTop(1).top, .command(state.trainOrPause)))
  }

  // MARK: Accuracy

  /// Which of them is which, the training's in these words.
  private func accuracyLegend(_ training: TrainPhrase) -> String {
    "\(lineGlyph) \(say(training))  \(markerGlyph) \(say(.validation))"
      + (theme.isASCII ? "  \(Plot.sharedMarker) \(say(.both))" : "")
  }

  mutating func drawAccuracy() {
    guard let area = layout.accuracy else { return }
    let boxes = [TrainPhrase.trainOverEpoch, .trainShort].map {
      (words: $0, frame: Frame(say(.accuracyTitle), note: accuracyLegend($0)))
    }
    let (legend, box) = boxes.first { $0.frame.noteArea(in: area, theme) != nil } ?? boxes[1]
    let inside = box.draw(on: &canvas, in: area, theme)
    if let note = box.noteArea(in: area, theme) {
      // The signs of the legend have the colours of what they stand for.
      put(lineGlyph, x: note.x, y: note.y, .seriesFirst)
      let start = theme.text("\(lineGlyph) \(say(legend))  ").unicodeScalars.count
      put(markerGlyph, x: note.x + start, y: note.y, .seriesSecond)
    }
    guard var plot = accuracyPlot(width: inside.width) else {
      put(NumberText.notComputed, x: inside.x + 1, y: inside.y, .faint)
      return
    }
    plot.leastMargins = lossMargins
    plot.draw(on: &canvas, in: plotArea(inside), theme)
    // Where guessing began is off the axis, and is said below it.
    guard let begun = scene.history.epochs.first, begun.epoch == 0,
      let accuracy = begun.validationAccuracy, let floor = plot.yRange?.lowerBound,
      accuracy * 100 < floor
    else { return }
    let words = say(.accuracyBefore(NumberText.percent(accuracy, digits: 2)))
    guard theme.text(words).unicodeScalars.count + 6 <= area.width else { return }
    put(" \(words) ", x: area.x + 2, y: area.maxY - 1, .faint)
  }

  /// nil before the first epoch has ended.
  private func accuracyPlot(width: Int) -> Plot? {
    let epochs = scene.history.epochs
    let now = pausePoint { $0.accuracy.map { 100 * $0 } }
    guard epochs.count > 1 || now != nil else { return nil }
    let last = max(scene.history.buckets.last?.lastUpdate ?? 0, epochs.last?.update ?? 0)
    let range = LossCurve.range(last: last, isRecent: state.train.isRecent)
    var step = 1
    // As many as stand apart: on validation images nothing was measured between epochs, so there is no line.
    while epochs.count / step > max(2, width / 3) { step *= 2 }
    var shown = Array(stride(from: 0, to: epochs.count, by: step))
    if shown.last != epochs.count - 1 { shown.append(epochs.count - 1) }
    // Where no epoch has ended in the part that is shown, the last one before it stands at its edge.
    if !shown.contains(where: { range.contains(Double(epochs[$0].update)) }) {
      shown = [epochs.count - 1]
    }
    func points(_ value: (History.EpochPoint) -> Double?) -> [Series.Point] {
      shown.compactMap { index in
        let update = Double(epochs[index].update)
        guard range.contains(update) || shown.count == 1 else { return nil }
        return value(epochs[index]).map {
          Series.Point(x: max(update, range.lowerBound), y: $0 * 100)
        }
      }
    }
    // Epoch 0 is guessing: it would press all that follows against the upper edge.
    let validation =
      points { $0.epoch == 0 ? nil : $0.validationAccuracy }
      + (now.map { range.contains($0.x) ? [$0] : [] } ?? [])
    let training = points { $0.trainAccuracy }
    let low = (validation + training).map(\.y).min() ?? 0
    let floor = [99.9, 99.8, 99.5, 99, 98, 95, 90, 50].first { $0 < low } ?? 0
    // What is on top is what counts.
    var plot = Plot(
      [
        Series(
          name: markerGlyph, role: .seriesSecond, points: validation, showsMarkers: true,
          marker: validationMarker, shape: .diamond, showsLine: false),
        Series(
          name: lineGlyph, role: .seriesFirst, points: training,
          showsMarkers: true, marker: trainMarker, shape: .square),
      ], xRange: range, yRange: floor...100, xName: say(.updates), digits: 2)
    plot.xNameBriefly = say(.updatesShort)
    return plot
  }
}

extension History {
  /// The last epoch that ended at or before an update, found by halving.
  func lastEpoch(until update: Int) -> EpochPoint? {
    var (low, high) = (0, epochs.count)
    while low < high {
      let middle = (low + high) / 2
      if epochs[middle].update <= update { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? epochs[low - 1] : nil
  }
}

import Commands
import Datasets
import Engine

extension TrainPainter {
  // MARK: The drawing

  /// The drawing, P of it now, and P of it over the run.
  mutating func drawDrawing() {
    guard let area = layout.drawing else { return }
    let inside = frame(.drawingTitle, in: area).inset(1, 0)
    let drawing = scene.session.drawing
    let raster = Raster(rows: drawing.rows, columns: drawing.columns, values: drawing.values)
    let curveHeight = inside.height >= 14 ? max(5, inside.height / 3) : 0
    let size = PixelSize.fitting(
      rows: drawing.rows, columns: drawing.columns, width: inside.width - 12,
      height: inside.height - curveHeight, largest: 2)
    let picture = PixelGrid(raster, scale: .pixels, size: size)
    var words = inside
    if picture.width <= inside.width - 10, picture.height <= inside.height {
      let place = Rect(
        x: inside.x, y: inside.y, width: picture.width, height: picture.height)
      picture.draw(on: &canvas, in: place, theme)
      words = inside.splitLeft(picture.width + 2).right
    }
    let verdict = scene.verdict
    let shown = verdict.task.isTenClass ? verdict.label : 0
    let value = NumberText.bounded(
      probability: Double(verdict.probabilities[shown]), digits: 4, width: 7)
    let name = verdict.task.isTenClass ? "P(\(verdict.task.classes[shown]))" : "P(y=1)"
    var y = words.y
    if words.height - curveHeight >= 7 { y += 1 }
    // P of an empty picture is a number like any other, but no answer to be judged.
    y += put(
      firstFitting: [
        [[Span(name + " ", .faint), Span(value, role)]],
        [[Span("P ", .faint), Span(value, role)]], [[Span(name, .faint)], [Span(value, role)]],
      ], x: words.x, y: y, width: words.width)
    y += put(firstFitting: answers(verdict), x: words.x, y: y, width: words.width)
    let curve: Rect
    if curveHeight > 0 {
      let top = max(inside.y + picture.height, y + 1)
      curve = Rect(x: inside.x, y: top, width: inside.width, height: inside.maxY - top)
    } else {
      curve = Rect(x: words.x, y: y, width: words.width, height: inside.maxY - y)
    }
    drawProbability(in: curve)
  }

  /// The role of what the network says of the drawing.
  private var role: Role { !isJudged ? .faint : scene.verdict.isRight ? .right : .wrong }

  /// `guess not a 0 ✗ y = 1`, in forms by the room there is; what nobody has an answer for is not judged.
  private func answers(_ verdict: Verdict) -> [[[Span]]] {
    func draw(_ phrase: DrawPhrase) -> String { phrase.text(in: state.language) }
    guard isDrawn else {
      return [.nothingDrawn, .nothingDrawnBriefly].map { [[Span(draw($0), .faint)]] }
    }
    guard verdict.loss.isFinite else { return [[[Span(draw(.notFinite), .warning)]]] }
    let answer = Span(verdict.answer.text(in: state.language), role)
    let guess = Span(draw(.guess) + " ", .faint)
    guard isJudged else { return [[[guess, answer]], [[answer]]] }
    let mark = Span(verdict.isRight ? "✓" : "✗", role)
    let truth = Span(" y = \(verdict.label)", .faint)
    let marked = [Span(answer.text + " ", role), mark]
    return [
      [[guess] + marked + [truth]], [marked + [truth]], [[answer], [mark, truth]],
    ]
  }

  /// Draws the first of several forms whose lines all fit, or the last one; returns how many lines it has.
  private mutating func put(firstFitting forms: [[[Span]]], x: Int, y: Int, width: Int) -> Int {
    let lines =
      forms.first { form in
        form.allSatisfy { line in
          line.reduce(0) { $0 + theme.text($1.text).unicodeScalars.count } <= width
        }
      } ?? forms.last ?? []
    for (row, line) in lines.enumerated() {
      Paragraph(line).drawLine(on: &canvas, x: x, y: y + row, width: width, theme)
    }
    return lines.count
  }

  private mutating func drawProbability(in area: Rect) {
    guard area.height >= 2, area.width >= 8 else { return }
    let heading = say(.probabilityOverRun)
    let last = max(scene.liveUpdate, scene.history.buckets.last?.lastUpdate ?? 0)
    let (curve, points) = (scene.probabilityCurve, scene.probabilityPoints)
    guard curve.count > 1 || points.count > 1, last > 0 else {
      let words = heading + " " + NumberText.notComputed
      guard theme.text(words).unicodeScalars.count <= area.width else { return }
      put(words, x: area.x, y: area.y, .faint)
      return
    }
    var area = area
    if area.height >= (theme.isASCII ? 2 : 3),
      theme.text(heading).unicodeScalars.count <= area.width
    {
      put(heading, x: area.x, y: area.y, .faint)
      area = area.splitTop(1).bottom
    }
    // In ASCII a row is one level, and of two levels the lower would say 0: its ends are told in numbers.
    guard !theme.isASCII || area.height >= 4 else {
      let all = (curve + points).sorted { $0.x < $1.x }
      let forms = [4, 2].map { digits in
        [all.first, all.last].map {
          NumberText.bounded(probability: $0?.y ?? .nan, digits: digits, width: 7)
        }.joined(separator: " → ")
      }
      let fitting = forms.first { theme.text($0).unicodeScalars.count < area.width }
      put(fitting ?? forms[1], x: area.x, y: area.y, role)
      return
    }
    var plot = Plot(
      [
        Series(name: "", role: role, points: curve),
        Series(
          name: "", role: role, points: points, showsMarkers: true, shape: .square,
          showsLine: curve.count < 2),
      ],
      xRange: LossCurve.range(last: last, isRecent: false), yRange: 0...1, xName: say(.updates),
      showsLastValues: false)
    plot.hasFloor = true
    // Nothing is smoothed here: a range behind the line would be that of a column of dots.
    plot.showsBands = false
    plot.xNameBriefly = say(.updatesShort)
    if area.width >= 16, area.height >= 5 {
      plot.draw(on: &canvas, in: area, theme)
      return
    }
    // Without axes the scale is two digits at the left.
    put("1", x: area.x, y: area.y, .faint)
    put("0", x: area.x, y: area.maxY - 1, .faint)
    plot.draw(on: &canvas, in: area.splitLeft(2).right, theme)
  }

  // MARK: Validation and health

  /// Which weights the figures on validation images are of.
  private var validationNote: String {
    if let epoch = scene.progress?.lastEpoch { return say(.afterEpoch(epoch.epoch)) }
    let report = scene.report
    guard !scene.isTraining else { return "" }
    if report.updates > 0, scene.session.run.isChanged { return say(.changedWeights) }
    guard report.validationLoss != nil else { return "" }
    let isWhole = scene.history.epochs.last?.update == report.updates
    return say(isWhole ? .afterEpoch(report.epochs) : .atUpdate(report.updates))
  }

  private var validationRows: [(name: String, value: [Span])] {
    let (loss, accuracy) = scene.validation
    return [
      (say(.accuracy), [Span(NumberText.percent(accuracy, digits: 2), .strong)]),
      (say(.loss), [Span(NumberText.compact(loss, digits: 4), .seriesSecond)]),
    ]
  }

  /// What the last `evaluate` found of this network in this task.
  private var evaluated: EvaluationFinding? {
    scene.findings.evaluation(of: scene.session.plan, task: scene.session.task)
  }

  /// What was found on test images, of older weights with the update that they are of, where so many columns have room for it.
  private func testRow(width: Int) -> (name: String, value: [Span]) {
    let missing = (say(.testKey), [Span(NumberText.notComputed)])
    // What was found on validation images stands in the rows above, or is of other weights.
    guard let found = evaluated, found.split == .test else { return missing }
    let accuracy = NumberText.percent(found.evaluation.accuracy, digits: 2)
    guard found.weights.network != scene.live else {
      return (say(.test), [Span(accuracy, .strong)])
    }
    let update = " @\(NumberText.grouped(found.weights.update))"
    guard (accuracy + update).unicodeScalars.count <= width else { return missing }
    return (say(.test), [Span(accuracy, .faint), Span(update, .faint)])
  }

  /// How many units are flat, and on what: in a word where so many columns have no room for more.
  private func flatRow(width: Int) -> (name: String, value: [Span]) {
    let health = scene.health
    let name = say(.flatUnits(health.kind ?? .saturated))
    guard health.units > 0 else { return (name, [Span(say(.noSlopes), .faint)]) }
    let isMany = health.flat * 2 > health.units
    let count = say(.ofUnits(health.flat, health.units))
    let whole = theme.text(count + say(.onDrawing)).unicodeScalars.count + 1 <= width
    return (
      name,
      [
        Span(count, isMany ? .warning : .text),
        Span(" " + say(whole ? .onDrawing : .onDrawingBriefly), .faint),
      ]
    )
  }

  /// Whether there is a drawing that the task has an answer for.
  private var isJudged: Bool {
    isDrawn && scene.session.digitOutsideTask == nil && scene.verdict.loss.isFinite
  }

  private var isDrawn: Bool { scene.session.drawing.values.contains { $0 > 0 } }

  /// `W₁ 2e−3  W₂ 1e−2`, closer together, or the layer that would move most: what there is room for.
  private func ratios(width: Int) -> [Span] {
    let ratios = scene.stepSizes.map(\.ratio)
    guard !ratios.isEmpty else { return [Span(NumberText.notComputed)] }
    func named(_ index: Int) -> [Span] {
      [
        Span("W" + TrainPainter.lowered(index + 1) + " ", .faint),
        Span(TrainPainter.exponent(ratios[index])),
      ]
    }
    for gap in ["  ", " "] {
      let all = ratios.indices.flatMap { ($0 > 0 ? [Span(gap)] : []) + named($0) }
      if all.reduce(0, { $0 + theme.text($1.text).unicodeScalars.count }) <= width { return all }
    }
    guard let most = ratios.indices.max(by: { ratios[$0] ?? -1 < ratios[$1] ?? -1 }) else {
      return []
    }
    return [Span(say(.largest) + " ", .faint)] + named(most)
  }

  static func lowered(_ number: Int) -> String {
    String(
      String.UnicodeScalarView(
        String(number).unicodeScalars.compactMap { Unicode.Scalar($0.value - 0x30 + 0x2080) }))
  }

  /// One figure: `5`, and below 1 with a power of ten, so that layers are compared at a glance: `2e−1`, `2e−3`.
  static func exponent(_ value: Double?) -> String {
    guard let value, value.isFinite else { return NumberText.notComputed }
    guard value > 0 else { return "0" }
    var (mantissa, power) = (value, 0)
    while mantissa >= 9.5 { (mantissa, power) = (mantissa / 10, power + 1) }
    while mantissa < 0.95 { (mantissa, power) = (mantissa * 10, power - 1) }
    let figure = Int(mantissa.rounded())
    return power == 0 ? "\(figure)" : "\(figure)" + NumberFormat.power(power)
  }

  /// Rows, the last of them the ratios of the steps under the longest name that leaves them room.
  private mutating func rows(
    _ others: [(name: String, value: [Span])], andRatiosIn inside: Rect
  ) {
    func room(_ name: String, gap: Int) -> Int {
      let names = (others.map(\.name) + [name]).map { theme.text($0).unicodeScalars.count }
      return inside.width - (names.max() ?? 0) - gap
    }
    let names = [say(.stepRatio), say(.stepRatioShort)]
    func isWhole(_ name: String, gap: Int) -> Bool {
      ratios(width: .max).map(\.role) == ratios(width: room(name, gap: gap)).map(\.role)
        && others.allSatisfy {
          theme.text($0.value.first?.text ?? "").unicodeScalars.count <= room(name, gap: gap)
        }
    }
    let forms = names.map { ($0, 2) } + [(say(.stepRatioShort), 1)]
    let (name, gap) = forms.first { isWhole($0.0, gap: $0.1) } ?? (say(.stepRatioShort), 1)
    rows(others + [(name, ratios(width: room(name, gap: gap)))], gap: gap, in: inside)
  }

  mutating func drawReadings() {
    guard let area = layout.readings else { return }
    let inside = frame(.readingsTitle, in: area).inset(1, 0)
    let room = inside.width - theme.text(say(.flatUnits(.saturated))).unicodeScalars.count - 2
    rows(validationRows + [testRow(width: room), flatRow(width: room)], andRatiosIn: inside)
  }

  mutating func drawHealth() {
    guard let area = layout.health else { return }
    let inside = frame(.healthTitle, in: area).inset(1, 0)
    let name = theme.text(say(.stepRatio)).unicodeScalars.count
    rows([flatRow(width: inside.width - name - 2)], andRatiosIn: inside)
    let rest = inside.splitTop(inside.height >= 6 ? 3 : 2).bottom
    // A sentence whole or not at all.
    let notes = [say(.stepRatioNote) + " " + say(.stepRatioScale), say(.stepRatioNote)]
      .map { Paragraph($0, .faint) }
    notes.first { $0.lines(width: rest.width, theme).count <= rest.height }?
      .draw(on: &canvas, in: rest, theme)
  }

  mutating func drawValidation() {
    guard let area = layout.validation else { return }
    let note = validationNote
    let title = theme.text(say(.validationTitle) + note).unicodeScalars.count
    let isOnEdge = title + 8 <= area.width
    let inside = frame(.validationTitle, note: isOnEdge ? note : "", in: area).inset(1, 0)
    let isNarrow = inside.width < 20
    let gap = isNarrow ? 1 : 2
    let names = validationRows.map { theme.text($0.name).unicodeScalars.count }
    let test = testRow(width: inside.width - (names.max() ?? 0) - gap)
    rows(validationRows + [test], gap: gap, in: inside)
    let testPlace = Rect(x: inside.x, y: inside.y + names.count, width: inside.width, height: 1)
    targets.append(AppState.Target(testPlace, .key(.character("e"))))
    if !isOnEdge, inside.height >= 5, theme.text(note).unicodeScalars.count <= inside.width {
      put(note, x: inside.x, y: inside.y + 4, .faint)
    }
    guard isOnEdge else { return }
    guard let found = evaluated, found.weights.network == scene.live,
      !scene.session.task.isTenClass, inside.height >= 6
    else {
      let advice = Paragraph(say(.howToEvaluate), .faint)
      if evaluated == nil,
        advice.lines(width: inside.width, theme).count <= inside.height - 4
      {
        advice.draw(on: &canvas, in: inside.splitTop(4).bottom, theme)
      }
      return
    }
    drawConfusion(found, in: inside.splitTop(3).bottom)
  }

  /// Rows: the true class; columns: what the network said.
  private mutating func drawConfusion(_ found: EvaluationFinding, in area: Rect) {
    let classes = scene.session.task.classNames(in: state.language)
    let counts = found.evaluation.confusion
    let columns =
      [Table.Column(say(.matrixHead(found.split)))]
      + classes.map { Table.Column($0, align: .right) }
    let rows = counts.enumerated().map { truth, row in
      [Span(classes[truth], .faint)]
        + row.enumerated().map { said, count in
          Span(
            NumberText.grouped(count), said == truth ? .right : count > 0 ? .warning : .faint)
        }
    }
    Table(columns, rows: rows).draw(on: &canvas, in: area, theme)
  }

  mutating func drawEpochs() {
    guard let area = layout.epochs else { return }
    let inside = frame(.epochsTitle, in: area).inset(1, 0)
    let columns = [
      Table.Column(say(.epoch), align: .right), Table.Column(say(.trainShort), align: .right),
      Table.Column(say(.validation), align: .right),
      Table.Column(say(.accuracy), align: .right),
    ]
    let rows = scene.history.epochs.suffix(max(0, inside.height - 1)).reversed().map { epoch in
      [
        Span(NumberText.grouped(epoch.epoch), .faint),
        Span(NumberText.compact(epoch.trainLoss, digits: 4), .seriesFirst),
        Span(NumberText.compact(epoch.validationLoss, digits: 4), .seriesSecond),
        Span(NumberText.percent(epoch.validationAccuracy, digits: 2)),
      ]
    }
    Table(columns, rows: Array(rows)).draw(on: &canvas, in: inside, theme)
  }
}

import Commands
import Engine
import Walkthrough

/// Draws the Functions view into its area.
struct FunctionsPainter {
  let state: AppState
  let area: Rect
  let model: FunctionsModel
  var theme: Theme { state.theme }
  var targets: [AppState.Target] = []

  init(_ state: AppState, in area: Rect) {
    self.state = state
    self.area = area
    model = FunctionsModel(state)
  }

  func say(_ phrase: FunctionsPhrase) -> String { phrase.text(in: state.language) }

  /// Rows of the curve with its head, its axes and the units below it, so that numbers can be read off.
  private static let leastCurveHeight = 12
  /// Columns of the list of functions.
  static let listWidth = 15

  mutating func draw(on canvas: inout Canvas) -> [AppState.Target] {
    guard area.width >= 40, area.height >= 10 else { return [] }
    if let layout = FunctionsLayout(area, state.splits) {
      drawAll(on: &canvas, layout)
    } else {
      drawPage(on: &canvas)
    }
    return targets
  }

  /// One page at a time beside the list.
  private mutating func drawPage(on canvas: inout Canvas) {
    let (list, right) = area.splitLeft(FunctionsPainter.listWidth)
    drawList(on: &canvas, in: list)
    let page = Rect(
      x: right.x + 2, y: right.y, width: right.width - 3, height: right.height)
    switch state.functions.page {
    case .facts:
      let facts = factParagraph(of: model.function).lines(width: page.width, theme)
      let least = FunctionsPainter.leastCurveHeight - (state.headlineRows > 0 ? 2 : 0)
      let rows = min(mostFactRows(width: page.width), max(0, page.height - least))
      let (plot, words) = page.splitTop(page.height - rows)
      drawFunction(on: &canvas, in: plot)
      // What the lecture says stands last and goes first.
      Paragraph.draw(
        Paragraph.cut(facts, to: words.height, width: words.width, theme)[...], on: &canvas,
        in: words, theme)
    case .layers: drawLayers(on: &canvas, in: page)
    case .initializers: drawInitializers(on: &canvas, in: page)
    }
  }

  /// Everything at once, a panel each.
  private mutating func drawAll(on canvas: inout Canvas, _ layout: FunctionsLayout) {
    drawList(
      on: &canvas,
      in: Frame(say(.functions)).draw(on: &canvas, in: layout.list, theme), hasTitle: false)
    drawFunction(
      on: &canvas,
      in: Frame(model.function.title, isActive: state.functions.page == .facts).draw(
        on: &canvas, in: layout.curve, theme), hasTitle: false)
    drawFactTable(
      on: &canvas, in: Frame(say(.facts)).draw(on: &canvas, in: layout.facts, theme).inset(1, 0))
    // The frames between the panels are boundaries.
    targets.append(
      AppState.Target(layout.layers.inset(1, 1), .page(FunctionsState.Page.layers.rawValue)))
    targets.append(
      AppState.Target(
        layout.trials.inset(1, 1), .page(FunctionsState.Page.initializers.rawValue)))
    drawLayers(
      on: &canvas,
      in: Frame(say(.layers), isActive: state.functions.page == .layers).draw(
        on: &canvas, in: layout.layers, theme
      ).inset(1, 0), hasTitle: false)
    var frame = Frame(
      say(.initializers(images: InitializerTrial.imageCount)),
      isActive: state.functions.page == .initializers)
    for note in trialNotes(in: layout.trials) where frame.noteArea(in: layout.trials, theme) == nil
    {
      frame.note = note
    }
    drawInitializers(
      on: &canvas, in: frame.draw(on: &canvas, in: layout.trials, theme).inset(1, 0),
      hasTitle: false)
  }

  // MARK: The list

  private mutating func drawList(
    on canvas: inout Canvas, in area: Rect, hasTitle: Bool = true
  ) {
    var rows = area
    if hasTitle {
      canvas.put(
        theme.text(say(.functions)), x: area.x + 1, y: area.y, width: area.width - 1,
        theme.ink(.faint))
      rows = area.splitTop(1).bottom
    }
    for (place, function) in HiddenFunction.table.enumerated() {
      let row = Rect(x: area.x, y: rows.y + place, width: area.width, height: 1)
      guard row.y < area.maxY else { break }
      let isChosen = place == model.chosen
      let ground: Role = isChosen ? .chosen : .text
      if isChosen { canvas.fill(row, theme.ink(.chosen)) }
      if place == model.own {
        canvas.put(theme.glyph(.done), x: row.x, y: row.y, theme.ink(.right, on: ground))
      }
      canvas.put(
        theme.text(function.title), x: row.x + 2, y: row.y, width: row.width - 2,
        ellipsis: theme.glyph(.ellipsis), theme.ink(isChosen ? .strong : .text, on: ground))
      targets.append(AppState.Target(row, .function(place)))
    }
    let (_, below) = rows.splitTop(HiddenFunction.table.count + 1)
    canvas.clipped(to: below) { canvas in
      canvas.put(theme.glyph(.done), x: below.x, y: below.y, theme.ink(.right))
      canvas.put(theme.text(say(.inUse)), x: below.x + 2, y: below.y, theme.ink(.faint))
    }
    if hasTitle {
      drawPages(on: &canvas, in: below.splitTop(3).bottom)
    }
  }

  /// The names of the pages, the shown one marked.
  private mutating func drawPages(on canvas: inout Canvas, in area: Rect) {
    for (place, page) in FunctionsState.Page.allCases.enumerated() {
      let row = Rect(x: area.x, y: area.y + place, width: area.width, height: 1)
      guard row.y < area.maxY else { return }
      let isShown = page == state.functions.page
      if isShown {
        canvas.put(theme.glyph(.triangleRight), x: row.x, y: row.y, theme.ink(.accent))
      }
      canvas.put(
        theme.text(say(.page(page))), x: row.x + 2, y: row.y, width: row.width - 2,
        ellipsis: theme.glyph(.ellipsis), theme.ink(isShown ? .accent : .faint))
      targets.append(AppState.Target(row, .page(page.rawValue)))
    }
  }

  // MARK: The curve

  private mutating func drawFunction(
    on canvas: inout Canvas, in area: Rect, hasTitle: Bool = true
  ) {
    let hasHead = state.headlineRows == 0 || model.chosen != model.own
    let (head, rest) = area.splitTop(hasHead ? 1 : 0)
    if hasHead { drawHead(on: &canvas, in: head, hasTitle: hasTitle) }
    let (plotArea, below) = rest.splitTop(rest.height - 3)
    var plot = Plot(
      model.series, xRange: -FunctionsModel.reach...FunctionsModel.reach, yRange: model.yRange,
      crosshair: state.functions.argument, xName: "z", digits: 3)
    plot.labelsNamesOnly = true
    // Large type has said them.
    plot.showsReadout = state.headlineRows == 0
    plot.hasThreeTicks = true
    plot.landmarks = model.landmarks
    plot.sharesCellsByDots = true
    // A longer axis is worth its dots only where it has a tick more.
    let count = PlotLayout(plot, in: plotArea, theme).yTicks.count
    var longer = plot
    longer.yRange = model.wholeRange
    if PlotLayout(longer, in: plotArea, theme).yTicks.count > count { plot = longer }
    plot.draw(on: &canvas, in: plotArea, theme)
    let layout = PlotLayout(plot, in: plotArea, theme)
    drawMarks(on: &canvas, layout)
    drawArgument(on: &canvas, plot, layout)
    let (strip, words) = below.splitTop(2)
    drawBeyond(on: &canvas, y: strip.y + 1, layout, in: area)
    drawDensity(on: &canvas, y: strip.y, rows: strip.height, layout)
    drawCounts(on: &canvas, in: words)
    targets.append(AppState.Target(layout.curves, .argument))
  }

  private mutating func drawHead(on canvas: inout Canvas, in row: Rect, hasTitle: Bool) {
    let function = model.function
    let end = Paragraph([
      Span(hasTitle ? function.title + "  " : " ", .strong),
      Span("h = \(function.formula)", .accent),
    ]).drawLine(on: &canvas, x: row.x, y: row.y, width: row.width, theme)
    guard model.chosen != model.own else { return }
    let space = DrawPhrase.space.text(in: state.language)
    let buttons = [say(.apply(function.word)), say(.key(.apply))].map {
      theme.text("\(space) \($0)")
    }
    let room = row.maxX - end - 2
    guard let button = buttons.first(where: { $0.unicodeScalars.count <= room }) else { return }
    let width = button.unicodeScalars.count
    canvas.put(button, x: row.maxX - width, y: row.y, theme.ink(.selected))
    targets.append(
      AppState.Target(
        Rect(x: row.maxX - width, y: row.y, width: width, height: 1), .key(Key(.enter))))
  }

  /// The pre-activations of the drawing on the curve, which is thicker where they are.
  private func drawMarks(on canvas: inout Canvas, _ layout: PlotLayout) {
    // The example's pieces are nobody's: no unit lies on them.
    if case .maxout = model.function { return }
    guard FunctionsPainter.thickens(theme) else { return drawSigns(on: &canvas, layout) }
    let curves = layout.curves
    let empty = DotGrid(columns: curves.width, rows: curves.height, isASCII: false)
    var (live, flat) = (empty, empty)
    let slope = theme.ink(.gradient).foreground
    for z in model.arguments where abs(Double(z)) <= FunctionsModel.reach {
      guard let x = layout.dot(x: Double(z)), let y = layout.dot(y: model.value(Double(z))) else {
        continue
      }
      let isFlat = model.function.flatRegion.contains(z)
      // The slope's curve keeps its colour where the two run side by side, not where they are one.
      let isOne = layout.dot(y: model.slope(Double(z))) == y
      // Both columns of the cell, and a row more.
      for row in y - 1...y {
        let under = canvas[curves.x + x / 2, curves.y + row / 4]
        guard isOne || under?.ink.foreground != slope else { continue }
        for column in [x & ~1, x | 1] {
          if isFlat { flat.set(column, row) } else { live.set(column, row) }
        }
      }
    }
    live.draw(on: &canvas, in: curves, theme.ink(.strong))
    flat.draw(on: &canvas, in: curves, theme.ink(.wrong))
  }

  /// A point on each curve at the argument that is read out.
  private func drawArgument(on canvas: inout Canvas, _ plot: Plot, _ layout: PlotLayout) {
    let argument = state.functions.argument
    for series in plot.series.reversed() {
      guard let point = series.nearest(to: argument), let x = layout.dot(x: argument),
        let y = layout.dot(y: point.y)
      else { continue }
      let curves = layout.curves
      guard !theme.isASCII else {
        put(
          theme.glyph(.done), series.role, x: curves.x + x / 2, y: curves.y + y / 4, on: &canvas)
        continue
      }
      var grid = DotGrid(columns: curves.width, rows: curves.height, isASCII: false)
      grid.set(.disc, atX: x, y: y)
      grid.draw(on: &canvas, in: curves, theme.ink(series.role))
    }
  }

  /// A sign on whatever ground the plot has there.
  private func put(
    _ glyph: Unicode.Scalar, _ role: Role, x: Int, y: Int, on canvas: inout Canvas
  ) {
    guard let under = canvas[x, y] else { return }
    var ink = theme.ink(role)
    ink.background = under.ink.background
    canvas.put(glyph, x: x, y: y, ink)
  }

  /// The same as signs, where colours or dots are missing.
  private func drawSigns(on canvas: inout Canvas, _ layout: PlotLayout) {
    var marked: Set<Int> = []
    for z in model.arguments where abs(Double(z)) <= FunctionsModel.reach {
      guard let x = layout.column(of: Double(z)), marked.insert(x).inserted,
        let y = layout.row(of: model.value(Double(z)))
      else { continue }
      let isFlat = model.function.flatRegion.contains(z)
      put(
        FunctionsPainter.unit(isFlat: isFlat, theme), isFlat ? .wrong : .strong, x: x, y: y,
        on: &canvas)
    }
  }

  /// Whether units thicken the curve in a colour of their own.
  private static func thickens(_ theme: Theme) -> Bool { !theme.isASCII && theme.depth > .mono }

  /// A unit on the curve; where it is a sign, hollow where the function is flat, and so nothing is learned.
  static func unit(isFlat: Bool, _ theme: Theme) -> Unicode.Scalar {
    if thickens(theme) { return "⠿" }
    return theme.isASCII ? (isFlat ? "o" : "@") : (isFlat ? "○" : "●")
  }

  /// How many pre-activations lie in each column, as bars under the axis.
  private func drawDensity(
    on canvas: inout Canvas, y: Int, rows: Int, _ layout: PlotLayout
  ) {
    guard rows > 0, layout.curves.width > 0 else { return }
    var counts = Array(repeating: 0, count: layout.curves.width)
    var flats = counts
    for z in model.arguments where abs(Double(z)) <= FunctionsModel.reach {
      guard let x = layout.column(of: Double(z)) else { continue }
      let column = min(max(0, x - layout.curves.x), counts.count - 1)
      counts[column] += 1
      if model.function.flatRegion.contains(z) { flats[column] += 1 }
    }
    guard let most = counts.max(), most > 0 else { return }
    for (column, count) in counts.enumerated() where count > 0 {
      let height = max(1, count * rows * 8 / most)
      let role: Role = flats[column] * 2 > count ? .wrong : .strong
      for row in 0..<rows {
        let filled = min(max(height - row * 8, 0), 8)
        guard filled > 0 else { break }
        let glyph = theme.isASCII ? (filled >= 4 ? "#" : "_") : Glyph.rising[filled]
        var ink = theme.ink(role)
        if theme.depth == .mono { ink.attributes = [] }
        canvas.put(glyph, x: layout.curves.x + column, y: y + rows - 1 - row, ink)
      }
    }
  }

  /// How many pre-activations lie beyond each end of the plot, beside the bars.
  private func drawBeyond(
    on canvas: inout Canvas, y: Int, _ layout: PlotLayout, in area: Rect
  ) {
    let left = model.arguments.count { Double($0) < -FunctionsModel.reach }
    let right = model.arguments.count { Double($0) > FunctionsModel.reach }
    let isLeftFlat = model.function.flatRegion.contains(Scalar(-FunctionsModel.reach))
    let isRightFlat = model.function.flatRegion.contains(Scalar(FunctionsModel.reach))
    if left > 0 {
      let text = String(theme.glyph(.triangleLeft)) + String(left)
      canvas.put(
        text, x: max(area.x, layout.curves.x - text.unicodeScalars.count), y: y,
        theme.ink(isLeftFlat ? .wrong : .strong))
    }
    if right > 0 {
      canvas.put(
        String(right) + String(theme.glyph(.triangleRight)), x: layout.curves.maxX, y: y,
        theme.ink(isRightFlat ? .wrong : .strong))
    }
  }

  /// How many units there are and how many of them are flat, in words.
  private mutating func drawCounts(on canvas: inout Canvas, in row: Rect) {
    guard !row.isEmpty else { return }
    var spans: [Span] = []
    if model.layers.isEmpty {
      spans.append(Span(say(winners.map(FunctionsPhrase.winners) ?? .noPreactivations), .faint))
    } else if case .maxout = model.function {
      spans.append(Span(say(.example), .faint))
    } else {
      let isOwn = model.chosen == model.own
      let flat = say(.flatOnes(model.flatCount, model.region, isTrial: !isOwn))
      let isBad = model.flatCount > 0 && isOwn
      spans += [
        Span(say(.marks(model.argumentsName, units: model.arguments.count))),
        Span(flat, isBad ? .wrong : .text),
      ]
      // How many are flat is what counts: where the row is short, whose they are gives way.
      func length() -> Int { spans.reduce(0) { $0 + theme.text($1.text).unicodeScalars.count } }
      if length() > row.width {
        spans = [Span(flat.drop { $0 == "," || $0 == " " }.description, isBad ? .wrong : .text)]
      }
      let note = isOwn ? "" : "  " + say(.otherFunction(HiddenFunction.table[model.own].word))
      // The list says whose function it is too: a note that does not fit is left out whole.
      if length() + note.unicodeScalars.count <= row.width { spans.append(Span(note, .faint)) }
      if model.layers.count > 1 {
        targets.append(AppState.Target(row, .key(.character("]"))))
      }
    }
    Paragraph(spans).drawLine(on: &canvas, x: row.x, y: row.y, width: row.width, theme)
  }

  /// How many units each piece of the first Maxout layer wins; nil without such a layer.
  private var winners: [Int]? {
    for case .maxout(let cache) in state.scene.livePass.caches {
      return cache.candidates.indices.map { piece in cache.winners.count { $0 == piece } }
    }
    return nil
  }
}

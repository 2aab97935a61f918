import Commands
import Datasets
import Engine

/// Draws the Data view into its area.
struct DataPainter {
  let state: AppState
  let area: Rect
  let model: DataModel
  let layout: DataLayout
  var theme: Theme { state.theme }
  var targets: [AppState.Target] = []

  init(_ state: AppState, in area: Rect) {
    self.state = state
    self.area = area
    model = DataModel(state)
    layout = DataLayout(state, in: area, evaluation: model.evaluation?.evaluation)
  }

  func say(_ phrase: DataPhrase) -> String { phrase.text(in: state.language) }

  mutating func draw(on canvas: inout Canvas) -> [AppState.Target] {
    guard area.width >= 40, area.height >= 10 else { return [] }
    drawHead(on: &canvas)
    if layout.isMatrixAlone {
      drawMatrix(on: &canvas)
      return targets
    }
    drawThumbnails(on: &canvas)
    drawMatrix(on: &canvas)
    drawClasses(on: &canvas)
    drawPicture(on: &canvas)
    drawDetails(on: &canvas)
    drawCertainty(on: &canvas)
    return targets
  }

  // MARK: Head

  /// Split, filter and order as buttons, and which images are on the page.
  private mutating func drawHead(on canvas: inout Canvas) {
    let row = layout.head
    var x = row.x + 1
    let parts: [(String, Key, Role)] = [
      (say(.split(model.split)), .character("s"), .strong),
      (say(.filter(model.filter, model.task)), .character("c"), .accent),
      (
        say(.order(wrongFirst: isSorted)), .character("w"), isSorted ? .wrong : .text
      ),
    ]
    for (text, key, role) in parts {
      let label = theme.text(text)
      let width = label.unicodeScalars.count
      guard x + width <= row.maxX else { break }
      canvas.put(label, x: x, y: row.y, theme.ink(role))
      targets.append(
        AppState.Target(Rect(x: x, y: row.y, width: width, height: 1), .key(key)))
      x += width + 2
    }
    guard !layout.isMatrixAlone else {
      let label = theme.text(say(.key(.leave)))
      let width = label.unicodeScalars.count
      let place = Rect(x: row.maxX - width - 1, y: row.y, width: width, height: 1)
      canvas.put(label, x: place.x, y: place.y, theme.ink(.accent))
      targets.append(AppState.Target(place, .key(Key(.escape))))
      return
    }
    let page = sheet.page
    let range =
      model.rows.isEmpty
      ? "0"
      : say(.shown(from: page.lowerBound + 1, to: page.upperBound, of: model.rows.count))
    var text = theme.text(range)
    // The count alone stands in the list of classes too.
    if x + text.unicodeScalars.count > row.maxX - 1, !model.rows.isEmpty {
      let first = NumberText.grouped(page.lowerBound + 1)
      text = theme.text("\(first)–\(NumberText.grouped(page.upperBound))")
    }
    let width = text.unicodeScalars.count
    guard x + width < row.maxX else { return }
    canvas.put(text, x: row.maxX - width - 1, y: row.y, theme.ink(.faint))
  }

  private var isSorted: Bool {
    model.report != nil && (state.data.wrongFirst || model.filter.isConfusion)
  }

  // MARK: Thumbnails

  private var tileSize: (width: Int, height: Int) {
    let extent = PixelSize.half.extent(rows: model.dataset.rows, columns: model.dataset.columns)
    return (max(extent.width, 10), extent.height + 1)
  }

  /// Thumbnails in a row and rows on a page.
  var capacity: (columns: Int, rows: Int) {
    let tile = tileSize
    return (
      max(0, (layout.thumbnails.width - 1) / (tile.width + 2)),
      max(0, (layout.thumbnails.height + 1) / (tile.height + 1))
    )
  }

  /// The images of the page.
  private var sheet: (sheet: ContactSheet, page: Range<Int>) {
    let (columns, rows) = capacity
    let count = columns * rows
    guard count > 0, !model.rows.isEmpty else { return (ContactSheet([]), 0..<0) }
    let first = model.chosen / count * count
    let page = first..<min(model.rows.count, first + count)
    let items = page.map { place in
      let row = Int(model.rows[place])
      let picture = model.dataset.picture(at: row)
      return ContactSheet.Item(
        PixelGrid(
          Raster(rows: picture.rows, columns: picture.columns, values: picture.values),
          scale: .pixels),
        caption: caption(row))
    }
    return (ContactSheet(items, chosen: model.chosen - first, captionWidth: 10), page)
  }

  /// `5→3 4.21` for a wrong one, `5 ✓ 0.012` for a right one, the digit alone where nothing is known.
  private func caption(_ row: Int) -> [Span] {
    let digit = String(model.dataset.label(at: row))
    guard let report = model.report else { return [Span(digit, .strong)] }
    guard let example = model.example(ofRow: row) else {
      return [Span(digit, .faint), Span(" " + NumberText.notComputed, .faint)]
    }
    let loss = NumberText.fixed(report.verdicts.losses[example], digits: 4)
    if report.isWrong(example) {
      let prediction = Int(report.verdicts.predictions[example])
      let verdict = model.task.isTenClass ? "→\(prediction) " : " ✗ "
      return [Span(digit, .strong), Span(verdict, .wrong), Span(loss, .wrong)]
    }
    return [Span(digit, .strong), Span(" ✓ ", .right), Span(loss, .faint)]
  }

  private mutating func drawThumbnails(on canvas: inout Canvas) {
    let area = layout.thumbnails
    let (sheet, page) = sheet
    guard !page.isEmpty else {
      let phrase: DataPhrase =
        model.filter.isConfusion && model.report == nil ? .lossesNeeded : .none
      Paragraph(say(phrase), .faint).draw(on: &canvas, in: area.inset(1, 1), theme)
      return
    }
    sheet.draw(on: &canvas, in: area, theme)
    for place in page {
      guard let tile = sheet.tile(of: place - page.lowerBound, in: area) else { continue }
      targets.append(AppState.Target(tile, .thumbnail(place)))
    }
  }

  // MARK: Classes

  /// The filters with how many images each has, and how many of them are wrong.
  private mutating func drawClasses(on canvas: inout Canvas) {
    let area = layout.classes
    let counts = model.digitCounts
    let wrongCounts = model.wrongCounts
    let filters = DataModel.filters(of: model.task)
    let rows = filters.map { filter -> [Span] in
      let digits = counts.indices.filter { belongs($0, to: filter) }
      let isUsed = digits.contains(where: isUsed)
      let count = digits.reduce(0) { $0 + counts[$1] }
      let wrong =
        isUsed ? wrongCounts.map { wrong in digits.reduce(0) { $0 + wrong[$1] } } : nil
      return [
        Span(name(filter), isUsed ? .text : .faint),
        Span(NumberText.grouped(count), isUsed ? .text : .faint),
        Span(
          wrong.map { NumberText.grouped($0) } ?? NumberText.notComputed,
          (wrong ?? 0) > 0 ? .wrong : .faint),
      ]
    }
    Table(
      [
        .init(say(.digit)), .init(say(.images), align: .right), .init(say(.wrong), align: .right),
      ], rows: rows, chosen: filters.firstIndex(of: model.filter), gap: 2
    ).draw(on: &canvas, in: area, theme)
    for place in filters.indices {
      let row = Rect(x: area.x, y: area.y + 1 + place, width: area.width, height: 1)
      guard row.y < area.maxY else { break }
      targets.append(AppState.Target(row, .filter(place)))
    }
  }

  private func belongs(_ digit: Int, to filter: DataState.Filter) -> Bool {
    switch filter {
    case .digit(let wanted): digit == wanted
    case .target(let target): model.task.target(ofLabel: digit) == target
    case .all, .confused: isUsed(digit)
    }
  }

  private func isUsed(_ digit: Int) -> Bool { model.task.target(ofLabel: digit) != nil }

  private func name(_ filter: DataState.Filter) -> String {
    switch filter {
    case .all, .confused: say(.all)
    case .digit(let digit):
      model.task.isTenClass ? String(digit) : say(.filter(filter, model.task))
    case .target(let target): say(.classIs(model.task.classes[target], target: target))
    }
  }
}

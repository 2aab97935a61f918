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
    drawFrames(on: &canvas)
    drawHead(on: &canvas)
    if layout.isMatrixAlone {
      drawMatrix(on: &canvas)
      return targets
    }
    drawThumbnails(on: &canvas)
    drawMatrix(on: &canvas)
    drawClasses(on: &canvas)
    drawDetails(on: &canvas, in: layout.details.isEmpty ? drawPicture(on: &canvas) : layout.details)
    drawCertainty(on: &canvas)
    return targets
  }

  // MARK: Frames and head

  private func drawFrames(on canvas: inout Canvas) {
    guard let frames = layout.frames else { return }
    Frame(isActive: !state.data.isOnMatrix).draw(on: &canvas, in: frames.digits, theme)
    Frame(say(.classes)).draw(on: &canvas, in: frames.classes, theme)
    Frame(say(.image)).draw(on: &canvas, in: frames.image, theme)
    Frame(isActive: state.data.isOnMatrix).draw(on: &canvas, in: frames.matrix, theme)
    Frame(say(.certainty), note: say(.logarithmicCounts)).draw(
      on: &canvas, in: frames.certainty, theme)
  }

  /// Puts words on a row, with a blank at either side where the row is the edge of a frame.
  private func put(
    _ text: String, x: Int, y: Int, _ role: Role, on canvas: inout Canvas
  ) {
    if layout.frames != nil {
      let width = text.unicodeScalars.count + 2
      canvas.fill(Rect(x: x - 1, y: y, width: width, height: 1), theme.ink(.text))
    }
    canvas.put(text, x: x, y: y, theme.ink(role))
  }

  /// Split, filter and order as buttons, and which images are on the page.
  private mutating func drawHead(on canvas: inout Canvas) {
    let row = layout.head
    var x = row.x + 1
    var parts: [(String, Key, Role)] = [
      (say(.split(model.split)), .character("s"), .strong),
      (say(.filter(model.filter, model.task)), .character("c"), .accent),
    ]
    // Of a cell all are wrong or all are right: there is no order to choose.
    if !model.filter.isConfusion {
      parts.append(
        (say(.order(wrongFirst: isSorted)), .character("w"), isSorted ? .wrong : .text))
    }
    for (text, key, role) in parts {
      let label = theme.text(text)
      let width = label.unicodeScalars.count
      guard x + width <= row.maxX else { break }
      put(label, x: x, y: row.y, role, on: &canvas)
      targets.append(
        AppState.Target(Rect(x: x, y: row.y, width: width, height: 1), .key(key)))
      x += width + 2
    }
    if model.filter.isConfusion {
      let order = theme.text(say(.orderByLoss))
      if x + order.unicodeScalars.count + 20 < row.maxX {
        put(order, x: x, y: row.y, .faint, on: &canvas)
        x += order.unicodeScalars.count + 2
      }
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
    put(text, x: row.maxX - width - 1, y: row.y, .faint, on: &canvas)
  }

  private var isSorted: Bool {
    model.report != nil && state.data.wrongFirst
  }

  // MARK: Thumbnails

  /// The least width of a thumbnail: `5→3 4.2137`.
  static let captionWidth = 10

  /// Thumbnails in a row and rows on a page.
  var capacity: (columns: Int, rows: Int) {
    let (rows, columns) = (model.dataset.rows, model.dataset.columns)
    let height = PixelSize.half.extent(rows: rows, columns: columns).height + 2
    return (
      max(0, (layout.thumbnails.width - 1) / DataLayout.pitch(model.dataset)),
      max(0, (layout.thumbnails.height + 1) / height)
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
    let sheet = ContactSheet(
      items, chosen: model.chosen - first, captionWidth: DataPainter.captionWidth)
    return (sheet, page)
  }

  /// `5→3 4.21` for a wrong one, `5 ✓ 0.012` for a right one, the digit alone where nothing is known.
  private func caption(_ row: Int) -> [Span] {
    let digit = String(model.dataset.label(at: row))
    guard let report = model.report else { return [Span(digit, .strong)] }
    guard let example = model.example(ofRow: row) else {
      return [Span(digit, .faint), Span(" " + NumberText.notComputed, .faint)]
    }
    let isWrong = report.isWrong(example)
    let isUndecided = report.verdicts.isUndecided[example]
    let prediction = Int(report.verdicts.predictions[example])
    let verdict =
      isUndecided ? " ? " : !isWrong ? " ✓ " : model.task.isTenClass ? "→\(prediction) " : " ✗ "
    let role: Role = isUndecided ? .warning : isWrong ? .wrong : .right
    let loss = NumberText.fitting(
      report.verdicts.losses[example], digits: 4,
      width: DataPainter.captionWidth - digit.count - theme.text(verdict).unicodeScalars.count)
    return [
      Span(digit, .strong), Span(verdict, role), Span(loss, role == .right ? .faint : role),
    ]
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
      // What the task does not use is in no sum of the list.
      guard isUsed else {
        let none = Span(String(theme.glyph(.pending)), .faint)
        return [Span(name(filter), .faint), none, none]
      }
      let count = digits.reduce(0) { $0 + counts[$1] }
      let wrong = wrongCounts.map { wrong in digits.reduce(0) { $0 + wrong[$1] } }
      return [
        Span(name(filter)),
        Span(NumberText.grouped(count)),
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
    case .target(let target):
      say(.classIs(model.task.className(target, in: state.language), target: target))
    }
  }
}

import Commands
import Datasets
import Engine

/// The strip of the set's digits: which of them are shown, and where.
struct DigitStrip {
  let sheet: ContactSheet
  /// Where the pictures are, and the line that chooses a class.
  let pictures: Rect
  let chooser: Rect
  let frame: Rect?
  /// The images shown, by their index in the training split.
  let indices: [Int]

  init(_ state: AppState, in area: Rect) {
    let dataset = state.scene.dataset
    let hasFrame = area.height >= 8
    frame = hasFrame ? area : nil
    let inside = hasFrame ? area.inset(1, 1) : area
    if hasFrame {
      chooser = Rect(x: inside.x + 1, y: area.y, width: inside.width - 2, height: 1)
      pictures = inside
    } else {
      let parts = inside.splitLeft(
        area.width >= 54 ? DrawPainter.classColumnWidth(state.language) : 0)
      chooser = parts.left
      // Beside the hints to begin the pictures have a heading, which says what they are there for.
      pictures =
        chooser.width == 0 && inside.height > (dataset.rows + 1) / 2
        ? inside.splitTop(1).bottom : parts.right
    }
    let captions = pictures.height >= (dataset.rows + 1) / 2 + 1
    // As many as there may be places: the sheet itself says how many fit.
    let tile = (width: dataset.columns + 2, height: (dataset.rows + 1) / 2 + (captions ? 1 : 0))
    let rows = (pictures.height + 1) / (tile.height + 1)
    let count = max(0, (pictures.width - 1) / tile.width) * max(0, rows)
    let indices = DigitStrip.indices(
      of: dataset, only: state.draw.digitClass, from: state.draw.firstDigit, count: count)
    self.indices = indices
    let first = dataset.range(of: .train).lowerBound
    sheet = ContactSheet(
      indices.map { index in
        let picture = dataset.picture(at: first + index)
        let grid = PixelGrid(
          Raster(rows: picture.rows, columns: picture.columns, values: picture.values),
          scale: .pixels)
        let caption = Span("\(dataset.label(at: first + index))", .faint)
        return ContactSheet.Item(grid, caption: captions ? [caption] : [])
      }, chosen: DigitStrip.drawn(state).flatMap { indices.firstIndex(of: $0) })
  }

  /// The image of the strip's split that the drawing is, while nothing of it is changed.
  static func drawn(_ state: AppState) -> Int? {
    state.scene.session.drawnImage.flatMap { $0.split == .train ? $0.index : nil }
  }

  /// The image under a cell.
  func index(atX x: Int, y: Int) -> Int? {
    sheet.item(atX: x, y: y, in: pictures).map { indices[$0] }
  }

  /// `count` images of a class from `start` on, around the end of the split.
  static func indices(
    of dataset: Dataset, only digit: Int?, from start: Int, count: Int
  ) -> [Int] {
    var found: [Int] = []
    var index = start
    while found.count < count, let next = next(in: dataset, only: digit, from: index, by: 1) {
      guard !found.contains(next) else { break }
      found.append(next)
      index = next + 1
    }
    return found
  }

  /// The first image of a class from `start` on, forwards or back, around the ends of the split.
  static func next(in dataset: Dataset, only digit: Int?, from start: Int, by step: Int) -> Int? {
    let range = dataset.range(of: .train)
    let count = range.count
    guard count > 0 else { return nil }
    var index = ((start % count) + count) % count
    for _ in 0..<count {
      if digit == nil || dataset.label(at: range.lowerBound + index) == digit { return index }
      index = (index + step + count) % count
    }
    return nil
  }
}

extension DrawPainter {
  /// The part of the strip's room that the digits take; at its right a small preview of fitting may stand.
  static func digitsArea(_ state: AppState, _ layout: DrawLayout) -> (digits: Rect, fit: Rect?) {
    let area = layout.digits
    let drawing = state.scene.session.drawing
    // Where fitting changes nothing there is nothing to preview, and the strip has the whole width.
    guard mayPreview(layout), !drawing.isBlank,
      drawing.fitted(rows: drawing.rows, columns: drawing.columns) != drawing
    else { return (area, nil) }
    let (digits, fit) = area.splitLeft(area.width - previewWidth)
    return (digits, fit)
  }

  private static let previewWidth = 24

  /// Whether a preview of fitting stands beside the strip where there is something to preview.
  private static func mayPreview(_ layout: DrawLayout) -> Bool {
    layout.fit == nil && layout.digits.width >= 60 && layout.digits.height >= 5
  }

  func drawDigits(on canvas: inout Canvas) -> [AppState.Target] {
    let (area, _) = DrawPainter.digitsArea(state, layout)
    guard area.width >= 13 else { return [] }
    guard area.height >= 5 else { return drawDigitRow(on: &canvas, area) }
    let strip = DigitStrip(state, in: area)
    strip.sheet.draw(on: &canvas, in: strip.pictures, theme)
    guard let frame = strip.frame else {
      guard strip.pictures.y == area.y else { return drawHeading(on: &canvas, in: area) }
      return drawClassColumn(on: &canvas, strip.chooser)
    }
    return drawFrame(frame, on: &canvas)
  }

  /// What the pictures beside the hints to begin are: digits to take.
  private func drawHeading(on canvas: inout Canvas, in area: Rect) -> [AppState.Target] {
    let row = Rect(x: area.x + 1, y: area.y, width: area.width - 1, height: 1)
    Paragraph([Span(say(.pick) + " ", .title), Span("d", .accent), Span(say(.orClick), .faint)])
      .drawLine(on: &canvas, x: row.x, y: row.y, width: row.width, theme)
    return [AppState.Target(row, .key(.character("d")))]
  }

  /// The frame of the strip with its title, the classes and the keys in its edges: as much as there is room for.
  private func drawFrame(_ frame: Rect, on canvas: inout Canvas) -> [AppState.Target] {
    func width(_ text: String) -> Int { theme.text(text).unicodeScalars.count }
    let keys = digitHints.map { width($0.key + " " + $0.meaning) + 2 }.reduce(-2, +)
    let classes = classWords.map { width($0) + 1 }.reduce(-1, +)
    // Corner, line and space on each side; between two parts a line and two spaces. A preview beside the strip moves no
    // button: the room is that of the strip with one.
    let preview = DrawPainter.mayPreview(layout) ? DrawPainter.previewWidth : 0
    let room = layout.digits.width - preview - 6
    let titles = [say(.digits), say(.digitsShort)]
    let isAbove = titles.contains { width($0) + classes + keys + 6 <= room }
    let title = titles.first { width($0) + classes + 3 + (isAbove ? keys + 3 : 0) <= room }
    Frame(title ?? say(.digitsShort)).draw(on: &canvas, in: frame, theme)
    var targets: [AppState.Target] = []
    if let title {
      targets += drawClassWords(on: &canvas, x: frame.x + 3 + width(title) + 3, y: frame.y)
    }
    let y = isAbove ? frame.y : frame.maxY - 1
    let x = frame.x + 3 + (isAbove ? width(title ?? "") + classes + 6 : 0)
    let edge = Rect(x: x, y: y, width: keys, height: 1)
    guard keys <= room else { return targets }
    canvas.fill(
      Rect(x: edge.x - 1, y: y, width: edge.width + 2, height: 1), theme.ink(.text))
    for (place, key) in KeyHint.drawRow(digitHints, on: &canvas, in: edge, theme) {
      targets.append(AppState.Target(place, .key(key)))
    }
    return targets
  }

  /// The keys that take digits of the set.
  private var digitHints: [KeyHint] {
    [KeyHint("d", say(.next)), KeyHint("D", say(.back)), KeyHint("r", say(.random))]
  }

  private var classWords: [String] { [say(.anyClass)] + (0...9).map(String.init) }

  /// `any 0 1 … 9` from a cell on, in the upper edge of the frame.
  private func drawClassWords(on canvas: inout Canvas, x: Int, y: Int) -> [AppState.Target] {
    var targets: [AppState.Target] = []
    var x = canvas.put(" ", x: x - 1, y: y, theme.ink(.text))
    for (place, word) in classWords.enumerated() {
      let isChosen = state.draw.digitClass.map { $0 + 1 } ?? 0 == place
      let end = canvas.put(theme.text(word), x: x, y: y, theme.ink(isChosen ? .tabChosen : .accent))
      targets.append(
        AppState.Target(
          Rect(x: x, y: y, width: end - x, height: 1), .digitClass(place == 0 ? nil : place - 1)))
      x = canvas.put(" ", x: end, y: y, theme.ink(.text))
    }
    return targets
  }

  /// What fitting the ink to the grid would make of the drawing, and of P.
  func drawFit(on canvas: inout Canvas) -> [AppState.Target] {
    let fitted = drawing.fitted(rows: drawing.rows, columns: drawing.columns)
    let changes = !drawing.isBlank && fitted != drawing
    let target: Rect
    if let area = layout.fit, area.height >= 4 {
      let inside = Frame(say(.fitTitle), note: say(.fitChanges)).draw(on: &canvas, in: area, theme)
        .inset(1, 0)
      guard !drawing.isBlank else {
        Paragraph(say(.fitMeaning), .faint).draw(on: &canvas, in: inside, theme)
        return []
      }
      let size = PixelSize.fitting(
        rows: fitted.rows, columns: fitted.columns, width: inside.width,
        height: inside.height - 1)
      let grid = PixelGrid(
        Raster(rows: fitted.rows, columns: fitted.columns, values: fitted.values), scale: .pixels,
        size: size)
      canvas.clipped(to: inside) { canvas in
        grid.draw(on: &canvas, in: inside, theme)
        let below = Rect(
          x: inside.x, y: inside.y + grid.height, width: inside.width,
          height: inside.height - grid.height)
        let words = changes ? change(to: fitted) : [Span(say(.fitNothing), .faint)]
        Paragraph(words).draw(on: &canvas, in: below, theme)
      }
      target = area
    } else {
      guard changes, let area = DrawPainter.digitsArea(state, layout).fit else { return [] }
      let grid = PixelGrid(
        Raster(rows: fitted.rows, columns: fitted.columns, values: fitted.values), scale: .pixels)
      // Beside framed digits it has a frame, too, and its rows are those of the digits.
      let hasFrame = area.height >= 8
      let inside =
        hasFrame
        ? Frame(say(.fitTitle), note: say(.fitChanges)).draw(on: &canvas, in: area, theme)
          .inset(1, 0)
        : area.splitLeft(2).right
      // Without a frame a line and the words keep it apart from the digits of the set.
      if !hasFrame {
        for y in area.y..<area.maxY {
          canvas.put(theme.glyph(.vertical), x: area.x, y: y, theme.ink(.frame))
        }
      }
      canvas.clipped(to: inside) { canvas in
        let width = min(grid.width, 12)
        let (left, right) = inside.splitLeft(hasFrame ? width : inside.width - width)
        let (place, words) = hasFrame ? (left, right.splitLeft(1).right) : (right, left)
        grid.draw(on: &canvas, in: place, theme)
        let title =
          hasFrame
          ? []
          : [Span(say(.fitTitle) + "\n", .strong), Span(say(.fitChanges) + "\n", .accent)]
        Paragraph(title + change(to: fitted, isNarrow: true)).draw(
          on: &canvas, in: words, theme)
      }
      target = area
    }
    return [AppState.Target(target, .key(.character(DrawAction.fit.key)))]
  }

  /// `P 0.43 → 0.98`; in the ten-class task that of y.
  private func change(to fitted: Picture, isNarrow: Bool = false) -> [Span] {
    let pass = scene.live.forward(
      Matrix(row: fitted.values), targets: [scene.session.label])
    let after = Verdict(pass, task: scene.session.task)
    let before = scene.verdict
    let index = scene.session.task.isTenClass ? before.label : 0
    func text(_ verdict: Verdict) -> String {
      NumberText.bounded(
        probability: Double(verdict.probabilities[index]), digits: 4, width: 7)
    }
    let name = scene.session.task.isTenClass ? "P(\(before.label))" : "P"
    return [
      Span(name + " ", .faint), Span(text(before)), Span(isNarrow ? "\n→ " : " → ", .faint),
      Span(text(after), .strong),
    ]
  }
}

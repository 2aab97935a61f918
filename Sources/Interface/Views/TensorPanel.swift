import Engine
import Walkthrough

/// A tensor on the screen: a title with its shape, and a number, a list or pictures below it.
struct TensorPanel {
  var title: String
  var note: String
  /// The ASCII name, for the mouse.
  var name: String
  var tensor: Tensor
  var layout: TensorLayout
  var scale: ColourScale
  var cursor: Int?
  var marked: Set<Int> = []
  /// Whether they are units out of action, and not what takes part.
  var marksAreFlat = false
  /// Whether it is what the step makes: its title stands out, and its scale is written below it.
  var isResult = false
  /// Where the elements of a row or a column lie in the whole tensor; nil for a whole one.
  var origin: (first: Int, stride: Int)?
  /// The role of the bars that probabilities get; nil for other numbers.
  var bars: Role?
  private var hasBars: Bool { bars != nil }

  /// Whether its numbers are probabilities, of which none below 1 reads as 1.
  var isProbability: Bool { WalkPlace.isProbability(name) }
  /// Whether its numbers are the true classes, which no colour compares.
  var areLabels = false

  /// The places of a number after the point.
  var digits = 4

  static let sizes: [PixelSize] = [.cells(4), .cells(3), .cells(2), .cells(1), .half]

  /// Some places after the point, and none for a whole number, which is exact then.
  static func text(_ value: Scalar?, digits: Int = 4) -> String {
    guard let value, value == value.rounded(), abs(value) < 10_000 else {
      return NumberText.figures(value, digits: digits)
    }
    return NumberText.fixed(value, digits: 0)
  }

  /// The same in a column: fewer digits where it would not fit.
  static func text(_ value: Scalar?, digits: Int = 4, width: Int) -> String {
    let text = text(value, digits: digits)
    return text.unicodeScalars.count <= width
      ? text : NumberText.fitting(value, digits: digits, width: width)
  }

  /// Lights elements, by their places in the whole tensor.
  mutating func light(_ places: [Int]) {
    let (first, stride) = origin ?? (0, 1)
    marked = Set(
      places.map { ($0 - first) / stride }.filter { $0 >= 0 && $0 < layout.count })
    if layout.kind == .picture { cursor = marked.count == 1 ? marked.first : nil }
  }

  func titleWidth(_ theme: Theme) -> Int {
    theme.text(note.isEmpty ? title : "\(title) \(note)").unicodeScalars.count
  }

  /// The cells that the values take at a size of pixels, without the title.
  func extent(_ size: PixelSize) -> (width: Int, height: Int) {
    switch layout.kind {
    case .picture where areLabels: (2 * layout.columns, layout.rows)
    case .number: (hasBars ? 34 : 6 + digits, hasBars ? 3 : 1)
    case .list:
      (
        12 + digits + (hasBars ? 1 + TensorPanel.barWidth(size) : 0),
        layout.count * TensorPanel.pitch(size)
      )
    case .picture:
      size.extent(rows: layout.rows, columns: layout.columns)
    case .sheet:
      {
        let one = size.extent(rows: layout.rows, columns: layout.columns)
        let small = PixelSize.half.extent(rows: layout.rows, columns: layout.columns)
        return (one.width + 3 + small.width + 1, max(one.height, small.height))
      }()
    }
  }

  /// The rows from one number of a list to the next: a list grows with the pictures beside it.
  private static func pitch(_ size: PixelSize) -> Int {
    if case .cells(let k) = size, k > 2 { 2 } else { 1 }
  }

  /// The columns of a probability's bar in a list.
  private static func barWidth(_ size: PixelSize) -> Int {
    switch size {
    case .half: 9
    case .cells(let k): [9, 9, 24, 40, 60][min(k, 4)]
    }
  }

  func width(_ size: PixelSize, _ theme: Theme) -> Int {
    max(extent(size).width, titleWidth(theme))
  }

  /// Draws the panel; a sheet takes the whole area for its pictures.
  func draw(
    on canvas: inout Canvas, in area: Rect, size: PixelSize, _ theme: Theme
  ) -> [AppState.Target] {
    guard !area.isEmpty else { return [] }
    var targets: [AppState.Target] = []
    let (head, body) = area.splitTop(1)
    Paragraph([
      Span(title, isResult ? .title : .text), Span(note.isEmpty ? "" : " " + note, .faint),
    ]).drawLine(on: &canvas, x: head.x, y: head.y, width: head.width, theme)
    canvas.clipped(to: body) { canvas in
      switch layout.kind {
      case .number: drawNumber(on: &canvas, in: body, theme)
      case .list: targets = drawList(on: &canvas, in: body, size: size, theme)
      case .picture where areLabels: targets = drawLabels(on: &canvas, in: body, theme)
      case .picture:
        targets = drawPicture(tile: 0, on: &canvas, in: body, size: size, theme)
      case .sheet: targets = drawSheet(on: &canvas, in: body, size: size, theme)
      }
    }
    return targets
  }

  /// Whether its pixels have colours that only a scale gives a meaning: those of a drawing are grey.
  var hasColours: Bool {
    (layout.kind == .picture || layout.kind == .sheet) && scale.kind != .grey && !areLabels
  }

  /// Whether several of its elements are marked as what takes part.
  var hasMarks: Bool { marked.count > 1 && !marksAreFlat && !areLabels }

  private func drawNumber(on canvas: inout Canvas, in body: Rect, _ theme: Theme) {
    let value = tensor.values.first
    let text =
      isProbability
      ? NumberText.decimals(ofProbability: value, digits: digits)
      : TensorPanel.text(value, digits: digits)
    canvas.put(theme.text(text), x: body.x, y: body.y, theme.ink(isResult ? .strong : .text))
    guard let bars, let value, body.height > 1 else { return }
    ProbabilityBar(Double(value), role: bars).draw(
      on: &canvas, in: Rect(x: body.x, y: body.y + 1, width: min(body.width, 34), height: 2),
      theme)
  }

  /// The classes as whole numbers, row by row, the one that takes part lit.
  private func drawLabels(
    on canvas: inout Canvas, in body: Rect, _ theme: Theme
  ) -> [AppState.Target] {
    (0..<layout.tileCount).map { offset in
      let place = layout.place(of: offset).place
      let cell = Rect(
        x: body.x + 2 * place.column, y: body.y + place.row, width: 2, height: 1)
      let isLit = cursor == offset || marked.contains(offset)
      canvas.put(
        theme.text(TensorPanel.text(tensor.values[offset])), x: cell.x, y: cell.y, width: 1,
        theme.ink(isLit ? .selected : .text))
      return target(cell, offset)
    }
  }

  /// The elements of a list that so many rows show, around the one that takes part; a sign for the others stands in the first and the last row.
  private func listed(rows: Int) -> Range<Int> {
    guard rows < layout.count else { return 0..<layout.count }
    let focus = cursor ?? marked.min() ?? 0
    let first = min(max(0, focus - rows / 2), layout.count - rows)
    return first..<first + max(0, rows)
  }

  /// The numbers of a list.
  private var listTexts: [String] {
    let texts = tensor.values.map {
      isProbability
        ? NumberText.decimals(ofProbability: $0, digits: digits, width: digits + 5)
        : TensorPanel.text($0, digits: digits, width: digits + 5)
    }
    return isProbability
      ? texts
      : NumberText.inOneNotation(texts, of: tensor.values, digits: digits, width: digits + 5)
  }

  private func drawList(
    on canvas: inout Canvas, in body: Rect, size: PixelSize, _ theme: Theme
  ) -> [AppState.Target] {
    var targets: [AppState.Target] = []
    let texts = listTexts
    let pitch = TensorPanel.pitch(size)
    let shown = listed(rows: body.height / pitch)
    for (offset, value) in tensor.values.enumerated() where shown.contains(offset) {
      let row = Rect(
        x: body.x, y: body.y + (offset - shown.lowerBound) * pitch, width: body.width, height: 1)
      let isCut = offset > 0 && offset == shown.lowerBound
      guard !isCut, offset == layout.count - 1 || offset + 1 < shown.upperBound else {
        canvas.put(theme.glyph(.ellipsis), x: row.x + 3, y: row.y, theme.ink(.faint))
        continue
      }
      let isChosen = cursor == offset
      let isLit = isChosen || marked.contains(offset)
      let raster = Raster(rows: 1, columns: 1, values: [value])
      // One of several is marked as in a picture.
      let isMarked = hasMarks && !isChosen && isLit
      // A bar says more than a colour.
      if !hasBars || isMarked {
        PixelGrid(
          raster, scale: scale, size: .cells(1), marked: isMarked ? [Place(row: 0, column: 0)] : []
        ).draw(on: &canvas, in: Rect(x: row.x, y: row.y, width: 2, height: 1), theme)
      }
      canvas.put(
        theme.text((isLit && !isMarked ? "▸" : " ") + "[\(offset)]"), x: row.x + 2, y: row.y,
        theme.ink(isLit ? .selected : .faint))
      canvas.put(
        theme.text(texts[offset]), x: row.x + 7,
        y: row.y, width: digits + 5,
        align: .right,
        theme.ink(isLit ? .strong : .text))
      if let bars {
        var bar = Bar(Double(value), role: bars)
        bar.isThin = pitch == 1
        bar.draw(
          on: &canvas,
          in: Rect(
            x: row.x + 13 + digits, y: row.y, width: TensorPanel.barWidth(size), height: 1), theme)
      }
      if !name.isEmpty { targets.append(target(row, offset)) }
    }
    return targets
  }

  private func grid(tile: Int, size: PixelSize) -> PixelGrid {
    let first = tile * layout.tileCount
    func place(_ offset: Int) -> Place? {
      offset / max(1, layout.tileCount) == tile ? layout.place(of: offset).place : nil
    }
    var grid = PixelGrid(
      Raster(
        rows: layout.rows, columns: layout.columns,
        values: Array(tensor.values[first..<first + layout.tileCount])),
      scale: scale, size: size, cursor: cursor.flatMap(place),
      marked: Set(marked.compactMap(place)))
    // Among greys the cursor's own colour is none of a pixel's.
    grid.writesCursor = scale.kind != .grey
    grid.marksAreCrosses = marksAreFlat
    return grid
  }

  private func target(_ area: Rect, _ offset: Int) -> AppState.Target {
    let (first, stride) = origin ?? (0, 1)
    return AppState.Target(area, .element(name: name, offset: first + stride * offset))
  }

  private func drawPicture(
    tile: Int, on canvas: inout Canvas, in body: Rect, size: PixelSize, _ theme: Theme
  ) -> [AppState.Target] {
    let grid = grid(tile: tile, size: size)
    grid.draw(on: &canvas, in: body, theme)
    let first = tile * layout.tileCount
    if case .cells(let k) = size, k >= 3, scale.high >= (k > 3 ? 0.01 : 0.1), scale.high < 10 {
      writeNumbers(grid, first, digits: k > 3 ? 3 : 2, on: &canvas, in: body, theme)
    }
    guard !name.isEmpty else { return [] }
    let (origin, stride) = origin ?? (0, 1)
    let elements = PictureElements(
      name: name, first: origin + stride * first, stride: stride, count: layout.tileCount,
      columns: layout.columns, size: size, x: body.x, y: body.y)
    let seen = Rect(x: body.x, y: body.y, width: grid.width, height: grid.height)
    return [AppState.Target(seen.intersection(body), .elements(elements))]
  }

  /// Black or white, whichever is seen on a pixel's colour.
  static func ink(over ground: Colour, isBold: Bool = false, _ theme: Theme) -> Ink {
    let light = LinearColour(ground).map(PerceivedColour.init)?.lightness ?? 0
    return Ink(
      !theme.hasPictureColours ? .standard : .palette(light > 0.6 ? 16 : 231), on: ground,
      isBold ? .bold : [])
  }

  /// Where a pixel is as wide as a number, the number stands in it, unless it were nothing but zeros.
  private func writeNumbers(
    _ grid: PixelGrid, _ first: Int, digits: Int, on canvas: inout Canvas, in body: Rect,
    _ theme: Theme
  ) {
    let sign = scale.kind == .diverging ? 1 : 0
    for offset in 0..<layout.tileCount {
      let cells = grid.cells(of: layout.place(of: offset).place, in: body)
      let text = theme.text(NumberText.fixed(tensor.values[first + offset], digits: digits))
      // Digits under digits: a sign has a column of its own.
      let x = cells.maxX - text.unicodeScalars.count - (cells.width - digits - 2 - sign) / 2
      let y = cells.y + cells.height / 2
      if x + text.unicodeScalars.count == cells.maxX, cells.height > 1 {
        // The number takes the end of a mark or a frame: in its row there is no beginning either.
        let ground = canvas[cells.x, y]?.ink ?? theme.ink(.text)
        canvas.put(" ", x: cells.x, y: y, ground)
      }
      for (shift, glyph) in text.unicodeScalars.enumerated() {
        guard let ground = canvas[x + shift, y]?.ink.background else { continue }
        canvas.put(glyph, x: x + shift, y: y, TensorPanel.ink(over: ground, theme))
      }
    }
  }

  /// The picture that the cursor is in, large, and its neighbours small, the chosen one between lines.
  private func drawSheet(
    on canvas: inout Canvas, in body: Rect, size: PixelSize, _ theme: Theme
  ) -> [AppState.Target] {
    let chosen = chosenTile
    var targets = drawPicture(tile: chosen, on: &canvas, in: body, size: size, theme)
    guard let page = sheetPage(in: body, size: size) else { return targets }
    let left = body.x + size.extent(rows: layout.rows, columns: layout.columns).width + 3
    for tile in page.tiles {
      let area = page.place(tile, x: left, y: body.y)
      grid(tile: tile, size: .half).drawPlain(on: &canvas, in: area, theme)
      putNumber(of: tile, hasRow: page.hasNumbers, on: &canvas, at: area, theme)
      if isResult {
        let within = cursor.map { $0 % layout.tileCount } ?? 0
        targets.append(target(area, tile * layout.tileCount + within))
      }
      guard tile == chosen else { continue }
      for y in area.y..<area.maxY {
        canvas.put(theme.glyph(.vertical), x: area.x - 1, y: y, theme.ink(.selected))
        canvas.put(theme.glyph(.vertical), x: area.maxX, y: y, theme.ink(.selected))
      }
    }
    return targets
  }
}

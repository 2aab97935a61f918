import Engine
import Walkthrough

/// The step that makes a vector of the drawing.
extension WalkView {
  /// The drawing, and its rows laid end to end beside it, with the number of each row's first element below.
  static func drawFlatten(
    _ drawing: TensorPanel, _ vector: TensorPanel, _ place: WalkPlace, on canvas: inout Canvas,
    in area: Rect
  ) -> [AppState.Target] {
    let theme = place.theme
    let size =
      TensorPanel.sizes.first { size in
        let extent = drawing.extent(size)
        return extent.width <= (area.width + 2) / 3 && extent.height < area.height
      } ?? .half
    let (left, rest) = area.splitLeft(drawing.width(size, theme))
    var targets = drawing.draw(on: &canvas, in: left, size: size, theme)
    let right = rest.splitLeft(4).right
    let (head, body) = right.splitTop(1)
    Paragraph([Span(vector.title, .title), Span(" " + vector.note, .faint)]).drawLine(
      on: &canvas, x: head.x, y: head.y, width: head.width, theme)
    let strip = FlatStrip(vector.layout, cursor: vector.cursor ?? 0, in: body)
    canvas.put(theme.text("→"), x: rest.x + 1, y: body.y, theme.ink(.strong))
    for row in strip.rows {
      let box = strip.place(of: row, in: body)
      targets += draw(row, of: vector, strip, on: &canvas, in: box, theme)
    }
    if strip.rows.upperBound < vector.layout.rows {
      canvas.put(theme.glyph(.ellipsis), x: right.maxX - 1, y: right.maxY - 1, theme.ink(.faint))
    }
    return targets
  }

  /// One row of the drawing within the vector.
  private static func draw(
    _ row: Int, of vector: TensorPanel, _ strip: FlatStrip, on canvas: inout Canvas, in box: Rect,
    _ theme: Theme
  ) -> [AppState.Target] {
    let columns = vector.layout.columns
    let first = row * columns
    let values = Array(vector.tensor.values[first..<first + columns])
    let column = vector.cursor.map { $0 - first }.flatMap { 0..<columns ~= $0 ? $0 : nil }
    // In halves all of a column are of the one element, as high as there is room.
    let isHalf = strip.size == .half
    let rows = isHalf ? 2 * box.height : 1
    PixelGrid(
      Raster(
        rows: rows, columns: columns, values: Array(repeatElement(values, count: rows).joined())),
      scale: vector.scale, size: strip.size, cursor: column.map { Place(row: 0, column: $0) },
      marked: Set(isHalf ? column.map { [Place(row: 1, column: $0)] } ?? [] : [])
    ).draw(on: &canvas, in: box, theme)
    if isHalf, let column, let chosen = canvas[box.x + column, box.y] {
      // The chosen one is lit from top to bottom.
      canvas.fill(
        Rect(x: box.x + column, y: box.y, width: 1, height: box.height), chosen.glyph, chosen.ink)
    }
    drawNumbers(first, columns, chosen: column, on: &canvas, below: box, theme)
    return (0..<(isHalf ? box.height : 1)).map { row in
      let elements = PictureElements(
        name: vector.name, first: first, stride: 1, count: columns, columns: columns,
        size: strip.size, x: box.x, y: box.y + row)
      let area = Rect(
        x: box.x, y: box.y + row, width: box.width, height: isHalf ? 1 : box.height)
      return AppState.Target(area, .elements(elements))
    }
  }
}

extension WalkView {
  /// The number of a row's first element, and that of the chosen one under it.
  private static func drawNumbers(
    _ first: Int, _ columns: Int, chosen: Int?, on canvas: inout Canvas, below box: Rect,
    _ theme: Theme
  ) {
    let start = "\(first)"
    let shift = (chosen ?? 0) * box.width / max(1, columns)
    if chosen == nil || shift > start.unicodeScalars.count {
      canvas.put(start, x: box.x, y: box.maxY, theme.ink(.faint))
    }
    guard let chosen else { return }
    let text = "\(first + chosen)"
    let most = max(0, box.width - text.unicodeScalars.count)
    canvas.put(text, x: box.x + min(shift, most), y: box.maxY, theme.ink(.selected))
  }
}

/// How the rows of a drawing lie end to end, in as few lines as there is room for.
struct FlatStrip {
  let size: PixelSize
  /// The rows in a line.
  let perLine: Int
  /// The rows that are seen, around that of the cursor where not all find room.
  let rows: Range<Int>
  /// From one line to the next.
  private let step: Int
  private let extent: (width: Int, height: Int)
  /// Higher than this a line of small elements is no line any more.
  private static let mostRows = 6

  init(_ layout: TensorLayout, cursor: Int, in area: Rect) {
    func form(_ size: PixelSize) -> (perLine: Int, lines: Int, height: Int) {
      let (width, height) = size.extent(rows: 1, columns: layout.columns)
      let most = max(1, (area.width + 1) / (width + 1))
      let lines = (layout.rows + most - 1) / most
      return ((layout.rows + lines - 1) / max(1, lines), lines, height)
    }
    let fitting = TensorPanel.sizes.filter { size in
      let (_, lines, height) = form(size)
      return lines * (height + 2) - 1 <= area.height
        && size.extent(rows: 1, columns: layout.columns).width <= area.width
    }
    let fewest = fitting.map { form($0).lines }.min()
    let size = fitting.first { form($0).lines == fewest } ?? .half
    var (perLine, lines, height) = form(size)
    self.size = size
    self.perLine = perLine
    if size == .half {
      height = max(height, min(Self.mostRows, (area.height + 1) / max(1, lines) - 2))
    }
    extent = (size.extent(rows: 1, columns: layout.columns).width, height)
    // Lines without numbers would be the picture once more.
    step = lines * (height + 2) - 1 <= area.height ? height + 2 : height + 1
    let shown = max(1, min(lines, (area.height + 1) / step))
    let line = cursor / max(1, layout.columns) / max(1, perLine)
    let first = min(max(0, line - shown / 2), lines - shown) * perLine
    rows = first..<min(layout.rows, first + shown * perLine)
  }

  /// The cells of a row.
  func place(of row: Int, in area: Rect) -> Rect {
    let order = row - rows.lowerBound
    return Rect(
      x: area.x + order % perLine * (extent.width + 1), y: area.y + order / perLine * step,
      width: extent.width, height: extent.height
    ).intersection(area)
  }
}

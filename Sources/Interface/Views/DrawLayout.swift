import Commands
import Datasets

/// Where the parts of the Draw view are: the same for drawing and for the mouse.
struct DrawLayout {
  /// The frame of the drawing, and the pixels in it.
  var gridFrame: Rect
  var pixels: Rect
  var size: PixelSize
  /// The part of a large picture that fits, around the cursor.
  var rows: Range<Int>
  var columns: Range<Int>
  var verdict: Rect
  var gradient: Rect
  /// The drawing as numbers, where there is room for them.
  var numbers: Rect?
  /// What fitting would change, as a panel of its own.
  var fit: Rect?
  var actions: Rect
  var guide: Rect
  var digits: Rect
  /// Between the drawing and what is said of it.
  let boundary: Boundary

  /// Rows of the verdict's panel and of a small gradient's.
  private static let verdictHeight = 7
  private static let gradientHeight = 7
  /// Rows of the buttons, a hint, and a framed strip of the built-in digits.
  private static let lowerHeight = 10

  init(_ state: AppState) {
    self.init(
      state.bodyArea, drawing: state.scene.session.drawing, cursor: state.draw.cursor,
      isTenClass: state.scene.session.task.isTenClass, guideHeight: DrawGuide(state).height,
      favoursDrawing: state.headlineRows > 0, state.splits)
  }

  init(
    _ area: Rect, drawing: Picture, cursor: Place, isTenClass: Bool, guideHeight: Int,
    favoursDrawing: Bool = false, _ splits: Splits = Splits()
  ) {
    // Ten bars in a narrow panel need a row of their own for the words.
    let verdictHeight = DrawLayout.verdictHeight + (isTenClass && area.width < 76 ? 1 : 0)
    let panels = verdictHeight + DrawLayout.gradientHeight
    // The strip of digits has a frame where there is room for one.
    var bottom = area.height >= 30 ? 10 : max(3, min(7, area.height - 14))
    let besides = area.width >= 76 ? 46 : 32
    func room(over bottom: Int) -> (width: Int, height: Int) {
      (area.width - besides - 6, area.height - bottom - 4)
    }
    // Before a room larger pixels are worth more than digits to pick from, which the keys still do.
    let least = min(bottom, 1 + guideHeight + 1)
    let favoursDrawing =
      favoursDrawing
      && DrawLayout.size(drawing, room(over: least)) != DrawLayout.size(drawing, room(over: bottom))
    if favoursDrawing { bottom = least }
    var room = room(over: bottom)
    var size = DrawLayout.size(drawing, room)
    let shown = size == .half ? min(drawing.columns, room.width + 2) : drawing.columns
    let preferred = max(28, size.extent(rows: drawing.rows, columns: shown).width + 7)
    func cut(_ area: Rect) -> Cut {
      splits.cut(area, at: .drawing, preferred: preferred, least: (28, 32))
    }
    if cut(area).boundary.offset != 0 {
      room.width = cut(area).first.width - 7
      size = DrawLayout.size(drawing, room)
    }
    self.size = size
    let isHalf = size == .half
    rows = DrawLayout.window(
      drawing.rows, around: cursor.row, fitting: isHalf ? 2 * (room.height + 1) : drawing.rows)
    columns = DrawLayout.window(
      drawing.columns, around: cursor.column,
      fitting: isHalf ? room.width + 2 : drawing.columns)
    let extent = size.extent(rows: rows.count, columns: columns.count)

    // What no larger pixel can use goes to the panels as far as they can, then to the digits.
    let spare =
      area.height >= 30 && !favoursDrawing ? min(5, max(0, room.height - extent.height)) : 0
    let needed = max(panels, extent.height + 4 + spare)
    // A small screen has no more rows for the digits than one picture with its frame takes.
    let unused = area.height >= 30 ? 0 : max(0, area.height - needed - DrawLayout.lowerHeight)
    let top = min(area.height, needed + unused)
    let (upper, lower) = area.splitTop(top)
    let sides = cut(upper)
    let (left, right) = (sides.first, sides.second)
    boundary = sides.boundary
    gridFrame = left
    let inside = left.inset(1, 1)
    pixels = Rect(
      x: inside.x + (isHalf ? 0 : PixelGrid.labelWidth)
        + max(0, inside.width - extent.width - (isHalf ? 0 : 4)) / 2,
      y: inside.y + (isHalf ? 0 : PixelGrid.labelHeight)
        + max(0, inside.height - extent.height - 2) / 2,
      width: extent.width, height: extent.height)

    if right.width >= 71, top >= 22 {
      let numbersWidth = drawing.columns * 4 + 5
      let fits = numbersWidth <= right.width - 28 && drawing.rows + 2 <= top - 9
      let (middle, side) = right.splitLeft(
        max(fits ? numbersWidth : 0, min(right.width * 11 / 20, right.width - 28)))
      let (above, below) = middle.splitTop(fits ? drawing.rows + 2 : 0)
      numbers = fits ? above : nil
      gradient = below
      let sideParts = side.splitTop(isTenClass ? 14 : 12)
      verdict = sideParts.top
      fit = sideParts.bottom
    } else {
      let parts = right.splitTop(verdictHeight)
      verdict = parts.top
      gradient = parts.bottom
    }

    let hasActions = lower.height > guideHeight
    let (actions, rest) = lower.splitTop(hasActions ? 1 : 0)
    self.actions = actions
    if guideHeight > 1, rest.width >= DrawGuide.width + 24, rest.height >= 5 {
      // The first hints stand beside the digits: both are ways to begin.
      let parts = rest.splitLeft(DrawGuide.width)
      (guide, digits) = (parts.left, parts.right)
    } else {
      (guide, digits) = rest.splitTop(guideHeight)
    }
  }

  private static func size(_ drawing: Picture, _ room: (width: Int, height: Int)) -> PixelSize {
    PixelSize.fitting(
      rows: drawing.rows, columns: drawing.columns, width: room.width, height: room.height,
      largest: 8)
  }

  /// The part of `count` places that `room` shows, with `place` in the middle of it where it can be.
  static func window(_ count: Int, around place: Int, fitting room: Int) -> Range<Int> {
    let shown = min(count, max(1, room))
    let first = min(max(0, place - shown / 2), count - shown)
    return first..<(first + shown)
  }

  /// The point of the picture that lies in the middle of a cell, inside of the picture or not.
  func point(atX x: Int, y: Int) -> PixelPoint {
    let (dx, dy) = (Double(x - pixels.x) + 0.5, Double(y - pixels.y) + 0.5)
    let (first, firstColumn) = (Double(rows.lowerBound), Double(columns.lowerBound))
    return switch size {
    case .half: PixelPoint(row: first + 2 * dy, column: firstColumn + dx)
    case .cells(let k):
      PixelPoint(
        row: first + dy / Double(k), column: firstColumn + dx / Double(2 * k))
    }
  }

  /// The shown part of a picture.
  func raster(_ values: [Float], columns count: Int) -> Raster {
    guard rows.count * columns.count < values.count else {
      return Raster(rows: rows.count, columns: columns.count, values: values)
    }
    var part: [Float] = []
    for row in rows { for column in columns { part.append(values[row * count + column]) } }
    return Raster(rows: rows.count, columns: columns.count, values: part)
  }
}

/// How many cells one pixel takes; all are about square on a screen.
public enum PixelSize: Hashable, Sendable {
  /// One column, half a row: two pixels above each other in a cell.
  case half
  /// `2 k` columns and `k` rows.
  case cells(Int)

  /// The cells that a grid of pixels takes.
  public func extent(rows: Int, columns: Int) -> (width: Int, height: Int) {
    switch self {
    case .half: (columns, (rows + 1) / 2)
    case .cells(let k): (columns * 2 * max(1, k), rows * max(1, k))
    }
  }

  /// The largest size at which the grid fits; `half` where none does.
  public static func fitting(
    rows: Int, columns: Int, width: Int, height: Int, largest: Int = 4
  ) -> PixelSize {
    for k in stride(from: max(1, largest), through: 1, by: -1) {
      let extent = PixelSize.cells(k).extent(rows: rows, columns: columns)
      if extent.width <= width, extent.height <= height { return .cells(k) }
    }
    return .half
  }
}

/// A place in a grid: row and column from 0.
public struct Place: Hashable, Sendable {
  public var row: Int
  public var column: Int

  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// A picture of a raster in cells: pixels of a drawing, weights, gradients, vectors.
///
/// With colours a pixel is a coloured ground; without them it is shaded by glyphs, and a diverging
/// value shows its sign first.
/// In halves without half blocks or without colours, the two pixels of a cell are averaged.
public struct PixelGrid: Sendable {
  public var raster: Raster
  public var scale: ColourScale
  public var size: PixelSize
  /// The element that the user is on.
  public var cursor: Place?
  /// Whether the cursor in halves is a sign on the pixel's own colour, and no cell of another one.
  public var writesCursor = false
  /// Elements lit up together with another picture: the operands of a sum.
  public var marked: Set<Place>
  /// Whether marks are crosses, for what is out of action, where a pixel is a cell or more.
  public var marksAreCrosses = false

  public init(
    _ raster: Raster, scale: ColourScale, size: PixelSize = .half, cursor: Place? = nil,
    marked: Set<Place> = []
  ) {
    self.raster = raster
    self.scale = scale
    self.size = size
    self.cursor = cursor
    self.marked = marked
  }

  public var width: Int { size.extent(rows: raster.rows, columns: raster.columns).width }
  public var height: Int { size.extent(rows: raster.rows, columns: raster.columns).height }

  /// The pixel under a cell, for the mouse; in halves the upper one of the two.
  public func place(atX x: Int, y: Int, origin: Rect) -> Place? {
    let (dx, dy) = (x - origin.x, y - origin.y)
    guard dx >= 0, dy >= 0, dx < width, dy < height else { return nil }
    let place =
      switch size {
      case .half: Place(row: dy * 2, column: dx)
      case .cells(let k): Place(row: dy / max(1, k), column: dx / (2 * max(1, k)))
      }
    return raster[place.row, place.column] == nil ? nil : place
  }

  /// The cells of one pixel, relative to a picture at the origin of `area`.
  public func cells(of place: Place, in area: Rect) -> Rect {
    switch size {
    case .half: Rect(x: area.x + place.column, y: area.y + place.row / 2, width: 1, height: 1)
    case .cells(let k):
      Rect(
        x: area.x + place.column * 2 * max(1, k), y: area.y + place.row * max(1, k),
        width: 2 * max(1, k), height: max(1, k))
    }
  }

  /// Columns that row numbers take at the left of a picture, and rows of column numbers above it.
  public static let labelWidth = 3
  public static let labelHeight = 1

  /// Numbers of rows and columns around a picture that starts at `area`.
  ///
  /// They stand left of it and above it, outside `area`; of a pixel with an even number of rows in the upper of its two middle ones.
  public func drawLabels(on canvas: inout Canvas, around area: Rect, _ theme: Theme) {
    guard case .cells(let size) = size else { return }
    let k = max(1, size)
    let ink = theme.ink(.faint)
    for column in 0..<raster.columns {
      let isChosen = cursor?.column == column
      canvas.put(
        String(column), x: area.x + column * 2 * k, y: area.y - 1, width: 2 * k, align: .centre,
        isChosen ? theme.ink(.selected) : ink)
    }
    for row in 0..<raster.rows {
      let ink = cursor?.row == row ? theme.ink(.selected) : ink
      let y = area.y + row * k
      canvas.put(
        String(row), x: area.x - PixelGrid.labelWidth, y: y + (k - 1) / 2, width: 2, align: .right,
        ink)
    }
  }

  /// Draws the picture from the top left corner of `area`, clipped to it.
  public func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) {
    let painter = PixelPainter(grid: self, theme: theme)
    canvas.clipped(to: area) { canvas in
      switch size {
      case .half: painter.drawHalves(on: &canvas, in: area)
      case .cells: painter.drawCells(on: &canvas, in: area)
      }
    }
  }
}

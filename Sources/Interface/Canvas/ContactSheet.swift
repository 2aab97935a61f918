/// Many small pictures of one size in rows, each with a line of words below: units, digits, gradients.
///
/// Captions never touch: each is cut to the width of its own tile, and two columns lie between tiles.
public struct ContactSheet: Sendable {
  public struct Item: Sendable {
    public var grid: PixelGrid
    public var caption: [Span]

    public init(_ grid: PixelGrid, caption: [Span] = []) {
      self.grid = grid
      self.caption = caption
    }
  }

  public var items: [Item]
  public var chosen: Int?
  /// The least width of a tile, where captions are wider than the pictures.
  public var captionWidth: Int

  /// Columns between tiles, and rows.
  public var gap: Int
  public var rowGap: Int

  public init(
    _ items: [Item], chosen: Int? = nil, captionWidth: Int = 0, gap: Int = 2, rowGap: Int = 1
  ) {
    self.items = items
    self.chosen = chosen
    self.captionWidth = captionWidth
    self.gap = max(1, gap)
    self.rowGap = max(0, rowGap)
  }

  /// Pictures in a row and rows on a page of this size; 0 where not even one fits.
  public func capacity(in area: Rect) -> (columns: Int, rows: Int) {
    guard let tile else { return (0, 0) }
    return (
      max(0, (area.width - 1) / (tile.width + gap)),
      max(0, (area.height + rowGap) / (tile.height + rowGap))
    )
  }

  /// The items of the page that has the chosen one.
  public func page(in area: Rect) -> Range<Int> {
    let (columns, rows) = capacity(in: area)
    let count = columns * rows
    guard count > 0 else { return 0..<0 }
    let first = min(max(0, chosen ?? 0), max(0, items.count - 1)) / count * count
    return first..<min(items.count, first + count)
  }

  /// Where an item of the page stands, picture and caption; `nil` for one that is not on it.
  public func tile(of index: Int, in area: Rect) -> Rect? {
    let page = page(in: area)
    return page.contains(index) ? tiles(in: area)[index - page.lowerBound] : nil
  }

  /// Every item of the page and where it stands, for the mouse.
  public func places(in area: Rect) -> [(item: Int, tile: Rect)] {
    zip(page(in: area), tiles(in: area)).map { (item: $0, tile: $1) }
  }

  /// The tiles of the page, in order.
  private func tiles(in area: Rect) -> [Rect] {
    guard let tile else { return [] }
    let columns = capacity(in: area).columns
    return (0..<page(in: area).count).map { place in
      Rect(
        x: area.x + 1 + place % columns * (tile.width + gap),
        y: area.y + place / columns * (tile.height + rowGap), width: tile.width, height: tile.height
      )
    }
  }

  /// The item under a cell, for the mouse.
  public func item(atX x: Int, y: Int, in area: Rect) -> Int? {
    zip(page(in: area), tiles(in: area)).first { $0.1.contains(x: x, y: y) }?.0
  }

  /// Draws the page; the chosen item stands between two lines.
  public func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) {
    canvas.clipped(to: area) { canvas in
      for (index, tile) in zip(page(in: area), tiles(in: area)) {
        items[index].grid.draw(on: &canvas, in: tile, theme)
        let words = Rect(
          x: tile.x, y: tile.y + items[index].grid.height, width: tile.width, height: 1)
        Paragraph(items[index].caption).drawLine(
          on: &canvas, x: words.x, y: words.y, width: words.width, theme)
        guard index == chosen else { continue }
        for y in tile.y..<tile.maxY {
          canvas.put(theme.glyph(.vertical), x: tile.x - 1, y: y, theme.ink(.selected))
          canvas.put(theme.glyph(.vertical), x: tile.maxX, y: y, theme.ink(.selected))
        }
      }
    }
  }

  /// One size for all: that of the largest picture, and a row for the caption where there is any.
  private var tile: (width: Int, height: Int)? {
    guard !items.isEmpty else { return nil }
    var (width, height, hasCaption) = (0, 0, false)
    for item in items {
      width = max(width, item.grid.width)
      height = max(height, item.grid.height)
      hasCaption = hasCaption || !item.caption.isEmpty
    }
    return (max(1, width, captionWidth), max(1, height + (hasCaption ? 1 : 0)))
  }
}

import Engine
import Walkthrough

/// The scale of a picture, below it.
struct PictureLegend {
  let panel: TensorPanel
  /// One row; none where there is no room.
  var place: Rect

  /// The fewest colours that tell a scale: its ends and its middle.
  static let leastColours = 3
  /// Those that it has where there is room.
  private static let usualColours = 5

  /// The columns of both ends and so many of the colours.
  private static func width(_ panel: TensorPanel, _ colours: Int, _ theme: Theme) -> Int {
    let (low, high) = WalkView.ends(panel.scale)
    return [low, high].map { theme.text($0).unicodeScalars.count }.reduce(colours + 2, +)
  }

  /// As wide as the picture, or as the ends and some of the colours are.
  static func width(_ panel: TensorPanel, picture: Int, _ theme: Theme) -> Int {
    max(picture, width(panel, usualColours, theme))
  }

  /// Whether there is a scale, and room for it.
  func fits(_ theme: Theme) -> Bool {
    guard panel.hasColours, !place.isEmpty else { return false }
    if let levels = TensorLevels(of: panel.tensor.values) {
      return !levels.isOne && place.width >= levels.width(theme)
    }
    return place.width >= PictureLegend.width(panel, PictureLegend.leastColours, theme)
  }

  /// The scales of panels that stand side by side in these boxes: in one row below all operands, and below the result where that reaches lower.
  ///
  /// In a row they are as wide as each other; one may reach into the gap behind its panel.
  static func row(
    _ panels: [(panel: TensorPanel, size: PixelSize, box: Rect)], _ theme: Theme
  ) -> [PictureLegend] {
    guard !panels.isEmpty else { return [] }
    let gap = 1
    let extents = panels.map { $0.panel.extent($0.size) }
    let below = extents.dropLast().map(\.height).max() ?? 0
    var legends = zip(panels, extents).map { item, extent in
      let rows = 1 + max(below, extent.height)
      return PictureLegend(
        panel: item.panel,
        place: Rect(
          x: item.box.x, y: item.box.y + rows, width: item.box.width + gap,
          height: rows < item.box.height ? 1 : 0))
    }
    legends[legends.count - 1].place.width -= gap
    for y in Set(legends.map(\.place.y)) {
      let inRow = legends.indices.filter {
        legends[$0].place.y == y && legends[$0].panel.hasColours
      }
      let picture = inRow.map { extents[$0].width }.min() ?? 0
      let wish = inRow.map { width(legends[$0].panel, picture: picture, theme) }.max() ?? 0
      let rooms = inRow.filter { legends[$0].fits(theme) }.map { legends[$0].place.width }
      for index in inRow {
        legends[index].place.width = min(legends[index].place.width, wish, rooms.min() ?? wish)
      }
    }
    return legends
  }
}

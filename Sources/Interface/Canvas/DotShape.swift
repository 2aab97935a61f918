/// A point in dots of a curve's own grid: a sign in whole cells would stand up to half a row beside its value.
public enum DotShape: Hashable, Sendable {
  /// Five dots: `⠄⠮⠄`, for the points of a second series.
  case diamond
  /// Four dots.
  case square
  /// Twelve dots, for the one point that is looked at.
  case disc

  /// The dots around the point's own.
  var offsets: [(x: Int, y: Int)] {
    switch self {
    case .diamond: [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]
    case .square: [(0, 0), (1, 0), (0, 1), (1, 1)]
    case .disc:
      (-1...2).flatMap { y in (-1...2).map { x in (x: x, y: y) } }.filter {
        ![-1, 2].contains($0.x) || ![-1, 2].contains($0.y)
      }
    }
  }
}

extension DotGrid {
  mutating func set(_ shape: DotShape, atX x: Int, y: Int) {
    for offset in shape.offsets { set(x + offset.x, y + offset.y) }
  }

  /// The dots over what lies under them: other dots stay, and the ground.
  func draw(on canvas: inout Canvas, in area: Rect, _ ink: Ink) {
    for row in 0..<rows {
      for column in 0..<columns where self[column, row] != 0 {
        let (x, y) = (area.x + column, area.y + row)
        guard let under = canvas[x, y] else { continue }
        canvas.put(
          DotGrid.braille(self[column, row], over: under.glyph), x: x, y: y,
          Ink(ink.foreground, on: under.ink.background, ink.attributes))
      }
    }
  }
}

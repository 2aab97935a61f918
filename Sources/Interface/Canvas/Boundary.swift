extension Boundary {
  /// The same boundary with another place for the mouse to take it.
  func at(_ area: Rect) -> Boundary {
    Boundary(splitter: splitter, area: area, offset: offset)
  }

  /// Marks the middle of the boundary as something to take hold of; the whole of it while it moves.
  func draw(on canvas: inout Canvas, isMarked: Bool, _ theme: Theme) {
    let ink = theme.ink(isMarked ? .selected : .faint)
    let length = splitter.isUpright ? area.height : area.width
    let shown = isMarked ? max(0, length - 2) : min(3, length)
    let first = (length - shown) / 2
    for step in first..<(first + shown) {
      if splitter.isUpright {
        // Corners and titles of frames stay as they are.
        let edges: [Unicode.Scalar] = [theme.glyph(.vertical), " "]
        for x in area.x..<area.maxX
        where canvas[x, area.y + step].map({ edges.contains($0.glyph) }) == true {
          canvas.put(theme.glyph(.grip), x: x, y: area.y + step, ink)
        }
      } else {
        canvas.put(theme.glyph(.gripFlat), x: area.x + step, y: area.y, ink)
      }
    }
  }
}

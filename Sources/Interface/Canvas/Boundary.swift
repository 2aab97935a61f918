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
    let middle = (length - shown) / 2
    let first =
      splitter.isUpright || isMarked
      ? middle : freePlace(of: shown, near: middle, canvas, theme) ?? length
    for step in first..<min(length, first + shown) {
      if splitter.isUpright {
        // Corners and titles of frames stay as they are.
        let edges: [Unicode.Scalar] = [theme.glyph(.vertical), " "]
        for x in area.x..<area.maxX
        where canvas[x, area.y + step].map({ edges.contains($0.glyph) }) == true {
          canvas.put(theme.glyph(.grip), x: x, y: area.y + step, ink)
        }
      } else {
        // What stands on the line stays.
        guard canvas[area.x + step, area.y]?.glyph == theme.glyph(.horizontal) else { continue }
        canvas.put(theme.glyph(.gripFlat), x: area.x + step, y: area.y, ink)
      }
    }
  }

  /// The place nearest to one where the line is bare for so many cells and one beside them; nil where it is nowhere.
  private func freePlace(
    of length: Int, near place: Int, _ canvas: Canvas, _ theme: Theme
  ) -> Int? {
    let line = theme.glyph(.horizontal)
    return (0..<max(0, area.width - length)).sorted { abs($0 - place) < abs($1 - place) }
      .first { start in
        (start - 1...start + length).allSatisfy { canvas[area.x + $0, area.y]?.glyph == line }
      }
  }
}

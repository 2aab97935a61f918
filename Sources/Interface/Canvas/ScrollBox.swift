/// A box over a view whose rows can be scrolled: what help, marks and answers share.
struct ScrollBox {
  let title: String
  let note: String
  /// Said before the note where there is more than fits.
  let scrollNote: String
  /// The first row that is wished for.
  let scroll: Int

  /// Draws the box in the middle of an area, around content of a size.
  ///
  /// - Returns: the place of the rows, the first one to be shown, and how far they can be scrolled.
  func draw(
    width: Int, rows: Int, on canvas: inout Canvas, in area: Rect, _ theme: Theme
  ) -> (inside: Rect, first: Int, range: Int) {
    let range = max(0, rows + 2 - area.height)
    let words = (range > 0 ? [scrollNote, note] : [note]).filter { !$0.isEmpty }
      .joined(separator: ", ")
    let heading = theme.text(title + words).unicodeScalars.count + 6
    // A column or two left over beside it would look like a second edge.
    let wanted = max(width, min(heading, area.width - 4)) + 4
    let box = Overlay.centred(
      width: area.width - wanted < 3 ? area.width : wanted, height: rows + 2, in: area)
    let inside = Overlay(title, note: words).draw(on: &canvas, in: box, theme)
    let first = min(max(0, scroll), range)
    if range > 0, inside.height > 0 {
      let y = inside.y + first * (inside.height - 1) / range
      canvas.put(
        theme.glyph(.scrollThumb), x: box.maxX - 1, y: y, theme.ink(.strong, on: .overlay))
    }
    return (inside, first, range)
  }
}

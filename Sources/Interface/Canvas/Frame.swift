/// A titled box: title at the left of the top edge, a note at its right.
public struct Frame: Sendable {
  public var title: String
  public var note: String
  /// Whether keys go to this box.
  public var isActive: Bool

  public init(_ title: String = "", note: String = "", isActive: Bool = false) {
    self.title = title
    self.note = note
    self.isActive = isActive
  }

  /// Draws the box and returns the space inside, without its border.
  ///
  /// Where the edge is short the note goes first, then the title ends in `…`; a box of less than 2×2
  /// is not drawn and has no inside.
  @discardableResult
  public func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) -> Rect {
    guard area.width >= 2, area.height >= 2 else {
      return Rect(x: area.x, y: area.y, width: 0, height: 0)
    }
    let ink = theme.ink(isActive ? .frameActive : .frame)
    let (right, bottom) = (area.maxX - 1, area.maxY - 1)
    let across = theme.glyph(.horizontal)
    for x in (area.x + 1)..<max(right, area.x + 1) {
      canvas.put(across, x: x, y: area.y, ink)
      canvas.put(across, x: x, y: bottom, ink)
    }
    let down = theme.glyph(.vertical)
    for y in (area.y + 1)..<max(bottom, area.y + 1) {
      canvas.put(down, x: area.x, y: y, ink)
      canvas.put(down, x: right, y: y, ink)
    }
    canvas.put(theme.glyph(.topLeft), x: area.x, y: area.y, ink)
    canvas.put(theme.glyph(.topRight), x: right, y: area.y, ink)
    canvas.put(theme.glyph(.bottomLeft), x: area.x, y: bottom, ink)
    canvas.put(theme.glyph(.bottomRight), x: right, y: bottom, ink)
    drawTexts(on: &canvas, in: area, theme)
    return area.inset(1, 1)
  }

  private func drawTexts(on canvas: inout Canvas, in area: Rect, _ theme: Theme) {
    // Corner, one line of frame and one space on each side: `╭─ title ── note ─╮`.
    let room = area.width - 6
    guard room > 0 else { return }
    let title = theme.text(title)
    let note = theme.text(note)
    let titleWidth = title.unicodeScalars.count
    let start = area.x + 3
    if !title.isEmpty {
      let width = min(titleWidth, room)
      canvas.fill(Rect(x: start - 1, y: area.y, width: width + 2, height: 1), theme.ink(.title))
      // A title keeps bold in every theme; in mono an active frame is bold and its title reversed.
      var ink = theme.ink(.title)
      if theme.depth == .mono, isActive { ink.attributes.insert(.reverse) }
      canvas.put(
        title, x: start, y: area.y, width: width, ellipsis: theme.glyph(.ellipsis), ink)
    }
    guard let place = noteArea(in: area, theme) else { return }
    canvas.fill(
      Rect(x: place.x - 1, y: area.y, width: place.width + 2, height: 1), theme.ink(.faint))
    canvas.put(note, x: place.x, y: area.y, theme.ink(.faint))
  }

  /// Where the note stands on the edge; nil where there is none, or no room for it.
  func noteArea(in area: Rect, _ theme: Theme) -> Rect? {
    let (titleWidth, noteWidth) = (
      theme.text(title).unicodeScalars.count, theme.text(note).unicodeScalars.count
    )
    let used = title.isEmpty ? 0 : titleWidth + 3
    guard noteWidth > 0, area.height >= 2, used + noteWidth <= area.width - 6 else { return nil }
    return Rect(x: area.maxX - 3 - noteWidth, y: area.y, width: noteWidth, height: 1)
  }
}

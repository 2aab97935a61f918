extension Canvas {
  /// The cells as a picture that any browser shows: SVG 1.1, a cell 8×16 units.
  ///
  /// Half blocks become rectangles, so that pictures have no seams; the terminal's own colours are light grey on near black.
  public var svg: String {
    let (cellWidth, cellHeight) = (8, 16)
    var body = ""
    for y in 0..<height {
      var x = 0
      while x < width {
        guard let first = self[x, y] else { break }
        var end = x + 1
        while end < width, let next = self[end, y], next.ink == first.ink,
          Canvas.isHalfBlock(next.glyph) == Canvas.isHalfBlock(first.glyph)
        {
          end += 1
        }
        body += Canvas.svg(
          (x..<end).compactMap { self[$0, y]?.glyph }, first.ink,
          Rect(
            x: x * cellWidth, y: y * cellHeight, width: (end - x) * cellWidth, height: cellHeight))
        x = end
      }
    }
    let (w, h) = (width * cellWidth, height * cellHeight)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(w) \(h)" width="\(w)" height="\(h)" \
      font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="13" \
      xml:space="preserve" shape-rendering="crispEdges">
      <rect width="\(w)" height="\(h)" fill="#121212"/>
      \(body)</svg>

      """
  }

  private static func isHalfBlock(_ glyph: Unicode.Scalar) -> Bool {
    glyph == "▄" || glyph == "▀" || glyph == "█"
  }

  private static func svg(_ glyphs: [Unicode.Scalar], _ ink: Ink, _ area: Rect) -> String {
    var (front, back) = (hexadecimal(ink.foreground), hexadecimal(ink.background))
    if ink.attributes.contains(.reverse) { (front, back) = (back ?? "#121212", front ?? "#d0d0d0") }
    var parts = ""
    if let back {
      parts +=
        "<rect x=\"\(area.x)\" y=\"\(area.y)\" width=\"\(area.width)\" height=\"\(area.height)\" fill=\"\(back)\"/>\n"
    }
    guard glyphs.contains(where: { $0 != " " }) else { return parts }
    let fill = front ?? "#d0d0d0"
    if let glyph = glyphs.first, isHalfBlock(glyph) {
      for (k, glyph) in glyphs.enumerated() {
        let top = glyph == "▄" ? area.height / 2 : 0
        let height = glyph == "█" ? area.height : area.height / 2
        parts +=
          "<rect x=\"\(area.x + k * 8)\" y=\"\(area.y + top)\" width=\"8\" height=\"\(height)\" fill=\"\(fill)\"/>\n"
      }
      return parts
    }
    var text = ""
    for glyph in glyphs {
      switch glyph {
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "&": text += "&amp;"
      default: text.unicodeScalars.append(glyph)
      }
    }
    let weight = ink.attributes.contains(.bold) ? " font-weight=\"bold\"" : ""
    let opacity = ink.attributes.contains(.dim) ? " opacity=\"0.6\"" : ""
    return parts
      + "<text x=\"\(area.x)\" y=\"\(area.y + 12)\" textLength=\"\(area.width)\" fill=\"\(fill)\"\(weight)\(opacity)>\(text)</text>\n"
  }

  /// `#rrggbb` as xterm has its palette; nil for the terminal's own colour.
  private static func hexadecimal(_ colour: Colour) -> String? {
    switch colour.kind {
    case .standard: return nil
    case .palette(let index) where index < 16: return usualSixteen[Int(index)]
    default: break
    }
    guard case .rgb(let red, let green, let blue)? = LinearColour(colour)?.colour.kind else {
      return nil
    }
    return "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The user's own sixteen are unknown; these are usual.
  private static let usualSixteen = [
    "#000000", "#cd3131", "#0dbc79", "#e5e510", "#2472c8", "#bc3fbc", "#11a8cd", "#e5e5e5",
    "#666666", "#f14c4c", "#23d18b", "#f5f543", "#3b8eea", "#d670d6", "#29b8db", "#ffffff",
  ]
}

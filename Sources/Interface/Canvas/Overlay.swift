/// A box over a view: what lies under it is gone.
public struct Overlay: Sendable {
  public var title: String
  public var note: String

  public init(_ title: String, note: String = "") {
    self.title = title
    self.note = note
  }

  /// A box of `width`×`height` cells with its frame, in the middle of an area and no larger than it.
  public static func centred(width: Int, height: Int, in area: Rect) -> Rect {
    let width = min(width, area.width)
    let height = min(height, area.height)
    return Rect(
      x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width: width,
      height: height)
  }

  /// Clears the box, frames it and returns its inside, one column off the frame.
  @discardableResult
  public func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) -> Rect {
    let ground = theme.ink(.overlay)
    canvas.fill(area, ground)
    let inside = Frame(title, note: note, isActive: true).draw(on: &canvas, in: area, theme)
    canvas.tint(area) { $0.background = ground.background }
    return inside.inset(1, 0)
  }
}

/// The keys of a view and what they do, in as many columns as fit; scrolls where they do not.
public struct HelpPanel: Sendable {
  public struct Section: Hashable, Sendable {
    public var title: String
    public var keys: [KeyHint]

    public init(_ title: String, _ keys: [KeyHint]) {
      self.title = title
      self.keys = keys
    }
  }

  public var title: String
  public var note: String
  /// Said before the note where there is more than fits.
  public var scrollNote: String
  public var sections: [Section]
  /// The first line that is shown; drawing clamps it.
  public var scroll: Int

  public init(
    _ title: String, note: String = "", scrollNote: String = "", sections: [Section],
    scroll: Int = 0
  ) {
    self.scrollNote = scrollNote
    self.title = title
    self.note = note
    self.sections = sections
    self.scroll = scroll
  }

  /// Draws the panel; returns how far it can be scrolled, and where its keys stand, for the mouse.
  @discardableResult
  public func draw(
    on canvas: inout Canvas, in area: Rect, _ theme: Theme
  ) -> (range: Int, keys: [(place: Rect, key: Key)]) {
    let lines = lines(theme)
    let width = lines.map(\.width).max() ?? 0
    let fitting = max(1, (area.width - 4 + 3) / max(1, width + 3))
    // Two columns only where they save scrolling or halve a long list.
    let rows = max(1, area.height - 2)
    let columns = min(fitting, max(1, (lines.count + rows - 1) / rows))
    let perColumn = (lines.count + columns - 1) / columns
    let (inside, first, range) = ScrollBox(
      title: title, note: note, scrollNote: scrollNote, scroll: scroll
    ).draw(
      width: columns * (width + 3) - 3, rows: perColumn, on: &canvas, in: area, theme)
    // The note on the upper edge says that `?` goes on to the marks.
    let edge = Rect(x: inside.x - 2, y: inside.y - 1, width: inside.width + 4, height: 1)
    var keys: [(place: Rect, key: Key)] = [(edge, .character("?"))]
    canvas.clipped(to: inside) { canvas in
      for column in 0..<columns {
        let part = lines.dropFirst(column * perColumn).prefix(perColumn)
        for (row, line) in part.dropFirst(first).prefix(inside.height).enumerated() {
          let place = Rect(
            x: inside.x + column * (width + 3), y: inside.y + row, width: line.width, height: 1)
          Paragraph(line.spans).drawLine(
            on: &canvas, x: place.x, y: place.y, width: inside.width, ground: .overlay, theme)
          keys += line.hint?.places(in: place, textFrom: line.keyStart, theme) ?? []
        }
      }
    }
    return (range, keys)
  }

  private struct Line {
    var spans: [Span] = []
    var width = 0
    var hint: KeyHint?
    /// The columns in front of the key.
    var keyStart = 0
  }

  private func lines(_ theme: Theme) -> [Line] {
    let keyWidth =
      sections.flatMap(\.keys).map { theme.text($0.label(theme)).unicodeScalars.count }.max() ?? 0
    var lines: [Line] = []
    for section in sections {
      if !lines.isEmpty { lines.append(Line()) }
      if !section.title.isEmpty {
        lines.append(
          Line(
            spans: [Span(section.title, .strong)],
            width: theme.text(section.title).unicodeScalars.count))
      }
      for hint in section.keys {
        let key = theme.text(hint.label(theme))
        let padding = String(repeating: " ", count: keyWidth - key.unicodeScalars.count)
        lines.append(
          Line(
            spans: [Span(padding + key, .accent), Span("  " + hint.meaning)],
            width: keyWidth + 2 + theme.text(hint.meaning).unicodeScalars.count, hint: hint,
            keyStart: padding.count))
      }
    }
    return lines
  }
}

/// A key and what it does here.
public struct KeyHint: Hashable, Sendable {
  public var key: String
  public var meaning: String
  /// The meaning where a row has no room for it.
  public var brief: String

  public init(_ key: String, _ meaning: String, brief: String? = nil) {
    self.key = key
    self.meaning = meaning
    self.brief = brief ?? meaning
  }

  /// The key in the glyphs of a theme: four arrows of ASCII in a row would be read by nobody.
  func label(_ theme: Theme) -> String {
    guard theme.isASCII else { return key }
    return theme.text(
      KeyHint.arrows.reduce(key) { $0.replacing($1.signs, with: $1.word) })
  }

  private static let arrows = [
    (signs: "←→↑↓", word: "arrows"), (signs: "←↓↑→", word: "arrows"),
    (signs: "↑↓", word: "up/down"), (signs: "↓↑", word: "up/down"),
    (signs: "←→", word: "left/right"),
  ]

  /// Draws hints right-aligned in a row, whole ones only: the first are the most important, and the
  /// last given, the way to all others, always stays.
  ///
  /// Returns where their keys stand, for the mouse.
  @discardableResult
  public static func drawRow(
    _ hints: [KeyHint], on canvas: inout Canvas, in area: Rect, ground: Role = .text,
    _ theme: Theme
  ) -> [(place: Rect, key: Key)] {
    guard !area.isEmpty, let last = hints.last else { return [] }
    func width(_ hint: KeyHint) -> Int {
      theme.text(hint.label(theme) + " " + hint.meaning).unicodeScalars.count
    }
    var shown: [KeyHint] = []
    var used = width(last)
    for var hint in hints.dropLast() {
      if used + width(hint) + 2 > area.width { hint.meaning = hint.brief }
      guard used + width(hint) + 2 <= area.width else { break }
      shown.append(hint)
      used += width(hint) + 2
    }
    guard used <= area.width else { return [] }
    var x = area.maxX - used
    var keys: [(place: Rect, key: Key)] = []
    for hint in shown + [last] {
      keys += hint.places(in: Rect(x: x, y: area.y, width: width(hint), height: 1), theme)
      x = canvas.put(
        theme.text(hint.label(theme)), x: x, y: area.y, theme.ink(.accent, on: ground))
      x = canvas.put(
        " " + theme.text(hint.meaning), x: x, y: area.y, theme.ink(.faint, on: ground))
      x += 2
    }
    return keys
  }
}

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

  /// Draws the panel; returns how far it can be scrolled, where it stands, and where its keys do, for the mouse.
  @discardableResult
  public func draw(
    on canvas: inout Canvas, in area: Rect, _ theme: Theme
  ) -> (range: Int, inside: Rect, keys: [(place: Rect, key: Key)]) {
    let rows = max(1, area.height - 2)
    let columns = columns(rows: rows, width: area.width - 4, theme)
    let width = columns.reduce(-Self.gap) { $0 + $1.width + Self.gap }
    let (inside, first, range) = ScrollBox(
      title: title, note: note, scrollNote: scrollNote, scroll: scroll
    ).draw(
      width: width, rows: columns.map(\.lines.count).max() ?? 0, on: &canvas, in: area, theme)
    // The note on the upper edge says that `?` goes on to the marks.
    let edge = Rect(x: inside.x - 2, y: inside.y - 1, width: inside.width + 4, height: 1)
    var keys: [(place: Rect, key: Key)] = [(edge, .character("?"))]
    canvas.clipped(to: inside) { canvas in
      var x = inside.x
      for column in columns {
        for (row, line) in column.lines.dropFirst(first).prefix(inside.height).enumerated() {
          let place = Rect(x: x, y: inside.y + row, width: line.width, height: 1)
          Paragraph(line.spans).drawLine(
            on: &canvas, x: place.x, y: place.y, width: inside.maxX - x, ground: .overlay, theme)
          keys += line.hint?.places(in: place, textFrom: line.keyStart, theme) ?? []
        }
        x += column.width + Self.gap
      }
    }
    return (range, inside, keys)
  }

  // MARK: Columns

  /// Between two columns.
  private static let gap = 3
  /// The narrowest column in which meanings are folded.
  private static let narrowest = 30

  private struct Line {
    var spans: [Span] = []
    var width = 0
    var hint: KeyHint?
    /// The columns in front of the key.
    var keyStart = 0
  }

  private struct Column {
    var lines: [Line]
    var width: Int { lines.map(\.width).max() ?? 0 }
  }

  private enum Row {
    case blank
    case title(String)
    case key(KeyHint)

    var isKey: Bool { if case .key = self { true } else { false } }
  }

  /// As few columns as save scrolling; where whole lines leave no room for two, they are folded.
  private func columns(rows: Int, width: Int, _ theme: Theme) -> [Column] {
    let all = self.rows
    var best = [column(all, theme)]
    for count in 1...4 {
      let parts = HelpPanel.split(all, into: count).map { column($0, theme) }
      guard parts.reduce(-Self.gap, { $0 + $1.width + Self.gap }) <= width else { break }
      best = parts
      if parts.allSatisfy({ $0.lines.count <= rows }) { return best }
    }
    let half = (width - Self.gap) / 2
    guard best.count == 1, half >= Self.narrowest else { return best }
    // The break that makes the longer of the two columns shortest.
    let folded = all.indices.dropFirst().filter { all[$0 - 1].isKey }.map { place in
      [all[..<place], all[place...]].map {
        column(HelpPanel.trimmed($0), foldedAt: half, theme)
      }
    }
    return folded.min { highest($0) < highest($1) } ?? best

    func highest(_ columns: [Column]) -> Int { columns.map(\.lines.count).max() ?? 0 }
  }

  /// All sections, each after a blank row.
  private var rows: [Row] {
    var rows: [Row] = []
    for section in sections {
      if !rows.isEmpty { rows.append(.blank) }
      if !section.title.isEmpty { rows.append(.title(section.title)) }
      rows += section.keys.map { .key($0) }
    }
    return rows
  }

  /// Parts of about the same length; a title stays with its keys.
  private static func split(_ rows: [Row], into count: Int) -> [[Row]] {
    let length = (rows.count + count - 1) / max(1, count)
    var parts: [[Row]] = []
    var start = 0
    while start < rows.count, parts.count < count {
      var end = parts.count == count - 1 ? rows.count : min(start + length, rows.count)
      while end < rows.count, end > start + 1, !rows[end - 1].isKey { end -= 1 }
      parts.append(trimmed(rows[start..<end]))
      start = end
    }
    return parts
  }

  /// Without the blank rows that a break between columns makes needless.
  private static func trimmed(_ rows: ArraySlice<Row>) -> [Row] {
    Array(rows.drop { if case .blank = $0 { true } else { false } })
  }

  private func column(_ rows: [Row], foldedAt width: Int = .max, _ theme: Theme) -> Column {
    func length(_ text: String) -> Int { theme.text(text).unicodeScalars.count }
    let hints = rows.compactMap { row in if case .key(let hint) = row { hint } else { nil } }
    let keyWidth = hints.map { length($0.label(theme)) }.max() ?? 0
    var lines: [Line] = []
    for row in rows {
      switch row {
      case .blank: lines.append(Line())
      case .title(let title):
        lines.append(Line(spans: [Span(title, .strong)], width: length(title)))
      case .key(let hint):
        let key = theme.text(hint.label(theme))
        let padding = String(repeating: " ", count: keyWidth - key.unicodeScalars.count)
        let folded = folded(
          hint.meaning, width: width == .max ? width : width - keyWidth - 2, theme)
        for (place, meaning) in folded.enumerated() {
          let start =
            place == 0
            ? Span(padding + key, .accent) : Span(String(repeating: " ", count: keyWidth))
          lines.append(
            Line(
              spans: [start, Span("  " + meaning)], width: keyWidth + 2 + length(meaning),
              hint: place == 0 ? hint : nil, keyStart: padding.count))
        }
      }
    }
    return Column(lines: lines)
  }

  /// A meaning in lines of whole words.
  private func folded(_ text: String, width: Int, _ theme: Theme) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      let longer = (lines.last ?? "").isEmpty ? String(word) : "\(lines.last ?? "") \(word)"
      if theme.text(longer).unicodeScalars.count <= width || (lines.last ?? "").isEmpty {
        lines[lines.count - 1] = longer
      } else {
        lines.append(String(word))
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

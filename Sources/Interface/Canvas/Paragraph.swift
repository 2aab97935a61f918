/// A piece of text in one role.
public struct Span: Hashable, Sendable {
  public var text: String
  public var role: Role

  public init(_ text: String, _ role: Role = .text) {
    self.text = text
    self.role = role
  }
}

/// Styled text wrapped at words.
///
/// A line break in a span starts a new line; a word longer than the width is broken; `31 260` is one word.
public struct Paragraph: Hashable, Sendable {
  public var spans: [Span]

  public init(_ spans: [Span]) { self.spans = spans }

  public init(_ text: String, _ role: Role = .text) { spans = [Span(text, role)] }

  /// One line of spans, drawn as it is and cut where the width ends; returns the column after it.
  @discardableResult
  public func drawLine(
    on canvas: inout Canvas, x: Int, y: Int, width: Int, ground: Role = .text, _ theme: Theme
  ) -> Int {
    var column = x
    canvas.clipped(to: Rect(x: x, y: y, width: width, height: 1)) { canvas in
      for span in spans {
        column = canvas.put(
          theme.text(span.text), x: column, y: y, theme.ink(span.role, on: ground))
      }
    }
    return min(column, x + max(0, width))
  }

  /// Draws the lines from `first` on that fit; returns how many lines the whole text has.
  @discardableResult
  public func draw(
    on canvas: inout Canvas, in area: Rect, first: Int = 0, ground: Role = .text, _ theme: Theme
  ) -> Int {
    guard !area.isEmpty else { return 0 }
    let lines = lines(width: area.width, theme)
    Paragraph.draw(lines.dropFirst(max(0, first)), on: &canvas, in: area, ground: ground, theme)
    return lines.count
  }

  /// The first lines of a paragraph, the last of them with the sign for the others where there are more.
  static func cut(_ lines: [[Span]], to count: Int, width: Int, _ theme: Theme) -> [[Span]] {
    guard lines.count > count, count > 0 else { return Array(lines.prefix(max(0, count))) }
    var shown = Array(lines.prefix(count))
    var last = shown[count - 1]
    let mark = " " + String(Character(theme.glyph(.ellipsis)))
    func columns() -> Int { last.map { theme.text($0.text).unicodeScalars.count }.reduce(0, +) }
    while columns() + mark.unicodeScalars.count > width, let span = last.popLast() {
      // Whole words, as far as there are any.
      let text = span.text.split(separator: " ", omittingEmptySubsequences: false).dropLast()
      if !text.isEmpty { last.append(Span(text.joined(separator: " "), span.role)) }
    }
    shown[count - 1] = last + [Span(mark, .faint)]
    return shown
  }

  /// Draws wrapped lines, as many as fit.
  static func draw(
    _ lines: ArraySlice<[Span]>, on canvas: inout Canvas, in area: Rect, ground: Role = .text,
    _ theme: Theme
  ) {
    canvas.clipped(to: area) { canvas in
      for (row, line) in lines.prefix(area.height).enumerated() {
        var x = area.x
        for span in line {
          x = canvas.put(span.text, x: x, y: area.y + row, theme.ink(span.role, on: ground))
        }
      }
    }
  }

  /// The wrapped lines in the glyphs of the theme; spaces at a break are dropped.
  public func lines(width: Int, _ theme: Theme) -> [[Span]] {
    guard width > 0 else { return [] }
    var wrapper = Wrapper(width: width)
    for span in spans {
      guard span.text.unicodeScalars.contains("\u{A0}") else {
        wrapper.add(theme.text(span.text), span.role)
        continue
      }
      // The twin of a space that must not break is one that may: it stays until the lines are made.
      let parts = span.text.split(separator: "\u{A0}", omittingEmptySubsequences: false)
      wrapper.add(parts.map { theme.text(String($0)) }.joined(separator: "\u{A0}"), span.role)
    }
    return wrapper.finished()
  }
}

extension BidirectionalCollection where Element == Unicode.Scalar {
  /// Whether the space at a place is within a number, behind a digit and in front of exactly three: no line is broken there.
  func isGap(at place: Index) -> Bool {
    func isDigit(_ scalar: Element?) -> Bool { scalar.map { ("0"..."9").contains($0) } ?? false }
    guard isDigit(self[..<place].last) else { return false }
    let next = self[index(after: place)...].prefix(4)
    return next.prefix(3).count(where: isDigit) == 3 && !(next.count == 4 && isDigit(next.last))
  }
}

/// Collects words into lines.
private struct Wrapper {
  let width: Int
  private var lines: [[Span]] = []
  private var line: [Span] = []
  private var lineWidth = 0
  /// A word may change its role within: `x_output₁` in bold, the comma after it plain.
  private var word: [Span] = []
  private var wordWidth = 0
  private var spaces = 0
  private var spaceRole = Role.text

  init(width: Int) { self.width = width }

  mutating func add(_ text: String, _ role: Role) {
    let scalars = text.unicodeScalars
    var (start, count) = (scalars.startIndex, 0)
    for place in scalars.indices {
      let scalar = scalars[place]
      guard scalar == " " && !scalars.isGap(at: place) || scalar == "\n" else {
        if wordWidth + count == width {
          append(text[start..<place], count, role)
          breakWord()
          (start, count) = (place, 0)
        }
        count += 1
        continue
      }
      append(text[start..<place], count, role)
      (start, count) = (scalars.index(after: place), 0)
      endWord()
      if scalar == "\n" {
        endLine()
      } else {
        spaces += 1
        spaceRole = role
      }
    }
    append(text[start...], count, role)
  }

  mutating func finished() -> [[Span]] {
    endWord()
    if !line.isEmpty { endLine() }
    return lines
  }

  private mutating func append(_ part: Substring, _ count: Int, _ role: Role) {
    guard count > 0 else { return }
    word.append(Span(String(part), role))
    wordWidth += count
  }

  /// A word that fills the width gets a line of its own.
  private mutating func breakWord() {
    if lineWidth > 0 { endLine() }
    endWord()
    endLine()
  }

  private mutating func endWord() {
    guard wordWidth > 0 else { return }
    let isFirst = lineWidth == 0
    if !isFirst, lineWidth + spaces + wordWidth > width {
      endLine()
    } else if spaces > 0, spaces + wordWidth + lineWidth <= width,
      !isFirst || lines.isEmpty || startsLine
    {
      addToLine(Span(spaces == 1 ? " " : String(repeating: " ", count: spaces), spaceRole))
      lineWidth += spaces
    }
    for span in word { addToLine(span) }
    lineWidth += wordWidth
    word.removeAll(keepingCapacity: true)
    wordWidth = 0
    spaces = 0
    startsLine = false
  }

  private mutating func addToLine(_ span: Span) {
    if let last = line.indices.last, line[last].role == span.role {
      line[last].text += span.text
    } else {
      line.append(span)
    }
  }

  /// Spaces at the start of a line that the text itself began are kept: they indent.
  private var startsLine = true

  private mutating func endLine() {
    lines.append(line)
    line = []
    lineWidth = 0
    startsLine = spaces == 0 && wordWidth == 0
    spaces = 0
  }
}

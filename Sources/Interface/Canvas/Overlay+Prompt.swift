extension TextField {
  /// Columns of the sign and the space in front of the line, as the idle line has them.
  public static let margin = 2

  /// Draws `: text` in the first row of an area, with the cursor as a cell.
  public func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) {
    guard !area.isEmpty else { return }
    canvas.clipped(to: area) { canvas in
      canvas.put(theme.glyph(.prompt), x: area.x, y: area.y, theme.ink(.prompt))
      let width = area.width - TextField.margin
      guard width > 0 else { return }
      let (line, first, place) = window(width: width)
      canvas.put(line, x: area.x + TextField.margin, y: area.y, theme.ink(.text))
      if let selection {
        let start = max(selection.lowerBound - first, 0)
        canvas.tint(
          Rect(
            x: area.x + TextField.margin + start, y: area.y,
            width: selection.upperBound - first - start, height: 1)
        ) { $0 = theme.ink(.chosen) }
      }
      canvas.tint(Rect(x: area.x + TextField.margin + place, y: area.y, width: 1, height: 1)) {
        $0 = theme.ink(.cursor)
      }
    }
  }
}

/// The list of completions, or of what a search found, in a box with a title.
public struct CompletionBox: Sendable {
  public var title: String
  /// Said in the place of the list where it is empty.
  public var nothing: String
  public var completion: Completion

  public init(_ title: String, nothing: String = "", _ completion: Completion) {
    self.title = title
    self.nothing = nothing
    self.completion = completion
  }

  /// Draws the box in the lowest rows of an area; returns it, and where each candidate stands, for the mouse.
  @discardableResult
  public func draw(
    on canvas: inout Canvas, in area: Rect, _ theme: Theme
  ) -> (box: Rect, rows: [(row: Rect, candidate: Int)]) {
    let count = max(1, completion.candidates.count)
    let rows = min(count, max(Completion.visibleRows, area.height / 2), area.height - 2)
    guard rows > 0, area.width > 4 else {
      return (Rect(x: area.x, y: area.y, width: 0, height: 0), [])
    }
    let box = Rect(
      x: area.x, y: area.maxY - rows - 2, width: area.width, height: rows + 2)
    let shown = completion.window(rows: rows)
    let note =
      shown.count < completion.candidates.count
      ? "\(shown.lowerBound + 1)–\(shown.upperBound) / \(completion.candidates.count)" : ""
    Overlay(title, note: note).draw(on: &canvas, in: box, theme)
    let inside = box.inset(1, 1)
    if completion.candidates.isEmpty {
      canvas.put(
        theme.text(nothing), x: inside.x + 1, y: inside.y, width: inside.width - 2,
        ellipsis: theme.glyph(.ellipsis), theme.ink(.text, on: .overlay))
    }
    return (box, completion.draw(on: &canvas, in: inside, rows: rows, theme))
  }
}

extension Completion {
  /// Draws the list in the lowest rows of an area: each word, its meaning, and at the right the key that does the same.
  ///
  /// Returns the rows it took, the mouse's targets, with the candidate of each.
  @discardableResult
  public func draw(
    on canvas: inout Canvas, in area: Rect, rows most: Int = Completion.visibleRows, _ theme: Theme
  ) -> [(row: Rect, candidate: Int)] {
    let rows = min(most, area.height, candidates.count)
    guard rows > 0, area.width > 0 else { return [] }
    func width(_ text: String) -> Int { theme.text(text).unicodeScalars.count }
    // Of all candidates, so that nothing moves sideways while the list is scrolled.
    let wordWidth = candidates.map { width($0.text) }.max() ?? 0
    let keyWidth = candidates.map { width($0.key) }.max() ?? 0
    // The value in force has a mark in front of it.
    let start = candidates.contains(where: \.isPresent) ? 3 : 1
    // Not so far from the words that the eye loses the row.
    let keyEnd = area.x + min(area.width, 110) - 1
    var targets: [(row: Rect, candidate: Int)] = []
    for (offset, index) in window(rows: rows).enumerated() {
      let row = Rect(x: area.x, y: area.maxY - rows + offset, width: area.width, height: 1)
      let ground: Role = index == chosen ? .chosen : .overlay
      let candidate = candidates[index]
      let meaning = Rect(
        x: row.x + start + wordWidth + 2, y: row.y,
        width: (keyWidth > 0 ? keyEnd - keyWidth - 2 : row.maxX - 1) - row.x - start - wordWidth
          - 2, height: 1)
      canvas.fill(row, theme.ink(ground))
      canvas.clipped(to: row) { canvas in
        if candidate.isPresent {
          canvas.put(theme.glyph(.done), x: row.x + 1, y: row.y, theme.ink(.right, on: ground))
        }
        canvas.put(
          theme.text(candidate.text), x: row.x + start, y: row.y, theme.ink(.strong, on: ground))
        canvas.put(
          theme.text(candidate.key), x: keyEnd - keyWidth, y: row.y, width: keyWidth,
          align: .right, theme.ink(.accent, on: ground))
      }
      let lines = Paragraph(candidate.meaning, .faint).lines(width: meaning.width, theme)
      Paragraph.draw(
        Paragraph.cut(lines, to: 1, width: meaning.width, theme)[...], on: &canvas, in: meaning,
        ground: ground, theme)
      targets.append((row, index))
    }
    return targets
  }
}

/// A question with its answers, one of them chosen.
public struct ConfirmBox: Sendable {
  public var title: String
  public var question: String
  /// What each answer is called, with its key: `KeyHint("y", "throw away")`.
  public var answers: [KeyHint]
  public var chosen: Int

  public init(_ title: String, question: String, answers: [KeyHint], chosen: Int = 0) {
    self.title = title
    self.question = question
    self.answers = answers
    self.chosen = chosen
  }

  /// Draws the box in the middle and returns where each answer stands, for the mouse.
  @discardableResult
  public func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) -> [Rect] {
    let labels = answers.map { theme.text(" \($0.key) \($0.meaning) ") }
    let buttons = labels.map { $0.unicodeScalars.count + 2 }.reduce(0, +)
    let width = min(area.width, max(min(60, area.width), buttons + 4))
    let paragraph = Paragraph(question)
    let rows = paragraph.lines(width: max(1, width - 4), theme).count
    let box = Overlay.centred(width: width, height: rows + 4, in: area)
    let inside = Overlay(title).draw(on: &canvas, in: box, theme)
    paragraph.draw(on: &canvas, in: inside, ground: .overlay, theme)
    var places: [Rect] = []
    canvas.clipped(to: inside) { canvas in
      var x = inside.x
      for (index, label) in labels.enumerated() {
        let ink = index == chosen ? theme.ink(.tabChosen) : theme.ink(.accent, on: .overlay)
        let end = canvas.put(label, x: x, y: inside.maxY - 1, ink)
        places.append(
          Rect(x: x, y: inside.maxY - 1, width: end - x, height: 1).intersection(inside))
        x = end + 2
      }
    }
    return places
  }
}

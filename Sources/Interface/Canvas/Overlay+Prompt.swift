extension TextField {
  /// Draws `: text` in the first row of an area, with the cursor as a cell.
  public func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) {
    guard !area.isEmpty else { return }
    canvas.clipped(to: area) { canvas in
      canvas.put(theme.glyph(.prompt), x: area.x, y: area.y, theme.ink(.prompt))
      let (line, _, place) = window(width: area.width - 1)
      canvas.put(line, x: area.x + 1, y: area.y, theme.ink(.text))
      guard area.width > 1 else { return }
      canvas.tint(Rect(x: area.x + 1 + place, y: area.y, width: 1, height: 1)) {
        $0 = theme.ink(.cursor)
      }
    }
  }
}

extension Completion {
  /// Draws the list in the lowest rows of an area, at most ten, the meaning beside each word.
  ///
  /// Returns the rows it took, the mouse's targets, with the candidate of each.
  @discardableResult
  public func draw(
    on canvas: inout Canvas, in area: Rect, _ theme: Theme
  ) -> [(row: Rect, candidate: Int)] {
    let rows = min(Completion.visibleRows, area.height, candidates.count)
    guard rows > 0, area.width > 0 else { return [] }
    let range = window(rows: rows)
    let shown = range.map { (theme.text(candidates[$0].text), theme.text(candidates[$0].meaning)) }
    let wordWidth = shown.map { $0.0.unicodeScalars.count }.max() ?? 0
    var targets: [(row: Rect, candidate: Int)] = []
    for (offset, index) in range.enumerated() {
      let row = Rect(x: area.x, y: area.maxY - rows + offset, width: area.width, height: 1)
      let ground: Role = index == chosen ? .chosen : .overlay
      canvas.fill(row, theme.ink(ground))
      canvas.clipped(to: row) { canvas in
        canvas.put(shown[offset].0, x: row.x + 1, y: row.y, theme.ink(.strong, on: ground))
        canvas.put(
          shown[offset].1, x: row.x + wordWidth + 3, y: row.y,
          width: row.maxX - row.x - wordWidth - 4, ellipsis: theme.glyph(.ellipsis),
          theme.ink(.faint, on: ground))
      }
      targets.append((row, index))
    }
    drawCount(range, on: &canvas, in: area, above: area.maxY - rows, theme)
    return targets
  }

  /// Which of the candidates are seen, above them, where not all are.
  private func drawCount(
    _ range: Range<Int>, on canvas: inout Canvas, in area: Rect, above row: Int, _ theme: Theme
  ) {
    guard range.count < candidates.count, row > area.y else { return }
    let text = theme.text(" \(range.lowerBound + 1)–\(range.upperBound) / \(candidates.count) ")
    let place = Rect(x: area.x, y: row - 1, width: area.width, height: 1)
    canvas.fill(place, theme.ink(.overlay))
    canvas.put(text, x: area.x, y: row - 1, theme.ink(.faint, on: .overlay))
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

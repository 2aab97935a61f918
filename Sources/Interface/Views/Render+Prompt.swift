import Commands
import Engine

extension AppState {
  /// The prompt, its completions, and a line that explains the command being typed.
  mutating func renderPrompt(
    _ prompt: TextField, _ canvas: inout Canvas, _ row: Rect
  ) -> (x: Int, y: Int) {
    // What the keys do that end the line, for the mouse; the line itself has the rest.
    let ends = endingKeys(of: prompt)
    let endsWidth = ends.map { theme.text("\($0.key) \($0.meaning)").unicodeScalars.count + 2 }
      .reduce(0, +)
    // Columns as in the idle line: the sign one off the left edge, the last word one off the right.
    let (field, right) = row.inset(1, 0).splitLeft(row.width - 2 - min(endsWidth, row.width / 2))
    prompt.draw(on: &canvas, in: field, theme)
    targets.append(Target(field, .promptField))
    for (place, key) in KeyHint.drawRow(ends, on: &canvas, in: right, theme) {
      targets.append(Target(place, .key(key)))
    }
    let above = explain(prompt, on: &canvas, above: row)
    if let completion = prompt.completion {
      let room = Rect(x: row.x, y: 1, width: row.width, height: above.y - 1)
      let nothing = say(.nothingMatches(prompt.text))
      let (box, rows) = CompletionBox(title(of: prompt), nothing: nothing, completion)
        .draw(on: &canvas, in: room, theme)
      targets.append(Target(box, .covered))
      targets += rows.map { Target($0.row, .candidate($0.candidate)) }
    }
    let x = field.x + TextField.margin
    return (x + prompt.window(width: field.width - TextField.margin).cursor, row.y)
  }

  /// In the palette the arrows choose, and what is chosen may open its values first.
  private func endingKeys(of prompt: TextField) -> [KeyHint] {
    let close = KeyHint("Esc", say(.key(.close)))
    guard let list = prompt.completion, list.isSearch else {
      let takes = prompt.completion?.chosen != nil
      // One word with and without letters: it would be written again with the first of them.
      let completes: KeyMeaning = prompt.foundNothing ? .nothingToOffer : .completes
      return [
        KeyHint("↵", say(.key(takes ? .take : .run))), KeyHint("Tab", say(.key(completes))), close,
      ]
    }
    let chosen = list.chosen.map { list.candidates[$0].text }
    let runs = chosen.map { CommandWord(rawValue: $0)?.takesArguments == false } ?? true
    return [KeyHint("↵", say(.key(runs ? .run : .complete))), close]
  }

  /// What a list is of: all commands, or what may follow the words typed.
  private func title(of prompt: TextField) -> String {
    guard prompt.completion?.isSearch == false else { return say(.key(.palette)) }
    let before = prompt.textBeforeCursor.split(separator: ";").last ?? ""
    let words = before.split(separator: " ")
    let done = before.last == " " ? words : words.dropLast()
    return done.isEmpty ? say(.key(.palette)) : done.joined(separator: " ") + " …"
  }

  /// The form that the command is taking and what it does, above the prompt: in one row, or in as many as they need.
  ///
  /// In the palette it is of the command chosen, always in two rows, so that the list stands still.
  private mutating func explain(
    _ prompt: TextField, on canvas: inout Canvas, above row: Rect
  ) -> Rect {
    var line = prompt.textBeforeCursor
    let isSearch = prompt.completion?.isSearch ?? false
    if isSearch, let list = prompt.completion {
      line = list.chosen.map { list.candidates[$0].text } ?? ""
    }
    let help = PromptHelp(line, in: language)
    guard help != nil || isSearch else {
      return Rect(x: row.x, y: row.y - 1, width: row.width, height: 1)
    }
    let width = row.width - 2
    let form = help.map(formSpans) ?? []
    // The list of the palette has the brief one.
    let meaning = Span((isSearch ? help?.wholeMeaning : help?.meaning) ?? "", .faint)
    let lines: [[Span]]
    if isSearch {
      lines = [form, [meaning]].map { spans in
        let whole = Paragraph(spans).lines(width: width, theme)
        return Paragraph.cut(whole, to: 1, width: width, theme).first ?? []
      }
    } else {
      let joined = Paragraph(form + [Span("   "), meaning]).lines(width: width, theme)
      lines =
        joined.count == 1
        ? joined
        : Paragraph(form).lines(width: width, theme)
          + Paragraph([meaning]).lines(width: width, theme)
    }
    let height = min(lines.count, row.y - 1)
    let above = Rect(x: row.x, y: row.y - height, width: row.width, height: height)
    canvas.fill(above, " ", theme.ink(.statusBar))
    Paragraph.draw(lines[...], on: &canvas, in: above.inset(1, 0), ground: .statusBar, theme)
    // Whatever lies below is not pressed through the words.
    targets.append(Target(above, .covered))
    if let help, !isSearch { addValues(of: help, in: lines, above.inset(1, 0)) }
    return above
  }

  /// The form, its values as buttons.
  private func formSpans(_ help: PromptHelp) -> [Span] {
    help.parts.map { Span($0.text, $0.value == nil ? .text : .accent) }
  }

  /// Makes the values of the form buttons, where they have been drawn.
  private mutating func addValues(of help: PromptHelp, in lines: [[Span]], _ area: Rect) {
    var values = help.parts.filter { $0.value != nil }[...]
    var drawn = 0
    for (y, line) in lines.prefix(area.height).enumerated() {
      var x = area.x
      for span in line {
        let width = span.text.unicodeScalars.count
        if span.role == .accent, let part = values.first, let value = part.value {
          targets.append(
            Target(
              Rect(x: x, y: area.y + y, width: width, height: 1),
              .value(value, replacing: help.replaced)))
          // A word broken between two rows is one button in both.
          drawn += width
          if drawn >= part.text.unicodeScalars.count {
            values = values.dropFirst()
            drawn = 0
          }
        }
        x += width
      }
    }
  }
}

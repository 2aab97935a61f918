import Commands
import Engine

/// The choice of a class and the keys of the digits, where the strip has no frame to carry them.
extension DrawPainter {
  private var chosenClass: String {
    say(state.draw.digitClass.map { .classIs($0) } ?? .anyClass)
  }

  /// As wide as the longest choice, so that no button moves under the mouse.
  private var widestClass: Int { DrawPainter.columnsOfClass(in: state.language) }

  private static func columnsOfClass(in language: Language) -> Int {
    ([.anyClass] + (0...9).map { DrawPhrase.classIs($0) })
      .map { $0.text(in: language).unicodeScalars.count }.max() ?? 0
  }

  /// A free column, the choice between its keys, and nothing of the line around a chosen picture beside it.
  static func classColumnWidth(_ language: Language) -> Int {
    max(16, 9 + columnsOfClass(in: language))
  }

  /// Which digits, and the keys, left of a strip without a frame.
  func drawClassColumn(on canvas: inout Canvas, _ area: Rect) -> [AppState.Target] {
    guard area.width >= 13 else { return [] }
    var buttons = ButtonRow(canvas: canvas, theme: theme)
    buttons.title(say(.digitsShort), x: area.x + 1, y: area.y)
    buttons.note(say(.classWord), x: area.x + 1, y: area.y + 1)
    _ = buttons.turner(chosenClass, width: widestClass, x: area.x + 1, y: area.y + 2)
    let end = buttons.button("D", say(.back), x: area.x + 1, y: area.y + 3)
    _ = buttons.button("d", say(.next), x: end + 2, y: area.y + 3)
    _ = buttons.button("r", say(.random), x: area.x + 1, y: area.y + 4)
    canvas = buttons.canvas
    return buttons.targets
  }

  /// The same in one row, where there is no room for pictures: large type takes it.
  func drawDigitRow(on canvas: inout Canvas, _ area: Rect) -> [AppState.Target] {
    guard area.height > 0 else { return [] }
    var buttons = ButtonRow(canvas: canvas, theme: theme)
    let y = area.maxY - 1
    var x = buttons.title(say(.digitsShort), x: area.x + 1, y: y)
    x = buttons.note(say(.classWord), x: x + 2, y: y)
    x = buttons.turner(chosenClass, width: widestClass, x: x + 1, y: y)
    for (key, word) in [("d", DrawPhrase.next), ("D", .back), ("r", .random)] {
      guard let scalar = key.unicodeScalars.first,
        x + 4 + theme.text(say(word)).unicodeScalars.count < area.maxX
      else { break }
      x = buttons.button(scalar, say(word), x: x + 2, y: y)
    }
    canvas = buttons.canvas
    return buttons.targets
  }
}

/// Words that the mouse presses in the place of their keys, one after the other.
private struct ButtonRow {
  var canvas: Canvas
  let theme: Theme
  var targets: [AppState.Target] = []

  @discardableResult
  mutating func title(_ text: String, x: Int, y: Int) -> Int {
    canvas.put(theme.text(text), x: x, y: y, theme.ink(.title))
  }

  @discardableResult
  mutating func note(_ text: String, x: Int, y: Int) -> Int {
    canvas.put(theme.text(text), x: x, y: y, theme.ink(.faint))
  }

  /// A key and what it does; returns the column after it.
  mutating func button(_ key: Unicode.Scalar, _ word: String, x: Int, y: Int) -> Int {
    let end = canvas.put(String(Character(key)), x: x, y: y, theme.ink(.accent))
    let wordEnd = canvas.put(theme.text(" " + word), x: end, y: y, theme.ink(.text))
    press(key, x..<wordEnd, y)
    return wordEnd
  }

  /// `, ◂ any ▸ .`: what is chosen between the keys that change it.
  mutating func turner(_ chosen: String, width: Int, x: Int, y: Int) -> Int {
    var end = canvas.put(",", x: x, y: y, theme.ink(.accent))
    end = canvas.put(theme.text(" ◂ "), x: end, y: y, theme.ink(.text))
    press(",", x..<end, y)
    canvas.put(theme.text(chosen), x: end, y: y, theme.ink(.strong))
    end += width
    let start = end
    end = canvas.put(theme.text(" ▸ "), x: end, y: y, theme.ink(.text))
    end = canvas.put(".", x: end, y: y, theme.ink(.accent))
    press(".", start..<end, y)
    return end
  }

  private mutating func press(_ key: Unicode.Scalar, _ columns: Range<Int>, _ y: Int) {
    targets.append(
      AppState.Target(
        Rect(x: columns.lowerBound, y: y, width: columns.count, height: 1), .key(.character(key))))
  }
}

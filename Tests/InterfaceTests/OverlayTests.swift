import Testing

@testable import Interface

private let panel = HelpPanel(
  "Draw",
  sections: [
    .init("Paint", [KeyHint("space", "paint"), KeyHint("c", "clear")]),
    .init("Choose", [KeyHint("d", "digit")]),
  ])

@Test func `help lists keys and what they do`() {
  #expect(
    drawn(16, 8) { panel.draw(on: &$0, in: $0.bounds, dark) } == """
      ╭─ Draw ───────╮
      │ Paint        │
      │ space  paint │
      │     c  clear │
      │              │
      │ Choose       │
      │     d  digit │
      ╰──────────────╯
      """)
}

@Test func `help folds long meanings into two columns, and parts no title from its keys`() {
  let keys = (0..<14).map { KeyHint("\($0)", "does thing \($0)") }
  let long = KeyHint("mouse", "left paints, right erases, and the wheel turns the brush")
  let panel = HelpPanel(
    "Draw", sections: [.init("Keys", keys + [long]), .init("Everywhere", keys)])
  for height in 10...40 {
    for width in [70, 76, 80, 120] {
      var canvas = Canvas(width: width, height: height)
      panel.draw(on: &canvas, in: canvas.bounds, dark)
      let rows = text(canvas).split(separator: "\n").map(String.init)
      let titles = rows.indices.filter { rows[$0].contains("Everywhere") }
      for row in titles where height > 20 {
        #expect(rows[row + 1].contains("does thing"), "\(width)×\(height)")
      }
      if height >= 22 { #expect(rows.joined().contains("brush"), "\(width)×\(height)") }
    }
  }
}

@Test func `help uses a second column before it scrolls, and scrolls before it is cut`() {
  let wide = drawn(40, 6) { panel.draw(on: &$0, in: $0.bounds, dark) }
  #expect(wide.contains("Choose") && wide.contains("digit"))
  var canvas = Canvas(width: 18, height: 5)
  #expect(panel.draw(on: &canvas, in: canvas.bounds, dark).range == 3)
  var scrolled = panel
  scrolled.scroll = 99
  scrolled.draw(on: &canvas, in: canvas.bounds, dark)
  #expect(text(canvas).contains("d  digit"))
}

@Test func `an overlay hides what lies under it`() {
  var canvas = Canvas(width: 12, height: 5)
  canvas.fill(canvas.bounds, "x", .plain)
  let area = Rect(x: 1, y: 1, width: 10, height: 3)
  let inside = Overlay("t").draw(on: &canvas, in: area, dark)
  #expect(inside == Rect(x: 3, y: 2, width: 6, height: 1))
  #expect(!text(canvas).split(separator: "\n")[2].dropFirst().dropLast().contains("x"))
  #expect(text(canvas).split(separator: "\n")[0] == "xxxxxxxxxxxx")
}

@Test func `a question has its answers as buttons`() {
  var canvas = Canvas(width: 40, height: 7)
  let places = ConfirmBox(
    "Quit", question: "Throw the run away?",
    answers: [KeyHint("y", "throw away"), KeyHint("n", "stay")], chosen: 1
  ).draw(on: &canvas, in: canvas.bounds, ascii)
  #expect(
    text(canvas) == """

      +- Quit -------------------------------+
      | Throw the run away?                  |
      |                                      |
      |  y throw away    n stay              |
      +--------------------------------------+

      """)
  #expect(places.count == 2)
  #expect(canvas[places[1].x + 1, places[1].y]?.glyph == "n")
  #expect(canvas[places[1].x, places[1].y]?.ink == ascii.ink(.tabChosen))
}

@Test func `a row of hints keeps the first and the last`() {
  let hints = [KeyHint("space", "next"), KeyHint("g", "check"), KeyHint("?", "help")]
  func row(_ width: Int) -> String {
    drawn(width, 1) { KeyHint.drawRow(hints, on: &$0, in: $0.bounds, dark) }
  }
  #expect(row(30) == "   space next  g check  ? help")
  #expect(row(20) == "  space next  ? help")
  #expect(row(8) == "  ? help")
  #expect(row(3) == "")
}

@Test func `overlays of every size draw without a trap`() {
  for theme in [dark, ascii] {
    for width in 0..<24 {
      for height in 0..<7 {
        var canvas = Canvas(width: width, height: height)
        panel.draw(on: &canvas, in: canvas.bounds, theme)
        ConfirmBox("Quit", question: "Really?", answers: [KeyHint("y", "yes")])
          .draw(on: &canvas, in: canvas.bounds, theme)
        #expect(canvas.cells.count == width * height)
      }
    }
  }
}

@Test func `arrows have words where only ASCII is written`() {
  var canvas = Canvas(width: 60, height: 1)
  KeyHint.drawRow(
    [KeyHint("↑↓", "setting"), KeyHint("←→↑↓", "cell"), KeyHint("?", "help")], on: &canvas,
    in: canvas.bounds, ascii)
  #expect(text(canvas).contains("up/down setting  arrows cell  ? help"))
}

@Test func `what a word means goes on below its meaning`() {
  let panel = TextPanel("help", lines: ["  step  one operation forward", "  back  one back"])
  let wide = drawn(28, 5) { panel.draw(on: &$0, in: $0.bounds, dark) }
  #expect(wide.contains("  step  one operation"))
  #expect(wide.contains("\n │         forward"))
}

@Test func `a hint is brief before it is left out`() {
  let hints = [KeyHint("g", "gradient check", brief: "check"), KeyHint("?", "help")]
  func row(_ width: Int) -> String {
    drawn(width, 1) { KeyHint.drawRow(hints, on: &$0, in: $0.bounds, dark) }
  }
  #expect(row(24) == "g gradient check  ? help")
  #expect(row(20) == "     g check  ? help")
  #expect(row(12) == "      ? help")
}

@Test func `while a box is open the last row says how to close it`() throws {
  var desk = try WalkDesk("image sample slide; goto 12")
  func last() -> Substring {
    desk.screen().text.split(separator: "\n", omittingEmptySubsequences: false)[23]
  }
  #expect(last().contains("space next"))
  try desk.type("?")
  #expect(last().hasSuffix("? marks  Esc close ") && !last().contains("next"))
  desk.state.overlay = .text(title: "t", lines: Array(repeating: "line", count: 60), scroll: 0)
  #expect(last().hasSuffix("↑↓ scroll  Esc close "))
  try desk.press(.end)
  _ = desk.screen()
  func scroll() -> Int? {
    if case .text(_, _, let scroll)? = desk.state.overlay { scroll } else { nil }
  }
  #expect(scroll() ?? 0 > 30)
  try desk.press(.home)
  #expect(scroll() == 0)
  // Undo is undo everywhere.
  try desk.run("label 0")
  try desk.type("u")
  #expect(desk.state.overlay == nil && desk.commands.last == "undo")
}

@Test func `a box is scrolled to its ends as often as one likes`() throws {
  let desk = try ViewDesk("")
  desk.press(.character("?"))
  for _ in 0..<3 { desk.press(Key(.end)) }
  let end = desk.screen
  desk.press(Key(.pageDown))
  #expect(desk.screen == end)
  for _ in 0..<3 { desk.press(Key(.home)) }
  let start = desk.screen
  for _ in 0..<4 { desk.press(Key(.pageUp)) }
  #expect(desk.screen == start)
  desk.press(Key(.end))
  #expect(desk.screen == end)
}

import Commands
import Engine
import Interface
import Testing
import Walkthrough

/// What the Walk view says with few columns: numbers, names, marks, warnings.
@Suite struct WalkWordsTests {
  private func words(_ canvas: Canvas) -> String {
    canvas.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func row(_ canvas: Canvas, _ y: Int) -> String {
    String(
      String.UnicodeScalarView((0..<canvas.width).compactMap { canvas[$0, y]?.glyph }))
  }

  @Test func `a number gives up digits before it is cut`() {
    #expect(NumberText.fitting(46_400_000_000, digits: 4, width: 7) == "4.64e10")
    #expect(NumberText.fitting(46_400_000_000, digits: 4, width: 6) == "4.6e10")
    #expect(NumberText.fitting(-2.13264, digits: 4, width: 7) == "−2.1326")
    #expect(NumberText.fitting(-2.13264, digits: 4, width: 5) == "−2.13")
    #expect(NumberText.fitting(1_234_567.5, digits: 4, width: 5) == "1.2e6")
    #expect(NumberText.fitting(0, digits: 4, width: 3) == "0.0")
    #expect(NumberText.fitting(Double.infinity, digits: 4, width: 1) == "∞")
    #expect(NumberText.fitting(nil as Double?, digits: 4, width: 2) == "--")
    #expect(NumberText.fitting(-123, digits: 4, width: 3) == "…")
    #expect(NumberText.fitting(5, digits: 4, width: 0).isEmpty)
  }

  @Test func `names in the strip stand clear of the next operation`() throws {
    var desk = try WalkDesk("image sample slide; rate 0.1; goto 6")
    let names = row(desk.screen(), 2)
    #expect(names.contains("▸x_input W₁▸x_output₁ σ▸x_output₂ W₂▸x_output₃ σ▸P ─"))
    // A value starts in the column of its name.
    let values = Array(row(desk.screen(), 3))
    for name in ["x_output₁", "x_output₃", "P ─", "L"] {
      let start = try #require(names.firstRange(of: name))
      let column = names.distance(from: names.startIndex, to: start.lowerBound)
      #expect(values[column] != " " && values[column - 1] == " ", "\(name)")
    }
  }

  @Test func `the whole strip of the default network fits 80 columns, in ASCII too`() throws {
    for theme in [dark, ascii] {
      var desk = try WalkDesk("image sample slide; rate 0.1; goto 6", theme: theme)
      let canvas = desk.screen()
      #expect(row(canvas, 2).contains("L"))
      let before = try #require(desk.state.scene.walk).trace.forward
      #expect(row(canvas, 3).contains(NumberText.fixed(before.loss, digits: 4)))
      #expect(
        row(canvas, 3).contains(
          NumberText.fixed(before.probabilities.values.first, digits: 4)))
    }
  }

  @Test(arguments: [Language.english, .russian])
  func `a step that turns the network over is called giant`(language: Language) throws {
    var desk = try WalkDesk("image sample slide; rate 1; goto 21", language: language)
    let giant = words(desk.screen())
    #expect(giant.contains("'rate 0.05'"))
    #expect(
      giant.contains(
        language == .english ? "too big a step" : "скорость обучения α = 1 слишком велика"))
    var small = try WalkDesk("image sample slide; rate 0.01; goto 21", language: language)
    #expect(!words(small.screen()).contains("'rate"))
  }

  @Test func `the rate has its name in the update`() throws {
    var desk = try WalkDesk("image sample slide; rate 0.25; goto 19")
    let text = words(desk.screen())
    #expect(text.contains("α = 0.25, the rate."))
    #expect(text.contains("−α · dL/dW₂"))
    #expect(!text.contains("−0.25"))
  }

  @Test func `as many cells are marked as the sum writes out terms`() throws {
    var desk = try WalkDesk("image sample slide; goto 2")
    let text = desk.screen().text
    // W1's row and x_input.
    let marks = text.split(separator: "()").count - 1
    let sum = try #require(text.split(separator: "\n").first { $0.contains(" more: ") })
    #expect(marks == 2 * sum.split(separator: "·").dropFirst().count)
    var tall = try WalkDesk("image sample slide; goto 4")
    #expect(words(tall.screen()).contains("cells of the"))
  }

  @Test func `a blank drawing keeps the palette of activations`() throws {
    var desk = try WalkDesk("image clear; goto 3")
    let text = desk.screen().text
    // Equal elements are told, and no colours between two ends.
    #expect(text.contains("128 all 0.5"))
    #expect(!text.contains("0.35 ") && !text.contains("+0.5000"))
  }

  @Test func `old weights have a row of their own, which says how to get the newest`() throws {
    var desk = try WalkDesk("image sample slide; goto 18")
    desk.state.scene.liveUpdate = 1543
    for width in [60, 80, 120] {
      let canvas = desk.screen(width, 24)
      let note = try #require(
        (0..<24).map { row(canvas, $0) }.first { $0.contains("s: newest weights") })
      #expect(note.contains("1 543 updates ago"))
      #expect(!note.contains("dL/dW"))
      #expect(width < 80 || canvas.text.contains("dL/dW₂ ✓"))
    }
    let note = try #require(desk.state.targets.first { $0.action == .command("sync") })
    try desk.click(note)
    #expect(desk.commands == ["sync"])
  }

  @Test func `space before an update that is not possible says nothing more`() throws {
    var desk = try WalkDesk("image sample slide; goto 18")
    desk.state.scene.liveUpdate = 7
    #expect(words(desk.screen()).contains("s takes those, then the update is possible"))
    try desk.press(.character(" "))
    try desk.type("f")
    #expect(desk.commands.isEmpty)
    desk.state.scene.liveUpdate = 0
    try desk.press(.character(" "))
    #expect(desk.commands == ["step"])
  }

  @Test(arguments: [15, 16])
  func `a long equation goes on before an equals sign`(step: Int) throws {
    var desk = try WalkDesk("image sample slide; goto \(step)")
    let lines = desk.screen().text.split(separator: "\n")
    #expect(!lines.contains { $0.hasSuffix("·") || $0.hasSuffix("· ") })
    let head = try #require(lines.first { $0.hasPrefix("─ d") })
    #expect(head.contains("[128]"))
  }

  @Test func `the start of the chain lists the way back`() throws {
    var desk = try WalkDesk("image sample slide; goto 7")
    let canvas = desk.screen(120, 40)
    for step in desk.state.scene.steps where step.phase == .backward && step.index > 7 {
      #expect(canvas.text.contains(Symbols.typeset(step.name)))
    }
  }

  @Test func `a formula in a sentence is not broken`() throws {
    var desk = try WalkDesk("image sample slide; label 0; goto 6")
    for width in 60...100 {
      (desk.state.width, desk.state.height) = (width, 24)
      #expect(desk.screen().text.contains("L = −ln (1 − P)."), "\(width)")
    }
  }

  @Test func `a Russian screen has Russian words in its equations`() throws {
    for (setup, russian) in [
      ("network 100-8-1 hidden=maxout; goto 2", "max по кускам k от (W₁[k]"),
      ("network 100-8-1 hidden=relu; goto 15", "1, если x_output₁ > 0, иначе 0"),
      ("optimizer nesterov; goto 19", "где v_W₂ ←"),
    ] {
      var desk = try WalkDesk("image sample slide; " + setup, language: .russian)
      #expect(desk.screen().text.contains(russian), "\(setup)")
    }
  }
}

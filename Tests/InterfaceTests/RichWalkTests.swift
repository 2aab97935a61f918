import Commands
import Engine
import Testing
import Walkthrough

@testable import Interface

/// The walk of networks with more than sigmoids: what stands beside what.
@Suite struct RichWalkTests {
  private func words(_ canvas: Canvas) -> String {
    canvas.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func walk(_ setup: String, _ language: Language = .english) throws -> WalkDesk {
    try WalkDesk("image sample slide; label 1; \(setup)", language: language)
  }

  private static let batch =
    "task digits; label 0; network 100-16-10 hidden=relu batchnorm=on bias=on; mode train; "

  @Test(arguments: [9, 12])
  func `operands of a batch are those of the sample in view`(step: Int) throws {
    var desk = try walk(Self.batch + "goto \(step)")
    let operand = step == 9 ? "x_output₄" : "P"
    #expect(desk.screen(120, 40).text.contains("\(operand)[0,·]"))
    try desk.press(.down, .down)
    #expect(WalkPlace(desk.state).sample == 1)
    #expect(desk.screen(120, 40).text.contains("\(operand)[1,·]"))
    #expect(!desk.screen(120, 40).text.contains("\(operand)[0,·]"))
  }

  @Test func `labels of a batch are whole numbers without a scale`() throws {
    var desk = try walk(Self.batch + "goto 12")
    let trace = try #require(desk.state.scene.walk).trace
    let row = trace.forward.targets.prefix(8).map(String.init).joined(separator: " ")
    let text = desk.screen(120, 40).text
    #expect(text.contains(row))
    #expect(!text.contains("0.00…9.00"))
    // That of the sample in view is lit.
    desk.state.walk.sample = 2
    let place = WalkPlace(desk.state)
    let panels = WalkView.operands(try #require(place.step), place).panels
    #expect(panels.first?.areLabels == true)
    #expect(panels.first?.marked == [2])
  }

  @Test func `a step of several outputs has its sign of transposition in the operand too`() throws {
    var desk = try walk("network 100-16-8-1 hidden=relu bias=on; goto 24")
    #expect(desk.screen(120, 40).text.contains("W₂ᵀ · dL/dx_output₃"))
    #expect(desk.screen(120, 40).text.contains("]ᵀ"))
  }

  @Test(arguments: [
    "network 100-12-8-1 hidden=gelu-tanh bias=on; goto 3",
    "network 100-12-8-1 hidden=gelu-tanh bias=on; goto 25",
    "network 100-12-8-1 hidden=elu bias=on; goto 3",
    "task digits; network 100-16-10 hidden=gelu-tanh batchnorm=on bias=on; mode train; goto 9",
    "task digits; network 100-16-10 hidden=gelu-tanh batchnorm=on bias=on; mode train; goto 20",
  ])
  func `the value of an element stands in the smallest window`(setup: String) throws {
    for (width, height) in [(60, 20), (80, 24), (120, 40)] {
      var desk = try walk(setup)
      let place = WalkPlace(desk.state)
      let value = place.resultText(try #require(place.expansion?.value))
      #expect(desk.screen(width, height).text.contains(value), "\(width)")
    }
  }

  @Test func `the piece that applies is said in place of a false equation`() throws {
    var relu = try walk("network 100-16-8-1 hidden=relu; goto 17")
    #expect(relu.screen(120, 40).text.contains(" else 0; "))
    #expect(relu.screen(120, 40).text.contains(" > 0: 1"))
    #expect(!relu.screen(120, 40).text.contains("else 0 = "))
    var leaky = try walk("network 100-16-8-1 hidden=leakyrelu; goto 3")
    #expect(leaky.screen(120, 40).text.contains("slope = 0.1"))
    var elu = try walk("network 100-16-8-1 hidden=elu; goto 3")
    #expect(elu.screen(120, 40).text.contains("α = 1"))
    var one = try walk("goto 7")
    #expect(one.screen().text.contains("dL/dL = 1 "))
    #expect(!one.screen().text.contains("= 1 = "))
  }

  @Test func `the pieces of a maxout unit are numbered, and the winner is named`() throws {
    var desk = try walk("network 100-12-1 hidden=maxout; goto 2")
    #expect(words(desk.screen()).contains("pieces 0, 1: 0.4626, −0.3667: piece 0 wins"))
    var russian = try walk("network 100-12-1 hidden=maxout; goto 2", .russian)
    #expect(words(russian.screen()).contains("побеждает кусок 0"))
  }

  @Test func `a constant below 0 is as exact as one above it`() throws {
    var desk = try walk(Self.batch + "goto 24")
    let text = desk.screen(200, 60).text
    #expect(text.contains("(−0.03125)"))
    #expect(text.contains("ε = 1e−5  N = 32"))
  }

  @Test func `a tensor of zeros has no scale`() throws {
    var desk = try walk("network 100-16-1 hidden=tanh init=zeros; goto 3")
    #expect(desk.screen(120, 40).text.contains("all 0"))
    #expect(!desk.screen(120, 40).text.contains("1.000"))
  }

  @Test func `what an update leaves out has a mark, and numbers come before names`() throws {
    for setup in ["optimizer adam decay=0.01", "optimizer nesterov decay=0.01"] {
      var desk = try walk("\(setup); network 100-12-8-1; goto 28")
      let place = WalkPlace(desk.state)
      let parts = try #require(place.expansion).parts
      let text = desk.screen().text
      let shown = parts.count { text.contains("\n " + Symbols.typeset("\($0.name)[")) }
      #expect(shown == parts.count || text.contains("… +\(parts.count - shown) more"), "\(setup)")
      #expect(text.contains("… +94 more"))
      #expect(text.contains("−1 · "))
    }
  }

  @Test func `words that do not all fit end in a mark, between words and within the line`() {
    let theme = Theme()
    let lines = Paragraph([Span("one two three "), Span("four five six", .faint)])
      .lines(width: 9, theme)
    #expect(lines.count == 4)
    let cut = Paragraph.cut(lines, to: 2, width: 9, theme)
    #expect(cut.map { $0.map(\.text).joined() } == ["one two", "three …"])
    let full = Paragraph.cut(
      Paragraph("abc defg hij klm").lines(width: 8, theme), to: 1, width: 8, theme)
    #expect(full.map { $0.map(\.text).joined() } == ["abc …"])
    #expect(Paragraph.cut(lines, to: 4, width: 9, theme) == lines)
    #expect(Paragraph.cut(lines, to: 0, width: 9, theme).isEmpty)
  }

  @Test func `dropout's slope is its mask on the way back`() throws {
    var desk = try walk(
      "network 100-16-8-1 hidden=relu dropout=0.5; mode train; goto 24")
    desk.state.walk.zoom = .unit
    let text = desk.screen(120, 40).text
    #expect(text.contains("error × mask"))
    #expect(text.contains("  mask "))
  }

  @Test func `g says that it checks a weight where the element is none`() throws {
    var desk = try walk("network 100-16-8-1 hidden=relu init=he bias=on; goto 17")
    try desk.type("g")
    let command = try #require(desk.commands.last)
    #expect(command == "check W3[0,6]")
    #expect(
      desk.state.walk.note(on: command).first?.contains(
        "weight of the largest product in dL/dx_output₄[6]") == true)
    #expect(desk.state.walk.note(on: "check W1").isEmpty)
    try desk.run("goto 14")
    try desk.type("g")
    #expect(desk.state.walk.note(on: desk.commands.last ?? "").isEmpty)
  }
}

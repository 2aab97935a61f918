import Commands
import Engine
import Testing
import Walkthrough

@testable import Interface

/// What the Walk view makes of its room: legends, axes, the flattened drawing, the overview, lists.
@Suite struct WalkRoomTests {
  private func rows(_ canvas: Canvas) -> [Substring] {
    canvas.text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private func words(_ canvas: Canvas) -> String {
    canvas.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  // MARK: Charts and legends

  @Test(arguments: [5, 6, 8, 9, 10])
  func `the last tick of a chart has its number, and the axis its name`(step: Int) throws {
    for (width, height) in [(80, 24), (120, 40)] {
      var desk = try WalkDesk("image sample slide; goto \(step)")
      let rows = rows(desk.screen(width, height))
      let axis = try #require(rows.firstIndex { $0.contains(#/└[─┬]*┬/#) })
      let isScore = step == 5 || step == 10
      #expect(isScore ? rows[axis - 1].contains("x_output₃") : rows[axis].contains("┬ P"))
      let ticks = rows[axis].count { $0 == "┬" }
      #expect(rows[axis + 1].split(separator: " ").count == ticks, "\(rows[axis + 1])")
    }
  }

  @Test func `scales side by side stand in one row, as wide as each other`() throws {
    var desk = try WalkDesk("image sample slide; goto 16")
    let legend = try #require(rows(desk.screen()).first { $0.contains("−0.047") })
    for end in ["+0.047", " 0 ", "0.25", "−0.012", "+0.012"] { #expect(legend.contains(end)) }
    try desk.run("goto 11")
    let equal = try #require(rows(desk.screen()).first { $0.count { $0 == "5" } == 4 })
    let halves = equal.split(separator: "0.35").map { $0.prefix { $0 != "5" }.count }
    #expect(halves.count == 3 && halves[1] == halves[2])
  }

  @Test func `a picture without room for its colours has the ends in its title`() throws {
    var desk = try WalkDesk("image sample slide; goto 18")
    #expect(desk.screen().text.contains("dL/dx 10×10×1 ±0.012"))
    // The caption of the marks leaves the operands theirs.
    #expect(desk.screen().text.contains(#/−0.100 +.*\+0.100/#))
    var classes = try WalkDesk("task digits; image sample 3; goto 9")
    #expect(classes.screen().text.contains(#/10×10 ±0\.\d+/#))
    try classes.run("goto 12")
    #expect(!classes.screen().text.contains(" … +"))
  }

  // MARK: The flattened drawing

  @Test func `flattening lays the rows end to end, with the cursor in both`() throws {
    var desk = try WalkDesk("image sample slide; goto 1")
    let canvas = desk.screen()
    for first in stride(from: 0, to: 100, by: 10) { #expect(words(canvas).contains(" \(first) ")) }
    #expect(words(canvas).contains(" 50 53 60 "))
    let strips = desk.state.targets.filter {
      if case .elements(let picture) = $0.action { picture.name == "x_input" } else { false }
    }
    // As high as there is room for, and each row of them one element a column.
    #expect(strips.count == 10 * 4 && strips.allSatisfy { $0.area.height == 1 })
    let lit = Theme().ink(.selected).foreground
    #expect(strips.contains { canvas[$0.area.x + 3, $0.area.y]?.ink.background == lit })
    try desk.click("x_input", 27)
    #expect(words(desk.screen()).contains("x_input[27] = x[2,7,0]"))
    #expect(words(desk.screen()).contains(" 20 27 30 "))
  }

  @Test func `of a large drawing the rows around the cursor are seen`() throws {
    var desk = try WalkDesk("network 784-16-1 image=28x28; image sample slide; goto 1")
    desk.state.walk.elements[784] = 700
    #expect(words(desk.screen()).contains("700"))
    desk.state.walk.elements[784] = 3
    #expect(!words(desk.screen()).contains(" 700 "))
    for (width, height) in [(60, 20), (120, 40), (200, 60)] { _ = desk.screen(width, height) }
  }

  // MARK: Overview and lists

  @Test func `the overview keeps the drawing beside what comes of it`() throws {
    var desk = try WalkDesk("image sample slide; goto 2")
    try desk.press(.character("-"))
    #expect(rows(desk.screen()).contains { $0.contains(#/ x_input +x_output₁/#) })
    try desk.run("goto 17")
    let text = desk.screen().text
    #expect(text.contains("x_output₁ ±0.590"))
    #expect(rows(desk.screen()).contains { $0.contains("±0.047") && $0.contains("±0.012") })
  }

  @Test func `the way back is listed to its end, or says how far that is`() throws {
    var desk = try WalkDesk("image sample slide; goto 7")
    #expect(desk.screen().text.contains(#/18 +dL\/dx +=/#))
    var deep = try WalkDesk("network 100-64-32-16-8-1; image sample slide; goto 13")
    let steps = deep.state.scene.steps.filter { $0.phase == .backward && $0.index > 13 }
    let text = deep.screen().text
    let listed = steps.count { text.contains("\($0.index)  \(Symbols.typeset($0.name))") }
    #expect(text.contains("… \(steps.count - listed) more, to dL/dx"))
  }

  @Test func `small pictures of rows are numbered where no row is left for it`() throws {
    var desk = try WalkDesk("image sample slide; goto 17")
    let text = words(desk.screen())
    for row in 72...75 { #expect(text.contains("\(row) ▄▄▄") || text.contains("│\(row)")) }
    var classes = try WalkDesk("task digits; image sample 3; goto 19")
    #expect(rows(classes.screen()).contains { $0.contains(#/│0.* 1 .* 2 .* 3 /#) })
  }

  @Test func `operations have their names where there is room`() throws {
    var desk = try WalkDesk("task digits; image sample 3; goto 5")
    #expect(rows(desk.screen(120, 40))[3].contains("─softmax─"))
    #expect(rows(desk.screen())[2].contains("smax▸P"))
    var deep = try WalkDesk("network 100-64-32-16-1 hidden=relu batchnorm=on dropout=0.1")
    try deep.run("goto 6")
    #expect(rows(deep.screen())[2].contains("drop▸"))
    // What comes of it stands at the end, however deep the network is.
    for step in [1, 6, 12, 20] {
      try deep.run("goto \(step)")
      let names = rows(deep.screen())[2]
      #expect(names.contains("▸P ") && names.contains("▸L"), "\(names)")
    }
    try deep.run("goto 9")
    #expect(rows(deep.screen(200, 60))[3].contains("─ReLU─▸"))
  }

  // MARK: Numbers

  @Test func `a column has one notation`() {
    func column(_ values: [Float], digits: Int, width: Int = .max) -> [String] {
      NumberText.inOneNotation(
        values.map { NumberText.figures($0, digits: digits, sign: true) }, of: values,
        digits: digits, width: width, sign: true)
    }
    #expect(column([0.00103, -0.000_988_7], digits: 5) == ["+0.001030", "−0.000989"])
    #expect(column([0.5, -0.25], digits: 4) == ["+0.5000", "−0.2500"])
    #expect(column([1.03e-9, 9.887e-10], digits: 4) == ["+1.030e−9", "+0.989e−9"])
    #expect(column([0.0777, 0], digits: 4) == ["+0.0777", "0"])
    // Sizes too far apart stay as they are.
    #expect(column([1, 1e-9], digits: 4) == ["+1.0000", "+1.000e−9"])
    #expect(column([0.00103, 0.000_988_5], digits: 5, width: 8) == ["+0.00103", "+9.885e−4"])
    #expect(column([.nan, 0.000_988_5, 0.5], digits: 4)[0] == "--")
  }

  @Test func `all factors of a product have four figures or more`() throws {
    #expect(NumberText.figures(-382_412_345.0, digits: 4) == "−3.824e8")
    let desk = try WalkDesk("image sample slide; goto 17")
    let place = WalkPlace(desk.state)
    for value: Scalar in [0.0116234, -0.0987654, 0.4690123, 0.00116234, 3.8241e8, 2.6149e-9] {
      let text = place.text(value)
      let figures = text.prefix { $0 != "e" }.drop { "−0.".contains($0) }.filter { $0 != "." }
      #expect(figures.count >= 4, "\(text)")
    }
  }

  // MARK: Where there is no going on, and no number

  @Test func `end goes as far as newer weights allow`() throws {
    var desk = try WalkDesk("image sample slide; goto 12")
    desk.state.scene.liveUpdate = 7
    try desk.press(.end)
    #expect(desk.commands == ["goto 18"] && desk.position == 18)
    desk.state.scene.liveUpdate = 7
    try desk.press(.end)
    #expect(desk.commands == ["goto 18"])
    desk.state.scene.liveUpdate = 0
    try desk.press(.end)
    #expect(desk.position == desk.count)
  }

  @Test func `of a loss that is not finite nothing else is said`() throws {
    var desk = try WalkDesk(
      "network 100-8-1 hidden=identity init=normal(1e30); image sample slide; goto 10")
    let gradient = words(desk.screen())
    #expect(gradient.contains("is not finite"))
    #expect(!gradient.contains("rounded") && !gradient.contains("loses its digits"))
    // A step so far that the forward pass after it overflows.
    try desk.run("reset; network init=he; rate 1e25; label 0; goto 21")
    let text = words(desk.screen())
    #expect(text.contains("→ --") || text.contains("→ ∞"))
    #expect(text.contains("L is not finite."))
    for word in ["too big a step", "rose", "L is what it was"] { #expect(!text.contains(word)) }
  }
}

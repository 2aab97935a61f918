import Commands
import Engine
import Interface
import Testing
import Walkthrough

/// Both ways to P − y, the end of a pass, and what walks and curves say of older moments.
@Suite struct WalkEndTests {
  private func words(_ canvas: Canvas) -> String {
    canvas.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func `the long way and the short way to P − y are two equations`() throws {
    var desk = try WalkDesk("image sample slide; goto 10")
    let text = words(desk.screen(120, 40))
    #expect(text.contains("dL/dx_output₃ = dL/dP · dP/dx_output₃ = −2.1323 · 0.2490 = −0.5310"))
    #expect(text.contains("the short way: P − y = 0.4690 − 1 = −0.5310"))
    // After a giant step P is 1 in single precision: 1 − P has its digits all the same, P − y none.
    try desk.run("goto 21; forward; backward; goto 10")
    let lost = words(desk.screen(120, 40))
    let found = try #require(lost.firstMatch(of: /= −1 · ([0-9.]+e−\d+) = −([0-9.]+)(e−\d+)/))
    #expect(found.output.2.hasPrefix(found.output.1.prefix(3)))
    #expect(lost.contains("P being rounded; from the score −"))
  }

  @Test func `the farthest zoom answers whether the step was worth it`() throws {
    for (width, height) in [(80, 24), (120, 40)] {
      var desk = try WalkDesk("image sample slide; rate 0.05; goto 21")
      try desk.press(.character("-"))
      let trace = try #require(desk.state.scene.walk?.trace)
      let after = try #require(trace.update).forward.loss
      let text = words(desk.screen(width, height))
      #expect(text.contains("L fell."))
      #expect(text.contains("→ " + NumberText.fixed(after, digits: 4)))
      // Old gradients and new weights of the same unit stand beside each other.
      let rows = text.matches(of: /W₁\[(\d+),·\]/).map { String($0.output.1) }
      #expect(rows.count >= 2 && Set(rows).count == 1)
    }
  }

  @Test func `Esc returns to the step that was traced back from`() throws {
    var desk = try WalkDesk("image sample slide; goto 21")
    let last = desk.screen(80, 24).text
    try desk.press(.enter)
    func hint(_ key: String) -> String? {
      WalkView.keys(desk.state).first { $0.key == key }?.meaning
    }
    #expect(hint("Esc -") == "farther")
    for _ in 0..<3 { try desk.press(.enter) }
    #expect(desk.state.scene.walk?.position ?? 21 < 6)
    #expect(hint("Esc -") == "back to step 21")
    try desk.press(.escape)
    #expect(desk.state.scene.walk?.position == 21)
    #expect(hint("Esc -") == "farther")
    try desk.press(.escape)
    #expect(desk.state.walk.zoom == .layer)
    desk.state.message = nil
    #expect(
      desk.screen(80, 24).text.split(separator: "\n").dropLast()
        == last.split(separator: "\n").dropLast())
    // Who has gone on stays.
    try desk.press(.enter)
    try desk.press(.enter)
    try desk.press(.character(" "))
    let position = desk.state.scene.walk?.position
    try desk.press(.escape)
    #expect(desk.state.scene.walk?.position == position)
    // Nor does Esc bring back who has gone elsewhere by a command or the mouse.
    try desk.run("goto 17")
    desk.state.walk.zoom = .unit
    try desk.press(.enter)
    #expect(hint("Esc -") == "back to step 17")
    try desk.run("goto 21")
    #expect(hint("Esc -") == "farther")
    try desk.press(.escape)
    #expect(desk.state.scene.walk?.position == 21)
    // A pixel comes from nowhere.
    try desk.run("goto 1")
    desk.state.walk.zoom = .unit
    #expect(hint("↵") == nil)
  }

  @Test func `an update's weight, step and new weight add up as they are written`() throws {
    for rate in ["1", "0.03", "0.002"] {
      for step in [19, 20] {
        var desk = try WalkDesk("image sample slide; rate \(rate); goto \(step)")
        let rows = desk.screen(80, 24).text.split(separator: "\n").map { row in
          row.matches(of: /\[[0-9,]+\] +([+−]?)([0-9.]+)(?: |$)/).map { match in
            (match.output.1 == "−" ? -1 : 1) * (Double(match.output.2) ?? .nan)
          }
        }
        let numbers = try #require(rows.first { $0.count == 4 }, "\(rate), \(step)")
        #expect(abs(numbers[0] + numbers[2] - numbers[3]) < 1.5e-5, "\(numbers)")
      }
    }
  }

  @Test func `the closest zoom tells the age of the weights`() throws {
    var desk = try WalkDesk("image sample slide; goto 4; train 3 updates")
    _ = desk.laboratory.waitForTraining { _ in true }
    desk.state.scene = Scene(desk.laboratory)
    try desk.press(.enter)
    #expect(words(desk.screen(120, 40)).contains("3 updates ago s: newest weights"))
    #expect(words(desk.screen(80, 24)).contains("3 updates ago s: newest weights"))
  }

  @Test func `as many terms are marked as are listed`() throws {
    var desk = try WalkDesk("image sample slide; goto 4")
    for height in [24, 30, 40, 60] {
      let canvas = desk.screen(120, height)
      let text = canvas.text
      let listed = text.matches(of: #/W₂\[0,\d+\] +· x_output₂\[\d+\]/#).count
      guard listed > 1 else { continue }
      let marks = ["()", "↑", "↓", "↕"].map { mark in
        text.split(separator: "\n").reduce(0) { $0 + $1.ranges(of: mark).count }
      }
      // Three pictures: the weights, the outputs, their products.
      if marks[0] > 0 { #expect(marks[0] == 3 * listed, "\(height)") }
    }
  }

  @Test func `an answer's bar is the colour of its being right`() throws {
    var desk = try WalkDesk("image sample slide; goto 5")
    func barInk() -> Colour? {
      desk.screen(120, 40).cells.first { $0.glyph == "█" }?.ink.foreground
    }
    let wrong = barInk()
    try desk.run("label 0; goto 5")
    let right = barInk()
    #expect(wrong == Theme().ink(.warning).foreground)
    #expect(right == Theme().ink(.right).foreground)
  }

  @Test func `the confusion matrix in Train is of the present weights or is not there`() throws {
    let desk = try ViewDesk(
      "train 20 updates; wait; evaluate test", view: .train, width: 120, height: 40)
    #expect(desk.render().text.contains("test: true ↓"))
    try desk.say("set W2[0,0] 3")
    let text = desk.render().text
    #expect(!text.contains("true ↓"))
    #expect(text.contains("@20"))
    #expect(text.contains("changed weights"))
  }

  @Test func `a recent part without an epoch's end keeps the last accuracy`() throws {
    let desk = try ViewDesk(
      "train 1 epoch; wait; train 900 updates; wait", view: .train, width: 120, height: 40)
    desk.press(Key(.character("f")))
    let accuracy = try #require(desk.state.scene.history.epochs.last?.validationAccuracy)
    #expect(accuracy > 0.9)
    let plot = desk.render().text.split(separator: "\n").drop { !$0.contains("accuracy, %") }
    #expect(plot.prefix(8).contains { $0.contains("◆ 9") })
  }

  @Test func `bars before and after stand together or not at all`() throws {
    var desk = try WalkDesk("image sample slide; goto 21")
    for type in [TypeSize.normal, .large] {
      desk.state.type = type
      for height in 20...40 {
        let rows = desk.screen(80, height).text.split(separator: "\n")
        func count(_ word: String) -> Int { rows.count { $0.contains("  \(word) ") } }
        #expect(count("before") == count("after"), "\(type) \(height)")
      }
    }
  }
}

import Commands
import Datasets
import Engine
import Testing

@testable import Interface

@Suite struct SmallWindowTests {
  @Test func `a question is seen and answered where the window is too small for the views`() throws
  {
    let desk = try ViewDesk("train 5 updates; wait", width: 40, height: 10)
    #expect(desk.screen.contains("q quits"))
    #expect(desk.state.update(.key(.character("q"))).isEmpty)
    #expect(desk.screen.contains("y ") && desk.screen.contains("n "))
    // A second q is an answer, as it is in a large window: it stays.
    #expect(desk.state.update(.key(.character("q"))).isEmpty)
    #expect(desk.state.overlay == nil)
    _ = desk.state.update(.key(.character("q")))
    #expect(desk.state.update(.key(.character("y"))) == [.quit])
  }

  @Test func `an answer stands where the keys were`() throws {
    let desk = try ViewDesk(width: 40, height: 10)
    desk.state.message = AppState.Message(command: "foo", text: "unknown", isError: true)
    #expect(desk.screen.contains("unknown") && !desk.screen.contains("q quits"))
  }

  @Test func `the edge of the help leads on to the marks`() throws {
    let desk = try ViewDesk(width: 100, height: 30)
    desk.press(.character("?"))
    _ = desk.render()
    let edge = try #require(desk.state.targets.first { $0.action == .key(.character("?")) })
    #expect(edge.area.height == 1)
    desk.send(.mouse(Mouse(.press, x: edge.area.maxX - 6, y: edge.area.y)))
    guard case .marks = try #require(desk.state.overlay) else {
      Issue.record("no marks: \(String(describing: desk.state.overlay))")
      return
    }
  }

  @Test func `a small Draw says what to do before what was done`() throws {
    for language in [Language.english, .russian] {
      let desk = try ViewDesk(
        "image sample slide; train 3 updates; wait", language: language, width: 60, height: 20)
      #expect(desk.screen.contains(language == .english ? "there and back." : "и назад."))
    }
  }

  @Test func `whose weights they are is said whole, or briefly`() throws {
    for (width, height) in [(80, 24), (100, 30), (120, 40)] {
      let desk = try ViewDesk(
        "image sample slide; train 30 updates; wait; forward; backward; update", width: width,
        height: height)
      let screen = desk.screen
      #expect(screen.contains("update 30, changed since") || screen.contains("changed weights"))
      #expect(!screen.contains("changed sinc│") && !screen.contains("changed s│"))
    }
  }

  @Test func `numbers on narrow pixels are tenths, which do not grow together`() throws {
    let desk = try ViewDesk("image digit 0")
    desk.press(.character("n"))
    let rows = desk.screen.split(separator: "\n").dropFirst(3).prefix(10).map {
      String($0.dropFirst(5).prefix(20))
    }
    for (row, line) in rows.enumerated() {
      for column in 0..<10 {
        let value = Double(desk.state.scene.session.drawing[row, column])
        let shown = String(line.dropFirst(2 * column).prefix(2))
        let isCursor = row == 4 && column == 4
        guard value > 0 || isCursor else {
          #expect(shown == "  ")
          continue
        }
        #expect(shown.hasPrefix(".") || shown == " 1", "\(row),\(column): \(shown)")
        #expect(abs((Double("0" + shown) ?? 1) - value) <= 0.1)
      }
    }
    #expect(PixelText.tenths(0.994) == ".9" && PixelText.tenths(0.02) == ".0")
  }

  @Test func `a probability of nearly 1 is written in decimals`() {
    func text(_ value: Double) -> String {
      NumberText.bounded(probability: value, digits: 3, width: 7)
    }
    #expect(text(1 - 8e-5) == "0.9999")
    #expect(text(1 - 3e-7) == ">0.9999")
    #expect(text(0.5) == "0.500" && text(1) == "1.000" && text(4e-10) == "4e−10")
  }

  @Test func `a loss that is not finite is said, and nothing of right or wrong`() throws {
    let desk = try ViewDesk(
      "network 100-8-1 hidden=identity init=normal(1e30); image sample slide")
    #expect(!desk.state.scene.verdict.loss.isFinite)
    for view in [ViewName.draw, .train] {
      for (language, words) in [(Language.english, "L is not finite"), (.russian, "L не конечна")] {
        (desk.state.view, desk.state.language) = (view, language)
        let screen = desk.screen
        #expect(screen.contains(words), "\(view) \(language)")
        for word in ["the label says", "undecided", "по метке", "✗"] {
          #expect(!screen.contains(word))
        }
      }
    }
  }

  @Test func `a window that is too small says which keys it takes, and an answer that there is`()
    throws
  {
    let desk = try ViewDesk("", width: 59, height: 19)
    desk.press(.character("1"))
    #expect(desk.screen.contains("q quits, : takes commands"))
    #expect(!desk.screen.contains("view draw"))
  }

  @Test func `space does the main thing of a view`() throws {
    let desk = try ViewDesk("image sample slide", view: .functions)
    desk.press(Key(.down), .character(" "))
    #expect(desk.commands.last == "network hidden=tanh")
    desk.state.view = .train
    desk.press(.character(" "))
    #expect(desk.commands.last == "train 20 epochs")
    try desk.say("stop")
    desk.state.view = .data
    desk.press(.character(" "))
    #expect(desk.commands.last?.hasPrefix("image digit") == true)
    for view in [ViewName.train, .functions, .data] {
      desk.state.view = view
      #expect(view.view.keys(desk.state).contains { $0.key == "space" })
    }
  }

  @Test func `what fitting would do stands in a frame beside framed digits, in their rows`() throws
  {
    for (width, height, theme) in [(100, 30, dark), (100, 50, Theme(name: .projector))] {
      let desk = try ViewDesk("image sample slide", theme: theme, width: width, height: height)
      desk.state.type = theme.name == .projector ? .large : desk.state.type
      let rows = desk.screen.split(separator: "\n").map(String.init)
      let title = try #require(rows.first { $0.contains("digits of the set") })
      #expect(title.contains("╮╭─ fitted ─") && title.contains(" f fits "))
    }
  }

  @Test func `before a room the drawing is as large as without large type`() throws {
    func pixelWidth(_ type: TypeSize) throws -> Int {
      let desk = try ViewDesk("image sample slide", width: 120, height: 40)
      desk.state.type = type
      _ = desk.render()
      return DrawLayout(desk.state).pixels.width
    }
    #expect(try pixelWidth(.large) == pixelWidth(.normal))
  }

  @Test func `the hint to fit ends with its number`() throws {
    for (width, height) in [(80, 24), (100, 30), (120, 40)] {
      let desk = try ViewDesk(
        "image sample slide; task 0 1; train 150 updates; wait; image shift 3 0", width: width,
        height: height)
      let hints = desk.screen.split(separator: "\n").filter { $0.contains("f fits: P = ") }
      for hint in hints { #expect(!hint.contains("P = …") && !hint.contains("P = │")) }
    }
  }

  @Test func `a matrix of ten columns fits a window of 80`() throws {
    let laboratory = Laboratory(session: try Session())
    for script in ["unit 37", "image sample slide; unit 37"] {
      for statement in try Script.statements(of: script) {
        guard case .reply(let reply) = try laboratory.execute(statement) else { continue }
        // Of a matrix every row has its own ten numbers, none of them too wide for the panel.
        let rows = reply.lines(in: .english).map { $0.split(separator: " ") }
        for row in rows where row.allSatisfy({ "−0123456789".contains($0.prefix(1)) }) {
          #expect(row.count == 10)
        }
        #expect(
          reply.lines(in: .english).filter {
            $0.hasPrefix(" ") && $0.split(separator: " ").count == 10
          }
          .allSatisfy { $0.count <= 76 })
      }
    }
  }
}

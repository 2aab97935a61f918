import Commands
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

  @Test func `two digits on a pixel are said to be hundredths`() throws {
    let desk = try ViewDesk("image sample slide")
    #expect(!desk.screen.contains("hundredths"))
    desk.press(.character("n"))
    #expect(desk.screen.contains("hundredths"))
    desk.state.language = .russian
    #expect(desk.screen.contains("сотые"))
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

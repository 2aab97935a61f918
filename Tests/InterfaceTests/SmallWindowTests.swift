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
}

import Foundation
import Testing

@Suite(.serialized) struct ScreenTests {
  @Test func `nothing is written and nobody wakes up while nothing happens`() throws {
    let terminal = try Subject.start()
    terminal.settle(0.3)
    terminal.forget()
    let ticks = terminal.processorTicks
    let switches = terminal.voluntarySwitches
    terminal.settle(1.5)
    #expect(terminal.output.isEmpty, "\(terminal.text.debugDescription)")
    #expect(terminal.processorTicks == ticks)
    #expect(terminal.voluntarySwitches == switches)
  }

  @Test func `a typed letter costs few bytes, in brackets of synchronized output`() throws {
    let terminal = try Subject.start()
    terminal.send(Subject.promptKey)
    terminal.settle()
    terminal.forget()
    terminal.send("w")
    try terminal.expect("w")
    terminal.settle()
    #expect(terminal.text.hasPrefix("\u{1B}[?2026h"))
    #expect(terminal.text.hasSuffix("\u{1B}[?2026l"))
    #expect(terminal.output.count < 100, "\(terminal.text.debugDescription)")
  }

  @Test func `Ctrl-L writes the whole screen anew`() throws {
    let terminal = try Subject.start()
    terminal.settle(0.3)
    terminal.forget()
    terminal.send("\u{0C}")
    try terminal.expect("\u{1B}[?2026l")
    for word in ["Draw", "Walk", "Units"] { #expect(terminal.text.contains(word)) }
    terminal.settle()
    terminal.forget()
    // Also while a line is being typed.
    terminal.send(":rate")
    terminal.settle()
    terminal.forget()
    terminal.send("\u{0C}")
    try terminal.expect("Draw")
    try terminal.expect("rate")
  }

  @Test func `Esc is known after 25 ms, or after ESCDELAY`() throws {
    let terminal = try Subject.start(environment: ["ESCDELAY": "400"])
    terminal.send(Subject.promptKey)
    terminal.settle()
    terminal.forget()
    terminal.send("\u{1B}")
    terminal.settle(0.2)
    #expect(terminal.output.isEmpty)
    try terminal.expect("\u{1B}[?25l")

    let usual = try Subject.start()
    usual.send(Subject.promptKey)
    usual.settle()
    usual.forget()
    let start = Date()
    usual.send("\u{1B}")
    try usual.expect("\u{1B}[?25l")
    #expect(Date().timeIntervalSince(start) < 1)
  }

  @Test func `the screen follows the window, down to one cell and back`() throws {
    let terminal = try Subject.start(environment: ["LINES": "24", "COLUMNS": "80"])
    for step in 0..<100 {
      terminal.resize(width: 1 + step * 37 % 200, height: 1 + step * 23 % 60)
      usleep(10_000)
      terminal.settle(0)
    }
    terminal.resize(width: 1, height: 1)
    terminal.settle(0.2)
    terminal.resize(width: 0, height: 0)
    terminal.settle(0.2)
    terminal.forget()
    let start = Date()
    terminal.resize(width: 100, height: 30)
    // The last row is written to only by a screen that knows the new size.
    try terminal.expect(Subject.ready)
    #expect(Date().timeIntervalSince(start) < 1)
    #expect(terminal.text.contains("\u{1B}[30"), "\(terminal.text.debugDescription)")
    terminal.send(Subject.quitKey)
    #expect(try terminal.end() == .exited(0))
  }

  @Test(arguments: [
    "xterm-ghostty", "no-such-terminal", "xterm", "screen-256color", "linux", "vt100",
  ])
  func `any terminal with a movable cursor has a screen`(name: String) throws {
    let terminal = try Subject.start(environment: ["TERM": name])
    terminal.send(Subject.quitKey)
    #expect(try terminal.end() == .exited(0))
  }

  @Test(arguments: ["dumb", ""])
  func `a terminal without a movable cursor is told so and left alone`(name: String) throws {
    let terminal = try PseudoTerminal(Subject.command, environment: ["TERM": name])
    #expect(try terminal.end() == .exited(1))
    #expect(!terminal.output.contains(0x1B))
    #expect(terminal.text.count(where: { $0 == "\r\n" }) == 1)
  }

  @Test func `an encoding other than UTF-8 gets ASCII only`() throws {
    let terminal = try Subject.start(environment: ["LC_ALL": "C"])
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
    terminal.send(Subject.quitKey)
    #expect(try terminal.end() == .exited(0))
  }

  @Test(.enabled(if: Tmux.isInstalled)) func `keys and the mouse reach the program in tmux`() throws
  {
    let tmux = try Tmux(width: 100, height: 30)
    try tmux.type(Subject.binary)
    try tmux.press("Enter")
    try tmux.expect("1 Draw")
    try tmux.press("2")
    try tmux.expect("view walk")
    try tmux.mouse(0, x: 34, y: 0)
    try tmux.mouse(0, x: 34, y: 0, isRelease: true)
    try tmux.expect("view train")
    try tmux.resize(width: 50, height: 10)
    try tmux.expect("60×20")
    try tmux.press("C-z")
    try tmux.expect("Stopped")
    try tmux.type("fg")
    try tmux.press("Enter")
    try tmux.expect("60×20")
    try tmux.type(Subject.quitKey)
    try tmux.expect("the shell") { !$0.contains("60×20") && $0.contains("ready>") }
  }
}

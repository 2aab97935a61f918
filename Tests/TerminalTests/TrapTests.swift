import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A fault of the program itself, brought about by a key that only debug builds know.
@Suite(.serialized) struct TrapTests {
  @Test func `a Swift trap gives the terminal back, shows its message and ends at once`() throws {
    let terminal = try Subject.start(environment: ["CHAINRULE_TRAP": "1"])
    terminal.forget()
    let start = Date()
    // F12.
    terminal.send("\u{1B}[24~")
    let ending = try terminal.end()
    #expect([.killed(SIGILL), .killed(SIGTRAP)].contains(ending))
    #expect(Date().timeIntervalSince(start) < 5)
    let parts = terminal.text.components(separatedBy: Subject.leave)
    #expect(parts.count == 2)
    #expect(parts.last?.contains("Fatal error") == true, "\(terminal.text)")
    #expect(terminal.modes.c_lflag & tcflag_t(ICANON) != 0)
  }
}

/// Terminals that are slow, or take nothing at all.
@Suite(.serialized) struct SlowTerminalTests {
  /// Curves that move all the time, on a screen that nobody reads.
  private func busy(_ terminal: PseudoTerminal) throws {
    terminal.send("3")
    terminal.settle()
    terminal.send(":train 100000 epochs\r")
    usleep(500_000)
  }

  @Test(arguments: [false, true])
  func `a terminal that takes no bytes keeps neither keys nor signals waiting`(signal: Bool) throws
  {
    let terminal = try Subject.start(width: 200, height: 60)
    try busy(terminal)
    usleep(1_500_000)
    if signal { terminal.signal(SIGTERM) } else { terminal.send("qy") }
    #expect(
      try terminal.end(within: 6, isReading: false) == (signal ? .killed(SIGTERM) : .exited(0)))
  }

  @Test func `no more than 60 frames a second are drawn while training runs`() throws {
    let terminal = try Subject.start(width: 120, height: 40)
    try busy(terminal)
    terminal.settle(0.01)
    terminal.forget()
    let start = Date()
    while Date().timeIntervalSince(start) < 1 { terminal.settle(0.001) }
    let frames = terminal.text.components(separatedBy: "\u{1B}[?2026h").count - 1
    #expect((2...62).contains(frames), "\(frames)")
    #expect(frames == terminal.text.components(separatedBy: "\u{1B}[?2026l").count - 1)
    terminal.send("qy")
    #expect(try terminal.end() == .exited(0))
  }

  @Test func `more pairs of colours than the terminal has are shown all the same`() throws {
    let terminal = try Subject.start(width: 100, height: 30, environment: ["TERM": "xterm"])
    terminal.send(":image sample slide\r")
    terminal.settle()
    terminal.send("qy")
    #expect(try terminal.end() == .exited(0))
  }
}

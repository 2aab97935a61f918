import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What needs keys that only the demonstration has.
@Suite(.serialized) struct DemonstrationTests {
  @Test func `a Swift trap gives the terminal back, shows its message and ends at once`() throws {
    let terminal = try Subject.start()
    terminal.forget()
    let start = Date()
    terminal.send("t")
    let ending = try terminal.end()
    #expect([.killed(SIGILL), .killed(SIGTRAP)].contains(ending))
    #expect(Date().timeIntervalSince(start) < 5)
    let parts = terminal.text.components(separatedBy: Subject.leave)
    #expect(parts.count == 2)
    #expect(parts.last?.contains("Fatal error: Index out of range") == true, "\(terminal.text)")
    #expect(terminal.modes.c_lflag & tcflag_t(ICANON) != 0)
  }

  @Test func `standard error is kept off the screen and shown afterwards`() throws {
    let terminal = try Subject.start()
    terminal.send("e")
    terminal.settle()
    #expect(!terminal.text.contains("a message"))
    terminal.send("q")
    #expect(try terminal.end() == .exited(0))
    #expect(terminal.text.hasSuffix(Subject.leave + "a message\r\n"))
  }

  @Test func `a wake from another thread reaches the program`() throws {
    let terminal = try Subject.start()
    for _ in 0..<20 {
      terminal.forget()
      terminal.send("w")
      try terminal.expect("wake")
      terminal.settle(0.02)
    }
    terminal.send("q")
    #expect(try terminal.end() == .exited(0))
  }

  @Test func `no more than 60 frames a second are drawn while something moves`() throws {
    let terminal = try Subject.start()
    terminal.send("m")
    terminal.settle(0.01)
    terminal.forget()
    let start = Date()
    while Date().timeIntervalSince(start) < 1 { terminal.settle(0.001) }
    let frames = terminal.text.components(separatedBy: "\u{1B}[?2026h").count - 1
    #expect((20...62).contains(frames))
    #expect(terminal.output.count / max(1, frames) < 150)
  }

  @Test(arguments: [false, true])
  func `a terminal that takes no bytes keeps neither keys nor signals waiting`(signal: Bool) throws
  {
    let terminal = try Subject.start(width: 200, height: 60)
    // Moving colours are more than the system holds for a terminal that nobody reads.
    terminal.send("cm")
    usleep(500_000)
    if signal { terminal.signal(SIGTERM) } else { terminal.send(Subject.quitKey) }
    #expect(
      try terminal.end(within: 6, isReading: false) == (signal ? .killed(SIGTERM) : .exited(0)))
  }

  @Test func `a slow terminal gets whole frames, and the last one in the end`() throws {
    let terminal = try Subject.start(width: 200, height: 60)
    terminal.send("cm")
    usleep(500_000)
    terminal.send("m")
    usleep(100_000)
    terminal.forget()
    terminal.settle(0.3)
    let frames = terminal.text.components(separatedBy: "\u{1B}[?2026h").count
    #expect(frames == terminal.text.components(separatedBy: "\u{1B}[?2026l").count)
    #expect(terminal.text.hasSuffix("\u{1B}[?2026l"))
    #expect(frames < 6, "old frames were queued: \(frames)")
    terminal.send(Subject.quitKey)
    #expect(try terminal.end() == .exited(0))
  }

  @Test func `more pairs of colours than the terminal has are shown all the same`() throws {
    let terminal = try Subject.start(width: 100, height: 30, environment: ["TERM": "xterm"])
    terminal.send("c")
    terminal.settle()
    terminal.send(Subject.quitKey)
    #expect(try terminal.end() == .exited(0))
  }
}

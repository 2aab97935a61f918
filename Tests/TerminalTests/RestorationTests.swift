import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The terminal is as it was found: left once, with the last bytes, and its modes the same.
private func expectRestored(_ terminal: PseudoTerminal, _ found: termios) {
  #expect(terminal.text.hasSuffix(Subject.leave), "\(terminal.text.suffix(200).debugDescription)")
  #expect(terminal.text.components(separatedBy: "\u{1B}[?1049l").count == 2)
  #expect(haveSameModes(terminal.modes, found))
}

/// The modes that a fresh terminal has.
private func freshModes() throws -> termios {
  let terminal = try PseudoTerminal(["true"])
  _ = try terminal.end()
  return terminal.modes
}

@Suite(.serialized) struct RestorationTests {
  @Test func `the quit key gives the terminal back`() throws {
    let found = try freshModes()
    let terminal = try Subject.start()
    #expect(!haveSameModes(terminal.modes, found))
    terminal.forget()
    terminal.send(Subject.quitKey)
    #expect(try terminal.end() == .exited(0))
    expectRestored(terminal, found)
  }

  @Test func `a quit before the terminal has answered gives it back`() throws {
    let found = try freshModes()
    let terminal = try PseudoTerminal(Subject.command)
    terminal.send(Subject.quitKey)
    #expect(try terminal.end() == .exited(0))
    expectRestored(terminal, found)
  }

  @Test(arguments: [
    SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGXCPU, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGUSR1,
  ])
  func `a fatal signal closes the screen and is the cause of death`(number: Int32) throws {
    let found = try freshModes()
    let terminal = try Subject.start()
    terminal.forget()
    terminal.signal(number)
    #expect(try terminal.end() == .killed(number))
    expectRestored(terminal, found)
  }

  #if os(Linux)
    @Test func `a real-time signal closes the screen too`() throws {
      let found = try freshModes()
      let terminal = try Subject.start()
      terminal.forget()
      // SIGRTMIN as programs see it, which the system's own threads leave free.
      terminal.signal(34)
      #expect(try terminal.end() == .killed(34))
      expectRestored(terminal, found)
    }
  #endif

  /// A Swift trap is SIGILL on x86 and SIGTRAP on ARM; the others are faults of memory, arithmetic and `abort`.
  @Test(arguments: [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGSYS])
  func `a crash gives the terminal back first, and at once`(number: Int32) throws {
    let found = try freshModes()
    let terminal = try Subject.start()
    terminal.forget()
    let start = Date()
    terminal.signal(number)
    #expect(try terminal.end() == .killed(number))
    // The interactive backtrace of Swift would wait 30 s for a key.
    #expect(Date().timeIntervalSince(start) < 5)
    expectRestored(terminal, found)
  }

  @Test func `a closed window ends the program`() throws {
    let terminal = try Subject.start()
    terminal.hangUp()
    let ending = try terminal.end()
    #expect(ending == .killed(SIGHUP) || ending == .exited(1))
  }

  @Test func `Ctrl-Z gives the shell its terminal and fg takes it again`() throws {
    let terminal = try PseudoTerminal(
      ["bash", "--norc", "--noprofile", "-i"], environment: ["PS1": "ready> "])
    try terminal.expect("ready> ")
    terminal.send("stty -a > /dev/tty; \(Subject.binary)\r")
    try terminal.expect(Subject.ready)
    terminal.settle()
    let inside = terminal.modes

    for _ in 0..<2 {
      terminal.forget()
      terminal.send([0x1A])
      try terminal.expect(Subject.leave)
      try terminal.expect("Stopped")
      try terminal.expect("ready> ")
      #expect(terminal.text.components(separatedBy: "\u{1B}[?1049l").count == 2)
      #expect(!haveSameModes(terminal.modes, inside))
      terminal.forget()
      terminal.send("echo between $((40 + 2))\r")
      try terminal.expect("between 42")
      terminal.forget()
      terminal.send("fg\r")
      try terminal.expect("\u{1B}[?1049h")
      try terminal.expect(Subject.ready)
      terminal.settle()
      #expect(haveSameModes(terminal.modes, inside))
    }
    terminal.forget()
    terminal.send(Subject.quitKey)
    try terminal.expect(Subject.leave)
    try terminal.expect("ready> ")
    terminal.send("echo status $?\r")
    try terminal.expect("status 0")
  }

  @Test func `a stopped program in the background waits for fg and uses no processor`() throws {
    let terminal = try PseudoTerminal(
      ["bash", "--norc", "--noprofile", "-i"], environment: ["PS1": "ready> "])
    try terminal.expect("ready> ")
    terminal.send("\(Subject.binary)\r")
    try terminal.expect(Subject.ready)
    terminal.settle()
    terminal.send([0x1A])
    try terminal.expect("Stopped")
    terminal.settle()
    terminal.forget()
    terminal.send("bg\r")
    terminal.settle(0.3)
    #expect(!terminal.text.contains("\u{1B}[?1049h"))
    terminal.send("\r")
    terminal.settle(0.3)
    terminal.forget()
    terminal.send("fg\r")
    try terminal.expect("\u{1B}[?1049h")
    try terminal.expect(Subject.ready)
    terminal.settle()
    terminal.send(Subject.quitKey)
    try terminal.expect("ready> ")
  }

  @Test func `a stop without notice is made good when the program goes on`() throws {
    let terminal = try Subject.start()
    let inside = terminal.modes
    terminal.signal(SIGSTOP)
    usleep(50_000)
    terminal.forget()
    terminal.signal(SIGCONT)
    try terminal.expect(Subject.ready)
    #expect(haveSameModes(terminal.modes, inside))
    terminal.send(Subject.quitKey)
    #expect(try terminal.end() == .exited(0))
  }
}

import Foundation
import Testing

/// The prompt of `chainrule repl` on a terminal.
@Suite(.serialized) struct LineEditorTests {
  private func start(state: String = "/nonexistent") throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      Subject.command + ["repl"], environment: ["XDG_STATE_HOME": state])
    try terminal.expect("chainrule>")
    return terminal
  }

  /// Ctrl-D means the end only to a prompt that is there.
  private func leave(_ terminal: PseudoTerminal) throws {
    terminal.settle()
    terminal.send([0x04])
    #expect(try terminal.end() == .exited(0))
  }

  @Test func `lines are carried out until Ctrl-D, and an error ends nothing`() throws {
    let terminal = try start()
    terminal.send("привет\r")
    try terminal.expect("unknown command 'привет'")
    terminal.send("label 0\r")
    try terminal.expect("y = 0")
    try leave(terminal)
  }

  @Test func `Ctrl-C gives up the line and prompts anew`() throws {
    let terminal = try start()
    terminal.send("nonsense")
    terminal.settle()
    terminal.forget()
    terminal.send([0x03])
    try terminal.expect("chainrule>")
    terminal.send("label 1\r")
    try terminal.expect("y = 1")
    #expect(!terminal.text.contains("unknown command"))
    try leave(terminal)
  }

  @Test func `Tab completes commands and names`() throws {
    let terminal = try start()
    terminal.send("forw\t\r")
    try terminal.expect("P(y=1)")
    terminal.settle()
    terminal.send("show x_output3\r")
    try terminal.expect("x_output3 = ")
    terminal.settle()
    terminal.send("optimizer nest\t\r")
    try terminal.expect("nesterov")
    try leave(terminal)
  }

  @Test func `the history outlives the program`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try start(state: folder.path)
    first.send("rate 0.125\r")
    try first.expect("0.125")
    try leave(first)

    let second = try start(state: folder.path)
    second.send("\u{1B}[A\r")
    try second.expect("rate 0.125")
    try leave(second)
  }
}

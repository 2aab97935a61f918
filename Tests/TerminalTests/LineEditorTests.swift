import Foundation
import Testing

@Suite(.serialized) struct LineEditorTests {
  private func start(_ history: String = "/dev/null") throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(Subject.command + ["repl", history])
    try terminal.expect("chainrule>")
    return terminal
  }

  /// Ctrl-D means the end only to a prompt that is there.
  private func leave(_ terminal: PseudoTerminal) throws {
    terminal.settle()
    terminal.send([0x04])
    #expect(try terminal.end() == .exited(0))
  }

  @Test func `lines are read until Ctrl-D, letters of any alphabet`() throws {
    let terminal = try start()
    terminal.send("привет ∂L\r")
    try terminal.expect("said привет ∂L")
    try leave(terminal)
  }

  @Test func `Ctrl-C gives up the line and prompts anew`() throws {
    let terminal = try start()
    terminal.send("nonsense")
    terminal.settle()
    terminal.forget()
    terminal.send([0x03])
    try terminal.expect("chainrule>")
    terminal.send("show\r")
    try terminal.expect("said show")
    #expect(!terminal.text.contains("said nonsense"))
    try leave(terminal)
  }

  @Test func `Tab completes what is unique and as far as it is`() throws {
    let terminal = try start()
    terminal.send("b\t\r")
    try terminal.expect("said backward")
    terminal.settle()
    terminal.send("fo\ts\r")
    try terminal.expect("said forwards")
    terminal.settle()
    terminal.send("x\t\r")
    try terminal.expect("said x")
    try leave(terminal)
  }

  @Test func `the history outlives the program`() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    let first = try start(file.path)
    first.send("alpha 'β'\r")
    try first.expect("said alpha")
    try leave(first)

    let second = try start(file.path)
    second.send("\u{1B}[A\r")
    try second.expect("said alpha 'β'")
    try leave(second)
  }
}

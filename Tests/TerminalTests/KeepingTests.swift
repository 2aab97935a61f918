import Commands
import Engine
import Foundation
import Interface
import Testing

@testable import chainrule

/// What is asked before work is lost, and what outlives the program.
@MainActor @Suite(.serialized) struct KeepingTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("chainrule-\(UUID().uuidString)")

  private func face(_ theme: Theme = Theme()) throws -> ScreenFace {
    let laboratory = Laboratory(session: try Session())
    let face = ScreenFace(
      laboratory: laboratory,
      state: AppState(scene: Scene(laboratory), theme: theme, language: .english))
    face.handle(.resize(width: 100, height: 30))
    return face
  }

  private func run(_ command: String, in face: ScreenFace) {
    face.handle(.key(.character(":")))
    for scalar in command.unicodeScalars { face.handle(.key(.character(scalar))) }
    face.handle(.key(Key(.enter)))
  }

  private func screen(_ face: ScreenFace) -> String {
    face.frame(width: 100, height: 30).canvas.text
  }

  private func press(_ key: Unicode.Scalar, in face: ScreenFace) {
    face.handle(.key(.character(key)))
  }

  @Test func `leaving is asked about where something would be lost, and only then`() throws {
    for (work, words) in [
      ("image set 1 1 1", "The drawing is not saved"),
      ("set W2[0,3] 5", "The weights are not saved"),
    ] {
      for way in [":quit", "q"] {
        let face = try face()
        run(work, in: face)
        if way == "q" { press("q", in: face) } else { run("quit", in: face) }
        #expect(!face.isFinished, "\(work) \(way)")
        #expect(screen(face).contains(words), "\(work) \(way)")
        press("n", in: face)
        #expect(!screen(face).contains("Quit?") && !face.isFinished)
        press("q", in: face)
        press("y", in: face)
        #expect(face.isFinished)
      }
    }
    for harmless in ["batch 11", "image digit 3", "view train", "image set 1 1 1; image clear"] {
      let face = try face()
      run(harmless, in: face)
      press("q", in: face)
      #expect(face.isFinished, "\(harmless)")
    }
    let face = try face()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    run("set W2[0,3] 5; save \(folder.path)/m.safetensors", in: face)
    press("q", in: face)
    #expect(face.isFinished)
  }

  @Test func `a file that is not of this session is written over only when that is confirmed`()
    throws
  {
    let face = try face()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("other.safetensors")
    try Data("kept".utf8).write(to: file)
    run("save \(file.path); label 0", in: face)
    #expect(screen(face).contains("Replace the file?"))
    press("n", in: face)
    #expect(try Data(contentsOf: file) == Data("kept".utf8))
    #expect(screen(face).contains("y = 1"))
    run("save \(file.path); label 0", in: face)
    press("y", in: face)
    let saved = try Data(contentsOf: file)
    #expect(saved.count > 10_000)
    #expect(screen(face).contains("y = 0"))
    // Its own files are no question.
    run("set W2[0,3] 5; save \(file.path)", in: face)
    #expect(!screen(face).contains("Replace the file?"))
    #expect(try Data(contentsOf: file) != saved)
  }

  @Test func `a command that is typed into a question is a command, and no letter of it an answer`()
    throws
  {
    let face = try face()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("other.safetensors")
    try Data("kept".utf8).write(to: file)
    run("save \(file.path)", in: face)
    run("history", in: face)
    #expect(try Data(contentsOf: file) == Data("kept".utf8))
    run("set W2[0,3] 5", in: face)
    press("q", in: face)
    run("type large", in: face)
    #expect(!face.isFinished && !screen(face).contains("Quit?"))
  }

  @Test func `figures of other weights are not shown as those of the present ones`() throws {
    let face = try face()
    run("view train; task 3 8; train 40 updates; wait; evaluate test", in: face)
    var trained = screen(face)
    for _ in 0..<4000 where !trained.contains("test     9") {
      usleep(5_000)
      face.handle(.wake)
      trained = screen(face)
    }
    #expect(trained.contains("test     9"), "\(trained)")
    #expect(!trained.contains("acc 49"), "\(trained)")
    run("task 4 9", in: face)
    let other = screen(face)
    #expect(other.contains("e: test  --"), "\(other)")
    #expect(other.contains("changed weights"), "\(other)")
    // An opened model is trained, whatever this session has done with it.
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    run("save \(folder.path)/t.safetensors; open \(folder.path)/t.safetensors", in: face)
    run("view draw", in: face)
    #expect(screen(face).contains("changed weights"), "\(screen(face))")
    #expect(!screen(face).contains("untrained"))
    run("view train", in: face)
    run("network 100-16-1", in: face)
    #expect(screen(face).contains("not trained yet"), "\(screen(face))")
  }

  @Test func `a theme that is asked for brings a ground unless the terminal has one that suits`()
    throws
  {
    let light = try face(Theme(depth: .indexed))
    func ground() -> Colour? { light.frame(width: 100, height: 30).canvas[50, 10]?.ink.background }
    #expect(ground() == .standard)
    run("theme light", in: light)
    #expect(ground() == .palette(231))
    light.handle(.background(red: 1, green: 1, blue: 1))
    #expect(ground() == .standard)
    light.handle(.background(red: 0, green: 0, blue: 0))
    #expect(ground() == .palette(231))
    run("theme dark", in: light)
    #expect(ground() == .standard)
  }

  @Test func `theme, type and glyphs change the screen and say what they are`() throws {
    let face = try face()
    run("type large", in: face)
    #expect(screen(face).contains("█"))
    run("type normal; glyphs ascii", in: face)
    #expect(screen(face).unicodeScalars.allSatisfy { $0.isASCII })
    run("glyphs unicode; theme", in: face)
    #expect(screen(face).contains("theme") && screen(face).contains("dark"))
    run("theme purple", in: face)
    #expect(screen(face).contains("purple"))
  }

  @Test func `a line is in the history of the next session, however this one ends`() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let environment = ["XDG_STATE_HOME": folder.path]
    for (line, ends) in [
      ("rate 0.25", { (it: PseudoTerminal) in it.hangUp() }),
      ("rate 0.125", { (it: PseudoTerminal) in it.signal(SIGKILL) }),
      ("rate 0.5", { (it: PseudoTerminal) in it.send("q") }),
    ] {
      let terminal = try Subject.start(environment: environment)
      terminal.send(":\(line)\r")
      try terminal.expect("→ \(line.dropFirst(5))")
      ends(terminal)
      _ = try terminal.end(isReading: false)
      let next = try Subject.start(environment: environment)
      next.send(":")
      next.settle()
      next.forget()
      next.send("\u{1B}[A")
      try next.expect(line.split(separator: " ")[1].description)
      next.signal(SIGKILL)
      _ = try next.end()
    }
  }

  @Test func `colours are sent by value where COLORTERM says so, and by number elsewhere`() throws {
    for (environment, byValue, byNumber) in [
      (["COLORTERM": "truecolor"], true, false), (["COLORTERM": ""], false, true),
      (["COLORTERM": "", "TERM": "linux"], false, false), (["NO_COLOR": "1"], false, false),
    ] {
      let terminal = try Subject.start(environment: environment)
      terminal.send(":image digit 1\r")
      terminal.settle(0.4)
      #expect(terminal.text.contains("8;2;") == byValue)
      #expect(terminal.text.contains("8;5;") == byNumber)
      // The marks that ncurses writes for pairs never leave the program, nor a colour that the terminal has.
      #expect(!terminal.text.unicodeScalars.contains { (1...3).contains($0.value) })
      #expect(!terminal.text.contains("\u{1B}[39;49m\u{1B}[39;49m"))
      terminal.signal(SIGKILL)
      _ = try terminal.end()
    }
  }
}

import Foundation

/// A program in a tmux of its own: a whole terminal, with a screen that can be read.
final class Tmux {
  private let name = "chainrule-\(UUID().uuidString.prefix(8))"

  static let isInstalled = (try? run(["tmux", "-V"])) != nil

  /// Runs `command` in a shell without job control's files and settings, so that Ctrl-Z has somewhere to go.
  init(width: Int = 80, height: Int = 24, environment: [String: String] = [:]) throws {
    let variables = environment.merging(["LC_ALL": "C.UTF-8", "PS1": "ready> "]) { one, _ in one }
    try tmux(
      ["new-session", "-d", "-x", "\(width)", "-y", "\(height)"]
        + variables.flatMap { ["-e", "\($0)=\($1)"] } + ["bash", "--norc", "--noprofile"])
    try tmux(["set-option", "-g", "status", "off"])
    try tmux(["resize-window", "-x", "\(width)", "-y", "\(height)"])
    try expect("ready>")
  }

  deinit { _ = try? tmux(["kill-server"]) }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    try run(["tmux", "-L", name, "-f", "/dev/null", "-u"] + arguments)
  }

  /// Types a text as it is.
  func type(_ text: String) throws { try tmux(["send-keys", "-l", "--", text]) }

  /// Presses keys by tmux's names: `Enter`, `Escape`, `C-z`, `Left`, `F1`.
  func press(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

  /// Sends a report of the mouse (SGR 1006), columns and rows from 0.
  func mouse(_ code: Int, x: Int, y: Int, isRelease: Bool = false) throws {
    try type("\u{1B}[<\(code);\(x + 1);\(y + 1)\(isRelease ? "m" : "M")")
  }

  func resize(width: Int, height: Int) throws {
    try tmux(["resize-window", "-x", "\(width)", "-y", "\(height)"])
  }

  /// Resizes again and again, some 5 ms apart.
  func resizeOften(_ sizes: [(width: Int, height: Int)]) throws {
    for part in stride(from: 0, to: sizes.count, by: 20) {
      var words: [String] = []
      for size in sizes[part..<min(sizes.count, part + 20)] {
        words += ["resize-window", "-x", "\(size.width)", "-y", "\(size.height)", ";"]
        words += ["run-shell", "sleep 0.004", ";"]
      }
      try tmux(words.dropLast())
    }
  }

  /// Pastes a text, in brackets where the program asks for them.
  func paste(_ text: String) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try tmux(["load-buffer", file.path, ";", "paste-buffer", "-p", "-d"])
  }

  /// The screen as text, a line a row, with colours as SGR sequences if wished.
  func screen(withColours: Bool = false) throws -> String {
    try tmux(["capture-pane", "-p"] + (withColours ? ["-e"] : []))
  }

  /// Waits until `condition` holds for the screen.
  @discardableResult
  func expect(
    _ what: String, within seconds: Double = 10, _ condition: (String) -> Bool
  ) throws -> String {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while true {
      let now = try screen()
      if condition(now) { return now }
      guard deadline.timeIntervalSinceNow > 0 else {
        throw Failure(description: "not seen: \(what); the screen is:\n\(now)")
      }
      usleep(20_000)
    }
  }

  /// Waits until the screen shows `text`.
  @discardableResult
  func expect(_ text: String, within seconds: Double = 10) throws -> String {
    try expect("'\(text)'", within: seconds) { $0.contains(text) }
  }
}

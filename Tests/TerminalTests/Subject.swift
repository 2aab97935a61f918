import Foundation

/// The program under test: how it is started, how one sees that it is up, how it ends.
enum Subject {
  /// Stands on the first screen.
  static let ready = "help"
  static let quitKey = "q"
  /// Opens the prompt, which echoes what is typed.
  static let promptKey = ":"
  static let command = [binary]
  /// What xterm is sent on every way out, once, and nothing of the screen after it.
  static let leave =
    "\u{1B}[?2026l\u{1B}[?1002l\u{1B}[?1006l\u{1B}[?1004l\u{1B}[?2004l"
    + "\u{1B}(B\u{1B}[m\u{1B}[?12l\u{1B}[?25h\u{1B}[?1049l\u{1B}[23;0;0t"

  /// The program as the build made it, beside the bundle of these tests.
  static let binary: String = {
    final class Here {}
    var folders = [Bundle(for: Here.self).bundleURL, Bundle.main.bundleURL]
    folders += CommandLine.arguments.prefix(1).map { URL(fileURLWithPath: $0) }
    for folder in folders {
      for parent in [folder, folder.deletingLastPathComponent()] {
        let candidate = parent.appendingPathComponent("chainrule").path
        if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      }
    }
    return "chainrule"
  }()

  static func start(
    width: Int = 80, height: Int = 24, environment: [String: String] = [:]
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      command, width: width, height: height, environment: environment)
    try terminal.expect(ready)
    // As a terminal answers: the background, then what it is.
    terminal.send("\u{1B}]11;rgb:0000/0000/0000\u{1B}\\\u{1B}[?62;22c")
    terminal.settle()
    return terminal
  }
}

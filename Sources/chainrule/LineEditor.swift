import CLineEditor

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The prompt of the line-by-line face: editing, history and completion on a terminal.
///
/// There is one terminal, hence one editor at a time.
final class LineEditor {
  enum Reading: Equatable {
    case line(String)
    /// Ctrl-C: what was typed is given up.
    case interrupted
    /// Ctrl-D, or the terminal is gone.
    case end
  }

  /// The words that may stand where the word at the cursor stands; the cursor counts Unicode scalars.
  typealias Completer = @MainActor (_ line: String, _ cursor: Int) -> [String]

  private static var completer: Completer?

  private var history: CommandHistory

  init(history: CommandHistory, complete: @escaping Completer) {
    self.history = history
    Self.completer = complete
    for line in history.lines { cl_history_add(line) }
  }

  func read(prompt: String) -> Reading {
    var text: UnsafeMutablePointer<CChar>?
    let reading = cl_read(
      prompt,
      { line, cursor in
        guard let line else { return nil }
        let text = String(cString: line)
        // libedit asks in the thread that prompts, which is the main one.
        return LineEditor.list(
          MainActor.assumeIsolated { LineEditor.completer?(text, Int(cursor)) ?? [] })
      }, &text)
    defer { free(text) }
    switch reading {
    case CL_LINE:
      guard let text else { return .end }
      cl_history_add(text)
      let line = String(cString: text)
      history.add(line)
      return .line(line)
    case CL_INTERRUPTED:
      // The cursor still stands behind what was typed.
      _ = write(STDOUT_FILENO, "^C\n", 3)
      return .interrupted
    default:
      _ = write(STDOUT_FILENO, "\n", 1)
      return .end
    }
  }

  /// The next line, `nil` at the end; Ctrl-C prompts anew.
  func readLine(prompt: String) -> String? {
    while true {
      switch read(prompt: prompt) {
      case .line(let line): return line
      case .interrupted: continue
      case .end: return nil
      }
    }
  }

  /// The candidates as C wants them: a list ending with NULL, all of it made by `malloc`.
  private nonisolated static func list(
    _ words: [String]
  ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    guard !words.isEmpty else { return nil }
    let list = calloc(words.count + 1, MemoryLayout<UnsafeMutablePointer<CChar>?>.stride)
    let pointers = list?.assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self)
    for (index, word) in words.enumerated() { pointers?[index] = strdup(word) }
    return pointers
  }
}

import Commands
import Engine

extension TextField {
  /// The words of the statement that the cursor is in, those before it and the one under way.
  private var statement: (done: [String], typed: String) {
    let before = textBeforeCursor
    let statement = before.split(separator: ";", omittingEmptySubsequences: false).last ?? ""
    var words = statement.split(separator: " ").map(String.init)
    let typed = statement.isEmpty || statement.last == " " ? "" : words.removeLast()
    return (words, typed)
  }

  /// The command whose whole name ends at the cursor.
  private var command: CommandWord? {
    let (done, typed) = statement
    return done.isEmpty ? CommandWord(rawValue: typed.lowercased()) : nil
  }

  /// The words that may stand at the cursor, with what they do, and how many scalars in front of it they replace.
  ///
  /// - Parameters:
  ///   - laboratory: what they are words of.
  ///   - language: of the meanings.
  ///   - keys: the lines that keys run.
  /// - Returns: the words, and the scalars that each of them replaces.
  func words(
    in laboratory: Laboratory, _ language: Language, keys: [CommandWord: KeyLine]
  ) -> (candidates: [Candidate], replacing: Int) {
    let cursor = textBeforeCursor.unicodeScalars.count
    var words = Completer.candidates(for: text, at: cursor, in: laboratory)
    // One candidate alone is taken at once: not in place of a whole word, as `100` for the 1 of `train 1`. The name of a
    // command is no value that another could stand for.
    if words.count < 2, command == nil {
      let others = Completer.alternatives(for: text, at: cursor, in: laboratory)
      words = others.count > 1 ? others : words
    }
    let (done, typed) = statement
    // `set` behind `image` is not the command of that name.
    let namesCommands = done.isEmpty || done.first == "help"
    let line = done.first.flatMap { CommandWord(rawValue: $0.lowercased()) }.flatMap { keys[$0] }
    let candidates = words.map { word in
      let command = namesCommands ? CommandWord(rawValue: word)?.brief(in: language) : nil
      return Candidate(
        word, meaning: command ?? Setting(key: word)?.meaning(in: language) ?? "",
        key: line.flatMap { $0.begins(with: done + [word]) ? $0.key : nil } ?? "",
        isPresent: Completer.isPresent(word, after: done, in: laboratory))
    }
    return (candidates, typed.unicodeScalars.count)
  }

  /// Goes on behind the whole name of a command, which no Tab takes away; nil where the cursor is not there.
  ///
  /// - Returns: whether anything can follow the name.
  mutating func endCommand() -> Bool? {
    let next = scalars.dropFirst(cursor).first
    guard let command, next == nil || next == ";" else { return nil }
    if command.takesArguments { _ = handle(.character(" ")) }
    return command.takesArguments
  }

  /// Whether a list that opens has to have a row chosen: the line is a command's name alone, or cannot run as it stands.
  var wantsValue: Bool {
    let (done, typed) = statement
    return done.count == 1 && typed.isEmpty
      || !Completer.isWhole((done + (typed.isEmpty ? [] : [typed])).joined(separator: " "))
  }
}

/// A line that a key runs in the present view.
struct KeyLine: Hashable, Sendable {
  /// As hints write it.
  let key: String
  /// The statement that the key is for; empty where it runs none.
  let line: String

  /// Whether the line begins with these words.
  func begins(with words: [String]) -> Bool {
    line.split(separator: " ").map(String.init).starts(with: words)
  }
}

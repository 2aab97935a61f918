public import Commands
public import Engine

extension TextField {
  /// The words that may stand at the cursor, with what they do, and how many scalars in front of it they replace.
  public func words(
    in laboratory: Laboratory, _ language: Language
  ) -> (candidates: [Candidate], replacing: Int) {
    let before = textBeforeCursor
    let cursor = before.unicodeScalars.count
    var words = Completer.candidates(for: text, at: cursor, in: laboratory)
    // One candidate alone is taken at once: not in place of a whole word, as `100` for the 1 of `train 1`.
    if words.count < 2 {
      let others = Completer.alternatives(for: text, at: cursor, in: laboratory)
      words = others.count > 1 ? others : words
    }
    let typed = before.unicodeScalars.reversed().prefix { $0 != " " && $0 != ";" }.count
    let statement = before.split(separator: ";", omittingEmptySubsequences: false).last ?? ""
    let done = statement.split(separator: " ").dropLast(typed > 0 ? 1 : 0)
    // `set` behind `image` is not the command of that name.
    let namesCommands = done.isEmpty || done.first == "help"
    let candidates = words.map { word in
      let command = namesCommands ? CommandWord(rawValue: word)?.brief(in: language) : nil
      return Candidate(word, meaning: command ?? Setting(key: word)?.meaning(in: language) ?? "")
    }
    return (candidates, typed)
  }
}

import Commands
import Engine

/// All commands and settings, or those that a search finds: what the palette lists.
struct CommandList {
  let candidates: [Candidate]

  /// - Parameters:
  ///   - query: what is typed; several words must all be found.
  ///   - language: of the meanings; those of the other language are searched, too, and come last.
  ///   - keys: the keys that run commands in the present view.
  init(_ query: String, in language: Language, keys: [CommandWord: KeyLine] = [:]) {
    let query = query.lowercased().split(separator: " ").joined(separator: " ")
    let commands = CommandWord.allCases.map { word in
      Candidate(word.rawValue, meaning: word.brief(in: language), key: keys[word]?.key ?? "")
    }
    guard !query.isEmpty else {
      candidates = commands
      return
    }
    let settings = Setting.allCases.map { setting in
      Candidate(
        "\(setting.command.rawValue) \(setting.rawValue)=", meaning: setting.meaning(in: language))
    }
    let ranked = (commands + settings).compactMap { candidate in
      CommandList.rank(candidate, query, language).map { (candidate, rank: $0) }
    }
    // Two letters begin a word of nearly every meaning: where they are part of a name, names are meant.
    let areNames = query.count < 3 && ranked.contains { $0.rank <= 2 }
    // Within a rank the order of use stays.
    candidates = CommandList.ranks.filter { !areNames || $0 <= 2 }.flatMap { rank in
      ranked.filter { $0.rank == rank }.map(\.0)
    }
  }

  private static let ranks = 0...4

  /// How well a candidate fits, 0 best: the name, its beginning, a part of it, words of the meaning from their beginnings, those
  /// of the meaning in another language.
  private static func rank(
    _ candidate: Candidate, _ query: String, _ language: Language
  ) -> Int? {
    let name = candidate.text.lowercased()
    if name == query { return 0 }
    if name.hasPrefix(query) { return 1 }
    let words = query.split(separator: " ")
    if words.allSatisfy({ name.contains($0) }) { return 2 }
    for (place, language) in [language, language == .english ? .russian : .english].enumerated() {
      let text = name + " " + meanings(of: candidate.text, language).lowercased()
      let beginnings = text.split { !$0.isLetter && !$0.isNumber }
      if words.allSatisfy({ word in beginnings.contains { $0.hasPrefix(word) } }) {
        return 3 + place
      }
    }
    return nil
  }

  /// Everything that is said of a command or a setting.
  private static func meanings(of name: String, _ language: Language) -> String {
    if let word = CommandWord(rawValue: name) {
      return word.meaning(in: language) + " " + word.brief(in: language)
    }
    let setting = name.split(separator: " ").last.flatMap { Setting(key: String($0)) }
    return setting?.meaning(in: language) ?? ""
  }
}

extension AppState {
  /// The keys that run commands in the present view: each is pressed on a copy of the state, to see what it asks for.
  var commandKeys: [CommandWord: KeyLine] {
    var idle = self
    (idle.prompt, idle.overlay, idle.message) = (nil, nil, nil)
    var keys = [
      CommandWord.help: "?", .quit: "q", .view: "1 … \(ViewName.allCases.count)",
    ].mapValues { KeyLine(key: $0, line: "") }
    // What a key does in every view is worth more than what another one does in this.
    for hint in ["t", "u", "U", "L", "F2", "F3"].map({ KeyHint($0, "") }) + view.view.keys(self) {
      guard hint.keys.count == 1, let key = hint.keys.first?.key else { continue }
      var copy = idle
      for case .run(let line, _) in copy.update(.key(key)) {
        let statements = line.split(separator: ";").compactMap { statement in
          statement.split(separator: " ").first.flatMap { CommandWord(rawValue: String($0)) }
            .map { (word: $0, line: String(statement)) }
        }
        // What is measured around a change is not what the key is for; `image` and `network` do many things, and a
        // key no more than one of them.
        guard let statement = statements.first(where: { $0.word != .evaluate }) ?? statements.first,
          ![.image, .network].contains(statement.word), keys[statement.word] == nil
        else { continue }
        keys[statement.word] = KeyLine(key: hint.key, line: statement.line)
      }
    }
    return keys
  }
}

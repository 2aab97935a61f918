public import Engine

/// What is said of a command while it is typed: the form that it is taking, and what that does.
public struct PromptHelp: Hashable, Sendable {
  /// Usage, narrowed to what is typed so far; of a setting, everything that it takes.
  public let form: String
  public let meaning: String

  /// nil before the first word is one of the language's.
  ///
  /// - Parameters:
  ///   - line: what is typed, up to the cursor; the last of several commands counts.
  ///   - language: of the meaning.
  public init?(_ line: String, in language: Language) {
    let start = line.utf8.lastIndex(of: UInt8(ascii: ";")).map { line.utf8.index(after: $0) }
    let statement = line[(start ?? line.startIndex)...]
    let words = statement.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let first = words.first, let word = CommandWord(rawValue: first.lowercased()) else {
      return nil
    }
    let hasEnded = statement.last?.isWhitespace ?? false
    // The command itself is still being typed.
    guard words.count > 1 || hasEnded else {
      self.init(form: PromptHelp.summary(of: word.usages), meaning: word.meaning(in: language))
      return
    }
    let typed = hasEnded ? "" : words.last ?? ""
    let done = Array(words.dropFirst().dropLast(hasEnded ? 0 : 1))
    if let setting = PromptHelp.setting(of: word, typed) {
      self.init(
        form: "\(word.rawValue) \(PromptHelp.form(of: setting))",
        meaning: setting.meaningWithStandard(in: language))
      return
    }
    let forms = PromptHelp.forms(of: word, done, typed: typed)
    self.init(form: PromptHelp.summary(of: forms), meaning: word.meaning(in: language))
  }

  private init(form: String, meaning: String) {
    self.form = form
    self.meaning = meaning
  }

  /// The setting whose key, or the only one whose key's beginning, is typed.
  private static func setting(of word: CommandWord, _ typed: String) -> Setting? {
    let settings = Setting.allCases.filter { $0.command == word }
    guard !typed.isEmpty else { return nil }
    if let equals = typed.firstIndex(of: "=") {
      return settings.first { $0.rawValue == typed[..<equals].lowercased() }
    }
    let matching = settings.filter { $0.rawValue.hasPrefix(typed.lowercased()) }
    return matching.count == 1 ? matching.first : nil
  }

  /// A setting with its words, or with the range of its number.
  private static func form(of setting: Setting) -> String {
    setting.values.contains("|")
      ? "\(setting.rawValue)=\(setting.values.replacing("|", with: " | "))"
      : "\(setting.usage) (\(setting.values))"
  }

  /// The forms that go on from what is typed; all where none does.
  private static func forms(
    of word: CommandWord, _ done: [String], typed: String
  ) -> [String] {
    if word == .network { return [networkForm(without: done)] }
    guard !done.isEmpty || !typed.isEmpty else { return word.usages }
    let fitting = word.usages.filter { usage in
      let places = places(of: usage)
      let isOpen = places.last?.hasSuffix("…]") == true || places.last == "…"
      guard places.count >= done.count + (typed.isEmpty ? 0 : 1) || isOpen else { return false }
      return zip(places, done).allSatisfy { takes($0, $1, isWhole: true) }
        && (typed.isEmpty || !places.indices.contains(done.count)
          || takes(places[done.count], typed, isWhole: false))
    }
    return fitting.isEmpty ? word.usages : fitting
  }

  /// What `network` takes besides what it has been given.
  private static func networkForm(without done: [String]) -> String {
    let given = Set(done.compactMap { $0.split(separator: "=").first?.lowercased() })
    let hasWidths = done.contains { !$0.contains("=") }
    let hidden = done.last { $0.lowercased().hasPrefix("hidden=") }.map {
      $0.dropFirst("hidden=".count).lowercased()
    }
    let settings = Setting.network.filter {
      !given.contains($0.rawValue) && (hidden == nil || $0.belongs(to: hidden ?? ""))
    }
    return "network \(hasWidths ? "" : "[100-128-1] ")"
      + settings.map { "[\($0.rawValue)=]" }.joined(separator: " ")
  }

  /// The words of a usage line behind the command; brackets keep theirs together.
  private static func places(of usage: String) -> [String] {
    var places: [String] = []
    var depth = 0
    for word in usage.split(separator: " ").dropFirst() {
      if depth > 0, let last = places.popLast() {
        places.append("\(last) \(word)")
      } else {
        places.append(String(word))
      }
      depth += word.count { $0 == "[" } - word.count { $0 == "]" }
    }
    return places
  }

  /// Whether a word may stand at a place: one of its words, or anything where the place is a name in capitals.
  private static func takes(_ place: String, _ word: String, isWhole: Bool) -> Bool {
    let choices = place.filter { $0 != "[" && $0 != "]" }.split(separator: "|")
    return choices.contains { choice in
      guard choice.first?.isLowercase == true else { return true }
      let word = word.lowercased()
      return isWhole ? choice == word : choice.hasPrefix(word)
    }
  }

  /// The forms side by side; of many only what their first words can be.
  private static func summary(of forms: [String]) -> String {
    guard forms.count > 4, let word = forms.first?.split(separator: " ").first else {
      return forms.joined(separator: "  ·  ")
    }
    let choices = forms.compactMap { places(of: $0).first }
    return "\(word) [\(choices.joined(separator: "|"))]"
  }
}

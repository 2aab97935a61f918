public import Engine

/// What is said of a command while it is typed: the form that it is taking, and what that does.
public struct PromptHelp: Hashable, Sendable {
  /// A part of the form; `value` is what it puts in the place of the word under way, nil where it is no word.
  public struct Part: Hashable, Sendable {
    public let text: String
    public let value: String?

    init(_ text: String, value: String? = nil) {
      self.text = text
      self.value = value
    }
  }

  /// Usage, narrowed to what is typed so far; of a setting, everything that it takes.
  public let parts: [Part]
  /// In one row of a small screen.
  public let meaning: String
  /// The same as `help` has it.
  public let wholeMeaning: String
  /// The scalars in front of the cursor that a value replaces.
  public let replaced: Int

  /// The columns of a row of the smallest usual screen, without its margins.
  private static let width = 78

  public var form: String { parts.map(\.text).joined() }

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
    let isCommand = words.count == 1 && !hasEnded
    let typed = hasEnded || isCommand ? "" : words.last ?? ""
    let done = Array(words.dropFirst().dropLast(hasEnded || isCommand ? 0 : 1))
    replaced = typed.unicodeScalars.count
    if let setting = PromptHelp.setting(of: word, typed) {
      parts = PromptHelp.parts(of: setting)
      wholeMeaning = setting.meaningWithStandard(in: language)
      meaning = wholeMeaning
      return
    }
    let forms = isCommand ? word.usages : PromptHelp.forms(of: word, done, typed: typed)
    // The form of `network` has only what it has not been given.
    let place = word == .network ? 0 : done.count
    let written = PromptHelp.summary(of: forms, place: place)
    // Behind a command that is still being typed a value begins a word of its own.
    parts = written.map { part in
      Part(part.text, value: part.value.map { (isCommand ? " " : "") + $0 })
    }
    wholeMeaning = word.meaning(in: language)
    meaning =
      wholeMeaning.unicodeScalars.count <= PromptHelp.width
      ? wholeMeaning : word.brief(in: language)
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
  private static func parts(of setting: Setting) -> [Part] {
    let command = setting.command.rawValue
    guard setting.values.contains("|") else {
      return [Part("\(command) \(setting.usage) (\(setting.values))")]
    }
    var parts = [Part("\(command) \(setting.rawValue)=")]
    for (place, word) in setting.values.split(separator: "|").enumerated() {
      if place > 0 { parts.append(Part(" | ")) }
      // `constant(C)`: the number is to be typed.
      let end = word.firstIndex(of: "(").map { word.index(after: $0) } ?? word.endIndex
      parts.append(Part(String(word), value: "\(setting.rawValue)=\(word[..<end])"))
    }
    return parts
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
    return fitting.isEmpty ? word.usages : named(fitting, by: done)
  }

  /// Of several forms those that name the words typed, where there are any: `even` is no A.
  private static func named(_ forms: [String], by done: [String]) -> [String] {
    var forms = forms
    for (place, word) in done.enumerated() {
      let naming = forms.filter { form in
        let places = places(of: form)
        guard places.indices.contains(place) else { return false }
        let choices = places[place].filter { $0 != "[" && $0 != "]" }.split(separator: "|")
        return choices.contains { $0 == word.lowercased() }
      }
      if !naming.isEmpty { forms = naming }
    }
    return forms
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

  /// The forms side by side; of more than three only what their first words can be.
  private static func summary(of forms: [String], place: Int) -> [Part] {
    guard forms.count > 3, let word = forms.first?.split(separator: " ").first else {
      return Array(forms.map { parts(of: $0, place: place) }.joined(separator: [Part("  ·  ")]))
    }
    var choices: [String] = []
    for choice in forms.compactMap({ places(of: $0).first }) where !choices.contains(choice) {
      choices.append(choice)
    }
    return parts(of: "\(word) [\(choices.joined(separator: "|"))]", place: place)
  }

  /// A usage line, its words at a place and its keys of settings being values.
  private static func parts(of usage: String, place: Int) -> [Part] {
    let words = usage.split(separator: " ", omittingEmptySubsequences: false)
    var parts: [Part] = []
    var (depth, number) = (0, -1)
    for word in words {
      if depth == 0 { number += 1 }
      if !parts.isEmpty { parts.append(Part(" ")) }
      let isHere = number == place + 1
      parts += PromptHelp.parts(ofWord: word, isHere: isHere && depth == 0, isLater: number > place)
      depth += word.count { $0 == "[" } - word.count { $0 == "]" }
    }
    return parts
  }

  /// `[dark|light]` taken apart: brackets and lines, and the words between them.
  private static func parts(
    ofWord word: Substring, isHere: Bool, isLater: Bool
  ) -> [Part] {
    var parts: [Part] = []
    var rest = word
    while !rest.isEmpty {
      let isSign = "[|]".contains(rest[rest.startIndex])
      let piece = rest.prefix { "[|]".contains($0) == isSign }
      rest = rest[piece.endIndex...]
      var value: String?
      if !isSign, piece.first?.isLowercase == true {
        if let equals = piece.firstIndex(of: "=") {
          value = isLater ? String(piece[...equals]) : nil
        } else if isHere {
          value = String(piece)
        }
      }
      parts.append(Part(String(piece), value: value))
    }
    return parts
  }
}

public import Commands

/// The `:` line and the palette.
extension AppState {
  /// The prompt with the list of all commands, which what is typed searches.
  mutating func openPalette() -> [Effect] {
    paletteKeys = commandKeys
    prompt = TextField(history: promptHistory)
    searchCommands()
    return []
  }

  private mutating func searchCommands() {
    let query = prompt?.text ?? ""
    let found = CommandList(query, in: language, keys: paletteKeys)
    prompt?.search(found.candidates)
  }

  mutating func handlePrompt(_ key: Key) -> [Effect] {
    if let list = prompt?.completion, list.isSearch { return handleSearch(key, list) }
    let listed = prompt?.completion
    switch prompt?.handle(key) {
    case .submitted(let text): return submit(text)
    case .cancelled:
      prompt = nil
      return []
    case .wantsCompletion: return [.complete]
    case .changed where listed != nil && prompt?.completion == nil && key.code != .escape:
      // An open list follows what is typed, to the end of the word, and a word taken from it opens what may follow.
      let isTaken = key.code == .enter
      return isTaken ? [.open] : prompt?.textBeforeCursor.last != " " ? [.offer] : []
    default: return []
    }
  }

  private mutating func handleSearch(_ key: Key, _ list: Completion) -> [Effect] {
    switch key {
    case Key(.escape), .control("g"):
      prompt = nil
      return []
    case Key(.enter), .control("j"), .control("m"):
      if let chosen = list.chosen { return take(list.candidates[chosen], then: .open) }
    default: break
    }
    switch prompt?.handle(key) {
    case .submitted(let text): return submit(text)
    case .cancelled: prompt = nil
    case .changed:
      let text = prompt?.text ?? ""
      // Who has typed a command and a space knows it: the rest is its arguments.
      if text.last == " ", CommandWord(rawValue: text.dropLast().lowercased()) != nil {
        prompt?.closeList()
        return [.offer]
      }
      searchCommands()
    default: break
    }
    return []
  }

  /// Takes a command of the palette: runs it, or opens what it may be said with.
  private mutating func take(_ candidate: Candidate, then opens: Effect) -> [Effect] {
    prompt?.replace(with: candidate.text)
    if CommandWord(rawValue: candidate.text)?.takesArguments == false {
      return handlePrompt(Key(.enter))
    }
    prompt?.replace(with: "")
    prompt?.take(candidate.text, replacing: 0)
    return [opens]
  }

  /// Finds the words that may stand at the cursor of the prompt, and does with them what an effect asks.
  public mutating func findWords(for effect: Effect, in laboratory: Laboratory) {
    if effect != .offer { paletteKeys = commandKeys }
    guard var line = prompt else { return }
    let goesOn = effect == .complete ? line.endCommand() : nil
    let (words, length) = line.words(in: laboratory, language, keys: paletteKeys)
    if effect == .complete, goesOn == nil || goesOn == false || words.isEmpty {
      _ = line.complete(goesOn == false ? [] : words, replacing: length)
    } else {
      line.offer(words, replacing: length)
    }
    if effect == .open, line.wantsValue {
      let present = words.firstIndex(where: \.isPresent)
      line.preselect(present ?? words.firstIndex { !$0.key.isEmpty } ?? 0)
    }
    prompt = line
  }

  /// Takes a candidate that the mouse has pressed; what may follow it is opened.
  mutating func takeCandidate(_ place: Int) -> [Effect] {
    guard let list = prompt?.completion, list.candidates.indices.contains(place) else { return [] }
    // Who presses rows has no use for one that is chosen.
    if list.isSearch { return take(list.candidates[place], then: .offer) }
    prompt?.choose(place)
    return [.offer]
  }

  /// Puts a value of the line that explains the command in the place of the word under way.
  mutating func takeValue(_ value: String, replacing length: Int) -> [Effect] {
    let isOpen = prompt?.completion != nil
    prompt?.take(value, replacing: length)
    return isOpen ? [.offer] : []
  }

  private mutating func submit(_ text: String) -> [Effect] {
    promptHistory = prompt?.history ?? promptHistory
    prompt = nil
    return text.contains { !$0.isWhitespace } ? [.remember(text), .run(text)] : []
  }
}

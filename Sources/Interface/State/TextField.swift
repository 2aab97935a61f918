import Commands

/// One line that is being typed, with its history and completions: the state behind the `:` prompt.
///
/// Positions count Unicode scalars, as the columns of the screen do.
public struct TextField: Hashable, Sendable {
  public private(set) var scalars: [Unicode.Scalar] = []
  /// The scalar that typing goes in front of, 0…count.
  public private(set) var cursor = 0
  /// Lines entered before, the oldest first.
  public private(set) var history: [String]
  public private(set) var completion: Completion?
  /// A value that the line was opened with: what is typed takes its place, and any other key keeps it.
  public private(set) var selection: Range<Int>?
  /// Whether the last key asked for candidates, and there were none.
  public private(set) var foundNothing = false

  /// The line of the history that is shown, and what was typed before going there.
  private var historyIndex: Int?
  private var draft: [Unicode.Scalar] = []
  /// What C-w, C-u and C-k took last, for C-y.
  private var killed: [Unicode.Scalar] = []

  /// The largest number of lines kept.
  public static let historyLimit = 500

  public init(_ text: String = "", history: [String] = []) {
    self.history = history.suffix(TextField.historyLimit)
    replace(with: text)
  }

  /// A line with a value that is selected, the cursor behind it.
  public init(_ start: String, value: String, _ end: String = "", history: [String] = []) {
    self.init(start + value, history: history)
    selection = start.unicodeScalars.count..<cursor
    scalars += Array(end.unicodeScalars)
  }

  /// Takes the lines of former sessions, while none of them is shown.
  public mutating func recallLines(_ lines: [String]) {
    guard historyIndex == nil else { return }
    history = Array(lines.suffix(TextField.historyLimit))
  }

  public var text: String { TextField.string(scalars[...]) }
  public var isEmpty: Bool { scalars.isEmpty }

  /// The text in front of the cursor: what completion looks at.
  public var textBeforeCursor: String { TextField.string(scalars[..<cursor]) }

  /// What the caller has to do after a key.
  public enum Outcome: Hashable, Sendable {
    /// The text is another one: completions and a preview may be due.
    case changed
    /// Only the cursor or the choice of a completion moved, or nothing did.
    case moved
    case submitted(String)
    case cancelled
    /// A Tab without a list of completions: the caller may call `complete`.
    case wantsCompletion
    /// No key of a text field.
    case ignored
  }

  // MARK: Keys

  public mutating func handle(_ key: Key) -> Outcome {
    foundNothing = false
    if let outcome = handleSelection(key) { return outcome }
    if let outcome = handleCompletion(key) { return outcome }
    switch (key.code, key.modifiers) {
    case (.enter, _), (.character("j"), .control), (.character("m"), .control): return submit()
    case (.escape, _), (.character("c"), .control), (.character("g"), .control): return .cancelled
    case (.tab, _), (.character("i"), .control): return .wantsCompletion
    case (.up, _), (.character("p"), .control): return recall(-1)
    case (.down, _), (.character("n"), .control): return recall(+1)
    case (.left, .control), (.left, .alt), (.character("b"), .alt): return move(to: wordStart)
    case (.right, .control), (.right, .alt), (.character("f"), .alt): return move(to: wordEnd)
    case (.left, _), (.character("b"), .control): return move(to: cursor - 1)
    case (.right, _), (.character("f"), .control): return move(to: cursor + 1)
    case (.home, _), (.character("a"), .control): return move(to: 0)
    case (.end, _), (.character("e"), .control): return move(to: scalars.count)
    case (.backspace, .alt), (.backspace, .control): return kill(wordStart..<cursor)
    case (.character("w"), .control): return kill(wordStart..<cursor)
    case (.character("d"), .alt): return kill(cursor..<wordEnd)
    case (.character("u"), .control): return kill(0..<cursor)
    case (.character("k"), .control): return kill(cursor..<scalars.count)
    case (.character("y"), .control): return insert(killed)
    case (.backspace, _), (.character("h"), .control):
      return isEmpty ? .cancelled : remove(max(0, cursor - 1)..<cursor)
    case (.delete, _), (.character("d"), .control):
      return remove(cursor..<min(scalars.count, cursor + 1))
    case (.character(let scalar), let modifiers) where modifiers.isSubset(of: .shift):
      return insert([scalar])
    default: return .ignored
    }
  }

  /// A pasted text in one line: a script's lines become commands with `;` between them and lose their comments.
  ///
  /// Breaks and tabs become spaces where no script can be read, and other control characters are dropped.
  public mutating func paste(_ text: String) -> Outcome {
    (completion, foundNothing) = (nil, false)
    let clean = TextField.line(of: text).unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
      if scalar == "\n" || scalar == "\r" || scalar == "\t" { return " " }
      return scalar.properties.generalCategory == .control ? nil : scalar
    }
    if !clean.isEmpty { removeSelection() }
    return insert(clean)
  }

  /// A text of several lines as one line of commands; one of a single line as it is.
  private static func line(of text: String) -> String {
    guard text.contains(where: \.isNewline), let statements = try? Script.statements(of: text)
    else { return text }
    return statements.map(\.text).joined(separator: "; ")
  }

  /// Puts a text in the place of what is there, the cursor at its end.
  public mutating func replace(with text: String) {
    scalars = Array(text.unicodeScalars)
    cursor = scalars.count
    historyIndex = nil
    (completion, foundNothing, selection) = (nil, false, nil)
  }

  /// Puts the cursor where the mouse is: `column` counts from the first visible scalar.
  public mutating func click(column: Int, width: Int) {
    selection = nil
    _ = move(to: window(width: width).first + max(0, column))
  }

  // MARK: Selection

  /// What is typed or deleted first takes the selected value away; every other key keeps it.
  private mutating func handleSelection(_ key: Key) -> Outcome? {
    guard selection != nil else { return nil }
    switch (key.code, key.modifiers) {
    case (.backspace, _), (.delete, _), (.character("h"), .control), (.character("d"), .control):
      removeSelection()
      return .changed
    case (.character("y"), .control) where !killed.isEmpty: removeSelection()
    case (.character, let modifiers) where modifiers.isSubset(of: .shift): removeSelection()
    default: selection = nil
    }
    return nil
  }

  private mutating func removeSelection() {
    if let selection { _ = remove(selection) }
  }

  // MARK: Window

  /// The part of the line that is shown in `width` columns, and the column of the cursor in it.
  ///
  /// The cursor is always within, also behind the last scalar; the line does not scroll while all fits.
  public func window(width: Int) -> (text: String, first: Int, cursor: Int) {
    guard width > 0 else { return ("", 0, 0) }
    let fits = scalars.count < width
    let first = fits ? 0 : min(max(0, cursor - width * 3 / 4), scalars.count + 1 - width)
    let last = min(scalars.count, first + width)
    return (TextField.string(scalars[first..<last]), first, cursor - first)
  }

  // MARK: Completion

  /// Offers candidates for the last scalars in front of the cursor.
  ///
  /// One candidate is taken at once; of several, the part they share is, and the rest is a list.
  /// - Parameters:
  ///   - candidates: Whole words, the best first.
  ///   - length: How many scalars in front of the cursor they replace.
  /// - Returns: `changed` where the line is another one now.
  public mutating func complete(_ candidates: [Candidate], replacing length: Int) -> Outcome {
    let start = max(0, cursor - max(0, length))
    guard let first = candidates.first else {
      foundNothing = true
      return .moved
    }
    let typed = Array(scalars[start..<cursor])
    if candidates.count == 1 {
      put(TextField.finished(first.text), from: start)
      return .changed
    }
    var shared = Array(first.text.unicodeScalars)
    for candidate in candidates.dropFirst() {
      let matching = zip(shared, candidate.text.unicodeScalars).prefix { $0 == $1 }.count
      shared.removeSubrange(matching...)
    }
    let grows = shared.count > typed.count && shared.starts(with: typed)
    if grows { put(shared, from: start) }
    completion = Completion(
      candidates: candidates, typed: Array(scalars[start..<cursor]), start: start)
    return grows ? .changed : .moved
  }

  /// Lists candidates, and leaves the line alone: for a list that is open while somebody types on.
  public mutating func offer(_ candidates: [Candidate], replacing length: Int) {
    let start = max(0, cursor - max(0, length))
    completion =
      candidates.isEmpty
      ? nil
      : Completion(candidates: candidates, typed: Array(scalars[start..<cursor]), start: start)
  }

  /// Shows what a search for the line has found, also where that is nothing.
  public mutating func search(_ found: [Candidate]) { completion = Completion(found: found) }

  /// Closes the list and leaves the line as it is.
  public mutating func closeList() { completion = nil }

  /// Puts a word in the place of the one under way, to its end, and goes on behind it.
  ///
  /// - Parameters:
  ///   - word: what is put there.
  ///   - length: how many scalars in front of the cursor it replaces.
  public mutating func take(_ word: String, replacing length: Int) {
    let end = scalars[cursor...].firstIndex { $0 == " " || $0 == ";" } ?? scalars.count
    let start = max(0, cursor - max(0, length))
    if length > 0 { scalars.removeSubrange(cursor..<end) }
    put(TextField.finished(word), from: start)
    historyIndex = nil
  }

  /// Takes a candidate of the list, as a click on it does.
  public mutating func choose(_ candidate: Int) {
    guard let list = completion, list.candidates.indices.contains(candidate) else { return }
    put(TextField.finished(list.candidates[candidate].text), from: list.start)
    completion = nil
  }

  /// Chooses a candidate of the list, which stays open: the line has its word.
  mutating func preselect(_ candidate: Int) {
    guard var list = completion, list.candidates.indices.contains(candidate) else { return }
    list.choose(candidate)
    put(list.chosenScalars, from: list.start)
    completion = list
  }

  /// A word and the space behind it, unless it is one that goes on: `hidden=`, `W1[3,`, a folder.
  private static func finished(_ word: String) -> [Unicode.Scalar] {
    Array(word.unicodeScalars) + (goesOn(word) ? [] : [" "])
  }

  private static func goesOn(_ word: String) -> Bool {
    word.unicodeScalars.last.map { "=,[/(".unicodeScalars.contains($0) } == true
  }

  /// The keys of a list that the line searches: what moves in it; the rest is typing.
  private mutating func handleSearch(_ key: Key, _ list: Completion) -> Outcome? {
    var list = list
    switch key {
    case Key(.up), Key(.tab, .shift), .control("p"): list.move(-1)
    case Key(.down), Key(.tab), .control("n"): list.move(1)
    case Key(.pageUp): list.movePage(-1)
    case Key(.pageDown): list.movePage(1)
    default: return nil
    }
    completion = list
    return .moved
  }

  private mutating func handleCompletion(_ key: Key) -> Outcome? {
    guard var list = completion else { return nil }
    if list.isSearch { return handleSearch(key, list) }
    let isBack = key == Key(.tab, .shift) || key.code == .up || key == .control("p")
    if isBack || key.code == .tab || key.code == .down || key == .control("n") {
      list.move(isBack ? -1 : +1)
      put(list.chosenScalars, from: list.start)
      completion = list
      return .changed
    }
    if key.code == .escape {
      put(list.typed, from: list.start)
      return .changed
    }
    completion = nil
    guard let chosen = list.chosen else { return nil }
    let word = list.candidates[chosen].text
    // Enter on a chosen word takes the word; it is not yet the command.
    if key.code == .enter {
      put(TextField.finished(word), from: list.start)
      return .changed
    }
    // A letter behind a whole word begins another one in its place; what is no letter goes on from it.
    if case .character(let scalar) = key.code, key.modifiers.isSubset(of: .shift),
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil,
      !TextField.goesOn(word)
    {
      put(list.typed, from: list.start)
    }
    return nil
  }

  /// Replaces what stands between `start` and the cursor, and closes the list.
  private mutating func put(_ replacement: [Unicode.Scalar], from start: Int) {
    scalars.replaceSubrange(start..<cursor, with: replacement)
    cursor = start + replacement.count
    (completion, selection) = (nil, nil)
  }

  // MARK: Editing

  private mutating func insert(_ new: [Unicode.Scalar]) -> Outcome {
    guard !new.isEmpty else { return .moved }
    scalars.insert(contentsOf: new, at: cursor)
    cursor += new.count
    historyIndex = nil
    return .changed
  }

  private mutating func remove(_ range: Range<Int>) -> Outcome {
    guard !range.isEmpty else { return .moved }
    scalars.removeSubrange(range)
    cursor = range.lowerBound
    (historyIndex, selection) = (nil, nil)
    return .changed
  }

  private mutating func kill(_ range: Range<Int>) -> Outcome {
    if !range.isEmpty { killed = Array(scalars[range]) }
    return remove(range)
  }

  private mutating func move(to position: Int) -> Outcome {
    cursor = min(max(0, position), scalars.count)
    return .moved
  }

  private var wordStart: Int {
    var position = cursor
    while position > 0, scalars[position - 1] == " " { position -= 1 }
    while position > 0, scalars[position - 1] != " " { position -= 1 }
    return position
  }

  private var wordEnd: Int {
    var position = cursor
    while position < scalars.count, scalars[position] == " " { position += 1 }
    while position < scalars.count, scalars[position] != " " { position += 1 }
    return position
  }

  // MARK: History

  private mutating func submit() -> Outcome {
    let line = text
    if !line.isEmpty, line != history.last {
      history.append(line)
      history.removeFirst(max(0, history.count - TextField.historyLimit))
    }
    replace(with: "")
    return .submitted(line)
  }

  /// Goes through the lines that start with what was typed, as a shell does.
  private mutating func recall(_ step: Int) -> Outcome {
    if historyIndex == nil { draft = scalars }
    var index = (historyIndex ?? history.count) + step
    while history.indices.contains(index) {
      let line = Array(history[index].unicodeScalars)
      if line.starts(with: draft), line != scalars {
        scalars = line
        cursor = line.count
        historyIndex = index
        return .changed
      }
      index += step
    }
    guard step > 0, historyIndex != nil else { return .moved }
    scalars = draft
    cursor = draft.count
    historyIndex = nil
    return .changed
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

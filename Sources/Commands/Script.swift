/// One command of a script: its words, and its text as typed.
public struct Statement: Hashable, Sendable {
  public let text: String
  public let words: [String]
}

/// Splits text into commands and commands into words.
///
/// `;` and line ends part commands; `'…'` and `"…"` keep what is in them together; `#` outside quotes begins a comment;
/// an open bracket keeps an index such as `W1[3, 42]` in one word.
public enum Script {
  public static func statements(of text: String) throws(CommandError) -> [Statement] {
    var splitter = Splitter()
    // Some editors begin a file with a mark of its encoding.
    let hasMark = text.unicodeScalars.first == "\u{FEFF}"
    for character in hasMark ? String(text.unicodeScalars.dropFirst()) : text {
      splitter.take(character)
    }
    splitter.finishStatement()
    if let quote = splitter.quote { throw .unfinishedQuote(quote) }
    return splitter.statements
  }

  /// A word as it must be typed to be read back: quoted where it has to be.
  public static func quoted(_ word: String) -> String {
    let plain = !word.isEmpty && !word.contains { " \t;#'\"[]\n".contains($0) }
    if plain { return word }
    if !word.contains("'") { return "'\(word)'" }
    if !word.contains("\"") { return "\"\(word)\"" }
    // With both, piece by piece: what stands together is one word.
    return word.split(separator: "'", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "'\($0)'" }.joined(separator: "\"'\"")
  }

  private struct Splitter {
    private(set) var statements: [Statement] = []
    private(set) var quote: Character?
    private var words: [String] = []
    private var word: String?
    private var text = ""
    private var depth = 0
    private var isComment = false

    mutating func take(_ character: Character) {
      if character.isNewline {
        isComment = false
        if quote == nil {
          finishStatement()
          return
        }
      }
      if isComment { return }
      if let open = quote {
        text.append(character)
        if character == open { quote = nil } else { add(character) }
        return
      }
      switch character {
      case ";": finishStatement()
      case "#": isComment = true
      case "'", "\"":
        quote = character
        word = word ?? ""
        text.append(character)
      case _ where character.isWhitespace:
        text.append(character)
        if depth == 0 { finishWord() } else { add(character) }
      default:
        if character == "[" { depth += 1 }
        if character == "]" { depth = max(0, depth - 1) }
        text.append(character)
        add(character)
      }
    }

    /// In place: a word may be as long as a file.
    private mutating func add(_ character: Character) {
      if word == nil { word = "" }
      word?.append(character)
    }

    private mutating func finishWord() {
      if let word { words.append(word) }
      word = nil
    }

    mutating func finishStatement() {
      finishWord()
      if !words.isEmpty {
        let trimmed = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace)
        statements.append(Statement(text: String(trimmed.reversed()), words: words))
      }
      words = []
      text = ""
      depth = 0
    }
  }
}

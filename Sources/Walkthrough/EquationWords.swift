public import Engine

/// The words that stand among the symbols of equations.
///
/// Steps and factors carry them in English, as JSON gives them; for people they are put into the language of the screen.
enum EquationWords {
  /// What the words become in Russian; of two that begin alike the longer stands first.
  static let russian: [(english: String, russian: String)] = [
    ("max over pieces k of ", "max по кускам k от "),
    ("mean over the batch of ", "среднее по батчу от "),
    ("Σ over the batch of ", "Σ по батчу "),
    ("forward again: ", "снова вперёд: "),
    (" for the piece that won, else ", " для победившего куска, иначе "),
    (" of the pieces that won", " победивших кусков"),
    (": piece ", ": кусок "), (" won", " победил"), (" at y, else ", " в классе y, иначе "),
    (" if ", ", если "), (" else ", ", иначе "), (" with ", ", где "),
  ]

  private static let table = russian.map { (Array($0.english.utf8), Array($0.russian.utf8)) }
  /// Few places of an equation begin like a word.
  private static let firstBytes = Set(table.compactMap(\.0.first))

  static func text(_ equation: String, in language: Language) -> String {
    guard language == .russian else { return equation }
    let bytes = Array(equation.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 32)
    var place = 0
    while place < bytes.count {
      if firstBytes.contains(bytes[place]),
        let (english, russian) = table.first(where: { bytes[place...].starts(with: $0.0) })
      {
        result += russian
        place += english.count
      } else {
        result.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension Symbols {
  /// An equation, or a part of one, with its words in a language, its names as commands have them.
  public static func worded(_ equation: String, in language: Language) -> String {
    EquationWords.text(equation, in: language)
  }

  /// An equation, or a part of one, as the screen writes it, with its words in a language.
  public static func typeset(_ equation: String, in language: Language) -> String {
    typeset(worded(equation, in: language))
  }
}

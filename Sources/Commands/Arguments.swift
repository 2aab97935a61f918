import Datasets
import Engine
import Walkthrough

/// The words after a command's own, taken one by one.
struct Arguments {
  private let words: [String]
  private var place = 0
  var usage: String

  /// Counts and places that only what is there bounds, with room for sums.
  static let natural = 0...Int.max / 4
  static let positive = 1...Int.max / 4

  init(_ words: some Sequence<String>, usage: String) {
    self.words = Array(words)
    self.usage = usage
  }

  var isAtEnd: Bool { place >= words.count }
  var remaining: Int { words.count - place }
  var peeked: String? { isAtEnd ? nil : words[place] }

  mutating func next() -> String? {
    guard !isAtEnd else { return nil }
    place += 1
    return words[place - 1]
  }

  mutating func word() throws(CommandError) -> String {
    guard let word = next() else { throw .missing(usage: usage) }
    return word
  }

  /// A file has a name: `''` would be none.
  mutating func fileName() throws(CommandError) -> String {
    let name = try word()
    guard !name.isEmpty else { throw .missing(usage: usage) }
    return FileNames.expandingHome(name)
  }

  mutating func rest() -> [String] {
    defer { place = words.count }
    return Array(words[place...])
  }

  func finish() throws(CommandError) {
    guard isAtEnd else { throw .unexpected(words[place], usage: usage) }
  }

  mutating func integer(
    _ meaning: NumberMeaning, in range: ClosedRange<Int>
  ) throws(CommandError) -> Int {
    try Arguments.integer(try word(), meaning, in: range)
  }

  mutating func number(
    _ meaning: NumberMeaning, where isValid: (Scalar) -> Bool
  ) throws(CommandError) -> Scalar {
    try Arguments.number(try word(), meaning, where: isValid)
  }

  /// One of the words of an enumeration.
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ type: Choice.Type
  ) throws(CommandError) -> Choice {
    try Arguments.choice(try word(), type)
  }

  static func integer(
    _ word: String, _ meaning: NumberMeaning, in range: ClosedRange<Int>
  ) throws(CommandError) -> Int {
    // Int reads "+5" too, which nobody means.
    guard !word.hasPrefix("+"), let value = Int(plain(word)), range.contains(value) else {
      throw .notANumber(word, meaning)
    }
    return value
  }

  /// A number with the minus of a keyboard in place of the minus that replies have.
  private static func plain(_ number: some StringProtocol) -> String {
    String(number).replacing("−", with: "-")
  }

  /// A decimal with point or comma, or a fraction such as 1/3.
  ///
  /// - Throws: `CommandError`, also where single precision would make 0 of a number that is not 0.
  static func number(
    _ word: String, _ meaning: NumberMeaning, where isValid: (Scalar) -> Bool
  ) throws(CommandError) -> Scalar {
    let value = try double(word, meaning)
    guard Scalar(value) != 0 || isZero(word) else { throw .tooSmall(word) }
    guard Scalar(value).isFinite, isValid(Scalar(value)) else {
      // As it is written it would do.
      throw value < 1 && Scalar(value) == 1 ? .tooNearOne(word) : .notANumber(word, meaning)
    }
    // There is one zero.
    return value == 0 ? 0 : Scalar(value)
  }

  /// Whether what is written is 0, and no number that double precision makes 0.
  private static func isZero(_ word: String) -> Bool {
    !word.prefix { !"eE/".contains($0) }.contains { ("1"..."9").contains($0) }
  }

  /// The same in double precision.
  static func double(_ word: String, _ meaning: NumberMeaning) throws(CommandError) -> Double {
    let parts = word.split(separator: "/", omittingEmptySubsequences: false)
    // Double reads hexadecimal numbers too, which nobody means.
    let values = parts.map { part in
      part.contains { $0 == "x" || $0 == "X" } ? nil : Double(plain(part).replacing(",", with: "."))
    }
    let value: Double? =
      switch values.count {
      case 1: values[0]
      case 2: values[0].flatMap { top in values[1].map { top / $0 } }
      default: nil
      }
    guard let value, value.isFinite else { throw .notANumber(word, meaning) }
    return value
  }

  static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ word: String, _ type: Choice.Type
  ) throws(CommandError) -> Choice {
    if let choice = Choice(rawValue: word.lowercased()) { return choice }
    throw unknown(word, allowed: Choice.allCases.map(\.rawValue))
  }

  static func unknown(_ word: String, allowed: [String]) -> CommandError {
    .unknownWord(word, allowed: allowed, nearest: Spelling.nearest(to: word, among: allowed))
  }

  static func onOff(_ word: String) throws(CommandError) -> Bool {
    switch word.lowercased() {
    case "on": return true
    case "off": return false
    default: throw unknown(word, allowed: ["on", "off"])
    }
  }

  /// `10x8`, `10×8`: rows × columns.
  static func size(_ word: String) throws(CommandError) -> (rows: Int, columns: Int) {
    let parts = word.lowercased().replacing("×", with: "x").split(
      separator: "x", omittingEmptySubsequences: false)
    // What is wrong is named whole: half of `10x` is nothing.
    let sides = parts.compactMap { try? integer(String($0), .side, in: 1...64) }
    guard parts.count == 2, sides.count == 2 else { throw .notANumber(word, .side) }
    return (sides[0], sides[1])
  }

  /// `W1`, `W1[3,42]`, `dL/dW1[3, 42]`.
  static func reference(_ word: String) throws(CommandError) -> Reference {
    guard !word.isEmpty else { throw .malformedName(word) }
    guard let open = word.firstIndex(of: "[") else {
      guard !word.contains("]") else { throw .malformedName(word) }
      return Reference(name: Symbols.plain(word))
    }
    guard word.last == "]", open != word.startIndex else { throw .malformedName(word) }
    let inner = word[word.index(after: open)..<word.index(before: word.endIndex)]
    let index = inner.split(separator: ",", omittingEmptySubsequences: false).map {
      // Space around a number, not within: `[1 2]` is no index.
      $0.split(whereSeparator: \.isWhitespace).count == 1
        ? Int($0.filter { !$0.isWhitespace }) : nil
    }
    var numbers: [Int] = []
    for part in index {
      guard let part, part >= 0 else { throw .malformedName(word) }
      numbers.append(part)
    }
    return Reference(name: Symbols.plain(String(word[..<open])), index: numbers)
  }
}

/// A word that may be meant, with what it does.
public struct Candidate: Hashable, Sendable {
  public var text: String
  public var meaning: String

  public init(_ text: String, meaning: String = "") {
    self.text = text
    self.meaning = meaning
  }
}

/// The words that may complete what is typed, and which of them stands in the line now.
public struct Completion: Hashable, Sendable {
  public let candidates: [Candidate]
  /// `nil` while the line has what was typed.
  public private(set) var chosen: Int?

  let typed: [Unicode.Scalar]
  let start: Int

  /// Rows that a list has at most.
  public static let visibleRows = 10

  init(candidates: [Candidate], typed: [Unicode.Scalar], start: Int) {
    self.candidates = candidates
    self.typed = typed
    self.start = start
  }

  var chosenScalars: [Unicode.Scalar] {
    chosen.map { Array(candidates[$0].text.unicodeScalars) } ?? typed
  }

  /// One on or back; past an end lies what was typed.
  mutating func move(_ step: Int) {
    let places = candidates.count + 1
    let place = ((chosen.map { $0 + 1 } ?? 0) + step + places) % places
    chosen = place == 0 ? nil : place - 1
  }

  /// The candidates that a list of `rows` shows: the chosen one is among them.
  public func window(rows: Int = Completion.visibleRows) -> Range<Int> {
    let rows = min(max(0, rows), candidates.count)
    let first = min(max(0, (chosen ?? 0) - rows / 2), candidates.count - rows)
    return first..<(first + rows)
  }
}

/// A word that may be meant, with what it does.
public struct Candidate: Hashable, Sendable {
  public var text: String
  public var meaning: String
  /// The key that does the same in the present view; empty where there is none.
  public var key: String
  /// Whether it is the value in force.
  public var isPresent: Bool

  public init(_ text: String, meaning: String = "", key: String = "", isPresent: Bool = false) {
    self.text = text
    self.meaning = meaning
    self.key = key
    self.isPresent = isPresent
  }
}

/// The words that may complete what is typed, and which of them stands in the line now.
public struct Completion: Hashable, Sendable {
  public let candidates: [Candidate]
  /// `nil` while the line has what was typed.
  public private(set) var chosen: Int?

  /// Whether the line is what is searched for: choosing moves along the list and leaves the line alone.
  public let isSearch: Bool

  let typed: [Unicode.Scalar]
  let start: Int

  /// Rows that a list has at most.
  public static let visibleRows = 10

  init(candidates: [Candidate], typed: [Unicode.Scalar], start: Int) {
    self.candidates = candidates
    self.typed = typed
    self.start = start
    isSearch = false
  }

  /// What a search has found, the best of it chosen.
  init(found candidates: [Candidate]) {
    self.candidates = candidates
    (typed, start, isSearch) = ([], 0, true)
    chosen = candidates.isEmpty ? nil : 0
  }

  var chosenScalars: [Unicode.Scalar] {
    chosen.map { Array(candidates[$0].text.unicodeScalars) } ?? typed
  }

  /// One on or back; past an end lies what was typed, and of a search the other end.
  mutating func move(_ step: Int) {
    if isSearch {
      guard let place = chosen else { return }
      chosen = (place + step + candidates.count) % candidates.count
      return
    }
    let places = candidates.count + 1
    let place = ((chosen.map { $0 + 1 } ?? 0) + step + places) % places
    chosen = place == 0 ? nil : place - 1
  }

  mutating func choose(_ place: Int) { chosen = place }

  /// A page on or back, as far as there are candidates.
  mutating func movePage(_ step: Int) {
    let place = (chosen ?? 0) + step * Completion.visibleRows
    chosen = candidates.isEmpty ? nil : min(max(0, place), candidates.count - 1)
  }

  /// The candidates that a list of `rows` shows: the chosen one is among them.
  public func window(rows: Int = Completion.visibleRows) -> Range<Int> {
    let rows = min(max(0, rows), candidates.count)
    let first = min(max(0, (chosen ?? 0) - rows / 2), candidates.count - rows)
    return first..<(first + rows)
  }
}

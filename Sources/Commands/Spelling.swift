/// Finds the word that was probably meant.
enum Spelling {
  /// Words of other programs for commands of this one.
  static let synonyms = [
    "exit": "quit", "bye": "quit", "lr": "rate", "load": "open", "print": "show",
    "predict": "classify", "fit": "train", "model": "network", "accuracy": "evaluate",
  ]

  /// Initialisers under other names of theirs.
  static let initializers = [
    "glorot": "xavier", "glorot-uniform": "xavier", "glorot-normal": "xavier-normal",
    "kaiming": "he", "kaiming-uniform": "he", "kaiming-normal": "he-normal", "he-uniform": "he",
    "xavier-uniform": "xavier", "gaussian": "normal", "zero": "zeros",
  ]

  /// `rate=0.5` as the command that it stands for; nil for words that are no settings.
  static func assignment(_ word: String) -> String? {
    guard let equals = word.firstIndex(of: "=") else { return nil }
    let key = word[..<equals].lowercased()
    let value = word[word.index(after: equals)...]
    if CommandWord(rawValue: key) != nil { return value.isEmpty ? key : "\(key) \(value)" }
    guard !value.isEmpty else { return nil }
    return Setting.network.contains { $0.rawValue == key } ? "network \(word)" : nil
  }

  /// The nearest candidate; nil where none is near.
  static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let typed = Array(word.lowercased())
    guard typed.count <= 40 else { return nil }
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let distance = distance(typed, Array(candidate.lowercased()))
      // Of equally near ones, that which the word begins.
      let isBegun = candidate.lowercased().hasPrefix(word.lowercased())
      if distance < best?.distance ?? .max || isBegun && distance == best?.distance {
        best = (candidate, distance)
      }
    }
    guard let best, best.distance <= max(1, min(typed.count, best.candidate.count) / 3),
      best.distance < max(typed.count, best.candidate.count)
    else {
      return candidates.first { $0.lowercased().hasPrefix(word.lowercased()) && !word.isEmpty }
    }
    return best.candidate
  }

  /// The fewest insertions, deletions, changes and swaps of neighbours (Damerau 1964, doi:10.1145/363958.363994).
  static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var rows = [Array(0...second.count)]
    for i in first.indices {
      var row = [i + 1]
      for j in second.indices {
        var cost = min(
          row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (first[i] == second[j] ? 0 : 1))
        if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
          cost = min(cost, rows[i - 1][j - 1] + 1)
        }
        row.append(cost)
      }
      rows.append(row)
    }
    return rows[first.count][second.count]
  }
}

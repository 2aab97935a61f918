import Engine

/// The curves of a training in words and numbers.
enum HistoryText {
  /// The most stretches that the training curve is told in.
  private static let longestList = 12

  /// The epochs, the training loss in stretches, and the marks where settings changed.
  static func lines(_ history: History, _ language: Language) -> [String] {
    guard !history.epochs.isEmpty || !history.buckets.isEmpty else {
      return [Phrase.historyEmpty.text(in: language)]
    }
    return epochs(history, language) + stretches(history, language) + marks(history, language)
  }

  private static func epochs(_ history: History, _ language: Language) -> [String] {
    func number(_ value: Scalar?) -> String { value.map { NumberFormat.short($0) } ?? "--" }
    func share(_ value: Double?) -> String { value.map(NumberFormat.percent) ?? "--" }
    let names = Phrase.historyHeader.text(in: language).split(separator: "|").map(String.init)
    return TextTable.lines(
      names,
      history.epochs.map { point in
        [
          "\(point.epoch)", NumberFormat.grouped(point.update), number(point.trainLoss),
          number(point.validationLoss), share(point.trainAccuracy),
          share(point.validationAccuracy),
        ]
      })
  }

  /// Neighbouring buckets of the curve together, so that a run of any length is a list to be read.
  private static func stretches(_ history: History, _ language: Language) -> [String] {
    let buckets = history.buckets
    guard !buckets.isEmpty else { return [] }
    let size = (buckets.count + longestList - 1) / longestList
    let lines = stride(from: 0, to: buckets.count, by: size).map { start -> String in
      let part = buckets[start..<min(start + size, buckets.count)]
      let count = part.reduce(0) { $0 + $1.count }
      let sum = part.reduce(0.0) { $0 + Double($1.mean) * Double($1.count) }
      let last = part[part.endIndex - 1].lastUpdate
      return ViewPhrase.stretch(
        first: last - count + 1, last: last, mean: Scalar(sum / Double(count)),
        low: part.map(\.minimum).min() ?? .nan, high: part.map(\.maximum).max() ?? .nan
      ).text(in: language)
    }
    return [ViewPhrase.stretches.text(in: language)] + lines
  }

  private static func marks(_ history: History, _ language: Language) -> [String] {
    history.marks.flatMap { mark in
      SettingsText.marks(from: mark.old, to: mark.new).map {
        ViewPhrase.markAt(mark.update, $0).text(in: language)
      }
    }
  }
}

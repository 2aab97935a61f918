import Engine

extension CheckReply {
  /// The verdict first, then what it rests on.
  func lines(in language: Language) -> [String] {
    func say(_ phrase: Phrase) -> String { phrase.text(in: language) }
    guard let element else {
      guard checked > 0 || skipped == 0 else { return [say(.allAtKink(name, skipped))] }
      return [
        say(.checkedAll(passed: passed ?? false, name, count: checked, skipped: skipped)),
        say(.largestError(maxRelativeError, at: worst)),
        say(.tolerance(tolerance, floor: floor)),
      ]
    }
    let place = CheckWords(
      place: name.replacing("dL/d", with: ""), backward: element.analytic,
      byChange: element.numeric)
    let (plus, minus) = CheckReply.losses(element)
    let quotient =
      "  (L(w + ε) − L(w − ε)) / 2ε = (\(plus) − \(minus)) / (2 · \(NumberFormat.brief(element.epsilon, digits: 6)))"
    if element.isAtKink {
      return [
        say(element.beginsAtKink ? .onKink : .acrossKink), say(.checkedPair(place)), quotient,
      ]
    }
    let difference = abs(element.analytic - element.numeric)
    guard difference != 0 else {
      return [say(.checkedElement(passed: passed ?? false, place)), quotient, say(.sameNumber)]
    }
    let larger = max(abs(element.analytic), abs(element.numeric))
    return [
      say(.checkedElement(passed: passed ?? false, place)), quotient,
      say(
        larger < floor
          ? .belowFloor(difference, floor: floor, error: maxRelativeError)
          : .ofLarger(difference, larger: larger, error: maxRelativeError)),
      say(.mayDiffer(tolerance)),
    ]
  }

  /// Two losses with as many figures as show five of their difference; JSON has all of them.
  static func losses(_ element: Element) -> (plus: String, minus: String) {
    let (plus, minus) = (element.lossPlus, element.lossMinus)
    let larger = max(abs(plus), abs(minus))
    let digits =
      plus == minus || !larger.isFinite
      ? 10 : min(16, max(10, Int((larger / abs(plus - minus)).exponent) * 3 / 10 + 7))
    return (NumberFormat.short(plus, digits: digits), NumberFormat.short(minus, digits: digits))
  }
}

/// The two numbers that a check of one element compares.
public struct CheckWords: Hashable, Sendable {
  /// `W1[3,42]`.
  public let place: String
  let backward: Double
  let byChange: Double

  func text(_ value: KeyPath<CheckWords, Double>) -> String {
    NumberFormat.short(self[keyPath: value], digits: 8)
  }
}

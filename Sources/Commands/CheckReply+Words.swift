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
    let figures = QuotientFigures(element)
    let words = CheckWords(
      place: name.replacing("dL/d", with: ""),
      backward: NumberFormat.short(element.analytic, digits: QuotientFigures.most),
      byChange: figures.quotient)
    let quotient =
      "  (L(w + ε) − L(w − ε)) / 2ε = (\(figures.plus) − \(figures.minus)) / (2 · \(figures.epsilon))"
    if element.isAtKink {
      return [
        say(element.beginsAtKink ? .onKink : .acrossKink), say(.checkedPair(words)), quotient,
        say(.stepOfCheck),
      ]
    }
    let verdict = say(.checkedElement(passed: passed ?? false, words))
    let difference = abs(element.analytic - element.numeric)
    guard difference != 0 else {
      return [verdict, quotient, say(.sameNumber), say(.stepOfCheck)]
    }
    let larger = max(abs(element.analytic), abs(element.numeric))
    return [
      verdict, quotient,
      say(
        larger < floor
          ? .belowFloor(difference, floor: floor, error: maxRelativeError)
          : .ofLarger(difference, larger: larger, error: maxRelativeError)),
      say(.mayDiffer(tolerance)), say(.stepOfCheck),
    ]
  }
}

/// A difference quotient with the figures that it can be worked out from again; JSON has all there are.
struct QuotientFigures {
  let plus: String
  let minus: String
  let epsilon: String
  let quotient: String

  /// The figures of a quotient, where the losses have enough of them.
  static let most = 8
  /// The figures that a number in double precision is sure of.
  private static let carried = 16

  init(_ element: CheckReply.Element) {
    let losses = [element.lossPlus, element.lossMinus]
    let magnitude = QuotientFigures.exponent(of: element.numeric)
    // What is rounded away of the losses is divided by 2ε; one place more, and the last figure is the same.
    let added = 1 - QuotientFigures.exponent(of: element.epsilon)
    let places = min(
      QuotientFigures.most - 1 - magnitude + added,
      QuotientFigures.carried - 1 - (losses.map(QuotientFigures.exponent).max() ?? 0))
    let texts = losses.map { loss in
      let exponent = QuotientFigures.exponent(of: loss)
      return NumberFormat.short(
        loss, digits: min(max(5, places + exponent + (exponent < -4 ? 2 : 1)), 17))
    }
    (plus, minus) = (texts[0], texts[1])
    epsilon = NumberFormat.brief(element.epsilon, digits: QuotientFigures.most + 2)
    quotient = NumberFormat.short(
      element.numeric, digits: min(max(2, places - added + magnitude + 1), QuotientFigures.most))
  }

  private static func exponent(of value: Double) -> Int {
    NumberFormat.scientific(abs(value)).exponent
  }
}

/// The two numbers that a check of one element compares.
public struct CheckWords: Hashable, Sendable {
  /// `W1[3,42]`.
  public let place: String
  let backward: String
  let byChange: String
}

/// What the network is asked about a digit: which labels are y = 1, which y = 0, which are not used.
///
/// The class named first is y = 1. In the ten-class task y is the label.
public enum Task: Hashable, Sendable {
  /// `0 rest`: y = 1 for one digit, 0 for every other.
  case oneAgainstRest(Int)
  /// `3 8`: y = 1 for the first digit, 0 for the second; the other eight are not used.
  case pair(Int, Int)
  /// `even odd`: y = 1 for 0, 2, 4, 6, 8.
  case evenOdd
  /// `below5`: y = 1 for 0, 1, 2, 3, 4; its classes are named `5-9` and `0-4`.
  case belowFive
  /// `digits`: ten classes.
  case digits

  /// The task that words name, as in `task 3 8`.
  ///
  /// - Throws: `TaskError` with the nearest forms that would be right.
  public init(words: [String]) throws(TaskError) {
    let lowercased = words.map { $0.lowercased() }
    switch lowercased {
    case ["even", "odd"]: self = .evenOdd
    case ["below5"]: self = .belowFive
    case ["digits"]: self = .digits
    case _ where ["digits", "below5"].contains(lowercased.first) && words.count > 1:
      throw TaskError(words: words, problem: .tooManyWords, nearest: [lowercased[0]])
    case _ where lowercased.starts(with: ["even", "odd"]):
      throw TaskError(words: words, problem: .tooManyWords, nearest: ["even odd"])
    case []: throw TaskError(words: words, problem: .empty, nearest: Task.forms)
    default: self = try Task(digitWords: lowercased, asTyped: words)
    }
  }

  private init(digitWords words: [String], asTyped: [String]) throws(TaskError) {
    guard let first = Task.digit(words[0]) else {
      throw TaskError(words: asTyped, problem: .unknown, nearest: Task.nearestForms(to: words))
    }
    let nearest = ["\(first) rest", "\(first) \((first + 5) % 10)"]
    guard words.count > 1 else {
      throw TaskError(words: asTyped, problem: .secondMissing, nearest: nearest)
    }
    guard words.count == 2 else {
      throw TaskError(words: asTyped, problem: .tooManyWords, nearest: nearest)
    }
    if words[1] == "rest" {
      self = .oneAgainstRest(first)
      return
    }
    guard let second = Task.digit(words[1]) else {
      throw TaskError(words: asTyped, problem: .unknown, nearest: nearest)
    }
    guard second != first else {
      throw TaskError(words: asTyped, problem: .sameDigit, nearest: nearest)
    }
    self = .pair(first, second)
  }

  /// Every form that `task` takes; `A` and `B` stand for digits.
  public static let forms = ["A rest", "A B", "even odd", "below5", "digits"]

  /// The words that make this task.
  public var words: [String] {
    switch self {
    case .oneAgainstRest(let digit): ["\(digit)", "rest"]
    case .pair(let first, let second): ["\(first)", "\(second)"]
    case .evenOdd: ["even", "odd"]
    case .belowFive: ["below5"]
    case .digits: ["digits"]
    }
  }

  public var name: String { words.joined(separator: " ") }

  /// The names of the classes, indexed by y: `["rest", "0"]` for `0 rest`.
  public var classes: [String] {
    switch self {
    case .oneAgainstRest(let digit): ["rest", "\(digit)"]
    case .pair(let first, let second): ["\(second)", "\(first)"]
    case .evenOdd: ["odd", "even"]
    case .belowFive: ["5-9", "0-4"]
    case .digits: (0...9).map(String.init)
    }
  }

  public var isTenClass: Bool { self == .digits }

  /// The y of an image with this label; nil if the task does not use it, or it is no digit.
  public func target(ofLabel label: Int) -> Int? {
    guard (0...9).contains(label) else { return nil }
    switch self {
    case .oneAgainstRest(let digit): return label == digit ? 1 : 0
    case .pair(let first, let second): return label == first ? 1 : label == second ? 0 : nil
    case .evenOdd: return label % 2 == 0 ? 1 : 0
    case .belowFive: return label < 5 ? 1 : 0
    case .digits: return label
    }
  }

  /// The first of ``indices(of:in:)``, without a look at all others.
  public func firstIndices(_ count: Int, of split: Split, in dataset: Dataset) -> [Int] {
    dataset.withLabels { labels in
      let used = dataset.range(of: split).lazy.filter {
        target(ofLabel: Int(labels[$0])) != nil
      }
      return Array(used.prefix(count))
    }
  }

  /// The places in the set of a split's images that the task uses, in order.
  public func indices(of split: Split, in dataset: Dataset) -> [Int] {
    let used = (0...255).map { target(ofLabel: $0) != nil }
    return dataset.withLabels { labels in
      dataset.range(of: split).filter { used[Int(labels[$0])] }
    }
  }

  private static func digit(_ word: String) -> Int? {
    guard let value = Int(word), word.utf8.count == 1 else { return nil }
    return value
  }

  private static func nearestForms(to words: [String]) -> [String] {
    let typed = words.joined(separator: " ")
    let candidates = ["even odd", "below5", "digits", "0 rest"]
    let distances = candidates.map { editDistance(Array(typed), Array($0)) }
    // A word with more than half of its letters wrong is no slip of the finger.
    guard let best = zip(candidates, distances).min(by: { $0.1 < $1.1 }),
      best.1 * 2 <= best.0.count
    else { return forms }
    return [best.0]
  }

  /// The fewest letters to put in, take out or change.
  private static func editDistance(_ first: [Character], _ second: [Character]) -> Int {
    // Nobody types this much; it bounds the work for a pasted text.
    guard first.count <= 40 else { return first.count }
    var previous = Array(0...second.count)
    for (i, letter) in first.enumerated() {
      var row = [i + 1]
      for (j, other) in second.enumerated() {
        row.append(min(row[j] + 1, previous[j + 1] + 1, previous[j] + (letter == other ? 0 : 1)))
      }
      previous = row
    }
    return previous[second.count]
  }
}

/// Words that name no task.
public struct TaskError: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    case empty
    case unknown
    case secondMissing
    case sameDigit
    case tooManyWords
  }

  /// The words as they were typed.
  public let words: [String]
  public let problem: Problem
  /// The forms that would be right, the most likely first.
  public let nearest: [String]

  public init(words: [String], problem: Problem, nearest: [String]) {
    self.words = words
    self.problem = problem
    self.nearest = nearest
  }

  /// A name that stays the same in every language and version.
  public var code: String { "unknown-task" }
}

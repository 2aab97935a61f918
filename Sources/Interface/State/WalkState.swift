/// What is said above the answer of a check that a key has asked for.
public struct CheckNote: Hashable, Sendable {
  public let command: String
  public let text: String
}

/// How the Walk view is looked at.
public struct WalkState: Hashable, Sendable {
  public enum Zoom: Int, CaseIterable, Hashable, Sendable {
    /// The whole network with a picture of every tensor.
    case network
    /// The current step with its operands.
    case layer
    /// One element's arithmetic, term by term.
    case unit
  }

  public var zoom = Zoom.layer
  /// The selected element of a result, by the number of its values.
  ///
  /// Tensors of one size mostly have the same units: who looked at unit 37 of x_output1 sees unit 37 of its gradient.
  public var elements: [Int: Int] = [:]
  /// The sample that every step of a batch's walk is looked at: the drawing until another is chosen.
  public var sample = 0
  /// The chosen term of an element's sum, by its place among them, the largest first; nil while none is chosen.
  ///
  /// Its operands are lit, and the chain of its factors is shown.
  public var term: Int?

  /// The links of a chain that are rolled away, and of which element at which step: another one's begins at its top.
  private var chain = ChainScroll(position: 0, element: 0, first: 0)
  private struct ChainScroll: Hashable {
    let position, element, first: Int
  }

  /// The first link that is shown.
  func firstLink(at position: Int, of element: Int) -> Int {
    chain.position == position && chain.element == element ? chain.first : 0
  }

  mutating func showChain(from first: Int, at position: Int, of element: Int) {
    chain = ChainScroll(position: position, element: element, first: first)
  }

  /// The position from which an element was traced back, to which Esc returns; nil once the walk has gone on.
  public private(set) var traceStart: Int?
  /// The position that tracing has come to: whoever has gone elsewhere since, by whatever way, has ended it.
  private var traceEnd: Int?

  mutating func trace(from position: Int, to end: Int) {
    if traceStart == nil || traceEnd != position { traceStart = position }
    traceEnd = end
  }
  func isTracing(at position: Int) -> Bool { traceStart != nil && traceEnd == position }
  /// Forgets it, and tells where it was.
  @discardableResult
  mutating func endTrace() -> Int? {
    defer { traceStart = nil }
    return traceStart
  }

  /// The places after the point; results have more of them.
  public private(set) var digits = 4
  public static let allDigits = 2...8

  /// More places or fewer.
  mutating func changeDigits(by change: Int) {
    digits = min(max(digits + change, Self.allDigits.lowerBound), Self.allDigits.upperBound)
  }

  /// What the last check by a key is of, where that is not the selected element.
  var checkNote: CheckNote?

  public mutating func forgetNote() { checkNote = nil }

  /// What stands above the answer to a command.
  public func note(on command: String) -> [String] {
    checkNote.flatMap { $0.command == command ? [$0.text] : nil } ?? []
  }

  public init() {}
}

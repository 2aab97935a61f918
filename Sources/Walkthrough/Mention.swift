import Engine

/// An element of a tensor as a factor's name mentions it: `x_output1`, [5] in `σ(x_output1[5])`.
public struct Mention: Hashable, Sendable {
  public let name: String
  /// Empty for a scalar, and for a tensor that is mentioned as a whole.
  public let index: [Int]

  public init(name: String, index: [Int]) {
    self.name = name
    self.index = index
  }

  /// The mentions of an expression and where they stand in it, from left to right.
  static func all(in expression: String) -> [(mention: Mention, range: Range<String.Index>)] {
    if let only = Mention(whole: expression) {
      return [(only, expression.startIndex..<expression.endIndex)]
    }
    var found: [(Mention, Range<String.Index>)] = []
    let text = expression.unicodeScalars
    func isPart(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "_" || scalar == "/" || ("0"..."9").contains(scalar) || Symbols.isLetter(scalar)
    }
    var next = text.startIndex
    while let first = text[next...].firstIndex(where: isPart) {
      let end = text[first...].firstIndex { !isPart($0) } ?? text.endIndex
      // A quotient of numbers such as `1/P` is no derivative.
      let start = text[first..<end].firstIndex(where: Symbols.isLetter) ?? end
      next = end
      var index: [Int] = []
      if end < text.endIndex, text[end] == "[", let close = text[end...].firstIndex(of: "]") {
        index = text[text.index(after: end)..<close].split(separator: ",").compactMap {
          Int(String($0))
        }
        next = text.index(after: close)
      }
      if start < end {
        found.append((Mention(name: String(text[start..<end]), index: index), start..<next))
      }
    }
    return found
  }
}

extension Mention {
  /// What nearly all factors are, one element in letters of ASCII: `W1[3,42]`; nil where the expression is anything else.
  private init?(whole expression: String) {
    func isLetter(_ byte: UInt8) -> Bool {
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }
    func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
    let bytes = expression.utf8
    guard let first = bytes.first, isLetter(first) else { return nil }
    let end =
      bytes.firstIndex {
        !isLetter($0) && !isDigit($0) && $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "/")
      } ?? bytes.endIndex
    var index: [Int] = []
    if end < bytes.endIndex {
      guard bytes[end] == UInt8(ascii: "[") else { return nil }
      var number: Int?
      var isClosed = false
      for byte in bytes[bytes.index(after: end)...] {
        guard !isClosed else { return nil }
        if isDigit(byte) {
          guard number ?? 0 < 1 << 40 else { return nil }
          number = (number ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
        } else {
          guard let known = number,
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]")
          else { return nil }
          index.append(known)
          number = nil
          isClosed = byte == UInt8(ascii: "]")
        }
      }
      guard isClosed else { return nil }
    }
    self.init(name: String(expression[..<end]), index: index)
  }
}

extension Factor {
  /// The tensors and elements in the name, from left to right, each once.
  ///
  /// Words such as `softmax`, and numbers, are among them: whoever looks them up finds no tensor of that name.
  public var mentions: [Mention] {
    var found: [Mention] = []
    for (mention, _) in Mention.all(in: name) where !found.contains(mention) {
      found.append(mention)
    }
    return found
  }

  /// Whether the name is more than that of one element: `σ(x_output1[5])`, `1 − P`.
  var isExpression: Bool {
    name.utf8.contains { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: " ") }
  }
}

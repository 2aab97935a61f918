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
}

extension Factor {
  /// The tensors and elements in the name, from left to right, each once.
  ///
  /// Words such as `softmax`, and numbers, are among them: whoever looks them up finds no tensor of that name.
  public var mentions: [Mention] {
    var found: [Mention] = []
    var rest = Substring.UnicodeScalarView(name.unicodeScalars)
    func isPart(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isAlphabetic || scalar == "_" || scalar == "/"
        || ("0"..."9").contains(scalar)
    }
    while let start = rest.firstIndex(where: isPart) {
      rest = rest[start...]
      let end = rest.firstIndex { !isPart($0) } ?? rest.endIndex
      // A quotient of numbers such as `1/P` is no derivative.
      let word = String(rest[..<end].drop { !$0.properties.isAlphabetic })
      rest = rest[end...]
      var index: [Int] = []
      if rest.first == "[", let close = rest.firstIndex(of: "]") {
        index = String(rest[..<close].dropFirst()).split(separator: ",").compactMap { Int($0) }
        rest = rest[close...]
      }
      let mention = Mention(name: word, index: index)
      if !word.isEmpty, !found.contains(mention) { found.append(mention) }
    }
    return found
  }
}

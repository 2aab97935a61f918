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
    let text = name.unicodeScalars
    func isPart(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "_" || scalar == "/" || ("0"..."9").contains(scalar) || Symbols.isLetter(scalar)
    }
    var next = text.startIndex
    while let start = text[next...].firstIndex(where: isPart) {
      let end = text[start...].firstIndex { !isPart($0) } ?? text.endIndex
      next = end
      // A quotient of numbers such as `1/P` is no derivative.
      let word = String(text[start..<end].drop { !Symbols.isLetter($0) })
      var index: [Int] = []
      if end < text.endIndex, text[end] == "[", let close = text[end...].firstIndex(of: "]") {
        index = text[text.index(after: end)..<close].split(separator: ",").compactMap {
          Int(String($0))
        }
        next = close
      }
      let mention = Mention(name: word, index: index)
      if !word.isEmpty, !found.contains(mention) { found.append(mention) }
    }
    return found
  }
}

/// Cuts text bytes into tokens and counts lines; nothing is decoded that is not asked for.
struct TextScanner {
  let bytes: [UInt8]
  private(set) var offset: Int
  /// The line of `offset`, from 1.
  private(set) var line = 1
  /// Whether `#` starts a comment that ends with the line.
  let comments: Bool

  init(_ bytes: [UInt8], from start: Int = 0, comments: Bool = true) {
    self.bytes = bytes
    offset = start
    self.comments = comments
  }

  var remaining: Int { bytes.count - offset }

  /// The next run of bytes between separators; nil at the end.
  mutating func token(isSeparator: (UInt8) -> Bool = TextScanner.isSpace) -> ArraySlice<UInt8>? {
    skipSeparators(isSeparator)
    let start = offset
    while offset < bytes.count, !isSeparator(bytes[offset]), !startsComment { offset += 1 }
    return start < offset ? bytes[start..<offset] : nil
  }

  mutating func skipSeparators(_ isSeparator: (UInt8) -> Bool = TextScanner.isSpace) {
    while offset < bytes.count {
      if startsComment {
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
      } else if isSeparator(bytes[offset]) {
        skipByte()
      } else {
        return
      }
    }
  }

  mutating func skipByte() {
    guard offset < bytes.count else { return }
    if bytes[offset] == UInt8(ascii: "\n") { line += 1 }
    offset += 1
  }

  private var startsComment: Bool { comments && bytes[offset] == UInt8(ascii: "#") }

  /// Space, tab, line feed, vertical tab, form feed, carriage return.
  static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  static func isSpaceOrComma(_ byte: UInt8) -> Bool { isSpace(byte) || byte == UInt8(ascii: ",") }

  /// A whole number without a sign; nil if there is another character.
  ///
  /// What exceeds `Int` is `Int.max`.
  static func wholeNumber(_ token: ArraySlice<UInt8>) -> Int? {
    guard !token.isEmpty else { return nil }
    var value = 0
    for byte in token {
      guard byte >= 48, byte <= 57 else { return nil }
      let (product, productOverflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, sumOverflow) = product.addingReportingOverflow(Int(byte - 48))
      value = productOverflow || sumOverflow ? Int.max : sum
    }
    return value
  }

  /// A decimal number such as `-0.5` or `1e-3`; nil for anything else, `nan` and `inf` included.
  static func decimalNumber(_ token: ArraySlice<UInt8>) -> Double? {
    // Longer texts are no number that anybody wrote, and parsing them would take long.
    guard !token.isEmpty, token.count <= 400 else { return nil }
    for byte in token {
      switch byte {
      case 48...57, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"),
        UInt8(ascii: "E"):
        continue
      default: return nil
      }
    }
    return Double(String(decoding: token, as: UTF8.self))
  }

  static func text(_ token: ArraySlice<UInt8>) -> String { String(decoding: token, as: UTF8.self) }
}

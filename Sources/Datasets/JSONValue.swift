/// A value read from JSON text by the letter of RFC 8259; members keep their order.
public enum JSONValue: Hashable, Sendable {
  public struct Member: Hashable, Sendable {
    public let key: String
    public let value: JSONValue
  }

  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// Parses one value with nothing but white space around it.
  ///
  /// Stricter than the RFC in two points: keys of an object differ, and values nest at most 64 deep.
  public init(parsing bytes: some Sequence<UInt8>) throws(JSONError) {
    var parser = JSONParser(bytes: Array(bytes))
    self = try parser.document()
  }

  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  public var array: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The number if it is whole, not negative and exact in a `Double`.
  public var count: Int? {
    guard case .number(let value) = self, value >= 0, value <= 9_007_199_254_740_992 else {
      return nil
    }
    return Int(exactly: value)
  }

  /// Text as a JSON string with its quotation marks; control characters are escaped.
  public static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..<"\u{20}", "\u{7F}"..."\u{9F}", "\u{2028}"..."\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// Where a text stops being JSON.
public struct JSONError: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    case unexpected
    case duplicateKey(String)
    case tooDeep
  }

  /// Counted from 0.
  public let byte: Int
  public let problem: Problem

  public init(byte: Int, problem: Problem) {
    self.byte = byte
    self.problem = problem
  }
}

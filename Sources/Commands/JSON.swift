/// A JSON value to be written, its members in the order given.
public enum JSON: Equatable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case unsigned(UInt64)
  case float(Float)
  case double(Double)
  case string(String)
  case array([JSON])
  case object([(key: String, value: JSON)])

  public static func == (left: JSON, right: JSON) -> Bool { left.text == right.text }

  public static func floats(_ values: some Sequence<Float>) -> JSON {
    .array(values.map(JSON.float))
  }
  public static func integers(_ values: some Sequence<Int>) -> JSON {
    .array(values.map(JSON.integer))
  }
  public static func strings(_ values: some Sequence<String>) -> JSON {
    .array(values.map(JSON.string))
  }

  /// One line; numbers are the shortest that read back to the same value, and null where not finite.
  public var text: String {
    var result = ""
    write(to: &result)
    return result
  }

  private func write(to result: inout String) {
    switch self {
    case .null: result += "null"
    case .bool(let value): result += value ? "true" : "false"
    case .integer(let value): result += value.description
    case .unsigned(let value): result += value.description
    case .float(let value): result += value.isFinite ? value.description : "null"
    case .double(let value): result += value.isFinite ? value.description : "null"
    case .string(let value): JSON.quote(value, to: &result)
    case .array(let values):
      result += "["
      for (k, value) in values.enumerated() {
        if k > 0 { result += "," }
        value.write(to: &result)
      }
      result += "]"
    case .object(let members):
      result += "{"
      for (k, member) in members.enumerated() {
        if k > 0 { result += "," }
        JSON.quote(member.key, to: &result)
        result += ":"
        member.value.write(to: &result)
      }
      result += "}"
    }
  }

  private static func quote(_ text: String, to result: inout String) {
    result += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    result += "\""
  }
}

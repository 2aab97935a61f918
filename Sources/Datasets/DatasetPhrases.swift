public import Engine

extension DatasetError {
  /// The fault in one line: file, place, what was found, what would be right.
  public func words(in language: Language) -> String {
    let name = shownName(file)
    let what =
      switch language {
      case .english: english
      case .russian: russian
      }
    let position: String? =
      switch (place, language) {
      case (.whole, _): nil
      case (.byte(let offset), .english): "byte \(offset)"
      case (.byte(let offset), .russian): "байт \(offset)"
      case (.line(let number), .english): "line \(number)"
      case (.line(let number), .russian): "строка \(number)"
      }
    return [name, position, what].compactMap(\.self).joined(separator: ": ")
  }

  /// Foreign text in quotes, short enough for a line.
  static func quoted(_ text: String) -> String {
    let limit = 40
    return text.count > limit ? "'\(escaped(text.prefix(limit)))…'" : "'\(escaped(text))'"
  }

  /// The first bytes of a file in hexadecimal.
  static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.prefix(4)
      .map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
      .joined(separator: " ")
  }
}

extension TaskError {
  /// The fault in one line, with the forms that would be right.
  public func words(in language: Language) -> String {
    switch language {
    case .english: english
    case .russian: russian
    }
  }
}

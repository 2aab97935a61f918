extension KeyHint {
  /// The keys that the hint names, each with the part of its text: what the mouse presses in their place.
  ///
  /// `←↓↑→ hjkl` are eight keys, `PgUp PgDn` are two; what is no key (`1 …`, `mouse`) is left out.
  public var keys: [(columns: Range<Int>, key: Key)] {
    var keys: [(columns: Range<Int>, key: Key)] = []
    var place = 0
    var isShifted = false
    for word in key.split(separator: " ", omittingEmptySubsequences: false) {
      let name = word.hasSuffix(",") && word.count > 1 ? word.dropLast() : word
      if word.lowercased() == "shift" {
        isShifted = true
      } else if let key = Key(named: name) {
        keys.append((place..<place + name.unicodeScalars.count, key))
      } else {
        for (offset, scalar) in word.unicodeScalars.enumerated() {
          guard var key = Key(sign: scalar) else { continue }
          if isShifted { key.modifiers.insert(.shift) }
          keys.append((place + offset..<place + offset + 1, key))
        }
      }
      place += word.unicodeScalars.count + 1
    }
    return keys
  }

  /// The same in the words of ASCII, some of which are longer than the signs that they stand for.
  private func keys(in label: String) -> [(columns: Range<Int>, key: Key)] {
    let words = key.split(separator: " ", omittingEmptySubsequences: false)
    let written = label.split(separator: " ", omittingEmptySubsequences: false)
    guard label != key, words.count == written.count else { return keys }
    var found: [(columns: Range<Int>, key: Key)] = []
    var isShifted = false
    var place = 0
    for (word, text) in zip(words, written) {
      defer { place += text.unicodeScalars.count + 1 }
      if word.lowercased() == "shift" { isShifted = true }
      let isSameLength = word.unicodeScalars.count == text.unicodeScalars.count
      if isSameLength || KeyHint(String(word), "").keys.count == 1 {
        for part in KeyHint(String(word), "").keys {
          var key = part.key
          if isShifted { key.modifiers.insert(.shift) }
          let columns = isSameLength ? part.columns : 0..<text.unicodeScalars.count
          found.append((place + columns.lowerBound..<place + columns.upperBound, key))
        }
      } else {
        // `up/down`: each word is its key. `arrows` are four keys and no button.
        var start = place
        for part in text.split(separator: "/") {
          let end = start + part.unicodeScalars.count
          if let code = KeyHint.directions[part] { found.append((start..<end, Key(code))) }
          start = end + 1
        }
      }
    }
    return found
  }

  private static let directions: [Substring: Key.Code] = [
    "up": .up, "down": .down, "left": .left, "right": .right,
  ]

  /// Where the mouse presses which key of a hint drawn from the left of `area`, `textFrom` columns in: a key that is
  /// alone anywhere on the hint, one of several on itself; words behind Enter or Esc press that.
  func places(
    in area: Rect, textFrom start: Int = 0, _ theme: Theme
  ) -> [(place: Rect, key: Key)] {
    if self.keys.count == 1 { return [(area, self.keys[0].key)] }
    let keys = keys(in: label(theme))
    var places = keys.map { columns, key in
      let x = area.x + start + columns.lowerBound
      return (place: Rect(x: x, y: area.y, width: columns.count, height: 1), key: key)
    }
    // `↵ +` are two keys for one thing: the words are a button for it.
    if let first = keys.first?.key, first.code == .enter || first.code == .escape {
      places.append((area, first))
    }
    return places
  }
}

extension Key {
  /// A key by the name that hints give it.
  init?(named name: Substring) {
    switch name {
    case "space", "пробел": self = .character(" ")
    case "Enter", "↵": self.init(.enter)
    case "Esc": self.init(.escape)
    case "Tab": self.init(.tab)
    case "Home": self.init(.home)
    case "End": self.init(.end)
    case "PgUp": self.init(.pageUp)
    case "PgDn": self.init(.pageDown)
    case "⌫": self.init(.backspace)
    case "F1", "F2", "F3": self.init(.function(Int(name.dropFirst()) ?? 1))
    case _ where name.hasPrefix("Ctrl-"):
      guard let letter = name.lowercased().unicodeScalars.last else { return nil }
      self = .control(letter)
    default:
      guard let scalar = name.unicodeScalars.first, name.unicodeScalars.count == 1 else {
        return nil
      }
      guard let key = scalar.isASCII ? .character(scalar) : Key(sign: scalar) else { return nil }
      self = key
    }
  }

  /// A key among several that are written together.
  init?(sign: Unicode.Scalar) {
    switch sign {
    case "←": self.init(.left)
    case "→": self.init(.right)
    case "↑": self.init(.up)
    case "↓": self.init(.down)
    case "h", "j", "k", "l", "H", "J", "K", "L": self = .character(sign)
    default: return nil
    }
  }
}

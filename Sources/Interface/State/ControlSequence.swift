/// A control sequence (`CSI … final`) or a single shift (`SS3 … final`) and what it means.
///
/// Parameters are separated by `;`, their parts by `:`; a missing one is `nil`.
struct ControlSequence {
  let prefix: Character?
  let final: Character
  private let parameters: [[Int?]]

  init(_ bytes: [UInt8], final: UInt8) {
    self.final = Character(Unicode.Scalar(final))
    if let first = bytes.first, (0x3C...0x3F).contains(first) {
      prefix = Character(Unicode.Scalar(first))
    } else {
      // Intermediate bytes (`$`, `!`, …) make another sequence of the same letter: no key has them.
      prefix = bytes.contains { (0x20...0x2F).contains($0) } ? " " : nil
    }
    parameters = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map {
      $0.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map(Self.number)
    }
  }

  /// Larger numbers are none: they mean nothing here and must not overflow.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    let digits = digits.filter { (0x30...0x39).contains($0) }
    guard !digits.isEmpty, digits.count <= 7 else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private func parameter(_ index: Int, part: Int = 0) -> Int? {
    guard index < parameters.count, part < parameters[index].count else { return nil }
    return parameters[index][part]
  }

  var first: Int? { parameter(0) }

  private static func modifiers(_ parameter: Int?) -> Key.Modifiers {
    guard let parameter, parameter > 1 else { return [] }
    var modifiers = Key.Modifiers(rawValue: UInt8((parameter - 1) & 7))
    // Meta (8 in xterm) is the Alt of some keyboards.
    if (parameter - 1) & 8 != 0 { modifiers.insert(.alt) }
    return modifiers
  }
}

// MARK: - Keys

extension ControlSequence {
  var key: Key? {
    // Terminals that report releases of keys mark them with event 3.
    if parameter(1, part: 1) == 3 { return nil }
    let modifiers = Self.modifiers(parameter(1))
    switch final {
    case "~" where first == 27: return coded(parameter(2), shifted: nil, modifiers)
    case "~": return numbered.map { Key($0, modifiers) }
    case "u": return coded(first, shifted: parameter(0, part: 1), modifiers)
    case "Z": return Key(.tab, modifiers.union(.shift))
    // `CSI row ; column R` answers a question about the cursor; F3 has 1 in front.
    case "R" where first.map { $0 != 1 } ?? false: return nil
    default: return lettered.map { Key($0, modifiers) }
    }
  }

  /// The keys of `SS3`, whose modifier, if any, is the last parameter.
  var shiftedKey: Key? {
    let modifiers = Self.modifiers(parameter(1) ?? first)
    return (lettered ?? keypad).map { Key($0, modifiers) }
  }

  private var lettered: Key.Code? {
    switch final {
    case "A": .up
    case "B": .down
    case "C": .right
    case "D": .left
    case "F": .end
    case "H": .home
    case "P": .function(1)
    case "Q": .function(2)
    case "R": .function(3)
    case "S": .function(4)
    default: nil
    }
  }

  private var keypad: Key.Code? {
    guard let scalar = final.unicodeScalars.first else { return nil }
    return switch final {
    case "M": .enter
    case "I": .tab
    case "X": .character("=")
    case "j"..."y": Unicode.Scalar(scalar.value - 0x40).map { .character($0) }
    default: nil
    }
  }

  private var numbered: Key.Code? {
    switch first {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case .some(let number): Self.functions.firstIndex(of: number).map { .function($0 + 1) }
    case nil: nil
    }
  }

  /// The numbers of F1, F2, …; the gaps are those of the VT220's keyboard.
  private static let functions = [
    11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34,
  ]

  /// A key by its character's code: `CSI code ; modifiers u` and `CSI 27 ; modifiers ; code ~`.
  private func coded(_ code: Int?, shifted: Int?, _ modifiers: Key.Modifiers) -> Key? {
    switch code {
    case 9: return Key(.tab, modifiers)
    case 13: return Key(.enter, modifiers)
    case 27: return Key(.escape, modifiers)
    case 8, 127: return Key(.backspace, modifiers)
    // Keys without a character have codes in the private use area.
    case .some(0xE000...0xF8FF), nil: return nil
    case .some(let code):
      guard code >= 0x20, !(0x80..<0xA0).contains(code), let value = UInt32(exactly: code),
        let scalar = Unicode.Scalar(value)
      else { return nil }
      guard modifiers.contains(.shift) else { return Key(.character(scalar), modifiers) }
      let upper = shifted.flatMap { UInt32(exactly: $0) }.flatMap(Unicode.Scalar.init)
      let capital = (0x61...0x7A).contains(value) ? Unicode.Scalar(value - 0x20) : scalar
      return Key(.character(upper ?? capital ?? scalar), modifiers.subtracting(.shift))
    }
  }
}

// MARK: - Mouse

extension ControlSequence {
  /// SGR reports: `CSI < code ; column ; row M` (pressed or moved) or `m` (released), counted from 1.
  var mouse: Mouse? {
    guard let code = first, let column = parameter(1), let row = parameter(2),
      column >= 1, row >= 1, code < 128
    else { return nil }
    var modifiers: Key.Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    guard let (action, button) = Self.action(code, isRelease: final == "m") else { return nil }
    return Mouse(action, button, x: column - 1, y: row - 1, modifiers: modifiers)
  }

  private static func action(_ code: Int, isRelease: Bool) -> (Mouse.Action, Mouse.Button)? {
    if code & 64 != 0 {
      switch code & 3 {
      case 0: return isRelease ? nil : (.wheelUp, .none)
      case 1: return isRelease ? nil : (.wheelDown, .none)
      default: return nil
      }
    }
    let button: Mouse.Button =
      switch code & 3 {
      case 0: .left
      case 1: .middle
      case 2: .right
      default: .none
      }
    if isRelease { return (.release, button) }
    if code & 32 != 0 { return (button == .none ? .move : .drag, button) }
    return button == .none ? nil : (.press, button)
  }
}

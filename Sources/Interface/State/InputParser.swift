/// Decodes what a terminal sends: text, keys, the mouse, pastes, and its answers to questions.
///
/// Bytes may arrive in pieces of any size. Only the Esc key is ambiguous, since its byte also begins every other key:
/// while `pending` is `.escape`, the caller waits some 25 ms for more and then calls `flush`.
/// Sequences that mean nothing here are swallowed.
public struct InputParser {
  /// What the bytes so far leave open.
  public enum Pending: Hashable, Sendable {
    case none
    /// The Esc key, or the begin of something longer.
    case escape
    /// A sequence or a character of which more must come.
    case sequence
    /// A paste that has not ended; it may pause for as long as it likes.
    case paste
  }

  /// More bytes of one paste are dropped.
  public static let pasteLimit = 1 << 20
  static let sequenceLimit = 256

  private enum State {
    case ground
    case character(remaining: Int, value: UInt32, least: UInt32, isAlt: Bool)
    case escape
    case control
    /// The Linux console's `ESC [ [ A`.
    case consoleFunction
    case singleShift
    /// OSC, DCS, APC, PM, SOS: text up to BEL or ST.
    case string(isCommand: Bool, escaped: Bool)
    case paste(matched: Int)
  }

  private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

  private var state = State.ground
  private var collected: [UInt8] = []
  private var events: [Event] = []

  /// Whether the terminal has said what it is (DA1): all earlier questions are answered by then, or never will be.
  public private(set) var hasIdentifiedTerminal = false

  public init() {}

  public var pending: Pending {
    switch state {
    case .ground: .none
    case .escape: .escape
    case .control, .singleShift, .string(_, escaped: false):
      collected.isEmpty ? .escape : .sequence
    case .character, .consoleFunction, .string: .sequence
    case .paste: .paste
    }
  }

  /// The events that these bytes complete.
  public mutating func feed(_ bytes: some Collection<UInt8>) -> [Event] {
    let bytes = Array(bytes)
    var index = 0
    while index < bytes.count {
      if case .paste(let matched) = state {
        index = takePaste(bytes, from: index, matched: matched)
      } else {
        take(bytes[index])
        index += 1
      }
    }
    defer { events = [] }
    return events
  }

  /// No more bytes will come for now: what was ambiguous is the Esc key, or a key with Alt, and what was begun is
  /// dropped.
  ///
  /// A paste goes on.
  public mutating func flush() -> [Event] {
    switch state {
    case .ground, .paste: return []
    case .escape: emit(.escape)
    case .control where collected.isEmpty: emit(.character("["), .alt)
    case .singleShift where collected.isEmpty: emit(.character("O"), .alt)
    case .string(isCommand: true, escaped: false) where collected.isEmpty:
      emit(.character("]"), .alt)
    default: break
    }
    state = .ground
    defer { events = [] }
    return events
  }

  private mutating func emit(_ code: Key.Code, _ modifiers: Key.Modifiers = []) {
    events.append(.key(Key(code, modifiers)))
  }

  private mutating func begin(_ next: State) {
    collected.removeAll(keepingCapacity: true)
    state = next
  }

  private mutating func take(_ byte: UInt8) {
    switch state {
    case .ground, .paste: takeText(byte, isAlt: false)
    case .character(let remaining, let value, let least, let isAlt):
      takeContinuation(byte, remaining: remaining, value: value, least: least, isAlt: isAlt)
    case .escape: takeEscaped(byte)
    case .control: takeControl(byte)
    case .consoleFunction:
      state = .ground
      if (0x41...0x45).contains(byte) { emit(.function(Int(byte) - 0x40)) }
    case .singleShift: takeShifted(byte)
    case .string(let isCommand, let escaped): takeString(byte, isCommand: isCommand, escaped)
    }
  }
}

// MARK: - Text

extension InputParser {
  private mutating func takeText(_ byte: UInt8, isAlt: Bool) {
    state = .ground
    let alt: Key.Modifiers = isAlt ? .alt : []
    switch byte {
    case 0x00: emit(.character(" "), alt.union(.control))
    case 0x08, 0x7F: emit(.backspace, alt)
    case 0x09: emit(.tab, alt)
    case 0x0A, 0x0D: emit(.enter, alt)
    case 0x1B: begin(.escape)
    case 0x01...0x1A: emit(.character(Unicode.Scalar(byte + 0x60)), alt.union(.control))
    case 0x1C...0x1F: emit(.character(Unicode.Scalar(byte + 0x40)), alt.union(.control))
    case 0x20...0x7E: emit(.character(Unicode.Scalar(byte)), alt)
    case 0xC2...0xDF:
      state = .character(remaining: 1, value: UInt32(byte & 0x1F), least: 0x80, isAlt: isAlt)
    case 0xE0...0xEF:
      state = .character(remaining: 2, value: UInt32(byte & 0x0F), least: 0x800, isAlt: isAlt)
    case 0xF0...0xF4:
      state = .character(remaining: 3, value: UInt32(byte & 0x07), least: 0x10000, isAlt: isAlt)
    default: break
    }
  }

  private mutating func takeContinuation(
    _ byte: UInt8, remaining: Int, value: UInt32, least: UInt32, isAlt: Bool
  ) {
    guard byte & 0xC0 == 0x80 else {
      takeText(byte, isAlt: false)
      return
    }
    let value = value << 6 | UInt32(byte & 0x3F)
    guard remaining == 1 else {
      state = .character(remaining: remaining - 1, value: value, least: least, isAlt: isAlt)
      return
    }
    state = .ground
    // Overlong forms, surrogates and the C1 controls are no text.
    guard value >= max(least, 0xA0), let scalar = Unicode.Scalar(value) else { return }
    emit(.character(scalar), isAlt ? .alt : [])
  }

  /// Takes bytes of a paste; returns the index after the last one taken.
  ///
  /// The end marker's first byte does not occur in it again, so a mismatch never needs to look back.
  private mutating func takePaste(_ bytes: [UInt8], from start: Int, matched: Int) -> Int {
    let end = Self.pasteEnd
    if matched == 0 {
      let stop = bytes[start...].firstIndex(of: end[0]) ?? bytes.count
      collect(bytes[start..<stop])
      if stop == bytes.count { return stop }
      state = .paste(matched: 1)
      return stop + 1
    }
    guard bytes[start] == end[matched] else {
      collect(end[..<matched])
      state = .paste(matched: 0)
      return start
    }
    guard matched + 1 == end.count else {
      state = .paste(matched: matched + 1)
      return start + 1
    }
    events.append(.paste(Self.lines(collected)))
    begin(.ground)
    return start + 1
  }

  private mutating func collect(_ bytes: ArraySlice<UInt8>) {
    collected.append(contentsOf: bytes.prefix(Self.pasteLimit - collected.count))
  }

  /// Terminals send the ends of lines as carriage returns.
  private static func lines(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == 0x0D {
        text.append(0x0A)
      } else if byte != 0x0A || previous != 0x0D {
        text.append(byte)
      }
      previous = byte
    }
    return String(decoding: text, as: UTF8.self)
  }
}

// MARK: - Sequences

extension InputParser {
  private mutating func takeEscaped(_ byte: UInt8) {
    switch byte {
    case 0x1B: emit(.escape)
    case 0x5B: begin(.control)
    case 0x4F: begin(.singleShift)
    case 0x5D: begin(.string(isCommand: true, escaped: false))
    // DCS and APC never answer what is asked here, but must not come through as text.
    case 0x50, 0x5F: begin(.string(isCommand: false, escaped: false))
    default: takeText(byte, isAlt: true)
    }
  }

  private mutating func takeControl(_ byte: UInt8) {
    switch byte {
    case 0x1B: begin(.escape)
    case 0x5B where collected.isEmpty: state = .consoleFunction
    case 0x20...0x3F where collected.count < Self.sequenceLimit: collected.append(byte)
    case 0x40...0x7E:
      let sequence = ControlSequence(collected, final: byte)
      begin(.ground)
      carryOut(sequence)
    default: begin(.ground)
    }
  }

  private mutating func takeShifted(_ byte: UInt8) {
    switch byte {
    case 0x1B: begin(.escape)
    case 0x30...0x3B where collected.count < Self.sequenceLimit: collected.append(byte)
    default:
      let sequence = ControlSequence(collected, final: byte)
      begin(.ground)
      if let key = sequence.shiftedKey { events.append(.key(key)) }
    }
  }

  private mutating func takeString(_ byte: UInt8, isCommand: Bool, _ escaped: Bool) {
    if byte == 0x07 || escaped && byte == 0x5C {
      if isCommand, let event = Self.background(collected) { events.append(event) }
      begin(.ground)
    } else if escaped {
      // ESC and something else: the string was broken off.
      begin(.escape)
      takeEscaped(byte)
    } else if byte == 0x1B {
      state = .string(isCommand: isCommand, escaped: true)
    } else if collected.count < Self.sequenceLimit {
      collected.append(byte)
    }
  }

  private mutating func carryOut(_ sequence: ControlSequence) {
    switch (sequence.prefix, sequence.final) {
    case ("?", "c"): hasIdentifiedTerminal = true
    case ("<", "M"), ("<", "m"):
      if let mouse = sequence.mouse { events.append(.mouse(mouse)) }
    case (nil, "I"): events.append(.focus(true))
    case (nil, "O"): events.append(.focus(false))
    case (nil, "~") where sequence.first == 200: begin(.paste(matched: 0))
    case (nil, _):
      if let key = sequence.key { events.append(.key(key)) }
    default: break
    }
  }

  /// The answer to OSC 11: `11;rgb:RRRR/GGGG/BBBB`, one to four hexadecimal digits a channel.
  private static func background(_ bytes: [UInt8]) -> Event? {
    let parts = bytes.split(separator: UInt8(ascii: ":"), maxSplits: 1)
    guard parts.count == 2, [Array("11;rgb".utf8), Array("11;rgba".utf8)].contains(Array(parts[0]))
    else { return nil }
    let channels = parts[1].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard channels.count >= 3 else { return nil }
    var levels: [Double] = []
    for channel in channels.prefix(3) {
      guard (1...4).contains(channel.count),
        let value = UInt32(String(decoding: channel, as: UTF8.self), radix: 16)
      else { return nil }
      levels.append(Double(value) / Double(1 << (4 * channel.count) - 1))
    }
    return .background(red: levels[0], green: levels[1], blue: levels[2])
  }
}

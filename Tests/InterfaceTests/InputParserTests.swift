import Interface
import Testing

/// A generator whose numbers are the same on every run (xorshift).
private struct Dice {
  var state: UInt64

  mutating func roll(_ sides: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(sides))
  }
}

private func events(_ text: String) -> [Event] { events(Array(text.utf8)) }

private func events(_ bytes: [UInt8]) -> [Event] {
  var parser = InputParser()
  return parser.feed(bytes) + parser.flush()
}

private func key(_ code: Key.Code, _ modifiers: Key.Modifiers = []) -> Event {
  .key(Key(code, modifiers))
}

private func letter(_ scalar: Unicode.Scalar, _ modifiers: Key.Modifiers = []) -> Event {
  key(.character(scalar), modifiers)
}

private let samples: [(bytes: String, event: Event)] = [
  ("a", letter("a")), ("ю", letter("ю")), ("∂", letter("∂")), ("😀", letter("😀")),
  ("\r", key(.enter)), ("\n", key(.enter)), ("\t", key(.tab)), ("\u{7F}", key(.backspace)),
  ("\u{8}", key(.backspace)), ("\0", letter(" ", .control)), ("\u{3}", letter("c", .control)),
  ("\u{1A}", letter("z", .control)), ("\u{1C}", letter("\\", .control)),
  ("\u{1B}", key(.escape)), ("\u{1B}x", letter("x", .alt)), ("\u{1B}ж", letter("ж", .alt)),
  ("\u{1B}\u{1}", letter("a", [.alt, .control])), ("\u{1B}\r", key(.enter, .alt)),
  ("\u{1B}[", letter("[", .alt)), ("\u{1B}O", letter("O", .alt)), ("\u{1B}]", letter("]", .alt)),
  ("\u{1B}[A", key(.up)), ("\u{1B}OB", key(.down)), ("\u{1B}[1;5C", key(.right, .control)),
  ("\u{1B}[1;2D", key(.left, .shift)), ("\u{1B}[1;3H", key(.home, .alt)),
  ("\u{1B}OF", key(.end)), ("\u{1B}[1;8A", key(.up, [.shift, .alt, .control])),
  ("\u{1B}[1;9A", key(.up, .alt)), ("\u{1B}O5A", key(.up, .control)),
  ("\u{1B}[1~", key(.home)), ("\u{1B}[2~", key(.insert)), ("\u{1B}[3~", key(.delete)),
  ("\u{1B}[4~", key(.end)), ("\u{1B}[5~", key(.pageUp)), ("\u{1B}[6;5~", key(.pageDown, .control)),
  ("\u{1B}[7~", key(.home)), ("\u{1B}[8~", key(.end)), ("\u{1B}[Z", key(.tab, .shift)),
  ("\u{1B}OP", key(.function(1))), ("\u{1B}[1;2R", key(.function(3), .shift)),
  ("\u{1B}[[A", key(.function(1))), ("\u{1B}[[E", key(.function(5))),
  ("\u{1B}[11~", key(.function(1))), ("\u{1B}[15~", key(.function(5))),
  ("\u{1B}[17~", key(.function(6))), ("\u{1B}[21~", key(.function(10))),
  ("\u{1B}[24;2~", key(.function(12), .shift)), ("\u{1B}[34~", key(.function(20))),
  ("\u{1B}OM", key(.enter)), ("\u{1B}Oj", letter("*")), ("\u{1B}Oy", letter("9")),
  ("\u{1B}[97;5u", letter("a", .control)), ("\u{1B}[97;2u", letter("A")),
  ("\u{1B}[49:33;2u", letter("!")), ("\u{1B}[27u", key(.escape)),
  ("\u{1B}[13;2u", key(.enter, .shift)), ("\u{1B}[27;5;9~", key(.tab, .control)),
  ("\u{1B}[I", .focus(true)), ("\u{1B}[O", .focus(false)),
  ("\u{1B}[<0;1;1M", .mouse(Mouse(.press, .left, x: 0, y: 0))),
  ("\u{1B}[<2;300;5M", .mouse(Mouse(.press, .right, x: 299, y: 4))),
  ("\u{1B}[<0;7;8m", .mouse(Mouse(.release, .left, x: 6, y: 7))),
  ("\u{1B}[<32;7;8M", .mouse(Mouse(.drag, .left, x: 6, y: 7))),
  ("\u{1B}[<33;7;8M", .mouse(Mouse(.drag, .middle, x: 6, y: 7))),
  ("\u{1B}[<35;7;8M", .mouse(Mouse(.move, .none, x: 6, y: 7))),
  ("\u{1B}[<64;7;8M", .mouse(Mouse(.wheelUp, .none, x: 6, y: 7))),
  ("\u{1B}[<69;7;8M", .mouse(Mouse(.wheelDown, .none, x: 6, y: 7, modifiers: .shift))),
  ("\u{1B}[<24;7;8M", .mouse(Mouse(.press, .left, x: 6, y: 7, modifiers: [.alt, .control]))),
  ("\u{1B}[200~\u{1B}[201~", .paste("")),
  ("\u{1B}[200~a\r\nb\rc\nd\u{1B}[201~", .paste("a\nb\nc\nd")),
  ("\u{1B}[200~\u{1B}[20\u{1B}[A\u{1B}[201~", .paste("\u{1B}[20\u{1B}[A")),
  ("\u{1B}]11;rgb:0000/8000/ffff\u{1B}\\", .background(red: 0, green: 32768.0 / 65535, blue: 1)),
  ("\u{1B}]11;rgb:f/00/800\u{7}", .background(red: 1, green: 0, blue: 2048.0 / 4095)),
]

private let swallowed = [
  "", "\u{1B}[?64;1;2c", "\u{1B}[?2026;2$y", "\u{1B}[12;40R", "\u{1B}[0n", "\u{1B}[>1;10;0c",
  "\u{1B}]0;title\u{7}", "\u{1B}]11;rgb:zz/00/00\u{7}", "\u{1B}]11;rgb:1/2\u{7}",
  "\u{1B}P1$r0m\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}[201~", "\u{1B}[57441u",
  "\u{1B}[97;1:3u", "\u{1B}[1;1:3A", "\u{1B}[99999999999999999999~", "\u{1B}[<0;0;1M",
  "\u{1B}[<0;1M", "\u{1B}[<128;1;1M", "\u{1B}[<66;1;1M", "\u{1B}[3$", "\u{1B}[1;", "\u{1B}O5",
  "\u{1B}[\u{1}", "\u{85}",
]

@Test func `every key, report and answer is decoded`() {
  for sample in samples {
    #expect(events(sample.bytes) == [sample.event], "\(sample.bytes.debugDescription)")
  }
}

@Test func `what has no meaning here is swallowed`() {
  for bytes in swallowed { #expect(events(bytes).isEmpty, "\(bytes.debugDescription)") }
}

@Test func `bytes that are no UTF-8 are no text and take no text with them`() {
  let wrong: [[UInt8]] = [
    [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
    [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xE0, 0x80, 0xAF],
  ]
  for bytes in wrong { #expect(events(bytes + [0x61]) == [letter("a")], "\(bytes)") }
}

@Test func `a split at any byte changes nothing`() {
  // Samples that are ambiguous at their end need the flush between.
  let whole = samples.filter { events($0.bytes + "q") == [$0.event, letter("q")] }
  #expect(whole.count > 50)
  let bytes: [UInt8] = whole.flatMap { Array($0.bytes.utf8) } + [0x71]
  let expected = whole.map(\.event) + [letter("q")]
  for cut in 0...bytes.count {
    var parser = InputParser()
    let found = parser.feed(bytes[..<cut]) + parser.feed(bytes[cut...])
    #expect(found == expected, "cut at \(cut)")
  }
  var parser = InputParser()
  #expect(bytes.flatMap { byte in parser.feed([byte]) } == expected)
}

@Test func `the Esc key is known only when nothing follows`() {
  var parser = InputParser()
  #expect(parser.pending == .none)
  #expect(parser.feed([0x1B]).isEmpty)
  #expect(parser.pending == .escape)
  #expect(parser.flush() == [key(.escape)])
  #expect(parser.pending == .none)
  #expect(parser.flush().isEmpty)

  #expect(parser.feed([0x1B, 0x1B]) == [key(.escape)])
  #expect(parser.pending == .escape)
  #expect(parser.feed(Array("[A".utf8)) == [key(.up)])
}

@Test func `a sequence that never ends is given up`() {
  for begun in ["\u{1B}[1;5", "\u{1B}]11;rgb:", "\u{1B}P1", "\u{1B}O1", "\u{1B}[["] {
    var parser = InputParser()
    #expect(parser.feed(Array(begun.utf8)).isEmpty)
    #expect(parser.pending == .sequence, "\(begun.debugDescription)")
    #expect(parser.flush().isEmpty)
    #expect(parser.feed([0x61]) == [letter("a")])
  }
}

@Test func `an escape breaks off what was begun`() {
  #expect(events("\u{1B}[1;5\u{1B}[A") == [key(.up)])
  #expect(events("\u{1B}]0;title\u{1B}[B") == [key(.down)])
  #expect(events("\u{1B}O\u{1B}[C") == [key(.right)])
}

@Test func `the answer to DA1 tells that all questions were answered`() {
  var parser = InputParser()
  #expect(parser.feed(Array("\u{1B}]11;rgb:0/0/0\u{7}".utf8)).count == 1)
  #expect(!parser.hasIdentifiedTerminal)
  #expect(parser.feed(Array("\u{1B}[?62;22c".utf8)).isEmpty)
  #expect(parser.hasIdentifiedTerminal)
}

@Test func `a paste goes on through a pause and keeps control keys out of the program`() {
  var parser = InputParser()
  #expect(parser.feed(Array("\u{1B}[200~:quit\r\u{3}".utf8)).isEmpty)
  #expect(parser.pending == .paste)
  #expect(parser.flush().isEmpty)
  #expect(parser.feed(Array("\u{1B}[201~x".utf8)) == [.paste(":quit\n\u{3}"), letter("x")])
}

@Test func `a paste of a megabyte is quick, and no more of it is kept`() {
  let text = String(repeating: "0.25 ", count: 300_000)
  let bytes = Array(("\u{1B}[200~" + text + "\u{1B}[201~q").utf8)
  var parser = InputParser()
  var found: [Event] = []
  let spent = ContinuousClock().measure {
    var index = 0
    while index < bytes.count {
      found += parser.feed(bytes[index..<min(index + 4096, bytes.count)])
      index += 4096
    }
  }
  #expect(found == [.paste(String(text.prefix(InputParser.pasteLimit))), letter("q")])
  // 0.1 s even without optimisation; the bound leaves room for a loaded machine.
  #expect(spent < .seconds(2))
}

@Test func `random bytes never trap, and what follows is understood`() {
  var dice = Dice(state: 2026)
  // Bytes that begin and end sequences come often enough to reach every state.
  let common = Array("\u{1B}\u{1B}\u{1B}[O]P<;;:0123456789MmAu~R?c\u{7}\\$".utf8)
  for _ in 0..<3000 {
    var parser = InputParser()
    for _ in 0..<dice.roll(6) {
      let bytes = (0..<dice.roll(40)).map { _ in
        dice.roll(3) == 0 ? UInt8(dice.roll(256)) : common[dice.roll(common.count)]
      }
      let found = parser.feed(bytes)
      #expect(found.count <= bytes.count)
      if dice.roll(4) == 0 { #expect(parser.flush().count <= 1) }
    }
    if parser.pending == .paste { #expect(parser.feed(Array("\u{1B}[201~".utf8)).count == 1) }
    _ = parser.flush()
    #expect(parser.pending == .none)
    #expect(parser.feed([0x61]) == [letter("a")])
  }
}

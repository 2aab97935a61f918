import Testing

@testable import Commands

private func words(_ text: String) throws -> [[String]] {
  try Script.statements(of: text).map(\.words)
}

@Test func `nothing, blanks, semicolons and comments are no command`() throws {
  for text in ["", " \t ", ";;; ;", "# a comment", "  # x; forward", "\n\n"] {
    #expect(try words(text).isEmpty, "\(text)")
  }
}

@Test func `commands are parted by semicolons and lines, words by blanks`() throws {
  #expect(
    try words("forward; show  P\nback 2 # not; this")
      == [["forward"], ["show", "P"], ["back", "2"]])
}

@Test func `quotes keep blanks, semicolons and marks together`() throws {
  #expect(
    try words("save 'a b;c#d'; open \"it's\"; show ''")
      == [["save", "a b;c#d"], ["open", "it's"], ["show", ""]])
}

@Test func `an open bracket keeps an index in one word`() throws {
  #expect(try words("show W1[3, 42]") == [["show", "W1[3, 42]"]])
  #expect(try words("set W1[3, 42 1; walk") == [["set", "W1[3, 42 1"], ["walk"]])
}

@Test func `the text of a statement is what was typed`() throws {
  #expect(try Script.statements(of: "  show 'P'  ; x").first?.text == "show 'P'")
}

@Test func `an open quote is an error`() {
  #expect(throws: CommandError.unfinishedQuote("'")) { try Script.statements(of: "open 'a") }
}

@Test(arguments: ["", "plain", "a b", "it's", "a;b", "W1[0]", "#x", "a\"b", "a'b\"c d", "'\"'"])
func `a quoted word reads back`(word: String) throws {
  #expect(try words("open \(Script.quoted(word))") == [["open", word]])
}

@Test func `numbers take a point, a comma or a fraction`() throws {
  func number(_ text: String) throws -> Float {
    try Arguments.number(text, .weight) { _ in true }
  }
  #expect(try number("0.5") == 0.5)
  #expect(try number("0,5") == 0.5)
  #expect(try number("-1/4") == -0.25)
  #expect(try number("1e-3") == 0.001)
  for bad in ["", "x", "1/0", "1/2/3", "nan", "inf", "1e99", "0,5,5"] {
    #expect(throws: CommandError.self, "\(bad)") { try number(bad) }
  }
}

@Test func `references take an index with or without blanks`() throws {
  #expect(try Arguments.reference("W1") == Reference(name: "W1"))
  #expect(try Arguments.reference("dL/dW1[3, 42]") == Reference(name: "dL/dW1", index: [3, 42]))
  for bad in ["", "[1]", "W1[", "W1]", "W1[]", "W1[1,]", "W1[-1]", "W1[a]", "W1[0]x"] {
    #expect(throws: CommandError.self, "\(bad)") { try Arguments.reference(bad) }
  }
}

@Test func `a wrong word gets the nearest right one`() {
  let words = CommandWord.allCases.map(\.rawValue)
  #expect(Spelling.nearest(to: "forwrad", among: words) == "forward")
  #expect(Spelling.nearest(to: "optimiser", among: words) == "optimizer")
  #expect(Spelling.nearest(to: "eval", among: words) == "evaluate")
  #expect(Spelling.nearest(to: "qqqqqqqq", among: words) == nil)
  #expect(Spelling.nearest(to: "", among: words) == nil)
  #expect(Spelling.nearest(to: "x", among: [String]()) == nil)
}

@Test func `a mark of the encoding before the first command is no part of it`() throws {
  #expect(try words("\u{FEFF}rate 0.5\nrate") == [["rate", "0.5"], ["rate"]])
}

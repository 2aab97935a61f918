import Engine
import Testing

@testable import Commands

private func form(_ line: String) -> String? { PromptHelp(line, in: .english)?.form }

@Test func `the form being typed is the one that goes on from the words typed`() {
  #expect(form("") == nil)
  #expect(form("nonsense ") == nil)
  #expect(form("image digit ") == "image digit N [train|validation|test]")
  #expect(form("image digit 3 te") == "image digit N [train|validation|test]")
  #expect(form("image set 1 2 ") == "image set R C V [R C V …]")
  #expect(form("image set 1 2 0.5 3 ") == "image set R C V [R C V …]")
  #expect(form("walk; image shi") == "image shift DX DY")
  #expect(form("optimizer adam ") == "optimizer adam [B1 B2] [decay=L]")
  #expect(form("unit 3 o") == "unit N on|off [layer=K]")
  #expect(form("train 3 ") == "train N epochs|updates")
  #expect(form("log s") == "log save FILE")
  #expect(form("evaluate ") == "evaluate [train|validation|test]")
  // What fits no form is answered with all of them.
  #expect(form("log nonsense ") == "log  ·  log save FILE")
}

@Test func `many forms are told by their first words`() {
  #expect(
    form("image ")
      == "image [load|sample|digit|set|clear|invert|centre|fit|shift|size|save]")
}

@Test func `a setting being typed says what it takes and its default`() throws {
  let hidden = try #require(PromptHelp("network hidden=re", in: .english))
  #expect(hidden.form.hasPrefix("network hidden=sigmoid | tanh | relu"))
  #expect(hidden.meaning == "the function of the hidden units (default: sigmoid)")
  #expect(form("network sl") == "network slope=S (≥ 0)")
  #expect(form("optimizer sgd dec") == "optimizer decay=L (≥ 0)")
  let rest = try #require(form("network 100-8-1 hidden=relu "))
  #expect(!rest.contains("hidden=") && !rest.contains("100-128-1") && rest.contains("[init=]"))
  #expect(!rest.contains("slope=") && form("network hidden=elu ")?.contains("[alpha=]") == true)
}

@Test func `every command explains itself in both languages`() throws {
  for word in CommandWord.allCases {
    for line in [word.rawValue, word.rawValue + " "] {
      for language in Language.allCases {
        let help = try #require(PromptHelp(line, in: language))
        #expect(help.meaning == word.meaning(in: language))
        #expect(help.form.hasPrefix(word.rawValue))
      }
    }
  }
}

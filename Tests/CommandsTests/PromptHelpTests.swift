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
  #expect(form("optimizer adam ") == "optimizer adam [B1 [B2]] [decay=L]")
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
        let whole = word.meaning(in: language)
        // What is longer than a row of a small screen is left to `help`.
        #expect(
          help.meaning == (whole.unicodeScalars.count > 78 ? word.brief(in: language) : whole))
        #expect(help.meaning.unicodeScalars.count <= 78)
        #expect(help.form.hasPrefix(word.rawValue))
      }
    }
  }
}

@Test func `the words that may stand at a place are values, names in capitals are none`() throws {
  func values(_ line: String) throws -> [String] {
    try #require(PromptHelp(line, in: .english)).parts.compactMap(\.value)
  }
  #expect(try values("theme ") == ["dark", "light", "contrast", "projector"])
  #expect(try values("theme") == [" dark", " light", " contrast", " projector"])
  #expect(try values("image digit ") == [])
  #expect(try values("image digit 3 ") == ["train", "validation", "test"])
  #expect(try values("unit 3 ").contains("off"))
  #expect(try values("task ") == ["even", "below5", "digits"])
  #expect(try values("task 3 ") == ["rest"])
  #expect(try values("task even ") == ["odd"])
  #expect(try values("network hidden=re").contains("hidden=relu"))
  #expect(try values("network 100-8-1 hidden=relu ").contains("init="))
  #expect(PromptHelp("theme lig", in: .english)?.replaced == 3)
  #expect(try values("rate ") == [])
}

@Test func `each value is one that the command takes`() throws {
  let laboratory = try laboratory()
  for word in CommandWord.allCases where ![.quit, .unit, .train].contains(word) {
    let help = try #require(PromptHelp(word.rawValue, in: .english))
    for value in help.parts.compactMap(\.value) where !value.hasSuffix("=") {
      do {
        _ = try laboratory.execute(try #require(Script.statements(of: word.rawValue + value).first))
      } catch let error as CommandError {
        // The word is understood: what it still lacks comes behind it.
        #expect(!"\(error)".hasPrefix("unknown"), "\(word)\(value): \(error)")
      }
    }
  }
}

import Commands
import Engine
import Testing

@testable import Interface

/// The palette: all commands, searched by what is typed.
struct CommandListTests {
  private func found(_ query: String, _ language: Language = .english) -> [String] {
    CommandList(query, in: language).candidates.map(\.text)
  }

  private func palette(
    _ typed: String, _ script: String = "", view: ViewName = .draw, width: Int = 80,
    language: Language = .english
  ) throws -> ViewDesk {
    let desk = try ViewDesk(script, view: view, language: language, width: width, height: 24)
    desk.press(.control("p"))
    desk.type(typed)
    return desk
  }

  @Test func `names come before meanings, and their beginnings first`() {
    #expect(found("") == CommandWord.allCases.map(\.rawValue))
    #expect(found("opt").first == "optimizer")
    #expect(Set(found("gradient")).isSuperset(of: ["update", "check"]))
    #expect(found("ack").prefix(2) == ["backward", "back"])
    #expect(found("loss").first == "losses")
    #expect(found("learning rate") == ["rate"])
    #expect(found("dropout").first == "network dropout=")
    #expect(found("градиент", .russian).contains("check"))
    #expect(found("gradient", .russian).contains("check"))
    #expect(found("zzz") == [])
  }

  @Test func `two letters mean names, and parts of words in a meaning mean nothing`() {
    #expect(found("th").allSatisfy { $0.contains("th") } && found("th").contains("theme"))
    #expect(!found("rain").contains("sync") && found("rain").contains("train"))
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func `the words above the prompt are not pressed through`(width: Int, height: Int) throws {
    for typed in ["theme ", "image "] {
      let desk = try ViewDesk(width: width, height: height)
      desk.type(":" + typed)
      _ = desk.render()
      for y in height - 4..<height - 1 {
        for x in stride(from: 0, to: width, by: 3) {
          let target = desk.state.targets.last { $0.area.contains(x: x, y: y) }
          if case .command = target?.action { Issue.record("\(typed) \(x),\(y)") }
        }
      }
    }
  }

  @Test func `Enter says what it does while a list is open`() throws {
    let desk = try ViewDesk()
    desk.type(":theme ")
    #expect(desk.screen.contains("↵ run"))
    desk.press(Key(.tab), Key(.down))
    #expect(desk.state.prompt?.completion?.chosen == nil || desk.screen.contains("↵ take"))
  }

  @Test func `every command and setting is found by its name`() {
    for word in CommandWord.allCases { #expect(found(word.rawValue).first == word.rawValue) }
    for setting in Setting.allCases {
      #expect(found(setting.rawValue).contains("\(setting.command.rawValue) \(setting.rawValue)="))
    }
  }

  @Test func `what is said of each command fits a small screen, in both languages`() throws {
    for language in Language.allCases {
      for word in CommandWord.allCases {
        let brief = word.brief(in: language)
        #expect(brief.unicodeScalars.count <= 54, "\(word): \(brief)")
        let screen = try palette(word.rawValue, language: language).screen
        #expect(screen.contains("│ \(word.rawValue) "), "\(word)")
      }
      #expect(!(try palette("", language: language).screen.contains("… │")))
    }
  }

  @Test func `arrows choose and what is typed searches anew`() throws {
    let desk = try palette("")
    desk.press(Key(.down), Key(.down), Key(.down))
    #expect(desk.state.prompt?.text == "")
    desk.type("opt")
    #expect(desk.state.prompt?.text == "opt")
    #expect(desk.state.prompt?.completion?.candidates.first?.text == "optimizer")
    desk.press(Key(.enter))
    #expect(desk.state.prompt?.text == "optimizer sgd")
    #expect(desk.state.prompt?.completion?.candidates.map(\.text).contains("adam") == true)
  }

  @Test func `nothing found is said`() throws {
    let desk = try palette("gradientx")
    #expect(desk.screen.contains("nothing matches 'gradientx'"))
    desk.press(Key(.backspace))
    #expect(desk.screen.contains("compares gradients"))
    let russian = try palette("ъъ", language: .russian)
    #expect(russian.screen.contains("ничего не найдено: 'ъъ'"))
  }

  @Test func `a command without arguments runs, one with them opens its values`() throws {
    let desk = try palette("forw")
    desk.press(Key(.enter))
    #expect(desk.commands == ["forward"] && desk.state.prompt == nil)
    #expect(desk.state.promptHistory == ["forward"])
    let theme = try palette("theme")
    theme.press(Key(.enter))
    let themes = ["dark", "light", "contrast", "projector"]
    #expect(theme.state.prompt?.completion?.candidates.map(\.text) == themes)
    // Of a list that opens a row is chosen: the one in use, else the one that a key stands for.
    #expect(theme.state.prompt?.text == "theme dark")
    theme.press(Key(.enter), Key(.enter))
    #expect(theme.commands == ["theme dark "])
    let setting = try palette("dropout")
    setting.press(Key(.enter))
    #expect(setting.state.prompt?.text == "network dropout=0")
    setting.press(Key(.escape))
    #expect(setting.state.prompt?.text == "network dropout=")
  }

  @Test func `the palette leads to what the key beside a command runs`() throws {
    let desk = try palette("train")
    desk.press(Key(.enter))
    #expect(desk.state.prompt?.text == "train 20")
    let list = try #require(desk.state.prompt?.completion)
    #expect(list.candidates.map(\.key) == ["", "", "t", ""] && list.chosen == 2)
    desk.press(Key(.enter))
    #expect(desk.state.prompt?.text == "train 20 epochs")
    desk.press(Key(.enter))
    // The line is whole: nothing more is chosen for it.
    #expect(desk.state.prompt?.text == "train 20 epochs " && desk.commands.isEmpty)
    let optimizer = try palette("optimizer")
    optimizer.press(Key(.enter), Key(.enter))
    #expect(optimizer.state.prompt?.text == "optimizer sgd ")
    #expect(optimizer.state.prompt?.completion?.chosen == nil)
  }

  @Test func `the value in force is marked in a list of values`() throws {
    for (script, line, value) in [
      ("", "rate ", "1"), ("rate 0.3", "rate ", "0.3"), ("optimizer adam", "optimizer ", "adam"),
      ("network hidden=relu", "network hidden=", "hidden=relu"),
      ("network init=normal(0.2)", "network init=", "init=normal"), ("task 3 8", "task 3 ", "8"),
      ("", "theme ", "dark"), ("mode train", "mode ", "train"),
      ("network 100-8-1 batchnorm=on", "network 100-8-1 batchnorm=", "batchnorm=on"),
    ] {
      let desk = try ViewDesk(script)
      desk.type(":" + line)
      desk.press(Key(.tab))
      let list = try #require(desk.state.prompt?.completion, "\(line)")
      #expect(list.candidates.filter(\.isPresent).map(\.text) == [value], "\(script) \(line)")
      #expect(desk.screen.contains("│ ● \(value)"))
    }
    let image = try ViewDesk()
    image.type(":image ")
    image.press(Key(.tab))
    #expect(image.state.prompt?.completion?.candidates.contains(where: \.isPresent) == false)
  }

  @Test func `Tab behind a whole command lists its values and never takes the name away`() throws {
    for (line, first) in [("rate", "0.01"), ("theme", "dark"), ("back", "1"), ("x; rate", "0.01")] {
      let desk = try ViewDesk()
      desk.type(":" + line)
      desk.press(Key(.tab))
      #expect(desk.state.prompt?.text == line + " ")
      #expect(desk.state.prompt?.completion?.candidates.first?.text == first)
      desk.press(Key(.tab))
      #expect(desk.state.prompt?.text == "\(line) \(first)")
    }
    for line in ["undo", "forward"] {
      let desk = try ViewDesk()
      desk.type(":" + line)
      desk.press(Key(.tab), Key(.tab))
      #expect(desk.state.prompt?.text == line && desk.state.prompt?.completion == nil)
      #expect(desk.screen.contains("Tab nothing to list"))
    }
    // Nor does a list that is open while the name is typed.
    let desk = try ViewDesk()
    desk.type(":r")
    desk.press(Key(.tab))
    desk.type("ate")
    #expect(desk.state.prompt?.completion == nil)
    desk.press(Key(.tab))
    #expect(desk.state.prompt?.text == "rate ")
  }

  @Test func `a whole command can be typed where the palette is open`() throws {
    let desk = try palette("rate 0.25")
    desk.press(Key(.enter))
    #expect(desk.commands == ["rate 0.25"] && desk.errors.isEmpty)
    let unknown = try palette("zzz")
    unknown.press(Key(.enter))
    #expect(unknown.commands == ["zzz"] && unknown.errors.count == 1)
    let left = try palette("opt")
    left.press(Key(.escape))
    #expect(left.state.prompt == nil)
  }

  @Test(arguments: ViewName.allCases)
  func `the key beside a command does what the command does`(view: ViewName) throws {
    let desk = try ViewDesk(
      "image sample slide; forward; backward", view: view, width: 80, height: 24)
    _ = desk.render()
    let keys = desk.state.commandKeys
    #expect(keys[.undo]?.key == "u" && keys[.train]?.key == "t")
    #expect(keys[.type]?.key == "F2" && keys[.theme]?.key == "F3")
    for (word, line) in keys where ![.help, .quit, .view].contains(word) {
      let key = try #require(KeyHint(line.key, "").keys.first?.key)
      var copy = desk.state
      let commands = copy.update(.key(key)).compactMap { effect -> String? in
        if case .run(let command, _) = effect { command } else { nil }
      }
      #expect(commands.contains { $0.contains(line.line) }, "\(view) \(line) \(word)")
    }
    let expected: [ViewName: (CommandWord, String)] = [
      .draw: (.label, "y"), .walk: (.step, "space"), .train: (.stop, "s"), .units: (.unit, "x"),
      .data: (.losses, "e"),
    ]
    if let (word, key) = expected[view] { #expect(keys[word]?.key == key, "\(view)") }
    desk.press(.control("p"))
    desk.type("undo")
    #expect(desk.screen.contains("u │"))
  }
}

/// The box of a list and the line that explains what is typed.
struct PromptBoxTests {
  @Test(arguments: [(60, 20), (80, 24), (120, 40), (200, 60)])
  func `a list stands in a frame as wide as the screen, with a title`(width: Int, height: Int)
    throws
  {
    for keys in [[Key.control("p")], [.character(":"), .character("t"), Key(.tab)]] {
      let desk = try ViewDesk("image sample slide", width: width, height: height)
      for key in keys { desk.press(key) }
      let rows = desk.screen.split(separator: "\n", omittingEmptySubsequences: false)
      let top = try #require(rows.firstIndex { $0.hasPrefix("╭─ all commands ─") })
      #expect(rows[top].count == width && rows[top].hasSuffix("─╮"))
      let bottom = try #require(rows[top...].firstIndex { $0.hasPrefix("╰") })
      for row in rows[top + 1..<bottom] {
        // Nothing of the covered panels beside the words.
        #expect(row.filter { $0 == "│" }.count == 2 && row.hasPrefix("│") && row.hasSuffix("│"))
      }
      #expect(!rows[bottom].dropFirst().dropLast().contains { $0 != "─" })
    }
  }

  @Test func `the prompt has the columns of the idle line`() throws {
    let desk = try ViewDesk("image sample slide", width: 80, height: 24)
    let idle = try #require(desk.screen.split(separator: "\n").last)
    desk.type(":rate")
    let open = try #require(desk.screen.split(separator: "\n").last)
    #expect(idle.hasPrefix(" :") && open.hasPrefix(" : rate"))
    #expect(open.count == 79 && open.hasSuffix("↵ run  Tab completes  Esc close"))
    let cursor = desk.state.render().cursor
    #expect(cursor?.x == 7 && cursor?.y == 23)
    desk.send(.mouse(Mouse(.press, x: 3, y: 23)))
    #expect(desk.state.prompt?.cursor == 0)
  }

  @Test func `a press beside the words of a list does nothing to the view below`() throws {
    let desk = try ViewDesk("image sample slide", width: 80, height: 24)
    desk.press(.control("p"))
    _ = desk.render()
    let box = try #require(desk.state.targets.first { $0.action == .covered }).area
    let before = desk.laboratory.session.drawing
    desk.send(.mouse(Mouse(.press, x: box.x + 4, y: box.y)))
    desk.send(.mouse(Mouse(.release, x: box.x + 4, y: box.y)))
    #expect(desk.commands.isEmpty && desk.laboratory.session.drawing == before)
    #expect(desk.state.prompt != nil)
  }

  @Test(arguments: [60, 80, 120])
  func `each value in the line that explains a command is a button`(width: Int) throws {
    for (line, value, result) in [
      ("theme", " light", "theme light "), ("theme ", "light", "theme light "),
      ("theme pro", "light", "theme light "), ("image ", "sample", "image sample "),
      ("network ", "hidden=", "network hidden="),
      ("network hidden=re", "hidden=gelu", "network hidden=gelu "),
      ("network 100-8-1 ", "init=", "network 100-8-1 init="),
      ("network init=", "init=constant(", "network init=constant("),
      ("optimizer adam ", "decay=", "optimizer adam decay="), ("unit 3 ", "off", "unit 3 off "),
      ("task even ", "odd", "task even odd "), ("rate 1; mode ", "eval", "rate 1; mode eval "),
    ] {
      let desk = try ViewDesk(width: width, height: 24)
      desk.type(":" + line)
      let isThere = desk.click { action in
        if case .value(value, _) = action { true } else { false }
      }
      #expect(isThere, "\(width) \(line)")
      #expect(desk.state.prompt?.text == result, "\(line)")
    }
  }

  @Test func `a theme is set by the mouse alone`() throws {
    let desk = try ViewDesk(width: 80, height: 24)
    desk.type(":theme")
    #expect(desk.click { if case .value(" light", _) = $0 { true } else { false } })
    #expect(desk.click { $0 == .key(Key(.enter)) })
    #expect(desk.commands == ["theme light "] && desk.errors.isEmpty)
    let tab = try ViewDesk(width: 80, height: 24)
    tab.type(":theme ")
    #expect(tab.click { $0 == .key(Key(.tab)) })
    #expect(tab.state.prompt?.completion?.candidates.count == 4)
    #expect(tab.click { $0 == .candidate(2) })
    #expect(tab.state.prompt?.text == "theme contrast ")
  }

  @Test func `a long answer above the last row covers whole rows`() throws {
    let desk = try ViewDesk("image sample slide", view: .train, width: 80, height: 24)
    desk.state.message = AppState.Message(
      command: "reset", text: String(repeating: "word ", count: 20), isError: false)
    let row = try #require(desk.screen.split(separator: "\n").first { $0.contains("word word") })
    #expect(!row.contains { "╰╯│─".contains($0) })
  }
}

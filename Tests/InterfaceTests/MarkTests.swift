import Commands
import Engine
import Testing

@testable import Interface

@Suite struct MarkTests {
  @Test(arguments: ViewName.allCases, Language.allCases)
  func `a question mark shows the keys, a second one the marks, a third one closes`(
    view: ViewName, language: Language
  ) throws {
    let desk = try ViewDesk(view: view, language: language, width: 120, height: 40)
    desk.type("?")
    #expect(desk.state.overlay == .help(scroll: 0))
    desk.type("?")
    #expect(desk.state.overlay == .marks(scroll: 0))
    let screen = desk.screen
    #expect(screen.contains(language == .english ? "Marks of" : "Значки:"))
    #expect(screen.contains("--"))
    desk.type("?")
    #expect(desk.state.overlay == nil)
  }

  @Test func `the last mark can be scrolled to in a small window`() throws {
    let desk = try ViewDesk(view: .walk, width: 60, height: 20)
    desk.type("??")
    let first = desk.screen
    for _ in 0..<60 { desk.press(Key(.down)) }
    let last = desk.screen
    #expect(first != last)
    #expect(last.contains("not computed yet"))
  }

  @Test func `marks fit every size, theme and language`() throws {
    for view in ViewName.allCases {
      for language in Language.allCases {
        let desk = try ViewDesk(view: view, language: language)
        desk.state.overlay = .marks(scroll: 3)
        for theme in [dark, ascii] {
          desk.state.theme = theme
          for (width, height) in absurdSizes {
            (desk.state.width, desk.state.height) = (width, height)
            #expect(desk.render().cells.count == width * height)
          }
        }
      }
    }
  }

  @Test func `a click beside a box closes it, and one on a key of the help presses the key`() throws
  {
    let desk = try ViewDesk(view: .draw, width: 80, height: 24)
    desk.type("?")
    _ = desk.render()
    desk.send(.mouse(Mouse(.press, x: 0, y: 22)))
    #expect(desk.state.overlay == nil)
    desk.type("?")
    #expect(desk.click { $0 == .key(.character("c")) })
    #expect(desk.state.overlay == nil)
    #expect(desk.commands == ["image clear"])
  }
}

@Suite struct KeyHintTests {
  @Test func `the keys of a hint are found in its text`() {
    func keys(_ text: String) -> [Key] { KeyHint(text, "").keys.map(\.key) }
    #expect(keys("d") == [.character("d")])
    #expect(keys("space") == [.character(" ")])
    #expect(keys("↵") == [Key(.enter)])
    #expect(keys("PgUp PgDn") == [Key(.pageUp), Key(.pageDown)])
    #expect(keys("[ ]") == [.character("["), .character("]")])
    #expect(keys(", .") == [.character(","), .character(".")])
    #expect(keys("Esc -") == [Key(.escape), .character("-")])
    #expect(
      keys("←→ hl") == [Key(.left), Key(.right), .character("h"), .character("l")])
    #expect(keys("shift ←→") == [Key(.left, .shift), Key(.right, .shift)])
    #expect(keys("mouse").isEmpty)
    #expect(keys("1 … 6, Tab").last == Key(.tab))
  }

  @Test func `the words behind Enter are a button, those behind arrows are none`() throws {
    let desk = try ViewDesk("image sample slide; forward", view: .walk)
    let row = try #require(desk.screen.split(separator: "\n").last)
    let word = try #require(row.firstRange(of: "closer"))
    let column = row.distance(from: row.startIndex, to: word.lowerBound) + 2
    let target = desk.state.targets.first { $0.area.contains(x: column, y: 23) }
    #expect(target?.action == .key(Key(.enter)))
  }

  @Test func `q does not answer the question that it has asked`() throws {
    let desk = try ViewDesk("image digit 1; train 5 updates; wait")
    #expect(!desk.state.scene.unsaved.isEmpty)
    #expect(desk.state.update(.key(.character("q"))) == [])
    #expect(desk.state.overlay != nil)
    #expect(desk.state.update(.key(.character("q"))) == [])
    #expect(desk.state.overlay == nil)
    _ = desk.state.update(.key(.character("q")))
    #expect(desk.state.update(.key(.character("y"))) == [.quit])
  }

  @Test(arguments: 1...8)
  func `in a tiny window words do not stand over each other`(height: Int) throws {
    let desk = try ViewDesk(width: 20, height: height)
    let text = desk.screen.replacing("\n", with: " ").replacing(#/ +/#, with: " ")
    #expect(!text.contains("takes") || text.contains("q quits, : takes commands"), "\(text)")
  }

  @Test(arguments: ViewName.allCases)
  func `each hint in the last row is a button`(view: ViewName) throws {
    let desk = try ViewDesk("image sample slide; forward", view: view, width: 200, height: 60)
    _ = desk.render()
    let last = desk.state.targets.filter { $0.area.y == 59 }
    let keys = last.compactMap { target -> Key? in
      if case .key(let key) = target.action { key } else { nil }
    }
    #expect(keys.contains(.character("?")))
    #expect(keys.count >= 6)
    #expect(desk.click { $0 == .key(.character("?")) })
    #expect(desk.state.overlay == .help(scroll: 0))
  }

  @Test func `the prompt can be opened, filled and run by the mouse alone`() throws {
    let desk = try ViewDesk(view: .draw, width: 80, height: 24)
    #expect(desk.click { $0 == .palette })
    #expect(desk.state.prompt != nil)
    let set = try #require(
      desk.state.prompt?.completion?.candidates.firstIndex { $0.text == "set" })
    #expect(desk.click { $0 == .candidate(set) })
    #expect(desk.state.prompt?.text == "set ")
    // The names that `set` takes are listed: once for the list, once for the line.
    #expect(desk.click { $0 == .key(Key(.escape)) })
    #expect(desk.click { $0 == .key(Key(.escape)) })
    #expect(desk.click { $0 == .palette })
    let forward = try #require(
      desk.state.prompt?.completion?.candidates.firstIndex { $0.text == "forward" })
    #expect(desk.click { $0 == .candidate(forward) })
    #expect(desk.state.prompt == nil && desk.commands == ["forward"])
  }

  @Test func `a command with numbers is put together by the mouse alone`() throws {
    let desk = try ViewDesk("image sample slide", view: .draw, width: 80, height: 24)
    func choose(_ text: String) throws {
      if desk.state.prompt?.completion == nil {
        #expect(desk.click { $0 == .key(Key(.tab)) })
      }
      let place = try #require(
        desk.state.prompt?.completion?.candidates.firstIndex { $0.text == text })
      // What stands farther down is rolled to.
      while !desk.click({ $0 == .candidate(place) }) {
        desk.send(.mouse(Mouse(.wheelDown, x: 40, y: 10)))
        try #require(desk.state.prompt != nil)
      }
    }
    #expect(desk.click { $0 == .palette })
    for word in ["image", "shift", "1", "-1"] { try choose(word) }
    #expect(desk.state.prompt?.text == "image shift 1 -1 ")
    #expect(desk.click { $0 == .key(Key(.enter)) })
    #expect(desk.commands == ["image shift 1 -1 "] && desk.errors.isEmpty)
  }

  @Test func `a whole number is not completed to a longer one`() throws {
    let desk = try ViewDesk(width: 80, height: 24)
    desk.type(":train 1")
    desk.send(.key(Key(.tab)))
    #expect(desk.state.prompt?.text == "train 1")
    #expect(desk.state.prompt?.completion?.candidates.map(\.text) == ["5", "20", "100"])
  }

  @Test func `a press within the help beside its keys leaves it open, one outside closes it`()
    throws
  {
    let desk = try ViewDesk(view: .draw, width: 120, height: 40)
    desk.type("?")
    let rows = desk.screen.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(rows.firstIndex { $0.contains("shift the drawing") })
    let column = rows[row].distance(
      from: rows[row].startIndex,
      to: try #require(rows[row].firstRange(of: "shift the drawing")).lowerBound)
    desk.send(.mouse(Mouse(.press, x: column + 3, y: row)))
    #expect(desk.state.overlay == .help(scroll: 0) && desk.commands.isEmpty)
    desk.send(.mouse(Mouse(.press, x: 1, y: 5)))
    #expect(desk.state.overlay == nil)
  }

  @Test func `the question before leaving is answered in the last row, too`() throws {
    let desk = try ViewDesk("image sample slide", view: .draw, width: 80, height: 24)
    desk.state.overlay = .confirm(.quit(.drawing))
    _ = desk.render()
    let hint = try #require(
      desk.state.targets.last { $0.action == .key(Key(.escape)) && $0.area.y == 23 })
    desk.send(.mouse(Mouse(.press, x: hint.area.x, y: 23)))
    #expect(desk.state.overlay == nil)
  }

  @Test(arguments: ViewName.allCases)
  func `each key of the help can be pressed by the mouse`(view: ViewName) throws {
    let desk = try ViewDesk("image sample slide; forward", view: view, width: 200, height: 60)
    desk.type("?")
    _ = desk.render()
    let pressed = Set(
      desk.state.targets.compactMap { target -> Key? in
        if case .key(let key) = target.action { key } else { nil }
      })
    for hint in view.view.keys(desk.state) {
      for (_, key) in hint.keys { #expect(pressed.contains(key), "\(hint)") }
    }
  }

  @Test(arguments: ViewName.allCases)
  func `in ASCII, too, but for the four arrows that are one word`(view: ViewName) throws {
    let desk = try ViewDesk(
      "image sample slide; forward", view: view, theme: ascii, width: 200, height: 60)
    desk.type("?")
    _ = desk.render()
    let targets = desk.state.targets.compactMap { target -> (key: Key, place: Rect)? in
      if case .key(let key) = target.action { (key, target.area) } else { nil }
    }
    let arrows: [Key.Code] = [.up, .down, .left, .right]
    for hint in view.view.keys(desk.state) {
      let isOneWord = hint.label(ascii).contains("arrows")
      for (_, key) in hint.keys where !isOneWord || !arrows.contains(key.code) {
        #expect(targets.contains { $0.key == key }, "\(hint)")
      }
    }
    // What is written where the key is pressed is its name.
    let canvas = desk.render()
    for (code, word) in [(Key.Code.down, "down"), (.right, "right")] {
      for target in targets where target.key == Key(code) && target.place.width == word.count {
        let text = (0..<word.count).compactMap {
          canvas[target.place.x + $0, target.place.y]?.glyph
        }
        #expect(String(String.UnicodeScalarView(text)) == word)
      }
    }
  }
}

import Commands
import Datasets
import Engine
import Testing

@testable import Interface

/// The prompt with the form being typed and its meaning above it.
struct PromptScreenTests {
  /// The words of the rows that explain what is typed, without what the view has there.
  private func words(_ line: String, width: Int, language: Language) throws -> String {
    let desk = try ViewDesk(language: language, width: width, height: 24)
    let before = desk.screen.split(separator: "\n", omittingEmptySubsequences: false)
    desk.type(":" + line)
    let after = desk.screen.split(separator: "\n", omittingEmptySubsequences: false)
    return zip(before, after).dropLast().filter { $0 != $1 }.map { String($1) }
      .joined(separator: " ").split(separator: " ").joined(separator: " ")
  }

  @Test(arguments: [60, 80, 120, 200])
  func `the whole form and the whole meaning are seen while a command is typed`(width: Int) throws {
    for language in Language.allCases {
      for line in CommandWord.allCases.map({ $0.rawValue + " " }) + [
        "network hidden=relu ", "network init=", "network hidden=", "image digit ",
        "image set 1 2 0.5 ", "optimizer adam 0.9 dec", "walk; evaluate ",
      ] {
        let help = try #require(PromptHelp(line, in: language))
        let shown = try words(line, width: width, language: language)
        for part in [help.form, help.meaning] {
          // A word that is longer than the screen is broken.
          let wanted = part.split(separator: " ").filter { $0.count < width - 4 }
          for word in wanted { #expect(shown.contains(word), "\(width) \(line): \(word)") }
        }
      }
    }
  }

  @Test func `what waits behind a job is told as far as there is room`() throws {
    let desk = try ViewDesk(width: 60, height: 24)
    desk.state.busyWith = "check"
    #expect(desk.screen.contains("working: check   Esc cancels"))
    desk.state.waiting = ["forward", "step 3"]
    #expect(desk.screen.contains("working: check   then: forward; step 3   Esc cancels"))
    desk.state.waiting = Array(repeating: "forward", count: 20)
    let line = try #require(desk.screen.split(separator: "\n").last)
    #expect(line.contains("then: forward; ") && line.contains(" …   Esc cancels"), "\(line)")
  }

  @Test func `keys that are commands work on a Russian layout, what is typed does not change`()
    throws
  {
    let desk = try ViewDesk(language: .russian, width: 80, height: 24)
    desk.type("2")
    desk.type("г")
    #expect(desk.commands.last == "undo")
    desk.type("Ж")
    #expect(desk.state.prompt != nil)
    desk.type("цвет")
    #expect(desk.state.prompt?.text == "цвет")
  }

  @Test func `what is pasted without a prompt waits in one`() throws {
    let desk = try ViewDesk()
    desk.send(.paste("  \n"))
    #expect(desk.state.prompt == nil)
    desk.send(.paste("forward\nstep"))
    #expect(desk.state.prompt?.text == "forward; step")
    #expect(desk.commands.isEmpty)
  }

  @Test func `a pasted script runs as the script that it is`() throws {
    let desk = try ViewDesk()
    desk.type(":")
    desk.send(.paste("rate 0.5  # half\nlabel 0\n\nimage sample 3\n"))
    #expect(desk.state.prompt?.text == "rate 0.5; label 0; image sample 3")
    desk.press(Key(.enter))
    #expect(desk.errors.isEmpty)
    #expect(desk.laboratory.session.settings.rate == 0.5 && desk.laboratory.session.label == 0)
    #expect(!desk.laboratory.session.drawing.isBlank)
  }

  @Test func `all initialisers are reached where there is not room for them`() throws {
    let desk = try ViewDesk("image sample 0", view: .functions)
    desk.press(.character("i"), .character("i"))
    #expect(desk.screen.contains("zeros") && !desk.screen.contains("orthogonal"))
    for _ in InitializerTrial.compared { desk.press(Key(.pageDown)) }
    #expect(desk.screen.contains("orthogonal") && !desk.screen.contains("zeros"))
    for _ in InitializerTrial.compared { desk.press(Key(.pageUp)) }
    #expect(desk.screen.contains("zeros"))
  }
}

@Test func `the screen writes names and keys in replies as it does elsewhere`() throws {
  let desk = try ViewDesk("image sample slide; goto 13; train 1 updates; wait", view: .walk)
  desk.press(.character("g"))
  let command = try #require(desk.commands.last)
  let weight = command.dropFirst("check ".count).replacing("W2", with: "W₂")
  #expect(
    desk.state.walk.note(on: command) == ["This checks \(weight), which this element is:"])
  let checked = try reply(to: command, of: desk.laboratory)
  #expect(checked.shown(in: .english)[0].contains("by changing \(weight) a little"))
  #expect(checked.lines(in: .english)[0].contains("W2["))
  let walked = try reply(to: "show W1[0,0]", of: desk.laboratory)
  #expect(walked.shown(in: .english).last?.hasSuffix("s ('sync') walks those.") == true)
  #expect(walked.lines(in: .english).last?.hasSuffix(": 'sync' walks those.") == true)
  let help = Reply.help(.check)
  #expect(help.shown(in: .english) == help.lines(in: .english))
}

@Test func `F2 and F3 change letters and theme in every view, and the help tells of them`() throws {
  for view in ViewName.allCases {
    for language in Language.allCases {
      let desk = try ViewDesk(view: view, language: language, width: 120, height: 40)
      desk.press(.character("?"))
      #expect(desk.screen.contains("F2  ") && desk.screen.contains("F3  "))
      desk.press(Key(.function(2)), Key(.function(3)))
      #expect(desk.commands == ["type large", "theme light"] && desk.errors.isEmpty)
    }
  }
  let projected = try ViewDesk(theme: Theme(name: .projector))
  projected.state.type = .large
  projected.press(Key(.function(2)), Key(.function(3)))
  #expect(projected.commands == ["type normal", "theme dark"])
  let plain = try ViewDesk(theme: Theme(name: .dark, glyphSet: .ascii), width: 120, height: 40)
  plain.press(.character("?"))
  #expect(plain.screen.contains("L  language"))
}

@Test func `an open list follows what is typed, to the end of the word`() throws {
  let desk = try ViewDesk()
  desk.type(":t")
  desk.press(Key(.tab))
  #expect(
    desk.state.prompt?.completion?.candidates.map(\.text) == ["task", "train", "theme", "type"])
  desk.type("h")
  #expect(desk.state.prompt?.completion?.candidates.map(\.text) == ["theme"])
  desk.type("eme ")
  #expect(desk.state.prompt?.completion == nil)
  desk.type("x")
  #expect(desk.state.prompt?.completion == nil)
}

/// The reply to one command, when it has run.
private func reply(to command: String, of laboratory: Laboratory) throws -> Reply {
  let statement = try #require(try Script.statements(of: command).first)
  switch try laboratory.execute(statement) {
  case .reply(let reply): return reply
  case .job(let job): return try job.run { false }
  case .waitForTraining: return .quit
  }
}

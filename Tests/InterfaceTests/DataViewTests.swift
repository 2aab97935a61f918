import Commands
import Datasets
import Engine
import Testing

@testable import Interface

struct DataViewTests {
  /// Untrained weights with an opinion: no training whose last digits depend on the processor.
  private static let decisive = "network init=normal(1.0)"

  private func desk(
    _ script: String = "", theme: Theme = dark, language: Language = .english, width: Int = 80,
    height: Int = 24
  ) throws -> ViewDesk {
    try ViewDesk(
      script, view: .data, theme: theme, language: language, width: width, height: height)
  }

  @Test func `the view looks as recorded`() throws {
    for (task, script) in [("rest", "task 0 rest"), ("digits", "task digits")] {
      for form in goldenForms {
        let desk = try desk(
          "\(script); \(Self.decisive)", theme: form.theme, width: form.width, height: form.height)
        desk.type("w")
        expectScreen(withoutTabs(desk.render()), named: "data-\(task)-\(form.name)")
      }
    }
  }

  @Test func `the view before anything is known looks as recorded`() throws {
    expectScreen(withoutTabs(try desk().render()), named: "data-start-80x24-dark")
    let matrix = try desk("task digits; \(Self.decisive); evaluate")
    matrix.type("m")
    matrix.press(Key(.right), Key(.down))
    expectScreen(withoutTabs(matrix.render()), named: "data-matrix-80x24-dark")
  }

  @Test func `the arrows go from image to image and from page to page`() throws {
    let desk = try desk()
    #expect(desk.screen.contains("1–12 of 10 000"))
    desk.press(Key(.right), Key(.down))
    #expect(desk.state.data.chosen == 5)
    desk.press(Key(.pageDown))
    #expect(desk.screen.contains("13–24 of 10 000"))
    desk.press(Key(.end))
    #expect(desk.state.data.chosen == 9_999)
    #expect(desk.screen.contains("9 997–10 000"))
    desk.press(Key(.right), Key(.pageDown))
    #expect(desk.state.data.chosen == 9_999)
    desk.press(Key(.home), Key(.left), Key(.up))
    #expect(desk.state.data.chosen == 0)
  }

  @Test func `classes and splits filter, and Enter brings the image to Draw`() throws {
    let desk = try desk()
    // In the order of the set.
    desk.type("wsccc")
    #expect(desk.state.data.split == .test && desk.state.data.filter == .digit(2))
    desk.press(Key(.right))
    let range = desk.laboratory.dataset.range(of: .test)
    let second = try #require(
      range.filter { desk.laboratory.dataset.label(at: $0) == 2 }.dropFirst().first)
    desk.press(Key(.enter))
    #expect(desk.commands == ["image digit \(second - range.lowerBound) test; view draw"])
    #expect(desk.state.view == .draw)
    #expect(desk.laboratory.session.drawing == desk.laboratory.dataset.picture(at: second))
  }

  @Test func `the second half of a double click paints nothing in Draw`() throws {
    let desk = try desk()
    _ = desk.screen
    let thumbnail = try #require(
      desk.state.targets.first { if case .thumbnail(0) = $0.action { true } else { false } })
    let (x, y) = (thumbnail.area.x + 2, thumbnail.area.y + 1)
    desk.send(.mouse(Mouse(.press, .left, x: x, y: y)))
    desk.send(.mouse(Mouse(.release, .left, x: x, y: y)))
    #expect(desk.state.view == .draw)
    let drawing = desk.laboratory.session.drawing
    _ = desk.screen
    desk.send(.mouse(Mouse(.press, .left, x: x, y: y)))
    desk.send(.mouse(Mouse(.release, .left, x: x, y: y)))
    #expect(desk.laboratory.session.drawing == drawing)
  }

  @Test func `in a task of two digits the filter passes by the others`() throws {
    let desk = try desk("task 3 8")
    desk.type("c")
    #expect(desk.state.data.filter == .digit(3))
    desk.type("c")
    #expect(desk.state.data.filter == .digit(8))
  }

  @Test func `the classes of a task filter too`() throws {
    let desk = try desk("task 3 8")
    desk.type("C")
    #expect(desk.state.data.filter == .target(1))
    let counts = (0...9).map { digit in
      desk.laboratory.dataset.range(of: .validation).count {
        desk.laboratory.dataset.label(at: $0) == digit
      }
    }
    #expect(desk.screen.contains("of \(NumberText.grouped(counts[3]))"))
    desk.press(Key(.escape))
    #expect(desk.state.data.filter == .all)
  }

  @Test func `the view finds the losses by itself, and w only turns the order`() throws {
    let desk = try desk(Self.decisive)
    #expect(desk.state.scene.findings.losses != nil && !desk.screen.contains("--"))
    let report = try #require(desk.state.scene.findings.losses)
    let worst = Int(report.order[0])
    #expect(desk.screen.contains("image \(Int(report.rows[worst]) - report.firstRow): a"))
    #expect(desk.screen.contains("✗ guess "))
    desk.type("ww")
    #expect(desk.commands.isEmpty)
    #expect(desk.state.data.wrongFirst)
  }

  @Test func `losses of older weights say so, and w seeks them again`() throws {
    let desk = try desk()
    desk.type("w")
    #expect(desk.screen.contains("weights of update 0"))
    #expect(!desk.screen.contains("older"))
    try desk.say("train 2 updates; wait")
    #expect(desk.screen.contains("older"))
    desk.type("w")
    #expect(desk.commands == ["losses validation"])
    #expect(desk.screen.contains("weights of update 2") && !desk.screen.contains("older"))
  }

  @Test func `another task forgets what was found`() throws {
    let desk = try desk(Self.decisive)
    desk.type("w")
    try desk.say("task digits")
    #expect(!desk.screen.contains("✗") && !desk.screen.contains("→"))
    #expect(desk.screen.contains("--"))
  }

  @Test func `a cell of the matrix shows its images, by keys`() throws {
    let desk = try desk("task digits; \(Self.decisive)")
    desk.type("sm")
    #expect(desk.screen.contains("confusion, test"))
    desk.press(Key(.down), Key(.down), Key(.right))
    desk.press(Key(.enter))
    #expect(desk.commands.isEmpty)
    #expect(desk.state.data.filter == .confused(target: 2, prediction: 1))
    let count = try #require(desk.state.scene.findings.losses).evaluation.confusion[2][1]
    #expect(desk.screen.contains("of \(count)") || count == 0)
    #expect(!desk.state.data.isOnMatrix)
  }

  @Test func `a cell of the matrix shows its images, by the mouse`() throws {
    let desk = try desk("\(Self.decisive); losses validation", width: 120, height: 40)
    let confusion = try #require(desk.state.scene.findings.evaluation).evaluation.confusion
    #expect(desk.click { $0 == .confusion(row: 1, column: 0) })
    #expect(desk.commands.isEmpty)
    #expect(desk.screen.contains("of \(NumberText.grouped(confusion[1][0]))"))
    #expect(desk.screen.contains("0 → rest"))
  }

  @Test func `the mouse chooses, takes, filters and turns pages`() throws {
    let desk = try desk()
    #expect(desk.click { $0 == .thumbnail(3) })
    #expect(desk.state.data.chosen == 3 && desk.commands.isEmpty)
    #expect(desk.click { $0 == .filter(4) })
    #expect(desk.state.data.filter == .digit(3))
    desk.send(.mouse(Mouse(.wheelDown, .none, x: 10, y: 10)))
    #expect(desk.screen.contains("13–24 of"))
    #expect(desk.click { $0 == .key(.character("s")) })
    #expect(desk.state.data.split == .test)
    #expect(desk.click { $0 == .thumbnail(0) })
    #expect(desk.commands.last?.hasSuffix("test; view draw") ?? false)
  }

  @Test func `e measures the split that is shown, image by image`() throws {
    let desk = try desk(width: 120, height: 40)
    desk.type("se")
    #expect(desk.commands == ["losses test"])
    #expect(desk.screen.contains("confusion, test"))
  }

  @Test func `a grid of another size still shows the digits of the set`() throws {
    let desk = try desk("network 49-16-1")
    #expect(desk.screen.contains("1–12 of 10 000"))
    desk.press(Key(.enter))
    #expect(desk.laboratory.session.drawing.rows == 7)
  }

  @Test func `every filter, task, language and size draws without a trap`() throws {
    for script in ["task digits; losses", "task even odd; losses", "task 3 8"] {
      let desk = try desk(script)
      for language in Language.allCases {
        desk.state.language = language
        for (width, height) in absurdSizes {
          (desk.state.width, desk.state.height) = (width, height)
          for filter in [
            DataState.Filter.all, .digit(9), .target(1), .confused(target: 9, prediction: 7),
          ] {
            desk.state.data.filter = filter
            desk.state.data.isOnMatrix.toggle()
            #expect(desk.render().cells.count == width * height)
            desk.press(Key(.pageDown), Key(.end))
          }
        }
      }
    }
  }

  @Test func `nothing stands beyond its panel in Russian`() throws {
    let desk = try desk("\(Self.decisive); losses", language: .russian)
    #expect(desk.screen.contains("картинка"))
    #expect(desk.screen.contains("1–12"))
    #expect(desk.screen.contains("всего  неверно"))
  }

  @Test func `counts in the matrix have no gaps within`() throws {
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
      let desk = try ViewDesk(
        "task digits; losses validation", view: .data, width: width, height: height)
      desk.press(.character("m"))
      let rows = desk.screen.split(separator: "\n").map { row in
        row.split(separator: "│").last { $0.contains("%") || $0.contains("·") } ?? row[...]
      }
      let counts = try #require(
        desk.state.scene.findings.evaluation(
          of: desk.state.scene.session.plan, task: desk.state.scene.session.task))
      let largest = counts.evaluation.confusion.joined().max() ?? 0
      #expect(largest > 999)
      #expect(rows.contains { $0.contains(" \(largest) ") }, "\(width)×\(height)")
    }
  }

  @Test func `a loss below a thumbnail is rounded, not cut`() throws {
    let desk = try desk("task digits; \(Self.decisive)")
    let report = try #require(desk.state.scene.findings.losses)
    let worst = report.verdicts.losses[Int(report.order[0])]
    #expect(worst >= 10 && worst < 100)
    #expect(desk.screen.contains(NumberText.fixed(worst, digits: 3)))
  }

  @Test func `weights of which a unit is off are not called changed`() throws {
    let desk = try desk(
      "train 20 updates; wait; unit 3 off; losses validation", width: 120, height: 40)
    #expect(desk.screen.contains("1 unit off") && !desk.screen.contains(", then changed"))
    try desk.say("unit 3 on; set W2[0,1] 1; losses validation")
    #expect(desk.screen.contains(", then changed"))
  }

  @Test func `a wide window has a frame around each part, and whole thumbnails fill theirs`() throws
  {
    for (width, height) in [(120, 40), (200, 60)] {
      let desk = try desk(Self.decisive, width: width, height: height)
      let layout = DataLayout(desk.state, in: desk.state.bodyArea, evaluation: nil)
      let frames = try #require(layout.frames)
      #expect(frames.digits.maxX == frames.classes.x && frames.image.maxX == width)
      #expect(frames.matrix.maxY == frames.certainty.y)
      #expect(frames.certainty.maxY == frames.digits.maxY)
      let pitch = DataLayout.pitch(desk.state.scene.dataset)
      #expect(layout.thumbnails.width % pitch == 1)
      for title in ["classes", "the chosen image", "confusion, ", "P of the true class"] {
        #expect(desk.screen.contains("─ \(title)"))
      }
    }
  }

  @Test func `a matrix that is not there is made first`() throws {
    let desk = try desk("task digits")
    desk.state.scene.findings = Findings()
    #expect(desk.state.update(.key(.character("m"))) == [.run("losses validation")])
    #expect(desk.state.data.isOnMatrix)
  }

  @Test func `what is undecided in Draw is undecided in Data, with the class that it counts as`()
    throws
  {
    for (task, counted) in [("3 8", "8"), ("digits", "0")] {
      for (language, words) in [
        (Language.english, "undecided, counted as \(counted)"),
        (.russian, "не решено, считается как \(counted)"),
      ] {
        for (width, height) in [(80, 24), (120, 40)] {
          let desk = try desk(
            "task \(task); network init=zeros", language: language, width: width, height: height)
          let screen = desk.screen
          let flat = screen.split(separator: "\n").map { $0.split(separator: "│").last ?? "" }
            .joined(separator: " ").split(separator: " ").joined(separator: " ")
          #expect(screen.contains(words) || flat.contains(words), "\(task) \(width)")
          #expect(screen.contains(" ? ") && !screen.contains("✗") && !screen.contains("✓"))
        }
      }
    }
    let desk = try desk("task digits; network init=zeros", width: 120, height: 40)
    #expect(desk.screen.contains("10 000 undecided"))
  }

  @Test func `digits outside of the task have no counts`() throws {
    let desk = try desk("task 3 8")
    let rows = desk.screen.split(separator: "\n").map(String.init)
    for digit in 0...9 {
      let row = try #require(rows.first { $0.contains("digit \(digit) ") })
      let counts = row.split(separator: "digit \(digit)").last ?? ""
      #expect(counts.contains(/[0-9]/) == [3, 8].contains(digit), "\(row)")
    }
  }
}

@Test func `matrix and list have one order and one way to write counts`() throws {
  for (width, height) in [(80, 24), (120, 40)] {
    let desk = try ViewDesk("image sample slide", view: .data, width: width, height: height)
    let screen = desk.screen
    let rows = screen.split(separator: "\n").map(String.init)
    let rest = try #require(rows.firstIndex { $0.contains("y=0: rest") })
    let zero = try #require(rows.firstIndex { $0.contains("y=1: 0") })
    #expect(rest < zero)
    let head = try #require(rows.firstIndex { $0.contains("true ↓") })
    #expect(rows[head].contains(/→rest.*→0/))
    #expect(!rows[head...].contains { $0.contains(#/ \d{4,} /#) && $0.contains("rest") })
    // A cell is all right or all wrong: nothing comes first in it, and how many there are is said.
    desk.send(.mouse(Mouse(.press, x: 62, y: head + 1)))
    desk.send(.mouse(Mouse(.release, x: 62, y: head + 1)))
    #expect(desk.screen.contains("rest → rest"))
    let top = try #require(desk.screen.split(separator: "\n").first { $0.contains("rest → rest") })
    #expect(top.contains(/1–\d+ of \d/) && !top.contains("wrong first"))
  }
}

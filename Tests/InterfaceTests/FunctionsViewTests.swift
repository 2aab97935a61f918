import Commands
import Engine
import Foundation
import Interface
import Testing

struct FunctionsViewTests {
  private func desk(
    _ script: String = "image sample 0", theme: Theme = dark, language: Language = .english,
    width: Int = 80, height: Int = 24
  ) throws -> ViewDesk {
    try ViewDesk(
      script, view: .functions, theme: theme, language: language, width: width, height: height)
  }

  @Test func `the view looks as recorded`() throws {
    for form in goldenForms {
      let desk = try desk(theme: form.theme, width: form.width, height: form.height)
      expectScreen(withoutTabs(desk.render()), named: "functions-\(form.name)")
    }
  }

  @Test func `the pages look as recorded`() throws {
    let desk = try desk("image sample 0; network hidden=relu")
    desk.press(.character("i"))
    expectScreen(withoutTabs(desk.render()), named: "functions-layers-80x24-dark")
    desk.press(.character("i"))
    expectScreen(withoutTabs(desk.render()), named: "functions-initializers-80x24-dark")
  }

  @Test func `the arrows choose a function, Enter gives it to the network, undo takes it back`()
    throws
  {
    let desk = try desk()
    #expect(desk.screen.contains("Sigmoid  h = 1/(1 + e^−z)"))
    desk.press(Key(.down), Key(.down))
    #expect(desk.screen.contains("ReLU  h = max(0, z)"))
    #expect(desk.screen.contains("● Sigmoid"))
    desk.press(Key(.enter))
    #expect(desk.commands == ["network hidden=relu"])
    #expect(desk.screen.contains("59 silent"))
    desk.press(.character("u"))
    #expect(desk.state.scene.session.plan.hidden.word == "sigmoid")
  }

  @Test func `the choice stops at both ends of the table`() throws {
    let desk = try desk()
    desk.press(Key(.up), Key(.up))
    #expect(desk.screen.contains("Sigmoid  h ="))
    for _ in 0..<20 { desk.press(.character("j")) }
    #expect(desk.screen.contains("identity  h = z"))
    desk.press(Key(.home))
    #expect(desk.screen.contains("Sigmoid  h ="))
  }

  @Test func `a slope or α of the network's own is kept in mind`() throws {
    let desk = try desk("network hidden=leakyrelu slope=0.3")
    #expect(desk.screen.contains("max(0.3·z, z)"))
    #expect(!desk.screen.contains("network hidden="))
  }

  @Test func `the arrows move the z that is read out`() throws {
    let desk = try desk()
    #expect(desk.screen.contains("z 1.000  h 0.731  h′ 0.197"))
    for _ in 0..<10 { desk.press(Key(.left)) }
    #expect(desk.screen.contains("h 0.500  h′ 0.250"))
    for _ in 0..<20 { desk.press(Key(.right, .shift)) }
    #expect(desk.state.functions.argument == 6)
  }

  @Test func `the mouse chooses, applies, and reads the curve`() throws {
    let desk = try desk()
    #expect(desk.click { $0 == .function(1) })
    #expect(desk.screen.contains("tanh  h = tanh z"))
    #expect(desk.click { $0 == .key(Key(.enter)) })
    #expect(desk.commands == ["network hidden=tanh"])
    #expect(desk.click { $0 == .function(2) } && desk.click { $0 == .function(2) })
    #expect(desk.commands.last == "network hidden=relu")
    #expect(desk.click { $0 == .page(2) })
    #expect(desk.commands.last == "initializers")
    #expect(desk.click { $0 == .page(0) })
    #expect(desk.click { $0 == .argument })
    #expect(abs(desk.state.functions.argument) < 0.2)
  }

  @Test func `silent units are counted as the engine counts them`() throws {
    let desk = try desk("image sample 3; network hidden=relu seed=5")
    let pass = desk.state.scene.livePass
    let off = pass.outputs[0].values.count { $0 <= 0 }
    #expect(off > 0)
    #expect(desk.screen.contains("128 units, \(off) silent"))
  }

  @Test func `pre-activations beyond the plot are counted beside it`() throws {
    let desk = try desk("image sample 3; network init=normal(1.0)")
    let arguments = desk.state.scene.livePass.outputs[0].values
    let left = arguments.count { $0 < -6 }
    let right = arguments.count { $0 > 6 }
    #expect(left > 0 && right > 0)
    #expect(desk.screen.contains("◂\(left)") && desk.screen.contains("\(right)▸"))
  }

  @Test func `each hidden layer can be looked at`() throws {
    let desk = try desk("image sample 0; network 100-32-16-1 hidden=tanh")
    #expect(desk.screen.contains("x_output₁ of the drawing: 32 units"))
    desk.press(.character("]"))
    #expect(desk.screen.contains("x_output₃ of the drawing: 16 units"))
    desk.press(.character("]"))
    #expect(desk.screen.contains("x_output₁ of the drawing"))
    #expect(desk.click { $0 == .key(.character("]")) })
    #expect(desk.screen.contains("x_output₃ of the drawing"))
  }

  @Test func `a network without pre-activations says so`() throws {
    #expect(try desk("network hidden=maxout").screen.contains("units won for the drawing"))
    #expect(try desk("network 100-1").screen.contains("Sigmoid"))
  }

  @Test func `applying while training runs is refused with the way out`() throws {
    let desk = try desk()
    try desk.say("speed 5; train 1000 updates")
    desk.press(Key(.down), Key(.enter))
    #expect(desk.errors == [.refusedWhileTraining("network")])
    #expect(desk.errors.first?.words(in: .english).contains("pause") ?? false)
    desk.laboratory.endTraining()
  }

  @Test func `the comparison is made once and again only for another plan`() throws {
    let desk = try desk()
    desk.press(.character("i"), .character("i"))
    #expect(desk.commands == ["initializers"])
    #expect(desk.screen.contains("normal(0.01)"))
    desk.press(.character("i"), .character("i"), .character("i"))
    #expect(desk.commands == ["initializers"])
    try desk.say("network hidden=relu")
    #expect(desk.screen.contains("i builds again"))
    desk.press(.character("i"), .character("i"), .character("i"))
    #expect(desk.commands == ["initializers", "initializers"])
  }

  @Test func `every function, page, language and size draws without a trap`() throws {
    let desk = try desk("image sample 0; network 100-20-10-1 hidden=elu; initializers")
    for language in Language.allCases {
      desk.state.language = language
      for (width, height) in absurdSizes {
        (desk.state.width, desk.state.height) = (width, height)
        for page in FunctionsState.Page.allCases {
          desk.state.functions.page = page
          for place in HiddenFunction.table.indices {
            desk.state.functions.chosen = place
            #expect(desk.render().cells.count == max(0, width) * max(0, height))
          }
        }
      }
    }
  }

  @Test func `nothing of a fact is cut at 80 and 120 columns`() throws {
    for language in Language.allCases {
      for (width, height) in [(80, 24), (120, 40)] {
        let desk = try desk(language: language, width: width, height: height)
        for (place, function) in HiddenFunction.table.enumerated() {
          desk.state.functions.chosen = place
          let words = Set(
            desk.screen.components(separatedBy: .whitespacesAndNewlines).joined(separator: " ")
              .split(separator: " ").map(String.init))
          let last = function.points.last?.text(in: language) ?? ""
          for word in last.split(separator: " ") {
            #expect(words.contains(String(word)), "\(function.word) \(language) \(width): \(word)")
          }
        }
      }
    }
  }

  @Test func `every initialiser is told of in the same words, or flat`() throws {
    for script in [
      "image sample slide; initializers",
      "image sample slide; network 100-32-16-1 hidden=relu batchnorm=on init=he; initializers",
    ] {
      for (width, height) in [(80, 24), (100, 30)] {
        let desk = try desk(script, width: width, height: height)
        desk.type("ii")
        let words = desk.screen.split(separator: "\n").filter { $0.contains("std ") }
          .flatMap { $0.split(separator: "std ").dropFirst() }
        #expect(!words.isEmpty)
        let isShort = words.filter { !$0.contains("grad") && !$0.contains("flat") }
        let isLong = words.filter { $0.contains("grad ") }
        #expect(isShort.count <= 1 || isLong.count <= 1, "\(width)×\(height): \(words)")
      }
    }
  }

  @Test func `only what is wrong is red`() throws {
    let desk = try desk("image sample slide; network init=normal(1.0)")
    let canvas = desk.render()
    let words = "of the drawing: 128 units, "
    let (x, y) = try #require(place(of: words, on: canvas))
    let red = desk.state.theme.ink(.wrong).foreground
    #expect(canvas[x, y]?.ink.foreground != red)
    #expect(canvas[x + words.unicodeScalars.count, y]?.ink.foreground == red)
  }

  @Test func `layers that are all seen are not scrolled`() throws {
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
      let desk = try desk("image sample slide", width: width, height: height)
      desk.type("i")
      #expect(desk.screen.contains("dL/dx_output₂"))
      let before = desk.screen
      for _ in 0..<3 { desk.press(Key(.right)) }
      #expect(desk.screen == before, "\(width)×\(height)")
    }
  }

  @Test func `the figures of initialisers are explained, and layers beyond the edge are counted`()
    throws
  {
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
      for (language, key) in [(Language.english, "std of outputs"), (.russian, "std выходов")] {
        let desk = try ViewDesk(
          "image sample slide", view: .functions, language: language, width: width, height: height)
        desk.press(.character("i"))
        if width == 80 { desk.press(.character("i")) }
        #expect(desk.screen.contains(key), "\(width)×\(height) \(language)")
      }
    }
    let deep = try ViewDesk("network 100-32-16-8-1; image sample slide", view: .functions)
    deep.press(.character("i"), .character("i"))
    #expect(deep.screen.contains(" ▸ 2 more"))
    deep.press(Key(.right), Key(.right))
    #expect(deep.screen.contains(" ◂ 2 more"))
  }

  @Test func `the curve keeps its height from function to function`() throws {
    for language in Language.allCases {
      for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        let desk = try desk(language: language, width: width, height: height)
        var axes: Set<Int> = []
        for place in HiddenFunction.table.indices {
          desk.state.functions.chosen = place
          let rows = desk.screen.split(separator: "\n").map(String.init)
          axes.insert(try #require(rows.firstIndex { $0.contains("└") }))
        }
        #expect(axes.count == 1, "\(width)×\(height) \(language): \(axes)")
      }
    }
  }

  @Test func `where there is height ReLU has more than two numbers on its axis`() throws {
    let desk = try desk(width: 120, height: 40)
    desk.state.functions.chosen = 2
    #expect(["0 ┤", "2 ┤", "4 ┤", "6 ┤"].allSatisfy(desk.screen.contains))
  }

  @Test func `the figures of an initialiser stand in the row of its name`() throws {
    for (width, height) in [(80, 24), (120, 40)] {
      let desk = try desk("image sample slide; initializers", width: width, height: height)
      if width == 80 { desk.type("ii") }
      let rows = desk.screen.split(separator: "\n").map(String.init)
      for name in ["zeros", "normal(0.01)"] {
        #expect(rows.contains { $0.contains(name + " ") && $0.contains("std ") }, "\(name)")
      }
    }
  }

  @Test func `h′ keeps its colour where it runs beside h`() throws {
    let desk = try desk()
    let slope = desk.state.theme.ink(.gradient).foreground
    for word in ["leakyrelu", "maxout"] {
      desk.state.functions.chosen = HiddenFunction.table.firstIndex { $0.word == word }
      let canvas = desk.render()
      let zero = try #require(place(of: " 0 ┤", on: canvas))
      // Far left of 0 the slope is the lower of the two curves.
      for x in zero.x + 5..<zero.x + 16 {
        let cells = (zero.y...zero.y + 2).compactMap { canvas[x, $0] }
          .filter { (0x2801...0x28FF).contains($0.glyph.value) }
        #expect(cells.last?.ink.foreground == slope, "\(word) \(x)")
      }
    }
  }

  @Test func `1 and a number below 0 can be read off where the curves reach them`() throws {
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
      let desk = try desk(width: width, height: height)
      for (place, function) in HiddenFunction.table.enumerated() {
        desk.state.functions.chosen = place
        let screen = desk.screen
        // From −6 to 6 a row is more than 1 high.
        guard function.word != "identity" || height > 40 else { continue }
        #expect(screen.contains("1 ┤") || screen.contains("1.0 ┤"), "\(function.word) \(width)")
        guard ["tanh", "leakyrelu", "maxout", "elu", "identity"].contains(function.word) else {
          continue
        }
        let ticks = screen.matches(of: /−[0-9.]+ ┤/)
        #expect(!ticks.isEmpty, "\(function.word) \(width)×\(height)")
      }
    }
  }

  @Test func `in a small window the curve keeps its axes, and the prose goes`() throws {
    for language in Language.allCases {
      let desk = try desk(language: language, width: 60, height: 20)
      for (place, function) in HiddenFunction.table.enumerated() {
        desk.state.functions.chosen = place
        let rows = desk.screen.split(separator: "\n").map(String.init)
        #expect(rows.count { $0.contains(/[0-9] ┤/) } >= 2, "\(function.word)")
        let axis = try #require(rows.firstIndex { $0.contains("└") })
        #expect(rows[axis + 1].contains(" 0 "), "\(function.word)")
        let fact = function.facts(in: language)[1]
        #expect(desk.screen.contains(fact.label + ":"), "\(function.word)")
      }
    }
  }

  @Test func `one key gives a function to the network, by one name`() throws {
    for (language, key) in [(Language.english, "space"), (.russian, "пробел")] {
      let desk = try desk(language: language)
      for place in HiddenFunction.table.indices.dropFirst() {
        desk.state.functions.chosen = place
        let head = desk.screen.split(separator: "\n")[1]
        // The longest formula leaves no room for it.
        let isLong = HiddenFunction.table[place].formula.count > 35
        #expect(head.contains("  \(key) ") != isLong, "\(language): \(head)")
        #expect(!desk.screen.contains("↵"))
      }
    }
  }

  @Test(arguments: [
    "task digits; network 100-64-32-10 hidden=relu init=he batchnorm=on",
    "network 100-64-32-16-1 hidden=tanh", "network 100-128-1",
    "network 100-64-64-64-64-1 hidden=relu",
  ])
  func `the gradients of every initialiser are told, however deep the network is`(
    script: String
  ) throws {
    for (language, word) in [(Language.english, "grad "), (.russian, "град ")] {
      for (width, height) in [(60, 20), (80, 24), (120, 40), (200, 60)] {
        for theme in language == .english ? [dark, ascii] : [dark] {
          let desk = try desk(
            "image sample slide; \(script); initializers", theme: theme, language: language,
            width: width, height: height)
          desk.state.functions.page = .initializers
          let screen = desk.screen
          let rows = screen.split(separator: "\n").filter {
            $0.contains(#/(zeros|constant\(0.1\)|uniform) .*std /#)
          }
          #expect(rows.count == 3 || height < 24, "\(width)×\(height)")
          #expect(rows.allSatisfy { $0.contains(word) }, "\(width)×\(height): \(rows)")
          #expect(
            !screen.contains(word) || screen.contains("std of outputs") || height < 24
              || screen.contains("std выходов"))
        }
      }
    }
  }

  @Test func `nothing beyond the edge, no word of it`() throws {
    let beyond = try desk("image sample slide; initializers", width: 200, height: 60)
    #expect(beyond.screen.contains("100 %▸") && beyond.screen.contains("▸ beyond the edge"))
    let desk = try desk("image sample slide; network 100-64-1 hidden=tanh; initializers")
    desk.type("ii")
    desk.state.functions.firstTrial = 2
    let hasMark = desk.screen.contains(" %▸") || desk.screen.contains("◂")
    #expect(desk.screen.contains("beyond the edge") == hasMark)
  }

  @Test func `each layer of the initialisers has the ends of its bars, in ASCII too`() throws {
    let desk = try desk("image sample slide; initializers", theme: ascii)
    desk.type("ii")
    let head = try #require(desk.screen.split(separator: "\n").first { $0.contains("x_output2") })
    #expect(head.matches(of: /[0-9] ?\.\.\. ?[0-9]/).count == 2, "\(head)")
  }

  @Test func `the initialisers' bars grow with the room and fill it`() throws {
    let desk = try desk("image sample slide; initializers", width: 200, height: 60)
    let rows = desk.screen.split(separator: "\n").map(String.init)
    let names = rows.indices.filter { rows[$0].contains(#/(zeros|lecun|normal\(1.0\)) .*std /#) }
    #expect(names.count == 3)
    let bottom = try #require(rows.lastIndex { $0.contains("╯") })
    #expect(bottom - (names.last ?? 0) <= 4)
    let zeros = try #require(names.first)
    #expect(rows[zeros + 1].contains("██") && rows[zeros + 2].contains("██"))
  }
}

@Test func `the function in use is not built anew`() throws {
  let desk = try ViewDesk("task 0 1; train 5 updates; wait", view: .functions)
  for key in [Key(.enter), .character(" ")] {
    desk.press(key)
    #expect(desk.commands.isEmpty)
    #expect(desk.state.message?.text.contains("nothing changes") == true)
  }
  desk.press(.character("j"), Key(.enter))
  #expect(desk.commands == ["network hidden=tanh"])
}

import Commands
import Engine
import Interface
import Testing

@Suite struct DrawScreenTests {
  @Test func `a digit of the set looks as recorded`() throws {
    for form in goldenForms {
      var bench = try DrawBench(width: form.width, height: form.height)
      try bench.type("dd")
      bench.state.theme = form.theme
      expectScreen(bench.screen(), named: "draw-digit-\(form.name)")
    }
  }

  @Test func `the first screen looks as recorded`() throws {
    var bench = try DrawBench()
    expectScreen(bench.screen(), named: "draw-blank-80x24-dark")
  }

  @Test func `the ten-class task looks as recorded in Russian`() throws {
    var bench = try DrawBench(
      width: 80, height: 24, language: .russian, "task digits", "image sample 7", "label 7")
    expectScreen(bench.screen(), named: "draw-classes-80x24-dark")
    bench.state.width = 120
    bench.state.height = 40
    expectScreen(bench.screen(), named: "draw-classes-120x40-dark")
  }

  @Test func `the first screen says what to do first, second and third`() throws {
    for language in Language.allCases {
      for (width, height) in [(60, 20), (80, 24), (120, 40), (200, 60)] {
        var bench = try DrawBench(width: width, height: height, language: language)
        let text = bench.text()
        let hints: [DrawGuideText] = [.draw, .walk, .train]
        for hint in hints {
          #expect(text.contains(hint.text(language)), "\(width)×\(height) \(hint)")
        }
        try bench.run("image set 4 4 1")
        #expect(!bench.text().contains(DrawGuideText.draw.text(language)))
      }
    }
  }

  @Test func `no size traps, at any size of the grid, blank or drawn, in either task`() throws {
    let sizes = [
      (0, 0), (1, 1), (20, 5), (59, 19), (60, 20), (61, 21), (80, 24), (79, 47), (300, 100),
      (300, 20), (60, 100),
    ]
    for grid in ["1x1", "1x28", "28x1", "2x3", "28x28", "64x64"] {
      var bench = try DrawBench(
        width: 80, height: 24, "network \(side(grid))-3-1 image=\(grid)")
      for commands in [["image clear"], ["image set 0 0 1"], ["task digits", "image invert"]] {
        for command in commands { try bench.run(command) }
        for (width, height) in sizes {
          try bench.send(.resize(width: width, height: height))
          #expect(bench.screen().cells.count == width * height)
          try bench.mouse(.press, width / 3, height / 2)
          try bench.mouse(.drag, width, -3)
          try bench.mouse(.drag, -5, height + 9)
          try bench.mouse(.release, 0, 0)
          try bench.mouse(.wheelDown, width / 2, height - 5)
          try bench.type("jl nd")
        }
      }
    }
  }

  @Test func `the cursor's pixel stays in sight of a grid that is too large`() throws {
    var bench = try DrawBench(width: 80, height: 24, "network 4096-2-1 image=64x64")
    bench.state.draw.cursor = Place(row: 60, column: 60)
    try bench.type(" ")
    #expect(bench.pixel(60, 60) == 1)
    #expect(bench.text().contains("–63"))
  }

  private func side(_ grid: String) -> Int {
    grid.split(separator: "x").compactMap { Int($0) }.reduce(1, *)
  }
}

/// What the hints to begin must name, whatever their words.
private enum DrawGuideText {
  case draw, walk, train

  func text(_ language: Language) -> String {
    switch (self, language) {
    case (.draw, .english): "Draw a 0 with the mouse, or press d for a digit."
    case (.walk, .english): "Press 2, then space: each step, there and back."
    case (.train, .english): "Press t: it trains. 3 shows the loss fall."
    case (.draw, .russian): "Нарисуйте мышью 0 или возьмите цифру: d."
    case (.walk, .russian): "Клавиша 2, затем пробел: шаг за шагом и назад."
    case (.train, .russian): "Клавиша t: обучение. На 3 потери падают."
    }
  }
}

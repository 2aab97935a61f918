import Commands
import Datasets
import Engine
import Testing

@testable import Interface

/// Runs a script in a laboratory of its own, trainings to their end.
private func laboratory(_ script: String) throws -> Laboratory {
  let laboratory = Laboratory(session: try Session())
  for statement in try Script.statements(of: script) {
    switch try laboratory.execute(statement) {
    case .waitForTraining: _ = laboratory.waitForTraining { _ in true }
    case .job(let job): _ = try job.run { false }
    case .reply: break
    }
  }
  return laboratory
}

private func screen(
  _ script: String, width: Int = 80, height: Int = 24, theme: Theme = dark,
  language: Language = .english
) throws -> AppState {
  var state = AppState(scene: Scene(try laboratory(script)), theme: theme, language: language)
  (state.view, state.width, state.height) = (.train, width, height)
  return state
}

private let trained = "image sample slide; task 0 1; train 600 updates; wait"

/// A scene in which a training has just begun.
private func running(_ state: AppState, goal: TrainingGoal = .epochs(20)) throws -> AppState {
  let laboratory = try laboratory("task 0 1")
  let trainer = Trainer(
    state: state.scene.session.run, training: laboratory.examples(of: .train),
    validation: laboratory.examples(of: .validation), settings: TrainingSettings(), goal: goal)
  var state = state
  state.scene.progress = trainer.progress
  state.scene.goalEnd = goal
  return state
}

@Test func `Train before training says what to do`() throws {
  var state = try screen("image sample slide")
  expectScreen(state.render().canvas, named: "train-empty-80x24-dark")
}

@Test func `Train after training at three sizes, in two themes and in ASCII`() throws {
  var state = try screen(trained)
  for form in goldenForms {
    (state.width, state.height, state.theme) = (form.width, form.height, form.theme)
    expectScreen(state.render().canvas, named: "train-\(form.name)")
  }
}

@Test
func `the status line says an epoch's own loss, and within one of how many updates it is the mean`()
  throws
{
  func status(_ script: String) throws -> String {
    var state = try screen(script, width: 120)
    let rows = text(state.render().canvas).split(separator: "\n")
    return String(rows[rows.count - 2])
  }
  let whole = "task 0 1; train 1 epochs; wait"
  let epoch = try #require(try laboratory(whole).history.epochs.last?.trainLoss)
  #expect(try status(whole).contains("train, epoch mean " + NumberText.fixed(epoch, digits: 4)))
  #expect(try status("task 0 1; train 100 updates; wait").contains("train, last 4: 0."))
}

@Test func `the panel of the drawing says the answer as Draw does`() throws {
  for (script, english, russian) in [
    ("image sample slide; task 0 rest; train 1 updates; wait", "not a 0 ✗ y = 1", "не 0 ✗ y = 1"),
    ("image sample 1; task 0 1; label 0; train 300 updates; wait", "a 1 ✓ y = 0", "1 ✓ y = 0"),
    ("", "nothing drawn", "рисунка ещё нет"),
  ] {
    for (language, words) in [(Language.english, english), (.russian, russian)] {
      for (width, height) in [(60, 20), (80, 24), (80, 30), (100, 30)] {
        var state = try screen(script, width: width, height: height, language: language)
        let shown = state.render().canvas.text
        #expect(shown.contains(words), "\(width)×\(height) \(language): \(words)")
        #expect(!shown.contains("rest y"))
      }
    }
  }
}

@Test func `an axis of updates has two numbers or more, and the name takes the place of none`()
  throws
{
  var state = try screen("task 0 1; train 900 updates; wait")
  for language in Language.allCases {
    for isRecent in [false, true] {
      for width in 60...130 {
        (state.width, state.height, state.language) = (width, 24, language)
        state.train.isRecent = isRecent
        let rows = text(state.render().canvas).split(separator: "\n")
        let axis = try #require(rows.firstIndex { $0.contains("└") })
        let ticks = rows[axis].prefix { $0 != "┃" }.filter { $0 == "┬" }.count
        let numbers = rows[axis + 1].dropFirst().prefix { !"│┃".contains($0) }
          .split(separator: " ").filter { $0 == "0" || Int($0) ?? 0 != 0 }
        #expect(ticks >= 2 && numbers.count == ticks, "\(width) \(isRecent): \(rows[axis + 1])")
        let name = language == .english ? "upd" : "обновл"
        #expect(width < 70 || rows[axis...axis + 1].contains { $0.contains(name) }, "\(width)")
      }
    }
  }
}

@Test func `the band has its name in every mode, and how far it goes below the axis`() throws {
  var state = try screen(trained)
  for language in Language.allCases {
    for theme in [dark, ascii] where language == .english || !theme.isASCII {
      for (isRecent, isLogarithmic) in [(false, false), (false, true), (true, false), (true, true)]
      {
        (state.language, state.theme) = (language, theme)
        (state.train.isRecent, state.train.isLogarithmic) = (isRecent, isLogarithmic)
        let legend = try #require(
          text(state.render().canvas).split(separator: "\n").dropFirst(2).first)
        let name = language == .english ? (theme.isASCII ? "min-max" : "min–max") : "мин–макс"
        #expect(legend.contains(name), "\(legend)")
        #expect(isLogarithmic || !legend.contains("e−"))
      }
    }
  }
}

@Test func `the plot of P says what it runs over, and has no band`() throws {
  // Black and white, of which neither is the band's grey.
  let drawn = trained + "; image clear; image set 3 3 1; image set 4 3 1"
  for (width, height) in [(80, 24), (100, 30), (120, 40), (200, 60)] {
    var state = try screen(drawn, width: width, height: height)
    let canvas = state.render().canvas
    let panel = TrainLayout(state).drawing ?? Rect(x: 0, y: 0, width: 0, height: 0)
    var words = ""
    for y in panel.y..<panel.maxY {
      for x in panel.x..<panel.maxX {
        guard let cell = canvas[x, y] else { continue }
        words.unicodeScalars.append(cell.glyph)
        #expect(cell.ink.foreground != dark.ink(.envelope).foreground)
        #expect(cell.ink.background != dark.ink(.envelope).foreground)
      }
    }
    #expect(words.contains("over the run") || words.contains("updates"), "\(width)×\(height)")
  }
}

@Test func `health names the layers of its ratios`() throws {
  for (width, height) in [(80, 24), (80, 30), (100, 30), (120, 40), (200, 60)] {
    var state = try screen(trained, width: width, height: height)
    let shown = state.render().canvas.text
    #expect(shown.contains("W₁ ") && shown.contains("W₂ "), "\(width)×\(height)")
    #expect(shown.contains("e: test"))
  }
}

@Test func `Train in Russian with a crosshair`() throws {
  var state = try screen(trained, language: .russian)
  state.train.crosshair = 300
  expectScreen(state.render().canvas, named: "train-crosshair-80x24-russian")
}

@Test func `Train is drawn at absurd sizes`() throws {
  let trained = try screen(trained)
  for language in Language.allCases {
    for (width, height) in [
      (0, 0), (1, 1), (20, 5), (60, 20), (61, 21), (80, 200), (300, 20), (300, 100), (110, 37),
    ] {
      for state in [trained, try running(trained)] {
        var state = state
        (state.width, state.height, state.language) = (width, height, language)
        state.train.crosshair = 7
        let canvas = state.render().canvas
        #expect(canvas.width == width && canvas.height == height)
        for key in [Key(.up), Key(.right), .character(","), .character("<"), .character("f")] {
          _ = state.update(.key(key))
        }
        _ = state.render()
      }
    }
  }
}

@Test func `arrows choose a setting and change it by its command`() throws {
  var state = try screen("")
  #expect(state.update(.key(Key(.right))) == [.run("rate 3")])
  #expect(state.update(.key(Key(.left))) == [.run("rate 0.3")])
  #expect(state.update(.key(Key(.down))) == [])
  #expect(state.update(.key(.character("+"))) == [.run("batch 64")])
  #expect(state.update(.key(.character("-"))) == [.run("batch 16")])
  _ = state.update(.key(Key(.up)))
  _ = state.update(.key(Key(.up)))
  #expect(TrainView.chosen(state) == .seed)
  #expect(state.update(.key(Key(.right))) == [.run("reseed 2")])
}

@Test func `Enter opens the prompt with the setting's command`() throws {
  var state = try screen("rate 0.25")
  _ = state.update(.key(Key(.enter)))
  #expect(state.prompt?.text == "rate 0.25")
  state.prompt = nil
  _ = state.update(.key(.character("T")))
  #expect(state.prompt?.text == "train 20 epochs")
}

@Test func `a value is typed over the one that the prompt opens with`() throws {
  let desk = try ViewDesk(view: .train)
  desk.press(Key(.enter))
  #expect(desk.state.prompt?.text == "rate 1")
  desk.type("0.5")
  desk.press(Key(.enter))
  desk.press(.character("T"), .character("5"))
  #expect(desk.state.prompt?.text == "train 5 epochs")
  desk.press(Key(.escape), Key(.enter), Key(.end), .character("5"), Key(.enter))
  #expect(desk.commands == ["rate 0.5", "rate 0.55"])
  let theme = Theme(name: .dark)
  let open = try ViewDesk(view: .train, theme: theme)
  open.press(Key(.enter))
  let canvas = open.render()
  #expect(canvas[8, 23]?.ink == theme.ink(.chosen) && canvas[6, 23]?.ink == theme.ink(.text))
}

@Test func `the rate is told as what it is to adam`() throws {
  for (script, words) in [
    ("rate 0.001", "how far a step goes"),
    ("optimizer adam; rate 0.001", "adam steps by about α in every"),
    ("optimizer adam", "0.001 is usual"),
  ] {
    let desk = try ViewDesk(script, view: .train, width: 120, height: 40)
    #expect(desk.screen.contains(words), "\(script)")
  }
}

@Test func `every step of every setting is a command that takes`() throws {
  for setting in TrainSetting.allCases {
    for offset in [-1, 1] {
      let laboratory = try laboratory("")
      for _ in 0..<14 {
        let before = setting.value(in: laboratory.session)
        guard let command = setting.step(offset, in: laboratory.session) else { break }
        // The widest networks take long to build without optimisation.
        for statement in try Script.statements(of: command) {
          _ = try laboratory.execute(statement)
        }
        #expect(setting.value(in: laboratory.session) != before, "\(command)")
      }
      let value = setting.value(in: laboratory.session)
      for statement in try Script.statements(of: setting.command(value)) {
        _ = try laboratory.execute(statement)
      }
      #expect(setting.value(in: laboratory.session) == value)
    }
  }
}

@Test func `what training refuses has no arrows while it runs, and says what to do`() throws {
  var state = try running(try screen(""))
  _ = state.render()
  let commands = state.targets.compactMap { target -> String? in
    if case .command(let command) = target.action { command } else { nil }
  }
  #expect(commands.contains("rate 3"))
  #expect(!commands.contains { $0.hasPrefix("network") || $0.hasPrefix("task") })
  #expect(state.render().canvas.text.contains("pause first (t)"))
}

@Test func `the mouse steps settings, and chooses them`() throws {
  var state = try screen("")
  _ = state.render()
  guard let arrow = state.targets.first(where: { $0.action == .command("batch 64") }),
    let row = state.targets.first(where: { $0.action == .setting(TrainSetting.hidden.rawValue) })
  else {
    Issue.record("no arrow, or no row")
    return
  }
  #expect(
    state.update(.mouse(Mouse(.press, x: arrow.area.x, y: arrow.area.y))) == [.run("batch 64")])
  let press = Mouse(.press, x: row.area.x + 3, y: row.area.y)
  #expect(state.update(.mouse(press)) == [])
  #expect(TrainView.chosen(state) == .hidden)
  _ = state.render()
  _ = state.update(.mouse(press))
  #expect(state.prompt?.text == "network hidden=sigmoid")
}

@Test func `the crosshair follows keys and the mouse and stays on the curve`() throws {
  var state = try screen(trained)
  _ = state.update(.key(.character(",")))
  #expect(state.train.crosshair == 600)
  _ = state.update(.key(.character(">")))
  #expect(state.train.crosshair == 600)
  _ = state.update(.key(.character("<")))
  #expect((state.train.crosshair ?? 0) < 600)
  for _ in 0..<20 { _ = state.update(.key(.character("<"))) }
  #expect(state.train.crosshair == 1)
  _ = state.render()
  guard let curve = state.targets.first(where: { $0.action == .curve(column: 0) }) else {
    Issue.record("no curve to press")
    return
  }
  var last = 0
  for x in curve.area.x..<curve.area.maxX {
    let action: Mouse.Action = x == curve.area.x ? .press : .drag
    _ = state.update(.mouse(Mouse(action, x: x, y: curve.area.y + 1)))
    #expect((state.train.crosshair ?? 0) >= last)
    last = state.train.crosshair ?? 0
  }
  #expect(last == 600)
  #expect(state.render().canvas.text.contains("update 600"))
  _ = state.update(.key(Key(.escape)))
  #expect(state.train.crosshair == nil)
}

@Test func `the status line keeps what matters where room is short`() throws {
  var state = try running(try screen(trained))
  for language in Language.allCases {
    state.language = language
    // A speed and a time that are long to write.
    state.scene.progress?.imagesPerSecond = 1_230_000
    state.scene.progress?.secondsLeft = 754
    let isEnglish = language == .english
    for width in 60...160 {
      state.width = width
      let canvas = state.render().canvas
      let rows = text(canvas).split(separator: "\n", omittingEmptySubsequences: false)
      let status = String(rows[rows.count - 2])
      #expect(status.hasPrefix(" ▶"))
      #expect(status.unicodeScalars.count < width)
      #expect(status.contains(isEnglish ? "epoch 2" : "эпоха 2"))
      if width >= 80 {
        #expect(status.contains("1.23 M"), "\(width)")
        #expect(status.contains("12:34"))
      }
      if width >= 100 { #expect(status.contains("────────")) }
      if width >= 120 { #expect(status.contains(isEnglish ? "▶ training" : "▶ обучение")) }
      if width >= 140 { #expect(status.contains(" 0 %")) }
    }
  }
}

@Test func `a divergence is said until it is undone`() throws {
  let laboratory = try laboratory(
    "network hidden=relu init=normal(3); rate 3e38; train 5 updates; wait")
  guard laboratory.report.divergedAt != nil else {
    Issue.record("the run did not diverge")
    return
  }
  var state = AppState(scene: Scene(laboratory), theme: dark, language: .english)
  state.view = .train
  #expect(state.render().canvas.text.contains("diverged at update"))
  #expect(state.render().canvas.text.contains("then a smaller rate"))
}

@Test func `the accuracies have the marks of their legend, whatever is on top`() throws {
  var state = try screen("task 0 1; train 2 epochs; wait", width: 120, height: 40)
  let canvas = state.render().canvas
  let title = try #require(place(of: "accuracy, %", on: canvas)).y
  #expect(place(of: "━ train, over the epoch  ◆ validation", on: canvas)?.y == title)
  let validation = state.theme.ink(.seriesSecond).foreground
  let training = state.theme.ink(.seriesFirst).foreground
  var marks = 0
  var dots: [Colour: Int] = [:]
  for y in title + 1..<title + 9 {
    for x in 0..<84 {
      guard let cell = canvas[x, y] else { continue }
      if cell.glyph == "◆" { #expect(cell.ink.foreground == validation) }
      if cell.glyph == "━" { #expect(cell.ink.foreground == training) }
      if ["◆", "━"].contains(cell.glyph) { marks += 1 }
      if (0x2801...0x28FF).contains(cell.glyph.value) {
        dots[cell.ink.foreground, default: 0] += cell.glyph.value.nonzeroBitCount - 2
      }
    }
  }
  // Two epochs in dots of their own colours, and the two labels at the right.
  #expect(marks == 2)
  #expect((dots[validation] ?? 0) >= 8 && (dots[training] ?? 0) >= 4, "\(dots)")
}

@Test func `the crosshair says the loss of its own updates, and the mean as a mean`() throws {
  var state = try screen(trained, width: 120, height: 40)
  state.train.crosshair = 300
  let bucket = try #require(state.scene.history.buckets.first { $0.lastUpdate >= 300 })
  let loss = NumberText.compact(bucket.mean, digits: 4)
  func line() -> String {
    state.render().canvas.text.split(separator: "\n").map(String.init)
      .first { $0.contains("loss \(loss)") } ?? ""
  }
  let whole = line()
  #expect(whole.contains("mean of ") && whole.contains("update"))
  // The mean is that of the update, and no column's: a narrower window has the same one.
  let mean = try #require(whole.split(separator: "━ ").dropFirst().first?.prefix(6))
  (state.width, state.height) = (80, 24)
  #expect(line().contains("━ \(mean)"))
  state.train.isLogarithmic = false
  #expect(line().contains("━ \(mean)"))
}

@Test func `an undecided answer stays within its frame`() throws {
  for language in Language.allCases {
    var state = try screen("network init=zeros", language: language)
    let rows = state.render().canvas.text.split(separator: "\n").map(String.init)
    let edge = try #require(TrainLayout(state).drawing).maxX - 1
    for row in rows.suffix(7).prefix(4) {
      #expect(Array(row.unicodeScalars)[edge] == "│", "\(row)")
    }
  }
}

@Test func `steps of all layers have one form, and the largest of many its name`() throws {
  var state = try screen("image sample slide; network 100-32-16-1; train 20 updates; wait")
  #expect(state.render().canvas.text.contains("max W"))
  #expect(TrainPainter.exponent(0.2) == "2e−1")
  #expect(TrainPainter.exponent(0.07) == "7e−2")
  #expect(TrainPainter.exponent(4.8) == "5")
}

@Test func `a walk in train mode and P in eval mode are told apart`() throws {
  let differing = "network 100-8-1 dropout=0.5; image sample slide; "
  for view in [ViewName.draw, .train, .units] {
    let desk = try ViewDesk(differing + "mode train", view: view, width: 120, height: 40)
    #expect(desk.screen.contains("P as in eval mode; mode train is the walk's"))
    for script in [differing + "mode eval", "image sample slide; mode train"] {
      #expect(
        !(try ViewDesk(script, view: view, width: 120, height: 40).screen.contains("eval mode")))
    }
  }
  let walk = try ViewDesk(differing + "mode train; forward", view: .walk, width: 80, height: 24)
  #expect(walk.screen.contains("mode train · step"))
}

@Test func `a press on a kept epoch goes back to it`() throws {
  for (width, height) in [(80, 24), (120, 40), (60, 20)] {
    let desk = try ViewDesk(
      "task 0 1; train 3 epochs; wait", view: .train, width: width, height: height)
    let row = try #require(
      desk.screen.split(separator: "\n").first { $0.contains("back to epoch") })
    #expect(row.contains("back to epoch 0 1 2 3 "))
    let buttons = desk.state.targets.filter {
      if case .command(let text) = $0.action { text.hasPrefix("rewind ") } else { false }
    }
    #expect(buttons.map(\.action) == (0...2).map { .command("rewind \($0)") })
    desk.click { $0 == .command("rewind 2") }
    #expect(desk.commands.last == "rewind 2")
    #expect(desk.screen.contains("back to epoch 0 1 2 "))
  }
}

@Test func `many kept epochs are thinned, and the present one is among them`() throws {
  let desk = try ViewDesk(
    "task 0 1; batch 128; train 40 epochs; wait", view: .train, width: 80, height: 24)
  let row = try #require(
    desk.screen.split(separator: "\n").first { $0.contains("back to epoch") })
  let edge = try #require(row.split(separator: "back to epoch ").last?.split(separator: "─").first)
  let numbers = edge.split(separator: " ").compactMap { Int(String($0)) }
  #expect(numbers.count > 3 && numbers.first == 0 && numbers.last == 40)
  #expect(numbers == numbers.sorted())
}

@Test func `while training runs there are no epochs to go back to`() throws {
  var calm = try screen("task 0 1; train 2 epochs; wait")
  #expect(text(calm.render().canvas).contains("back to epoch"))
  var busy = try running(calm)
  #expect(!text(busy.render().canvas).contains("back to epoch"))
}

@Test func `accuracy on test images is of the present weights, or says of which`() throws {
  let script = "task 0 1; train 1 epochs; wait; evaluate test"
  func screen(_ script: String, width: Int = 80, height: Int = 24) throws -> String {
    try ViewDesk(script, view: .train, width: width, height: height).screen
  }
  #expect(try screen(script).contains(#/ test +9\d\.\d\d %/#))
  let older = script + "; train 10 updates; wait"
  #expect(try screen(older).contains(#/e: test +--/#))
  #expect(try screen(older, width: 120, height: 40).contains(#/ test +9\d\.\d\d % @3\d\d/#))
}

import Commands
import Datasets
import Engine
import Testing

@testable import Interface

/// A laboratory and a screen state on top of it, with the effects of keys carried out at once.
struct UnitsBench {
  let laboratory: Laboratory
  var state: AppState

  init(
    _ script: String = "image sample slide", width: Int = 80, height: Int = 24,
    theme: Theme = dark, language: Language = .english
  ) throws {
    laboratory = Laboratory(session: try Session(), language: language)
    state = AppState(scene: Scene(laboratory), theme: theme, language: language)
    (state.width, state.height) = (width, height)
    try run(script + "; view units")
  }

  mutating func run(_ script: String) throws {
    for statement in try Script.statements(of: script) {
      let before = laboratory.network
      let reply: Reply
      switch try laboratory.execute(statement) {
      case .reply(let direct): reply = direct
      case .job(let job): reply = try job.run { false }
      case .waitForTraining:
        reply = laboratory.waitForTraining { _ in true } ?? .training(laboratory.report)
      }
      switch reply {
      case .view(let view): state.view = view
      case .evaluation(let evaluation, let split, _):
        state.units.note(evaluation, split, of: before)
      case .unitTurned(let place, _, _, _, _):
        state.units.note(place, before: before, after: laboratory.network)
      default: break
      }
    }
    state.scene = Scene(laboratory)
    _ = state.render()
  }

  mutating func screen() -> String { state.render().canvas.text }

  @discardableResult
  mutating func press(_ keys: Key...) throws -> [Effect] {
    var all: [Effect] = []
    for key in keys { all += try take(.key(key)) }
    return all
  }

  mutating func take(_ event: Event) throws -> [Effect] {
    let effects = state.update(event)
    for case .run(let text, _) in effects { try run(text) }
    _ = state.render()
    return effects
  }

  mutating func click(_ x: Int, _ y: Int) throws -> [Effect] {
    try take(.mouse(Mouse(.press, x: x, y: y)))
  }

  /// The middle of the first target that does this.
  func place(of action: AppState.Target.Action) -> (x: Int, y: Int)? {
    state.targets.last { $0.action == action && !$0.area.isEmpty }.map {
      ($0.area.x + $0.area.width / 2, $0.area.y + $0.area.height / 2)
    }
  }
}

@Test func `a few large weights do not make the others grey`() {
  let usual = (0..<1000).map { Float($0 % 100) / 100 }
  #expect((1...1.5).contains(UnitPictures.usualLimit(of: usual)))
  #expect((1...1.5).contains(UnitPictures.usualLimit(of: usual + [50, -50, .nan, .infinity])))
  #expect(UnitPictures.usualLimit(of: usual + Array(repeating: -50, count: 100)) == 50)
  #expect(UnitPictures.usualLimit(of: []) == 0)
  #expect(UnitPictures.usualLimit(of: [0, 0]) == 0)
  #expect(UnitPictures.usualLimit(of: [3]) == 3)
}

@Test func `arrows go along the shown order and stop at its ends`() throws {
  var bench = try UnitsBench()
  let order = bench.state.units.sequence
  #expect(order.count == 128)
  #expect(bench.state.units.chosen == order[0])
  try bench.press(Key(.left), Key(.up), Key(.pageUp))
  #expect(bench.state.units.position == 0)
  try bench.press(Key(.right), .character("l"))
  #expect(bench.state.units.chosen == order[2])
  try bench.press(Key(.down))
  #expect(bench.state.units.position == 2 + bench.state.units.columns)
  try bench.press(.character("k"), .character("h"), Key(.pageDown))
  #expect(bench.state.units.position == 1 + bench.state.units.pageSize)
  try bench.press(Key(.end), Key(.right), .character("j"), Key(.pageDown))
  #expect(bench.state.units.position == 127)
  try bench.press(Key(.home))
  #expect(bench.state.units.position == 0)
}

@Test(arguments: [(80, 24), (120, 40), (200, 60), (60, 20)])
func `paging reaches each unit once`(width: Int, height: Int) throws {
  var bench = try UnitsBench(width: width, height: height)
  var seen: [Int] = []
  for _ in 0..<128 {
    let units = bench.state.targets.compactMap { target -> Int? in
      if case .unit(let unit) = target.action { unit } else { nil }
    }
    seen += units
    let position = bench.state.units.position
    try bench.press(Key(.pageDown))
    if bench.state.units.position == position { break }
  }
  #expect(seen == bench.state.units.sequence)
}

@Test func `all 128 pictures are on one page of a large screen`() throws {
  var bench = try UnitsBench(width: 200, height: 60)
  _ = bench.screen()
  #expect(bench.state.units.pageSize >= 128)
}

@Test func `s sorts anew and shows the first of the order`() throws {
  var bench = try UnitsBench("image sample slide; train 200 updates; wait")
  try bench.press(Key(.right), Key(.right))
  for order in [UnitOrder.activation, .gradient, .index, .outgoing] {
    try bench.press(.character("s"))
    #expect(bench.state.units.order == order)
    #expect(bench.state.units.position == 0)
    let expected = bench.state.units.sequence[0]
    #expect(bench.state.units.chosen == expected)
    if order == .index { #expect(bench.state.units.sequence == Array(0..<128)) }
  }
  try bench.press(.character("S"))
  #expect(bench.state.units.order == .index)
}

@Test func `m changes what the pictures show`() throws {
  var bench = try UnitsBench()
  let screen = bench.screen()
  #expect(screen.contains("W₁: 128 rows"))
  try bench.press(.character("m"))
  #expect(bench.screen().contains("dL/dW₁: 128 rows"))
  try bench.press(.character("g"))
  #expect(bench.screen().contains("W₁ − start: 128 rows"))
  // Nothing is trained: the change is zero everywhere and every picture neutral.
  let canvas = bench.state.render().canvas
  #expect(canvas[2, 2]?.ink.background == canvas[8, 4]?.ink.background)
}

@Test func `x switches the chosen unit off and on and shows P and accuracy before and after`()
  throws
{
  var bench = try UnitsBench("image sample slide; train 1 epochs; wait")
  let chosen = bench.state.units.chosen
  let unit = try #require(chosen)
  let network = bench.laboratory.session.network
  let effects = try bench.press(.character("x"))
  #expect(effects == [.run("evaluate; unit \(unit) off; evaluate")])
  let screen = bench.screen()
  #expect(bench.state.units.chosen == unit)
  #expect(bench.state.units.position == 0)
  #expect(screen.contains("✗ switched off"))
  #expect(screen.contains("1 off"))
  let accuracies = screen.split(separator: "\n").filter { $0.contains(" % → ") }
  #expect(accuracies.count == 1)
  #expect(screen.split(separator: "\n").contains { $0.contains("P(y=1)") && $0.contains("→") })
  #expect(try bench.press(.character("x")) == [.run("unit \(unit) on; evaluate")])
  #expect(bench.laboratory.session.network == network)
  #expect(bench.screen().contains("on, "))
  try bench.press(.character("u"), .character("u"))
  #expect(bench.laboratory.session.network == network)
  #expect(!bench.screen().contains("switched off"))
}

@Test func `x while training is refused by the language, with the way out`() throws {
  var bench = try UnitsBench("image sample slide; speed 50; train")
  defer { bench.laboratory.endTraining() }
  #expect(throws: CommandError.refusedWhileTraining("unit")) {
    try bench.press(.character("x"))
  }
}

@Test func `pictures keep their places while training runs`() throws {
  var bench = try UnitsBench("image sample slide; train 100 updates; wait")
  let order = bench.state.units.sequence
  try bench.run("speed 2000; train")
  bench.laboratory.requestLiveNetwork()
  var tries = 0
  while bench.laboratory.liveNetwork.update < 150, tries < 2000 {
    bench.laboratory.requestLiveNetwork()
    pause()
    tries += 1
  }
  bench.state.scene = Scene(bench.laboratory)
  let screen = bench.screen()
  #expect(bench.state.units.sequence == order)
  #expect(screen.contains("order kept"))
  try bench.run("stop")
  let sorted = bench.state.units.sequence
  #expect(sorted.sorted() == Array(0..<128))
  try bench.press(.character("s"), .character("S"))
  #expect(bench.state.units.sequence == sorted)
}

private func pause() {
  let clock = ContinuousClock()
  let end = clock.now + .milliseconds(1)
  while clock.now < end {}
}

@Test func `everything is reached by the mouse alone`() throws {
  var bench = try UnitsBench("network 100-12-6-1; image sample slide")
  func press(_ action: AppState.Target.Action, _ bench: inout UnitsBench) throws {
    let found = bench.place(of: action)
    let place = try #require(found, "\(action)")
    _ = try bench.click(place.x, place.y)
  }
  let second = bench.state.units.sequence[1]
  try press(.unit(second), &bench)
  #expect(bench.state.units.chosen == second)
  try press(.key(.character("m")), &bench)
  #expect(bench.state.units.subject == .gradients)
  try press(.key(.character("s")), &bench)
  #expect(bench.state.units.order == .activation)
  try press(.key(.character("c")), &bench)
  #expect(bench.state.units.hasOwnScale)
  try press(.key(.character("x")), &bench)
  #expect(bench.laboratory.session.unitsOff.count == 1)
  try press(.key(.character("]")), &bench)
  #expect(bench.state.units.layer == 2)
  try press(.key(Key(.enter)), &bench)
  #expect(bench.state.units.zoom == .unit)
  try press(.key(.character("-")), &bench)
  #expect(bench.state.units.zoom == .both)
  try press(.key(.character("-")), &bench)
  #expect(bench.state.units.zoom == .sheet)
  try press(.key(Key(.enter)), &bench)
  #expect(bench.state.units.zoom == .both)
  var many = try UnitsBench()
  _ = try many.take(.mouse(Mouse(.wheelDown, .none, x: 5, y: 5)))
  #expect(many.state.units.position == many.state.units.pageSize)
  try press(.key(Key(.pageDown)), &many)
  try press(.key(Key(.pageUp)), &many)
  #expect(many.state.units.position == many.state.units.pageSize)
}

@Test func `any weight of the unit can be chosen, by keys and by the mouse`() throws {
  var bench = try UnitsBench()
  let unit = try #require(bench.state.units.chosen)
  func tensor(_ name: String) throws -> [Scalar] {
    let statement = try Script.statements(of: "show \(name)")[0]
    guard case .reply(.tensor(_, let tensor, _)) = try bench.laboratory.execute(statement) else {
      return []
    }
    return tensor.values
  }
  let row = Array(try tensor("W1")[unit * 100..<(unit + 1) * 100])
  let pixels = bench.state.scene.session.drawing.values
  func shows(_ input: Int) -> Bool {
    let line = bench.state.render().canvas.text.split(separator: "\n").first {
      $0.contains("W₁[\(unit),\(input)]")
    }
    return line?.contains(NumberText.fixed(row[input], digits: 4, sign: true)) == true
  }
  // The first press is at the largest term; then it moves in the picture, and stops at its edges.
  try bench.press(.character("L"))
  let largest = (0..<100).max { abs(row[$0] * pixels[$0]) < abs(row[$1] * pixels[$1]) }
  #expect(bench.state.units.input == largest)
  try bench.press(Key(.left, .shift), .character("K"))
  let next = try #require(largest) - 11
  #expect(bench.state.units.input == next)
  #expect(shows(next))
  for _ in 0..<12 { try bench.press(.character("H"), Key(.up, .shift)) }
  #expect(bench.state.units.input == 0)
  // The corner is no ink: its weight is shown all the same.
  #expect(shows(0))
  let picture = bench.state.targets.last { if case .elements = $0.action { true } else { false } }
  let area = try #require(picture).area
  _ = try bench.click(area.x + 2 * 7, area.y + 4)
  #expect(bench.state.units.input == 47)
  #expect(shows(47))
  // Another unit has its own weight there, and Esc leaves the weight before it leaves the unit.
  _ = try bench.click(area.x + 2 * 7, area.y + 4)
  #expect(bench.state.units.zoom == .unit && bench.state.units.input == 47)
  try bench.press(Key(.escape))
  #expect(bench.state.units.zoom == .unit && bench.state.units.input == nil)
  try bench.press(Key(.escape))
  #expect(bench.state.units.zoom == .both)
}

@Test func `beside the pictures of one unit stand the values of the chosen weight`() throws {
  var bench = try UnitsBench("image sample slide; network hidden=maxout", width: 120, height: 40)
  try bench.press(Key(.enter), .character("H"))
  let unit = try #require(bench.state.units.chosen)
  let input = try #require(bench.state.units.input)
  let titles = bench.screen().split(separator: "\n")[2]
  for name in [",\(unit),\(input)]", "x_input[\(input)]", "dL/dW₁["] {
    #expect(titles.contains(name), "\(titles)")
  }
  let pixel = bench.state.scene.session.drawing.values[input]
  #expect(titles.contains("x_input[\(input)] \(NumberText.fixed(pixel, digits: 4))"))
  try bench.run("network 100-3-1")
  #expect(bench.state.units.input == input)
  try bench.run("network 4-3-1")
  #expect(bench.state.units.input == nil)
}

@Test func `a press on the chosen unit looks closer`() throws {
  var bench = try UnitsBench()
  let chosen = bench.state.units.chosen
  let first = try #require(chosen)
  let found = bench.place(of: .unit(first))
  let place = try #require(found)
  _ = try bench.click(place.x, place.y)
  #expect(bench.state.units.zoom == .unit)
}

@Test func `other networks have their units: small, deep, wide, of ten classes, maxout, none`()
  throws
{
  for (script, layers, units) in [
    ("network 4-2-1 bias=on", 1, 2), ("network 100-32-16-1 hidden=relu", 2, 32),
    ("task digits", 1, 128), ("network hidden=maxout pieces=3", 1, 128),
    ("network 100-1000-1", 1, 1000), ("network 784-8-1 image=28x28", 1, 8),
    ("network 4096-3-1", 1, 3), ("network 100-8-1 batchnorm=on dropout=0.5 hidden=tanh", 1, 8),
  ] {
    var bench = try UnitsBench(script)
    #expect(bench.state.units.sequence.count == units, "\(script)")
    for _ in 0..<layers {
      for _ in UnitsState.Subject.allCases {
        for zoom in UnitsState.Zoom.allCases {
          bench.state.units.zoom = zoom
          #expect(!bench.screen().contains("NaN"), "\(script)")
        }
        try bench.press(.character("m"))
      }
      try bench.press(.character("x"), .character("]"))
    }
    #expect(bench.laboratory.session.unitsOff.count == layers, "\(script)")
    #expect(bench.state.units.layer == 1)
  }
  var bench = try UnitsBench("network 100-1")
  #expect(bench.screen().contains("no hidden units"))
  try bench.press(.character("x"), Key(.down), Key(.end), .character("]"), .character("s"))
}

@Test func `a smaller network takes the choice along`() throws {
  var bench = try UnitsBench()
  try bench.press(Key(.end))
  try bench.run("network 4-2-1")
  #expect(bench.state.units.chosen.map { $0 < 2 } == true)
  try bench.press(Key(.down), Key(.right), Key(.pageDown))
  #expect(bench.screen().contains("W₁: 2 rows"))
}

@Test func `no size traps, in either language, theme or zoom`() throws {
  for language in Language.allCases {
    for theme in [dark, ascii, Theme(name: .projector)] {
      var bench = try UnitsBench(
        "network 100-128-4-1; unit 3 off", theme: theme, language: language)
      for zoom in UnitsState.Zoom.allCases {
        bench.state.units.zoom = zoom
        for (width, height) in [
          (0, 0), (1, 1), (60, 20), (61, 21), (79, 23), (300, 20), (60, 100), (300, 100),
        ] {
          (bench.state.width, bench.state.height) = (width, height)
          #expect(bench.state.render().canvas.cells.count == width * height)
          var canvas = Canvas(width: width, height: height)
          for area in [
            canvas.bounds, canvas.bounds.inset(3, 2), Rect(x: 5, y: 5, width: 7, height: 3),
          ] { _ = UnitsView.draw(bench.state, on: &canvas, in: area) }
          if theme.isASCII {
            #expect(
              bench.state.render().canvas.cells.allSatisfy {
                $0.glyph.isASCII || (0x400...0x52F).contains($0.glyph.value)
              })
          }
        }
      }
    }
  }
}

@Test func `no words are cut at 80 columns in either language`() throws {
  for language in Language.allCases {
    for script in ["network 100-128-1 bias=on", "network 100-32-16-1 hidden=relu", "task digits"] {
      var bench = try UnitsBench(script + "; image sample slide", language: language)
      for _ in UnitOrder.allCases {
        for zoom in [UnitsState.Zoom.both, .unit, .sheet] {
          bench.state.units.zoom = zoom
          bench.state.message = nil
          let cut = bench.screen().split(separator: "\n").filter { $0.contains("…") }
          #expect(cut.isEmpty, "\(language) \(script) \(zoom)")
        }
        try bench.press(.character("s"))
      }
    }
  }
}

@Test func `large images are averaged, and the frame says over how many pixels`() throws {
  var bench = try UnitsBench("network 784-8-1 image=28x28", width: 120, height: 40)
  let screen = bench.screen()
  #expect(screen.contains("2×2 averaged"))
  var small = try UnitsBench(width: 120, height: 40)
  let other = small.screen()
  #expect(!other.contains("averaged"))
}

@Test func `a weight that moves a little changes no cell of a picture`() throws {
  var bench = try UnitsBench("set W1[75,0] 0.02")
  let before = bench.state.render().canvas
  try bench.run("set W1[75,0] 0.0201; view units")
  let after = bench.state.render().canvas
  var changed = 0
  for y in 2..<20 {
    for x in 1..<46 where before[x, y] != after[x, y] { changed += 1 }
  }
  #expect(changed == 0)
}

@Test func `every view says that a unit is off`() throws {
  let desk = try ViewDesk("image digit 1; train 1 epoch; wait; unit 7 off")
  for view in ViewName.allCases {
    desk.state.view = view
    #expect(desk.screen.contains("1 unit off"), "\(view)")
  }
  try desk.say("unit 7 on")
  #expect(!desk.screen.contains("unit off"))
}

@Test func `what stands below the pictures is explained at every size, and while a unit is off`()
  throws
{
  for (width, height) in [(80, 24), (120, 40), (200, 60)] {
    var bench = try UnitsBench(width: width, height: height)
    #expect(bench.screen().contains("activity, W₂ ─"))
    try bench.press(.character("s"))
    #expect(bench.screen().contains("activity, x_output₂ ─"))
    try bench.run("unit 3 off")
    #expect(bench.screen().contains("activity, x_output₂ ─"))
  }
}

@Test func `whole buttons go where words have no room; layer and page stay`() throws {
  for language in Language.allCases {
    for (width, height) in [(60, 20), (80, 24), (100, 30), (120, 40)] {
      var bench = try UnitsBench(
        "image sample slide; network 100-64-32-1", width: width, height: height,
        language: language)
      for zoom in [UnitsState.Zoom.both, .sheet] {
        bench.state.units.zoom = zoom
        for subject in UnitsState.Subject.allCases {
          bench.state.units.subject = subject
          for _ in UnitOrder.allCases {
            try bench.press(.character("s"))
            let painter = try #require(UnitsPainter(bench.state, in: bench.state.bodyArea))
            let row = painter.layout.buttons
            let buttons = bench.state.targets.filter { $0.area.y == row.y }
              .filter { row.contains(x: $0.area.x, y: $0.area.y) }
            let isWhole = buttons.allSatisfy {
              $0.area.width >= 4 || $0.action == .key(Key(.pageUp))
            }
            #expect(isWhole, "\(language) \(width) \(zoom) \(subject)")
            let actions = buttons.map(\.action)
            #expect(
              actions.contains(.key(.character("]"))) && actions.contains(.key(Key(.pageDown))))
            // The ways back and to the other scale are somewhere on the screen.
            let all = bench.state.targets.map(\.action)
            let isScale = all.contains(.key(.character("c"))) || width < 80
            #expect(isScale, "\(language) \(width) \(zoom)")
            let isBack = all.contains(.key(.character("-"))) || painter.layout.detail == nil
            #expect(isBack, "\(language) \(width) \(zoom)")
          }
        }
      }
    }
  }
}

@Test
func `activations without sign go from 0 in the closer picture, those of tanh from both sides`()
  throws
{
  for (function, signs) in [("relu", 2), ("sigmoid", 2), ("tanh", 3)] {
    var bench = try UnitsBench("image sample slide; network 100-64-32-1 hidden=\(function)")
    bench.state.units.layer = 2
    bench.state.units.zoom = .unit
    let lines = bench.screen().split(separator: "\n")
    let legend = try #require(lines.first { $0.contains("−") && !$0.contains("[") })
    #expect(
      legend.count { $0 == "−" } == signs && legend.count { $0 == "+" } == signs, "\(function)")
  }
}

@Test func `an exact zero leans to no side`() throws {
  #expect(UnitsPainter.role(ofSigned: 0) == .text)
  #expect(UnitsPainter.role(ofSigned: -0.0) == .text)
  #expect(UnitsPainter.role(ofSigned: 1e-30) == .gradient)
  #expect(UnitsPainter.role(ofSigned: -1e-30) == .accent)
  #expect(UnitsPainter.short(0, width: 5) == " 0")
  #expect(UnitsPainter.short(1e-7, width: 5) == "+1e−7")
  for order in [UnitOrder.gradient, .outgoing] {
    var bench = try UnitsBench("image sample slide; network 100-32-1 hidden=relu")
    bench.state.units.order = order
    try bench.press(.character("x"))
    let screen = bench.screen()
    #expect(!screen.contains("+0.00 ") && !screen.contains("+0.00│"))
    let canvas = bench.state.render().canvas
    let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(lines.firstIndex { $0.contains("W₂[0,") })
    let zero = try #require(
      (0..<canvas.width).last { canvas[$0, row]?.glyph == "0" })
    #expect(canvas[zero, row]?.ink == dark.ink(.text))
  }
}

@Test func `the layer is said where there are several`() throws {
  var deep = try UnitsBench("image sample slide; network 100-12-6-1")
  for layer in 1...2 {
    deep.state.units.layer = layer
    let effects = try deep.press(.character("x"))
    let command = try #require(
      effects.compactMap { if case .run(let text, _) = $0 { text } else { nil } }.first)
    #expect(command.contains("off layer=\(layer)"))
  }
  for language in Language.allCases {
    let one = Phrase.deadUnits(1, of: 32, layer: nil, images: 10).text(in: language)
    let several = Phrase.deadUnits(1, of: 32, layer: 2, images: 10).text(in: language)
    #expect(one != several && several.contains(language == .english ? "layer 2" : "слоя 2"))
  }
}

@Test func `what switching a unit did fits beside its command at 80 columns`() throws {
  let bench = try UnitsBench("image sample slide; network 100-64-32-1")
  let statement = try #require(try Script.statements(of: "unit 3 off layer=2").first)
  guard case .reply(let reply) = try bench.laboratory.execute(statement) else {
    Issue.record("no reply")
    return
  }
  for language in Language.allCases {
    let line = reply.headline(in: language)
    #expect(line.hasPrefix("P(y=1) ") && line.contains(" → "))
    #expect("unit 128 off layer=2".count + line.count + 19 <= 80)
  }
}

@Test func `the title says the scale, with or without the panel beside the pictures`() throws {
  for language in Language.allCases {
    for (width, height) in [(80, 24), (100, 30), (120, 40), (200, 60)] {
      var bench = try UnitsBench(width: width, height: height, language: language)
      for zoom in [UnitsState.Zoom.both, .sheet] {
        bench.state.units.zoom = zoom
        bench.state.units.hasOwnScale = false
        let isEnglish = language == .english
        func title() -> Substring {
          bench.screen().split(separator: "\n", omittingEmptySubsequences: false)[1]
        }
        #expect(title().contains(isEnglish ? "shared scale ±0." : "общая шкала ±0."))
        bench.state.units.hasOwnScale = true
        #expect(title().contains(isEnglish ? "own scale" : "своя шкала"))
      }
    }
  }
}

@Test func `outgoing weights have a heading only over one of them, and no index is cut`() throws {
  for height in 24...44 {
    for width in [80, 100, 120] {
      var bench = try UnitsBench(
        "task digits; image digit 1; network 100-64-32-10 hidden=relu", width: width,
        height: height)
      bench.state.units.layer = 2
      let lines = bench.screen().split(separator: "\n").map(String.init)
      #expect(!lines.contains { $0.contains("[…") }, "\(width)x\(height)")
      #expect(lines.contains { $0.contains("to x_output₅[") }, "\(width)x\(height)")
      guard let heading = lines.firstIndex(where: { $0.contains("outgoing W₃") }) else { continue }
      #expect(lines[heading + 1].contains(" W₃["), "\(width)x\(height)")
    }
  }
}

@Test func `closer, a picture is no smaller than among the others and has its own scale`() throws {
  for (width, height) in [(80, 24), (100, 30), (120, 40), (200, 60)] {
    for script in ["", "; unit 3 off", "; network 100-64-32-1 hidden=relu bias=on batchnorm=on"] {
      var bench = try UnitsBench("image sample slide" + script, width: width, height: height)
      bench.state.units.zoom = .unit
      let lines = bench.screen().split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines[1].contains("each picture on its own scale"))
      // Ten rows of pixels, and their scale below them.
      let legend = try #require(lines.firstIndex { $0.contains("│ −") })
      #expect(legend - 3 >= 10, "\(width)x\(height) \(script)")
      // All that is known of the unit is there.
      #expect(lines.contains { $0.contains("adds to x_output") || $0.contains(" to x_output") })
      #expect(lines.contains { $0.contains("dL/dx_output₁[") })
    }
  }
}

@Test func `a picture of nothing but zeros has no colours below it`() throws {
  var bench = try UnitsBench(width: 120, height: 40)
  try bench.press(.character("x"))
  bench.state.units.zoom = .unit
  #expect(bench.screen().contains("all 0"))
  var change = try UnitsBench()
  change.state.units.subject = .change
  #expect(change.screen().contains(" all 0  "))
}

@Test func `the weights that lead on have a heading, and leave the unit's own arithmetic room`()
  throws
{
  var bench = try UnitsBench(
    "image sample slide; network 100-32-16-1", width: 120, height: 40)
  let lines = bench.screen().split(separator: "\n").map(String.init)
  let heading = try #require(lines.firstIndex { $0.contains("outgoing W₂, largest first") })
  let terms = try #require(lines.firstIndex { $0.contains("largest terms of") })
  #expect(terms > heading && terms - heading <= 8)
  #expect(lines[terms...].count { $0.contains("W₁[") || $0.contains("W₁·x[") } >= 3)
}

@Test func `of a maxout unit it is said which piece is shown`() throws {
  for (width, height) in [(80, 24), (120, 40)] {
    var bench = try UnitsBench(
      "image sample slide; network hidden=maxout", width: width, height: height)
    let screen = bench.screen()
    #expect(screen.contains("the piece that wins"))
    // Pieces count from 0, as in the names of their weights.
    #expect(screen.contains("of 0, 1 wins"))
    let piece = screen.contains("piece 1 of 0, 1 wins") ? 1 : 0
    // Where both have no room the key stays; the numbers say the piece anyway.
    #expect(screen.contains(" · piece \(piece) ─") || width == 80)
    #expect(screen.contains("─ - farther ─╮"))
  }
}

@Test func `the sum of a unit with a bias can be worked out from what stands below it`() throws {
  var bench = try UnitsBench(
    "image sample slide; network 100-16-1 hidden=maxout pieces=3 bias=on; train 20 updates; wait",
    width: 120, height: 40)
  let lines = bench.screen().split(separator: "\n").map(String.init)
  func number(_ line: String) throws -> Double {
    let word = try #require(
      line.split(separator: " ").last { $0.contains(".") && !$0.contains("[") })
    return try #require(Double(word.replacing("−", with: "-")))
  }
  let sum = try number(try #require(lines.first { $0.contains("·x_input + b₁[") }))
  let bias = try number(
    try #require(lines.first { $0.contains(" b₁[") && !$0.contains("x_input") }))
  let heading = try #require(lines.firstIndex { $0.contains("largest terms of") })
  let terms = try lines[(heading + 1)...].prefix {
    $0.contains("x_input[") || $0.contains("·x[") || $0.contains(" more ")
  }.map(number)
  #expect(terms.count > 3)
  #expect(abs(terms.reduce(bias, +) - sum) < 1e-3)
}

@Test func `in a caption a blank keeps the unit, its activity and the number apart`() throws {
  for script in [
    "image sample slide", "image sample slide; network 100-16-1",
    "image sample slide; network hidden=relu", "image sample slide; unit 1 off",
  ] {
    for theme in [dark, Theme(depth: .mono), ascii] {
      var bench = try UnitsBench(script, theme: theme)
      for _ in 0..<4 {
        let rows = bench.screen().split(separator: "\n").map(String.init)
        let captions = rows.filter { $0.contains(/[0-9] . [+−-][0-9.]/) }
        #expect(captions.count > 1, "\(script)")
        // Nothing of it is cut: a power of ten stands whole, if need be without a blank.
        #expect(!rows.contains { $0.contains(#/[0-9]e[−-] /#) }, "\(script)")
        #expect(!captions.contains { $0.contains(/[0-9][▁-█][+−]/) })
        try bench.press(.character("s"))
      }
    }
  }
  #expect(UnitsPainter.short(-0.874, width: 4) == "−.87")
  #expect(UnitsPainter.short(2.704, width: 4) == "+2.7")
  #expect(UnitsPainter.short(0.9999, width: 4) == "+1.0")
}

@Test func `the factors of the terms stand in columns`() throws {
  var bench = try UnitsBench(width: 120, height: 40)
  try bench.press(Key(.enter))
  let rows = bench.screen().split(separator: "\n").map(Array.init)
  let terms = rows.filter { String($0).contains("·x_input[") && String($0).contains(" = ") }
  #expect(terms.count > 8)
  let last = terms.map { row in
    row.indices.last { row[$0] == "=" } ?? 0
  }
  #expect(Set(last).count == 1)
}

@Test func `below the pictures of one unit nothing loses its meaning`() throws {
  var bench = try UnitsBench()
  try bench.press(Key(.enter))
  let screen = bench.screen()
  #expect(screen.contains("P without it") && !screen.contains("P without  "))
  // The heading of the terms is none of them.
  #expect(screen.contains(/W₁\[\d+\]·x_input:/))
}

@Test func `a deep network's unit has rows for where it leads and for what comes in`() throws {
  var bench = try UnitsBench(
    "image sample slide; network 100-128-64-1", width: 120, height: 40)
  let rows = bench.screen().split(separator: "\n").map(String.init)
  let outgoing = try #require(rows.firstIndex { $0.contains("outgoing W₂") })
  let terms = try #require(rows.firstIndex { $0.contains("largest terms of") })
  #expect(terms - outgoing >= 5 && rows.count - terms >= 6)
}

@Test func `bars and marks stay beside powers of ten`() throws {
  for theme in [dark, ascii] {
    // Far beyond its edges a sigmoid passes hardly anything back.
    var bench = try UnitsBench(
      "image sample slide; network 100-128-1 init=normal(1.0)", theme: theme)
    bench.state.units.zoom = .sheet
    try bench.press(.character("s"), .character("s"))
    let number = theme.isASCII ? #/[-+][0-9]e-[0-9]/# : #/[−+][0-9]e−[0-9]/#
    let signed =
      theme.isASCII ? #/[0-9] ?[_\/|#*] ?[-+][0-9]e-[0-9]/# : #/[0-9] ?[▁-█●] ?[−+][0-9]e−[0-9]/#
    var count = 0
    for _ in 0..<7 {
      let page = bench.screen()
      #expect(page.matches(of: number).count == page.matches(of: signed).count)
      count += page.matches(of: number).count
      let hasBar = page.contains(
        theme.isASCII ? #/[0-9] [_\/|#] ?[-+][0-9.]/# : #/[0-9] [▁-█] ?[−+][0-9.]/#)
      #expect(page.contains(" activity, ") == hasBar)
      try bench.press(Key(.pageDown))
    }
    #expect(count > 5)
  }
}

@Test func `the legend of the captions has signs that occur`() throws {
  var bench = try UnitsBench("image sample slide; network hidden=relu", theme: ascii)
  for _ in 0..<4 {
    let rows = bench.screen().split(separator: "\n").map(String.init)
    let legend = try #require(rows.last { $0.contains("- unit ") })
    let captions = rows.filter { $0.contains(/[0-9] [_\/|#o] [-+]/) }.joined()
    for mark in legend.matches(of: /[ ,] ([_\/|#o*]) [a-z]/).map(\.1) {
      #expect(captions.contains(" \(mark) "), "\(legend)")
    }
    #expect(legend.contains("o silent") == captions.contains(" o "))
    try bench.press(.character("s"))
  }
}

@Test func `inputs that are no picture are wrapped as in Walk, and it is said how`() throws {
  for (width, height) in [(80, 24), (120, 40)] {
    for (language, words) in [
      (Language.english, "inputs 0…63, 8 a row"), (.russian, "входы 0…63, по 8 в строке"),
    ] {
      var bench = try UnitsBench(
        "image sample slide; network 100-64-32-1 hidden=relu", width: width, height: height,
        language: language)
      #expect(!bench.screen().contains(words))
      try bench.press(.character("]"))
      #expect(bench.screen().contains(words))
      try bench.press(Key(.enter))
      #expect(bench.screen().contains(words))
      let pictures = try #require(UnitsPainter(bench.state, in: bench.state.bodyArea)).pictures
      #expect((pictures.rows, pictures.columns) == (8, 8))
    }
  }
}

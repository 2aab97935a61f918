import Commands
import Engine
import Testing

@testable import Interface

/// A trained network with a unit off: the same numbers on every machine are not to be had after training, so the
/// weights are the seed's and a few that are typed in.
private func screen(
  _ width: Int, _ height: Int, _ theme: Theme, zoom: UnitsState.Zoom = .both,
  subject: UnitsState.Subject = .weights, language: Language = .english,
  _ script: String = "set W2[0,105] 0.9933; set W2[0,7] -1.5; set W2[0,64] 2.25"
) throws -> Canvas {
  var bench = try UnitsBench(
    "image sample slide; \(script)", width: width, height: height, theme: theme,
    language: language)
  bench.state.units.zoom = zoom
  bench.state.units.subject = subject
  return bench.state.render().canvas
}

@Test(arguments: screenForms)
func `units look as recorded, many and one`(form: ScreenForm) throws {
  expectScreen(
    try screen(form.width, form.height, form.theme), named: "units-\(form.name)")
  expectScreen(
    try screen(form.width, form.height, form.theme, zoom: .unit),
    named: "units-closer-\(form.name)")
}

@Test func `units in Russian, and gradients of units, look as recorded`() throws {
  expectScreen(try screen(80, 24, dark, language: .russian), named: "units-80x24-russian")
  expectScreen(
    try screen(120, 40, dark, subject: .gradients), named: "units-gradients-120x40-dark")
}

@Test func `units of a deeper layer look as recorded, one of them off`() throws {
  var bench = try UnitsBench(
    "network 100-32-16-1 hidden=relu; image sample slide; unit 3 off layer=2")
  bench.state.units.layer = 2
  _ = bench.state.render()
  expectScreen(bench.state.render().canvas, named: "units-deep-80x24-dark")
}

@Test func `the key that looks from farther is the same in Units as in Walk`() throws {
  for zoom in [UnitsState.Zoom.both, .unit] {
    var bench = try UnitsBench()
    bench.state.units.zoom = zoom
    let farther = try #require(
      UnitsView.keys(bench.state).first { $0.meaning == "farther" })
    let desk = try WalkDesk("image sample slide; goto 4")
    let inWalk = try #require(WalkView.keys(desk.state).first { $0.meaning == "farther" })
    #expect(farther.keys.contains { $0.key == .character("-") })
    #expect(inWalk.keys.contains { $0.key == .character("-") })
  }
  var bench = try UnitsBench()
  #expect(!text(bench.state.render().canvas).contains("⌫"))
  for farther in [Key.character("-"), Key(.escape), Key(.backspace)] {
    bench.state.units.zoom = .unit
    try bench.press(farther)
    #expect(bench.state.units.zoom == .both)
  }
  // The panel beside the pictures goes with the key of Walk, not with the one that closes things.
  try bench.press(Key(.escape))
  #expect(bench.state.units.zoom == .both)
  try bench.press(.character("-"))
  #expect(bench.state.units.zoom == .sheet)
}

/// What a row of the screen says of a unit keeps its subject, whatever the room.
@Test func `labels keep their subject where room is short`() throws {
  for (width, height) in [(60, 20), (80, 24), (100, 30)] {
    for isCloser in [false, true] {
      let desk = try ViewDesk(
        "image sample slide; task 0 1; train 200 updates; wait", view: .units, width: width,
        height: height)
      if isCloser { desk.press(Key(.enter)) }
      let screen = desk.screen
      let forms = ["P(y=1) without it", "P without it", "P if off"]
      #expect(forms.contains(where: screen.contains))
      #expect(!screen.contains(" i = "), "\(width)×\(height)")
      if !isCloser {
        desk.press(.character("m"), .character("m"))
        for _ in 0..<2 {
          let rows = desk.screen.split(separator: "\n").map(String.init)
          let foot = try #require(rows.first { $0.contains("‹") })
          #expect(foot.hasPrefix("│ "), "\(foot)")
          #expect(!foot.contains(" c ") || foot.contains("shared") || foot.contains("own"))
          desk.press(.character("c"))
        }
      }
    }
  }
}

@Test func `levels of activity in ASCII are no signs of a number`() throws {
  let desk = try ViewDesk(
    "image sample slide", view: .units, theme: ascii, width: 80, height: 24)
  let levels = Set(Glyph.asciiLevels.map(Character.init))
  #expect(levels.isDisjoint(with: "%.-+:=*0123456789"))
  let captions = desk.screen.split(separator: "\n").filter {
    $0.firstRange(of: /[0-9] [ _\/|\x23] [-+][.0-9]/) != nil
  }
  #expect(!captions.isEmpty)
}

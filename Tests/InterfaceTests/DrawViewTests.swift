import Commands
import Datasets
import Engine
import Interface
import Testing

/// The cell of pixel (row, column) at 80×24, where a pixel is two columns and a row.
private func cell(_ row: Int, _ column: Int) -> (x: Int, y: Int) { (5 + 2 * column, 3 + row) }

@Suite struct DrawViewTests {
  @Test func `a press paints the pixel under the mouse and a part of its neighbours`() throws {
    var bench = try DrawBench()
    let (x, y) = cell(3, 4)
    try bench.mouse(.press, x, y)
    #expect(bench.pixel(3, 4) == 1)
    #expect(bench.pixel(3, 3) > 0 && bench.pixel(3, 3) < 1)
    #expect(bench.pixel(3, 6) == 0)
    #expect(bench.state.draw.cursor == Place(row: 3, column: 4))
  }

  @Test func `a drag over skipped cells leaves no gap, soft or hard`() throws {
    for isSoft in [true, false] {
      var bench = try DrawBench()
      bench.state.draw.brush.isSoft = isSoft
      try bench.mouse(.press, cell(0, 0).x, cell(0, 0).y)
      try bench.mouse(.drag, cell(9, 9).x, cell(9, 9).y)
      try bench.mouse(.release, cell(9, 9).x, cell(9, 9).y)
      for place in 0..<10 { #expect(bench.pixel(place, place) >= 0.8) }
    }
  }

  @Test func `a stroke is taken back by one undo`() throws {
    var bench = try DrawBench()
    for step in 0..<9 {
      try bench.mouse(step == 0 ? .press : .drag, cell(step, 2).x, cell(step, 2).y)
    }
    try bench.mouse(.release, cell(8, 2).x, cell(8, 2).y)
    #expect(bench.commands.count > 3)
    try bench.type("u")
    #expect(bench.laboratory.session.drawing.isBlank)
    #expect(!bench.laboratory.canUndo)
  }

  @Test func `two strokes are two undos`() throws {
    var bench = try DrawBench()
    for row in [1, 7] {
      try bench.mouse(.press, cell(row, 1).x, cell(row, 1).y)
      try bench.mouse(.drag, cell(row, 8).x, cell(row, 8).y)
      try bench.mouse(.release, cell(row, 8).x, cell(row, 8).y)
    }
    try bench.type("u")
    #expect(bench.pixel(1, 4) == 1)
    #expect(bench.pixel(7, 4) == 0)
  }

  @Test func `a press beside the picture paints nothing, however soft the brush`() throws {
    var bench = try DrawBench()
    for (x, y) in [(20, 13), (8, 2), (2, 5), (25, 8)] {
      try bench.mouse(.press, x, y)
      try bench.mouse(.release, x, y)
    }
    #expect(bench.laboratory.session.drawing.isBlank)
    #expect(bench.commands.isEmpty)
  }

  @Test func `a stroke may leave the grid and come back`() throws {
    var bench = try DrawBench()
    try bench.mouse(.press, cell(5, 8).x, cell(5, 8).y)
    try bench.mouse(.drag, 60, 8)
    try bench.mouse(.drag, 60, 20)
    try bench.mouse(.drag, cell(9, 3).x, cell(9, 3).y)
    try bench.mouse(.release, 40, 22)
    #expect(bench.pixel(5, 9) == 1)
    #expect(bench.pixel(9, 3) == 1)
    #expect(bench.state.draw.stroke == nil)
    #expect(bench.state.view == .draw)
  }

  @Test(arguments: [
    Event.focus(false), .mouse(Mouse(.move, .none, x: 20, y: 5)), .key(.character("]")),
    .resize(width: 120, height: 40),
  ])
  func `a stroke ends with whatever else happens`(event: Event) throws {
    var bench = try DrawBench()
    try bench.mouse(.press, cell(1, 1).x, cell(1, 1).y)
    #expect(bench.state.draw.stroke != nil)
    try bench.send(event)
    #expect(bench.state.draw.stroke == nil)
    let before = bench.pixels
    try bench.mouse(.drag, cell(8, 8).x, cell(8, 8).y)
    #expect(bench.pixels == before)
  }

  @Test func `the right button erases, and the eraser swaps the two`() throws {
    var bench = try DrawBench(width: 80, height: 24, "image invert")
    let (x, y) = cell(4, 4)
    try bench.mouse(.press, x, y, .right)
    try bench.mouse(.release, x, y, .right)
    #expect(bench.pixel(4, 4) == 0)
    try bench.type("e")
    try bench.mouse(.press, x, y, .right)
    #expect(bench.pixel(4, 4) == 1)
    try bench.mouse(.press, x, y, .left)
    #expect(bench.pixel(4, 4) == 0)
  }

  @Test func `painting never darkens and erasing never brightens`() throws {
    var picture = Picture(rows: 10, columns: 10)
    for place in 0..<100 { picture[place / 10, place % 10] = Float(place) / 100 }
    let start = PixelPoint(row: 0.3, column: 9.1)
    let end = PixelPoint(row: 9.7, column: 0.2)
    var brush = Brush()
    brush.level = 0.5
    for pixel in brush.stroke(from: start, to: end, erases: false, on: picture) {
      #expect(pixel.value > picture[pixel.row, pixel.column])
    }
    let erased = brush.stroke(from: start, to: end, erases: true, on: picture)
    #expect(!erased.isEmpty)
    for pixel in erased { #expect(pixel.value < picture[pixel.row, pixel.column]) }
  }

  @Test func `keys move, paint and erase`() throws {
    var bench = try DrawBench()
    bench.state.draw.brush.isSoft = false
    try bench.type("ll j ")
    #expect(bench.pixel(4, 6) == 1 && bench.pixel(5, 6) == 1)
    try bench.type("x")
    #expect(bench.pixel(5, 6) == 0)
    try bench.send(.key(Key(.up)))
    try bench.send(.key(Key(.backspace)))
    #expect(bench.laboratory.session.drawing.isBlank)
    try bench.type("hhhhhhhhhhhhhhkkkkkkkkkkk ")
    #expect(bench.pixel(0, 0) == 1)
  }

  @Test func `the pen paints along the cursor's way and is undone as one stroke`() throws {
    var bench = try DrawBench()
    bench.state.draw.brush.isSoft = false
    try bench.type("plljj")
    #expect(bench.pixel(4, 4) == 1 && bench.pixel(4, 6) == 1 && bench.pixel(6, 6) == 1)
    try bench.type("pl")
    #expect(bench.pixel(6, 7) == 0)
    try bench.type("u")
    #expect(bench.laboratory.session.drawing.isBlank)
  }

  @Test func `the brush stays between a tenth and one`() throws {
    var bench = try DrawBench()
    try bench.type("]")
    #expect(bench.state.draw.brush.level == 1)
    try bench.type("[[[[[[[[[[[[[")
    #expect(bench.state.draw.brush.level == 0.1)
    try bench.type("]]b ")
    #expect(abs(bench.pixel(4, 4) - 0.3) < 1e-6)
    #expect(bench.pixel(4, 5) == 0)
  }

  @Test func `buttons and keys run the image commands`() throws {
    var bench = try DrawBench(width: 80, height: 24, "image sample slide")
    try bench.type("iifmcy")
    #expect(
      bench.commands == [
        "image invert", "image invert", "image fit", "image centre", "image clear", "label 0",
      ])
    try bench.send(.key(Key(.right, .shift)))
    #expect(bench.commands.last == "image shift 1 0")
  }

  @Test func `every button on screen does what its key does`() throws {
    var bench = try DrawBench(width: 120, height: 40, "image sample slide")
    _ = bench.state.render()
    let targets = bench.state.targets.filter {
      if case .key = $0.action { true } else { false }
    }
    #expect(targets.count >= 9)
    for target in targets {
      guard case .key(let key) = target.action else { continue }
      var pressed = try DrawBench(width: 120, height: 40, "image sample slide")
      try pressed.mouse(.press, target.area.x, target.area.y)
      var typed = try DrawBench(width: 120, height: 40, "image sample slide")
      try typed.send(.key(key))
      #expect(pressed.commands == typed.commands && pressed.state.draw == typed.state.draw)
      #expect(pressed.state.overlay == typed.state.overlay)
      #expect(
        !pressed.commands.isEmpty || pressed.state.draw != bench.state.draw
          || pressed.state.overlay != nil, "\(key)")
    }
  }

  @Test func `digits of the set come one after the other, back, and by class`() throws {
    var bench = try DrawBench()
    try bench.type("dd")
    #expect(bench.commands == ["image digit 0", "image digit 1"])
    try bench.type("D")
    #expect(bench.commands.last == "image digit 0")
    try bench.type("....")
    #expect(bench.state.draw.digitClass == 3)
    let dataset = BuiltInDigits.shared
    for key in ["d", "d", "r", "r", "D"] {
      try bench.type(key)
      let index = try #require(bench.state.draw.digit)
      #expect(dataset.label(at: index) == 3)
      #expect(bench.laboratory.session.drawing == dataset.picture(at: index))
    }
    try bench.type(",,,,")
    #expect(bench.state.draw.digitClass == nil)
  }

  @Test func `a thumbnail is taken by a press`() throws {
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
      var bench = try DrawBench(width: width, height: height, "image sample slide")
      // The strip is the lowest part: its last rows but two belong to the thumbnails.
      try bench.mouse(.press, 32, height - 6)
      #expect(bench.commands.count == 1, "\(width)×\(height)")
      #expect(bench.commands.first?.hasPrefix("image digit ") ?? false)
    }
  }

  @Test func `samples come with their label and leave with one undo`() throws {
    var bench = try DrawBench(width: 80, height: 24, "label 0")
    try bench.type("s")
    #expect(bench.commands == ["image sample slide", "label 1"])
    try bench.type("u")
    #expect(bench.laboratory.session.drawing.isBlank)
    #expect(bench.laboratory.session.label == 0)
    try bench.type("S")
    #expect(bench.commands.suffix(2).first == "image sample 9" || bench.state.draw.sample == 10)
  }

  @Test func `in the ten-class task y goes round and a class is chosen by its bar`() throws {
    var bench = try DrawBench(width: 80, height: 24, "task digits", "label 9")
    try bench.type("y")
    #expect(bench.laboratory.session.label == 0)
    _ = bench.state.render()
    let bar = try #require(bench.state.targets.first { $0.action == .command("label 7") })
    try bench.mouse(.press, bar.area.x, bar.area.y)
    #expect(bench.laboratory.session.label == 7)
  }

  @Test func `nothing moves under the pen when the first pixel appears`() throws {
    for (width, height) in [(60, 20), (80, 24), (100, 30), (120, 40), (200, 60)] {
      var blank = try DrawBench(width: width, height: height)
      var drawn = try DrawBench(width: width, height: height, "image set 0 0 1")
      let (before, after) = (blank.screen(), drawn.screen())
      for x in 0..<6 {
        for y in 0..<14 { #expect(before[x, y]?.glyph == after[x, y]?.glyph) }
      }
    }
  }
}

@Test(arguments: ["network init=zeros", "task digits; network init=zeros"])
func `equal probabilities are no answer`(script: String) throws {
  let desk = try ViewDesk("image digit 1; " + script)
  #expect(desk.state.scene.verdict.isUndecided && !desk.state.scene.verdict.isRight)
  #expect(desk.screen.contains("undecided"))
  try desk.say("network init=auto")
  #expect(!desk.state.scene.verdict.isUndecided)
}

@Test func `what the label says is told of either side alike, with its class`() throws {
  let desk = try ViewDesk("image digit 1; train 30 updates; wait")
  for (width, height) in [(80, 24), (120, 40), (200, 60)] {
    (desk.state.width, desk.state.height) = (width, height)
    for label in [0, 1] {
      try desk.say("label \(label)")
      let isRight = desk.state.scene.verdict.isRight
      let screen = desk.screen
      let sign = isRight ? "✓" : "✗"
      let meaning = label == 1 ? "a 0" : "not a 0"
      #expect(
        screen.contains("\(sign) the label says: \(meaning)")
          || screen.contains("\(sign) label: \(meaning)"))
      // Beside the answer, too: the colour of the bar alone would be taken for a high P.
      #expect(screen.split(separator: "\n").contains { $0.contains("guess") && $0.contains(sign) })
    }
  }
}

@Test func `a digit of the strip is framed only while the drawing is that digit`() throws {
  let desk = try ViewDesk("image digit 1")
  func isFramed() -> Bool {
    let rows = desk.screen.split(separator: "\n").map(Array.init)
    // What fitting would change stands behind a line of its own.
    return rows[18].dropFirst(16).prefix(38).contains("│")
  }
  #expect(isFramed() && desk.screen.contains("x · train 1 ─ 1.0 soft"))
  // What is said of y changes nothing about the picture.
  try desk.say("label 0")
  #expect(isFramed() && desk.screen.contains("train 1 "))
  try desk.say("image digit 7041 validation")
  #expect(!isFramed() && desk.screen.contains("x · validation 7041 "))
  try desk.say("image digit 0")
  #expect(isFramed())
  try desk.say("image sample slide")
  #expect(!isFramed() && !desk.screen.contains("· train"))
  try desk.say("undo")
  #expect(isFramed())
  try desk.say("image set 0 0 1")
  #expect(!isFramed())
}

@Test func `the choice of a class stands clear of the frame of a digit`() throws {
  for language in [Language.english, .russian] {
    let desk = try ViewDesk("image digit 1", language: language)
    desk.press(.character("."))
    let rows = desk.screen.split(separator: "\n").map(Array.init)
    let frame = try #require(rows[17].firstIndex(of: "│"))
    #expect((17..<22).allSatisfy { rows[$0][frame] == "│" })
  }
}

@Test func `digits beside the hints to begin say what they are, and an update is said once`() throws
{
  for (language, words) in [(Language.english, "pick a digit: d"), (.russian, "возьмите цифру: d")]
  {
    let desk = try ViewDesk(language: language)
    #expect(desk.screen.contains(words))
    desk.press(.character("d"))
    #expect(!desk.screen.contains(words))
  }
  let desk = try ViewDesk("train 30 updates; wait")
  #expect(desk.screen.split(separator: "\n").count { $0.contains("update 30") } == 1)
}

@Test func `the next digit is that behind the one that is drawn, however it came there`() throws {
  let desk = try ViewDesk("image digit 3")
  desk.type("d")
  #expect(desk.commands.last == "image digit 4")
  try desk.say("image digit 20")
  desk.type("D")
  #expect(desk.commands.last == "image digit 19")
  // The strip rolls to it.
  try desk.say("image digit 300")
  desk.state.showDrawnDigit()
  #expect(desk.state.draw.firstDigit == 300)
}

@Test func `a unit that is off keeps the weight that it had beside the 0`() throws {
  let desk = try ViewDesk(
    "image sample slide; network hidden=relu; task digits; train 20 updates; wait", view: .units)
  let row = try #require(desk.screen.split(separator: "\n").first { $0.contains("W₂[") })
  let name = try #require(row.firstMatch(of: #/W₂\[\d,\d+\]/#)).output
  desk.type("x")
  let after = try #require(desk.screen.split(separator: "\n").first { $0.contains(name) })
  #expect(after.contains(" → 0"), "\(after)")
}

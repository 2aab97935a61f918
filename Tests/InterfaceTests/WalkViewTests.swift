import Commands
import Engine
import Testing
import Walkthrough

@testable import Interface

@Suite struct WalkViewTests {
  private static let networks = [
    "image sample slide", "image sample slide; network bias=on", "network 4-2-1",
    "image sample 3; network 100-32-16-1 hidden=relu bias=on",
    "task digits; image sample 7; network hidden=tanh",
    "image sample slide; network 100-16-8-1 hidden=relu batchnorm=on dropout=0.3; mode train",
    "image sample slide; network 100-12-1 hidden=maxout",
    "network 1-1", "network 9-1-1-1-1-1-1-1", "optimizer adam; image sample slide",
  ]

  @Test(arguments: networks)
  func `every step of every network is drawn at every size`(setup: String) throws {
    let looks: [(Theme, Language)] = [
      (Theme(), .english), (Theme(depth: .mono, glyphSet: .ascii), .russian),
    ]
    let sizes = [(80, 24), (60, 20), (120, 40), (300, 100), (61, 23)]
    for (theme, language) in looks {
      var desk = try WalkDesk(setup, theme: theme, language: language)
      for step in 0...desk.count {
        if step > 0 { try desk.press(.character(" ")) }
        #expect(desk.position == step)
        for (place, zoom) in WalkState.Zoom.allCases.enumerated() {
          desk.state.walk.zoom = zoom
          let (width, height) = sizes[(step + place) % sizes.count]
          let canvas = desk.screen(width, height)
          let isInside = desk.state.targets.allSatisfy {
            canvas.bounds.intersection($0.area) == $0.area
          }
          #expect(isInside)
        }
        desk.state.walk.zoom = .layer
      }
    }
  }

  @Test func `absurd sizes of the screen draw what they can`() throws {
    var desk = try WalkDesk()
    try desk.run("goto 17")
    for (width, height) in [(0, 0), (1, 1), (80, 1), (1, 80), (20, 5), (60, 20), (500, 3)] {
      #expect(desk.screen(width, height).width == width)
    }
  }

  @Test func `nothing is walked yet: no number is shown, and space is offered`() throws {
    var desk = try WalkDesk()
    let text = desk.screen().text
    #expect(text.contains("step 0 of 21"))
    #expect(text.contains("Press space"))
    #expect(text.contains("128 --"))
    #expect(!text.contains("0.0"))
  }

  @Test func `space goes on, backspace goes back, home and end jump`() throws {
    var desk = try WalkDesk()
    try desk.press(.character(" "), .character(" "), .character("n"))
    #expect(desk.position == 3)
    try desk.press(.backspace)
    #expect(desk.position == 2)
    try desk.press(.end)
    #expect(desk.position == 21)
    try desk.press(.home)
    #expect(desk.position == 0)
    try desk.type("f")
    #expect(desk.position == 6)
    try desk.type("f")
    #expect(desk.position == 18)
    try desk.type("f")
    #expect(desk.position == 21)
    #expect(
      desk.commands == [
        "step", "step", "step", "back", "goto 21", "goto 0", "forward", "backward", "update",
      ])
    try desk.type(" ")
    #expect(desk.position == 1)
  }

  @Test func `enter looks closer and escape looks from farther`() throws {
    var desk = try WalkDesk()
    try desk.run("goto 2")
    try desk.press(.enter)
    #expect(desk.state.walk.zoom == .unit)
    try desk.press(.down, .down)
    #expect(desk.state.walk.term == 2)
    try desk.press(.escape, .escape)
    #expect(desk.state.walk.zoom == .network)
    try desk.press(.enter)
    #expect(desk.state.walk.zoom == .layer)
  }

  @Test func `the cursor moves by the geometry of the picture and stays on its unit`() throws {
    var desk = try WalkDesk()
    try desk.run("goto 2")
    desk.state.walk.elements[128] = 37
    try desk.press(.right)
    #expect(desk.state.walk.elements[128] == 38)
    try desk.press(.down)
    #expect(desk.state.walk.elements[128] == 54)
    try desk.press(.up, .left)
    #expect(desk.state.walk.elements[128] == 37)
    #expect(desk.screen().text.contains("x_output₁[37] ="))
    try desk.run("goto 16")
    #expect(desk.screen().text.contains("dL/dx_output₁[37] ="))
    try desk.run("goto 17")
    #expect(desk.screen().text.contains("dL/dW₁[37,·]"))
    try desk.press(.pageDown)
    #expect(desk.screen().text.contains("dL/dW₁[38,·]"))
  }

  @Test func `the cursor never leaves a tensor`() throws {
    var desk = try WalkDesk()
    for step in 1...21 {
      try desk.run("goto \(step)")
      for code in [Key.Code.right, .down, .pageDown, .left, .up, .pageUp] {
        for _ in 0..<40 { try desk.press(code) }
        _ = desk.screen()
      }
    }
    for (count, element) in desk.state.walk.elements { #expect((0..<count).contains(element)) }
  }

  @Test func `a click on an element selects it`() throws {
    var desk = try WalkDesk()
    try desk.run("goto 2")
    _ = desk.screen()
    try desk.click("x_output1", 70)
    #expect(desk.state.walk.elements[128] == 70)
    // At this size two elements stand in a cell: the lower one takes another press, which a third takes back.
    try desk.click("x_output1", 86)
    #expect(desk.state.walk.elements[128] == 86)
    try desk.click("x_output1", 70)
    #expect(desk.state.walk.elements[128] == 70)
  }

  @Test func `a click on an operand chooses its result and its term`() throws {
    var desk = try WalkDesk("image sample slide; goto 2")
    func click(_ name: String, _ offset: Int) throws {
      _ = desk.screen(120, 40)
      try desk.click(name, offset)
    }
    desk.state.walk.elements[128] = 37
    try click("x_input", 44)
    #expect(desk.screen(120, 40).text.contains("▸ W₁[37,44] · x_input[44]"))
    #expect(desk.state.walk.elements[128] == 37)
    try desk.press(.right)
    #expect(desk.state.walk.term == nil)
    // One to one: the result at the same place.
    try desk.run("goto 3")
    try click("x_output1", 70)
    #expect(desk.screen(120, 40).text.contains("x_output₂[70] ="))
    // A product of a column and a row: the error chooses the row, the input the column.
    try desk.run("goto 17")
    try click("dL/dx_output1", 9)
    try click("x_input", 53)
    #expect(desk.screen(120, 40).text.contains("dL/dW₁[9,53] ="))
  }

  @Test func `the closest zoom goes down to P − y, by enter and by the mouse`() throws {
    var desk = try WalkDesk("image sample slide; goto 17")
    try desk.press(.enter)
    let text = desk.screen().text
    for part in [
      "error × slope", "P − y", "W₂[0,", "slope of P", "prediction", "[128×100]", "used in",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    let trace = try #require(desk.state.scene.walk).trace
    try desk.press(.enter)
    #expect(desk.position == 16)
    #expect(desk.state.walk.zoom == .unit)
    // The largest gradient is that of the unit with the largest error.
    let unit = try #require(desk.state.walk.elements[128])
    let errors = trace.backward.outputGradients[0].values.map { abs($0) }
    #expect(errors[unit] == errors.max())
    _ = desk.screen()
    try desk.click(
      #require(desk.state.targets.last { $0.action == .origin(step: 15, index: [unit]) }))
    #expect(desk.position == 15)
    // And up again, by the mouse.
    _ = desk.screen()
    try desk.click(try #require(desk.state.targets.last { $0.action == .command("goto 12") }))
    #expect(desk.position == 12)
  }

  @Test func `a chain longer than the window is rolled to its end, by keys and by the mouse`()
    throws
  {
    var desk = try WalkDesk("image sample slide; goto 17")
    desk.state.walk.zoom = .unit
    #expect(desk.screen(80, 24).text.contains("8 more, down to x_input[35]"))
    for _ in 0..<9 {
      _ = desk.state.update(.key(Key(.down)))
      _ = desk.screen(80, 24)
    }
    let end = desk.screen(80, 24).text
    #expect(
      end.contains("1 x_input[35]") && end.contains("8 above") && !end.contains(" more, down"))
    _ = desk.state.update(.key(Key(.up)))
    #expect(desk.screen(80, 24).text.contains("7 above, 1 more"))
    let row = try #require(
      desk.state.targets.last { if case .chain = $0.action { true } else { false } })
    for expected in ["8 above", "8 more, down to"] {
      _ = desk.state.update(.mouse(Mouse(.press, x: row.area.x, y: row.area.y)))
      #expect(desk.screen(80, 24).text.contains(expected))
      // Two presses in one place would be a double one.
      _ = desk.state.update(.mouse(Mouse(.release, x: row.area.x, y: row.area.y)))
    }
    // Another element's chain begins at its top.
    _ = desk.state.update(.key(Key(.down)))
    _ = desk.screen(80, 24)
    _ = desk.state.update(.key(Key(.right)))
    #expect(!desk.screen(80, 24).text.contains(" above"))
  }

  @Test func `under a sum the arrows choose its terms, and J and K roll the chain`() throws {
    var desk = try WalkDesk("image sample slide; network 100-64-32-16-1; goto 30")
    desk.state.walk.zoom = .unit
    func isRolled() -> Bool {
      desk.state.targets.contains {
        if case .chain(let first, _) = $0.action { first > 0 } else { false }
      }
    }
    _ = desk.screen(80, 24)
    _ = desk.state.update(.key(.character("J")))
    _ = desk.screen(80, 24)
    #expect(isRolled() && (desk.state.walk.term ?? 0) == 0)
    _ = desk.state.update(.key(Key(.up, .shift)))
    _ = desk.screen(80, 24)
    #expect(!isRolled())
    _ = desk.state.update(.key(Key(.down)))
    #expect(desk.state.walk.term == 1)
    #expect(WalkView.keys(desk.state).contains { $0.key == "JK" })
  }

  @Test func `a term is chosen by arrows and mouse, and its factors are unfolded`() throws {
    var desk = try WalkDesk("image sample slide; goto 4")
    try desk.press(.enter, .down, .down)
    #expect(desk.state.walk.term == 2)
    #expect(desk.screen().text.contains("where the factors come from  W₂[0,"))
    let rows = desk.state.targets.filter {
      if case .element("x_output2", _) = $0.action { true } else { false }
    }
    try desk.click(try #require(rows.first))
    #expect(desk.state.walk.term == 0)
    try desk.press(.pageUp)
    #expect(desk.state.walk.term == 0)
    for _ in 0..<30 { try desk.press(.pageDown) }
    #expect(desk.state.walk.term == 127)
    #expect(desk.screen().text.contains("/ 128"))
    // The chosen term stays lit from one step farther away.
    try desk.press(.escape)
    #expect(desk.state.walk.term == 127)
    try desk.press(.character(" "))
    #expect(desk.state.walk.term == nil)
  }

  @Test func `a click on a dot or on a tensor goes to its step`() throws {
    var desk = try WalkDesk()
    _ = desk.screen()
    for step in [21, 12, 3] {
      let target = try #require(
        desk.state.targets.first { $0.action == .command("goto \(step)") })
      try desk.click(target)
      #expect(desk.position == step)
      _ = desk.screen()
    }
  }

  @Test(arguments: [
    (17, "check dL/dW1["), (20, "check W1["), (18, "check dL/dx["), (2, "check W1["),
    (14, "check W2[0,"),
  ])
  func `g checks the selected weight or the one of the largest term`(
    step: Int, command: String
  ) throws {
    var desk = try WalkDesk()
    try desk.run("goto \(step)")
    try desk.type("g")
    let last = try #require(desk.commands.last)
    #expect(last.hasPrefix(command))
  }

  @Test(arguments: [0, 3, 5, 10, 21])
  func `g says so where there is nothing to check, and the hints do not offer it`(step: Int) throws
  {
    var desk = try WalkDesk()
    if step > 0 { try desk.run("goto \(step)") }
    let before = desk.commands
    try desk.type("g")
    #expect(desk.commands == before)
    #expect(desk.state.message?.text.contains("nothing to check") == true)
    #expect(desk.state.message?.isError == false)
    #expect(!WalkView.keys(desk.state).contains { $0.key == "g" })
  }

  @Test func `the update says what it did to the loss`() throws {
    var desk = try WalkDesk("image sample slide; rate 0.01; goto 21")
    let walk = try #require(desk.state.scene.walk)
    let after = try #require(walk.trace.update?.forward.loss)
    let text = desk.screen().text
    let before = NumberText.fixed(walk.trace.forward.loss, digits: 4)
    #expect(text.contains("L \(before) → "))
    #expect(text.contains(NumberText.fixed(after, digits: 4)))
    #expect(text.contains("space begins the next one"))
    #expect(text.contains("gradients of the old weights"))
  }

  @Test func `the long way that overflows is said to`() throws {
    var desk = try WalkDesk(
      "image sample slide; network 100-1 init=constant; set W1 "
        + Array(repeating: "-20", count: 100).joined(separator: " ") + "; goto 4")
    #expect(desk.screen().text.contains("step 4 of"))
    let step = try #require(desk.state.scene.steps.first { $0.name == "dL/dx_output1" })
    try desk.run("goto \(step.index)")
    let words = desk.screen(120, 40).text.split(whereSeparator: \.isWhitespace)
    #expect(words.joined(separator: " ").contains("The two factors multiply to"))
  }

  @Test func `dead units are counted`() throws {
    var desk = try WalkDesk("image sample slide; network hidden=relu; goto 3")
    #expect(desk.screen().text.contains("Off, exactly 0:"))
  }

  @Test func `a deep network shows the operation of the moment`() throws {
    var desk = try WalkDesk("image sample slide; network 100-30-20-20-20-12-1")
    for step in 1...desk.count {
      try desk.press(.character(" "))
      let canvas = desk.screen()
      let current = dark.ink(.current)
      let lit = (2..<6).contains { y in (0..<80).contains { canvas[$0, y]?.ink == current } }
      #expect(lit || step == desk.count)
    }
  }

  @Test(arguments: [0, 2, 5, 12, 17, 20, 21])
  func `the walk of the default network, 80 × 24`(step: Int) throws {
    var desk = try WalkDesk("image sample slide; rate 0.1")
    if step > 0 { try desk.run("goto \(step)") }
    expectScreen(desk.screen(), named: "walk-\(step)-80x24-dark")
  }

  @Test(arguments: screenForms)
  func `a step at every zoom, size and look`(form: ScreenForm) throws {
    var desk = try WalkDesk("image sample slide; goto 17", theme: form.theme)
    for (zoom, name) in [
      (WalkState.Zoom.network, "-network"), (.layer, ""), (.unit, "-unit"),
    ] {
      desk.state.walk.zoom = zoom
      let canvas = desk.screen(form.width, form.height)
      let isASCII = canvas.text.unicodeScalars.allSatisfy { $0.isASCII }
      #expect(isASCII || form.theme.glyphSet != .ascii)
      expectScreen(canvas, named: "walk-17\(name)-\(form.name)")
    }
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `a weighted sum in full`(width: Int, height: Int) throws {
    var desk = try WalkDesk("image sample slide; goto 2")
    desk.state.walk.zoom = .unit
    try desk.press(.down)
    expectScreen(desk.screen(width, height), named: "walk-2-unit-\(width)x\(height)-dark")
  }

  /// A step of a network that the default one has not, at two sizes and zooms.
  private static let others: [(name: String, setup: String)] = [
    (
      "adam", "optimizer adam decay=0.01; goto 21; goto 19"
    ),
    ("momentum", "optimizer momentum 0.9; forward; backward; update; goto 20"),
    ("classes", "task digits; image digit 3; goto 10"),
    ("softmax", "task digits; image digit 3; goto 5"),
    ("maxout", "network hidden=maxout; goto 2"),
    ("batch", "network batchnorm=on; mode train; goto 7"),
    ("statistics", "network batchnorm=on; mode train; goto 30"),
  ]

  @Test(arguments: others.indices) func `what other networks work out`(number: Int) throws {
    let (name, setup) = Self.others[number]
    for (width, height) in [(80, 24), (120, 40)] {
      var desk = try WalkDesk("image sample slide; rate 0.1; \(setup)")
      expectScreen(
        desk.screen(width, height), named: "walk-\(name)-\(width)x\(height)-dark")
      desk.state.walk.zoom = .unit
      expectScreen(
        desk.screen(width, height), named: "walk-\(name)-unit-\(width)x\(height)-dark")
    }
  }

  @Test
  func `every step of a batch is looked at for one sample, the drawing unless another is chosen`()
    throws
  {
    var desk = try WalkDesk(
      "image sample slide; network batchnorm=on dropout=0.5; mode train; goto 9")
    func samples() -> Set<Int> {
      Set(
        (1...9).compactMap { step in
          let place = WalkPlace(desk.state)
          guard let trace = place.trace, trace.isPerSample(place.steps[step - 1]) else {
            return nil
          }
          let tensor = trace.value(of: place.steps[step - 1], at: 9)
          let layout = place.layout(of: place.steps[step - 1].name, tensor)
          let row = place.row(of: place.steps[step - 1], tensor, layout)
          return row * layout.tileCount / (tensor.values.count / trace.batch)
        })
    }
    #expect(samples() == [0])
    #expect(WalkPlace(desk.state).sample == 0)
    desk.state.walk.sample = 7
    #expect(samples() == [7])
    #expect(WalkPlace(desk.state).sample == 7)
    // Choosing an element chooses its sample.
    try desk.type("]")
    #expect(desk.state.walk.sample == WalkPlace(desk.state).sample)
  }

  @Test func `the images of a batch are listed and shown`() throws {
    var desk = try WalkDesk("image sample slide; network batchnorm=on; mode train")
    #expect(desk.screen(120, 40).text.contains("needs company"))
    try desk.run("step; back")
    let images = try #require(desk.state.scene.walk?.batch).images
    #expect(images.count == 31)
    expectScreen(desk.screen(120, 40), named: "walk-batch-start-120x40-dark")
    try desk.run("step")
    let text = desk.screen(120, 40).text
    for image in images { #expect(text.contains("\(image)"), "\(image)") }
    // In a small window the pictures have the room; how many there are is said all the same.
    let small = desk.screen(80, 24).text
    #expect(small.contains("Numbers 1 to 31 are training images: \(images[0]), \(images[1])"))
  }

  @Test func `the boundary of Walk moves by keys and mouse, in both zooms`() throws {
    for (step, zoom) in [(17, WalkState.Zoom.layer), (2, .unit)] {
      for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        var desk = try WalkDesk("image sample slide; goto \(step)")
        desk.state.walk.zoom = zoom
        _ = desk.screen(width, height)
        let before = try #require(WalkView.boundaries(desk.state).first)
        let isUpright = before.area.height > 1
        try desk.type(isUpright ? "{{" : "((")
        let moved = try #require(WalkView.boundaries(desk.state).first)
        #expect(moved.offset < before.offset, "\(zoom) \(width)")
        try desk.type(isUpright ? "}}" : "))")
        #expect(WalkView.boundaries(desk.state).first == before)
        guard !before.area.isEmpty else { continue }
        _ = desk.screen(width, height)
        let (x, y) = (before.area.x, before.area.y)
        try desk.send(.mouse(Mouse(.press, x: x, y: y)))
        try desk.send(.mouse(Mouse(.drag, x: x - 3, y: y - 3)))
        try desk.send(.mouse(Mouse(.release, x: x - 3, y: y - 3)))
        let dragged = try #require(WalkView.boundaries(desk.state).first)
        #expect(dragged.offset == before.offset - 3)
        // Wherever it is pulled, nothing of the view is lost.
        for _ in 0..<60 { try desk.type(isUpright ? "{" : "(") }
        _ = desk.screen(width, height)
        for _ in 0..<120 { try desk.type(isUpright ? "}" : ")") }
        _ = desk.screen(width, height)
      }
    }
  }

  @Test func `point and comma change the places of all numbers`() throws {
    var desk = try WalkDesk("image sample slide; goto 10")
    #expect(desk.screen().text.contains("= −2.1323 · 0.2490"))
    try desk.type("..")
    #expect(desk.screen().text.contains("= −2.132296 · 0.249038"))
    try desk.type(",,,,,,,,")
    #expect(desk.state.walk.digits == WalkState.allDigits.lowerBound)
    #expect(desk.screen().text.contains("= −2.13 · 0.25"))
    try desk.type("..........")
    #expect(desk.state.walk.digits == WalkState.allDigits.upperBound)
    for zoom in WalkState.Zoom.allCases {
      desk.state.walk.zoom = zoom
      _ = desk.screen()
    }
  }

  @Test func `a step in Russian, and in full`() throws {
    var russian = try WalkDesk("image sample slide; goto 17", language: .russian)
    expectScreen(russian.screen(), named: "walk-17-80x24-russian")
    russian.state.walk.zoom = .unit
    expectScreen(russian.screen(), named: "walk-17-unit-80x24-russian")
  }
}

@Test func `what the local derivative is made of is the column of the weights`() throws {
  var desk = try WalkDesk(
    "task digits; network 100-128-10 hidden=relu; image digit 3; forward; backward; goto 13")
  let place = WalkPlace(desk.state)
  let step = try #require(place.step)
  let (panels, signs) = WalkView.operands(step, place)
  #expect(step.name == "dx_output3/dx_output2" && signs.last == "→")
  let row = place.element / 10
  let key = try #require(place.symbols.key(named: "W2"))
  let weights = try #require(place.network[key])
  #expect(panels.first?.title == "W₂[·,\(row)]ᵀ")
  #expect(panels.first?.tensor.values == (0..<10).map { weights.values[$0 * 128 + row] })
  #expect(desk.screen(80, 24).text.contains("W₂[·,\(row)]ᵀ"))
}

@Test func `a variance has no sign, whatever step it is in`() throws {
  var desk = try WalkDesk(
    """
    image sample slide; network 100-64-32-1 hidden=relu dropout=0.2 batchnorm=on; mode train; \
    optimizer momentum 0.9; walk
    """)
  let place = WalkPlace(desk.state)
  for name in ["variance1", "variance2", "var2"] {
    #expect(WalkView.scale(name, [0.5, 1.5], place) == .sequential(0, 1.5), "\(name)")
  }
  #expect(WalkView.scale("mean2", [0.5, 1.5], place).kind == .diverging)
  for step in place.steps {
    guard case .runningStatistic(let key) = step.operation else { continue }
    try desk.run("goto \(step.index)")
    (desk.state.width, desk.state.height) = (120, 40)
    let screen = text(desk.state.render().canvas)
    let legend = try #require(
      screen.split(separator: "\n").first {
        $0.contains("−") && $0.contains(" +") && !$0.contains("[")
      })
    let signed = legend.count { $0 == "+" }
    // Of a mean that was 0 there are no colours; of a variance only the step has a sign.
    #expect(key.role == .runningVariance ? signed == 1 : signed >= 3, "\(step.name)")
  }
}

@Test func `a signed number that is exactly 0 has neither sign nor digits`() {
  #expect(NumberText.figures(Float(0), digits: 5, sign: true) == "0")
  #expect(NumberText.fittingFigures(Float(0), digits: 5, width: 9, sign: true) == "0")
  #expect(NumberText.figures(Float(0), digits: 4) == "0.0000")
}

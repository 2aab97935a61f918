import Commands
import Datasets
import Engine
import Testing
import Walkthrough

@testable import Interface

/// How numbers, scales and marks of the Walk view look, whatever the size of the screen.
@Suite struct WalkLookTests {
  private static let sizes = [(80, 24), (120, 40), (200, 60)]

  private func words(_ canvas: Canvas) -> String {
    canvas.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// A network whose score for the slide is `logit`, all of its weights being equal.
  private func desk(logit: Scalar, label: Int = 1, then rest: String) throws -> WalkDesk {
    var desk = try WalkDesk("image sample slide; label \(label); network 100-1 init=constant")
    let weight = logit / desk.state.scene.session.drawing.values.reduce(0, +)
    try desk.run(
      "set W1 \(Array(repeating: "\(weight)", count: 100).joined(separator: " ")); \(rest)")
    return desk
  }

  // MARK: Probabilities

  @Test(arguments: [(0, "1 − P has rounded"), (1, ". P has rounded")])
  func `what has rounded its digits away is named`(label: Int, words expected: String) throws {
    var desk = try WalkDesk("image sample slide; label \(label); goto 21")
    #expect(words(desk.screen(120, 40)).contains(expected))
  }

  @Test func `of ten classes the true one's P has rounded`() throws {
    // A step so large that the loss is below what 1 − P can tell, and not 0 yet.
    for rate in 1...12 {
      var desk = try WalkDesk("task digits; image digit 3; rate \(rate); goto 21")
      let trace = try #require(desk.state.scene.walk).trace
      guard !trace.lossFollowsFromProbability(at: 21) else { continue }
      let target = trace.forward.targets[0]
      #expect(words(desk.screen(120, 40)).contains(" P[\(target)] has rounded"))
      return
    }
    Issue.record("no rate rounds P")
  }

  @Test func `a probability gets the places that it takes not to read as 1`() {
    #expect(NumberText.decimals(ofProbability: 0.99994, digits: 4) == "0.9999")
    #expect(NumberText.decimals(ofProbability: 0.999964, digits: 4) == "0.99996")
    #expect(NumberText.decimals(ofProbability: Float(1).nextDown, digits: 4) == "0.9999999")
    #expect(NumberText.decimals(ofProbability: 1, digits: 4) == "1.0000")
    #expect(NumberText.decimals(ofProbability: 2.5e-7, digits: 4) == "2.5e−7")
    #expect(NumberText.decimals(ofProbability: nil as Float?, digits: 4) == "--")
    #expect(NumberText.decimals(ofProbability: 0.4690, digits: 4, width: 5) == "0.469")
    #expect(NumberText.decimals(ofProbability: Float(1).nextDown, digits: 4, width: 7) == "1−6e−8")
    let pair = NumberText.decimals(ofProbabilities: (before: 0.999979, after: 0.999981), digits: 4)
    #expect(pair == ("0.99998", "0.99998") || pair.before != pair.after)
    #expect(pair.before != pair.after)
    #expect(
      NumberText.decimals(ofProbabilities: (before: 0.5, after: 0.5), digits: 4) == (
        "0.5000", "0.5000"
      ))
  }

  @Test(arguments: sizes)
  func `a P close to 1 reads alike wherever it stands`(width: Int, height: Int) throws {
    var desk = try desk(logit: 10, then: "goto 5")
    for step in 4...6 {
      try desk.run("goto \(step)")
      for zoom in [WalkState.Zoom.network, .layer] {
        desk.state.walk.zoom = zoom
        let text = words(desk.screen(width, height))
        #expect(text.contains("0.99995"), "\(step) \(zoom)")
        #expect(!text.contains("1−") && !text.contains(" 0.9999 "), "\(step) \(zoom)")
      }
    }
  }

  @Test func `a P that is 1 in single precision has its places`() throws {
    var desk = try WalkDesk("image sample slide; goto 21")
    desk.state.walk.zoom = .network
    let row = try #require(
      desk.screen(120, 40).text.split(separator: "\n").last { $0.contains("16.9140") })
    #expect(row.contains("1.0000"))
    #expect(row.firstMatch(of: #/ 1 /#) == nil)
  }

  @Test func `before and after differ where the probabilities do`() throws {
    var desk = try desk(logit: 8, then: "rate 0.1; goto 12")
    let text = words(desk.screen(120, 40))
    let match = try #require(text.firstMatch(of: #/P\(y=1\) (\S+) → (\S+)/#))
    #expect(match.output.1 != match.output.2)
    #expect(match.output.1.hasPrefix("0.9996") && match.output.2.hasPrefix("0.9996"))
  }

  // MARK: Scales

  @Test func `slopes, bounded activations and probabilities have scales of their own`() throws {
    let cases: [(hidden: String, slope: ColourScale)] = [
      ("sigmoid", .sequential(0, 0.25)), ("tanh", .sequential(0, 1)),
      ("relu", .sequential(0, 1)), ("elu", .sequential(0, 1)),
      ("gelu", .diverging(limit: 1.128_904_2)),
    ]
    for (hidden, slope) in cases {
      let desk = try WalkDesk("image sample slide; network hidden=\(hidden); goto 15")
      let place = WalkPlace(desk.state)
      func scale(_ name: String) throws -> ColourScale {
        WalkView.scale(name, try #require(place.tensor(name)).values, place)
      }
      #expect(try scale("dx_output2/dx_output1") == slope, "\(hidden)")
      let drawn = try scale("x_output2")
      #expect(try scale("dx_output3/dW2") == drawn, "\(hidden)")
    }
  }

  /// Equal outputs look equal, and those of an untrained network are told apart.
  @Test func `a bounded activation is drawn over the part of its range that it uses`() throws {
    func scale(_ script: String) throws -> (ColourScale, [Scalar]) {
      let desk = try WalkDesk(script + "; goto 3")
      let place = WalkPlace(desk.state)
      let values = try #require(place.value).values
      return (WalkView.scale("x_output2", values, place), values)
    }
    for script in [
      "image sample slide", "network init=zeros; image sample slide",
      "network init=normal(3); image sample slide",
      "image digit 3; task 0 1; train 1 epoch; wait",
    ] {
      let (scale, values) = try scale(script)
      #expect(scale.low >= 0 && scale.high <= 1 && scale.high - scale.low >= 0.2499, "\(script)")
      for value in values {
        #expect(Double(value) >= scale.low - 1e-6 && Double(value) <= scale.high + 1e-6)
      }
    }
    let (untrained, _) = try scale("image sample slide")
    #expect(untrained.high - untrained.low < 0.6)
    let (tanh, values) = try scale("network hidden=tanh; image sample slide")
    #expect(tanh.kind == .diverging && tanh.high >= 0.5 && tanh.high <= 1)
    #expect(values.allSatisfy { Double(abs($0)) <= tanh.high + 1e-6 })
    let classes = try WalkDesk("task digits; image digit 3; goto 5")
    let place = WalkPlace(classes.state)
    #expect(WalkView.scale("P", place.value?.values ?? [], place) == .sequential(0, 1))
  }

  @Test(arguments: [(120, 40), (200, 60)])
  func `every scale in use has its colours where there is room`(width: Int, height: Int) throws {
    var desk = try WalkDesk("image sample slide; goto 17")
    // Of the error and of the gradient's large picture.
    #expect(desk.screen(width, height).text.contains("+0.011"))
    #expect(desk.screen(width, height).text.contains("+0.012"))
    try desk.run("goto 16")
    let text = desk.screen(width, height).text
    #expect(text.contains("+0.047"))
    #expect(text.contains(#/ 0 +0.25/#))
  }

  // MARK: Marks

  @Test(arguments: sizes)
  func `the caption shows the marks that are drawn`(width: Int, height: Int) throws {
    let themes = [dark, ascii, Theme(name: .projector)]
    let setups = [
      "image sample slide; goto 2", "image sample slide; goto 4",
      "task digits; image digit 8; goto 14",
      "image sample slide; network 100-32-16-1 hidden=relu; goto 4",
    ]
    for theme in themes {
      for setup in setups {
        var desk = try WalkDesk(setup, theme: theme)
        let canvas = desk.screen(width, height)
        let text = canvas.text
        let about = "\(setup) \(theme.name)"
        // A caption is a sign of the drawing in words.
        let parts = text.split(separator: "largest terms", maxSplits: 1)
        #expect(parts.count == 2, "\(about)")
        let caption = String(parts[0].suffix(24))
        let cells = (0..<height).flatMap { y in
          (0..<width - 1).filter { canvas[$0, y]?.glyph == "(" && canvas[$0 + 1, y]?.glyph == ")" }
        }
        let signs = Glyph.halfMarks(isASCII: theme.isASCII)
        let halves = canvas.cells.contains {
          signs.contains($0.glyph) && $0.ink.background != theme.background
        }
        let all = signs.map { String($0) }.joined(separator: " ")
        if caption.contains(all) { #expect(halves || theme.isASCII, "\(about)") }
        if !cells.isEmpty { #expect(caption.contains("( )"), "\(about)") }
        if halves { #expect(caption.contains(all), "\(about)") }
        #expect(!text.contains("┌ ┘"))
      }
    }
  }

  @Test func `the marks of a list are those of a picture`() throws {
    var desk = try WalkDesk("task digits; image digit 8; goto 14")
    let rows = desk.screen(120, 40).text.split(separator: "\n").filter { $0.contains("() [") }
    #expect(rows.count > 1)
  }

  @Test func `a mark is the same sign in pixels of any size`() {
    func picture(_ k: Int) -> String {
      drawn(2 * k, k) {
        PixelGrid(
          Raster(rows: 1, columns: 1, values: [0] as [Double]), scale: .pixels, size: .cells(k),
          marked: [Place(row: 0, column: 0)]
        ).draw(on: &$0, in: $0.bounds, dark)
      }
    }
    #expect(picture(1) == "()")
    #expect(picture(2) == "(  )\n(  )")
    #expect(picture(3) == "(    )\n(    )\n(    )")
  }

  // MARK: Updates

  @Test(arguments: [(19, "W₂"), (20, "W₁")])
  func `an update has its terms in the order of its formula`(step: Int, name: String) throws {
    var desk = try WalkDesk("image sample slide; goto \(step)")
    try desk.press(.enter)
    let rows = desk.screen(120, 40).text.split(separator: "\n")
    let old = try #require(rows.firstIndex { $0.contains("\(name)_old[") })
    let change = try #require(rows.firstIndex { $0.contains("−α · dL/d\(name)[") })
    #expect(old < change)
    // The chain goes on with the step, which comes from somewhere.
    #expect(rows[change].contains("▸"))
    #expect(rows.contains { $0.contains("error × input") })
    try desk.press(.up)
    #expect(desk.state.walk.term == 0)
  }

  @Test func `a weight has as many places in its update as after it`() throws {
    var desk = try WalkDesk("image sample slide; goto 19")
    desk.state.walk.zoom = .unit
    #expect(words(desk.screen(120, 40)).contains("W₂[0,34] = 0.4120 "))
    try desk.run("goto 21")
    #expect(words(desk.screen(120, 40)).contains("= 0.4120 · "))
    // A small step is seen all the same.
    try desk.run("back; back; back; rate 0.001; step")
    #expect(words(desk.screen(120, 40)).contains(#/−α · dL/dW₂\[0,34\] .* = \+(0.00033|3.3)/#))
  }

  // MARK: Classes

  @Test(arguments: [(80, 24), (100, 30), (120, 40)])
  func `the network of ten classes tells of the true one and of the most probable`(
    width: Int, height: Int
  ) throws {
    var desk = try WalkDesk("task digits; image digit 8; goto 11")
    desk.state.walk.zoom = .network
    let pass = try #require(desk.state.scene.walk).trace.forward
    let p = Array(pass.probabilities.row(0))
    let text = desk.screen(width, height).text
    for shown in [8, p.indices.max { p[$0] < p[$1] } ?? 0] {
      let number = NumberText.decimals(ofProbability: p[shown], digits: 4)
      #expect(text.contains("\(shown) \(number)"), "\(shown)")
    }
  }

  // MARK: The closest zoom

  @Test(arguments: sizes)
  func `the closest zoom of the last step tells what came of the update`(
    width: Int, height: Int
  ) throws {
    var desk = try WalkDesk("image sample slide; goto 21")
    desk.state.walk.zoom = .unit
    let canvas = desk.screen(width, height)
    let text = canvas.text
    #expect(words(canvas).contains("L 0.7572 → 4.512e−8 (−0.7572)"))
    #expect(text.contains("▸x_input") == (height >= 30))
    #expect(words(canvas).contains("P(y=1) 0.4690 → 1.0000"))
    guard height >= 40 else { return }
    // The tensors of the second pass are buttons.
    #expect(desk.state.targets.contains { $0.action == .command("goto 3") && $0.area.y > 12 })
    let last = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(height - 2)
      .lastIndex { !$0.allSatisfy { $0 == " " } }
    #expect((last ?? 0) > height * 2 / 3)
  }

  @Test(arguments: [(12, 29), (12, 30), (17, 30)])
  func `the closest zoom keeps the strip from 30 rows on`(step: Int, height: Int) throws {
    var desk = try WalkDesk("image sample slide; goto \(step)")
    desk.state.walk.zoom = .unit
    #expect(desk.screen(120, height).text.contains("▸x_input") == (height >= 30))
  }

  @Test func `an activation has its number put in`() throws {
    var desk = try WalkDesk("image sample slide; goto 17")
    desk.state.walk.zoom = .unit
    let text = words(desk.screen(120, 40))
    #expect(text.contains(#/= σ\(x_output₃\) = σ\(−0.1242\)/#))
  }

  @Test func `terms that are 0 are counted and not listed`() throws {
    var desk = try WalkDesk("task digits; image digit 3; goto 10")
    desk.state.walk.zoom = .unit
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
      let text = desk.screen(width, height).text
      #expect(text.contains("+ (9 more: 0)"))
      #expect(text.matches(of: #/dL/dP\[\d\] · dP/dx_output₃\[\d,\d\] +=/#).count == 1)
    }
  }

  @Test func `in Russian the strip calls the loss as all of the program does`() throws {
    var desk = try WalkDesk("image sample slide; goto 6", language: .russian)
    let text = desk.screen(120, 40).text
    #expect(text.contains("─потери─"))
    #expect(!text.contains("loss"))
    #expect(text.contains("ПОТЕРИ"))
  }
}

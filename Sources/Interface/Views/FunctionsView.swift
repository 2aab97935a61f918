import Commands
import Engine
import Walkthrough

/// The Functions view: every activation with its slope, the drawing's pre-activations on it, and what an
/// initialisation makes of the layers.
enum FunctionsView: View {
  static func draw(
    _ state: AppState, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    var painter = FunctionsPainter(state, in: area)
    return painter.draw(on: &canvas)
  }

  static func handle(_ key: Key, _ state: inout AppState) -> [Effect]? {
    let model = FunctionsModel(state)
    let isShifted = key.modifiers.contains(.shift)
    switch key.code {
    case .down, .character("j"): choose(model.chosen + 1, &state)
    case .up, .character("k"): choose(model.chosen - 1, &state)
    case .home: state.functions.chosen = nil
    case .left, .character("h"): move(-1, isShifted, &state)
    case .right, .character("l"): move(1, isShifted, &state)
    case .pageDown: moveTrials(1, &state)
    case .pageUp: moveTrials(-1, &state)
    case .character("]"): state.functions.layer = model.layer(offset: 1)
    case .character("["): state.functions.layer = model.layer(offset: -1)
    case .enter, .character(" "): return apply(model, &state)
    case .character("i"): return turnPage(&state)
    default: return nil
    }
    return []
  }

  /// Builds the network with the chosen function; the one in use stays, and with it what was trained.
  private static func apply(_ model: FunctionsModel, _ state: inout AppState) -> [Effect] {
    let command = "network hidden=\(model.function.word)"
    guard model.chosen == model.own else { return [.run(command)] }
    state.message = AppState.Message(
      command: command, text: FunctionsPhrase.alreadyInUse.text(in: state.language), isError: false)
    return []
  }

  private static func choose(_ place: Int, _ state: inout AppState) {
    let last = HiddenFunction.table.count - 1
    state.functions.chosen = min(max(0, place), last)
  }

  private static func move(_ direction: Int, _ isFar: Bool, _ state: inout AppState) {
    if state.functions.page != .facts {
      state.functions.scroll = max(0, state.functions.scroll + direction)
      return
    }
    let step = isFar ? 1 : 0.1
    let moved = ((state.functions.argument + Double(direction) * step) * 10).rounded() / 10
    state.functions.argument = min(max(moved, -FunctionsModel.reach), FunctionsModel.reach)
  }

  private static func moveTrials(_ direction: Int, _ state: inout AppState) {
    let last = InitializerTrial.compared.count - 1
    state.functions.firstTrial = min(max(0, state.functions.firstTrial + direction), last)
  }

  private static func turnPage(_ state: inout AppState) -> [Effect] {
    let pages = FunctionsState.Page.allCases
    var next = pages[(state.functions.page.rawValue + 1) % pages.count]
    // Where all pages are seen at once, what is missing comes first.
    let isAtOnce = FunctionsLayout(state.bodyArea, state.splits) != nil
    if isAtOnce, !isComparisonKnown(state) { next = .initializers }
    return turn(to: next.rawValue, &state)
  }

  /// Shows a page; the comparison is made when it is wanted and not there.
  private static func turn(to place: Int, _ state: inout AppState) -> [Effect] {
    guard let page = FunctionsState.Page(rawValue: place) else { return [] }
    state.functions.page = page
    state.functions.scroll = 0
    return page == .initializers && !isComparisonKnown(state) ? [.run("initializers")] : []
  }

  private static func isComparisonKnown(_ state: AppState) -> Bool {
    let session = state.scene.session
    let report = state.scene.findings.initializers
    return report?.tells(of: session.plan, task: session.task) ?? false
  }

  static func handle(
    _ mouse: Mouse, on target: AppState.Target?, _ state: inout AppState
  ) -> [Effect] {
    switch (mouse.action, target?.action) {
    case (.press, .function(let place)):
      let model = FunctionsModel(state)
      guard place == model.chosen else {
        choose(place, &state)
        return []
      }
      return [.run("network hidden=\(model.function.word)")]
    case (.press, .argument), (.drag, .argument):
      guard let area = target?.area, area.width > 1 else { return [] }
      let part = Double(mouse.x - area.x) / Double(area.width - 1)
      state.functions.argument = ((part * 2 - 1) * FunctionsModel.reach * 10).rounded() / 10
    case (.wheelDown, .argument), (.wheelUp, .argument):
      move(mouse.action == .wheelDown ? 1 : -1, false, &state)
    case (.wheelDown, .function), (.wheelUp, .function):
      choose(FunctionsModel(state).chosen + (mouse.action == .wheelDown ? 1 : -1), &state)
    case (.press, .page(let place)): return turn(to: place, &state)
    case (.wheelDown, .page(FunctionsState.Page.initializers.rawValue)):
      moveTrials(1, &state)
    case (.wheelUp, .page(FunctionsState.Page.initializers.rawValue)):
      moveTrials(-1, &state)
    case (.wheelDown, _), (.wheelUp, _):
      let direction = mouse.action == .wheelDown ? 1 : -1
      guard state.functions.page != .initializers else {
        moveTrials(direction, &state)
        break
      }
      state.functions.scroll = max(0, state.functions.scroll + direction)
    default: break
    }
    return []
  }

  static func boundaries(_ state: AppState) -> [Boundary] {
    FunctionsLayout(state.bodyArea, state.splits)?.boundaries ?? []
  }

  /// All initialisers, where there is room for them.
  static func wants(_ state: AppState) -> String? {
    let isSeen =
      state.functions.page == .initializers || FunctionsLayout(state.bodyArea, state.splits) != nil
    return isSeen && !isComparisonKnown(state) ? "initializers" : nil
  }

  static func keys(_ state: AppState) -> [KeyHint] {
    func say(_ key: FunctionsKey) -> String {
      FunctionsPhrase.key(key).text(in: state.language)
    }
    let space = DrawPhrase.space.text(in: state.language)
    let page = state.functions.page
    // One hidden layer and the last one find room everywhere.
    let hasMore = FunctionsModel(state).layers.count > 1
    let sideways =
      page == .facts
      ? [KeyHint("←→", say(.argument))] : hasMore ? [KeyHint("←→", say(.scroll))] : []
    let trials = isComparisonKnown(state) ? [KeyHint("PgUp PgDn", say(.trials))] : []
    return [KeyHint("↑↓", say(.choose)), KeyHint(space, say(.apply)), KeyHint("i", say(.pages))]
      + (page == .initializers ? trials + sideways : sideways + trials)
      + (hasMore ? [KeyHint("[ ]", say(.layer))] : []) + [KeyHint("Home", say(.own))]
  }
}

/// What the view shows, taken from the state.
struct FunctionsModel {
  /// The curve is drawn from −6 to 6.
  static let reach = 6.0

  /// The chosen function's place in the table.
  let chosen: Int
  /// The chosen function, with the network's own slope or α where it is the network's.
  let function: HiddenFunction
  /// The network's place in the table.
  let own: Int
  /// The layers that have an activation, by their place in the network.
  let layers: [Int]
  /// The chosen layer among them.
  let chosenLayer: Int
  /// The pre-activations of the chosen layer for the drawing; empty where there are none.
  let arguments: [Scalar]
  let argumentsName: String

  init(_ state: AppState) {
    let network = state.scene.live
    let plan = network.plan
    own = HiddenFunction.table.firstIndex { $0.word == plan.hidden.word } ?? 0
    let last = HiddenFunction.table.count - 1
    chosen = min(max(0, state.functions.chosen ?? own), last)
    function = HiddenFunction.table(of: plan.hidden)[chosen]
    layers = network.layers.indices.filter {
      if case .activation = network.layers[$0] { true } else { false }
    }
    chosenLayer = min(max(0, state.functions.layer), max(0, layers.count - 1))
    if layers.isEmpty {
      arguments = []
      argumentsName = ""
    } else {
      let layer = layers[chosenLayer]
      arguments = Array(state.scene.livePass.input(ofLayer: layer).row(0))
      argumentsName = Symbols.typeset(network.symbols.input(ofLayer: layer))
    }
  }

  /// The next layer or the one before, in a circle.
  func layer(offset: Int) -> Int {
    layers.isEmpty ? 0 : (chosenLayer + offset + layers.count) % layers.count
  }

  var flatCount: Int { arguments.count { function.flatRegion.contains($0) } }

  var region: FunctionsPhrase.Region {
    let region = function.flatRegion
    return region.isEmpty
      ? .none : region.isDead ? .dead : region.above == nil ? .faded : .saturated
  }

  /// h at z, of the example pieces for Maxout.
  func value(_ z: Double) -> Double {
    function.value(Scalar(z)).map { Double($0) } ?? max(z, -z / 2)
  }

  func slope(_ z: Double) -> Double {
    function.derivative(Scalar(z)).map { Double($0) } ?? (z >= 0 ? 1 : -0.5)
  }

  /// The ends of the vertical axis: those of the function where it has them.
  var yRange: ClosedRange<Double> {
    let ends = [-FunctionsModel.reach, FunctionsModel.reach].flatMap { [value($0), slope($0)] }
    let range = function.range
    let low = range.low.isFinite ? min(0, range.low) : min(0, ends.min() ?? 0)
    let high = range.high.isFinite ? range.high : max(1, ends.max() ?? 1)
    return low...max(high, low + 0.1)
  }

  /// The same from a whole number on, where it begins well below 0: that can have a tick.
  var wholeRange: ClosedRange<Double> {
    let low = yRange.lowerBound
    return (low < -0.25 ? low.rounded(.down) : low)...yRange.upperBound
  }

  /// The values at which slopes are read off: 1, and the first round number below 0 that the curves come down to.
  var landmarks: [Tick] {
    let below = [Tick(-1, exponent: 0), Tick(-5, exponent: -1), Tick(-1, exponent: -1)]
    return [Tick(1, exponent: 0)] + below.filter { wholeRange.contains($0.value) }.prefix(1)
  }

  /// The curve and its slope over the whole reach.
  var series: [Series] {
    let steps = 480
    let arguments = (0...steps).map { (Double($0) / Double(steps) * 2 - 1) * FunctionsModel.reach }
    return [
      Series(name: "h", points: arguments.map { Series.Point(x: $0, y: value($0)) }),
      Series(
        name: "h′", role: .gradient, points: arguments.map { Series.Point(x: $0, y: slope($0)) }),
    ]
  }
}

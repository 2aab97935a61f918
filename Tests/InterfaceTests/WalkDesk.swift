import Commands
import Engine
import Interface
import Testing

/// A laboratory and the state of its screen, joined as the program joins them, without a terminal.
struct WalkDesk {
  let laboratory: Laboratory
  var state: AppState
  /// The commands that keys and the mouse asked for, in order.
  private(set) var commands: [String] = []

  init(
    _ setup: String = "image sample slide", theme: Theme = Theme(), language: Language = .english
  ) throws {
    laboratory = Laboratory(session: try Session(), language: language)
    state = AppState(scene: Scene(laboratory), theme: theme, language: language)
    state.view = .walk
    try run(setup)
    commands = []
  }

  mutating func run(_ text: String) throws {
    commands.append(text)
    for statement in try Script.statements(of: text) {
      switch try laboratory.execute(statement) {
      case .reply(let reply):
        if case .view(let view) = reply { state.view = view }
      case .job, .waitForTraining: break
      }
    }
    state.scene = Scene(laboratory)
  }

  mutating func send(_ event: Event) throws {
    for effect in state.update(event) {
      if case .run(let text, _) = effect { try run(text) }
    }
  }

  mutating func press(_ codes: Key.Code...) throws {
    for code in codes { try send(.key(Key(code))) }
  }

  mutating func type(_ text: String) throws {
    for scalar in text.unicodeScalars { try press(.character(scalar)) }
  }

  mutating func click(_ target: AppState.Target) throws {
    try send(.mouse(Mouse(.press, x: target.area.x, y: target.area.y)))
  }

  /// Presses an element of a tensor in the last screen; the lower one of a cell with two takes a second press.
  mutating func click(_ name: String, _ offset: Int) throws {
    for target in state.targets.reversed() {
      if target.action == .element(name: name, offset: offset) { return try click(target) }
      guard case .elements(let picture) = target.action, picture.name == name else { continue }
      for y in target.area.y..<target.area.maxY {
        for x in target.area.x..<target.area.maxX {
          guard let place = picture.offsets(atX: x, y: y).firstIndex(of: offset) else { continue }
          for _ in 0...place { try send(.mouse(Mouse(.press, x: x, y: y))) }
          return
        }
      }
    }
    Issue.record("no place on the screen is \(name)[\(offset)]")
  }

  mutating func screen(_ width: Int = 80, _ height: Int = 24) -> Canvas {
    (state.width, state.height) = (width, height)
    return state.render().canvas
  }

  var position: Int { state.scene.walk?.position ?? 0 }
  var count: Int { state.scene.steps.count }
}

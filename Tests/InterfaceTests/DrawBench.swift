import Commands
import Datasets
import Engine
import Interface

/// The screen with a laboratory behind it, without a terminal.
struct DrawBench {
  var state: AppState
  let laboratory: Laboratory
  /// The commands that the keys and the mouse ran.
  var commands: [String] = []

  init(
    width: Int = 80, height: Int = 24, theme: Theme = dark, language: Language = .english,
    _ commands: String...
  ) throws {
    laboratory = Laboratory(session: try Session(), language: language)
    state = AppState(scene: Scene(laboratory), theme: theme, language: language)
    (state.width, state.height) = (width, height)
    for command in commands { try run(command) }
    self.commands = []
  }

  mutating func run(_ text: String, joinsPrevious: Bool = false) throws {
    commands.append(text)
    for statement in try Script.statements(of: text) {
      switch try laboratory.execute(statement, joinsPrevious: joinsPrevious) {
      case .reply(.view(let view)): state.view = view
      case .reply, .job: break
      case .waitForTraining: _ = laboratory.waitForTraining { _ in true }
      }
    }
    state.scene = Scene(laboratory)
  }

  mutating func send(_ event: Event) throws {
    _ = state.render()
    for effect in state.update(event) {
      if case .run(let text, let joins) = effect { try run(text, joinsPrevious: joins) }
    }
  }

  mutating func type(_ keys: String) throws {
    for key in keys.unicodeScalars { try send(.key(.character(key))) }
  }

  mutating func mouse(
    _ action: Mouse.Action, _ x: Int, _ y: Int, _ button: Mouse.Button = .left
  ) throws {
    try send(.mouse(Mouse(action, button, x: x, y: y)))
  }

  var pixels: [Float] { laboratory.session.drawing.values }

  func pixel(_ row: Int, _ column: Int) -> Float { laboratory.session.drawing[row, column] }

  mutating func screen() -> Canvas { state.render().canvas }

  mutating func text() -> String { screen().text }
}

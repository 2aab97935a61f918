import Commands
import Engine
import Interface

/// A laboratory with real data and the state of the screen over it: keys and mouse go in, commands are carried out.
final class ViewDesk {
  let laboratory: Laboratory
  var state: AppState
  /// The commands that keys and mouse have asked for, and what went wrong with them.
  private(set) var commands: [String] = []
  private(set) var errors: [CommandError] = []

  init(
    _ script: String = "", view: ViewName = .draw, theme: Theme = dark,
    language: Language = .english, width: Int = 80, height: Int = 24
  ) throws {
    laboratory = Laboratory(session: try Session(), language: language)
    state = AppState(scene: Scene(laboratory), theme: theme, language: language)
    state.view = view
    (state.width, state.height) = (width, height)
    try say(script)
  }

  func say(_ script: String) throws {
    for statement in try Script.statements(of: script) {
      let reply: Reply
      switch try laboratory.execute(statement) {
      case .reply(let immediate): reply = immediate
      case .job(let job):
        reply = try job.run { false }
        laboratory.keep(reply)
      case .waitForTraining: reply = laboratory.waitForTraining { _ in true }
      }
      if case .view(let view) = reply { state.view = view }
    }
    state.scene = Scene(laboratory)
  }

  func send(_ event: Event) {
    for case .run(let command, _) in state.update(event) {
      commands.append(command)
      do { try say(command) } catch {
        if let error = error as? CommandError { errors.append(error) }
      }
    }
  }

  func press(_ keys: Key...) {
    for key in keys { send(.key(key)) }
  }

  func type(_ text: String) {
    for scalar in text.unicodeScalars { send(.key(.character(scalar))) }
  }

  /// Presses the middle of the first target that a condition holds for; says whether there was one.
  @discardableResult
  func click(_ condition: (AppState.Target.Action) -> Bool) -> Bool {
    _ = render()
    guard let target = state.targets.first(where: { condition($0.action) }) else { return false }
    let place = target.area
    send(.mouse(Mouse(.press, x: place.x + place.width / 2, y: place.y + place.height / 2)))
    return true
  }

  func render() -> Canvas { state.render().canvas }

  var screen: String { text(render()) }
}

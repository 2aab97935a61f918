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
    try seekWanted()
  }

  /// Finds what the view lacks, as the program does.
  private func seekWanted() throws {
    if let command = state.wanted { try say(command) }
  }

  func say(_ script: String) throws {
    for statement in try Script.statements(of: script) {
      let reply: Reply
      switch try laboratory.execute(statement) {
      case .reply(let immediate): reply = immediate
      case .job(let job):
        reply = try job.run { false }
        laboratory.keep(reply)
      case .waitForTraining:
        _ = laboratory.waitForTraining { _ in true }
        continue
      }
      if case .view(let view) = reply { state.view = view }
    }
    state.scene = Scene(laboratory)
  }

  func send(_ event: Event) {
    for effect in state.update(event) {
      switch effect {
      case .run(let command, _):
        commands.append(command)
        do { try say(command) } catch {
          if let error = error as? CommandError { errors.append(error) }
        }
      case .complete, .offer, .open: state.findWords(for: effect, in: laboratory)
      default: break
      }
    }
    try? seekWanted()
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

/// A screen without its first row, the tabs: they change with every new view.
func withoutTabs(_ canvas: Canvas) -> Canvas {
  var body = Canvas(width: canvas.width, height: canvas.height - 1)
  for y in 0..<body.height {
    for x in 0..<body.width {
      guard let cell = canvas[x, y + 1] else { continue }
      body.put(cell.glyph, x: x, y: y, cell.ink)
    }
  }
  return body
}

/// The looks and sizes of golden screens.
let goldenForms: [(name: String, theme: Theme, width: Int, height: Int)] =
  [(80, 24), (120, 40), (200, 60)].flatMap { width, height in
    [("dark", dark), ("light", Theme(name: .light)), ("ascii", ascii)].map { name, theme in
      (name: "\(width)x\(height)-\(name)", theme: theme, width: width, height: height)
    }
  }

/// Sizes of a terminal that nobody wants, and some that somebody has.
let absurdSizes = [
  (0, 0), (1, 1), (300, 100), (1, 100), (300, 1), (59, 19), (60, 20), (61, 21), (80, 24), (80, 100),
  (110, 33), (109, 33), (110, 32), (111, 35), (150, 51), (300, 20), (120, 40),
]

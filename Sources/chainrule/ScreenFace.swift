import ArgumentParser
import CTerminal
import Commands
import Datasets
import Engine
import Interface

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The screen: joins the laboratory, the state of the interface and the event loop.
final class ScreenFace: ScreenProgram {
  private let laboratory: Laboratory
  private var state: AppState
  private(set) var needsFrame = true
  private(set) var isFinished = false
  var wantsSuspend = false
  var wantsRepaint = false
  /// Statements that wait for the training to end, as `train 5 epochs; wait; evaluate` asks.
  private var afterTraining: [Statement] = []
  /// What the script of the job under way goes on with.
  private var afterJob: [Statement] = []
  /// Whether the line that runs is of several commands.
  private var isSeveral = false
  /// The commands that the last key has run, all of which are told; a typed line is known, and told by its last.
  private var keyCommands: [String] = []
  private var isTyped = false
  /// A job that waits for one that a view asked for to give way.
  private var nextJob: (job: Job, command: String, rest: [Statement])?
  /// What was asked for while a job ran, in its order.
  private var queue: [(statements: ArraySlice<Statement>, joinsPrevious: Bool)] = []
  /// What waits for the answer to a question, its first statement being asked about.
  private var toConfirm: ArraySlice<Statement> = []
  private let jobs = JobRunner()
  private var busyCommand: String?
  /// Whether the job under way was asked for by a view and not by the user.
  private var isQuiet = false
  /// What a view asked for since the user last did something: what cannot be found is not sought again and again.
  private var sought: String?
  private var drawingCurve = DrawingCurve()
  private var hasNews = false
  /// What began the training under way: its end is the answer to that, whatever was done meanwhile.
  private var trainingCommand = "train"
  /// The weights that the statement under way began with.
  private var networkBefore: Network?

  /// What was typed at prompts before; read when the first prompt opens, so that the first frame need not wait.
  private lazy var history = openHistory()
  private let openHistory: () -> CommandHistory

  init(
    laboratory: Laboratory, state: AppState,
    history: @escaping () -> CommandHistory = { CommandHistory(path: nil) }
  ) {
    self.laboratory = laboratory
    self.state = state
    openHistory = history
    laboratory.onTrainingNews = { ct_wake() }
    laboratory.measuresLargeEnds = false
  }

  /// Opens the screen and runs to the end.
  ///
  /// - Throws: the exit status, after one line that says why there is no screen.
  static func run(_ start: Start) throws {
    let laboratory = try start.laboratory()
    let screen: Screen
    do throws(ScreenError) {
      screen = try Screen(start.screenWishes)
    } catch {
      throw CleanExit.failure(error.phrase.text(in: laboratory.language))
    }
    let theme = start.theme(for: screen)
    laboratory.look.glyphs = theme.glyphSet
    var state = AppState(scene: Scene(laboratory), theme: theme, language: laboratory.language)
    if let theme = start.theme { state.choose(theme) }
    state.type = state.theme.name.type
    let face = ScreenFace(laboratory: laboratory, state: state) {
      CommandHistory(path: StatePath.history)
    }
    var loop = EventLoop(screen: screen, program: face)
    switch loop.run() {
    case .finished: laboratory.endTraining()
    case .signal(let number): ct_die(number)
    case .lostTerminal: throw ExitCode.failure
    }
  }

  // MARK: - ScreenProgram

  /// While training runs the drawing's P and the curves move: fifteen frames a second are enough for the eye, and take a
  /// fiftieth of a core.
  ///
  /// Pictures of units, which take more bytes, come ten times a second, and four times over a network.
  var tickInterval: Duration? {
    guard laboratory.isTraining else { return nil }
    guard state.view == .units else { return .milliseconds(66) }
    return .milliseconds(environment("SSH_TTY") == nil ? 100 : 250)
  }

  func handle(_ event: Event) {
    #if DEBUG
      if event == .key(Key(.function(12))), environment("CHAINRULE_TRAP") != nil {
        fatalError("a fault on purpose")
      }
    #endif
    // What goes on after a training or a job is told by its last command, as a typed line is.
    (keyCommands, isTyped) = ([], true)
    switch event {
    case .wake:
      collectJob()
      guard laboratory.isTraining else { break }
      hasNews = true
      guard laboratory.trainingHasEnded else { return }
      finishTraining()
    case .tick:
      if laboratory.trainingHasEnded { finishTraining() }
      guard hasNews else { break }
      hasNews = false
      laboratory.requestLiveNetwork()
    default: sought = nil
    }
    let hadPrompt = state.prompt != nil
    let effects = state.update(event)
    isTyped = effects.contains { if case .remember = $0 { true } else { false } }
    for effect in effects { carryOut(effect) }
    if state.prompt != nil, !hadPrompt { recallHistory() }
    // A key or a move of the mouse that asks for nothing leaves the laboratory as it is.
    if !effects.isEmpty || event == .wake || event == .tick { refresh() }
    seekWanted()
    needsFrame = true
  }

  func frame(width: Int, height: Int) -> (canvas: Canvas, cursor: Screen.Cursor?) {
    needsFrame = false
    (state.width, state.height) = (width, height)
    state.waiting = (afterJob + queue.flatMap(\.statements)).map(\.text)
    let (canvas, cursor) = state.render()
    return (canvas, cursor.map { Screen.Cursor(x: $0.x, y: $0.y) })
  }

  func terminate() {
    jobs.cancel()
    laboratory.endTraining()
  }

  /// Gives the prompt that has just opened the lines of former sessions.
  private func recallHistory() {
    guard state.promptHistory.count < history.lines.count else { return }
    state.promptHistory = history.lines
    state.prompt?.recallLines(history.lines)
  }

  private func refresh() {
    let image = state.scene.session.drawnImage
    state.scene = Scene(laboratory, probabilityCurve: drawingCurve.points, previous: state.scene)
    if state.scene.session.drawnImage != image { state.showDrawnDigit() }
    noteProbability()
  }

  /// Runs what the view lacks, without a word.
  private func seekWanted() {
    guard busyCommand == nil, let command = state.wanted, command != sought,
      let statement = try? Script.statements(of: command).first,
      case .job(let job)? = try? laboratory.execute(statement)
    else { return }
    sought = command
    busyCommand = command
    isQuiet = true
    jobs.start(job)
  }

  // MARK: - Commands

  private func carryOut(_ effect: Effect) {
    switch effect {
    case .run(let text, let joinsPrevious): run(text, joinsPrevious: joinsPrevious)
    case .remember(let line): history.add(line)
    case .complete, .offer, .open: state.findWords(for: effect, in: laboratory)
    case .cancel:
      // Whoever breaks off does not want what waits behind it: it is told of as not run.
      let waiting = queue.flatMap(\.statements)
      queue = []
      if let next = nextJob {
        (nextJob, state.busyWith) = (nil, nil)
        fail(.cancelled, next.command, before: next.rest + waiting)
      } else {
        afterJob += waiting
      }
      jobs.cancel()
    case .confirmed:
      let confirmed = toConfirm
      toConfirm = []
      runAll(confirmed, isConfirmed: true)
    case .declined: toConfirm = []
    case .quit: isFinished = true
    case .suspend: wantsSuspend = true
    case .repaint: wantsRepaint = true
    }
  }

  private func run(_ text: String, joinsPrevious: Bool) {
    do throws(CommandError) {
      let statements = try Script.statements(of: text)
      isSeveral = statements.count > 1
      runAll(statements[...], joinsPrevious: joinsPrevious)
    } catch {
      fail(error, text)
    }
  }

  /// Runs statements one after the other; a job or a wait keeps the rest for later.
  private func runAll(
    _ statements: ArraySlice<Statement>, joinsPrevious: Bool = false, isConfirmed: Bool = false
  ) {
    var (rest, joins, confirmed) = (statements, joinsPrevious, isConfirmed)
    while runFirst(of: rest, joinsPrevious: joins, isConfirmed: confirmed) {
      rest.removeFirst()
      (joins, confirmed) = (false, false)
    }
  }

  /// Runs the first of statements.
  ///
  /// - Returns: whether those after it can follow at once.
  private func runFirst(
    of statements: ArraySlice<Statement>, joinsPrevious: Bool, isConfirmed: Bool
  ) -> Bool {
    guard let statement = statements.first else { return false }
    // Its end comes before what is said after it.
    if laboratory.trainingHasEnded { finishTraining() }
    // What only a view has asked for keeps nobody waiting: a job reads what it captured, and nothing else.
    // To look elsewhere, and to leave, has never to wait.
    let isAtOnce = ["view", "quit", "q"].contains(statement.words[0].lowercased())
    guard busyCommand == nil || isQuiet && nextJob == nil || isAtOnce && statements.count == 1
    else {
      queue.append((statements, joinsPrevious))
      return false
    }
    if !isConfirmed, let file = laboratory.replacedFile(by: statement) {
      toConfirm = statements
      state.overlay = .confirm(.replace(file: file))
      return false
    }
    let rest = statements.dropFirst()
    networkBefore = laboratory.network
    // What the terminal said of its background may have changed it.
    laboratory.look = state.look
    do throws(CommandError) {
      switch try laboratory.execute(statement, joinsPrevious: joinsPrevious) {
      case .reply(let reply):
        show(reply, of: statement.text)
        dropAbandoned()
        return true
      case .job(let job):
        state.busyWith = statement.text
        if busyCommand == nil {
          start(job, statement.text, before: Array(rest))
        } else {
          jobs.cancel()
          nextJob = (job, statement.text, Array(rest))
        }
      case .waitForTraining:
        afterTraining += rest
        guard !afterTraining.isEmpty else { return false }
        let commands = listed(afterTraining)
        state.message = AppState.Message(
          command: statement.text,
          text: InterfacePhrase.afterTraining(commands).text(in: state.language), isError: false)
      }
    } catch {
      fail(error, statement.text, before: Array(rest))
    }
    return false
  }

  /// What waits for the end of a training that was stopped, or given up in a pause, does not wait for the next one's.
  private func dropAbandoned() {
    guard !laboratory.isTraining, !laboratory.isPaused, !afterTraining.isEmpty else { return }
    let commands = listed(afterTraining)
    afterTraining = []
    let text = InterfacePhrase.notRun(commands).text(in: state.language)
    guard let message = state.message else { return }
    state.message = AppState.Message(
      command: message.command,
      text: [message.text, text].filter { !$0.isEmpty }.joined(separator: "; "),
      isError: message.isError)
  }

  private func start(_ job: Job, _ command: String, before rest: [Statement]) {
    (busyCommand, isQuiet, afterJob) = (command, false, rest)
    state.busyWith = command
    jobs.start(job)
  }

  private func show(_ reply: Reply, of command: String) {
    switch reply {
    case .quit:
      refresh()
      for effect in state.askToQuit() { carryOut(effect) }
    case .view(let view): state.view = view
    case .language(let language): state.language = language
    case .look(let part, let look):
      if part == .theme { state.choose(look.theme) }
      state.look = look
      state.language = laboratory.language
    case .evaluation(let evaluation, let split, _):
      // Who looks at the images sees those that were measured; elsewhere Data keeps the split that was chosen there.
      if state.view == .data { state.data.split = split }
      if let networkBefore { state.units.note(evaluation, split, of: networkBefore) }
    case .unit(let facts):
      state.units.choose(UnitPlace(layer: facts.table.layer.number, unit: facts.unit))
    case .unitTurned(let place, _, _, _, _):
      state.units.choose(place)
      if let networkBefore {
        state.units.note(place, before: networkBefore, after: laboratory.network)
      }
    default: break
    }
    // On the screen `help view` tells of what is seen.
    if case .help(.view?) = reply {
      state.overlay = .marks(scroll: 0)
      state.message = AppState.Message(command: command, text: "", isError: false)
      return
    }
    keyCommands.append(command)
    let said = isTyped ? command : keyCommands.joined(separator: "; ")
    let lines = state.walk.note(on: command) + reply.shown(in: state.language)
    state.walk.forgetNote()
    // What a unit's being off did is the news; the accuracy that was measured for it stands beside the unit.
    if case .evaluation = reply, isSeveral, state.message?.command.hasPrefix("unit ") == true {
      return
    }
    // Who changes a network in place sees the change; only who asks wants the table.
    var isChange = false
    if case .network = reply, command.contains(" ") { isChange = true }
    let isLong =
      !isChange && lines.count > 3 && reply.isForReading && !state.view.shows(reply)
    if isLong { state.overlay = .text(title: command, lines: lines, scroll: 0) }
    // What the overlay says in full is not said again below it.
    var texts = isLong ? [] : [isChange ? changed(reply) : reply.headline(in: state.language)]
    if let replaced = laboratory.replaced {
      texts.append(Phrase.undoBringsBack(replaced).text(in: state.language))
    }
    state.message = AppState.Message(
      command: said, text: texts.filter { !$0.isEmpty }.joined(separator: "; "), isError: false)
  }

  /// What a network that was changed in place has become.
  private func changed(_ reply: Reply) -> String {
    guard case .network(let network) = reply else { return "" }
    return ([.parametersInAll(network.parameterCount)] + Reply.remarks(on: network.plan))
      .filter { $0 != .noBias }.map { $0.text(in: state.language) }.joined(separator: "; ")
  }

  /// Commands that wait or were not run: of many the first, and how many there are.
  private func listed(_ statements: [Statement]) -> String {
    let most = 8
    let told = statements.prefix(most).map(\.text).joined(separator: "; ")
    guard statements.count > most else { return told }
    return told + "; … (\(NumberText.grouped(statements.count)))"
  }

  /// Says what went wrong, and which commands of the same line were not run for it.
  private func fail(_ error: CommandError, _ command: String, before rest: [Statement] = []) {
    var text = error.words(in: state.language)
    if !rest.isEmpty {
      let commands = listed(rest)
      text += "  " + InterfacePhrase.notRun(commands).text(in: state.language)
    }
    state.message = AppState.Message(command: command, text: text, isError: true)
  }

  // MARK: - What runs in the background

  private func collectJob() {
    guard let command = busyCommand, let result = jobs.takeResult() else { return }
    let wasQuiet = isQuiet
    let rest = afterJob
    (busyCommand, isQuiet, afterJob) = (nil, false, [])
    if let next = nextJob {
      nextJob = nil
      if case .success(let reply) = result { laboratory.keep(reply) }
      return start(next.job, next.command, before: next.rest)
    }
    state.busyWith = nil
    switch result {
    case .success(let reply):
      laboratory.keep(reply)
      if !wasQuiet { show(reply, of: command) }
      runAll(rest[...])
    case .failure(let error):
      if !wasQuiet { fail(error, command, before: rest) }
    }
    while busyCommand == nil, !queue.isEmpty {
      let next = queue.removeFirst()
      runAll(next.statements, joinsPrevious: next.joinsPrevious)
    }
  }

  private func finishTraining() {
    laboratory.finishedTraining()
    hasNews = false
    sought = nil
    show(.training(laboratory.report), of: trainingCommand)
    let rest = afterTraining
    afterTraining = []
    runAll(rest[...])
  }

  /// Keeps P of the drawing over the run.
  private func noteProbability() {
    if drawingCurve.follow(state.scene) { laboratory.watchDrawing() }
    drawingCurve.add(laboratory.drawingOverRun, state.scene)
    state.scene.probabilityCurve = drawingCurve.points
    if state.view == .train {
      state.scene.probabilityPoints = drawingCurve.epochPoints(state.scene)
    }
  }
}

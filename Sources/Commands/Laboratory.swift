public import Datasets
public import Engine
import Walkthrough

/// What carrying out a command has led to.
public enum Outcome: Sendable {
  case reply(Reply)
  /// Work that may take a while: to be run, here or on another thread, and its reply shown.
  case job(Job)
  /// The script waits for the training to end: call `finishedTraining()` when it has.
  case waitForTraining
}

/// Work that takes a while, reads only what it captured, and can be cancelled.
public struct Job: Sendable {
  public let run: @Sendable (_ isCancelled: @Sendable () -> Bool) throws(CommandError) -> Reply
}

/// Carries out commands on a session, runs trainings, and keeps what undo needs.
///
/// It belongs to one thread; trainings and jobs run on others and touch nothing of it.
public final class Laboratory {
  public internal(set) var session: Session
  /// What replies and screen speak: English where only ASCII can be written, else what was asked for.
  public var language: Language { look.glyphs == .ascii ? .english : chosenLanguage }
  var chosenLanguage: Language
  public internal(set) var view = ViewName.draw
  /// What the screen looks like, as it has said or was told.
  public var look = Look()
  public let dataset: Dataset
  /// The training that runs, if one does.
  var active: ActiveTraining?
  var divergedAt: Int?
  /// What the last training left behind.
  var trainingEnd: TrainingEnd?
  var log = SessionLog()
  /// What the last long commands found.
  public private(set) var findings = Findings()
  /// The weights that the running `evaluate` works with.
  var evaluating: FoundWith?
  private var undoable = UndoStack()
  /// The weights that the present plan begins with.
  private var fresh: Network?
  var kept = Kept()
  /// The weights that the last command put others in the place of, as undo can take back.
  public private(set) var replaced: ReplacedWeights?
  /// The walk, by its number in the session, whose batch the replies have told of.
  var toldWalk: Int?
  private var fitted: (rows: Int, columns: Int, dataset: Dataset)?
  private var examples: [Split: ExampleSet] = [:]
  private var examplesKey: ExamplesKey?
  /// The drawing that the running training, or the last one, looked at, and what came of it.
  var watched: (drawing: Picture?, points: [WatchPoint]) = (nil, [])
  /// Whether the end of a training is measured however long that takes; a screen has keys to answer.
  public var measuresLargeEnds = true
  /// Called on the trainer's thread when there is something new to see.
  public var onTrainingNews: @Sendable () -> Void = {}

  private struct ExamplesKey: Equatable {
    let task: Task
    let rows: Int
    let columns: Int
  }

  public init(
    session: Session, dataset: Dataset = BuiltInDigits.shared, language: Language = .english
  ) {
    self.session = session
    self.dataset = dataset
    chosenLanguage = language
  }

  /// Whether the weights are those that the plan and its seed begin with: nothing was trained, opened or set.
  public var weightsAreInitial: Bool {
    if fresh?.plan != session.plan { fresh = try? Network(session.plan) }
    guard fresh == session.network else { return false }
    // The same memory is quickly told to be the same when this is asked anew.
    fresh = session.network
    return true
  }

  public var isTraining: Bool { active != nil }
  public var isPaused: Bool { session.paused != nil }
  public var progress: TrainingProgress? { active?.progress }
  /// The curves so far, those of a running training included.
  public var history: History { active?.trainer.history ?? session.run.history }
  public var canUndo: Bool { undoable.canUndo }
  public var canRedo: Bool { undoable.canRedo }
  public var logLines: [String] {
    noteTraining()
    return log.lines
  }

  /// The digits on the network's grid.
  public var digits: Dataset {
    let plan = session.plan
    if plan.imageRows == dataset.rows && plan.imageColumns == dataset.columns { return dataset }
    if let fitted, fitted.rows == plan.imageRows, fitted.columns == plan.imageColumns {
      return fitted.dataset
    }
    let resized = dataset.resized(rows: plan.imageRows, columns: plan.imageColumns, by: .ink)
    fitted = (plan.imageRows, plan.imageColumns, resized)
    return resized
  }

  /// The images of a split that the task uses, with their y.
  public func examples(of split: Split) -> ExampleSet {
    let plan = session.plan
    let key = ExamplesKey(task: session.task, rows: plan.imageRows, columns: plan.imageColumns)
    if key != examplesKey {
      examples = [:]
      examplesKey = key
    }
    if let known = examples[split] { return known }
    let made = ExampleSet(digits, task: session.task, split: split)
    examples[split] = made
    return made
  }

  /// Reads and carries out one statement, whole or not at all.
  ///
  /// - Parameters:
  ///   - statement: what was typed.
  ///   - joinsPrevious: whether undo takes it back together with the command before, as the pixels of one stroke.
  /// - Returns: the reply, or what is to be waited for.
  /// - Throws: `CommandError`; the session is then as it was.
  public func execute(
    _ statement: Statement, joinsPrevious: Bool = false
  ) throws(CommandError) -> Outcome {
    let command = try Command(statement)
    let word = CommandWord(rawValue: statement.words[0].lowercased())
    // Nothing is said to a training that has ended, but for what asks after its end.
    if !command.asksAfterTraining { finishedTraining() }
    if isTraining, word?.availability == .refusedWhileTraining, !command.onlyAsks {
      throw command.isTrain ? .alreadyTraining : .refusedWhileTraining(statement.words[0])
    }
    let before = session
    let outcome: Outcome
    do { outcome = try run(command, text: statement.text) } catch {
      session = before
      throw error
    }
    session.forgetUnitsOn()
    // What was said anew and changed nothing takes no walk away.
    if command.logging == .plain, session.walk == nil,
      !command.isUndoable(from: before, to: session)
    {
      session.walk = before.walk
    }
    noteKept(command)
    replaced = command.beginsAnew ? ReplacedWeights(before, by: session) : nil
    if command.isUndoable(from: before, to: session) {
      undoable.push(
        command.changesDrawingOnly
          ? .drawing(UndoStack.Drawn(before)) : .session(before),
        command: statement.text, place: log.place, joinsPrevious: joinsPrevious)
    }
    switch command.logging {
    case .none: break
    case .plain: log.append(statement.text)
    case .setting:
      let isSpeed = if case .speed = command { true } else { false }
      log.appendSetting(statement.text, atUpdate: isSpeed ? progress?.updates : nil)
    case .walk: log.append(statement.text, atUpdate: session.walk?.weightsUpdate)
    }
    return outcome
  }

  /// Keeps what a job found, for the views; every job's reply is to be given here.
  public func keep(_ reply: Reply) {
    switch reply {
    case .evaluation(let evaluation, let split, _):
      guard let weights = evaluating else { break }
      findings.evaluation = EvaluationFinding(
        evaluation: evaluation, split: split, weights: weights)
    case .losses(let report):
      findings.losses = report
      findings.evaluation = EvaluationFinding(
        evaluation: report.evaluation, split: report.split, weights: report.weights)
    case .initializers(let report): findings.initializers = report
    default: break
    }
  }

  func undo() throws(CommandError) -> String {
    guard let entry = undoable.undo(present: session, place: log.place) else {
      throw .nothingToUndo
    }
    restore(entry)
    return entry.command
  }

  func redo() throws(CommandError) -> String {
    guard let entry = undoable.redo(present: session, place: log.place) else {
      throw .nothingToRedo
    }
    restore(entry)
    return entry.command
  }

  private func restore(_ entry: UndoStack.Entry) {
    if !entry.state.keepsRun(of: session) { session.paused = nil }
    divergedAt = nil
    toldWalk = nil
    log.goBack(to: entry.place)
    switch entry.state {
    case .session(let old): session = old
    case .drawing(let drawn): drawn.restore(in: &session)
    case .run(let run, let unitsOff):
      session.disabledUnits = unitsOff
      session.run = run
      // A walk of weights that are not there any more.
      if let walk = session.walk, walk.weightsUpdate > run.position.updates { session.dropWalk() }
    }
  }

  func forgetUndo() { undoable = UndoStack() }

  /// Whether undo or redo leads to trained weights that are not these.
  func holdsTrained(otherThan network: Network?) -> Bool {
    undoable.runs.contains { $0.position.updates > 0 && $0.network != network }
  }

  var undoRevision: Int { undoable.revision }

  /// Puts a whole run on the undo stack as one step, together with its beginning if it was only paused.
  func pushRun(_ before: RunState, command: String, place: Int?, joinsPrevious: Bool) {
    undoable.push(
      .run(before, unitsOff: session.disabledUnits), command: command, place: place,
      joinsPrevious: joinsPrevious)
  }
}

extension ExampleSet {
  /// The images of a split that a task uses, their bytes where they are.
  init(_ dataset: Dataset, task: Task, split: Split) {
    let indices = task.indices(of: split, in: dataset)
    let owner = dataset.pixelOwner
    let store = dataset.withPixels { pixels in
      guard let start = pixels.baseAddress else {
        return PixelStore(bytes: [], pixels: dataset.pixelCount)
      }
      return PixelStore(
        pointer: start, images: dataset.count, pixels: dataset.pixelCount, owner: owner)
    }
    self.init(
      pixels: store, rows: indices.map { Int32($0) },
      targets: indices.map { UInt8(task.target(ofLabel: dataset.label(at: $0)) ?? 0) },
      imageRows: dataset.rows, imageColumns: dataset.columns)
  }
}

extension Command {
  var isTrain: Bool { if case .train = self { true } else { false } }

  var asksAfterTraining: Bool {
    switch self {
    case .pause, .stop, .wait: true
    default: false
    }
  }

  /// Whether the command without arguments only asks, and so is harmless while training runs.
  var onlyAsks: Bool {
    switch self {
    case .network(let options): options.isEmpty
    case .task(let words): words.isEmpty
    case .unit(.turn): false
    case .unit: true
    default: false
    }
  }

  var changesDrawingOnly: Bool {
    switch self {
    case .image(.size): false
    case .image, .label: true
    default: false
    }
  }

  /// Whether the change can be taken back; walking can go back by itself, unless it changed weights.
  func isUndoable(from before: Session, to after: Session) -> Bool {
    switch self {
    case .image, .label:
      before.drawing != after.drawing || before.label != after.label || before.plan != after.plan
    case .network, .set, .task, .reset, .reseed, .rewind, .open, .rate, .batch, .optimizer,
      .augment, .mode, .forward, .backward, .update, .step, .back, .goTo, .speed, .unit:
      before.network != after.network || before.disabledUnits != after.disabledUnits
        || before.task != after.task
        || before.settings != after.settings || before.mode != after.mode
        || before.plan != after.plan || before.run.position != after.run.position
    default: false
    }
  }

  /// How the command stands in the log of the session.
  enum Logging {
    case none, plain, setting, walk
  }

  var logging: Logging {
    switch self {
    case .image(.show), .image(.save), .label(nil), .network([]), .task([]), .rate(nil),
      .batch(nil), .optimizer(nil), .augment(nil), .mode(nil), .speed(nil), .walk, .show, .explain,
      .check,
      .wait, .history, .data, .save, .view, .theme, .type, .glyphs, .language, .log, .help, .quit,
      .train, .pause, .resume, .stop, .classify, .evaluate, .losses, .functions, .initializers,
      .undo, .redo, .unit(.list),
      .unit(.describe):
      .none
    case .rate, .batch, .optimizer, .augment, .speed: .setting
    case .forward, .backward, .step, .back, .goTo, .update, .sync: .walk
    case .image, .label, .network, .set, .unit, .task, .mode, .reset, .reseed, .rewind, .open:
      .plain
    }
  }
}

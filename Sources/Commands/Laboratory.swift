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
  public private(set) var session: Session
  public internal(set) var language: Language
  public internal(set) var view = ViewName.draw
  public let dataset: Dataset
  /// The training that runs, if one does.
  var active: ActiveTraining?
  /// What is left of a paused training.
  var pausedGoal: TrainingGoal?
  var lastRate = 0.0
  var divergedAt: Int?
  var log = SessionLog()
  private var undoable = UndoStack()
  private var fitted: (rows: Int, columns: Int, dataset: Dataset)?
  private var examples: [Split: ExampleSet] = [:]
  private var examplesKey: ExamplesKey?
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
    self.language = language
  }

  public var isTraining: Bool { active != nil }
  public var isPaused: Bool { pausedGoal != nil }
  public var progress: TrainingProgress? { active?.trainer.progress }
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
    if command.isUndoable(from: before, to: session) {
      undoable.push(
        command.changesDrawingOnly
          ? .drawing(before.drawing, label: before.label) : .session(before),
        command: statement.text, joinsPrevious: joinsPrevious)
    }
    if command.isLogged { log.append(statement.text) }
    return outcome
  }

  /// A session restored or opened from outside; not undoable.
  public func replaceSession(_ session: Session) { self.session = session }

  func update<Result>(
    _ change: (inout Session) throws(CommandError) -> Result
  ) throws(CommandError) -> Result {
    try change(&session)
  }

  func undo() throws(CommandError) -> String {
    guard let entry = undoable.undo(present: session) else { throw .nothingToUndo }
    restore(entry.state)
    return entry.command
  }

  func redo() throws(CommandError) -> String {
    guard let entry = undoable.redo(present: session) else { throw .nothingToRedo }
    restore(entry.state)
    return entry.command
  }

  private func restore(_ state: UndoStack.State) {
    pausedGoal = nil
    switch state {
    case .session(let old): session = old
    case .drawing(let drawing, let label):
      session.drawing = drawing
      session.label = label
      session.dropWalk()
    }
  }

  /// Puts a whole run on the undo stack as one step.
  func pushRun(_ before: Session, command: String) {
    undoable.push(.session(before), command: command, joinsPrevious: false)
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

  /// Whether a replay of the session needs it.
  var isLogged: Bool {
    switch self {
    case .image(.show), .image(.save), .walk, .show, .explain, .check, .wait, .history, .data,
      .save, .view, .language, .log, .help, .quit, .train, .pause, .resume, .stop, .classify,
      .evaluate, .sync, .unit(.list), .unit(.describe):
      false
    case .rate, .batch, .optimizer, .augment, .speed: true
    default: true
    }
  }
}

import Datasets
import Engine
import Walkthrough

/// Old states, bounded by the bytes that they hold.
struct UndoStack: Sendable {
  enum State: Sendable {
    case session(Session)
    /// A change of the drawing alone leaves weights and curves where they are.
    case drawing(Drawn)
    /// A training leaves drawing and settings where they are.
    case run(RunState, unitsOff: [UnitPlace: [Scalar]])

    /// Whether a session that goes back to it stays where its training stands.
    func keepsRun(of session: Session) -> Bool {
      switch self {
      case .drawing: true
      case .session(let old):
        old.run.position == session.run.position && old.task == session.task
          && old.plan == session.plan
      case .run(let run, _): run.position == session.run.position
      }
    }

    var bytes: Int {
      switch self {
      case .session(let session):
        // Curves and snapshots are shared with the present session; the weights rarely are.
        session.network.parameterCount * 4 * (session.walk == nil ? 2 : 6) + 4096
      case .drawing(let drawn):
        drawn.drawing.values.count * 12 + 128
          + (drawn.walk.map { $0.trace.network.parameterCount * 16 } ?? 0)
      case .run(let run, _): run.network.parameterCount * 8 + 4096
      }
    }
  }

  /// The drawing, what it was taken from, and what has been worked out of it.
  struct Drawn: Sendable {
    let drawing: Picture
    private let label: Int
    private let taken: (drawing: Picture, digit: Int)?
    private let takenImage: (drawing: Picture, image: SetImage)?
    private let passes: Int
    let walk: Walk?

    init(_ session: Session) {
      (drawing, label) = (session.drawing, session.label)
      (taken, takenImage) = (session.taken, session.takenImage)
      (passes, walk) = (session.passes, session.walk)
    }

    func restore(in session: inout Session) {
      (session.drawing, session.label) = (drawing, label)
      (session.taken, session.takenImage) = (taken, takenImage)
      (session.passes, session.walk) = (passes, walk)
    }
  }

  struct Entry: Sendable {
    var state: State
    var command: String
    /// The end of the session's log in this state.
    var place: Int?
  }

  static let largestBytes = 64 << 20

  private var past: [Entry] = []
  private var future: [Entry] = []
  /// Counts the changes of the stack.
  private(set) var revision = 0

  /// The trainings that undo and redo lead to.
  var runs: some Sequence<RunState> {
    (past + future).lazy.compactMap { entry in
      switch entry.state {
      case .session(let session): session.run
      case .run(let run, _): run
      case .drawing: nil
      }
    }
  }

  var canUndo: Bool { !past.isEmpty }
  var canRedo: Bool { !future.isEmpty }

  /// - Parameters:
  ///   - state: what `undo` goes back to.
  ///   - command: what led away from it.
  ///   - place: the end of the log in that state.
  ///   - joinsPrevious: whether the change is a part of the one before.
  mutating func push(_ state: State, command: String, place: Int?, joinsPrevious: Bool) {
    revision += 1
    future = []
    // Pixels join pixels and runs join runs: a run that ended in the middle of a stroke stays a step of its own.
    if joinsPrevious, past.last?.state.isLike(state) == true { return }
    past.append(Entry(state: state, command: command, place: place))
    var bytes = past.reduce(0) { $0 + $1.state.bytes }
    while bytes > UndoStack.largestBytes, past.count > 1 {
      bytes -= past.removeFirst().state.bytes
    }
  }

  mutating func undo(present: Session, place: Int?) -> Entry? {
    UndoStack.move(from: &past, to: &future, present, place, &revision)
  }

  mutating func redo(present: Session, place: Int?) -> Entry? {
    UndoStack.move(from: &future, to: &past, present, place, &revision)
  }

  private static func move(
    from source: inout [Entry], to target: inout [Entry], _ present: Session, _ place: Int?,
    _ revision: inout Int
  ) -> Entry? {
    guard let entry = source.popLast() else { return nil }
    revision += 1
    target.append(
      Entry(
        state: entry.state.counterpart(present), command: entry.command, place: place))
    return entry
  }
}

extension UndoStack.State {
  func isLike(_ other: UndoStack.State) -> Bool {
    switch (self, other) {
    case (.session, .session), (.drawing, .drawing), (.run, .run): true
    default: false
    }
  }

  /// The same part of another session.
  func counterpart(_ session: Session) -> UndoStack.State {
    switch self {
    case .session: .session(session)
    case .drawing: .drawing(UndoStack.Drawn(session))
    case .run: .run(session.run, unitsOff: session.disabledUnits)
    }
  }
}

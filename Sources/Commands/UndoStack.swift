import Datasets
import Engine

/// Old states, bounded by the bytes that they hold.
struct UndoStack: Sendable {
  enum State: Sendable {
    case session(Session)
    /// A change of the drawing alone leaves weights and curves where they are.
    case drawing(Picture, label: Int)

    var bytes: Int {
      switch self {
      case .session(let session):
        // Curves and snapshots are shared with the present session; the weights rarely are.
        session.network.parameterCount * 4 * (session.walk == nil ? 2 : 6) + 4096
      case .drawing(let picture, _): picture.values.count * 4 + 128
      }
    }
  }

  struct Entry: Sendable {
    var state: State
    var command: String
  }

  static let largestBytes = 64 << 20

  private var past: [Entry] = []
  private var future: [Entry] = []

  var canUndo: Bool { !past.isEmpty }
  var canRedo: Bool { !future.isEmpty }

  mutating func push(_ state: State, command: String, joinsPrevious: Bool) {
    future = []
    // Pixels join pixels only: a run that ended in the middle of a stroke stays a step of its own.
    if joinsPrevious, case .drawing = past.last?.state, case .drawing = state { return }
    past.append(Entry(state: state, command: command))
    var bytes = past.reduce(0) { $0 + $1.state.bytes }
    while bytes > UndoStack.largestBytes, past.count > 1 {
      bytes -= past.removeFirst().state.bytes
    }
  }

  mutating func undo(present: Session) -> Entry? {
    guard let entry = past.popLast() else { return nil }
    future.append(Entry(state: entry.state.counterpart(present), command: entry.command))
    return entry
  }

  mutating func redo(present: Session) -> Entry? {
    guard let entry = future.popLast() else { return nil }
    past.append(Entry(state: entry.state.counterpart(present), command: entry.command))
    return entry
  }
}

extension UndoStack.State {
  /// The same part of another session.
  func counterpart(_ session: Session) -> UndoStack.State {
    switch self {
    case .session: .session(session)
    case .drawing: .drawing(session.drawing, label: session.label)
    }
  }
}

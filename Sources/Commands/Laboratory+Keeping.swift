import Datasets
import Engine

/// What would be lost if the program ended now.
public struct UnsavedWork: OptionSet, Hashable, Sendable {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// A drawing made by hand.
  public static let drawing = UnsavedWork(rawValue: 1)
  /// Weights that were trained or set, and not written to a file since.
  public static let weights = UnsavedWork(rawValue: 2)
  /// A training that runs or is paused.
  public static let training = UnsavedWork(rawValue: 4)
}

/// Weights that somebody has worked for and that are not the present ones any more.
public enum ReplacedWeights: Hashable, Sendable {
  case trained
  /// Set by hand, by a walk's update, or by a unit switched off.
  case changed

  /// nil where the weights stayed, or were those that their network began with.
  init?(_ before: Session, by after: Session) {
    guard before.network != after.network else { return nil }
    if before.run.position.updates > 0 {
      self = .trained
    } else if before.network != before.initial {
      self = .changed
    } else {
      return nil
    }
  }
}

/// What is in files, or can be had again by a command.
struct Kept {
  var drawing: Picture?
  var network: Network?
  /// The files that the session has written or opened.
  var files: Set<String> = []
}

extension Laboratory {
  public var unsaved: UnsavedWork {
    var unsaved: UnsavedWork = []
    if session.drawing != kept.drawing, session.drawing.values.contains(where: { $0 > 0 }) {
      unsaved.insert(.drawing)
    }
    if session.network != kept.network, !weightsAreInitial { unsaved.insert(.weights) }
    // What was trained and is not there any more is lost with the way back to it.
    if weightsAreInitial, holdsTrained(otherThan: kept.network) { unsaved.insert(.weights) }
    if isTraining || isPaused { unsaved.insert(.training) }
    return unsaved
  }

  /// The file that a statement would write over without the session's having written or opened it; nil where there is none.
  public func replacedFile(by statement: Statement) -> String? {
    guard let file = (try? Command(statement))?.writtenFile, !kept.files.contains(file),
      AtomicFile.wouldReplace(file)
    else { return nil }
    return file
  }

  /// Takes note of what a command has put into a file or taken from one.
  func noteKept(_ command: Command) {
    switch command {
    case .image(.load), .image(.save), .image(.sample), .image(.digit), .image(.clear):
      kept.drawing = session.drawing
    case .open: kept.network = session.network
    case .save: kept.network = isTraining ? nil : session.network
    default: break
    }
    if case .open(let file) = command { kept.files.insert(file) }
    if let file = command.writtenFile { kept.files.insert(file) }
  }
}

extension Command {
  /// Whether the command puts a network in place that was not trained here: what was learned goes with the old one.
  var beginsAnew: Bool {
    switch self {
    case .network, .reset, .reseed, .task, .open, .image(.size): true
    default: false
    }
  }

  /// The file that the command writes.
  fileprivate var writtenFile: String? {
    switch self {
    case .save(let file), .image(.save(let file)): file
    case .log(let file): file
    default: nil
    }
  }
}

public import Commands
import Datasets
public import Engine
import Walkthrough

extension Reply {
  /// The lines of the reply as the screen has them: names typeset, and the key named beside the command that it runs.
  ///
  /// What is there to be typed again, and what names files, stays as it is typed.
  public func shown(in language: Language) -> [String] {
    let lines = lines(in: language)
    switch self {
    case .tensor, .weightsSet, .unit, .unitsOff, .unitTurned, .forward, .backward, .step, .update,
      .walk, .synced, .explain, .check:
      return lines.map {
        Symbols.typeset($0).replacing("'sync'", with: "s ('sync')")
      }
    default: return lines
    }
  }

  /// The reply in the words that fit a line.
  public func headline(in language: Language) -> String {
    // What has no words here makes none: the reply of a step is a whole tensor.
    var lines: [String] { shown(in: language) }
    return switch self {
    case .image(let picture, let note):
      note == nil ? "" : lines.dropFirst(picture.rows + 1).joined(separator: " ")
    case .step(let step, _, let position, let count, _):
      step.map { "\(position)/\(count) \(Symbols.typeset($0.name))" } ?? ""
    case .training(let report):
      // The status line has the figures.
      (report.divergedAt.map { .note(.diverged($0)) }
        ?? Reply.healthPhrases(report).first {
          switch $0 {
          case .deadUnits: true
          case .saturatedUnits(let count, let units, _, _): 2 * count > units
          default: false
          }
        } ?? .epochsUpdates(epochs: report.epochs, updates: report.updates)).text(
          in: language)
    case .task(let task, _, _, _): Phrase.taskIs(task).text(in: language)
    case .view, .walk, .help, .functions, .initializers, .glyphs: ""
    // The walk itself shows its batch.
    // The command beside it says which unit; what it did must have room.
    case .unitTurned(_, on: _, let before, let after, changed: true):
      Reply.change(before, after)
    case .evaluation, .unit, .forward: lines.first ?? ""
    case .losses(let report):
      Phrase.wrongCount(report.wrongCount, of: report.order.count).text(in: language)
    default: lines.joined(separator: "  ")
    }
  }

  /// Whether somebody who asked for it wants to read all of it, not a line.
  public var isForReading: Bool {
    switch self {
    case .tensor, .network, .walk, .explain, .check, .evaluation, .classified, .history, .log,
      .help, .functions, .unit, .glyphs:
      true
    default: false
    }
  }
}

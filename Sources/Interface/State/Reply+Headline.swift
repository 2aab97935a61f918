public import Commands
import Datasets
public import Engine
import Walkthrough

extension Reply {
  /// The reply in the words that fit a line.
  public func headline(in language: Language) -> String {
    switch self {
    case .image(let picture, let note):
      note == nil ? "" : lines(in: language).dropFirst(picture.rows + 1).joined(separator: " ")
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
    case .evaluation, .unit, .forward: lines(in: language).first ?? ""
    case .losses(let report):
      Phrase.wrongCount(report.wrongCount, of: report.order.count).text(in: language)
    case .backward: Symbols.typeset(lines(in: language).joined(separator: "  "))
    default: lines(in: language).joined(separator: "  ")
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

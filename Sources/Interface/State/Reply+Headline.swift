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
      step.map { "\(position)/\(count) \(Symbols.typeset($0.equation))" } ?? ""
    case .view, .walk, .help: ""
    case .evaluation, .unit: lines(in: language).first ?? ""
    default: lines(in: language).joined(separator: "  ")
    }
  }

  /// Whether somebody who asked for it wants to read all of it, not a line.
  public var isForReading: Bool {
    switch self {
    case .tensor, .network, .walk, .explain, .check, .evaluation, .classified, .history, .log,
      .help, .unit:
      true
    default: false
    }
  }
}

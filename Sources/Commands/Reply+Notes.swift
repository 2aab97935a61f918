import Datasets
import Engine
import Walkthrough

extension Reply {
  /// What is to be said beside the numbers of the reply.
  var notes: [ReplyNote] {
    switch self {
    case .tensor(_, _, let notes), .backward(_, _, let notes), .step(_, _, _, _, let notes),
      .explain(_, _, let notes), .trainingStarted(_, _, let notes),
      .opened(_, _, let notes), .setting(_, _, _, _, let notes):
      notes
    case .forward(let verdict, _, _, let notes):
      Reply.finiteness(verdict.probabilities + [verdict.loss]) + notes
    case .update(_, let before, let after, let notes): Reply.finiteness([before, after]) + notes
    case .classified(let results):
      Reply.finiteness(results.flatMap(\.verdict.probabilities))
    case .evaluation(let evaluation, _, _):
      Reply.finiteness([evaluation.loss])
        + (evaluation.undefinedCount > 0
          ? [.undefinedAnswers(evaluation.undefinedCount, of: evaluation.count)] : [])
    case .training(let report):
      (report.isPaused ? [.pausedHere] : []) + (report.divergedAt.map { [.diverged($0)] } ?? [])
    case .check(let check):
      Reply.finiteness(
        (check.checked > 0 ? [check.maxRelativeError] : [])
          + (check.element.map { [$0.analytic, $0.numeric] } ?? []))
        + check.notes
    default: []
    }
  }

  static func finiteness(_ values: [some BinaryFloatingPoint]) -> [ReplyNote] {
    let bad = values.count { !$0.isFinite }
    return bad > 0 ? [.notFinite(bad)] : []
  }
}

extension Expansion {
  /// The factors that are infinite or undefined.
  var undefinedFactors: [Scalar] {
    terms.flatMap(\.factors).map(\.value).filter { !$0.isFinite }
  }
}

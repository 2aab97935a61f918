import Walkthrough

extension WalkPhrase {
  var english: String {
    switch self {
    case .phase(.forward): "FORWARD"
    case .phase(.loss): "LOSS"
    case .phase(.backward): "BACKWARD"
    case .phase(.update): "UPDATE"
    case .step(let step, let count): "step \(step) of \(count)"
    case .weightsOf(let update): "weights of update \(update)"
    case .frozen(let update, let ago): "update \(update), \(ago) ago: s syncs"
    case .frozenBriefly(let ago): "\(ago) ago: s"
    case .oldGradients: "gradients: of the old weights"
    case .startTitle: "One training step, one operation at a time"
    case .startText(let steps):
      "\(steps) steps: forward to P and the loss L, backward by the chain rule to a gradient for every weight, then one step downhill. Every number can be taken apart."
    case .startPress: "Press space for the first step"
    case .startDrawing: "This is x, the drawing that goes through the network."
    case .passDone: "The pass is complete: space begins the next one, with the new weights."
    case .updateRefused:
      "Training runs and owns the weights: t pauses it, then s, and the update can be taken."
    case .stale:
      "These weights are no longer the newest: s takes those, then the update is possible."
    case .noBias: "This network has no bias."
    case .longWay(let product, let exact):
      "The two factors multiply to \(product); computed from the score it is \(exact)."
    case .saturated(let count, let all):
      "Saturated, near the ends of the curve: \(count) of \(all)."
    case .off(let count, let all): "Off, exactly 0: \(count) of \(all)."
    case .batch(let count): "A batch of \(count); the drawing is number 0."
    case .notFinite(let count): "\(count) not finite."
    case .sum(let count, let zero):
      "a sum of \(count)" + (zero > 0 ? ", \(zero) of them 0" : "")
    case .more(let count, let sum): "\(count) more = \(sum)"
    case .rows(let first, let last, let count): "rows \(first)…\(last) of \(count)"
    case .before: "before"
    case .after: "after"
    case .oldColumn: "old"
    case .newColumn: "new"
    case .stepColumn: "step"
    case .arithmetic: "in full, largest terms first"
    case .key(let key):
      switch key {
      case .next: "next"
      case .back: "back"
      case .closer: "closer"
      case .farther: "farther"
      case .move: "element"
      case .page: "unit, page"
      case .check: "check"
      case .phase: "finish the phase"
      case .start: "to the start"
      case .end: "to the end"
      case .sync: "newest weights"
      }
    }
  }
}

import Datasets
import Engine

extension ViewPhrase {
  var english: String {
    switch self {
    case .blank: "nothing is drawn yet: 'image digit 0' takes a digit of the set"
    case .agrees(let agrees): agrees ? "as y says" : "y says otherwise"
    case .weights(let update, let isLive, let isChanged):
      (isLive ? "live, " : "") + "with the weights of update \(NumberFormat.grouped(update))"
        + (isChanged ? ", changed since" : "")
    case .untrained: "with untrained, random weights: 'train 20 epochs' trains them"
    case .changedWeights:
      "with weights that were opened or changed, and not by a training of this session"
    case .pixelGradient:
      "where dL/dx is above 0, a brighter pixel raises the loss; below 0, it lowers it"
    case .fitted(let verdict): "fitted to the grid ('image fit'): \(verdict)"
    case .fitNothing: "the drawing fills the grid already: 'image fit' would change nothing"
    case .digits(let first):
      "digits of the training set from \(first) on; 'image digit N' takes one:"
    case .walkAt(let position, let count, let phase): "step \(position) of \(count), \(phase)"
    case .walkNotBegun(let steps): "no step is done yet of \(steps); 'step' does the first"
    case .stepMakes(let equation): "this step: \(equation)"
    case .operands: "made from:"
    case .mixedWeights(let last, let old):
      "steps 1–\(last) are of the new weights, \(old.lowerBound)–\(old.upperBound) of the old ones"
    case .nextStep(let equation): "next: \(equation)"
    case .largestSteps(let count): "the \(count) largest steps, old | gradient | step | new:"
    case .otherWeights:
      "the weights were changed, and not by this training: 'train 20 epochs' trains on, 'reset' begins anew"
    case .notTrained: "not trained yet: 'train 20 epochs' trains"
    case .stretches: "training loss, the mean of some updates and its range:"
    case .stretch(let first, let last, let mean, let low, let high):
      first == last
        ? "update \(NumberFormat.grouped(last)): \(NumberFormat.short(mean))"
        : "updates \(NumberFormat.grouped(first))–\(NumberFormat.grouped(last)): \(NumberFormat.short(mean)), from \(NumberFormat.short(low)) to \(NumberFormat.short(high))"
    case .markAt(let update, let change):
      "changed at update \(NumberFormat.grouped(update)): \(change)"
    case .share(let share): "\(Int(share * 100)) % done"
    case .smoothedLoss(let loss):
      "loss, the mean of the last 50 updates or so: \(NumberFormat.short(loss))"
    case .probabilityAt(let update, let epoch?, let verdict):
      "the drawing after epoch \(epoch), update \(NumberFormat.grouped(update)): \(verdict)"
    case .probabilityAt(let update, nil, let verdict):
      "the drawing now, at update \(NumberFormat.grouped(update)): \(verdict)"
    case .notEvaluated: "not evaluated yet: 'evaluate test' does it"
    case .evaluatedAt(let update, let isFresh):
      "evaluated with the weights of update \(NumberFormat.grouped(update))"
        + (isFresh ? "" : ", which have moved on since")
    case .flatUnits(let count, let units, let kind):
      "on the drawing \(NumberFormat.grouped(count)) of \(NumberFormat.grouped(units)) hidden units are \(ViewPhrase.english(kind))"
    case .noFlatUnits: "no hidden unit of this network can be silent or saturated"
    case .stepSize(let name, let weights, let step, let ratio):
      "\(name): an update on \(Laboratory.trialSize) training images goes |step| = \(NumberFormat.short(step)), |\(name)| = \(NumberFormat.short(weights)), |step| ÷ |\(name)| = \(ratio.map { NumberFormat.short($0, digits: 3) } ?? "--")"
    case .worth(let before, let after):
      after < before
        ? "the step was worth it: L fell"
        : after > before
          ? "the step was not worth it: L rose"
          : after.isNaN ? "L is undefined after the step" : "L stayed as it was"
    case .without(let name, let p): "\(name) without it \(p)"
    case .change(let name): "change of \(name) since the start"
    case .histogram(let spread):
      "  histogram from \(NumberFormat.short(spread.low, digits: 3)) to \(NumberFormat.short(spread.high, digits: 3)), \(spread.counts.count) parts: \(ViewPhrase.counts(spread))"
    case .tooMuchWork(let name):
      "init=\(name) is left out: with layers as wide as these it takes long"
    case .otherFunctions: "the functions that a hidden layer can have:"
    case .classCounts(let name, let count, let wrong):
      "\(name): \(NumberFormat.grouped(count)) \(count == 1 ? "image" : "images")"
        + (wrong.map { ", \(NumberFormat.grouped($0)) wrong" } ?? "")
    case .certainty(let name): "P of the true class where it is \(name), how many images:"
    case .mostConfused(let truth, let prediction, let count, let total):
      "\(truth) taken for \(prediction): \(NumberFormat.grouped(count)) of \(NumberFormat.grouped(total)) (\(NumberFormat.percent(Double(count) / Double(max(1, total)))))"
    }
  }

  static func counts(_ spread: Spread) -> String {
    spread.counts.map(String.init).joined(separator: " ")
  }

  private static func english(_ kind: FlatRegion.Kind) -> String {
    switch kind {
    case .dead: "silent: their slope is 0"
    case .saturated: "saturated: within 5 % of an edge of their function"
    case .fading: "fading: their slope is under 5 % of the largest"
    }
  }
}

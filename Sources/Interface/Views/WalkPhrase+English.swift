import Walkthrough

extension WalkPhrase {
  var english: String {
    switch self {
    case .phase(.forward): "FORWARD"
    case .phase(.loss): "LOSS"
    case .phase(.backward): "BACKWARD"
    case .phase(.update): "UPDATE"
    case .step(let step, let count): "step \(step) of \(count)"
    case .weightsOf(let update, let isChanged):
      "weights of update \(update)" + (isChanged ? ", changed since" : "")
    case .weightsOfBriefly(let update, let isChanged):
      "update \(update)" + (isChanged ? ", changed" : "")
    case .frozen(let update, let ago):
      "weights of update \(update), \(ago) updates ago   s: newest weights"
    case .frozenBriefly(let ago): "\(ago) updates ago   s: newest"
    case .oldGradients: "gradients of the old weights"
    case .largestBriefly: "largest"
    case .oldGradientsBriefly: "old gradients"
    case .startTitle: "One training step, one operation at a time"
    case .startText(let steps):
      "\(steps) steps: forward to P and the loss L, backward by the chain rule to a gradient for every weight, then one step downhill. Every number can be taken apart."
    case .startPress: "Press space for the first step"
    case .startDrawing: "This is x, the drawing that goes through the network."
    case .passDone: "The pass is complete: space begins the next one, with the new weights."
    case .rate(let rate): "α = \(rate), the rate."
    case .giantStep(let rate, let better, rose: false):
      "One picture alone at α = \(rate) is too big a step: the network now gives this answer to almost any picture. Try 'rate \(better)'."
    case .giantStep(let rate, let better, rose: true):
      "One picture alone at α = \(rate) is too big a step: it went too far, and the loss rose. Try 'rate \(better)'."
    case .marks(let sign): "\(sign) cells of the largest terms"
    case .marksBriefly(let sign): "\(sign) largest terms"
    case .wayBack: "The way back from here"
    case .largestElements: "The largest elements"
    case .largestSteps: "The largest changes"
    case .updateRefused:
      "Training runs and owns the weights: t pauses it, then s, and the update can be taken."
    case .stale:
      "These weights are no longer the newest: s takes those, then the update is possible."
    case .unitsOff(let count):
      "\(count) switched-off \(count == 1 ? "unit learns" : "units learn") anew from 0 in the update: 'undo' brings the weights of before."
    case .shortWay: "the short way:"
    case .lossAgain: "L once more, with the new weights"
    case .or: "or"
    case .fromScore: "P being rounded; from the score"
    case .noBias: "This network has no bias."
    case .longWay(let product, let exact):
      "The two factors multiply to \(product); computed from the score it is \(exact)."
    case .complementFromScore: "P is rounded here: 1 − P is computed from the score."
    case .lossFromScore(let share):
      "\(share) has rounded its last digits away: L is computed from the score."
    case .saturated(let count, let all):
      "Saturated, near the ends of the curve: \(count) of \(all), marked."
    case .off(let count, let all): "Off, exactly 0: \(count) of \(all), marked."
    case .startBatch(let images):
      "This is x, the drawing: number 0 of a batch of \(images.count + 1), for batch normalisation needs company. Numbers 1 to \(images.count) are training images: \(Self.list(images, images.count))"
    case .startCompany:
      "This is x, the drawing. Batch normalisation needs company: training images will go through the network with it."
    case .batchImages(let images, let shown):
      "Numbers 1 to \(images.count) are training images: \(Self.list(images, shown))"
    case .batchTitle(let count): "the batch of \(count): 0 is the drawing"
    case .oneAnImage(let count): "\(count), one an image"
    case .sampleIsDrawing(let count): "Here of sample 0 of \(count), the drawing."
    case .sample(let sample, let count, let image, let target):
      "Here of sample \(sample) of \(count): training image \(image), y = \(target)."
    case .overBatch(let count): "Over all \(count) images of the batch."
    case .lossOfDrawingAgain(let before, let after, let rose):
      "The drawing's own went from \(before) to \(after)"
        + (rose ? ": the step served the whole batch." : ".")
    case .lossFell: "Yes: L fell."
    case .lossRose: "No: L rose."
    case .lossStayed: "L is what it was."
    case .lossOfDrawing(let loss): "The drawing's own is \(loss)."
    case .nothingToCheck: "nothing to check here: g works on weights and gradients"
    case .checksWeight(let element):
      "This checks the weight of the largest product in \(element), not that element:"
    case .checksItself(let weight): "This checks \(weight), which this element is:"
    case .all(let value): "all \(value)"
    case .notFinite(let count): "\(count) not finite."
    case .isNotFinite(let name): "\(name) is not finite."
    case .sum(let count, let zero):
      "a sum of \(count)" + (zero > 0 ? ", \(zero) of them 0" : "")
    case .more(let count, let sum): "(\(count) more: \(sum))"
    case .pieces(let values, let winner):
      "pieces \(Self.places(values)): \(values.joined(separator: ", ")): piece \(winner) wins"
    case .rest(let count): "… +\(NumberText.grouped(count)) more"
    case .rows(let first, let last, let count): "rows \(first)…\(last) of \(count)"
    case .emptyRows(let count, let all):
      "\(count) of \(all) rows are 0: no error reaches those units."
    case .newWeightIsRounded: "Single precision rounds the last figure of the new weight."
    case .meanLoss(let count): "mean of \(count)"
    case .ofDrawing: "of the drawing"
    case .before: "before"
    case .after: "after"
    case .oldColumn: "old"
    case .newColumn: "new"
    case .stepColumn: "step"
    case .part(let operation): Self.english(operation)
    case .mask: "mask"
    case .errorTimesMask: "error × mask"
    case .errorItself: "the error itself"
    case .onTheWay(let part): Self.english(part)
    case .backToStep(let step): "back to step \(step)"
    case .backToStepBriefly(let step): "to step \(step)"
    case .origins: "where the factors come from"
    case .linksAbove(let count): "\(count) above"
    case .moreLinks(let count, let last): "\(count) more, down to \(last)"
    case .moreSteps(let count, let last): "\(count) more, to \(last)"
    case .users: "used in"
    case .key(let key):
      switch key {
      case .next: "next"
      case .back: "back"
      case .closer: "closer"
      case .follow: "trace back"
      case .term: "term"
      case .chain: "roll the chain"
      case .terms: "ten terms"
      case .farther: "farther"
      case .move: "element"
      case .page: "unit, page"
      case .check, .checkBriefly: "check"
      case .phase: "finish the phase"
      case .start: "to the start"
      case .end: "to the end"
      case .sync: "newest weights"
      case .digits: "decimals"
      }
    }
  }

  private static func list(_ images: [Int], _ shown: Int) -> String {
    images.prefix(shown).map(String.init).joined(separator: ", ")
      + (shown < images.count ? " …" : ".")
  }

  /// `0, 1, 2`: the numbers of so many pieces.
  static func places(_ values: [String]) -> String {
    values.indices.map(String.init).joined(separator: ", ")
  }

  private static func english(_ part: ExpansionPart) -> String {
    switch part {
    case .update(.decayedGradient): "gradient with decay"
    case .update(.velocity): "velocity"
    case .update(.lookAhead): "look-ahead"
    case .update(.firstMoment): "first moment"
    case .update(.secondMoment): "second moment"
    case .update(.correctedFirstMoment), .update(.correctedSecondMoment): "bias corrected"
    case .update(.denominator): "denominator"
    case .exponent: "below the largest score"
    case .exponential: "its power of e"
    case .exponentialSum: "the sum of all"
    case .normalDistribution: "the share of N(0, 1) below it"
    case .normalDensity: "the density of N(0, 1) there"
    case .tanhArgument: "what tanh is taken of"
    case .tanh: "its tanh"
    }
  }

  private static func english(_ operation: Operation) -> String {
    switch operation {
    case .flatten: "a pixel"
    case .linear: "weighted sum"
    case .maxout: "the largest piece"
    case .batchMean: "mean over the batch"
    case .batchVariance: "variance over the batch"
    case .normalise: "normalised"
    case .scaleAndShift: "scaled and shifted"
    case .activation: "activation"
    case .mask: "drawn by chance"
    case .dropout: "kept or dropped"
    case .probability: "prediction"
    case .loss: "loss"
    case .one: "the start of the way back"
    case .probabilityGradient: "slope of L"
    case .probabilityDerivative: "slope of P"
    case .logitGradient: "error = slope of L × slope of P"
    case .localByWeights: "local derivative: the input"
    case .weightGradient: "error × input"
    case .biasGradient: "the error itself"
    case .localByInput: "local derivative: the weight"
    case .inputGradient: "error, back through the weights"
    case .slope: "slope"
    case .errorTimesSlope: "error × slope"
    case .scaleGradient: "error × normalised"
    case .shiftGradient: "the error itself"
    case .batchNormGradient: "error, back through the normalisation"
    case .update: "old weight and step"
    case .runningStatistic: "moved towards the batch's"
    case .lossAgain: "loss with the new weights"
    }
  }
}

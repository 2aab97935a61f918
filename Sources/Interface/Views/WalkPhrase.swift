import Engine
import Walkthrough

/// What the Walk view says beside formulas and numbers.
enum WalkPhrase: Hashable {
  case phase(Phase)
  case step(Int, of: Int)
  case weightsOf(update: String, isChanged: Bool)
  case weightsOfBriefly(update: String, isChanged: Bool)
  case frozen(update: String, ago: String)
  case frozenBriefly(ago: String)
  case oldGradients, oldGradientsBriefly
  /// Above the elements of an update that change most.
  case largestBriefly
  case startTitle
  case startText(steps: Int)
  case startPress
  case startDrawing
  case passDone
  /// What α is, in the steps of the update.
  case rate(String)
  /// The step overshot; `better` is a rate to try, and `rose` whether the loss got worse.
  case giantStep(rate: String, better: String, rose: Bool)
  /// What the marks in the operands are, with the sign that marks them.
  case marks(String)
  case marksBriefly(String)
  case wayBack
  case largestSteps
  case largestElements
  case updateRefused
  case stale
  /// Before P − y, beside the long way to it.
  case shortWay, or, fromScore
  /// The heading of the last step.
  case lossAgain
  /// So many switched-off units are taught anew by the update.
  case unitsOff(Int)
  case noBias
  case longWay(product: String, exact: String)
  /// That −ln of a rounded probability is not the loss any more: of which one, `P` or `1 − P`.
  case lossFromScore(String)
  case complementFromScore
  case saturated(Int, of: Int)
  case off(Int, of: Int)
  /// What the drawing goes through the network with: image by image, or how many.
  case startBatch([Int])
  case startCompany
  case batchImages([Int], shown: Int)
  case batchTitle(Int)
  /// Which sample the selected number is of.
  /// Beside a picture whose elements are images and not units.
  case oneAnImage(Int)
  case sampleIsDrawing(of: Int)
  case sample(Int, of: Int, image: Int, target: Int)
  case overBatch(Int)
  /// What came of the update.
  case lossFell, lossRose, lossStayed
  case lossOfDrawing(String)
  /// The same before and after an update.
  case lossOfDrawingAgain(String, String, rose: Bool)
  case nothingToCheck
  /// What `g` checks where it is no gradient of the element itself.
  case checksWeight(of: String)
  /// The same of a local derivative, which is the weight.
  case checksItself(String)
  /// The scale of a tensor whose elements are equal.
  case all(String)
  case notFinite(Int)
  case isNotFinite(String)
  case sum(Int, zero: Int)
  case more(Int, String)
  /// What the pieces of a maxout unit come to, and which of them is passed on.
  case pieces([String], winner: Int)
  /// The end of a list that goes on.
  case rest(Int)
  case rows(Int, Int, of: Int)
  /// Where the figures of an update need not add up.
  case newWeightIsRounded
  /// Rows of a weight's gradient without any.
  case emptyRows(Int, of: Int)
  /// The loss of a batch beside P of the drawing alone.
  case meanLoss(Int)
  case ofDrawing
  case before
  case after
  case oldColumn
  case newColumn
  case stepColumn
  /// What a link of the chain is in the words of the chain rule.
  case part(Operation)
  /// The same of dropout's way back: the mask, the error times it, and the error where nothing is dropped.
  case mask, errorTimesMask, errorItself
  /// What is worked out on the way to an element.
  case onTheWay(ExpansionPart)
  /// Above the links: where the factors come from.
  case origins
  case backToStep(Int)
  case backToStepBriefly(Int)
  /// What the chain leaves out, and where it ends.
  case linksAbove(Int)
  case moreLinks(Int, last: String)
  case moreSteps(Int, last: String)
  /// Before the steps that go on with a result.
  case users
  case key(WalkKey)

  func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .russian: russian
    }
  }
}

/// What the keys of Walk do.
enum WalkKey: CaseIterable, Hashable {
  case next, back, closer, follow, farther, move, page, term, terms, check, phase, start, end, sync
  case digits, checkBriefly, chain
}

extension WalkPhrase {
  /// What an operation is in the words of the chain rule: dropout's slope is its mask.
  init(_ operation: Operation, _ place: WalkPlace) {
    func isDropout(_ layer: Int) -> Bool {
      if case .dropout = place.network.layers[layer] { true } else { false }
    }
    switch operation {
    case .slope(let layer) where isDropout(layer): self = .mask
    case .errorTimesSlope(let layer) where isDropout(layer):
      self = place.trace?.mode == .train ? .errorTimesMask : .errorItself
    default: self = .part(operation)
    }
  }
}

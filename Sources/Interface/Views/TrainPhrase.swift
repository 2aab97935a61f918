public import Datasets
public import Engine

/// What Train and the status line say.
public enum TrainPhrase: Hashable, Sendable {
  case lossTitle, accuracyTitle, settingsTitle, drawingTitle, readingsTitle, validationTitle
  case healthTitle, epochsTitle
  case logarithmic, linear, full, recent
  case updates, updatesShort
  /// The legend of the smoothed curve: the mean of so many updates.
  case smoothed(Int)
  case smoothedBriefly(Int)
  /// Before a loss by itself: the mean of an epoch, or that of so many last updates.
  case trainLoss(last: Int?)
  /// The same in a line of its own.
  case trainLossOf(last: Int?)
  /// What α is to Adam, and that it is far from the usual one.
  case rateOfAdam
  case rateForAdam
  case eachUpdate
  /// The band behind the curve; how far it goes below the axis, where it does.
  case range(below: String?)
  /// The same in little room.
  case rangeBriefly(isCut: Bool)
  case validation, validationShort
  case validationEvery(Int)
  case validationEveryBriefly(Int)
  case training
  case atUpdate(Int)
  case atUpdates(Int, Int)
  /// Behind the smoothed one at the crosshair: of how many updates it is the mean.
  case meanOf(Int)
  /// The mark of two points that share a place.
  case both
  case atEpoch(Int)
  case emptyHow, emptyWhat, emptyFirst
  case anyTime, startsAnew, pauseFirst
  case setting(Int)
  case settingMeaning(Int)
  case probabilityOverRun
  case accuracy, loss
  case trainShort, test
  /// The same with the key that finds it.
  case testKey
  case epoch
  case afterEpoch(Int)
  case flatUnits(FlatRegion.Kind)
  case ofUnits(Int, Int)
  case noSlopes
  case onDrawing
  /// The same by the name that the drawing has in formulas.
  case onDrawingBriefly
  case stepRatio, stepRatioShort
  case stepRatioNote, stepRatioScale
  /// Before the one of several that is shown.
  case largest
  case howToEvaluate
  /// Of the training accuracy, which is measured on the way.
  case trainOverEpoch
  /// What was measured before the first update, off the axis of the accuracies.
  case accuracyBefore(String)
  /// Before the epochs to which a press goes back.
  case keptEpochs
  /// The weights are not those that training has left.
  case changedWeights
  /// The corner of the confusion matrix.
  case matrixHead(Split)
  case diverged(Int)
  case divergedAdvice
  case notTrained
  /// Weights that no run of this session has made: of another task, a file or by hand.
  case otherWeights
  case updateOf(Int, Int)
  /// The same as a fraction, and that of an epoch.
  case updateOfBriefly(Int, Int)
  case epochOfBriefly(Int, Int)
  /// Images a second.
  case speedBriefly(String)
  case key(TrainKey)

  public func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .russian: russian
    }
  }
}

/// What a key of Train does.
public enum TrainKey: Hashable, Sendable {
  case choose, change, type, train, trainFor, stop, logarithmic, full, crosshair, crosshairFast
  case crosshairOff, reset, reseed, rewind, evaluate, slow
}

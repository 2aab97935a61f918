import Engine

/// What the marks of the views mean; the words are in one table a language.
enum MarkPhrase: Hashable, Sendable {
  // In more than one view.
  case notComputed, diverging, cursor, chosenPicture, lastCommand, termBar, scaleEnds
  case training, paused, resting, diverged, grip
  // Draw.
  case pixels, raises, lowers, decision, zeroPixel, brush, predictedClass, labelClass, told, hint
  // Walk.
  case stepDone, stepHere, stepToCome, currentStep, forwardWay, backwardWay, computed, operands,
    flatCell
  case product, elementwise, transposed, moreNetwork, frozen, operations, chosenTerm, replaced
  // Train.
  case smoothed, envelope, bandBelow, validation, trainAccuracy, sharedCell, keptEpoch,
    settingChanged,
    crosshair,
    changeable
  case drawingRight, drawingWrong, stepOverWeights
  // Units.
  case atEdge, silent, off, activationBar, outgoing, switched
  // Functions.
  case curve, slope, unitOnCurve, flatUnit, beyond, ownFunction, readOut, distribution
  // Data.
  case toldRight, toldWrong, confused, undecided, emptyCell, rightCell, wrongCell
  case rowsOfPictures

  func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .russian: russian
    }
  }
}

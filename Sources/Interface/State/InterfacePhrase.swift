public import Commands
public import Datasets
public import Engine

/// What the screen says, apart from formulas, names and what replies say; the words are in one table a language.
public enum InterfacePhrase: Hashable, Sendable {
  case view(ViewName)
  case viewKeys(ViewName)
  case keysEverywhere
  case tooSmall(width: Int, height: Int)
  case tooSmallKeys
  /// Before the name of what is learned.
  case task
  /// What is learned, as it is read and not as the command takes it.
  case taskName(Task)
  case title(Question)
  case question(Question)
  case yes(Question)
  case no(Question)
  case scrolls
  case closes
  case helpNote
  case marks(ViewName)
  case training
  case paused
  case validating
  case idle
  case unitsOff(Int)
  /// The walk is in train mode, while P of the drawing is that of eval mode everywhere else.
  case modesDiffer, modesDifferBriefly
  /// Behind figures that were measured before the weights were changed by hand.
  case weightsChanged, weightsChangedBriefly
  case epoch(Int, of: Int?)
  case loss
  case validation
  case accuracy
  case left(String)
  /// A job, and the commands that wait for its end.
  case working(String, then: String)
  case notRun(String)
  /// What a line goes on with when the training has ended.
  case afterTraining(String)
  /// A search that has found nothing.
  case nothingMatches(String)
  case noTerminal
  case noCursor
  case noScreen
  case key(KeyMeaning)

  public func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .russian: russian
    }
  }
}

/// What a key does, for the bottom line and the help.
public enum KeyMeaning: String, CaseIterable, Hashable, Sendable {
  case views, prompt, palette, help, undo, redo, quit, close, trainPause
  case language, languageInASCII, run, complete, completes, nothingToOffer, take
  case uprightBoundary, flatBoundary, nextBoundary, scroll, marks, largeType, nextTheme
}

extension InterfacePhrase {
  /// The sentences of what is not saved, a line each.
  static func list(
    _ unsaved: UnsavedWork, drawing: String, weights: String, training: String
  ) -> String {
    [(UnsavedWork.drawing, drawing), (.weights, weights), (.training, training)]
      .filter { unsaved.contains($0.0) }.map(\.1).joined(separator: "\n")
  }
}

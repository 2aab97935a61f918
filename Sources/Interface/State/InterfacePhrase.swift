public import Commands
public import Engine

/// What the screen says, apart from formulas, names and what replies say; the words are in one table a language.
public enum InterfacePhrase: Hashable, Sendable {
  case view(ViewName)
  case viewKeys(ViewName)
  case keysEverywhere
  case tooSmall(width: Int, height: Int)
  case tooSmallKeys
  case quitTitle
  case quitQuestion
  case quitYes
  case quitNo
  case scrollClose
  case helpNote
  case marks(ViewName)
  case training
  case paused
  case validating
  case idle
  case epoch(Int, of: Int?)
  case loss
  case validation
  case accuracy
  case left(String)
  case working(String)
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
  case views, prompt, help, undo, redo, quit, close, trainPause, language, run, boundaries
}

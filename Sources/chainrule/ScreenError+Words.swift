import Interface

extension ScreenError {
  /// What to say to a person who gets no screen.
  var phrase: InterfacePhrase {
    switch self {
    case .notATerminal: .noTerminal
    case .noCursor: .noCursor
    case .failed: .noScreen
    }
  }
}

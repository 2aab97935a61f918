import Commands
import Engine

/// What the Functions view says; the words are in one table a language.
enum FunctionsPhrase: Hashable, Sendable {
  case functions
  case page(FunctionsState.Page)
  case inUse, alreadyInUse
  case apply(String)
  /// The pre-activations of a layer for the drawing, and how many there are.
  case marks(String, units: Int)
  /// How many of them are flat, and how the region is called.
  case flatOnes(Int, Region, isTrial: Bool)
  case otherFunction(String)
  case noPreactivations
  case winners([Int])
  case example
  case lecture
  case facts
  case layers
  case deviation(String)
  case flatShare(String)
  case initializers(images: Int)
  case initializersMissing
  /// What the figures of a trial are; where there is no room for gradients, of its outputs alone.
  case trialFigures(hasBeyond: Bool)
  case trialFiguresBriefly, trialOutputs
  case initializersStale
  case inForce
  case moreColumns(Int)
  /// How many initialisers there is no room for.
  case moreTrials(Int)
  case trialsAbove(Int)
  case deviationsOf(String, gradient: String)
  case hint(depth: Int)
  case key(FunctionsKey)

  /// How little the function's flat region teaches.
  enum Region: Hashable, Sendable { case none, saturated, dead, faded }

  func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .russian: russian
    }
  }
}

/// What a key of the Functions view does.
enum FunctionsKey: Hashable, Sendable {
  case choose, argument, apply, pages, layer, own, scroll, trials
}

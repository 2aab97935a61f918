import Datasets
import Engine

/// What `view NAME` says of a view beyond the replies to commands; the words are in one table a language.
enum ViewPhrase: Hashable, Sendable {
  // Draw
  case blank
  case agrees(Bool)
  /// Whose weights the numbers are of: `untrained`, or those of an update, which moves on while training runs.
  case weights(update: Int, isLive: Bool, isChanged: Bool)
  case untrained
  case changedWeights
  case pixelGradient
  case fitted(String)
  case fitNothing
  case digits(first: Int)

  // Walk
  case walkAt(Int, of: Int, phase: String)
  case walkNotBegun(steps: Int)
  case stepMakes(String)
  case operands
  case nextStep(String)
  /// After the loss again: which steps' values are of the new weights, and which still of the old ones.
  case mixedWeights(forward: Int, backward: ClosedRange<Int>)
  case largestSteps(of: Int)

  // Train
  case notTrained
  /// Weights that no training of this session has made.
  case otherWeights
  case stretches
  /// The training loss of some updates: their mean and their range.
  case stretch(first: Int, last: Int, mean: Scalar, low: Scalar, high: Scalar)
  /// A setting that was changed between two updates.
  case markAt(Int, String)
  case share(Double)
  case smoothedLoss(Scalar)
  case probabilityAt(update: Int, epoch: Int?, String)
  case notEvaluated
  case evaluatedAt(update: Int, isFresh: Bool)
  case flatUnits(Int, of: Int, FlatRegion.Kind)
  case noFlatUnits
  case stepSize(String, weights: Double, step: Double, ratio: Double?)

  /// What came of a step: L before it and after it.
  case worth(before: Scalar, after: Scalar)

  // Units
  case without(String, String)
  /// What has become of a unit's weights since the start.
  case change(String)

  // Functions and Data
  case histogram(Spread)
  case otherFunctions
  /// An initialiser that is not compared, for it would take too long.
  case tooMuchWork(String)
  case classCounts(String, count: Int, wrong: Int?)
  case certainty(String)
  case mostConfused(truth: String, prediction: String, count: Int, of: Int)

  func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .russian: russian
    }
  }
}

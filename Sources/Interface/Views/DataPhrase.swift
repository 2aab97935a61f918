import Commands
import Datasets
import Engine

/// What the Data view says; the words are in one table a language.
enum DataPhrase: Hashable, Sendable {
  case split(Split)
  case order(wrongFirst: Bool)
  case filter(DataState.Filter, Task)
  case shown(from: Int, to: Int, of: Int)
  case none
  case lossesNeeded
  case digit
  case images
  case wrong
  case classIs(String, target: Int)
  case all
  case chosen(index: Int, digit: Int)
  case outside
  case truth(Int, className: String)
  case prediction(String, isWrong: Bool)
  /// What an image without an answer of its own is counted as.
  case countedAs(String)
  /// How many images have none.
  case undecided(Int)
  case loss(String)
  case take
  case weights(update: Int, isFresh: Bool, isChanged: Bool, unitsOff: Int)
  /// The order of a cell's images.
  case orderByLoss
  case weightsBriefly(update: Int, isFresh: Bool, isChanged: Bool, unitsOff: Int)
  /// The axes of the matrix, in its corner.
  case matrixCorner
  case changedWeights
  case matrixMissing(Split)
  case matrix(Split)
  case matrixHint
  case right
  case cell(truth: String, prediction: String, count: Int, of: Int, share: String)
  case certainty
  /// The titles of the list of classes and of the chosen image.
  case classes, image
  /// That counts stand on a logarithmic scale, and how many the largest bar is.
  case logarithmicCounts
  case most(Int)
  case mostOften
  case accuracy(String, of: Int)
  /// What the rows and the columns of the matrix are.
  case matrixAxes
  /// Which wrong cells of the matrix are red.
  case redRule
  case key(DataKey)

  func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .russian: russian
    }
  }
}

/// What a key of the Data view does.
enum DataKey: Hashable, Sendable {
  case take, wrong, filter, split, evaluate, matrix, move, page, back, all
  case openCell, cell, leave
}

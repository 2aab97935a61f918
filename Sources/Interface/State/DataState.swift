public import Datasets

/// How the Data view is looked at.
public struct DataState: Hashable, Sendable {
  /// Which images are shown.
  public enum Filter: Hashable, Sendable {
    case all
    case digit(Int)
    /// The images whose y this is.
    case target(Int)
    /// A cell of the confusion matrix: a true y that was predicted as another, or the same.
    case confused(target: Int, prediction: Int)
  }

  public var split = Split.validation
  public var filter = Filter.all
  /// Whether the wrong ones come first; else the order of the set.
  public var wrongFirst = true
  /// The chosen image's place among those shown.
  public var chosen = 0
  /// Whether the keys go to the confusion matrix.
  public var isOnMatrix = false
  /// The cell of the matrix that the keys are on.
  public var cell = Place(row: 0, column: 0)

  public init() {}
}

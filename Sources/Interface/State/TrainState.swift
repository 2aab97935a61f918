public import Datasets
public import Engine

/// How the Train view is looked at.
public struct TrainState: Hashable, Sendable {
  public var isLogarithmic = true
  /// Whether only the recent part of the curve is shown.
  public var isRecent = false
  /// The update that the crosshair stands on; nil without one.
  public var crosshair: Int?
  /// The setting that the cursor is on, by its row.
  public var setting = 0
  /// What the last `evaluate` found.
  public var evaluation: EvaluationNote?

  public init() {}
}

/// An evaluation, and the update of the weights that were evaluated.
public struct EvaluationNote: Hashable, Sendable {
  public var evaluation: Evaluation
  public var split: Split
  public var classes: [String]
  public var update: Int

  public init(_ evaluation: Evaluation, split: Split, classes: [String], update: Int) {
    self.evaluation = evaluation
    self.split = split
    self.classes = classes
    self.update = update
  }
}

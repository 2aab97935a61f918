/// How the Functions view is looked at.
public struct FunctionsState: Hashable, Sendable {
  /// What the lower part shows where there is not room for all.
  public enum Page: Int, CaseIterable, Hashable, Sendable {
    case facts
    /// Outputs and gradients of the present network's layers for the drawing.
    case layers
    /// The plan built with each initialiser.
    case initializers
  }

  /// The chosen function's place in the table; nil follows the network.
  public var chosen: Int?
  /// The z that is read out.
  public var argument: Double = 1
  /// The hidden layer whose pre-activations are marked, counted among the layers with a function.
  public var layer = 0
  public var page = Page.facts
  /// The first row of layers or of initialisers' layers shown.
  public var scroll = 0
  /// The first initialiser shown where there is not room for all.
  public var firstTrial = 0

  public init() {}
}

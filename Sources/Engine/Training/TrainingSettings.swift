/// What can be changed while training runs.
public struct TrainingSettings: Hashable, Sendable {
  /// α.
  public var rate: Scalar
  public var batchSize: Int
  public var optimizer: Optimizer
  /// Shifts each batch by −1, 0 or 1 pixels in both directions; zeros move in.
  public var augmentsByShift: Bool
  /// Slow motion, within ``speeds``; nil is full speed.
  public var updatesPerSecond: Double?

  /// Whether α is far above what is usual for Adam (10⁻³, Kingma and Ba 2015), whose steps have about its size in every weight.
  public var hasUnusualRate: Bool {
    if case .adam = optimizer.method { rate >= 0.03 } else { false }
  }

  /// Updates per second: from one in a quarter of an hour to more than any machine makes.
  public static let speeds = 0.001...1e9

  public init(
    rate: Scalar = 1, batchSize: Int = 32, optimizer: Optimizer = Optimizer(),
    augmentsByShift: Bool = false, updatesPerSecond: Double? = nil
  ) {
    precondition(batchSize > 0, "a batch needs a sample")
    self.rate = rate
    self.batchSize = batchSize
    self.optimizer = optimizer
    self.augmentsByShift = augmentsByShift
    self.updatesPerSecond = updatesPerSecond
  }
}

/// How long a run goes on, counted from where it starts.
public enum TrainingGoal: Hashable, Sendable {
  /// So many further epochs; a started one counts as the first.
  case epochs(Int)
  case updates(Int)
  case untilStopped
}

/// How far training has come since the last reset.
public struct TrainingPosition: Hashable, Sendable {
  /// Completed epochs.
  public var epoch: Int
  /// The images of the current epoch that were consumed.
  public var offset: Int
  public var updates: Int
  public var images: Int

  public init(epoch: Int = 0, offset: Int = 0, updates: Int = 0, images: Int = 0) {
    self.epoch = epoch
    self.offset = offset
    self.updates = updates
    self.images = images
  }
}

/// Everything that a run hands over when it pauses: another trainer goes on from it and changes no number.
public struct RunState: Sendable {
  public var network: Network
  public var optimizer: OptimizerState
  public var position: TrainingPosition
  public var history: History
  /// The network that stands at this position: a walk's update, weights typed in and units switched off change it.
  private let original: Network

  /// Whether the weights are no longer those of the position.
  public var isChanged: Bool { network != original }

  /// The state of a network that has not been trained.
  public init(_ network: Network) {
    self.init(
      network: network, optimizer: OptimizerState(), position: TrainingPosition(),
      history: History())
  }

  public init(
    network: Network, optimizer: OptimizerState, position: TrainingPosition, history: History
  ) {
    self.network = network
    original = network
    self.optimizer = optimizer
    self.position = position
    self.history = history
  }
}

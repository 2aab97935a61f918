/// Why a run ended.
public enum EndReason: Hashable, Sendable {
  case goalReached
  case stopped
  /// The update, counted from 1, whose loss or weights were not finite; it was not applied.
  case diverged(atUpdate: Int)
}

/// What a trainer tells about itself; cheap to copy.
public struct TrainingProgress: Sendable {
  public enum Phase: Hashable, Sendable {
    case training
    case validating
    case ended(EndReason)
  }

  public var phase: Phase
  public var position: TrainingPosition
  /// Share of the current epoch, 0…1.
  public var epochFraction: Double
  /// Share of the goal; nil without an end.
  public var goalFraction: Double?
  /// nil without an end, or before the speed is known.
  public var secondsLeft: Double?
  /// Training images over the time spent training, gathering included and validation not; nil before the first reading.
  public var imagesPerSecond: Double?
  public var smoothedLoss: Scalar?
  public var lastEpoch: History.EpochPoint?
  public var settings: TrainingSettings
  public var marks: [SettingsMark]

  /// The current epoch, from 1.
  public var epoch: Int { position.epoch + 1 }
  public var updates: Int { position.updates }
  public var images: Int { position.images }
}

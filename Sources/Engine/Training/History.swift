/// A change of the settings while training ran.
public struct SettingsMark: Hashable, Sendable {
  /// The updates that had been made when it took effect.
  public let update: Int
  public let old: TrainingSettings
  public let new: TrainingSettings
}

/// The weights as they were at some moment of a run.
public struct Snapshot: Sendable {
  public let position: TrainingPosition
  public let network: Network
  /// What the optimiser remembers.
  public let optimizer: OptimizerState

  public var update: Int { position.updates }

  /// The memory that it takes, when nothing else holds the same numbers.
  var bytes: Int {
    network.parameterCount * 4 * (1 + (optimizer.averages.values.first?.count ?? 0))
  }
}

/// What a run has measured: the training curve and the validation points, at bounded size however long it lasts.
public struct History: Sendable {
  /// A stretch of the training curve: the losses of `count` updates, the last of them number `lastUpdate`.
  public struct Bucket: Hashable, Sendable {
    public internal(set) var lastUpdate: Int
    public internal(set) var count: Int
    public internal(set) var minimum: Scalar
    public internal(set) var maximum: Scalar
    var sum: Double

    public var mean: Scalar { Scalar(sum / Double(count)) }

    /// The part until an update, with the whole bucket's range and mean, for no more is known of it; nil for none.
    func truncated(to update: Int) -> Bucket? {
      let left = count - max(0, lastUpdate - update)
      guard left > 0 else { return nil }
      var bucket = self
      (bucket.count, bucket.lastUpdate) = (left, min(lastUpdate, update))
      bucket.sum = sum / Double(count) * Double(left)
      return bucket
    }

    mutating func absorb(_ other: Bucket) {
      lastUpdate = other.lastUpdate
      count += other.count
      minimum = min(minimum, other.minimum)
      maximum = max(maximum, other.maximum)
      sum += other.sum
    }
  }

  /// What was known at the end of an epoch; epoch 0 is before training.
  public struct EpochPoint: Hashable, Sendable {
    public let epoch: Int
    public let update: Int
    /// nil without validation examples.
    public let validationLoss: Scalar?
    public let validationAccuracy: Double?
    /// Means over the epoch's batches, each measured before its update; nil for epoch 0.
    public let trainLoss: Scalar?
    public let trainAccuracy: Double?
  }

  /// Sums over the epoch that runs.
  struct Tally: Hashable, Sendable {
    var loss = 0.0
    var images = 0
    var correct = 0

    var meanLoss: Scalar? { images > 0 ? Scalar(loss / Double(images)) : nil }
    var accuracy: Double? { images > 0 ? Double(correct) / Double(images) : nil }
  }

  public static let largestBucketCount = 2048
  public static let largestSnapshotCount = 64
  public static let largestSnapshotBytes = 64 << 20

  /// In order; all but the last hold ``bucketSize`` updates each.
  public private(set) var buckets: [Bucket] = []
  /// Doubles when the curve is thinned.
  public private(set) var bucketSize = 1
  public private(set) var epochs: [EpochPoint] = []
  public private(set) var marks: [SettingsMark] = []
  /// By epoch, ever wider apart as the run grows; epoch 0 and the last are always there.
  public private(set) var snapshots: [Snapshot] = []
  /// The exponential mean of the batch losses, over about 50 updates.
  public private(set) var smoothedLoss: Scalar?
  public private(set) var lastLoss: Scalar?
  private var snapshotSpacing = 1
  var tally = Tally()

  public init() {}

  /// The loss at which a run diverged, finite or not: shown, but no part of the curve.
  mutating func recordDivergence(_ loss: Scalar) { lastLoss = loss }

  mutating func record(loss: Scalar, images: Int, correct: Int, update: Int) {
    lastLoss = loss
    smoothedLoss = smoothedLoss.map { $0 + (loss - $0) * 0.02 } ?? loss
    tally.loss += Double(loss) * Double(images)
    tally.images += images
    tally.correct += correct
    let bucket = Bucket(
      lastUpdate: update, count: 1, minimum: loss, maximum: loss, sum: Double(loss))
    if let last = buckets.indices.last, buckets[last].count < bucketSize {
      buckets[last].absorb(bucket)
      return
    }
    if buckets.count == History.largestBucketCount { mergePairs() }
    buckets.append(bucket)
  }

  private mutating func mergePairs() {
    for k in 0..<buckets.count / 2 {
      buckets[k] = buckets[2 * k]
      buckets[k].absorb(buckets[2 * k + 1])
    }
    buckets.removeLast(buckets.count - buckets.count / 2)
    bucketSize *= 2
  }

  /// Closes an epoch with its validation, and keeps the weights.
  mutating func close(
    epoch: Int, validation: Evaluation?, snapshot: Snapshot
  ) {
    epochs.append(
      EpochPoint(
        epoch: epoch, update: snapshot.update, validationLoss: validation?.loss,
        validationAccuracy: validation?.accuracy, trainLoss: tally.meanLoss,
        trainAccuracy: tally.accuracy))
    tally = Tally()
    if let last = snapshots.last, last.position.epoch % snapshotSpacing != 0 {
      snapshots.removeLast()
    }
    let room = max(
      2, min(History.largestSnapshotCount, History.largestSnapshotBytes / snapshot.bytes))
    while snapshots.count >= room {
      snapshotSpacing *= 2
      snapshots.removeAll { $0.position.epoch % snapshotSpacing != 0 }
    }
    snapshots.append(snapshot)
  }

  mutating func mark(_ mark: SettingsMark) { marks.append(mark) }

  /// The history up to a snapshot, as if what followed had not been.
  ///
  /// A bucket that reaches across the snapshot is cut at it.
  func truncated(to snapshot: Snapshot) -> History {
    var history = self
    history.buckets = buckets.compactMap { $0.truncated(to: snapshot.update) }
    history.epochs.removeAll { $0.epoch > snapshot.position.epoch }
    history.marks.removeAll { $0.update > snapshot.update }
    history.snapshots.removeAll { $0.position.epoch > snapshot.position.epoch }
    history.tally = Tally()
    history.lastLoss = history.buckets.last?.mean
    history.smoothedLoss = history.buckets.last?.mean
    return history
  }
}

extension RunState {
  /// The epoch whose validation is of the present weights; nil within an epoch, and where the weights were changed since.
  public var epochOfWeights: History.EpochPoint? {
    guard let epoch = history.epochs.last, let snapshot = history.snapshots.last,
      snapshot.update == epoch.update, epoch.update == position.updates,
      snapshot.network == network
    else { return nil }
    return epoch
  }

  /// The mean of the losses of the running epoch's batches so far, or else of the last epoch's; nil before training.
  public var epochTrainLoss: Scalar? {
    position.offset > 0 ? history.tally.meanLoss : history.epochs.last?.trainLoss
  }

  /// The state after an epoch, from the nearest snapshot that is not later; nil where there is none.
  public func rewound(toEpoch epoch: Int) -> RunState? {
    guard let snapshot = history.snapshots.last(where: { $0.position.epoch <= epoch }) else {
      return nil
    }
    return RunState(
      network: snapshot.network, optimizer: snapshot.optimizer, position: snapshot.position,
      history: history.truncated(to: snapshot))
  }
}

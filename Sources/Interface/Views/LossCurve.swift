import Commands
import Engine

/// The losses of a history as a plot can show them: at most one point a column of dots.
///
/// The ends of the axes move in steps, so that a live curve stands still while it grows.
/// The work is bounded by the buckets of the history, however long the run.
struct LossCurve {
  /// The smoothed training loss; the range of each point is that of its column's updates.
  let training: [Series.Point]
  let validation: [Series.Point]
  /// How many updates a smoothed point is the mean of, at most.
  let window: Int
  /// Only every so many epochs have a point.
  let epochStride: Int
  let xRange: ClosedRange<Double>
  let marks: [PlotMark]
  private let means: RunningMeans

  /// How many updates a point is the mean of: a thirty-second of the shown range, whatever the size of the screen.
  static func window(of range: ClosedRange<Double>) -> Double {
    max(1, (range.upperBound - range.lowerBound) / 32)
  }

  /// Where the curve of the whole run stands at its end: the number to say wherever one is said, whatever part is shown.
  static func present(_ history: History) -> (value: Scalar, count: Int)? {
    guard let last = history.buckets.last?.lastUpdate else { return nil }
    let range = range(last: max(last, history.epochs.last?.update ?? 0), isRecent: false)
    let start = RunningMeans.start(
      of: window(of: range), until: Double(last), history.marks.map { Double($0.update) })
    var (sum, count) = (0.0, 0)
    for bucket in history.buckets.reversed() {
      guard count == 0 || Double(bucket.lastUpdate) > start else { break }
      sum += Double(bucket.mean) * Double(bucket.count)
      count += bucket.count
    }
    return count > 0 ? (Scalar(sum / Double(count)), count) : nil
  }

  /// - Parameters:
  ///   - history: what the run has measured.
  ///   - means: those of this history, where they were made before.
  ///   - cells: columns of the screen across the plot.
  ///   - dotsAcross: columns of dots in each.
  ///   - isRecent: whether only about the last fifth is shown.
  ///   - now: the loss on validation images within an epoch, where it was measured.
  init(
    _ history: History, _ means: RunningMeans? = nil, cells: Int, dotsAcross: Int, isRecent: Bool,
    now: Series.Point? = nil
  ) {
    let last = max(history.buckets.last?.lastUpdate ?? 0, history.epochs.last?.update ?? 0)
    let range = LossCurve.range(last: last, isRecent: isRecent)
    xRange = range
    let columns = max(2, cells * dotsAcross)
    var groups: [Group] = []
    for (place, bucket) in history.buckets.enumerated() {
      let x = Double(bucket.lastUpdate)
      guard range.contains(x) else { continue }
      let column = LossCurve.column(of: x, in: range, columns: columns)
      if groups.last?.column != column { groups.append(Group(column: column)) }
      groups[groups.count - 1].add(bucket, at: place)
    }
    let means = means ?? RunningMeans(history)
    self.means = means
    (training, window) = LossCurve.smooth(groups, means, window: LossCurve.window(of: range))

    let epochs = history.epochs
    let first = LossCurve.firstEpoch(epochs, from: range.lowerBound)
    var step = 1
    // Between the points the training curve must be seen: a point is one and a half cells wide.
    while (epochs.count - first) / step > max(2, cells / 3) { step *= 2 }
    epochStride = step
    let aligned = (first + step - 1) / step * step
    var shown = Array(stride(from: aligned, to: epochs.count, by: step))
    if !epochs.isEmpty, shown.last != epochs.count - 1 { shown.append(epochs.count - 1) }
    let ends = shown.compactMap { index in
      epochs[index].validationLoss.map {
        Series.Point(x: Double(epochs[index].update), y: Double($0))
      }
    }
    validation = ends + (now.map { range.contains($0.x) ? [$0] : [] } ?? [])
    marks = LossCurve.marks(history.marks, in: range, columns: max(2, cells))
  }

  /// The smoothed training loss at an update, and how many updates it is the mean of: the same whatever the size of the screen.
  func mean(until update: Int) -> (value: Double, count: Int)? {
    means.mean(until: Double(update), window: LossCurve.window(of: xRange))
  }

  /// Update 0 or the start of the recent part, to a round number at or after the last update.
  static func range(last: Int, isRecent: Bool) -> ClosedRange<Double> {
    guard isRecent, last > 200 else { return 0...stepUp(Double(max(last, 10))) }
    let width = stepUp(Double(max(200, last / 5)))
    let step = width / 8
    let high = (Double(last) / step).rounded(.up) * step
    return max(0, high - width)...high
  }

  /// The least of 1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.4, 8 times a power of ten that is not less.
  static func stepUp(_ value: Double) -> Double {
    var scale = 1.0
    while scale * 10 <= value { scale *= 10 }
    while scale > value { scale /= 10 }
    let steps = [1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.4, 8, 10]
    return (steps.first { $0 * scale >= value * (1 - 1e-12) } ?? 10) * scale
  }

  private static func column(of x: Double, in range: ClosedRange<Double>, columns: Int) -> Int {
    let part = (x - range.lowerBound) / (range.upperBound - range.lowerBound)
    return min(max(Int(part * Double(columns - 1) + 0.5), 0), columns - 1)
  }

  /// The updates that fall into one column.
  private struct Group {
    let column: Int
    var lastUpdate = 0
    /// The bucket behind the last one.
    var end = 0
    var minimum = Double.infinity
    var maximum = -Double.infinity

    mutating func add(_ bucket: History.Bucket, at place: Int) {
      end = place + 1
      lastUpdate = bucket.lastUpdate
      minimum = min(minimum, Double(bucket.minimum))
      maximum = max(maximum, Double(bucket.maximum))
    }
  }

  private static func smooth(
    _ groups: [Group], _ means: RunningMeans, window: Double
  ) -> (points: [Series.Point], window: Int) {
    var widest = 0
    var first = 0
    let points = groups.compactMap { group -> Series.Point? in
      let x = Double(group.lastUpdate)
      guard let mean = means.mean(until: x, end: group.end, window: window, after: &first) else {
        return nil
      }
      widest = max(widest, mean.count)
      return Series.Point(
        x: x, y: mean.value, minimum: min(group.minimum, mean.value),
        maximum: max(group.maximum, mean.value))
    }
    return (points, widest)
  }

  /// The first epoch at or after an update, found by halving.
  private static func firstEpoch(_ epochs: [History.EpochPoint], from update: Double) -> Int {
    var (low, high) = (0, epochs.count)
    while low < high {
      let middle = (low + high) / 2
      if Double(epochs[middle].update) < update { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The newest changes in range; those of one column are one.
  private static func marks(
    _ marks: [SettingsMark], in range: ClosedRange<Double>, columns: Int
  ) -> [PlotMark] {
    var result: [(column: Int, x: Double, old: TrainingSettings, new: TrainingSettings)] = []
    for mark in marks.suffix(64) where range.contains(Double(mark.update)) {
      let x = Double(mark.update)
      let column = LossCurve.column(of: x, in: range, columns: columns)
      if let last = result.last, last.column == column {
        result[result.count - 1].new = mark.new
      } else {
        result.append((column, x, mark.old, mark.new))
      }
    }
    return result.map {
      let label = label($0.old, $0.new)
      // Which settings: all of them, or the first.
      let names = label.split(separator: ",").compactMap { $0.split(separator: " ").first }
      let briefly =
        names.count > 1
        ? [names.joined(separator: ", "), "\(names[0]), …"] : names.map { String($0) }
      return PlotMark(x: $0.x, label: label, briefly: briefly)
    }
  }

  /// `rate 1 → 0.3`; what is no number is its command.
  static func label(_ old: TrainingSettings, _ new: TrainingSettings) -> String {
    var old = old
    old.updatesPerSecond = new.updatesPerSecond
    var words: [String] = []
    if old.rate != new.rate {
      words.append("rate \(TrainSetting.text(old.rate)) → \(TrainSetting.text(new.rate))")
      old.rate = new.rate
    }
    if old.batchSize != new.batchSize {
      words.append("batch \(old.batchSize) → \(new.batchSize)")
      old.batchSize = new.batchSize
    }
    return (words + SettingsText.changes(from: old, to: new)).joined(separator: ", ")
  }

  /// The ends of the axis of losses, which move in steps.
  ///
  /// The largest value is always inside; on a logarithmic axis the band may go on below the lower end, half the
  /// least smoothed or validation loss, since single batches have losses of almost 0.
  func yRange(isLogarithmic: Bool) -> ClosedRange<Double>? {
    let means = (training + validation).map(\.y).filter { $0.isFinite && $0 > 0 }
    guard let least = means.min(), let largestMean = means.max() else { return nil }
    let largest = max(largestMean, training.map(\.maximum).filter(\.isFinite).max() ?? 0)
    guard isLogarithmic else { return 0...LossCurve.stepUp(largest) }
    let lowest = max(least / 2, training.map(\.minimum).filter { $0 > 0 }.min() ?? least)
    return LossCurve.roundDown(min(lowest, least))...LossCurve.stepUp(largest)
  }

  /// The largest of 1, 2, 5 times a power of ten that is not more.
  static func roundDown(_ value: Double) -> Double {
    guard value > 1e-30, value < 1e30 else { return value }
    var scale = 1.0
    while scale * 10 <= value { scale *= 10 }
    while scale > value { scale /= 10 }
    return ([5, 2, 1].first { $0 * scale <= value * (1 + 1e-12) } ?? 1) * scale
  }
}

extension Scene {
  /// The training loss where one number is said of it: the mean over the epoch that has just ended, and within one
  /// the mean of the last updates, with how many they are.
  var trainLoss: (value: Scalar, last: Int?)? {
    if !isTraining, let epoch = history.epochs.last, epoch.update == report.updates,
      let loss = epoch.trainLoss
    {
      return (loss, nil)
    }
    return LossCurve.present(history).map { ($0.value, $0.count) }
  }
}

/// Means of the losses up to an update, found in sums that were made once.
///
/// No mean looks ahead, nor back over a change of settings: an effect does not come before its cause.
struct RunningMeans {
  private let buckets: [History.Bucket]
  /// The updates after which settings changed, in order.
  private let changes: [Double]
  /// The losses of each bucket, and of blocks of them.
  ///
  /// Differences of sums over all that went before would lose the small losses after one that was huge.
  private var sums: [Double] = []
  private var blocks: [Double] = []
  /// The counts over all buckets before each.
  private var counts = [0]
  private static let blockSize = 32

  init(_ history: History) {
    buckets = history.buckets
    changes = history.marks.map { Double($0.update) }
    sums.reserveCapacity(buckets.count)
    counts.reserveCapacity(buckets.count + 1)
    for (place, bucket) in buckets.enumerated() {
      let sum = Double(bucket.mean) * Double(bucket.count)
      sums.append(sum)
      if place % Self.blockSize == 0 { blocks.append(0) }
      blocks[place / Self.blockSize] += sum
      counts.append(counts[place] + bucket.count)
    }
  }

  /// The sum of the losses from one bucket to before another.
  private func sum(from first: Int, to end: Int) -> Double {
    var (sum, place) = (0.0, first)
    while place < end {
      if place % Self.blockSize == 0, place + Self.blockSize <= end {
        sum += blocks[place / Self.blockSize]
        place += Self.blockSize
      } else {
        sum += sums[place]
        place += 1
      }
    }
    return sum
  }

  /// The update after which the losses count that a mean up to `update` is of.
  static func start(of window: Double, until update: Double, _ changes: [Double]) -> Double {
    max(update - window, changes.last { $0 < update } ?? 0)
  }

  func mean(until update: Double, window: Double) -> (value: Double, count: Int)? {
    let start = Self.start(of: window, until: update, changes)
    var first = firstBucket { Double($0.lastUpdate) > start }
    let end = firstBucket { Double($0.lastUpdate) > update }
    return mean(until: update, end: end, window: window, after: &first)
  }

  /// The same where the bucket behind the last one is known, and one that is not behind the first.
  func mean(
    until update: Double, end: Int, window: Double, after first: inout Int
  ) -> (value: Double, count: Int)? {
    let start = Self.start(of: window, until: update, changes)
    while first < end - 1, Double(buckets[first].lastUpdate) <= start { first += 1 }
    first = min(first, max(0, end - 1))
    let count = counts[end] - counts[first]
    return count > 0 ? (sum(from: first, to: end) / Double(count), count) : nil
  }

  /// The first bucket from which on something holds, found by halving.
  private func firstBucket(_ holds: (History.Bucket) -> Bool) -> Int {
    var (low, high) = (0, buckets.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(buckets[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

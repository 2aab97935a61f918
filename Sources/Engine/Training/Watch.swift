/// What a run's weights say of one picture after so many updates.
public struct WatchPoint: Hashable, Sendable {
  public let update: Int
  /// P of each output, in eval mode.
  public let probabilities: [Scalar]
}

/// A picture that a run looks at as it trains: often at first, when weights move most, and later every few hundred updates.
struct Watch {
  static let largestCount = 1024

  /// Which of the pictures that a run was asked to look at this is.
  let number: Int
  private(set) var points: [WatchPoint] = []
  private let image: [Scalar]
  private var next: Int
  private var spacing = 250

  init(_ image: [Scalar], number: Int, from update: Int = 0) {
    self.image = image
    self.number = number
    next = update
  }

  /// Looks if it is time to, with the network's weights of this moment.
  mutating func look(_ network: TrainingNetwork, update: Int) {
    guard update >= next, image.count == network.plan.inputs else { return }
    points.append(
      WatchPoint(update: update, probabilities: network.probabilities(of: image)))
    if points.count > Watch.largestCount {
      points = points.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
      spacing *= 2
    }
    next = update + min(spacing, max(1, update / 10))
  }
}

extension TrainingNetwork {
  /// P of each output for a single picture, in eval mode.
  func probabilities(of image: [Scalar]) -> [Scalar] {
    for (k, pixel) in image.enumerated() { workspace.input.start[k] = pixel }
    workspace.targets[0] = 0
    forward(rows: 1, update: nil)
    let probabilities = FloatBuffer(count: paddedWidth(plan.outputs))
    _ = head(rows: 1, scale: 1, probabilities: probabilities.start)
    return (0..<plan.outputs).map { probabilities.start[$0] }
  }
}

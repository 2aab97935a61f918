import Commands
import Datasets
public import Engine

/// P of the drawing over the run, as Train draws it: what was measured while this drawing was looked at, thinned to what a plot can show.
public struct DrawingCurve: Sendable {
  /// The most points that are kept.
  static let mostPoints = 512

  /// P by update, in ascending order.
  public private(set) var points: [Series.Point] = []
  /// The curve as it was before the weights went back to earlier ones.
  private var later: [Series.Point] = []
  /// P with the weights that are kept of each epoch; nil until they are asked for.
  private var epochs: [Series.Point]?
  /// nil before there is a curve.
  private var subject: Subject?

  private struct Subject: Equatable {
    let drawing: Picture
    let output: Int
  }

  public init() {}

  /// The output that the curve is of: of several classes that of the label.
  private static func output(of scene: Scene) -> Int {
    scene.session.task.isTenClass ? scene.session.label : 0
  }

  /// Begins anew where the drawing, or the output that is looked at, is another one.
  ///
  /// - Returns: whether it has.
  public mutating func follow(_ scene: Scene) -> Bool {
    let subject = Subject(drawing: scene.session.drawing, output: DrawingCurve.output(of: scene))
    guard subject != self.subject else { return false }
    self = DrawingCurve()
    self.subject = subject
    return true
  }

  /// Adds what the trainer measured of the drawing, and P with the newest weights.
  public mutating func add(_ measured: [WatchPoint], _ scene: Scene) {
    let output = DrawingCurve.output(of: scene)
    let newest = Series.Point(
      x: Double(scene.liveUpdate), y: Double(scene.verdict.probabilities[output]))
    for point in measured {
      let x = Double(point.update)
      guard x < newest.x, x > points.last?.x ?? -1, point.probabilities.indices.contains(output)
      else { continue }
      points.append(Series.Point(x: x, y: Double(point.probabilities[output])))
    }
    if let last = points.last, last.x > newest.x {
      // An undo of what went back finds it again.
      (later, points) = (points, [])
    } else if later.last?.x == newest.x, !scene.isTraining {
      points = later
    }
    if points.last?.x == newest.x { points.removeLast() }
    points.append(newest)
    while points.count > DrawingCurve.mostPoints {
      points = points.enumerated()
        .filter { $0.offset % 2 == 0 || $0.offset == points.count - 1 }.map(\.element)
    }
  }

  /// P with the weights kept of each epoch, where a run was not looked at with this drawing from its start; worked out once.
  public mutating func epochPoints(_ scene: Scene) -> [Series.Point] {
    let snapshots = scene.history.snapshots
    guard !scene.isTraining, let first = snapshots.first,
      Double(first.update) < points.first?.x ?? .infinity
    else { return [] }
    let output = DrawingCurve.output(of: scene)
    let known =
      epochs
      ?? snapshots.map { snapshot in
        let p = scene.session.forward(of: snapshot.network).probabilities[0, output]
        return Series.Point(x: Double(snapshot.update), y: Double(p))
      }
    epochs = known
    return known
  }
}

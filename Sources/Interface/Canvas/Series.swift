/// One curve of a plot, in the order of its x.
public struct Series: Hashable, Sendable {
  public struct Point: Hashable, Sendable {
    public var x: Double
    public var y: Double
    /// The least and the largest value that the point stands for.
    public var minimum: Double
    public var maximum: Double

    /// A point of one measurement.
    public init(x: Double, y: Double) { self.init(x: x, y: y, minimum: y, maximum: y) }

    public init(x: Double, y: Double, minimum: Double, maximum: Double) {
      self.x = x
      self.y = y
      self.minimum = minimum
      self.maximum = maximum
    }
  }

  /// What stands at the right end of the curve.
  public var name: String
  public var role: Role
  /// A y of NaN breaks the line.
  public var points: [Point]
  /// Whether each point gets a marker: for few points, a validation loss per epoch.
  public var showsMarkers: Bool
  /// The marker where there are no dots, as in ASCII; nil for the one of the series' place among the others.
  public var marker: Unicode.Scalar?
  /// The marker in dots.
  public var shape: DotShape
  /// Whether a line joins the points: not where nothing is known of what lies between them.
  public var showsLine: Bool
  /// Whether its last value is told at the right end.
  public var hasLabel = true

  public init(
    name: String, role: Role = .seriesFirst, points: [Point], showsMarkers: Bool = false,
    marker: Unicode.Scalar? = nil, shape: DotShape = .disc, showsLine: Bool = true
  ) {
    self.name = name
    self.role = role
    self.points = points
    self.showsMarkers = showsMarkers
    self.marker = marker
    self.shape = shape
    self.showsLine = showsLine
  }

  /// The point whose x is nearest; NaN is no point.
  public func nearest(to x: Double) -> Point? {
    points.lazy.filter { $0.y.isFinite }.min { abs($0.x - x) < abs($1.x - x) }
  }

  /// The last value that is a number.
  public var last: Point? { points.last { $0.y.isFinite } }
}

/// A change of settings: a vertical line with a word.
public struct PlotMark: Hashable, Sendable {
  public var x: Double
  public var label: String
  /// What is said where there is no room for the label, the longest first.
  public var briefly: [String]

  public init(x: Double, label: String, briefly: [String] = []) {
    self.x = x
    self.briefly = briefly
    self.label = label
  }
}

/// What the points that share one column of dots amount to.
struct Bucket: Equatable {
  var sum = 0.0
  var count = 0
  var minimum = Double.infinity
  var maximum = -Double.infinity
  var first = Double.nan
  var last = Double.nan
  /// Whether a point brought a range of its own.
  var hasRange = false
  /// A number that is none lies between this bucket and the one before.
  var startsAfterGap = false

  var mean: Double { sum / Double(count) }

  /// Whether there is more to show than the line does: values that only rise or only fall are the line.
  var isSpread: Bool {
    hasRange || minimum < Swift.min(first, last) || maximum > Swift.max(first, last)
  }

  mutating func add(_ point: Series.Point) {
    if count == 0 { first = point.y }
    last = point.y
    sum += point.y
    count += 1
    hasRange = hasRange || point.minimum < point.maximum
    minimum = Swift.min(minimum, point.y, point.minimum.isNaN ? point.y : point.minimum)
    maximum = Swift.max(maximum, point.y, point.maximum.isNaN ? point.y : point.maximum)
  }
}

extension Series {
  /// The points by columns 0…columns−1 and the neighbours outside, which the line leads to.
  func buckets(columns: Int, _ axis: Axis) -> [(column: Int, bucket: Bucket)] {
    guard columns > 0 else { return [] }
    var result: [(column: Int, bucket: Bucket)] = []
    var gap = false
    for point in points {
      guard let part = axis.part(of: point.x) else { continue }
      guard point.y.isFinite else {
        gap = true
        continue
      }
      // Far outside is as good as just outside, and stays an integer.
      let place = min(max(part, -1), 2) * Double(max(1, columns - 1))
      let column = Int(place.rounded())
      if let last = result.last, last.column == column, !gap {
        result[result.count - 1].bucket.add(point)
      } else {
        var bucket = Bucket()
        bucket.startsAfterGap = gap
        bucket.add(point)
        result.append((column, bucket))
      }
      gap = false
    }
    return result
  }
}

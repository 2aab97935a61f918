public import Commands
public import Datasets

/// A point on a picture: pixel `(r, c)` covers `r ..< r + 1` and `c ..< c + 1`, so its centre is at one half.
public struct PixelPoint: Hashable, Sendable {
  public var row: Double
  public var column: Double

  public init(row: Double, column: Double) {
    self.row = row
    self.column = column
  }

  /// The centre of a pixel.
  public init(_ place: Place) {
    self.init(row: Double(place.row) + 0.5, column: Double(place.column) + 0.5)
  }

  /// The pixel that the point is in; it may lie outside of the picture.
  public var place: Place {
    Place(row: Int(row.rounded(.down)), column: Int(column.rounded(.down)))
  }

  /// The distance to the nearest point of the line between two points.
  func distance(from start: PixelPoint, to end: PixelPoint) -> Double {
    let (dx, dy) = (end.column - start.column, end.row - start.row)
    let length = dx * dx + dy * dy
    let along = (column - start.column) * dx + (row - start.row) * dy
    let part = length > 0 ? min(max(along / length, 0), 1) : 0
    let (x, y) = (column - start.column - part * dx, row - start.row - part * dy)
    return (x * x + y * y).squareRoot()
  }
}

/// What a pen leaves on a picture.
public struct Brush: Hashable, Sendable {
  /// The grey of the ink, 0.1…1.
  public var level: Float = 1
  /// Whether the pixels beside a stroke get a part of the ink, as in an anti-aliased line.
  public var isSoft = true

  public init() {}

  /// The width of a soft stroke in pixels.
  static let width = 1.5

  public mutating func change(by tenths: Int) {
    level = min(max(((level * 10).rounded() + Float(tenths)) / 10, 0.1), 1)
  }

  /// The pixels that a straight stroke changes, with their new values in whole hundredths.
  ///
  /// Ink never darkens a pixel and erasing never brightens one, so going over a place again changes nothing.
  /// A soft stroke covers a pixel whose centre is at the distance d by `width/2 + ½ − d`, at most all of it; a hard one
  /// covers each pixel on its way, without a gap.
  public func stroke(
    from start: PixelPoint, to end: PixelPoint, erases: Bool, on picture: Picture
  ) -> [ImageCommand.Pixel] {
    var changes: [ImageCommand.Pixel] = []
    for (place, coverage) in covered(from: start, to: end, in: picture) {
      let old = picture[place.row, place.column]
      let ink = erases ? 1 - coverage : level * coverage
      let new = (erases ? min(old, ink) : max(old, ink))
      let rounded = (new * 100).rounded() / 100
      guard abs(new - old) > 1e-6, abs(rounded - old) > 1e-6 else { continue }
      changes.append(.init(row: place.row, column: place.column, value: rounded))
    }
    return changes
  }

  private func covered(
    from start: PixelPoint, to end: PixelPoint, in picture: Picture
  ) -> [(Place, Float)] {
    guard isSoft else {
      return Brush.line(from: start.place, to: end.place).compactMap {
        picture.contains(row: $0.row, column: $0.column) ? ($0, 1) : nil
      }
    }
    let reach = Brush.width / 2 + 0.5
    func range(_ a: Double, _ b: Double, _ count: Int) -> Range<Int> {
      let low = Int(min(max((min(a, b) - reach).rounded(.down), 0), Double(count)))
      let high = Int(min(max((max(a, b) + reach).rounded(.up), 0), Double(count)))
      return low..<max(low, high)
    }
    var covered: [(Place, Float)] = []
    for row in range(start.row, end.row, picture.rows) {
      for column in range(start.column, end.column, picture.columns) {
        let place = Place(row: row, column: column)
        let coverage = min(1, reach - PixelPoint(place).distance(from: start, to: end))
        if coverage > 0 { covered.append((place, Float(coverage))) }
      }
    }
    return covered
  }

  /// Bresenham's line, both ends included.
  static func line(from start: Place, to end: Place) -> [Place] {
    let (width, height) = (abs(end.column - start.column), abs(end.row - start.row))
    let right = end.column >= start.column ? 1 : -1
    let down = end.row >= start.row ? 1 : -1
    var places = [start]
    var (place, error) = (start, width - height)
    while place != end {
      let doubled = 2 * error
      if doubled >= -height {
        error -= height
        place.column += right
      }
      if doubled <= width {
        error += width
        place.row += down
      }
      places.append(place)
    }
    return places
  }
}

extension [ImageCommand.Pixel] {
  /// `image set 2 3 1 2 4 0.75`.
  var command: String {
    reduce(into: "image set") { text, pixel in
      text += " \(pixel.row) \(pixel.column) \(pixel.value.inHundredths)"
    }
  }
}

extension Float {
  /// `0.75`, `0.5`, `1`: no more digits than hundredths need.
  fileprivate var inHundredths: String {
    let hundredths = Int((self * 100).rounded())
    if hundredths % 100 == 0 { return String(hundredths / 100) }
    let digits = hundredths % 10 == 0 ? String(hundredths / 10) : String(hundredths)
    let padding = hundredths % 10 == 0 ? 1 : 2
    return "0." + String(repeating: "0", count: padding - digits.count) + digits
  }
}

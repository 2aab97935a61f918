/// A boundary between two panels of a view that the user can move.
public enum Splitter: Hashable, Sendable, CaseIterable {
  /// The drawing beside what is said of it.
  case drawing
  /// The curves beside the settings, and the loss above the accuracy.
  case settings, loss
  /// The pictures of the units beside the chosen one.
  case units
  /// The curve beside the facts, both above the layers, and those beside the initialisers.
  case curve, layers, trials
  /// The digits beside the classes.
  case digits
  /// The pictures of a step above its arithmetic, and the terms of a sum above the chain of one of them, or beside it.
  case arithmetic, terms, chain

  /// Whether it stands upright between left and right; the others lie between above and below.
  var isUpright: Bool {
    switch self {
    case .drawing, .settings, .units, .curve, .trials, .digits, .chain: true
    case .loss, .layers, .arithmetic, .terms: false
    }
  }
}

/// How far the boundaries between panels were moved from where the layouts put them by themselves.
///
/// A distance outlives a window that is too small for it: a boundary stands as near to its place as both
/// panels keep the least size that their layout asks for.
public struct Splits: Hashable, Sendable {
  private var offsets: [Splitter: Int] = [:]
  /// The boundary that the mouse holds.
  private(set) var held: Splitter?
  /// The boundary that the keys move, where it was chosen: else they move the first of their direction.
  public private(set) var chosen: Splitter?
  /// Where a boundary at distance 0 would be under the mouse that holds it.
  private var origin = 0

  public init() {}

  /// Cuts an area at a boundary.
  ///
  /// `preferred` counts the columns (or rows) of the first part where the boundary was not moved, `least` what each part
  /// keeps of them.
  func cut(
    _ area: Rect, at splitter: Splitter, preferred: Int, least: (first: Int, second: Int)
  ) -> Cut {
    let whole = splitter.isUpright ? area.width : area.height
    let range = min(least.first, preferred)...max(preferred, whole - least.second)
    let place = min(max(preferred + (offsets[splitter] ?? 0), range.lowerBound), range.upperBound)
    let (first, second) = splitter.isUpright ? area.splitLeft(place) : area.splitTop(place)
    // The borders of both panels are the grip.
    let grip =
      splitter.isUpright
      ? Rect(x: second.x - 1, y: area.y, width: 2, height: area.height)
      : Rect(x: area.x, y: second.y - 1, width: area.width, height: 2)
    return Cut(
      first: first, second: second,
      boundary: Boundary(splitter: splitter, area: grip, offset: place - preferred))
  }

  /// The mouse takes hold of a boundary.
  mutating func take(_ boundary: Boundary, x: Int, y: Int) {
    held = boundary.splitter
    origin = (boundary.splitter.isUpright ? x : y) - boundary.offset
  }

  /// The mouse moves with the boundary that it holds.
  mutating func drag(toX x: Int, y: Int) {
    if let held { offsets[held] = (held.isUpright ? x : y) - origin }
  }

  mutating func release() { held = nil }

  /// Chooses the boundary after the one chosen; after the last none.
  mutating func chooseNext(of boundaries: [Boundary]) {
    let all = boundaries.map(\.splitter)
    let next = chosen.flatMap { all.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    chosen = all.indices.contains(next) ? all[next] : nil
  }

  /// No boundary is chosen any more.
  mutating func chooseNone() { chosen = nil }

  /// Whether a boundary is drawn as one that moves.
  func isMarked(_ boundary: Boundary) -> Bool { [held, chosen].contains(boundary.splitter) }

  /// The boundary that keys of a direction move.
  func target(among boundaries: [Boundary], isUpright: Bool) -> Boundary? {
    let those = boundaries.filter { $0.splitter.isUpright == isUpright }
    return those.first { $0.splitter == chosen } ?? those.first
  }

  /// Moves a boundary from where it stands.
  mutating func move(_ boundary: Boundary, by step: Int) {
    offsets[boundary.splitter] = boundary.offset + step
  }
}

/// An area that was cut in two.
struct Cut {
  let first: Rect
  let second: Rect
  let boundary: Boundary
}

/// A boundary as it stands on the screen.
public struct Boundary: Hashable, Sendable {
  public let splitter: Splitter
  /// Where the mouse can take it.
  public let area: Rect
  /// How far it stands from where the layout would put it.
  public let offset: Int
}

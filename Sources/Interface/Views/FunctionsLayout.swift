/// Where the panels of Functions stand when all fit at once.
struct FunctionsLayout {
  let list: Rect
  let curve: Rect
  let facts: Rect
  let layers: Rect
  let trials: Rect
  let boundaries: [Boundary]

  /// nil where there is room for one page only.
  init?(_ area: Rect, _ splits: Splits) {
    guard area.width >= 110, area.height >= 32 else { return nil }
    let rows = splits.cut(
      area, at: .layers, preferred: max(16, area.height * 43 / 100), least: (14, 10))
    let (list, rest) = rows.first.splitLeft(FunctionsPainter.listWidth + 3)
    let upper = splits.cut(
      rest, at: .curve, preferred: rest.width - max(44, rest.width * 2 / 5),
      least: (40, 30))
    let lower = splits.cut(
      rows.second, at: .trials, preferred: rows.second.width * 2 / 5, least: (40, 40))
    self.list = list
    curve = upper.first
    facts = upper.second
    layers = lower.first
    trials = lower.second
    boundaries = [upper.boundary, rows.boundary, lower.boundary]
  }
}

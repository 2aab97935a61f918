import Engine

/// Where the panels of Functions stand when all fit at once.
struct FunctionsLayout {
  let list: Rect
  let curve: Rect
  let facts: Rect
  let layers: Rect
  let trials: Rect
  let boundaries: [Boundary]

  /// The rows of all initialisers with bars of two rows, of their head and their frame.
  private static let trialsHeight = 3 * InitializerTrial.compared.count + 3

  /// nil where there is room for one page only.
  init?(_ area: Rect, _ splits: Splits) {
    guard area.width >= 110, area.height >= 32 else { return nil }
    // The initialisers have bars of two rows where the curve keeps enough with that.
    let upper = max(16, area.height * 43 / 100)
    let besideTrials = area.height - FunctionsLayout.trialsHeight
    let rows = splits.cut(
      area, at: .layers, preferred: besideTrials >= 18 ? min(upper, besideTrials) : upper,
      least: (14, 10))
    let (list, rest) = rows.first.splitLeft(FunctionsPainter.listWidth + 3)
    let top = splits.cut(
      rest, at: .curve, preferred: rest.width - max(44, rest.width * 2 / 5),
      least: (40, 30))
    let lower = splits.cut(
      rows.second, at: .trials, preferred: rows.second.width * 2 / 5, least: (40, 40))
    self.list = list
    curve = top.first
    facts = top.second
    layers = lower.first
    trials = lower.second
    boundaries = [top.boundary, rows.boundary, lower.boundary]
  }
}

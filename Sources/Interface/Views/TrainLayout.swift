/// Where the panels of Train stand; the loss and the settings are always there, the rest where there is room.
struct TrainLayout {
  let loss: Rect
  var accuracy: Rect?
  let settings: Rect
  var drawing: Rect?
  /// Validation and health in one panel, where they have no panels of their own.
  var readings: Rect?
  var validation: Rect?
  var health: Rect?
  var epochs: Rect?
  private(set) var boundaries: [Boundary]

  /// The settings with their headings and frame.
  private static let settingsHeight = TrainSetting.allCases.count + 4

  init(_ state: AppState) {
    self.init(state.bodyArea, state.splits)
  }

  init(_ body: Rect, _ splits: Splits = Splits()) {
    let isLarge = body.width >= 110 && body.height >= 34
    let side = isLarge ? min(64, max(38, body.width * 3 / 10)) : (body.width >= 120 ? 36 : 29)
    let sides = splits.cut(
      body, at: .settings, preferred: body.width - side, least: (30, min(side, 29)))
    let (left, right) = (sides.first, sides.second)
    boundaries = [sides.boundary]
    let bottomHeight = isLarge ? max(8, min(14, body.height / 5)) : 7
    var (curves, bottom) = left.splitTop(left.height - bottomHeight)
    let accuracyHeight = isLarge ? max(9, curves.height / 3) : (curves.height >= 26 ? 9 : 0)
    if accuracyHeight > 0 {
      let parts = splits.cut(
        curves, at: .loss, preferred: curves.height - accuracyHeight, least: (8, 6))
      (curves, accuracy) = (parts.first, parts.second)
      boundaries.append(parts.boundary)
    }
    loss = curves
    if isLarge {
      let (upper, lower) = right.splitTop(20)
      (settings, drawing) = (upper, lower)
      let widths =
        left.width >= 125 ? [left.width * 3 / 10, left.width * 3 / 10] : [left.width / 2]
      (health, bottom) = bottom.splitLeft(widths[0])
      if widths.count > 1 {
        (validation, epochs) = bottom.splitLeft(widths[1])
      } else {
        validation = bottom
      }
      return
    }
    if bottom.width >= 84 {
      settings = right
      (drawing, bottom) = bottom.splitLeft(28)
      (validation, health) = bottom.splitLeft(bottom.width / 2)
      return
    }
    // Two rows of health have more room below the settings than beside the drawing.
    let isHealthBelow = right.height >= TrainLayout.settingsHeight + 4
    let upper: Rect
    (upper, health) = right.splitTop(right.height - (isHealthBelow ? 4 : 0))
    settings = upper
    if !isHealthBelow { health = nil }
    guard bottom.width >= 50 else {
      drawing = bottom
      return
    }
    if isHealthBelow {
      (drawing, validation) = bottom.splitLeft(max(bottom.width - 20, bottom.width * 6 / 10))
    } else {
      (drawing, readings) = bottom.splitLeft(bottom.width / 2)
    }
  }
}

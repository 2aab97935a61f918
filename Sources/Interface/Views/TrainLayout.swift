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

  /// The layout of the whole screen's view area.
  init(_ state: AppState) {
    self.init(state.bodyArea)
  }

  init(_ body: Rect) {
    let isLarge = body.width >= 110 && body.height >= 34
    let side = isLarge ? min(64, max(38, body.width * 3 / 10)) : (body.width >= 120 ? 36 : 29)
    let (left, right) = body.splitLeft(body.width - side)
    let bottomHeight = isLarge ? max(8, min(14, body.height / 5)) : 7
    var (curves, bottom) = left.splitTop(left.height - bottomHeight)
    let accuracyHeight = isLarge ? max(9, curves.height / 3) : (curves.height >= 26 ? 9 : 0)
    if accuracyHeight > 0 {
      let (upper, lower) = curves.splitTop(curves.height - accuracyHeight)
      (curves, accuracy) = (upper, lower)
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
    settings = right
    guard bottom.width >= 50 else {
      drawing = bottom
      return
    }
    if bottom.width >= 84 {
      (drawing, bottom) = bottom.splitLeft(28)
      (validation, health) = bottom.splitLeft(bottom.width / 2)
    } else {
      (drawing, readings) = bottom.splitLeft(bottom.width / 2)
    }
  }
}

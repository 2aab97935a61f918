import Commands
import Datasets
import Engine

extension DrawView {
  public static func handle(
    _ mouse: Mouse, on target: AppState.Target?, _ state: inout AppState
  ) -> [Effect] {
    if state.scene.hasFinishedWalk { state.draw.hasWalked = true }
    if mouse.action == .press, case .digitClass(let digit)? = target?.action {
      state.draw.digitClass = digit
      return []
    }
    let layout = DrawLayout(state)
    switch mouse.action {
    case .press: return press(mouse, layout, &state)
    case .drag: return draw(to: mouse, layout, &state)
    case .release:
      let effects = draw(to: mouse, layout, &state)
      state.draw.stroke = nil
      return effects
    case .move:
      state.draw.stroke = nil
      return []
    case .wheelUp, .wheelDown:
      return turn(mouse, up: mouse.action == .wheelUp, layout, &state)
    }
  }

  private static func press(
    _ mouse: Mouse, _ layout: DrawLayout, _ state: inout AppState
  ) -> [Effect] {
    state.draw.stroke = nil
    if layout.gridFrame.contains(x: mouse.x, y: mouse.y) {
      guard mouse.button == .left || mouse.button == .right else { return [] }
      // From the frame, too, a stroke may be led into the picture.
      let erases = (mouse.button == .right) != state.draw.isErasing
      state.draw.stroke = DrawState.Stroke(
        point: layout.point(atX: mouse.x, y: mouse.y), erases: erases)
      return layout.pixels.contains(x: mouse.x, y: mouse.y) ? draw(to: mouse, layout, &state) : []
    }
    let area = DrawPainter.digitsArea(state, layout).digits
    guard mouse.button == .left, area.contains(x: mouse.x, y: mouse.y),
      let index = DigitStrip(state, in: area).index(atX: mouse.x, y: mouse.y)
    else { return [] }
    return takeDigit(index, &state)
  }

  /// Leads the stroke to where the mouse is now, over all that lies between.
  private static func draw(
    to mouse: Mouse, _ layout: DrawLayout, _ state: inout AppState
  ) -> [Effect] {
    guard var stroke = state.draw.stroke else { return [] }
    let drawing = state.scene.session.drawing
    let point = layout.point(atX: mouse.x, y: mouse.y)
    // A soft brush reaches into the picture from beside it: only what leads into it paints.
    guard !isBeside(drawing, stroke.point, point) else {
      state.draw.stroke?.point = point
      return []
    }
    let changes = state.draw.brush.stroke(
      from: stroke.point, to: point, erases: stroke.erases, on: drawing)
    stroke.point = point
    let joins = stroke.hasPainted
    stroke.hasPainted = joins || !changes.isEmpty
    state.draw.stroke = stroke
    // A picture larger than its window would slide away under the pen.
    if layout.rows.count == drawing.rows, layout.columns.count == drawing.columns {
      state.draw.cursor = point.place.clamped(to: drawing)
    }
    return changes.isEmpty ? [] : [.run(changes.command, joinsPrevious: joins)]
  }

  /// Whether both ends of a stretch lie on the same side of the picture.
  private static func isBeside(_ drawing: Picture, _ from: PixelPoint, _ to: PixelPoint) -> Bool {
    let (rows, columns) = (Double(drawing.rows), Double(drawing.columns))
    return max(from.row, to.row) < 0 || min(from.row, to.row) > rows
      || max(from.column, to.column) < 0 || min(from.column, to.column) > columns
  }

  private static func turn(
    _ mouse: Mouse, up: Bool, _ layout: DrawLayout, _ state: inout AppState
  ) -> [Effect] {
    if layout.gridFrame.contains(x: mouse.x, y: mouse.y) {
      state.draw.brush.change(by: up ? 1 : -1)
    } else if layout.digits.contains(x: mouse.x, y: mouse.y) {
      page(by: up ? -1 : 1, layout, &state)
    }
    return []
  }

  /// The strip on or back by as many digits as it shows.
  private static func page(by step: Int, _ layout: DrawLayout, _ state: inout AppState) {
    let strip = DigitStrip(state, in: DrawPainter.digitsArea(state, layout).digits)
    var index = state.draw.firstDigit
    for _ in strip.indices {
      guard
        let next = DigitStrip.next(
          in: state.scene.dataset, only: state.draw.digitClass, from: index + step, by: step)
      else { return }
      index = next
    }
    state.draw.firstDigit = index
  }
}

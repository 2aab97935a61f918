import Commands
import Walkthrough

/// The Walk view: a training step of the drawing, one operation at a time.
public enum WalkView: View {
  public static func draw(
    _ state: AppState, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard area.height >= 8 else { return [] }
    let place = WalkPlace(state)
    var targets: [AppState.Target] = []
    canvas.clipped(to: area) { canvas in
      let (ribbon, below) = area.splitTop(1)
      targets += drawRibbon(place, on: &canvas, in: ribbon)
      if place.step != nil, state.walk.zoom == .unit {
        targets += drawArithmetic(place, on: &canvas, in: below)
        return
      }
      let roomy = area.height >= 30 ? 1 : 0
      let (strip, rest) = below.splitTop(WalkStrip.height + 2 * roomy)
      targets += WalkStrip(place).draw(
        place, on: &canvas,
        in: Rect(
          x: strip.x, y: strip.y + roomy, width: strip.width, height: WalkStrip.height))
      drawAge(
        place, on: &canvas,
        in: Rect(
          x: strip.x, y: strip.y + roomy + 3, width: strip.width, height: 1))
      if place.step == nil {
        targets += drawStart(place, on: &canvas, in: rest)
      } else if state.walk.zoom == .network {
        targets += drawNetwork(place, on: &canvas, in: rest)
      } else {
        targets += drawStep(place, on: &canvas, in: rest)
      }
    }
    return targets
  }

  /// Which weights the walk is of, where they are not the initial ones.
  private static func drawAge(_ place: WalkPlace, on canvas: inout Canvas, in row: Rect) {
    guard let walk = place.state.scene.walk else { return }
    let (theme, language) = (place.theme, place.state.language)
    let update = NumberText.grouped(walk.weightsUpdate)
    let age = place.state.scene.walkAge
    var phrase: WalkPhrase?
    var role = Role.faint
    if age > 0 {
      phrase = .frozen(update: update, ago: NumberText.grouped(age))
      role = .warning
    } else if place.step?.phase == .update {
      phrase = .oldGradients
    } else if walk.weightsUpdate > 0 {
      phrase = .weightsOf(update: update)
    }
    guard let phrase else { return }
    let text = theme.text(phrase.text(in: language))
    canvas.put(
      text, x: row.maxX - text.unicodeScalars.count - 1, y: row.y, theme.ink(role))
  }
}

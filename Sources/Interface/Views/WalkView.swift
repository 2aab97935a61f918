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
    // What was clipped cannot be pressed.
    return targets.compactMap { target in
      let seen = target.area.intersection(area)
      return seen.isEmpty ? nil : AppState.Target(seen, target.action)
    }
  }

  /// Which weights the walk is of, where they are not the initial ones.
  private static func drawAge(_ place: WalkPlace, on canvas: inout Canvas, in row: Rect) {
    guard let walk = place.state.scene.walk else { return }
    let (theme, language) = (place.theme, place.state.language)
    let update = NumberText.grouped(walk.weightsUpdate)
    let age = place.state.scene.walkAge
    // The first of the forms that stands free of what else is in the row; old weights must be known as such.
    var forms: [WalkPhrase] = []
    if age > 0 {
      let ago = NumberText.grouped(age)
      forms = [.frozen(update: update, ago: ago), .frozenBriefly(ago: ago)]
    } else if place.step?.phase == .update {
      forms = [.oldGradients]
    } else if walk.weightsUpdate > 0 {
      forms = [.weightsOf(update: update)]
    }
    for form in forms {
      let text = theme.text(form.text(in: language))
      let start = row.maxX - text.unicodeScalars.count - 1
      let isFree = (start - 1..<row.maxX).allSatisfy { canvas[$0, row.y]?.glyph == " " }
      guard isFree || (age > 0 && form == forms.last) else { continue }
      let role: Role = age > 0 ? .warning : .faint
      canvas.put(" " + text, x: start - 1, y: row.y, theme.ink(role))
      return
    }
  }
}

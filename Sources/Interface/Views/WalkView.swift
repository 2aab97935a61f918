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
      let parts = Parts(place, below)
      if !parts.strip.isEmpty {
        targets += WalkStrip(place).draw(place, on: &canvas, in: parts.strip)
      }
      if !parts.age.isEmpty { targets += drawAge(place, on: &canvas, in: parts.age) }
      let rest = parts.rest
      if place.step == nil {
        targets += drawStart(place, on: &canvas, in: rest)
      } else if state.walk.zoom == .unit {
        targets += drawArithmetic(place, on: &canvas, in: rest)
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

  /// What stands below the ribbon: the strip of tensors, the age of the weights, and the step.
  private struct Parts {
    let strip: Rect
    let age: Rect
    let rest: Rect

    /// The rows of the window from which on the closest zoom leaves the strip its own.
    private static let leastWithStrip = 30

    init(_ place: WalkPlace, _ area: Rect) {
      let ageRows = WalkView.ageRows(place)
      let isUnit = place.step != nil && place.state.walk.zoom == .unit
      guard !isUnit || place.state.height >= Self.leastWithStrip else {
        // One element in full needs all the rows of a small window.
        strip = Rect(x: area.x, y: area.y, width: area.width, height: 0)
        (age, rest) = area.splitTop(ageRows)
        return
      }
      let roomy = area.height >= 29 ? 1 : 0
      let (top, rest) = area.splitTop(WalkStrip.height + 2 * roomy + ageRows)
      strip = Rect(x: top.x, y: top.y + roomy, width: top.width, height: WalkStrip.height)
      age = Rect(
        x: top.x, y: ageRows > 0 ? strip.maxY : strip.maxY - 1, width: top.width, height: 1)
      self.rest = rest
    }
  }

  /// A row for the age of the weights, where there may be newer ones.
  private static func ageRows(_ place: WalkPlace) -> Int {
    place.state.scene.isTraining || place.state.scene.walkAge > 0 ? 1 : 0
  }

  public static var drawsBoundaries: Bool { true }

  public static func boundaries(_ state: AppState) -> [Boundary] {
    let place = WalkPlace(state)
    let below = state.bodyArea.splitTop(1).bottom
    guard let step = place.step, below.height >= 7 else { return [] }
    switch state.walk.zoom {
    case .network: return []
    case .layer:
      let rest = Parts(place, below).rest
      return rest.height > 3 ? [StepLayout(step, place, in: rest).boundary] : []
    case .unit:
      return arithmeticBoundary(place, in: Parts(place, below).rest).map { [$0] } ?? []
    }
  }

  /// Which weights the walk is of, where they are not the initial ones: in a row of its own while training moves on.
  private static func drawAge(
    _ place: WalkPlace, on canvas: inout Canvas, in row: Rect
  ) -> [AppState.Target] {
    guard let walk = place.state.scene.walk else { return [] }
    let (theme, language) = (place.theme, place.state.language)
    let update = NumberText.grouped(walk.weightsUpdate)
    let age = place.state.scene.walkAge
    var forms: [WalkPhrase] = []
    if age > 0 {
      let ago = NumberText.grouped(age)
      forms = [.frozen(update: update, ago: ago), .frozenBriefly(ago: ago)]
    } else if place.step?.phase == .update {
      forms = [.oldGradients, .oldGradientsBriefly]
    } else if walk.weightsUpdate > 0 || walk.weightsAreChanged {
      let isChanged = walk.weightsAreChanged
      forms = [
        .weightsOf(update: update, isChanged: isChanged),
        .weightsOfBriefly(update: update, isChanged: isChanged),
      ]
    }
    // The first of the forms that stands free of what else is in the row.
    for form in forms {
      let text = theme.text(form.text(in: language))
      let width = text.unicodeScalars.count
      let start = max(row.x, row.maxX - width - 1)
      let isFree = (max(row.x, start - 1)..<row.maxX).allSatisfy {
        canvas[$0, row.y]?.glyph == " "
      }
      guard isFree, width + 2 <= row.width || form == forms.last else { continue }
      canvas.put(text, x: start, y: row.y, theme.ink(age > 0 ? .warning : .faint))
      let area = Rect(x: start, y: row.y, width: width, height: 1)
      return age > 0 ? [AppState.Target(area, .command("sync"))] : []
    }
    return []
  }
}

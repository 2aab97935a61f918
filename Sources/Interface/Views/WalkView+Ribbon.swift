import Commands
import Engine
import Walkthrough

extension WalkView {
  /// The phases, a dot for each step, and where the walk is.
  static func drawRibbon(
    _ place: WalkPlace, on canvas: inout Canvas, in row: Rect
  ) -> [AppState.Target] {
    var targets: [AppState.Target] = []
    let (theme, language) = (place.theme, place.state.language)
    let current = place.step?.phase ?? .forward
    var x = row.x + 1
    for phase in Phase.allCases {
      if phase != .forward {
        x = canvas.put(String(theme.glyph(.triangleRight)), x: x, y: row.y, theme.ink(.faint))
      }
      let word = theme.text(WalkPhrase.phase(phase).text(in: language))
      let end = place.count(through: phase)
      let isCurrent = phase == current && place.position > 0
      let role: Role = isCurrent ? .current : place.position >= end ? .right : .faint
      let start = x
      x = canvas.put(" \(word) ", x: x, y: row.y, theme.ink(role))
      let first = place.steps.first { $0.phase == phase }?.index ?? 1
      targets.append(
        AppState.Target(
          Rect(x: start, y: row.y, width: x - start, height: 1),
          .command("goto \(place.position == first ? end : first)")))
    }
    let step = WalkPhrase.step(place.position, of: place.steps.count).text(in: language)
    let mode =
      place.network.differsByMode ? place.trace?.mode ?? place.state.scene.session.mode : nil
    let count = "\(place.position)/\(place.steps.count)"
    let forms = [
      (mode.map { "mode \($0.rawValue) · " } ?? "") + step,
      (mode.map { "\($0.rawValue) · " } ?? "") + count, count,
    ].map(theme.text)
    let about = forms.first { x + 2 + $0.unicodeScalars.count < row.maxX } ?? forms[2]
    let length = about.unicodeScalars.count
    let aboutX = row.maxX - length - 1
    canvas.put(about, x: max(x + 1, aboutX), y: row.y, theme.ink(.strong))
    let room = aboutX - x - 2
    guard room > 2 else { return targets }
    // A step needs a dot; where they do not all fit, those around the current one stay.
    let shown = min(room, place.steps.count)
    let first = min(
      max(0, place.position - 1 - shown / 2), max(0, place.steps.count - shown))
    let spread = place.steps.count * 2 <= room ? 2 : 1
    x += 1
    // What lies beyond an end is told by it.
    let cut = [first > 0 ? first : -1, first + shown < place.steps.count ? first + shown - 1 : -1]
    for (index, step) in place.steps.enumerated().dropFirst(first).prefix(shown) {
      let glyph: Glyph =
        step.index == place.position
        ? .current
        : cut.contains(index) ? .ellipsis : step.index < place.position ? .done : .pending
      let role: Role =
        step.index > place.position
        ? .faint
        : step.index == place.position
          ? .strong : step.phase == .backward ? .gradient : step.phase == .update ? .accent : .right
      canvas.put(theme.glyph(glyph), x: x, y: row.y, theme.ink(role))
      targets.append(
        AppState.Target(
          Rect(x: x, y: row.y, width: spread, height: 1), .command("goto \(step.index)")))
      x += spread
    }
    return targets
  }
}

import Commands

extension DrawPainter {
  /// The buttons, each with its key; those that do not fit are left to the keys.
  func drawActions(on canvas: inout Canvas) -> [AppState.Target] {
    let area = layout.actions
    guard !area.isEmpty else { return [] }
    var targets: [AppState.Target] = []
    var x = area.x + 1
    for action in DrawAction.all(state.draw) {
      let key = String(action.key)
      let words = theme.text(" " + say(.button(action)))
      let end = x + key.unicodeScalars.count + words.unicodeScalars.count
      guard end < area.maxX else { break }
      let isOn =
        action == .erase && state.draw.isErasing || action == .numbers && state.draw.showsNumbers
      let button = Rect(x: x, y: area.y, width: end - x, height: 1)
      canvas.put(key, x: x, y: area.y, theme.ink(.accent))
      canvas.put(words, x: x + 1, y: area.y, theme.ink(isOn ? .selected : .text))
      targets.append(AppState.Target(button, .key(.character(action.key))))
      x = end + 2
    }
    return targets
  }

  /// What to do first, second and third; later one line of what is left.
  func drawGuide(on canvas: inout Canvas) -> [AppState.Target] {
    let guide = DrawGuide(state)
    let area = layout.guide
    guard !area.isEmpty, guide.height > 0 else { return [] }
    let inside = Rect(x: area.x + 1, y: area.y, width: area.width - 2, height: area.height)
    var targets: [AppState.Target] = []
    if guide.isOnlyBlank {
      Paragraph(say(.trainedBlank), .selected).draw(on: &canvas, in: inside, theme)
    } else if guide.isBlank {
      var y = inside.y + (inside.height > 4 ? 1 : 0)
      if inside.height > 3 {
        canvas.put(theme.text(say(.begin)), x: inside.x, y: y, theme.ink(.title))
        y += 1
      }
      for (place, stage) in DrawGuide.Stage.allCases.enumerated() where y < inside.maxY {
        let isNext = stage == .draw
        let isDone = guide.isDone(stage)
        let mark = isNext ? "▸" : isDone ? "✓" : " "
        Paragraph([
          Span("\(mark) \(place + 1)  ", isNext ? .selected : isDone ? .right : .accent),
          Span(say(.doNow(stage)), isNext ? .strong : isDone ? .faint : .text),
        ]).drawLine(on: &canvas, x: inside.x, y: y, width: inside.width, theme)
        if !isDone {
          targets.append(target(stage, Rect(x: inside.x, y: y, width: inside.width, height: 1)))
        }
        y += 1
      }
    } else if let next = guide.next {
      var spans: [Span] = []
      // What has only just begun has not been done.
      for stage in DrawGuide.Stage.allCases
      where guide.isDone(stage) && !(stage == .train && scene.isTraining) {
        spans.append(Span("✓ \(say(.stage(stage)))  ", .right))
      }
      let rest = [Span("▸ ", .selected), Span(say(.doNow(next)), .strong)]
      // What is to be done is worth more than what has been.
      let used = (spans + rest).reduce(0) { $0 + theme.text($1.text).unicodeScalars.count }
      Paragraph(used <= inside.width ? spans + rest : rest).drawLine(
        on: &canvas, x: inside.x, y: inside.y, width: inside.width, theme)
      targets.append(
        target(next, Rect(x: inside.x, y: inside.y, width: inside.width, height: 1)))
    }
    return targets
  }

  /// A press on a hint does what the hint says.
  private func target(_ stage: DrawGuide.Stage, _ area: Rect) -> AppState.Target {
    switch stage {
    case .draw: AppState.Target(area, .key(.character("d")))
    case .walk: AppState.Target(area, .view(.walk))
    case .train: AppState.Target(area, .key(.character("t")))
    }
  }
}

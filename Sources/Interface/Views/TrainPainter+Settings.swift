import Commands
import Engine

extension TrainPainter {
  /// The settings, each with arrows to step it; those that training refuses are faint while it runs.
  mutating func drawSettings() {
    let framed = frame(.settingsTitle, in: layout.settings)
    let inside = framed.splitLeft(1).right
    guard inside.width >= 20 else { return }
    let names = TrainSetting.allCases.map { say(.setting($0.rawValue)) }
    let nameWidth = names.map { theme.text($0).unicodeScalars.count }.max() ?? 0
    var y = inside.y
    for setting in TrainSetting.allCases {
      if setting == .rate { heading(.anyTime, .faint, in: inside, &y) }
      if setting == .task {
        heading(
          scene.isTraining ? .pauseFirst : .startsAnew, scene.isTraining ? .warning : .faint,
          in: inside, &y)
      }
      guard y < inside.maxY else { return }
      draw(
        setting, nameWidth: nameWidth, in: Rect(x: inside.x, y: y, width: inside.width, height: 1))
      y += 1
    }
    guard inside.maxY - y >= 2 else { return }
    let chosen = TrainView.chosen(state)
    let note = Rect(
      x: inside.x, y: inside.maxY - y > 3 ? y + 1 : y, width: inside.width,
      height: inside.maxY - y)
    let command = chosen.command(chosen.value(in: scene.session))
    Paragraph([Span(": ", .prompt), Span(command + "\n", .text), meaning(of: chosen)])
      .draw(on: &canvas, in: note.intersection(inside), theme)
  }

  /// What a setting means; the rate means another thing to Adam.
  private func meaning(of setting: TrainSetting) -> Span {
    let settings = scene.session.settings
    if settings.hasUnusualRate, setting == .rate || setting == .optimizer {
      return Span(say(.rateForAdam), .warning)
    }
    if setting == .rate, case .adam = settings.optimizer.method {
      return Span(say(.rateOfAdam), .faint)
    }
    return Span(say(.settingMeaning(setting.rawValue)), .faint)
  }

  private mutating func heading(
    _ phrase: TrainPhrase, _ role: Role, in area: Rect, _ y: inout Int
  ) {
    guard area.height >= TrainSetting.allCases.count + 2 else { return }
    put(say(phrase), x: area.x, y: y, role)
    y += 1
  }

  private mutating func draw(_ setting: TrainSetting, nameWidth: Int, in row: Rect) {
    let isChosen = state.train.setting == setting.rawValue
    let isRefused = setting.startsAnew && scene.isTraining
    let ground: Role = isChosen ? .chosen : .text
    if isChosen {
      canvas.fill(
        Rect(x: row.x - 1, y: row.y, width: row.width + 1, height: 1), theme.ink(.chosen))
    }
    targets.append(AppState.Target(row, .setting(setting.rawValue)))
    // A task by its name and a number with its minus for people: what would be typed stands below the list.
    let value =
      setting == .task
      ? InterfacePhrase.taskName(scene.session.task).text(in: state.language)
      : SettingsText.brief(setting.value(in: scene.session))
    canvas.put(
      theme.text(say(.setting(setting.rawValue))), x: row.x, y: row.y,
      theme.ink(.faint, on: ground))
    let start = row.x + nameWidth + 1
    let gap = row.width >= 32 ? 1 : 0
    let room = min(row.maxX - start - 2 - 2 * gap, 20)
    canvas.put(
      theme.text(value), x: start + 1 + gap, y: row.y, width: room,
      ellipsis: theme.glyph(.ellipsis),
      theme.ink(isRefused ? .faint : isChosen ? .chosen : .strong, on: ground))
    guard !isRefused else { return }
    for (offset, x, glyph) in [
      (-1, start, Glyph.triangleLeft), (1, start + 1 + room + 2 * gap, .triangleRight),
    ] {
      guard let command = setting.step(offset, in: scene.session) else { continue }
      canvas.put(
        theme.glyph(glyph), x: x, y: row.y, theme.ink(isChosen ? .accent : .faint, on: ground))
      targets.append(
        AppState.Target(Rect(x: x, y: row.y, width: 1, height: 1), .command(command)))
    }
  }
}

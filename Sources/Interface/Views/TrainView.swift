import Commands
import Engine

/// The Train view: curves, settings, the drawing as it is learned, validation and health.
public enum TrainView: View {
  public static func draw(
    _ state: AppState, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    var painter = TrainPainter(state: state, layout: TrainLayout(state), canvas: canvas)
    painter.drawLoss()
    painter.drawAccuracy()
    painter.drawSettings()
    painter.drawDrawing()
    painter.drawReadings()
    painter.drawValidation()
    painter.drawHealth()
    painter.drawEpochs()
    canvas = painter.canvas
    return painter.targets
  }

  public static func handle(_ key: Key, _ state: inout AppState) -> [Effect]? {
    guard !key.modifiers.contains(.control), !key.modifiers.contains(.alt) else { return nil }
    switch key.code {
    case .up, .character("k"): choose(-1, &state)
    case .down, .character("j"): choose(1, &state)
    case .right, .character("+"), .character("="): return step(1, state)
    case .left, .character("-"): return step(-1, state)
    case .character(" "): return [.run(state.trainOrPause)]
    case .enter: typeValue(&state)
    case .character("T"):
      state.prompt = TextField("train ", value: "20", " epochs", history: state.promptHistory)
    case .character("l"): state.train.isLogarithmic.toggle()
    case .character("f"): state.train.isRecent.toggle()
    case .character(","): moveCrosshair(-1, &state)
    case .character("."): moveCrosshair(1, &state)
    case .character("<"): moveCrosshair(-10, &state)
    case .character(">"): moveCrosshair(10, &state)
    case .character("x"): state.train.crosshair = nil
    case .escape where state.train.crosshair != nil: state.train.crosshair = nil
    case .character("s"): return [.run("stop")]
    case .character("r"): return [.run("reset")]
    case .character("R"): return [.run("reseed")]
    case .character("e"): return [.run("evaluate test")]
    case .character("["): return rewind(state)
    case .character("z"):
      let isSlow = state.scene.session.settings.updatesPerSecond.map { $0 <= 20 } ?? false
      return [.run(isSlow ? "speed full" : "speed 20")]
    default: return nil
    }
    return []
  }

  public static func handle(
    _ mouse: Mouse, on target: AppState.Target?, _ state: inout AppState
  ) -> [Effect] {
    switch (mouse.action, target?.action) {
    case (.press, .setting(let row)) where mouse.button == .left:
      if state.train.setting == row { typeValue(&state) }
      state.train.setting = row
    case (.wheelUp, .setting(let row)), (.wheelDown, .setting(let row)):
      state.train.setting = row
      return step(mouse.action == .wheelUp ? 1 : -1, state)
    case (.press, .curve) where mouse.button == .right: state.train.crosshair = nil
    case (.press, .curve), (.drag, .curve):
      guard let target else { return [] }
      placeCrosshair(column: mouse.x - target.area.x, of: target.area.width, &state)
    default: break
    }
    return []
  }

  public static func keys(_ state: AppState) -> [KeyHint] {
    func hint(_ key: String, _ meaning: TrainKey) -> KeyHint {
      KeyHint(key, TrainPhrase.key(meaning).text(in: state.language))
    }
    return [
      hint(DrawPhrase.space.text(in: state.language), .train), hint("↑↓", .choose),
      hint("←→", .change), hint("z", .slow),
      hint("Enter", .type),
      hint("l", .logarithmic), hint("f", .full), hint(", .", .crosshair),
      hint("< >", .crosshairFast), hint("x", .crosshairOff), hint("T", .trainFor),
      hint("s", .stop), hint("e", .evaluate), hint("[", .rewind),
      hint("r", .reset), hint("R", .reseed),
    ]
  }

  // MARK: Settings

  static func chosen(_ state: AppState) -> TrainSetting {
    TrainSetting(rawValue: state.train.setting) ?? .rate
  }

  private static func choose(_ offset: Int, _ state: inout AppState) {
    let count = TrainSetting.allCases.count
    state.train.setting = (state.train.setting + offset + count) % count
  }

  private static func step(_ offset: Int, _ state: AppState) -> [Effect] {
    chosen(state).step(offset, in: state.scene.session).map { [.run($0)] } ?? []
  }

  /// Opens the prompt with the chosen setting, its value selected.
  private static func typeValue(_ state: inout AppState) {
    let setting = chosen(state)
    state.prompt = TextField(
      setting.command(""), value: setting.value(in: state.scene.session),
      history: state.promptHistory)
  }

  /// Back to the nearest kept epoch before the present update.
  private static func rewind(_ state: AppState) -> [Effect] {
    let run = state.scene.session.run
    let kept = run.history.snapshots.last { $0.update < run.position.updates }
    return kept.map { [.run("rewind \($0.position.epoch)")] } ?? []
  }

  public static func boundaries(_ state: AppState) -> [Boundary] { TrainLayout(state).boundaries }

  // MARK: Crosshair

  private static func moveCrosshair(_ columns: Int, _ state: inout AppState) {
    let history = state.scene.history
    guard let last = history.buckets.last?.lastUpdate else { return }
    let range = LossCurve.range(last: last, isRecent: state.train.isRecent)
    guard let present = state.train.crosshair else {
      state.train.crosshair = last
      return
    }
    let cells = max(1, TrainLayout(state).loss.width - 20)
    let span = range.upperBound - range.lowerBound
    let step = max(history.bucketSize, Int((span / Double(cells)).rounded()), 1)
    let first = max(1, Int(range.lowerBound.rounded(.up)))
    state.train.crosshair = min(max(present + columns * step, first), last)
  }

  private static func placeCrosshair(column: Int, of width: Int, _ state: inout AppState) {
    guard let last = state.scene.history.buckets.last?.lastUpdate, width > 0 else { return }
    let range = LossCurve.range(last: last, isRecent: state.train.isRecent)
    let share = (Double(min(max(column, 0), width - 1)) + 0.5) / Double(width)
    let update = range.lowerBound + share * (range.upperBound - range.lowerBound)
    state.train.crosshair = min(max(Int(update.rounded()), 1), last)
  }
}

import Commands
import Engine

extension AppState {
  /// Takes an event and says what it asks of the world.
  public mutating func update(_ event: Event) -> [Effect] {
    // Whatever else the user does ends a stroke, so that the next one does not begin where it was left.
    switch event {
    case .mouse, .wake, .tick: break
    default: draw.stroke = nil
    }
    if scene.hasFinishedWalk { draw.hasWalked = true }
    switch event {
    case .key: message?.isFresh = false
    case .mouse(let mouse) where mouse.action == .press: message?.isFresh = false
    default: break
    }
    switch event {
    case .resize(let width, let height):
      (self.width, self.height) = (width, height)
      return []
    case .key(let key): return handle(key)
    case .mouse(let mouse): return handle(mouse)
    case .paste(let text):
      if prompt == nil {
        // Nothing runs before ↵: the text is seen first.
        guard overlay == nil, !isTooSmall, text.contains(where: { !$0.isWhitespace }) else {
          return []
        }
        prompt = TextField(history: promptHistory)
      }
      _ = prompt?.paste(text)
      return []
    case .background(let red, let green, let blue):
      adopt(background: 0.2126 * red + 0.7152 * green + 0.0722 * blue)
      return []
    case .focus, .wake, .tick: return []
    }
  }

  /// A light background asks for the light theme, unless a theme was chosen.
  private mutating func adopt(background luminance: Double) {
    isTerminalLight = luminance > 0.5
    take(isThemeChosen ? theme.name : luminance > 0.5 ? .light : .dark, theme.glyphSet)
  }

  private mutating func handle(_ key: Key) -> [Effect] {
    if key == .control("z") { return [.suspend] }
    if key == .control("c") { return breakOff() }
    if key == .control("l") { return [.repaint] }
    if prompt != nil { return handlePrompt(key) }
    let key = key.onLatinLayout
    if isTooSmall {
      if case .confirm(let question) = overlay { return answer(question, key) }
      return key == .character(":") || key == .character("q") ? handleAnywhere(key) : []
    }
    if overlay != nil { return handleOverlay(key) }
    if key.code == .escape, busyWith != nil { return [.cancel] }
    if let effects = view.view.handle(key, &self) { return effects }
    return handleAnywhere(key)
  }

  /// Closes what is open, as Esc does, and else leaves.
  private mutating func breakOff() -> [Effect] {
    if prompt != nil {
      prompt = nil
      return []
    }
    if case .confirm = overlay { return askToQuit() }
    if overlay != nil {
      overlay = nil
      return []
    }
    return askToQuit()
  }

  private mutating func handleAnywhere(_ key: Key) -> [Effect] {
    switch key.code {
    case .character(":"):
      prompt = TextField(history: promptHistory)
      return []
    case .character("?"), .function(1):
      overlay = .help(scroll: 0)
      return []
    case .character("p") where key.modifiers.contains(.control): return openPalette()
    case .character("q"): return askToQuit()
    case .character("u"): return [.run("undo")]
    case .character("U"): return [.run("redo")]
    case .character("r") where key.modifiers.contains(.control): return [.run("redo")]
    case .character("t"): return [.run(trainOrPause)]
    case .character("{"): return moveBoundary(isUpright: true, by: -2)
    case .character("}"): return moveBoundary(isUpright: true, by: 2)
    case .character("("): return moveBoundary(isUpright: false, by: -1)
    case .character(")"): return moveBoundary(isUpright: false, by: 1)
    case .character("|"):
      splits.chooseNext(of: view.view.boundaries(self))
      return []
    case .character("L"): return [.run("language \(language == .english ? "ru" : "en")")]
    case .function(2): return [.run("type \(type == .normal ? TypeSize.large : .normal)")]
    case .function(3): return [.run("theme \(nextTheme)")]
    case .tab: return choose(offset: key.modifiers.contains(.shift) ? -1 : 1)
    case .character(let digit):
      guard let number = Character(digit).wholeNumberValue,
        ViewName.allCases.indices.contains(number - 1)
      else { return [] }
      return [.run("view \(ViewName.allCases[number - 1].rawValue)")]
    case .escape:
      message = nil
      splits.chooseNone()
      return []
    default: return []
    }
  }

  /// Moves a boundary of the view that stands upright, or that lies flat: the one chosen, or the first.
  private mutating func moveBoundary(isUpright: Bool, by step: Int) -> [Effect] {
    if let boundary = splits.target(among: view.view.boundaries(self), isUpright: isUpright) {
      splits.move(boundary, by: step)
    }
    return []
  }

  /// What `t` does now.
  public var trainOrPause: String {
    scene.isTraining ? "pause" : scene.isPaused ? "resume" : "train 20 epochs"
  }

  /// The theme behind the present one, round the end.
  private var nextTheme: ThemeName {
    let all = ThemeName.allCases
    return all[((all.firstIndex(of: theme.name) ?? 0) + 1) % all.count]
  }

  private func choose(offset: Int) -> [Effect] {
    let all = ViewName.allCases
    guard let place = all.firstIndex(of: view) else { return [] }
    let next = all[(place + offset + all.count) % all.count]
    return [.run("view \(next.rawValue)")]
  }

  /// Leaves, or asks first where something would be lost.
  public mutating func askToQuit() -> [Effect] {
    if scene.unsaved.isEmpty { return [.quit] }
    if case .confirm(.quit) = overlay { return [.quit] }
    overlay = .confirm(.quit(scene.unsaved))
    return []
  }

  private mutating func answer(_ question: Question, _ key: Key) -> [Effect] {
    switch (question, key.code) {
    case (.quit, .character("y")), (.quit, .enter): return [.quit]
    case (.replace, .character("y")):
      overlay = nil
      return [.confirmed]
    case (_, .character("n")), (_, .escape), (_, .character("q")), (_, .character(":")):
      overlay = nil
      // Whoever begins a command has answered no: none of its letters is an answer.
      return (question.isReplace ? [.declined] : [])
        + (key.code == .character(":") ? handleAnywhere(key) : [])
    default: return []
    }
  }

  private mutating func handleOverlay(_ key: Key) -> [Effect] {
    if case .confirm(let question) = overlay { return answer(question, key) }
    switch (overlay, key.code) {
    case (.help, .character("?")), (.help, .function(1)): overlay = .marks(scroll: 0)
    case (_, .escape), (_, .character("q")), (_, .enter), (_, .character("?")): overlay = nil
    case (_, .down), (_, .character("j")): scrollOverlay(1)
    case (_, .up), (_, .character("k")): scrollOverlay(-1)
    case (_, .pageDown), (_, .character(" ")): scrollOverlay(max(1, height - 8))
    case (_, .pageUp): scrollOverlay(-max(1, height - 8))
    case (_, .home): scrollOverlay(-AppState.farScroll)
    case (_, .end): scrollOverlay(AppState.farScroll)
    case (_, .character(":")), (_, .tab), (_, .character("1"..."6")), (_, .character("u")),
      (_, .character("U")), (_, .character("t")), (_, .character("L")), (_, .function(2)),
      (_, .function(3)):
      // Whoever goes on has read it.
      overlay = nil
      return handleAnywhere(key)
    default: break
    }
    return []
  }

  /// Farther than any text is long.
  private static let farScroll = 1_000_000

  private mutating func scrollOverlay(_ rows: Int) {
    func moved(_ scroll: Int) -> Int { min(max(0, scroll + rows), AppState.farScroll) }
    switch overlay {
    case .help(let scroll): overlay = .help(scroll: moved(scroll))
    case .marks(let scroll): overlay = .marks(scroll: moved(scroll))
    case .text(let title, let lines, let scroll):
      overlay = .text(title: title, lines: lines, scroll: moved(scroll))
    default: break
    }
  }

  private mutating func handle(_ mouse: Mouse) -> [Effect] {
    // The second half of a double click is for the view that the first one left, not for what has come in its place.
    if mouse.action == .press {
      let (last, now) = (lastPress, Press(view: view, x: mouse.x, y: mouse.y))
      lastPress = now
      if let last, last.view != view, last.x == now.x, last.y == now.y { return [] }
    }
    let target = targets.last { $0.area.contains(x: mouse.x, y: mouse.y) }
    if overlay != nil {
      draw.stroke = nil
      var isQuestion = false
      if case .confirm = overlay { isQuestion = true }
      switch (mouse.action, target?.action) {
      case (.wheelDown, _): scrollOverlay(3)
      case (.wheelUp, _): scrollOverlay(-3)
      case (.press, .key(let key)) where isQuestion: return handleOverlay(key)
      case (.press, .key(let key)):
        // A key of the help does what it says; those of the help itself stay.
        if key != .character("?") { overlay = nil }
        return handle(key)
      case (.press, nil) where !isQuestion: overlay = nil
      default: break
      }
      return []
    }
    if splits.held != nil {
      switch mouse.action {
      case .drag: splits.drag(toX: mouse.x, y: mouse.y)
      case .wheelUp, .wheelDown, .move: break
      default: splits.release()
      }
      return []
    }
    if prompt != nil, mouse.action == .wheelUp || mouse.action == .wheelDown {
      return prompt?.completion == nil
        ? [] : handlePrompt(Key(mouse.action == .wheelUp ? .up : .down))
    }
    if mouse.action == .press, mouse.button == .left {
      switch target?.action {
      case .view(let name): return [.run("view \(name.rawValue)")]
      case .command(let command): return [.run(command)]
      case .key(let key): return handle(key)
      case .palette: return openPalette()
      case .promptField:
        if let area = target?.area {
          let margin = TextField.margin
          prompt?.click(column: mouse.x - area.x - margin, width: area.width - margin)
        }
        return []
      case .candidate(let candidate): return takeCandidate(candidate)
      case .value(let value, let length): return takeValue(value, replacing: length)
      case .covered: return []
      case .boundary(let boundary):
        splits.take(boundary, x: mouse.x, y: mouse.y)
        return []
      default: break
      }
    }
    return view.view.handle(mouse, on: target, &self)
  }
}

extension Question {
  var isReplace: Bool { if case .replace = self { true } else { false } }
}

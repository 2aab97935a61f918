import Commands
import Engine
import Walkthrough

extension WalkView {
  public static func handle(_ key: Key, _ state: inout AppState) -> [Effect]? {
    guard key.modifiers.subtracting(.shift).isEmpty else { return nil }
    switch key.code {
    case .character(" "), .character("n"):
      state.walk.scroll = 0
      return [.run("step")]
    case .backspace, .character("b"):
      state.walk.scroll = 0
      return [.run("back")]
    case .character("f"): return [.run(phaseCommand(state))]
    case .home: return [.run("goto 0")]
    case .end: return [.run("goto \(state.scene.steps.count)")]
    case .character("s"): return [.run("sync")]
    case .character("g"):
      guard let name = WalkPlace(state).checked else { return [] }
      return [.run("check \(name)")]
    case .enter: return zoom(1, &state)
    case .character("-"), .escape:
      if key.code == .escape, state.message?.isError == true { return nil }
      return zoom(-1, &state) ?? (key.code == .escape ? nil : [])
    default: return move(key.code, &state)
    }
  }

  /// What runs the phase that the walk is in to its end.
  static func phaseCommand(_ state: AppState) -> String {
    let place = WalkPlace(state)
    if place.position < place.count(through: .loss) { return "forward" }
    if place.position < place.count(through: .backward) { return "backward" }
    return place.position < place.steps.count ? "update" : "forward"
  }

  private static func zoom(_ change: Int, _ state: inout AppState) -> [Effect]? {
    guard let zoom = WalkState.Zoom(rawValue: state.walk.zoom.rawValue + change) else {
      return change > 0 ? [] : nil
    }
    state.walk.zoom = zoom
    state.walk.scroll = 0
    return []
  }

  private static func move(_ code: Key.Code, _ state: inout AppState) -> [Effect]? {
    let move: (columns: Int, rows: Int, pages: Int)
    switch code {
    case .left, .character("h"): move = (-1, 0, 0)
    case .right, .character("l"): move = (1, 0, 0)
    case .up, .character("k"): move = (0, -1, 0)
    case .down, .character("j"): move = (0, 1, 0)
    case .pageUp, .character("["): move = (0, 0, -1)
    case .pageDown, .character("]"): move = (0, 0, 1)
    default: return nil
    }
    let place = WalkPlace(state)
    guard let value = place.value, let layout = place.layout else { return [] }
    if state.walk.zoom == .unit, move.columns == 0 {
      let terms = place.expansion?.terms.count ?? 0
      let rows = max(1, state.height - 7)
      let change = move.rows + move.pages * rows
      state.walk.scroll = min(max(0, state.walk.scroll + change), max(0, terms - rows))
      return []
    }
    let element =
      move.pages != 0
      ? layout.move(place.element, pages: move.pages)
      : layout.move(place.element, columns: move.columns, rows: move.rows)
    choose(element, of: value.values.count, layout, &state)
    return []
  }

  /// Chooses an element; a row of a matrix is a unit, and stays chosen among the units.
  private static func choose(
    _ element: Int, of count: Int, _ layout: TensorLayout, _ state: inout AppState
  ) {
    state.walk.elements[count] = element
    if layout.kind == .sheet {
      state.walk.elements[layout.tiles] = element / max(1, layout.tileCount)
      return
    }
    // Matrices were chosen by their unit: another unit there means another row.
    for other in state.walk.elements.keys where other > count && other % count == 0 {
      state.walk.elements[other] = nil
    }
  }

  public static func handle(
    _ mouse: Mouse, on target: AppState.Target?, _ state: inout AppState
  ) -> [Effect] {
    switch mouse.action {
    case .wheelDown: return handle(Key(state.walk.zoom == .unit ? .down : .pageDown), &state) ?? []
    case .wheelUp: return handle(Key(state.walk.zoom == .unit ? .up : .pageUp), &state) ?? []
    case .press where mouse.button == .left, .drag:
      guard case .element(let name, let index) = target?.action else { return [] }
      let place = WalkPlace(state)
      guard let value = place.value, let layout = place.layout, place.step?.name == name,
        let offset = value.offset(of: index)
      else { return [] }
      choose(offset, of: value.values.count, layout, &state)
      return []
    default: return []
    }
  }

  public static func keys(_ state: AppState) -> [KeyHint] {
    func say(_ key: WalkKey) -> String { WalkPhrase.key(key).text(in: state.language) }
    var keys = [KeyHint("space", say(.next)), KeyHint("⌫", say(.back))]
    if state.scene.walkAge > 0 { keys.append(KeyHint("s", say(.sync))) }
    keys += [
      KeyHint("↵", say(.closer)), KeyHint("g", say(.check)), KeyHint("f", say(.phase)),
      KeyHint("Esc -", say(.farther)), KeyHint("←↓↑→ hjkl", say(.move)),
      KeyHint("PgUp PgDn [ ]", say(.page)), KeyHint("Home", say(.start)),
      KeyHint("End", say(.end)),
    ]
    if state.scene.walkAge == 0 { keys.append(KeyHint("s", say(.sync))) }
    return keys
  }
}

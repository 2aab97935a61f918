import Commands
import Engine

extension UnitsView {
  public static func handle(_ key: Key, _ state: inout AppState) -> [Effect]? {
    guard !key.modifiers.contains(.control), !key.modifiers.contains(.alt) else { return nil }
    switch (key.code, key.modifiers.contains(.shift)) {
    case (.left, true), (.character("H"), _): moveWeight(rows: 0, columns: -1, &state)
    case (.right, true), (.character("L"), _): moveWeight(rows: 0, columns: 1, &state)
    case (.up, true), (.character("K"), _): moveWeight(rows: -1, columns: 0, &state)
    case (.down, true), (.character("J"), _): moveWeight(rows: 1, columns: 0, &state)
    default: return handle(key.code, &state)
    }
    return []
  }

  private static func handle(_ code: Key.Code, _ state: inout AppState) -> [Effect]? {
    switch code {
    case .left, .character("h"): move(-1, &state)
    case .right, .character("l"): move(1, &state)
    case .up, .character("k"): moveRows(-1, &state)
    case .down, .character("j"): moveRows(1, &state)
    case .pageUp: movePage(-1, &state)
    case .pageDown: movePage(1, &state)
    case .home: state.units.choose(position: 0)
    case .end: state.units.choose(position: .max)
    case .enter, .character("+"), .character("="): zoom(1, &state)
    // Backspace takes steps back in Walk; here it is kept for those who know it.
    case .character("-"), .backspace: zoom(-1, &state)
    case .escape:
      // From a weight to its unit, from one unit back to all; the panel beside them is no place to escape from.
      guard state.message?.isError != true else { return nil }
      if state.units.input != nil, state.units.zoom != .sheet {
        state.units.input = nil
      } else {
        guard state.units.zoom == .unit else { return nil }
        zoom(-1, &state)
      }
    case .character("m"), .character("g"): changeSubject(&state)
    case .character("s"): changeOrder(1, &state)
    case .character("S"): changeOrder(-1, &state)
    case .character("c"): state.units.hasOwnScale.toggle()
    case .character("["): changeLayer(-1, &state)
    case .character("]"): changeLayer(1, &state)
    case .character("x"), .character(" "): return turn(&state)
    default: return nil
    }
    return []
  }

  public static func handle(
    _ mouse: Mouse, on target: AppState.Target?, _ state: inout AppState
  ) -> [Effect] {
    switch mouse.action {
    case .wheelUp: movePage(-1, &state)
    case .wheelDown: movePage(1, &state)
    case .press where mouse.button == .left:
      switch target?.action {
      case .unit(let unit):
        // A second press on the chosen unit looks closer.
        if state.units.chosen == unit { zoom(1, &state) }
        state.units.unit = unit
      case .elements(let picture):
        if chooseWeight(at: mouse, of: picture, &state) { zoom(1, &state) }
      default: break
      }
    default: break
    }
    return []
  }

  private static func move(_ offset: Int, _ state: inout AppState) {
    state.units.choose(position: state.units.position + offset)
  }

  /// A row up or down; one unit where only one is seen.
  private static func moveRows(_ rows: Int, _ state: inout AppState) {
    let columns = state.units.zoom == .unit ? 1 : state.units.columns
    let place = state.units.position + rows * columns
    guard place >= 0, place / columns <= (state.units.sequence.count - 1) / columns else { return }
    state.units.choose(position: place)
  }

  private static func movePage(_ pages: Int, _ state: inout AppState) {
    let size = state.units.zoom == .unit ? 1 : state.units.pageSize
    let place = state.units.position + pages * size
    let (first, last) = (0, max(0, state.units.sequence.count - 1))
    guard place < first || place > last else {
      state.units.choose(position: place)
      return
    }
    // To the last page even where it has no unit at this place, but not beyond it.
    let page = state.units.position / size
    if place > last, page < last / size { state.units.choose(position: last) }
  }

  private static func zoom(_ offset: Int, _ state: inout AppState) {
    state.units.zoom =
      UnitsState.Zoom(rawValue: state.units.zoom.rawValue + offset) ?? state.units.zoom
  }

  private static func changeSubject(_ state: inout AppState) {
    let all = UnitsState.Subject.allCases
    let place = all.firstIndex(of: state.units.subject) ?? 0
    state.units.subject = all[(place + 1) % all.count]
  }

  private static func changeOrder(_ offset: Int, _ state: inout AppState) {
    let all = UnitOrder.allCases
    let place = all.firstIndex(of: state.units.order) ?? 0
    state.units.order = all[(place + offset + all.count) % all.count]
    state.units.sortAnew()
    state.units.follow(state.scene)
  }

  private static func changeLayer(_ offset: Int, _ state: inout AppState) {
    let count = state.scene.live.hiddenLayers.count
    guard count > 0 else { return }
    // Round, so that one button reaches every layer.
    state.units.layer = (state.units.layer - 1 + offset + count) % count + 1
    (state.units.unit, state.units.input) = (nil, nil)
    state.units.follow(state.scene)
  }

  /// Switches the chosen unit off, or on again, and measures what that did to the accuracy.
  private static func turn(_ state: inout AppState) -> [Effect] {
    guard let unit = state.units.chosen else { return [] }
    state.units.unit = unit
    let place = UnitPlace(layer: state.units.layer, unit: unit)
    let verb = state.scene.session.isOff(place) ? "on" : "off"
    let isDeep = state.scene.session.network.hiddenLayers.count > 1
    let layer = isDeep ? " layer=\(place.layer)" : ""
    let command = "unit \(unit) \(verb)\(layer)"
    guard !state.scene.isTraining else { return [.run(command)] }
    let isKnown = state.units.accuracy(of: state.scene.session.network) != nil
    return [.run((isKnown ? "" : "evaluate; ") + command + "; evaluate")]
  }
}

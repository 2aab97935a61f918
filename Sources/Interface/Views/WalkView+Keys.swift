import Commands
import Engine
import Walkthrough

extension WalkView {
  public static func handle(_ key: Key, _ state: inout AppState) -> [Effect]? {
    guard key.modifiers.subtracting(.shift).isEmpty else { return nil }
    switch key.code {
    case .character(" "), .character("n"), .character("f"):
      // The step says already why there is no going on, and what to do.
      if awaitsNewerWeights(state) { return [] }
      state.walk.term = nil
      state.walk.endTrace()
      return [.run(key.code == .character("f") ? phaseCommand(state) : "step")]
    case .backspace, .character("b"):
      state.walk.term = nil
      state.walk.endTrace()
      return [.run("back")]
    case .home:
      state.walk.endTrace()
      return [.run("goto 0")]
    case .end:
      state.walk.endTrace()
      return goToEnd(state)
    case .character("s"):
      state.walk.endTrace()
      return [.run("sync")]
    case .character("g"):
      let place = WalkPlace(state)
      if let name = place.checked {
        let element = Symbols.typeset(
          WalkPlace.reference(place.step?.name ?? "", place.index))
        var phrase = WalkPhrase.checksWeight(of: element)
        if case .localByInput = place.step?.operation {
          phrase = .checksItself(Symbols.typeset(name))
        }
        state.walk.checkNote =
          place.checksElement
          ? nil : CheckNote(command: "check \(name)", text: phrase.text(in: state.language))
        return [.run("check \(name)")]
      }
      state.message = AppState.Message(
        command: "check", text: WalkPhrase.nothingToCheck.text(in: state.language), isError: false)
      return []
    case .character("."), .character(","):
      state.walk.changeDigits(by: key.code == .character(".") ? 1 : -1)
      return []
    case .character("+"), .character("="): return zoom(1, &state) ?? []
    case .enter: return state.walk.zoom == .unit ? follow(&state) : zoom(1, &state)
    case .character("-"), .escape:
      if key.code == .escape, state.message?.isError == true { return nil }
      if let start = traceStart(state) {
        state.walk.endTrace()
        return [.run("goto \(start)")]
      }
      return zoom(-1, &state) ?? (key.code == .escape ? nil : [])
    case .character("J"), .character("K"), .up, .down:
      let goesDown = key.code == .down || key.code == .character("J")
      let isShifted = key.modifiers.contains(.shift) || key.code != (goesDown ? .down : .up)
      guard isShifted else { return move(key.code, &state) }
      if state.walk.zoom == .unit { rollChain(by: goesDown ? 1 : -1, WalkPlace(state), &state) }
      return []
    default: return move(key.code, &state)
    }
  }

  /// Whether the walk is before the update, which training or its newer weights do not allow.
  private static func awaitsNewerWeights(_ state: AppState) -> Bool {
    guard refusesUpdate(state) else { return false }
    let place = WalkPlace(state)
    return place.trace != nil && place.position == place.count(through: .backward)
  }

  private static func refusesUpdate(_ state: AppState) -> Bool {
    state.scene.isTraining || state.scene.walkAge > 0
  }

  /// To the last step, or to the last one before an update that is not allowed, where the step says why.
  private static func goToEnd(_ state: AppState) -> [Effect] {
    guard !awaitsNewerWeights(state) else { return [] }
    let place = WalkPlace(state)
    let last = place.count(through: .backward)
    let isHeld = refusesUpdate(state) && place.position < last
    return [.run("goto \(isHeld ? last : place.steps.count)")]
  }

  /// What runs the phase that the walk is in to its end.
  static func phaseCommand(_ state: AppState) -> String {
    let place = WalkPlace(state)
    if place.position < place.count(through: .loss) { return "forward" }
    if place.position < place.count(through: .backward) { return "backward" }
    return place.position < place.steps.count ? "update" : "forward"
  }

  private static func zoom(_ change: Int, _ state: inout AppState) -> [Effect]? {
    // Before the first step there is nothing that could be nearer or farther.
    guard state.scene.walk.map({ $0.position > 0 }) ?? false else { return change > 0 ? [] : nil }
    guard let zoom = WalkState.Zoom(rawValue: state.walk.zoom.rawValue + change) else {
      return change > 0 ? [] : nil
    }
    state.walk.zoom = zoom
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
      let last = place.selectableTerms - 1
      // A single product has no terms to choose from: its chain is rolled.
      guard last > 0 else {
        rollChain(by: move.rows + 4 * move.pages, place, &state)
        return []
      }
      let term = place.followedTerm + move.rows + 10 * move.pages
      state.walk.term = min(max(0, term), last)
      return []
    }
    let element =
      move.pages != 0
      ? layout.move(place.element, pages: move.pages)
      : layout.move(place.element, columns: move.columns, rows: move.rows)
    if element != place.element { state.walk.term = nil }
    choose(element, of: value.values.count, layout, &state)
    place.step.map { chooseSample(of: element, $0, value.values.count, place, &state) }
    return []
  }

  /// Whether the last frame had no room for all of the chain.
  private static func hasChainToRoll(_ state: AppState) -> Bool {
    state.targets.contains { if case .chain = $0.action { true } else { false } }
  }

  /// Rolls the chain of the element in view, where there is no room for all of it.
  private static func rollChain(by links: Int, _ place: WalkPlace, _ state: inout AppState) {
    for case .chain(let first, let last) in state.targets.map(\.action) {
      state.walk.showChain(
        from: min(max(0, first + links), last), at: place.position, of: place.element)
    }
  }

  /// Goes down the chain: to the step and the element that the one in view comes from.
  private static func follow(_ state: inout AppState) -> [Effect] {
    guard let next = origin(of: WalkPlace(state)) else { return [] }
    return follow(next.step.index, next.expansion.index, &state)
  }

  /// What the element in view comes from; nil at the ends of the chain, as a pixel is one.
  private static func origin(of place: WalkPlace) -> Link? {
    place.chain.dropFirst().first { $0.expansion.part == nil }
  }

  /// Where the way back began, while the walk still has that step.
  private static func traceStart(_ state: AppState) -> Int? {
    guard let start = state.walk.traceStart, let walk = state.scene.walk,
      start <= walk.trace.steps.count, state.walk.isTracing(at: walk.position)
    else { return nil }
    return start
  }

  private static func follow(
    _ step: Int, _ index: [Int], _ state: inout AppState
  ) -> [Effect] {
    let place = WalkPlace(state)
    guard let origin = place.steps.first(where: { $0.index == step }),
      let tensor = place.trace?.value(of: origin, at: place.position),
      let element = tensor.offset(of: index)
    else { return [] }
    choose(element, of: tensor.values.count, place.layout(of: origin.name, tensor), &state)
    chooseSample(of: element, origin, tensor.values.count, place, &state)
    state.walk.term = nil
    state.walk.trace(from: place.position, to: step)
    return [.run("goto \(step)")]
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

  /// In a batch the element is of a sample, which is then looked at in every step.
  private static func chooseSample(
    of element: Int, _ step: Step, _ count: Int, _ place: WalkPlace, _ state: inout AppState
  ) {
    guard let trace = place.trace, trace.isPerSample(step) else { return }
    state.walk.sample = element / max(1, count / trace.batch)
  }

  public static func handle(
    _ mouse: Mouse, on target: AppState.Target?, _ state: inout AppState
  ) -> [Effect] {
    switch mouse.action {
    case .wheelDown: return handle(Key(state.walk.zoom == .unit ? .down : .pageDown), &state) ?? []
    case .wheelUp: return handle(Key(state.walk.zoom == .unit ? .up : .pageUp), &state) ?? []
    case .press where mouse.button == .left, .drag:
      let place = WalkPlace(state)
      switch target?.action {
      case .origin(let step, let index) where mouse.action != .drag:
        return follow(step, index, &state)
      case .chain(let first, let last) where mouse.action != .drag:
        // On to its end, and from there back to its top.
        rollChain(by: first < last ? 4 : -last, place, &state)
      case .element(let name, let offset): choose([offset], of: name, place, &state)
      case .elements(let picture):
        choose(picture.offsets(atX: mouse.x, y: mouse.y), of: picture.name, place, &state)
      default: break
      }
      return []
    default: return []
    }
  }

  /// Chooses an element that was pressed, and the term with it; of two in a cell the other one where the first is chosen already.
  private static func choose(
    _ offsets: [Int], of name: String, _ place: WalkPlace, _ state: inout AppState
  ) {
    guard let step = place.step, let value = place.value, let layout = place.layout else { return }
    let found = offsets.compactMap {
      name == step.name ? (element: $0, term: nil) : result(of: name, at: $0, place)
    }.filter { value.values.indices.contains($0.element) }
    let isNew = found.first {
      $0.element != place.element || name != step.name && $0.term != state.walk.term
    }
    guard let (element, term) = isNew ?? found.first else { return }
    choose(element, of: value.values.count, layout, &state)
    chooseSample(of: element, step, value.values.count, place, &state)
    state.walk.term = term
  }

  public static func keys(_ state: AppState) -> [KeyHint] {
    func say(_ key: WalkKey) -> String { WalkPhrase.key(key).text(in: state.language) }
    let isUnit = state.walk.zoom == .unit
    let next = KeyHint(DrawPhrase.space.text(in: state.language), say(.next))
    let phase = KeyHint("f", say(.phase))
    let ends = [KeyHint("Home", say(.start)), KeyHint("End", say(.end))]
    // Before the first step there is nothing to look at, nor to go back to.
    guard state.scene.walk.map({ $0.position > 0 }) ?? false else { return [next, phase] + ends }
    let isHeld = awaitsNewerWeights(state)
    var keys = isHeld ? [] : [next]
    if state.scene.walkAge > 0 { keys.append(KeyHint("s", say(.sync))) }
    let start = traceStart(state)
    let farther = KeyHint(
      "Esc -",
      start.map { WalkPhrase.backToStep($0).text(in: state.language) } ?? say(.farther),
      brief: start.map { WalkPhrase.backToStepBriefly($0).text(in: state.language) })
    // From the closest zoom the way out comes before the way on, which ends at a pixel.
    let hasOrigin = isUnit && origin(of: WalkPlace(state)) != nil
    let follow = hasOrigin ? [KeyHint("↵", say(.follow))] : []
    keys += isUnit ? [farther] + follow : [KeyHint("↵ +", say(.closer))]
    keys.append(KeyHint("⌫", say(.back)))
    if WalkPlace.canCheck(state.scene.walk) {
      keys.append(KeyHint("g", say(.check), brief: say(.checkBriefly)))
    }
    let isFarthest = state.walk.zoom == .network && start == nil
    keys += isUnit || isFarthest ? [] : [farther]
    let isAtEnd = state.scene.walk.map { $0.position == $0.trace.steps.count } ?? false
    if !isAtEnd, !isHeld { keys.append(phase) }
    keys +=
      isUnit
      ? [KeyHint("↓↑ jk", say(.term)), KeyHint("←→ hl", say(.move))]
      : [KeyHint("←↓↑→ hjkl", say(.move))]
    keys.append(KeyHint("PgUp PgDn [ ]", say(isUnit ? .terms : .page)))
    keys += ends + [KeyHint(". ,", say(.digits))]
    if isUnit, hasChainToRoll(state) { keys.append(KeyHint("JK", say(.chain))) }
    if state.scene.walkAge == 0 { keys.append(KeyHint("s", say(.sync))) }
    return keys
  }
}

import Commands
import Datasets
import Engine

/// The Data view: the digit set as thumbnails, the wrong ones first, and the confusion matrix.
enum DataView: View {
  static func draw(
    _ state: AppState, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    var painter = DataPainter(state, in: area)
    return painter.draw(on: &canvas)
  }

  static func handle(_ key: Key, _ state: inout AppState) -> [Effect]? {
    if key.modifiers.contains(.control) { return nil }
    if state.data.isOnMatrix, let effects = handleMatrix(key, &state) { return effects }
    let model = DataModel(state)
    let painter = DataPainter(state, in: state.bodyArea)
    let (columns, rows) = painter.capacity
    let page = max(1, columns * rows)
    func move(_ step: Int) {
      state.data.chosen = min(max(0, model.chosen + step), max(0, model.rows.count - 1))
    }
    switch key.code {
    case .right, .character("l"): move(1)
    case .left, .character("h"): move(-1)
    case .down, .character("j"): move(max(1, columns))
    case .up, .character("k"): move(-max(1, columns))
    case .pageDown: move(page)
    case .pageUp: move(-page)
    case .home: state.data.chosen = 0
    case .end: state.data.chosen = max(0, model.rows.count - 1)
    case .enter, .character(" "): return model.takeCommand.map { [.run($0)] } ?? []
    case .character("s"):
      state.data.split = next(model.split, in: Split.allCases)
      state.data.chosen = 0
    case .character("c"): turnFilter(1, model, &state)
    case .character("C"): turnFilter(-1, model, &state)
    case .character("w"): return wrongFirst(model, &state)
    case .character("e"): return [.run("losses \(model.split.rawValue)")]
    case .character("m"):
      state.data.isOnMatrix = true
      // Without one it is made first.
      return model.evaluation == nil ? [.run("losses \(model.split.rawValue)")] : []
    case .escape:
      guard model.filter != .all else { return nil }
      filter(.all, &state)
    default: return nil
    }
    return []
  }

  /// The keys while the confusion matrix has them; nil for those that go on to the view.
  private static func handleMatrix(_ key: Key, _ state: inout AppState) -> [Effect]? {
    let last = state.scene.session.task.classes.count - 1
    func move(_ rows: Int, _ columns: Int) {
      state.data.cell = Place(
        row: min(max(0, state.data.cell.row + rows), last),
        column: min(max(0, state.data.cell.column + columns), last))
    }
    switch key.code {
    case .right, .character("l"): move(0, 1)
    case .left, .character("h"): move(0, -1)
    case .down, .character("j"): move(1, 0)
    case .up, .character("k"): move(-1, 0)
    case .enter, .character(" "):
      let place = Place(
        row: min(state.data.cell.row, last), column: min(state.data.cell.column, last))
      return open(place, &state)
    case .escape, .character("m"): state.data.isOnMatrix = false
    default: return nil
    }
    return []
  }

  private static func next<Element: Equatable>(_ element: Element, in all: [Element]) -> Element {
    let place = all.firstIndex(of: element) ?? 0
    return all[(place + 1) % all.count]
  }

  private static func filter(_ filter: DataState.Filter, _ state: inout AppState) {
    state.data.filter = filter
    state.data.chosen = 0
  }

  private static func turnFilter(_ step: Int, _ model: DataModel, _ state: inout AppState) {
    let all = DataModel.filters(of: model.task)
    // A digit without a part in the task is reached by its row; to pass through all of those would be tiresome.
    let used = all.filter { filter in
      guard case .digit(let digit) = filter else { return true }
      return filter == model.filter || model.task.target(ofLabel: digit) != nil
    }
    let place = used.firstIndex(of: model.filter) ?? 0
    filter(used[(place + step + used.count) % used.count], &state)
  }

  /// Puts the wrong ones first, or the order of the set again; losses that the present weights have not given are sought.
  private static func wrongFirst(_ model: DataModel, _ state: inout AppState) -> [Effect] {
    state.data.chosen = 0
    guard model.isReportFresh else {
      state.data.wrongFirst = true
      return [.run("losses \(model.split.rawValue)")]
    }
    state.data.wrongFirst.toggle()
    return []
  }

  /// Shows the images of a cell of the matrix.
  private static func open(_ place: Place, _ state: inout AppState) -> [Effect] {
    let evaluated = DataModel(state).evaluation
    if let split = evaluated?.split { state.data.split = split }
    state.data.cell = place
    state.data.isOnMatrix = false
    filter(.confused(target: place.row, prediction: place.column), &state)
    // Also where no evaluation is there yet: its counts come with the losses.
    let model = DataModel(state)
    return model.isReportFresh ? [] : [.run("losses \(model.split.rawValue)")]
  }

  static func handle(
    _ mouse: Mouse, on target: AppState.Target?, _ state: inout AppState
  ) -> [Effect] {
    switch (mouse.action, target?.action) {
    case (.press, .thumbnail(let place)):
      guard mouse.button == .left else { return [] }
      guard place == DataModel(state).chosen else {
        state.data.chosen = place
        return []
      }
      return DataModel(state).takeCommand.map { [.run($0)] } ?? []
    case (.press, .filter(let place)):
      let all = DataModel.filters(of: state.scene.session.task)
      if all.indices.contains(place) { filter(all[place], &state) }
    case (.press, .confusion(let row, let column)):
      return open(Place(row: row, column: column), &state)
    case (.wheelDown, _): return handle(Key(.pageDown), &state) ?? []
    case (.wheelUp, _): return handle(Key(.pageUp), &state) ?? []
    default: break
    }
    return []
  }

  static func boundaries(_ state: AppState) -> [Boundary] {
    let painter = DataPainter(state, in: state.bodyArea)
    return painter.layout.boundary.map { [$0] } ?? []
  }

  /// What the newest weights say of each image of the split; training has newer ones at every moment.
  static func wants(_ state: AppState) -> String? {
    let model = DataModel(state)
    guard !state.scene.isTraining, !model.isReportFresh, !model.isEmpty else { return nil }
    return "losses \(model.split.rawValue)"
  }

  static func keys(_ state: AppState) -> [KeyHint] {
    func say(_ key: DataKey) -> String { DataPhrase.key(key).text(in: state.language) }
    let space = DrawPhrase.space.text(in: state.language)
    if state.data.isOnMatrix {
      return [
        KeyHint(space, say(.openCell)), KeyHint("←→↑↓", say(.cell)), KeyHint("Esc", say(.leave)),
        KeyHint("e", say(.evaluate)),
      ]
    }
    return [
      KeyHint(space, say(.take)), KeyHint("w", say(.wrong)), KeyHint("c", say(.filter)),
      KeyHint("s", say(.split)), KeyHint("e", say(.evaluate)), KeyHint("m", say(.matrix)),
      KeyHint("←→↑↓", say(.move)), KeyHint("PgUp PgDn", say(.page)), KeyHint("C", say(.back)),
      KeyHint("Esc", say(.all)),
    ]
  }
}

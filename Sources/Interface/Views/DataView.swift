import Commands

enum DataView: View {
  static func draw(
    _ state: AppState, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] { [] }
  static func handle(_ key: Key, _ state: inout AppState) -> [Effect]? { nil }
  static func handle(
    _ mouse: Mouse, on target: AppState.Target?, _ state: inout AppState
  ) -> [Effect] { [] }
  static func keys(_ state: AppState) -> [KeyHint] { [] }
}

import Commands

/// The Train view.
public enum TrainView: View {
  public static func draw(
    _ state: AppState, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    []
  }

  public static func handle(_ key: Key, _ state: inout AppState) -> [Effect]? { nil }

  public static func handle(
    _ mouse: Mouse, on target: AppState.Target?, _ state: inout AppState
  ) -> [Effect] {
    []
  }

  public static func keys(_ state: AppState) -> [KeyHint] { [] }
}

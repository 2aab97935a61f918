public import Commands
import Engine

/// A view of the screen: pure functions of the state.
///
/// `draw` paints the state into an area and says where the mouse can reach; `handle` takes a key or a mouse event that is
/// meant for the view and answers with effects, or nil where it means nothing to it.
public protocol View {
  static func draw(_ state: AppState, on canvas: inout Canvas, in area: Rect) -> [AppState.Target]
  static func handle(_ key: Key, _ state: inout AppState) -> [Effect]?
  /// A press, drag, release or wheel on a target of the view, or anywhere while a stroke is under way.
  static func handle(
    _ mouse: Mouse, on target: AppState.Target?, _ state: inout AppState
  ) -> [Effect]
  /// The keys of the view, the most important first: the bottom line shows as many as fit, `?` shows all.
  static func keys(_ state: AppState) -> [KeyHint]
  /// What the signs of the view mean.
  static func marks(_ state: AppState) -> [Mark]
  /// A command whose findings the view shows and lacks; it is run without being asked for.
  static func wants(_ state: AppState) -> String?
  /// The boundaries between its panels that can be moved, the most important of each direction first.
  static func boundaries(_ state: AppState) -> [Boundary]
  /// Whether `draw` draws the boundaries too, because what tells their places is worked out there.
  static var drawsBoundaries: Bool { get }
  /// What large type says above the view.
  static func headline(_ state: AppState) -> Headline
}

extension View {
  public static func boundaries(_ state: AppState) -> [Boundary] { [] }
  public static var drawsBoundaries: Bool { false }
  public static func wants(_ state: AppState) -> String? { nil }
}

extension ViewName {
  public var view: any View.Type {
    switch self {
    case .draw: DrawView.self
    case .walk: WalkView.self
    case .train: TrainView.self
    case .functions: FunctionsView.self
    case .data: DataView.self
    case .units: UnitsView.self
    }
  }
}

extension ViewName {
  /// Whether the view itself shows what a reply says, so that no box has to.
  public func shows(_ reply: Reply) -> Bool {
    switch (self, reply) {
    case (.data, .evaluation), (.units, .evaluation), (.train, .evaluation): true
    default: false
    }
  }
}

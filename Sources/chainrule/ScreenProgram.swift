import Interface

/// What the event loop drives.
protocol ScreenProgram: AnyObject {
  /// Takes an event; what is to be seen of it comes with the next frame.
  func handle(_ event: Event)

  /// Whether the last frame no longer shows what is; `frame` ends it.
  var needsFrame: Bool { get }

  func frame(width: Int, height: Int) -> (canvas: Canvas, cursor: Screen.Cursor?)

  /// The time between two `.tick`s while something moves; `nil` while nothing does.
  var tickInterval: Duration? { get }

  /// Set to stop the process as Ctrl-Z does; the loop clears it.
  var wantsSuspend: Bool { get set }
  var wantsRepaint: Bool { get set }

  /// Set when the program has come to its end by itself.
  var isFinished: Bool { get }

  /// A fatal signal came or the terminal is gone: stop what runs and save, at once and without questions.
  func terminate()
}

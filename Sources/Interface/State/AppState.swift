public import Commands
public import Engine

/// The state of the screen: the scene, and everything about how it is looked at.
public struct AppState: Sendable {
  public var scene: Scene
  public var theme: Theme
  public var language: Language
  public var view: ViewName = .draw
  public var draw = DrawState()
  public var walk = WalkState()
  public var train = TrainState()
  public var functions = FunctionsState()
  public var data = DataState()
  public var units = UnitsState()
  public var splits = Splits()
  /// The `:` line while it is open.
  public var prompt: TextField?
  /// What was typed at the prompt before, oldest first.
  public var promptHistory: [String] = []
  /// The keys that lists of commands and of their values show, found when they open.
  var paletteKeys: [CommandWord: KeyLine] = [:]
  public var overlay: OverlayState?
  /// The bottom line: the command that ran last and what came of it.
  public var message: Message?
  /// What the mouse can reach, as the last frame had it.
  public var targets: [Target] = []
  var lastPress: Press?
  /// A job that runs on another thread, by the command that began it.
  public var busyWith: String?
  /// The commands that wait for that to end.
  public var waiting: [String] = []
  public var width = 80
  public var height = 24
  /// Whether the most important number stands above the view in large letters.
  public var type = TypeSize.normal
  /// A theme that was asked for by name is not changed by what the terminal answers.
  public private(set) var isThemeChosen = false
  /// Whether the terminal's own ground is light, as it has answered.
  var isTerminalLight: Bool?

  public init(scene: Scene, theme: Theme, language: Language) {
    self.scene = scene
    self.theme = theme
    self.language = language
  }

  /// The look as commands name it.
  public var look: Look {
    get { Look(theme: theme.name, glyphs: theme.glyphSet, type: type) }
    set {
      take(newValue.theme, newValue.glyphs)
      type = newValue.type
    }
  }

  /// Takes a theme because it was asked for.
  public mutating func choose(_ name: ThemeName) {
    isThemeChosen = true
    take(name, theme.glyphSet)
  }

  /// A theme that was asked for brings its ground along, unless the terminal's own is known to suit it.
  mutating func take(_ name: ThemeName, _ glyphs: GlyphSet) {
    theme = Theme(
      name: name, depth: theme.depth, glyphSet: glyphs,
      paintsGround: isThemeChosen && isTerminalLight != name.isLight)
  }

  /// A command whose findings the view shows and lacks.
  public var wanted: String? { isTooSmall ? nil : view.view.wants(self) }

  /// The area that the shell gives to a view.
  var bodyArea: Rect {
    Rect(x: 0, y: 1 + headlineRows, width: width, height: height - 3 - headlineRows)
  }

  /// A command and its outcome.
  public struct Message: Hashable, Sendable {
    public var command: String
    public var text: String
    public var isError: Bool
    /// Until the next key or click an answer too long for the line is shown whole.
    public var isFresh = true

    public init(command: String, text: String, isError: Bool) {
      self.command = command
      self.text = text
      self.isError = isError
    }
  }

  /// A place that the mouse can press, and what that does.
  public struct Target: Hashable, Sendable {
    public enum Action: Hashable, Sendable {
      case view(ViewName)
      /// As if the command had been typed.
      case command(String)
      /// As if the key had been pressed.
      case key(Key)
      /// The prompt, with the list of all commands.
      case palette
      /// The line of the prompt while it is open.
      case promptField
      /// A pixel of the drawing's grid, for painting by press and drag.
      case pixel(row: Int, column: Int)
      /// The class of the digits to pick from in Draw; nil for any.
      case digitClass(Int?)
      /// An element of a tensor shown in Walk, by its place in `values`.
      case element(name: String, offset: Int)
      /// A picture of a tensor in Walk: the place that is pressed says which of its elements is meant.
      case elements(PictureElements)
      /// An element that a step of the walk made: what the one in view comes from.
      case origin(step: Int, index: [Int])
      /// A place on the training curve, by its column within the plot.
      case curve(column: Int)
      /// A candidate of the completion list.
      case candidate(Int)
      /// A value in the line that explains a command; it replaces so many scalars in front of the cursor.
      case value(String, replacing: Int)
      /// What lies over the view and does nothing itself.
      case covered
      /// A function in Functions, by its place in the table.
      case function(Int)
      /// A page of Functions.
      case page(Int)
      /// A place on the curve of Functions.
      case argument
      /// A chain in Walk that has no room for all links: the first that is shown, and the one that shows the last of them.
      case chain(first: Int, last: Int)
      /// A thumbnail in Data, by its place among those shown.
      case thumbnail(Int)
      /// What Data shows of a class: its place among the filters.
      case filter(Int)
      /// A cell of the confusion matrix.
      case confusion(row: Int, column: Int)
      /// A hidden unit shown in Units.
      case unit(Int)
      /// A setting in Train, by its row.
      case setting(Int)
      /// A boundary between panels, which can be dragged.
      case boundary(Boundary)
    }

    public let area: Rect
    public let action: Action

    public init(_ area: Rect, _ action: Action) {
      self.area = area
      self.action = action
    }
  }
}

/// What lies over the view.
public enum OverlayState: Hashable, Sendable {
  /// The keys of the view; `scroll` is the first row shown.
  case help(scroll: Int)
  /// What each mark of the view means.
  case marks(scroll: Int)
  /// Text that a command answered with and that needs more room than a line.
  case text(title: String, lines: [String], scroll: Int)
  case confirm(Question)
}

/// What is asked before something is lost.
public enum Question: Hashable, Sendable {
  /// Whether to leave, although work would be lost.
  case quit(UnsavedWork)
  /// Whether to write over a file that is not of this session.
  case replace(file: String)
}

/// What an update of the state asks of the world.
public enum Effect: Hashable, Sendable {
  /// Carry out a command; pixels of one stroke are undone together.
  case run(String, joinsPrevious: Bool)
  /// Keep a line that was typed at the prompt.
  case remember(String)
  /// Find the words that may stand at the prompt's cursor.
  case complete
  /// The same, for a list that is open already: nothing is put into the line.
  case offer
  /// The same, behind a word that was taken from a list: where one is needed, a row of the next is chosen.
  case open
  /// Give up the job that runs.
  case cancel
  /// Carry out what was asked about, or leave it.
  case confirmed, declined
  case quit
  case suspend
  /// Write the whole screen anew: another program has written on it.
  case repaint

  public static func run(_ command: String) -> Effect { .run(command, joinsPrevious: false) }
}

/// Where a button of the mouse went down, and in which view.
struct Press {
  let view: ViewName
  let x: Int
  let y: Int
}

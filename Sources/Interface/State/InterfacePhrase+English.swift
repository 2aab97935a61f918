import Commands
import Datasets

extension InterfacePhrase {
  var english: String {
    switch self {
    case .view(.draw): "Draw"
    case .view(.walk): "Walk"
    case .view(.train): "Train"
    case .view(.functions): "Functions"
    case .view(.data): "Data"
    case .view(.units): "Units"
    case .viewKeys(let view): "Keys of \(InterfacePhrase.view(view).english)"
    case .keysEverywhere: "Everywhere"
    case .tooSmall(let width, let height):
      "Chainrule needs 60×20 cells; this window has \(width)×\(height)."
    case .tooSmallKeys: "q quits, : takes commands"
    case .task: "task"
    case .taskName(.oneAgainstRest(let digit)): "\(digit) vs rest"
    case .taskName(.pair(let first, let second)): "\(first) vs \(second)"
    case .taskName(.evenOdd): "even vs odd"
    case .taskName(.belowFive): "below 5"
    case .taskName(.digits): "digits"
    case .title(.quit): "Quit?"
    case .title(.replace): "Replace the file?"
    case .question(.quit(let unsaved)):
      InterfacePhrase.list(
        unsaved, drawing: "The drawing is not saved: ':image save FILE' keeps it.",
        weights: "The weights are not saved: ':save FILE' keeps them.",
        training: "The training is not at its end.")
    case .question(.replace(let file)):
      "'\(file)' is there already, and this session has not made it. Its content would be lost."
    case .yes(.quit): "quit"
    case .no(.quit): "stay"
    case .yes(.replace): "replace"
    case .no(.replace): "keep"
    case .scrolls: "arrows scroll"
    case .closes: "Esc closes"
    case .helpNote: "? marks, Esc closes"
    case .marks(let view): "Marks of \(InterfacePhrase.view(view).english)"
    case .training: "training"
    case .paused: "paused"
    case .validating: "validating"
    case .idle: "not training"
    case .unitsOff(let count): count == 1 ? "1 unit off" : "\(count) units off"
    case .modesDiffer: "P as in eval mode; mode train is the walk's"
    case .modesDifferBriefly: "P in eval mode"
    case .weightsChanged: "weights changed since"
    case .weightsChangedBriefly: "changed"
    case .epoch(let epoch, let total): "epoch \(epoch)" + (total.map { " of \($0)" } ?? "")
    case .loss: "loss"
    case .validation: "val"
    case .accuracy: "acc"
    case .left(let time): "\(time) left"
    case .working(let command, let waiting):
      "working: \(command)" + (waiting.isEmpty ? "" : "   then: \(waiting)") + "   Esc cancels"
    case .nothingMatches(let query): "nothing matches '\(query)'"
    case .afterTraining(let commands): "after the training: \(commands)"
    case .notRun(let commands): "not run: \(commands)"
    case .noTerminal:
      "the screen needs a terminal as input and output; 'chainrule repl' takes commands from a pipe or a file"
    case .noCursor:
      "this terminal cannot place a cursor (TERM); 'chainrule repl' works line by line"
    case .noScreen: "the terminal refuses to be a screen; 'chainrule repl' works line by line"
    case .key(let meaning):
      switch meaning {
      case .views: "views"
      case .prompt: "command"
      case .palette: "all commands"
      case .help: "help"
      case .undo: "undo"
      case .redo: "redo"
      case .quit: "quit"
      case .close: "close"
      case .trainPause: "train/pause"
      case .uprightBoundary: "boundary left, right"
      case .flatBoundary: "boundary up, down"
      case .nextBoundary: "which boundary they move"
      case .language: "язык/language"
      case .languageInASCII: "language"
      case .largeType: "large type"
      case .nextTheme: "next theme"
      case .run: "run"
      case .complete: "values"
      case .completes: "completes"
      case .nothingToOffer: "nothing to list"
      case .take: "take"
      case .scroll: "scroll"
      case .marks: "marks"
      }
    }
  }
}

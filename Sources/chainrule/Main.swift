public import ArgumentParser
public import Commands
import Datasets
public import Engine
import Interface

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@main
enum Main {
  /// Nobody who types the bare name has anything parsed: the parser would take a fifth of the time to the first frame.
  @MainActor static func main() {
    // A file that the system lets not grow is an error of writing like a full disk, and not the end.
    signal(SIGXFSZ, SIG_IGN)
    do {
      guard CommandLine.arguments.count > 1 else { return try ScreenFace.run(Start()) }
      var command = try Chainrule.parseAsRoot()
      try command.run()
    } catch {
      leave(error)
    }
  }

  /// Ends the program with what the parser says of an error, which quotes arguments as they came: no control character
  /// of theirs reaches the terminal.
  private static func leave(_ error: any Error) -> Never {
    let status = Chainrule.exitCode(for: error)
    // Help, the version and completion scripts are our own text.
    guard !status.isSuccess else { Chainrule.exit(withError: error) }
    let text = Chainrule.fullMessage(for: error)
    if !text.isEmpty {
      writeError(
        text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped($0) }
          .joined(separator: "\n"))
    }
    exit(status.rawValue)
  }
}

struct Chainrule: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chainrule",
    abstract: "A terminal laboratory for backpropagation.",
    discussion: """
      Draw a digit on a 10×10 grid, walk the network forward and backward one operation at a time with every \
      number explained, and train it live while you watch the loss fall.
      """,
    version: "0.1.0",
    subcommands: [REPLCommand.self])

  @OptionGroup var options: SharedOptions

  nonisolated func run() throws {
    try MainActor.assumeIsolated { try ScreenFace.run(options.start) }
  }
}

struct REPLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl",
    abstract:
      "The same commands, line by line: a prompt on a terminal, a script from FILE or a pipe.")

  @OptionGroup var options: SharedOptions

  @Option(
    name: .customShort("c"),
    help: "Carry out these commands instead of reading any; may be given several times.")
  var commands: [String] = []

  @Flag(help: "One line of JSON for each command, and nothing else.")
  var json = false

  @Flag(name: .customLong("keep-going"), help: "Go on after an error; the exit status is still 1.")
  var keepGoing = false

  @Argument(help: "A script of commands; without it, standard input.")
  var file: String?

  nonisolated func run() throws {
    try MainActor.assumeIsolated { try start() }
  }

  @MainActor private func start() throws {
    // Only here, so that an option that is not known is told of first.
    guard commands.isEmpty || file == nil else {
      throw ValidationError("Give the commands with -c or in a file, not both.")
    }
    let laboratory = try options.start.laboratory()
    laboratory.look.glyphs = options.ascii ? .ascii : .unicode
    if let theme = options.theme { laboratory.look.theme = theme }
    var repl = REPL(laboratory: laboratory, writesJSON: json, keepsGoing: keepGoing)
    throw ExitCode(
      repl.run(
        commands: commands.isEmpty ? nil : commands.joined(separator: "\n"), file: file))
  }
}

extension ThemeName: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}

/// What both faces take.
struct SharedOptions: ParsableArguments {
  @Option(help: "The language of replies and screen: en or ru.")
  var language: Language?

  @Option(help: "The seed of the initial weights.")
  var seed: UInt64?

  @Option(help: "Open this model (safetensors) first.")
  var model: String?

  @Flag(
    name: .customLong("no-color"), help: "No colours; NO_COLOR in the environment does the same.")
  var noColour = false

  @Flag(help: "Only ASCII, and so only English.")
  var ascii = false

  @Flag(name: .customLong("no-mouse"), help: "Leave the mouse to the terminal.")
  var noMouse = false

  @Option(help: "Colours of the screen: dark, light, contrast or projector.")
  var theme: ThemeName?

  nonisolated func validate() throws {
    if MainActor.assumeIsolated({ seed != nil && model != nil }) {
      throw ValidationError(
        "A model brings its own weights: give one of --seed and --model, not both.")
    }
  }

  var start: Start {
    Start(
      language: language, seed: seed, model: model, hasNoColour: noColour, isASCII: ascii,
      usesMouse: !noMouse, theme: theme)
  }
}

/// A variable of the environment.
nonisolated func environment(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}

/// Ends the program with one line on standard error and status 1.
enum CleanExit {
  static func failure(_ line: String) -> ExitCode {
    writeError(line)
    return ExitCode(1)
  }
}

func writeError(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}

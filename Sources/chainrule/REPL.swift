import Commands
import Datasets
import Engine

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The line-by-line face: commands from an argument, a file, a pipe or a prompt.
struct REPL {
  let laboratory: Laboratory
  let writesJSON: Bool
  let keepsGoing: Bool
  private var failed = false
  private var hasQuit = false

  init(laboratory: Laboratory, writesJSON: Bool, keepsGoing: Bool) {
    self.laboratory = laboratory
    self.writesJSON = writesJSON
    self.keepsGoing = keepsGoing
  }

  /// Runs to the end; returns the exit status.
  mutating func run(commands: String?, file: String?) throws -> Int32 {
    if let commands {
      carryOut(commands)
    } else if let file {
      do throws(DatasetError) {
        let bytes = try FileReader.read(file, limit: 1 << 24)
        guard let text = String(validating: bytes, as: UTF8.self) else {
          writeError(Phrase.notText(file).text(in: laboratory.language))
          return 1
        }
        carryOut(text)
      } catch {
        writeError(error.words(in: laboratory.language))
        return 1
      }
    } else if isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && !writesJSON {
      prompt()
      laboratory.endTraining()
      return 0
    } else {
      while !hasQuit && (keepsGoing || !failed), let line = readLine() { carryOut(line) }
    }
    if !hasQuit && (keepsGoing || !failed) && laboratory.isTraining { finish() }
    laboratory.endTraining()
    return failed ? 1 : 0
  }

  private mutating func prompt() {
    let laboratory = laboratory
    let editor = LineEditor(historyPath: StatePath.history) { line, cursor in
      Completer.candidates(for: line, at: cursor, in: laboratory)
    }
    print(Phrase.welcome.text(in: laboratory.language))
    while !hasQuit, let line = editor.readLine(prompt: "chainrule> ") {
      if laboratory.finishedTraining() { say(.training(laboratory.report)) }
      carryOut(line)
    }
    editor.saveHistory()
  }

  /// At the end of a script a running training is waited for; one that would never end is stopped.
  private mutating func finish() {
    let isEndless = laboratory.progress?.goalFraction == nil
    if isEndless { return }
    _ = laboratory.waitForTraining { _ in true }
  }

  private mutating func carryOut(_ text: String) {
    let statements: [Statement]
    do throws(CommandError) { statements = try Script.statements(of: text) } catch {
      report(error, text)
      return
    }
    for statement in statements where !hasQuit {
      carryOut(statement)
      if failed && !keepsGoing && !isInteractive { return }
    }
  }

  private var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  private mutating func carryOut(_ statement: Statement) {
    do throws(CommandError) {
      let reply: Reply
      switch try laboratory.execute(statement) {
      case .reply(let immediate): reply = immediate
      case .job(let job):
        reply = try job.run { false }
        laboratory.keep(reply)
      case .waitForTraining:
        var bar = ProgressBar(language: laboratory.language)
        reply = laboratory.waitForTraining { progress in
          bar.show(progress)
          return true
        }
        bar.clear()
      }
      if case .quit = reply { hasQuit = true }
      say(reply, of: statement.text)
    } catch {
      report(error, statement.text)
    }
  }

  private func say(_ reply: Reply, of text: String = "") {
    if writesJSON {
      print(
        JSON.object([
          ("ok", .bool(true)), ("command", .string(text)), ("result", reply.json),
        ]).text)
    } else {
      var lines = reply.lines(in: laboratory.language)
      if case .view(let view) = reply { lines = laboratory.describe(view) }
      for line in lines { print(line) }
    }
    fflush(nil)
  }

  private mutating func report(_ error: CommandError, _ text: String) {
    failed = true
    let words = error.words(in: laboratory.language)
    if writesJSON {
      print(
        JSON.object([
          ("ok", .bool(false)), ("command", .string(text)), ("error", .string(words)),
          ("code", .string(error.code)),
        ]).text)
    } else {
      fflush(nil)
      writeError(words)
    }
    fflush(nil)
  }
}

/// A line on standard error that shows how far a training is; nothing where that is no terminal.
struct ProgressBar {
  private let language: Language
  private let isShown = isatty(STDERR_FILENO) == 1
  private var wasDrawn = false

  init(language: Language) { self.language = language }

  mutating func show(_ progress: TrainingProgress) {
    guard isShown else { return }
    wasDrawn = true
    let share = progress.goalFraction ?? progress.epochFraction
    let done = Int(share * 20)
    let bar =
      String(repeating: "#", count: done) + String(repeating: "-", count: max(0, 20 - done))
    var parts = [
      "[\(bar)] \(Int(share * 100)) %",
      Phrase.progressTraining(epoch: progress.epoch, of: nil).text(in: language),
    ]
    if let loss = progress.smoothedLoss { parts.append("L \(NumberFormat.short(loss, digits: 4))") }
    if let rate = progress.imagesPerSecond {
      parts.append(Phrase.imagesPerSecond(NumberFormat.rate(rate)).text(in: language))
    }
    if let left = progress.secondsLeft {
      parts.append(Phrase.secondsLeft(Int(left.rounded())).text(in: language))
    }
    write("\r\u{1B}[K" + parts.joined(separator: "  "))
  }

  func clear() { if wasDrawn { write("\r\u{1B}[K") } }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    #if canImport(Glibc)
      _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    #else
      _ = Darwin.write(STDERR_FILENO, bytes, bytes.count)
    #endif
  }
}

/// Where the program keeps what outlives it.
enum StatePath {
  /// `$XDG_STATE_HOME/chainrule`, or below `~/.local/state`; nil where there is no home.
  static var directory: String? {
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") {
      return state + "/chainrule"
    }
    return environment("HOME").map { $0 + "/.local/state/chainrule" }
  }

  /// The prompt's history; the folder is made where it is missing.
  static var history: String? {
    guard let directory else { return nil }
    var path = ""
    for part in directory.split(separator: "/") {
      path += "/" + part
      mkdir(path, 0o700)
    }
    return directory + "/history"
  }
}

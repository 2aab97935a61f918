import CLineEditor
import Commands
import Datasets
import Engine
import Interface

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
  /// Whether something that was said has not reached standard output.
  private var isCut = false
  private var isPrompting = false
  /// The script and the number of its present line, for errors.
  private var place: (file: String, line: Int)?

  init(laboratory: Laboratory, writesJSON: Bool, keepsGoing: Bool) {
    self.laboratory = laboratory
    self.writesJSON = writesJSON
    self.keepsGoing = keepsGoing
  }

  private var isASCII: Bool { laboratory.look.glyphs == .ascii }
  private var goesOn: Bool { !hasQuit && (keepsGoing || isPrompting || !failed) }

  /// Runs to the end; returns the exit status.
  mutating func run(commands: String?, file: String?) -> Int32 {
    if let commands {
      carryOutLines(of: commands)
    } else if let file {
      guard let text = text(of: file) else { return 1 }
      place = (file, 0)
      carryOutLines(of: text)
    } else if isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && !writesJSON {
      prompt()
      laboratory.endTraining()
      return 0
    } else {
      while goesOn, let line = readLine() { carryOut(line) }
    }
    if goesOn { waitAtEnd() }
    laboratory.endTraining()
    if isCut { writeError(Phrase.notWritten.text(in: laboratory.language)) }
    return failed || isCut ? 1 : 0
  }

  /// The text of a script; nil, after a line that says why, where it cannot be read.
  private func text(of file: String) -> String? {
    do throws(DatasetError) {
      let bytes = try FileReader.read(file, limit: 1 << 24)
      if let text = String(validating: bytes, as: UTF8.self) { return text }
      writeError(Phrase.notText(file).text(in: laboratory.language))
    } catch {
      writeError(error.words(in: laboratory.language))
    }
    return nil
  }

  private mutating func prompt() {
    isPrompting = true
    let laboratory = laboratory
    let editor = LineEditor(history: CommandHistory(path: StatePath.history)) { line, cursor in
      Completer.candidates(for: line, at: cursor, in: laboratory)
    }
    print(Phrase.welcome.text(in: laboratory.language))
    while !hasQuit, let line = editor.readLine(prompt: "chainrule> ") {
      // `wait` says the same.
      let asks = line.split(whereSeparator: \.isWhitespace) == ["wait"]
      if laboratory.finishedTraining(), !asks { say(.training(laboratory.report)) }
      carryOut(line)
    }
  }

  /// At the end of a script a running training is waited for; one that would never end is not.
  private func waitAtEnd() {
    guard laboratory.isTraining, laboratory.progress?.goalFraction != nil else { return }
    _ = laboratory.waitForTraining { _ in true }
  }

  private mutating func carryOutLines(of text: String) {
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      place?.line += 1
      carryOut(String(line))
      if !goesOn { return }
    }
  }

  private mutating func carryOut(_ line: String) {
    let statements: [Statement]
    do throws(CommandError) { statements = try Script.statements(of: line) } catch {
      report(error, line)
      return
    }
    for (place, statement) in statements.enumerated() where goesOn {
      guard !carryOut(statement) else {
        // Who breaks off a command does not want what stood behind it.
        let rest = statements.dropFirst(place + 1).map(\.text).joined(separator: "; ")
        if !rest.isEmpty {
          writeError(escaped(InterfacePhrase.notRun(rest).text(in: laboratory.language)))
        }
        return
      }
    }
  }

  /// Returns whether the command was broken off.
  private mutating func carryOut(_ statement: Statement) -> Bool {
    // At the prompt Ctrl-C gives up what takes long, and the session stays.
    if isPrompting { cl_hold_interrupts() }
    defer { if isPrompting { cl_release_interrupts() } }
    let canInterrupt = isPrompting
    do throws(CommandError) {
      let reply: Reply
      switch try laboratory.execute(statement) {
      case .reply(let immediate): reply = immediate
      case .job(let job):
        reply = try job.run { canInterrupt && cl_is_interrupted() }
        laboratory.keep(reply)
      case .waitForTraining: reply = try waitForTraining()
      }
      if case .quit = reply { hasQuit = true }
      say(reply, of: statement.text)
    } catch {
      report(error, statement.text)
      return canInterrupt && cl_is_interrupted()
    }
    return false
  }

  private func waitForTraining() throws(CommandError) -> Reply {
    var bar = ProgressBar(language: laboratory.language)
    defer { bar.clear() }
    let canInterrupt = isPrompting
    let reply = laboratory.waitForTraining { progress in
      bar.show(progress)
      return !(canInterrupt && cl_is_interrupted())
    }
    guard let reply else { throw .waitInterrupted }
    return reply
  }

  private mutating func say(_ reply: Reply, of text: String = "") {
    if writesJSON {
      print(
        JSON.object([
          ("ok", .bool(true)), ("command", .string(text)), ("result", reply.json),
        ]).text)
    } else {
      for line in laboratory.words(of: reply) { print(isASCII ? asciiTwin(of: line) : line) }
    }
    if fflush(nil) != 0 { isCut = true }
  }

  private mutating func report(_ error: CommandError, _ text: String) {
    failed = true
    let words = error.words(in: laboratory.language)
    if writesJSON {
      var members: [(key: String, value: JSON)] = [
        ("ok", .bool(false)), ("command", .string(text)), ("error", .string(words)),
        ("code", .string(error.code)),
      ]
      if let place { members.append(("line", .integer(place.line))) }
      print(JSON.object(members).text)
    } else {
      fflush(nil)
      let line = (place.map { "\(escaped($0.file)):\($0.line): " } ?? "") + words
      writeError(isASCII ? asciiTwin(of: line) : line)
    }
    if fflush(nil) != 0 { isCut = true }
  }
}

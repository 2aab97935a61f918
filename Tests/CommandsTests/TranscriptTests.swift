import Datasets
import Engine
import Foundation
import Testing

@testable import Commands

/// A conversation in `Tests/Transcripts`: lines after `> ` are typed, the others are what the program says.
///
/// The name tells the form: `….en.txt`, `….ru.txt` are words, `….json.txt` is JSON. `{tmp}` is an empty folder, `{samples}`
/// the sample pictures. The last digits of trained numbers are those of one instruction set, which the first line names: on another
/// one only the words are compared. `CHAINRULE_RECORD=1` writes the answers anew.
private struct Transcript {
  static let folder = repository.appending(path: "Tests/Transcripts")

  static var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".txt") }.sorted()
  }

  /// The text with the answers that the program gives now.
  static func replay(_ text: String, name: String) throws -> String {
    let temporary = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: temporary) }
    let places = [
      ("{tmp}", temporary.path), ("{samples}", repository.appending(path: "samples/images").path),
    ]
    let isJSON = name.contains(".json.")
    let laboratory = try laboratory(name.contains(".ru.") ? .russian : .english)
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("#") || line.isEmpty { lines.append(String(line)) }
      guard line.hasPrefix("> ") else { continue }
      lines.append(String(line))
      var typed = String(line.dropFirst(2))
      for (sign, path) in places { typed = typed.replacing(sign, with: path) }
      for answer in answers(to: typed, of: laboratory, isJSON: isJSON) {
        var answer = answer
        for (sign, path) in places { answer = answer.replacing(path, with: sign) }
        lines.append(withoutRates(answer))
      }
    }
    laboratory.endTraining()
    return lines.joined(separator: "\n")
  }

  private static func answers(
    to typed: String, of laboratory: Laboratory, isJSON: Bool
  ) -> [String] {
    var lines: [String] = []
    func fail(_ error: CommandError) {
      let words = error.words(in: laboratory.language)
      lines.append(isJSON ? "! \(error.code): \(words)" : "! \(words)")
    }
    let statements: [Statement]
    do throws(CommandError) { statements = try Script.statements(of: typed) } catch {
      fail(error)
      return lines
    }
    for statement in statements {
      do throws(CommandError) {
        let reply: Reply
        switch try laboratory.execute(statement) {
        case .reply(let immediate): reply = immediate
        case .job(let job):
          reply = try job.run { false }
          laboratory.keep(reply)
        case .waitForTraining:
          guard let report = laboratory.waitForTraining(watch: { _ in true }) else { continue }
          reply = report
        }
        lines += isJSON ? [reply.json.text] : laboratory.words(of: reply)
      } catch {
        fail(error)
      }
    }
    // An empty line and one that begins with a mark would be read as something else.
    return lines.map { $0.isEmpty ? " " : $0.hasPrefix("> ") || $0.hasPrefix("#") ? " \($0)" : $0 }
  }

  /// Rates are the only numbers that differ between runs.
  private static func withoutRates(_ line: String) -> String {
    line.replacing(#/"images_per_second":[0-9.e+]+/#, with: "\"images_per_second\":…")
      .replacing(#/^[0-9.]+( [kM])? (images|картинок)/#) { "… \($0.output.2)" }
  }
}

@Test(arguments: Transcript.names)
func `the program answers as in the transcript`(name: String) throws {
  let file = Transcript.folder.appending(path: name)
  let expected = try String(contentsOf: file, encoding: .utf8)
  let actual = try Transcript.replay(expected, name: name)
  let signature = "# Numbers of \(InstructionSet.current.rawValue)\n"
  if isRecording {
    let body = actual.replacing(#/^# Numbers of .*\n/#, with: "")
    try (signature + body).write(to: file, atomically: true, encoding: .utf8)
    return
  }
  let comparesNumbers = expected.hasPrefix(signature)
  func compared(_ text: String) -> [Substring] {
    let text = comparesNumbers ? text : text.replacing(#/[-−+]?[0-9][0-9.e−+-]*/#, with: "n")
    return text.split(separator: "\n")
  }
  let (old, new) = (compared(expected), compared(actual))
  for (number, (old, new)) in zip(old, new).enumerated() where old != new {
    Issue.record("\(name), line \(number + 1): \(new.prefix(300)) instead of \(old.prefix(300))")
    return
  }
  #expect(old.count == new.count)
}

@Test func `there are transcripts of each form`() {
  for form in [".en.", ".ru.", ".json."] {
    #expect(Transcript.names.contains { $0.contains(form) })
  }
}

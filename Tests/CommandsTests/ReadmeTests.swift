import Commands
import Engine
import Foundation
import Testing

/// What README.md shows is what the program says.
struct ReadmeTests {
  private static let readme: [String] = {
    let file = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("README.md")
    return ((try? String(contentsOf: file, encoding: .utf8)) ?? "").components(separatedBy: "\n")
  }()

  /// The lines of the fenced blocks of a language.
  private func blocks(_ language: String) -> [[String]] {
    var blocks: [[String]] = []
    var block: [String]?
    for line in Self.readme {
      if line == "```", let done = block {
        blocks.append(done)
        block = nil
      } else if line == "```\(language)" {
        block = []
      } else {
        block?.append(line)
      }
    }
    return blocks
  }

  private func say(_ text: String, to laboratory: Laboratory) throws -> [String] {
    var lines: [String] = []
    for statement in try Script.statements(of: text) {
      switch try laboratory.execute(statement) {
      case .reply(let reply): lines += reply.lines(in: .english)
      case .job(let job): lines += try job.run { false }.lines(in: .english)
      case .waitForTraining:
        lines += laboratory.waitForTraining { _ in true }?.lines(in: .english) ?? []
      }
    }
    return lines
  }

  @Test func `every transcript is what the program answers`() throws {
    let transcripts = blocks("console")
    #expect(!transcripts.isEmpty)
    for transcript in transcripts {
      let laboratory = Laboratory(session: try Session())
      var answered: [String] = []
      for line in transcript where line.hasPrefix("> ") {
        answered.append(line)
        answered += try say(String(line.dropFirst(2)), to: laboratory)
      }
      #expect(transcript == answered)
    }
  }

  @Test func `every command line for the shell runs`() throws {
    let pattern = try Regex("chainrule repl -c '([^']*)'", as: (Substring, Substring).self)
    let scripts = blocks("sh").flatMap { $0 }.compactMap {
      $0.firstMatch(of: pattern).map { String($0.output.1) }
    }
    #expect(!scripts.isEmpty)
    for script in scripts {
      let laboratory = Laboratory(session: try Session())
      #expect(try !say(script, to: laboratory).isEmpty)
    }
  }

  @Test func `the make targets are there`() throws {
    let makefile = try String(
      contentsOf: URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Makefile"), encoding: .utf8)
    for target in ["run", "test", "check", "lint", "format", "bench", "install"] {
      #expect(makefile.contains("\n\(target):"), "\(target)")
    }
  }
}

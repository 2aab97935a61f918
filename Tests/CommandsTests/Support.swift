import Datasets
import Engine
import Foundation
import Testing
import Walkthrough

@testable import Commands

/// Where the repository is.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// Whether what the program says is to be written down anew instead of compared.
let isRecording = ProcessInfo.processInfo.environment["CHAINRULE_RECORD"] != nil

/// An empty folder for a test.
func temporaryFolder() throws -> URL {
  let folder = FileManager.default.temporaryDirectory.appending(path: "chainrule-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}

func laboratory(_ language: Language = .english) throws -> Laboratory {
  Laboratory(session: try Session(), language: language)
}

extension Laboratory {
  /// Carries out commands, waiting for what takes a while; the replies.
  @discardableResult
  func say(_ text: String) throws -> [Reply] {
    try Script.statements(of: text).map { statement in
      switch try execute(statement) {
      case .reply(let reply): reply
      case .job(let job): try job.run { false }
      case .waitForTraining: try #require(waitForTraining { _ in true })
      }
    }
  }

  /// The `result` of the last command.
  func json(_ text: String) throws -> String { try #require(say(text).last).json.text }

  /// The error of the last command.
  func error(_ text: String) throws -> CommandError {
    var found: CommandError?
    do { try say(text) } catch let error as CommandError { found = error }
    return try #require(found, "\(text) is no error")
  }

  /// What must be the same wherever the numbers are.
  var fingerprint: String {
    let run = session.run
    let weights = run.network.parameterKeys.compactMap { run.network[$0]?.values }
    return
      "\(session.drawing.values) \(session.label) \(session.task.name) \(session.settings) \(session.mode) \(run.position) \(weights) \(session.plan) \(session.position) \(run.history.buckets.map(\.mean))"
  }
}

func isRussian(_ text: String) -> Bool {
  text.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) }
}

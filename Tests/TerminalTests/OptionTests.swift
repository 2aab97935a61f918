import Foundation
import Testing

/// Options that are wrong: the parser's words quote them, and no control character of theirs comes through.
@Suite struct OptionTests {
  @Test(arguments: [
    ["--evil\u{1B}]0;title\u{7}"], ["repl", "--theme", "\u{1B}[2J"], ["--seed", "x\u{9B}31m"],
  ])
  func `what an option error quotes is escaped`(arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Subject.binary)
    process.arguments = arguments
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 64)
    #expect(text.contains("Error:") && text.contains("\\u{"))
    #expect(
      !text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
  }

  @Test(arguments: [[], ["repl"]])
  func `a seed beside a model is refused`(command: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Subject.binary)
    process.arguments = command + ["--seed", "2", "--model", "none.safetensors"]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 64)
    #expect(text.contains("give one of --seed and --model, not both"))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func `replies that cannot be written are told of`() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Subject.binary)
    process.arguments = ["repl", "-c", "show W1"]
    process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    #expect(text.contains("cannot be written"))
  }
}

import Foundation
import Testing

/// Options that are wrong, and replies that nobody takes: what is said of them, and the exit status.
@Suite struct OptionTests {
  /// Runs the program to its end; what it wrote on standard error, and its status.
  private func run(
    _ arguments: [String], output: FileHandle? = nil
  ) throws -> (errors: String, status: Int32) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Subject.binary)
    process.arguments = arguments
    let errors = Pipe()
    process.standardError = errors
    if let output { process.standardOutput = output }
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (text, process.terminationStatus)
  }

  /// The parser's words quote an option, and no control character of it comes through.
  @Test(arguments: [
    ["--evil\u{1B}]0;title\u{7}"], ["repl", "--theme", "\u{1B}[2J"], ["--seed", "x\u{9B}31m"],
  ])
  func `what an option error quotes is escaped`(arguments: [String]) throws {
    let (text, status) = try run(arguments)
    #expect(status == 64)
    #expect(text.contains("Error:") && text.contains("\\u{"))
    #expect(
      !text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
  }

  @Test(arguments: [[], ["repl"]])
  func `a seed beside a model is refused`(command: [String]) throws {
    let (text, status) = try run(command + ["--seed", "2", "--model", "none.safetensors"])
    #expect(status == 64)
    #expect(text.contains("give one of --seed and --model, not both"))
  }

  /// A limit of the system on the size of files ends other programs by a signal.
  @Test func `a file that may not grow is an error, and nothing is left of it`() throws {
    let folder = NSTemporaryDirectory() + "chainrule-limit-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "ulimit -f 1; exec '\(Subject.binary)' repl -c 'save \(folder)/m.safetensors'",
    ]
    let errors = Pipe()
    (process.standardError, process.standardOutput) = (errors, Pipe())
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus != 0)
    #expect(text.contains("no file become so large"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func `replies that cannot be written are told of`() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let (text, status) = try run(["repl", "-c", "show W1"], output: full)
    #expect(status == 1)
    #expect(text.contains("cannot be written"))
  }
}

import Commands
import Foundation
import Testing

private let page = repository.appending(path: "docs/commands.md")
private let manual = repository.appending(path: "docs/chainrule.1")
private let begin = ".\\\" Made from the table of commands:\n"
private let end = ".\\\" The end of the table.\n"

/// The manual page in three: before, in and after the table of commands.
private func manualParts() throws -> (before: Substring, table: Substring, after: Substring) {
  let text = try String(contentsOf: manual, encoding: .utf8)
  let start = try #require(text.range(of: begin))
  let stop = try #require(text.range(of: end))
  return (
    text[..<start.upperBound], text[start.upperBound..<stop.lowerBound], text[stop.lowerBound...]
  )
}

@Test func `the page of the commands is what the program's table says`() throws {
  if isRecording {
    try CommandReference.markdown.write(to: page, atomically: true, encoding: .utf8)
  }
  #expect(try String(contentsOf: page, encoding: .utf8) == CommandReference.markdown)
}

@Test func `the manual page lists the program's commands`() throws {
  if isRecording {
    let parts = try manualParts()
    try (parts.before + CommandReference.manual + parts.after).write(
      to: manual, atomically: true, encoding: .utf8)
  }
  #expect(try manualParts().table == CommandReference.manual)
}

@Test func `every command is on the page with usage, example and meaning`() {
  for word in CommandWord.allCases {
    #expect(CommandReference.markdown.contains("\n## \(word.rawValue)\n"))
    #expect(CommandReference.markdown.contains("`\(word.example)`"))
    #expect(word.usages.allSatisfy { CommandReference.markdown.contains("\n\($0)\n") })
  }
}

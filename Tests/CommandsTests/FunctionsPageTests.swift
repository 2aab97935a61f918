import Engine
import Foundation
import Testing

/// `docs/functions.md` is the table of functions; with `CHAINRULE_RECORD=1` it is written anew.
struct FunctionsPageTests {
  private static var page: String {
    var lines = [
      "# The functions of a hidden layer", "",
      "Made from the table in `Sources/Engine/Activation+Facts.swift`; a test compares them.",
      "`functions NAME` says the same, in English and Russian.", "",
      "z is a unit's pre-activation, h its output.", "",
    ]
    for function in HiddenFunction.table {
      lines += ["## \(function.title)", "", "`network hidden=\(function.word)`", ""]
      lines += function.facts(in: .english).map { "* \($0.label): \($0.text)" }
      lines += [
        "* lecture: " + function.points.map { $0.text(in: .english) }.joined(separator: "; ")
      ]
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  @Test func `the page in the documentation is the table`() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/functions.md")
    if ProcessInfo.processInfo.environment["CHAINRULE_RECORD"] == "1" {
      try Self.page.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded docs/functions.md")
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == Self.page)
  }
}

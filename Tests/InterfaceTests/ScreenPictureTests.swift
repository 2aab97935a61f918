import Commands
import Engine
import Foundation
import Testing

@testable import Interface

/// The pictures of README.md are screens of the program, as it is now.
struct ScreenPictureTests {
  private func state(_ script: String, view: ViewName, width: Int, height: Int) throws -> AppState {
    let laboratory = Laboratory(session: try Session())
    for statement in try Script.statements(of: script) { _ = try laboratory.execute(statement) }
    var state = AppState(scene: Scene(laboratory), theme: Theme(), language: .english)
    (state.width, state.height, state.view) = (width, height, view)
    return state
  }

  private func expect(_ svg: String, named name: String) throws {
    let file = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/\(name)")
    if ProcessInfo.processInfo.environment["CHAINRULE_RECORD"] != nil {
      try svg.write(to: file, atomically: true, encoding: .utf8)
    }
    let kept = try? String(contentsOf: file, encoding: .utf8)
    #expect(kept == svg, "\(name) is not the screen any more; CHAINRULE_RECORD=1 makes it anew")
  }

  @Test func `the walk at dL over dW1`() throws {
    var state = try state(
      "image sample slide; label 1; goto 17", view: .walk, width: 100, height: 34)
    try expect(state.render().canvas.svg, named: "screen-walk.svg")
  }

  @Test func `a canvas as SVG has its texts escaped and its pixels as rectangles`() {
    var canvas = Canvas(width: 4, height: 1)
    canvas.put("<&", x: 0, y: 0, Ink(.palette(196)))
    canvas.put("▄", x: 2, y: 0, Ink(.rgb(1, 2, 3), on: .palette(16)))
    let svg = canvas.svg
    #expect(svg.contains("fill=\"#ff0000\">&lt;&amp;</text>"))
    #expect(svg.contains("y=\"8\" width=\"8\" height=\"8\" fill=\"#010203\""))
    #expect(svg.contains("fill=\"#000000\""))
    #expect(Canvas(width: 0, height: 0).svg.contains("</svg>"))
  }
}

import Foundation
import Testing

/// What somebody does with the program in the first hour, in a real terminal.
@Suite(.serialized, .enabled(if: Tmux.isInstalled)) struct FirstHourTests {
  /// The cell of a pixel of the drawing at 80×24.
  private func cell(_ row: Int, _ column: Int) -> (x: Int, y: Int) { (5 + 2 * column, 3 + row) }

  private func start() throws -> Tmux {
    let tmux = try Tmux(width: 80, height: 24)
    try tmux.type(Subject.binary + "; echo left with $?")
    try tmux.press("Enter")
    try tmux.expect("How to begin")
    return tmux
  }

  /// Leads the pen over pixels, with gaps between the reports as a fast hand leaves them.
  private func draw(_ tmux: Tmux, _ way: [(row: Int, column: Int)]) throws {
    for (k, pixel) in way.enumerated() {
      let at = cell(pixel.row, pixel.column)
      try tmux.mouse(k == 0 ? 0 : 32, x: at.x, y: at.y)
    }
    let last = cell(way[way.count - 1].row, way[way.count - 1].column)
    try tmux.mouse(0, x: last.x, y: last.y, isRelease: true)
  }

  @Test func `draw a 0 with the mouse, walk all 21 steps, train an epoch, leave`() throws {
    let tmux = try start()
    try draw(tmux, [(1, 4), (1, 6), (3, 7), (6, 7), (8, 6), (8, 4), (6, 3), (3, 3), (1, 4)])
    // One stroke without gaps is one step of undo.
    try tmux.expect("a drawing") { !$0.contains("▸ 1  Draw") }
    try tmux.type(":show x")
    try tmux.press("Enter")
    let numbers = try tmux.expect("x [10×10") { $0.contains("x [10×10") }
    #expect(numbers.components(separatedBy: "1.00").count > 16, "\(numbers)")
    try tmux.press("Enter")
    try tmux.type("u")
    try tmux.expect("undone: image set")
    try tmux.type("U")
    try tmux.expect("done again: image set")

    try tmux.type("2")
    try tmux.expect("view walk")
    for step in 1...21 {
      try tmux.type(" ")
      try tmux.expect("step \(step) of 21")
    }
    let end = try tmux.expect("L once more")
    #expect(end.contains("→"))
    try tmux.type("\u{7F}")
    try tmux.expect("step 20 of 21")
    try tmux.type(" ")
    try tmux.expect("step 21 of 21")

    try tmux.type(":train 1 epoch")
    try tmux.press("Enter")
    try tmux.type("3")
    try tmux.expect("an epoch", within: 60) {
      $0.contains("acc 9") && !$0.contains("▶")
    }
    try tmux.type("q")
    try tmux.expect("Quit?")
    try tmux.type("y")
    try tmux.expect("left with 0")
    // The shell has its terminal back: what is typed is echoed and carried out.
    try tmux.type("echo $((6 * 7))")
    try tmux.press("Enter")
    try tmux.expect("42")
  }

  @Test func `training goes on while one draws and walks, and pausing keeps the place`() throws {
    let tmux = try start()
    try tmux.type("d")
    try tmux.expect("y = 0")
    try tmux.type("t")
    try tmux.expect("▶")
    try draw(tmux, [(2, 2), (7, 7)])
    try tmux.type("2 ")
    try tmux.expect("step 1 of 21")
    try tmux.type("t")
    try tmux.expect("‖ paused")
    try tmux.type("t")
    try tmux.expect("a run") { $0.contains("▶") || $0.contains("■ not training") }
    try tmux.type("qy")
    try tmux.expect("left with 0")
  }
}

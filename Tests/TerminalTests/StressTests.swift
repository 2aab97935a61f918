import Engine
import Foundation
import Testing

/// What no user does on purpose, in a real terminal: afterwards the program lives and its screen is right.
@Suite(.serialized, .enabled(if: Tmux.isInstalled)) struct StressTests {
  private func start() throws -> Tmux {
    let tmux = try Tmux(width: 80, height: 24)
    try tmux.type(Subject.binary)
    try tmux.press("Enter")
    try tmux.expect("How to begin")
    return tmux
  }

  /// Trains and ends in Data, whose screen says nothing of times and rates; `during` happens while it trains.
  private func train(_ during: (Tmux) throws -> Void) throws -> String {
    let tmux = try start()
    try tmux.type("3:train 8 epochs; view data")
    try tmux.press("Enter")
    try during(tmux)
    return try tmux.expect("the end of the training", within: 60) {
      $0.contains("weights of update 12 504") && !$0.contains("▶")
    }
  }

  @Test func `two hundred sizes in a second, down to 1×1, while training`() throws {
    let calm = try train { _ in }
    let stormy = try train { tmux in
      var sizes: [(width: Int, height: Int)] = []
      for step in 0..<200 { sizes.append((1 + step * 37 % 200, 1 + step * 23 % 60)) }
      try tmux.resizeOften(sizes + [(1, 1), (80, 24)])
    }
    #expect(calm == stormy)
  }

  @Test func `a paste of a megabyte, at the prompt and elsewhere`() throws {
    let tmux = try start()
    let before = try tmux.screen()
    let megabyte = String(repeating: "network hidden=relu; q\u{7}\n", count: 1 << 20 / 24)
    try tmux.paste(megabyte)
    try tmux.type(":")
    try tmux.expect("the prompt") { $0.contains("↵ run") }
    try tmux.paste(megabyte)
    try tmux.expect("the end of the paste") { $0.contains("q; network hidden") }
    try tmux.press("Escape")
    #expect(try tmux.expect("no prompt") { !$0.contains("↵ run") } == before)
    // Nothing of it was carried out.
    try tmux.type(":network")
    try tmux.press("Enter")
    try tmux.expect("sigmoid")
  }

  @Test func `a line of ten thousand commands is carried out`() throws {
    let tmux = try start()
    try tmux.type(":")
    try tmux.expect("the prompt") { $0.contains("↵ run") }
    try tmux.paste(String(repeating: "label 1; ", count: 10_000) + "label 0")
    try tmux.expect("the end of the paste") { $0.contains("label 0") }
    try tmux.press("Enter")
    try tmux.expect("its last command", within: 30) {
      $0.contains("y = 0") && !$0.contains("↵ run")
    }
  }

  /// From the tabs to the line of commands.
  private func isWhole(_ screen: String, rows: Int) -> Bool {
    let lines = screen.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    return lines.count == rows && lines.first?.contains("1 Draw") == true
      && lines.last?.hasPrefix(" : ") == true
  }

  @Test func `a hundred thousand random keys and mouse events while training`() throws {
    // The mouse may find its way to 'quit' and to 'yes': then the program starts again. Should it fail, what is
    // typed after it goes to nobody who would carry it out.
    let tmux = try Tmux(width: 80, height: 24)
    try tmux.type("exec sh -c 'while \(Subject.binary); do :; done; echo failed; exec cat'")
    try tmux.press("Enter")
    try tmux.expect("How to begin")
    try tmux.type("t")
    var generator = SeededGenerator(seed: 1, purpose: .shuffle)
    // All that is typed but what leaves: q and Ctrl-C.
    let keys =
      Array(
        "hjkl123456:?tuULgnfbcidsyxewmvazop[]{}()<>+-=,. rTSRDC0789".unicodeScalars.map(String.init)
      )
      + [
        "\r", "\t", "\u{7F}", "\u{1B}", "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}[H",
        "\u{1B}[F", "\u{1B}[5~", "\u{1B}[6~", "\u{1B}[3~", "\u{1B}OP", "\u{10}",
      ]
    let buttons = [0, 1, 2, 32, 33, 34, 35, 64, 65]
    for _ in 0..<400 {
      var text = ""
      for _ in 0..<250 {
        if generator.below(2) == 0 {
          text += keys[generator.below(keys.count)]
        } else {
          let button = buttons[generator.below(buttons.count)]
          let end = generator.below(3) == 0 ? "m" : "M"
          text +=
            "\u{1B}[<\(button);\(1 + generator.below(80));\(1 + generator.below(24))\(end)"
        }
      }
      try tmux.type(text)
    }
    // Out of whatever is open, and no more training: a screen that stands still.
    for _ in 0..<4 {
      try tmux.press("Escape")
      usleep(60_000)
    }
    try tmux.type(":")
    try tmux.press("C-u")
    try tmux.type("stop")
    try tmux.press("Enter")
    // No key types a rate.
    try tmux.type(":language en; view data; rate 0.125")
    try tmux.press("Enter")
    try tmux.expect("the last command", within: 240) {
      $0.contains(": rate 0.125") && !$0.contains("▶")
    }
    // Whatever answer may lie over the view.
    try tmux.press("Escape")
    usleep(500_000)
    let grown = try tmux.screen()
    try tmux.resize(width: 70, height: 22)
    // tmux tells of a new size only after a while, and not at all where the old one has come back by then.
    try tmux.expect("the smaller screen", within: 60) { isWhole($0, rows: 22) }
    try tmux.resize(width: 80, height: 24)
    let repainted = try tmux.expect("the larger screen", within: 60) { isWhole($0, rows: 24) }
    #expect(repainted == grown)
  }
}

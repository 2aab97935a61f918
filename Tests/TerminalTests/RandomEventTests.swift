import Commands
import Engine
import Interface
import Testing

@testable import chainrule

/// The whole program without its terminal: events in, canvases out.
@MainActor @Suite(.serialized) struct RandomEventTests {
  private func makeFace(width: Int = 80, height: Int = 24) throws -> ScreenFace {
    let laboratory = Laboratory(session: try Session())
    let state = AppState(
      scene: Scene(laboratory), theme: Theme(), language: .english)
    let face = ScreenFace(laboratory: laboratory, state: state)
    face.handle(.resize(width: width, height: height))
    return face
  }

  private func randomEvent(_ generator: inout SeededGenerator) -> Event {
    let width = generator.below(220)
    let height = generator.below(70)
    switch generator.below(12) {
    case 0...4:
      // Every printable character but those that write files or end the program.
      let letters = Array("hjkl123:?tuULgnfbcidsyxe[]<>+-=,. rTSRw0456789".unicodeScalars)
      return .key(.character(letters[generator.below(letters.count)]))
    case 5:
      let codes: [Key.Code] = [
        .enter, .tab, .backspace, .escape, .delete, .up, .down, .left, .right, .home, .end,
        .pageUp, .pageDown,
      ]
      return .key(Key(codes[generator.below(codes.count)]))
    case 6...9:
      let actions: [Mouse.Action] = [.press, .drag, .release, .wheelUp, .wheelDown, .move]
      let buttons: [Mouse.Button] = [.left, .right, .middle, .none]
      return .mouse(
        Mouse(
          actions[generator.below(actions.count)], buttons[generator.below(buttons.count)],
          x: width, y: height))
    case 10: return generator.below(8) == 0 ? .resize(width: width, height: height) : .tick
    default: return generator.below(4) == 0 ? .paste("train 3\u{7}epochs") : .wake
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `thousands of random keys and mouse events leave a living program`(seed: UInt64) throws {
    let face = try makeFace()
    var generator = SeededGenerator(seed: seed, purpose: .shuffle)
    var (width, height) = (80, 24)
    for _ in 0..<1500 {
      let event = randomEvent(&generator)
      if case .resize(let w, let h) = event { (width, height) = (w, h) }
      face.handle(event)
      let canvas = face.frame(width: width, height: height).canvas
      #expect(canvas.width == width && canvas.height == height)
    }
    face.terminate()
    face.handle(.key(Key(.escape)))
    face.handle(.key(Key(.escape)))
    face.handle(.resize(width: 80, height: 24))
    face.handle(.key(.character("1")))
    // The random keys may have changed the language.
    let text = face.frame(width: 80, height: 24).canvas.text
    #expect(text.contains("Draw") || text.contains("Рисунок"))
  }
}

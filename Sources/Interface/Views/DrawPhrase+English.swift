import Commands
import Engine

extension DrawPhrase {
  var english: String {
    switch self {
    case .brush(let level, let isSoft): "\(level) \(isSoft ? "soft" : "hard")"
    case .eraser: "eraser"
    case .pen: "pen down"
    case .part(let rows, let columns):
      "rows \(rows.lowerBound)–\(rows.upperBound - 1), columns \(columns.lowerBound)–\(columns.upperBound - 1)"
    case .numbersTitle: "x as numbers"
    case .numbersNote: "0 black … 1 white"
    case .labelSays(let meaning, let agrees, let isShort):
      (agrees ? "✓" : "✗") + (isShort ? " label: " : " the label says: ") + meaning
    case .loss: "loss"
    case .changedWeights: "changed weights"
    case .untrained: "untrained"
    case .fitHelps(let p): "f fits: P = \(p)"
    case .guess: "guess"
    case .notFinite: "L is not finite"
    case .outsideTask(let digit): "\(Phrase.a(digit)) is not in this task"
    case .nothingDrawn: "nothing drawn"
    case .nothingDrawnBriefly: "no drawing"
    case .truth: "label"
    case .untrainedHint: "Random weights: t trains."
    case .live(let update): "live: update \(update)"
    case .weights(let update, let isChanged):
      "update \(update)" + (isChanged ? ", changed since" : "")
    case .gradientTitle: "how each pixel moves L"
    case .raises(let isShort): isShort ? "raises loss" : "brighter here raises the loss"
    case .lowers(let isShort): isShort ? "lowers loss" : "brighter here lowers the loss"
    case .noGradient: "0 at every pixel"
    case .fitTitle: "fitted"
    case .fitChanges: "f fits"
    case .fitNothing: "has full size already"
    case .fitMeaning:
      "Once something is drawn: its ink stretched to the grid, as in the set's digits."
    case .digits: "digits of the set"
    case .digitsShort: "digits"
    case .pick: "pick a digit:"
    case .orClick: ", click"
    case .back: "back"
    case .next: "next"
    case .random: "random"
    case .classWord: "class"
    case .anyClass: "any"
    case .classIs(let digit): "only \(digit)"
    case .mouse: "mouse"
    case .space: "space"
    case .begin: "How to begin"
    case .stage(.draw): "drawn"
    case .stage(.walk): "walked"
    case .stage(.train): "trained"
    case .doNow(.draw): "Draw a 0 with the mouse, or press d for a digit."
    case .doNow(.walk): "Press 2, then space: each step, there and back."
    case .doNow(.train): "Press t: it trains. 3 shows the loss fall."
    case .trainedBlank: "Draw with the mouse, or press d for a digit."
    case .button(let action):
      switch action {
      case .clear: "clear"
      case .invert: "invert"
      case .fit: "fit"
      case .centre: "centre"
      case .erase: "eraser"
      case .soft(let isSoft): isSoft ? "soft" : "hard"
      case .sample: "sample"
      case .numbers: "numbers"
      }
    case .meaning(let action):
      switch action {
      case .clear: "clear"
      case .invert: "invert"
      case .fit: "fit the ink to the grid"
      case .centre: "centre the drawing"
      case .erase: "eraser: swaps the buttons"
      case .soft(let isSoft): isSoft ? "soft brush" : "hard brush"
      case .sample: "sample: slide, 0 … 9"
      case .numbers: "numbers on the pixels"
      }
    case .key(let key):
      switch key {
      case .label: "the true y"
      case .mouse: "left paints, right erases, wheel: brush"
      case .move: "move"
      case .paint: "paint"
      case .rub: "erase"
      case .pen: "pen down: moving paints"
      case .brush: "brush darker, brighter"
      case .digit: "digit"
      case .digitBack: "previous digit"
      case .random: "random digit"
      case .digitClass: "digits: which class"
      case .sampleBack: "previous sample"
      case .shift: "shift the drawing"
      }
    }
  }
}

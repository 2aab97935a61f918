import Engine
import Walkthrough

extension WalkView {
  /// What the marks in the operands mean, in the row below them.
  static func drawCaption(
    _ operands: ArraySlice<TensorPanel>, _ size: PixelSize, _ place: WalkPlace,
    on canvas: inout Canvas, in area: Rect, below height: Int,
    signRow: Int
  ) {
    // A single cell has the cursor's frame, a list its own sign.
    let count = operands.filter { $0.layout.kind == .picture }.map(\.marked.count).max() ?? 0
    guard count > 1 else { return }
    let text = place.theme.text(
      WalkPhrase.marks(markSign(size)).text(in: place.state.language))
    let width = operands.map { $0.width(size, place.theme) + 3 }.reduce(0, +) - 4
    // The signs between large results and small operands may have that row.
    let y = area.y + 1 + height + (area.y + 1 + height == signRow ? 1 : 0)
    guard y < area.maxY, text.unicodeScalars.count <= width else { return }
    canvas.put(text, x: area.x, y: y, place.theme.ink(.faint))
  }

  /// How `PixelGrid` marks an element at a size of pixels.
  private static func markSign(_ size: PixelSize) -> String {
    switch size {
    case .half: "^ v"
    case .cells(let k): k > 1 ? "┌ ┘" : "( )"
    }
  }

  /// What stands between the operands, and before the result.
  static func signs(_ step: Step, count: Int) -> [String] {
    var signs: [String] = []
    for index in 1..<max(1, count) {
      let isBias = index == 2
      switch step.operation {
      case .linear, .maxout: signs.append(isBias ? "+" : "·")
      case .dropout, .errorTimesSlope, .scaleGradient: signs.append("⊙")
      case .scaleAndShift: signs.append(isBias ? "+" : "⊙")
      case .weightGradient, .inputGradient, .logitGradient: signs.append("·")
      case .normalise: signs.append(isBias ? "÷√" : "−")
      default: signs.append("")
      }
    }
    switch step.operation {
    case .linear, .maxout, .weightGradient, .inputGradient, .logitGradient, .dropout,
      .errorTimesSlope, .scaleGradient, .scaleAndShift, .normalise:
      signs.append("=")
    default: signs.append("→")
    }
    return signs
  }
}

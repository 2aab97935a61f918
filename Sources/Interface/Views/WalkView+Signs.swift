import Engine
import Walkthrough

extension WalkView {
  /// What the marks in the operands mean: in a row below them, else where one of the other rows has a free end.
  ///
  /// - Returns: whether it stands in the row.
  static func drawCaption(
    _ operands: ArraySlice<TensorPanel>, _ size: PixelSize, _ place: WalkPlace,
    on canvas: inout Canvas, in row: Rect, orIn others: [Rect]
  ) -> Bool {
    let signs = markSigns(operands, size)
    guard !signs.isEmpty else { return false }
    let forms = [WalkPhrase.marks(signs), .marksBriefly(signs)].map {
      place.theme.text($0.text(in: place.state.language))
    }
    func put(_ text: String, at x: Int, in row: Rect) -> Bool {
      guard !row.isEmpty, x + text.unicodeScalars.count <= row.maxX else { return false }
      canvas.put(text, x: x, y: row.y, place.theme.ink(.faint))
      return true
    }
    for text in forms where put(text, at: row.x, in: row) { return true }
    for row in others {
      let end = (row.x..<row.maxX).last { canvas[$0, row.y]?.glyph != " " } ?? row.x
      for text in forms where put(text, at: end + 3, in: row) { return false }
    }
    return false
  }

  /// How `PixelGrid` marks elements of these operands at a size of pixels; empty where none of them has several.
  ///
  /// A single one has the cursor's frame.
  private static func markSigns(_ operands: ArraySlice<TensorPanel>, _ size: PixelSize) -> String {
    let marked = operands.filter(\.hasMarks)
    let inHalves = marked.contains { $0.layout.kind == .picture && size == .half }
    let inCells = marked.contains { $0.layout.kind == .list || size != .half }
    return [inCells ? "( )" : "", inHalves ? "↑ ↓ ↕" : ""].filter { !$0.isEmpty }
      .joined(separator: "  ")
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

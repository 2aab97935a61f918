import Datasets
import Engine

/// Numbers that are worth offering where a command or a setting takes one: common ones, or all where there are few.
///
/// With them whatever a line can hold is reached without a keyboard, too. Any other number can still be typed.
extension Completer {
  /// What a command may take as its next word, after `words` (the command's own among them).
  static func values(after words: [String], of session: Session) -> [String] {
    let place = words.count
    switch (CommandWord(rawValue: words[0].lowercased()), place) {
    case (.label, 1): return session.classes.indices.map(String.init)
    case (.image, 2...3) where words[1] == "shift": return ["-1", "0", "1"]
    case (.image, 2) where words[1] == "size": return sizes
    case (.image, 2) where words[1] == "digit": return (0...9).map(String.init)
    case (.image, 2...) where words[1] == "set":
      switch (place - 2) % 3 {
      case 0: return (0..<session.drawing.rows).map(String.init)
      case 1: return (0..<session.drawing.columns).map(String.init)
      default: return ["0", "0.5", "1"]
      }
    case (.goto, 1): return (0...session.steps.count).map(String.init)
    case (.step, 1), (.back, 1): return ["1", "2", "5", "10"]
    case (.unit, 1) where session.plan.widths.count > 2:
      return (0..<session.plan.widths[1]).map(String.init)
    case (.set, 2...): return ["-1", "-0.5", "0", "0.5", "1"]
    case (.train, 1): return ["1", "5", "20", "100"]
    case (.speed, 1): return ["1", "10", "100"]
    case (.rate, 1): return ["0.01", "0.03", "0.1", "0.3", "1", "3"]
    case (.batch, 1): return ["1", "8", "32", "128", "512"]
    case (.optimizer, 2) where ["momentum", "nesterov"].contains(words[1]):
      return ["0.5", "0.9", "0.99"]
    case (.optimizer, 2) where words[1] == "adam": return ["0.9"]
    case (.optimizer, 3) where words[1] == "adam" && Scalar(words[2]) != nil: return ["0.999"]
    case (.reseed, 1): return seeds
    case (.rewind, 1): return session.run.history.snapshots.map { "\($0.position.epoch)" }
    case (.losses, 2): return ["5", "20", "100"]
    default: return []
    }
  }

  /// What a setting may be.
  static func values(of setting: Setting) -> [String] {
    switch setting {
    case .hidden: NetworkWords.hidden
    case .initializer: NetworkWords.initializers
    case .bias, .batchNorm: ["on", "off"]
    case .slope: ["0.01", "0.1", "0.3"]
    case .alpha: ["0.5", "1", "2"]
    case .pieces: ["2", "3", "4"]
    case .dropout: ["0", "0.2", "0.5"]
    case .seed: seeds
    case .image: sizes
    case .decay: ["0", "0.0001", "0.001", "0.01"]
    }
  }

  /// Widths with the inputs and outputs that a network has: one narrow layer, two, and that of the lecture.
  static func widths(of plan: NetworkPlan) -> [String] {
    guard let inputs = plan.widths.first, let outputs = plan.widths.last else { return [] }
    return ["16", "32-16", "128"].map { "\(inputs)-\($0)-\(outputs)" }
  }

  private static let sizes = ["8x8", "10x10", "14x14", "28x28"]
  private static let seeds = (1...5).map(String.init)
}

/// A glyph by what it means, with its twin in ASCII.
public enum Glyph: CaseIterable, Hashable, Sendable {
  case horizontal
  case vertical
  case topLeft
  case topRight
  case bottomLeft
  case bottomRight
  /// The line of an axis with a tick to the left, and the corner under it.
  case axisTick
  case axisTickBottom
  case axisCorner
  /// A dashed vertical line.
  case dashed
  case arrowRight
  case arrowLeft
  case arrowUp
  case arrowDown
  case triangleRight
  case triangleLeft
  /// Play: something runs.
  case running
  case paused
  case done
  case current
  case pending
  case prompt
  case brush
  case bullet
  case progressDone
  case progressRest
  case fullBlock
  case lowerHalf
  case upperHalf
  case scrollThumb
  case scrollTrack
  /// A boundary between panels that can be moved: an upright one, and one that lies flat.
  case grip
  case gripFlat
  /// Frozen weights.
  case frozen
  case ellipsis
  case invalid

  public var unicode: Unicode.Scalar { pair.unicode }
  public var ascii: Unicode.Scalar { pair.ascii }

  private var pair: (unicode: Unicode.Scalar, ascii: Unicode.Scalar) {
    switch self {
    case .horizontal: ("─", "-")
    case .vertical: ("│", "|")
    case .topLeft: ("╭", "+")
    case .topRight: ("╮", "+")
    case .bottomLeft: ("╰", "+")
    case .bottomRight: ("╯", "+")
    case .axisTick: ("┤", "+")
    case .axisTickBottom: ("┬", "+")
    case .axisCorner: ("└", "+")
    case .dashed: ("┊", ":")
    case .arrowRight: ("→", ">")
    case .arrowLeft: ("←", "<")
    case .arrowUp: ("↑", "^")
    case .arrowDown: ("↓", "v")
    case .triangleRight: ("▸", ">")
    case .triangleLeft: ("◂", "<")
    case .running: ("▶", ">")
    case .paused: ("‖", "=")
    case .done: ("●", "*")
    case .current: ("◉", "@")
    case .pending: ("·", ".")
    case .prompt: (":", ":")
    case .brush: ("▪", "o")
    case .bullet: ("•", "*")
    case .progressDone: ("━", "=")
    case .progressRest: ("─", "-")
    case .fullBlock: ("█", "#")
    case .lowerHalf: ("▄", "_")
    case .upperHalf: ("▀", "^")
    case .scrollThumb: ("┃", "#")
    case .grip: ("┃", "#")
    case .gripFlat: ("━", "=")
    case .scrollTrack: ("│", "|")
    case .frozen: ("∗", "*")
    case .ellipsis: ("…", "~")
    case .invalid: ("×", "x")
    }
  }
}

extension Glyph {
  /// What marks the upper of two pixels in a cell, the lower, and both.
  static func halfMarks(isASCII: Bool) -> [Unicode.Scalar] {
    isASCII ? ["^", "v", "&"] : ["↑", "↓", "↕"]
  }

  /// `0 … 8` eighths of a column from below.
  static let rising: [Unicode.Scalar] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  /// `0 … 8` eighths of a row from the left.
  static let growing: [Unicode.Scalar] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
  /// Shades from nothing to full, for a terminal without colours.
  static let shades: [Unicode.Scalar] = [" ", "░", "▒", "▓", "█"]
  static let asciiShades: [Unicode.Scalar] = [" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"]
  /// Levels beside numbers and states of units: no sign that could belong to one or be one.
  static let asciiLevels: [Unicode.Scalar] = [" ", "_", "/", "|", "#"]
}

/// A horizontal bar to an eighth of a column.
public struct Bar: Sendable {
  /// The part that is filled, 0…1; `nil` and NaN leave it empty.
  public var part: Double?
  public var role: Role
  /// Whether it leaves a gap above it, so that the bars of neighbouring rows stay apart; it ends at a whole column then.
  public var isThin = false

  public init(_ part: Double?, role: Role = .accent) {
    self.part = part
    self.role = role
  }

  /// Fills the rows of `area`.
  ///
  /// More than nothing is at least an eighth, less than everything at most seven eighths of the last
  /// column.
  public func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) {
    guard !area.isEmpty else { return }
    let eighths = Bar.eighths(part ?? 0, width: area.width)
    let track = theme.ink(.track)
    let fill = theme.ink(role)
    let plain = !theme.hasPictureColours || theme.isASCII
    for y in area.y..<area.maxY {
      for column in 0..<area.width {
        let filled = min(max(eighths - column * 8, 0), 8)
        let x = area.x + column
        if plain {
          // Less than half a column is a sign that it is more than nothing, and no column.
          let (isFull, isSome) = (filled >= 4, filled > 0 && column == 0)
          let glyph: Unicode.Scalar =
            theme.isASCII
            ? isFull ? "#" : isSome ? ":" : "." : isFull ? "█" : isSome ? "▏" : "░"
          canvas.put(glyph, x: x, y: y, isFull || isSome ? fill : theme.ink(.faint))
        } else if isThin {
          // Its least sign would be a column, which is too much for next to nothing.
          let ground = canvas[x, y]?.ink.background ?? theme.background
          canvas.put(
            Bar.low, x: x, y: y,
            Ink(filled >= 4 ? fill.foreground : track.background, on: ground))
        } else {
          let ink = Ink(fill.foreground, on: track.background)
          canvas.put(Glyph.growing[filled], x: x, y: y, ink)
        }
      }
    }
  }

  /// The glyph of a bar with a gap above it: it stands beside the digits of its row, and not below them.
  static let low: Unicode.Scalar = "▆"

  static func eighths(_ part: Double, width: Int) -> Int {
    guard part > 0, width > 0 else { return 0 }
    let all = width * 8
    guard part < 1 else { return all }
    return min(max(Int((part * Double(all)).rounded()), 1), all - 1)
  }
}

/// Numbers with signs as bars from one zero: what is below zero goes to the left.
///
/// A gap above each keeps the bars of neighbouring rows apart.
public struct SignedBars: Sendable {
  private let low: Double
  private let high: Double

  /// The scale of all the numbers that stand under each other.
  public init(_ values: some Sequence<Double>) {
    let finite = values.filter(\.isFinite)
    low = min(0, finite.min() ?? 0)
    high = max(0, finite.max() ?? 0)
  }

  /// More than nothing is at least a column.
  public func draw(_ value: Double, on canvas: inout Canvas, in row: Rect, _ theme: Theme) {
    guard row.width > 1, !row.isEmpty, low < high, value.isFinite else { return }
    let isOneSided = low == 0 || high == 0
    let columns = Double(isOneSided ? row.width - 1 : row.width)
    // The zero stands between two columns, with room for what is on either side, and for its line where one side is empty.
    let share = (-low / (high - low) * Double(row.width)).rounded()
    let zero = Int(min(max(share, 1), Double(row.width - 1)))
    let length = Int((abs(value) / (high - low) * columns).rounded())
    let isNegative = value < 0
    let room = isNegative ? zero : row.width - zero
    let filled = value == 0 ? 0 : min(max(length, 1), room)
    let ink = theme.ink(isNegative ? .accent : .gradient)
    for step in 0..<filled {
      let x = row.x + (isNegative ? zero - 1 - step : zero + step)
      canvas.put(theme.isASCII ? "#" : Bar.low, x: x, y: row.y, ink)
    }
    // The zero beside which nothing is.
    let (x, line): (Int, Unicode.Scalar) = isNegative ? (zero, "▏") : (zero - 1, "▕")
    canvas.put(theme.isASCII ? "|" : line, x: row.x + x, y: row.y, theme.ink(.faint))
  }
}

/// P(y=1) as a bar over a scale with 0, ½ and 1.
public struct ProbabilityBar: Sendable {
  public var probability: Double?
  public var role: Role

  public init(_ probability: Double?, role: Role = .right) {
    self.probability = probability
    self.role = role
  }

  /// All rows but the last are the bar; the scale goes where there are two rows or more.
  public func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) {
    guard area.height > 1 else {
      Bar(probability, role: role).draw(on: &canvas, in: area, theme)
      return
    }
    let (bar, scale) = area.splitTop(area.height - 1)
    Bar(probability, role: role).draw(on: &canvas, in: bar, theme)
    let ink = theme.ink(.faint)
    canvas.clipped(to: scale) { canvas in
      canvas.put("0", x: scale.x, y: scale.y, ink)
      let half = theme.isASCII ? "1/2" : "½"
      if scale.width >= 9 {
        canvas.put(
          half, x: scale.x + (scale.width - half.unicodeScalars.count) / 2, y: scale.y, ink)
      }
      if scale.width >= 2 { canvas.put("1", x: scale.maxX - 1, y: scale.y, ink) }
    }
  }
}

/// A thin line that fills: how far a run is.
public struct ProgressLine: Sendable {
  public var part: Double?
  public var ground: Role

  public init(_ part: Double?, on ground: Role = .text) {
    self.part = part
    self.ground = ground
  }

  public func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) {
    guard !area.isEmpty else { return }
    let done = (Bar.eighths(part ?? 0, width: area.width) + 4) / 8
    for column in 0..<area.width {
      let isDone = column < done
      canvas.put(
        theme.glyph(isDone ? .progressDone : .progressRest), x: area.x + column, y: area.y,
        theme.ink(isDone ? .accent : .frame, on: ground))
    }
  }
}

/// A drawing surface finer than cells: 2×4 dots in a cell of braille, one in ASCII.
struct DotGrid {
  let columns: Int
  let rows: Int
  let dotsAcross: Int
  let dotsDown: Int
  /// The dots of each cell, in the order of the braille block.
  private(set) var cells: [UInt8]

  init(columns: Int, rows: Int, isASCII: Bool) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    dotsAcross = isASCII ? 1 : 2
    dotsDown = isASCII ? 1 : 4
    cells = Array(repeating: 0, count: self.columns * self.rows)
  }

  var width: Int { columns * dotsAcross }
  var height: Int { rows * dotsDown }

  subscript(column: Int, row: Int) -> UInt8 { cells[row * columns + column] }

  mutating func set(_ x: Int, _ y: Int) {
    guard x >= 0, x < width, y >= 0, y < height else { return }
    let bit = DotGrid.bits[y % dotsDown * 2 + x % dotsAcross]
    cells[y / dotsDown * columns + x / dotsAcross] |= bit
  }

  /// A connected line (Bresenham, 1965); ends outside are allowed.
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
    let (dx, dy) = (abs(end.x - start.x), -abs(end.y - start.y))
    let (stepX, stepY) = (start.x < end.x ? 1 : -1, start.y < end.y ? 1 : -1)
    var (x, y, error) = (start.x, start.y, dx + dy)
    while true {
      set(x, y)
      if x == end.x, y == end.y { return }
      let twice = 2 * error
      if twice >= dy {
        error += dy
        x += stepX
      }
      if twice <= dx {
        error += dx
        y += stepY
      }
    }
  }

  /// The bit of each dot, left and right, from the top row down.
  private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

  static func braille(_ dots: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(0x2800 + UInt32(dots)) ?? " "
  }

  /// The same over what a cell has: dots stay, all else gives way.
  static func braille(_ dots: UInt8, over under: Unicode.Scalar) -> Unicode.Scalar {
    let isDots = (0x2801...0x28FF).contains(under.value)
    return braille(isDots ? dots | UInt8(truncatingIfNeeded: under.value) : dots)
  }
}

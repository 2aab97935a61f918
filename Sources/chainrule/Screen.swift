import CTerminal
import Interface

/// Why there is no screen.
enum ScreenError: Error, Equatable {
  /// Standard input or standard output is no terminal.
  case notATerminal
  /// The terminal, as TERM names it, cannot place a cursor.
  case noCursor
  /// The system refused what a screen needs.
  case failed
}

/// The terminal while the program fills it: the one place where a canvas becomes cells of ncurses.
final class Screen {
  struct Wishes: OptionSet {
    let rawValue: Int32
    static let noMouse = Wishes(rawValue: Int32(CT_NO_MOUSE))
    static let noColour = Wishes(rawValue: Int32(CT_NO_COLOUR))
    static let noSynchronizedOutput = Wishes(rawValue: Int32(CT_NO_SYNCHRONIZED_OUTPUT))
  }

  typealias Cursor = (x: Int, y: Int)

  /// The size of the palette; 0 is monochrome, `coloursByValue` is red, green and blue.
  let colours: Int
  static let coloursByValue = 1 << 24
  /// Whether other glyphs than those of ASCII can be shown.
  let isUTF8: Bool
  private(set) var width = 0
  private(set) var height = 0

  private var shown: Canvas?
  private var shownCursor: Cursor?
  private var run: [ct_cell] = []

  /// Takes the terminal; it is given back by `close`, at the end of the process, and before it dies of a fault.
  init(_ wishes: Wishes = []) throws(ScreenError) {
    switch ct_open(wishes.rawValue) {
    case CT_OPENED: break
    case CT_NOT_A_TERMINAL: throw .notATerminal
    case CT_NO_CURSOR: throw .noCursor
    default: throw .failed
    }
    colours = Int(ct_colours())
    isUTF8 = ct_utf8()
    resize()
  }

  func close() { ct_close() }

  /// Stops the process as Ctrl-Z does; returns when it goes on, false when the terminal is gone.
  func suspend() -> Bool {
    shown = nil
    return ct_suspend()
  }

  /// Takes the terminal again after a stop that came without notice; false when it is gone.
  func retake() -> Bool {
    shown = nil
    return ct_continue()
  }

  /// Asks for the size and adopts it.
  func resize() {
    var columns: Int32 = 0
    var rows: Int32 = 0
    ct_size(&columns, &rows)
    ct_resize(columns, rows)
    width = Int(columns)
    height = Int(rows)
    shown = nil
  }

  /// Whether the terminal takes a frame now; a slow link does not, and keys must not wait for it.
  var isWritable: Bool { ct_writable() }

  /// Makes the terminal show the canvas; only what differs from the last one is looked at again.
  func show(_ canvas: Canvas, cursor: Cursor?) {
    let isSameCursor = cursor?.x == shownCursor?.x && cursor?.y == shownCursor?.y
    let hasChanged = present(canvas, over: shown)
    shown = canvas
    guard hasChanged || !isSameCursor else { return }
    shownCursor = cursor
    while !ct_show(Int32(cursor?.x ?? -1), Int32(cursor?.y ?? -1)) {
      _ = present(canvas, over: nil)
    }
  }

  /// Hands over the changed part of each row; false when nothing has changed.
  private func present(_ canvas: Canvas, over old: Canvas?) -> Bool {
    var hasChanged = old == nil
    // Taken out for the loop: every access to a property of a class is watched.
    var run = self.run
    self.run = []
    defer { self.run = run }
    for y in 0..<min(canvas.height, height) {
      for changed in canvas.changedColumns(ofRow: y, from: old) {
        let seen = changed.clamped(to: 0..<width)
        guard !seen.isEmpty else { continue }
        hasChanged = true
        run.removeAll(keepingCapacity: true)
        for x in seen { run.append(coded(canvas.cells[y * canvas.width + x])) }
        ct_present(Int32(seen.lowerBound), Int32(y), run, Int32(run.count))
      }
    }
    return hasChanged
  }

  private func coded(_ cell: Cell) -> ct_cell {
    ct_cell(
      glyph: cell.glyph.value,
      foreground: Int32(cell.ink.foreground.number(inPaletteOf: colours)),
      background: Int32(cell.ink.background.number(inPaletteOf: colours)),
      attributes: UInt32(cell.ink.attributes.rawValue))
  }
}

extension Colour {
  /// The number of the nearest colour in a palette of 0, 8, 16, 88 or 256, or 0xRRGGBB where there are 2²⁴; −1 is the
  /// terminal's default.
  func number(inPaletteOf count: Int) -> Int {
    guard count > 0, self != .standard else { return -1 }
    if count == Screen.coloursByValue { return value }
    switch kind {
    case .standard: return -1
    case .palette(let number) where Int(number) < count: return Int(number)
    case .palette(let number) where number < 16: return Int(number & 7)
    case .palette(let number):
      let (red, green, blue) = Self.channels(number)
      return Self.nearestOfSixteen(red, green, blue, count)
    case .rgb(let red, let green, let blue):
      return count >= 256
        ? Self.nearestOfCubeAndGreys(Int(red), Int(green), Int(blue))
        : Self.nearestOfSixteen(Int(red), Int(green), Int(blue), count)
    }
  }

  /// Red, green and blue as one number; the first sixteen of the palette as xterm has them.
  private var value: Int {
    let (red, green, blue) =
      switch kind {
      case .standard: (0, 0, 0)
      case .palette(let number): Self.channels(number)
      case .rgb(let red, let green, let blue): (Int(red), Int(green), Int(blue))
      }
    return red << 16 | green << 8 | blue
  }

  private static let cubeLevels = [0, 95, 135, 175, 215, 255]

  private static func channels(_ number: UInt8) -> (Int, Int, Int) {
    if number < 16 {
      let lit = number == 7 ? 229 : number < 8 ? 205 : 255
      func channel(_ bit: UInt8) -> Int { number & bit != 0 ? lit : number == 8 ? 127 : 0 }
      return (channel(1), channel(2), channel(4))
    }
    if number >= 232 {
      let grey = 8 + 10 * (Int(number) - 232)
      return (grey, grey, grey)
    }
    let place = Int(number) - 16
    return (cubeLevels[place / 36], cubeLevels[place / 6 % 6], cubeLevels[place % 6])
  }

  private static func nearestOfCubeAndGreys(_ red: Int, _ green: Int, _ blue: Int) -> Int {
    func level(_ channel: Int) -> Int { channel < 48 ? 0 : channel < 115 ? 1 : (channel - 35) / 40 }
    let cube = 16 + 36 * level(red) + 6 * level(green) + level(blue)
    let mean = (red + green + blue) / 3
    let grey = 232 + min(23, max(0, (mean - 3) / 10))
    func distance(_ number: Int) -> Int {
      let (r, g, b) = channels(UInt8(number))
      return (r - red) * (r - red) + (g - green) * (g - green) + (b - blue) * (b - blue)
    }
    return distance(grey) < distance(cube) ? grey : cube
  }

  /// The eight or sixteen are the user's own: only which channels are lit, and how brightly, can be told.
  private static func nearestOfSixteen(_ red: Int, _ green: Int, _ blue: Int, _ count: Int) -> Int {
    let brightest = max(red, green, blue)
    guard brightest >= 48 else { return 0 }
    let lit = brightest * 3 / 5
    let hue = (red > lit ? 1 : 0) + (green > lit ? 2 : 0) + (blue > lit ? 4 : 0)
    if count < 16 { return brightest < 96 ? 0 : hue }
    if hue == 7 { return brightest < 96 ? 8 : brightest < 208 ? 7 : 15 }
    return brightest > 192 ? hue + 8 : hue
  }
}

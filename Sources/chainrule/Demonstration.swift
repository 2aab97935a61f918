import CTerminal
import Interface

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A screen that shows what reaches it, until the laboratory's own screens are there.
///
/// `q` ends, `:` opens a prompt, `m` makes something move, `c` shows many pairs of colours, `w` wakes the loop from
/// another thread, `e` writes to standard error, `t` traps, Ctrl-Z stops.
final class Demonstration: ScreenProgram {
  private(set) var needsFrame = true
  private(set) var isFinished = false
  var wantsSuspend = false
  private var log: [String] = []
  private var prompt: String?
  private var isMoving = false
  private var showsColours = false
  private var step = 0

  var tickInterval: Duration? { isMoving ? .milliseconds(16) : nil }

  func terminate() { isFinished = true }

  func handle(_ event: Event) {
    needsFrame = true
    if case .tick = event {
      step += 1
      return
    }
    if case .key(let key) = event, prompt != nil {
      take(key)
      return
    }
    switch event {
    case .key(.character("q")): isFinished = true
    case .key(.character(":")): prompt = ""
    case .key(.character("m")): isMoving.toggle()
    case .key(.character("c")): showsColours.toggle()
    case .key(.control("z")): wantsSuspend = true
    case .key(.character("w")): Task.detached { ct_wake() }
    case .key(.character("e")): _ = write(STDERR_FILENO, "a message\n", 10)
    case .key(.character("t")): log[log.count] = "a trap"
    default: break
    }
    log.append(Self.description(of: event))
    if log.count > 100 { log.removeFirst() }
  }

  private static func description(of event: Event) -> String {
    switch event {
    case .key(let key): "key \(key.code) modifiers \(key.modifiers.rawValue)"
    case .mouse(let mouse): "mouse \(mouse.action) \(mouse.button) at \(mouse.x),\(mouse.y)"
    default: "\(event)"
    }
  }

  private func take(_ key: Key) {
    switch key.code {
    case .escape: prompt = nil
    case .enter:
      if prompt == "quit" { isFinished = true }
      prompt = nil
    case .backspace: prompt = prompt.map { String($0.dropLast()) }
    case .character(let scalar): prompt?.unicodeScalars.append(scalar)
    default: break
    }
  }

  func frame(width: Int, height: Int) -> (canvas: Canvas, cursor: Screen.Cursor?) {
    needsFrame = false
    var canvas = Canvas(width: width, height: height)
    canvas.fill(Rect(x: 0, y: 0, width: width, height: 1), " ", Ink(.palette(15), on: .palette(24)))
    canvas.put(
      "Chainrule \(width)×\(height) step \(step)", x: 1, y: 0, Ink(.palette(15), on: .palette(24)))
    for (row, line) in log.suffix(max(0, height - 2)).enumerated() {
      canvas.put(line, x: 1, y: row + 1, Ink(row % 2 == 0 ? .standard : .palette(110)))
    }
    if showsColours { drawColours(on: &canvas) }
    if isMoving {
      canvas.fill(
        Rect(x: step % max(1, width), y: height / 2, width: 1, height: 1), "█", Ink(.palette(208)))
    }
    let line = prompt.map { ":" + $0 } ?? "q quit  : prompt  m move"
    let end = canvas.put(line, x: 0, y: height - 1, Ink.plain)
    return (canvas, prompt == nil ? nil : (x: min(end, width - 1), y: max(0, height - 1)))
  }

  private func drawColours(on canvas: inout Canvas) {
    for y in 1..<max(1, canvas.height - 1) {
      for x in 0..<canvas.width {
        let number = y * canvas.width + x + step
        canvas.put(
          "▄", x: x, y: y,
          Ink(
            .palette(UInt8(16 + number % 48)),
            on: .palette(UInt8(16 + number / 48 % 48))))
      }
    }
  }
}

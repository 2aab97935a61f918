import CTerminal
import Interface

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Waits, lets the program take what came, draws; sleeps while nothing happens.
///
/// A frame that input caused is drawn at once; any other waits for its place in 60 a second, or fewer where the
/// terminal is slow.
struct EventLoop {
  enum Ending: Equatable {
    case finished
    case signal(Int32)
    case lostTerminal
  }

  private let screen: Screen
  private let program: any ScreenProgram
  private let clock = ContinuousClock()
  private let escapeDelay: Duration
  private let opened: ContinuousClock.Instant

  private var parser = InputParser()
  private var pace = FramePace()
  private var log = FrameLog()
  private var bytes = [UInt8](repeating: 0, count: 1 << 14)
  private var isBlocked = false
  private var hasInput = true
  private var isLost = false

  private var escapeDeadline: ContinuousClock.Instant?
  private var resizeDeadline: ContinuousClock.Instant?
  private var tickDeadline: ContinuousClock.Instant?
  private var frameDeadline: ContinuousClock.Instant?

  init(screen: Screen, program: any ScreenProgram) {
    self.screen = screen
    self.program = program
    opened = clock.now
    escapeDelay = Self.escapeDelay
  }

  /// Runs the program to its end, and gives the terminal back.
  mutating func run() -> Ending {
    defer { log.write() }
    program.handle(.resize(width: screen.width, height: screen.height))
    while !program.isFinished {
      drawIfDue()
      wait()
      guard ct_fatal_signal() == 0, !isLost else {
        program.terminate()
        screen.close()
        return isLost ? .lostTerminal : .signal(ct_fatal_signal())
      }
    }
    awaitAnswers()
    screen.close()
    return .finished
  }

  // MARK: - Waiting

  private mutating func wait() {
    let seen = ct_wait(timeLeft(), isBlocked)
    func has(_ bit: Int) -> Bool { seen & Int32(bit) != 0 }

    if has(CT_LOST) { isLost = true }
    if has(CT_INPUT) { read() }
    if has(CT_WRITABLE) { isBlocked = false }
    if has(CT_WOKEN) { program.handle(.wake) }
    if has(CT_RESIZED), resizeDeadline == nil { resizeDeadline = clock.now + .milliseconds(16) }
    if has(CT_STOP_ASKED) { program.wantsSuspend = true }
    if program.wantsSuspend {
      program.wantsSuspend = false
      goOn(after: screen.suspend())
    } else if has(CT_CONTINUED) {
      goOn(after: screen.retake())
    }
    if program.wantsRepaint {
      program.wantsRepaint = false
      resize()
    }
    meetDeadlines()
  }

  /// Nanoseconds to the next deadline; −1 when there is none, so that an idle program never wakes up.
  private mutating func timeLeft() -> Int64 {
    if let interval = program.tickInterval {
      tickDeadline = min(tickDeadline ?? clock.now + interval, clock.now + interval)
    } else {
      tickDeadline = nil
    }
    let deadlines = [escapeDeadline, resizeDeadline, tickDeadline, frameDeadline]
    guard let next = deadlines.compactMap({ $0 }).min() else { return -1 }
    let left = (next - clock.now).components
    return max(0, left.seconds * 1_000_000_000 + left.attoseconds / 1_000_000_000)
  }

  private mutating func meetDeadlines() {
    let now = clock.now
    if let deadline = escapeDeadline, deadline <= now {
      escapeDeadline = nil
      handleInput(parser.flush())
    }
    if let deadline = resizeDeadline, deadline <= now {
      resizeDeadline = nil
      resize()
    }
    if let deadline = tickDeadline, deadline <= now {
      tickDeadline = nil
      program.handle(.tick)
    }
    if let deadline = frameDeadline, deadline <= now { frameDeadline = nil }
  }

  private mutating func goOn(after isThere: Bool) {
    guard isThere else {
      isLost = true
      return
    }
    isBlocked = false
    resize()
  }

  private mutating func resize() {
    screen.resize()
    program.handle(.resize(width: screen.width, height: screen.height))
    hasInput = true
  }

  // MARK: - Input

  private mutating func read() {
    let count = Int(ct_read(&bytes, Int32(bytes.count)))
    guard count >= 0 else {
      isLost = true
      return
    }
    handleInput(parser.feed(bytes[..<count]))
    switch parser.pending {
    case .none, .paste: escapeDeadline = nil
    case .escape: escapeDeadline = clock.now + escapeDelay
    case .sequence: escapeDeadline = clock.now + .milliseconds(500)
    }
  }

  private mutating func handleInput(_ events: [Event]) {
    for event in events { program.handle(event) }
    if !events.isEmpty { hasInput = true }
  }

  /// How long an Esc may be the begin of a longer key: ESCDELAY in ms, else longer over a network.
  private static var escapeDelay: Duration {
    if let value = getenv("ESCDELAY"), let wish = Int(String(cString: value)), wish >= 0 {
      return .milliseconds(min(wish, 2000))
    }
    return .milliseconds(getenv("SSH_TTY") == nil ? 25 : 50)
  }

  /// Lets the terminal's answers come in while somebody reads them: a shell would take them for typing.
  private mutating func awaitAnswers() {
    let last = clock.now + .milliseconds(100)
    guard last < opened + .seconds(1) else { return }
    while !parser.hasIdentifiedTerminal, clock.now < last {
      guard ct_wait(10_000_000, false) & Int32(CT_INPUT) != 0 else { continue }
      let count = ct_read(&bytes, Int32(bytes.count))
      guard count > 0 else { return }
      _ = parser.feed(bytes[..<Int(count)])
    }
  }

  // MARK: - Output

  private mutating func drawIfDue() {
    // Between a resize and its time the canvas would have the wrong size.
    guard program.needsFrame, resizeDeadline == nil, !isBlocked else { return }
    let now = clock.now
    guard hasInput || now >= pace.next else {
      frameDeadline = pace.next
      return
    }
    guard screen.isWritable else {
      isBlocked = true
      pace.stall()
      return
    }
    hasInput = false
    frameDeadline = nil
    let (canvas, cursor) = program.frame(width: screen.width, height: screen.height)
    let begin = clock.now
    screen.show(canvas, cursor: cursor)
    let end = clock.now
    pace.drew(at: now, taking: end - begin)
    log.add(end - now)
  }
}

/// How often frames that nobody typed for are drawn.
struct FramePace {
  static let shortest = Duration.nanoseconds(16_666_667)
  static let longest = Duration.nanoseconds(133_333_336)

  private(set) var interval = FramePace.shortest
  private(set) var next = ContinuousClock.now

  /// The terminal has not taken the last frame by the time of the next: half the rate from here on.
  mutating func stall() {
    interval = min(interval * 2, Self.longest)
  }

  /// A frame that took more than half of its place halves the rate; short ones bring it back.
  mutating func drew(at start: ContinuousClock.Instant, taking time: Duration) {
    if time > interval / 2 {
      stall()
    } else if time < interval / 8, interval > Self.shortest {
      interval = max(interval / 2, Self.shortest)
    }
    next = start + interval
  }
}

import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A program in a terminal of its own, seen from the terminal's side: bytes, modes, the way it ends.
final class PseudoTerminal {
  enum Ending: Equatable, CustomStringConvertible {
    case exited(Int32)
    case killed(Int32)

    var description: String {
      switch self {
      case .exited(let status): "exit status \(status)"
      case .killed(let signal): "signal \(signal)"
      }
    }
  }

  let process: pid_t
  private(set) var output: [UInt8] = []
  private var master: Int32
  /// Kept open so that the modes can be asked for after the program's end.
  private var slave: Int32
  private var ending: Ending?

  /// Starts `command` as the leader of a session whose controlling terminal this is.
  init(
    _ command: [String], width: Int = 80, height: Int = 24, environment: [String: String] = [:]
  ) throws {
    var ends: (master: Int32, slave: Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: 1024)
    guard openpty(&ends.master, &ends.slave, &name, nil, nil) == 0 else {
      throw Failure(description: "no pseudo-terminal: errno \(errno)")
    }
    (master, slave) = ends
    let path = String(
      decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    _ = fcntl(slave, F_SETFD, FD_CLOEXEC)
    Self.setSize(master, width, height)
    process = try spawn(
      command, environment: environment, on: path, as: [0, 1, 2], isSessionLeader: true)
  }

  deinit {
    if ending == nil {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(slave)
    if master >= 0 { close(master) }
  }

  // MARK: - The terminal's side

  private static func setSize(_ descriptor: Int32, _ width: Int, _ height: Int) {
    var size = winsize(
      ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
  }

  func resize(width: Int, height: Int) { Self.setSize(master, width, height) }

  func send(_ text: String) { send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Hangs up, as a terminal does whose window is closed.
  func hangUp() {
    close(slave)
    slave = -1
    close(master)
    master = -1
  }

  func signal(_ number: Int32) { kill(process, number) }

  /// The modes of the terminal now.
  var modes: termios {
    var modes = termios()
    tcgetattr(slave, &modes)
    return modes
  }

  /// Reads what there is within `seconds`; false when there was nothing.
  @discardableResult
  private func read(within seconds: Double) -> Bool {
    var watched = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard master >= 0, poll(&watched, 1, Int32(max(0, seconds) * 1000)) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = bytes.withUnsafeMutableBytes {
      #if canImport(Glibc)
        Glibc.read(master, $0.baseAddress, $0.count)
      #else
        Darwin.read(master, $0.baseAddress, $0.count)
      #endif
    }
    guard count > 0 else { return false }
    output += bytes[..<count]
    return true
  }

  /// Forgets the output so far.
  func forget() { output = [] }

  var text: String { String(decoding: output, as: UTF8.self) }

  /// Waits until the output since the last `forget` contains `expected`.
  func expect(_ expected: String, within seconds: Double = 10) throws {
    let wanted = Data(expected.utf8)
    let deadline = Date(timeIntervalSinceNow: seconds)
    while Data(output).range(of: wanted) == nil {
      let left = deadline.timeIntervalSinceNow
      guard left > 0 else {
        throw Failure(
          description: "'\(expected)' was not written; this was: \(text.debugDescription)")
      }
      read(within: min(left, 0.1))
    }
  }

  /// Collects output until there has been none for `seconds`, at most 10 s long.
  func settle(_ seconds: Double = 0.15) {
    let deadline = Date(timeIntervalSinceNow: 10)
    while deadline.timeIntervalSinceNow > 0, read(within: seconds) {}
  }

  /// Waits for the end; the output goes on being read, unless the terminal is to look stuck.
  func end(within seconds: Double = 10, isReading: Bool = true) throws -> Ending {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while ending == nil {
      if isReading, master >= 0 { read(within: 0.01) } else { usleep(5000) }
      var status: Int32 = 0
      if waitpid(process, &status, WNOHANG) == process {
        let signal = status & 0x7F
        ending = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal)
      } else if deadline.timeIntervalSinceNow < 0 {
        throw Failure(description: "still running after \(seconds) s: \(text.debugDescription)")
      }
    }
    while isReading, read(within: 0) {}
    guard let ending else { throw Failure(description: "no end") }
    return ending
  }

  /// The processor time spent so far, in clock ticks of the system (Linux only).
  var processorTicks: Int? {
    guard let line = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let fields = line.split(separator: ")").last?.split(separator: " "), fields.count > 13,
      let user = Int(fields[11]), let system = Int(fields[12])
    else { return nil }
    return user + system
  }

  /// How often the program gave up the processor of its own accord: its wake-ups (Linux only).
  var voluntarySwitches: Int? {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("voluntary_ctxt") })
    else { return nil }
    return line.split(separator: "\t").last.flatMap { Int($0) }
  }
}

/// Whether two sets of modes are the same in all that a program can change.
func haveSameModes(_ one: termios, _ other: termios) -> Bool {
  func controls(_ modes: termios) -> [UInt8] { withUnsafeBytes(of: modes.c_cc) { Array($0) } }
  return one.c_iflag == other.c_iflag && one.c_oflag == other.c_oflag
    && one.c_cflag == other.c_cflag && one.c_lflag == other.c_lflag
    && controls(one) == controls(other)
}

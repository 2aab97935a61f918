#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How long frames took to build and write, for the benchmark of the screen: kept in memory, and written at the end
/// to the file that CHAINRULE_FRAMES names, in microseconds, a line for each.
///
/// Without that variable nothing is kept.
struct FrameLog {
  private let file: String?
  private var microseconds: [Int64] = []

  init() {
    file = getenv("CHAINRULE_FRAMES").map { String(cString: $0) }
    if file != nil { microseconds.reserveCapacity(1 << 12) }
  }

  mutating func add(_ time: Duration) {
    guard file != nil else { return }
    let (seconds, attoseconds) = time.components
    microseconds.append(seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
  }

  /// What cannot be written is lost: nobody but a benchmark asks for it.
  func write() {
    guard let file, let stream = fopen(file, "w") else { return }
    for time in microseconds { fputs("\(time)\n", stream) }
    fclose(stream)
  }
}

private import Synchronization

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// Runs `body` on consecutive parts of `0..<count` on all cores at the same time.
///
/// The caller works along and returns when all parts are done; there are more of them than cores, so that a core that
/// has other work takes fewer. Each place is in one part: a body that writes only what belongs to its own places needs
/// no lock.
public func inParts(of count: Int, _ body: @escaping @Sendable (Range<Int>) -> Void) {
  guard count > 0 else { return }
  let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  let parts = min(count, cores * 8)
  let work = PartedWork(count: count, parts: parts, body)
  for _ in 1..<max(1, min(cores, parts)) { _ = startWorker { work.run() } }
  work.run()
  work.wait()
}

/// The parts that nobody has taken yet, and those that are not done.
private final class PartedWork: Sendable {
  private let count: Int
  private let parts: Int
  private let body: @Sendable (Range<Int>) -> Void
  private let next = Atomic(0)
  private let finished = Atomic(0)
  private let alarm = Alarm()

  init(count: Int, parts: Int, _ body: @escaping @Sendable (Range<Int>) -> Void) {
    (self.count, self.parts, self.body) = (count, parts, body)
  }

  func run() {
    while true {
      let part = next.add(1, ordering: .relaxed).oldValue
      guard part < parts else { return }
      body(count * part / parts..<count * (part + 1) / parts)
      if finished.add(1, ordering: .acquiringAndReleasing).newValue == parts { alarm.ring() }
    }
  }

  func wait() { alarm.wait { finished.load(ordering: .acquiring) == parts } }
}

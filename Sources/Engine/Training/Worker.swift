#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A condition that a thread can sleep on, and be woken from at once.
final class Alarm: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    #if canImport(Darwin)
      pthread_cond_init(condition, nil)
    #else
      var attributes = pthread_condattr_t()
      pthread_condattr_init(&attributes)
      pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
      pthread_cond_init(condition, &attributes)
      pthread_condattr_destroy(&attributes)
    #endif
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Wakes all that wait, to look at their condition again.
  func ring() {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }

  /// Sleeps until `isDue` or, where there is a deadline on the monotonic clock, until then.
  func wait(until deadline: UInt64? = nil, _ isDue: () -> Bool) {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !isDue() {
      guard let deadline else {
        pthread_cond_wait(condition, mutex)
        continue
      }
      let now = monotonicNanoseconds()
      guard now < deadline else { return }
      #if canImport(Darwin)
        var rest = timespec(
          tv_sec: Int((deadline - now) / 1_000_000_000),
          tv_nsec: Int((deadline - now) % 1_000_000_000))
        pthread_cond_timedwait_relative_np(condition, mutex, &rest)
      #else
        var end = timespec(
          tv_sec: Int(deadline / 1_000_000_000), tv_nsec: Int(deadline % 1_000_000_000))
        pthread_cond_timedwait(condition, mutex, &end)
      #endif
    }
  }
}

func monotonicNanoseconds() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// Runs `body` on a thread of its own with all signals blocked, below the others in priority.
///
/// Not a task: those share a pool with a thread a core, which busy work would hold.
///
/// - Returns: false where the system gives no thread, and nothing runs.
public func startWorker(_ body: @escaping @Sendable () -> Void) -> Bool {
  final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  pthread_attr_setstacksize(&attributes, 8 << 20)
  pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
  // The new thread inherits the mask, so no signal can reach it in between.
  var all = sigset_t()
  var old = sigset_t()
  sigfillset(&all)
  pthread_sigmask(SIG_SETMASK, &all, &old)
  let box = Unmanaged.passRetained(Box(body))
  let argument = box.toOpaque()
  #if canImport(Darwin)
    var thread: pthread_t?
    let status = pthread_create(
      &thread, &attributes,
      { argument in
        Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, argument)
  #else
    var thread = pthread_t()
    let status = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        // On Linux priorities belong to threads, and 0 names the calling one.
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, argument)
  #endif
  pthread_sigmask(SIG_SETMASK, &old, nil)
  pthread_attr_destroy(&attributes)
  if status != 0 { box.release() }
  return status == 0
}

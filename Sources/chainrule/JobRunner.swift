import CTerminal
import Commands
import Engine
import Synchronization

/// Runs one job at a time on a thread of its own, and wakes the event loop when it is done.
final class JobRunner: Sendable {
  private let finished = Mutex<Result<Reply, CommandError>?>(nil)
  private let isCancelled = Atomic<Bool>(false)

  func start(_ job: Job) {
    isCancelled.store(false, ordering: .releasing)
    finished.withLock { $0 = nil }
    // Without a thread it keeps the screen waiting, and is done all the same.
    if !startWorker({ [self] in run(job) }) { run(job) }
  }

  private nonisolated func run(_ job: Job) {
    let result: Result<Reply, CommandError>
    do throws(CommandError) {
      result = .success(try job.run { isCancelled.load(ordering: .acquiring) })
    } catch {
      result = .failure(error)
    }
    finished.withLock { $0 = result }
    ct_wake()
  }

  func cancel() { isCancelled.store(true, ordering: .releasing) }

  /// The result of the job that has ended, once.
  func takeResult() -> Result<Reply, CommandError>? {
    finished.withLock { result in
      defer { result = nil }
      return result
    }
  }
}

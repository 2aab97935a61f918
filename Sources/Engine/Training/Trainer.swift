internal import Synchronization

/// Trains a network on a thread of its own, and never waits for who watches.
///
/// Pausing is `stop` and `join`: a new trainer with the state and the ``remainingGoal`` goes on, and the numbers are those of an unbroken run.
public final class Trainer: Sendable {
  private let published: Mutex<Published>
  private let inbox: Mutex<Inbox>
  /// The bits of ``Request``: looked at before each update.
  private let requests = Atomic<UInt8>(0)
  /// Set when something new was published, cleared by reading it.
  private let isUnread = Atomic<Bool>(false)
  private let hasEnded = Atomic<Bool>(false)
  private let alarm = Alarm()
  private let onChange: @Sendable () -> Void

  struct Published {
    var progress: TrainingProgress
    var history: History
    var snapshot: Snapshot?
    var snapshotCount = 0
    var result: RunState?
    var remainingGoal: TrainingGoal
    var watch: Watch?
  }

  struct Inbox {
    var pending: TrainingRun?
    var settings: TrainingSettings
    var watch: Watch?
  }

  struct Request: OptionSet {
    let rawValue: UInt8
    static let stop = Request(rawValue: 1)
    static let change = Request(rawValue: 2)
    static let snapshot = Request(rawValue: 4)
    static let watch = Request(rawValue: 8)
  }

  /// Prepares a run that ``start()`` begins.
  ///
  /// `onChange` is called on the trainer's thread when there is something new, and not again until ``progress`` was read, but for the end.
  /// `watched` is the picture that ``watchPoints`` tells of.
  public init(
    state: RunState, training: ExampleSet, validation: ExampleSet, settings: TrainingSettings,
    goal: TrainingGoal, watched: [Scalar]? = nil, onChange: @escaping @Sendable () -> Void = {}
  ) {
    precondition(training.count > 0, "there is nothing to train on")
    training.requireFit(to: state.network.plan)
    validation.requireFit(to: state.network.plan)
    let watch = watched.map { Watch($0, number: 0, from: state.position.updates) }
    let run = TrainingRun(
      state: state, training: training, validation: validation, settings: settings, goal: goal,
      watch: watch)
    published = Mutex(
      Published(
        progress: run.progress(.training), history: state.history, remainingGoal: goal))
    inbox = Mutex(Inbox(pending: run, settings: settings, watch: watch))
    self.onChange = onChange
  }

  /// Starts the thread; a second call does nothing.
  ///
  /// - Returns: false where the system gives no thread, and the run has not begun.
  @discardableResult
  public func start() -> Bool {
    guard let run = inbox.withLock({ $0.pending.take() }) else { return true }
    let hasThread = startWorker { [self] in perform(run) }
    if !hasThread { inbox.withLock { $0.pending = run } }
    return hasThread
  }

  private func perform(_ run: TrainingRun) {
    let (state, reason) = run.perform(for: self)
    publish(run, phase: .ended(reason), result: state)
  }

  /// Runs to the end on the calling thread, at its priority: for measurements.
  package func runHere() -> RunState {
    if let run = inbox.withLock({ $0.pending.take() }) { perform(run) }
    return join()
  }

  /// Asks the run to end, and returns at once; it ends between two updates.
  public func stop() { request(.stop) }

  /// Waits for the end and takes the weights over.
  ///
  /// Starts the thread if nobody did, so that it always returns what the goal, or `stop`, left.
  public func join() -> RunState {
    guard start() else { return runHere() }
    alarm.wait { hasEnded.load(ordering: .acquiring) }
    guard let state = published.withLock({ $0.result }) else {
      preconditionFailure("a run that has ended left no state")
    }
    return state
  }

  /// Puts new settings in force at the next update, and a mark with that update's number into the history.
  public func change(_ settings: TrainingSettings) {
    inbox.withLock { $0.settings = settings }
    request(.change)
  }

  /// Looks at another picture from the next update on; what was found of the one before is forgotten.
  public func watch(_ image: [Scalar]) {
    inbox.withLock { $0.watch = Watch(image, number: ($0.watch?.number ?? 0) + 1) }
    request(.watch)
  }

  /// What the weights said of the watched picture, update by update.
  public var watchPoints: [WatchPoint] {
    let number = inbox.withLock { $0.watch?.number }
    return published.withLock { $0.watch?.number == number ? $0.watch?.points ?? [] : [] }
  }

  /// The newest reading; clears the flag that holds `onChange` back.
  public var progress: TrainingProgress {
    // Cleared before the copy is taken, so that nothing falls between.
    isUnread.store(false, ordering: .sequentiallyConsistent)
    return published.withLock { $0.progress }
  }

  /// The history at the newest reading; a copy that costs nothing until the trainer goes on.
  public var history: History { published.withLock { $0.history } }

  /// Asks for the weights of the next update's start; they appear in ``snapshot``, with a call of `onChange`.
  public func requestSnapshot() { request(.snapshot) }

  /// The weights of the next update's start, waited for as long as somebody waits for a key; the final ones of a run that has ended.
  ///
  /// nil while the trainer has never had the time to show any, as within its first validation of a large network.
  public func freshSnapshot() -> Snapshot? {
    let known = published.withLock { $0.snapshotCount }
    request(.snapshot)
    alarm.wait(until: monotonicNanoseconds() + 200_000_000) {
      isFinished || published.withLock { $0.snapshotCount } != known
    }
    return snapshot
  }

  /// Waits for the end, at most so long; says whether it has come.
  public func waitForEnd(seconds: Double) -> Bool {
    alarm.wait(until: monotonicNanoseconds() + UInt64(seconds * 1e9)) { isFinished }
    return isFinished
  }

  /// The newest weights that were asked for, or the final ones.
  public var snapshot: Snapshot? { published.withLock { $0.snapshot } }

  /// Whether `join` would return at once.
  public var isFinished: Bool { hasEnded.load(ordering: .acquiring) }

  /// What is left of the goal at the newest reading.
  public var remainingGoal: TrainingGoal { published.withLock { $0.remainingGoal } }

  private func request(_ request: Request) {
    requests.bitwiseOr(request.rawValue, ordering: .acquiringAndReleasing)
    alarm.ring()
  }

  // MARK: the thread's side

  var hasRequests: Bool { requests.load(ordering: .acquiring) != 0 }

  var isAskedToStop: Bool {
    Request(rawValue: requests.load(ordering: .acquiring)).contains(.stop)
  }

  /// What is asked now; `stop` stays.
  func takeRequests() -> Request {
    let taken = requests.bitwiseAnd(
      Request.stop.rawValue, ordering: .acquiringAndReleasing)
    return Request(rawValue: taken.oldValue)
  }

  var newestWatch: Watch? { inbox.withLock { $0.watch } }

  var newestSettings: TrainingSettings { inbox.withLock { $0.settings } }

  func sleep(until deadline: UInt64) {
    alarm.wait(until: deadline) { hasRequests }
  }

  func publish(
    _ run: TrainingRun, phase: TrainingProgress.Phase, snapshot: Snapshot? = nil,
    result: RunState? = nil
  ) {
    let progress = run.progress(phase)
    published.withLock {
      $0.progress = progress
      $0.history = run.history
      $0.remainingGoal = run.remainingGoal
      $0.watch = run.watch
      if let result {
        $0.result = result
        $0.snapshot = Snapshot(
          position: result.position, network: result.network, optimizer: result.optimizer)
      } else if let snapshot {
        $0.snapshot = snapshot
        $0.snapshotCount += 1
      }
    }
    if result != nil { hasEnded.store(true, ordering: .releasing) }
    if result != nil || snapshot != nil { alarm.ring() }
    // The end is told of even where an earlier reading still waits to be read.
    let waits = isUnread.exchange(true, ordering: .sequentiallyConsistent)
    if !waits || result != nil { onChange() }
  }
}

public import Commands
public import Datasets
public import Engine
public import Walkthrough

/// What the laboratory looks like at one moment: all that a view may show of it.
///
/// A value without a thread or a file behind it, so that a view of it can be drawn in a test.
public struct Scene: Sendable {
  public var session: Session
  /// The newest weights: the session's, or the running training's, and the update they are of.
  public var live: Network
  public var liveUpdate: Int
  /// The drawing through the newest weights.
  private let pass: DrawingPass
  private let stepReading: StepReading?
  public var history: History
  /// What the running training tells; nil while none runs.
  public var progress: TrainingProgress?
  public var isPaused: Bool
  /// What the last training reached, also once it has ended.
  public var report: TrainingReport
  /// Whether the weights are those that the network began with.
  public var weightsAreInitial: Bool
  /// What leaving would lose.
  public var unsaved: UnsavedWork
  public var canUndo: Bool
  public var canRedo: Bool
  /// P(y=1) of the drawing (or of its predicted class) over the run, by update.
  public var probabilityCurve: [Series.Point]
  /// The same with the weights kept of each epoch, for a drawing that the run has not looked at.
  public var probabilityPoints: [Series.Point] = []
  /// What the whole run will have reached at the goal of the running or paused training.
  public var goalEnd: TrainingGoal?
  /// The steps of the walk, or those that a walk would have.
  public var steps: [Step]
  /// The digits to pick from.
  public var dataset: Dataset
  /// What the last long commands found.
  public var findings: Findings

  public init(
    session: Session, live: Network, liveUpdate: Int, steps stepReading: StepReading? = nil,
    history: History, progress: TrainingProgress? = nil, isPaused: Bool = false,
    report: TrainingReport,
    weightsAreInitial: Bool = true, unsaved: UnsavedWork = [], canUndo: Bool = false,
    canRedo: Bool = false, probabilityCurve: [Series.Point] = [],
    goalEnd: TrainingGoal? = nil, steps: [Step]? = nil, dataset: Dataset = BuiltInDigits.shared,
    findings: Findings = Findings(), previous: Scene? = nil
  ) {
    self.session = session
    self.live = live
    self.liveUpdate = liveUpdate
    self.stepReading = stepReading
    let known = previous.map(\.pass).flatMap { $0.isOf(session, live) ? $0 : nil }
    pass = known ?? DrawingPass(session, live)
    self.history = history
    self.progress = progress
    self.isPaused = isPaused
    self.report = report
    self.weightsAreInitial = weightsAreInitial
    self.unsaved = unsaved
    self.canUndo = canUndo
    self.canRedo = canRedo
    self.probabilityCurve = probabilityCurve
    self.goalEnd = goalEnd
    self.steps = steps ?? previous?.steps(ifOf: session) ?? session.steps
    self.dataset = dataset
    self.findings = findings
  }

  /// The steps, where those of another session would be the same: without a walk they depend on little.
  private func steps(ifOf other: Session) -> [Step]? {
    let isSame =
      session.walk == nil && other.walk == nil && session.plan == other.plan
      && session.mode == other.mode && session.settings.optimizer == other.settings.optimizer
    return isSame ? steps : nil
  }

  /// The drawing through the newest weights, forward and back, in eval mode.
  public var livePass: ForwardPass { pass.forward }
  public var liveGradients: BackwardPass { pass.gradients }
  /// How far an update on a few training images would go in each layer.
  public var stepSizes: [StepSize] { stepReading?.sizes ?? [] }
  /// What the drawing says about the network's health.
  public var health: PassHealth { pass.health }

  public var isTraining: Bool { progress != nil }
  public var walk: Walk? { session.walk }
  public var verdict: Verdict { Verdict(livePass, task: session.task) }

  /// The newest figures on validation images: those of the last epoch while training runs, else of the present weights.
  public var validation: (loss: Scalar?, accuracy: Double?) {
    if let progress {
      return (progress.lastEpoch?.validationLoss, progress.lastEpoch?.validationAccuracy)
    }
    if report.validationLoss == nil, let found = evaluated, found.split == .validation {
      return (Scalar(found.evaluation.loss), found.evaluation.accuracy)
    }
    return (report.validationLoss, report.validationAccuracy)
  }

  /// What `evaluate` found of the newest weights in this task.
  private var evaluated: EvaluationFinding? {
    findings.evaluation(of: session.plan, task: session.task).flatMap {
      $0.weights.network == live ? $0 : nil
    }
  }

  /// How many updates the walked weights are behind the newest ones.
  public var walkAge: Int { walk.map { max(0, liveUpdate - $0.weightsUpdate) } ?? 0 }
}

extension Scene {
  /// The laboratory as it is now; what the `previous` scene worked out and still holds is not worked out again.
  public init(
    _ laboratory: Laboratory, probabilityCurve: [Series.Point] = [], previous: Scene? = nil
  ) {
    let live = laboratory.liveNetwork
    self.init(
      session: laboratory.session, live: live.network, liveUpdate: live.update,
      steps: StepReading(laboratory, live, previous: previous), history: laboratory.history,
      progress: laboratory.progress, isPaused: laboratory.isPaused,
      report: laboratory.report, weightsAreInitial: laboratory.weightsAreInitial,
      unsaved: laboratory.unsaved, canUndo: laboratory.canUndo, canRedo: laboratory.canRedo,
      probabilityCurve: probabilityCurve, goalEnd: laboratory.goalEnd,
      dataset: laboratory.dataset, findings: laboratory.findings, previous: previous)
  }
}

extension Scene {
  /// How far an update would go, with what it was worked out from.
  public struct StepReading: Sendable {
    let sizes: [StepSize]
    /// The weights that it is of, which may be older than those of the scene.
    private let network: Network
    private let settings: TrainingSettings
    private let task: Task
    /// For how many scenes of a running training it has been kept.
    private let age: Int

    /// While training runs weights are new in every scene, and a reading in a quarter of a second is enough.
    private static let oldest = 15

    init(_ laboratory: Laboratory, _ live: (network: Network, update: Int), previous: Scene?) {
      let session = laboratory.session
      (settings, task) = (session.settings, session.task)
      if let known = previous?.stepReading, known.settings == settings, known.task == task,
        known.network.plan == live.network.plan
      {
        let isRecent = laboratory.isTraining && known.age < Self.oldest
        if isRecent || known.network == live.network {
          (sizes, network, age) = (known.sizes, known.network, known.age + 1)
          return
        }
      }
      (network, age) = (live.network, 0)
      sizes = laboratory.stepSizes(of: live.network, at: live.update)
    }
  }
}

/// The drawing through a network, forward and back, in eval mode, and what that says.
private struct DrawingPass: Sendable {
  let forward: ForwardPass
  let gradients: BackwardPass
  let health: PassHealth
  private let network: Network
  private let drawing: Picture
  private let label: Int

  init(_ session: Session, _ network: Network) {
    forward = session.forward(of: network)
    gradients = network.backward(forward)
    health = PassHealth(network, forward: forward)
    self.network = network
    (drawing, label) = (session.drawing, session.label)
  }

  /// Whether it would come out the same: quickly told where the weights are the very same memory, or soon differ.
  func isOf(_ session: Session, _ network: Network) -> Bool {
    drawing == session.drawing && label == session.label && self.network == network
  }
}

public import Datasets
public import Engine
public import Walkthrough

/// A walk: a recorded training step and how far it has been shown.
public struct Walk: Equatable, Sendable {
  public internal(set) var trace: Trace
  /// Steps done, 0…n.
  public internal(set) var position: Int
  /// The update that the walked weights come from.
  public let weightsUpdate: Int
  /// Whether they are others than that update left: a weight was set, a unit switched off, a step taken by hand.
  public let weightsAreChanged: Bool
  /// The optimiser's memory before this walk's update.
  let optimizerBefore: OptimizerState
  /// The images that the drawing is walked with, samples 1…; empty where it is alone.
  public let companions: [Companion]

  public var current: Step? { position > 0 ? trace.steps[position - 1] : nil }
  public var next: Step? { position < trace.steps.count ? trace.steps[position] : nil }
  public var isComplete: Bool { position == trace.steps.count }
  /// Whether the gradients are there and the next step is the update.
  public var isBeforeUpdate: Bool { position == trace.count(through: .backward) }
}

/// An image of the training split that keeps the drawing company in a batch.
public struct Companion: Equatable, Sendable {
  /// Its index in the training split, as `image digit` takes it.
  public let index: Int
  let picture: Picture
  let target: Int
}

/// An image of the set by its split and its place there.
public struct SetImage: Hashable, Sendable {
  public let split: Split
  public let index: Int
}

/// All that a person has made: drawing, label, task, network, settings, walk.
///
/// One value: undo keeps old ones, a script replays to one.
public struct Session: Sendable {
  public internal(set) var drawing: Picture
  /// The true y of the drawing.
  public internal(set) var label: Int
  public internal(set) var task: Task
  /// The digit that a drawing taken from the set is of, while it stays as it was taken.
  var taken: (drawing: Picture, digit: Int)?
  /// Which image of the set was taken last, whatever is said of its y.
  var takenImage: (drawing: Picture, image: SetImage)?
  public internal(set) var mode: Mode
  public internal(set) var settings: TrainingSettings
  /// The weights, the optimiser's memory, and what training has done since the last reset.
  public internal(set) var run: RunState
  /// The weights that `reset` goes back to.
  public internal(set) var initial: Network
  public internal(set) var walk: Walk?
  var paused: PausedTraining?
  /// The outgoing weights that switched-off units had.
  var disabledUnits: [UnitPlace: [Scalar]] = [:]
  /// How many walks have begun: each draws its own dropout mask.
  var passes = 0

  public init(plan: NetworkPlan = NetworkPlan()) throws(PlanError) {
    let network = try Network(plan)
    drawing = Picture(rows: plan.imageRows, columns: plan.imageColumns)
    label = 1
    task = .oneAgainstRest(0)
    mode = .eval
    settings = TrainingSettings()
    run = RunState(network)
    initial = network
  }

  public var network: Network { run.network }
  public var plan: NetworkPlan { run.network.plan }

  /// The drawing as a batch of one.
  public var input: Matrix { Matrix(row: drawing.values) }

  /// The names of the classes, by y.
  public var classes: [String] { task.classes }

  /// What another network makes of the drawing, in eval mode.
  public func forward(of network: Network) -> ForwardPass {
    network.forward(input, targets: [label])
  }
}

extension Session {
  /// The step list of the present network, walked or not.
  public var steps: [Step] {
    walk?.trace.steps
      ?? network.steps(
        mode: mode, batch: needsBatch ? Session.walkBatch : 1, optimizer: settings.optimizer)
  }

  public var position: Int { walk?.position ?? 0 }

  /// The number of images, the drawing included, that a walk with batch statistics is over.
  static let walkBatch = 32

  /// Whether a walk would have batch statistics, which the drawing alone has not.
  public var needsBatch: Bool { mode == .train && network.needsBatchInTraining }

  /// Records a pass of the drawing through a network, the start of a walk.
  ///
  /// Batch statistics need company; without any the drawing keeps itself company.
  func freshTrace(of network: Network, companions: [Companion] = []) -> Trace {
    var samples = [(pixels: drawing.values, target: label)]
    samples += companions.map { ($0.picture.values, $0.target) }
    while needsBatch, samples.count < Session.walkBatch { samples.append(samples[0]) }
    let batch = Matrix(
      rows: samples.count, columns: drawing.values.count, values: samples.flatMap(\.pixels))
    var masks: [Int: Matrix] = [:]
    if mode == .train {
      for (layer, operation) in network.layers.enumerated() {
        guard case .dropout(let dropout) = operation else { continue }
        var generator = SeededGenerator(
          seed: network.plan.seed, purpose: .walkDropout, layer: layer, index: passes)
        masks[layer] = dropout.mask(
          rows: batch.rows, columns: network.outputs(ofLayer: layer), using: &generator)
      }
    }
    return Trace(
      network: network, input: batch, targets: samples.map(\.target),
      mode: mode, masks: masks, optimizer: settings.optimizer)
  }
}

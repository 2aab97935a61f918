internal import Engine

/// A network and its settings to train for a moment.
struct Job {
  let name: String
  let plan: NetworkPlan
  let settings: TrainingSettings
  let examples: ExampleSet

  static let binaryDigits = Digits()
  static let tenDigits = Digits(tenClasses: true)
  static let negatives = Digits(areNegatives: true)

  /// The configurations that the peers know by the same names.
  init?(configuration: String, batch: Int) {
    var plan = NetworkPlan()
    var settings = TrainingSettings(rate: 0.1, batchSize: batch)
    switch configuration {
    case "sigmoid", "negative": break
    case "relu": plan.hidden = .activation(.relu, parameter: nil)
    case "gelu": plan.hidden = .activation(.gelu, parameter: nil)
    case "deep": plan.widths = [100, 128, 128, 128, 1]
    case "wide": plan.widths = [100, 1024, 1]
    case "bias": plan.hasBias = true
    case "momentum": settings.optimizer = Optimizer(.standardMomentum)
    case "adam":
      settings.optimizer = Optimizer(.standardAdam)
      settings.rate = 0.001
    case "dropout": plan.dropout = 0.5
    case "batchnorm": plan.hasBatchNorm = true
    case "ten":
      plan.widths = [100, 128, 10]
      plan.head = .categorical
    case "maxout": plan.hidden = .maxout(pieces: 2)
    case "shift": settings.augmentsByShift = true
    default: return nil
    }
    let digits =
      configuration == "negative"
      ? Job.negatives : plan.head == .binary ? Job.binaryDigits : Job.tenDigits
    self.init(
      "\(configuration) \(batch)", plan: plan, settings: settings, examples: digits.training)
  }

  init(_ name: String, plan: NetworkPlan, settings: TrainingSettings, examples: ExampleSet) {
    self.name = name
    self.plan = plan
    self.settings = settings
    self.examples = examples
  }

  /// Floating-point operations a sample: each weight counts in the forward product, in its own gradient and, but for the first layer, in the one of its input.
  var operations: Double {
    var pieces = 1.0
    if case .maxout(let count) = plan.hidden { pieces = Double(count) }
    return zip(plan.widths, plan.widths.dropFirst()).enumerated().reduce(0) { sum, layer in
      let (k, (inputs, outputs)) = layer
      let weights =
        Double(inputs * outputs) * (k < plan.widths.count - 2 ? pieces : 1)
      return sum + weights * 2 * (k == 0 ? 2 : 3)
    }
  }

  /// Trains for about so long, through the trainer that the program uses, on this thread.
  func imagesPerSecond(seconds: Double) -> Double {
    let speed = run(images: 20_000)
    return run(images: max(20_000, Int(speed * seconds)))
  }

  /// The same in time that the core was given, start and end of the run included.
  func imagesPerCoreSecond(images: Int) -> Double {
    var speed = 0.0
    let seconds = time { speed = run(images: images) }
    return speed.isNaN ? .nan : Double(images / settings.batchSize * settings.batchSize) / seconds
  }

  private func run(images: Int) -> Double {
    guard let network = try? Network(plan) else { return .nan }
    let trainer = Trainer(
      state: RunState(network), training: examples, validation: Digits.none,
      settings: settings, goal: .updates(max(1, images / settings.batchSize)))
    _ = trainer.runHere()
    return trainer.progress.imagesPerSecond ?? .nan
  }
}

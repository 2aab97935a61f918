import Datasets
import Engine
import Walkthrough

extension Session {
  /// Builds another network and starts anew with it; the drawing is fitted to its grid.
  mutating func rebuild(_ plan: NetworkPlan) throws(CommandError) {
    let network: Network
    do { network = try Network(plan) } catch { throw .plan(error) }
    replace(with: network)
  }

  /// Puts a network in place as one that was never trained.
  mutating func replace(with network: Network) {
    initial = network
    begin(from: network)
    disabledUnits = [:]
    dropWalk()
    if drawing.rows != plan.imageRows || drawing.columns != plan.imageColumns {
      drawing = drawing.resized(rows: plan.imageRows, columns: plan.imageColumns, by: .ink)
    }
  }

  mutating func apply(_ options: [NetworkOption]) throws(CommandError) {
    try rebuild(try plan(with: options))
  }

  /// The plan with some of its words replaced, if its outputs fit the task.
  private func plan(with options: [NetworkOption]) throws(CommandError) -> NetworkPlan {
    var plan = plan
    try plan.apply(options)
    let outputs = task.isTenClass ? 10 : 1
    if plan.widths.count >= 2, plan.outputs != outputs, plan.outputs > 0 {
      throw .outputsDoNotFitTask(outputs: plan.outputs, needed: outputs, task: task.name)
    }
    return plan
  }

  /// What y = 1 means from now on; the ten-class task and the others rebuild the head, the hidden layers keep their weights.
  mutating func apply(task words: [String]) throws(CommandError) {
    let newTask: Task
    do { newTask = try Task(words: words) } catch { throw .task(error) }
    guard newTask != task else { return }
    let digit = drawnDigit
    if newTask.isTenClass != task.isTenClass {
      var plan = plan
      plan.widths[plan.widths.count - 1] = newTask.isTenClass ? 10 : 1
      plan.head = newTask.isTenClass ? .categorical : .binary
      var network: Network
      do { network = try Network(plan) } catch { throw .plan(error) }
      for key in network.parameterKeys where key.layer < network.layers.count - 1 {
        network[key] = run.network[key]
      }
      task = newTask
      replace(with: network)
    } else {
      task = newTask
      // Other targets: the curves so far would belong to another question.
      begin(from: run.network)
      dropWalk()
    }
    relabel(digit)
  }

  /// Gives the drawing the y that the task has for its digit, where both are known.
  mutating func relabel(_ digit: Int?) {
    let mapped = digit.flatMap { task.target(ofLabel: $0) }
    label = mapped ?? (label < classes.count ? label : 1)
  }

  /// The digit of the drawing where it is of the set and the task does not use it: no label is right then.
  public var digitOutsideTask: Int? {
    guard let taken, taken.drawing == drawing else { return nil }
    return task.target(ofLabel: taken.digit) == nil ? taken.digit : nil
  }

  /// The image of the set that the drawing still is.
  public var drawnImage: SetImage? {
    guard let takenImage, takenImage.drawing == drawing else { return nil }
    return takenImage.image
  }

  /// The digit that the drawing was taken as, or that the label stands for, where it stands for one.
  var drawnDigit: Int? {
    if let taken, taken.drawing == drawing { return taken.digit }
    return switch task {
    case .digits: label
    case .oneAgainstRest(let digit): label == 1 ? digit : nil
    case .pair(let first, let second): label == 1 ? first : second
    case .evenOdd, .belowFive: nil
    }
  }

  /// Types weights in: one element, or all of them row by row.
  mutating func set(
    _ reference: Reference, to values: [Scalar]
  ) throws(CommandError) -> (old: Tensor, new: Tensor) {
    let symbols = network.symbols
    guard let key = symbols.key(named: reference.name), var tensor = network[key] else {
      throw .notAParameter(reference.name, parameters: symbols.parameterNames)
    }
    let old = tensor
    if let index = reference.index {
      guard let offset = tensor.offset(of: index) else {
        throw .indexOutOfRange(reference, shape: tensor.shape)
      }
      guard values.count == 1 else {
        throw .wrongCount(name: reference.text, expected: 1, found: values.count)
      }
      tensor.values[offset] = values[0]
    } else {
      guard values.count == tensor.values.count else {
        throw .wrongCount(
          name: reference.name, expected: tensor.values.count, found: values.count)
      }
      tensor.values = values
    }
    if key.role == .runningVariance, let negative = values.first(where: { $0 < 0 }) {
      throw .negativeVariance(reference.text, negative)
    }
    run.network[key] = tensor
    dropWalk()
    return (old, tensor)
  }

  /// A run of no updates: of one that was paused nothing is left to be done.
  private mutating func begin(from network: Network) {
    run = RunState(network)
    paused = nil
  }

  mutating func reset() {
    begin(from: initial)
    disabledUnits = [:]
    dropWalk()
  }

  mutating func reseed(_ seed: UInt64?) throws(CommandError) {
    var plan = plan
    plan.seed = seed ?? plan.seed &+ 1
    try rebuild(plan)
  }
}

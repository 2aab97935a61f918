import Datasets
import Engine
public import Walkthrough

extension Session {
  /// Begins a walk through `network`, in place of one that may be under way.
  mutating func beginWalk(
    through network: Network, weightsUpdate: Int, companions: [Companion],
    weightsAreChanged: Bool
  ) {
    passes += 1
    walk = Walk(
      trace: freshTrace(of: network, companions: companions), position: 0,
      weightsUpdate: weightsUpdate, weightsAreChanged: weightsAreChanged,
      optimizerBefore: run.optimizer, companions: companions)
  }

  /// Moves the walk to a position, forwards or back.
  ///
  /// The update's steps put the new weights in place, and going back takes them out again, unless they have moved on.
  ///
  /// - Throws: `CommandError` where the update may not be taken: the walk is of other weights than the present ones.
  mutating func moveWalk(to position: Int, mayUpdate: Bool) throws(CommandError) {
    guard var walk else { return }
    let backwardEnd = walk.trace.count(through: .backward)
    let isStale = walk.trace.network(at: walk.position) != run.network
    if walk.position > backwardEnd, position <= backwardEnd, isStale || !mayUpdate {
      // The weights have moved on from this update: there is nothing to take out of them.
      walk.trace.forgetUpdate()
    } else if position > backwardEnd || walk.position > backwardEnd {
      guard mayUpdate else {
        throw .updateWhileTraining(backwardEnd + 1...walk.trace.steps.count)
      }
      guard !isStale else { throw .staleWalk(update: walk.weightsUpdate) }
      walk.trace.prepareUpdate(
        optimizer: settings.optimizer, state: walk.optimizerBefore, rate: settings.rate)
      let update = walk.trace.update
      if position > backwardEnd, !walk.trace.network(at: walk.trace.steps.count).isFinite {
        throw .updateNotFinite
      }
      run.network = walk.trace.network(at: position)
      run.optimizer =
        position > backwardEnd
        ? update?.optimizerState ?? walk.optimizerBefore : walk.optimizerBefore
      // A walk that is back before its update takes the rate in force when it gets there again.
      if position <= backwardEnd { walk.trace.forgetUpdate() }
    }
    walk.position = position
    self.walk = walk
  }

  /// The drawing, the label or the weights are others now: what was computed no longer holds.
  mutating func dropWalk() { walk = nil }

  func value(_ reference: Reference, of network: Network) throws(CommandError) -> Tensor {
    let tensor = try tensor(reference.name, of: network)
    guard let index = reference.index else { return tensor }
    guard let offset = tensor.offset(of: index) else {
      throw .indexOutOfRange(reference, shape: tensor.shape)
    }
    return Tensor(scalar: tensor.values[offset])
  }

  /// A tensor by name: of the walk where there is one, else what needs no walk.
  private func tensor(_ name: String, of network: Network) throws(CommandError) -> Tensor {
    guard let trace = walk?.trace else { return try given(name, of: network) }
    if let value = trace.value(name, at: position) { return value }
    if let step = trace.step(making: name) {
      throw .notComputed(name, step: step.index, position: position)
    }
    throw unknown(name, in: trace)
  }

  /// What is there without a walk: the drawing, the label, the parameters.
  private func given(_ name: String, of network: Network) throws(CommandError) -> Tensor {
    switch name {
    case "x": return Tensor(shape: [drawing.rows, drawing.columns, 1], values: drawing.values)
    case "y": return Tensor(scalar: Scalar(label))
    default: break
    }
    if let key = network.symbols.key(named: name), let tensor = network[key] { return tensor }
    let trace = freshTrace(of: network)
    if let step = trace.step(making: name) {
      throw .notComputed(name, step: step.index, position: 0)
    }
    throw unknown(name, in: trace)
  }

  func unknown(_ name: String, in trace: Trace) -> CommandError {
    var other = self
    other.dropWalk()
    other.mode = mode == .train ? .eval : .train
    if other.steps.contains(where: { $0.name == name }) { return .ofOtherMode(name, other.mode) }
    return .unknownName(
      name, nearest: Spelling.nearest(to: name, among: Session.names(of: trace)))
  }

  /// Every name that `show` takes.
  public static func names(of trace: Trace) -> [String] {
    var names = ["x", "y"]
    for name in trace.steps.map(\.name) + trace.symbols.parameterNames + trace.quantityNames
    where !names.contains(name) { names.append(name) }
    return names
  }

  /// An optimiser's tensor that is there, but has no such element.
  private func refuseQuantity(_ reference: Reference, of trace: Trace) throws(CommandError) {
    guard trace.quantityNames.contains(reference.name),
      let shape = trace.value(reference.name, at: position)?.shape
    else { return }
    throw reference.index == nil
      ? .indexNeeded(reference.name, shape: shape) : .indexOutOfRange(reference, shape: shape)
  }

  func expansion(
    _ reference: Reference, of network: Network
  ) throws(CommandError) -> (expansion: Expansion, step: Step) {
    let trace = walk?.trace ?? freshTrace(of: network)
    let made = trace.steps.prefix(position).last { $0.name == reference.name }
    guard let step = made else {
      if let index = reference.index,
        let found = trace.expansion(ofQuantity: reference.name, index: index, at: position)
      {
        return found
      }
      try refuseQuantity(reference, of: trace)
      guard trace.value(reference.name, at: position) == nil else {
        throw .notAStep(reference.name)
      }
      if let step = trace.step(making: reference.name) {
        throw .notComputed(reference.name, step: step.index, position: position)
      }
      throw unknown(reference.name, in: trace)
    }
    let shape = trace.value(of: step, at: position).shape
    guard let index = reference.index ?? (shape.isEmpty ? [] : nil) else {
      throw .indexNeeded(reference.name, shape: shape)
    }
    guard let expansion = trace.expansion(of: step, index: index, at: position) else {
      throw .indexOutOfRange(reference, shape: shape)
    }
    return (expansion, step)
  }
}

import Datasets
import Engine
import Walkthrough

extension Laboratory {
  func runWalk(_ command: Command) throws(CommandError) -> Reply {
    switch command {
    case .forward:
      try begin()
      try move(to: forwardEnd)
      guard let walk = session.walk else { throw .forwardFirst }
      // The reply names the images of a batch itself, as that of `walk` does.
      let notes = newWalkNotes().filter { $0 == .trainMode }
      return .forward(
        Verdict(walk.trace.forward, task: session.task), batch: walk.batch,
        position: walk.position, notes: notes)
    case .backward:
      let position = session.position
      guard session.walk != nil, position >= forwardEnd else { throw .forwardFirst }
      guard position <= backwardEnd else { throw .updateTaken }
      try move(to: backwardEnd)
      let gradients = gradients
      return .backward(
        position: session.position, gradients: gradients,
        notes: Reply.finiteness(gradients.map(\.largest)) + newWalkNotes() + walkNotes)
    case .update:
      let position = session.position
      guard session.walk != nil, position >= forwardEnd else { throw .forwardFirst }
      guard position >= backwardEnd else { throw .backwardFirst }
      guard position < count else { throw .updateTaken }
      if isTraining { throw .refusedWhileTraining("update") }
      try move(to: count)
      guard let walk = session.walk, let update = walk.trace.update else { throw .backwardFirst }
      return .update(
        position: walk.position, before: walk.trace.forward.loss, after: update.forward.loss,
        notes: lossNotes)
    case .step(let steps):
      let position = session.position
      if position == count && count > 0 && steps == 1 { try begin() }
      let target = session.position + steps
      if session.walk == nil { try begin() }
      guard target <= count else { throw .beyondEnd(position: position, count: count) }
      try move(to: target)
      return stepReply
    case .back(let steps):
      guard steps <= session.position else { throw .beforeStart(position: session.position) }
      try move(to: session.position - steps)
      return stepReply
    case .goTo(let position):
      if session.walk == nil { try begin() }
      guard position <= count else {
        throw .beyondEnd(position: session.position, count: count)
      }
      try move(to: position)
      return stepReply
    case .sync:
      let position = session.position
      try begin()
      // The update of the new weights is still to come: the walk goes on before it.
      try move(to: min(position, backwardEnd))
      return .synced(
        update: session.walk?.weightsUpdate ?? 0, position: session.position,
        left: position > backwardEnd ? position : nil)
    default:
      if session.walk != nil { toldWalk = session.passes }
      return .walk(
        position: session.position, steps: session.steps, batch: session.walk?.batch)
    }
  }

  private var count: Int { session.walk?.trace.steps.count ?? session.steps.count }
  private var forwardEnd: Int { session.walk?.trace.count(through: .loss) ?? 0 }
  private var backwardEnd: Int { session.walk?.trace.count(through: .backward) ?? 0 }

  /// A new walk at step 0, of the present weights or of the newest snapshot.
  private func begin() throws(CommandError) {
    let (network, weightsUpdate) = try newestWeights()
    let companions = companions
    session.beginWalk(
      through: network, weightsUpdate: weightsUpdate, companions: companions,
      weightsAreChanged: !isTraining && session.run.isChanged)
  }

  private func move(to position: Int) throws(CommandError) {
    try session.moveWalk(to: position, mayUpdate: !isTraining)
  }

  /// Images of the training set that keep the drawing company where batch statistics are needed.
  private var companions: [Companion] {
    guard session.needsBatch else { return [] }
    let set = examples(of: .train)
    let first = dataset.range(of: .train).lowerBound
    var generator = SeededGenerator(
      seed: session.plan.seed, purpose: .walkBatch, index: session.passes)
    return (1..<Session.walkBatch).map { _ in
      let k = generator.below(set.count)
      let picture = Picture(
        rows: set.imageRows, columns: set.imageColumns, values: set.image(k))
      return Companion(
        index: Int(set.rows[k]) - first, picture: picture, target: Int(set.targets[k]))
    }
  }

  private var gradients: [Reply.GradientSummary] {
    guard let walk = session.walk else { return [] }
    let names = walk.trace.symbols.parameterNames(learned: true).map { "dL/d\($0)" } + ["dL/dx"]
    return names.compactMap { name in
      walk.trace.value(name, at: walk.position).map {
        // A maximum would pass over what is undefined.
        Reply.GradientSummary(
          name: name, shape: $0.shape,
          largest: $0.values.allSatisfy(\.isFinite) ? $0.largestMagnitude : .nan)
      }
    }
  }

  private var stepReply: Reply {
    guard let walk = session.walk, let step = walk.current else {
      return .step(nil, nil, position: 0, count: count, notes: [])
    }
    let value = walk.trace.value(of: step, at: walk.position)
    return .step(
      step, value, position: walk.position, count: walk.trace.steps.count,
      notes: notes(on: value, name: step.name))
  }

  /// A gradient check of one element, one parameter, or all.
  func checkJob(_ reference: Reference?) throws(CommandError) -> Job {
    let trace: Trace
    if let walk = session.walk {
      trace = walk.trace
    } else {
      trace = session.freshTrace(
        of: try newestWeights().network, companions: companions)
    }
    // An infinite score may have a loss of 0, and no derivative that could be compared.
    guard trace.forward.loss.isFinite, trace.forward.logits.values.allSatisfy(\.isFinite) else {
      throw .lossNotFinite
    }
    let check = GradientCheck(
      network: trace.network, pass: trace.forward, mode: trace.mode, masks: trace.masksByLayer,
      analytic: trace.backward)
    let symbols = trace.symbols
    guard let reference else {
      return Job { isCancelled throws(CommandError) in
        guard let summary = check.all(of: trace.network.learnedKeys, isCancelled: isCancelled)
        else { throw .cancelled }
        return .check(CheckReply(summary, name: "dL/dθ", trace: trace))
      }
    }
    let name =
      reference.name.hasPrefix("dL/d") ? String(reference.name.dropFirst(4)) : reference.name
    if name == "x" { return try inputCheckJob(check, reference, trace) }
    guard let key = symbols.key(named: name), key.role.isLearned, let tensor = trace.network[key]
    else {
      throw .notAParameter(
        reference.name, parameters: symbols.parameterNames(learned: true) + ["x"])
    }
    guard let index = reference.index else {
      return Job { isCancelled throws(CommandError) in
        guard let summary = check.all(of: [key], isCancelled: isCancelled) else {
          throw .cancelled
        }
        return .check(CheckReply(summary, name: "dL/d\(name)", trace: trace))
      }
    }
    guard let offset = tensor.offset(of: index) else {
      throw .indexOutOfRange(reference, shape: tensor.shape)
    }
    return Job { _ throws(CommandError) in
      .check(CheckReply(check.element(key, at: offset), name: "dL/d\(name)", index: index))
    }
  }

  private func inputCheckJob(
    _ check: GradientCheck, _ reference: Reference, _ trace: Trace
  ) throws(CommandError) -> Job {
    guard let index = reference.index else {
      return Job { isCancelled throws(CommandError) in
        guard let summary = check.allInputs(isCancelled: isCancelled) else { throw .cancelled }
        return .check(CheckReply(summary, name: "dL/dx", trace: trace))
      }
    }
    guard let x = trace.value("x", at: 0), let offset = x.offset(of: index) else {
      throw .indexOutOfRange(reference, shape: trace.value("x", at: 0)?.shape ?? [])
    }
    return Job { _ throws(CommandError) in
      .check(CheckReply(check.inputElement(at: offset), name: "dL/dx", index: index))
    }
  }
}

extension CheckReply {
  init(_ summary: CheckSummary, name: String, trace: Trace) {
    self.init(
      name: name, checked: summary.checked, skipped: summary.skipped,
      maxRelativeError: summary.maxRelativeError, tolerance: summary.tolerance,
      floor: summary.floor,
      passed: summary.checked > 0 || summary.skipped == 0 ? summary.passed : nil, element: nil,
      worst: summary.worst.flatMap { worst in
        let tensor = worst.key.map { trace.network[$0] } ?? trace.value("x", at: 0)
        guard let index = tensor?.index(at: worst.offset) else { return nil }
        let name = worst.key.map(trace.symbols.parameter) ?? "x"
        return "\(name)[\(index.map(String.init).joined(separator: ","))]"
      })
  }

  init(_ check: ElementCheck, name: String, index: [Int]) {
    self.init(
      name: "\(name)[\(index.map(String.init).joined(separator: ","))]",
      checked: check.isAtKink ? 0 : 1, skipped: check.isAtKink ? 1 : 0,
      maxRelativeError: check.relativeError, tolerance: GradientCheck.tolerance,
      floor: check.floor, passed: check.isAtKink ? nil : check.passed,
      element: Element(
        analytic: check.analytic, numeric: check.numeric, epsilon: check.epsilon,
        lossPlus: check.lossPlus, lossMinus: check.lossMinus, isAtKink: check.isAtKink,
        beginsAtKink: check.beginsAtKink),
      worst: nil)
  }
}

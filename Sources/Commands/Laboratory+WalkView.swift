import Engine
import Walkthrough

extension Laboratory {
  /// The steps with what is computed, then the current one: what it is made from, its result, one element's arithmetic.
  func describeWalk() -> [String] {
    let steps = session.steps
    guard let walk = session.walk, let step = walk.current else {
      return [say(.walkNotBegun(steps: steps.count))]
        + Reply.walk(position: 0, steps: steps, batch: nil).lines(in: language)
    }
    return [say(.walkAt(walk.position, of: steps.count, phase: step.phase.rawValue))]
      + walkNotes.map { Phrase.note($0).text(in: language) }
      + describeSteps(of: walk) + mixture(of: walk) + describe(step, of: walk)
      + (walk.next.map { [say(.nextStep(Symbols.worded($0.equation, in: language)))] } ?? [])
  }

  /// Every step, and the value of those that are done: the network's forward values and gradients.
  private func describeSteps(of walk: Walk) -> [String] {
    let steps = walk.trace.steps
    let lines = Reply.walk(position: walk.position, steps: steps, batch: walk.batch)
      .lines(in: language)
    return zip(steps, lines).map { step, line in
      guard step.index <= walk.position else { return line }
      return line + TensorText.brief(walk.trace.value(of: step, at: walk.position))
    } + lines.dropFirst(steps.count)
  }

  /// The last step goes forward once more: its values stand beside gradients of the pass before.
  private func mixture(of walk: Walk) -> [String] {
    let steps = walk.trace.steps
    guard case .lossAgain? = walk.current?.operation,
      let loss = steps.first(where: { $0.operation == .loss })?.index,
      let last = steps.last(where: { $0.phase == .backward })?.index
    else { return [] }
    return [say(.mixedWeights(forward: loss, backward: loss + 1...last))]
  }

  private func describe(_ step: Step, of walk: Walk) -> [String] {
    let (trace, position) = (walk.trace, walk.position)
    let value = trace.value(of: step, at: position)
    var lines = [
      say(.stepMakes(Symbols.worded(step.equation, in: language))),
      Narration.sentence(for: step, in: trace, language: language),
    ]
    // An update is made from the weights before it, and told where it changes most.
    let operands = step.operands.compactMap { name in
      name == step.name
        ? trace.value(name, at: position - 1).map { ("\(name)_old", $0) }
        : trace.value(name, at: position).map { (name, $0) }
    }
    if !operands.isEmpty {
      lines.append(say(.operands))
      lines += operands.flatMap { TensorText.lines($0, $1) }
    }
    var told = value.values
    switch step.operation {
    case .update(let key):
      guard let change = trace.update?.parameters[key] else { break }
      lines += describe(change, name: step.name)
      told = change.step.values
    case .lossAgain: lines += describeLossAgain(trace)
    default: break
    }
    if !value.shape.isEmpty { lines += TensorText.lines(step.name, value) }
    let index = told.isEmpty ? [] : value.index(at: largest(of: told))
    if let expansion = trace.expansion(of: step, index: index, at: position) {
      lines += Reply.explain(expansion, step: step, notes: []).lines(in: language).dropFirst()
    }
    return lines
  }

  /// old | gradient | step | new where the parameter changes most, the largest step first.
  private func describe(_ change: ParameterUpdate, name: String) -> [String] {
    let sizes = change.step.values.map { abs($0) }
    let places = sizes.indices.sorted {
      sizes[$0] == sizes[$1] ? $0 < $1 : sizes[$0] > sizes[$1]
    }.prefix(8)
    return [say(.largestSteps(of: places.count))]
      + places.map { place in
        let index = change.new.index(at: place)
        let columns = [change.old, change.gradient, change.step, change.new]
        return "  \(Reference(name: name, index: index.isEmpty ? nil : index).text): "
          + columns.map { NumberFormat.exact($0.values[place]) }.joined(separator: " | ")
      }
  }

  /// L and P before the update and after it.
  private func describeLossAgain(_ trace: Trace) -> [String] {
    guard let update = trace.update else { return [] }
    let (before, after) = (
      Verdict(trace.forward, task: session.task), Verdict(update.forward, task: session.task)
    )
    return [
      Phrase.lossChange(before: trace.forward.loss, after: update.forward.loss).text(in: language),
      say(.worth(before: trace.forward.loss, after: update.forward.loss)),
      Reply.change(before, after),
    ]
  }

  /// The place of the largest finite magnitude.
  private func largest(of values: [Scalar]) -> Int {
    var best = 0
    for place in values.indices
    where values[place].isFinite && abs(values[place]) > abs(values[best]) { best = place }
    return best
  }
}

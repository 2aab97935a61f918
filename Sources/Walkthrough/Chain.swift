import Engine

/// One element on the way down from a number to what it is made of.
public struct Link: Equatable, Sendable {
  /// The step that made it.
  public let step: Step
  public let expansion: Expansion
  /// The term whose factors the chain goes on with: the largest of a sum.
  public let term: Term?
  /// What the error at the output comes to, P and y; empty everywhere else.
  public let difference: [Factor]
}

extension Trace {
  /// Where an element comes from: itself, then the elements that its factors are, down to the drawing.
  ///
  /// The links stand in the order of the way back, the last computed first, so that a gradient goes down
  /// through error × slope to P − y before the forward pass begins.
  /// Of a sum the chain follows one term: `chosen` in the first link, the largest in every other one.
  /// Weights end it: no step of the walk made them.
  public func chain(
    of step: Step, index: [Int], through chosen: Term? = nil, at position: Int, most: Int = 64
  ) -> [Link] {
    var open = [(step: step, index: index)]
    var links: [Link] = []
    while links.count < most,
      let place = open.indices.max(by: { open[$0].step.index < open[$1].step.index })
    {
      let (step, index) = open.remove(at: place)
      guard let expansion = expansion(of: step, index: index, at: position) else { continue }
      let term = (links.isEmpty ? chosen : nil) ?? expansion.largestFirst.first
      links.append(
        Link(
          step: step, expansion: expansion, term: term,
          difference: step.operation == .logitGradient ? difference(index) : []))
      var mentions = (term?.factors ?? []).flatMap(\.mentions)
      // An optimiser's step is written by its state; the gradient is behind it.
      if case .update = step.operation {
        mentions = [Mention(name: "dL/d\(step.name)", index: index)]
      }
      for mention in mentions {
        guard let made = origin(of: mention, before: step),
          !open.contains(where: { $0.step == made && $0.index == mention.index })
        else { continue }
        open.append((made, mention.index))
      }
    }
    return links
  }

  /// The step that made an element which a later one mentions; nil for weights, numbers and the drawing.
  private func origin(of mention: Mention, before step: Step) -> Step? {
    steps.prefix(step.index - 1).last { $0.name == mention.name && $0.phase != .update }
  }

  /// The error of an output as prediction and truth; for a batch it has a share besides, and there is no short form.
  private func difference(_ index: [Int]) -> [Factor] {
    guard batch == 1, let y = forward.targets.first else { return [] }
    let unit = index.first ?? 0
    let at = index.isEmpty ? "" : "[\(unit)]"
    let truth = network.head == .binary ? Scalar(y) : unit == y ? 1 : 0
    return [Factor("P" + at, forward.probabilities[0, unit]), Factor("y" + at, truth)]
  }
}

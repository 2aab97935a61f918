import Engine

/// One element on the way down from a number to what it is made of.
public struct Link: Equatable, Sendable {
  /// The step that made it.
  public let step: Step
  public let expansion: Expansion
  /// The term whose factors the chain goes on with: the largest of a sum.
  public let term: Term?
}

extension Trace {
  /// Where an element comes from: itself, then the elements that its factors are, down to the drawing.
  ///
  /// The links stand in the order of the way back, the last computed first, so that a gradient goes down
  /// through error × slope to P − y before the forward pass begins.
  /// What a step works out on the way, as the optimiser's averages, follows it link by link.
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
      links.append(Link(step: step, expansion: expansion, term: term))
      links += expansion.parts.reversed().map {
        Link(step: step, expansion: $0, term: $0.largestFirst.first)
      }
      for mention in origins(of: step, index: index, term) {
        guard let made = origin(of: mention, before: step),
          !open.contains(where: { $0.step == made && $0.index == mention.index })
        else { continue }
        open.append((made, mention.index))
      }
    }
    return links
  }

  /// The elements that the chain goes on with.
  private func origins(of step: Step, index: [Int], _ term: Term?) -> [Mention] {
    switch step.operation {
    // An optimiser's step is written by its state; the gradient is behind it.
    case .update: [Mention(name: "dL/d\(step.name)", index: index)]
    // Of a softmax the score of its own class.
    case .probability: [Mention(name: symbols.logits, index: index)]
    default: (term?.factors ?? []).flatMap(\.mentions)
    }
  }

  /// The step that made an element which a later one mentions; nil for weights, numbers and the drawing.
  private func origin(of mention: Mention, before step: Step) -> Step? {
    steps.prefix(step.index - 1).last { $0.name == mention.name && $0.phase != .update }
  }
}

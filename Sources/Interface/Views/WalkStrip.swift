import Engine
import Walkthrough

/// The network as a line of tensors with operations between them.
struct WalkStrip {
  /// A tensor of the forward pass, the operation before it, and what comes back to it.
  struct Node {
    let name: String
    /// The operation that makes it, in symbols; empty for the drawing.
    var operation: String
    /// Its forward step, the steps on the way to it, and its gradient's step.
    var forward: Step?
    var onTheWay: [Step] = []
    var gradient: Step?
    var parameters: [Step] = []
    var updates: [Step] = []
  }

  private(set) var nodes: [Node]

  init(_ place: WalkPlace) {
    nodes = [Node(name: "x", operation: "")]
    let symbols = place.symbols
    for step in place.steps where step.phase == .forward || step.phase == .loss {
      switch step.operation {
      case .batchMean, .batchVariance, .normalise, .mask:
        // The layer's own step follows and takes these with it.
        waiting.append(step)
      default:
        var node = Node(name: step.name, operation: WalkStrip.sign(step, place), forward: step)
        node.onTheWay = waiting
        waiting = []
        nodes.append(node)
      }
    }
    for step in place.steps where step.phase == .backward {
      if step.name.hasPrefix("dL/d"),
        let node = nodes.firstIndex(where: { symbols.gradient(of: $0.name) == step.name }),
        nodes[node].name != "x_input"
      {
        nodes[node].gradient = step
      } else if let node = WalkStrip.layer(of: step.operation).flatMap({ layer in
        nodes.firstIndex { $0.name == symbols.output(ofLayer: layer) }
      }) {
        let isParameter = place.symbols.key(named: String(step.name.dropFirst(4))) != nil
        if isParameter { nodes[node].parameters.append(step) }
        if !isParameter { nodes[node].onTheWay.append(step) }
      } else if step.operation == .probabilityDerivative,
        let node = nodes.firstIndex(where: { $0.name == "P" })
      {
        nodes[node].onTheWay.append(step)
      } else if step.name == "dL/dx" {
        nodes[0].gradient = step
      }
    }
    for step in place.steps where step.phase == .update {
      guard let key = step.operation.updatedKey,
        let node = nodes.firstIndex(where: { $0.name == symbols.output(ofLayer: key.layer) })
      else { continue }
      nodes[node].updates.append(step)
    }
  }

  private var waiting: [Step] = []

  private static func layer(of operation: Operation) -> Int? {
    switch operation {
    case .localByWeights(let k), .weightGradient(let k), .biasGradient(let k),
      .localByInput(let k), .slope(let k), .scaleGradient(let k), .shiftGradient(let k):
      k
    default: nil
    }
  }

  /// The operation as it stands on an arrow: three columns at most.
  private static func sign(_ step: Step, _ place: WalkPlace) -> String {
    switch step.operation {
    case .linear(let layer): Symbols.typeset(place.symbols.weights(ofLayer: layer))
    case .maxout: "max"
    case .scaleAndShift: "BN"
    case .dropout: "⊙"
    case .activation(let layer):
      if case .activation(let activation) = place.network.layers[layer] {
        switch activation.function {
        case .sigmoid: "σ"
        case .tanh: "th"
        case .relu, .leakyReLU: "re"
        case .elu: "elu"
        case .gelu, .geluTanh: "ge"
        case .identity: "="
        }
      } else {
        ""
      }
    case .probability: place.network.head == .binary ? "σ" : "sm"
    case .loss: "ln"
    default: ""
    }
  }

  /// The node that the current step belongs to.
  func current(_ place: WalkPlace) -> Int? {
    guard let step = place.step else { return nil }
    return nodes.firstIndex { node in
      node.forward == step || node.gradient == step || node.onTheWay.contains(step)
        || node.parameters.contains(step) || node.updates.contains(step)
    }
  }
}

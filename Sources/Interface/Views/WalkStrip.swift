import Engine
import Walkthrough

/// The network as a line of tensors with operations between them.
struct WalkStrip {
  /// A tensor of the forward pass, the operation before it, and what comes back to it.
  struct Node {
    let name: String
    /// The operation that makes it, in symbols and by name; empty for the drawing.
    var operation: (sign: String, name: String)
    /// Its forward step, the steps on the way to it, and its gradient's step.
    var forward: Step?
    var onTheWay: [Step] = []
    var gradient: Step?
    var parameters: [Step] = []
    var updates: [Step] = []
  }

  private(set) var nodes: [Node]

  init(_ place: WalkPlace) {
    nodes = [Node(name: "x", operation: ("", ""))]
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
    func node(named name: some StringProtocol) -> Int? { nodes.firstIndex { $0.name == name } }
    for step in place.steps where step.phase == .backward {
      let quantity = step.name.hasPrefix("dL/d") ? step.name.dropFirst(4) : ""
      if let node = node(named: quantity) {
        nodes[node].gradient = step
      } else if let layer = WalkStrip.layer(of: step.operation),
        let node = node(named: symbols.output(ofLayer: layer))
      {
        let isParameter = symbols.key(named: String(quantity)) != nil
        if isParameter { nodes[node].parameters.append(step) }
        if !isParameter { nodes[node].onTheWay.append(step) }
      } else if step.operation == .probabilityDerivative, let node = node(named: "P") {
        nodes[node].onTheWay.append(step)
      }
    }
    for step in place.steps where step.phase == .update {
      guard let key = step.operation.updatedKey,
        let node = node(named: symbols.output(ofLayer: key.layer))
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

  /// The operation as it stands on an arrow, as short as tells it from others, and its name where there is room.
  private static func sign(_ step: Step, _ place: WalkPlace) -> (sign: String, name: String) {
    switch step.operation {
    case .flatten: return ("", "flatten")
    case .linear(let layer):
      let weights = Symbols.typeset(place.symbols.weights(ofLayer: layer))
      return (weights, weights)
    case .maxout: return ("max", "maxout")
    case .scaleAndShift: return ("BN", "batch norm")
    case .dropout: return ("drop", "dropout")
    case .activation(let layer):
      guard case .activation(let activation) = place.network.layers[layer] else { return ("", "") }
      switch activation.function {
      case .sigmoid: return ("σ", "σ")
      case .tanh: return ("tanh", "tanh")
      case .relu: return ("ReLU", "ReLU")
      case .leakyReLU: return ("LReLU", "Leaky ReLU")
      case .elu: return ("ELU", "ELU")
      case .gelu: return ("GELU", "GELU")
      case .geluTanh: return ("GELU", "GELU tanh")
      case .identity: return ("=", "=")
      }
    case .probability: return place.network.head == .binary ? ("σ", "σ") : ("smax", "softmax")
    case .loss:
      let name = WalkPhrase.part(.loss).text(in: place.state.language)
      return (name, name)
    default: return ("", "")
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

internal import Kernels

/// How the units of one activation layer fare on some images.
public struct LayerHealth: Hashable, Sendable {
  /// The layer's place in the network.
  public let layer: Int
  public let units: Int
  /// The images that were looked at.
  public let images: Int
  /// Sigmoid and tanh: units within 5 % of an edge on more than half of the images; nil for functions without edges.
  public let saturatedUnits: Int?
  /// ReLU, under its own name or as a Leaky ReLU or ELU of 0: units that are 0 for every image; nil for the others.
  public let deadUnits: Int?
}

extension Network {
  /// The health of each activation layer, in eval mode with the kernels of training, on all of the examples.
  ///
  /// All of them, for a unit that only rare images wake is alive: of 128 units that ReLU at rate 3 leaves on 3 against 8, some 124 are
  /// silent on the first 256 images and some 112 on all of them.
  public func health(on examples: ExampleSet) -> [LayerHealth] {
    guard examples.count > 0 else { return [] }
    let training = TrainingNetwork(
      self, optimizer: OptimizerState(), kernels: InstructionSet.current.kernels)
    // On how many images each unit was flat, by place.
    var counts = training.places.map { Array(repeating: 0, count: $0.outputs) }
    func count(rows: Int) {
      for (k, place) in training.places.enumerated() {
        guard let isFlat = activation(ofLayer: place.layer)?.isFlat else { continue }
        let output = training.workspace.stages[k].output
        let stride = paddedWidth(place.outputs)
        for n in 0..<rows {
          for unit in 0..<place.outputs where isFlat(output[n * stride + unit]) {
            counts[k][unit] += 1
          }
        }
      }
    }
    _ = training.forEachBlock(
      of: examples, isCancelled: { false }, { rows, _ in count(rows: rows) })
    return zip(training.places, counts).compactMap { place, counts in
      guard let activation = activation(ofLayer: place.layer) else { return nil }
      let hasEdges = activation.function == .sigmoid || activation.function == .tanh
      return LayerHealth(
        layer: place.layer, units: place.outputs, images: examples.count,
        saturatedUnits: hasEdges ? counts.count { $0 > examples.count / 2 } : nil,
        deadUnits: activation.isRectifier ? counts.count { $0 == examples.count } : nil)
    }
  }

  private func activation(ofLayer layer: Int) -> ActivationLayer? {
    if case .activation(let activation) = layers[layer] { activation } else { nil }
  }
}

extension ActivationLayer {
  /// Whether it is max(0, z), which Leaky ReLU of slope 0 and ELU with α = 0 are too.
  var isRectifier: Bool {
    switch function {
    case .relu: true
    case .leakyReLU, .elu: parameter == 0
    case .sigmoid, .tanh, .gelu, .geluTanh, .identity: false
    }
  }

  /// Whether a unit with this output passes hardly any gradient (sigmoid, tanh: within 5 % of an edge) or none (ReLU: at 0); nil where no output tells.
  public var isFlat: ((Scalar) -> Bool)? {
    if isRectifier { return { $0 == 0 } }
    return switch function {
    case .sigmoid: { $0 < 0.05 || $0 > 0.95 }
    case .tanh: { abs($0) > 0.95 }
    case .relu, .leakyReLU, .elu, .gelu, .geluTanh, .identity: nil
    }
  }
}

/// One operation of a network.
public enum Layer: Equatable, Sendable {
  case linear(Linear)
  case maxout(Maxout)
  case batchNorm(BatchNorm)
  case activation(ActivationLayer)
  case dropout(Dropout)

  /// The width of what comes out, for an input of `inputs`.
  func outputs(ofInputs inputs: Int) -> Int {
    switch self {
    case .linear(let layer): layer.outputs
    case .maxout(let layer): layer.outputs
    case .batchNorm, .activation, .dropout: inputs
    }
  }
}

/// Which tensor of a layer a parameter is.
public enum ParameterRole: String, CaseIterable, Sendable {
  case weights, bias
  /// γ and β of batch normalisation.
  case scale, shift
  case runningMean, runningVariance

  /// Running statistics are kept with the network but learn by no gradient.
  public var isLearned: Bool { self != .runningMean && self != .runningVariance }
}

/// The place of a tensor in a network: a layer, from 0, and its role there.
public struct ParameterKey: Hashable, Sendable {
  public let layer: Int
  public let role: ParameterRole

  public init(layer: Int, role: ParameterRole) {
    self.layer = layer
    self.role = role
  }
}

/// A feed-forward network: layers one after the other, and a head that makes P and L of the logits.
public struct Network: Equatable, Sendable {
  public private(set) var plan: NetworkPlan
  public internal(set) var layers: [Layer]

  public var head: Head { plan.head }

  /// Builds Linear → (BatchNorm) → activation → (Dropout) for each hidden width, or Maxout in place of linear and activation, and a last Linear.
  ///
  /// Layer k draws its weights from the stream (seed, initialization, k), so another depth or width leaves the others' draws alone.
  public init(_ plan: NetworkPlan) throws(PlanError) {
    try self.init(plan, initializer: plan.effectiveInitializer)
  }

  /// The network of a plan with all weights 0, to be filled with others.
  public static func blank(_ plan: NetworkPlan) throws(PlanError) -> Network {
    try Network(plan, initializer: .zeros)
  }

  private init(_ plan: NetworkPlan, initializer: Initializer) throws(PlanError) {
    try plan.validate()
    self.plan = plan
    layers = []
    let last = plan.widths.count - 2
    for (place, (inputs, outputs)) in zip(plan.widths, plan.widths.dropFirst()).enumerated() {
      var generator = SeededGenerator(
        seed: plan.seed, purpose: .initialization, layer: place)
      func linear(bias: Bool) -> Linear {
        let weights = initializer.weights(
          outputs: outputs, inputs: inputs, using: &generator)
        let values =
          bias
          ? initializer.bias(outputs: outputs, inputs: inputs, using: &generator) : nil
        return Linear(weights: weights, bias: values)
      }
      guard place < last else {
        layers.append(.linear(linear(bias: plan.hasBias)))
        break
      }
      switch plan.hidden {
      case .maxout(let pieces):
        layers.append(.maxout(Maxout(pieces: (0..<pieces).map { _ in linear(bias: true) })))
        if plan.hasBatchNorm { layers.append(.batchNorm(BatchNorm(features: outputs))) }
      case .activation(let function, let parameter):
        layers.append(.linear(linear(bias: plan.hasBias)))
        if plan.hasBatchNorm { layers.append(.batchNorm(BatchNorm(features: outputs))) }
        layers.append(.activation(ActivationLayer(function, parameter: parameter)))
      }
      if plan.dropout > 0 { layers.append(.dropout(Dropout(rate: plan.dropout))) }
    }
  }

  /// Every tensor of the network in the order of the layers, running statistics included.
  public var parameterKeys: [ParameterKey] {
    var keys: [ParameterKey] = []
    for (index, layer) in layers.enumerated() {
      switch layer {
      case .linear(let linear):
        keys.append(ParameterKey(layer: index, role: .weights))
        if linear.bias != nil { keys.append(ParameterKey(layer: index, role: .bias)) }
      case .maxout:
        keys.append(ParameterKey(layer: index, role: .weights))
        keys.append(ParameterKey(layer: index, role: .bias))
      case .batchNorm:
        for role in [ParameterRole.scale, .shift, .runningMean, .runningVariance] {
          keys.append(ParameterKey(layer: index, role: role))
        }
      case .activation, .dropout: break
      }
    }
    return keys
  }

  public var learnedKeys: [ParameterKey] { parameterKeys.filter(\.role.isLearned) }

  public var parameterCount: Int {
    learnedKeys.reduce(0) { $0 + (self[$1]?.values.count ?? 0) }
  }

  /// A tensor of the network: weights [outputs, inputs] (maxout [pieces, outputs, inputs]), the rest vectors (maxout's bias [pieces, outputs]).
  ///
  /// nil where there is none at that place; writing needs the shape that is there.
  public subscript(key: ParameterKey) -> Tensor? {
    get {
      guard layers.indices.contains(key.layer) else { return nil }
      switch (layers[key.layer], key.role) {
      case (.linear(let layer), .weights): return Tensor(layer.weights)
      case (.linear(let layer), .bias): return layer.bias.map(Tensor.init(vector:))
      case (.maxout(let layer), .weights):
        return Tensor(
          shape: [layer.pieces.count, layer.outputs, layer.inputs],
          values: layer.pieces.flatMap(\.weights.values))
      case (.maxout(let layer), .bias):
        return Tensor(
          shape: [layer.pieces.count, layer.outputs],
          values: layer.pieces.flatMap { $0.bias ?? [] })
      case (.batchNorm(let layer), .scale): return Tensor(vector: layer.scale)
      case (.batchNorm(let layer), .shift): return Tensor(vector: layer.shift)
      case (.batchNorm(let layer), .runningMean): return Tensor(vector: layer.runningMean)
      case (.batchNorm(let layer), .runningVariance): return Tensor(vector: layer.runningVariance)
      default: return nil
      }
    }
    set {
      guard let newValue, let old = self[key] else { return }
      precondition(
        old.shape == newValue.shape, "cannot put shape \(newValue.shape) in place of \(old.shape)")
      let values = newValue.values
      switch layers[key.layer] {
      case .linear(var layer):
        if key.role == .weights {
          layer.weights.values = values
        } else {
          layer.bias = values
        }
        layers[key.layer] = .linear(layer)
      case .maxout(var layer):
        let size = values.count / layer.pieces.count
        for k in layer.pieces.indices {
          let part = Array(values[k * size..<(k + 1) * size])
          if key.role == .weights {
            layer.pieces[k].weights.values = part
          } else {
            layer.pieces[k].bias = part
          }
        }
        layers[key.layer] = .maxout(layer)
      case .batchNorm(var layer):
        switch key.role {
        case .scale: layer.scale = values
        case .shift: layer.shift = values
        case .runningMean: layer.runningMean = values
        default: layer.runningVariance = values
        }
        layers[key.layer] = .batchNorm(layer)
      case .activation, .dropout: break
      }
    }
  }

  public var isFinite: Bool { parameterKeys.allSatisfy { self[$0]?.isFinite ?? true } }

  /// The width of what goes into a layer.
  public func inputs(ofLayer layer: Int) -> Int {
    layer == 0 ? plan.inputs : outputs(ofLayer: layer - 1)
  }

  /// The width of what comes out of a layer.
  public func outputs(ofLayer layer: Int) -> Int {
    layers[layer].outputs(ofInputs: inputs(ofLayer: layer))
  }

  /// Whether a batch of one cannot be walked in train mode: batch statistics need two samples.
  public var needsBatchInTraining: Bool {
    layers.contains { if case .batchNorm = $0 { true } else { false } }
  }

  /// Whether a pass in train mode is another one than in eval mode: dropout draws masks, batch normalisation takes the batch's statistics.
  public var differsByMode: Bool {
    layers.contains {
      switch $0 {
      case .dropout, .batchNorm: true
      case .linear, .maxout, .activation: false
      }
    }
  }
}

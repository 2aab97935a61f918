/// The two modes of the lecture's training loop: dropout and batch normalisation differ in them.
public enum Mode: String, CaseIterable, Sendable {
  case train, eval
}

/// What a layer keeps of its forward pass for the backward one.
public enum LayerCache: Equatable, Sendable {
  case none
  case maxout(Maxout.Cache)
  case batchNorm(BatchNorm.Cache)
  case dropoutMask(Matrix)
}

/// A forward pass with everything kept: the walk shows these values, the fused path of training keeps none.
public struct ForwardPass: Equatable, Sendable {
  /// [batch, inputs].
  public let input: Matrix
  /// The true class of each sample.
  public let targets: [Int]
  /// What came out of each layer; the last are the logits.
  public let outputs: [Matrix]
  public let caches: [LayerCache]
  public let probabilities: Matrix
  /// 1 − P, from the logits, with all its digits.
  public let complements: Matrix
  /// L of each sample, and the mean over the batch.
  public let losses: [Scalar]
  public let loss: Scalar

  public var logits: Matrix { outputs.last ?? input }
  /// What went into layer `k`.
  public func input(ofLayer k: Int) -> Matrix { k == 0 ? input : outputs[k - 1] }
}

/// A backward pass with everything kept.
public struct BackwardPass: Equatable, Sendable {
  /// dL/dP, the start of the long way; may hold infinities where P has rounded to 0 or 1.
  public let probabilityGradient: Matrix
  /// dP/dz for each sample: [1, 1] or the softmax Jacobian.
  public let probabilityDerivatives: [Matrix]
  /// dL/d(output of layer k); the last is dL/dlogits, computed from the logits.
  public let outputGradients: [Matrix]
  public let inputGradient: Matrix
  /// f′(z) of the activation layers, by layer.
  public let slopes: [Int: Matrix]
  /// dL/dθ of every learned parameter.
  public let parameterGradients: [ParameterKey: Tensor]

  public var logitGradient: Matrix { outputGradients.last ?? inputGradient }
}

extension Network {
  /// Runs a batch forward and keeps every tensor.
  ///
  /// - Parameters:
  ///   - input: [batch, inputs].
  ///   - targets: the true class of each sample.
  ///   - mode: in train mode batch normalisation needs two samples or more.
  ///   - masks: dropout's mask by layer in train mode; a layer without one drops nothing.
  /// - Returns: the pass with every layer's output.
  public func forward(
    _ input: Matrix, targets: [Int], mode: Mode = .eval, masks: [Int: Matrix] = [:]
  ) -> ForwardPass {
    precondition(
      input.columns == plan.inputs, "the network takes \(plan.inputs) inputs, not \(input.columns)")
    var outputs: [Matrix] = []
    var caches: [LayerCache] = []
    for (k, layer) in layers.enumerated() {
      let x = outputs.last ?? input
      switch layer {
      case .linear(let linear):
        outputs.append(linear.forward(x))
        caches.append(.none)
      case .maxout(let maxout):
        let (output, cache) = maxout.forward(x)
        outputs.append(output)
        caches.append(.maxout(cache))
      case .batchNorm(let norm):
        let (output, cache) = norm.forward(x, training: mode == .train)
        outputs.append(output)
        caches.append(.batchNorm(cache))
      case .activation(let activation):
        outputs.append(activation.forward(x))
        caches.append(.none)
      case .dropout(let dropout):
        if mode == .train, let mask = masks[k] {
          outputs.append(dropout.forward(x, mask: mask))
          caches.append(.dropoutMask(mask))
        } else {
          outputs.append(x)
          caches.append(.none)
        }
      }
    }
    let logits = outputs.last ?? input
    let losses = head.losses(ofLogits: logits, targets: targets)
    var sum: Scalar = 0
    for loss in losses { sum += loss }
    return ForwardPass(
      input: input, targets: targets, outputs: outputs, caches: caches,
      probabilities: head.probabilities(ofLogits: logits),
      complements: head.complements(ofLogits: logits), losses: losses,
      loss: sum / Scalar(max(1, losses.count)))
  }

  /// Carries dL/dL = 1 back through the head and the layers, last to first.
  public func backward(_ pass: ForwardPass) -> BackwardPass {
    var gradient = head.logitGradient(ofLogits: pass.logits, targets: pass.targets)
    var outputGradients = [gradient]
    var slopes: [Int: Matrix] = [:]
    var parameters: [ParameterKey: Tensor] = [:]
    for (k, layer) in layers.enumerated().reversed() {
      let x = pass.input(ofLayer: k)
      switch (layer, pass.caches[k]) {
      case (.linear(let linear), _):
        let gradients = linear.backward(outputGradient: gradient, input: x)
        gradient = gradients.inputGradient
        parameters[ParameterKey(layer: k, role: .weights)] = Tensor(gradients.weights)
        parameters[ParameterKey(layer: k, role: .bias)] = gradients.bias.map(Tensor.init(vector:))
      case (.maxout(let maxout), .maxout(let cache)):
        let gradients = maxout.backward(outputGradient: gradient, input: x, cache: cache)
        gradient = gradients.inputGradient
        let pieces = maxout.pieces.count
        parameters[ParameterKey(layer: k, role: .weights)] = Tensor(
          shape: [pieces, maxout.outputs, maxout.inputs],
          values: gradients.weights.flatMap(\.values))
        parameters[ParameterKey(layer: k, role: .bias)] = Tensor(
          shape: [pieces, maxout.outputs], values: gradients.bias.flatMap(\.self))
      case (.batchNorm(let norm), .batchNorm(let cache)):
        let gradients = norm.backward(outputGradient: gradient, cache: cache)
        gradient = gradients.inputGradient
        parameters[ParameterKey(layer: k, role: .scale)] = Tensor(vector: gradients.scale)
        parameters[ParameterKey(layer: k, role: .shift)] = Tensor(vector: gradients.shift)
      case (.activation(let activation), _):
        let (inputGradient, slope) = activation.backward(
          outputGradient: gradient, input: x, output: pass.outputs[k])
        gradient = inputGradient
        slopes[k] = slope
      case (.dropout(let dropout), .dropoutMask(let mask)):
        gradient = dropout.backward(outputGradient: gradient, mask: mask)
      default: break
      }
      outputGradients.append(gradient)
    }
    return BackwardPass(
      probabilityGradient: head.probabilityGradient(
        ofProbabilities: pass.probabilities, complements: pass.complements, targets: pass.targets),
      probabilityDerivatives: (0..<pass.probabilities.rows).map {
        head.probabilityDerivative(
          ofProbabilities: Array(pass.probabilities.row($0)),
          complements: Array(pass.complements.row($0)))
      },
      outputGradients: outputGradients.dropLast().reversed(),
      inputGradient: gradient, slopes: slopes, parameterGradients: parameters)
  }

  /// Moves the running statistics of batch normalisation by those of a pass in train mode.
  public mutating func absorbStatistics(of pass: ForwardPass) {
    for (k, cache) in pass.caches.enumerated() {
      guard case .batchNorm(let cache) = cache, case .batchNorm(var norm) = layers[k] else {
        continue
      }
      norm.absorb(cache, count: pass.input.rows)
      layers[k] = .batchNorm(norm)
    }
  }

  /// P of a batch, nothing kept, in eval mode.
  public func probabilities(_ input: Matrix) -> Matrix {
    forward(input, targets: Array(repeating: 0, count: input.rows)).probabilities
  }
}

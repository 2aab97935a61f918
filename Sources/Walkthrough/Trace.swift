public import Engine

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A recorded training step of the network as a list of named tensors.
///
/// The trace computes nothing: every value is what the engine's own forward, backward and optimiser produced.
/// A walk over a single sample has no batch axis; over a batch, the batch comes first.
public struct Trace: Equatable, Sendable {
  /// The network that the passes ran through; the update leaves it alone.
  public let network: Network
  public let mode: Mode
  public let forward: ForwardPass
  public let backward: BackwardPass
  public private(set) var steps: [Step]
  /// What the optimiser did, once the walk has come to the update.
  public private(set) var update: Update?
  /// What the equations of the update are of.
  private(set) var optimizer: Optimizer
  private let imageShape: [Int]
  private let masks: [Int: Matrix]
  /// The mask of each dropout layer in train mode.
  public var masksByLayer: [Int: Matrix] { masks }

  /// The update and the second forward pass.
  public struct Update: Equatable, Sendable {
    public let network: Network
    public let parameters: [ParameterKey: ParameterUpdate]
    public let optimizerState: OptimizerState
    public let optimizer: Optimizer
    public let rate: Scalar
    public let forward: ForwardPass
  }

  /// Records a forward and a backward pass.
  ///
  /// - Parameters:
  ///   - network: the network to walk.
  ///   - input: [batch, inputs]; the drawing is the first sample.
  ///   - targets: the true class of each sample.
  ///   - mode: train or eval, for dropout and batch normalisation.
  ///   - masks: the mask of each dropout layer in train mode.
  ///   - optimizer: what the equations of the update will say.
  public init(
    network: Network, input: Matrix, targets: [Int], mode: Mode, masks: [Int: Matrix] = [:],
    optimizer: Optimizer = Optimizer()
  ) {
    self.network = network
    symbols = network.symbols
    self.mode = mode
    self.masks = masks
    self.optimizer = optimizer
    forward = network.forward(input, targets: targets, mode: mode, masks: masks)
    backward = network.backward(forward)
    imageShape = [network.plan.imageRows, network.plan.imageColumns, 1]
    steps =
      StepList(network: network, mode: mode, batch: input.rows, optimizer: optimizer).steps
  }

  /// The names of the network's tensors.
  public let symbols: Symbols
  public var batch: Int { forward.input.rows }

  /// Whether the tensor of a step has one element, or row, for each sample of the batch.
  public func isPerSample(_ step: Step) -> Bool {
    guard batch > 1, step.shape.first == batch else { return false }
    switch step.operation {
    case .weightGradient, .biasGradient, .scaleGradient, .shiftGradient, .localByInput, .batchMean,
      .batchVariance, .update, .runningStatistic, .lossAgain, .loss, .one:
      return false
    default: return true
    }
  }

  /// How many steps there are up to the end of a phase.
  public func count(through phase: Phase) -> Int {
    steps.lastIndex { $0.phase == phase }.map { $0 + 1 } ?? 0
  }

  /// Lets the optimiser take its step, so that the update can be walked.
  public mutating func prepareUpdate(
    optimizer: Optimizer, state: OptimizerState, rate: Scalar
  ) {
    guard update == nil else { return }
    self.optimizer = optimizer
    steps = StepList(network: network, mode: mode, batch: batch, optimizer: optimizer).steps
    var after = network
    var state = state
    let parameters = optimizer.step(
      &after, gradients: backward.parameterGradients, state: &state, rate: rate)
    after.absorbStatistics(of: forward)
    update = Update(
      network: after, parameters: parameters, optimizerState: state,
      optimizer: optimizer, rate: rate,
      forward: after.forward(
        forward.input, targets: forward.targets, mode: mode, masks: masks))
  }

  /// Lets the update be prepared anew, with the rate and optimiser then in force.
  public mutating func forgetUpdate() { update = nil }

  /// The network as it is at a position: the update's steps replace one tensor each.
  public func network(at position: Int) -> Network {
    guard let update, position > count(through: .backward) else { return network }
    if position >= steps.count { return update.network }
    var result = network
    for step in steps.prefix(position) {
      if let key = step.operation.updatedKey, let new = update.network[key] { result[key] = new }
    }
    return result
  }

  /// The first step that makes a tensor of this name; what an optimiser works out, its update makes.
  public func step(making name: String) -> Step? {
    steps.first { $0.name == name } ?? quantity(named: name)?.step
  }

  /// A tensor by its name as it stands after `position` steps; nil where it is not computed yet or there is none of the name.
  public func value(_ name: String, at position: Int) -> Tensor? {
    if let key = symbols.key(named: name) { return network(at: position)[key] }
    switch name {
    case "x": return batched(forward.input, shape: imageShape)
    case "y":
      return perSample(
        Matrix(rows: batch, columns: 1, values: forward.targets.map { Scalar($0) }))
    default: break
    }
    let made = steps.prefix(max(0, position)).last { $0.name == name }
    guard let made else { return oldValue(name, at: position) ?? quantityValue(name, at: position) }
    return value(of: made, at: position)
  }

  /// `W2_old`, `P_old`: what a tensor was before the update that has replaced it.
  private func oldValue(_ name: String, at position: Int) -> Tensor? {
    guard name.hasSuffix("_old") else { return nil }
    let present = String(name.dropLast(4))
    guard isReplaced(present, at: position) else { return nil }
    if let key = symbols.key(named: present) { return network[key] }
    return step(making: present).map { value(of: $0, at: count(through: .backward)) }
  }

  /// Whether the update has put another value in the place of the one that the gradients are of.
  func isReplaced(_ name: String, at position: Int) -> Bool {
    if symbols.key(named: name) != nil {
      return steps.prefix(position).contains { $0.phase == .update && $0.name == name }
    }
    guard position >= steps.count, let step = step(making: name) else { return false }
    switch step.operation {
    case .flatten, .mask: return false
    default: return step.phase == .forward || step.phase == .loss
    }
  }

  /// The tensor that a step makes.
  public func value(of step: Step, at position: Int) -> Tensor {
    // After the last step the outputs are those of the new weights; gradients stay those of the old.
    let pass = position >= steps.count ? update?.forward ?? forward : forward
    switch step.operation {
    case .flatten: return perSample(pass.input)
    case .linear(let layer), .maxout(let layer), .scaleAndShift(let layer),
      .activation(let layer), .dropout(let layer):
      return perSample(pass.outputs[layer])
    case .batchMean(let layer): return Tensor(vector: batchNormCache(layer, pass)?.mean ?? [])
    case .batchVariance(let layer):
      return Tensor(vector: batchNormCache(layer, pass)?.variance ?? [])
    case .normalise(let layer):
      return perSample(batchNormCache(layer, pass)?.normalised ?? pass.outputs[layer])
    case .mask(let layer): return perSample(mask(ofLayer: layer))
    case .probability: return perSample(pass.probabilities)
    case .loss: return Tensor(scalar: pass.loss)
    case .lossAgain: return Tensor(scalar: update?.forward.loss ?? pass.loss)
    case .one: return Tensor(scalar: 1)
    case .probabilityGradient: return perSample(backward.probabilityGradient)
    case .probabilityDerivative: return jacobians()
    case .logitGradient: return perSample(backward.logitGradient)
    case .localByWeights(let layer): return transposedRow(forward.input(ofLayer: layer))
    case .localByInput(let layer): return transposedWeights(layer)
    case .weightGradient(let layer): return gradient(layer, .weights)
    case .biasGradient(let layer): return gradient(layer, .bias)
    case .scaleGradient(let layer): return gradient(layer, .scale)
    case .shiftGradient(let layer): return gradient(layer, .shift)
    case .inputGradient(let layer), .errorTimesSlope(let layer), .batchNormGradient(let layer):
      return layer == 0
        ? batched(backward.inputGradient, shape: imageShape)
        : perSample(backward.outputGradients[layer - 1])
    case .slope(let layer): return perSample(backward.slopes[layer] ?? mask(ofLayer: layer))
    case .update(let key), .runningStatistic(let key):
      return update?.network[key] ?? network[key] ?? Tensor(vector: [])
    }
  }

  /// Whether the long way dL/dP · dP/dz gives the logit gradient of the engine to three digits, or overflows or rounds away.
  public var longWayHolds: Bool { longWayMiss == nil }

  /// The element that the long way misses by most, and what the engine computes from the score; nil where it misses none.
  public var longWayMiss: (way: Scalar, exact: Scalar)? {
    func error(_ way: Scalar, _ exact: Scalar) -> Scalar {
      // What is no number cannot be missed.
      guard exact.isFinite else { return 0 }
      let error = abs(way - exact) / max(abs(exact), .leastNormalMagnitude)
      return error.isNaN ? .infinity : error
    }
    let worst = zip(longWay, backward.logitGradient.values)
      .max { error($0.0, $0.1) < error($1.0, $1.1) }
    return worst.flatMap { error($0.0, $0.1) > 1e-3 ? (way: $0.0, exact: $0.1) : nil }
  }

  /// Whether a step's numbers have a 1 − P that the shown P is too rounded to give to three digits.
  public func complementIsRounded(in step: Step) -> Bool {
    switch step.operation {
    case .probabilityGradient where network.head == .binary && forward.targets.contains(0): break
    case .probabilityDerivative: break
    default: return false
    }
    return zip(forward.probabilities.values, forward.complements.values).contains { p, complement in
      abs(1 - p - complement) > 1e-3 * complement
    }
  }

  /// What the loss is −ln of, for the one sample of a pass: `P`, `1 − P`, or the true class's `P[3]`.
  public var trueShare: String {
    let target = forward.targets[0]
    return network.head == .categorical ? "P[\(target)]" : target == 1 ? "P" : "1 − P"
  }

  /// Whether −ln of the P that is shown gives the loss to a few digits, or P has rounded its digits away; true for a batch.
  public func lossFollowsFromProbability(at position: Int) -> Bool {
    guard batch == 1 else { return true }
    return Trace.lossFollows(
      from: position >= steps.count ? update?.forward ?? forward : forward, network.head)
  }

  /// The same of the one sample of a pass.
  static func lossFollows(from pass: ForwardPass, _ head: Head) -> Bool {
    // Of a loss that is none nothing follows.
    guard pass.loss.isFinite else { return true }
    let (p, target) = (pass.probabilities, pass.targets[0])
    let share =
      head == .binary ? (target == 1 ? p[0, 0] : pass.complements[0, 0]) : p[0, target]
    let way = -log(Double(share))
    return way.isFinite && abs(way - Double(pass.loss)) <= 1e-3 * Double(pass.loss)
  }

  /// dL/dP · dP/dz as the two shown factors multiply out, element by element of dL/dz.
  public var longWay: [Scalar] {
    (0..<batch).flatMap { n in
      let jacobian = backward.probabilityDerivatives[n]
      let gradient = Array(backward.probabilityGradient.row(n))
      return (0..<jacobian.columns).map { c in
        gradient.indices.reduce(Scalar(0)) { $0 + gradient[$1] * jacobian[$1, c] }
      }
    }
  }

  func mask(ofLayer layer: Int) -> Matrix {
    if case .dropoutMask(let mask) = forward.caches[layer] { return mask }
    let x = forward.input(ofLayer: layer)
    return Matrix(rows: x.rows, columns: x.columns, repeating: 1)
  }

  func batchNormCache(_ layer: Int, _ pass: ForwardPass) -> BatchNorm.Cache? {
    if case .batchNorm(let cache) = pass.caches[layer] { cache } else { nil }
  }

  private func gradient(_ layer: Int, _ role: ParameterRole) -> Tensor {
    backward.parameterGradients[ParameterKey(layer: layer, role: role)] ?? Tensor(vector: [])
  }

  private func perSample(_ matrix: Matrix) -> Tensor {
    batched(matrix, shape: matrix.columns == 1 ? [] : [matrix.columns])
  }

  private func batched(_ matrix: Matrix, shape: [Int]) -> Tensor {
    Tensor(shape: batch == 1 ? shape : [batch] + shape, values: matrix.values)
  }

  private func jacobians() -> Tensor {
    let size = forward.probabilities.columns
    return Tensor(
      shape: (batch == 1 ? [] : [batch]) + (size == 1 ? [] : [size, size]),
      values: backward.probabilityDerivatives.flatMap(\.values))
  }

  private func transposedRow(_ matrix: Matrix) -> Tensor {
    Tensor(
      shape: (batch == 1 ? [] : [batch]) + [1, matrix.columns], values: matrix.values)
  }

  private func transposedWeights(_ layer: Int) -> Tensor {
    guard case .linear(let linear) = network.layers[layer] else { return Tensor(vector: []) }
    return Tensor(linear.weights.transposed)
  }
}

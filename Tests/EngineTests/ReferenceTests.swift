import Engine
import Testing

/// Tensors of a pass by their names in the reference files.
private func tensor(
  _ name: String, of network: Network, _ pass: ForwardPass, _ back: BackwardPass
) -> [Scalar]? {
  switch name {
  case "x_input": return pass.input.values
  case "P": return pass.probabilities.values
  case "L": return [pass.loss]
  case "dL/dL": return [1]
  case "dL/dP": return back.probabilityGradient.values
  case "dL/dx": return back.inputGradient.values
  default: break
  }
  if let k = number(after: "x_output", in: name) { return pass.outputs[k - 1].values }
  if let k = number(after: "dL/dx_output", in: name) { return back.outputGradients[k - 1].values }
  if name.hasPrefix("dL/d"), let key = key(named: String(name.dropFirst(4)), of: network) {
    return back.parameterGradients[key]?.values
  }
  let last = network.layers.count
  guard name.hasPrefix("dx_output") || name.hasPrefix("dP/") else { return nil }
  if name == "dP/dx_output\(last)" { return back.probabilityDerivatives.first?.values }
  // Local derivatives: of an activation its slope, of a linear layer its input and its transposed weights.
  guard let output = number(after: "dx_output", in: String(name.prefix { $0 != "/" })) else {
    return nil
  }
  if let slope = back.slopes[output - 1] { return slope.values }
  guard case .linear(let linear) = network.layers[output - 1] else { return nil }
  return name.contains("/dW")
    ? pass.input(ofLayer: output - 1).values : linear.weights.transposed.values
}

private func number(after prefix: String, in name: String) -> Int? {
  name.hasPrefix(prefix) ? Int(name.dropFirst(prefix.count)) : nil
}

/// The key of `W1`, `b1`, `gamma2` …: numbered by the linear or maxout layer they belong to.
private func key(named name: String, of network: Network) -> ParameterKey? {
  let roles: [(String, ParameterRole)] = [
    ("W", .weights), ("b", .bias), ("gamma", .scale), ("beta", .shift), ("mean", .runningMean),
    ("variance", .runningVariance),
  ]
  let letters = String(name.prefix { !$0.isNumber })
  guard let role = roles.first(where: { $0.0 == letters })?.1,
    let place = Int(name.dropFirst(letters.count))
  else { return nil }
  let keys = network.parameterKeys.filter { $0.role == role }
  guard role == .bias else { return keys.indices.contains(place - 1) ? keys[place - 1] : nil }
  let owners = network.parameterKeys.filter { $0.role == .weights }
  return keys.first { $0.layer == owners[place - 1].layer }
}

private func optimizer(of reference: ReferenceCase) throws -> Optimizer {
  let method: OptimizerMethod =
    switch reference.optimizer.method {
    case "momentum": .momentum(0.9, nesterov: false)
    case "nesterov": .momentum(0.9, nesterov: true)
    case "adam": .standardAdam
    default: .sgd
    }
  return Optimizer(method, weightDecay: reference.optimizer.decay ?? 0)
}

@Test func `all steps of the walks agree with the reference`() throws {
  let cases = ReferenceCase.load("walks.json")
  let walks = ReferenceCase.loadSteps("walks.json")
  #expect(cases.count == 5 && walks.count == 5)
  #expect(walks.first?.count == 21)
  for (reference, steps) in zip(cases, walks) {
    var network = try reference.network()
    let pass = network.forward(reference.input, targets: reference.targets)
    let back = network.backward(pass)
    let before = network
    var state = OptimizerState()
    let updates = Optimizer().step(
      &network, gradients: back.parameterGradients, state: &state, rate: reference.rate)
    for (step, numbers) in steps {
      let actual: [Scalar]?
      if step.phase == "update", step.name == "L" {
        actual = [network.forward(reference.input, targets: reference.targets).loss]
      } else if step.phase == "update" {
        actual = key(named: step.name, of: network).flatMap { updates[$0]?.new.values }
      } else {
        actual = tensor(step.name, of: before, pass, back)
      }
      let name = "\(reference.name): \(step.index) \(step.name)"
      expectClose(try #require(actual, "\(name) is unknown"), numbers, name)
    }
  }
}

@Test(arguments: ["passes.json", "modes.json"])
func `every tensor of every layer, head and scale agrees with the reference`(
  _ file: String
) throws {
  let cases = ReferenceCase.load(file)
  #expect(cases.count == 54)
  for reference in cases {
    let network = try reference.network()
    let pass = network.forward(
      reference.input, targets: reference.targets, mode: reference.passMode,
      masks: reference.masks(for: network))
    let back = network.backward(pass)
    var moved = network
    moved.absorbStatistics(of: pass)
    for (name, numbers) in try #require(reference.tensors) {
      let actual =
        tensor(name, of: network, pass, back)
        ?? key(named: name, of: moved).flatMap { moved[$0]?.values }
      expectClose(
        try #require(actual, "\(name) is unknown"), numbers, "\(reference.name): \(name)")
    }
  }
}

@Test func `four steps of every optimiser, layer, head and scale agree with the reference`() throws
{
  let cases = ReferenceCase.load("optimizers.json")
  #expect(cases.count == 252)
  for reference in cases {
    var network = try reference.network()
    let optimizer = try optimizer(of: reference)
    var state = OptimizerState()
    for loss in try #require(reference.losses) {
      let pass = network.forward(
        reference.input, targets: reference.targets, mode: reference.passMode,
        masks: reference.masks(for: network))
      #expect(abs(pass.loss - loss) <= stateTolerance * max(loss, 1e-3), "\(reference.name): L")
      _ = optimizer.step(
        &network, gradients: network.backward(pass).parameterGradients, state: &state,
        rate: reference.rate)
      network.absorbStatistics(of: pass)
    }
    #expect(state.steps == 4)
    for (name, numbers) in try #require(reference.tensors) {
      let place = try #require(key(named: name, of: network), "\(name)")
      expectClose(network[place]?.values ?? [], numbers, "\(reference.name): \(name)")
    }
  }
}

extension Network {
  /// The running statistics after a pass in train mode, by way of the public layers.
  fileprivate mutating func absorbStatistics(of pass: ForwardPass) {
    for (k, cache) in pass.caches.enumerated() {
      guard case .batchNorm(let cache) = cache, case .batchNorm(var norm) = layers[k] else {
        continue
      }
      norm.absorb(cache, count: pass.input.rows)
      self[ParameterKey(layer: k, role: .runningMean)] = Tensor(vector: norm.runningMean)
      self[ParameterKey(layer: k, role: .runningVariance)] = Tensor(vector: norm.runningVariance)
    }
  }
}

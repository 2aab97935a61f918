import Testing

@testable import Engine

/// A random configuration, the same for the same number.
private struct Configuration: CustomTestStringConvertible {
  let number: Int
  let network: Network
  let mode: Mode
  let masks: [Int: Matrix]
  let input: Matrix
  let targets: [Int]

  var testDescription: String { "\(number): \(network.plan), \(mode), \(input.rows) samples" }

  init(_ number: Int) throws {
    var random = SeededGenerator(seed: 20_26, purpose: .walkBatch, index: number)
    self.number = number
    // Every activation comes up in turn, and maxout after them.
    let functions = Activation.allCases.map { HiddenFunction.activation($0, parameter: nil) }
    let choices =
      functions + [
        .maxout(pieces: 2), .maxout(pieces: 4), .activation(.elu, parameter: 0.5),
        .activation(.leakyReLU, parameter: 0.3),
      ]
    let head: Head = random.below(2) == 0 ? .binary : .categorical
    let outputs = head == .binary ? 1 : 2 + random.below(4)
    let depth = 1 + number % 4
    let hidden = (0..<depth).map { _ in 3 + random.below(8) }
    let hasBatchNorm = random.below(3) == 0
    let hasDropout = random.below(3) == 0
    let initializers: [Initializer?] = [nil, .uniform(bound: nil), .xavierNormal, .orthogonal]
    let plan = NetworkPlan(
      widths: [4 + random.below(20)] + hidden + [outputs], hidden: choices[number % choices.count],
      initializer: initializers[random.below(4)], hasBias: random.below(2) == 0,
      dropout: hasDropout ? 0.3 : 0, hasBatchNorm: hasBatchNorm, seed: UInt64(number), head: head)
    var network = try Network(plan)
    for key in network.learnedKeys where key.role == .scale || key.role == .shift {
      guard var tensor = network[key] else { continue }
      for e in tensor.values.indices { tensor.values[e] += random.uniform(within: 0.5) }
      network[key] = tensor
    }
    let mode: Mode = random.below(2) == 0 ? .train : .eval
    let batch = hasBatchNorm && mode == .train ? 5 + random.below(8) : 1 + random.below(3)
    var masks: [Int: Matrix] = [:]
    var width = plan.inputs
    for (k, layer) in network.layers.enumerated() {
      width = layer.outputs(ofInputs: width)
      guard case .dropout(let dropout) = layer else { continue }
      masks[k] = dropout.mask(rows: batch, columns: width, using: &random)
    }
    input = Matrix(
      rows: batch, columns: plan.inputs,
      values: (0..<batch * plan.inputs).map { _ in random.uniform() })
    targets = (0..<batch).map { _ in random.below(head == .binary ? 2 : outputs) }
    self.network = network
    self.mode = mode
    self.masks = masks
  }

  var pass: ForwardPass { network.forward(input, targets: targets, mode: mode, masks: masks) }

  func check(_ gradients: BackwardPass? = nil) -> GradientCheck {
    GradientCheck(
      network: network, pass: pass, mode: mode, masks: masks,
      analytic: gradients ?? network.backward(pass))
  }
}

@Test func `every gradient of 120 random configurations passes the check`() throws {
  var checked = 0
  var skipped = 0
  for number in 0..<120 {
    let configuration = try Configuration(number)
    let check = configuration.check()
    #expect(
      abs(check.loss - Double(configuration.pass.loss)) <= 1e-5 * max(1, check.loss),
      "\(configuration.testDescription)")
    let summary = try #require(check.all(of: configuration.network.learnedKeys))
    #expect(summary.passed, "\(configuration.testDescription): \(summary)")
    let inputs = try #require(check.allInputs())
    #expect(inputs.passed, "\(configuration.testDescription), dL/dx: \(inputs)")
    checked += summary.checked
    skipped += summary.skipped
  }
  #expect(checked > 15_000)
  // Few weights lie at a kink by chance; more would mean that the check looks away.
  #expect(skipped * 50 < checked, "\(skipped) skipped, \(checked) checked")
}

@Test func `the check finds an injected error in every tensor`() throws {
  for number in 0..<24 {
    let configuration = try Configuration(number)
    let right = configuration.network.backward(configuration.pass)
    for key in configuration.network.learnedKeys {
      let tensor = try #require(right.parameterGradients[key])
      let offset = tensor.values.indices.max {
        abs(tensor.values[$0]) < abs(tensor.values[$1])
      }
      guard let offset, tensor.largestMagnitude > 1e-6 else { continue }
      // Half a thousandth of the largest element: five times the tolerance.
      let wrong = right.replacing(key, at: offset, with: tensor.values[offset] * 1.0005)
      let check = configuration.check(wrong)
      let element = check.element(key, at: offset)
      guard !element.isAtKink else { continue }
      #expect(!element.passed, "\(configuration.testDescription), \(key)")
      let summary = try #require(check.all(of: [key]))
      #expect(!summary.passed && summary.worst?.offset == offset)
      #expect(
        !configuration.check(right.replacing(key, at: offset, with: .nan))
          .element(key, at: offset).passed)
    }
  }
}

@Test func `an element is checked alone as it is among all`() throws {
  let configuration = try Configuration(4)
  let check = configuration.check()
  let key = configuration.network.learnedKeys[0]
  let summary = try #require(check.all(of: [key]))
  let worst = try #require(summary.worst)
  let element = check.element(try #require(worst.key), at: worst.offset)
  #expect(element.relativeError == summary.maxRelativeError && element.floor == summary.floor)
  #expect(element.numeric == (element.lossPlus - element.lossMinus) / (2 * element.epsilon))
}

@Test func `a change is carried on as a whole forward pass would`() throws {
  for number in 0..<24 {
    let configuration = try Configuration(number)
    let reference = DoubleNetwork(
      network: configuration.network, pass: configuration.pass, mode: configuration.mode,
      masks: configuration.masks)
    var change = DoubleNetwork.Change(of: reference)
    for key in configuration.network.learnedKeys {
      guard var tensor = configuration.network[key] else { continue }
      let offset = tensor.values.count / 2
      let moved = reference.loss(
        adding: 0.25, to: .parameter(key, offset: offset), change: &change)
      // A Float32 sum that is exact in double for these sizes of weights.
      let before = tensor.values[offset]
      tensor.values[offset] += 0.25
      let exact = Double(tensor.values[offset]) - Double(before)
      var network = configuration.network
      network[key] = tensor
      let whole = DoubleNetwork(
        network: network, pass: configuration.pass, mode: configuration.mode,
        masks: configuration.masks)
      #expect(abs(whole.loss - moved) <= 1e-5 * abs(exact) + 1e-12)
      let precise = reference.loss(
        adding: exact, to: .parameter(key, offset: offset), change: &change)
      #expect(abs(whole.loss - precise) <= 1e-12 * max(1, whole.loss), "\(number) \(key)")
    }
  }
}

@Test func `an element at a kink is skipped and told`() throws {
  let plan = NetworkPlan(
    widths: [2, 2, 1], hidden: .activation(.relu, parameter: nil), initializer: .constant(0.5))
  var network = try Network(plan)
  let key = ParameterKey(layer: 0, role: .weights)
  // z of unit 0 is 0.5 − 0.5 = 0; unit 1 is well inside.
  network[key] = Tensor(shape: [2, 2], values: [0.5, -0.5, 0.5, 0.5])
  let pass = network.forward(Matrix(row: [1, 1]), targets: [1])
  let check = GradientCheck(
    network: network, pass: pass, mode: .eval, masks: [:], analytic: network.backward(pass))
  #expect(check.element(key, at: 0).isAtKink)
  #expect(check.element(key, at: 0).beginsAtKink)
  #expect(!check.element(key, at: 2).isAtKink)
  #expect(!check.element(key, at: 2).beginsAtKink)
  let summary = try #require(check.all(of: [key]))
  #expect(summary.checked == 2 && summary.skipped == 2 && summary.passed)
}

@Test func `an element that is moved across a kink does not begin there`() throws {
  var network = try Network(
    NetworkPlan(widths: [1, 1, 1], hidden: .activation(.relu, parameter: nil)))
  let key = ParameterKey(layer: 0, role: .weights)
  network[key] = Tensor(shape: [1, 1], values: [1e-9])
  let pass = network.forward(Matrix(row: [1]), targets: [1])
  let check = GradientCheck(
    network: network, pass: pass, mode: .eval, masks: [:], analytic: network.backward(pass))
  #expect(check.element(key, at: 0).isAtKink)
  #expect(!check.element(key, at: 0).beginsAtKink)
}

@Test func `a bias in front of batch normalisation has no gradient and passes`() throws {
  let plan = NetworkPlan(widths: [6, 4, 1], hasBias: true, hasBatchNorm: true)
  let network = try Network(plan)
  var random = SeededGenerator(seed: 3, purpose: .walkBatch)
  let input = Matrix(rows: 8, columns: 6, values: (0..<48).map { _ in random.uniform() })
  let pass = network.forward(input, targets: [0, 1, 0, 1, 1, 0, 1, 0], mode: .train)
  let check = GradientCheck(
    network: network, pass: pass, mode: .train, masks: [:], analytic: network.backward(pass))
  let summary = try #require(check.all(of: [ParameterKey(layer: 0, role: .bias)]))
  #expect(summary.passed && summary.checked == 4, "\(summary)")
}

@Test(arguments: [2, 3, 16])
func `batch normalisation passes on a batch of one class`(_ batch: Int) throws {
  // All samples pull the same way, so that centring leaves little of the gradient.
  let plan = NetworkPlan(widths: [20, 16, 12, 1], hasBatchNorm: true)
  let network = try Network(plan)
  var random = SeededGenerator(seed: 3, purpose: .walkBatch)
  let input = Matrix(
    rows: batch, columns: 20, values: (0..<batch * 20).map { _ in random.uniform() })
  let pass = network.forward(input, targets: Array(repeating: 0, count: batch), mode: .train)
  let check = GradientCheck(
    network: network, pass: pass, mode: .train, masks: [:], analytic: network.backward(pass))
  let summary = try #require(check.all(of: network.learnedKeys))
  #expect(summary.passed, "\(summary)")
  let inputs = try #require(check.allInputs())
  #expect(inputs.passed, "\(inputs)")
}

@Test func `units that are all dead have gradients of exactly 0`() throws {
  let plan = NetworkPlan(
    widths: [4, 3, 1], hidden: .activation(.relu, parameter: nil), initializer: .constant(-1))
  let network = try Network(plan)
  let pass = network.forward(Matrix(row: [1, 1, 1, 1]), targets: [1])
  let check = GradientCheck(
    network: network, pass: pass, mode: .eval, masks: [:], analytic: network.backward(pass))
  let summary = try #require(check.all(of: network.learnedKeys))
  #expect(summary.passed && summary.maxRelativeError == 0 && summary.checked == 15)
}

@Test func `a cancelled check gives nothing and progress ends at the total`() throws {
  let network = try Network(NetworkPlan())
  let pass = network.forward(Matrix(row: ReferenceCase.slide), targets: [1])
  let check = GradientCheck(
    network: network, pass: pass, mode: .eval, masks: [:], analytic: network.backward(pass))
  #expect(check.all(of: network.learnedKeys, isCancelled: { true }) == nil)
  var last = (0, 0)
  let summary = check.all(of: network.learnedKeys, progress: { last = ($0, $1) })
  #expect(last == (12_928, 12_928))
  #expect(summary?.checked == 12_928 && summary?.passed == true)
}

@Test func `the worst element of the input has no parameter's name`() throws {
  let configuration = try Configuration(4)
  let summary = try #require(configuration.check().allInputs())
  #expect(try #require(summary.worst).key == nil)
}

@Test(arguments: Activation.allCases)
func `saturated units leave the gradient and its check exact`(_ function: Activation) throws {
  // A weight that moves z by tenths and the loss by millionths: ε must look at z, not at the logits alone.
  for seed in 1...6 as ClosedRange<UInt64> {
    let plan = NetworkPlan(
      widths: [100, 64, 64, 7, 1], hidden: .activation(function, parameter: nil),
      initializer: .normal(deviation: 3), hasBias: true, seed: seed)
    let network = try Network(plan)
    let pass = network.forward(Matrix(row: ReferenceCase.slide), targets: [1])
    let check = GradientCheck(
      network: network, pass: pass, mode: .eval, masks: [:], analytic: network.backward(pass))
    let last = network.learnedKeys.suffix(4)
    let summary = try #require(check.all(of: Array(last)))
    #expect(summary.passed, "seed \(seed): \(summary)")
    let inputs = try #require(check.allInputs())
    #expect(inputs.passed, "seed \(seed), dL/dx: \(inputs)")
  }
}

@Test(arguments: 1...16 as ClosedRange<UInt64>)
func `rounding that layers pass on to each other is no error`(_ seed: UInt64) throws {
  // Each layer multiplies what the one before it has rounded by some tens.
  let plan = NetworkPlan(
    widths: [100, 128, 64, 33, 1], hidden: .activation(.tanh, parameter: nil),
    initializer: .normal(deviation: 3), seed: seed)
  let network = try Network(plan)
  let pass = network.forward(Matrix(row: ReferenceCase.slide), targets: [1])
  let check = GradientCheck(
    network: network, pass: pass, mode: .eval, masks: [:], analytic: network.backward(pass))
  let inputs = try #require(check.allInputs())
  #expect(inputs.passed, "\(inputs)")
}

@Test func `a forward pass that is wrong by more than rounding fails`() throws {
  let plan = NetworkPlan(
    widths: [100, 64, 33, 1], hidden: .activation(.tanh, parameter: nil), seed: 2)
  let network = try Network(plan)
  var other = network
  let first = network.learnedKeys[0]
  other[first] = Tensor(
    shape: try #require(network[first]).shape,
    values: try #require(network[first]).values.map { $0 * 1.01 })
  let pass = other.forward(Matrix(row: ReferenceCase.slide), targets: [1])
  let check = GradientCheck(
    network: network, pass: pass, mode: .eval, masks: [:], analytic: other.backward(pass))
  #expect(!(try #require(check.all(of: [first]))).passed)
  #expect(!(try #require(check.allInputs())).passed)
}

@Test func `a difference across the bend of ELU is short`() throws {
  let plan = NetworkPlan(
    widths: [100, 33, 33, 1], hidden: .activation(.elu, parameter: nil),
    initializer: .normal(deviation: 0.01), hasBias: true)
  let network = try Network(plan)
  let pass = network.forward(Matrix(row: ReferenceCase.slide), targets: [0])
  let check = GradientCheck(
    network: network, pass: pass, mode: .eval, masks: [:], analytic: network.backward(pass))
  let summary = try #require(check.all(of: network.learnedKeys))
  #expect(summary.passed && summary.skipped == 0, "\(summary)")
}

@Test(arguments: 1...12 as ClosedRange<UInt64>)
func `ELU units that all begin at their bend pass`(_ seed: UInt64) throws {
  let plan = NetworkPlan(
    widths: [100, 16, 16, 16, 1], hidden: .activation(.elu, parameter: nil), initializer: nil,
    hasBias: true, seed: seed)
  let network = try Network(plan)
  let pass = network.forward(Matrix(rows: 1, columns: 100), targets: [1])
  let check = GradientCheck(
    network: network, pass: pass, mode: .eval, masks: [:], analytic: network.backward(pass))
  let summary = try #require(check.all(of: network.learnedKeys))
  #expect(summary.passed && summary.skipped == 0, "\(summary)")
}

@Test(arguments: [HiddenFunction.maxout(pieces: 2), .activation(.tanh, parameter: nil)])
func `gradients that equal weights cancel are rounding and pass`(_ hidden: HiddenFunction) throws {
  let plan = NetworkPlan(
    widths: [100, 33, 4, 10], hidden: hidden, initializer: .constant(0.1), head: .categorical)
  let network = try Network(plan)
  let pass = network.forward(Matrix(row: ReferenceCase.slide), targets: [1])
  let check = GradientCheck(
    network: network, pass: pass, mode: .eval, masks: [:], analytic: network.backward(pass))
  #expect(try #require(check.all(of: network.learnedKeys)).passed)
  #expect(try #require(check.allInputs()).passed)
}

@Test(arguments: [0.01, 1.0, 3.0] as [Scalar], Activation.allCases)
func `deep networks pass with vanishing and with exploding gradients`(
  _ deviation: Scalar, _ function: Activation
) throws {
  let plan = NetworkPlan(
    widths: [25, 12, 12, 12, 12, 3], hidden: .activation(function, parameter: nil),
    initializer: .normal(deviation: deviation), head: .categorical)
  let network = try Network(plan)
  var random = SeededGenerator(seed: 5, purpose: .walkBatch)
  let pass = network.forward(Matrix(row: (0..<25).map { _ in random.uniform() }), targets: [2])
  let check = GradientCheck(
    network: network, pass: pass, mode: .eval, masks: [:], analytic: network.backward(pass))
  let summary = try #require(check.all(of: network.learnedKeys))
  #expect(summary.passed, "\(summary)")
}

extension BackwardPass {
  fileprivate func replacing(
    _ key: ParameterKey, at offset: Int, with value: Scalar
  ) -> BackwardPass {
    var gradients = parameterGradients
    gradients[key]?.values[offset] = value
    return BackwardPass(
      probabilityGradient: probabilityGradient, probabilityDerivatives: probabilityDerivatives,
      outputGradients: outputGradients, inputGradient: inputGradient, slopes: slopes,
      parameterGradients: gradients)
  }
}

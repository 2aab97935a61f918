import Engine
import Testing
import Walkthrough

/// One unit whose argument is known, with the numbers of its formulas put in.
@Suite struct SubstitutionTests {
  private func trace(_ function: Activation, _ z: Scalar) throws -> Trace {
    var network = try Network(
      NetworkPlan(widths: [1, 1, 1], hidden: .activation(function, parameter: nil)))
    for key in network.learnedKeys { network[key]?.values[0] = z }
    return Trace(network: network, input: Matrix(row: [1]), targets: [1], mode: .eval)
  }

  private func expansion(_ name: String, _ trace: Trace) throws -> Expansion {
    let step = try #require(trace.step(making: name))
    return try #require(trace.expansion(of: step, index: [], at: step.index))
  }

  private func text(_ value: Scalar) -> String {
    "\(value)".replacing("-", with: "−")
  }

  private func formula(_ function: Activation, _ z: Scalar, slope: Bool = false) throws -> String? {
    let expansion = try expansion(
      slope ? "dx_output2/dx_output1" : "x_output2", try trace(function, z))
    return expansion.substituted(expansion.terms[0], text)
  }

  @Test func `a negative number has brackets after an operator and under a power`() throws {
    #expect(try formula(.sigmoid, -0.25) == "σ(−0.25)")
    #expect(try formula(.relu, -0.25) == "max(0, −0.25)")
    #expect(try formula(.leakyReLU, -0.25) == "max(0.1 · (−0.25), −0.25)")
    #expect(try formula(.gelu, -0.25) == "−0.25 · Φ(−0.25)")
    #expect(try formula(.gelu, -0.25, slope: true) == "Φ(−0.25) + (−0.25) · φ(−0.25)")
    #expect(
      try formula(.geluTanh, -0.25)
        == "−0.25 · (1 + tanh(√(2/π)(−0.25 + 0.044715 · (−0.25)³)))/2")
    #expect(try formula(.geluTanh, 0.25)?.contains("0.044715 · 0.25³") == true)
    #expect(try formula(.elu, -0.25, slope: true)?.hasSuffix("e^(−0.25)") == true)
    let tanh = try #require(try formula(.tanh, -0.25, slope: true))
    #expect(tanh.hasPrefix("1 − (−0.24") && tanh.hasSuffix(")²"))
    // Under a power an exponent of ten has them too.
    let tiny = try #require(try formula(.tanh, 7e-6, slope: true))
    #expect(tiny.hasPrefix("1 − (") && tiny.hasSuffix("e−06)²"))
  }

  @Test func `nothing is put in where there is no expression`() throws {
    let trace = try trace(.sigmoid, 0.5)
    let sum = try expansion("x_output1", trace)
    #expect(sum.substituted(sum.terms[0], text) == nil)
    let one = try expansion("dL/dL", trace)
    #expect(one.terms[0].factors[0].isStated)
    #expect(!sum.terms[0].factors[0].isStated)
  }

  @Test func `a function by pieces says which piece applies, with its parameter as a number`()
    throws
  {
    func branch(_ function: Activation, _ z: Scalar, slope: Bool = false) throws -> String? {
      let expansion = try expansion(
        slope ? "dx_output2/dx_output1" : "x_output2", try trace(function, z))
      guard let branch = expansion.branch else { return nil }
      let condition = try #require(expansion.substituted(branch.condition, text))
      let expression = expansion.substituted(branch.expression, text) ?? branch.expression
      return "\(condition): \(expression)"
    }
    #expect(try branch(.relu, -0.25) == nil)
    #expect(try branch(.relu, -0.25, slope: true) == "−0.25 ≤ 0: 0")
    #expect(try branch(.relu, 0.25, slope: true) == "0.25 > 0: 1")
    // A maximum says it itself.
    #expect(try branch(.leakyReLU, -0.25) == nil && branch(.leakyReLU, 0.25) == nil)
    #expect(try branch(.leakyReLU, -0.25, slope: true) == "−0.25 ≤ 0: 0.1")
    #expect(try branch(.elu, -0.25) == "−0.25 < 0: 1 · (e^(−0.25) − 1)")
    #expect(try branch(.elu, 0.25, slope: true) == "0.25 > 0: 1")
    #expect(try branch(.elu, -0.25, slope: true) == "−0.25 ≤ 0: 1 · e^(−0.25)")
    #expect(try expansion("x_output2", try trace(.leakyReLU, 1)).context == [Factor("slope", 0.1)])
    #expect(try expansion("x_output2", try trace(.elu, 1)).context == [Factor("α", 1)])
  }

  @Test(arguments: [-3, -0.7, -0.01, 0, 0.4, 2] as [Scalar])
  func `GELU is worked out by hand from its parts`(z: Scalar) throws {
    func parts(_ name: String, _ trace: Trace) throws -> [Scalar] {
      try expansion(name, trace).parts.map(\.value)
    }
    func close(_ a: Scalar, _ b: Scalar) -> Bool { abs(a - b) <= 1e-6 * max(1, abs(b)) }
    let exact = try trace(.gelu, z)
    let value = try #require(try parts("x_output2", exact).first)
    #expect(close(z * value, try expansion("x_output2", exact).value))
    let slope = try parts("dx_output2/dx_output1", exact)
    #expect(
      close(slope[0] + z * slope[1], try expansion("dx_output2/dx_output1", exact).value))
    let byTanh = try trace(.geluTanh, z)
    let (u, t) = (try parts("x_output2", byTanh)[0], try parts("x_output2", byTanh)[1])
    let root: Scalar = 0.797_884_56
    #expect(close(u, root * (z + 0.044715 * z * z * z)))
    #expect(close(z * (1 + t) / 2, try expansion("x_output2", byTanh).value))
    let bend = z * (1 - t * t) / 2 * root * (1 + 0.134145 * z * z)
    #expect(close((1 + t) / 2 + bend, try expansion("dx_output2/dx_output1", byTanh).value))
  }

  @Test func `a piece that lost has the gradient 0, and which one won is said`() throws {
    let plan = NetworkPlan(widths: [6, 4, 1], hidden: .maxout(pieces: 3))
    let trace = try WalkthroughTests.trace(plan)
    for name in ["dL/dW1", "dL/db1"] {
      let step = try #require(trace.step(making: name))
      let names = try (0..<3).map { piece in
        let index = name == "dL/dW1" ? [piece, 2, 1] : [piece, 2]
        let expansion = try #require(trace.expansion(of: step, index: index, at: step.index))
        return expansion.terms[0].factors[0]
      }
      let winner = try #require(names.firstIndex { !$0.name.hasPrefix("0") })
      for (piece, factor) in names.enumerated() where piece != winner {
        #expect(factor.name == "0: piece \(winner) won")
        #expect(factor.isStated)
      }
    }
  }

  @Test func `the constants of batch normalisation stand beside its steps`() throws {
    let plan = NetworkPlan(widths: [6, 4, 1], hasBatchNorm: true)
    var trace = try WalkthroughTests.trace(plan, mode: .train, batch: 5)
    trace.prepareUpdate(optimizer: Optimizer(), state: OptimizerState(), rate: 0.1)
    func context(_ name: String, _ index: [Int]) throws -> [String] {
      let step = try #require(trace.steps.last { $0.name == name })
      return try #require(trace.expansion(of: step, index: index, at: step.index)).context.map {
        "\($0.name) = \($0.value)"
      }
    }
    #expect(try context("x_hat1", [0, 1]) == ["ε = 1e-05"])
    #expect(try context("dL/dx_output1", [0, 1]) == ["ε = 1e-05", "N = 5.0"])
    #expect(try context("variance1", [1]) == ["N = 5.0"])
    #expect(try context("mean1", [1]).isEmpty)
  }

  @Test func `Adam's constants are ρ where β is a shift`() throws {
    for (hasBatchNorm, name) in [(false, "β"), (true, "ρ")] {
      var trace = try WalkthroughTests.trace(
        NetworkPlan(widths: [5, 3, 1], hasBatchNorm: hasBatchNorm),
        optimizer: Optimizer(.standardAdam))
      trace.prepareUpdate(
        optimizer: Optimizer(.standardAdam), state: OptimizerState(), rate: 0.1)
      let step = try #require(trace.steps.last { $0.name == "W2" })
      let expansion = try #require(trace.expansion(of: step, index: [0, 1], at: step.index))
      #expect(expansion.context.map(\.name).contains("\(name)₁"))
      #expect(expansion.context.map(\.name).contains("1 − \(name)₂ᵗ"))
      let moment = try #require(expansion.parts.first { $0.name == "m_W2" })
      #expect(moment.equation == "m_W2 ← \(name)₁ · m_W2 + (1 − \(name)₁) · dL/dW2")
      #expect(moment.terms[0].factors[0].name == "\(name)₁")
    }
  }
}

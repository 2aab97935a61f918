import Engine
import Testing
import Walkthrough

/// An optimiser's update, worked out by hand from what the walk shows.
struct UpdateQuantityTests {
  /// A walk with the updates of `count` equal passes behind it.
  private func trace(_ optimizer: Optimizer, after count: Int) throws -> Trace {
    let first = try WalkthroughTests.trace(
      NetworkPlan(widths: [5, 3, 1], hasBias: true), optimizer: optimizer)
    var state = OptimizerState()
    for _ in 0..<count {
      var earlier = first
      earlier.prepareUpdate(optimizer: optimizer, state: state, rate: 0.1)
      state = try #require(earlier.update).optimizerState
    }
    var trace = first
    trace.prepareUpdate(optimizer: optimizer, state: state, rate: 0.1)
    return trace
  }

  private func close(_ a: Scalar, _ b: Double) -> Bool {
    abs(Double(a) - b) <= 2e-6 * max(1e-6, abs(b))
  }

  @Test(arguments: 0...3) func `Adam by hand, from the shown numbers alone`(count: Int) throws {
    let (alpha, beta1, beta2, epsilon, lambda) = (0.1, 0.9, 0.999, 1e-8, 0.01)
    let optimizer = Optimizer(.standardAdam, weightDecay: Scalar(lambda))
    let trace = try trace(optimizer, after: count)
    let end = trace.steps.count
    let t = try #require(trace.value("t", at: end)?.values.first)
    #expect(t == Scalar(count + 1))
    for name in ["W2", "b2", "W1", "b1"] {
      func shown(_ name: String) throws -> [Double] {
        try #require(trace.value(name, at: end)?.values).map { Double($0) }
      }
      let (w, gradient) = (try shown("\(name)_old"), try shown("dL/d\(name)"))
      let (m, v) = (try shown("m_\(name)_old"), try shown("v_\(name)_old"))
      for e in w.indices {
        let g = gradient[e] + lambda * w[e]
        let mNew = beta1 * m[e] + (1 - beta1) * g
        let vNew = beta2 * v[e] + (1 - beta2) * g * g
        var (power1, power2) = (1.0, 1.0)
        for _ in 0...count { (power1, power2) = (power1 * beta1, power2 * beta2) }
        let (mHat, vHat) = (mNew / (1 - power1), vNew / (1 - power2))
        let denominator = vHat.squareRoot() + epsilon
        let expected = [
          "g": g, "m": mNew, "v": vNew, "m_hat": mHat, "v_hat": vHat, "denom": denominator,
        ]
        for (quantity, value) in expected {
          let tensor = try #require(trace.value("\(quantity)_\(name)", at: end))
          #expect(close(tensor.values[e], value), "\(quantity)_\(name) at \(e)")
        }
        let new = try #require(trace.value(name, at: end)).values[e]
        #expect(abs(Double(new) - (w[e] - alpha * mHat / denominator)) < 1e-6)
      }
    }
  }

  @Test func `every optimiser writes out what it works out, in the order of computing`() throws {
    let cases: [(Optimizer, [String])] = [
      (Optimizer(), []),
      (Optimizer(weightDecay: 0.1), ["g_W1"]),
      (Optimizer(.standardMomentum), ["v_W1"]),
      (Optimizer(.momentum(0.8, nesterov: true)), ["v_W1", "lookahead_W1"]),
      (
        Optimizer(.standardAdam, weightDecay: 0.1),
        ["g_W1", "m_W1", "v_W1", "m_hat_W1", "v_hat_W1", "denom_W1"]
      ),
    ]
    for (optimizer, names) in cases {
      let trace = try trace(optimizer, after: 1)
      let step = try #require(trace.steps.last { $0.name == "W1" })
      let expansion = try #require(trace.expansion(of: step, index: [1, 2], at: step.index))
      #expect(expansion.terms.count == 2)
      #expect(expansion.parts.map(\.name) == names)
      #expect(expansion.context.first?.name == "α")
      for name in names {
        #expect(trace.value(name, at: step.index)?.shape == [3, 5])
        #expect(trace.value(name, at: step.index - 1) == nil)
        #expect(trace.step(making: name) == step)
        let alone = trace.expansion(ofQuantity: name, index: [1, 2], at: step.index)
        #expect(alone?.expansion == expansion.parts.first { $0.name == name })
      }
      #expect(trace.expansion(ofQuantity: "W1", index: [1, 2], at: step.index) == nil)
    }
  }

  @Test func `a sum of products is written as people write it`() {
    let terms = [
      Term([Factor("P", 0.25)]), Term([Factor("−1", -1), Factor("y", 1)]),
      Term([Factor("−α", -0.5), Factor("g", -2)]), Term([Factor("β", 0.5), Factor("m", -3)]),
    ]
    #expect(SumText.names(terms) == "P − y − α · g + β · m")
    #expect(SumText.numbers(terms) { "\($0.value)" } == "0.25 − 1.0 − 0.5 · (-2.0) + 0.5 · (-3.0)")
    #expect(SumText.numbers([Term([Factor("g", -2)])]) { "\($0.value)" } == "−2.0")
    #expect(SumText.names([]) == "")
  }
}

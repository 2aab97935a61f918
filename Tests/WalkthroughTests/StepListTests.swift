import Engine
import Testing
import Walkthrough

@Test func `the default network has the lecture's 21 steps`() throws {
  let trace = try trace(NetworkPlan())
  #expect(
    trace.steps.map { "\($0.phase.rawValue) \($0.equation) \($0.shape)" } == [
      "forward x_input = flatten(x) [100]",
      "forward x_output1 = W1 · x_input [128]",
      "forward x_output2 = σ(x_output1) [128]",
      "forward x_output3 = W2 · x_output2 []",
      "forward P = σ(x_output3) []",
      "loss L = −[y · ln P + (1 − y) · ln(1 − P)] []",
      "backward dL/dL = 1 []",
      "backward dL/dP = −y / P + (1 − y) / (1 − P) []",
      "backward dP/dx_output3 = P · (1 − P) []",
      "backward dL/dx_output3 = dL/dP · dP/dx_output3 []",
      "backward dx_output3/dW2 = x_output2ᵀ [1, 128]",
      "backward dL/dW2 = dL/dx_output3 · x_output2ᵀ [1, 128]",
      "backward dx_output3/dx_output2 = W2ᵀ [128, 1]",
      "backward dL/dx_output2 = W2ᵀ · dL/dx_output3 [128]",
      "backward dx_output2/dx_output1 = x_output2 ⊙ (1 − x_output2) [128]",
      "backward dL/dx_output1 = dL/dx_output2 ⊙ dx_output2/dx_output1 [128]",
      "backward dL/dW1 = dL/dx_output1 · x_inputᵀ [128, 100]",
      "backward dL/dx = W1ᵀ · dL/dx_output1 [10, 10, 1]",
      "update W2 ← W2 − α · dL/dW2 [1, 128]",
      "update W1 ← W1 − α · dL/dW1 [128, 100]",
      "update L = forward again: −[y · ln P + (1 − y) · ln(1 − P)] []",
    ])
  #expect(trace.steps.map(\.index) == Array(1...21))
}

@Test func `a network without a hidden layer has one linear step`() throws {
  let trace = try trace(NetworkPlan(widths: [4, 1]))
  #expect(
    trace.steps.map(\.name) == [
      "x_input", "x_output1", "P", "L", "dL/dL", "dL/dP", "dP/dx_output1", "dL/dx_output1",
      "dL/dW1", "dL/dx", "W1", "L",
    ])
}

@Test func `bias adds gradients and updates`() throws {
  let trace = try trace(NetworkPlan(widths: [4, 3, 2, 1], hasBias: true))
  #expect(
    trace.names(.backward) == [
      "dL/dL", "dL/dP", "dP/dx_output5", "dL/dx_output5", "dx_output5/dW3", "dL/dW3", "dL/db3",
      "dx_output5/dx_output4", "dL/dx_output4", "dx_output4/dx_output3", "dL/dx_output3",
      "dx_output3/dW2", "dL/dW2", "dL/db2", "dx_output3/dx_output2", "dL/dx_output2",
      "dx_output2/dx_output1", "dL/dx_output1", "dL/dW1", "dL/db1", "dL/dx",
    ])
  #expect(trace.names(.update) == ["W3", "b3", "W2", "b2", "W1", "b1", "L"])
}

@Test func `ten classes have vectors and a Jacobian`() throws {
  let trace = try trace(NetworkPlan(widths: [4, 3, 10], head: .categorical))
  let shapes = Dictionary(
    trace.steps.map { ($0.name, $0.shape) }, uniquingKeysWith: { first, _ in first })
  #expect(shapes["P"] == [10])
  #expect(shapes["dL/dP"] == [10])
  #expect(shapes["dP/dx_output3"] == [10, 10])
  #expect(shapes["dL/dx_output3"] == [10])
  #expect(shapes["L"] == [])
}

@Test func `batch statistics, masks and maxout add steps`() throws {
  let plan = NetworkPlan(
    widths: [4, 3, 1], hidden: .maxout(pieces: 2), hasBias: true, dropout: 0.5,
    hasBatchNorm: true)
  let training = try trace(plan, mode: .train, batch: 5)
  #expect(
    training.names(.forward) == [
      "x_input", "x_output1", "mu1", "var1", "x_hat1", "x_output2", "mask1", "x_output3",
      "x_output4", "P",
    ])
  #expect(
    training.names(.update) == [
      "W2", "b2", "gamma1", "beta1", "mean1", "variance1", "W1", "b1", "L",
    ])
  #expect(training.value("x_output1", at: 2)?.shape == [5, 3])
  #expect(training.value("W1", at: 0)?.shape == [2, 3, 4])
  let evaluation = try trace(plan)
  #expect(
    evaluation.names(.forward) == [
      "x_input", "x_output1", "x_hat1", "x_output2", "x_output3", "x_output4", "P",
    ])
}

@Test(arguments: Activation.allCases)
func `every activation has its equation and its derivative`(function: Activation) throws {
  let trace = try trace(
    NetworkPlan(widths: [4, 3, 1], hidden: .activation(function, parameter: nil)))
  let value = try #require(trace.step(making: "x_output2"))
  let slope = try #require(trace.step(making: "dx_output2/dx_output1"))
  #expect(value.equation.hasPrefix("x_output2 = ") && value.equation.count > 12)
  #expect(slope.equation.hasPrefix("dx_output2/dx_output1 = "))
  #expect(slope.operands.allSatisfy { trace.value($0, at: slope.index) != nil })
}

@Test func `what is not computed yet is nil, at every position`() throws {
  var trace = try trace(NetworkPlan(widths: [4, 3, 1], hasBias: true))
  trace.prepareUpdate(optimizer: Optimizer(), state: OptimizerState(), rate: 1)
  for position in 0...trace.steps.count {
    for step in trace.steps {
      let made = trace.steps.prefix(position).contains { $0.name == step.name }
      let isParameter = trace.symbols.parameterNames.contains(step.name)
      #expect((trace.value(step.name, at: position) != nil) == (made || isParameter))
    }
    #expect(trace.value("x", at: position) != nil)
    #expect(trace.value("nonsense", at: position) == nil)
  }
}

@Test func `the update replaces one parameter a step and then runs forward again`() throws {
  var trace = try trace(NetworkPlan(widths: [4, 3, 1]))
  trace.prepareUpdate(optimizer: Optimizer(), state: OptimizerState(), rate: 0.5)
  let end = trace.count(through: .backward)
  #expect(trace.network(at: end) == trace.network)
  #expect(trace.value("W2", at: end + 1) != trace.value("W2", at: end))
  #expect(trace.value("W1", at: end + 1) == trace.value("W1", at: end))
  #expect(trace.value("W1", at: end + 2) != trace.value("W1", at: end))
  #expect(trace.value("L", at: end + 2) == trace.value("L", at: end))
  #expect(trace.value("L", at: end + 3) != trace.value("L", at: end))
  #expect(trace.value("P", at: end + 3) != trace.value("P", at: end))
  #expect(trace.value("dL/dW1", at: end + 3) == trace.value("dL/dW1", at: end))
  #expect(trace.value("W2_old", at: end) == nil)
  #expect(trace.value("W2_old", at: end + 1) == trace.value("W2", at: end))
  #expect(trace.value("P_old", at: end + 2) == nil)
  #expect(trace.value("P_old", at: end + 3) == trace.value("P", at: end))
}

@Test func `narration has a sentence for each step in both languages`() throws {
  for plan in [
    NetworkPlan(widths: [4, 3, 1]),
    NetworkPlan(
      widths: [4, 3, 10], hidden: .maxout(pieces: 2), hasBias: true, dropout: 0.5,
      hasBatchNorm: true, head: .categorical),
  ] {
    for mode in [Mode.eval, .train] {
      var trace = try trace(plan, mode: mode, batch: mode == .train ? 4 : 1)
      trace.prepareUpdate(optimizer: Optimizer(), state: OptimizerState(), rate: 1)
      for step in trace.steps {
        let english = Narration.sentence(for: step, in: trace, language: .english)
        let russian = Narration.sentence(for: step, in: trace, language: .russian)
        #expect(english.count > 10, "\(step.name)")
        #expect(russian.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) })
        #expect(russian != english)
      }
    }
  }
}

@Test func `names are typeset with subscripts, indices in brackets stay`() {
  #expect(Symbols.typeset("") == "")
  #expect(Symbols.typeset("x_output1") == "x_output₁")
  #expect(Symbols.typeset("dL/dW2[0,37]") == "dL/dW₂[0,37]")
  #expect(Symbols.typeset("gamma1 ⊙ x_hat1 + beta12") == "γ₁ ⊙ x_hat₁ + β₁₂")
  #expect(Symbols.typeset("W1 · x_input + 1") == "W₁ · x_input + 1")
  #expect(Symbols.typeset("W1 1.2e10, 3e5 and e1") == "W₁ 1.2e10, 3e5 and e₁")
}

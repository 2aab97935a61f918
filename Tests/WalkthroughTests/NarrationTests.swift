import Engine
import Testing
import Walkthrough

/// What is said at the steps of networks with more than sigmoids.
@Suite struct NarrationTests {
  private func sentence(
    _ name: String, _ trace: Trace, _ language: Language = .english
  ) throws -> String {
    let step = try #require(trace.steps.last { $0.name == name })
    return Narration.sentence(for: step, in: trace, language: language)
  }

  @Test func `every activation has sentences of its own, in both languages`() throws {
    for language in [Language.english, .russian] {
      var values: Set<String> = []
      var slopes: Set<String> = []
      for function in Activation.allCases {
        let trace = try trace(
          NetworkPlan(widths: [4, 3, 1], hidden: .activation(function, parameter: nil)))
        values.insert(try sentence("x_output2", trace, language))
        slopes.insert(try sentence("dx_output2/dx_output1", trace, language))
      }
      #expect(values.count == Activation.allCases.count)
      // Both forms of GELU have one slope.
      #expect(slopes.count == Activation.allCases.count - 1)
    }
  }

  @Test func `dropout in eval mode drops nothing on the way back either`() throws {
    let plan = NetworkPlan(widths: [4, 3, 1], dropout: 0.5)
    #expect(try sentence("dL/dx_output2", try trace(plan)).contains("changes nothing, backward"))
    #expect(try sentence("dL/dx_output2", try trace(plan, mode: .train)).contains("was dropped"))
  }

  @Test func `a bias that batch normalisation takes off has no effect, in train mode`() throws {
    let plan = NetworkPlan(widths: [4, 3, 1], hasBias: true, hasBatchNorm: true)
    let training = try trace(plan, mode: .train, batch: 5)
    for name in ["dL/db1", "b1"] {
      #expect(try sentence(name, training).contains("has no effect"))
      #expect(try sentence(name, training, .russian).contains("ничего не меняет"))
      #expect(try !sentence(name, try trace(plan)).contains("has no effect"))
    }
    for (optimizer, words) in [
      (Optimizer(), "this step is rounding"), (Optimizer(.standardAdam), "whole steps of that"),
      (Optimizer(.standardAdam, weightDecay: 0.1), "only the decay moves it"),
    ] {
      let trace = try trace(plan, mode: .train, batch: 5, optimizer: optimizer)
      #expect(try sentence("b1", trace).contains(words))
    }
    for name in ["dL/db2", "b2", "dL/dW1", "W1"] {
      #expect(try !sentence(name, training).contains("has no effect"))
    }
    #expect(try sentence("variance1", training).contains("N/(N − 1)"))
    #expect(try !sentence("mean1", training).contains("N/(N − 1)"))
  }

  @Test func `each optimiser says what its step is along, and what decay adds`() throws {
    func update(_ optimizer: Optimizer) throws -> String {
      try sentence("W2", try trace(NetworkPlan(widths: [4, 3, 1]), optimizer: optimizer))
    }
    let momentum = try update(Optimizer(.standardMomentum))
    let nesterov = try update(Optimizer(.momentum(0.9, nesterov: true)))
    #expect(momentum.contains("adds the present one"))
    #expect(nesterov.contains("gradient + μ · velocity"))
    #expect(try update(Optimizer(.standardAdam)).contains("corrected"))
    #expect(!momentum.contains("λ"))
    for method in [.sgd, .standardMomentum, .standardAdam] as [OptimizerMethod] {
      let decayed = Optimizer(method, weightDecay: 0.01)
      #expect(try update(decayed).contains("g = dL/dW₂ + λ · W₂"))
      let trace = try trace(NetworkPlan(widths: [4, 3, 1]), optimizer: decayed)
      #expect(try #require(trace.steps.last { $0.name == "W2" }).equation.contains("λ"))
    }
  }

  @Test func `of ten classes y is told to be one-hot, and of several outputs each its own row`()
    throws
  {
    let ten = try trace(NetworkPlan(widths: [4, 3, 10], head: .categorical))
    #expect(try sentence("dL/dx_output3", ten).contains("one-hot"))
    #expect(try sentence("dx_output3/dW2", ten).contains("its own row"))
    let two = try trace(NetworkPlan(widths: [4, 3, 1]))
    #expect(try !sentence("dL/dx_output3", two).contains("one-hot"))
    #expect(try !sentence("dx_output3/dW2", two).contains("its own row"))
  }
}

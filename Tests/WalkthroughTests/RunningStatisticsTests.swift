import Engine
import Testing
import Walkthrough

struct RunningStatisticsTests {
  private func trace(_ mode: Mode) throws -> Trace {
    let plan = NetworkPlan(widths: [4, 3, 1], hasBatchNorm: true)
    var generator = SeededGenerator(seed: 5, purpose: .walkBatch)
    let input = Matrix(rows: 8, columns: 4, values: (0..<32).map { _ in generator.uniform() })
    var trace = Trace(
      network: try Network(plan), input: input, targets: (0..<8).map { $0 % 2 }, mode: mode)
    trace.prepareUpdate(optimizer: Optimizer(), state: OptimizerState(), rate: 0.1)
    return trace
  }

  @Test func `an update in train mode moves the running statistics a tenth of the way`() throws {
    let trace = try trace(.train)
    let end = trace.steps.count
    let mean = try #require(trace.value("mu1", at: end)).values
    let variance = try #require(trace.value("var1", at: end)).values
    let step = try #require(trace.step(making: "mean1"))
    #expect(trace.value("mean1", at: step.index - 1)?.values == [0, 0, 0])
    #expect(trace.value("variance1", at: step.index)?.values == [1, 1, 1])
    #expect(trace.value("mean1_old", at: step.index)?.values == [0, 0, 0])
    #expect(trace.value("mean1", at: step.index) == trace.value("mean1", at: end))
    let runningMean = try #require(trace.value("mean1", at: end)).values
    let runningVariance = try #require(trace.value("variance1", at: end)).values
    // The second forward pass has statistics of its own; those of the first moved the running ones.
    let first = try #require(trace.value("mu1", at: end - 1)).values
    #expect(zip(runningMean, first).allSatisfy { abs($0 - 0.1 * $1) < 1e-6 })
    let firstVariance = try #require(trace.value("var1", at: end - 1)).values
    #expect(
      zip(runningVariance, firstVariance).allSatisfy { abs($0 - (0.9 + 0.1 * $1 * 8 / 7)) < 1e-6 })
    #expect(mean != first && variance != firstVariance)
  }

  @Test func `the move of a running statistic is written out`() throws {
    let trace = try trace(.train)
    for name in ["mean1", "variance1"] {
      let step = try #require(trace.step(making: name))
      for position in [step.index, trace.steps.count] {
        for unit in 0..<3 {
          let expansion = try #require(
            trace.expansion(of: step, index: [unit], at: position))
          #expect(expansion.terms.count == 2)
          #expect(abs(expansion.sum - expansion.value) <= expansion.tolerance)
        }
      }
    }
    let step = try #require(trace.step(making: "variance1"))
    #expect(step.equation == "variance1 ← 0.9 · variance1 + 0.1 · var1 · 8/7")
  }

  @Test func `an update in eval mode leaves them alone`() throws {
    let trace = try trace(.eval)
    #expect(!trace.steps.contains { $0.name == "mean1" })
    #expect(trace.value("mean1", at: trace.steps.count)?.values == [0, 0, 0])
    #expect(trace.value("variance1", at: trace.steps.count)?.values == [1, 1, 1])
  }
}

import Engine
import Testing
import Walkthrough

/// A walk of a reference case, its update prepared.
private func trace(of reference: ReferenceCase) throws -> Trace {
  let network = try reference.network()
  var trace = Trace(
    network: network, input: reference.input, targets: reference.targets,
    mode: reference.passMode, masks: reference.masks(for: network))
  trace.prepareUpdate(
    optimizer: Optimizer(), state: OptimizerState(), rate: reference.rate)
  return trace
}

@Test(arguments: ReferenceCase.load("walks.json").indices)
func `every step by its name agrees with the reference`(number: Int) throws {
  let reference = ReferenceCase.load("walks.json")[number]
  let steps = ReferenceCase.loadSteps("walks.json")[number]
  let trace = try trace(of: reference)
  #expect(trace.steps.count == steps.count)
  for (made, expected) in zip(trace.steps, steps) {
    let (step, numbers) = expected
    #expect(made.index == step.index)
    #expect(made.phase.rawValue == step.phase)
    #expect(made.name == step.name)
    let value = try #require(trace.value(made.name, at: made.index), "\(made.name)")
    #expect(value.shape == made.shape, "\(made.name)")
    expectClose(value.values, numbers, "\(reference.name): \(made.name)")
  }
}

@Test func `the reference has five walks, the first of 21 steps`() {
  let walks = ReferenceCase.loadSteps("walks.json")
  #expect(walks.count == 5)
  #expect(walks.first?.count == 21)
}

@Test func `every batch with masks and statistics agrees with the reference by name`() throws {
  let cases = ReferenceCase.load("passes.json") + ReferenceCase.load("modes.json")
  #expect(cases.count == 108)
  for reference in cases {
    let trace = try trace(of: reference)
    let end = trace.count(through: .backward)
    for (name, numbers) in try #require(reference.tensors) {
      // Training moves the running statistics, a walk shows them as they are.
      if reference.mode == "train", name.hasPrefix("mean") || name.hasPrefix("variance") {
        continue
      }
      guard let value = trace.value(name, at: end) else {
        Issue.record("\(reference.name): no \(name)")
        continue
      }
      expectClose(value.values, numbers, "\(reference.name): \(name)")
    }
  }
}

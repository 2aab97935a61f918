import Engine
import Walkthrough

/// A trace of a small network on a made-up batch.
func trace(
  _ plan: NetworkPlan, mode: Mode = .eval, batch: Int = 1, optimizer: Optimizer = Optimizer(),
  seed: UInt64 = 7
) throws -> Trace {
  let network = try Network(plan)
  var generator = SeededGenerator(seed: seed, purpose: .walkBatch)
  let inputs = plan.widths[0]
  let values = (0..<batch * inputs).map { _ in Scalar(generator.below(257)) / 256 }
  let targets = (0..<batch).map { _ in Int(generator.below(max(2, plan.outputs))) }
  var masks: [Int: Matrix] = [:]
  if mode == .train {
    var width = inputs
    for (k, layer) in network.layers.enumerated() {
      switch layer {
      case .linear(let linear): width = linear.outputs
      case .maxout(let maxout): width = maxout.outputs
      case .dropout(let dropout):
        masks[k] = dropout.mask(rows: batch, columns: width, using: &generator)
      case .batchNorm, .activation: break
      }
    }
  }
  return Trace(
    network: network, input: Matrix(rows: batch, columns: inputs, values: values),
    targets: targets, mode: mode, masks: masks, optimizer: optimizer)
}

extension Trace {
  func names(_ phase: Phase) -> [String] { steps.filter { $0.phase == phase }.map(\.name) }
}

import Engine
import Testing

@Test func `hidden layers lie between two layers of weights`() throws {
  #expect(try Network(NetworkPlan(widths: [4, 1])).hiddenLayers.isEmpty)
  let plain = try Network(NetworkPlan(widths: [4, 3, 2, 1])).hiddenLayers
  #expect(plain.map(\.number) == [1, 2])
  #expect(plain.map(\.units) == [3, 2])
  #expect(plain.map(\.inputs) == [4, 3])
  #expect(plain.map(\.weightsLayer) == [0, 2])
  #expect(plain.map(\.activationLayer) == [1, 3])
  #expect(plain.map(\.nextLayer) == [2, 4])
  let rich = try Network(NetworkPlan(widths: [4, 3, 1], dropout: 0.5, hasBatchNorm: true))
  #expect(rich.hiddenLayers.map(\.activationLayer) == [2])
  #expect(rich.hiddenLayers.map(\.outputLayer) == [3])
  let maxout = try Network(NetworkPlan(widths: [4, 3, 1], hidden: .maxout(pieces: 2)))
  #expect(maxout.hiddenLayers.map(\.activationLayer) == [nil])
}

@Test func `outgoing weights are a column of the next layer, piece by piece for maxout`() throws {
  let network = try Network(NetworkPlan(widths: [4, 3, 2], head: .categorical))
  guard case .linear(let next) = network.layers[2] else {
    Issue.record("no linear layer")
    return
  }
  let weights = network.outgoingWeights(of: UnitPlace(unit: 1))
  #expect(weights == [next.weights[0, 1], next.weights[1, 1]])
  let maxout = try Network(NetworkPlan(widths: [4, 3, 2, 1], hidden: .maxout(pieces: 3)))
  #expect(maxout.outgoingWeights(of: UnitPlace(unit: 2))?.count == 2 * 3)
  for place in [UnitPlace(unit: 3), UnitPlace(unit: -1), UnitPlace(layer: 2, unit: 0)] {
    #expect(network.outgoingWeights(of: place) == nil)
  }
}

@Test func `other outgoing weights change that column alone, and come back exactly`() throws {
  let network = try Network(NetworkPlan(widths: [4, 3, 2], head: .categorical))
  let place = UnitPlace(unit: 1)
  var changed = network
  changed.setOutgoingWeights(of: place, to: [0, 0])
  #expect(changed.outgoingWeights(of: place) == [0, 0])
  for unit in [0, 2] {
    let other = UnitPlace(unit: unit)
    #expect(changed.outgoingWeights(of: other) == network.outgoingWeights(of: other))
  }
  changed.setOutgoingWeights(of: place, to: network.outgoingWeights(of: place) ?? [])
  #expect(changed == network)
}

@Test func `a unit's terms add up to what its layer puts out, its shares to the next sum`() throws {
  let plan = NetworkPlan(widths: [6, 5, 1], hasBias: true)
  let network = try Network(plan)
  let pass = network.forward(
    Matrix(row: [0.5, 0, 1, 0.25, 0.75, 0.1]), targets: [1])
  let layer = try #require(network.hiddenLayers.first)
  guard case .linear(let linear) = network.layers[0] else {
    Issue.record("no linear layer")
    return
  }
  for unit in 0..<5 {
    let sum = pass.terms(ofUnit: unit, in: layer, of: network).reduce(0, +)
    #expect(sum + (linear.bias?[unit] ?? 0) == pass.outputs[0][0, unit])
  }
  let shares = (0..<5).map { pass.contributions(ofUnit: $0, in: layer, of: network)[0] }
  guard case .linear(let last) = network.layers[2] else {
    Issue.record("no last layer")
    return
  }
  #expect(shares.reduce(0, +) + (last.bias?[0] ?? 0) == pass.logits[0, 0])
}

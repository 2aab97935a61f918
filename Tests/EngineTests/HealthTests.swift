import Testing

@testable import Engine

@Suite struct HealthTests {
  let examples = syntheticExamples(count: 20, rows: 2, columns: 2, classes: 2)

  func network(_ function: Activation, weights: [Scalar]) throws -> Network {
    var network = try Network(
      NetworkPlan(widths: [4, 3, 1], hidden: .activation(function, parameter: nil)))
    network[ParameterKey(layer: 0, role: .weights)] = Tensor(shape: [3, 4], values: weights)
    return network
  }

  @Test func `dead and saturated units are counted`() throws {
    // Pixels are never negative: the first unit's z is negative, the second's positive, the third's 0.
    let weights: [Scalar] = [-9, -9, -9, -9, 9, 9, 9, 9, 0, 0, 0, 0]
    let relu = try #require(network(.relu, weights: weights).health(on: examples).first)
    #expect(relu == LayerHealth(layer: 1, units: 3, images: 20, saturatedUnits: nil, deadUnits: 2))
    let sigmoid = try #require(network(.sigmoid, weights: weights).health(on: examples).first)
    #expect(sigmoid.saturatedUnits == 2)
    #expect(sigmoid.deadUnits == nil)
    // ReLU under other names.
    for function in [Activation.leakyReLU, .elu] {
      var same = try Network(
        NetworkPlan(widths: [4, 3, 1], hidden: .activation(function, parameter: 0)))
      same[ParameterKey(layer: 0, role: .weights)] = Tensor(shape: [3, 4], values: weights)
      #expect(same.health(on: examples).first?.deadUnits == 2)
    }
    let few = try #require(
      network(.tanh, weights: weights.map { $0 / 900 }).health(on: examples).first)
    #expect(few.saturatedUnits == 0)
  }

  @Test func `a unit that the last of many images alone wakes is alive`() throws {
    let dark = Array(repeating: UInt8(0), count: 4 * 999)
    let examples = ExampleSet(
      pixels: PixelStore(bytes: dark + [0, 0, 0, 255], pixels: 4), rows: Array(0..<1000),
      targets: Array(repeating: 0, count: 1000), imageRows: 2, imageColumns: 2)
    let weights: [Scalar] = [0, 0, 0, 1, 0, 0, 0, -1, 1, 1, 1, 0]
    let health = try #require(network(.relu, weights: weights).health(on: examples).first)
    #expect(health.deadUnits == 2 && health.images == 1000)
  }
}

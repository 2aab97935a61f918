import Commands
import Engine
import Foundation
import Testing

@testable import Interface

/// A history of real updates on noise, `count` of them.
private func history(updates count: Int, batch: Int = 1) throws -> History {
  let plan = NetworkPlan(widths: [4, 2, 1], image: (2, 2))
  var bytes: [UInt8] = []
  for index in 0..<64 { bytes += [UInt8(index * 4), UInt8(255 - index * 3), 7, 90] }
  let examples = ExampleSet(
    pixels: PixelStore(bytes: bytes, pixels: 4), rows: Array(0..<64),
    targets: (0..<64).map { UInt8($0 % 2) }, imageRows: 2, imageColumns: 2)
  let trainer = Trainer(
    state: RunState(try Network(plan)), training: examples, validation: examples,
    settings: TrainingSettings(rate: 0.5, batchSize: batch), goal: .updates(count))
  return trainer.join().history
}

@Test func `a curve has at most one point a column, and says over how many updates it is smoothed`()
  throws
{
  for count in [1, 2, 50, 3000, 10_000] {
    let history = try history(updates: count)
    for (cells, dots) in [(1, 1), (33, 2), (120, 2), (60, 1)] {
      let curve = LossCurve(history, cells: cells, dotsAcross: dots, isRecent: false)
      #expect(curve.training.count <= max(2, cells * dots))
      #expect(curve.training.map(\.x) == Set(curve.training.map(\.x)).sorted())
      // Smoothed over a part of the range, whatever the width; so is the number at its end.
      let share = (curve.xRange.upperBound - curve.xRange.lowerBound) / 32
      #expect(curve.window <= count)
      #expect(Double(curve.window) <= share + 2 * Double(history.bucketSize))
      #expect(
        curve.training.last.map { Scalar($0.y) } == LossCurve.present(history)?.value)
      #expect(curve.validation.count <= max(2, cells * 2 / 3) + 2)
    }
  }
}

@Test func `no spike is lost`() throws {
  let history = try history(updates: 5000)
  let curve = LossCurve(history, cells: 40, dotsAcross: 2, isRecent: false)
  let largest = history.buckets.map { Double($0.maximum) }.max()
  #expect(curve.training.map(\.maximum).max() == largest)
  for isLogarithmic in [false, true] {
    let range = curve.yRange(isLogarithmic: isLogarithmic)
    #expect(range?.contains(largest ?? .nan) == true)
    #expect(curve.training.allSatisfy { range?.contains($0.y) == true })
  }
}

@Test func `each update is shown where there is room for it`() throws {
  let history = try history(updates: 5)
  let curve = LossCurve(history, cells: 60, dotsAcross: 2, isRecent: false)
  #expect(curve.window == 1)
  #expect(curve.training.map { Scalar($0.y) } == history.buckets.map(\.mean))
}

@Test func `the recent part is the end of the run`() throws {
  #expect(LossCurve.range(last: 100, isRecent: true) == LossCurve.range(last: 100, isRecent: false))
  for last in [201, 999, 5000, 123_456_789] {
    let range = LossCurve.range(last: last, isRecent: true)
    let width = range.upperBound - range.lowerBound
    #expect(range.contains(Double(last)))
    #expect(width >= Double(last) / 5 && width <= max(200, Double(last) / 5) * 1.3)
  }
}

@Test func `axes end at round numbers`() {
  #expect(LossCurve.stepUp(1) == 1)
  #expect(LossCurve.stepUp(1563) == 1600)
  #expect(LossCurve.stepUp(0.07) == 0.08)
  #expect(LossCurve.roundDown(0.034) == 0.02)
  #expect(LossCurve.roundDown(0) == 0)
}

@Test func `health counts flat units`() throws {
  var plan = NetworkPlan()
  plan.hidden = .activation(.relu, parameter: nil)
  let network = try Network(plan)
  let input = Matrix(row: (0..<100).map { Scalar($0 % 3) / 3 })
  let pass = network.forward(input, targets: [1])
  let health = PassHealth(network, forward: pass)
  #expect(health.units == 128)
  #expect(health.flat == pass.outputs[1].values.count { $0 == 0 })
  #expect(health.kind == .dead)
}

@Test func `a unit is flat where its function says so`() throws {
  let input = Matrix(row: (0..<100).map { Scalar($0 % 3) / 3 })
  // GELU's slope is 0 near z = −0.75 too, between slopes of both signs: no unit is lost there.
  for (hidden, kind) in [
    (HiddenFunction.activation(.gelu, parameter: nil), FlatRegion.Kind.fading),
    (.activation(.elu, parameter: 0.04), .fading), (.activation(.leakyReLU, parameter: 0), .dead),
    (.activation(.tanh, parameter: nil), .saturated), (.activation(.identity, parameter: nil), nil),
  ] {
    let network = try Network(
      NetworkPlan(hidden: hidden, initializer: .normal(deviation: 0.5)))
    let pass = network.forward(input, targets: [1])
    let health = PassHealth(network, forward: pass)
    #expect(health.kind == kind)
    #expect(health.flat == pass.outputs[0].values.count(where: hidden.flatRegion.contains))
    #expect((health.units == 128) == (kind != nil))
    #expect((health.flat > 0) == (kind != nil))
  }
}

@Test func `a mean looks back only, and not over a change of settings`() throws {
  let desk = try ViewDesk(
    "image digit 1; train 300 updates; wait; rate 1000; train 300 updates; wait", view: .train)
  let history = desk.state.scene.history
  #expect(history.marks.map(\.update) == [300])
  let curve = LossCurve(history, cells: 60, dotsAcross: 2, isRecent: false)
  for point in curve.training {
    let known = history.buckets.filter {
      Double($0.lastUpdate) <= point.x && ($0.lastUpdate > 300) == (point.x > 300)
    }
    let least = try #require(known.map { Double($0.minimum) }.min())
    let most = try #require(known.map { Double($0.maximum) }.max())
    #expect(point.y >= least * (1 - 1e-6) && point.y <= most * (1 + 1e-6), "\(point)")
  }
}

@Test func `the number beside the run does not depend on the part that is shown`() throws {
  let desk = try ViewDesk(
    "image digit 1; train 2 epochs; wait", view: .train, width: 120, height: 40)
  func status() -> Substring? { desk.screen.split(separator: "\n").suffix(2).first }
  let whole = status()
  #expect(whole?.contains("epoch mean 0.0") == true)
  desk.press(.character("f"))
  #expect(desk.state.train.isRecent)
  #expect(status() == whole)
}

@Test func `the step of an update is that of the weights on the screen once training has ended`()
  throws
{
  let laboratory = Laboratory(session: try Session())
  func say(_ text: String) throws {
    for statement in try Script.statements(of: text) { _ = try laboratory.execute(statement) }
  }
  try say("image sample slide")
  var scene = Scene(laboratory)
  #expect(scene.stepSizes == laboratory.stepSizes(of: laboratory.network, at: 0))
  try say("train 40 updates")
  // While it runs a reading may be of older weights.
  for _ in 0..<3 { scene = Scene(laboratory, previous: scene) }
  _ = laboratory.waitForTraining { _ in true }
  for _ in 0..<2 {
    scene = Scene(laboratory, previous: scene)
    #expect(scene.stepSizes == laboratory.stepSizes(of: laboratory.network, at: 40))
  }
}

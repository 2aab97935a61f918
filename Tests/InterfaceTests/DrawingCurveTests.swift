import Commands
import Datasets
import Testing

@testable import Engine
@testable import Interface

/// A scene in which the weights are those after so many updates.
private func scene(after updates: Int, drawing digit: Int = 1) throws -> Scene {
  let laboratory = Laboratory(session: try Session(plan: NetworkPlan()))
  for statement in try Script.statements(of: "image digit \(digit)") {
    _ = try laboratory.execute(statement)
  }
  var scene = Scene(laboratory)
  scene.liveUpdate = updates
  return scene
}

@Suite struct DrawingCurveTests {
  @Test func `what the trainer measured comes before the newest weights, each update once`() throws
  {
    var curve = DrawingCurve()
    let now = try scene(after: 10)
    let isNew = curve.follow(now)
    let isNewAgain = curve.follow(now)
    #expect(isNew && !isNewAgain)
    let measured = [2, 5, 5, 10, 12].map { WatchPoint(update: $0, probabilities: [0.25]) }
    curve.add(measured, now)
    #expect(curve.points.map(\.x) == [2, 5, 10])
    #expect(curve.points.last?.y == Double(now.verdict.probabilities[0]))
    curve.add(measured, now)
    #expect(curve.points.map(\.x) == [2, 5, 10])
  }

  @Test func `another drawing begins a curve of its own`() throws {
    var curve = DrawingCurve()
    let first = try scene(after: 3)
    _ = curve.follow(first)
    curve.add([], first)
    let second = try scene(after: 4, drawing: 2)
    let isNew = curve.follow(second)
    #expect(isNew)
    curve.add([], second)
    #expect(curve.points.map(\.x) == [4])
  }

  @Test func `going back to earlier weights hides the curve, and undo brings it back`() throws {
    var curve = DrawingCurve()
    let end = try scene(after: 100)
    _ = curve.follow(end)
    curve.add([WatchPoint(update: 50, probabilities: [0.5])], end)
    let whole = curve.points
    curve.add([], try scene(after: 0))
    #expect(curve.points.map(\.x) == [0])
    curve.add([], end)
    #expect(curve.points == whole)
  }

  @Test func `a long run is thinned, and its two ends stay`() throws {
    var curve = DrawingCurve()
    let end = try scene(after: 5000)
    _ = curve.follow(end)
    curve.add((1..<4000).map { WatchPoint(update: $0, probabilities: [0.5]) }, end)
    #expect(curve.points.count <= DrawingCurve.mostPoints)
    #expect(curve.points.count > DrawingCurve.mostPoints / 3)
    #expect(curve.points.first?.x == 1)
    #expect(curve.points.last?.x == 5000)
    #expect(zip(curve.points, curve.points.dropFirst()).allSatisfy { $0.x < $1.x })
  }
}

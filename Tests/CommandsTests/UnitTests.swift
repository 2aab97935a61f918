import Commands
import Datasets
import Engine
import Foundation
import Testing

private func makeLaboratory(_ script: String = "") throws -> Laboratory {
  let laboratory = Laboratory(session: try Session())
  try run("image sample slide; " + script, laboratory)
  return laboratory
}

@discardableResult
private func run(_ script: String, _ laboratory: Laboratory) throws -> Reply? {
  var last: Reply?
  for statement in try Script.statements(of: script) {
    switch try laboratory.execute(statement) {
    case .reply(let reply): last = reply
    case .job(let job): last = try job.run { false }
    case .waitForTraining: last = laboratory.waitForTraining { _ in true }
    }
  }
  return last
}

private func probability(_ laboratory: Laboratory) -> Scalar {
  laboratory.session.forward(of: laboratory.session.network).probabilities[0, 0]
}

@Test func `unit N off sets the outgoing weights to zero and on puts the very same back`() throws {
  let laboratory = try makeLaboratory("set W2[0,37] 1.5")
  let before = laboratory.session.network
  let p = probability(laboratory)
  try run("unit 37 off", laboratory)
  let place = UnitPlace(unit: 37)
  #expect(laboratory.session.network.outgoingWeights(of: place) == [0])
  #expect(laboratory.session.isOff(place))
  #expect(laboratory.session.unitsOff == [place])
  #expect(probability(laboratory) < p)
  try run("unit 37 off", laboratory)
  #expect(laboratory.session.isOff(place))
  try run("unit 37 on", laboratory)
  #expect(laboratory.session.network == before)
  #expect(probability(laboratory) == p)
  #expect(laboratory.session.unitsOff.isEmpty)
}

@Test func `a switched unit is undone and done again, and a walk of the old weights ends`() throws {
  let laboratory = try makeLaboratory("forward; backward")
  let before = laboratory.session.network
  try run("unit 5 off", laboratory)
  #expect(laboratory.session.walk == nil)
  let after = laboratory.session.network
  try run("undo", laboratory)
  #expect(laboratory.session.network == before)
  #expect(!laboratory.session.isOff(UnitPlace(unit: 5)))
  try run("redo", laboratory)
  #expect(laboratory.session.network == after)
  #expect(laboratory.session.isOff(UnitPlace(unit: 5)))
  #expect(laboratory.logLines.contains("unit 5 off"))
}

@Test func `units of other layers, of maxout and of ten classes are switched too`() throws {
  for script in [
    "network 100-6-4-1", "network 100-6-4-1 hidden=maxout pieces=3",
    "task digits; network 100-6-4-10 batchnorm=on dropout=0.2",
  ] {
    let laboratory = try makeLaboratory(script)
    let before = laboratory.session.network
    for place in [UnitPlace(layer: 1, unit: 5), UnitPlace(layer: 2, unit: 3)] {
      try run("unit \(place.unit) off layer=\(place.layer)", laboratory)
      let weights = laboratory.session.network.outgoingWeights(of: place)
      #expect(weights?.allSatisfy { $0 == 0 } == true)
    }
    #expect(laboratory.session.unitsOff.count == 2)
    try run("unit 5 on; unit 3 layer=2 on", laboratory)
    #expect(laboratory.session.network == before)
  }
}

@Test func `what does not exist or is not said so is refused in one line and changes nothing`()
  throws
{
  let laboratory = try makeLaboratory()
  let before = laboratory.session.network
  for (script, code) in [
    ("unit 128 off", "unit-out-of-range"), ("unit 3 off layer=2", "no-such-layer"),
    ("unit x", "not-a-number"), ("unit 3 of", "unknown-word"),
    ("unit 3 off on", "unexpected-argument"), ("unit 3 layer=0", "not-a-number"),
  ] {
    do {
      try run(script, laboratory)
      Issue.record("'\(script)' was taken")
    } catch let error as CommandError {
      #expect(error.code == code, "\(script)")
      for language in Language.allCases {
        let words = error.words(in: language)
        #expect(!words.isEmpty && !words.contains("\n"))
      }
    }
  }
  #expect(laboratory.session.network == before)
  try run("network 100-1", laboratory)
  #expect(throws: CommandError.noHiddenLayer(1, count: 0)) { try run("unit 0", laboratory) }
  #expect(laboratory.describe(.units).count == 1)
}

@Test func `switching is refused while training runs, looking is not`() throws {
  let laboratory = try makeLaboratory("speed 20; train")
  defer { laboratory.endTraining() }
  #expect(throws: CommandError.refusedWhileTraining("unit")) { try run("unit 3 off", laboratory) }
  try run("unit 3", laboratory)
  try run("unit", laboratory)
}

@Test func `training learns a switched-off unit anew, and then it counts as on`() throws {
  let laboratory = try makeLaboratory("unit 3 off; train 20 updates; wait")
  let place = UnitPlace(unit: 3)
  #expect(laboratory.session.network.outgoingWeights(of: place) != [0])
  let isOff = laboratory.session.isOff(place)
  #expect(!isOff)
  let learned = laboratory.session.network
  try run("unit 3 on", laboratory)
  #expect(laboratory.session.network == learned)
  try run("undo", laboratory)
  let isOffAgain = laboratory.session.isOff(place)
  #expect(isOffAgain)
}

@Test func `resets and other networks forget what was off`() throws {
  for script in ["reset", "reseed 4", "network 100-16-1", "task digits"] {
    let laboratory = try makeLaboratory("network init=zeros; unit 3 off")
    #expect(laboratory.session.unitsOff.count == 1)
    try run(script, laboratory)
    #expect(laboratory.session.unitsOff.isEmpty, "\(script)")
  }
}

@Test func `the accuracy of evaluate changes with the unit, and comes back`() throws {
  let laboratory = try makeLaboratory("train 1 epochs; wait")
  func accuracy() throws -> Double {
    guard case .evaluation(let evaluation, _, _) = try run("evaluate", laboratory) else {
      return .nan
    }
    return evaluation.accuracy
  }
  let whole = try accuracy()
  var others: [Double] = []
  for unit in 0..<8 {
    try run("unit \(unit) off", laboratory)
    others.append(try accuracy())
    try run("unit \(unit) on", laboratory)
  }
  #expect(others.contains { $0 != whole })
  #expect(try accuracy() == whole)
}

@Test func `a unit is told in words and in JSON, in both languages`() throws {
  let laboratory = try makeLaboratory("unit 7 off")
  let reply = try #require(try run("unit 7", laboratory))
  for language in Language.allCases {
    let lines = reply.lines(in: language)
    #expect(lines.contains { $0.hasPrefix("x_output1[7] = W1[7] · x_input = ") })
    #expect(lines.contains { $0.hasPrefix("W2[0,7] = 0.0, ") })
    #expect(lines.contains { $0.hasPrefix("dL/dx_output1[7] = ") })
  }
  let json = reply.json.text
  #expect(json.contains("\"unit\":7") && json.contains("\"off\":true"))
  let turned = try #require(try run("unit 7 on", laboratory))
  #expect(turned.json.text.contains("\"P_before\""))
  #expect(turned.lines(in: .english)[0].hasPrefix("unit 7 of layer 1 is on: P(y=1) "))
  #expect(turned.lines(in: .russian)[0].hasPrefix("нейрон 7 слоя 1 включён: P(y=1) "))
}

@Test func `the units view in words has a line for each unit, the largest weight first`() throws {
  let laboratory = try makeLaboratory(
    "network 100-5-3-1 hidden=relu; set W3 9 -10 1; unit 1 off layer=2")
  let lines = laboratory.describe(.units)
  let units = lines.filter { $0.contains(" of layer ") }
  #expect(units.count == 5 + 3)
  let second = lines.filter { $0.contains(" of layer 2") }
  #expect(second[0].hasPrefix("unit 1 of layer 2: switched off"))
  #expect(second[1].hasPrefix("unit 0 of layer 2"))
  try run("network 100-300-1", laboratory)
  #expect(laboratory.describe(.units).last == "+ 172 more units")
}

@Test func `states are told from the activations`() throws {
  let laboratory = try makeLaboratory(
    "network 4-4-1 bias=on; set W1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0; set b1 5 -5 0 1")
  func states() -> [UnitState] {
    let session = laboratory.session
    let pass = session.forward(of: session.network)
    let layer = session.network.hiddenLayers[0]
    let table = UnitTable(
      network: session.network, pass: pass, gradients: session.network.backward(pass),
      layer: layer)
    return (0..<4).map(table.state)
  }
  #expect(states() == [.saturated, .saturated, .active, .active])
  try run("unit 2 off", laboratory)
  #expect(states()[2] == .disconnected)
  try run("network hidden=relu; set b1 5 -5 0 1", laboratory)
  try run("set W1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0", laboratory)
  #expect(states() == [.active, .silent, .silent, .active])
}

@Test func `each order has every unit once, the first by its key`() throws {
  let laboratory = try makeLaboratory("task digits; network 100-40-10")
  let session = laboratory.session
  let pass = session.forward(of: session.network)
  let table = UnitTable(
    network: session.network, pass: pass, gradients: session.network.backward(pass),
    layer: session.network.hiddenLayers[0])
  for order in UnitOrder.allCases {
    let sequence = table.ordered(by: order)
    #expect(sequence.sorted() == Array(0..<40))
    let keys: [Scalar] = sequence.map { unit in
      switch order {
      case .outgoing: abs(table.largestOutgoing(of: unit).weight)
      case .activation: table.activations[unit]
      case .gradient: abs(table.gradients[unit])
      case .index: Scalar(-unit)
      }
    }
    #expect(keys == keys.sorted(by: >))
  }
  #expect(table.ordered(by: .outgoing, saved: [11: [99]]).first == 11)
}

@Test func `a unit switched on says so where nothing is given back, and only there`() throws {
  let laboratory = try laboratory()
  // Nothing is drawn: no unit has an effect on P, with its weights or without.
  try laboratory.say("network hidden=relu seed=5; unit 1 off")
  func words(_ command: String) throws -> String {
    try laboratory.say(command).flatMap { $0.lines(in: .english) }.joined(separator: "\n")
  }
  #expect(try !words("unit 1 on").contains("kept"))
  #expect(try words("unit 1 on").contains("no other weights are kept for it"))
  try laboratory.say("unit 1 off; train 5 updates; wait; rewind 0")
  #expect(try words("unit 1 on").contains("no other weights are kept for it"))
}

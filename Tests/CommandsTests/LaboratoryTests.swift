import Datasets
import Engine
import Foundation
import Testing
import Walkthrough

@testable import Commands

/// Examples write files: those are led to a folder of the test.
private func example(_ word: CommandWord, in folder: URL) -> String {
  word.example
    .replacing("3.pgm", with: folder.path + "/3.pgm")
    .replacing("model.safetensors", with: folder.path + "/model.safetensors")
    .replacing("session.chain", with: folder.path + "/session.chain")
}

@Test(arguments: CommandWord.allCases)
func `every example works as typed in a session that has just begun`(word: CommandWord) throws {
  let folder = try temporaryFolder()
  defer { try? FileManager.default.removeItem(at: folder) }
  let laboratory = try laboratory()
  let replies = try laboratory.say(example(word, in: folder))
  laboratory.endTraining()
  #expect(!replies.isEmpty)
  for reply in replies {
    #expect(reply.json.text.hasPrefix("{"))
    for language in Language.allCases { _ = reply.lines(in: language) }
  }
}

@Test(arguments: CommandWord.allCases)
func `every command has usage, meaning and help in both languages`(word: CommandWord) throws {
  #expect(word.usages.allSatisfy { $0.hasPrefix(word.rawValue) })
  #expect(!word.meaning(in: .english).isEmpty)
  #expect(isRussian(word.meaning(in: .russian)))
  let russian = try laboratory(.russian).say("help \(word.rawValue)").first?.lines(in: .russian)
  #expect(russian?.contains { isRussian($0) } == true)
}

/// Commands that change something, and what leads there.
private let changes = [
  "image sample slide", "image digit 5", "image set 1 1 0.5", "image invert", "image shift 1 1",
  "image size 5x5", "label 0", "network 100-4-1", "network hidden=relu bias=on", "set W1[0,0] 2",
  "task 3 8", "task digits", "rate 0.1", "batch 7", "optimizer adam", "augment shift",
  "mode train", "speed 5", "reseed", "reseed 9", "forward; backward; update",
  "forward; backward; step", "goto 20", "train 20 updates; wait", "train 3 updates; wait; reset",
  "train 3 updates; wait; rewind 0",
]

@Test(arguments: changes)
func `undo takes a change back and redo does it again`(change: String) throws {
  let laboratory = try laboratory()
  let preparation = try Script.statements(of: change).dropLast().map(\.text)
  try laboratory.say("image digit 1; image set 0 3 0.3; train 5 updates; wait")
  let isRun = change.hasSuffix("wait")
  if !isRun { try laboratory.say(preparation.joined(separator: ";")) }
  let before = laboratory.fingerprint
  try laboratory.say(isRun ? change : String(change.split(separator: ";").last ?? ""))
  let after = laboratory.fingerprint
  #expect(before != after)
  try laboratory.say("undo")
  #expect(laboratory.fingerprint == before)
  try laboratory.say("redo")
  #expect(laboratory.fingerprint == after)
  try laboratory.say("undo; undo; redo; redo")
  #expect(laboratory.fingerprint == after)
}

@Test func `undo of everything leads to the beginning and redo to the end`() throws {
  let laboratory = try laboratory()
  var states = [laboratory.fingerprint]
  for change in changes {
    try laboratory.say(change)
    states.append(laboratory.fingerprint)
  }
  let end = laboratory.fingerprint
  while laboratory.canUndo { try laboratory.say("undo") }
  #expect(laboratory.fingerprint == states[0])
  #expect(try laboratory.error("undo") == .nothingToUndo)
  #expect(laboratory.logLines.isEmpty)
  while laboratory.canRedo { try laboratory.say("redo") }
  #expect(laboratory.fingerprint == end)
  #expect(try laboratory.error("redo") == .nothingToRedo)
}

@Test func `a stroke is one step of undo`() throws {
  let laboratory = try laboratory()
  let before = laboratory.fingerprint
  for (k, statement) in try Script.statements(
    of: "image set 0 0 1; image set 0 1 1; image set 0 2 1"
  ).enumerated() {
    _ = try laboratory.execute(statement, joinsPrevious: k > 0)
  }
  try laboratory.say("undo")
  #expect(laboratory.fingerprint == before)
}

@Test func `a paused and resumed run is one step of undo`() throws {
  let laboratory = try laboratory()
  try laboratory.say("speed 500")
  let before = laboratory.fingerprint
  try laboratory.say("train 60 updates")
  usleep(40_000)
  try laboratory.say("pause; resume; wait")
  #expect(laboratory.session.run.position.updates == 60)
  try laboratory.say("undo")
  #expect(laboratory.fingerprint == before)
}

@Test func `undo of a run keeps what was drawn and set meanwhile`() throws {
  let laboratory = try laboratory()
  try laboratory.say("speed 500; train 50 updates; image set 2 2 1; rate 0.25; wait; undo")
  #expect(laboratory.session.drawing[2, 2] == 1)
  #expect(laboratory.session.settings.rate == 0.25)
  #expect(laboratory.session.run.position.updates == 0)
  try laboratory.say("undo")
  #expect(laboratory.session.settings.rate == 1)
  #expect(laboratory.session.drawing[2, 2] == 1)
  try laboratory.say("undo")
  #expect(laboratory.session.drawing[2, 2] == 0)
}

@Test func `evaluate and classify use the trained weights, not those of an older walk`() throws {
  let walked = try laboratory()
  let plain = try laboratory()
  try walked.say("image sample slide; forward; train 300 updates; wait")
  try plain.say("image sample slide; train 300 updates; wait")
  #expect(try walked.json("evaluate") == plain.json("evaluate"))
  #expect(try walked.json("classify") == plain.json("classify"))
  #expect(try walked.json("show P").contains("the weights of update 0"))
  #expect(try !walked.json("sync; show P").contains("note"))
}

@Test func `a walk of older weights takes no update`() throws {
  let laboratory = try laboratory()
  try laboratory.say("forward; backward; train 5 updates; wait")
  #expect(try laboratory.error("update").code == "stale-walk")
  try laboratory.say("sync; update")
}

@Test func `commands that change weights are refused while training, with the way out`() throws {
  let laboratory = try laboratory()
  try laboratory.say("speed 50; train")
  defer { laboratory.endTraining() }
  for command in [
    "set W1[0,0] 1", "network 100-2-1", "task 3 8", "reset", "reseed", "undo", "redo",
    "rewind 0", "open x", "image size 3x3", "forward; backward; update",
  ] {
    let error = try laboratory.error(command)
    #expect(error.code == "refused-while-training", "\(command)")
    #expect(error.words(in: .english).contains("'pause'"))
  }
  #expect(try laboratory.error("train").code == "already-training")
  #expect(try laboratory.error("wait").code == "wait-would-not-end")
  try laboratory.say("network; task; forward; show P; check W2[0,0]; evaluate; image clear")
}

@Test func `going back from an update that training has left behind leaves the weights alone`()
  throws
{
  let laboratory = try laboratory()
  try laboratory.say("forward; backward; update; train 5 updates; wait")
  let trained = laboratory.session.network
  #expect(try laboratory.error("back").code == "stale-walk")
  try laboratory.say("goto 18")
  #expect(laboratory.session.position == 18)
  #expect(laboratory.session.network == trained)
  #expect(try laboratory.error("step").code == "stale-walk")
}

@Test func `the size that the grid has already leaves the network as it is`() throws {
  let laboratory = try laboratory()
  try laboratory.say("network 100-3-1; train 5 updates; wait")
  let trained = laboratory.session.network
  try laboratory.say("image size 10x10")
  #expect(laboratory.session.network == trained)
  try laboratory.say("undo; redo")
  #expect(laboratory.session.network == trained)
  #expect(laboratory.history.buckets.isEmpty == false)
}

@Test func `a loss that is no number is not compared with anything`() throws {
  let laboratory = try laboratory()
  try laboratory.say(
    "network 4-3-1 init=constant(3e38); image set 0 0 1 1 1 1; forward; backward")
  for command in ["check", "check W1", "check W2[0,0]", "check x"] {
    #expect(throws: CommandError.lossNotFinite) { try laboratory.say(command) }
  }
}

@Test func `names are read as the screen writes them`() throws {
  let laboratory = try laboratory()
  try laboratory.say("network 100-4-1 batchnorm=on; image digit 1; forward; backward")
  for (shown, plain) in [
    ("x_output₃", "x_output3"), ("dL/dW₂[0,3]", "dL/dW2[0,3]"), ("dL/dγ₁", "dL/dgamma1"),
  ] {
    let (a, b) = (try laboratory.say("show \(shown)"), try laboratory.say("show \(plain)"))
    #expect(a.map(\.json.text) == b.map(\.json.text))
  }
}

@Test func `there is one zero`() throws {
  let laboratory = try laboratory()
  try laboratory.say("rate -0; optimizer momentum -0; set W1[0,0] -0e5")
  #expect(laboratory.session.settings.rate.sign == .plus)
  #expect(laboratory.session.settings.optimizer.method == .momentum(0, nesterov: false))
  let key = try #require(laboratory.session.network.symbols.key(named: "W1"))
  #expect(laboratory.session.network[key]?.values.first.map { $0 == 0 && $0.sign == .plus } == true)
}

@Test func `what takes weights away says whose they were`() throws {
  let anew = [
    "network hidden=tanh", "network init=he", "reset", "reseed 3", "image size 8x8", "task digits",
  ]
  for command in anew {
    let untouched = try laboratory()
    try untouched.say(command)
    #expect(untouched.replaced == nil, "\(command)")
    let trained = try laboratory()
    try trained.say("train 3 updates; wait; \(command)")
    #expect(trained.replaced == .trained, "\(command)")
    let before = trained.session.network
    try trained.say("undo")
    #expect(trained.session.network != before && trained.session.run.position.updates == 3)
    #expect(trained.replaced == nil)
    let changed = try laboratory()
    try changed.say("set W1[0,0] 0.5; \(command)")
    #expect(changed.replaced == .changed, "\(command)")
  }
  // The question is another one, the weights are the same.
  let kept = try laboratory()
  try kept.say("train 3 updates; wait; task 3 8")
  #expect(kept.replaced == nil)
}

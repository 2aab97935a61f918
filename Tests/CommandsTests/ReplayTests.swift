import Datasets
import Engine
import Foundation
import Testing
import Walkthrough

@testable import Commands

/// The state after a script, by the log of another laboratory.
private func replayed(_ laboratory: Laboratory) throws -> Laboratory {
  let second = Laboratory(session: try Session())
  for line in laboratory.logLines { try second.say(line) }
  return second
}

@Test func `the same commands give the same bits`() throws {
  let script = """
    image sample slide; network dropout=0.3 bias=on; mode train; train 60 updates; wait
    forward; backward; update; optimizer adam; train 30 updates; wait; goto 7
    """
  let first = try laboratory()
  let second = try laboratory()
  try first.say(script)
  try second.say(script)
  #expect(first.fingerprint == second.fingerprint)
}

@Test func `slow motion, pauses and commands meanwhile change no number`() throws {
  let plain = try laboratory()
  try plain.say("image sample slide; train 300 updates; wait")
  let slow = try laboratory()
  try slow.say("image sample slide; speed 100; train 300 updates")
  usleep(30_000)
  try slow.say("pause; resume; forward; show P; evaluate; check W2[0,1]")
  usleep(30_000)
  try slow.say(
    "pause; image invert; speed full; resume; wait; image sample slide")
  #expect(plain.session.run.network == slow.session.run.network)
  #expect(plain.history.buckets == slow.history.buckets)
}

@Test func `what was said to a running training replays at the update where it took effect`()
  throws
{
  let laboratory = try laboratory()
  try laboratory.say(
    "image sample slide; label; network dropout=0.2; speed 300; train 2 epochs")
  for command in [
    "rate 0.25", "batch 20", "forward; backward", "optimizer momentum 0.9", "image digit 4",
    "pause; set W1[0,0] 0.5; resume", "augment shift", "sync", "speed full", "speed 300",
  ] {
    usleep(25_000)
    try laboratory.say(command)
  }
  try laboratory.say("stop; rate 0.5")
  let second = try replayed(laboratory)
  #expect(second.fingerprint == laboratory.fingerprint)
  #expect(laboratory.session.run.position.updates > 20)
  // Two changes between the same two updates may be one mark or two.
  func marked(_ laboratory: Laboratory) -> Set<Int> {
    Set(laboratory.history.marks.map(\.update)).subtracting([0])
  }
  #expect(marked(second) == marked(laboratory))
  #expect(second.session.walk?.trace == laboratory.session.walk?.trace)
}

@Test func `undo and redo replay`() throws {
  let laboratory = try laboratory()
  try laboratory.say(
    "mode train; network dropout=0.5; forward; image invert; undo; forward; speed 400; train")
  usleep(30_000)
  try laboratory.say("rate 0.1; image set 0 0 1")
  usleep(30_000)
  try laboratory.say("stop; train 10 updates; wait; undo; undo; undo; redo; forward; back 2")
  let second = try replayed(laboratory)
  #expect(second.fingerprint == laboratory.fingerprint)
  #expect(second.session.walk?.trace == laboratory.session.walk?.trace)
}

@Test func `asking is not logged`() throws {
  let laboratory = try laboratory()
  try laboratory.say(
    "label; task; rate; batch; optimizer; augment; mode; network; walk; show x; help; data; image; history; classify; evaluate; view; log"
  )
  #expect(laboratory.logLines.isEmpty)
}

@Test func `a saved log is a script`() throws {
  let folder = try temporaryFolder()
  defer { try? FileManager.default.removeItem(at: folder) }
  let file = folder.appending(path: "a b.chain")
  let laboratory = try laboratory()
  try laboratory.say("image sample 3; train 7 updates; wait; log save '\(file.path)'")
  let text = try String(contentsOf: file, encoding: .utf8)
  #expect(text == "image sample 3\ntrain 7 updates\nwait\n")
}

@Test func `a command that fails changes nothing`() throws {
  let transcript = repository.appending(path: "Tests/Transcripts/errors.json.txt")
  let laboratory = try laboratory()
  try laboratory.say("image sample slide; forward; backward; step 2")
  let before = laboratory.fingerprint
  var failures = 0
  for line in try String(contentsOf: transcript, encoding: .utf8).split(separator: "\n")
  where line.hasPrefix("> ") && !line.contains("{tmp}") && !line.contains("train;") {
    do {
      try laboratory.say(String(line.dropFirst(2)))
    } catch is CommandError {
      failures += 1
      #expect(laboratory.fingerprint == before, "\(line)")
    }
    if laboratory.fingerprint != before {
      laboratory.endTraining()
      while laboratory.canUndo, laboratory.fingerprint != before { try laboratory.say("undo") }
    }
    guard laboratory.fingerprint == before else { return }
  }
  #expect(failures > 100)
}

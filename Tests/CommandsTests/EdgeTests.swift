import Datasets
import Engine
import Foundation
import Testing
import Walkthrough

@testable import Commands

/// A network whose answers are no numbers.
private let overflowing = "network 100-8-1 hidden=identity init=normal(1e30); image sample slide"

/// Ends the training that runs, as if nobody had looked since.
private func letEnd(_ laboratory: Laboratory) {
  while !laboratory.trainingHasEnded { usleep(1000) }
}

@Test func `a training that has ended is the session's for whatever is said next`() throws {
  let laboratory = try laboratory()
  try laboratory.say("train 3 updates")
  letEnd(laboratory)
  let trained = try laboratory.json("show W2[0,0]")
  #expect(!laboratory.isTraining && laboratory.session.run.position.updates == 3)
  let other = try Commands.Laboratory(session: Session())
  try other.say("train 3 updates; wait")
  #expect(try trained == other.json("show W2[0,0]"))
  try laboratory.say("train 3 updates")
  letEnd(laboratory)
  try laboratory.say("set W2[0,0] 0.5")
  try laboratory.say("train 3 updates")
  letEnd(laboratory)
  try laboratory.say("train 3 updates; wait")
  #expect(laboratory.session.run.position.updates == 12)
}

@Test func `weights of a slowed training are read at once`() throws {
  let laboratory = try laboratory()
  try laboratory.say("speed 0.5; train")
  defer { laboratory.endTraining() }
  let begin = ContinuousClock.now
  for _ in 0..<10 { try laboratory.say("show W2[0,0]; classify") }
  // Twenty answers, each of which used to wait for a fifth of a second; a machine may be busy.
  #expect(ContinuousClock.now - begin < .seconds(2))
}

@Test func `who leaves is not told how well a training did`() throws {
  let laboratory = try laboratory()
  try laboratory.say("train")
  while try #require(laboratory.progress).updates < 10 { usleep(1000) }
  laboratory.endTraining()
  #expect(!laboratory.isTraining)
  #expect(laboratory.report.validationLoss == nil)
  #expect(laboratory.session.run.network != laboratory.session.initial)
}

@Test func `without an answer none is given`() throws {
  let laboratory = try laboratory()
  let forward = try laboratory.json("\(overflowing); forward")
  #expect(forward.contains(#""P":null,"prediction":null,"class":null,"L":null"#))
  #expect(try laboratory.json("classify").contains(#""P":null,"prediction":null,"class":null"#))
  let reply = try #require(try laboratory.say("evaluate").last)
  guard case .evaluation(let evaluation, _, _) = reply else {
    Issue.record("no evaluation")
    return
  }
  #expect(evaluation.undefinedCount > 0)
  let answered = evaluation.confusion.reduce(0) { $0 + $1.reduce(0, +) }
  #expect(answered + evaluation.undefinedCount == evaluation.count)
  let right = evaluation.confusion.indices.reduce(0) { $0 + evaluation.confusion[$1][$1] }
  #expect(evaluation.accuracy == Double(right) / Double(evaluation.count))
  #expect(reply.json.text.contains("undefined: they count as wrong"))
  for said in [
    "forward; backward", "classify", "show dL/dx", "view draw", "view units", "losses 3",
  ] {
    for reply in try laboratory.say(said) {
      for language in Language.allCases {
        let words = laboratory.words(of: reply) + reply.lines(in: language)
        #expect(words.allSatisfy { !$0.contains("NaN") && !$0.contains("nan ") }, "\(said)")
      }
    }
  }
}

@Test func `an update that would leave no numbers is not taken`() throws {
  let laboratory = try laboratory()
  try laboratory.say("\(overflowing); forward; backward")
  let before = laboratory.fingerprint
  for step in ["update", "step", "goto \(laboratory.session.steps.count)"] {
    #expect(try laboratory.error(step) == .updateNotFinite)
    #expect(laboratory.fingerprint == before)
  }
  try laboratory.say("network 100-8-1 hidden=relu init=he; rate 1e38; forward; backward; update")
  try laboratory.say("forward; backward")
  #expect(try laboratory.error("update") == .updateNotFinite)
  #expect(laboratory.session.network.isFinite)
}

@Test func `a variance is not negative`() throws {
  let laboratory = try laboratory()
  try laboratory.say("network 100-4-1 batchnorm=on hidden=relu")
  #expect(try laboratory.error("set variance1[0] -1") == .negativeVariance("variance1[0]", -1))
  #expect(try laboratory.error("set variance1 1 1 −0.5 1") == .negativeVariance("variance1", -0.5))
  try laboratory.say("set variance1 0 1 2 3; set mean1[0] -1")
}

@Test(arguments: ["momentum 0.9", "adam"])
func `a rewind brings the optimiser's memory back`(optimizer: String) throws {
  let laboratory = try laboratory()
  try laboratory.say(
    "network 100-8-1; optimizer \(optimizer); rate 0.01; train 1 epochs; wait; train 50 updates; wait"
  )
  let straight = try laboratory.json("show W1")
  try laboratory.say("rewind 1; train 50 updates; wait")
  #expect(try laboratory.json("show W1") == straight)
}

@Test func `what was compared with nothing has not passed`() throws {
  let laboratory = try laboratory()
  let nothing = try laboratory.json(
    "network hidden=relu init=zeros; image sample slide; check W1[0,25]")
  #expect(nothing.contains(#""checked":0,"max_relative_error":null,"passed":null"#))
  #expect(
    try laboratory.json("network 100-8-1 hidden=relu init=he bias=on; image clear; check x")
      .contains(#""passed":null"#))
  #expect(try laboratory.json("image sample slide; check W2").contains(#""passed":true"#))
}

@Test func `the digits of a check give its quotient`() throws {
  let laboratory = try laboratory()
  try laboratory.say(
    "network 100-8-1 hidden=maxout pieces=3 init=normal(0.5) seed=3; image sample slide; label 0; forward; backward"
  )
  // The piece that wins at unit 2.
  let replies = try (0..<3).map { try laboratory.say("check b1[\($0),2]")[0] }
  let lines = try #require(
    replies.map { $0.lines(in: .english) }.first { !$0[0].contains("backward 0,") })
  let quotient = try #require(lines.first { $0.contains("2ε") })
  let numbers = quotient.replacing("−", with: "-").matches(of: /-?\d+\.?\d*(?:e-?\d+)?/).compactMap
  {
    Double($0.output)
  }
  // … / 2ε = (L₊ − L₋) / (2 · ε)
  let tail = Array(numbers.suffix(4))
  let minus = abs(tail[1])
  let value = (tail[0] - minus) / (2 * tail[3])
  let verdict = try #require(lines.first).replacing("−", with: "-")
  let byChange = try #require(
    verdict.matches(of: /-?\d+\.\d+(?:e-?\d+)?/).last.flatMap { Double($0.output) })
  #expect(abs(value - byChange) <= 1e-4 * abs(byChange), "\(lines)")
}

@Test func `a speed said to a training stands in the log where it was said`() throws {
  let laboratory = try laboratory()
  try laboratory.say("speed 100; train 1 epochs")
  while try #require(laboratory.progress).updates < 10 { usleep(1000) }
  try laboratory.say("speed full; wait")
  let lines = laboratory.logLines
  #expect(lines.count == 6 && lines[0] == "speed 100" && lines[3] == "speed full", "\(lines)")
  let first = try #require(Int(lines[1].split(separator: " ")[1]))
  let second = try #require(Int(lines[4].split(separator: " ")[1]))
  #expect(first >= 9 && first < 200 && first + second == 1563)
}

@Test func `a seed of the command line is in the log`() throws {
  let laboratory = try laboratory()
  try laboratory.begin(with: "network seed=5")
  #expect(laboratory.logLines == ["network seed=5"])
  #expect(laboratory.session.plan.seed == 5 && !laboratory.canUndo)
  #expect(laboratory.unsaved.isEmpty)
}

@Test func `trained weights that only undo leads to are unsaved work`() throws {
  let laboratory = Laboratory(session: try Session())
  _ = try laboratory.say("reset; network hidden=relu; task 0 1")
  #expect(laboratory.unsaved.isEmpty)
  for command in ["rewind 0", "reset", "network hidden=sigmoid", "task 0 rest"] {
    let laboratory = Laboratory(session: try Session())
    _ = try laboratory.say("task 0 1; network hidden=tanh; train 3 updates; wait; \(command)")
    #expect(laboratory.unsaved == .weights, "\(command)")
    // Undone again they are the present ones, and of no concern once they are in a file.
    _ = try laboratory.say("undo")
    #expect(laboratory.unsaved == .weights)
  }
}

@Test func `undo brings a paused training back that a new network had ended`() throws {
  let laboratory = try laboratory()
  try laboratory.say("speed 2000; train 400 updates")
  while try #require(laboratory.progress).updates < 20 { usleep(1000) }
  try laboratory.say("pause")
  for change in ["network 100-5-1", "reset", "task 3 8", "reseed 7"] {
    try laboratory.say(change)
    #expect(!laboratory.isPaused, "\(change)")
    try laboratory.say("undo")
    #expect(laboratory.isPaused, "\(change)")
  }
  try laboratory.say("speed full; resume; wait")
  #expect(laboratory.session.run.position.updates == 400)
}

@Test func `waiting in a pause says that it is one`() throws {
  let laboratory = try laboratory()
  try laboratory.say("speed 2000; train 400 updates; pause")
  #expect(try laboratory.json("wait").contains("The training is paused"))
  try laboratory.say("stop")
  #expect(try !laboratory.json("wait").contains("paused"))
  #expect(
    try Commands.Laboratory(session: Session()).json("wait").contains(#""images_per_second":null"#))
}

@Test func `undo of a drawing brings back where it came from`() throws {
  let laboratory = try laboratory()
  try laboratory.say("task digits; image digit 3; label 4; image digit 7; image clear")
  for (image, command) in [(7, "undo"), (3, "undo"), (7, "redo"), (3, "undo"), (3, "undo")] {
    try laboratory.say(command)
    #expect(laboratory.session.drawnImage == SetImage(split: .train, index: image))
  }
  try laboratory.say("undo")
  #expect(laboratory.session.drawnImage == nil)
}

@Test func `the steps of the update are refused by their numbers while training runs`() throws {
  let laboratory = try laboratory()
  try laboratory.say("speed 50; train; goto 18")
  defer { laboratory.endTraining() }
  for command in ["goto 19", "step", "goto 21"] {
    let error = try laboratory.error(command)
    #expect(error == .updateWhileTraining(19...21) && error.code == "refused-while-training")
    #expect(error.words(in: .english).hasPrefix("steps 19–21 change the weights"))
    #expect(error.words(in: .russian).contains("19–21"))
  }
  #expect(try laboratory.error("update") == .refusedWhileTraining("update"))
}

@Test func `undo of a drawing brings its walk back`() throws {
  let laboratory = try laboratory()
  try laboratory.say("image sample slide; forward; backward")
  let before = laboratory.fingerprint
  for change in ["image set 0 0 1", "image clear", "label 0"] {
    try laboratory.say("\(change)")
    #expect(laboratory.session.position == 0)
    try laboratory.say("undo")
    #expect(laboratory.fingerprint == before && laboratory.session.position == 18, "\(change)")
  }
  try laboratory.say("update")
}

@Test func `a decimal comma in brackets is asked back`() throws {
  let laboratory = try laboratory()
  for word in ["normal(0,1)", "uniform(0,5)", "constant(1,2)"] {
    #expect(try laboratory.error("network init=\(word)") == .commaInBrackets(word))
  }
  try laboratory.say("rate 0,5")
  #expect(laboratory.session.settings.rate == 0.5)
}

@Test func `other names of initialisers lead to ours`() throws {
  let laboratory = try laboratory()
  for (other, ours) in [("glorot", "xavier"), ("kaiming", "he"), ("Kaiming-Normal", "he-normal")] {
    let words = try laboratory.error("network init=\(other)").words(in: .english)
    #expect(words.contains("'\(ours)'"), "\(words)")
  }
}

@Test func `a number too large for what there is is told what there is`() throws {
  let laboratory = try laboratory()
  try laboratory.say("image sample slide; forward")
  for (said, code) in [
    ("step 2000000000", "beyond-the-end"), ("goto 2000000000", "beyond-the-end"),
    ("back 2000000000", "before-the-start"), ("unit 5000", "unit-out-of-range"),
    ("unit 0 layer=17", "no-such-layer"), ("rewind 2000000", "no-such-epoch"),
    ("image set 2000000000 0 1", "pixel-out-of-range"),
    ("image digit 2000000000", "image-out-of-range"),
  ] {
    let found = try laboratory.error(said).code
    #expect(
      found == code || code == "image-out-of-range" && found.hasSuffix("out-of-range"),
      "\(said): \(found)")
  }
  try laboratory.say("losses test 2000000")
}

@Test func `orthonormal weights that would be waited for are refused`() throws {
  let laboratory = try laboratory()
  let before = laboratory.fingerprint
  #expect(
    try laboratory.error("network 1936-1936-1 image=44x44 init=orthogonal")
      == .plan(.orthogonalTooLarge))
  #expect(laboratory.fingerprint == before)
}

@Test func `a home folder is written as shells write it`() throws {
  let home = try #require(ProcessInfo.processInfo.environment["HOME"])
  let laboratory = try laboratory()
  #expect(FileNames.expandingHome("~/a/b.pgm") == home + "/a/b.pgm")
  #expect(FileNames.expandingHome("~a/b") == "~a/b" && FileNames.expandingHome("a~/b") == "a~/b")
  let words = try laboratory.error("image load ~/no-such-picture.pgm").words(in: .english)
  #expect(words.contains("no-such-picture.pgm") && !words.contains("~"))
}

@Test func `a file that is no model is told from one that is cut off`() throws {
  let folder = try temporaryFolder()
  defer { try? FileManager.default.removeItem(at: folder) }
  let laboratory = try laboratory()
  let model = folder.appending(path: "m.safetensors")
  try laboratory.say("save '\(model.path)'")
  let cut = folder.appending(path: "cut.safetensors")
  try Data(contentsOf: model).prefix(60).write(to: cut)
  #expect(try laboratory.error("open '\(cut.path)'").code == "too-short")
  let slide = repository.appending(path: "samples/images/slide.pgm").path
  #expect(try laboratory.error("open '\(slide)'").code == "wrong-format")
}

@Test func `names are completed with an optimiser's tensors and in the order of the alphabet`()
  throws
{
  let laboratory = try laboratory()
  try laboratory.say("optimizer adam; image sample slide; forward; backward; update")
  let names = Completer.candidates(for: "show m_", at: 7, in: laboratory)
  #expect(names.contains("m_W2"))
  let folder = try temporaryFolder()
  defer { try? FileManager.default.removeItem(at: folder) }
  for k in 0..<260 {
    try Data().write(to: folder.appending(path: "file\(1000 + k)"))
  }
  let files = FileNames.completing(folder.path + "/")
  #expect(files.count == 200)
  #expect(files == (0..<200).map { folder.path + "/file\(1000 + $0)" })
}

@Test func `leaky ReLU with a slope above 1 is written by its pieces`() throws {
  let laboratory = try laboratory()
  let words = try #require(
    try laboratory.say("network hidden=leakyrelu slope=2; functions leakyrelu").last
  )
  .lines(in: .english).joined(separator: "\n")
  #expect(words.contains("z (z > 0), 2·z (z ≤ 0)") && !words.contains("max("))
  let step = try laboratory.say("image sample slide; walk").last?.lines(in: .english).joined()
  #expect(step?.contains("x_output1 if x_output1 > 0 else slope · x_output1") == true)
}

@Test func `a sample with another y than the label says so`() throws {
  let laboratory = try laboratory()
  #expect(try !laboratory.json("image sample slide").contains("note"))
  let words = try #require(try laboratory.say("label 0; image sample slide").last)
  #expect(words.json.text.contains(#""digit":0,"note":"it is a 0, and the label is still y = 0"#))
  #expect(laboratory.session.label == 0)
  #expect(try laboratory.json("task 3 8; image sample 5").contains("does not use the digit 5"))
  // The digit of a sample is known when the task changes.
  try laboratory.say("task digits; image sample 8; label 8; task 3 8")
  #expect(laboratory.session.label == 0)
}

@Test func `a walk in train mode says once that other answers are those of eval mode`() throws {
  let laboratory = try laboratory()
  try laboratory.say("network 100-8-1 dropout=0.5; image sample slide; mode train")
  let said = "in mode train"
  func lines(_ command: String) throws -> String {
    try laboratory.say(command).flatMap { $0.lines(in: .english) }.joined(separator: "\n")
  }
  #expect(try lines("forward").contains(said))
  #expect(!(try lines("backward; show L").contains(said)))
  #expect(!(try lines("mode eval; forward").contains(said)))
  // Without dropout and batch normalisation the modes are one.
  #expect(!(try lines("network dropout=0; mode train; forward").contains(said)))
}

@Test func `where P has no digits of 1 − P left that is said, and the numbers have them`() throws {
  let laboratory = try laboratory()
  try laboratory.say("image sample slide; set W2[0,0] 60; label 0; forward; backward")
  for name in ["dL/dP", "dP/dx_output3"] {
    let reply = try #require(laboratory.say("show \(name)").last)
    #expect(reply.notes.contains(.complementFromLogit))
    let json = try laboratory.json("show \(name)")
    #expect(!json.contains("null") && !json.contains("[0.0]") && !json.contains("[1.0]"))
  }
  #expect(try laboratory.say("label 1; forward; backward; show dL/dP").last?.notes == [])
}

@Test(arguments: ["image size 8x8", "network 100-16-1", "reset", "reseed", "task 3 8"])
func `of a paused training nothing is left where its run begins anew`(_ command: String) throws {
  let laboratory = try laboratory()
  try laboratory.say("train 40 updates; wait; speed 20; train 3 epochs; pause")
  #expect(laboratory.isPaused)
  try laboratory.say(command)
  #expect(!laboratory.isPaused)
  #expect(try laboratory.error("resume") == .notPaused)
  // Undone, it goes on where it was.
  try laboratory.say("undo; resume")
  defer { laboratory.endTraining() }
  let share = try #require(laboratory.progress?.goalFraction)
  #expect((0...1).contains(share))
  #expect(laboratory.progress?.updates ?? 0 >= 40)
}

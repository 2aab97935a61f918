import Datasets
import Engine
import Foundation
import Testing
import Walkthrough

@testable import Commands

/// What is said of weights, drawings and runs that are not as they were.
@Suite struct StateWordsTests {
  private func lines(_ text: String, _ laboratory: Laboratory) throws -> String {
    try #require(laboratory.say(text).last).lines(in: .english).joined(separator: "\n")
  }

  @Test func `what gives switched-off units weights again says so`() throws {
    let laboratory = try laboratory()
    let warning = "2 switched-off units learn anew from 0 now"
    #expect(!(try lines("image sample slide; forward; backward", laboratory)).contains("anew"))
    #expect((try lines("unit 3 off; unit 5 off; forward; backward", laboratory)).contains(warning))
    #expect(!(try lines("goto 16", laboratory)).contains("anew"))
    #expect((try lines("goto 18", laboratory)).contains(warning))
    try laboratory.say("update")
    #expect(laboratory.session.unitsOff.isEmpty)
    try laboratory.say("undo")
    #expect(laboratory.session.unitsOff.count == 2)
    #expect((try lines("train 1 update", laboratory)).contains(warning))
    laboratory.endTraining()
  }

  @Test func `weights that were changed since an update are not called its weights`() throws {
    let laboratory = try laboratory()
    try laboratory.say("image sample slide; train 3 updates; wait")
    #expect(!laboratory.session.run.isChanged)
    #expect(!laboratory.describe(.draw).contains { $0.contains("changed since") })
    try laboratory.say("forward; backward; update")
    #expect(laboratory.session.run.isChanged)
    #expect(laboratory.describe(.draw).contains { $0.contains("update 3, changed since") })
    try laboratory.say("back 3")
    #expect(!laboratory.session.run.isChanged)
    try laboratory.say("set W2[0,1] 2")
    #expect(laboratory.session.run.isChanged)
    try laboratory.say("train 1 update; wait")
    #expect(!laboratory.session.run.isChanged)
  }

  @Test func `a digit of the set keeps its class from task to task, while it is as it was taken`()
    throws
  {
    let laboratory = try laboratory()
    // Image 0 of the training split is a 5.
    try laboratory.say("image digit 0; task 3 8")
    #expect(laboratory.session.digitOutsideTask == 5)
    try laboratory.say("task digits")
    #expect(laboratory.session.label == 5)
    #expect(laboratory.session.digitOutsideTask == nil)
    try laboratory.say("label 3; task 3 8")
    #expect(laboratory.session.digitOutsideTask == nil)
    #expect(laboratory.session.label == 1)
    try laboratory.say("image digit 0; task 3 8; image invert")
    #expect(laboratory.session.digitOutsideTask == nil)
  }

  @Test func `a resumed run has done what it had done before the pause`() throws {
    let laboratory = try laboratory()
    try laboratory.say("speed 2000; train 400 updates")
    while try #require(laboratory.progress).updates < 200 { usleep(1000) }
    try laboratory.say("pause; speed 1; resume")
    let progress = try #require(laboratory.progress)
    #expect(try #require(progress.goalFraction) >= 0.5)
    #expect(try #require(progress.goalFraction) < 1)
    // What was done before another training is not part of it.
    try laboratory.say("stop; speed 1; train 400 updates")
    let second = try #require(laboratory.progress)
    #expect(try #require(second.goalFraction) < 0.01)
    laboratory.endTraining()
  }

  @Test
  func
    `what undo takes back during a pause leaves the training paused, unless it is the training itself`()
    throws
  {
    let laboratory = try laboratory()
    try laboratory.say("image digit 3; speed 2000; train 400 updates")
    while try #require(laboratory.progress).updates < 20 { usleep(1000) }
    try laboratory.say("pause")
    for change in ["label 1", "image invert", "rate 0.5", "unit 5 off", "set W1[0,0] 1"] {
      try laboratory.say("\(change); undo")
      #expect(laboratory.isPaused, "\(change)")
    }
    try laboratory.say("undo")
    #expect(!laboratory.isPaused)
    #expect(laboratory.session.run.position.updates == 0)
  }

  @Test func `a model of another task gives the drawing the y that its digit has there`() throws {
    let folder = try temporaryFolder()
    let file = folder.appending(path: "ten.safetensors").path
    let laboratory = try laboratory()
    try laboratory.say("task digits; save '\(file)'; task 0 rest; image digit 77")
    let digit = try #require(laboratory.session.taken?.digit)
    try laboratory.say("open '\(file)'")
    #expect(laboratory.session.task == .digits)
    #expect(laboratory.session.label == digit)
  }

  @Test func `a model's task that is not known is named, and nothing of it is taken`() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "m.safetensors").path
    let laboratory = try laboratory()
    try laboratory.say("task even odd; save \(path)")
    var bytes = try Data(contentsOf: URL(filePath: path))
    let range = try #require(bytes.range(of: Data("\"even odd\"".utf8)))
    // As long as before, so that the header stays right.
    bytes.replaceSubrange(range, with: Data("\"evil two\"".utf8))
    try bytes.write(to: URL(filePath: path))
    let other = try StateWordsTests.fresh()
    let reply = try lines("open \(path)", other)
    #expect(reply.contains("The model's task 'evil two' is none"))
    #expect(other.session.task == .oneAgainstRest(0))
  }

  private static func fresh() throws -> Laboratory { Laboratory(session: try Session()) }

  @Test func `what is left of a sum counts only what is not 0`() throws {
    let laboratory = try laboratory()
    try laboratory.say("image sample slide; forward")
    let text = try lines("explain x_output1[37]", laboratory)
    let zeros = laboratory.session.drawing.values.count { $0 == 0 }
    let shown = text.split(separator: "\n").count { $0.hasPrefix("  W1") }
    #expect(zeros > 0)
    #expect(text.contains("(\(100 - zeros - shown) more: "))
  }

  @Test func `a check says that its weights are not the present ones`() throws {
    let laboratory = try laboratory()
    try laboratory.say("image sample slide; forward; backward")
    #expect(!(try lines("check W2[0,1]", laboratory)).contains("of update"))
    try laboratory.say("train 3 updates; wait")
    #expect((try lines("check W2[0,1]", laboratory)).contains("the present ones are of update 3"))
  }

  @Test func `an infinite score has a loss of 0 or of infinity`() throws {
    let laboratory = try laboratory()
    try laboratory.say(
      "network 1-1-1 hidden=identity; image set 0 0 1; set W1 3e38; set W2 3e38; forward")
    #expect(laboratory.session.walk?.trace.forward.loss == 0)
    try laboratory.say("label 0; forward")
    #expect(laboratory.session.walk?.trace.forward.loss == .infinity)
  }

  @Test func `a function's facts take any slope`() throws {
    for setting in ["elu alpha=3e38", "leakyrelu slope=1e15"] {
      let laboratory = try laboratory()
      try laboratory.say("network hidden=\(setting); functions")
      #expect(!laboratory.describe(.functions).isEmpty)
    }
  }

  @Test func `a word as long as a file is a word`() throws {
    let word = String(repeating: "a", count: 1 << 20)
    #expect(try Script.statements(of: "show \(word)").first?.words == ["show", word])
  }

  @Test func `a rewind keeps every loss that was measured until then`() throws {
    let laboratory = try laboratory()
    try laboratory.say("network seed=7; train 2 epochs; wait; rewind 1; train 2 updates; wait")
    let buckets = laboratory.history.buckets
    var next = 1
    for bucket in buckets {
      #expect(bucket.lastUpdate - bucket.count + 1 == next)
      next = bucket.lastUpdate + 1
    }
    #expect(next == laboratory.session.run.position.updates + 1)
  }

  @Test func `a model with a variance below 0 is refused whole`() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "m.safetensors").path
    let laboratory = try laboratory()
    try laboratory.say("network 4-3-1 batchnorm=on; save \(path)")
    var model = try Safetensors.load(path)
    let place = try #require(model.tensors.firstIndex { $0.name.hasSuffix("running_var") })
    model.tensors[place].values[0] = -5
    try Data(model.encoded()).write(to: URL(filePath: path))
    let before = laboratory.session.network
    #expect(try laboratory.error("open \(path)").words(in: .english).contains("variances below 0"))
    #expect(laboratory.session.network == before)
  }

  @Test func `the log commands no terminal`() throws {
    let laboratory = try laboratory()
    try laboratory.say("label 1")
    let evil = Reply.log(["image load a\u{1B}]0;x\u{7}.pgm", "open b\\c"]).lines(in: .english)
    #expect(evil == ["image load a\\u{1B}]0;x\\u{7}.pgm", "open b\\c"])
  }

  @Test func `batch normalisation of one image is warned of, and nothing else`() throws {
    let laboratory = try laboratory()
    func notes(_ script: String) throws -> [ReplyNote] {
      defer { laboratory.endTraining() }
      return try laboratory.say(script).last.map(\.notes) ?? []
    }
    #expect(try notes("network batchnorm=on; batch 1; train 3 updates") == [.statisticsOfOne])
    #expect(try notes("batch 2; train 3 updates").isEmpty)
    #expect(try notes("network batchnorm=off; batch 1; train 3 updates").isEmpty)
  }

  @Test func `where keys wait, the end of a large training is not measured`() throws {
    let laboratory = try laboratory()
    laboratory.measuresLargeEnds = false
    try laboratory.say("network 100-512-1; train 1 update; wait")
    #expect(laboratory.report.validationLoss != nil)
    try laboratory.say("network 100-700-700-1; train 1 update; wait")
    #expect(laboratory.report.validationLoss == nil && laboratory.report.health.isEmpty)
    #expect(laboratory.report.updates == 1)
  }

  @Test func `wrong settings are called by their own names`() throws {
    let laboratory = try laboratory()
    func words(_ script: String) -> String {
      do { try laboratory.say(script) } catch let error as CommandError {
        return error.words(in: .english)
      } catch { return "" }
      return ""
    }
    #expect(words("network hidden=elu alpha=-1").contains("alpha of ELU"))
    #expect(words("network image=10x").hasPrefix("'10x' is not a size"))
    guard case .quit = try #require(try laboratory.say("q").last) else {
      Issue.record("q does not leave")
      return
    }
  }
}

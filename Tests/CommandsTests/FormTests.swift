import Datasets
import Engine
import Foundation
import Testing
import Walkthrough

@testable import Commands

@Test func `json is exact and one line`() {
  #expect(JSON.object([]).text == "{}")
  #expect(JSON.array([]).text == "[]")
  #expect(JSON.floats([0.1, -0.0, 1e30, .infinity, .nan]).text == "[0.1,-0.0,1e+30,null,null]")
  #expect(JSON.double(0.1).text == "0.1")
  #expect(JSON.bool(true).text == "true")
  #expect(JSON.string("a\"b\\\n\u{1}\u{7f}é").text == "\"a\\\"b\\\\\\n\\u0001\\u007fé\"")
  #expect(JSON.object([("b", .null), ("a", .integer(-3))]).text == "{\"b\":null,\"a\":-3}")
}

@Test func `every float reads back to the same bits`() throws {
  let laboratory = try laboratory()
  let text = try laboratory.json("show W1")
  struct Reply: Decodable {
    let values: [Float]
  }
  let values = try JSONDecoder().decode(Reply.self, from: Data(text.utf8)).values
  let key = try #require(laboratory.session.network.symbols.key(named: "W1"))
  #expect(laboratory.session.network[key]?.values == values)
}

@Test func `the fixed replies have their keys in order`() throws {
  func keys(_ text: String) -> [String] {
    text.matches(of: #/"([a-zA-Z_]+)":/#).map { String($0.output.1) }
  }
  let laboratory = try laboratory()
  try laboratory.say("image sample slide; forward; backward")
  #expect(keys(try laboratory.json("show P")) == ["name", "shape", "values"])
  #expect(keys(try laboratory.json("forward")) == ["P", "prediction", "class", "L", "position"])
  #expect(keys(try laboratory.json("data")) == ["task", "classes", "train", "validation", "test"])
  #expect(keys(try laboratory.json("image")) == ["shape", "values"])
  #expect(
    keys(try laboratory.json("classify")) == ["results", "file", "P", "prediction", "class"])
  #expect(
    keys(try laboratory.json("train 2 updates; wait")) == [
      "epochs", "updates", "images", "train_loss", "validation_loss", "validation_accuracy",
      "images_per_second", "saturated_units",
    ])
  #expect(
    keys(try laboratory.json("evaluate")).prefix(5) == [
      "split", "count", "loss", "accuracy", "confusion",
    ])
  #expect(
    keys(try laboratory.json("history")).prefix(5) == [
      "updates", "train_loss", "epochs", "validation_loss", "validation_accuracy",
    ])
  #expect(
    keys(try laboratory.json("check W2[0,0]")).prefix(8) == [
      "checked", "max_relative_error", "passed", "analytic", "numeric", "epsilon", "loss_plus",
      "loss_minus",
    ])
}

@Test func `numbers for people never show 0 for what is not 0`() {
  #expect(NumberFormat.short(Float(0)) == "0")
  #expect(NumberFormat.short(Float(-0.25)) == "−0.25000")
  #expect(NumberFormat.short(Float.nan) == "--")
  #expect(NumberFormat.short(-Float.infinity) == "−∞")
  #expect(NumberFormat.short(1e-30) == "1.000e−30")
  #expect(NumberFormat.short(9.99999e-6) == "1.000e−5")
  #expect(NumberFormat.short(-2.5e9) == "−2.500e9")
  #expect(NumberFormat.short(123456789.0) == "1.235e8")
  #expect(NumberFormat.grouped(0) == "0")
  #expect(NumberFormat.grouped(1_234_567) == "1 234 567")
  #expect(NumberFormat.grouped(-1000) == "−1 000")
  #expect(NumberFormat.percent(0.9954) == "99.54 %")
}

@Test func `completion offers what can stand at the cursor`() throws {
  let laboratory = try laboratory()
  func candidates(_ line: String) -> [String] {
    Completer.candidates(for: line, at: line.unicodeScalars.count, in: laboratory)
  }
  #expect(candidates("").count == CommandWord.allCases.count)
  #expect(candidates("forw") == ["forward"])
  #expect(candidates("walk; im") == ["image"])
  #expect(candidates("image sa") == ["sample", "save"].filter { $0.hasPrefix("sa") })
  #expect(candidates("image sample sl") == ["slide"])
  #expect(candidates("show dL/dx_output3") == [])
  #expect(candidates("show dL/dW") == ["dL/dW2", "dL/dW1"])
  #expect(candidates("explain dL/dW1[3,9") == ["dL/dW1[3,9]"] + (90...99).map { "dL/dW1[3,\($0)]" })
  #expect(candidates("help al") == ["alpha"])
  #expect(candidates("nonsense ") == [])
  #expect(candidates("network hidden=gelu") == ["hidden=gelu-tanh"])
  // What was given, and what goes with another function, is not offered.
  #expect(!candidates("network hidden=tanh ").contains("hidden="))
  for (hidden, owned) in [("leakyrelu", "slope="), ("elu", "alpha="), ("maxout", "pieces=")] {
    let found = candidates("network hidden=\(hidden) ")
    #expect(["slope=", "alpha=", "pieces="].filter(found.contains) == [owned])
  }
  #expect(!candidates("network s").contains("slope=") && candidates("network s").contains("seed="))
  #expect(candidates("train 5 ") == ["epochs", "updates"])
  #expect(candidates("task even ") == ["odd"])
  try laboratory.say("forward; backward")
  #expect(candidates("show dL/dW") == ["dL/dW2", "dL/dW1"])
  #expect(Completer.candidates(for: "forward", at: -1, in: laboratory).isEmpty == false)
}

@Test(arguments: [
  "label ", "image shift ", "image shift -1 ", "image size ", "image digit ", "goto ", "step ",
  "unit ", "unit 3 ", "unit 3 layer=", "set W1[0,0] ", "train ", "speed ", "rate ", "batch ",
  "optimizer momentum ", "optimizer nesterov ", "optimizer adam ", "optimizer adam 0.9 ",
  "optimizer sgd decay=", "reseed ", "losses train ", "network ", "network seed=",
  "network image=", "network hidden=", "network init=", "network bias=", "network dropout=",
  "network batchnorm=", "network hidden=elu alpha=", "network hidden=leakyrelu slope=",
  "network hidden=maxout pieces=",
])
func `where a number is due common ones are offered, and each of them is taken`(
  line: String
) throws {
  let laboratory = try laboratory()
  let found = Completer.candidates(
    for: line, at: line.unicodeScalars.count, in: laboratory)
  // What ends with a sign goes on.
  let values = found.filter { $0.last != "=" }
  #expect(values.count > 0)
  let rest = ["image shift ": " 0", "train ": " updates"][line] ?? ""
  let typed =
    line.last == " " ? line : String(line[...(line.lastIndex(of: " ") ?? line.startIndex)])
  for value in values {
    _ = try Command(Script.statements(of: typed + value + rest)[0])
  }
}

@Test func `behind a whole value others are offered, behind a begun one none`() throws {
  let laboratory = try laboratory()
  func others(_ line: String) -> [String] {
    Completer.alternatives(for: line, at: line.unicodeScalars.count, in: laboratory)
  }
  #expect(others("rate 1") == ["0.01", "0.03", "0.1", "0.3", "3"])
  #expect(others("rate 7").contains("0.1"))
  #expect(others("task even") == ["below5", "digits"] + (0...9).map(String.init))
  for line in ["", "rate ", "rate x", "forw", "show dL/dW1[3,4]", "nonsense 3"] {
    #expect(others(line).isEmpty, "\(line)")
  }
}

@Test func `a network without hidden units has none to offer`() throws {
  let laboratory = try laboratory()
  try laboratory.say("network 100-1")
  #expect(Completer.candidates(for: "unit ", at: 5, in: laboratory).isEmpty)
}

@Test func `a file to be written has a name proposed, one to be read has none`() throws {
  let laboratory = try laboratory()
  func candidates(_ line: String) -> [String] {
    Completer.candidates(for: line, at: line.unicodeScalars.count, in: laboratory)
  }
  #expect(candidates("save ").contains("model.safetensors"))
  #expect(candidates("image save ").contains("drawing.pgm"))
  #expect(candidates("log save l").contains("log.txt"))
  #expect(!candidates("open ").contains("model.safetensors"))
  #expect(candidates("save /no/such/folder/") == [])
}

@Test func `a setting with a wrong value outside its command is told the value`() throws {
  let laboratory = try laboratory()
  let wrong = try laboratory.error("dropout=1.2")
  #expect(try wrong == laboratory.error("network dropout=1.2"))
  #expect(
    try laboratory.error("dropout=0.2") == .misspelt("dropout=0.2", right: "network dropout=0.2"))
}

@Test func `a walk knows whether its weights are those of its update`() throws {
  let laboratory = try laboratory()
  try laboratory.say("image sample slide; train 10 updates; wait; forward")
  #expect(laboratory.session.walk?.weightsAreChanged == false)
  try laboratory.say("set W1[3,4] 0.5; forward")
  #expect(laboratory.session.walk?.weightsAreChanged == true)
  try laboratory.say("undo; forward; backward; update; forward")
  #expect(laboratory.session.walk?.weightsAreChanged == true)
}

@Test func `a saved model opens with the same network, task and bits`() throws {
  let folder = try temporaryFolder()
  defer { try? FileManager.default.removeItem(at: folder) }
  for network in [
    "100-8-1", "100-6-5-1 hidden=relu bias=on", "100-4-1 hidden=maxout pieces=3",
    "100-4-1 batchnorm=on dropout=0.5 hidden=elu alpha=0.5", "16-3-1 init=constant(0.25) seed=9",
  ] {
    let first = try laboratory()
    let second = try laboratory()
    let file = folder.path + "/m.safetensors"
    try first.say("task 3 8; network \(network); train 9 updates; wait; save \(file)")
    try second.say("open \(file)")
    #expect(second.session.network == first.session.network, "\(network)")
    #expect(second.session.task == first.session.task)
  }
}

@Test func `what changes nothing leaves the walk where it is`() throws {
  let laboratory = try laboratory()
  try laboratory.say("image sample slide; label 1; forward; backward")
  for line in [
    "mode eval", "label 1", "network seed=1", "image sample slide", "set W1[0,0] 0.0073729362",
    "mode train", "reset", "unit 3 on",
  ] {
    let weight = try #require(laboratory.network[laboratory.network.learnedKeys[0]]).values[0]
    let typed = line.replacing("0.0073729362", with: "\(weight)")
    try laboratory.say(typed)
    #expect(laboratory.session.walk?.position == 18, "\(typed)")
  }
  // What changes something takes it away, and undo brings it back.
  for line in ["label 0", "set W1[0,0] 0.5", "network seed=2"] {
    try laboratory.say(line)
    #expect(laboratory.session.walk == nil, "\(line)")
    try laboratory.say("undo")
    #expect(laboratory.session.walk?.position == 18, "\(line)")
  }
  try laboratory.say("network dropout=0.5; forward; mode eval")
  #expect(laboratory.session.walk == nil)
}

@Test func `a model of PyTorch's with batch normalisation opens without a description`() throws {
  let folder = try temporaryFolder()
  defer { try? FileManager.default.removeItem(at: folder) }
  let file = folder.path + "/m.safetensors"
  let laboratory = try laboratory()
  try laboratory.say("network 100-4-3-1 batchnorm=on bias=on; train 5 updates; wait; save \(file)")
  let network = laboratory.network
  var model = try Safetensors.load(file)
  model.metadata = [:]
  try Data(model.encoded()).write(to: URL(filePath: file))
  try laboratory.say("network 100-8-1; open \(file)")
  #expect(laboratory.session.plan.hasBatchNorm && laboratory.session.plan.hasBias)
  for key in network.parameterKeys { #expect(laboratory.network[key] == network[key]) }
}

@Test func `a model cut short or of other shapes opens not at all`() throws {
  let folder = try temporaryFolder()
  defer { try? FileManager.default.removeItem(at: folder) }
  let file = folder.path + "/m.safetensors"
  let laboratory = try laboratory()
  try laboratory.say("network 4-2-1; save \(file); network 4-3-1")
  let whole = try Data(contentsOf: URL(filePath: file))
  let before = laboratory.fingerprint
  for length in 0..<whole.count {
    try whole.prefix(length).write(to: URL(filePath: file))
    #expect(!(try laboratory.error("open \(file)")).words(in: .english).isEmpty)
    #expect(laboratory.fingerprint == before)
  }
  let text = String(decoding: whole, as: UTF8.self)
  #expect(text.contains("0.weight"))
}

@Test func `errors have words in both languages and a code`() throws {
  let folder = repository.appending(path: "Tests/Transcripts")
  func errors(_ form: String) throws -> [String] {
    try String(contentsOf: folder.appending(path: "errors.\(form).txt"), encoding: .utf8)
      .split(separator: "\n").filter { $0.hasPrefix("! ") }.map(String.init)
  }
  let english = try errors("en")
  let russian = try errors("ru")
  #expect(english.count == russian.count && english.count > 120)
  for (one, other) in zip(english, russian) {
    #expect(!isRussian(one), "\(one)")
    #expect(isRussian(other), "\(one) — \(other)")
    #expect(one.count < 260)
  }
  #expect(try errors("json").allSatisfy { $0.contains(#/^! [a-z-]+: /#) })
}

@Test(arguments: [
  "forward", "show P", "backward", "show dL/dW2", "explain P", "classify", "evaluate",
])
func `a number that is not finite is null with a note, and no bare nan in words`(
  command: String
) throws {
  let laboratory = try laboratory()
  try laboratory.say(
    """
    network hidden=relu; image set 0 0 1; set W1[0,0] 3e38; set W1[1,0] 3e38
    set W2[0,0] 1e9; set W2[0,1] -1e9; goto \(command == "forward" ? 0 : 6)
    """)
  if command.contains("dL") { try laboratory.say("backward") }
  let reply = try #require(laboratory.say(command).last)
  #expect(reply.json.text.contains(":null") || reply.json.text.contains("[null"))
  #expect(reply.json.text.contains("\"note\":"))
  let lines = reply.lines(in: .english)
  #expect(lines.contains { $0.contains("infinite or undefined") })
  #expect(!lines.contains { $0.contains("nan") || $0.contains(" inf ") })
}

@Test func `a run that diverges stops and says so, and undo takes it back`() throws {
  let laboratory = try laboratory()
  let before = laboratory.session.network
  let text = try laboratory.json("rate 1e30; network hidden=relu; train 1 epochs; wait")
  #expect(text.contains("\"diverged_at\":"))
  #expect(
    laboratory.session.network.parameterKeys.allSatisfy {
      laboratory.session.network[$0]?.values.allSatisfy(\.isFinite) == true
    })
  try laboratory.say("undo; undo")
  #expect(laboratory.session.network == before)
}

@Test func `a seed of 64 bits is written in full`() throws {
  #expect(
    try laboratory().json("network seed=18446744073709551615").contains(
      "\"seed\":18446744073709551615,"))
}

@Test(arguments: [
  ("rate=0.5", "rate 0.5"), ("hidden=relu", "network hidden=relu"),
  ("set W2[0,5]=0.3", "W2[0,5] 0.3"), ("set W1 [3,42] 0.5", "W1[3,42]"), ("exit", "quit"),
  ("lr 0.1", "rate"), ("set w1[3,42] 0.5", "W1"), ("task digits please", "digits"),
])
func `a slip is answered with what would be right, and nothing is changed`(
  line: String, right: String
) throws {
  let laboratory = try laboratory()
  let before = laboratory.session
  for language in Language.allCases {
    do {
      try laboratory.say(line)
      Issue.record("\(line) was taken")
    } catch let error as CommandError {
      #expect(error.words(in: language).contains("'\(right)'"), "\(error.words(in: language))")
    }
  }
  #expect(laboratory.session.network == before.network)
  #expect(laboratory.session.settings == before.settings)
}

@Test(arguments: ["set =0.3", "set W1[3,42]=", "hidden=", "=5", "="])
func `of half a slip nothing is made`(line: String) throws {
  do {
    try laboratory().say(line)
    Issue.record("\(line) was taken")
  } catch let error as CommandError {
    if case .misspelt = error { Issue.record("\(error.words(in: .english))") }
  }
}

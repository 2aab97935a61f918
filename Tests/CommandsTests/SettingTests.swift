import Engine
import Testing

@testable import Commands

@Test func `every setting is in the usage line, in the help and in the page`() throws {
  for setting in Setting.allCases {
    #expect(setting.command.usages.contains { $0.contains("[\(setting.rawValue)=") })
    #expect(CommandReference.markdown.contains("`\(setting.usage)`"))
    let laboratory = try laboratory()
    try laboratory.say(setting.example)
    guard CommandWord(rawValue: setting.rawValue) == nil else { continue }
    let lines = try #require(laboratory.say("help \(setting.rawValue)").first).lines(in: .english)
    #expect(lines.first == "\(setting.rawValue): \(setting.meaning(in: .english))")
    #expect(isRussian(setting.meaning(in: .russian)))
  }
}

@Test func `a setting's number is told in one form, and JSON has its own`() throws {
  for (value, text) in [
    (1, "1"), (50, "50"), (1e6, "1000000"), (1e7, "10000000"), (1e8, "1e8"), (0.05, "0.05"),
    (1e-5, "1e-5"),
    (1.5e-7, "1.5e-7"), (0.001, "0.001"),
  ] as [(Scalar, String)] {
    #expect(SettingsText.number(value) == text)
    #expect(Scalar(text) == value)
  }
  #expect(SettingsText.brief("adam 0.9 0.5 decay=1e-05") == "adam 0.9 0.5 decay=1e−5")
  #expect(SettingsText.brief("100-128-1 init=xavier-normal") == "100-128-1 init=xavier-normal")
  let laboratory = try laboratory()
  let replies = try laboratory.say("rate 50; rate 1e-5; optimizer adam; rate 1; rate")
  let lines = replies.map { $0.lines(in: .english) }
  #expect(lines[0] == ["rate 1 → 50"] && lines[1] == ["rate 50 → 1e−5"])
  #expect(lines[3][1].contains(": 1 is much") && lines[4][0] == "rate 1")
  #expect(replies[0].json.text.contains("50.0"))
  #expect(
    try laboratory.say("rate 0.3; history").last?.lines(in: .english).contains {
      $0.contains("1.0")
    } == false)
}

@Test func `the defaults of the settings are those of a new network`() throws {
  let plan = NetworkPlan()
  var changed = plan
  let words = Setting.network.filter { ![.slope, .alpha, .pieces].contains($0) }
  try changed.apply(try words.map { try NetworkWords.option("\($0.rawValue)=\($0.standard)") })
  #expect(changed == plan)
  for (hidden, setting) in [
    ("leakyrelu", Setting.slope), ("elu", .alpha), ("maxout", .pieces),
  ] {
    var (usual, said) = (plan, plan)
    try usual.apply([try NetworkWords.option("hidden=\(hidden)")])
    try said.apply([
      try NetworkWords.option("hidden=\(hidden)"),
      try NetworkWords.option("\(setting.rawValue)=\(setting.standard)"),
    ])
    #expect(usual.hidden.parameter == said.hidden.parameter)
    #expect(HiddenFunction.table(of: said.hidden).contains(said.hidden))
  }
}

@Test func `each initialiser is compared, and the proposed ones name who proposed them`() throws {
  let laboratory = try laboratory()
  let lines = try #require(laboratory.say("initializers").first).lines(in: .english)
  for name in NetworkWords.initializers where name != "auto" {
    #expect(lines.contains { $0.hasPrefix("init=\(name)") }, "\(name)")
  }
  for initializer in [Initializer.xavier, .xavierNormal, .he, .heNormal, .leCun, .orthogonal] {
    let source = try #require(initializer.source)
    #expect(lines.contains { $0.contains(source) })
  }
  let auto = try #require(laboratory.say("network hidden=relu init=auto").first)
  #expect(auto.lines(in: .english).contains { $0.contains("He et al. 2015") })
}

@Test func `a number that single precision cannot hold is refused and changes nothing`() throws {
  let laboratory = try laboratory()
  let before = laboratory.fingerprint
  for command in ["rate 3e-50", "optimizer sgd decay=1e-50", "optimizer momentum 1e-50"] {
    #expect(try laboratory.error(command).code == "too-small")
  }
  for command in ["speed 1e-9", "speed 1e10", "rate 1e50", "network hidden=elu alpha=1e40"] {
    #expect(try laboratory.error(command).code == "not-a-number")
  }
  #expect(laboratory.fingerprint == before)
  #expect(try laboratory.json("speed 0.1").contains("\"speed\":0.1,"))
  try laboratory.say("rate 1e-45; rate 0")
}

@Test func `replies have one minus, and it can be typed back`() throws {
  let laboratory = try laboratory()
  try laboratory.say("image digit 1; set W1[0,0] −0.25; image shift −1 0")
  #expect(laboratory.network[ParameterKey(layer: 0, role: .weights)]?.values.first == -0.25)
  let lines = try laboratory.say(
    "set W1[0,1] -1e-6; unit 0; forward; backward; explain dL/dW1[0,5]; check W1[0,5]; update"
  ).flatMap { $0.lines(in: .english) }
  #expect(!lines.contains { $0.contains(#/-[0-9]/#) })
  #expect(lines.contains { $0.contains("−") })
}

@Test func `where only ASCII is written everything is said in English`() throws {
  let laboratory = try laboratory(.russian)
  #expect(laboratory.language == .russian)
  try laboratory.say("glyphs ascii")
  #expect(laboratory.language == .english)
  #expect(try laboratory.error("language ru").code == "needs-letters")
  try laboratory.say("language en; glyphs unicode")
  #expect(laboratory.language == .english)
  try laboratory.say("language ru")
  #expect(laboratory.language == .russian)
}

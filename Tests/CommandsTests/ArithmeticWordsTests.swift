import Datasets
import Engine
import Foundation
import Testing

@testable import Commands

/// The words of `explain` and `check`.
@Suite struct ArithmeticWordsTests {
  private func lines(_ text: String, _ language: Language = .english) throws -> [String] {
    let laboratory = try laboratory(language)
    let reply = try #require(try laboratory.say(text).last)
    return laboratory.words(of: reply)
  }

  private func explained(_ hidden: String, _ name: String) throws -> [String] {
    try lines(
      "image sample slide; network 100-12-8-1 hidden=\(hidden) bias=on; forward; backward; explain \(name)"
    )
  }

  @Test func `explain puts the numbers into every formula`() throws {
    #expect(
      try explained("relu", "x_output2[3]")[2]
        == "  max(0, x_output1[3]) = max(0, −0.18213055) = 0.0")
    #expect(
      try explained("relu", "dx_output2/dx_output1[3]")[2]
        == "  1 if x_output1[3] > 0 else 0; −0.18213055 ≤ 0: 0")
    let slope = try explained("leakyrelu", "x_output2[3]")
    #expect(slope[2].hasSuffix(" = max(0.1 · (−0.18213055), −0.18213055) = −0.018213054"))
    #expect(slope[3] == "  slope = 0.1")
    #expect(
      try explained("tanh", "dx_output2/dx_output1[3]")[2]
        == "  1 − x_output2[3]² = 1 − (−0.18014307)² = 0.9675485")
    #expect(
      try explained("sigmoid", "x_output4[3]")[2].hasPrefix("  σ(x_output3[3]) = σ(") == true)
    let gelu = try explained("gelu", "x_output2[3]")
    #expect(gelu.last == "  Φ(x_output1[3]) = 0.42774016")
    #expect(try explained("sigmoid", "dL/dL").last == "  1")
    let weighted = try explained("sigmoid", "x_output1[3]")
    #expect(!weighted[2].contains(" = W1"))
  }

  @Test func `batch normalisation is explained in numbers, with its ε`() throws {
    let lines = try lines(
      "image sample slide; network 100-12-1 batchnorm=on; mode train; forward; explain x_hat1[0,3]")
    let sides = lines[2].components(separatedBy: " = ")
    #expect(sides.count == 4)
    #expect(sides[0] == "  (x_output1[0,3] − mu1[3]) · 1/√(var1[3] + ε)")
    #expect(sides[1].hasSuffix(" + 1e−5)") && !sides[1].contains("["))
    #expect(lines[3] == "  ε = 1e−5")
  }

  @Test func `a check begins with its verdict and says what the difference was divided by`()
    throws
  {
    let large = try lines("image sample slide; forward; backward; check W2[0,25]")
    #expect(large[0].hasPrefix("✓ agrees: backward −0."))
    #expect(large[0].contains("by changing W2[0,25] a little −0."))
    #expect(large[1].contains("/ (2 · 0.0"))
    #expect(large[2].contains("of the larger of the two"))
    #expect(large[3].contains("0.0001 counts as agreement"))
    let none = try lines("image sample slide; forward; backward; check W1[0,0]")
    #expect(none[2] == "  they are the same")
    let russian = try lines(
      "image sample slide; forward; backward; check W2[0,25]", .russian)
    #expect(russian[0].hasPrefix("✓ совпадает: обратный проход −0."))
  }

  @Test(arguments: ["W2[0,25]", "W2[0,75]", "W1[38,53]", "W1[3,33]", "x[2,6,0]", "b2[0]", "b1[5]"])
  func `a check can be worked out again from what it prints`(name: String) throws {
    for network in ["bias=on", "hidden=relu init=he bias=on", "hidden=tanh init=normal(2) bias=on"]
    {
      let lines = try lines(
        "image sample slide; network \(network); forward; backward; check \(name)")
      let quotient = try #require(lines.first { $0.contains("/ (2 · ") })
      let numbers = try quotient.replacing("−", with: "-").matches(of: /-?\d[\d.]*(e-?\d+)?/)
        .map { try #require(Double($0.output.0)) }
      // 2 of 2ε, both losses, 2, ε.
      let (plus, minus, epsilon) = (numbers[1], numbers[2], numbers[4])
      let said = try #require(lines.first { $0.contains("a little") })
      let text = try #require(said.split(separator: " ").last).replacing("−", with: "-")
      let told = try #require(Double(text))
      let places = text.split(separator: "e")[0].split(separator: ".").dropFirst().first?.count ?? 0
      let exponent = text.split(separator: "e").dropFirst().first.flatMap { Double($0) } ?? 0
      let unit = pow(10, exponent - Double(places))
      let again = (plus - minus) / (2 * epsilon)
      #expect(abs(again - told) <= 0.6 * unit, "\(network): \(quotient) \(told)")
      #expect(lines.last?.hasPrefix("  ε is 0.001") == true)
    }
  }

  @Test func `where both are tiny the floor is what a check divides by, and why is said`() throws {
    // A pixel of 1/256 has a gradient below a hundredth of the largest one.
    let lines = try lines(
      "image set 0 0 0.0039; image set 5 5 1; forward; backward; check W1[3,0]")
    #expect(lines[2].contains("too small beside the tensor's largest gradient"))
    #expect(lines[2].contains("divided by the floor"))
  }

  @Test func `a number exactly at a kink is told from one that is moved across it`() throws {
    let zeros = "image sample slide; network 100-16-1 hidden=relu init=zeros; forward; backward; "
    let exact = try lines(zeros + "check W1[0,35]")
    #expect(exact[0].contains("exactly at its function's kink"))
    #expect(exact[0].contains("a convention"))
    #expect(!exact.contains { $0.contains("agrees") })
    let whole = try lines(zeros + "check W1")
    #expect(whole[0].contains("skipped at a kink"))
    let across = try lines(
      "network 1-1-1 hidden=relu; image set 0 0 1; set W1 1e-9; forward; backward; check W1[0,0]")
    #expect(across[0].contains("moves a number across"))
  }

  @Test func `that a walk is over a batch is said once`() throws {
    let desk = try laboratory()
    try desk.say("network 100-8-1 batchnorm=on; mode train; image sample slide")
    func count(_ script: String) throws -> Int {
      try desk.say(script).flatMap { $0.lines(in: .english) }
        .count { $0.contains("Batch statistics need") }
    }
    #expect(try count("goto 3; step; step; show mu1") == 1)
    // The list of `walk`, and of `forward`, names the images itself.
    #expect(try count("walk; forward; backward; update") == 0)
    #expect(try count("step; step; step") == 1)
  }

  @Test func `in Russian equations and classes have Russian words, in JSON they have not`() throws {
    let desk = try laboratory(.russian)
    try desk.say("network 100-8-1 hidden=maxout; image sample slide")
    let reply = try #require(desk.say("goto 2").last)
    #expect(reply.lines(in: .russian)[0].contains("max по кускам k от"))
    #expect(reply.json.text.contains("max over pieces k of"))
    #expect(Datasets.Task.oneAgainstRest(3).classNames(in: .russian) == ["не 3", "3"])
    #expect(Datasets.Task.evenOdd.classNames(in: .russian) == ["нечет", "чёт"])
    for task in [Datasets.Task.oneAgainstRest(3), .evenOdd, .belowFive, .pair(3, 8), .digits] {
      #expect(task.classNames(in: .english) == task.classes)
    }
  }
}

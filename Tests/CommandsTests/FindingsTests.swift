import Datasets
import Engine
import Testing

@testable import Commands

/// The commands that find something in the data, and the table of functions as a command.
struct FindingsTests {
  private func say(_ text: String, to laboratory: Laboratory) throws -> Reply {
    var last: Reply?
    for statement in try Script.statements(of: text) {
      switch try laboratory.execute(statement) {
      case .reply(let reply): last = reply
      case .job(let job):
        let reply = try job.run { false }
        laboratory.keep(reply)
        last = reply
      case .waitForTraining: last = laboratory.waitForTraining { _ in true } ?? last
      }
    }
    return try #require(last)
  }

  private func losses(_ text: String, in laboratory: Laboratory) throws -> LossReport {
    guard case .losses(let report) = try say(text, to: laboratory) else {
      throw CommandError.cancelled
    }
    return report
  }

  @Test func `losses puts the wrong ones first and each part by falling loss`() throws {
    for task in ["0 rest", "3 8", "digits"] {
      let laboratory = Laboratory(session: try Session())
      let report = try losses("task \(task); network init=normal(1.0); losses test", in: laboratory)
      let examples = laboratory.examples(of: .test)
      #expect(report.order.count == examples.count)
      #expect(Set(report.order).count == examples.count)
      let order = report.order.map { Int($0) }
      let wrong = report.wrongCount
      #expect(wrong > 0 && wrong < order.count)
      #expect(order.prefix(wrong).allSatisfy(report.isWrong))
      #expect(!order.dropFirst(wrong).contains(where: report.isWrong))
      for part in [order[..<wrong], order[wrong...]] {
        let losses = part.map { report.verdicts.losses[$0] }
        #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 >= $1 })
      }
    }
  }

  @Test func `losses agrees with evaluate and with the engine's own losses`() throws {
    let laboratory = Laboratory(session: try Session())
    let report = try losses("task 4 9; losses validation", in: laboratory)
    let found = try #require(laboratory.findings.evaluation)
    let examples = laboratory.examples(of: .validation)
    #expect(laboratory.session.network.evaluate(examples) == found.evaluation)
    #expect(laboratory.session.network.losses(of: examples) == report.verdicts.losses)
    #expect(
      report.wrongCount == examples.count - found.evaluation.confusion[0][0]
        - found.evaluation.confusion[1][1])
  }

  @Test func `an image of the report is found by its place in the set`() throws {
    let laboratory = Laboratory(session: try Session())
    let report = try losses("task 3 8; losses test", in: laboratory)
    let range = laboratory.dataset.range(of: .test)
    for row in [range.lowerBound, range.lowerBound + 500, range.upperBound - 1] {
      let digit = laboratory.dataset.label(at: row)
      let example = report.example(ofRow: row)
      #expect((example != nil) == [3, 8].contains(digit))
      if let example { #expect(Int(report.rows[example]) == row) }
    }
    #expect(report.example(ofRow: 0) == nil)
  }

  @Test func `evaluate remembers whose weights it saw`() throws {
    let laboratory = Laboratory(session: try Session())
    _ = try say("evaluate test; train 3 updates; wait", to: laboratory)
    let found = try #require(laboratory.findings.evaluation)
    #expect(found.weights.update == 0 && found.split == .test)
    #expect(found.weights.network != laboratory.session.network)
    _ = try say("evaluate validation", to: laboratory)
    #expect(laboratory.findings.evaluation?.weights.update == 3)
    #expect(laboratory.findings.evaluation?.weights.network == laboratory.session.network)
  }

  @Test func `initializers tells of the plan until it changes`() throws {
    let laboratory = Laboratory(session: try Session())
    guard case .initializers(let report) = try say("initializers", to: laboratory) else {
      Issue.record("no report")
      return
    }
    #expect(report.names == InitializerTrial.compared.map { NetworkWords.text($0) })
    let session = laboratory.session
    #expect(report.tells(of: session.plan, task: session.task))
    _ = try say("network init=he; train 2 updates; wait", to: laboratory)
    #expect(report.tells(of: laboratory.session.plan, task: laboratory.session.task))
    _ = try say("network hidden=relu", to: laboratory)
    #expect(!report.tells(of: laboratory.session.plan, task: laboratory.session.task))
  }

  @Test func `functions lists the table, or tells one in words and JSON`() throws {
    let laboratory = Laboratory(session: try Session())
    let all = try say("functions", to: laboratory)
    #expect(all.lines(in: .english).count == HiddenFunction.table.count)
    let one = try say("functions ELU", to: laboratory)
    #expect(one.lines(in: .english).contains("range: (−α, ∞) = (−1, ∞)"))
    #expect(one.lines(in: .russian).contains("значения: (−α, ∞) = (−1, ∞)"))
    #expect(one.json.text.contains("\"range\":[-1.0,null]"))
    #expect(one.json.text.contains("\"centred\":false"))
    _ = try say("network hidden=elu alpha=0.5", to: laboratory)
    let own = try say("functions elu", to: laboratory).lines(in: .english)
    #expect(own.contains("range: (−α, ∞) = (−0.5, ∞)"))
    _ = try say("network hidden=leakyrelu slope=0.3", to: laboratory)
    let point = try say("functions sigmoid 1", to: laboratory)
    #expect(point.lines(in: .english).contains("z = 1.0: h = 0.7310586, h′ = 0.19661194"))
    #expect(point.json.text.contains("\"z\":1.0,\"h\":0.7310586,\"slope\":0.1966119"))
    for wrong in ["functions sigmoid one", "functions maxout 1", "functions sigmoid 1 2"] {
      #expect(throws: CommandError.self) { try say(wrong, to: laboratory) }
    }
    for command in ["functions leakyrelu", "help leakyrelu", "functions"] {
      let lines = try say(command, to: laboratory).lines(in: .english)
      #expect(lines.contains { $0.contains("h = max(0.3·z, z)") }, "\(command)")
    }
    do {
      _ = try say("functions rleu", to: laboratory)
      Issue.record("a wrong name was taken")
    } catch {
      #expect((error as? CommandError)?.code == "unknown-word")
    }
  }

  @Test func `the views are told in words in both languages`() throws {
    for language in Language.allCases {
      let laboratory = Laboratory(session: try Session(), language: language)
      _ = try say("image sample 0; evaluate; initializers; losses test", to: laboratory)
      let functions = laboratory.describe(.functions)
      #expect(functions.contains { $0.hasPrefix("x_output1") && $0.contains("128") })
      #expect(functions.contains { $0.hasPrefix("init=he") })
      let data = laboratory.describe(.data)
      #expect(data.contains { $0.contains("10 000") })
      #expect(data.contains { $0.contains("L = ") })
      #expect(!(functions + data).joined().contains("─"))
    }
  }
}

@Test func `at a rate of 3 most ReLU units die on 3 against 8, and the program counts them`() throws
{
  let laboratory = try laboratory()
  var accuracies: [Double] = []
  for seed in 1...5 {
    let trained = try laboratory.json(
      "task 3 8; network hidden=relu init=auto seed=\(seed); rate 3; train 20 epochs; wait")
    let dead = try #require(trained.firstMatch(of: /"dead_units":\[(\d+)/))
    #expect(try #require(Int(dead.output.1)) >= 100, "\(seed)")
    let result = try laboratory.json("evaluate test")
    let accuracy = try #require(result.firstMatch(of: /"accuracy":([0-9.]+)/))
    accuracies.append(try #require(Double(accuracy.output.1)))
  }
  // With few units left some seeds still learn; which ones is decided by the last bits of a processor's sums.
  #expect(accuracies.contains { abs($0 - 0.5) < 0.02 }, "\(accuracies)")
}

import Datasets
import Engine
import Testing

struct TaskTests {
  private let all: [Datasets.Task] =
    [.evenOdd, .belowFive, .digits]
    + (0...9).flatMap { first in
      [.oneAgainstRest(first)] + (0...9).filter { $0 != first }.map { .pair(first, $0) }
    }

  @Test func `every task is made again by its words`() throws {
    for task in all { #expect(try Datasets.Task(words: task.words) == task) }
    #expect(try Datasets.Task(words: ["EVEN", "Odd"]) == .evenOdd)
  }

  @Test func `the class named first is y = 1`() throws {
    #expect(try Datasets.Task(words: ["0", "rest"]).classes == ["rest", "0"])
    #expect(try Datasets.Task(words: ["3", "8"]).classes == ["8", "3"])
    #expect(try Datasets.Task(words: ["even", "odd"]).classes == ["odd", "even"])
    #expect(try Datasets.Task(words: ["below5"]).classes == ["5-9", "0-4"])
    #expect(try Datasets.Task(words: ["digits"]).classes.count == 10)
  }

  @Test func `targets follow the labels`() {
    func targets(_ task: Datasets.Task) -> [Int?] { (0...9).map(task.target) }
    #expect(targets(.oneAgainstRest(0)) == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect(targets(.pair(3, 8)) == [nil, nil, nil, 1, nil, nil, nil, nil, 0, nil])
    #expect(targets(.evenOdd) == [1, 0, 1, 0, 1, 0, 1, 0, 1, 0])
    #expect(targets(.belowFive) == [1, 1, 1, 1, 1, 0, 0, 0, 0, 0])
    #expect(targets(.digits) == Array(0...9))
  }

  @Test func `every target has a class and no other label has a target`() {
    for task in all {
      for label in 0...9 {
        if let target = task.target(ofLabel: label) {
          #expect(task.classes.indices.contains(target))
        }
      }
      #expect(task.target(ofLabel: -1) == nil)
      #expect(task.target(ofLabel: 10) == nil)
      #expect(task.isTenClass == (task.classes.count == 10))
    }
  }

  @Test func `a task uses the images of its labels only`() {
    let digits = BuiltInDigits.shared
    let indices = Datasets.Task.pair(3, 8).indices(of: .test, in: digits)
    #expect(indices.count == 1010 + 974)
    #expect(indices.allSatisfy { [3, 8].contains(digits.label(at: $0)) && $0 >= 60_000 })
    #expect(indices == indices.sorted())
    #expect(Datasets.Task.digits.indices(of: .validation, in: digits) == Array(50_000..<60_000))
    let empty = Dataset(rows: 1, columns: 1, images: [], labels: [])
    #expect(Datasets.Task.evenOdd.indices(of: .train, in: empty) == [])
  }

  @Test(
    arguments: [
      (
        [],
        "which task? give one of 'A rest', 'A B', 'even odd', 'below5', 'digits' (A and B are digits)"
      ),
      (["evn", "odd"], "unknown task 'evn odd'; would 'even odd' be right?"),
      (["digit"], "unknown task 'digit'; would 'digits' be right?"),
      (["3"], "the task '3' lacks its second class; give '3 rest', '3 8' for example"),
      (["3", "3"], "the two classes of '3 3' are the same; give '3 rest', '3 8' for example"),
      (["3", "rst"], "unknown task '3 rst'; would '3 rest', '3 8' be right?"),
      (["3", "8", "9"], "the task '3 8 9' has too many words; give '3 rest', '3 8' for example"),
      (
        ["10", "rest"],
        "unknown task '10 rest'; would '0 rest' be right?"
      ),
      (
        ["cats\u{1B}[2J"],
        "unknown task 'cats\\u{1B}[2J'; would 'A rest', 'A B', 'even odd', 'below5', 'digits' be right?"
      ),
    ] as [([String], String)])
  func `a wrong task names the forms that are right`(words: [String], message: String) {
    do {
      let task = try Datasets.Task(words: words)
      Issue.record("\(words) made \(task)")
    } catch {
      #expect(error.words(in: .english) == message)
      #expect(error.words(in: .russian) != message)
      #expect(error.code == "unknown-task")
    }
  }

  @Test func `no words of any kind trap`() {
    var generator = TestGenerator(seed: 3)
    let parts = ["", "0", "9", "10", "-1", "rest", "even", "odd", "below5", "é", "\u{0}", "👩‍🚀"]
    for _ in 0..<2000 {
      let words = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
        parts.randomElement(using: &generator) ?? ""
      }
      if let task = try? Datasets.Task(words: words) { #expect(task.words == words) }
    }
  }
}

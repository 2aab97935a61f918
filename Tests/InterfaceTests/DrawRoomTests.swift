import Commands
import Engine
import Interface
import Testing

/// What the Draw view makes of the room between its small and its large layout.
struct DrawRoomTests {
  private func rows(_ bench: inout DrawBench) -> [String] {
    bench.text().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test(arguments: [(100, 30), (120, 30), (100, 28), (120, 40), (200, 60)])
  func `the strip of digits ends where the screen does, without empty rows`(
    width: Int, height: Int
  ) throws {
    var bench = try DrawBench(width: width, height: height)
    try bench.type("d")
    let rows = rows(&bench)
    let top = try #require(rows.firstIndex { $0.contains("─ digits") })
    #expect(rows[top].count == width && rows[top].hasSuffix("╮"))
    let bottom = try #require(rows[top...].firstIndex { $0.hasPrefix("╰") })
    let empty = rows[top..<bottom].count { row in
      row.allSatisfy { $0 == " " || $0 == "│" || $0 == "▐" }
    }
    #expect(empty <= 1)
  }

  @Test(arguments: [(100, 30), (120, 40), (200, 60)])
  func `the keys of the digits have words and are buttons`(width: Int, height: Int) throws {
    for language in Language.allCases {
      for script in ["image clear", "image digit 0"] {
        var bench = try DrawBench(width: width, height: height, language: language, script)
        let words =
          language == .english ? "d next  D back  r random" : "d ещё  D назад  r случайная"
        #expect(bench.text().contains(words), "\(width)×\(height) \(script)")
        for key in ["d", "D", "r"] as [Unicode.Scalar] {
          #expect(bench.state.targets.contains { $0.action == .key(.character(key)) })
        }
      }
    }
  }

  @Test func `what fitting would do stands beside the strip only where it does something`() throws {
    var bench = try DrawBench(width: 100, height: 30, "image set 4 4 1")
    func end() throws -> Int? {
      let edge = try #require(rows(&bench).first { $0.contains("─ digits") })
      return Array(edge).firstIndex(of: "╮")
    }
    #expect(try end() == 75)
    #expect(bench.text().contains("f fits"))
    try bench.run("image fit")
    #expect(try end() == 99)
  }

  @Test func `large type leaves the digits their keys`() throws {
    var bench = try DrawBench(width: 80, height: 24, theme: Theme(name: .projector))
    try bench.type("d")
    bench.state.type = .large
    #expect(bench.text().contains("digits  class , ◂ any    ▸ .  d next  D back  r random"))
    let next = try #require(bench.state.targets.first { $0.action == .key(.character(".")) })
    try bench.mouse(.press, next.area.x, next.area.y)
    #expect(bench.state.draw.digitClass == 0)
  }

  @Test func `the scale of the gradient is on no larger screen narrower than on the smallest`()
    throws
  {
    func columns(_ width: Int, _ height: Int) throws -> Int {
      var bench = try DrawBench(width: width, height: height, "image digit 0")
      let row = try #require(
        rows(&bench).first { row in
          row.split(separator: "│").contains { $0.contains("−0.") && $0.contains("+0.") }
        })
      let part = try #require(row.split(separator: "│").first { $0.contains("−0.") })
      return part.trimmed.drop { $0 != "−" }.count
    }
    let smallest = try columns(80, 24)
    for (width, height) in [(100, 30), (120, 36), (120, 40), (140, 45), (200, 60)] {
      #expect(try columns(width, height) >= smallest, "\(width)×\(height)")
    }
  }
}

extension StringProtocol {
  /// Without the blanks at both ends.
  fileprivate var trimmed: Substring {
    var part = self[...]
    while part.last == " " { part = part.dropLast() }
    return Substring(part.drop { $0 == " " })
  }
}

/// The row of the tabs, which says what is learned.
struct TabsTests {
  private func tabs(_ script: String, width: Int, language: Language = .english) throws -> String {
    let desk = try ViewDesk(script, language: language, width: width, height: 24)
    return String(desk.screen.prefix { $0 != "\n" })
  }

  @Test func `the task is read as it is said, and fits beside the tabs of a small screen`() throws {
    for (script, words) in [
      ("task 0 rest", "0 vs rest · 100–128–1"), ("task 3 8", "3 vs 8 · 100–128–1"),
      ("task even odd", "even vs odd · 100–128–1"), ("task below5", "below 5 · 100–128–1"),
      ("task digits", "digits · 100–128–10"),
    ] {
      for width in [80, 90, 100, 120] {
        #expect(try tabs(script, width: width).contains(words), "\(width) \(script)")
      }
    }
    #expect(try tabs("task 0 rest", width: 100, language: .russian).contains("0 или нет"))
  }

  @Test func `every view keeps its name where there is room for all`() throws {
    for width in [60, 80, 200] {
      let tabs = try tabs("", width: width)
      for name in ["1 Draw", "2 Walk", "3 Train", "4 Units", "5 Functions", "6 Data"] {
        #expect(tabs.contains(name), "\(width)")
      }
    }
  }

  @Test func `no button of the strip moves under the mouse`() throws {
    for language in Language.allCases {
      for (width, height) in [(80, 24), (100, 30), (120, 30)] {
        var bench = try DrawBench(width: width, height: height, language: language, "image digit 0")
        func places() -> [String: Rect] {
          _ = bench.text()
          var places: [String: Rect] = [:]
          for target in bench.state.targets where 5..<height - 2 ~= target.area.y {
            for key in ["d", "D", "r", ",", "."] as [Unicode.Scalar]
            where target.action == .key(.character(key)) {
              places["\(key)"] = target.area
            }
          }
          return places
        }
        let first = places()
        // Some of them have a preview of fitting beside the strip, others have none.
        for _ in 0..<6 {
          try bench.type("d")
          #expect(places() == first, "\(width)×\(height)")
        }
        try bench.type(".")
        #expect(places() == first, "\(width)×\(height)")
      }
    }
  }
}

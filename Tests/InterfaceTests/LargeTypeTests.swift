import Commands
import Engine
import Interface
import Testing

@Suite struct LargeTypeTests {
  @Test func `letters are made of half blocks, two pixels a cell`() {
    #expect(
      drawn(11, 3) { BigText("0.5").draw(on: &$0, in: $0.bounds, scale: 1, dark) } == """
        █▀█   █▀▀
        █ █   ▀▀█
        ▀▀▀ ▀ ▀▀▀
        """)
    #expect(BigText("0.5").width(scale: 1, dark) == 9)
    #expect(BigText("0.5").width(scale: 2, dark) == 18)
  }

  @Test func `letters of ASCII take a row for each pixel`() {
    #expect(
      drawn(4, 6) { BigText("L").draw(on: &$0, in: $0.bounds, scale: 1, ascii) } == """
        #
        #
        #
        #
        ###

        """)
  }

  @Test func `a text takes the largest scale that fits`() {
    #expect(BigText("0.5").scale(fitting: 9, rows: 3, dark) == 1)
    #expect(BigText("0.5").scale(fitting: 18, rows: 6, dark) == 2)
    #expect(BigText("0.5").scale(fitting: 18, rows: 5, dark) == 1)
    #expect(BigText("0.5").scale(fitting: 8, rows: 9, dark) == 0)
  }

  /// All that a headline may say in large letters: names of tensors, numbers, classes.
  @Test func `every letter of a name or a number has a picture`() throws {
    let unknown = drawn(4, 3) { BigText("?").draw(on: &$0, in: $0.bounds, scale: 1, dark) }
    for scalar in "0123456789.,-−+=/[]()_·×→′₀₁₂₃₄₅₆₇₈₉abcdefghijklmnopqrstuvwxyzPLWσμγβᵀ²"
      .unicodeScalars
    {
      let picture = drawn(6, 3) {
        BigText(String(scalar)).draw(on: &$0, in: $0.bounds, scale: 1, dark)
      }
      #expect(picture != unknown, "\(scalar)")
      #expect(picture.contains { !$0.isWhitespace }, "\(scalar)")
    }
  }

  @Test(arguments: ViewName.allCases)
  func `every view says its most important number in large letters`(view: ViewName) throws {
    let desk = try ViewDesk("image sample slide; forward", view: view, width: 80, height: 24)
    let small = desk.screen
    desk.state.type = .large
    let large = desk.screen
    #expect(large != small)
    let rows = large.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(rows[1...3].allSatisfy { $0.contains { "█▀▄".contains($0) } })
    // The line at the bottom and the status stay where they are.
    #expect(rows.last == small.split(separator: "\n", omittingEmptySubsequences: false).last)
  }

  @Test func `no size traps in large type, in any view, theme or task`() throws {
    for view in ViewName.allCases {
      for script in ["", "task digits; image sample 3; forward", "network 100-16-8-1 batchnorm=on"]
      {
        let desk = try ViewDesk(script, view: view)
        desk.state.type = .large
        for theme in [dark, ascii] {
          desk.state.theme = theme
          for (width, height) in absurdSizes {
            (desk.state.width, desk.state.height) = (width, height)
            #expect(desk.render().cells.count == width * height)
          }
        }
      }
    }
  }

  @Test func `a window without room to spare has no large type`() throws {
    let desk = try ViewDesk(view: .draw, width: 60, height: 20)
    let small = desk.screen
    desk.state.type = .large
    #expect(desk.screen == small)
  }

  @Test func `where name and number cannot both be large the number is`() throws {
    func headline(_ step: Int) throws -> [Substring] {
      let desk = try ViewDesk("image sample slide; goto \(step)", view: .walk)
      desk.state.type = .large
      return desk.screen.split(separator: "\n", omittingEmptySubsequences: false)[1...3].map(\.self)
    }
    let long = try headline(15)
    #expect(long.allSatisfy { $0.contains { "█▀▄".contains($0) } })
    #expect(long[0].contains("dx_output₂/dx_output₁["))
    // Of a short name both are, and its index and the equation go on from it.
    let short = try headline(19).joined()
    #expect(!short.contains("W₂ [") && short.contains("← W₂"))
    #expect(!short.contains("W₂["))
  }

  @Test func `a number among many keeps its index beside large type`() throws {
    let desk = try ViewDesk("image sample slide; goto 17", view: .walk, width: 120, height: 40)
    desk.state.type = .large
    let head = desk.screen.split(separator: "\n", omittingEmptySubsequences: false)[1...6]
    #expect(head.joined().contains("dL/dW₁[75,53]"))
    #expect(head.joined().contains("= dL/dx_output₁"))
  }
}

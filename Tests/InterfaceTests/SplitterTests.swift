import Commands
import Interface
import Testing

/// Boundaries between panels: dragged, moved by keys, kept within what both panels need.
struct SplitterTests {
  private static let views: [ViewName] = [.draw, .train, .units, .functions, .data]

  private func boundaries(_ desk: ViewDesk) -> [Boundary] {
    _ = desk.render()
    return desk.state.targets.compactMap {
      if case .boundary(let boundary) = $0.action { boundary } else { nil }
    }
  }

  @Test(arguments: views) func `the mouse moves every boundary and it stays under the mouse`(
    view: ViewName
  ) throws {
    let desk = try ViewDesk(view: view, width: 120, height: 40)
    #expect(!boundaries(desk).isEmpty)
    for boundary in boundaries(desk) {
      let area = boundary.area
      let isUpright = area.height > area.width
      // A place where no panel has a button of its own in its border.
      let start = (x: area.x + (isUpright ? 0 : area.width / 2), y: area.y + area.height / 2)
      desk.send(.mouse(Mouse(.press, x: start.x, y: isUpright ? start.y : area.y)))
      let step = view == .draw ? -12 : -2
      let end = (
        x: start.x + (isUpright ? step : 0), y: isUpright ? start.y : area.y + step
      )
      desk.send(.mouse(Mouse(.drag, x: end.x, y: end.y)))
      desk.send(.mouse(Mouse(.release, x: end.x, y: end.y)))
      let moved = try #require(
        boundaries(desk).first { $0.splitter == boundary.splitter })
      #expect(moved.offset == boundary.offset + step, "\(boundary.splitter)")
      #expect(
        isUpright ? moved.area.x == area.x + step : moved.area.y == area.y + step,
        "\(boundary.splitter)")
      // A drag elsewhere moves nothing any more.
      desk.send(.mouse(Mouse(.drag, x: 5, y: 5)))
      #expect(boundaries(desk).contains(moved))
    }
    #expect(desk.errors.isEmpty)
  }

  @Test(arguments: views) func `keys move what the mouse can move`(view: ViewName) throws {
    let desk = try ViewDesk(view: view, width: 120, height: 40)
    let before = boundaries(desk)
    desk.type("{{{")
    let upright = try #require(boundaries(desk).first)
    #expect(upright.offset < before[0].offset)
    desk.type("}}}")
    #expect(boundaries(desk)[0].offset == before[0].offset)
    guard let flat = before.firstIndex(where: { $0.area.width > $0.area.height }) else { return }
    desk.type("((")
    #expect(boundaries(desk)[flat].offset == before[flat].offset - 2)
    desk.type("))")
    #expect(boundaries(desk) == before)
  }

  @Test(arguments: views) func `every boundary is moved by keys alone`(view: ViewName) throws {
    let desk = try ViewDesk(view: view, width: 120, height: 40)
    let count = boundaries(desk).count
    for place in 0..<count {
      desk.type("|")
      let before = boundaries(desk)
      #expect(desk.state.splits.chosen == before[place].splitter)
      desk.type(before[place].area.width > before[place].area.height ? "((" : "{{{")
      let after = boundaries(desk)
      for (place, chosen) in (0..<count).map({ ($0, $0 == place) }) {
        #expect((after[place].offset < before[place].offset) == chosen, "\(before[place])")
      }
      desk.type(before[place].area.width > before[place].area.height ? "))" : "}}}")
    }
    // After the last none is chosen, nor after Esc.
    desk.type("|")
    #expect(desk.state.splits.chosen == nil)
    desk.type("|")
    desk.send(.key(Key(.escape)))
    #expect(desk.state.splits.chosen == nil)
  }

  @Test(arguments: views) func `no boundary leaves the screen, wherever it is pulled`(
    view: ViewName
  ) throws {
    for (width, height) in [(60, 20), (80, 24), (120, 40), (200, 60)] {
      let desk = try ViewDesk(view: view, width: width, height: height)
      for pull in [-500, 500] {
        for boundary in boundaries(desk) {
          let area = boundary.area
          desk.send(.mouse(Mouse(.press, x: area.x, y: area.maxY - 2)))
          desk.send(.mouse(Mouse(.drag, x: area.x + pull, y: area.y + pull)))
          desk.send(.mouse(Mouse(.release, x: area.x + pull, y: area.y + pull)))
        }
        for boundary in boundaries(desk) {
          #expect(boundary.area.x > 10 || boundary.area.width > 2)
          #expect(boundary.area.maxX < width || boundary.area.width > 2)
          #expect(boundary.area.y > 0 && boundary.area.maxY < height)
        }
      }
      // A larger window gives back what the smaller one had no room for.
      desk.send(.resize(width: 200, height: 60))
      #expect(!boundaries(desk).isEmpty)
    }
  }
}

@Test func `the handle of a boundary stands where its line is bare`() throws {
  let desk = try ViewDesk(
    "task 0 1; batch 256; train 40 epochs; wait", view: .train, width: 200, height: 60)
  let edge = try #require(
    desk.screen.split(separator: "\n").first { $0.contains("back to epoch") })
  let numbers = try #require(
    edge.split(separator: "back to epoch ").last?.split(separator: "─").first)
  let epochs = numbers.split(separator: " ").compactMap { Int(String($0)) }
  #expect(epochs == Array(0...40))
  #expect(edge.contains("─━━━─"))
}

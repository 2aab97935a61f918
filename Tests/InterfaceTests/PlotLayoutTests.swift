import Testing

@testable import Interface

@Test func `a floor stands beside its tick in the lowest row, and nothing goes below it`() throws {
  for height in 7...40 {
    for high in [0.8, 1, 0.32, 5] {
      let points = [
        Series.Point(x: 0, y: 0.1, minimum: 0, maximum: high),
        Series.Point(x: 1, y: 0.1, minimum: 0, maximum: high),
      ]
      var plot = Plot([Series(name: "", points: points)], yRange: 0...high)
      plot.hasFloor = true
      let layout = PlotLayout(plot, in: Rect(x: 0, y: 0, width: 60, height: height), Theme())
      // One dot of the row is left below it, so that 0 is neither above nor below its own tick.
      let dots = layout.curves.height * 4
      #expect(layout.y.high >= high && layout.dot(y: 0) == dots - 2)
      let dot = (layout.y.high - layout.y.low) / Double(dots - 1)
      #expect(layout.y.low <= 0 && layout.y.low > -1.5 * dot)
      let zero = try #require(layout.yTicks.first)
      #expect(zero.value == 0 && layout.row(of: 0) == layout.curves.maxY - 1)
      let rows = layout.yTicks.compactMap { layout.row(of: $0.value) }
      #expect(Set(zip(rows, rows.dropFirst()).map { $0 - $1 }).count <= 1)
    }
  }
}

@Test func `the room that a logarithmic axis has left is below`() {
  for height in 7...40 {
    let plot = Plot(
      [Series(name: "", points: [.init(x: 0, y: 1e-9), .init(x: 1, y: 3)])],
      yRange: 0.005...3.2, isLogarithmic: true, showsLastValues: false)
    let layout = PlotLayout(plot, in: Rect(x: 0, y: 0, width: 60, height: height), Theme())
    // Less than one row above the largest value.
    let room = layout.dot(y: 3.2) ?? 99
    #expect(room <= 4, "\(height): \(room)")
  }
}

@Test func `the name of x stands where no number does`() {
  for width in 20...70 {
    for name in ["P", "updates", "x_output₃"] {
      let plot = Plot(
        [Series(name: "", points: [.init(x: 0, y: 0), .init(x: 1, y: 1)])], xRange: 0...1,
        xName: name, showsLastValues: false)
      let rows = drawn(width, 9) { plot.draw(on: &$0, in: $0.bounds, dark) }.split(separator: "\n")
      let numbers = rows.last?.split(separator: " ").filter { Double($0) != nil } ?? []
      #expect(numbers.first == "0" && numbers.last.flatMap { Double($0) } == 1, "\(width) \(name)")
      #expect(rows.contains { $0.contains(name) }, "\(width): \(name)")
    }
  }
}

@Test func `ticks at equal distances stand at equal distances, each in the middle of its row`() {
  for height in 7...40 {
    for (low, high) in [(0.0, 1.0), (-0.2, 1.3), (0, 0.7), (-3, 5), (90, 100), (0.013, 0.62)] {
      let plot = Plot(
        [Series(name: "", points: [.init(x: 0, y: low), .init(x: 1, y: high)])], yRange: low...high,
        showsLastValues: false)
      let layout = PlotLayout(plot, in: Rect(x: 0, y: 0, width: 60, height: height), Theme())
      let rows = layout.yTicks.compactMap { layout.row(of: $0.value) }
      let steps = Set(zip(rows, rows.dropFirst()).map { $0 - $1 })
      #expect(steps.count <= 1, "\(height) \(low)…\(high): \(rows)")
      #expect(layout.y.low <= low && layout.y.high >= high)
      for tick in layout.yTicks where layout.yTicks.count > 1 {
        let dots = (layout.y.part(of: tick.value) ?? -1) * Double(layout.curves.height * 4 - 1)
        #expect(abs((dots - 1.5).remainder(dividingBy: 4)) < 1e-6, "\(height) \(tick)")
      }
    }
  }
}

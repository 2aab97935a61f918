import Testing

@testable import Interface

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

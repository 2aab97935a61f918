import Foundation
import Interface
import Testing

private func line(_ values: [Double], name: String = "", markers: Bool = false) -> Series {
  Series(
    name: name, points: values.enumerated().map { .init(x: Double($0.offset), y: $0.element) },
    showsMarkers: markers)
}

private func plotted(_ width: Int, _ height: Int, _ plot: Plot, _ theme: Theme = dark) -> String {
  drawn(width, height) { plot.draw(on: &$0, in: $0.bounds, theme) }
}

@Test func `a rising line is connected from corner to corner`() {
  #expect(
    plotted(4, 2, Plot([line([0, 1])], showsLastValues: false)) == """
        ⡠⠊
      ⡠⠊
      """)
}

@Test func `axes stand at steps of 1-2-5 and the last value at the right`() {
  let values = (0...40).map { Double($0) * 0.025 }
  #expect(
    plotted(40, 10, Plot([line(values, name: "loss")], xName: "updates", digits: 2), ascii) == """
          |
      1.0 +                       ** loss 1.00
          |                   ****
          |              *****
      0.5 +          ****
          |      ****
          | *****
        0 +*
          ++-----------+-----------+
           0          20          40   updates
      """)
}

@Test func `a number that is none breaks the line`() {
  let plot = Plot([line([1, 1, .nan, 1, 1])], showsLastValues: false)
  let result = plotted(12, 1, plot, ascii)
  #expect(result == "****    ****")
  #expect(
    plotted(9, 1, Plot([line([1, .infinity, 1])], showsLastValues: false), ascii) == "*       *")
}

@Test func `a loss of zero has no place on a logarithmic axis`() {
  let plot = Plot([line([1, 0, 1])], isLogarithmic: true, showsLastValues: false)
  #expect(plotted(9, 3, plot, ascii).filter { $0 == "*" }.count == 2)
}

@Test func `a spike between two columns is in the band`() {
  var values = Array(repeating: 0.0, count: 1000)
  values[503] = 1
  let result = plotted(10, 4, Plot([line(values)], showsLastValues: false), ascii)
  let top = result.split(separator: "\n", omittingEmptySubsequences: false).first
  #expect(top == "     .")
}

@Test func `a smooth curve has no band`() {
  let values = (0..<1000).map { Double($0) / 1000 }
  #expect(!plotted(14, 4, Plot([line(values)], showsLastValues: false), ascii).contains("."))
}

@Test func `the band is drawn behind the line`() {
  let points = (0...9).map {
    Series.Point(x: Double($0), y: 0.5, minimum: 0, maximum: 1)
  }
  let plot = Plot([Series(name: "", points: points)], yRange: 0...1, showsLastValues: false)
  var canvas = Canvas(width: 10, height: 3)
  plot.draw(on: &canvas, in: canvas.bounds, dark)
  #expect(canvas[4, 0]?.ink.background == dark.ink(.envelope).foreground)
  #expect(canvas[4, 1]?.ink.foreground == dark.ink(.seriesFirst).foreground)
  #expect(canvas[4, 1]?.ink.background == dark.ink(.envelope).foreground)
  #expect((0x2801...0x28FF).contains(canvas[4, 1]?.glyph.value ?? 0))
}

@Test func `a mark has its word above and the crosshair its values`() {
  let plot = Plot(
    [line((0...100).map { 1 - Double($0) / 100 }, name: "train")],
    marks: [PlotMark(x: 50, label: "rate 1 → 0.3")], crosshair: 25, xName: "update", digits: 2)
  let lines = plotted(50, 14, plot, ascii).split(separator: "\n", omittingEmptySubsequences: false)
  #expect(lines[0].contains("update 25  train 0.75"))
  #expect(lines[1].contains("rate 1 -> 0.3"))
  #expect(lines[3].contains("|") && lines[10].contains(":"))
}

@Test func `the mouse reads the x that stands there`() throws {
  let plot = Plot([line(Array(repeating: 1, count: 101))])
  let area = Rect(x: 3, y: 2, width: 60, height: 12)
  let curves = plot.curveArea(in: area, dark)
  let middle = try #require(plot.x(atColumn: curves.x + curves.width / 2, in: area, dark))
  #expect(abs(middle - 50) < 2)
  #expect(plot.x(atColumn: curves.x - 1, in: area, dark) == nil)
  #expect(plot.x(atColumn: curves.maxX, in: area, dark) == nil)
}

@Test func `labels of curves that end together do not touch`() {
  let plot = Plot(
    [line([1, 0.5], name: "a"), line([0, 0.5], name: "b"), line([0.5, 0.5], name: "c")], digits: 1)
  let result = plotted(30, 9, plot, ascii)
  for label in ["a 0.5", "b 0.5", "c 0.5"] { #expect(result.contains(label)) }
}

/// Areas from nothing to large, with numbers that no axis likes.
@Test func `no size and no number traps`() {
  let wild: [[Double]] = [
    [], [.nan], [0], [1, 1], [.infinity, -.infinity], [.greatestFiniteMagnitude, -1e308],
    [.leastNonzeroMagnitude, .leastNormalMagnitude], [-1, 0, 1],
  ]
  for values in wild {
    for isLogarithmic in [false, true] {
      let plot = Plot(
        [line(values, name: "name", markers: true), line([1, 2, 3])], isLogarithmic: isLogarithmic,
        marks: [PlotMark(x: 1, label: "mark"), PlotMark(x: .nan, label: "none")], crosshair: 1,
        xName: "updates")
      for (width, height) in [(0, 0), (1, 1), (2, 9), (9, 2), (16, 5), (17, 6), (40, 12), (90, 3)] {
        for theme in [dark, ascii] {
          var canvas = Canvas(width: width, height: height)
          plot.draw(on: &canvas, in: canvas.bounds, theme)
          plot.draw(on: &canvas, in: Rect(x: -4, y: -2, width: width, height: height), theme)
          #expect(canvas.cells.count == width * height)
        }
      }
    }
  }
  let wide = Plot([Series(name: "", points: [.init(x: -1e308, y: 1), .init(x: 1e308, y: 2)])])
  #expect(!plotted(30, 8, wide).isEmpty)
}

@Test func `nothing is drawn outside the area`() {
  let area = Rect(x: 4, y: 3, width: 30, height: 9)
  let plot = Plot(
    [line((0..<50).map { sin(Double($0)) }, name: "long name")], yRange: -0.5...0.5,
    marks: [PlotMark(x: 0, label: "a label longer than the whole plot is wide")], crosshair: 49,
    xName: "updates")
  for theme in [dark, ascii] {
    var canvas = Canvas(width: 40, height: 16)
    plot.draw(on: &canvas, in: area, theme)
    for y in 0..<16 {
      for x in 0..<40 where !area.contains(x: x, y: y) { #expect(canvas[x, y] == .blank) }
    }
  }
}

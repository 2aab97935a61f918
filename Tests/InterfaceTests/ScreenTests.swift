import Foundation
import Interface
import Testing

/// The digit of a drawing, in hundredths.
private let drawing: [Float] = [
  0, 0, 0, 0, 0, 33, 89, 68, 0, 0, 0, 0, 0, 1, 33, 96, 92, 80, 43, 0,
  0, 0, 0, 44, 99, 79, 96, 40, 82, 0, 0, 0, 25, 95, 71, 9, 14, 0, 98, 21,
  0, 6, 91, 37, 5, 0, 0, 0, 99, 38, 0, 51, 79, 0, 0, 0, 0, 0, 99, 34,
  0, 66, 47, 0, 0, 0, 1, 51, 72, 1, 0, 66, 36, 0, 0, 11, 69, 57, 0, 0,
  0, 66, 88, 51, 75, 91, 51, 5, 0, 0, 0, 25, 86, 99, 65, 14, 0, 0, 0, 0,
].map { $0 / 100 }

/// A screen of most widgets, as a view would put them together.
private func sample(_ theme: Theme, width: Int, height: Int) -> Canvas {
  var canvas = Canvas(width: width, height: height)
  canvas.fill(canvas.bounds, theme.ink(.text))
  let (bar, rest) = canvas.bounds.splitTop(1)
  canvas.fill(bar, theme.ink(.tabBar))
  canvas.put(" 1 Draw ", x: 0, y: 0, theme.ink(.tabChosen))
  canvas.put(theme.text(" 2 Walk ▸"), x: 8, y: 0, theme.ink(.tabBar))
  let (body, prompt) = rest.splitTop(rest.height - 1)
  let (left, right) = body.splitLeft(26)
  let (top, bottom) = right.splitTop(12)

  let picture = Frame("x  10×10×1", note: "soft", isActive: true).draw(
    on: &canvas, in: left, theme)
  let grid = PixelGrid(
    Raster(rows: 10, columns: 10, values: drawing), scale: .pixels, size: .cells(1),
    cursor: Place(row: 2, column: 6))
  let place = Rect(x: picture.x + 3, y: picture.y + 1, width: 20, height: 10)
  grid.draw(on: &canvas, in: place, theme)
  grid.drawLabels(on: &canvas, around: place, theme)
  Legend(.pixels, low: "0", high: "1").draw(
    on: &canvas, in: Rect(x: place.x, y: place.maxY, width: 21, height: 1), theme)
  let gradient = drawing.map { 0.3 - $0 * 0.7 }
  PixelGrid(Raster(rows: 10, columns: 10, values: gradient), scale: .diverging(limit: 0.4)).draw(
    on: &canvas, in: Rect(x: picture.x, y: place.maxY + 2, width: 10, height: 5), theme)
  ProbabilityBar(0.7312).draw(
    on: &canvas, in: Rect(x: picture.x + 12, y: place.maxY + 3, width: 11, height: 2), theme)
  ProgressLine(0.46).draw(
    on: &canvas, in: Rect(x: picture.x + 12, y: place.maxY + 6, width: 11, height: 1), theme)

  let plot = Frame("loss", note: "log").draw(on: &canvas, in: top, theme)
  let points = (0...40).map { index in
    let value = exp2(-Double(index) / 6) + 0.01
    return Series.Point(
      x: Double(index * 50), y: value, minimum: value * 0.6, maximum: value * 1.8)
  }
  Plot(
    [Series(name: "train", points: points)], isLogarithmic: true,
    marks: [PlotMark(x: 1000, label: "rate 1 → 0.3")], xName: "updates"
  ).draw(on: &canvas, in: plot, theme)

  let (words, numbers) = bottom.splitLeft(28)
  Paragraph([
    Span("Each row of "), Span("dL/dW₁", .gradient),
    Span(" is the drawing, scaled by one number. "), Span("Каждая строка — рисунок.", .faint),
  ]).draw(on: &canvas, in: words.inset(1, 1), theme)
  let inside = Frame("terms", note: "×10⁻⁵").draw(on: &canvas, in: numbers, theme)
  let column = NumberColumn(digits: 2, sign: true, exponent: -5)
  Table(
    [.init("i"), .init("W₁·x", align: .right)],
    rows: [0.000_06, -0.000_012, 0].enumerated().map {
      [Span("\($0.offset)"), Span(column.text($0.element), .gradient)]
    }, chosen: 1
  ).draw(on: &canvas, in: inside, theme)
  Histogram(drawing, bins: 8).draw(
    on: &canvas, in: Rect(x: inside.x + 14, y: inside.y, width: 8, height: 4), theme)

  TextField("train 5 epochs").draw(on: &canvas, in: prompt, theme)
  KeyHint.drawRow(
    [KeyHint("space", "paint"), KeyHint("⌫", "back"), KeyHint("?", "help")], on: &canvas,
    in: prompt.splitLeft(prompt.width / 2).right, theme)
  return canvas
}

@Test func `the widgets look as recorded in 256 colours`() {
  expectScreen(sample(dark, width: 80, height: 24), named: "widgets-80x24-dark")
}

@Test func `the widgets look as recorded in ASCII without colours`() {
  expectScreen(sample(ascii, width: 80, height: 24), named: "widgets-80x24-ascii")
}

@Test func `a screen with an ASCII theme has only ASCII and Cyrillic`() {
  let glyphs = sample(ascii, width: 120, height: 40).cells.map(\.glyph)
  #expect(glyphs.allSatisfy { $0.isASCII || (0x400...0x52F).contains($0.value) })
}

@Test func `every theme draws at every size without a trap`() {
  for theme in allThemes {
    for (width, height) in [(0, 0), (1, 1), (3, 2), (20, 6), (27, 13), (60, 20), (200, 3), (5, 60)]
    {
      #expect(sample(theme, width: width, height: height).cells.count == width * height)
    }
  }
}

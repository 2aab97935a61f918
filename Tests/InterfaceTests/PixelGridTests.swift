import Interface
import Testing

private let ramp = Raster(rows: 2, columns: 3, values: [0, 0.25, 0.5, 0.75, 1, 0.5] as [Double])

@Test func `pixels of one row are two columns wide`() {
  let shades = drawn(8, 3) {
    PixelGrid(ramp, scale: .pixels, size: .cells(1)).draw(
      on: &$0, in: Rect(x: 1, y: 0, width: 6, height: 2), ascii)
  }
  #expect(shades == "   ::++\n ##@@++\n")
}

@Test func `a picture is clipped to its area`() {
  for theme in allThemes {
    for size in [PixelSize.half, .cells(0), .cells(1), .cells(2)] {
      var canvas = Canvas(width: 12, height: 6)
      let area = Rect(x: 3, y: 2, width: 4, height: 1)
      let grid = PixelGrid(
        Raster(rows: 9, columns: 9, values: Array(repeating: 1.0, count: 81)), scale: .pixels,
        size: size, cursor: Place(row: 0, column: 0))
      grid.draw(on: &canvas, in: area, theme)
      for y in 0..<6 {
        for x in 0..<12 where !area.contains(x: x, y: y) { #expect(canvas[x, y] == .blank) }
      }
    }
  }
}

@Test func `no rows, no columns and no values draw nothing`() {
  for (rows, columns) in [(0, 0), (0, 4), (4, 0), (3, 3), (-1, 2)] {
    let grid = PixelGrid(Raster(rows: rows, columns: columns, values: [Double]()), scale: .pixels)
    #expect(drawn(8, 4) { grid.draw(on: &$0, in: $0.bounds, dark) } == "\n\n\n")
  }
}

@Test func `two pixels share a cell and equal ones are a space`() {
  var canvas = Canvas(width: 2, height: 2)
  let raster = Raster(rows: 3, columns: 2, values: [0, 1, 1, 1, 1, 0] as [Double])
  PixelGrid(raster, scale: .pixels).draw(on: &canvas, in: canvas.bounds, dark)
  #expect(canvas[0, 0]?.glyph == "▄")
  #expect(canvas[0, 0]?.ink == Ink(.palette(231), on: .palette(16)))
  #expect(canvas[1, 0]?.glyph == " ")
  #expect(canvas[1, 0]?.ink.background == .palette(231))
  // The last row is a lonely upper half: below it is the terminal's own ground.
  #expect(canvas[0, 1]?.glyph == "▀")
  #expect(canvas[0, 1]?.ink == Ink(.palette(231), on: .standard))
}

@Test func `zero is neutral and the ends are blue and orange`() {
  let palette = dark.palette(.diverging)
  let raster = Raster(rows: 1, columns: 3, values: [-2, 0, 2] as [Double])
  var canvas = Canvas(width: 6, height: 1)
  PixelGrid(raster, scale: .diverging(limit: 2), size: .cells(1)).draw(
    on: &canvas, in: canvas.bounds, dark)
  #expect(canvas[0, 0]?.ink.background == palette.colours.first)
  #expect(canvas[2, 0]?.ink.background == palette.colours[palette.colours.count / 2])
  #expect(canvas[4, 0]?.ink.background == palette.colours.last)
}

@Test func `without colours a glyph tells sign and strength, the same in pixels of any size`() {
  let raster = Raster(rows: 1, columns: 5, values: [-1, -0.5, 0, 0.5, 1] as [Double])
  let result = drawn(10, 1) {
    PixelGrid(raster, scale: .diverging(limit: 1), size: .cells(1)).draw(
      on: &$0, in: $0.bounds, ascii)
  }
  #expect(result == "====  ####")
  let halves = drawn(10, 1) {
    PixelGrid(raster, scale: .diverging(limit: 1)).draw(on: &$0, in: $0.bounds, ascii)
  }
  #expect(halves == "== ##")
}

@Test func `a number that is none is a mark, not a colour`() {
  let raster = Raster(rows: 1, columns: 2, values: [.nan, 1] as [Double])
  let result = drawn(4, 1) {
    PixelGrid(raster, scale: .pixels, size: .cells(1)).draw(on: &$0, in: $0.bounds, ascii)
  }
  #expect(result == "xx@@")
}

@Test func `the cursor brackets a pixel`() {
  func picture(_ size: PixelSize) -> String {
    drawn(8, 4) {
      PixelGrid(
        Raster(rows: 2, columns: 2, values: [0, 0, 0, 0] as [Double]), scale: .pixels, size: size,
        cursor: Place(row: 1, column: 1)
      ).draw(on: &$0, in: $0.bounds, dark)
    }
  }
  #expect(picture(.cells(1)) == "\n  []\n\n")
  #expect(picture(.cells(2)) == "\n\n    ┌──┐\n    └──┘")
}

@Test func `the mouse finds the pixel that was drawn there`() {
  let area = Rect(x: 5, y: 3, width: 40, height: 20)
  for size in [PixelSize.cells(1), .cells(2), .cells(3)] {
    let grid = PixelGrid(
      Raster(wrapping: Array(repeating: 1, count: 7), columns: 3), scale: .pixels, size: size)
    for index in 0..<7 {
      let place = Place(row: index / 3, column: index % 3)
      let cells = grid.cells(of: place, in: area)
      #expect(grid.place(atX: cells.x, y: cells.y, origin: area) == place)
      #expect(grid.place(atX: cells.maxX - 1, y: cells.maxY - 1, origin: area) == place)
    }
    // The places after the seventh value are empty.
    let end = grid.cells(of: Place(row: 2, column: 1), in: area)
    #expect(grid.place(atX: end.x, y: end.y, origin: area) == nil)
    #expect(grid.place(atX: 4, y: 3, origin: area) == nil)
  }
}

@Test func `the largest size that fits is taken`() {
  #expect(PixelSize.fitting(rows: 10, columns: 10, width: 40, height: 20) == .cells(2))
  #expect(PixelSize.fitting(rows: 10, columns: 10, width: 39, height: 20) == .cells(1))
  #expect(PixelSize.fitting(rows: 10, columns: 10, width: 19, height: 20) == .half)
  #expect(PixelSize.fitting(rows: 0, columns: 0, width: 0, height: 0) == .cells(4))
}

@Test func `a pixel out of action keeps its cross under the cursor`() {
  func picture(_ size: PixelSize, cursor: Int) -> String {
    drawn(8, 2) {
      var grid = PixelGrid(
        Raster(rows: 1, columns: 2, values: [0, 0] as [Double]), scale: .pixels, size: size,
        cursor: Place(row: 0, column: cursor), marked: [Place(row: 0, column: 0)])
      grid.marksAreCrosses = true
      grid.draw(on: &$0, in: $0.bounds, ascii)
    }
  }
  #expect(picture(.cells(1), cursor: 1) == "x []\n")
  #expect(picture(.cells(1), cursor: 0) == "[x\n")
  #expect(picture(.cells(2), cursor: 0) == "+x-+\n+--+")
}

@Test func `a row's number stands beside the first of its two rows`() {
  let result = drawn(12, 6) {
    let grid = PixelGrid(
      Raster(rows: 2, columns: 2, values: [0, 0, 0, 0] as [Double]), scale: .pixels, size: .cells(2)
    )
    let area = Rect(x: 3, y: 1, width: 8, height: 4)
    grid.draw(on: &$0, in: area, dark)
    grid.drawLabels(on: &$0, around: area, dark)
  }
  #expect(result == "    0   1\n 0\n\n 1\n\n")
}

@Test func `scales survive every number`() {
  for limit in [0, -3, Double.nan, .infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude] {
    let scale = ColourScale.diverging(limit: limit)
    #expect(scale.part(of: 0) == 0.5)
    for value in [Double.infinity, -.infinity, .greatestFiniteMagnitude, -1, 1] {
      #expect((0...1).contains(scale.part(of: value)))
    }
  }
  #expect(ColourScale.diverging(over: [-0.5, .nan, 0.25]).high == 0.5)
  #expect(ColourScale.sequential(3, 3).high == 4)
}

@Test func `a legend names the ends and shrinks before it is cut`() {
  func legend(_ width: Int, _ theme: Theme = ascii) -> String {
    drawn(40, 1) {
      Legend(.diverging(limit: 0.4), low: "−0.4", high: "+0.4").draw(
        on: &$0, in: Rect(x: 0, y: 0, width: width, height: 1), theme)
    }
  }
  // Every glyph of a picture once.
  #expect(legend(40) == "-0.4 =-, '+# +0.4")
  #expect(legend(16) == "-0.4 =-,'+# +0.4")
  #expect(legend(15) == "-0.4 =- +# +0.4")
  // Fewer signs would tell too little: one number stands for both ends.
  #expect(legend(14) == "+-0.4 =-, '+#")
  #expect(legend(12) == "+-0.4 =-,'+#")
  #expect(legend(11) == "+-0.4 =- +#")
  #expect(legend(10) == "+-0.4")
  #expect(legend(0) == "")
}

@Test func `without colours no sign stands for values on both sides of zero`() {
  let values = stride(from: -1.0, through: 1, by: 0.01).filter { $0 != 0 }
  func glyphs(_ values: [Double]) -> Set<Character> {
    Set(
      drawn(values.count, 1) {
        let row = Raster(rows: 2, columns: values.count, values: values + values)
        PixelGrid(row, scale: .diverging(limit: 1)).draw(
          on: &$0, in: Rect(x: 0, y: 0, width: values.count, height: 1), ascii)
      })
  }
  let (below, above) = (glyphs(values.filter { $0 < 0 }), glyphs(values.filter { $0 > 0 }))
  #expect(below == ["=", "-", ","])
  #expect(above == ["'", "+", "#"])
}

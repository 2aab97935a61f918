import Interface
import Testing

// MARK: Frame

@Test func `a frame has its title at the left and its note at the right`() {
  #expect(
    drawn(24, 3) { Frame("x 10×10", note: "soft").draw(on: &$0, in: $0.bounds, dark) } == """
      ╭─ x 10×10 ───── soft ─╮
      │                      │
      ╰──────────────────────╯
      """)
  #expect(
    drawn(16, 2) { Frame("x 10×10", note: "soft").draw(on: &$0, in: $0.bounds, ascii) } == """
      +- x 10x10 ----+
      +--------------+
      """)
  #expect(
    drawn(10, 2) { Frame("long title").draw(on: &$0, in: $0.bounds, dark) } == """
      ╭─ lon… ─╮
      ╰────────╯
      """)
}

@Test func `frames of every size return the space inside`() {
  for width in 0..<9 {
    for height in 0..<4 {
      var canvas = Canvas(width: 9, height: 4)
      let area = Rect(x: 0, y: 0, width: width, height: height)
      let inside = Frame("title", note: "note", isActive: true).draw(on: &canvas, in: area, dark)
      #expect(inside.width == (height < 2 ? 0 : max(0, width - 2)))
      #expect(area.intersection(inside).width == inside.width)
    }
  }
}

// MARK: Bars

/// Bars under each other, on one scale.
private func signedBars(_ values: [Double], width: Int, _ theme: Theme = dark) -> String {
  drawn(width, values.count) { canvas in
    let bars = SignedBars(values)
    for (y, value) in values.enumerated() {
      bars.draw(value, on: &canvas, in: Rect(x: 0, y: y, width: width, height: 1), theme)
    }
  }
}

@Test func `numbers with signs go either way from one zero`() {
  #expect(
    signedBars([4, -4, 1, 0, -0.01], width: 8) == """
         ▕▆▆▆▆
      ▆▆▆▆▏
         ▕▆
         ▕
         ▆▏
      """)
  // The zero has its line where one side is empty, too: at the left end, or below zero alone at the right one.
  #expect(signedBars([4, 1, 0.5], width: 5) == "▕▆▆▆▆\n▕▆\n▕▆")
  #expect(signedBars([-4, -1, -0.5], width: 5) == "▆▆▆▆▏\n   ▆▏\n   ▆▏")
  // However small the numbers of one sign are, they have a column.
  #expect(signedBars([1000, -1], width: 5) == "▕▆▆▆▆\n▆▏")
  #expect(signedBars([-1, 2], width: 6, ascii) == "##|\n |####")
  #expect(signedBars([0, 0], width: 4) == "\n")
  #expect(signedBars([.nan, 1, -.infinity], width: 4) == "\n▕▆▆▆\n")
  for width in 0..<4 {
    for values in [[1.0, -1], [1e30, -1e-30], [-1e-300]] { _ = signedBars(values, width: width) }
  }
}

@Test func `a bar fills to an eighth`() {
  func bar(_ part: Double?, _ theme: Theme = dark) -> String {
    drawn(4, 1) { Bar(part).draw(on: &$0, in: $0.bounds, theme) }
  }
  #expect(bar(0) == "")
  #expect(bar(nil) == "")
  #expect(bar(.nan) == "")
  #expect(bar(1) == "████")
  #expect(bar(0.5) == "██")
  #expect(bar(0.3) == "█▎")
  #expect(bar(0.0001) == "▏")
  #expect(bar(0.9999) == "███▉")
  #expect(bar(5) == "████")
  #expect(bar(-1) == "")
  #expect(bar(0.5, ascii) == "##..")
}

@Test func `a probability has a scale`() {
  #expect(
    drawn(11, 2) { ProbabilityBar(0.5).draw(on: &$0, in: $0.bounds, ascii) } == """
      ######.....
      0   1/2   1
      """)
  #expect(
    drawn(9, 2) { ProbabilityBar(1).draw(on: &$0, in: $0.bounds, dark) } == """
      █████████
      0   ½   1
      """)
}

@Test func `a progress line shows how far`() {
  #expect(
    drawn(8, 1) { ProgressLine(0.5).draw(on: &$0, in: $0.bounds, dark) } == "━━━━────")
}

// MARK: Histogram

@Test func `a histogram counts every value once`() {
  let histogram = Histogram([-1, -0.5, 0, 0.5, 1, 7, .nan], range: -1...1, bins: 2)
  #expect(histogram.counts == [2, 3])
  #expect(histogram.outside == 2)
  #expect(Histogram([], bins: 3).counts == [0, 0, 0])
  #expect(Histogram([4, 4], bins: 0).counts == [2])
  #expect(Histogram([.infinity], bins: 2).outside == 1)
}

@Test func `columns are as high as their counts`() {
  let values: [Float] = [0, 1, 1, 2, 2, 2, 2]
  #expect(
    drawn(9, 3) { Histogram(values, bins: 3).draw(on: &$0, in: $0.bounds, dark) } == """
            ███
      ▄▄▄██████
      0.0   2.0
      """)
}

// MARK: Table

@Test func `a table aligns its columns and drops what may go`() {
  let table = Table(
    [.init("run"), .init("rate", align: .right), .init("note", expendability: 1)],
    rows: [
      [Span("relu"), Span("0.1"), Span("fast")], [Span("sigmoid"), Span("1"), Span("slow")],
    ])
  #expect(
    drawn(20, 4) { table.draw(on: &$0, in: $0.bounds, dark) } == """
      run      rate  note
      relu      0.1  fast
      sigmoid     1  slow

      """)
  #expect(
    drawn(14, 3) { table.draw(on: &$0, in: $0.bounds, dark) } == """
      run      rate
      relu      0.1
      sigmoid     1
      """)
  #expect(drawn(0, 0) { table.draw(on: &$0, in: $0.bounds, dark) } == "")
}

// MARK: Paragraph

@Test func `words wrap and keep their roles`() {
  let paragraph = Paragraph([
    Span("each row of "), Span("dL/dW₁", .gradient), Span(", the drawing"),
  ])
  #expect(
    drawn(14, 4) { paragraph.draw(on: &$0, in: $0.bounds, dark) } == """
      each row of
      dL/dW₁, the
      drawing

      """)
  let lines = paragraph.lines(width: 14, dark)
  #expect(lines[1].first == Span("dL/dW₁", .gradient))
  #expect(lines[1].dropFirst().first == Span(", the"))
}

@Test func `a number in groups is one word`() {
  #expect(
    drawn(14, 3) { Paragraph("of update 31 260: 12 of 1 024").draw(on: &$0, in: $0.bounds, dark) }
      == """
      of update
      31 260: 12 of
      1 024
      """)
  // Two numbers side by side may part.
  #expect(
    drawn(5, 2) { Paragraph("12 34").draw(on: &$0, in: $0.bounds, dark) } == "12 34\n")
  #expect(drawn(6, 2) { Paragraph("1 1234").draw(on: &$0, in: $0.bounds, dark) } == "1 1234\n")
  #expect(drawn(5, 2) { Paragraph("1 1234").draw(on: &$0, in: $0.bounds, dark) } == "1\n1234")
  let panel = drawn(20, 6) {
    TextPanel("t", lines: ["of the update 31 260: s"]).draw(on: &$0, in: $0.bounds, dark)
  }
  #expect(panel.contains("31 260: s"))
}

@Test func `long words break, breaks and indents stay`() {
  #expect(
    drawn(4, 6) { Paragraph("abcdefghij k\n\n  x").draw(on: &$0, in: $0.bounds, dark) } == """
      abcd
      efgh
      ij k

        x

      """)
  #expect(Paragraph("text").lines(width: 0, dark).isEmpty)
  #expect(Paragraph("").lines(width: 5, dark).isEmpty)
  #expect(Paragraph("a").lines(width: 1, dark).count == 1)
}

@Test func `no line is wider than the width and no word is lost`() {
  let text = "The error that reached the unit scales one copy of the drawing, as (P − y) does."
  for width in 1...40 {
    let lines = Paragraph(text).lines(width: width, dark)
    for line in lines {
      #expect(line.map(\.text).joined().unicodeScalars.count <= width)
    }
    let letters = lines.flatMap { $0 }.map(\.text).joined().filter { $0 != " " }
    #expect(letters == text.filter { $0 != " " })
  }
}

@Test func `a paragraph scrolls by lines and says how many there are`() {
  var canvas = Canvas(width: 3, height: 1)
  let count = Paragraph("one two six").draw(on: &canvas, in: canvas.bounds, first: 1, dark)
  #expect(count == 3)
  #expect(text(canvas) == "two")
}

import Interface
import Testing

@Test func `a canvas of no cells takes every draw`() {
  for (width, height) in [(0, 0), (0, 5), (5, 0), (-3, 4)] {
    var canvas = Canvas(width: width, height: height)
    canvas.put("text", x: 0, y: 0, .plain)
    canvas.put("text", x: 0, y: 0, width: 3, .plain)
    canvas.fill(Rect(x: -5, y: -5, width: 100, height: 100), .plain)
    canvas.tint(Rect(x: 0, y: 0, width: 9, height: 9)) { $0.attributes = .bold }
    #expect(canvas.cells.isEmpty)
    #expect(canvas[0, 0] == nil)
  }
}

@Test func `what is outside the clip is not written`() {
  let result = drawn(5, 3) { canvas in
    canvas.clipped(to: Rect(x: 1, y: 1, width: 3, height: 1)) { canvas in
      for y in -1..<4 { canvas.put("abcdefgh", x: -1, y: y, .plain) }
    }
    canvas.put("!", x: 4, y: 2, .plain)
  }
  #expect(result == "\n cde\n    !")
}

@Test func `a clip within a clip only narrows`() {
  let result = drawn(4, 1) { canvas in
    canvas.clipped(to: Rect(x: 0, y: 0, width: 2, height: 1)) { canvas in
      canvas.clipped(to: Rect(x: 1, y: 0, width: 3, height: 1)) { canvas in
        canvas.put("wxyz", x: 0, y: 0, .plain)
      }
    }
  }
  #expect(result == " x")
}

@Test func `glyphs that are not one column wide become question marks`() {
  let result = drawn(8, 1) { $0.put("a\u{1B}[\u{0301}漢😀\u{200D}я", x: 0, y: 0, .plain) }
  #expect(result == "a?[????я")
}

@Test func `a text is aligned, and cut with an ellipsis`() {
  #expect(drawn(6, 1) { $0.put("ab", x: 0, y: 0, width: 6, align: .right, .plain) } == "    ab")
  #expect(drawn(6, 1) { $0.put("ab", x: 0, y: 0, width: 6, align: .centre, .plain) } == "  ab")
  #expect(drawn(9, 1) { $0.put("abcdef", x: 0, y: 0, width: 4, .plain) } == "abc…")
  #expect(drawn(9, 1) { $0.put("abcdef", x: 0, y: 0, width: 1, .plain) } == "…")
  #expect(drawn(9, 1) { $0.put("abcdef", x: 0, y: 0, width: 0, .plain) } == "")
}

@Test func `a tint changes inks and leaves glyphs`() {
  var canvas = Canvas(width: 3, height: 1)
  canvas.put("abc", x: 0, y: 0, .plain)
  canvas.tint(Rect(x: 1, y: 0, width: 5, height: 1)) { $0.attributes = .reverse }
  #expect(canvas.text == "abc")
  #expect(canvas[0, 0]?.ink.attributes == [])
  #expect(canvas[2, 0]?.ink.attributes == .reverse)
}

@Test func `rectangles saturate at nothing`() {
  let rect = Rect(x: 2, y: 3, width: -4, height: 5)
  #expect(rect.width == 0 && rect.isEmpty)
  #expect(Rect(x: 0, y: 0, width: 3, height: 3).inset(2, 2).isEmpty)
  let (left, right) = Rect(x: 0, y: 0, width: 3, height: 1).splitLeft(9)
  #expect(left.width == 3 && right.width == 0)
  let apart = Rect(x: 0, y: 0, width: 2, height: 2).intersection(
    Rect(x: 5, y: 5, width: 2, height: 2))
  #expect(apart.isEmpty)
}

@Test func `a recorded screen names every ink once`() {
  var canvas = Canvas(width: 4, height: 2)
  canvas.put("ab", x: 0, y: 0, Ink(.palette(75), on: .standard, .bold))
  canvas.put("c", x: 3, y: 1, Ink(.rgb(1, 2, 3), on: .palette(16)))
  #expect(
    screenText(canvas) == """
      4x2
      ab
         c
      -- inks
      aa
      ...b
      -- legend
      a 75 on standard bold
      b 1,2,3 on 16

      """)
}

@Test func `a space that does not break is a space`() {
  var canvas = Canvas(width: 3, height: 1)
  canvas.put("a\u{A0}b", x: 0, y: 0, .plain)
  #expect(canvas.text.hasPrefix("a b"))
}

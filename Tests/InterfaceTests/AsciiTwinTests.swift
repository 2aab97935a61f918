import Commands
import Interface
import Testing

@Test func `formulas read in ASCII as they are typed`() {
  #expect(asciiTwin(of: "x_output₁") == "x_output1")
  #expect(asciiTwin(of: "σ(x_output₃)") == "sigma(x_output3)")
  #expect(
    asciiTwin(of: "dL/dW₂ = dL/dx_output₃ · x_output₂ᵀ") == "dL/dW2 = dL/dx_output3 * x_output2^T")
  #expect(asciiTwin(of: "a ⊙ b − ∂L/∂x") == "a .* b - dL/dx")
  #expect(asciiTwin(of: "6.02×10⁻¹²") == "6.02x10^-12")
  #expect(asciiTwin(of: "FORWARD ▸ LOSS") == "FORWARD > LOSS")
  #expect(asciiTwin(of: "y = 1 “a 0”…") == "y = 1 \"a 0\"...")
  #expect(asciiTwin(of: "✓ agrees, ✗ DISAGREES") == "ok agrees, no: DISAGREES")
  #expect(asciiTwin(of: "") == "")
  #expect(asciiTwin(of: "plain `text` ~") == "plain `text` ~")
}

@Test func `letters beyond ASCII become question marks`() {
  #expect(asciiTwin(of: "шаг 3 — σ′") == "??? 3 - sigma'")
}

@Test func `an unknown sign becomes a question mark`() {
  #expect(asciiTwin(of: "漢") == "?")
}

@Test func `every glyph has a printable twin and itself passes a canvas`() {
  for glyph in Glyph.allCases {
    #expect((0x20...0x7E).contains(glyph.ascii.value), "\(glyph)")
    #expect(drawn(1, 1) { $0.put(glyph.unicode, x: 0, y: 0, .plain) } != "?", "\(glyph)")
  }
}

@Test func `a canvas in ASCII has the same size and only ASCII`() {
  var canvas = Canvas(width: 30, height: 4)
  Frame("σ(x₁) — шаг", note: "½").draw(on: &canvas, in: canvas.bounds, dark)
  canvas.put("⠁⡀⣿▄█░", x: 1, y: 1, .plain)
  let twin = canvas.inASCII()
  #expect(twin.width == 30 && twin.height == 4)
  let glyphs = twin.cells.map(\.glyph)
  #expect(glyphs.allSatisfy { $0.isASCII })
  #expect(twin[1, 1]?.glyph == "'" && twin[2, 1]?.glyph == "." && twin[3, 1]?.glyph == "*")
}

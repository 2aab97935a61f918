import Commands
import Foundation
import Interface
import Testing

/// Compares a canvas, its glyphs and its inks, with `Screens/NAME.txt` beside this file.
///
/// With `CHAINRULE_RECORD=1` the file is written instead, and the test fails, so that a recording
/// never passes for a comparison.
func expectScreen(
  _ canvas: Canvas, named name: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Screens/\(name).txt")
  let actual = screenText(canvas)
  if ProcessInfo.processInfo.environment["CHAINRULE_RECORD"] == "1" {
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try actual.write(to: file, atomically: true, encoding: .utf8)
      Issue.record(
        "recorded Screens/\(name).txt: look at it, then run without CHAINRULE_RECORD",
        sourceLocation: sourceLocation)
    } catch {
      Issue.record("cannot write \(file.path): \(error)", sourceLocation: sourceLocation)
    }
    return
  }
  guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
    Issue.record(
      "no Screens/\(name).txt: run with CHAINRULE_RECORD=1 to write it",
      sourceLocation: sourceLocation)
    return
  }
  guard actual != expected else { return }
  Issue.record(
    "the screen is not Screens/\(name).txt\n\(difference(expected, actual))",
    sourceLocation: sourceLocation)
}

/// The glyphs; a map with one letter for each distinct ink, `.` for the plain one; what each letter is.
///
/// Spaces at the end of a line are cut, and so are plain inks.
func screenText(_ canvas: Canvas) -> String {
  var letters: [Ink: Unicode.Scalar] = [.plain: "."]
  var legend: [String] = []
  var glyphs: [String] = []
  var inks: [String] = []
  for y in 0..<canvas.height {
    var glyphLine = ""
    var inkLine = ""
    for x in 0..<canvas.width {
      guard let cell = canvas[x, y] else { continue }
      glyphLine.unicodeScalars.append(cell.glyph)
      if letters[cell.ink] == nil {
        let letter = inkLetter(legend.count)
        letters[cell.ink] = letter
        legend.append("\(letter) \(describe(cell.ink))")
      }
      inkLine.unicodeScalars.append(letters[cell.ink] ?? "?")
    }
    glyphs.append(trimmed(glyphLine, " "))
    inks.append(trimmed(inkLine, "."))
  }
  let parts = ["\(canvas.width)x\(canvas.height)"] + glyphs + ["-- inks"] + inks + ["-- legend"]
  return (parts + legend).joined(separator: "\n") + "\n"
}

private func trimmed(_ line: String, _ scalar: Unicode.Scalar) -> String {
  var scalars = line.unicodeScalars
  while scalars.last == scalar { scalars.removeLast() }
  return String(scalars)
}

/// `a`–`z`, `A`–`Z`, `0`–`9`, then letters from U+0100 on: pictures have many inks.
private func inkLetter(_ index: Int) -> Unicode.Scalar {
  let ascii = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".unicodeScalars)
  if index < ascii.count { return ascii[index] }
  return Unicode.Scalar(UInt32(0x100 + index - ascii.count)) ?? "?"
}

private func describe(_ ink: Ink) -> String {
  func name(_ colour: Colour) -> String {
    switch colour.kind {
    case .standard: "standard"
    case .palette(let index): String(index)
    case .rgb(let red, let green, let blue): "\(red),\(green),\(blue)"
    }
  }
  var text = "\(name(ink.foreground)) on \(name(ink.background))"
  let names: [(Ink.Attributes, String)] = [
    (.bold, "bold"), (.dim, "dim"), (.underline, "underline"), (.reverse, "reverse"),
  ]
  for (attribute, name) in names where ink.attributes.contains(attribute) { text += " \(name)" }
  return text
}

/// The first lines that differ.
private func difference(_ expected: String, _ actual: String) -> String {
  let old = expected.components(separatedBy: "\n")
  let new = actual.components(separatedBy: "\n")
  var lines: [String] = []
  for index in 0..<max(old.count, new.count) {
    let before = index < old.count ? old[index] : "(no line)"
    let after = index < new.count ? new[index] : "(no line)"
    guard before != after else { continue }
    lines.append("line \(index + 1)\n  expected \(before)\n  actual   \(after)")
    if lines.count == 6 { break }
  }
  return lines.joined(separator: "\n")
}

/// The canvas as lines without the spaces at their ends: for literals in a test.
func text(_ canvas: Canvas) -> String {
  canvas.text.components(separatedBy: "\n").map { trimmed($0, " ") }.joined(separator: "\n")
}

/// What a widget draws on a canvas of its own.
func drawn(_ width: Int, _ height: Int, _ body: (inout Canvas) -> Void) -> String {
  var canvas = Canvas(width: width, height: height)
  body(&canvas)
  return text(canvas)
}

let dark = Theme()
let ascii = Theme(depth: .mono, glyphSet: .ascii)

/// A look and a size of the screen.
struct ScreenForm: Sendable, CustomTestStringConvertible {
  let theme: Theme
  let width: Int
  let height: Int
  /// As golden screens are named: `80x24-dark`.
  let name: String

  var testDescription: String { name }
}

/// Three sizes in two themes and in ASCII.
let screenForms = [(80, 24), (120, 40), (200, 60)].flatMap { width, height in
  [("dark", dark), ("light", Theme(name: .light)), ("ascii", ascii)].map { name, theme in
    ScreenForm(theme: theme, width: width, height: height, name: "\(width)x\(height)-\(name)")
  }
}

/// Every theme at every depth in both glyph sets.
let allThemes = ThemeName.allCases.flatMap { name in
  ColourDepth.allCases.flatMap { depth in
    GlyphSet.allCases.map { Theme(name: name, depth: depth, glyphSet: $0) }
  }
}

/// Where words stand on a screen: the column and the row of their first sign.
func place(of words: String, on canvas: Canvas) -> (x: Int, y: Int)? {
  let wanted = Array(words.unicodeScalars)
  let rows = canvas.text.split(separator: "\n", omittingEmptySubsequences: false)
  for (y, row) in rows.enumerated() {
    let signs = Array(row.unicodeScalars)
    guard signs.count >= wanted.count else { continue }
    for x in 0...signs.count - wanted.count where Array(signs[x..<x + wanted.count]) == wanted {
      return (x, y)
    }
  }
  return nil
}

import Foundation
import Interface
import Testing

struct UnknownColour: Error {}

/// The bytes that xterm shows for a colour; the first sixteen are the user's own.
func bytes(_ colour: Colour) throws -> [Double] {
  switch colour.kind {
  case .rgb(let red, let green, let blue): return [Double(red), Double(green), Double(blue)]
  case .palette(let index) where index >= 232:
    return Array(repeating: 8 + 10 * Double(index - 232), count: 3)
  case .palette(let index) where index >= 16:
    let levels: [Double] = [0, 95, 135, 175, 215, 255]
    let cube = Int(index) - 16
    return [levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6]]
  default: throw UnknownColour()
  }
}

/// The light of a byte of sRGB (IEC 61966-2-1).
func linear(_ byte: Double) -> Double {
  let value = byte / 255
  return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
}

/// CIELAB of linear sRGB, D65: another space than the one that the palettes were made in.
private func lab(_ light: [Double]) -> [Double] {
  let rows = [
    [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
  ]
  let white = [0.95047, 1.0, 1.08883]
  let f = zip(rows, white).map { row, white -> Double in
    let t = zip(row, light).map(*).reduce(0, +) / white
    return t > 0.008856 ? cbrt(t) : 7.787 * t + 16 / 116
  }
  return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
}

/// Machado, Oliveira and Fernandes, 2009, severity 1.0, on linear light (doi:10.1109/TVCG.2009.113).
private let visions: [(name: String, matrix: [[Double]])] = [
  ("full", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
  (
    "protanopia",
    [
      [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ]
  ),
  (
    "deuteranopia",
    [
      [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
      [-0.011820, 0.042940, 0.968881],
    ]
  ),
]

private func seen(_ colour: Colour, _ matrix: [[Double]]) throws -> [Double] {
  let light = try bytes(colour).map(linear)
  return lab(matrix.map { row in min(max(zip(row, light).map(*).reduce(0, +), 0), 1) })
}

private func distance(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
}

private let coloured = [ColourDepth.indexed, .direct].flatMap { depth in
  Palette.Look.allCases.map { (depth: depth, look: $0) }
}

@Test func `palettes have at most 33 levels and a diverging one a middle`() {
  for kind in Palette.Kind.allCases {
    for depth in ColourDepth.allCases {
      for look in Palette.Look.allCases {
        let palette = Palette(kind, depth: depth, look: look)
        #expect(palette.colours.count <= 33)
        #expect(palette.colours.isEmpty == (depth <= .eight))
        #expect(Set(palette.colours).count == palette.colours.count)
        if kind == .diverging, depth > .eight { #expect(palette.colours.count % 2 == 1) }
      }
    }
  }
  #expect(Palette(.grey, depth: .indexed, look: .dark).colours.count == 26)
  #expect(Palette(.diverging, depth: .sixteen, look: .dark).colours.count == 5)
}

@Test func `zero is a grey`() throws {
  for (depth, look) in coloured {
    let colours = Palette(.diverging, depth: depth, look: look).colours
    let zero = try bytes(colours[colours.count / 2])
    #expect((zero.max() ?? 0) - (zero.min() ?? 0) <= 3)
  }
}

/// A step of the cube is up to a fifth of the way, so evenness is judged more strictly in truecolor.
@Test func `lightness moves evenly away from zero for every kind of eye`() throws {
  for (depth, look) in coloured {
    let colours = Palette(.diverging, depth: depth, look: look).colours
    let middle = colours.count / 2
    for (name, matrix) in visions {
      for side in [-1, 1] {
        let lightness = try (0...middle).map { try seen(colours[middle + side * $0], matrix)[0] }
        let steps = zip(lightness, lightness.dropFirst()).map { look == .light ? $0 - $1 : $1 - $0 }
        let range = abs(lightness[middle] - lightness[0])
        let facts = "\(depth) \(look) \(name) \(side) \(lightness)"
        #expect(steps.allSatisfy { $0 > 0 }, "\(facts)")
        #expect(range > 25, "\(facts)")
        let mean = range / Double(middle)
        #expect((steps.max() ?? 0) < mean * (depth == .direct ? 1.5 : 2.1), "\(facts)")
      }
    }
  }
}

/// 2.3 is the usual just noticeable difference of CIELAB; opposite signs must be plainly apart.
@Test func `a value and its opposite are apart for every kind of eye`() throws {
  for (depth, look) in coloured {
    let colours = Palette(.diverging, depth: depth, look: look).colours
    let middle = colours.count / 2
    for (name, matrix) in visions {
      for step in 1...middle {
        let apart = distance(
          try seen(colours[middle - step], matrix), try seen(colours[middle + step], matrix))
        // In truecolor the first of sixteen steps is next to zero: it may be faint.
        let wanted = depth == .direct ? 2.3 * Double(step) : 15
        #expect(apart > wanted, "\(depth) \(look) \(name) step \(step): \(apart)")
      }
    }
  }
}

@Test func `the ends are the strongest against zero`() throws {
  for (depth, look) in coloured {
    let colours = Palette(.diverging, depth: depth, look: look).colours
    let middle = colours.count / 2
    for (name, matrix) in visions {
      for side in [-1, 1] {
        let zero = try seen(colours[middle], matrix)
        let strengths = try (0...middle).map {
          distance(try seen(colours[middle + side * $0], matrix), zero)
        }
        #expect(strengths.max() == strengths.last, "\(depth) \(look) \(name) \(side) \(strengths)")
      }
    }
  }
}

@Test func `greys and magnitudes climb in lightness for every kind of eye`() throws {
  for kind in [Palette.Kind.grey, .sequential] {
    for (depth, look) in coloured {
      for (name, matrix) in visions {
        let lightness = try Palette(kind, depth: depth, look: look).colours.map {
          try seen($0, matrix)[0]
        }
        #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 < $1 }, "\(kind) \(name)")
      }
    }
  }
}

@Test func `values outside a palette take its ends`() {
  let palette = Palette(.grey, depth: .indexed, look: .dark)
  #expect(palette.level(-1) == 0)
  #expect(palette.level(0) == 0)
  #expect(palette.level(1) == 25)
  #expect(palette.level(7) == 25)
  #expect(palette.level(.infinity) == 25)
  #expect(palette.level(.nan) == 0)
}

@Test func `the ends of a legend are whole numbers or not there`() {
  for width in 1...30 {
    var canvas = Canvas(width: 30, height: 1)
    let legend = Legend(.diverging(limit: 0.0115), low: "−0.0115", high: "+0.0115")
    legend.draw(on: &canvas, in: Rect(x: 0, y: 0, width: width, height: 1), dark)
    let words = text(canvas).split(separator: " ").filter { $0.contains(".") }.map(String.init)
    #expect(
      words.allSatisfy { ["−0.0115", "+0.0115", "±0.0115"].contains($0) }, "\(width): \(words)")
    #expect(width < 7 || !words.isEmpty)
  }
}

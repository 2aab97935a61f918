import Commands
import Datasets
import Engine
import Foundation
import Testing

@testable import Interface

/// Digits drawn by hand: `samples/images/drawn/strokes.txt` says how the pen went, the pictures beside it are what came of it.
struct DrawnDigitsTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("samples/images/drawn")

  private struct Drawn {
    let name: String
    let picture: Picture
    var digit: Int { Int(name.prefix(1)) ?? -1 }
  }

  /// The pen's ways, drawn by the brush that the mouse has.
  private static func drawn() throws -> [Drawn] {
    let text = try String(contentsOf: folder.appendingPathComponent("strokes.txt"), encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let parts = line.split(separator: ":")
      var picture = Picture(rows: 10, columns: 10)
      for stroke in parts[1].split(separator: "|") {
        let points = stroke.split(separator: " ").map { pair in
          let numbers = pair.split(separator: ",").compactMap { Int($0) }
          return PixelPoint(Place(row: numbers[1], column: numbers[0]))
        }
        for (start, end) in zip([points[0]] + points, points) {
          for pixel in Brush().stroke(from: start, to: end, erases: false, on: picture) {
            picture[pixel.row, pixel.column] = pixel.value
          }
        }
      }
      return Drawn(name: String(parts[0]), picture: picture)
    }
  }

  @Test func `the pictures are what the brush makes of the strokes`() throws {
    let drawn = try Self.drawn()
    #expect(drawn.count == 60)
    #expect((0...9).allSatisfy { digit in drawn.count { $0.digit == digit } == 6 })
    for one in drawn {
      let file = Self.folder.appendingPathComponent("\(one.name).pgm")
      if ProcessInfo.processInfo.environment["CHAINRULE_RECORD"] != nil {
        try Data(PGM.encode(one.picture)).write(to: file)
      }
      let kept = try PictureFile.load(file.path, rows: 10, columns: 10).picture
      // The file keeps 1/65535 steps.
      #expect(
        zip(kept.values, one.picture.values).allSatisfy { abs($0 - $1) < 1e-4 }, "\(one.name)")
    }
  }

  /// The drawn digits that the laboratory's network names wrongly.
  private func mistakes(
    _ laboratory: Laboratory, _ drawn: [Drawn], _ prepare: (Picture) -> Picture
  ) -> [String] {
    drawn.filter { one in
      let input = Matrix(row: prepare(one.picture).values)
      let pass = laboratory.network.forward(input, targets: [0])
      return Verdict(pass, task: laboratory.session.task).prediction != one.digit
    }.map(\.name)
  }

  /// Over five networks, since one of them knows two digits more or fewer than the next.
  @Test func `networks trained with shifts know drawn digits, and fitted ones better`() throws {
    let drawn = try Self.drawn()
    var asDrawn: [String] = []
    var fitted: [String] = []
    for seed in 1...5 {
      let laboratory = Laboratory(session: try Session())
      let script =
        "task digits; network hidden=relu init=he seed=\(seed); rate 0.3; augment shift; train 5 epochs"
      for statement in try Script.statements(of: script) { _ = try laboratory.execute(statement) }
      _ = laboratory.waitForTraining { _ in true }
      asDrawn += mistakes(laboratory, drawn) { $0 }
      fitted += mistakes(laboratory, drawn) { $0.fitted(rows: 10, columns: 10) }
    }
    #expect(Double(asDrawn.count) <= 0.1 * Double(5 * drawn.count), "\(asDrawn)")
    #expect(Double(fitted.count) <= 0.05 * Double(5 * drawn.count), "\(fitted)")
  }
}

import Commands
import Engine
import Glibc
import Interface
import Testing

@testable import chainrule

/// Commands in the whole program, whose long ones run on another thread.
@MainActor @Suite(.serialized) struct FaceTests {
  @Test func `x measures the accuracy before and after, without a box over the pictures`() throws {
    let laboratory = Laboratory(session: try Session())
    let face = ScreenFace(
      laboratory: laboratory,
      state: AppState(scene: Scene(laboratory), theme: Theme(), language: .english))
    face.handle(.resize(width: 80, height: 24))
    face.handle(.key(.character("4")))
    _ = face.frame(width: 80, height: 24)
    face.handle(.key(.character("x")))
    var rows: [Substring] = []
    for _ in 0..<1000 {
      usleep(10_000)
      face.handle(.wake)
      rows = face.frame(width: 80, height: 24).canvas.text.split(separator: "\n")
      if rows.contains(where: { $0.contains(" % → ") && !$0.contains("--") }) { break }
    }
    let accuracy = rows.first { $0.contains("accuracy") }
    #expect(accuracy?.contains(" % → ") == true)
    #expect(rows.contains { $0.contains("✗ switched off") })
    #expect(rows.contains { $0.contains("W₁: 128 rows") })
    #expect(!rows.contains { $0.contains("Esc closes") })
    #expect(laboratory.session.unitsOff.count == 1)
    face.handle(.key(.character("u")))
    #expect(laboratory.session.unitsOff.isEmpty)
    face.terminate()
  }

  @Test func `a line that breaks off says what of it was not run`() throws {
    let laboratory = Laboratory(session: try Session())
    let face = ScreenFace(
      laboratory: laboratory,
      state: AppState(scene: Scene(laboratory), theme: Theme(), language: .english))
    face.handle(.resize(width: 120, height: 24))
    _ = face.frame(width: 120, height: 24)
    for scalar in ":rate 0.5; rte 3; batch 8; train 1 epochs".unicodeScalars {
      face.handle(.key(.character(scalar)))
    }
    face.handle(.key(Key(.enter)))
    let screen = face.frame(width: 120, height: 24).canvas.text
    #expect(screen.contains("unknown command 'rte'"))
    #expect(screen.contains("not run: batch 8; train 1 epochs"))
    #expect(laboratory.session.settings.rate == 0.5)
    #expect(laboratory.session.settings.batchSize != 8 && !laboratory.isTraining)
    face.terminate()
  }

  @Test func `a network that takes trained weights away says how they come back`() throws {
    let laboratory = Laboratory(session: try Session())
    for statement in try Script.statements(of: "train 3 updates") {
      _ = try laboratory.execute(statement)
    }
    _ = laboratory.waitForTraining { _ in true }
    let face = ScreenFace(
      laboratory: laboratory,
      state: AppState(scene: Scene(laboratory), theme: Theme(), language: .english))
    face.handle(.resize(width: 120, height: 30))
    func send(_ line: String) -> String {
      for scalar in (":" + line).unicodeScalars { face.handle(.key(.character(scalar))) }
      face.handle(.key(Key(.enter)))
      return face.frame(width: 120, height: 30).canvas.text
    }
    let words = "u (undo) brings the trained weights back"
    #expect(send("network hidden=tanh").contains(words))
    #expect(!send("network init=he").contains(words))
    face.handle(.key(.character("u")))
    face.handle(.key(.character("u")))
    #expect(laboratory.session.run.position.updates == 3)
    #expect(send("reset").contains(words))
    face.terminate()
  }

  @Test(arguments: [
    "set W1[0,0] 0.5", "image sample slide; forward; backward; update", "unit 3 off",
  ])
  func `weights changed by hand are asked about before leaving`(line: String) throws {
    let laboratory = Laboratory(session: try Session())
    for statement in try Script.statements(of: line) { _ = try laboratory.execute(statement) }
    #expect(laboratory.unsaved.contains(.weights))
    let undo = try #require(Script.statements(of: "undo").first)
    while laboratory.canUndo { _ = try laboratory.execute(undo) }
    #expect(!laboratory.unsaved.contains(.weights))
  }
}

import Datasets
import Foundation
import Testing

/// The root of the package, for the files of `samples`.
let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

func sampleBytes(_ path: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: packageRoot.appending(path: "samples").appending(path: path)))
}

/// A folder of its own that is gone after `body`.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "chainrule-tests-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}

/// xorshift64: the same numbers on every run.
struct TestGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }
}

func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

/// Copies of the bytes with one kind of damage each: cut, changed, doubled, filled in.
func damaged(_ bytes: [UInt8], times: Int, seed: UInt64) -> [[UInt8]] {
  var generator = TestGenerator(seed: seed)
  return (0..<times).map { _ in
    var copy = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: 0...copy.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: copy = Array(copy[..<place])
      case 1 where place < copy.count: copy[place] = UInt8.random(in: 0...255, using: &generator)
      case 2: copy.insert(UInt8.random(in: 0...255, using: &generator), at: place)
      default: if place < copy.count { copy.remove(at: place) }
      }
    }
    return copy
  }
}

/// The error that `body` throws; a failure of the test if it throws none.
func datasetError<Value>(
  _ body: () throws(DatasetError) -> Value, sourceLocation: SourceLocation = #_sourceLocation
) -> DatasetError? {
  do {
    let value = try body()
    Issue.record("no error but \(value)", sourceLocation: sourceLocation)
    return nil
  } catch {
    return error
  }
}

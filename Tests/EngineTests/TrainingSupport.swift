import Foundation
import Testing

@testable import Engine

/// Small labelled images with a rule that a network can learn: which half is brighter, or which class's stripe is.
func syntheticExamples(count: Int, rows: Int, columns: Int, classes: Int, seed: UInt64 = 9)
  -> ExampleSet
{
  var generator = SeededGenerator(seed: seed, purpose: .walkBatch)
  let pixels = rows * columns
  var bytes: [UInt8] = []
  var targets: [UInt8] = []
  for _ in 0..<count {
    let y = generator.below(classes)
    for e in 0..<pixels {
      let isBright = e * classes / pixels == y
      let isDark = generator.below(3) == 0
      bytes.append(isDark ? 0 : UInt8(generator.below(100) + (isBright ? 150 : 0)))
    }
    targets.append(UInt8(y))
  }
  return ExampleSet(
    pixels: PixelStore(bytes: bytes, pixels: pixels), rows: (0..<Int32(count)).map { $0 },
    targets: targets, imageRows: rows, imageColumns: columns)
}

/// The digits of `samples/digits`, split and labelled as `task 0 rest` has it: y = 1 for a 0.
struct DigitFiles {
  let training: ExampleSet
  let validation: ExampleSet
  let test: ExampleSet

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "samples/digits")
    func bytes(_ name: String, skipping header: Int) throws -> [UInt8] {
      [UInt8](try Data(contentsOf: folder.appending(path: name)).dropFirst(header))
    }
    func examples(_ images: [UInt8], _ labels: ArraySlice<UInt8>, from first: Int) -> ExampleSet {
      ExampleSet(
        pixels: PixelStore(bytes: images, pixels: 100),
        rows: labels.indices.map { Int32($0) }, targets: labels.map { $0 == 0 ? 1 : 0 },
        imageRows: 10, imageColumns: 10)
    }
    let images = try bytes("digits10-train-images.idx3-ubyte", skipping: 16)
    let labels = try bytes("digits10-train-labels.idx1-ubyte", skipping: 8)
    let testImages = try bytes("digits10-test-images.idx3-ubyte", skipping: 16)
    let testLabels = try bytes("digits10-test-labels.idx1-ubyte", skipping: 8)
    training = examples(images, labels[..<50_000], from: 0)
    validation = examples(images, labels[50_000...], from: 50_000)
    test = examples(testImages, testLabels[...], from: 0)
  }
}

/// Every number that a run leaves, for comparisons bit by bit.
struct RunNumbers: Equatable {
  let network: Network
  let optimizer: OptimizerState
  let position: TrainingPosition
  let buckets: [History.Bucket]
  let epochs: [History.EpochPoint]

  init(_ state: RunState) {
    network = state.network
    optimizer = state.optimizer
    position = state.position
    buckets = state.history.buckets
    epochs = state.history.epochs
  }
}

func largestDifference(_ a: Network, _ b: Network) -> Scalar {
  a.parameterKeys.reduce(0) { worst, key in
    guard let x = a[key], let y = b[key] else { return .infinity }
    return zip(x.values, y.values).reduce(worst) {
      let difference = abs($1.0 - $1.1)
      return difference.isNaN ? .infinity : max($0, difference)
    }
  }
}

internal import Engine

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The digits of `samples/digits` as `task 0 rest` labels them.
struct Digits {
  let training: ExampleSet
  let validation: ExampleSet
  /// Both together.
  let all: ExampleSet

  static let none = ExampleSet(
    pixels: PixelStore(bytes: [], pixels: 100), rows: [], targets: [], imageRows: 10,
    imageColumns: 10)

  /// Negatives are on white paper, so that hardly a pixel is zero.
  init(tenClasses: Bool = false, areNegatives: Bool = false) {
    var images = Digits.bytes("digits10-train-images.idx3-ubyte", skipping: 16)
    if areNegatives { images = images.map { 255 - $0 } }
    let labels = Digits.bytes("digits10-train-labels.idx1-ubyte", skipping: 8)
    let store = PixelStore(bytes: images, pixels: 100)
    func examples(_ range: Range<Int>) -> ExampleSet {
      ExampleSet(
        pixels: store, rows: range.map(Int32.init),
        targets: range.map { tenClasses ? labels[$0] : labels[$0] == 0 ? 1 : 0 }, imageRows: 10,
        imageColumns: 10)
    }
    training = examples(0..<50_000)
    validation = examples(50_000..<60_000)
    all = examples(0..<60_000)
  }

  private static func bytes(_ name: String, skipping header: Int) -> [UInt8] {
    let here = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    guard let file = fopen("/\(here)/samples/digits/\(name)", "rb") else {
      fatalError("cannot read samples/digits/\(name)")
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 8 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes[header..<count])
  }
}

extension ExampleSet {
  /// The first `count` examples.
  func prefix(_ count: Int) -> ExampleSet {
    ExampleSet(
      pixels: pixels, rows: Array(rows.prefix(count)), targets: Array(targets.prefix(count)),
      imageRows: imageRows, imageColumns: imageColumns)
  }
}

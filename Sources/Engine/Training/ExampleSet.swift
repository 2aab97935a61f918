/// Images as bytes, in memory that never changes: a pixel's value is byte/256.
public final class PixelStore: @unchecked Sendable {
  public let images: Int
  /// Bytes an image.
  public let pixels: Int
  let start: UnsafePointer<UInt8>
  private let owner: (any Sendable & AnyObject)?
  private let copy: UnsafeMutablePointer<UInt8>?

  /// Uses memory in place, which `owner` keeps alive; nil is for memory that lives as long as the program.
  public init(
    pointer: UnsafePointer<UInt8>, images: Int, pixels: Int, owner: (any Sendable & AnyObject)?
  ) {
    start = pointer
    self.images = images
    self.pixels = pixels
    self.owner = owner
    copy = nil
  }

  /// Copies the bytes, image after image.
  public init(bytes: [UInt8], pixels: Int) {
    precondition(
      pixels > 0 && bytes.count % pixels == 0, "\(bytes.count) bytes are no images of \(pixels)")
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
    memory.initialize(from: bytes, count: bytes.count)
    start = UnsafePointer(memory)
    copy = memory
    images = bytes.count / pixels
    self.pixels = pixels
    owner = nil
  }

  deinit { copy?.deallocate() }
}

/// Labelled images to train on or to evaluate: some rows of a store, each with its class.
public struct ExampleSet: Sendable {
  public let pixels: PixelStore
  /// The image of each example in the store.
  public let rows: [Int32]
  /// The class of each example.
  public let targets: [UInt8]
  public let imageRows: Int
  public let imageColumns: Int

  public init(
    pixels: PixelStore, rows: [Int32], targets: [UInt8], imageRows: Int, imageColumns: Int
  ) {
    precondition(
      rows.count == targets.count, "\(rows.count) examples have \(targets.count) targets")
    precondition(
      imageRows * imageColumns == pixels.pixels,
      "an image of \(pixels.pixels) bytes is not \(imageRows)×\(imageColumns)")
    precondition(
      rows.allSatisfy { $0 >= 0 && $0 < pixels.images }, "an example is not in the store")
    self.pixels = pixels
    self.rows = rows
    self.targets = targets
    self.imageRows = imageRows
    self.imageColumns = imageColumns
  }

  /// The examples of another set in another order.
  init(_ examples: ExampleSet, order: [Int32]) {
    pixels = examples.pixels
    rows = order.map { examples.rows[Int($0)] }
    targets = order.map { examples.targets[Int($0)] }
    imageRows = examples.imageRows
    imageColumns = examples.imageColumns
  }

  public var count: Int { rows.count }

  /// Stops where the kernels would otherwise read or write beside their memory.
  func requireFit(to plan: NetworkPlan) {
    precondition(
      pixels.pixels == plan.inputs,
      "images of \(pixels.pixels) pixels do not fit \(plan.inputs) inputs")
    let classes = plan.head == .binary ? 2 : plan.outputs
    let largest = Int(targets.max() ?? 0)
    precondition(largest < classes, "class \(largest) is none of \(classes)")
  }

  /// The pixels of example `k`, each byte/256.
  public func image(_ k: Int) -> [Scalar] {
    let start = pixels.start + Int(rows[k]) * pixels.pixels
    return (0..<pixels.pixels).map { Scalar(start[$0]) * 0x1p-8 }
  }

  /// Several examples as a batch: [indices, pixels].
  public func batch(_ indices: some Collection<Int>) -> (input: Matrix, targets: [Int]) {
    (
      Matrix(
        rows: indices.count, columns: pixels.pixels, values: indices.flatMap { image($0) }),
      indices.map { Int(targets[$0]) }
    )
  }
}

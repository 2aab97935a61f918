import Engine

/// The three parts of a data set.
public enum Split: String, CaseIterable, Sendable {
  /// What the weights learn from.
  case train
  /// What is measured after each epoch.
  case validation
  /// What is measured at the end.
  case test
}

/// Labelled pictures as bytes; the value of a pixel is byte/256, and a label is a digit 0…9.
///
/// Images lie one after another: those of `train` first, then `validation`, then `test`.
public struct Dataset: Sendable {
  public let rows: Int
  public let columns: Int
  let images: Bytes
  let labels: Bytes
  private let trainEnd: Int
  private let validationEnd: Int

  public var count: Int { labels.count }
  /// Pixels of an image.
  public var pixelCount: Int { rows * columns }

  /// A set whose images are already in the order of the splits.
  init(rows: Int, columns: Int, images: Bytes, labels: Bytes, train: Int, validation: Int) {
    precondition(images.count == labels.count * rows * columns, "images and labels do not match")
    precondition(train >= 0 && validation >= 0 && train + validation <= labels.count, "splits")
    self.rows = rows
    self.columns = columns
    self.images = images
    self.labels = labels
    trainEnd = train
    validationEnd = train + validation
  }

  /// A set that is split here: of every seven images five are for training, the sixth for
  /// validation, the seventh for the test, whatever order they come in.
  ///
  /// These are the shares of the built-in set. Within a split the order is kept; the first five
  /// images of a small set are all for training. There are `rows · columns` bytes for each image,
  /// row by row, and a label 0…9.
  public init(rows: Int, columns: Int, images: [UInt8], labels: [UInt8]) {
    let size = rows * columns
    precondition(rows > 0 && columns > 0, "images of \(rows)×\(columns)")
    precondition(
      images.count == labels.count * size,
      "\(images.count) bytes for \(labels.count) images of \(rows)×\(columns)")
    precondition(labels.allSatisfy { $0 < 10 }, "a label above 9")
    let validation = labels.indices.filter { $0 % 7 == 5 }
    let test = labels.indices.filter { $0 % 7 == 6 }
    let train = labels.indices.filter { $0 % 7 < 5 }
    var orderedImages: [UInt8] = []
    orderedImages.reserveCapacity(images.count)
    var orderedLabels: [UInt8] = []
    orderedLabels.reserveCapacity(labels.count)
    for part in [train, validation, test] {
      for index in part {
        orderedImages.append(contentsOf: images[index * size..<(index + 1) * size])
        orderedLabels.append(labels[index])
      }
    }
    self.init(
      rows: rows, columns: columns, images: Bytes(orderedImages), labels: Bytes(orderedLabels),
      train: train.count, validation: validation.count)
  }

  /// A set of the user's own pictures, all of the size given, split in the same way.
  ///
  /// A value v becomes the byte nearest to 256·v, 255 at most: pure white loses 1/256.
  public init(rows: Int, columns: Int, pictures: [(picture: Picture, label: Int)]) {
    var images: [UInt8] = []
    images.reserveCapacity(pictures.count * rows * columns)
    for (picture, _) in pictures {
      precondition(
        picture.rows == rows && picture.columns == columns,
        "a picture of \(picture.rows)×\(picture.columns) in a set of \(rows)×\(columns)")
      images.append(contentsOf: picture.values.lazy.map(Dataset.byte))
    }
    self.init(
      rows: rows, columns: columns, images: images, labels: pictures.map { UInt8($0.label) })
  }

  /// The places of a split's images in the set.
  public func range(of split: Split) -> Range<Int> {
    switch split {
    case .train: 0..<trainEnd
    case .validation: trainEnd..<validationEnd
    case .test: validationEnd..<count
    }
  }

  public func label(at index: Int) -> Int { Int(labels[index]) }

  public func picture(at index: Int) -> Picture {
    precondition(index >= 0 && index < count, "image \(index) of \(count)")
    return withPixels { pixels in
      Picture(
        rows: rows, columns: columns,
        values: (index * pixelCount..<(index + 1) * pixelCount).map { Float(pixels[$0]) / 256 })
    }
  }

  /// Runs `body` on the bytes of all images, `count · rows · columns` of them, without a copy.
  public func withPixels<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try images.withUnsafeBytes(body)
  }

  /// What keeps the bytes of ``withPixels(_:)`` alive and in place; nil where they are part of the program.
  public var pixelOwner: (any AnyObject & Sendable)? { images.owner }

  /// Runs `body` on the labels of all images without a copy.
  public func withLabels<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try labels.withUnsafeBytes(body)
  }

  /// This set followed by another of the same size, split by split.
  public func appending(_ other: Dataset) -> Dataset {
    precondition(
      rows == other.rows && columns == other.columns,
      "sets of \(rows)×\(columns) and \(other.rows)×\(other.columns)")
    var allImages: [UInt8] = []
    allImages.reserveCapacity(images.count + other.images.count)
    var allLabels: [UInt8] = []
    allLabels.reserveCapacity(count + other.count)
    for split in Split.allCases {
      for set in [self, other] {
        let range = set.range(of: split)
        let bytes = range.lowerBound * pixelCount..<range.upperBound * pixelCount
        set.withPixels { allImages.append(contentsOf: UnsafeBufferPointer(rebasing: $0[bytes])) }
        set.withLabels { allLabels.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
      }
    }
    return Dataset(
      rows: rows, columns: columns, images: Bytes(allImages), labels: Bytes(allLabels),
      train: range(of: .train).count + other.range(of: .train).count,
      validation: range(of: .validation).count + other.range(of: .validation).count)
  }

  /// The set with every image made another size; labels and splits stay.
  ///
  /// A set of that size already is returned as it is.
  public func resized(rows newRows: Int, columns newColumns: Int, by method: FitMethod = .ink)
    -> Dataset
  {
    guard (newRows, newColumns) != (rows, columns) else { return self }
    let size = newRows * newColumns
    let newImages = Bytes(count: count * size) { bytes in
      // Unchecked: the parts write to different places, and are done before the bytes are read.
      nonisolated(unsafe) let bytes = bytes
      inParts(of: count) { part in
        var tables = OverlapTables()
        for index in part {
          picture(at: index).writeResized(
            rows: newRows, columns: newColumns, by: method, &tables,
            into: UnsafeMutableBufferPointer(rebasing: bytes[index * size..<(index + 1) * size]))
        }
      }
    }
    return Dataset(
      rows: newRows, columns: newColumns, images: newImages, labels: labels,
      train: trainEnd, validation: validationEnd - trainEnd)
  }

  /// The byte nearest to 256·value, 255 at most.
  static func byte(_ value: Float) -> UInt8 { UInt8(min(255, Double(value) * 256 + 0.5)) }
}

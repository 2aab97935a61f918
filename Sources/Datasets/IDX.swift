/// The format of the MNIST files: a magic number, sizes, then one byte for each element.
///
/// All numbers are 32 bits, big end first: 00000803, images, rows, columns for images; 00000801,
/// labels for labels. Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten
/// digits", 1998.
public enum IDX {
  /// The longest side of an image that is read.
  public static let sideLimit = 1024

  static let imagesMagic: UInt32 = 0x0000_0803
  static let labelsMagic: UInt32 = 0x0000_0801

  /// Whether the bytes begin as an IDX file of some kind does.
  static func isIDX(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0, 0]) }

  /// The set that a file of images and a file of labels make; split as `Dataset` says.
  public static func decode(
    images: [UInt8], imagesFile: String, labels: [UInt8], labelsFile: String
  ) throws(DatasetError) -> Dataset {
    let (rows, columns, pixels) = try decodeImages(images, file: imagesFile)
    let values = try decodeLabels(labels, file: labelsFile)
    let count = pixels.count / (rows * columns)
    guard values.count == count else {
      throw DatasetError(
        file: labelsFile, place: .byte(4),
        problem: .labelCount(labels: values.count, images: count))
    }
    return Dataset(rows: rows, columns: columns, images: pixels, labels: values)
  }

  static func decodeImages(
    _ bytes: [UInt8], file: String
  ) throws(DatasetError) -> (rows: Int, columns: Int, pixels: [UInt8]) {
    var reader = ByteReader(bytes)
    try checkMagic(imagesMagic, .images, &reader, file)
    guard let count = reader.bigEndianUInt32().map(Int.init),
      let rows = reader.bigEndianUInt32().map(Int.init),
      let columns = reader.bigEndianUInt32().map(Int.init)
    else {
      throw DatasetError(file: file, place: .byte(reader.offset), problem: .missing(.width))
    }
    guard count > 0 else { throw DatasetError(file: file, place: .byte(4), problem: .noImages) }
    guard (1...sideLimit).contains(rows), (1...sideLimit).contains(columns) else {
      throw DatasetError(
        file: file, place: .byte(8),
        problem: .imageSize(rows: rows, columns: columns, limit: sideLimit))
    }
    // At most 2³² · 2²⁰, which an Int holds.
    let needed = count * rows * columns
    guard reader.remaining >= needed else {
      throw DatasetError(
        file: file, place: .byte(4),
        problem: .imagesTooShort(
          images: count, rows: rows, columns: columns, needed: needed, found: reader.remaining))
    }
    guard reader.remaining == needed else {
      throw DatasetError(
        file: file, place: .byte(reader.offset + needed),
        problem: .leftOver(bytes: reader.remaining - needed))
    }
    return (rows, columns, Array(bytes[reader.offset...]))
  }

  static func decodeLabels(_ bytes: [UInt8], file: String) throws(DatasetError) -> [UInt8] {
    var reader = ByteReader(bytes)
    try checkMagic(labelsMagic, .labels, &reader, file)
    guard let count = reader.bigEndianUInt32().map(Int.init) else {
      throw DatasetError(file: file, place: .byte(reader.offset), problem: .missing(.label))
    }
    guard reader.remaining >= count else {
      throw DatasetError(
        file: file, place: .byte(4),
        problem: .labelsTooShort(labels: count, needed: count, found: reader.remaining))
    }
    guard reader.remaining == count else {
      throw DatasetError(
        file: file, place: .byte(reader.offset + count),
        problem: .leftOver(bytes: reader.remaining - count))
    }
    let labels = Array(bytes[reader.offset...])
    if let index = labels.firstIndex(where: { $0 > 9 }) {
      throw DatasetError(
        file: file, place: .byte(reader.offset + index),
        problem: .outOfRange(.label, found: "\(labels[index])", lower: 0, upper: 9))
    }
    return labels
  }

  /// The images of the set as an IDX file, in the order of the set.
  public static func encodeImages(_ dataset: Dataset) -> [UInt8] {
    let sizes = [dataset.count, dataset.rows, dataset.columns].map(UInt32.init)
    let header = ([imagesMagic] + sizes).flatMap(bigEndianBytes)
    return dataset.withPixels { header + $0 }
  }

  /// The labels of the set as an IDX file, in the order of the set.
  public static func encodeLabels(_ dataset: Dataset) -> [UInt8] {
    let header = [labelsMagic, UInt32(dataset.count)].flatMap(bigEndianBytes)
    return dataset.withLabels { header + $0 }
  }

  private static func checkMagic(
    _ magic: UInt32, _ content: DatasetError.Content, _ reader: inout ByteReader, _ file: String
  ) throws(DatasetError) {
    guard !reader.bytes.isEmpty else { throw DatasetError(file: file, problem: .empty) }
    guard reader.bigEndianUInt32() == magic else {
      throw DatasetError(
        file: file, place: .byte(0),
        problem: .notA(content, found: Array(reader.bytes.prefix(4))))
    }
  }

  private static func bigEndianBytes(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}

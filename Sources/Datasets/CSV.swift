/// Labelled images as comma-separated text: a line for each image, its label and then its pixels.
///
/// The label comes first, unless a heading names the last column `label`, `class`, `target` or `y`.
/// A heading is a first line whose first field is no number. Pixels are 0…255 and become the byte
/// nearest to them; if no pixel of the file exceeds 1 they are taken as 0…1 instead.
public enum CSV {
  /// The set in the bytes, split as `Dataset` says.
  ///
  /// An image with `rows · columns` pixels has that size; any other number must be a square.
  public static func decode(
    _ bytes: [UInt8], file: String, rows: Int, columns: Int
  ) throws(DatasetError) -> Dataset {
    var lines = Lines(bytes)
    guard var line = lines.next() else { throw DatasetError(file: file, problem: .empty) }
    var labelIsLast = false
    var start = lines
    if TextScanner.decimalNumber(line.fields[0]) == nil {
      let names = line.fields.map { TextScanner.text($0).lowercased() }
      guard names.count > 1, names.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 100 }) else {
        throw DatasetError(
          file: file, place: .byte(0), problem: .notA(.dataset, found: Array(bytes.prefix(4))))
      }
      let labelNames = ["label", "class", "target", "y"]
      labelIsLast = labelNames.contains(names[names.count - 1]) && !labelNames.contains(names[0])
      guard let first = lines.next() else { throw DatasetError(file: file, problem: .noImages) }
      line = first
    } else {
      start = Lines(bytes)
    }
    let pixels = line.fields.count - 1
    let (height, width) = try shape(
      pixels: pixels, wanted: (rows, columns), line: line.number, file)

    // Twice over the text, since the range of the pixels is known only at its end and numbers
    // would take several times the memory of the bytes they become.
    var largest = 0.0
    var scan = start
    while let line = scan.next() {
      guard line.fields.count == pixels + 1 else {
        throw DatasetError(
          file: file, place: .line(line.number),
          problem: .unevenLine(needed: pixels + 1, found: line.fields.count))
      }
      for field in labelIsLast ? line.fields.dropLast() : line.fields.dropFirst() {
        largest = max(largest, try number(.pixel, field, 0...255, line.number, file))
      }
    }
    let scale: Double = largest <= 1 ? 256 : 1

    var images: [UInt8] = []
    var labels: [UInt8] = []
    scan = start
    while let line = scan.next() {
      let labelField = line.fields[labelIsLast ? pixels : 0]
      let label = try number(.label, labelField, 0...9, line.number, file)
      guard label == label.rounded() else {
        throw DatasetError(
          file: file, place: .line(line.number),
          problem: .notANumber(.label, found: TextScanner.text(labelField)))
      }
      labels.append(UInt8(label))
      for field in labelIsLast ? line.fields.dropLast() : line.fields.dropFirst() {
        let value = try number(.pixel, field, 0...255, line.number, file)
        images.append(UInt8(min(255, (value * scale).rounded())))
      }
    }
    return Dataset(rows: height, columns: width, images: images, labels: labels)
  }

  /// The set as text with a heading, labels first, pixels 0…255, in the order of the set.
  public static func encode(_ dataset: Dataset) -> [UInt8] {
    var text = Array("label".utf8)
    for pixel in 0..<dataset.pixelCount { text += Array(",pixel\(pixel)".utf8) }
    let numbers = (0...255).map { Array(",\($0)".utf8) }
    dataset.withPixels { pixels in
      for index in 0..<dataset.count {
        text += Array("\n\(dataset.label(at: index))".utf8)
        for offset in index * dataset.pixelCount..<(index + 1) * dataset.pixelCount {
          text += numbers[Int(pixels[offset])]
        }
      }
    }
    return text + [UInt8(ascii: "\n")]
  }

  private static func shape(
    pixels: Int, wanted: (rows: Int, columns: Int), line: Int, _ file: String
  ) throws(DatasetError) -> (rows: Int, columns: Int) {
    guard pixels > 0 else {
      throw DatasetError(file: file, place: .line(line), problem: .missing(.pixel))
    }
    if pixels == wanted.rows * wanted.columns { return wanted }
    let side = Int(Double(pixels).squareRoot().rounded())
    guard side * side == pixels, side <= IDX.sideLimit else {
      throw DatasetError(file: file, place: .line(line), problem: .noShape(numbers: pixels))
    }
    return (side, side)
  }

  private static func number(
    _ quantity: DatasetError.Quantity, _ field: ArraySlice<UInt8>, _ range: ClosedRange<Int>,
    _ line: Int, _ file: String
  ) throws(DatasetError) -> Double {
    let value: Double
    if let whole = TextScanner.wholeNumber(field) {
      value = Double(whole)
    } else if let decimal = TextScanner.decimalNumber(field) {
      value = decimal
    } else {
      throw DatasetError(
        file: file, place: .line(line),
        problem: .notANumber(quantity, found: TextScanner.text(field)))
    }
    guard value >= Double(range.lowerBound), value <= Double(range.upperBound) else {
      throw DatasetError(
        file: file, place: .line(line),
        problem: .outOfRange(
          quantity, found: TextScanner.text(field), lower: range.lowerBound,
          upper: range.upperBound))
    }
    return value
  }

  /// The lines that are not blank, cut at commas, with the spaces around fields taken away.
  private struct Lines {
    private let bytes: [UInt8]
    private var offset: Int
    private var number = 0

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
      offset = bytes.starts(with: byteOrderMark) ? 3 : 0
    }

    mutating func next() -> (number: Int, fields: [ArraySlice<UInt8>])? {
      while offset < bytes.count {
        let start = offset
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
        let line = bytes[start..<offset]
        if offset < bytes.count { offset += 1 }
        number += 1
        if line.allSatisfy(TextScanner.isSpace) { continue }
        let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        return (number, fields.map(Lines.trimmed))
      }
      return nil
    }

    private static func trimmed(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
      guard let first = field.firstIndex(where: { !TextScanner.isSpace($0) }),
        let last = field.lastIndex(where: { !TextScanner.isSpace($0) })
      else { return [] }
      return field[first...last]
    }
  }
}

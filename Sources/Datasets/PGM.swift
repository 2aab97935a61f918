/// Grey pictures in the portable graymap format of Netpbm, the text form P2 and the binary form P5.
///
/// A value is v/maxval, so 0 is black and `maxval` is white; maxval is 1…65 535, two bytes (big
/// end first) above 255. Source: the Netpbm manual, pgm(5).
public enum PGM {
  /// The longest side that is read.
  public static let sideLimit = 4096

  /// The one picture that the bytes hold.
  ///
  /// Nothing is allocated by what the header says before the file proves long enough.
  public static func decode(_ bytes: [UInt8], file: String) throws(DatasetError) -> Picture {
    guard !bytes.isEmpty else { throw DatasetError(file: file, problem: .empty) }
    guard let magic = pnmMagic(bytes) else {
      throw DatasetError(
        file: file, place: .byte(0), problem: .notA(.picture, found: Array(bytes.prefix(4))))
    }
    guard magic == "P2" || magic == "P5" else {
      throw DatasetError(file: file, place: .byte(0), problem: .otherPNM(magic))
    }
    var scanner = TextScanner(bytes, from: 2)
    let columns = try number(.width, 1...sideLimit, &scanner, file)
    let rows = try number(.height, 1...sideLimit, &scanner, file)
    let maximum = try number(.maximum, 1...65535, &scanner, file)
    return if magic == "P2" {
      try decodeText(scanner, rows: rows, columns: columns, maximum: maximum, file)
    } else {
      try decodeBinary(scanner, rows: rows, columns: columns, maximum: maximum, file)
    }
  }

  /// The picture as P2.
  ///
  /// With values that are all k/256, as in the shipped samples, maxval is 256 and the file reads
  /// back exactly. Otherwise maxval is 65 535: values k/255 and k/65 535 read back exactly, and any
  /// other within 1/131 070.
  public static func encode(_ picture: Picture) -> [UInt8] {
    let isExact = picture.values.allSatisfy { ($0 * 256).rounded() == $0 * 256 }
    let maximum: Float = isExact ? 256 : 65535
    let width = isExact ? 3 : 5
    var text = "P2\n\(picture.columns) \(picture.rows)\n\(Int(maximum))\n"
    for row in 0..<picture.rows {
      let numbers = (0..<picture.columns).map { column in
        let digits = String(Int((picture[row, column] * maximum).rounded()))
        return String(repeating: " ", count: width - digits.count) + digits
      }
      text += numbers.joined(separator: " ") + "\n"
    }
    return Array(text.utf8)
  }

  /// `P` and a digit at the very beginning, as every file of the family has.
  static func pnmMagic(_ bytes: [UInt8]) -> String? {
    guard bytes.count >= 2, bytes[0] == UInt8(ascii: "P"), (48...57).contains(bytes[1]) else {
      return nil
    }
    return String(decoding: bytes[..<2], as: UTF8.self)
  }

  private static func decodeText(
    _ start: TextScanner, rows: Int, columns: Int, maximum: Int, _ file: String
  ) throws(DatasetError) -> Picture {
    var scanner = start
    let count = rows * columns
    // A pixel takes a digit and a separator at least.
    guard scanner.remaining >= 2 * count - 1 else {
      var found = 0
      while scanner.token() != nil { found += 1 }
      throw DatasetError(
        file: file, place: .line(scanner.line), problem: .pixelCount(needed: count, found: found))
    }
    var values: [Float] = []
    values.reserveCapacity(count)
    while values.count < count {
      scanner.skipSeparators()
      guard scanner.remaining > 0 else {
        throw DatasetError(
          file: file, place: .line(scanner.line),
          problem: .pixelCount(needed: count, found: values.count))
      }
      values.append(Float(try number(.pixel, 0...maximum, &scanner, file)) / Float(maximum))
    }
    scanner.skipSeparators()
    guard scanner.remaining == 0 else {
      throw DatasetError(
        file: file, place: .line(scanner.line), problem: .leftOver(bytes: scanner.remaining))
    }
    return Picture(rows: rows, columns: columns, values: values)
  }

  private static func decodeBinary(
    _ start: TextScanner, rows: Int, columns: Int, maximum: Int, _ file: String
  ) throws(DatasetError) -> Picture {
    var scanner = start
    // Exactly one byte stands between the header and the pixels.
    scanner.skipByte()
    let count = rows * columns
    let size = maximum < 256 ? 1 : 2
    guard scanner.remaining >= count * size else {
      throw DatasetError(
        file: file, place: .byte(scanner.offset),
        problem: .pixelCount(needed: count, found: scanner.remaining / size))
    }
    guard scanner.remaining == count * size else {
      let end = scanner.offset + count * size
      throw DatasetError(
        file: file, place: .byte(end), problem: .leftOver(bytes: scanner.bytes.count - end))
    }
    var values: [Float] = []
    values.reserveCapacity(count)
    for index in 0..<count {
      let offset = scanner.offset + index * size
      var value = Int(scanner.bytes[offset])
      if size == 2 { value = value << 8 | Int(scanner.bytes[offset + 1]) }
      guard value <= maximum else {
        throw DatasetError(
          file: file, place: .byte(offset),
          problem: .outOfRange(.pixel, found: "\(value)", lower: 0, upper: maximum))
      }
      values.append(Float(value) / Float(maximum))
    }
    return Picture(rows: rows, columns: columns, values: values)
  }

  private static func number(
    _ quantity: DatasetError.Quantity, _ range: ClosedRange<Int>, _ scanner: inout TextScanner,
    _ file: String
  ) throws(DatasetError) -> Int {
    guard let token = scanner.token() else {
      throw DatasetError(file: file, place: .line(scanner.line), problem: .missing(quantity))
    }
    let text = TextScanner.text(token)
    guard let value = TextScanner.wholeNumber(token) else {
      throw DatasetError(
        file: file, place: .line(scanner.line), problem: .notANumber(quantity, found: text))
    }
    guard range.contains(value) else {
      throw DatasetError(
        file: file, place: .line(scanner.line),
        problem: .outOfRange(
          quantity, found: text, lower: range.lowerBound, upper: range.upperBound))
    }
    return value
  }
}

/// A picture as plain text: numbers in 0…1 with white space or commas between them.
///
/// `#` starts a comment. Several lines of equally many numbers are the rows of the picture; any
/// other arrangement is a picture of the wanted grid if the number of numbers is right, or else,
/// from a single line, a square one.
public enum NumberGrid {
  /// The picture in the bytes; `rows` and `columns` are the grid that is wanted.
  public static func decode(
    _ bytes: [UInt8], file: String, rows: Int, columns: Int
  ) throws(DatasetError) -> Picture {
    let (values, lines) = try numbers(in: bytes, file: file)
    let width = lines[0].count
    let uneven = lines.first { $0.count != width }
    if lines.count > 1, width > 1, uneven == nil {
      return try picture(rows: lines.count, columns: width, values, file)
    }
    if values.count == rows * columns {
      return try picture(rows: rows, columns: columns, values, file)
    }
    if lines.count > 1, let uneven {
      throw DatasetError(
        file: file, place: .line(uneven.number),
        problem: .unevenLine(needed: width, found: uneven.count))
    }
    let side = Int(Double(values.count).squareRoot().rounded())
    guard side * side == values.count else {
      throw DatasetError(file: file, problem: .noShape(numbers: values.count))
    }
    return try picture(rows: side, columns: side, values, file)
  }

  private typealias Line = (number: Int, count: Int)

  private static func numbers(
    in bytes: [UInt8], file: String
  ) throws(DatasetError) -> (values: [Float], lines: [Line]) {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var scanner = TextScanner(bytes, from: bytes.starts(with: byteOrderMark) ? 3 : 0)
    var values: [Float] = []
    var lines: [Line] = []
    while let token = scanner.token(isSeparator: TextScanner.isSpaceOrComma) {
      let text = TextScanner.text(token)
      guard let value = TextScanner.decimalNumber(token) else {
        let isFirst = values.isEmpty
        throw DatasetError(
          file: file, place: isFirst ? .byte(0) : .line(scanner.line),
          problem: isFirst
            ? .notA(.picture, found: Array(bytes.prefix(4)))
            : .notANumber(.pixel, found: text))
      }
      guard (0...1).contains(value) else {
        throw DatasetError(
          file: file, place: .line(scanner.line),
          problem: .outOfRange(.pixel, found: text, lower: 0, upper: 1))
      }
      // Not Float(value): rounding twice could miss the nearest number.
      values.append(Float(text) ?? Float(value))
      if lines.last?.number == scanner.line {
        lines[lines.count - 1].count += 1
      } else {
        lines.append((scanner.line, 1))
      }
    }
    guard !values.isEmpty else { throw DatasetError(file: file, problem: .empty) }
    return (values, lines)
  }

  private static func picture(
    rows: Int, columns: Int, _ values: [Float], _ file: String
  ) throws(DatasetError) -> Picture {
    guard max(rows, columns) <= PGM.sideLimit else {
      throw DatasetError(
        file: file,
        problem: .imageSize(rows: rows, columns: columns, limit: PGM.sideLimit))
    }
    return Picture(rows: rows, columns: columns, values: values)
  }
}

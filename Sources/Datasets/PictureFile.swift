/// A picture read from a file, and what was done to make it fit.
public struct PictureFile: Sendable {
  public enum Format: String, Sendable {
    case pgm
    case text
  }

  /// The picture on the wanted grid.
  public let picture: Picture
  public let format: Format
  /// The size in the file.
  public let sourceRows: Int
  public let sourceColumns: Int
  /// The ink that was stretched over the grid; nil if the picture had the wanted size already, or
  /// no ink.
  public let fittedInk: InkBox?

  /// Whether the picture had another size than was wanted.
  public var wasFitted: Bool { (picture.rows, picture.columns) != (sourceRows, sourceColumns) }

  /// Reads a PGM or text file, chosen by content, and fits a picture of another size by its ink.
  ///
  /// - Throws: `DatasetError` with file and line or byte.
  public static func load(
    _ path: String, rows: Int, columns: Int
  ) throws(DatasetError) -> PictureFile {
    let bytes = try FileReader.read(path, limit: 1 << 26)
    return try decode(bytes, file: path, rows: rows, columns: columns)
  }

  /// The same from bytes; `file` is the name for errors.
  public static func decode(
    _ bytes: [UInt8], file: String, rows: Int, columns: Int
  ) throws(DatasetError) -> PictureFile {
    guard !bytes.isEmpty else { throw DatasetError(file: file, problem: .empty) }
    let format: Format = PGM.pnmMagic(bytes) == nil ? .text : .pgm
    let source =
      switch format {
      case .pgm: try PGM.decode(bytes, file: file)
      case .text: try NumberGrid.decode(bytes, file: file, rows: rows, columns: columns)
      }
    let isWanted = source.rows == rows && source.columns == columns
    return PictureFile(
      picture: isWanted ? source : source.fitted(rows: rows, columns: columns), format: format,
      sourceRows: source.rows, sourceColumns: source.columns,
      fittedInk: isWanted ? nil : source.inkBox)
  }
}

/// Data sets in files, recognised by content: IDX or CSV, either of them also packed by gzip.
public enum DatasetFile {
  /// The most bytes that a file may have or unpack to.
  public static let sizeLimit = 1 << 30

  /// Reads a set: an IDX file of images with one of labels, or one CSV file.
  ///
  /// The images keep their size; `Dataset.resized(rows:columns:by:)` fits them to a grid. `labels`
  /// is nil for CSV; `rows` and `columns` are the size of CSV images whose pixels make no square.
  public static func load(
    images: String, labels: String?, rows: Int = 10, columns: Int = 10
  ) throws(DatasetError) -> Dataset {
    let bytes = try unpacked(images)
    guard IDX.isIDX(bytes) else {
      if let labels { throw DatasetError(file: labels, problem: .labelsNotNeeded) }
      return try CSV.decode(bytes, file: images, rows: rows, columns: columns)
    }
    guard let labels else { throw DatasetError(file: images, problem: .labelsMissing) }
    return try IDX.decode(
      images: bytes, imagesFile: images, labels: try unpacked(labels), labelsFile: labels)
  }

  private static func unpacked(_ path: String) throws(DatasetError) -> [UInt8] {
    let bytes = try FileReader.read(path, limit: sizeLimit)
    guard !bytes.isEmpty else { throw DatasetError(file: path, problem: .empty) }
    guard Gzip.isGzip(bytes) else { return bytes }
    return try Gzip.unpack(bytes, limit: sizeLimit, file: path)
  }
}

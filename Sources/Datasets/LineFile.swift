internal import SystemPackage

/// Files that grow by a line.
public enum LineFile {
  /// Writes a line behind the last one, in one piece, so that lines of two programs never mix; the file is made where it is missing.
  ///
  /// - Throws: `DatasetError` where the file cannot be written.
  public static func append(_ path: String, _ line: String) throws(DatasetError) {
    do {
      let descriptor = try FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.append, .create, .closeOnExec],
        permissions: [.ownerReadWrite])
      _ = try descriptor.closeAfter { try descriptor.writeAll(Array((line + "\n").utf8)) }
    } catch {
      throw DatasetError(
        file: path, problem: .file(FileFailure(error as? Errno ?? .ioError, writing: true)))
    }
  }
}

internal import SystemPackage

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Reads whole files.
public enum FileReader {
  /// The bytes of a file or pipe.
  ///
  /// - Throws: `DatasetError` if it cannot be read, is a directory, or has more than `limit` bytes.
  public static func read(_ path: String, limit: Int) throws(DatasetError) -> [UInt8] {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw DatasetError(file: path, problem: .file(.notFound))
    }
    do {
      // Without `nonBlocking`, a named pipe that nobody writes to would stop the program.
      let descriptor = try FileDescriptor.open(
        FilePath(path), .readOnly,
        options: [.nonBlocking, .noControllingTerminal, .closeOnExec])
      return try descriptor.closeAfter { try readAll(descriptor, limit: limit) }
    } catch is TooLarge {
      throw DatasetError(file: path, problem: .tooLarge(limit: limit))
    } catch {
      throw DatasetError(
        file: path, problem: .file(FileFailure(of: error, writing: false)))
    }
  }

  private struct TooLarge: Error {}

  /// Memory grows with what was really read.
  private static func readAll(_ descriptor: FileDescriptor, limit: Int) throws -> [UInt8] {
    let size = try DeviceTransfer.regularSize(descriptor)
    guard size ?? 0 <= limit else { throw TooLarge() }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size ?? 0)
    let chunkSize = 1 << 16
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkSize, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let count: Int
      do { count = try descriptor.read(into: chunk) } catch Errno.resourceTemporarilyUnavailable {
        try DeviceTransfer.wait(for: descriptor, to: CInt(POLLIN))
        continue
      }
      guard count > 0 else { return bytes }
      guard bytes.count + count <= limit else { throw TooLarge() }
      bytes.append(contentsOf: chunk[..<count])
    }
  }
}

extension FileFailure {
  init(_ error: Errno, writing: Bool) {
    switch error {
    case .noSuchFileOrDirectory: self = writing ? .noFolder : .notFound
    case .notDirectory: self = .noFolder
    case .permissionDenied, .notPermitted: self = .noPermission
    case .isDirectory: self = .isDirectory
    case .noSpace, .diskQuotaExceeded: self = .diskFull
    case .readOnlyFileSystem: self = .readOnly
    case .fileNameTooLong: self = .tooLongName
    case .fileTooLarge: self = .tooLargeFile
    default: self = .other(error.rawValue)
    }
  }
}

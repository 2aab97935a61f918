internal import SystemPackage

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Writes files so that a crash, a kill or a full disk leaves the old content or the new one.
public enum AtomicFile {
  /// Writes a temporary file beside `path`, brings it to the disk, and renames it.
  ///
  /// A link is followed, and the permissions of a file that is replaced are kept. A device or pipe
  /// is written directly, for there is nothing to replace; a terminal is refused, and so is a file that is named by a
  /// descriptor of this program alone (`/dev/stdout`).
  ///
  /// - Throws: `DatasetError`; the old file is then as it was and the temporary one is gone.
  public static func write(_ path: String, _ bytes: [UInt8]) throws(DatasetError) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw DatasetError(file: path, problem: .file(.noFolder))
    }
    do {
      try replace(path, with: bytes)
    } catch {
      throw DatasetError(
        file: path, problem: .file(FileFailure(of: error, writing: true)))
    }
  }

  /// Whether there is a file of that name, whose content a write would replace.
  public static func wouldReplace(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private static func replace(_ path: String, with bytes: [UInt8]) throws {
    let target = FilePath(try resolvingLinks(path))
    var status = stat()
    var permissions: mode_t?
    if stat(target.string, &status) == 0 {
      switch status.st_mode & S_IFMT {
      case S_IFDIR: throw Errno.isDirectory
      case S_IFREG:
        // A rename would replace even a file that is protected against writing.
        guard access(target.string, W_OK) == 0 else { throw Errno(rawValue: errno) }
        permissions = status.st_mode & 0o7777
      default: return try DeviceTransfer.write(bytes, to: target)
      }
    } else if path.hasSuffix("/") {
      throw Errno.isDirectory
    }

    let folder = target.removingLastComponent()
    let folderPath = folder.isEmpty ? FilePath(".") : folder
    let (temporary, descriptor) = try createTemporary(in: folderPath)
    do {
      try descriptor.closeAfter {
        try descriptor.writeAll(bytes)
        if let permissions { _ = fchmod(descriptor.rawValue, permissions) }
        try check(fsync(descriptor.rawValue))
      }
      try check(rename(temporary.string, target.string))
    } catch {
      unlink(temporary.string)
      throw error
    }
    // The new name itself survives a power cut only after this; some file systems refuse it.
    if let opened = try? FileDescriptor.open(folderPath, .readOnly, options: [.closeOnExec]) {
      _ = fsync(opened.rawValue)
      try? opened.close()
    }
  }

  private static func createTemporary(in folder: FilePath) throws -> (FilePath, FileDescriptor) {
    var attempt = 0
    while true {
      let path = folder.appending(".chainrule-\(getpid())-\(attempt).tmp")
      do {
        let descriptor = try FileDescriptor.open(
          path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
          permissions: FilePermissions(rawValue: 0o666))
        return (path, descriptor)
      } catch Errno.fileExists where attempt < 1000 {
        attempt += 1
      }
    }
  }

  /// The name behind links, also one that does not exist yet.
  ///
  /// What leads into `/proc` stands for an open descriptor: a pipe or a device there is written to, but a file has no
  /// name to be replaced under, and a descriptor that is closed none to be made.
  private static func resolvingLinks(_ path: String) throws -> String {
    var name = FilePath(path)
    for _ in 0..<40 {
      let folder = name.removingLastComponent()
      let real = realPath(folder.isEmpty ? "." : folder.string).map { FilePath($0) } ?? folder
      if let last = name.lastComponent { name = real.appending(last) }
      if real.starts(with: "/proc") {
        var status = stat()
        guard stat(name.string, &status) == 0, status.st_mode & S_IFMT != S_IFREG else {
          throw DeviceTransfer.IsDescriptor()
        }
        return name.string
      }
      guard let link = linkTarget(name.string) else { return name.string }
      name = link.isAbsolute ? link : real.appending(link.components)
    }
    throw Errno.tooManySymbolicLinkLevels
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Where a link leads; nil for what is none.
  private static func linkTarget(_ path: String) -> FilePath? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = readlink(path, &bytes, Int(PATH_MAX))
    guard count > 0 else { return nil }
    return FilePath(String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self))
  }

  private static func check(_ result: CInt) throws {
    guard result == 0 else { throw Errno(rawValue: errno) }
  }
}

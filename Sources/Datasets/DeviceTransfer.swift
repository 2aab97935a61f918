internal import SystemPackage

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What goes through a pipe or a device under the name of a file: never through a terminal, which belongs to the screen, and never longer than the other end is at it.
enum DeviceTransfer {
  /// How long the other end may do nothing, in milliseconds.
  static let patience: CInt = 3_000

  /// The terminal was named as a file.
  struct IsTerminal: Error {}

  /// A descriptor was named that is closed, or is a file with a name of its own.
  struct IsDescriptor: Error {}

  /// Nothing came, or nothing was taken, for too long.
  struct Stalled: Error {}

  /// The size of a regular file, which answers at once; nil for a pipe or a device.
  ///
  /// - Throws: an `Errno`, or `IsTerminal`.
  static func regularSize(_ descriptor: FileDescriptor) throws -> Int? {
    var status = stat()
    guard fstat(descriptor.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw Errno.isDirectory }
    if isatty(descriptor.rawValue) == 1 { throw IsTerminal() }
    return status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }

  /// Waits until a descriptor can be read or written.
  static func wait(for descriptor: FileDescriptor, to events: CInt) throws {
    var request = pollfd(fd: descriptor.rawValue, events: Int16(events), revents: 0)
    while true {
      let ready = poll(&request, 1, patience)
      if ready > 0 { return }
      if ready == 0 { throw Stalled() }
      guard errno == EINTR else { throw Errno(rawValue: errno) }
    }
  }

  /// Writes to what is already there and is no file.
  static func write(_ bytes: [UInt8], to path: FilePath) throws {
    // Without `nonBlocking`, a named pipe that nobody reads would stop the program.
    let descriptor = try FileDescriptor.open(
      path, .writeOnly, options: [.nonBlocking, .noControllingTerminal, .closeOnExec])
    try descriptor.closeAfter {
      _ = try regularSize(descriptor)
      var rest = bytes[...]
      while !rest.isEmpty {
        try wait(for: descriptor, to: CInt(POLLOUT))
        do {
          rest = rest.dropFirst(try rest.withUnsafeBytes { try descriptor.write($0) })
        } catch Errno.resourceTemporarilyUnavailable {}
      }
    }
  }
}

extension FileDescriptor.OpenOptions {
  /// A terminal that is opened must not become the one whose keys send signals to this program.
  static var noControllingTerminal: Self { Self(rawValue: O_NOCTTY) }
}

extension FileFailure {
  /// The failure behind an error of reading or writing.
  init(of error: any Error, writing: Bool) {
    switch error {
    case is DeviceTransfer.IsTerminal: self = .terminal
    case is DeviceTransfer.IsDescriptor: self = .descriptor
    case is DeviceTransfer.Stalled: self = .stalled
    // The reader of a pipe is not there, or there is no device behind the name.
    case Errno.noSuchAddressOrDevice: self = .stalled
    default: self = FileFailure(error as? Errno ?? .ioError, writing: writing)
    }
  }
}

import Engine
import Foundation
import Testing

@testable import Datasets

struct FileTests {
  private func failure<Value>(
    _ body: () throws(DatasetError) -> Value, sourceLocation: SourceLocation = #_sourceLocation
  ) -> FileFailure? {
    guard case .file(let failure) = datasetError(body, sourceLocation: sourceLocation)?.problem
    else {
      return nil
    }
    return failure
  }

  private func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test func `what was written is read, whatever its size`() throws {
    try withTemporaryFolder { folder in
      for count in [0, 1, 2, 65_535, 65_536, 65_537, 1_000_000] {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try AtomicFile.write("\(folder)/файл", bytes)
        #expect(try FileReader.read("\(folder)/файл", limit: count) == bytes)
      }
      #expect(try names(in: folder) == ["файл"])
    }
  }

  @Test func `a file above the limit is refused`() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write("\(folder)/a", [1, 2, 3])
      let error = datasetError { () throws(DatasetError) in
        try FileReader.read("\(folder)/a", limit: 2)
      }
      #expect(error?.problem == .tooLarge(limit: 2))
    }
    let endless = datasetError { () throws(DatasetError) in
      try FileReader.read("/dev/zero", limit: 100_000)
    }
    #expect(endless?.problem == .tooLarge(limit: 100_000))
  }

  @Test func `what cannot be read says why`() throws {
    try withTemporaryFolder { folder in
      #expect(failure { () throws(DatasetError) in try FileReader.read("", limit: 1) } == .notFound)
      for (path, expected) in [
        ("none", FileFailure.notFound), ("", .isDirectory), ("a\u{0}b", .notFound),
        (String(repeating: "x", count: 5000), .tooLongName),
      ] {
        #expect(
          failure { () throws(DatasetError) in
            try FileReader.read("\(folder)/\(path)", limit: 1)
          } == expected)
      }
    }
  }

  @Test func `a pipe without a writer does not stop the program`() throws {
    try withTemporaryFolder { folder in
      #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
      let bytes = try FileReader.read("\(folder)/pipe", limit: 10)
      #expect(bytes.isEmpty)
    }
  }

  @Test(.enabled(if: access("/dev/ptmx", R_OK | W_OK) == 0))
  func `a terminal is no file, whatever it is called`() {
    #expect(
      failure { () throws(DatasetError) in try FileReader.read("/dev/ptmx", limit: 10) }
        == .terminal)
    #expect(
      failure { () throws(DatasetError) in try AtomicFile.write("/dev/ptmx", [1]) } == .terminal)
  }

  @Test func `a pipe at whose other end nothing happens does not stop the program`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/pipe"
      #expect(mkfifo(path, 0o600) == 0)
      // Nobody reads.
      #expect(
        failure { () throws(DatasetError) in try AtomicFile.write(path, [1]) } == .stalled)
      // Somebody could write, and does not; somebody could read, and does not.
      let other = open(path, O_RDWR | O_NONBLOCK)
      defer { close(other) }
      #expect(
        failure { () throws(DatasetError) in try FileReader.read(path, limit: 10) } == .stalled)
      let large = [UInt8](repeating: 1, count: 1 << 20)
      #expect(
        failure { () throws(DatasetError) in try AtomicFile.write(path, large) } == .stalled)
    }
  }

  @Test func `a pipe brings and takes what goes through it`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/pipe"
      #expect(mkfifo(path, 0o600) == 0)
      let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
      let reader = Process()
      reader.executableURL = URL(fileURLWithPath: "/bin/sh")
      reader.arguments = ["-c", "cat '\(path)' > '\(folder)/copy'"]
      try reader.run()
      // The reader may not have come yet.
      var written = false
      for _ in 0..<100 where !written {
        written = (try? AtomicFile.write(path, bytes)) != nil
        if !written { usleep(20_000) }
      }
      reader.waitUntilExit()
      #expect(written)
      #expect(try FileReader.read("\(folder)/copy", limit: 1 << 20) == bytes)
    }
  }

  @Test func `what cannot be written says why and leaves nothing behind`() throws {
    try withTemporaryFolder { folder in
      func write(_ path: String) -> FileFailure? {
        failure { () throws(DatasetError) in try AtomicFile.write(path, [1]) }
      }
      #expect(write("") == .noFolder)
      #expect(write(folder) == .isDirectory)
      #expect(write("\(folder)/new/") == .isDirectory)
      #expect(write("\(folder)/none/a") == .noFolder)
      try AtomicFile.write("\(folder)/file", [1])
      #expect(write("\(folder)/file/a") == .noFolder)
      #expect(write("\(folder)/" + String(repeating: "x", count: 300)) == .tooLongName)
      #expect(try names(in: folder) == ["file"])
    }
  }

  @Test(.enabled(if: access("/dev/full", W_OK) == 0))
  func `a full disk is named`() {
    #expect(
      failure { () throws(DatasetError) in try AtomicFile.write("/dev/full", [1]) } == .diskFull)
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everything"))
  func `a file without permission is named and kept`() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write("\(folder)/a", [1])
      chmod("\(folder)/a", 0o400)
      #expect(
        failure { () throws(DatasetError) in try AtomicFile.write("\(folder)/a", [2]) }
          == .noPermission)
      #expect(try FileReader.read("\(folder)/a", limit: 9) == [1])
    }
  }

  @Test func `permissions and links survive a new content`() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write("\(folder)/a", [1])
      chmod("\(folder)/a", 0o640)
      symlink("a", "\(folder)/link")
      try AtomicFile.write("\(folder)/link", [2])
      #expect(try FileReader.read("\(folder)/a", limit: 9) == [2])
      var status = stat()
      #expect(lstat("\(folder)/link", &status) == 0)
      #expect(status.st_mode & S_IFMT == S_IFLNK)
      #expect(stat("\(folder)/a", &status) == 0)
      #expect(status.st_mode & 0o777 == 0o640)
    }
  }

  @Test func `a link to what is not there yet is followed`() throws {
    try withTemporaryFolder { folder in
      symlink("target", "\(folder)/link")
      symlink("\(folder)/link", "\(folder)/second")
      try AtomicFile.write("\(folder)/second", [7])
      #expect(try FileReader.read("\(folder)/target", limit: 9) == [7])
      var status = stat()
      #expect(lstat("\(folder)/second", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
      symlink("loop", "\(folder)/loop")
      #expect(
        failure { () throws(DatasetError) in try AtomicFile.write("\(folder)/loop", [1]) } != nil)
      #expect(lstat("\(folder)/loop", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    }
  }

  /// A save to `/dev/stdout` must not put a file in the place of the one that the output goes to.
  @Test(.enabled(if: access("/proc/self/fd", R_OK) == 0))
  func `an open file is not replaced under its number, and a pipe is written to`() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write("\(folder)/a", [1, 2, 3])
      let file = open("\(folder)/a", O_WRONLY | O_APPEND)
      symlink("/proc/self/fd/\(file)", "\(folder)/link")
      for path in ["/proc/self/fd/\(file)", "/dev/fd/\(file)", "\(folder)/link"] {
        #expect(
          failure { () throws(DatasetError) in try AtomicFile.write(path, [9]) } == .descriptor,
          "\(path)")
      }
      close(file)
      for path in ["/proc/self/fd/\(file)", "\(folder)/link"] {
        #expect(
          failure { () throws(DatasetError) in try AtomicFile.write(path, [9]) } == .descriptor)
      }
      #expect(try FileReader.read("\(folder)/a", limit: 9) == [1, 2, 3])
      #expect(try names(in: folder) == ["a", "link"])
      var ends: [Int32] = [0, 0]
      #expect(pipe(&ends) == 0)
      try AtomicFile.write("/dev/fd/\(ends[1])", [4, 5])
      var bytes = [UInt8](repeating: 0, count: 4)
      #expect(read(ends[0], &bytes, 4) == 2 && bytes.prefix(2) == [4, 5])
      close(ends[0])
      close(ends[1])
    }
  }

  @Test func `a file name from outside is escaped in the message`() {
    let error = datasetError { () throws(DatasetError) in
      try FileReader.read("no\u{1B}[2J\u{202E}\nfile", limit: 1)
    }
    #expect(error?.words(in: .english) == "no\\u{1B}[2J\\u{202E}\\u{A}file: there is no such file")
    #expect(error?.words(in: .russian) == "no\\u{1B}[2J\\u{202E}\\u{A}file: такого файла нет")
    #expect(error?.code == "file-not-found")
  }
}

struct EscapedTests {
  @Test func `every control and hidden character is escaped, nothing else`() {
    #expect(escaped("") == "")
    #expect(escaped("ø Привет 漢字 😀 ½") == "ø Привет 漢字 😀 ½")
    #expect(escaped("a\\b") == "a\\\\b")
    for value in Array(UInt32(0)...31) + Array(127...159) + [
      0x200B, 0x202E, 0x2028, 0x2066, 0xFEFF,
    ] {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let digits = String(value, radix: 16, uppercase: true)
      #expect(escaped("a\(scalar)b") == "a\\u{\(digits)}b")
    }
  }

  @Test func `of a very long name the beginning and the end are shown`() {
    let name = String(repeating: "y", count: 100_000) + "\u{7}z"
    #expect(shownName(name).count < 130)
    #expect(shownName(name).hasSuffix("yy\\u{7}z"))
    #expect(shownName("short") == "short")
  }

  @Test func `a very long foreign word is cut in a message`() {
    let error = DatasetError(
      file: "a", problem: .notANumber(.pixel, found: String(repeating: "x", count: 10_000)))
    #expect(error.words(in: .english).count < 100)
  }
}

struct ByteReaderTests {
  @Test func `numbers are read in order and what is missing is nil`() {
    var reader = ByteReader([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
    #expect(reader.byte() == 1)
    #expect(reader.bigEndianUInt32() == 0x0203_0405)
    #expect(reader.littleEndianUInt64() == 0x0D0C_0B0A_0908_0706)
    #expect(reader.remaining == 1)
    #expect(reader.bigEndianUInt32() == nil)
    #expect(reader.littleEndianUInt64() == nil)
    #expect(reader.take(-1) == nil)
    #expect(reader.take(2) == nil)
    #expect(reader.byte() == 14)
    #expect(reader.byte() == nil)
    #expect(reader.take(0) == [])
  }
}

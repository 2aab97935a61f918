internal import CZlib

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

enum Gzip {
  static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// The unpacked bytes, at most `limit` of them.
  static func unpack(
    _ bytes: [UInt8], limit: Int, file: String
  ) throws(DatasetError) -> [UInt8] {
    var output: UnsafeMutablePointer<UInt8>?
    var count = 0
    let result = cr_gunzip(bytes, bytes.count, limit, &output, &count)
    defer { free(output) }
    switch result {
    case cr_gunzip_ok: return [UInt8](UnsafeBufferPointer(start: output, count: count))
    case cr_gunzip_truncated: throw DatasetError(file: file, problem: .truncatedGzip)
    case cr_gunzip_too_large: throw DatasetError(file: file, problem: .tooLarge(limit: limit))
    case cr_gunzip_no_memory: throw DatasetError(file: file, problem: .file(.other(ENOMEM)))
    default: throw DatasetError(file: file, problem: .damagedGzip)
    }
  }
}

/// Bytes that are either owned or lie in the binary's read-only data; the latter are never copied.
struct Bytes: Sendable {
  private enum Storage: @unchecked Sendable {
    case owned([UInt8])
    // Unchecked: the pointer is to constant data that lives as long as the process.
    case constant(UnsafeBufferPointer<UInt8>)
  }

  private let storage: Storage

  init(_ bytes: [UInt8]) { storage = .owned(bytes) }

  /// Bytes that nobody changes or frees while the process lives.
  init(constant pointer: UnsafePointer<UInt8>?, count: Int) {
    storage = .constant(UnsafeBufferPointer(start: pointer, count: pointer == nil ? 0 : count))
  }

  var count: Int {
    switch storage {
    case .owned(let bytes): bytes.count
    case .constant(let bytes): bytes.count
    }
  }

  subscript(index: Int) -> UInt8 {
    switch storage {
    case .owned(let bytes): return bytes[index]
    case .constant(let bytes):
      precondition(index >= 0 && index < bytes.count, "byte \(index) of \(bytes.count)")
      return bytes[index]
    }
  }

  func withUnsafeBytes<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    switch storage {
    case .owned(let bytes): try bytes.withUnsafeBufferPointer(body)
    case .constant(let bytes): try body(bytes)
    }
  }
}

/// Bytes that nobody changes: owned, or in the binary's read-only data; neither is ever copied or moved.
struct Bytes: Sendable {
  /// Owns its bytes at a fixed address.
  private final class Block: @unchecked Sendable {
    // Unchecked: the bytes are written before the block is shared, and never again.
    let bytes: UnsafeBufferPointer<UInt8>

    init(_ source: [UInt8]) {
      let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: source.count)
      _ = copy.initialize(from: source)
      bytes = UnsafeBufferPointer(copy)
    }

    init(count: Int, _ write: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
      let written = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: count)
      write(written)
      bytes = UnsafeBufferPointer(written)
    }

    deinit { bytes.deallocate() }
  }

  // Unchecked: see Block; constant data lives as long as the process.
  private struct Address: @unchecked Sendable {
    let bytes: UnsafeBufferPointer<UInt8>
  }

  private let address: Address
  /// What keeps the bytes alive; nil for those of the binary.
  let owner: (any AnyObject & Sendable)?

  init(_ bytes: [UInt8]) {
    let block = Block(bytes)
    address = Address(bytes: block.bytes)
    owner = block
  }

  /// Bytes that `write` has written, every one of them, where they stay.
  init(count: Int, _ write: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
    let block = Block(count: count, write)
    address = Address(bytes: block.bytes)
    owner = block
  }

  /// Bytes that nobody changes or frees while the process lives.
  init(constant pointer: UnsafePointer<UInt8>?, count: Int) {
    address = Address(
      bytes: UnsafeBufferPointer(start: pointer, count: pointer == nil ? 0 : count))
    owner = nil
  }

  var count: Int { address.bytes.count }

  subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < count, "byte \(index) of \(count)")
    return address.bytes[index]
  }

  func withUnsafeBytes<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    defer { withExtendedLifetime(owner) {} }
    return try body(address.bytes)
  }
}

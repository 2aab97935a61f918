/// Zeroed floats at a fixed, aligned address, for the kernels.
final class FloatBuffer {
  let start: UnsafeMutablePointer<Float>
  let count: Int

  init(count: Int) {
    self.count = max(16, count)
    start = UnsafeMutableRawPointer.allocate(
      byteCount: self.count * MemoryLayout<Float>.stride, alignment: 64
    ).bindMemory(to: Float.self, capacity: self.count)
    start.initialize(repeating: 0, count: self.count)
  }

  deinit { start.deallocate() }

  func copy(from other: FloatBuffer) { start.update(from: other.start, count: count) }

  func clear() { start.update(repeating: 0, count: count) }
}

/// The next multiple of the kernels' sixteen.
func paddedWidth(_ width: Int) -> Int { (width + 15) & ~15 }

/// The distance between the rows of a matrix of weights, `padded` numbers wide.
///
/// Rows a multiple of 512 bytes apart share so few sets of the first cache that a panel of a hundred of them does not fit into it.
func weightStride(_ padded: Int) -> Int { padded % 128 == 0 ? padded + 16 : padded }

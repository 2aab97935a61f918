public import Kernels

private typealias Strip = InlineArray<8, Register>

extension VectorKernels {
  public func mark(
    _ block: Block, rows: UnsafeMutablePointer<UInt64>, columns: UnsafeMutablePointer<UInt64>?
  ) -> Int {
    let words = (block.stride &+ 63) / 64
    var found = 0
    for row in 0..<block.rows {
      let numbers = block.start + row &* block.stride
      for word in 0..<words {
        let bits = rowBits(numbers + word &* 64, count: min(64, block.stride &- word &* 64))
        rows[row &* words &+ word] = bits
        found &+= bits.nonzeroBitCount
      }
    }
    guard let columns else { return found }
    for word in 0..<(block.rows &+ 63) / 64 {
      let first = word &* 64
      for column in stride(from: 0, to: block.stride, by: 8) {
        let bits = columnBits(
          block.start + first &* block.stride + column, rows: min(64, block.rows &- first),
          stride: block.stride)
        UnsafeMutableRawPointer(columns + word &* block.stride + column)
          .storeBytes(of: bits, as: SIMD8<UInt64>.self)
      }
    }
    return found
  }

  public func multiplySparse(
    _ left: StridedMatrix, _ marks: Marks, _ right: StridedMatrix, depth: Int,
    initial: StridedMatrix, into target: Block
  ) {
    forEachPanel(of: right, depth: depth, width: target.width) { right, columns in
      for word in 0..<marks.words {
        let a = left.start + word &* 64 &* left.columnStep
        let b = right.start + word &* 64 &* right.rowStep
        // What the words before have summed lies in the target.
        let start = word == 0 ? initial : StridedMatrix(target.start, rowStep: target.stride)
        for row in 0..<target.rows {
          let bits = marks.start[row &* marks.rowStep &+ word &* marks.wordStep]
          let factors = a + row &* left.rowStep
          let from = start.start + row &* start.rowStep + columns.lowerBound
          let to = target.start + row &* target.stride + columns.lowerBound
          var column = 0
          // The turns of a row's second strip are as many as of its first, which the processor foresees.
          while columns.count &- column >= Strip.count &* Register.scalarCount {
            addStrip(
              Strip.self, bits, factors, left.columnStep, b + column, right.rowStep, from + column,
              to + column)
            column &+= Strip.count &* Register.scalarCount
          }
          while column < columns.count {
            addStrip(
              InlineArray<1, Vector>.self, bits, factors, left.columnStep, b + column,
              right.rowStep, from + column, to + column)
            column &+= 16
          }
        }
      }
    }
  }

  public func addSparseOuter(
    _ left: UnsafePointer<Float>, _ marks: Marks, _ right: UnsafePointer<Float>,
    into target: Block
  ) {
    for word in 0..<marks.words {
      var bits = marks.start[word &* marks.wordStep]
      while bits != 0 {
        let k = word &* 64 &+ bits.trailingZeroBitCount
        bits &= bits &- 1
        let row = target.start + k &* target.stride
        let factor = Vector(repeating: left[k])
        var column = 0
        while column < target.width {
          write(multiplyAdd(load(right + column), factor, load(row + column)), to: row + column)
          column &+= 16
        }
      }
    }
  }
}

/// Bit k where number k is not zero; `count` is a multiple of 8.
@inline(__always)
private func rowBits(_ numbers: UnsafePointer<Float>, count: Int) -> UInt64 {
  @inline(__always)
  func half(_ first: Int) -> UInt64 {
    var bit = SIMD8<UInt32>(1, 2, 4, 8, 16, 32, 64, 128)
    var bits = SIMD8<UInt32>.zero
    var k = first
    while k < min(count, first &+ 32) {
      bits |= bit.replacing(with: 0, where: eight(numbers + k) .== SIMD8<Float>.zero)
      bit &<<= 8
      k &+= 8
    }
    let four = bits.lowHalf | bits.highHalf
    let two = four.lowHalf | four.highHalf
    return UInt64(two[0] | two[1])
  }
  return half(0) | half(32) &<< 32
}

/// Bit r of lane c where number c of row r is not zero.
@inline(__always)
private func columnBits(_ start: UnsafePointer<Float>, rows: Int, stride: Int) -> SIMD8<UInt64> {
  @inline(__always)
  func half(_ first: Int) -> SIMD8<UInt64> {
    var bit = SIMD8<UInt32>(repeating: 1)
    var bits = SIMD8<UInt32>.zero
    var from = start + first &* stride
    for _ in first..<max(first, min(rows, first &+ 32)) {
      bits |= bit.replacing(with: 0, where: eight(from) .== SIMD8<Float>.zero)
      bit &<<= 1
      from += stride
    }
    return SIMD8<UInt64>(truncatingIfNeeded: bits)
  }
  return rows > 32 ? half(0) | half(32) &<< 32 : half(0)
}

@inline(__always)
private func eight(_ numbers: UnsafePointer<Float>) -> SIMD8<Float> {
  UnsafeRawPointer(numbers).loadUnaligned(as: SIMD8<Float>.self)
}

/// A few registers of sums of one row, kept there while its bits are read from the lowest.
@inline(__always)
private func addStrip<let width: Int, Lanes: SIMD<Float>>(
  _ type: InlineArray<width, Lanes>.Type, _ marks: UInt64, _ factors: UnsafePointer<Float>,
  _ factorStep: Int, _ right: UnsafePointer<Float>, _ rightStep: Int,
  _ initial: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>
) {
  let size = Lanes.scalarCount &* 4
  var sums = InlineArray<width, Lanes>(repeating: .zero)
  let start = UnsafeRawPointer(initial)
  for v in 0..<width {
    sums[unchecked: v] = start.loadUnaligned(fromByteOffset: v &* size, as: Lanes.self)
  }
  var bits = marks
  while bits != 0 {
    let k = bits.trailingZeroBitCount
    bits &= bits &- 1
    let factor = Lanes(repeating: factors[k &* factorStep])
    let from = UnsafeRawPointer(right + k &* rightStep)
    for v in 0..<width {
      sums[unchecked: v] = multiplyAdd(
        from.loadUnaligned(fromByteOffset: v &* size, as: Lanes.self), factor, sums[unchecked: v])
    }
  }
  let end = UnsafeMutableRawPointer(target)
  for v in 0..<width {
    end.storeBytes(of: sums[unchecked: v], toByteOffset: v &* size, as: Lanes.self)
  }
}

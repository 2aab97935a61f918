public import Kernels

// As many rows as the registers hold besides the operands: 8 with 32 of 512 bits, 6 with 16 of 256, 2 with 16 of 128.
// What these leave over goes in lower tiles; a whole number of both makes `tallRows`.
#if WIDE
  private typealias TallTile = InlineArray<8, Vector>
  private typealias SmallTile = InlineArray<4, Vector>
  private let (tallHeight, smallHeight, tallRows) = (8, 4, 8)
#elseif FUSED
  private typealias TallTile = InlineArray<6, Vector>
  private typealias SmallTile = InlineArray<4, Vector>
  private let (tallHeight, smallHeight, tallRows) = (6, 4, 12)
#elseif arch(arm64)
  private typealias TallTile = InlineArray<4, Vector>
  private typealias SmallTile = InlineArray<4, Vector>
  private let (tallHeight, smallHeight, tallRows) = (4, 4, 4)
#else
  private typealias TallTile = InlineArray<2, Vector>
  private typealias SmallTile = InlineArray<2, Vector>
  private let (tallHeight, smallHeight, tallRows) = (2, 2, 2)
#endif

/// From this distance between rows on, in floats, panels are copied; so deep is a copy, which then takes a quarter of the first cache.
private let wideStep = 256
private let packedDepth = 128

extension VectorKernels {
  public func multiply(
    _ left: StridedMatrix, _ right: StridedMatrix, depth: Int, initial: StridedMatrix,
    into target: Block
  ) {
    let tiled = target.rows - target.rows % smallHeight
    if right.rowStep < wideStep || tiled < 16 {
      multiplyTiles(left, right, depth, initial, target, rows: tiled)
    } else if depth <= target.rows / 2 {
      multiplyByRows(left, right, depth, initial, target, rows: tiled)
    } else {
      multiplyPacked(left, right, depth, initial, target, rows: tiled)
    }
    for row in tiled..<target.rows {
      var column = 0
      while target.width - column >= 128 {
        multiplyStrip(InlineArray<8, Vector>.self, row, column, left, right, depth, initial, target)
        column += 128
      }
      if target.width - column >= 64 {
        multiplyStrip(InlineArray<4, Vector>.self, row, column, left, right, depth, initial, target)
        column += 64
      }
      while column < target.width {
        multiplyStrip(InlineArray<1, Vector>.self, row, column, left, right, depth, initial, target)
        column += 16
      }
    }
  }

  private func multiplyTiles(
    _ left: StridedMatrix, _ right: StridedMatrix, _ depth: Int, _ initial: StridedMatrix,
    _ target: Block, rows: Int
  ) {
    // The panel of `right` under a column of tiles stays in the first cache while the rows run.
    for column in stride(from: 0, to: rows > 0 ? target.width : 0, by: 16) {
      multiplyColumn(
        left, StridedMatrix(right.start + column, rowStep: right.rowStep), depth, initial, target,
        column: column, rows: rows)
    }
  }

  /// The same with the columns inside: what is wide and not deep is mostly its target, whose rows are then written from end to end.
  private func multiplyByRows(
    _ left: StridedMatrix, _ right: StridedMatrix, _ depth: Int, _ initial: StridedMatrix,
    _ target: Block, rows: Int
  ) {
    var row = 0
    while row < rows - rows % tallRows {
      for column in stride(from: 0, to: target.width, by: 16) {
        let panel = StridedMatrix(right.start + column, rowStep: right.rowStep)
        multiplyTile(TallTile.self, row, column, left, panel, depth, initial, target)
      }
      row += tallHeight
    }
    while row < rows {
      for column in stride(from: 0, to: target.width, by: 16) {
        let panel = StridedMatrix(right.start + column, rowStep: right.rowStep)
        multiplyTile(SmallTile.self, row, column, left, panel, depth, initial, target)
      }
      row += smallHeight
    }
  }

  /// The same through a copy of each panel: rows that lie a power of two apart would push each other out of the cache.
  private func multiplyPacked(
    _ left: StridedMatrix, _ right: StridedMatrix, _ depth: Int, _ initial: StridedMatrix,
    _ target: Block, rows: Int
  ) {
    withUnsafeTemporaryAllocation(byteCount: packedDepth * 64, alignment: 64) { memory in
      let panel = memory.withMemoryRebound(to: Float.self) { $0 }
      guard let packed = panel.baseAddress else { return }
      for column in stride(from: 0, to: target.width, by: 16) {
        var first = 0
        repeat {
          let part = min(packedDepth, depth - first)
          let source = right.start + first &* right.rowStep + column
          for k in 0..<part { write(load(source + k &* right.rowStep), to: packed + k &* 16) }
          let sums =
            first == 0 ? initial : StridedMatrix(target.start, rowStep: target.stride)
          multiplyColumn(
            StridedMatrix(
              left.start + first &* left.columnStep, rowStep: left.rowStep,
              columnStep: left.columnStep), StridedMatrix(packed, rowStep: 16), part, sums, target,
            column: column, rows: rows)
          first += packedDepth
        } while first < depth
      }
    }
  }

  /// One column of tiles; `panel` starts at its first number.
  @inline(__always)
  private func multiplyColumn(
    _ left: StridedMatrix, _ panel: StridedMatrix, _ depth: Int, _ initial: StridedMatrix,
    _ target: Block, column: Int, rows: Int
  ) {
    var row = 0
    while row < rows - rows % tallRows {
      multiplyTile(TallTile.self, row, column, left, panel, depth, initial, target)
      row += tallHeight
    }
    while row < rows {
      multiplyTile(SmallTile.self, row, column, left, panel, depth, initial, target)
      row += smallHeight
    }
  }

  public func compact(
    _ numbers: UnsafePointer<Float>, count: Int, into values: UnsafeMutablePointer<Float>,
    places: UnsafeMutablePointer<Int32>
  ) -> Int {
    // Without a branch, which chance would decide.
    var found = 0
    for k in 0..<count {
      values[found] = numbers[k]
      places[found] = Int32(truncatingIfNeeded: k)
      // Both zeros are all bits clear but the sign.
      found &+= numbers[k].bitPattern &<< 1 == 0 ? 0 : 1
    }
    return found
  }

  public func multiplySparse(
    _ values: UnsafePointer<Float>, places: UnsafePointer<Int32>, count: Int,
    right: UnsafePointer<Float>, width: Int, initial: UnsafePointer<Float>,
    into target: UnsafeMutablePointer<Float>
  ) {
    var column = 0
    while column < width {
      let (b, start, end) = (right + column, initial + column, target + column)
      if width - column >= 128 {
        sparseStrip(
          InlineArray<8, Vector>.self, values, places, count, b, width, start, end)
        column += 128
      } else if width - column >= 64 {
        sparseStrip(
          InlineArray<4, Vector>.self, values, places, count, b, width, start, end)
        column += 64
      } else {
        sparseStrip(
          InlineArray<1, Vector>.self, values, places, count, b, width, start, end)
        column += 16
      }
    }
  }

  public func addSparseOuter(
    _ values: UnsafePointer<Float>, places: UnsafePointer<Int32>, count: Int,
    right: UnsafePointer<Float>, width: Int, into target: UnsafeMutablePointer<Float>
  ) {
    for k in 0..<count {
      let row = target + Int(places[k]) &* width
      let factor = Vector(repeating: values[k])
      var column = 0
      while column < width {
        write(multiplyAdd(load(right + column), factor, load(row + column)), to: row + column)
        column &+= 16
      }
    }
  }

  public func dots(
    _ left: StridedMatrix, _ right: StridedMatrix, depth: Int, initial: UnsafePointer<Float>?,
    into target: Block
  ) {
    for column in 0..<target.width {
      let b = right.start + column &* right.rowStep
      let start = initial.map { $0[column] } ?? 0
      var row = 0
      while row + 4 <= target.rows {
        let a = left.start + row &* left.rowStep
        var sums: (Vector, Vector, Vector, Vector) = (.zero, .zero, .zero, .zero)
        var k = 0
        while k < depth {
          let factor = load(b + k)
          sums.0 = multiplyAdd(load(a + k), factor, sums.0)
          sums.1 = multiplyAdd(load(a + left.rowStep + k), factor, sums.1)
          sums.2 = multiplyAdd(load(a + 2 &* left.rowStep + k), factor, sums.2)
          sums.3 = multiplyAdd(load(a + 3 &* left.rowStep + k), factor, sums.3)
          k += 16
        }
        let out = target.start + row &* target.stride + column
        out[0] = start + sum(sums.0)
        out[target.stride] = start + sum(sums.1)
        out[2 &* target.stride] = start + sum(sums.2)
        out[3 &* target.stride] = start + sum(sums.3)
        row += 4
      }
      while row < target.rows {
        let a = left.start + row &* left.rowStep
        var total = Vector.zero
        var k = 0
        while k < depth {
          total = multiplyAdd(load(a + k), load(b + k), total)
          k += 16
        }
        target.start[row &* target.stride + column] = start + sum(total)
        row += 1
      }
    }
  }

  public func transpose(_ source: Block, into target: Block) {
    for row in stride(from: 0, to: source.rows, by: 16) {
      for column in stride(from: 0, to: source.stride, by: 16) {
        let from = source.start + row &* source.stride + column
        let to = target.start + column &* target.stride + row
        for c in 0..<16 {
          for r in 0..<16 { to[c &* target.stride + r] = from[r &* source.stride + c] }
        }
      }
    }
  }
}

/// A few rows of sixteen sums, kept in registers while the depth runs.
///
/// Free private functions: a generic type here would leave weak helper symbols.
@inline(__always)
private func multiplyTile<let height: Int>(
  _ type: InlineArray<height, Vector>.Type, _ row: Int, _ column: Int, _ left: StridedMatrix,
  _ panel: StridedMatrix, _ depth: Int, _ initial: StridedMatrix, _ target: Block
) {
  var sums = InlineArray<height, Vector>(repeating: .zero)
  let start = initial.start + row &* initial.rowStep + column
  for r in 0..<height { sums[unchecked: r] = load(start + r &* initial.rowStep) }
  var a = left.start + row &* left.rowStep
  var b = panel.start
  for _ in 0..<depth {
    let vector = load(b)
    for r in 0..<height {
      sums[unchecked: r] = multiplyAdd(vector, a[r &* left.rowStep], sums[unchecked: r])
    }
    a += left.columnStep
    b += panel.rowStep
  }
  let end = target.start + row &* target.stride + column
  for r in 0..<height { write(sums[unchecked: r], to: end + r &* target.stride) }
}

/// One row of several vectors: a batch of one, and the last rows of others.
@inline(__always)
private func multiplyStrip<let width: Int>(
  _ type: InlineArray<width, Vector>.Type, _ row: Int, _ column: Int, _ left: StridedMatrix,
  _ right: StridedMatrix, _ depth: Int, _ initial: StridedMatrix, _ target: Block
) {
  var sums = InlineArray<width, Vector>(repeating: .zero)
  let start = initial.start + row &* initial.rowStep + column
  for v in 0..<width { sums[unchecked: v] = load(start + v &* 16) }
  var a = left.start + row &* left.rowStep
  var b = right.start + column
  for _ in 0..<depth {
    for v in 0..<width {
      sums[unchecked: v] = multiplyAdd(load(b + v &* 16), a[0], sums[unchecked: v])
    }
    a += left.columnStep
    b += right.rowStep
  }
  let end = target.start + row &* target.stride + column
  for v in 0..<width { write(sums[unchecked: v], to: end + v &* 16) }
}

@inline(__always)
private func sparseStrip<let width: Int>(
  _ type: InlineArray<width, Vector>.Type, _ values: UnsafePointer<Float>,
  _ places: UnsafePointer<Int32>, _ count: Int, _ right: UnsafePointer<Float>, _ stride: Int,
  _ initial: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>
) {
  var sums = InlineArray<width, Vector>(repeating: .zero)
  for v in 0..<width { sums[unchecked: v] = load(initial + v &* 16) }
  for k in 0..<count {
    let row = right + Int(places[k]) &* stride
    for v in 0..<width {
      sums[unchecked: v] = multiplyAdd(load(row + v &* 16), values[k], sums[unchecked: v])
    }
  }
  for v in 0..<width { write(sums[unchecked: v], to: target + v &* 16) }
}

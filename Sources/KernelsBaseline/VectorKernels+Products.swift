public import Kernels

// A tile is as large as the registers allow beside its operands, and as near to a square as they let it be: each step loads a number for a row and a register for a column.
#if WIDE
  private typealias PanelRow = InlineArray<1, Register>
  private typealias Tall = InlineArray<8, PanelRow>
  private typealias Low = InlineArray<4, PanelRow>
#elseif FUSED
  private typealias PanelRow = InlineArray<2, Register>
  private typealias Tall = InlineArray<6, PanelRow>
  private typealias Low = InlineArray<4, PanelRow>
  /// Two of these are as wide as three panels.
  private typealias WideRow = InlineArray<3, Register>
  private typealias Broad = InlineArray<4, WideRow>
#elseif arch(arm64)
  private typealias PanelRow = InlineArray<4, Register>
  private typealias Tall = InlineArray<4, PanelRow>
  private typealias Low = InlineArray<4, PanelRow>
#else
  private typealias PanelRow = InlineArray<4, Register>
  private typealias Tall = InlineArray<2, PanelRow>
  private typealias Low = InlineArray<2, PanelRow>
#endif

extension VectorKernels {
  public func multiply(
    _ left: StridedMatrix, _ right: StridedMatrix, depth: Int, initial: StridedMatrix,
    into target: Block
  ) {
    let tiled = target.rows - target.rows % Low.count
    if tiled >= 32 && sharesSets(right, depth: depth) {
      forEachPanel(of: right, depth: depth, width: target.width) { panel, columns in
        multiplyTiles(
          left, panel, depth,
          StridedMatrix(initial.start + columns.lowerBound, rowStep: initial.rowStep),
          Block(
            target.start + columns.lowerBound, rows: target.rows, width: columns.count,
            stride: target.stride), rows: tiled)
      }
    } else if tiled > 0 {
      multiplyTiles(left, right, depth, initial, target, rows: tiled)
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

  /// Panel after panel of `right`, which stays in the first cache while the rows run.
  private func multiplyTiles(
    _ left: StridedMatrix, _ right: StridedMatrix, _ depth: Int, _ initial: StridedMatrix,
    _ target: Block, rows: Int
  ) {
    var column = 0
    #if FUSED && !WIDE
      let whole = target.width / 48 &* 48
      let share = max(1, 128 / max(1, depth)) &* 48
      while column < whole {
        let end = min(whole, column &+ share)
        var row = 0
        while row < rows {
          var panel = column
          while panel < end {
            multiplyTile(Broad.self, row, panel, left, right, depth, initial, target)
            panel &+= 24
          }
          row &+= Broad.count
        }
        column = end
      }
    #elseif WIDE
      // What is wide and not deep is mostly its target, whose rows are then written from end to end.
      if target.width >= 256 && depth <= target.rows / 2 {
        var row = 0
        while row < rows {
          let isTall = rows &- row >= Tall.count
          column = 0
          while column < target.width {
            if isTall {
              multiplyTile(Tall.self, row, column, left, right, depth, initial, target)
            } else {
              multiplyTile(Low.self, row, column, left, right, depth, initial, target)
            }
            column &+= 16
          }
          row &+= isTall ? Tall.count : Low.count
        }
      }
    #endif
    while column < target.width {
      var row = 0
      // What the tall ones leave must be whole low ones.
      while rows &- row >= Tall.count && (rows &- row &- Tall.count) % Low.count == 0 {
        multiplyTile(Tall.self, row, column, left, right, depth, initial, target)
        row &+= Tall.count
      }
      while row < rows {
        multiplyTile(Low.self, row, column, left, right, depth, initial, target)
        row &+= Low.count
      }
      column &+= 16
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
      for column in stride(from: 0, to: source.width, by: 16) {
        let from = source.start + row &* source.stride + column
        let to = target.start + column &* target.stride + row
        for c in 0..<16 {
          for r in 0..<16 { to[c &* target.stride + r] = from[r &* source.stride + c] }
        }
      }
    }
  }
}

/// Whether so many rows lie so that they share few sets of the first cache.
@inline(__always)
private func sharesSets(_ matrix: StridedMatrix, depth: Int) -> Bool {
  matrix.rowStep % 256 == 0 && depth > 8 && depth <= 128
}

/// Panels of 128 columns, whose rows stay in the first cache beside each other: copies, where rows that lie a multiple of 1 kB apart would drive each other out of it.
@inline(__always)
func forEachPanel(
  of matrix: StridedMatrix, depth: Int, width: Int,
  _ body: (StridedMatrix, _ columns: Range<Int>) -> Void
) {
  let isCopied = sharesSets(matrix, depth: depth)
  withUnsafeTemporaryAllocation(
    byteCount: isCopied ? depth &* 512 : 64, alignment: 64
  ) { memory in
    let copy = memory.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: Float.self)
    var first = 0
    while first < width {
      let columns = first..<min(width, first &+ 128)
      if isCopied {
        for row in 0..<depth {
          let from = matrix.start + row &* matrix.rowStep + first
          var column = 0
          while column < columns.count {
            write(load(from + column), to: copy + row &* 128 + column)
            column &+= 16
          }
        }
        body(StridedMatrix(copy, rowStep: 128), columns)
      } else {
        body(StridedMatrix(matrix.start + first, rowStep: matrix.rowStep), columns)
      }
      first &+= 128
    }
  }
}

/// A few rows of a few registers of sums, kept there while the depth runs.
///
/// Free private functions: a generic type here would leave weak helper symbols.
@inline(__always)
private func multiplyTile<let height: Int, let columns: Int>(
  _ type: InlineArray<height, InlineArray<columns, Register>>.Type, _ row: Int, _ column: Int,
  _ left: StridedMatrix, _ right: StridedMatrix, _ depth: Int, _ initial: StridedMatrix,
  _ target: Block
) {
  let width = Register.scalarCount
  var sums = InlineArray<height, InlineArray<columns, Register>>(
    repeating: InlineArray(repeating: .zero))
  let start = initial.start + row &* initial.rowStep + column
  for r in 0..<height {
    for c in 0..<columns {
      sums[unchecked: r][unchecked: c] = loadRegister(start + r &* initial.rowStep + c &* width)
    }
  }
  var a = left.start + row &* left.rowStep
  var lower = a + left.fourRows
  var b = right.start + column
  for _ in 0..<depth {
    var vectors = InlineArray<columns, Register>(repeating: .zero)
    for c in 0..<columns { vectors[unchecked: c] = loadRegister(b + c &* width) }
    for r in 0..<height {
      let factor = Register(
        repeating: r < 4 ? a[r &* left.rowStep] : lower[(r &- 4) &* left.rowStep])
      for c in 0..<columns {
        sums[unchecked: r][unchecked: c] = multiplyAdd(
          vectors[unchecked: c], factor, sums[unchecked: r][unchecked: c])
      }
    }
    a += left.columnStep
    lower += left.columnStep
    b += right.rowStep
  }
  let end = target.start + row &* target.stride + column
  for r in 0..<height {
    for c in 0..<columns {
      writeRegister(sums[unchecked: r][unchecked: c], to: end + r &* target.stride + c &* width)
    }
  }
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

public import Kernels

extension VectorKernels {
  public func selectPieces(
    _ candidates: UnsafePointer<Float>, pieces: Int, into target: Block,
    winners: UnsafeMutablePointer<Float>
  ) {
    for row in 0..<target.rows {
      let from = candidates + row &* target.stride &* pieces
      let to = row &* target.stride
      for column in stride(from: 0, to: target.stride, by: 16) {
        var best = load(from + column)
        var winner = Vector.zero
        for k in 1..<max(1, pieces) {
          let z = load(from + k &* target.stride + column)
          let wins = z .> best
          best.replace(with: z, where: wins)
          winner.replace(with: Vector(repeating: Float(k)), where: wins)
        }
        write(best, to: target.start + to + column)
        write(winner, to: winners + to + column)
      }
    }
  }

  public func spreadToPieces(
    _ gradient: Block, pieces: Int, winners: UnsafePointer<Float>,
    into candidates: UnsafeMutablePointer<Float>
  ) {
    for row in 0..<gradient.rows {
      let from = row &* gradient.stride
      let to = candidates + row &* gradient.stride &* pieces
      for column in stride(from: 0, to: gradient.stride, by: 16) {
        let g = load(gradient.start + from + column)
        let winner = load(winners + from + column)
        for k in 0..<pieces {
          let share = Vector.zero.replacing(
            with: g, where: winner .== Vector(repeating: Float(k)))
          write(share, to: to + k &* gradient.stride + column)
        }
      }
    }
  }

  public func columnStatistics(
    _ block: Block, mean: UnsafeMutablePointer<Float>, variance: UnsafeMutablePointer<Float>
  ) {
    let count = Float(block.rows)
    for column in stride(from: 0, to: block.stride, by: 16) {
      let start = block.start + column
      // The mean of the differences from the first row, which are exact where a column is constant: its deviations are 0 then.
      let first = load(start)
      var total = Vector.zero
      for row in 1..<block.rows { total += load(start + row &* block.stride) - first }
      let centre = first + total / count
      var squares = Vector.zero
      for row in 0..<block.rows {
        let deviation = load(start + row &* block.stride) - centre
        squares = multiplyAdd(deviation, deviation, squares)
      }
      write(centre, to: mean + column)
      write(squares / count, to: variance + column)
    }
  }

  public func normalise(
    _ block: Block, mean: UnsafePointer<Float>, inverse: UnsafePointer<Float>,
    scale: UnsafePointer<Float>, shift: UnsafePointer<Float>,
    normalised: UnsafeMutablePointer<Float>, target: UnsafeMutablePointer<Float>
  ) {
    for row in 0..<block.rows {
      let start = row &* block.stride
      for column in stride(from: 0, to: block.stride, by: 16) {
        let x = (load(block.start + start + column) - load(mean + column)) * load(inverse + column)
        write(x, to: normalised + start + column)
        let y = multiplyAdd(x, load(scale + column), load(shift + column))
        write(y, to: target + start + column)
      }
    }
  }

  public func normaliseBackward(
    _ gradient: Block, normalised: UnsafePointer<Float>, inverse: UnsafePointer<Float>,
    scale: UnsafePointer<Float>, scaleGradient: UnsafeMutablePointer<Float>,
    shiftGradient: UnsafeMutablePointer<Float>, usesBatch: Bool
  ) {
    let share = usesBatch ? 1 / Float(gradient.rows) : 0
    for column in stride(from: 0, to: gradient.stride, by: 16) {
      var scaleSum = Vector.zero
      var shiftSum = Vector.zero
      for row in 0..<gradient.rows {
        let e = row &* gradient.stride + column
        let g = load(gradient.start + e)
        scaleSum = multiplyAdd(g, load(normalised + e), scaleSum)
        shiftSum += g
      }
      write(scaleSum, to: scaleGradient + column)
      write(shiftSum, to: shiftGradient + column)
      let factor = load(scale + column) * load(inverse + column)
      let meanShift = shiftSum * share
      let meanScale = scaleSum * share
      for row in 0..<gradient.rows {
        let e = row &* gradient.stride + column
        let centred = load(gradient.start + e) - meanShift - load(normalised + e) * meanScale
        write(centred * factor, to: gradient.start + e)
      }
    }
  }
}

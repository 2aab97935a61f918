public import Kernels

extension VectorKernels {
  public func binaryHead(
    _ logits: Block, targets: UnsafePointer<UInt8>, scale: Float,
    losses: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>,
    probabilities: UnsafeMutablePointer<Float>?
  ) -> HeadResult {
    var correct = 0
    for n in 0..<logits.rows {
      let z = logits.start[n &* logits.stride]
      let isOne = targets[n] == 1
      correct &+= (z > 0) == isOne ? 1 : 0
      scratch[n] = isOne ? -z : z
      if let probabilities { probabilities[n &* logits.stride] = logistic(z) }
    }
    // With s = −1 for y = 1 and 1 for y = 0: L = max(s·z, 0) + ln(1 + e^−|z|), dL/dz = s·σ(s·z).
    for n in 0..<logits.rows {
      let x = scratch[n]
      let e = exponential(-x.magnitude)
      losses[n] = (x < 0 ? 0 : x) + logarithmOfOnePlus(e)
      scratch[n] = (x < 0 ? e : 1) / (1 + e) * scale
    }
    var total = 0.0
    for n in 0..<logits.rows {
      total += Double(losses[n])
      logits.start[n &* logits.stride] = targets[n] == 1 ? -scratch[n] : scratch[n]
    }
    return HeadResult(loss: total, correct: correct)
  }

  public func categoricalHead(
    _ logits: Block, targets: UnsafePointer<UInt8>, scale: Float,
    losses: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>,
    probabilities: UnsafeMutablePointer<Float>?
  ) -> HeadResult {
    var correct = 0
    for n in 0..<logits.rows {
      let z = logits.start + n &* logits.stride
      let y = Int(targets[n])
      var best = 0
      for c in 1..<logits.width where z[c] > z[best] { best = c }
      correct &+= best == y ? 1 : 0
      let largest = z[best]
      scratch[n] = largest - z[y]
      for c in 0..<logits.stride { z[c] = exponential(z[c] - largest) }
      for c in logits.width..<logits.stride { z[c] = 0 }
      losses[n] = rowSum(z, logits.stride)
      let share = 1 / losses[n]
      if let probabilities {
        for c in 0..<logits.width { probabilities[n &* logits.stride + c] = z[c] * share }
      }
      // −Σ of the others for the true class keeps the digits that P − 1 would lose.
      z[y] = 0
      z[y] = -rowSum(z, logits.stride)
      for c in 0..<logits.stride { z[c] *= share * scale }
    }
    // L = ln Σ e^(z−max) + max − z_y.
    var total = 0.0
    for n in 0..<logits.rows { losses[n] = logarithm(losses[n]) + scratch[n] }
    for n in 0..<logits.rows { total += Double(losses[n]) }
    return HeadResult(loss: total, correct: correct)
  }

  @inline(__always)
  private func rowSum(_ row: UnsafePointer<Float>, _ count: Int) -> Float {
    var total = Vector.zero
    var c = 0
    while c < count {
      total += load(row + c)
      c &+= 16
    }
    return sum(total)
  }
}

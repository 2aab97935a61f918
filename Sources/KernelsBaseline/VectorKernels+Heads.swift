public import Kernels

extension VectorKernels {
  public func binaryHead(
    _ logits: Block, targets: UnsafePointer<UInt8>, scale: Float,
    losses: UnsafeMutablePointer<Float>, probabilities: UnsafeMutablePointer<Float>?
  ) -> HeadResult {
    var total = 0.0
    var correct = 0
    for first in stride(from: 0, to: logits.rows, by: 16) {
      let count = min(16, logits.rows - first)
      var z = Vector.zero
      var sign = Vector(repeating: 1)
      for lane in 0..<count {
        let row = first + lane
        z[lane] = logits.start[row &* logits.stride]
        if targets[row] == 1 { sign[lane] = -1 }
      }
      // With s = −1 for y = 1 and 1 for y = 0: L = max(s·z, 0) + ln(1 + e^−|z|), dL/dz = s·σ(s·z).
      let signed = z * sign
      let e = exponential(-magnitude(z))
      let loss =
        signed.replacing(with: Vector.zero, where: signed .< Vector.zero) + logarithmOfOnePlus(e)
      let large = Vector(repeating: 1) / (e + 1)
      let probability = large.replacing(with: e * large, where: signed .< Vector.zero)
      let gradient = probability * sign * scale
      for lane in 0..<count {
        let row = first + lane
        let isOne = targets[row] == 1
        losses[row] = loss[lane]
        total += Double(loss[lane])
        correct += (z[lane] > 0) == isOne ? 1 : 0
        logits.start[row &* logits.stride] = gradient[lane]
        probabilities?[row &* logits.stride] =
          z[lane] >= 0 ? large[lane] : e[lane] * large[lane]
      }
    }
    return HeadResult(loss: total, correct: correct)
  }

  public func categoricalHead(
    _ logits: Block, targets: UnsafePointer<UInt8>, scale: Float,
    losses: UnsafeMutablePointer<Float>, probabilities: UnsafeMutablePointer<Float>?
  ) -> HeadResult {
    var total = 0.0
    var correct = 0
    for first in stride(from: 0, to: logits.rows, by: 16) {
      let count = min(16, logits.rows - first)
      var sums = Vector(repeating: 1)
      var gaps = Vector.zero
      for lane in 0..<count {
        let row = first + lane
        let z = logits.start + row &* logits.stride
        let y = Int(targets[row])
        let (best, largest) = self.largest(of: z, classes: logits.width)
        correct += best == y ? 1 : 0
        gaps[lane] = largest - z[y]
        sums[lane] = softmax(
          logits, row: row, target: y, largest: largest, scale: scale,
          probabilities: probabilities)
      }
      // L = ln Σ e^(z−max) + max − z_y.
      let loss = logarithm(sums) + gaps
      for lane in 0..<count {
        losses[first + lane] = loss[lane]
        total += Double(loss[lane])
      }
    }
    return HeadResult(loss: total, correct: correct)
  }

  @inline(__always)
  private func largest(of z: UnsafePointer<Float>, classes: Int) -> (Int, Float) {
    var best = 0
    var largest = -Float.infinity
    for c in 0..<classes where z[c] > largest {
      largest = z[c]
      best = c
    }
    return (best, largest)
  }

  /// Writes the scaled gradient over one row of logits and returns Σ e^(z−max).
  @inline(__always)
  private func softmax(
    _ logits: Block, row: Int, target: Int, largest: Float, scale: Float,
    probabilities: UnsafeMutablePointer<Float>?
  ) -> Float {
    let z = logits.start + row &* logits.stride
    var total = Vector.zero
    for column in stride(from: 0, to: logits.stride, by: 16) {
      let e = exponential(load(z + column) - largest) * mask(first: logits.width - column)
      total += e
      write(e, to: z + column)
    }
    let denominator = sum(total)
    let share = 1 / denominator
    if let probabilities {
      for c in 0..<logits.width { probabilities[row &* logits.stride + c] = z[c] * share }
    }
    // −Σ of the others for the true class keeps the digits that P − 1 would lose.
    z[target] = 0
    var others = Vector.zero
    for column in stride(from: 0, to: logits.stride, by: 16) { others += load(z + column) }
    z[target] = -sum(others)
    for column in stride(from: 0, to: logits.stride, by: 16) {
      write(load(z + column) * (share * scale), to: z + column)
    }
    return denominator
  }
}

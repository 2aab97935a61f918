internal import CProcessor
public import Kernels

extension VectorKernels {
  public func step(
    _ step: KernelStep, count: Int, rate: Float, weightDecay: Float,
    gradient: UnsafePointer<Float>, weights: UnsafeMutablePointer<Float>,
    averages: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>)
  ) {
    switch step {
    case .sgd:
      for e in 0..<count {
        weights[e] -= multiplyAdd(weights[e], weightDecay, gradient[e]) * rate
      }
    case .momentum(let mu, let nesterov):
      let velocity = averages.0
      let (look, ahead): (Float, Float) = nesterov ? (1, mu) : (0, 1)
      for e in 0..<count {
        let g = multiplyAdd(weights[e], weightDecay, gradient[e])
        let v = velocity[e] * mu + g
        velocity[e] = v
        weights[e] -= (g * look + v * ahead) * rate
      }
    case .adam(
      let beta1, let beta2, let epsilon, let share1, let share2, let correction1, let correction2):
      let (mean, square) = averages
      // m̂/(√v̂ + ε) with both corrections taken out of the loop.
      let root = correction2.squareRoot()
      let scale = rate / correction1 * root
      let least = epsilon * root
      for e in 0..<count {
        let g = multiplyAdd(weights[e], weightDecay, gradient[e])
        let m = multiplyAdd(mean[e], beta1, g * share1)
        let v = multiplyAdd(square[e], beta2, g * share2 * g)
        mean[e] = m
        square[e] = v
        weights[e] -= m * scale / (processor_square_root(v) + least)
      }
    }
  }

  public func drawMask(_ mask: Block, key: UInt64, first: Int, threshold: UInt32, kept: Float) {
    let increment: UInt64 = 0x9E37_79B9_7F4A_7C15
    var state = key &+ UInt64(first) &* increment
    for row in 0..<mask.rows {
      let start = mask.start + row &* mask.stride
      for column in 0..<mask.width {
        state &+= increment
        var z = state
        z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
        z ^= z &>> 31
        start[column] = UInt32(truncatingIfNeeded: z &>> 40) < threshold ? 0 : kept
      }
    }
  }

  public func gather(
    _ pixels: UnsafePointer<UInt8>, rows: UnsafePointer<Int32>, into target: Block,
    imageRows: Int, imageColumns: Int, down: Int, right: Int
  ) {
    for n in 0..<target.rows {
      let image = pixels + Int(rows[n]) &* target.width
      let out = target.start + n &* target.stride
      guard down != 0 || right != 0 else {
        for e in 0..<target.width { out[e] = Float(image[e]) * 0x1p-8 }
        continue
      }
      for e in 0..<target.width { out[e] = 0 }
      for r in max(0, down)..<max(0, down, min(imageRows, imageRows + down)) {
        let source = image + (r - down) &* imageColumns
        for c in max(0, right)..<max(0, right, min(imageColumns, imageColumns + right)) {
          out[r &* imageColumns + c] = Float(source[c - right]) * 0x1p-8
        }
      }
    }
  }
}

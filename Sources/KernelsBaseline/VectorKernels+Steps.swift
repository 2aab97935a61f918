public import Kernels

extension VectorKernels {
  public func step(
    _ step: KernelStep, count: Int, rate: Float, weightDecay: Float,
    gradient: UnsafePointer<Float>, weights: UnsafePointer<Float>,
    averages: (UnsafePointer<Float>, UnsafePointer<Float>),
    newWeights: UnsafeMutablePointer<Float>,
    newAverages: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>)
  ) -> Bool {
    // x·0 is 0 for finite x and NaN for the others.
    var check = Vector.zero
    switch step {
    case .sgd:
      for e in stride(from: 0, to: count, by: 16) {
        let w = load(weights + e)
        let g = load(gradient + e) + w * weightDecay
        let new = w - g * rate
        check += new * 0
        write(new, to: newWeights + e)
      }
    case .momentum(let mu, let nesterov):
      for e in stride(from: 0, to: count, by: 16) {
        let w = load(weights + e)
        let g = load(gradient + e) + w * weightDecay
        let v = load(averages.0 + e) * mu + g
        let new = w - (nesterov ? g + v * mu : v) * rate
        check += new * 0 + v * 0
        write(v, to: newAverages.0 + e)
        write(new, to: newWeights + e)
      }
    case .adam(let beta1, let beta2, let epsilon, let correction1, let correction2):
      for e in stride(from: 0, to: count, by: 16) {
        let w = load(weights + e)
        let g = load(gradient + e) + w * weightDecay
        let m = load(averages.0 + e) * beta1 + g * (1 - beta1)
        let v = load(averages.1 + e) * beta2 + g * (1 - beta2) * g
        let deviation = (v / correction2).squareRoot() + epsilon
        let new = w - (m / correction1) * rate / deviation
        check += new * 0 + m * 0 + v * 0
        write(m, to: newAverages.0 + e)
        write(v, to: newAverages.1 + e)
        write(new, to: newWeights + e)
      }
    }
    return sum(check) == 0
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

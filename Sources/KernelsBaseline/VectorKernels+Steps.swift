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
      var e = 0
      while e < count {
        let w = load(weights + e)
        let new = w - multiplyAdd(w, weightDecay, load(gradient + e)) * rate
        check = multiplyAdd(new, Vector.zero, check)
        write(new, to: newWeights + e)
        e &+= 16
      }
    case .momentum(let mu, let nesterov):
      let (look, ahead): (Float, Float) = nesterov ? (1, mu) : (0, 1)
      var e = 0
      while e < count {
        let w = load(weights + e)
        let g = multiplyAdd(w, weightDecay, load(gradient + e))
        let v = load(averages.0 + e) * mu + g
        let new = w - (g * look + v * ahead) * rate
        check = multiplyAdd(new, Vector.zero, multiplyAdd(v, Vector.zero, check))
        write(v, to: newAverages.0 + e)
        write(new, to: newWeights + e)
        e &+= 16
      }
    case .adam(let beta1, let beta2, let epsilon, let correction1, let correction2):
      let (share1, share2) = (1 - beta1, 1 - beta2)
      let scale = rate / correction1
      let unbias = 1 / correction2
      // A few hundred at a time, which stay in the first cache between the loops: the root wants a loop of its own.
      for first in stride(from: 0, to: count, by: 512) {
        let end = min(count, first + 512)
        var e = first
        while e < end {
          let g = multiplyAdd(load(weights + e), weightDecay, load(gradient + e))
          let m = multiplyAdd(load(averages.0 + e), beta1, g * share1)
          let v = multiplyAdd(load(averages.1 + e), beta2, g * share2 * g)
          // An infinite m leaves no finite weight.
          check = multiplyAdd(v, Vector.zero, check)
          write(m, to: newAverages.0 + e)
          write(v, to: newAverages.1 + e)
          e &+= 16
        }
        for e in first..<end { newWeights[e] = squareRoot(newAverages.1[e] * unbias) }
        e = first
        while e < end {
          let quotient = load(newAverages.0 + e) * scale / (load(newWeights + e) + epsilon)
          let new = load(weights + e) - quotient
          check = multiplyAdd(new, Vector.zero, check)
          write(new, to: newWeights + e)
          e &+= 16
        }
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

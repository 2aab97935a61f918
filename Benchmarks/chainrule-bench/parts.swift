internal import Engine
internal import Kernels

func floats(_ n: Int) -> UnsafeMutablePointer<Float> {
  let p = UnsafeMutableRawPointer.allocate(byteCount: n * 4, alignment: 64).bindMemory(to: Float.self, capacity: n)
  for i in 0..<n { p[i] = Float(i % 17) * 0.01 }
  return p
}
func parts() {
  let k = InstructionSet.current.kernels
  let X = floats(32 * 112), W = floats(112 * 128), Z = floats(32 * 128), G = floats(32 * 128), z = floats(32 * 16), w2 = floats(128), zero = floats(4096), T = floats(128*128), W2 = floats(128*128)
  for i in 0..<4096 { zero[i] = 0 }
  let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 5_000_000)
  bytes.initialize(repeating: 7, count: 5_000_000)
  let rows = UnsafeMutablePointer<Int32>.allocate(capacity: 32)
  let tg = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)
  for i in 0..<32 { rows[i] = Int32(i * 1200); tg[i] = UInt8(i % 2) }
  func time(_ name: String, flops: Double = 0, _ body: () -> Void) {
    var best = 1e9
    for _ in 0..<30 {
      let t0 = ContinuousClock.now
      for _ in 0..<300 { body() }
      let d = ContinuousClock.now - t0
      best = min(best, Double(d.components.attoseconds) * 1e-9 / 300)
    }
    print(name, (best * 10).rounded() / 10, "ns", flops > 0 ? "\((flops / best).rounded()) GFLOP/s" : "")
  }
  time("forward", flops: 32*100*128*2) { k.multiply(StridedMatrix(X, rowStep: 112), StridedMatrix(W, rowStep: 128), depth: 100, initial: StridedMatrix(zero, rowStep: 0), into: Block(Z, rows: 32, width: 128, stride: 128)) }
  time("update", flops: 32*100*128*2) { k.multiply(StridedMatrix(X, rowStep: 1, columnStep: 112), StridedMatrix(G, rowStep: 128), depth: 32, initial: StridedMatrix(W, rowStep: 128), into: Block(W, rows: 100, width: 128, stride: 128)) }
  time("update128", flops: 32*128*128*2) { k.multiply(StridedMatrix(Z, rowStep: 1, columnStep: 128), StridedMatrix(G, rowStep: 128), depth: 32, initial: StridedMatrix(W2, rowStep: 128), into: Block(W2, rows: 128, width: 128, stride: 128)) }
  time("back128", flops: 32*128*128*2) { k.multiply(StridedMatrix(W2, rowStep: 128), StridedMatrix(G, rowStep: 32), depth: 128, initial: StridedMatrix(zero, rowStep: 0), into: Block(Z, rows: 128, width: 32, stride: 32)) }
  time("transpose") { k.transpose(Block(G, rows: 32, width: 128, stride: 128), into: Block(T, rows: 128, width: 32, stride: 32)) }
  time("transposeBack") { k.transpose(Block(T, rows: 128, width: 32, stride: 32), into: Block(G, rows: 32, width: 128, stride: 128)) }
  time("sigmoid") { k.activate(Block(Z, rows: 32, width: 128, stride: 128), function: .sigmoid, parameter: 0, slope: nil) }
  time("dots") { k.dots(StridedMatrix(Z, rowStep: 128), StridedMatrix(w2, rowStep: 128), depth: 128, initial: nil, into: Block(z, rows: 32, width: 1, stride: 16)) }
  time("head") { _ = k.binaryHead(Block(z, rows: 32, width: 1, stride: 16), targets: tg, scale: 0.03, losses: T, scratch: T + 64, probabilities: nil) }
  time("narrowBack") { k.multiply(StridedMatrix(z, rowStep: 16), StridedMatrix(w2, rowStep: 128), depth: 1, initial: StridedMatrix(zero, rowStep: 0), into: Block(G, rows: 32, width: 128, stride: 128)) }
  time("slope") { _ = k.applySlope(Block(G, rows: 32, width: 128, stride: 128), function: .sigmoid, output: Z, slope: nil) }
  time("magnitudeSum") { _ = k.magnitudeSum(Block(G, rows: 32, width: 128, stride: 128)) }
  time("narrowUpdate") { k.multiply(StridedMatrix(z, rowStep: 1, columnStep: 16), StridedMatrix(Z, rowStep: 128), depth: 32, initial: StridedMatrix(w2, rowStep: 128), into: Block(w2, rows: 1, width: 128, stride: 128)) }
  time("gather") { k.gather(bytes, rows: rows, into: Block(X, rows: 32, width: 100, stride: 112), imageRows: 10, imageColumns: 10, down: 0, right: 0) }
  time("step") { _ = k.step(.sgd, count: 12800, rate: 0, weightDecay: 0, gradient: W, weights: W, averages: (UnsafePointer(W), UnsafePointer(W)), newWeights: T, newAverages: (T, T)) }
}

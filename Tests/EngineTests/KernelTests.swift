import Testing

@testable import Engine
@testable import Kernels

/// Memory for a kernel, filled from a generator.
private final class Numbers {
  let buffer: FloatBuffer
  init(_ count: Int, seed: UInt64, within bound: Scalar = 1) {
    buffer = FloatBuffer(count: count)
    var generator = SeededGenerator(seed: seed, purpose: .walkBatch)
    for e in 0..<count { buffer.start[e] = generator.uniform(within: bound) }
  }
  var start: UnsafeMutablePointer<Float> { buffer.start }
}

/// The instruction sets that this machine can run.
private let available = InstructionSet.allCases.filter(\.isAvailable)

@Suite struct KernelTests {
  @Test(arguments: available)
  func `products agree with plain loops`(set: InstructionSet) {
    let kernels = set.kernels
    for rows in [1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 31, 32, 33] {
      for depth in [0, 1, 2, 17, 100] {
        for width in [16, 32, 48, 64, 80, 128, 144, 208] {
          let a = Numbers(max(1, rows * depth), seed: 1)
          // Rows lie further apart than they are wide, as weights do.
          let stride = width + 16
          let b = Numbers(max(1, depth * stride), seed: 2)
          let c = Numbers(rows * stride, seed: 3)
          let result = FloatBuffer(count: rows * stride)
          for isTransposed in [false, true] {
            let left =
              isTransposed
              ? StridedMatrix(a.start, rowStep: 1, columnStep: rows)
              : StridedMatrix(a.start, rowStep: depth)
            kernels.multiply(
              left, StridedMatrix(b.start, rowStep: stride), depth: depth,
              initial: StridedMatrix(c.start, rowStep: stride),
              into: Block(result.start, rows: rows, width: width, stride: stride))
            var worst: Float = 0
            for r in 0..<rows {
              for column in width..<stride {
                #expect(result.start[r * stride + column] == 0)
              }
              for column in 0..<width {
                var sum = Double(c.start[r * stride + column])
                for k in 0..<depth {
                  let x = isTransposed ? a.start[k * rows + r] : a.start[r * depth + k]
                  sum += Double(x) * Double(b.start[k * stride + column])
                }
                worst = max(worst, abs(result.start[r * stride + column] - Float(sum)))
              }
            }
            // A hundred terms below 1, each rounded to 2⁻²⁴ of a sum below 16.
            #expect(worst < 1e-5, "\(rows)×\(depth)×\(width)")
          }
        }
      }
    }
  }

  @Test(arguments: available)
  func `products over what is not zero have the bits of the whole ones`(set: InstructionSet) {
    let kernels = set.kernels
    for (rows, width) in [(1, 16), (2, 64), (31, 112), (32, 112), (33, 128), (70, 144), (130, 80)] {
      let numbers = Numbers(rows * width, seed: 4)
      let block = Block(numbers.start, rows: rows, width: width - 12, stride: width)
      var generator = SeededGenerator(seed: 5, purpose: .walkBatch)
      var expected = 0
      for r in 0..<rows {
        for c in 0..<width {
          // Rows and columns of nothing, negative zeros, and what lies between width and stride.
          let isZero = c >= width - 12 || r == 3 || c == 5 || generator.below(2) == 0
          if isZero { block.start[r * width + c] = c % 2 == 0 ? 0 : -0.0 } else { expected += 1 }
        }
      }
      let rowWords = (width + 63) / 64
      let byRow = UnsafeMutablePointer<UInt64>.allocate(capacity: rows * rowWords)
      let byColumn = UnsafeMutablePointer<UInt64>.allocate(capacity: (rows + 63) / 64 * width)
      defer {
        byRow.deallocate()
        byColumn.deallocate()
      }
      #expect(kernels.mark(block, rows: byRow, columns: byColumn) == expected)
      for r in 0..<rows {
        for c in 0..<width {
          let isMarked = byRow[r * rowWords + c / 64] >> UInt64(c % 64) & 1 == 1
          #expect(isMarked == (block.start[r * width + c] != 0))
          #expect(isMarked == (byColumn[r / 64 * width + c] >> UInt64(r % 64) & 1 == 1))
        }
      }
      for outputs in [16, 80, 128, 208, 512] {
        for isTransposed in [false, true] {
          let (outer, depth) = isTransposed ? (width - 12, rows) : (rows, width - 12)
          let left =
            isTransposed
            ? StridedMatrix(block.start, rowStep: 1, columnStep: width)
            : StridedMatrix(block.start, rowStep: width)
          let factors = Numbers(depth * outputs, seed: 6)
          let right = StridedMatrix(factors.start, rowStep: outputs)
          let initial = Numbers(outer * outputs, seed: 7)
          let whole = FloatBuffer(count: outer * outputs)
          let sparse = FloatBuffer(count: outer * outputs)
          sparse.copy(from: initial.buffer)
          kernels.multiply(
            left, right, depth: depth,
            initial: StridedMatrix(initial.start, rowStep: outputs),
            into: Block(whole.start, rows: outer, width: outputs, stride: outputs))
          let marks =
            isTransposed
            ? Marks(byColumn, words: (rows + 63) / 64, rowStep: 1, wordStep: width)
            : Marks(byRow, words: rowWords, rowStep: rowWords, wordStep: 1)
          // In place, as the update does.
          kernels.multiplySparse(
            left, marks, right, depth: depth,
            initial: StridedMatrix(sparse.start, rowStep: outputs),
            into: Block(sparse.start, rows: outer, width: outputs, stride: outputs))
          #expect(
            (0..<outer * outputs).allSatisfy { whole.start[$0] == sparse.start[$0] },
            "\(rows)×\(width), \(outputs) outputs, transposed: \(isTransposed)")
        }
      }
    }
  }

  @Test(arguments: available)
  func `an outer product over what is not zero`(set: InstructionSet) {
    let kernels = set.kernels
    for (inputs, outputs) in [(16, 16), (112, 128), (208, 48)] {
      let x = Numbers(inputs, seed: 8)
      for k in stride(from: 0, to: inputs, by: 3) { x.start[k] = 0 }
      let g = Numbers(outputs, seed: 9)
      let target = Numbers(inputs * outputs, seed: 10)
      let before = FloatBuffer(count: inputs * outputs)
      before.copy(from: target.buffer)
      let words = (inputs + 63) / 64
      let bits = UnsafeMutablePointer<UInt64>.allocate(capacity: words)
      defer { bits.deallocate() }
      _ = kernels.mark(
        Block(x.start, rows: 1, width: inputs, stride: inputs), rows: bits, columns: nil)
      kernels.addSparseOuter(
        x.start, Marks(bits, words: words, rowStep: words, wordStep: 1), g.start,
        into: Block(target.start, rows: inputs, width: outputs, stride: outputs))
      for i in 0..<inputs {
        for o in 0..<outputs {
          let e = i * outputs + o
          let sum = Double(before.start[e]) + Double(x.start[i]) * Double(g.start[o])
          #expect(abs(Double(target.start[e]) - sum) < 3e-7)
          if x.start[i] == 0 { #expect(target.start[e] == before.start[e]) }
        }
      }
    }
  }

  @Test(arguments: available)
  func `dots and transposes agree with plain loops`(set: InstructionSet) {
    let kernels = set.kernels
    for rows in [1, 3, 4, 5, 8] {
      for (inputs, width) in [(16, 1), (48, 3), (128, 20)] {
        let a = Numbers(rows * inputs, seed: 1)
        let b = Numbers(width * inputs, seed: 2)
        let result = FloatBuffer(count: rows * 32)
        kernels.dots(
          StridedMatrix(a.start, rowStep: inputs), StridedMatrix(b.start, rowStep: inputs),
          depth: inputs, initial: nil,
          into: Block(result.start, rows: rows, width: width, stride: 32))
        for r in 0..<rows {
          for c in 0..<width {
            let sum = (0..<inputs).reduce(0.0) {
              $0 + Double(a.start[r * inputs + $1]) * Double(b.start[c * inputs + $1])
            }
            #expect(abs(result.start[r * 32 + c] - Float(sum)) < 1e-5)
          }
        }
      }
    }
    let source = Numbers(32 * 48, seed: 4)
    let target = FloatBuffer(count: 48 * 32)
    kernels.transpose(
      Block(source.start, rows: 32, width: 48, stride: 48),
      into: Block(target.start, rows: 48, width: 32, stride: 32))
    for r in 0..<32 {
      for c in 0..<48 { #expect(target.start[c * 32 + r] == source.start[r * 48 + c]) }
    }
  }

  @Test(arguments: available)
  func `elementary functions are exact to a few units in the last place`(set: InstructionSet) {
    let kernels = set.kernels
    var inputs: [Float] = [0, -0.0, 1e-30, -1e-30, 88, -88, 200, -200, 1e30, -1e30, .infinity]
    inputs += stride(from: Float(-20), through: 20, by: 0.013)
    let count = (inputs.count + 15) & ~15
    let buffer = FloatBuffer(count: count)
    let slope = FloatBuffer(count: count)
    for function in Activation.allCases {
      for (e, x) in inputs.enumerated() { buffer.start[e] = x }
      kernels.activate(
        Block(buffer.start, rows: 1, width: inputs.count, stride: count),
        function: KernelActivation(function), parameter: function.standardParameter ?? 0,
        slope: slope.start)
      for (e, x) in inputs.enumerated() where x.isFinite && abs(x) < 1e20 {
        let h = function.value(x, parameter: function.standardParameter ?? 0)
        #expect(
          abs(buffer.start[e] - h) <= 5e-7 * max(1, abs(x)),
          "\(function)(\(x)) = \(buffer.start[e])")
        // A network of zeros stays one: nothing grows out of the rounding at 0.
        if x == 0 { #expect(buffer.start[e] == h, "\(function)(0) = \(buffer.start[e])") }
        if function == .tanh || function == .elu {
          #expect(abs(buffer.start[e] - h) <= 1.5e-6 * abs(h), "\(function)(\(x))")
        }
        guard !KernelActivation(function).slopeFollowsFromOutput else { continue }
        let d = function.derivative(x, output: h, parameter: function.standardParameter ?? 0)
        // Leaky ReLU's and ELU's slopes jump at 0.
        #expect(abs(slope.start[e] - d) <= 2e-6 || x == 0, "\(function)′(\(x))")
      }
      for e in inputs.count..<count { #expect(buffer.start[e] == 0) }
    }
  }

  @Test(arguments: available)
  func `the heads agree with the recorded ones, far out too`(set: InstructionSet) {
    let kernels = set.kernels
    let logits: [Float] = [-100, -30, -5, -1e-3, 0, 1e-3, 5, 30, 100, 0.3, -0.7, 12, 2, 3, 4, 5, 6]
    let rows = logits.count
    let block = FloatBuffer(count: rows * 16)
    let losses = FloatBuffer(count: rows)
    let scratch = FloatBuffer(count: rows)
    let p = FloatBuffer(count: rows * 16)
    for y in [0, 1] {
      for n in 0..<rows { block.start[n * 16] = logits[n] }
      let targets = Array(repeating: UInt8(y), count: rows)
      let result = kernels.binaryHead(
        Block(block.start, rows: rows, width: 1, stride: 16), targets: targets, scale: 1,
        losses: losses.start, scratch: scratch.start, probabilities: p.start)
      let z = Matrix(rows: rows, columns: 1, values: logits)
      let expected = Head.binary.losses(ofLogits: z, targets: targets.map(Int.init))
      for n in 0..<rows {
        let single = Matrix(rows: 1, columns: 1, values: [logits[n]])
        let gradient = Head.binary.logitGradient(ofLogits: single, targets: [y]).values[0]
        // e^x stops at e^−87.3, where the recorded path goes on to e^−100.
        #expect(abs(losses.start[n] - expected[n]) <= 1e-6 * expected[n] + 1e-37)
        #expect(abs(block.start[n * 16] - gradient) <= 1e-6 * abs(gradient) + 2e-38)
        #expect(abs(p.start[n * 16] - logistic(logits[n])) <= 2e-7)
      }
      #expect(result.correct == logits.filter { ($0 > 0) == (y == 1) }.count)
    }
    for classes in [2, 10, 16, 17] {
      let stride = (classes + 15) & ~15
      let numbers = Numbers(rows * stride, seed: 5, within: 20)
      let copy = Matrix(
        rows: rows, columns: classes,
        values: (0..<rows).flatMap { n in (0..<classes).map { numbers.start[n * stride + $0] } })
      let targets = (0..<rows).map { $0 % classes }
      let result = kernels.categoricalHead(
        Block(numbers.start, rows: rows, width: classes, stride: stride),
        targets: targets.map { UInt8($0) }, scale: 1 / Float(rows), losses: losses.start,
        scratch: scratch.start, probabilities: nil)
      let expected = Head.categorical.losses(ofLogits: copy, targets: targets)
      let gradient = Head.categorical.logitGradient(ofLogits: copy, targets: targets)
      for n in 0..<rows {
        #expect(abs(losses.start[n] - expected[n]) <= 2e-6 * max(1, expected[n]))
        for c in 0..<classes {
          #expect(abs(numbers.start[n * stride + c] - gradient[n, c]) <= 1e-6)
        }
      }
      let predictions = Head.categorical.probabilities(ofLogits: copy)
      let correct = (0..<rows).filter {
        Head.categorical.prediction(ofProbabilities: Array(predictions.row($0))) == targets[$0]
      }
      #expect(result.correct == correct.count)
    }
  }

  @Test(arguments: available)
  func `a shifted image moves whole pixels and lets zeros in`(set: InstructionSet) {
    let bytes: [UInt8] = (1...12).map { $0 * 20 }
    let out = FloatBuffer(count: 16)
    for down in -1...1 {
      for right in -1...1 {
        set.kernels.gather(
          bytes, rows: [0], into: Block(out.start, rows: 1, width: 12, stride: 16), imageRows: 3,
          imageColumns: 4, down: down, right: right)
        for r in 0..<3 {
          for c in 0..<4 {
            let (from, column) = (r - down, c - right)
            let isInside = (0..<3).contains(from) && (0..<4).contains(column)
            let expected = isInside ? Float(bytes[from * 4 + column]) / 256 : 0
            #expect(out.start[r * 4 + c] == expected)
          }
        }
      }
    }
  }

  @Test(arguments: available)
  func `dropout's mask is the one of the recorded path`(set: InstructionSet) {
    for rate: Scalar in [0, 0.25, 0.4, 0.999] {
      let stream = SeededGenerator(seed: 3, purpose: .dropout, layer: 2, index: 7)
      var generator = stream
      let expected = Dropout(rate: rate).mask(rows: 5, columns: 19, using: &generator)
      let mask = FloatBuffer(count: 5 * 32)
      // In two parts, as two blocks of a batch draw it.
      for (first, rows) in [(0, 2), (2, 3)] {
        set.kernels.drawMask(
          Block(mask.start + first * 32, rows: rows, width: 19, stride: 32), key: stream.key,
          first: first * 19, threshold: UInt32((rate * 0x1p24).rounded(.up)), kept: 1 / (1 - rate))
      }
      for r in 0..<5 { for c in 0..<19 { #expect(mask.start[r * 32 + c] == expected[r, c]) } }
    }
  }

  @Test func `vector widths do not change a bit where multiply-add is fused`() throws {
    let fused = available.filter { $0 != .baseline }
    guard fused.count > 1 else { return }
    let examples = syntheticExamples(count: 100, rows: 3, columns: 3, classes: 4)
    for plan in [
      NetworkPlan(widths: [9, 33, 20, 4], dropout: 0.3, hasBatchNorm: true, head: .categorical),
      NetworkPlan(widths: [9, 130, 4], hidden: .maxout(pieces: 2), head: .categorical),
      NetworkPlan(
        widths: [9, 17, 4], hidden: .activation(.gelu, parameter: nil), head: .categorical),
    ] {
      let results = try fused.map { set in
        let network = TrainingNetwork(
          try Network(plan), optimizer: OptimizerState(), kernels: set.kernels)
        for update in 0..<20 {
          let order = (0..<33).map { Int32(($0 * 7 + update) % 100) }
          _ = network.train(
            ExampleSet(examples, order: order), 0..<33, update: update,
            settings: TrainingSettings(rate: 0.1, optimizer: Optimizer(.standardAdam)))
        }
        return network.network
      }
      #expect(results.allSatisfy { $0 == results[0] })
    }
  }
}

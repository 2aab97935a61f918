internal import Engine
internal import Kernels

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Measures everything in turn, round after round, and prints the medians.
struct Report {
  let rounds: Int
  let jobs: [Job]

  /// Of the configurations that have one of these names, or of all.
  init(rounds: Int, only names: [String] = []) {
    self.rounds = rounds
    jobs = Report.allJobs.filter { job in
      names.isEmpty || names.contains { job.name.hasPrefix("\($0) ") }
    }
  }

  private static let allJobs =
    [1, 32, 256].flatMap { batch in
      ["sigmoid", "relu"].compactMap { Job(configuration: $0, batch: batch) }
    }
    + [
      "gelu", "deep", "wide", "bias", "momentum", "adam", "dropout", "batchnorm", "ten", "maxout",
      "shift", "negative",
    ].compactMap { Job(configuration: $0, batch: 32) }

  func print() {
    let kernels = InstructionSet.current.kernels
    var peaks: [Double] = []
    var epochs: [Double] = []
    var speeds: [[Double]] = Array(repeating: [], count: jobs.count)
    let products = Product.all
    var productSpeeds: [[Double]] = Array(repeating: [], count: products.count)
    for _ in 0..<max(1, rounds) {
      peaks.append(peakSpeed(kernels))
      for (k, product) in products.enumerated() {
        productSpeeds[k].append(product.operationsPerSecond(kernels))
      }
      for (k, job) in jobs.enumerated() {
        speeds[k].append(job.imagesPerCoreSecond(images: 100_000))
      }
      epochs.append(epochSeconds())
    }
    let peak = median(peaks)
    Swift.print(
      "kernels \(kernels.name), multiply-add peak \(tenths(peak * 1e-9)) GFLOP/s, medians of \(rounds) rounds"
    )
    Swift.print("\nproduct                     GFLOP/s   % of peak")
    for (k, product) in products.enumerated() {
      row(product.name, median(productSpeeds[k]) * 1e-9, median(productSpeeds[k]) / peak)
    }
    Swift.print("\nconfiguration, batch    k images/s   % of peak")
    for (k, job) in jobs.enumerated() {
      let speed = median(speeds[k])
      row(job.name, speed * 1e-3, speed * job.operations / peak)
    }
    Swift.print(
      "\nepoch of 50 000 images, batch 32, validation of 10 000 included: \(tenths(median(epochs) * 1e3)) ms"
    )
  }

  private func epochSeconds() -> Double {
    guard let network = try? Network(NetworkPlan()) else { return .nan }
    func run(_ epochs: Int) -> Double {
      let trainer = Trainer(
        state: RunState(network), training: Job.binaryDigits.training,
        validation: Job.binaryDigits.validation, settings: TrainingSettings(), goal: .epochs(epochs)
      )
      return time { _ = trainer.runHere() }
    }
    // The difference leaves out the start and the validation before the first epoch.
    return (run(4) - run(1)) / 3
  }
}

/// One of the products of an update, alone.
struct Product {
  let name: String
  let rows: Int
  let depth: Int
  let width: Int
  let isTransposed: Bool

  static let all = [
    Product(name: "forward 32·100·128", rows: 32, depth: 100, width: 128, isTransposed: false),
    Product(name: "update 100·32·128", rows: 100, depth: 32, width: 128, isTransposed: true),
    Product(name: "forward 32·128·128", rows: 32, depth: 128, width: 128, isTransposed: false),
    Product(name: "update 128·32·128", rows: 128, depth: 32, width: 128, isTransposed: true),
    Product(name: "forward 32·100·1024", rows: 32, depth: 100, width: 1024, isTransposed: false),
    Product(name: "update 100·32·1024", rows: 100, depth: 32, width: 1024, isTransposed: true),
  ]

  func operationsPerSecond(_ kernels: any KernelSet) -> Double {
    func numbers(_ count: Int) -> UnsafeMutablePointer<Float> {
      let memory = UnsafeMutableRawPointer.allocate(byteCount: count * 4, alignment: 64)
        .bindMemory(to: Float.self, capacity: count)
      memory.initialize(repeating: 0.01, count: count)
      return memory
    }
    let a = numbers(rows * depth)
    let b = numbers(depth * width)
    let c = numbers(rows * width)
    let zeros = numbers(width)
    zeros.update(repeating: 0, count: width)
    defer { for memory in [a, b, c, zeros] { memory.deallocate() } }
    let left =
      isTransposed
      ? StridedMatrix(a, rowStep: 1, columnStep: rows) : StridedMatrix(a, rowStep: depth)
    // The update adds to its target, whose numbers would grow: the factor is small.
    let initial =
      isTransposed ? StridedMatrix(c, rowStep: width) : StridedMatrix(zeros, rowStep: 0)
    let repetitions = 2000
    let seconds = time {
      for _ in 0..<repetitions {
        kernels.multiply(
          left, StridedMatrix(b, rowStep: width), depth: depth, initial: initial,
          into: Block(c, rows: rows, width: width, stride: width))
      }
    }
    return Double(2 * rows * depth * width * repetitions) / seconds
  }
}

/// The multiply-adds of this core a second, counted as two operations each, on registers alone.
func peakSpeed(_ kernels: any KernelSet) -> Double {
  // A multiple of 3, 5 and 8, so that no kernel does more.
  let count = 2_400_000
  var sink: Float = 0
  let seconds = time { sink = kernels.multiplyAddOnly(count: count) }
  precondition(sink.isFinite)
  return Double(count) * 32 / seconds
}

/// The seconds that this thread had the core: what neighbours take does not count.
func time(_ body: () -> Void) -> Double {
  var begin = timespec()
  var end = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin)
  body()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end)
  return Double(end.tv_sec - begin.tv_sec) + Double(end.tv_nsec - begin.tv_nsec) * 1e-9
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func tenths(_ value: Double) -> String {
  let whole = Int((value * 10).rounded())
  return "\(whole / 10).\(abs(whole % 10))"
}

/// A line of a table: a name, a number and a share in %.
func row(_ name: String, _ value: Double, _ share: Double) {
  func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
  let spaces = String(repeating: " ", count: max(0, 22 - name.count))
  print(name + spaces + padded(tenths(value), 12) + padded(tenths(share * 100), 12))
}

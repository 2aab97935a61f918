internal import Engine

/// How time grows with the work: wider, deeper, more images; medians of interleaved rounds.
///
/// The last column is the time for an operation beside that of the first line of its part: 100 % where growth is linear.
struct Growth {
  let rounds: Int

  private static let parts: [(title: String, jobs: [Job])] = [
    (
      "hidden units",
      [128, 256, 512, 1024].map { job("\($0)", widths: [100, $0, 1], images: 50_000) }
    ),
    (
      "hidden layers of 128",
      (1...4).map { depth in
        let hidden = Array(repeating: 128, count: depth)
        return job("\(depth)", widths: [100] + hidden + [1], images: 50_000)
      }
    ),
    (
      "images in an epoch",
      [5000, 15_000, 30_000, 60_000].map { job("\($0)", widths: [100, 128, 1], images: $0) }
    ),
  ]

  private static func job(_ name: String, widths: [Int], images: Int) -> Job {
    var plan = NetworkPlan()
    plan.widths = widths
    return Job(
      name, plan: plan, settings: TrainingSettings(rate: 0.1, batchSize: 32),
      examples: Job.binaryDigits.all.prefix(images))
  }

  func print() {
    var speeds = Growth.parts.map { Array(repeating: [Double](), count: $0.jobs.count) }
    for _ in 0..<max(1, rounds) {
      for (p, part) in Growth.parts.enumerated() {
        for (k, job) in part.jobs.enumerated() {
          speeds[p][k].append(job.imagesPerCoreSecond(images: 60_000) * job.operations)
        }
      }
    }
    for (p, part) in Growth.parts.enumerated() {
      let medians = speeds[p].map(median)
      let title = part.title + String(repeating: " ", count: max(0, 22 - part.title.count))
      Swift.print("\(p == 0 ? "" : "\n")\(title)     GFLOP/s  time/FLOP %")
      for (job, speed) in zip(part.jobs, medians) {
        row(job.name, speed * 1e-9, medians[0] / speed)
      }
    }
  }
}

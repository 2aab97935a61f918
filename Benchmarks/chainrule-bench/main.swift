internal import Engine

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

// chainrule-bench [ROUNDS [CONFIGURATION …]]     the table, or these lines of it: medians of interleaved rounds
// chainrule-bench growth [ROUNDS]     time as the work grows
// chainrule-bench once CONFIGURATION BATCH IMAGES     trains once, for a profiler
// chainrule-bench serve        reads "CONFIGURATION BATCH" lines and answers each with images/s: one of the programs that peers/run.py compares
let words = CommandLine.arguments.dropFirst()
if words.first == "serve" {
  while let line = readLine() {
    let parts = line.split(separator: " ")
    guard parts.count == 2, let batch = Int(parts[1]),
      let job = Job(configuration: String(parts[0]), batch: batch)
    else {
      print("-")
      fflush(nil)
      continue
    }
    print(job.imagesPerSecond(seconds: 0.3))
    fflush(nil)
  }
} else if words.first == "once", words.count == 4 {
  let arguments = Array(words)
  guard let batch = Int(arguments[2]), let images = Int(arguments[3]),
    let job = Job(configuration: arguments[1], batch: batch)
  else { fatalError("chainrule-bench once CONFIGURATION BATCH IMAGES") }
  print(job.imagesPerCoreSecond(images: images))
} else if words.first == "growth" {
  Growth(rounds: words.dropFirst().first.flatMap { Int($0) } ?? 9).print()
} else {
  Report(
    rounds: words.first.flatMap { Int($0) } ?? 9, only: words.dropFirst().map { String($0) }
  ).print()
}

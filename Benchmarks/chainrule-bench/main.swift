internal import Glibc
internal import Engine
internal import Kernels
if CommandLine.arguments.count > 1 {
  let d = Digits()
  let b = Int(CommandLine.arguments[1]) ?? 1
  for _ in 0..<3 {
  let t = Trainer(state: RunState(try Network(NetworkPlan())), training: d.training, validation: d.none,
      settings: TrainingSettings(batchSize: b, optimizer: CommandLine.arguments.count > 2 ? Optimizer(.standardAdam) : Optimizer()), goal: .updates(2_000_000 / b))
    _ = t.runHere()
  print(t.progress.imagesPerSecond ?? 0)
  }
  exit(0)
} else { parts() }

let data = Digits()
func quick(_ name: String, _ plan: NetworkPlan, _ settings: TrainingSettings, images: Int) throws {
  var best = 0.0
  for _ in 0..<5 {
    let t = Trainer(state: RunState(try Network(plan)), training: data.training, validation: data.none,
      settings: settings, goal: .updates(images / settings.batchSize))
    _ = t.runHere()
    best = max(best, t.progress.imagesPerSecond ?? 0)
  }
  print(name, Int(best / 1000), "k images/s")
}
let k = InstructionSet.current.kernels
var peak = 0.0
for _ in 0..<10 {
  let t0 = ContinuousClock.now
  let n = 20_000_000
  let r = k.multiplyAddOnly(count: n)
  let d = ContinuousClock.now - t0
  let s = Double(d.components.attoseconds) * 1e-18 + Double(d.components.seconds)
  peak = max(peak, Double(n) * 32 / s * 1e-9)
  if r == 12345 { print("x") }
}
print(k.name, "peak GFLOP/s", peak)
for b in [1, 32, 256] {
  try quick("sigmoid \(b)", NetworkPlan(), TrainingSettings(batchSize: b), images: 100_000)
  try quick("relu \(b)", NetworkPlan(hidden: .activation(.relu, parameter: nil)), TrainingSettings(rate: 0.1, batchSize: b), images: 100_000)
}
for (n, p, s) in [
  ("deep", NetworkPlan(widths: [100, 128, 128, 128, 1]), TrainingSettings()),
  ("bias", NetworkPlan(hasBias: true), TrainingSettings()),
  ("ten", NetworkPlan(widths: [100, 128, 10], head: .categorical), TrainingSettings()),
  ("momentum", NetworkPlan(), TrainingSettings(rate: 0.1, optimizer: Optimizer(.standardMomentum))),
  ("adam", NetworkPlan(), TrainingSettings(rate: 0.001, optimizer: Optimizer(.standardAdam))),
  ("dropout", NetworkPlan(dropout: 0.5), TrainingSettings()),
  ("batchnorm", NetworkPlan(hasBatchNorm: true), TrainingSettings()),
  ("maxout", NetworkPlan(hidden: .maxout(pieces: 2)), TrainingSettings(rate: 0.1)),
  ("gelu", NetworkPlan(hidden: .activation(.gelu, parameter: nil)), TrainingSettings(rate: 0.1)),
  ("wide1024", NetworkPlan(widths: [100, 1024, 1]), TrainingSettings(rate: 0.1)),
  ("shift", NetworkPlan(), TrainingSettings(augmentsByShift: true)),
] {
  try quick(n, p, s, images: 50_000)
}

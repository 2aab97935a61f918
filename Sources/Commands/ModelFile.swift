import Datasets
import Engine

/// A network as a safetensors file, its tensors named as `nn.Sequential` numbers layers: `0.weight`, `2.weight`.
///
/// Files of other programs that hold linear layers under such names open too; the activation is then the one asked for.
enum ModelFile {
  static let formatVersion = "1"

  static func encode(_ network: Network, task: Task, updates: Int) -> Safetensors {
    Safetensors(
      tensors: network.parameterKeys.compactMap { key in
        network[key].map {
          Safetensors.Tensor(name: name(of: key, in: network), shape: $0.shape, values: $0.values)
        }
      },
      metadata: [
        "chainrule_format": formatVersion, "network": NetworkWords.text(network.plan),
        "task": task.name, "updates": "\(updates)",
      ])
  }

  /// The whole network or nothing.
  static func decode(
    _ file: Safetensors, name: String, present plan: NetworkPlan
  ) throws(CommandError) -> (network: Network, task: Task?) {
    func fail(_ problem: ModelProblem) -> CommandError { .notAModel(file: name, reason: problem) }
    guard !file.tensors.isEmpty else { throw fail(.noTensors) }
    if let version = file.metadata["chainrule_format"], version != formatVersion {
      throw fail(.newerFormat(version))
    }
    let described = try ModelFile.plan(of: file, name: name, present: plan)
    var network: Network
    do throws(PlanError) { network = try Network.blank(described.plan) } catch {
      throw .plan(error)
    }
    var expected: Set<String> = []
    for key in network.parameterKeys {
      let tensorName = self.name(of: key, in: network)
      expected.insert(tensorName)
      guard let tensor = file[tensorName] else { throw fail(.missing(tensorName)) }
      let shape = network[key]?.shape ?? []
      guard tensor.shape == shape else {
        throw fail(.shape(tensorName, expected: shape, found: tensor.shape))
      }
      guard tensor.values.allSatisfy(\.isFinite) else { throw fail(.notFinite(tensorName)) }
      if key.role == .runningVariance, tensor.values.contains(where: { $0 < 0 }) {
        throw fail(.negativeVariance(tensorName))
      }
      network[key] = Tensor(shape: shape, values: tensor.values)
    }
    if let stranger = file.tensors.first(where: { !expected.contains($0.name) }) {
      throw fail(.unexpected(stranger.name))
    }
    return (network, described.task)
  }

  static func name(of key: ParameterKey, in network: Network) -> String {
    switch key.role {
    case .weights: "\(key.layer).weight"
    case .bias: "\(key.layer).bias"
    case .scale: "\(key.layer).weight"
    case .shift: "\(key.layer).bias"
    case .runningMean: "\(key.layer).running_mean"
    case .runningVariance: "\(key.layer).running_var"
    }
  }

  private static func plan(
    of file: Safetensors, name: String, present: NetworkPlan
  ) throws(CommandError) -> (plan: NetworkPlan, task: Task?) {
    guard let text = file.metadata["network"] else {
      return (try inferredPlan(of: file, name: name, present: present), nil)
    }
    var plan = NetworkPlan()
    do throws(CommandError) {
      var options: [NetworkOption] = []
      for word in text.split(separator: " ") {
        options.append(try NetworkWords.option(String(word)))
      }
      try plan.apply(options)
    } catch {
      throw .notAModel(file: name, reason: .badDescription(text))
    }
    plan.head = try head(ofOutputs: plan.outputs, name: name)
    let task = file.metadata["task"].flatMap {
      try? Task(words: $0.split(separator: " ").map(String.init))
    }
    return (plan, task.flatMap { $0.isTenClass == (plan.head == .categorical) ? $0 : nil })
  }

  /// Linear layers in the order of their numbers, an activation between each two, and batch normalisation where it has left statistics.
  private static func inferredPlan(
    of file: Safetensors, name: String, present: NetworkPlan
  ) throws(CommandError) -> NetworkPlan {
    var layer = 0
    var widths: [Int] = []
    let hasBatchNorm = file["1.running_mean"] != nil
    while let weights = file["\(layer).weight"] {
      guard weights.shape.count == 2 else {
        throw .notAModel(file: name, reason: .notAMatrix("\(layer).weight", found: weights.shape))
      }
      if widths.isEmpty { widths.append(weights.shape[1]) }
      widths.append(weights.shape[0])
      layer += hasBatchNorm ? 3 : 2
    }
    guard !widths.isEmpty else { throw .notAModel(file: name, reason: .missing("0.weight")) }
    var plan = NetworkPlan(
      widths: widths, hidden: present.hidden, hasBias: file["0.bias"] != nil,
      hasBatchNorm: hasBatchNorm, seed: present.seed)
    if case .maxout = plan.hidden { plan.hidden = .activation(.sigmoid, parameter: nil) }
    if plan.inputs == present.inputs {
      (plan.imageRows, plan.imageColumns) = (present.imageRows, present.imageColumns)
    }
    plan.head = try head(ofOutputs: plan.outputs, name: name)
    return plan
  }

  private static func head(ofOutputs outputs: Int, name: String) throws(CommandError) -> Head {
    switch outputs {
    case 1: return .binary
    case 10: return .categorical
    default: throw .notAModel(file: name, reason: .wrongOutputs(outputs))
    }
  }
}

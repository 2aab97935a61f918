import Commands
import Datasets
import Engine

/// A setting that Train shows and changes in place, in the order of its rows.
enum TrainSetting: Int, CaseIterable {
  case rate, batch, optimizer, augment, speed
  case task, layers, hidden, initializer, bias, dropout, batchNorm, seed

  /// Whether a change builds another network or question, and so is refused while training runs.
  var startsAnew: Bool { rawValue >= TrainSetting.task.rawValue }

  /// The present value, as its command takes it.
  func value(in session: Session) -> String {
    let settings = session.settings
    let plan = session.plan
    switch self {
    case .rate: return TrainSetting.text(settings.rate)
    case .batch: return String(settings.batchSize)
    case .optimizer: return SettingsText.text(settings.optimizer)
    case .augment: return SettingsText.augment(settings)
    case .speed: return SettingsText.speed(settings)
    case .task: return session.task.name
    case .layers: return plan.widths.map(String.init).joined(separator: "-")
    case .hidden: return PlanText.hidden(plan)
    case .initializer: return PlanText.initializer(plan)
    case .bias: return plan.hasBias ? "on" : "off"
    case .dropout: return TrainSetting.text(plan.dropout)
    case .batchNorm: return plan.hasBatchNorm ? "on" : "off"
    case .seed: return String(plan.seed)
    }
  }

  /// The command that sets a value.
  func command(_ value: String) -> String {
    switch self {
    case .rate: "rate \(value)"
    case .batch: "batch \(value)"
    case .optimizer: "optimizer \(value)"
    case .augment: "augment \(value)"
    case .speed: "speed \(value)"
    case .task: "task \(value)"
    case .layers: "network \(value)"
    case .hidden: "network hidden=\(value)"
    case .initializer: "network init=\(value)"
    case .bias: "network bias=\(value)"
    case .dropout: "network dropout=\(value)"
    case .batchNorm: "network batchnorm=\(value)"
    case .seed: "reseed \(value)"
    }
  }

  /// The command for the next value up or down; nil at the end of a scale.
  func step(_ offset: Int, in session: Session) -> String? {
    neighbour(offset, in: session).map(command)
  }

  private func neighbour(_ offset: Int, in session: Session) -> String? {
    let settings = session.settings
    let plan = session.plan
    let value = value(in: session)
    switch self {
    case .rate:
      return TrainSetting.next(offset, on: TrainSetting.rates, from: settings.rate)
        .map(TrainSetting.text)
    case .batch:
      let sizes = (0...12).map { 1 << $0 }
      return TrainSetting.next(offset, on: sizes, from: settings.batchSize).map(String.init)
    case .optimizer:
      let methods = ["sgd", "momentum", "nesterov", "adam"]
      let decay = settings.optimizer.weightDecay
      let word = value.split(separator: " ").first.map(String.init) ?? ""
      return TrainSetting.around(offset, methods, word)
        + (decay > 0 ? " decay=\(TrainSetting.text(decay))" : "")
    case .augment: return value == "off" ? "shift" : "off"
    case .speed:
      let speeds = [1, 5, 20, 100, 1000, Double.infinity]
      return TrainSetting.next(offset, on: speeds, from: settings.updatesPerSecond ?? .infinity)
        .map { $0.isFinite ? String(Int($0)) : "full" }
    case .task:
      return TrainSetting.around(
        offset, ["0 rest", "0 1", "3 8", "4 9", "even odd", "below5", "digits"], value)
    case .layers:
      let all = TrainSetting.hiddenWidths.map { hidden in
        ([plan.inputs] + hidden + [plan.outputs]).map(String.init).joined(separator: "-")
      }
      return TrainSetting.around(offset, all, value)
    case .hidden:
      return TrainSetting.around(offset, Activation.allCases.map(\.rawValue) + ["maxout"], value)
    case .initializer: return TrainSetting.around(offset, TrainSetting.initializers, value)
    case .bias, .batchNorm: return value == "off" ? "on" : "off"
    case .dropout:
      let shares: [Scalar] = [0, 0.1, 0.2, 0.3, 0.5]
      return TrainSetting.next(offset, on: shares, from: plan.dropout).map(TrainSetting.text)
    case .seed:
      if offset < 0 { return plan.seed == 0 ? nil : String(plan.seed - 1) }
      return plan.seed == .max ? nil : String(plan.seed + 1)
    }
  }

  private static let rates: [Scalar] = [
    1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100,
  ]
  private static let hiddenWidths = [
    [], [16], [32], [64], [128], [256], [32, 16], [64, 32], [128, 64], [64, 32, 16],
  ]
  private static let initializers = [
    "uniform", "xavier", "xavier-normal", "he", "he-normal", "lecun", "orthogonal",
    "normal(0.01)", "constant(0.1)", "zeros", "auto",
  ]

  /// The next value of an ascending scale, also from between two of them.
  private static func next<Value: Comparable>(
    _ offset: Int, on scale: [Value], from value: Value
  ) -> Value? {
    offset > 0 ? scale.first { $0 > value } : scale.last { $0 < value }
  }

  /// The neighbour in a list without an order, round its ends.
  private static func around(_ offset: Int, _ list: [String], _ value: String) -> String {
    guard let place = list.firstIndex(of: value) else {
      return (offset > 0 ? list.first : list.last) ?? value
    }
    return list[(place + offset + list.count) % list.count]
  }

  static func text(_ value: Scalar) -> String { SettingsText.number(value) }
}

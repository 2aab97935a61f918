public import Engine

/// The settings of a training, as the commands that make them.
public enum SettingsText {
  /// The commands that lead from one to the other.
  public static func changes(
    from old: TrainingSettings, to new: TrainingSettings
  ) -> [String] {
    var commands: [String] = []
    if new.rate != old.rate { commands.append("rate \(new.rate)") }
    if new.batchSize != old.batchSize { commands.append("batch \(new.batchSize)") }
    if new.optimizer != old.optimizer { commands.append("optimizer \(text(new.optimizer))") }
    if new.augmentsByShift != old.augmentsByShift {
      commands.append("augment \(augment(new))")
    }
    if new.updatesPerSecond != old.updatesPerSecond { commands.append("speed \(speed(new))") }
    return commands
  }

  /// The same in words: `rate 1 → 0.1`.
  static func marks(from old: TrainingSettings, to new: TrainingSettings) -> [String] {
    zip(changes(from: new, to: old), changes(from: old, to: new)).map { before, after in
      let value = after.drop { $0 != " " }
      return brief("\(before) →\(value)")
    }
  }

  /// A number of a setting in the fewest signs that a command takes: `1`, `0.05`, `1e-5`.
  public static func number(_ value: Scalar) -> String { shortest(value.description) }

  /// The words of a setting as people read them: `rate 1.0` → `rate 1`.
  public static func brief(_ text: String) -> String {
    var brief = ""
    var rest = text[...]
    while !rest.isEmpty {
      let word = rest.prefix { !" =()".contains($0) }
      brief += Scalar(word) == nil ? String(word) : NumberFormat.typeset(shortest(String(word)))
      rest = rest.dropFirst(word.count)
      if let sign = rest.popFirst() { brief.append(sign) }
    }
    return brief
  }

  /// `1.0` → `1`, `1e+07` → `1e7`, `1.5e-05` → `1.5e-5`.
  private static func shortest(_ number: String) -> String {
    let parts = number.split(separator: "e", maxSplits: 1)
    guard let first = parts.first, let exponent = parts.dropFirst().first.flatMap({ Int($0) })
    else { return number.hasSuffix(".0") ? String(number.dropLast(2)) : number }
    let mantissa = first.hasSuffix(".0") ? first.dropLast(2) : first
    return "\(mantissa)e\(exponent)"
  }

  public static func text(_ optimizer: Optimizer) -> String { NetworkWords.text(optimizer) }
  public static func augment(_ settings: TrainingSettings) -> String {
    settings.augmentsByShift ? "shift" : "off"
  }
  public static func speed(_ settings: TrainingSettings) -> String {
    settings.updatesPerSecond.map { $0 == $0.rounded() && $0 < 1e9 ? "\(Int($0))" : "\($0)" }
      ?? "full"
  }
}

/// A plan, as the words of `network`.
public enum PlanText {
  public static func words(_ plan: NetworkPlan) -> String { NetworkWords.text(plan) }
  public static func hidden(_ plan: NetworkPlan) -> String { NetworkWords.text(plan.hidden) }
  public static func initializer(_ plan: NetworkPlan) -> String {
    NetworkWords.text(plan.initializer)
  }
}

extension TrainingSettings {
  /// A rate in images a second as it comes to pass in slow motion: measured is the time of training, and not that between its updates.
  public func slowed(_ rate: Double) -> Double {
    updatesPerSecond.map { min(rate, $0 * Double(batchSize)) } ?? rate
  }
}

import Engine

/// The commands of a session, so that a script of them gives the same numbers.
///
/// What was said to a running training is written at the update where it took effect.
public struct SessionLog: Sendable {
  enum Entry: Sendable {
    case command(String)
    case training(Training)
  }

  struct Training: Sendable {
    let command: String
    let firstUpdate: Int
    /// Settings in force when the run began.
    let settings: TrainingSettings
    /// nil while it runs.
    var lastUpdate: Int?
    var reachedGoal = false
    var marks: [SettingsMark] = []
  }

  private(set) var entries: [Entry] = []

  mutating func append(_ command: String) { entries.append(.command(command)) }

  mutating func beginTraining(_ command: String, at update: Int, settings: TrainingSettings) {
    entries.append(
      .training(Training(command: command, firstUpdate: update, settings: settings)))
  }

  /// Keeps what the run that began last has done so far.
  mutating func noteTraining(lastUpdate: Int, reachedGoal: Bool, marks: [SettingsMark]) {
    guard
      let place = entries.lastIndex(where: {
        if case .training = $0 { true } else { false }
      }), case .training(var training) = entries[place]
    else { return }
    training.lastUpdate = lastUpdate
    training.reachedGoal = reachedGoal
    training.marks = marks.filter { $0.update >= training.firstUpdate }
    entries[place] = .training(training)
  }

  /// The script, a line an entry.
  public var lines: [String] {
    entries.flatMap { entry -> [String] in
      switch entry {
      case .command(let command): [command]
      case .training(let training): SessionLog.lines(of: training)
      }
    }
  }

  private static func lines(of training: Training) -> [String] {
    guard let last = training.lastUpdate else { return [training.command] }
    if training.reachedGoal && training.marks.isEmpty { return [training.command, "wait"] }
    var lines: [String] = []
    var update = training.firstUpdate
    func train(to next: Int) {
      guard next > update else { return }
      lines += ["train \(next - update) updates", "wait"]
      update = next
    }
    for mark in training.marks {
      train(to: mark.update)
      lines += SettingsText.changes(from: mark.old, to: mark.new)
    }
    train(to: last)
    return lines
  }
}

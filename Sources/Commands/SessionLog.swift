import Engine

/// The commands of a session, so that a script of them gives the same numbers.
///
/// What was said to a running training is written at the update where it took effect. Undo goes back to an earlier place,
/// from which the log then branches.
public struct SessionLog: Sendable {
  private enum Content: Sendable {
    case command(String)
    case training(Training)
  }

  private struct Entry: Sendable {
    let parent: Int?
    let content: Content
  }

  private struct Training: Sendable {
    let command: String
    let firstUpdate: Int
    /// Settings in force when the run began.
    let settings: TrainingSettings
    /// The marks on the curve from earlier runs.
    let earlierMarks: Int
    /// Where the log goes on if the run is taken back: with what was said meanwhile, without the run.
    var branch: Int?
    var said: [(update: Int, command: String)] = []
    /// Whether a speed is among what was said.
    var saysSpeed = false
    var marks: [SettingsMark] = []
    var lastUpdate: Int
    var reachedGoal = false
    var settingsAfter: TrainingSettings

    var lines: [String] {
      var lines: [String] = []
      if reachedGoal, marks.isEmpty, said.isEmpty {
        lines = [command, "wait"]
      } else {
        var update = firstUpdate
        for event in events + [(lastUpdate, [])] {
          if event.update > update {
            lines += ["train \(event.update - update) updates", "wait"]
            update = event.update
          }
          lines += event.commands
        }
      }
      var last = marks.last?.new ?? settings
      if saysSpeed { last.updatesPerSecond = settingsAfter.updatesPerSecond }
      return lines + SettingsText.changes(from: last, to: settingsAfter)
    }

    /// What happened at which update, in that order.
    private var events: [(update: Int, commands: [String])] {
      var events = marks.map {
        (update: $0.update, commands: SettingsText.changes(from: $0.old, to: $0.new))
      }
      for (update, command) in said {
        let place = events.firstIndex { $0.update > update } ?? events.endIndex
        events.insert((update, [command]), at: place)
      }
      return events
    }
  }

  private var entries: [Entry] = []
  private var last: Int?
  private var open: Training?

  /// Where undo of the next command leads back to.
  var place: Int? { if let open { open.branch } else { last } }

  mutating func goBack(to place: Int?) { last = place }

  /// - Parameters:
  ///   - command: as typed.
  ///   - update: of the weights that the command walks, while training runs.
  mutating func append(_ command: String, atUpdate update: Int? = nil) {
    guard var training = open else {
      last = add(.command(command), after: last)
      return
    }
    let earliest = training.said.last?.update ?? training.firstUpdate
    training.said.append((max(earliest, update ?? 0), command))
    // Without the run there is nothing to walk its weights by.
    if update == nil {
      training.branch = add(.command(command), after: training.branch)
    }
    open = training
  }

  /// A setting: said to a running training, the trainer's marks tell where it took effect.
  ///
  /// - Parameters:
  ///   - command: as typed.
  ///   - update: of a speed, which leaves no mark: where the run was then.
  mutating func appendSetting(_ command: String, atUpdate update: Int? = nil) {
    guard let branch = open.map(\.branch) else {
      append(command)
      return
    }
    let place = add(.command(command), after: branch)
    open?.branch = place
    guard let update, let training = open else { return }
    open?.said.append((max(update, training.said.last?.update ?? training.firstUpdate), command))
    open?.saysSpeed = true
  }

  private mutating func add(_ content: Content, after parent: Int?) -> Int {
    entries.append(Entry(parent: parent, content: content))
    return entries.count - 1
  }

  mutating func beginTraining(_ command: String, of state: RunState, settings: TrainingSettings) {
    open = Training(
      command: command, firstUpdate: state.position.updates, settings: settings,
      earlierMarks: state.history.marks.count, branch: last, lastUpdate: state.position.updates,
      settingsAfter: settings)
  }

  /// Keeps what the run has done so far.
  mutating func noteTraining(
    lastUpdate: Int, reachedGoal: Bool, marks: [SettingsMark], settings: TrainingSettings
  ) {
    guard var training = open else { return }
    training.lastUpdate = lastUpdate
    training.reachedGoal = reachedGoal
    training.marks = Array(marks.dropFirst(training.earlierMarks))
    training.settingsAfter = settings
    open = training
  }

  /// The run is over; returns the place to go back to if it is taken back.
  mutating func endTraining() -> Int? {
    guard let training = open else { return last }
    open = nil
    last = add(.training(training), after: last)
    return training.branch
  }

  /// The script, a line an entry.
  public var lines: [String] {
    var path: [Content] = []
    var place = last
    while let index = place {
      path.append(entries[index].content)
      place = entries[index].parent
    }
    if let open { path.insert(.training(open), at: 0) }
    return path.reversed().flatMap { content -> [String] in
      switch content {
      case .command(let command): [command]
      case .training(let training): training.lines
      }
    }
  }
}

import Commands
import Datasets
import Engine

/// What the Data view shows, taken from the state.
struct DataModel {
  let state: AppState
  let task: Task
  let split: Split
  let filter: DataState.Filter
  /// The losses of this split for this task, of whatever weights.
  let report: LossReport?
  /// What is known of this split for this task, else of another: of the newest weights where it can be.
  let evaluation: Evaluated?
  /// The images that the filter leaves, as places in the set.
  let rows: [Int32]
  let chosen: Int

  var dataset: Dataset { state.scene.dataset }
  var first: Int { dataset.range(of: split).lowerBound }
  var chosenRow: Int? { rows.indices.contains(chosen) ? Int(rows[chosen]) : nil }

  init(_ state: AppState) {
    self.state = state
    let scene = state.scene
    let task = scene.session.task
    self.task = task
    split = state.data.split
    filter =
      DataModel.filters(of: task).contains(state.data.filter)
      ? state.data.filter : DataModel.confusion(state.data.filter, task)
    report = scene.findings.losses(
      of: state.data.split, plan: scene.session.plan, task: task)
    evaluation = DataModel.evaluation(report, scene)
    rows = DataModel.rows(
      filter, of: split, in: scene.dataset, task: task, report: report,
      wrongFirst: state.data.wrongFirst)
    chosen = min(max(0, state.data.chosen), max(0, rows.count - 1))
  }

  /// An evaluation, and what it was made with.
  struct Evaluated {
    let evaluation: Evaluation
    let split: Split
    let weights: FoundWith
  }

  /// The losses give an evaluation too: the one with the newer weights counts.
  private static func evaluation(_ report: LossReport?, _ scene: Scene) -> Evaluated? {
    let found = scene.findings.evaluation(of: scene.session.plan, task: scene.session.task)
    if let report, found == nil || report.weights.network == scene.live {
      return Evaluated(
        evaluation: report.evaluation, split: report.split, weights: report.weights)
    }
    return found.map {
      Evaluated(evaluation: $0.evaluation, split: $0.split, weights: $0.weights)
    }
  }

  /// The filters of a task in the order of the list: all its images, the digits, and the two classes, as the matrix has them, where they are no digits.
  static func filters(of task: Task) -> [DataState.Filter] {
    [.all] + (0...9).map { .digit($0) } + (task.isTenClass ? [] : [.target(0), .target(1)])
  }

  /// A cell of the matrix where the task has it, else no filter.
  private static func confusion(
    _ filter: DataState.Filter, _ task: Task
  ) -> DataState.Filter {
    guard case .confused(let target, let prediction) = filter,
      task.classes.indices.contains(target), task.classes.indices.contains(prediction)
    else { return .all }
    return filter
  }

  private static func rows(
    _ filter: DataState.Filter, of split: Split, in dataset: Dataset, task: Task,
    report: LossReport?, wrongFirst: Bool
  ) -> [Int32] {
    if let report, wrongFirst, filter == .all { return report.rowsByOrder }
    if let report, wrongFirst || filter.isConfusion {
      return report.order.filter { index in
        let example = Int(index)
        switch filter {
        case .all: return true
        case .digit(let digit): return report.digits[example] == UInt8(digit)
        case .target(let target): return report.targets[example] == UInt8(target)
        case .confused(let target, let prediction):
          return report.targets[example] == UInt8(target)
            && report.verdicts.predictions[example] == UInt8(prediction)
        }
      }.map { report.rows[Int($0)] }
    }
    var wanted = Array(repeating: false, count: 256)
    for label in wanted.indices {
      switch filter {
      case .all: wanted[label] = task.target(ofLabel: label) != nil
      case .digit(let digit): wanted[label] = label == digit
      case .target(let target): wanted[label] = task.target(ofLabel: label) == target
      case .confused: break
      }
    }
    let range = dataset.range(of: split)
    return dataset.withLabels { labels in
      var rows: [Int32] = []
      for row in range where wanted[Int(labels[row])] { rows.append(Int32(row)) }
      return rows
    }
  }

  /// How many images of the split each digit has.
  var digitCounts: [Int] {
    let range = dataset.range(of: split)
    let counts = dataset.withLabels { labels in
      var counts = Array(repeating: 0, count: 256)
      for row in range { counts[Int(labels[row])] += 1 }
      return counts
    }
    return Array(counts.prefix(10))
  }

  /// How many images of each digit are told wrong; nil where it is not known.
  var wrongCounts: [Int]? { report?.wrongByDigit }

  /// Whether what was found still tells of the newest weights.
  func isFresh(_ weights: FoundWith) -> Bool { weights.network == state.scene.live }

  /// Whose weights those are: a count of updates says nothing of weights that were set by hand or walked to.
  func phrase(for weights: FoundWith, isBrief: Bool = false) -> DataPhrase {
    let run = state.scene.session.run
    guard weights.update > 0 || weights.network == state.scene.session.initial else {
      return .changedWeights
    }
    let isFresh = isFresh(weights)
    let isChanged = run.isChanged && weights.network == run.network
    let unitsOff = isFresh ? state.scene.session.unitsOff.count : 0
    return isBrief
      ? .weightsBriefly(
        update: weights.update, isFresh: isFresh, isChanged: isChanged, unitsOff: unitsOff)
      : .weights(update: weights.update, isFresh: isFresh, isChanged: isChanged, unitsOff: unitsOff)
  }

  /// Whether the split has no image that the task uses.
  var isEmpty: Bool {
    !zip(digitCounts.indices, digitCounts).contains { $1 > 0 && task.target(ofLabel: $0) != nil }
  }

  var isReportFresh: Bool { report.map { isFresh($0.weights) } ?? false }

  /// What a verdict says of an image: its place in the report.
  func example(ofRow row: Int) -> Int? { report?.example(ofRow: row) }

  /// The command that brings the chosen image to Draw.
  var takeCommand: String? {
    chosenRow.map { "image digit \($0 - first) \(split.rawValue); view draw" }
  }
}

extension DataState.Filter {
  var isConfusion: Bool { if case .confused = self { true } else { false } }
}

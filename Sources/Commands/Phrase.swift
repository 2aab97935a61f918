public import Datasets
public import Engine
import Walkthrough

/// Everything that a reply says to a person; the words are in one table a language.
public enum Phrase: Hashable, Sendable {
  case note(ReplyNote)
  case digitOutsideTask(Int)
  case labelStays(Int, digit: Int, right: Int)
  case pictureLoaded(rows: Int, columns: Int, fitted: Bool)
  case digitLoaded(Int, label: Int)
  case labelIs(Int, Task)
  /// What a class means: "it is a 0".
  case verdict(Int, Task)
  /// What a target stands for, without a verb.
  case meaning(Int, Task)
  /// The name of a class, by its y, in lists and tables.
  case className(Int, Task)
  case undecided
  case undefined
  case backwardDone
  case lossChange(before: Scalar, after: Scalar)
  case atStart(count: Int)
  case synced(update: Int)
  /// The walk was at a step of the update, and is before it now.
  case syncedBefore(update: Int, position: Int)
  /// The images that a walk is over.
  case batchOf(WalkBatch)
  case lossOfDrawing(WalkBatch)
  case noBias
  /// The drawing and the digit set in a grid that is not the lecture's.
  case fitted(rows: Int, columns: Int)
  /// Maxout with `bias=off`: only the last layer has none.
  case maxoutKeepsBias
  /// What `init=auto` has come to, and who recommends it.
  /// What `init=auto` is; with more than two pieces of Maxout it does not keep its promise.
  case automaticInitializer(String, source: String, keepsSize: Bool)
  case parametersInAll(Int)
  case weightSet(String, old: Scalar, new: Scalar)
  case weightsSet(String, count: Int)
  case termsMore(Int, sum: Scalar)
  /// Above what an element is worked out from.
  case onTheWay
  case largestOf(Int)
  /// A hidden unit and how it stands for the drawing.
  case unitIs(UnitPlace, UnitState, isOff: Bool)
  case unitTurned(UnitPlace, on: Bool)
  /// After a unit was switched on that has no other weights to be given.
  case nothingKept
  case noUnitsOff
  case unitLayer(Int, units: Int, inputs: Int)
  case unitsInState(UnitState, count: Int)
  case unitsMore(Int)
  case unitPiece(Int)
  case unitSlope(Scalar)
  case unitAdds(Scalar, to: String)
  case unitTerms
  /// The verdict on one element, and the two numbers without one.
  case checkedElement(passed: Bool, CheckWords)
  case checkedPair(CheckWords)
  /// The verdict on many.
  case checkedAll(passed: Bool, String, count: Int, skipped: Int)
  /// What the difference is measured by: the larger of the two numbers, or the floor.
  case ofLarger(Double, larger: Double, error: Double)
  case belowFloor(Double, floor: Double, error: Double)
  case mayDiffer(Double)
  /// Why ε is what it is.
  case stepOfCheck
  case sameNumber
  case allAtKink(String, Int)
  case largestError(Double, at: String?)
  case tolerance(Double, floor: Double)
  /// Why a comparison says nothing: a number on a kink, or moved across one.
  case onKink, acrossKink
  case taskIs(Task)
  case counts(train: Int, validation: Int, test: Int)
  case trainingStarted(TrainingGoal?)
  case pausedAt(Int)
  case resumedAt(Int)
  case stoppedAt(Int)
  case epochsUpdates(epochs: Int, updates: Int)
  case losses(train: Scalar?, validation: Scalar?, accuracy: Double?)
  case speedOf(Double)
  /// The layer where there are several.
  case deadUnits(Int, of: Int, layer: Int?, images: Int)
  case saturatedUnits(Int, of: Int, layer: Int?, images: Int)
  case settingIs(SettingName, String)
  case settingChanged(SettingName, old: String, new: String)
  /// How the weights that a command has replaced come back.
  case undoBringsBack(ReplacedWeights)
  case reset(seed: UInt64)
  case rewound(epoch: Int)
  case evaluated(Split, count: Int, loss: Scalar, accuracy: Double)
  case confusionHeader
  /// How many of a split's images are told wrong, and the weights that say so.
  case lossesOf(Split, wrong: Int, of: Int, update: Int)
  case wrongCount(Int, of: Int)
  /// An image by its index in the split: its digit, what it was taken for, L.
  case exampleIs(Int, digit: Int, prediction: String, loss: Scalar, isWrong: Bool)
  case moreExamples(wrong: Int, right: Int, Split)
  case initializersOf(images: Int)
  case layerSpread(
    String, mean: Double, deviation: Double, gradient: Double, flatShare: Double?)
  case functionPoints
  case preactivations(String, units: Int, flat: Int)
  case digitCounts(Split, [Int])
  case drawing
  case historyEmpty
  /// The names of the columns, with bars between them.
  case historyHeader
  case saved(String)
  case opened(String)
  case undone(String)
  case redone(String)
  case viewIs(ViewName)
  case languageIs
  case glyphs(GlyphSample)
  case glyphsAdvice
  case logSaved(String, Int)
  case helpUsage
  case helpExample
  case helpValues
  case helpStandard
  case helpTitle
  case helpMore
  case availability(Availability)
  case quit
  case welcome
  case notText(String)
  /// Standard output takes nothing.
  case notWritten
  case progressTraining(epoch: Int, of: Int?)
  case progressValidating
  case imagesPerSecond(String)
  case secondsLeft(Int)

  public func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .russian: russian
    }
  }
}

extension Task {
  /// The name of a class for people; ``classes`` are those of commands and files.
  public func className(_ target: Int, in language: Language) -> String {
    Phrase.className(target, self).text(in: language)
  }

  public func classNames(in language: Language) -> [String] {
    classes.indices.map { className($0, in: language) }
  }
}

extension CommandWord {
  public func meaning(in language: Language) -> String {
    switch language {
    case .english: englishMeaning
    case .russian: russianMeaning
    }
  }
}

extension CommandError {
  /// The one line that says what was wrong, where, and what would be right.
  ///
  /// Text from the command line is escaped.
  public func words(in language: Language) -> String {
    switch language {
    case .english: english
    case .russian: russian
    }
  }

  /// The word with its bracket closed, and a number in it: `normal(0.1)`.
  static func closed(_ word: String) -> String {
    word.last == "(" ? "\(word)0.1)" : "\(word))"
  }

  /// What says without brackets what was said with them: `hidden=leakyrelu slope=0.1`, `init=he`.
  static func plainForm(_ setting: Setting, _ word: String) -> String {
    let name = word.prefix { $0 != "(" }.lowercased()
    let own = [Setting.slope, .alpha, .pieces].first { $0.belongs(to: name) }
    return "\(setting.rawValue)=\(escaped(name.prefix(60)))"
      + (own.map { " \($0.rawValue)=\($0.standard)" } ?? "")
  }

  func quoted(_ text: String) -> String { "'\(CommandError.shortened(text))'" }

  /// Text from outside as a line can say it: printable, and not for ever.
  static func shortened(_ text: String) -> String {
    escaped(text.prefix(60)) + (text.count > 60 ? "…" : "")
  }
}

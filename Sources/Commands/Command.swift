public import Datasets
public import Engine

/// A tensor's name with an optional index, as typed: `W1`, `dL/dW1[3,42]`.
public struct Reference: Hashable, Sendable {
  public let name: String
  public let index: [Int]?

  public init(name: String, index: [Int]? = nil) {
    self.name = name
    self.index = index
  }

  public var text: String {
    index.map { "\(name)[\($0.map(String.init).joined(separator: ","))]" } ?? name
  }
}

public enum ImageCommand: Hashable, Sendable {
  case show
  case load(String)
  case save(String)
  case sample(String)
  case digit(Int, Split)
  case set([Pixel])
  case clear, invert, centre, fit
  case shift(dx: Int, dy: Int)
  case size(rows: Int, columns: Int)

  public struct Pixel: Hashable, Sendable {
    public let row: Int
    public let column: Int
    public let value: Scalar

    public init(row: Int, column: Int, value: Scalar) {
      self.row = row
      self.column = column
      self.value = value
    }
  }
}

/// A `key=value` of `network`.
public enum NetworkOption: Hashable, Sendable {
  case widths([Int])
  case hidden(HiddenFunction)
  /// Of Leaky ReLU.
  case slope(Scalar)
  /// α of ELU.
  case alpha(Scalar)
  case pieces(Int)
  /// nil is `auto`.
  case initializer(Initializer?)
  case bias(Bool)
  case dropout(Scalar)
  case batchNorm(Bool)
  case seed(UInt64)
  case image(rows: Int, columns: Int)
}

/// The views of the screen.
public enum ViewName: String, CaseIterable, Sendable {
  case draw, walk, train, units, functions, data
}

/// Everything that can be said to the program.
public enum Command: Hashable, Sendable {
  case image(ImageCommand)
  case label(Int?)
  case network([NetworkOption])
  case set(Reference, [Scalar])
  case unit(UnitCommand)
  case forward, backward, update, walk
  case step(Int)
  case back(Int)
  case goTo(Int)
  case sync
  case show(Reference)
  case explain(Reference)
  case check(Reference?)
  case task([String])
  case train(TrainingGoal?)
  case pause, resume, stop, wait
  case speed(TrainingSpeed?)
  case rate(Scalar?)
  case batch(Int?)
  case optimizer(Optimizer?)
  case augment(Bool?)
  case mode(Mode?)
  case reset
  case reseed(UInt64?)
  case rewind(Int)
  case evaluate(Split)
  /// The loss of each image of a split, the wrong ones first.
  /// The losses of a split's images, and how many of them are told.
  case losses(Split, told: Int)
  case initializers
  /// The table, or one of it, and what that makes of a number.
  case functions(HiddenFunction?, at: Scalar?)
  case classify([String])
  case history
  case data
  case save(String)
  case open(String)
  case undo, redo
  case view(ViewName?)
  case language(Language?)
  case theme(ThemeName?)
  case type(TypeSize?)
  /// nil is the page of samples.
  case glyphs(GlyphSet?)
  case log(String?)
  case help(String?)
  case quit
}

/// How fast training goes: as fast as it can, or so many updates a second.
public enum TrainingSpeed: Hashable, Sendable {
  case full
  case updates(Double)

  var updatesPerSecond: Double? { if case .updates(let rate) = self { rate } else { nil } }
}

import Datasets
import Engine

/// When a command may be said.
public enum Availability: String, Sendable {
  case anyTime
  /// While training runs, it works on the frozen snapshot of the weights.
  case onSnapshot
  case refusedWhileTraining
}

/// The words of the language: each declares its forms, an example, and when it may be said.
///
/// Parser, help, completion and the page in the documentation are all made from this.
public enum CommandWord: String, CaseIterable, Sendable {
  case image, label, network, set, unit
  case forward, backward, step, back, goto, update, walk, sync
  case show, explain, check
  case task, train, pause, resume, stop, wait, speed
  case rate, batch, optimizer, augment, mode
  case reset, reseed, rewind
  case evaluate, classify, history, data
  case save, open, undo, redo
  case view, language, log, help, quit

  /// Every form, as usage lines.
  public var usages: [String] {
    switch self {
    case .image:
      [
        "image", "image load FILE", "image sample NAME", "image digit N [train|validation|test]",
        "image set R C V [R C V …]", "image clear|invert|centre|fit", "image shift DX DY",
        "image size HxW", "image save FILE",
      ]
    case .label: ["label [N]"]
    case .network:
      [
        "network",
        "network [100-128-1] [hidden=NAME] [init=NAME] [bias=on|off] [dropout=P] [batchnorm=on|off] [seed=N] [image=HxW]",
      ]
    case .set: ["set NAME[I,J] V", "set NAME V V V …"]
    case .unit: ["unit", "unit N [layer=K]", "unit N on|off [layer=K]"]
    case .forward: ["forward"]
    case .backward: ["backward"]
    case .step: ["step [N]"]
    case .back: ["back [N]"]
    case .goto: ["goto N"]
    case .update: ["update"]
    case .walk: ["walk"]
    case .sync: ["sync"]
    case .show: ["show NAME"]
    case .explain: ["explain NAME[I,J]"]
    case .check: ["check", "check NAME", "check NAME[I,J]"]
    case .task: ["task A rest|A B|even odd|below5|digits", "task"]
    case .train: ["train", "train N epochs|updates"]
    case .pause: ["pause"]
    case .resume: ["resume"]
    case .stop: ["stop"]
    case .wait: ["wait"]
    case .speed: ["speed N|full"]
    case .rate: ["rate [A]"]
    case .batch: ["batch [N]"]
    case .optimizer: ["optimizer [sgd|momentum M|nesterov M|adam [B1 B2]] [decay=L]"]
    case .augment: ["augment [off|shift]"]
    case .mode: ["mode [train|eval]"]
    case .reset: ["reset"]
    case .reseed: ["reseed [N]"]
    case .rewind: ["rewind EPOCH"]
    case .evaluate: ["evaluate [train|validation|test]"]
    case .classify: ["classify [FILE …]"]
    case .history: ["history"]
    case .data: ["data"]
    case .save: ["save FILE"]
    case .open: ["open FILE"]
    case .undo: ["undo"]
    case .redo: ["redo"]
    case .view: ["view [draw|walk|train|units]"]
    case .language: ["language [en|ru]"]
    case .log: ["log", "log save FILE"]
    case .help: ["help [WORD]"]
    case .quit: ["quit"]
    }
  }

  /// One line that works as typed, after `image sample slide; forward; backward`.
  public var example: String {
    switch self {
    case .image: "image sample slide"
    case .label: "label 1"
    case .network: "network 100-32-16-1 hidden=relu init=he"
    case .set: "set W1[3,42] 0.5"
    case .unit: "unit 37 off; evaluate; unit 37 on"
    case .step: "step 2"
    case .back: "back 2"
    case .goto: "goto 12"
    case .show: "show dL/dW1"
    case .explain: "explain dL/dW1[3,42]"
    case .check: "check W2[0,37]"
    case .task: "task 3 8"
    case .train: "train 5 epochs; wait"
    case .pause: "train; pause"
    case .resume: "train 2 epochs; pause; resume; wait"
    case .stop: "train; stop"
    case .wait: "train 100 updates; wait"
    case .speed: "speed 20"
    case .rate: "rate 0.5"
    case .batch: "batch 64"
    case .optimizer: "optimizer momentum 0.9"
    case .augment: "augment shift"
    case .mode: "mode eval"
    case .reseed: "reseed 7"
    case .rewind: "train 2 epochs; wait; rewind 1"
    case .evaluate: "evaluate test"
    case .classify: "classify samples/images/3.pgm"
    case .save: "save model.safetensors"
    case .open: "save model.safetensors; open model.safetensors"
    case .undo: "image clear; undo"
    case .redo: "image clear; undo; redo"
    case .view: "view walk"
    case .language: "language ru"
    case .log: "log save session.chain"
    case .help: "help check"
    default: rawValue
    }
  }

  public var availability: Availability {
    switch self {
    case .forward, .backward, .step, .back, .goto, .walk, .sync, .show, .explain, .check,
      .evaluate, .classify, .save:
      .onSnapshot
    case .network, .set, .unit, .update, .task, .train, .reset, .reseed, .rewind, .open, .undo,
      .redo:
      .refusedWhileTraining
    case .image, .label, .pause, .resume, .stop, .wait, .speed, .rate, .batch, .optimizer,
      .augment, .mode, .history, .data, .view, .language, .log, .help, .quit:
      .anyTime
    }
  }
}

extension Command {
  /// Reads a statement.
  ///
  /// - Throws: `CommandError` naming the word that is wrong and what would be right.
  public init(_ statement: Statement) throws(CommandError) {
    let first = statement.words[0]
    guard let word = CommandWord(rawValue: first.lowercased()) else {
      throw .unknownCommand(
        first,
        nearest: Spelling.nearest(to: first, among: CommandWord.allCases.map(\.rawValue)))
    }
    var arguments = Arguments(
      statement.words.dropFirst(), usage: word.usages.joined(separator: "  ·  "))
    self = try Command.parse(word, &arguments)
    try arguments.finish()
  }

  private static func parse(
    _ word: CommandWord, _ arguments: inout Arguments
  ) throws(CommandError) -> Command {
    switch word {
    case .image: return .image(try ImageCommand(&arguments))
    case .label:
      return .label(arguments.isAtEnd ? nil : try arguments.integer(.label, in: 0...9))
    case .network:
      var options: [NetworkOption] = []
      while let word = arguments.next() { options.append(try NetworkWords.option(word)) }
      return .network(options)
    case .set:
      let reference = try Arguments.reference(try arguments.word())
      var values = [try arguments.number(.weight) { _ in true }]
      while !arguments.isAtEnd { values.append(try arguments.number(.weight) { _ in true }) }
      return .set(reference, values)
    case .unit: return .unit(try UnitCommand(&arguments))
    case .forward: return .forward
    case .backward: return .backward
    case .step:
      return .step(arguments.isAtEnd ? 1 : try arguments.integer(.steps, in: 1...10_000))
    case .back:
      return .back(arguments.isAtEnd ? 1 : try arguments.integer(.steps, in: 1...10_000))
    case .goto: return .goTo(try arguments.integer(.position, in: 0...10_000))
    case .update: return .update
    case .walk: return .walk
    case .sync: return .sync
    case .show: return .show(try Arguments.reference(try arguments.word()))
    case .explain: return .explain(try Arguments.reference(try arguments.word()))
    case .check:
      return .check(
        try arguments.next().map { word throws(CommandError) in try Arguments.reference(word) })
    case .task: return .task(arguments.rest())
    case .train: return .train(try goal(&arguments))
    case .pause: return .pause
    case .resume: return .resume
    case .stop: return .stop
    case .wait: return .wait
    case .speed:
      if arguments.peeked?.lowercased() == "full" {
        _ = arguments.next()
        return .speed(nil)
      }
      return .speed(Double(try arguments.number(.updatesPerSecond) { $0 > 0 }))
    case .rate:
      return .rate(arguments.isAtEnd ? nil : try arguments.number(.learningRate) { $0 >= 0 })
    case .batch:
      return .batch(arguments.isAtEnd ? nil : try arguments.integer(.batchSize, in: 1...4096))
    case .optimizer:
      return .optimizer(arguments.isAtEnd ? nil : try NetworkWords.optimizer(&arguments))
    case .augment:
      guard let choice = arguments.next() else { return .augment(nil) }
      switch choice.lowercased() {
      case "shift": return .augment(true)
      case "off": return .augment(false)
      default: throw Arguments.unknown(choice, allowed: ["off", "shift"])
      }
    case .mode: return .mode(arguments.isAtEnd ? nil : try arguments.choice(Mode.self))
    case .reset: return .reset
    case .reseed:
      return .reseed(
        try arguments.next().map { word throws(CommandError) in try NetworkWords.seed(word) })
    case .rewind: return .rewind(try arguments.integer(.epoch, in: 0...1_000_000))
    case .evaluate:
      return .evaluate(arguments.isAtEnd ? .validation : try arguments.choice(Split.self))
    case .classify: return .classify(arguments.rest())
    case .history: return .history
    case .data: return .data
    case .save: return .save(try arguments.word())
    case .open: return .open(try arguments.word())
    case .undo: return .undo
    case .redo: return .redo
    case .view: return .view(arguments.isAtEnd ? nil : try arguments.choice(ViewName.self))
    case .language:
      return .language(arguments.isAtEnd ? nil : try arguments.choice(Language.self))
    case .log:
      guard let verb = arguments.next() else { return .log(nil) }
      guard verb.lowercased() == "save" else {
        throw Arguments.unknown(verb, allowed: ["save"])
      }
      return .log(try arguments.word())
    case .help: return .help(arguments.next())
    case .quit: return .quit
    }
  }

  private static func goal(
    _ arguments: inout Arguments
  ) throws(CommandError) -> TrainingGoal? {
    guard let number = arguments.next() else { return nil }
    let unit = try arguments.word()
    switch unit.lowercased() {
    case "epoch", "epochs":
      return .epochs(try Arguments.integer(number, .epochs, in: 1...1_000_000))
    case "update", "updates":
      return .updates(try Arguments.integer(number, .updates, in: 1...1_000_000_000))
    default: throw Arguments.unknown(unit, allowed: ["epochs", "updates"])
    }
  }
}

extension ImageCommand {
  static let verbs = [
    "load", "sample", "digit", "set", "clear", "invert", "centre", "fit", "shift", "size", "save",
  ]

  init(_ arguments: inout Arguments) throws(CommandError) {
    guard let verb = arguments.next() else {
      self = .show
      return
    }
    switch verb.lowercased() {
    case "load": self = .load(try arguments.word())
    case "save": self = .save(try arguments.word())
    case "sample": self = .sample(try arguments.word())
    case "digit":
      let index = try arguments.integer(.digit, in: 0...10_000_000)
      self = .digit(index, arguments.isAtEnd ? .train : try arguments.choice(Split.self))
    case "set":
      var pixels: [Pixel] = []
      repeat {
        pixels.append(
          Pixel(
            row: try arguments.integer(.row, in: 0...63),
            column: try arguments.integer(.column, in: 0...63),
            value: try arguments.number(.pixelValue) { $0 >= 0 && $0 <= 1 }))
      } while !arguments.isAtEnd
      self = .set(pixels)
    case "clear": self = .clear
    case "invert": self = .invert
    case "centre", "center": self = .centre
    case "fit": self = .fit
    case "shift":
      self = .shift(
        dx: try arguments.integer(.shift, in: -64...64),
        dy: try arguments.integer(.shift, in: -64...64))
    case "size":
      let size = try Arguments.size(try arguments.word())
      self = .size(rows: size.rows, columns: size.columns)
    default: throw Arguments.unknown(verb, allowed: ImageCommand.verbs)
    }
  }
}

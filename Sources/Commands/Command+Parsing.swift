import Datasets
import Engine

extension Command {
  /// Reads a statement.
  ///
  /// - Throws: `CommandError` naming the word that is wrong and what would be right.
  public init(_ statement: Statement) throws(CommandError) {
    let first = statement.words[0]
    // Who comes from other programs leaves with `:q`.
    let name = first.lowercased() == "q" ? CommandWord.quit.rawValue : first.lowercased()
    guard let word = CommandWord(rawValue: name) else {
      if let right = Spelling.assignment(first) {
        // A value that is wrong there too is said to be so at once.
        for statement in try Script.statements(of: right) { _ = try Command(statement) }
        throw .misspelt(first, right: right)
      }
      throw .unknownCommand(
        first,
        nearest: Spelling.synonyms[name]
          ?? Spelling.nearest(to: first, among: CommandWord.allCases.map(\.rawValue)))
    }
    var arguments = Arguments(
      statement.words.dropFirst(), usage: word.usages.joined(separator: " · "))
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
      let first = try arguments.word()
      // `W2[0,5]=0.3` and `W1 [3,42]` are how other languages write it.
      if let equals = first.firstIndex(of: "=") {
        let (name, value) = (first[..<equals], first[first.index(after: equals)...])
        // Of one side alone nothing is to be made.
        guard !name.isEmpty, !value.isEmpty else { throw .malformedName(first) }
        throw .misspelt(first, right: "\(name) \(value)")
      }
      if !first.contains("["), let next = arguments.peeked, next.hasPrefix("[") {
        throw .misspelt("\(first) \(next)", right: first + next)
      }
      let reference = try Arguments.reference(first)
      var values = [try arguments.number(.weight) { _ in true }]
      while !arguments.isAtEnd { values.append(try arguments.number(.weight) { _ in true }) }
      return .set(reference, values)
    case .unit: return .unit(try UnitCommand(&arguments))
    case .forward: return .forward
    case .backward: return .backward
    case .step:
      return .step(arguments.isAtEnd ? 1 : try arguments.integer(.steps, in: Arguments.positive))
    case .back:
      return .back(arguments.isAtEnd ? 1 : try arguments.integer(.steps, in: Arguments.positive))
    case .goto: return .goTo(try arguments.integer(.position, in: Arguments.natural))
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
      guard let word = arguments.next() else { return .speed(nil) }
      if word.lowercased() == "full" { return .speed(.full) }
      let speed = try Arguments.double(word, .updatesPerSecond)
      guard TrainingSettings.speeds.contains(speed) else {
        throw .notANumber(word, .updatesPerSecond)
      }
      return .speed(.updates(speed))
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
    case .rewind: return .rewind(try arguments.integer(.epoch, in: Arguments.natural))
    case .evaluate:
      return .evaluate(arguments.isAtEnd ? .validation : try arguments.choice(Split.self))
    case .losses:
      let isNumber = arguments.peeked?.first?.isNumber ?? false
      let split = arguments.isAtEnd || isNumber ? .validation : try arguments.choice(Split.self)
      return .losses(
        split,
        told: arguments.isAtEnd
          ? LossReport.told : try arguments.integer(.count, in: Arguments.positive)
      )
    case .classify: return .classify(arguments.rest().map(FileNames.expandingHome))
    case .functions:
      guard let word = arguments.next() else { return .functions(nil, at: nil) }
      let function = try NetworkWords.hiddenFunction(word)
      guard !arguments.isAtEnd else { return .functions(function, at: nil) }
      // Maxout has no curve of its own.
      guard function.value(0) != nil else {
        throw .unexpected(try arguments.word(), usage: "functions \(function.word)")
      }
      return .functions(function, at: try arguments.number(.weight) { $0.isFinite })
    case .initializers: return .initializers
    case .history: return .history
    case .data: return .data
    case .save: return .save(try arguments.fileName())
    case .open: return .open(try arguments.fileName())
    case .undo: return .undo
    case .redo: return .redo
    case .view: return .view(arguments.isAtEnd ? nil : try arguments.choice(ViewName.self))
    case .theme: return .theme(arguments.isAtEnd ? nil : try arguments.choice(ThemeName.self))
    case .type: return .type(arguments.isAtEnd ? nil : try arguments.choice(TypeSize.self))
    case .glyphs: return .glyphs(arguments.isAtEnd ? nil : try arguments.choice(GlyphSet.self))
    case .language:
      return .language(arguments.isAtEnd ? nil : try arguments.choice(Language.self))
    case .log:
      guard let verb = arguments.next() else { return .log(nil) }
      guard verb.lowercased() == "save" else {
        throw Arguments.unknown(verb, allowed: ["save"])
      }
      return .log(try arguments.fileName())
    case .help: return .help(arguments.next())
    case .quit: return .quit
    }
  }

  private static func goal(
    _ arguments: inout Arguments
  ) throws(CommandError) -> TrainingGoal? {
    guard let number = arguments.next() else { return nil }
    guard let unit = arguments.next() else {
      _ = try Arguments.integer(number, .epochs, in: 1...1_000_000_000)
      throw .goalWithoutUnit(number)
    }
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
    let usage = CommandWord.image.usages.first {
      $0.split(separator: " ").dropFirst().first?.split(separator: "|")
        .contains { $0 == verb.lowercased() } == true
    }
    if let usage { arguments.usage = usage }
    switch verb.lowercased() {
    case "load": self = .load(try arguments.fileName())
    case "save": self = .save(try arguments.fileName())
    case "sample": self = .sample(try arguments.word())
    case "digit":
      let index = try arguments.integer(.digit, in: Arguments.natural)
      self = .digit(index, arguments.isAtEnd ? .train : try arguments.choice(Split.self))
    case "set":
      var pixels: [Pixel] = []
      repeat {
        pixels.append(
          Pixel(
            row: try arguments.integer(.row, in: Arguments.natural),
            column: try arguments.integer(.column, in: Arguments.natural),
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

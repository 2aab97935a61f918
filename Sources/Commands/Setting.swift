public import Engine

/// A `key=value` word of `network`, or of `optimizer`.
public enum Setting: String, CaseIterable, Sendable {
  case hidden, slope, alpha, pieces
  case initializer = "init"
  case bias, dropout
  case batchNorm = "batchnorm"
  case seed, image, decay

  /// Those of `network`, in the order of its usage line.
  public static let network: [Setting] = allCases.filter { $0.command == .network }

  /// The command that takes it.
  public var command: CommandWord { self == .decay ? .optimizer : .network }

  /// `hidden=NAME`, as a usage line has it.
  public var usage: String { "\(rawValue)=\(placeholder)" }

  private var placeholder: String {
    switch self {
    case .hidden: "NAME"
    case .slope: "S"
    case .alpha: "A"
    case .pieces: "K"
    case .initializer: "NAME|normal(S)|uniform(A)|constant(C)"
    case .bias, .batchNorm: "on|off"
    case .dropout: "P"
    case .seed: "N"
    case .image: "HxW"
    case .decay: "L"
    }
  }

  /// Everything that it takes: words, or a range of numbers.
  public var values: String {
    switch self {
    case .hidden: NetworkWords.hidden.joined(separator: "|")
    case .slope, .alpha, .decay: "≥ 0"
    case .pieces: "2 … 16"
    case .initializer:
      NetworkWords.initializers.map { name in
        switch name {
        case "constant": "constant(C)"
        case "normal": "normal(S)"
        case "uniform": "uniform|uniform(A)"
        default: name
        }
      }.joined(separator: "|")
    case .bias, .batchNorm: "on|off"
    case .dropout: "0 ≤ p < 1"
    case .seed: "0 … \(UInt64.max)"
    case .image: "1x1 … 64x64"
    }
  }

  /// The value in a network that nobody has said anything of.
  public var standard: String {
    switch self {
    case .hidden: "sigmoid"
    case .slope: "0.1"
    case .alpha: "1"
    case .pieces: "2"
    case .initializer: "uniform"
    case .bias, .batchNorm: "off"
    case .dropout, .decay: "0"
    case .seed: "1"
    case .image: "10x10"
    }
  }

  /// One line that works as typed.
  public var example: String {
    switch self {
    case .hidden: "network hidden=relu"
    case .slope: "network hidden=leakyrelu slope=0.3"
    case .alpha: "network hidden=elu alpha=0.5"
    case .pieces: "network hidden=maxout pieces=3"
    case .initializer: "network init=normal(0.01)"
    case .bias: "network bias=on"
    case .dropout: "network dropout=0.5"
    case .batchNorm: "network batchnorm=on"
    case .seed: "network seed=7"
    case .image: "network 4-2-1 image=2x2"
    case .decay: "optimizer sgd decay=0.001"
    }
  }

  public func meaning(in language: Language) -> String {
    switch language {
    case .english: englishMeaning
    case .russian: russianMeaning
    }
  }

  /// What it means and what it is unless something is said.
  func meaningWithStandard(in language: Language) -> String {
    "\(meaning(in: language)) (\(Phrase.helpStandard.text(in: language)): \(standard))"
  }

  /// Whether a network with this hidden function has a use for it.
  func belongs(to hidden: String) -> Bool {
    switch self {
    case .slope: hidden == "leakyrelu"
    case .alpha: hidden == "elu"
    case .pieces: hidden == "maxout"
    default: true
    }
  }

  /// What each value is, where that is more than a number.
  var facts: [String] {
    switch self {
    case .hidden: HiddenFunction.table.map { "  \($0.word): h = \($0.formula)" }
    case .initializer:
      Initializer.table.map { "  \(NetworkWords.text($0)): \(InitializerText.facts($0))" }
    default: []
    }
  }

  /// The setting of a key as completion writes it, `hidden=`.
  public init?(key: String) {
    guard key.last == "=" else { return nil }
    self.init(rawValue: String(key.dropLast()))
  }

  /// The setting that a word is about: its key, with or without `=`, or one of its values.
  init?(about word: String) {
    let key = word.lowercased().split(separator: "=", omittingEmptySubsequences: false).first ?? ""
    if let setting = Setting(rawValue: String(key)) {
      self = setting
    } else if NetworkWords.initializers.contains(String(key)) {
      self = .initializer
    } else {
      return nil
    }
  }
}

/// An initialiser in words and symbols.
enum InitializerText {
  /// What it draws from, and who proposed it.
  static func facts(_ initializer: Initializer) -> String {
    initializer.formula + (initializer.source.map { "; \($0)" } ?? "")
  }
}

import Engine

/// The words of `network` and `optimizer`: read and written.
enum NetworkWords {
  static let keys = Setting.network.map(\.rawValue)
  static let hidden = Activation.allCases.map(\.rawValue) + ["maxout"]
  static let initializers = [
    "zeros", "constant", "normal", "uniform", "xavier", "xavier-normal", "he", "he-normal",
    "lecun", "orthogonal", "auto",
  ]
  /// The initialisers that take a number in brackets.
  private static let takesValue = ["constant", "normal", "uniform"]
  static let optimizers = ["sgd", "momentum", "nesterov", "adam"]

  static func option(_ word: String) throws(CommandError) -> NetworkOption {
    guard let equals = word.firstIndex(of: "=") else { return .widths(try widths(word)) }
    let key = word[..<equals].lowercased()
    let value = String(word[word.index(after: equals)...])
    switch key {
    case "hidden": return .hidden(try hiddenFunction(value))
    case "init": return .initializer(try initializer(value))
    case "bias": return .bias(try Arguments.onOff(value))
    case "dropout":
      return .dropout(try Arguments.number(value, .dropout) { $0 >= 0 && $0 < 1 })
    case "batchnorm": return .batchNorm(try Arguments.onOff(value))
    case "seed": return .seed(try seed(value))
    case "image":
      let size = try Arguments.size(value)
      return .image(rows: size.rows, columns: size.columns)
    case "slope": return .slope(try Arguments.number(value, .slope) { $0 >= 0 })
    case "alpha": return .alpha(try Arguments.number(value, .alpha) { $0 >= 0 })
    case "pieces": return .pieces(try Arguments.integer(value, .pieces, in: 2...16))
    default: throw Arguments.unknown(String(key), allowed: keys)
    }
  }

  static func widths(_ word: String) throws(CommandError) -> [Int] {
    let parts = word.replacing("–", with: "-").split(
      separator: "-", omittingEmptySubsequences: false)
    if let setting = Setting(rawValue: word.lowercased()), setting.command == .network {
      throw .valueNeeded(setting)
    }
    guard parts.count > 1, parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }) else {
      throw parts.contains { $0.contains { $0.isNumber } }
        ? .notANumber(word, .width) : Arguments.unknown(word, allowed: ["100-128-1"] + keys)
    }
    var widths: [Int] = []
    for part in parts {
      guard !part.isEmpty else { throw .notANumber(word, .width) }
      widths.append(Int(part) ?? Int.max)
    }
    return widths
  }

  static func hiddenFunction(_ word: String) throws(CommandError) -> HiddenFunction {
    let name = word.prefix { $0 != "(" }.lowercased()
    if name != word.lowercased(), hidden.contains(name) { throw .takesNoValue(.hidden, word) }
    if name == "maxout" { return .maxout(pieces: 2) }
    guard let activation = Activation(rawValue: word.lowercased()) else {
      throw Arguments.unknown(word, allowed: hidden)
    }
    return .activation(activation, parameter: nil)
  }

  static func seed(_ word: String) throws(CommandError) -> UInt64 {
    guard let seed = UInt64(word) else { throw .notANumber(word, .seed) }
    return seed
  }

  /// `he`, `normal(0.01)`, `uniform(0.5)`, `constant(0.1)`; nil is `auto`.
  static func initializer(_ word: String) throws(CommandError) -> Initializer? {
    let lowercased = word.lowercased()
    let name = String(lowercased.prefix { $0 != "(" })
    guard initializers.contains(name) else {
      if let usual = Spelling.initializers[name] {
        throw .unknownWord(name, allowed: initializers, nearest: usual)
      }
      throw Arguments.unknown(name, allowed: initializers)
    }
    var argument: String?
    if name != lowercased {
      guard takesValue.contains(name) else { throw .takesNoValue(.initializer, word) }
      if let end = word.firstIndex(of: ")"), word.index(after: end) < word.endIndex {
        throw .misspelt(word, right: String(word[...end]))
      }
      guard lowercased.last == ")" else { throw .unclosedBracket(word) }
      argument = String(lowercased.dropFirst(name.count + 1).dropLast())
    }
    func value(_ meaning: NumberMeaning) throws(CommandError) -> Scalar? {
      guard let argument else { return nil }
      // `normal(0,1)` would be 0.1 with a decimal comma, and means 0 and 1.
      guard !argument.contains(",") else { throw .commaInBrackets(word) }
      // A few deviations must be a number too.
      return try Arguments.number(argument, meaning) {
        meaning == .constant || $0 > 0 && (meaning != .deviation || $0 <= 1e37)
      }
    }
    switch name {
    case "normal": return .normal(deviation: try value(.deviation) ?? 0.01)
    case "uniform": return .uniform(bound: try value(.bound))
    case "constant": return .constant(try value(.constant) ?? 0.1)
    case "zeros": return .zeros
    case "xavier": return .xavier
    case "xavier-normal": return .xavierNormal
    case "he": return .he
    case "he-normal": return .heNormal
    case "lecun": return .leCun
    case "orthogonal": return .orthogonal
    default: return nil
    }
  }

  static func text(_ initializer: Initializer?) -> String {
    switch initializer {
    case nil: "auto"
    case .zeros: "zeros"
    case .constant(let value): "constant(\(value))"
    case .normal(let deviation): "normal(\(deviation))"
    case .uniform(nil): "uniform"
    case .uniform(let bound?): "uniform(\(bound))"
    case .xavier: "xavier"
    case .xavierNormal: "xavier-normal"
    case .he: "he"
    case .heNormal: "he-normal"
    case .leCun: "lecun"
    case .orthogonal: "orthogonal"
    }
  }

  static func text(_ hidden: HiddenFunction) -> String {
    switch hidden {
    case .activation(let function, _): function.rawValue
    case .maxout: "maxout"
    }
  }

  /// The words of `network` that build this plan again.
  static func text(_ plan: NetworkPlan) -> String {
    var words = [plan.widths.map(String.init).joined(separator: "-")]
    words.append("hidden=\(text(plan.hidden))")
    switch plan.hidden {
    case .activation(.leakyReLU, let slope?): words.append("slope=\(slope)")
    case .activation(.elu, let alpha?): words.append("alpha=\(alpha)")
    case .maxout(let pieces): words.append("pieces=\(pieces)")
    default: break
    }
    words.append("init=\(text(plan.initializer))")
    words.append("bias=\(plan.hasBias ? "on" : "off")")
    words.append("dropout=\(plan.dropout == 0 ? "0" : "\(plan.dropout)")")
    words.append("batchnorm=\(plan.hasBatchNorm ? "on" : "off")")
    words.append("seed=\(plan.seed)")
    words.append("image=\(plan.imageRows)x\(plan.imageColumns)")
    return words.joined(separator: " ")
  }

  /// `sgd`, `momentum 0.9`, `nesterov 0.9`, `adam 0.9 0.999`, each with `decay=0.001`.
  static func optimizer(_ arguments: inout Arguments) throws(CommandError) -> Optimizer {
    let word = try arguments.word()
    if let usage = CommandWord.optimizer.usages.first(where: { $0.contains(word.lowercased()) }) {
      arguments.usage = usage
    }
    let most: Int
    switch word.lowercased() {
    case "sgd": most = 0
    case "momentum", "nesterov": most = 1
    case "adam": most = 2
    default: throw Arguments.unknown(word, allowed: optimizers)
    }
    var decay: Scalar = 0
    var numbers: [Scalar] = []
    while let next = arguments.next() {
      if next.hasPrefix("decay=") {
        decay = try Arguments.number(String(next.dropFirst(6)), .weightDecay) { $0 >= 0 }
      } else if numbers.count < most, next.first?.isLetter != true {
        numbers.append(try Arguments.number(next, .momentum) { $0 >= 0 && $0 < 1 })
      } else {
        throw .unexpected(next, usage: arguments.usage)
      }
    }
    let method: OptimizerMethod =
      switch most {
      case 0: .sgd
      case 1:
        .momentum(numbers.first ?? 0.9, nesterov: word.lowercased() == "nesterov")
      default:
        .adam(
          beta1: numbers.first ?? 0.9, beta2: numbers.dropFirst().first ?? 0.999, epsilon: 1e-8)
      }
    return Optimizer(method, weightDecay: decay)
  }

  static func text(_ optimizer: Optimizer) -> String {
    var text =
      switch optimizer.method {
      case .sgd: "sgd"
      case .momentum(let momentum, let nesterov):
        "\(nesterov ? "nesterov" : "momentum") \(momentum)"
      case .adam(0.9, 0.999, _): "adam"
      case .adam(let beta1, let beta2, _): "adam \(beta1) \(beta2)"
      }
    if optimizer.weightDecay > 0 { text += " decay=\(optimizer.weightDecay)" }
    return text
  }
}

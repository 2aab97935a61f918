import Datasets
import Engine
import Walkthrough

/// The words that may stand at a place of a command line.
public enum Completer {
  /// Candidates for the word that ends at the cursor, sorted, without what is typed after it.
  public static func candidates(
    for line: String, at cursor: Int, in laboratory: Laboratory
  ) -> [String] {
    let scalars = Array(line.unicodeScalars.prefix(max(0, cursor)))
    let start = scalars.lastIndex(of: ";").map { $0 + 1 } ?? 0
    var words: [String] = [""]
    for scalar in scalars[start...] {
      if scalar == " " {
        if words.last != "" { words.append("") }
      } else {
        words[words.count - 1].unicodeScalars.append(scalar)
      }
    }
    let typed = words.removeLast()
    return suggestions(after: words, typed: typed, in: laboratory)
      .filter {
        $0.lowercased().hasPrefix(typed.lowercased()) && $0 != typed
          || "'\"".contains($0.first ?? " ")
      }
  }

  /// What may stand in place of a word that is whole already, such as other rates behind `rate 1`.
  public static func alternatives(
    for line: String, at cursor: Int, in laboratory: Laboratory
  ) -> [String] {
    let scalars = Array(line.unicodeScalars.prefix(max(0, cursor)))
    let typed = scalars.reversed().prefix { $0 != " " && $0 != ";" }.count
    guard typed > 0 else { return [] }
    let found = candidates(for: line, at: cursor - typed, in: laboratory)
    let word = String(String.UnicodeScalarView(scalars.suffix(typed)))
    // Where it is one of them, or a number like them; what is no whole word yet is to be typed on.
    guard
      found.contains(word) || Double(word) != nil && found.contains(where: { Double($0) != nil })
    else { return [] }
    return found.filter { $0 != word }
  }

  /// Everything that `help` explains: commands, settings and functions.
  static let helpWords =
    CommandWord.allCases.map(\.rawValue)
    + Setting.allCases.map(\.rawValue).filter { CommandWord(rawValue: $0) == nil }
    + HiddenFunction.table.map(\.word)

  /// Paths, in quotes where a script would else take them apart.
  private static func files(_ typed: String) -> [String] {
    FileNames.completing(typed).map { Script.quoted($0) }
  }

  /// For a file to be written a name, too, that no file has yet.
  private static func files(_ typed: String, proposing name: String) -> [String] {
    let files = files(typed)
    return (files.contains(name) ? [] : [name]) + files
  }

  private static func suggestions(
    after words: [String], typed: String, in laboratory: Laboratory
  ) -> [String] {
    guard let first = words.first else { return CommandWord.allCases.map(\.rawValue) }
    guard let word = CommandWord(rawValue: first.lowercased()) else { return [] }
    let session = laboratory.session
    return named(word, after: words, typed: typed, in: laboratory)
      + values(after: words, of: session)
  }

  /// Words, names and files.
  private static func named(
    _ word: CommandWord, after words: [String], typed: String, in laboratory: Laboratory
  ) -> [String] {
    let place = words.count
    let session = laboratory.session
    switch word {
    case .image:
      switch (words.dropFirst().first, place) {
      case (nil, _): return ImageCommand.verbs
      case ("sample", 2): return Samples.names
      case ("digit", 3): return Split.allCases.map(\.rawValue)
      case ("load", 2): return files(typed)
      case ("save", 2): return files(typed, proposing: "drawing.pgm")
      default: return []
      }
    case .network:
      return networkWords(typed, given: words.dropFirst().map { $0 }, of: session.plan)
    case .show where place == 1, .explain where place == 1:
      return elements(typed, names: names(of: session)) { name in
        if let step = session.steps.first(where: { $0.name == name }) { return step.shape }
        return try? session.value(Reference(name: name), of: session.network).shape
      }
    case .check where place == 1, .set where place == 1:
      let network = laboratory.network
      return elements(typed, names: network.symbols.parameterNames(learned: true)) { name in
        try? session.value(Reference(name: name), of: network).shape
      }
    case .task where place == 1:
      return ["even", "below5", "digits"] + (0...9).map { "\($0)" }
    case .task where place == 2:
      if words[1] == "even" { return ["odd"] }
      return Int(words[1]) == nil
        ? [] : ["rest"] + (0...9).map(String.init).filter { $0 != words[1] }
    case .train where place == 2: return ["epochs", "updates"]
    case .unit where place > 1:
      let layers = 1..<max(1, session.plan.widths.count - 1)
      return ["on", "off"]
        + (typed.contains("=") ? layers.map { "layer=\($0)" } : ["layer="])
    case .speed where place == 1: return ["full"]
    case .optimizer where place == 1: return NetworkWords.optimizers
    case .optimizer: return settings(typed, of: [.decay])
    case .augment where place == 1: return ["off", "shift"]
    case .mode where place == 1: return Mode.allCases.map(\.rawValue)
    case .functions where place == 1: return NetworkWords.hidden
    case .evaluate where place == 1, .losses where place == 1: return Split.allCases.map(\.rawValue)
    case .view where place == 1: return ViewName.allCases.map(\.rawValue)
    case .theme where place == 1: return ThemeName.allCases.map(\.rawValue)
    case .type where place == 1: return TypeSize.allCases.map(\.rawValue)
    case .glyphs where place == 1: return GlyphSet.allCases.map(\.rawValue)
    case .language where place == 1: return Language.allCases.map(\.rawValue)
    case .log where place == 1: return ["save"]
    case .log where place == 2: return files(typed, proposing: "log.txt")
    case .save where place == 1: return files(typed, proposing: "model.safetensors")
    case .open where place == 1, .classify: return files(typed)
    case .help where place == 1: return helpWords
    default: return []
    }
  }

  /// The settings that were not given yet and go with the hidden function, or the values of one.
  private static func networkWords(
    _ typed: String, given: [String], of plan: NetworkPlan
  ) -> [String] {
    guard typed.contains("=") else {
      let hidden =
        given.last { $0.hasPrefix("hidden=") }.map { String($0.dropFirst("hidden=".count)) }
        ?? PlanText.hidden(plan)
      let keys = NetworkWords.keys.filter { key in
        let belongs = !["slope", "alpha", "pieces"].contains(key)
        return !given.contains { $0.hasPrefix(key + "=") }
          && (belongs || hidden.lowercased().hasPrefix(CommandError.owner(of: key)))
      }
      return keys.map { $0 + "=" } + (given.isEmpty ? widths(of: plan) : [])
    }
    return settings(typed, of: Setting.network)
  }

  /// `decay=`, or behind the sign its values.
  private static func settings(_ typed: String, of settings: [Setting]) -> [String] {
    guard let equals = typed.firstIndex(of: "=") else { return settings.map { $0.rawValue + "=" } }
    let key = String(typed[..<equals])
    guard let setting = Setting(rawValue: key.lowercased()), settings.contains(setting) else {
      return []
    }
    return values(of: setting).map { "\(key)=\($0)" }
  }

  /// The names, or behind `W1[` and `W1[3,` the places of that axis.
  private static func elements(
    _ typed: String, names: [String], shape: (String) -> [Int]?
  ) -> [String] {
    guard let bracket = typed.firstIndex(of: "[") else { return names }
    let axis = typed[bracket...].filter { $0 == "," }.count
    guard let shape = shape(String(typed[..<bracket])), shape.indices.contains(axis) else {
      return []
    }
    let end = typed.lastIndex { $0 == "[" || $0 == "," } ?? bracket
    let isLast = axis == shape.count - 1
    return (0..<shape[axis]).map { "\(typed[...end])\($0)\(isLast ? "]" : ",")" }
  }

  /// Every name of the walk, made already or not: what is not computed yet, its command says.
  private static func names(of session: Session) -> [String] {
    if let trace = session.walk?.trace { return Session.names(of: trace) }
    var names = ["x", "y"]
    for name in session.steps.map(\.name) + session.network.symbols.parameterNames
    where !names.contains(name) { names.append(name) }
    return names
  }
}

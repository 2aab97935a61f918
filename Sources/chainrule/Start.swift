import Commands
import Engine

/// What the command line asks of the start; nothing, where it says nothing.
struct Start {
  var language: Language?
  var seed: UInt64?
  /// A model to open first.
  var model: String?
  var hasNoColour = false
  var isASCII = false
  var usesMouse = true
  var theme: ThemeName?

  /// Whether colours are unwanted here or in the environment.
  var leavesOutColour: Bool {
    hasNoColour || environment("NO_COLOR").map { !$0.isEmpty } == true
  }

  /// A laboratory with these wishes in force.
  func laboratory() throws -> Laboratory {
    let language = language ?? Self.environmentLanguage
    let laboratory = Laboratory(
      session: try Session(), language: language)
    do throws(CommandError) {
      if let seed { try laboratory.begin(with: "network seed=\(seed)") }
      if let model { try laboratory.begin(with: "open \(Script.quoted(model))") }
    } catch {
      throw CleanExit.failure(error.words(in: language))
    }
    return laboratory
  }

  /// Russian where LC_ALL, LC_MESSAGES or LANG ask for it, the first that is set.
  private static var environmentLanguage: Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment($0) }.first {
      !$0.isEmpty
    }
    return locale?.hasPrefix("ru") == true ? .russian : .english
  }
}

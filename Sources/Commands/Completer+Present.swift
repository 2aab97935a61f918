import Datasets
import Engine

/// What is in force already, among the words that may stand at a place.
extension Completer {
  /// Whether a word is the present one at its place: `adam` behind `optimizer`, `hidden=relu` behind `network`.
  ///
  /// - Parameters:
  ///   - word: what may stand there.
  ///   - words: the command and what follows it, up to there.
  ///   - laboratory: what is in force.
  /// - Returns: whether it would change nothing.
  public static func isPresent(
    _ word: String, after words: [String], in laboratory: Laboratory
  ) -> Bool {
    guard let first = words.first, let command = CommandWord(rawValue: first.lowercased()),
      command != .image || words.count > 1
    else { return false }
    let present = present(command, in: laboratory).split(separator: " ").map(String.init)
    // Its settings stand in any order.
    if command == .network { return present.contains { isSame(word, as: $0) } }
    return present.indices.contains(words.count)
      && zip(words, present).dropFirst().allSatisfy { isSame($0, as: $1) }
      && isSame(word, as: present[words.count])
  }

  /// Whether a line could run as it stands.
  public static func isWhole(_ line: String) -> Bool {
    guard let statement = try? Script.statements(of: line).last else { return false }
    return (try? Command(statement)) != nil
  }

  /// `1` is `1.0`, and `normal(0.01)` is `normal` with a number.
  private static func isSame(_ word: String, as present: String) -> Bool {
    SettingsText.brief(word) == SettingsText.brief(present)
      || word == present.prefix { $0 != "(" }
  }

  /// The command that would set what is set; empty where there is none.
  private static func present(_ word: CommandWord, in laboratory: Laboratory) -> String {
    let session = laboratory.session
    let (settings, plan) = (session.settings, session.plan)
    switch word {
    case .rate: return "rate \(settings.rate)"
    case .batch: return "batch \(settings.batchSize)"
    case .optimizer: return "optimizer \(SettingsText.text(settings.optimizer))"
    case .augment: return "augment \(SettingsText.augment(settings))"
    case .speed: return "speed \(SettingsText.speed(settings))"
    case .mode: return "mode \(session.mode.rawValue)"
    case .label: return "label \(session.label)"
    case .task: return "task \(session.task.name)"
    case .network: return "network \(PlanText.words(plan))"
    case .reseed: return "reseed \(plan.seed)"
    case .image: return "image size \(plan.imageRows)x\(plan.imageColumns)"
    case .goto: return "goto \(session.position)"
    case .view: return "view \(laboratory.view.rawValue)"
    case .theme: return "theme \(laboratory.look.theme.rawValue)"
    case .type: return "type \(laboratory.look.type.rawValue)"
    case .glyphs: return "glyphs \(laboratory.look.glyphs.rawValue)"
    case .language: return "language \(laboratory.language.rawValue)"
    default: return ""
    }
  }
}

import Engine

/// The page of all commands in the documentation, and their part of the manual page.
public enum CommandReference {
  /// Markdown: a section a command, in the order of use.
  public static var markdown: String {
    var lines = [
      "# Commands", "",
      "Made from the program's own table; `help` and `help WORD` say the same.", "",
      "Indices start at 0: `W1[3,42]`. `;` parts commands, `#` begins a comment, `'…'` and `\"…\"`",
      "keep what is in them together. Numbers are written `0.5`, `0,5` or `1/2`. Values in square",
      "brackets can be left out; a command without its value says the present one.",
    ]
    for word in CommandWord.allCases {
      lines += ["", "## \(word.rawValue)", "", sentence(word.meaning(in: .english)), "", "```"]
      lines += word.usages + ["```", ""]
      let settings = Setting.allCases.filter { $0.command == word }
      if !settings.isEmpty { lines += settings.map(line) + [""] }
      lines.append("Example: `\(word.example)`. " + when(word.availability))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// troff: a paragraph a command.
  public static var manual: String {
    CommandWord.allCases.map { word in
      let usages = word.usages.map { ".B \(troff($0))" }.joined(separator: "\n.br\n")
      let settings = Setting.allCases.filter { $0.command == word }.map { setting in
        "\n.br\n.B \(troff(setting.usage))\n\(troff(meaning(of: setting)))"
      }
      return
        ".TP\n.nh\n\(usages)\n.br\n\(troff(sentence(word.meaning(in: .english))))\(settings.joined())\n"
    }.joined()
  }

  private static func line(_ setting: Setting) -> String {
    "- `\(setting.usage)`: \(meaning(of: setting))"
  }

  private static func meaning(of setting: Setting) -> String {
    "\(setting.meaning(in: .english)). Values: \(setting.values.replacing("|", with: ", ")); \(setting.standard) unless said."
  }

  private static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  private static func when(_ availability: Availability) -> String {
    sentence(Phrase.availability(availability).text(in: .english))
  }

  private static func troff(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("…", with: "...")
      .replacing("−", with: "\\-").replacing("α", with: "alpha").replacing("λ", with: "lambda")
      .replacing("·", with: "*").replacing("≥", with: ">=")
  }
}

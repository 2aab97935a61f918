/// A language that the program speaks; the raw value is what `--language` takes.
public enum Language: String, CaseIterable, Sendable {
  case english = "en"
  case russian = "ru"
}

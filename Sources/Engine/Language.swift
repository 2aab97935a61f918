/// The languages that people can read the program in.
public enum Language: String, CaseIterable, Sendable {
  case english = "en"
  case russian = "ru"
}

import Commands
import Interface

/// A placeholder for the screen.
enum ScreenFace {
  struct Preferences {
    var theme: ThemeName?
    var isASCII: Bool
    var hasNoColour: Bool
    var usesMouse: Bool
  }

  static func run(laboratory: Laboratory, preferences: Preferences) throws {}
}

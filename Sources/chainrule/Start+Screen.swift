import Commands
import Interface

extension Start {
  var screenWishes: Screen.Wishes {
    var wishes: Screen.Wishes = []
    if !usesMouse { wishes.insert(.noMouse) }
    if leavesOutColour { wishes.insert(.noColour) }
    return wishes
  }

  func theme(for screen: Screen) -> Theme {
    let depth: ColourDepth =
      switch leavesOutColour ? 0 : screen.colours {
      case Screen.coloursByValue...: .direct
      case 256...: .indexed
      case 16...: .sixteen
      case 8...: .eight
      default: .mono
      }
    return Theme(
      name: theme ?? .dark, depth: depth, glyphSet: isASCII || !screen.isUTF8 ? .ascii : .unicode)
  }
}

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where the program keeps what outlives it.
enum StatePath {
  /// `$XDG_STATE_HOME/chainrule`, or below `~/.local/state`; nil where there is no home.
  static var directory: String? {
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") {
      return state + "/chainrule"
    }
    return environment("HOME").map { $0 + "/.local/state/chainrule" }
  }

  /// The prompt's history; the folder is made where it is missing.
  static var history: String? {
    guard let directory else { return nil }
    var path = ""
    for part in directory.split(separator: "/") {
      path += "/" + part
      mkdir(path, 0o700)
    }
    return directory + "/history"
  }
}

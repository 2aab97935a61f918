#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The names of files and folders that begin with what is typed.
public enum FileNames {
  /// `~/…` with the home folder in place of `~`, as a shell would give it; any other name as it is.
  public static func expandingHome(_ name: String) -> String {
    guard name.hasPrefix("~/"), let home = getenv("HOME") else { return name }
    return String(cString: home) + name.dropFirst()
  }

  /// Paths in the form of the typed one, sorted, folders with `/` at their end; the first 200.
  ///
  /// Hidden ones only where a dot is typed; a name that a script could not say (control characters) is left out.
  public static func completing(_ typed: String) -> [String] {
    let slash = typed.lastIndex(of: "/")
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let start = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
    guard let stream = opendir(folder.isEmpty ? "." : expandingHome(folder)) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != "..", name.hasPrefix(start),
        !name.hasPrefix(".") || start.hasPrefix("."),
        name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
      else { continue }
      names.append(name)
    }
    return names.sorted().prefix(200).map { name in
      var status = stat()
      let path = folder + name
      let isFolder =
        stat(expandingHome(path), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      return path + (isFolder ? "/" : "")
    }
  }
}

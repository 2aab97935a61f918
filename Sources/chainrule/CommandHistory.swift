import Datasets

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The lines typed at the prompts of both faces, the oldest first: a file with a line each, which both share.
struct CommandHistory {
  static let limit = 1000

  private let path: String?
  private(set) var lines: [String] = []
  /// Whether the file is of another form and gives way to the first line.
  private var isForeign = false

  /// Reads the file; one that is missing or unreadable is a fresh history.
  init(path: String?) {
    self.path = path
    guard let path, let bytes = try? FileReader.read(path, limit: 1 << 22) else { return }
    let found = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    // What libedit wrote in a form of its own.
    isForeign = found.first == "_HiStOrY_V2_"
    if !isForeign { lines = found.suffix(CommandHistory.limit) }
    if found.count > 2 * CommandHistory.limit { save() }
  }

  /// Adds a line; an empty one, one that repeats the last and one that could not be read back are left out.
  mutating func add(_ line: String) {
    guard line.contains(where: { !$0.isWhitespace }), line != lines.last, line.utf8.count < 4096,
      !line.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
    else { return }
    lines.append(line)
    guard let path else { return }
    // At once, since a terminal that is closed leaves no time.
    if isForeign { save() } else { try? LineFile.append(path, line) }
  }

  /// Writes the newest lines in the place of the file.
  private mutating func save() {
    guard let path else { return }
    try? AtomicFile.write(path, Array((lines.joined(separator: "\n") + "\n").utf8))
    isForeign = false
  }
}

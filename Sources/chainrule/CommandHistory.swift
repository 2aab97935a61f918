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
  /// What was added since the file was read.
  private var added: [String] = []

  /// Reads the file; one that is missing or unreadable is a fresh history.
  init(path: String?) {
    self.path = path
    lines = CommandHistory.read(path)
  }

  /// Adds a line; an empty one, one that repeats the last and one that could not be read back are left out.
  mutating func add(_ line: String) {
    guard line.contains(where: { !$0.isWhitespace }), line != lines.last, line.utf8.count < 4096,
      !line.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
    else { return }
    lines.append(line)
    added.append(line)
  }

  /// Writes what was added behind what the file has by now: another program may have added to it.
  ///
  /// False when the file cannot be written; the old one is then as it was.
  @discardableResult
  mutating func save() -> Bool {
    guard let path, !added.isEmpty else { return true }
    let all = (CommandHistory.read(path) + added).suffix(CommandHistory.limit)
    do throws(DatasetError) {
      try AtomicFile.write(path, Array((all.joined(separator: "\n") + "\n").utf8))
    } catch {
      return false
    }
    added = []
    return true
  }

  private static func read(_ path: String?) -> [String] {
    guard let path else { return [] }
    do throws(DatasetError) {
      let bytes = try FileReader.read(path, limit: 1 << 22)
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
      // What libedit wrote in a form of its own.
      return lines.first == "_HiStOrY_V2_" ? [] : lines.suffix(limit)
    } catch {
      return []
    }
  }
}

import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a test of a terminal waited for in vain.
struct Failure: Error, CustomStringConvertible {
  let description: String
}

/// The environment of these tests without what would change a terminal program's ways, and with `changes`.
private func terminalEnvironment(_ changes: [String: String]) -> [String: String] {
  var result = ProcessInfo.processInfo.environment
  for name in ["LINES", "COLUMNS", "NO_COLOR", "ESCDELAY", "SSH_TTY", "TMUX", "COLORTERM"] {
    result[name] = nil
  }
  result["TERM"] = "xterm-256color"
  result["LC_ALL"] = "C.UTF-8"
  result["XDG_STATE_HOME"] = NSTemporaryDirectory() + "chainrule-tests"
  return result.merging(changes) { $1 }
}

/// Starts a program with the file at `path` as some of its standard descriptors, the others at `/dev/null`.
///
/// A leader of a session gets the first terminal that it opens as its controlling terminal.
func spawn(
  _ command: [String], environment: [String: String], on path: String, as descriptors: [Int32],
  isSessionLeader: Bool
) throws -> pid_t {
  #if canImport(Glibc)
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    let newSession: Int32 = 0x80
  #else
    var actions: posix_spawn_file_actions_t?
    var attributes: posix_spawnattr_t?
    let newSession: Int32 = 0x400
  #endif
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for descriptor in Int32(0)...2 {
    let target = descriptors.contains(descriptor) ? path : "/dev/null"
    posix_spawn_file_actions_addopen(&actions, descriptor, target, O_RDWR, 0)
  }
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var all = sigset_t()
  sigfillset(&all)
  posix_spawnattr_setsigdefault(&attributes, &all)
  var none = sigset_t()
  sigemptyset(&none)
  posix_spawnattr_setsigmask(&attributes, &none)
  let flags = Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
  posix_spawnattr_setflags(&attributes, Int16(isSessionLeader ? flags | newSession : flags))

  var arguments = command.map { strdup($0) } + [nil]
  var variables = terminalEnvironment(environment).map { strdup("\($0)=\($1)") } + [nil]
  defer { for text in arguments + variables { free(text) } }
  var process = pid_t()
  let problem = posix_spawnp(&process, command[0], &actions, &attributes, &arguments, &variables)
  guard problem == 0 else {
    throw Failure(description: "\(command[0]) does not start: errno \(problem)")
  }
  return process
}

/// Runs a program to its end; its output.
@discardableResult
func run(_ command: [String]) throws -> String {
  // A file, not a pipe: a server that the program leaves running may keep what it inherits.
  let output = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try Data().write(to: output)
  defer { try? FileManager.default.removeItem(at: output) }
  let process = try spawn(
    command, environment: [:], on: output.path, as: [1], isSessionLeader: false)
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0, errno == EINTR {}
  let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
  guard status == 0 else {
    throw Failure(description: "\(command.joined(separator: " ")): status \(status): \(text)")
  }
  return text
}

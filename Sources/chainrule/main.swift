import CTerminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

if CommandLine.arguments.dropFirst().first == "repl" {
  let words = ["backward", "forward", "forwards", "show"]
  let editor = LineEditor(historyPath: CommandLine.arguments.dropFirst(2).first) { _, _ in words }
  while let line = editor.readLine(prompt: "chainrule> ") { print("said \(line)") }
  exit(editor.saveHistory() ? 0 : 1)
}

do throws(ScreenError) {
  let screen = try Screen()
  var loop = EventLoop(screen: screen, program: Demonstration())
  switch loop.run() {
  case .finished: exit(0)
  case .signal(let number): ct_die(number)
  case .lostTerminal: exit(1)
  }
} catch {
  print("no screen: \(error)")
  exit(1)
}

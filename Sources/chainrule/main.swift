import CTerminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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

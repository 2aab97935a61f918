import Commands
import Engine

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A line on standard error that shows how far a training is; nothing where that is no terminal.
struct ProgressBar {
  private let language: Language
  private let isShown = isatty(STDERR_FILENO) == 1
  private var wasDrawn = false

  init(language: Language) { self.language = language }

  mutating func show(_ progress: TrainingProgress) {
    guard isShown else { return }
    wasDrawn = true
    let share = progress.goalFraction ?? progress.epochFraction
    let done = Int(share * 20)
    let bar =
      String(repeating: "#", count: done) + String(repeating: "-", count: max(0, 20 - done))
    var parts = [
      "[\(bar)] \(Int(share * 100)) %",
      Phrase.progressTraining(epoch: progress.epoch, of: nil).text(in: language),
    ]
    if let loss = progress.smoothedLoss { parts.append("L \(NumberFormat.short(loss, digits: 4))") }
    if let rate = progress.imagesPerSecond {
      parts.append(Phrase.imagesPerSecond(NumberFormat.rate(rate)).text(in: language))
    }
    if let left = progress.secondsLeft {
      parts.append(Phrase.secondsLeft(Int(left.rounded())).text(in: language))
    }
    write("\r\u{1B}[K" + parts.joined(separator: "  "))
  }

  func clear() { if wasDrawn { write("\r\u{1B}[K") } }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    #if canImport(Glibc)
      _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    #else
      _ = Darwin.write(STDERR_FILENO, bytes, bytes.count)
    #endif
  }
}

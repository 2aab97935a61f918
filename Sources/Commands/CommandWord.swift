import Datasets
import Engine

/// When a command may be said.
public enum Availability: String, Sendable {
  case anyTime
  /// While training runs, it works on the frozen snapshot of the weights.
  case onSnapshot
  case refusedWhileTraining
}

/// The words of the language: each declares its forms, an example, and when it may be said.
///
/// Parser, help, completion and the page in the documentation are all made from this.
public enum CommandWord: String, CaseIterable, Sendable {
  case image, label, network, set, unit
  case forward, backward, step, back, goto, update, walk, sync
  case show, explain, check
  case task, train, pause, resume, stop, wait, speed
  case rate, batch, optimizer, augment, mode
  case reset, reseed, rewind
  case evaluate, losses, classify, history, data
  case functions, initializers
  case save, open, undo, redo
  case view, theme, type, glyphs, language, log, help, quit

  /// Every form, as usage lines.
  public var usages: [String] {
    switch self {
    case .image:
      [
        "image", "image load FILE", "image sample NAME", "image digit N [train|validation|test]",
        "image set R C V [R C V …]", "image clear|invert|centre|fit", "image shift DX DY",
        "image size HxW", "image save FILE",
      ]
    case .label: ["label [N]"]
    case .network:
      [
        "network",
        "network [100-128-1] "
          + Setting.network.map { "[\($0.usage)]" }.joined(separator: " "),
      ]
    case .set: ["set NAME[I,J] V", "set NAME V V V …"]
    case .unit: ["unit", "unit N [layer=K]", "unit N on|off [layer=K]"]
    case .forward: ["forward"]
    case .backward: ["backward"]
    case .step: ["step [N]"]
    case .back: ["back [N]"]
    case .goto: ["goto N"]
    case .update: ["update"]
    case .walk: ["walk"]
    case .sync: ["sync"]
    case .show: ["show NAME"]
    case .explain: ["explain NAME[I,J]"]
    case .check: ["check", "check NAME", "check NAME[I,J]"]
    case .task: ["task A rest", "task A B", "task even odd", "task below5|digits", "task"]
    case .train: ["train", "train N epochs|updates"]
    case .pause: ["pause"]
    case .resume: ["resume"]
    case .stop: ["stop"]
    case .wait: ["wait"]
    case .speed: ["speed [N|full]"]
    case .rate: ["rate [A]"]
    case .batch: ["batch [N]"]
    case .optimizer:
      [
        "optimizer", "optimizer sgd [decay=L]", "optimizer momentum|nesterov [M] [decay=L]",
        "optimizer adam [B1 [B2]] [decay=L]",
      ]
    case .augment: ["augment [off|shift]"]
    case .mode: ["mode [train|eval]"]
    case .reset: ["reset"]
    case .reseed: ["reseed [N]"]
    case .rewind: ["rewind EPOCH"]
    case .evaluate: ["evaluate [train|validation|test]"]
    case .losses: ["losses [train|validation|test] [N]"]
    case .classify: ["classify [FILE …]"]
    case .history: ["history"]
    case .data: ["data"]
    case .functions: ["functions [NAME [Z]]"]
    case .initializers: ["initializers"]
    case .save: ["save FILE"]
    case .open: ["open FILE"]
    case .undo: ["undo"]
    case .redo: ["redo"]
    case .view: ["view [\(names(ViewName.self))]"]
    case .theme: ["theme [\(names(ThemeName.self))]"]
    case .type: ["type [\(names(TypeSize.self))]"]
    case .glyphs: ["glyphs [\(names(GlyphSet.self))]"]
    case .language: ["language [en|ru]"]
    case .log: ["log", "log save FILE"]
    case .help: ["help [WORD]"]
    case .quit: ["quit"]
    }
  }

  /// One line that works as typed, in a session that has just begun.
  public var example: String {
    switch self {
    case .image: "image sample slide"
    case .label: "label 1"
    case .network: "network 100-32-16-1 hidden=relu init=he"
    case .set: "set W1[3,42] 0.5"
    case .unit: "unit 37 off; evaluate; unit 37 on"
    case .step: "step 2"
    case .backward: "forward; backward"
    case .update: "forward; backward; update"
    case .back: "step 3; back 2"
    case .goto: "goto 12"
    case .show: "forward; backward; show dL/dW1"
    case .explain: "forward; backward; explain dL/dW1[3,42]"
    case .check: "check W2[0,37]"
    case .task: "task 3 8"
    case .train: "train 5 epochs; wait"
    case .pause: "train; pause"
    case .resume: "train 2 epochs; pause; resume; wait"
    case .stop: "train; stop"
    case .wait: "train 100 updates; wait"
    case .speed: "speed 20"
    case .rate: "rate 0.5"
    case .batch: "batch 64"
    case .optimizer: "optimizer momentum 0.9"
    case .augment: "augment shift"
    case .mode: "mode eval"
    case .reseed: "reseed 7"
    case .rewind: "train 2 epochs; wait; rewind 1"
    case .evaluate: "evaluate test"
    case .losses: "losses test"
    case .classify: "image sample 3; image save 3.pgm; classify 3.pgm"
    case .functions: "functions relu"
    case .save: "save model.safetensors"
    case .open: "save model.safetensors; open model.safetensors"
    case .undo: "image sample slide; undo"
    case .redo: "image sample slide; undo; redo"
    case .view: "view walk"
    case .theme: "theme light"
    case .type: "type large"
    case .glyphs: "glyphs ascii"
    case .language: "language ru"
    case .log: "log save session.chain"
    case .help: "help check"
    default: rawValue
    }
  }

  public var availability: Availability {
    switch self {
    case .forward, .backward, .step, .back, .goto, .walk, .sync, .show, .explain, .check,
      .evaluate, .losses, .classify, .save:
      .onSnapshot
    case .network, .set, .unit, .update, .task, .train, .reset, .reseed, .rewind, .open, .undo,
      .redo:
      .refusedWhileTraining
    case .image, .label, .pause, .resume, .stop, .wait, .speed, .rate, .batch, .optimizer,
      .augment, .mode, .history, .data, .functions, .initializers, .view, .theme, .type,
      .glyphs, .language, .log, .help, .quit:
      .anyTime
    }
  }

  /// The words of a choice, as a usage line has them.
  private func names<Choice: CaseIterable & RawRepresentable<String>>(_: Choice.Type) -> String {
    Choice.allCases.map(\.rawValue).joined(separator: "|")
  }
}

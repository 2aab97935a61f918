import Commands
import Datasets
import Engine

extension AppState {
  /// Marks of the shell: those below every view.
  fileprivate var shellMarks: [Mark] {
    [
      mark("▶", .right, .training), mark("‖", .warning, .paused), mark("■", .faint, .resting),
      mark("!", .warning, .diverged), mark(":", .prompt, .lastCommand),
      mark(NumberText.notComputed, .faint, .notComputed),
    ] + (view.view.boundaries(self).isEmpty ? [] : [mark(.grip, .faint, .grip)])
      + (theme.isASCII || !theme.hasPictureColours ? [mark("=#", .text, .rowsOfPictures)] : [])
  }

  fileprivate func mark(_ glyph: Glyph, _ role: Role, _ phrase: MarkPhrase) -> Mark {
    mark(String(theme.glyph(glyph)), role, phrase)
  }

  fileprivate func mark(_ sign: String, _ role: Role, _ phrase: MarkPhrase) -> Mark {
    Mark(sign, role, phrase.text(in: language))
  }

  /// The operations of the network's strip, where the sigmoid's sign is one letter in ASCII too.
  fileprivate var operationsMark: Mark {
    let sigmoid = theme.isASCII ? "s" : "σ"
    return Mark(
      "\(sigmoid)  BN  smax", .accent,
      MarkPhrase.operations.text(in: language).replacing("σ", with: sigmoid))
  }

  /// The palette of weights and gradients, as signs: a sample has no colours of its own.
  fileprivate var divergingMark: Mark {
    Mark(
      [Span("−", .accent), Span(" 0 ", .faint), Span("+", .gradient)],
      MarkPhrase.diverging.text(in: language))
  }
}

extension DrawView {
  public static func marks(_ state: AppState) -> [Mark] {
    let isTenClass = state.scene.session.task.isTenClass
    return [
      state.mark("[ ]  o", .selected, .cursor), state.mark("0 … 1", .text, .pixels),
      state.mark("·", .faint, .zeroPixel), state.mark("1.0 soft", .faint, .brush),
    ]
      + (isTenClass
        ? [
          state.mark("▸", .right, .predictedClass), state.mark("y3", .selected, .labelClass),
        ] : [state.mark("½", .faint, .decision)])
      + [
        state.mark("█", .right, .told), state.divergingMark, state.mark("+", .gradient, .raises),
        state.mark("-", .accent, .lowers),
        state.mark("▸", .selected, .hint), state.mark("│ │", .selected, .chosenPicture),
      ] + state.shellMarks
  }
}

extension WalkView {
  public static func marks(_ state: AppState) -> [Mark] {
    [
      state.mark("●", .right, .stepDone), state.mark("◉", .strong, .stepHere),
      state.mark(.pending, .faint, .stepToCome), state.mark("128 ✓", .selected, .currentStep),
      state.mark("128 ✓", .right, .computed), state.mark("─W₁─▸", .accent, .forwardWay),
      state.operationsMark,
      state.mark("◂", .gradient, .backwardWay), state.mark("◂ …", .selected, .moreNetwork),
      state.divergingMark, state.mark("[ ]  o", .selected, .cursor),
      state.mark("( )  ↑ ↓ ↕", .text, .operands), state.mark("×", .text, .flatCell),
      state.mark("·", .text, .product),
      state.mark("⊙", .text, .elementwise), state.mark("ᵀ", .text, .transposed),
      state.mark("▸", .selected, .chosenTerm), state.mark("▆▆", .gradient, .termBar),
      state.mark("±0.59  0…0.25", .faint, .scaleEnds), state.mark("W₁_old", .text, .replaced),
      state.mark("s", .warning, .frozen),
    ] + state.shellMarks
  }
}

extension TrainView {
  public static func marks(_ state: AppState) -> [Mark] {
    // The curves of a plot have signs of their own in ASCII.
    let isASCII = state.theme.isASCII
    return [
      state.mark(isASCII ? "*" : "━", .seriesFirst, .smoothed),
      state.mark(isASCII ? "." : "█", .envelope, .envelope), state.mark("↓", .faint, .bandBelow),
      state.mark(isASCII ? "o" : "◆", .seriesSecond, .validation),
      state.mark(isASCII ? "*" : "━", .seriesFirst, .trainAccuracy),
      state.mark("0 1 2 3", .accent, .keptEpoch),
    ] + (isASCII ? [state.mark(String(Plot.sharedMarker), .strong, .sharedCell)] : []) + [
      state.mark("┊", .mark, .settingChanged), state.mark("│", .crosshair, .crosshair),
      state.mark("◂ ▸", .accent, .changeable), state.mark("✓", .right, .drawingRight),
      state.mark("✗", .wrong, .drawingWrong), state.mark("1e−3", .text, .stepOverWeights),
    ] + state.shellMarks
  }
}

extension UnitsView {
  public static func marks(_ state: AppState) -> [Mark] {
    [
      state.mark("●", .warning, .atEdge), state.mark("○", .warning, .silent),
      state.mark(state.theme.isASCII ? "x" : "✗", .wrong, .off),
      Mark(
        [Span("105 ", .text), Span("+1.12", .gradient)],
        MarkPhrase.outgoing.text(in: state.language)),
      state.mark(state.theme.isASCII ? "_|#" : "▂▅█", .right, .activationBar),
      state.mark("│ │", .selected, .chosenPicture),
      state.mark("0.46 → 0.44", .strong, .switched), state.mark("▆▆", .gradient, .termBar),
      state.divergingMark,
    ] + state.shellMarks
  }
}

extension FunctionsView {
  static func marks(_ state: AppState) -> [Mark] {
    func unit(_ isFlat: Bool) -> String {
      String(FunctionsPainter.unit(isFlat: isFlat, state.theme))
    }
    return [
      state.mark("h", .seriesFirst, .curve), state.mark("h′", .gradient, .slope),
      state.mark(unit(false), .strong, .unitOnCurve), state.mark(unit(true), .wrong, .flatUnit),
      state.mark("◂1  1▸", .wrong, .beyond), state.mark("│", .crosshair, .readOut),
      state.mark("▂▅█", .strong, .distribution), state.mark("●", .right, .ownFunction),
    ] + state.shellMarks
  }
}

extension DataView {
  static func marks(_ state: AppState) -> [Mark] {
    [
      state.mark("5 ✓ 0.012", .right, .toldRight), state.mark("5 ✗ 4.21", .wrong, .toldWrong),
      state.mark("5→3", .wrong, .confused), state.mark("5 ? 0.693", .warning, .undecided),
      state.mark("│ │", .selected, .chosenPicture),
      state.mark("978", .right, .rightCell), state.mark("31", .wrong, .wrongCell),
      state.mark(.pending, .faint, .emptyCell),
    ] + state.shellMarks
  }
}

import Commands
import Datasets
import Engine

extension DrawView {
  public static func handle(_ key: Key, _ state: inout AppState) -> [Effect]? {
    if state.scene.hasFinishedWalk { state.draw.hasWalked = true }
    let isShifted = key.modifiers.contains(.shift)
    switch key.code {
    case .left: return isShifted ? [.run("image shift -1 0")] : move(0, -1, &state)
    case .right: return isShifted ? [.run("image shift 1 0")] : move(0, 1, &state)
    case .up: return isShifted ? [.run("image shift 0 -1")] : move(-1, 0, &state)
    case .down: return isShifted ? [.run("image shift 0 1")] : move(1, 0, &state)
    case .backspace, .delete: return touch(erases: true, &state)
    case .escape where state.draw.isPenDown:
      state.draw.isPenDown = false
      return []
    case .character(let letter) where key.modifiers.isEmpty || isShifted:
      return handle(letter, &state)
    default: return nil
    }
  }

  private static func handle(_ letter: Unicode.Scalar, _ state: inout AppState) -> [Effect]? {
    switch letter {
    case "h": return move(0, -1, &state)
    case "l": return move(0, 1, &state)
    case "k": return move(-1, 0, &state)
    case "j": return move(1, 0, &state)
    case " ": return touch(erases: false, &state)
    case "x": return touch(erases: true, &state)
    case "p":
      state.draw.isPenDown.toggle()
      state.draw.penHasPainted = false
      return state.draw.isPenDown ? touch(erases: state.draw.isErasing, &state) : []
    case "[": state.draw.brush.change(by: -1)
    case "]": state.draw.brush.change(by: 1)
    case "b": state.draw.brush.isSoft.toggle()
    case "e": state.draw.isErasing.toggle()
    case "n": state.draw.showsNumbers.toggle()
    case "c": return [.run("image clear")]
    case "i": return [.run("image invert")]
    case "f": return [.run("image fit")]
    case "m": return [.run("image centre")]
    case "y": return [.run(nextLabel(state))]
    case "s": return takeSample(1, &state)
    case "S": return takeSample(-1, &state)
    case "d": return takeDigit(by: 1, &state)
    case "D": return takeDigit(by: -1, &state)
    case "r": return takeRandomDigit(&state)
    case ",": chooseClass(by: -1, &state)
    case ".": chooseClass(by: 1, &state)
    default: return nil
    }
    return []
  }

  private static func nextLabel(_ state: AppState) -> String {
    let session = state.scene.session
    return "label \((session.label + 1) % max(1, session.classes.count))"
  }

  // MARK: - The cursor

  private static func move(_ down: Int, _ right: Int, _ state: inout AppState) -> [Effect] {
    let drawing = state.scene.session.drawing
    let old = state.draw.cursor.clamped(to: drawing)
    state.draw.cursor = Place(row: old.row + down, column: old.column + right).clamped(to: drawing)
    guard state.draw.isPenDown, state.draw.cursor != old else { return [] }
    return paint(from: PixelPoint(old), erases: state.draw.isErasing, &state)
  }

  /// One dab at the cursor.
  private static func touch(erases: Bool, _ state: inout AppState) -> [Effect] {
    state.draw.cursor = state.draw.cursor.clamped(to: state.scene.session.drawing)
    return paint(from: PixelPoint(state.draw.cursor), erases: erases, &state)
  }

  /// Draws to the cursor; what is drawn while the pen stays down is undone together.
  private static func paint(
    from start: PixelPoint, erases: Bool, _ state: inout AppState
  ) -> [Effect] {
    let changes = state.draw.brush.stroke(
      from: start, to: PixelPoint(state.draw.cursor), erases: erases,
      on: state.scene.session.drawing)
    guard !changes.isEmpty else { return [] }
    let joins = state.draw.isPenDown && state.draw.penHasPainted
    state.draw.penHasPainted = state.draw.isPenDown
    return [.run(changes.command, joinsPrevious: joins)]
  }

  // MARK: - Samples and digits

  private static func takeSample(_ step: Int, _ state: inout AppState) -> [Effect] {
    let names = Samples.names
    let place = state.draw.sample.map { $0 + step } ?? (step > 0 ? 0 : -1)
    let index = (place + names.count) % names.count
    state.draw.sample = index
    let digit = Samples.label(of: names[index])
    let label = digit.flatMap { state.scene.session.task.target(ofLabel: $0) }
    return [.run("image sample \(names[index])")]
      + (label.map { [.run("label \($0)", joinsPrevious: true)] } ?? [])
  }

  static func takeDigit(_ index: Int, _ state: inout AppState) -> [Effect] {
    state.draw.digit = index
    return [.run("image digit \(index)")]
  }

  private static func takeDigit(by step: Int, _ state: inout AppState) -> [Effect] {
    // From the digit that the drawing is, else from the one taken last.
    let present = DigitStrip.drawn(state) ?? state.draw.digit
    let start = present.map { $0 + step } ?? (step > 0 ? state.draw.firstDigit : -1)
    guard
      let index = DigitStrip.next(
        in: state.scene.dataset, only: state.draw.digitClass, from: start, by: step)
    else { return [] }
    return takeDigit(index, &state)
  }

  private static func takeRandomDigit(_ state: inout AppState) -> [Effect] {
    state.draw.randomDraws += 1
    // SplitMix64 of the count: far-apart digits, the same ones in every session.
    var bits = state.draw.randomDraws &* 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    let count = state.scene.dataset.range(of: .train).count
    guard count > 0,
      let index = DigitStrip.next(
        in: state.scene.dataset, only: state.draw.digitClass,
        from: Int((bits ^ (bits >> 31)) % UInt64(count)), by: 1)
    else { return [] }
    return takeDigit(index, &state)
  }

  private static func chooseClass(by step: Int, _ state: inout AppState) {
    let place = (state.draw.digitClass.map { $0 + 1 } ?? 0) + step
    let wrapped = (place + 11) % 11
    state.draw.digitClass = wrapped == 0 ? nil : wrapped - 1
  }
}

extension AppState {
  /// Rolls Draw's strip of digits to the one that the drawing has become.
  public mutating func showDrawnDigit() {
    guard let index = DigitStrip.drawn(self) else { return }
    let area = DrawPainter.digitsArea(self, DrawLayout(self)).digits
    if !DigitStrip(self, in: area).indices.contains(index) { draw.firstDigit = index }
  }
}

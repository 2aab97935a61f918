import Commands
import Datasets
import Engine
import Walkthrough

/// What a view says to the back of a room: a name, its number in letters of several rows, and a line about them.
public struct Headline: Hashable, Sendable {
  public var name: String
  /// Which of many numbers it is, in brackets: beside the name, or where that leaves no room, in the line.
  public var index: String
  /// Empty where the name is all there is to say.
  public var value: String
  public var role: Role
  public var note: [Span]

  public init(
    _ name: String, index: String = "", _ value: String = "", role: Role = .strong,
    note: [Span] = []
  ) {
    self.name = name
    self.index = index
    self.value = value
    self.role = role
    self.note = note
  }

  /// The columns that the note needs: those of its longest line, as far as it is not broken.
  func noteWidth(_ theme: Theme) -> Int {
    let lines = note.map(\.text).joined().split(separator: "\n")
    return min(24, lines.map { theme.text(String($0)).unicodeScalars.count }.max() ?? 0)
  }
}

extension AppState {
  /// The rows above the view that large type takes: none where the view would not have room any more.
  var headlineRows: Int {
    guard type == .large, !isTooSmall else { return 0 }
    let spare = height - AppState.smallestHeight
    return [3, 2, 1].lazy.map { BigText.rows(scale: $0, theme) }
      .first { $0 <= spare && $0 <= height / 5 } ?? 0
  }

  /// Draws name and number as large as they fit, and the note at their right.
  func renderHeadline(_ canvas: inout Canvas, _ area: Rect) {
    guard !area.isEmpty else { return }
    let headline = view.view.headline(self)
    let number = BigText(headline.value, role: headline.role)
    func large(_ name: String) -> [BigText] {
      [BigText(name, role: .accent), number].filter { !$0.text.isEmpty }
    }
    let gap = 4
    func scale(_ parts: some Sequence<BigText>, besides note: Int) -> Int? {
      [3, 2, 1].first { scale in
        let width =
          parts.reduce(0) { $0 + $1.width(scale: scale, theme) + gap * scale } - gap * scale
        let room = note > 0 ? gap * scale + note : 1
        return BigText.rows(scale: scale, theme) <= area.height && width + 1 + room <= area.width
      }
    }
    // Where name and number leave the line about them no room, or are smaller for it, it begins with the name and
    // the index.
    let whole = headline.name + headline.index
    let named: [(parts: [BigText], rest: String)] = [
      (large(whole), ""), (large(headline.name), headline.index.isEmpty ? "" : whole),
      (large(""), whole),
    ]
    let line = headline.noteWidth(theme)
    let forms = [line, 0].flatMap { note in
      named.map { (parts: $0.parts, rest: $0.rest, scale: scale($0.parts, besides: note)) }
    }
    let most = forms.prefix(named.count).compactMap { $0.scale }.max()
    let best = forms.first { $0.scale != nil && (most == nil || $0.scale == most) }
    // A line that is too long for large letters is said in plain ones, bold.
    guard let best, let scale = best.scale, !best.parts.isEmpty else {
      let text = [Span(whole + "  ", .accent), Span(headline.value, headline.role)]
      Paragraph(text + [Span("\n")] + headline.note).draw(on: &canvas, in: area.inset(1, 0), theme)
      return
    }
    var x = area.x + 1
    for part in best.parts {
      let room = Rect(x: x, y: area.y, width: area.maxX - x, height: area.height)
      x = part.draw(on: &canvas, in: room, scale: scale, theme) + (gap - 1) * scale
    }
    let room = Rect(x: x, y: area.y, width: area.maxX - x - 1, height: area.height)
    guard room.width >= 16 else { return }
    let rest = best.rest.isEmpty ? [] : [Span(best.rest, .accent), Span(" ")]
    let note = rest + headline.note.map { Span($0.text, $0.role == .text ? .strong : $0.role) }
    Paragraph(note).draw(on: &canvas, in: room, theme)
  }
}

extension DrawView {
  public static func headline(_ state: AppState) -> Headline {
    let verdict = state.scene.verdict
    let isRight = verdict.isRight
    let place = verdict.task.isTenClass ? verdict.prediction : 0
    let probability = NumberText.bounded(
      probability: Double(verdict.probabilities[place]), digits: 4, width: 7)
    func say(_ phrase: DrawPhrase) -> String { phrase.text(in: state.language) }
    let role: Role = isRight ? .right : .warning
    let sign = isRight ? " ✓" : state.theme.isASCII ? "" : " ✗"
    let answer = verdict.answer.text(in: state.language) + sign
    guard !state.scene.session.drawing.isBlank else {
      return Headline("P", probability, role: .faint, note: [Span(say(.nothingDrawn), .faint)])
    }
    let words =
      verdict.loss.isFinite
      ? [Span(say(.guess) + " ", .faint), Span(answer, role)]
      : [Span(say(.notFinite), .warning)]
    return Headline(
      verdict.task.isTenClass ? "P[\(place)]" : "P", probability, role: role,
      note: words + [
        Span("\ny = \(verdict.label)"),
        Span("\nL = " + NumberText.fixed(verdict.loss, digits: 4)),
      ])
  }
}

extension WalkView {
  public static func headline(_ state: AppState) -> Headline {
    let place = WalkPlace(state)
    guard let step = place.step, let value = place.value else {
      return Headline(
        "L", NumberText.notComputed, note: [Span(WalkPhrase.startPress.text(in: state.language))])
    }
    let isBackward = step.phase == .backward || step.phase == .update
    var role: Role = isBackward ? .gradient : .strong
    if step.operation == .lossAgain, let before = place.trace?.forward.loss,
      let after = value.values.first
    {
      role = after < before ? .right : after > before ? .wrong : .strong
    }
    let name = Symbols.typeset(step.name)
    // The name stands before the line already.
    let right = Span(
      WalkView.unbroken(
        place.equation.hasPrefix(name)
          ? String(place.equation.dropFirst(name.count + 1)) : place.equation))
    guard value.values.count > 1, value.values.indices.contains(place.element) else {
      let number = value.values.first.map { place.resultText($0) }
      return Headline(name, number ?? "", role: role, note: [right])
    }
    // Of many numbers the one that the cursor is on, and what that is.
    let names = place.expansion.map { WalkView.SumLine($0, place).names } ?? ""
    let own =
      names.isEmpty || step.phase == .update ? right : Span(WalkView.unbroken("= " + names))
    let index = value.index(at: place.element).map(String.init).joined(separator: ",")
    let number = place.resultText(value.values[place.element])
    return Headline(name, index: "[\(index)]", number, role: role, note: [own])
  }
}

extension TrainView {
  public static func headline(_ state: AppState) -> Headline {
    let scene = state.scene
    let loss = scene.trainLoss
    let validation = scene.validation
    func say(_ phrase: InterfacePhrase) -> String { phrase.text(in: state.language) }
    func number(_ value: Scalar?) -> String {
      value.map { NumberText.fixed($0, digits: 4) } ?? NumberText.notComputed
    }
    return Headline(
      say(.loss), number(loss?.value), role: .accent,
      note: [
        Span(TrainPhrase.trainLossOf(last: loss?.last).text(in: state.language) + "\n", .faint),
        Span(say(.validation) + " " + number(validation.loss), .right),
        Span(
          "\n" + say(.accuracy) + " "
            + (validation.accuracy.map { NumberText.percent($0, digits: 2) }
              ?? NumberText.notComputed),
          .right),
      ])
  }
}

extension UnitsView {
  public static func headline(_ state: AppState) -> Headline {
    guard let painter = UnitsPainter(state, in: state.bodyArea, paints: false) else {
      return Headline(NumberText.notComputed)
    }
    let facts = painter.factLines(includesSlope: false).filter { !$0.value.isEmpty }
    let out = painter.outgoing
    let whole = Symbols.typeset(painter.table.outgoingName(out.output, unit: painter.chosen))
    let bracket = whole.firstIndex(of: "[") ?? whole.endIndex
    return Headline(
      String(whole[..<bracket]), index: String(whole[bracket...]),
      out.weight == 0 ? "0" : NumberText.fixed(out.weight, digits: 2, sign: true),
      role: out.weight < 0 ? .accent : .gradient,
      note: [Span(painter.say(.unit(painter.chosen)))]
        + facts.prefix(2).flatMap {
          [Span("\n" + ($0.shorter.last ?? $0.label), .faint), Span(" = " + $0.value)]
        })
  }
}

extension FunctionsView {
  static func headline(_ state: AppState) -> Headline {
    let model = FunctionsModel(state)
    let z = state.functions.argument
    func number(_ value: Double) -> String { NumberText.fixed(value, digits: 3) }
    return Headline(
      "h", number(model.value(z)), role: .accent,
      note: [
        Span(model.function.title), Span("\n" + model.function.formula, .accent),
        Span("\nz = \(number(z))  "), Span("h′ = " + number(model.slope(z)), .gradient),
      ])
  }
}

extension DataView {
  static func headline(_ state: AppState) -> Headline {
    let model = DataModel(state)
    func say(_ phrase: DataPhrase) -> String { phrase.text(in: state.language) }
    guard let row = model.chosenRow else {
      return Headline(NumberText.notComputed, note: [Span(say(.none))])
    }
    let digit = model.dataset.label(at: row)
    let name = say(.chosen(index: row - model.first, digit: digit))
    guard let report = model.report, let example = model.example(ofRow: row) else {
      return Headline("\(digit)", note: [Span(name), Span("\n" + say(.lossesNeeded), .faint)])
    }
    let isWrong = report.isWrong(example)
    let taken = model.task.className(
      Int(report.verdicts.predictions[example]), in: state.language)
    let loss = NumberFormat.short(report.verdicts.losses[example], digits: 4)
    return Headline(
      "\(digit)", "→ \(taken)", role: isWrong ? .wrong : .right,
      note: [
        Span(name),
        Span("\n" + say(.prediction(taken, isWrong: isWrong)), isWrong ? .wrong : .right),
        Span("\n" + say(.loss(loss))),
      ])
  }
}

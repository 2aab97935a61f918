import Commands
import Datasets
import Engine
import Walkthrough

extension AppState {
  /// The smallest screen that the views are made for.
  public static let smallestWidth = 60
  public static let smallestHeight = 20

  /// The whole screen, and where its cursor stands while the prompt is open.
  ///
  /// The mouse's targets of this frame are kept for the next event.
  public mutating func render() -> (canvas: Canvas, cursor: (x: Int, y: Int)?) {
    var canvas = Canvas(width: width, height: height)
    canvas.fill(canvas.bounds, " ", theme.ink(.text))
    targets = []
    guard !isTooSmall else {
      let cursor = renderTooSmall(&canvas)
      return (canvas, cursor)
    }
    let (tabs, belowTabs) = canvas.bounds.splitTop(1)
    let (headline, belowHeadline) = belowTabs.splitTop(headlineRows)
    let (body, bottom) = belowHeadline.splitTop(belowHeadline.height - 2)
    let (status, last) = bottom.splitTop(1)
    renderTabs(&canvas, tabs)
    if view == .units { UnitsView.prepare(&self, in: body) }
    renderHeadline(&canvas, headline)
    let boundaries = view.view.drawsBoundaries ? [] : view.view.boundaries(self)
    // Whatever a panel has in its border goes before the boundary.
    targets += boundaries.map { Target($0.area, .boundary($0)) }
    targets += view.view.draw(self, on: &canvas, in: body)
    for boundary in boundaries {
      boundary.draw(on: &canvas, isMarked: splits.isMarked(boundary), theme)
    }
    renderStatus(&canvas, status)
    let cursor = renderLastLine(&canvas, last)
    renderOverlay(&canvas, body, hintsIn: last)
    return (canvas, cursor)
  }

  /// Whether the window is too small for the views: only `q` and `:` work there.
  var isTooSmall: Bool {
    width < AppState.smallestWidth || height < AppState.smallestHeight
  }

  func say(_ phrase: InterfacePhrase) -> String { phrase.text(in: language) }

  private func renderTooSmall(_ canvas: inout Canvas) -> (x: Int, y: Int)? {
    let area = canvas.bounds
    // A question is answered before anything else is said.
    if case .confirm(let question) = overlay {
      let answers = "y \(say(.yes(question))), n \(say(.no(question)))"
      Paragraph([Span(say(.question(question)) + "\n"), Span(answers, .accent)])
        .draw(on: &canvas, in: area, theme)
      return nil
    }
    let used = Paragraph(say(.tooSmall(width: width, height: height)))
      .draw(on: &canvas, in: area, theme)
    guard height > 1 else { return nil }
    let last = Rect(x: 0, y: height - 1, width: width, height: 1)
    if let prompt {
      let field = last.inset(1, 0)
      prompt.draw(on: &canvas, in: field, theme)
      return (
        field.x + TextField.margin + prompt.window(width: field.width - TextField.margin).cursor,
        last.y
      )
    }
    // A command that has nothing to tell says nothing here.
    let answer = message?.text ?? ""
    let keys =
      answer.isEmpty
      ? Paragraph(say(.tooSmallKeys), .faint)
      : Paragraph(answer, message?.isError == true ? .wrong : .text)
    let rows = keys.lines(width: width, theme).count
    // Below the other words or not at all.
    guard used + rows <= height else { return nil }
    keys.draw(
      on: &canvas, in: Rect(x: 0, y: height - rows, width: width, height: rows), theme)
    return nil
  }

  private mutating func renderTabs(_ canvas: inout Canvas, _ row: Rect) {
    canvas.fill(row, " ", theme.ink(.tabBar))
    let full = ViewName.allCases.enumerated().map { index, name in
      theme.text(" \(index + 1) \(say(.view(name))) ")
    }
    // The tabs stand off each other where that leaves room for what is learned.
    let gap = row.width >= 90 ? 1 : 0
    func width(_ labels: [String]) -> Int {
      labels.reduce(labels.count * gap) { $0 + $1.unicodeScalars.count }
    }
    let plan = scene.session.plan
    let widths = plan.widths.map(String.init).joined(separator: "–")
    let task = say(.taskName(scene.session.task))
    // As much of what is learned, and by what network, as there is room for.
    let whole = "\(task) · \(widths) \(PlanText.hidden(plan)) · seed \(plan.seed)"
    let named = theme.text("\(task) · \(widths)")
    let abouts =
      [say(.task) + " " + whole, whole].map { theme.text($0) }
      + [named, theme.text(widths)]
    // The program's name goes first where room is short, then the names of the views that are not seen.
    let hasTitle = 12 + width(full) + named.unicodeScalars.count + 1 <= row.width
    let hasNames = width(full) <= row.width
    var x = row.x
    if hasTitle {
      x = canvas.put("chainrule", x: x + 1, y: row.y, theme.ink(.accent, on: .tabBar)) + 2
    }
    for (index, name) in ViewName.allCases.enumerated() {
      let label = hasNames || name == view ? full[index] : " \(index + 1) "
      let end = canvas.put(label, x: x, y: row.y, theme.ink(name == view ? .tabChosen : .tabBar))
      targets.append(Target(Rect(x: x, y: row.y, width: end - x, height: 1), .view(name)))
      x = end + gap
    }
    if let about = abouts.first(where: { x + $0.unicodeScalars.count + 1 <= row.maxX }) {
      let start = row.maxX - about.unicodeScalars.count - 1
      canvas.put(about, x: start, y: row.y, theme.ink(.faint, on: .tabBar))
    }
  }

  private mutating func renderLastLine(_ canvas: inout Canvas, _ row: Rect) -> (x: Int, y: Int)? {
    if let prompt { return renderPrompt(prompt, &canvas, row) }
    var x = row.x + 1
    if let busyWith {
      x = renderWork(busyWith, &canvas, row)
    } else if let message {
      x = renderMessage(message, &canvas, row)
    } else {
      x = canvas.put(":", x: x, y: row.y, theme.ink(.prompt)) + 1
    }
    // What is open says itself what closes it.
    guard overlay == nil else { return nil }
    let hints = view.view.keys(self) + [KeyHint("?", say(.key(.help)))]
    let room = Rect(x: x + 3, y: row.y, width: row.maxX - x - 4, height: 1)
    targets.append(Target(Rect(x: row.x, y: row.y, width: 3, height: 1), .palette))
    for (place, key) in KeyHint.drawRow(hints, on: &canvas, in: room, theme) {
      targets.append(Target(place, .key(key)))
    }
    return nil
  }

  /// The job under way and what waits for it, as much of that as leaves room for the way out.
  private func renderWork(_ command: String, _ canvas: inout Canvas, _ row: Rect) -> Int {
    var waiting = waiting.joined(separator: "; ")
    func text() -> String { theme.text(say(.working(command, then: waiting))) }
    let excess = text().unicodeScalars.count + 3 - row.width
    if excess > 0 {
      let left = waiting.unicodeScalars.count - excess - 2
      waiting = left > 0 ? String(waiting.unicodeScalars.prefix(left)) + " …" : ""
    }
    return canvas.put(text(), x: row.x + 1, y: row.y, theme.ink(.warning))
  }

  /// The command that ran last and what came of it; an answer too long for the line stands above it, whole.
  private func renderMessage(_ message: Message, _ canvas: inout Canvas, _ row: Rect) -> Int {
    let role: Role = message.isError ? .wrong : .text
    let command = theme.text(message.command)
    let answer = theme.text(message.text)
    canvas.put(":", x: row.x + 1, y: row.y, theme.ink(.prompt))
    // The outcome and the hints keep at least half of the line.
    let width = min(command.unicodeScalars.count, row.width / 2 - 3)
    let isLong = width + answer.unicodeScalars.count + 19 > row.width
    canvas.put(
      command, x: row.x + 3, y: row.y, width: width, ellipsis: theme.glyph(.ellipsis),
      theme.ink(.faint))
    let x = row.x + width + 5
    guard isLong, message.isFresh else {
      let room = min(answer.unicodeScalars.count, max(0, row.maxX - x - 14))
      canvas.put(
        answer, x: x, y: row.y, width: room, ellipsis: theme.glyph(.ellipsis), theme.ink(role))
      return x + room
    }
    let paragraph = Paragraph(message.text, role)
    let rows = min(paragraph.lines(width: row.width - 4, theme).count, 6)
    // The whole width: of a panel's frame below nothing is left at the sides. A line or two leave the view nearly whole:
    // they stand where the status does, until the next key.
    let box = Rect(
      x: row.x, y: row.y - rows - (rows > 2 ? 1 : 0), width: row.width, height: rows)
    canvas.fill(box, theme.ink(.overlay))
    paragraph.draw(on: &canvas, in: box.inset(2, 0), ground: .overlay, theme)
    return x
  }

  private mutating func renderOverlay(
    _ canvas: inout Canvas, _ area: Rect, hintsIn last: Rect
  ) {
    guard let overlay else { return }
    targets = []
    var hints = [KeyHint("Esc", say(.key(.close)))]
    var range = 0
    switch overlay {
    case .help(let scroll):
      let sections = [
        HelpPanel.Section(say(.viewKeys(view)), view.view.keys(self)),
        HelpPanel.Section(say(.keysEverywhere), everywhere),
      ]
      let panel = HelpPanel(
        say(.view(view)), note: say(.helpNote), scrollNote: say(.scrolls), sections: sections,
        scroll: scroll
      ).draw(on: &canvas, in: area, theme)
      range = panel.range
      self.overlay = .help(scroll: min(scroll, range))
      // A press beside its keys does nothing: one beside the panel closes it.
      targets = [Target(panel.inside, .covered)]
      targets += panel.keys.map { Target($0.place, .key($0.key)) }
      hints.insert(KeyHint("?", say(.key(.marks))), at: 0)
    case .marks(let scroll):
      range = MarkPanel(
        say(.marks(view)), note: say(.closes), scrollNote: say(.scrolls),
        marks: view.view.marks(self),
        scroll: scroll
      ).draw(on: &canvas, in: area, theme)
      self.overlay = .marks(scroll: min(scroll, range))
    case .text(let title, let lines, let scroll):
      range = TextPanel(
        title, note: say(.closes), scrollNote: say(.scrolls), lines: lines, scroll: scroll
      ).draw(on: &canvas, in: area, theme)
      self.overlay = .text(title: title, lines: lines, scroll: min(scroll, range))
    case .confirm(let question):
      let answers = [KeyHint("y", say(.yes(question))), KeyHint("n", say(.no(question)))]
      let rects = ConfirmBox(
        say(.title(question)), question: say(.question(question)), answers: answers
      ).draw(on: &canvas, in: area, theme)
      for (rect, key) in zip(rects, [Key.character("y"), Key.character("n")]) {
        targets.append(Target(rect, .key(key)))
      }
      hints = [KeyHint("Esc", say(.no(question)))]
    }
    if range > 0 { hints.insert(KeyHint("↑↓", say(.key(.scroll))), at: 0) }
    let end = (last.x..<last.maxX).last { canvas[$0, last.y]?.glyph != " " } ?? last.x
    let keys = KeyHint.drawRow(
      hints, on: &canvas, in: Rect(x: end + 3, y: last.y, width: last.maxX - end - 4, height: 1),
      theme)
    targets += keys.map { Target($0.place, .key($0.key)) }
  }

  private var boundaryKeys: [KeyHint] {
    let boundaries = view.view.boundaries(self)
    let (upright, flat) = (
      boundaries.contains(where: \.splitter.isUpright),
      boundaries.contains { !$0.splitter.isUpright }
    )
    return (upright ? [KeyHint("{ }", say(.key(.uprightBoundary)))] : [])
      + (flat ? [KeyHint("( )", say(.key(.flatBoundary)))] : [])
      + (boundaries.count > 1 ? [KeyHint("|", say(.key(.nextBoundary)))] : [])
  }

  private var everywhere: [KeyHint] {
    [
      KeyHint("1 … \(ViewName.allCases.count), Tab", say(.key(.views))),
      KeyHint(":", say(.key(.prompt))), KeyHint("Ctrl-P", say(.key(.palette))),
      KeyHint("t", say(.key(.trainPause))),
      KeyHint("u", say(.key(.undo))), KeyHint("U", say(.key(.redo))),
      KeyHint("L", say(.key(theme.isASCII ? .languageInASCII : .language))),
      KeyHint("F2", say(.key(.largeType))), KeyHint("F3", say(.key(.nextTheme))),
      KeyHint("Esc", say(.key(.close))),
    ]
      + boundaryKeys
      + [KeyHint("q", say(.key(.quit)))]
  }
}

import Engine
import Walkthrough

extension WalkStrip {
  static let height = 4
  private static let gutter = 6
  /// The columns of the arrow that stands for the tensors left out.
  private static let fold = 5
  /// The columns of an arrow that its operation's name leaves.
  private static let around = 3
  /// Names such as `ReLU` and `loss`.
  private static let shortName = 4
  /// The columns from which on those operations have their names where not all tensors find room anyway.
  private static let wide = 100

  /// What a node takes: its name, and the widest text that may stand below it.
  private struct Column {
    var name: Int
    var value: Int
    var gradient: Int
    /// The operation before it with its arrow.
    var sign: Int
    var width: Int { max(name, value, gradient) }
  }

  /// Where the nodes start: values stand under their names, and each name clear of the next operation.
  private func starts(_ columns: [Column], in space: Int) -> [Int] {
    var starts = [0]
    for (index, column) in columns.enumerated().dropLast() {
      let next = columns[index + 1]
      let isBack = nodes[index + 1].gradient != nil
      let step = max(
        column.name + 1 + next.sign, column.value + 2, column.gradient + (isBack ? 3 : 1))
      starts.append((starts.last ?? 0) + step)
    }
    let spare = space - (starts.last ?? 0) - (columns.last?.width ?? 0)
    let gap = min(12, max(0, spare / max(1, columns.count - 1)))
    return starts.enumerated().map { $1 + $0 * gap }
  }

  /// The nodes that find room with their columns from the left: a deep network is shown around the operation of this moment, whole tensors only, and what comes out of it stands at the end in any case.
  private func window(
    of columns: [Column], around current: Int, in space: Int
  ) -> [(index: Int, x: Int)] {
    let starts: [Int] = self.starts(columns, in: space)
    func end(_ index: Int) -> Int { starts[index] + columns[index].width }
    let last = nodes.count - 1
    guard end(last) > space else { return starts.enumerated().map { ($0, $1) } }
    func part(_ range: Range<Int>, from wish: Int, room: Int) -> [(index: Int, x: Int)] {
      let shift = range.map { starts[$0] }.first { $0 >= wish } ?? 0
      return range.filter { starts[$0] >= shift && end($0) - shift <= room }
        .map { ($0, starts[$0] - shift) }
    }
    let outcome = nodes.firstIndex { $0.name == "P" } ?? last
    let pinned = end(last) - starts[outcome]
    let room = space - pinned - Self.fold
    guard current < outcome, room >= end(current) - starts[current] else {
      return part(0..<last + 1, from: end(last) - space, room: space)
    }
    let middle = starts[current] + columns[current].width / 2
    let most = max(0, end(outcome - 1) - room)
    let wish = min(max(0, middle - room / 2), most, starts[current])
    return part(0..<outcome, from: wish, room: room)
      + (outcome...last).map { ($0, starts[$0] - starts[outcome] + space - pinned) }
  }

  /// The columns with room for numbers of so many; for the digits of a P close to 1 too where `isExact`, and for the names of operations that are no longer than `longest`.
  private func columns(
    _ place: WalkPlace, number: Int, isExact: Bool, longest: Int = 0
  ) -> [Column] {
    let probability = isExact ? text(ofProbabilityIn: place).unicodeScalars.count : 0
    return nodes.map { node in
      let isLoss = node.forward?.operation == .loss
      let form =
        node.forward.map { Self.shape($0.shape) } ?? Self.shape(ofDrawingIn: place)
      let isNumber = node.forward?.shape.isEmpty ?? false
      let name = place.theme.text(node.operation.name).unicodeScalars.count
      let sign =
        (name <= longest ? name : sign(node, place.theme).unicodeScalars.count)
        + (longest > 0 ? Self.around : 1)
      return Column(
        name: node.name.unicodeScalars.count,
        value: isNumber
          ? max(number, node.name == "P" ? probability : 0)
          : form.count + (node.forward == nil ? 0 : 3),
        gradient: node.gradient == nil || isLoss
          ? 0 : isNumber ? number : node.forward == nil ? 2 : form.count + 3,
        sign: max(2, sign))
    }
  }

  /// Names, forward values, gradients, and the parameters' gradients under their arrows.
  func draw(_ place: WalkPlace, on canvas: inout Canvas, in area: Rect) -> [AppState.Target] {
    let theme = place.theme
    let space = area.width - WalkStrip.gutter
    // Numbers give up digits before a tensor is left out.
    let number = place.state.walk.digits + 3
    let forms =
      [(number, true, Int.max), (number, true, Self.shortName), (number, true, 0)]
      + [(number - 1, true, 0)]
      + (min(6, number)...number).reversed().map { ($0, false, 0) }
    let candidates = forms.lazy.map {
      self.columns(place, number: $0.0, isExact: $0.1, longest: $0.2)
    }
    let fitting = candidates.first { candidate in
      let last = self.starts(candidate, in: 0).last ?? 0
      return last + (candidate.last?.width ?? 0) <= space
    }
    let columns = fitting ?? candidates[area.width >= Self.wide ? 1 : 2]
    let current = current(place) ?? (place.position >= place.steps.count ? nodes.count - 1 : 0)
    let shown = window(of: columns, around: current, in: space)
    let inside = Rect(
      x: area.x + WalkStrip.gutter, y: area.y, width: space, height: area.height)
    canvas.put(
      "dL/d", x: area.x + 1, y: area.y + 2,
      theme.ink(place.position > place.count(through: .loss) ? .gradient : .faint))
    var targets: [AppState.Target] = []
    canvas.clipped(to: inside) { canvas in
      var parameterEnd = inside.x
      var before: (index: Int, end: Int)?
      for (index, start) in shown {
        let node = nodes[index]
        let x = inside.x + start
        targets += draw(node, place, on: &canvas, x: x, y: area.y, width: columns[index].width)
        if let before {
          targets += drawArrow(
            node, place, on: &canvas, x: before.end, y: area.y, width: x - before.end,
            isFolded: before.index + 1 < index, parameterEnd: &parameterEnd)
        }
        before = (index, x + columns[index].name + 1)
      }
    }
    if let first = shown.first?.index, first > 0 {
      canvas.put(theme.glyph(.triangleLeft), x: inside.x - 1, y: area.y, theme.ink(.selected))
    }
    return targets.filter { !$0.area.intersection(inside).isEmpty }
  }

  /// Of a batch all of its images.
  private static func shape(ofDrawingIn place: WalkPlace) -> String {
    let batch = place.trace?.batch ?? 1
    return shape((batch > 1 ? [batch] : []) + [place.image.rows, place.image.columns])
  }

  private static func shape(_ shape: [Int]) -> String {
    (shape.count > 1 && shape.last == 1 ? Array(shape.dropLast()) : shape)
      .map(String.init).joined(separator: "×")
  }

  private func role(_ step: Step, _ place: WalkPlace, done: Role) -> Role {
    step.index == place.position ? .current : step.index < place.position ? done : .faint
  }

  /// P with all the digits that it takes; empty where there is none yet.
  private func text(ofProbabilityIn place: WalkPlace) -> String {
    nodes.first { $0.name == "P" }.flatMap(\.forward)
      .map { text($0, place, width: .max) } ?? ""
  }

  /// A number for a scalar, the shape with a check for the rest, `--` for what is not computed.
  private func text(_ step: Step, _ place: WalkPlace, width: Int) -> String {
    guard step.index <= place.position, let trace = place.trace else {
      return (step.shape.isEmpty ? "" : Self.shape(step.shape) + " ") + NumberText.notComputed
    }
    guard step.shape.isEmpty else { return Self.shape(step.shape) + " ✓" }
    let value = trace.value(of: step, at: place.position).values.first
    if step.operation == .probability {
      return NumberText.decimals(
        ofProbability: value, digits: place.state.walk.digits, width: width)
    }
    return TensorPanel.text(value, digits: place.state.walk.digits, width: width)
  }

  private func draw(
    _ node: Node, _ place: WalkPlace, on canvas: inout Canvas, x: Int, y: Int, width: Int
  ) -> [AppState.Target] {
    let theme = place.theme
    var targets: [AppState.Target] = []
    let isHere = node.forward?.index == place.position || node.gradient?.index == place.position
    canvas.put(
      theme.text(Symbols.typeset(node.name)), x: x, y: y, theme.ink(isHere ? .strong : .text))
    if let forward = node.forward {
      canvas.put(
        theme.text(text(forward, place, width: width)), x: x, y: y + 1,
        theme.ink(role(forward, place, done: .right)))
      targets.append(
        AppState.Target(
          Rect(x: x, y: y, width: width, height: 2), .command("goto \(forward.index)")))
    } else {
      canvas.put(
        theme.text(Self.shape(ofDrawingIn: place)), x: x, y: y + 1,
        theme.ink(.right))
      targets.append(
        AppState.Target(Rect(x: x, y: y, width: width, height: 2), .command("goto 0")))
    }
    if let gradient = node.gradient {
      // The drawing's gradient has its shape, which stands above it.
      let isDrawing = node.forward == nil && gradient.index <= place.position
      let mark = isDrawing ? "✓" : NumberText.notComputed
      canvas.put(
        theme.text(node.forward == nil ? mark : text(gradient, place, width: width)), x: x,
        y: y + 2, theme.ink(role(gradient, place, done: .gradient)))
      targets.append(
        AppState.Target(
          Rect(x: x, y: y + 2, width: width, height: 1), .command("goto \(gradient.index)")))
    }
    return targets
  }

  /// One column: `sigma` would cover its neighbours.
  private func sign(_ node: Node, _ theme: Theme) -> String {
    theme.isASCII && node.operation.sign == "σ" ? "s" : theme.text(node.operation.sign)
  }

  private func drawArrow(
    _ node: Node, _ place: WalkPlace, on canvas: inout Canvas, x: Int, y: Int, width: Int,
    isFolded: Bool, parameterEnd: inout Int
  ) -> [AppState.Target] {
    let theme = place.theme
    var targets: [AppState.Target] = []
    let isOnTheWay = node.onTheWay.contains { $0.index == place.position }
    let isDone = (node.forward?.index ?? 0) <= place.position
    let name = theme.text(node.operation.name)
    let isRoomy = name.unicodeScalars.count + Self.around <= width
    let sign =
      isFolded ? String(theme.glyph(.ellipsis)) : isRoomy ? name : sign(node, theme)
    let length = sign.unicodeScalars.count
    let line = theme.glyph(.horizontal)
    let ink = theme.ink(isDone && place.position > 0 ? .accent : .faint)
    if width > length + 1 {
      for column in 0..<width - 1 { canvas.put(line, x: x + column, y: y, ink) }
    }
    canvas.put(theme.glyph(.triangleRight), x: x + width - 1, y: y, ink)
    canvas.put(
      sign, x: x + max(0, (width - 1 - length) / 2), y: y,
      isOnTheWay ? theme.ink(.current) : ink)
    let back = node.gradient.map { $0.index <= place.position } ?? false
    if node.gradient != nil {
      canvas.put(
        theme.glyph(.triangleLeft), x: x + width - 2, y: y + 2,
        theme.ink(back ? .gradient : .faint))
    }
    // Parameters stand under their arrow.
    let row = place.step?.phase == .update ? node.updates : node.parameters
    guard !row.isEmpty else { return targets }
    let texts = row.map { step in
      let isThere = step.index <= place.position
      return theme.text(
        Symbols.typeset(step.name) + " "
          + (isThere ? "✓" : NumberText.notComputed))
    }
    // At the right edge they begin earlier, so that no name is cut.
    let needed = texts.reduce(-1) { $0 + $1.unicodeScalars.count + 1 }
    var column = max(min(x - 2, place.state.width - 1 - needed), parameterEnd)
    for (step, text) in zip(row, texts) {
      guard column + text.unicodeScalars.count < place.state.width else {
        canvas.put(theme.glyph(.ellipsis), x: column, y: y + 3, theme.ink(.faint))
        break
      }
      let role = role(step, place, done: step.phase == .update ? .accent : .gradient)
      let end = canvas.put(text, x: column, y: y + 3, theme.ink(role))
      targets.append(
        AppState.Target(
          Rect(x: column, y: y + 3, width: end - column, height: 1),
          .command("goto \(step.index)")))
      column = end + 1
    }
    parameterEnd = column
    return targets
  }
}

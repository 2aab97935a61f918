import Engine
import Walkthrough

extension WalkStrip {
  static let height = 4
  private static let gutter = 6

  /// Names, forward values, gradients, and the parameters' gradients under their arrows.
  func draw(_ place: WalkPlace, on canvas: inout Canvas, in area: Rect) -> [AppState.Target] {
    let theme = place.theme
    let widths = nodes.map { max($0.name.unicodeScalars.count, width(of: $0, place)) }
    let space = area.width - WalkStrip.gutter - 1
    let gaps = max(1, nodes.count - 1)
    let gap = min(11, max(3, (space - widths.reduce(0, +)) / gaps))
    var starts: [Int] = []
    var x = 0
    for width in widths {
      starts.append(x)
      x += width + gap
    }
    let total = x - gap
    // A deep network is shown around the operation of this moment, whole tensors only.
    let current = current(place) ?? (place.position >= place.steps.count ? nodes.count - 1 : 0)
    let middle = starts[current] + widths[current] / 2
    let wish = total <= space ? 0 : min(max(0, middle - space / 2), total - space)
    let shift = starts.first { $0 >= wish } ?? 0
    let shown = nodes.indices.filter {
      starts[$0] >= shift && starts[$0] + widths[$0] - shift <= space
    }
    let inside = Rect(
      x: area.x + WalkStrip.gutter, y: area.y, width: space, height: area.height)
    canvas.put(
      "dL/d", x: area.x + 1, y: area.y + 2,
      theme.ink(place.position > place.count(through: .loss) ? .gradient : .faint))
    var targets: [AppState.Target] = []
    canvas.clipped(to: inside) { canvas in
      var parameterEnd = inside.x
      for index in shown {
        let node = nodes[index]
        let x = inside.x + starts[index] - shift
        targets += draw(node, place, on: &canvas, x: x, y: area.y, width: widths[index])
        if index > 0 {
          targets += drawArrow(
            node, place, on: &canvas, x: x - gap, y: area.y, width: gap,
            parameterEnd: &parameterEnd)
        }
      }
    }
    if shift > 0 {
      canvas.put(theme.glyph(.triangleLeft), x: inside.x - 1, y: area.y, theme.ink(.selected))
    }
    if shown.last != nodes.count - 1 {
      canvas.put(theme.glyph(.triangleRight), x: inside.maxX, y: area.y, theme.ink(.selected))
    }
    return targets.filter { !$0.area.intersection(inside).isEmpty }
  }

  private func width(of node: Node, _ place: WalkPlace) -> Int {
    guard let forward = node.forward else {
      return "\(place.image.rows)×\(place.image.columns)".count + 3
    }
    if forward.operation == .loss { return 6 }
    return forward.shape.isEmpty ? 7 : Self.shape(forward.shape).count + 3
  }

  private static func shape(_ shape: [Int]) -> String {
    (shape.count > 1 && shape.last == 1 ? Array(shape.dropLast()) : shape)
      .map(String.init).joined(separator: "×")
  }

  private func role(_ step: Step, _ place: WalkPlace, done: Role) -> Role {
    step.index == place.position ? .current : step.index < place.position ? done : .faint
  }

  /// A number for a scalar, the shape with a check for the rest, `--` for what is not computed.
  private func text(_ step: Step, _ place: WalkPlace) -> String {
    guard step.index <= place.position, let trace = place.trace else {
      return (step.shape.isEmpty ? "" : Self.shape(step.shape) + " ") + NumberText.notComputed
    }
    guard step.shape.isEmpty else { return Self.shape(step.shape) + " ✓" }
    let value = trace.value(of: step, at: place.position).values.first
    return step.operation == .probability
      ? NumberText.probability(value.map { Double($0) }, digits: 4) : TensorPanel.text(value)
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
        theme.text(text(forward, place)), x: x, y: y + 1,
        theme.ink(role(forward, place, done: .right)))
      targets.append(
        AppState.Target(
          Rect(x: x, y: y, width: width, height: 2), .command("goto \(forward.index)")))
    } else {
      canvas.put(
        theme.text("\(place.image.rows)×\(place.image.columns)"), x: x, y: y + 1,
        theme.ink(.right))
      targets.append(
        AppState.Target(Rect(x: x, y: y, width: width, height: 2), .command("goto 0")))
    }
    if let gradient = node.gradient {
      canvas.put(
        theme.text(text(gradient, place)), x: x, y: y + 2,
        theme.ink(role(gradient, place, done: .gradient)))
      targets.append(
        AppState.Target(
          Rect(x: x, y: y + 2, width: width, height: 1), .command("goto \(gradient.index)")))
    }
    return targets
  }

  private func drawArrow(
    _ node: Node, _ place: WalkPlace, on canvas: inout Canvas, x: Int, y: Int, width: Int,
    parameterEnd: inout Int
  ) -> [AppState.Target] {
    let theme = place.theme
    var targets: [AppState.Target] = []
    let isOnTheWay = node.onTheWay.contains { $0.index == place.position }
    let isDone = (node.forward?.index ?? 0) <= place.position
    // Three columns: `sigma` would cover its neighbours.
    let sign = theme.isASCII && node.operation == "σ" ? "sg" : theme.text(node.operation)
    let length = sign.unicodeScalars.count
    let line = theme.glyph(.horizontal)
    let ink = theme.ink(isDone && place.position > 0 ? .accent : .faint)
    for column in 0..<max(0, width - 1) where width > 3 {
      canvas.put(line, x: x + column, y: y, ink)
    }
    canvas.put(theme.glyph(.triangleRight), x: x + width - 1, y: y, ink)
    canvas.put(
      sign, x: x + max(0, width > 4 ? (width - 1 - length) / 2 : width - 1 - length), y: y,
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
    var column = max(x - 3, parameterEnd)
    for step in row {
      let isThere = step.index <= place.position
      let text = theme.text(
        Symbols.typeset(step.name) + " "
          + (isThere ? String(theme.glyph(.check)) : NumberText.notComputed))
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

import Engine
import Walkthrough

/// The closest zoom: one element in full, and where every factor of it comes from.
extension WalkView {
  /// The terms of a sum, the largest first, with the chain of the chosen one beside or below them; the chain alone of a single product.
  static func drawArithmetic(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard let expansion = place.expansion, let step = place.step else { return [] }
    let (theme, language) = (place.theme, place.state.language)
    let (head, rest) = area.splitTop(1)
    drawRule(
      title: Symbols.typeset(step.equation), note: shapes(of: step, place),
      brief: shape(of: step), on: &canvas, in: head, theme)
    var targets = [AppState.Target(head, .key(.character("-")))]
    var inside = rest.inset(1, 0)
    if inside.height >= 12 {
      let (body, last) = inside.splitTop(inside.height - 1)
      targets += drawUsers(place, on: &canvas, in: last)
      inside = body
    }
    let links = place.chain
    guard expansion.terms.count > 1 else {
      return targets + drawChainAndPictures(links, place, on: &canvas, in: inside)
    }
    var spans = heading(expansion)
    let zero = expansion.terms.count { $0.product == 0 }
    spans.append(
      Span("  " + WalkPhrase.sum(expansion.terms.count, zero: zero).text(in: language), .faint))
    if case .update = step.operation, let update = place.trace?.update {
      spans.append(Span("  α = \(rate(update))", .faint))
    }
    let (top, body) = inside.splitTop(1)
    Paragraph(spans).drawLine(on: &canvas, x: top.x, y: top.y, width: top.width, theme)
    let (terms, chain) = split(body, terms: expansion.terms.count, links.count - 1, place)
    targets += drawTermList(place.largestTerms, place, on: &canvas, in: terms)
    guard chain.height > 2, links.count > 1 else { return targets }
    let (title, below) = chain.splitTop(1)
    let name = place.chosenTerm == nil ? nil : links.first?.term.map(names)
    Paragraph([
      Span(WalkPhrase.origins.text(in: language), .faint), Span(name.map { "  " + $0 } ?? ""),
    ]).drawLine(on: &canvas, x: title.x, y: title.y, width: title.width, theme)
    return targets
      + drawChainAndPictures(Array(links.dropFirst()), place, on: &canvas, in: below)
  }

  /// The rows from which on the operands are worth their room once more.
  private static let leastPictures = 7

  /// The chain, and below it, where there is much room left, the step's operands and its result.
  private static func drawChainAndPictures(
    _ links: [Link], _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    let used = chainRows(links, place, width: area.width)
    guard let step = place.step, step.operation != .one, step.operation != .lossAgain,
      area.height - used - 2 >= leastPictures
    else { return drawChain(links, place, on: &canvas, in: area) }
    let (top, rest) = area.splitTop(used + 1)
    let (rule, pictures) = rest.splitTop(1)
    canvas.fill(rule, place.theme.glyph(.horizontal), place.theme.ink(.frame))
    let targets = drawChain(links, place, on: &canvas, in: top)
    if case .update(let key) = step.operation {
      return targets + drawUpdate(key, place, on: &canvas, in: pictures)
    }
    return targets + drawOperands(operands(step, place), of: step, place, on: &canvas, in: pictures)
  }

  /// Side by side where both find room; else the chain gets what it needs of the lower half.
  private static func split(
    _ body: Rect, terms: Int, _ links: Int, _ place: WalkPlace
  ) -> (terms: Rect, chain: Rect) {
    if body.width >= 160 {
      let (left, right) = body.splitLeft(body.width / 2 - 8)
      return (left, right.splitLeft(3).right)
    }
    let wish = terms + 1
    let needed = min(1 + 2 * links, body.height / 2)
    let (top, bottom) = body.splitTop(min(wish, body.height - needed))
    return (top, bottom)
  }

  /// The terms around the chosen one, each a button; the last row is what those not shown add up to.
  private static func drawTermList(
    _ terms: [Term], _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard area.height > 0 else { return [] }
    let (theme, language) = (place.theme, place.state.language)
    let isWhole = terms.count <= area.height
    let rows = isWhole ? area.height : area.height - 1
    let chosen = place.chosenTerm ?? 0
    let first = min(max(0, chosen - rows / 2), max(0, terms.count - rows))
    let shown = Array(terms.dropFirst(first).prefix(rows))
    drawTable(
      shown, on: &canvas, in: Rect(x: area.x, y: area.y, width: area.width, height: rows), theme,
      chosen: chosen - first)
    if !isWhole {
      let others = terms.enumerated().filter { $0.offset < first || $0.offset >= first + rows }
      let sum = others.reduce(Scalar(0)) { $0 + $1.element.product }
      let text = WalkPhrase.more(others.count, TensorPanel.text(sum)).text(in: language)
      let y = area.y + rows
      canvas.put(theme.text("  + " + text), x: area.x, y: y, theme.ink(.faint))
      canvas.put(
        theme.text("\(first + 1)…\(first + shown.count) / \(terms.count)"), x: area.x, y: y,
        width: min(area.width, 78), align: .right, theme.ink(.faint))
    }
    return shown.enumerated().compactMap { row, term in
      guard
        let mention = term.factors.flatMap(\.mentions).last(where: { mention in
          place.step?.operands.contains(mention.name) ?? false
        })
      else { return nil }
      return AppState.Target(
        Rect(x: area.x, y: area.y + row, width: area.width, height: 1),
        .element(name: mention.name, index: mention.index))
    }
  }

  /// The chain below an element that is written out already.
  static func drawOrigins(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    let links = Array(place.chain.dropFirst())
    guard area.height >= 3, !links.isEmpty else { return [] }
    let (title, below) = area.splitTop(1)
    canvas.put(
      place.theme.text(WalkPhrase.origins.text(in: place.state.language)), x: title.x, y: title.y,
      place.theme.ink(.faint))
    return drawChain(links, place, on: &canvas, in: below)
  }

  /// A link as text: what it is, what it is the product of, in names and in numbers.
  private struct LinkText {
    let index: String
    let name: String
    let value: String
    let names: String
    let numbers: String
    let part: String
    let shape: String

    init(_ link: Link, _ place: WalkPlace) {
      let language = place.state.language
      let expansion = link.expansion
      index = String(link.step.index)
      name = Symbols.typeset(WalkPlace.reference(expansion.name, expansion.index))
      value = TensorPanel.text(expansion.value)
      part = WalkPhrase.part(link.step.operation).text(in: language)
      shape = place.theme.text(WalkView.shape(of: link.step))
      var names = link.term.map(WalkView.names) ?? ""
      var numbers =
        link.term.flatMap { $0.factors.count > 1 ? WalkView.numbers($0) : nil } ?? ""
      let others = expansion.terms.count { $0.product != 0 } - 1
      if let term = link.term, others > 0 {
        names += " + …"
        let rest = WalkPhrase.more(others, TensorPanel.text(expansion.value - term.product))
        numbers =
          (numbers.isEmpty ? TensorPanel.text(term.product) : numbers) + " + "
          + rest.text(in: language)
      }
      if link.difference.count == 2 {
        names += " = " + link.difference.map(\.name).joined(separator: " − ")
        numbers +=
          " = " + link.difference.map { TensorPanel.text($0.value) }.joined(separator: " − ")
      }
      self.names = Symbols.typeset(names)
      self.numbers = numbers
    }
  }

  /// The columns of links that take a line each.
  private struct LinkColumns {
    let name, value, names, numbers, width: Int

    init(_ texts: [LinkText], _ theme: Theme) {
      func widest(_ text: KeyPath<LinkText, String>) -> Int {
        texts.map { theme.text($0[keyPath: text]).unicodeScalars.count }.max() ?? 0
      }
      (name, value) = (widest(\.name), widest(\.value))
      (names, numbers) = (widest(\.names), widest(\.numbers))
      let gaps = 4 + 3 + 3 + 3 + 2 + 2
      width = gaps + name + value + names + numbers + widest(\.part) + widest(\.shape)
    }
  }

  /// The rows that the whole chain takes.
  private static func chainRows(_ links: [Link], _ place: WalkPlace, width: Int) -> Int {
    let texts = links.map { LinkText($0, place) }
    return links.count * (LinkColumns(texts, place.theme).width <= width ? 1 : 2)
  }

  /// The links, a line each in columns where that fits, else two lines each; a link is a button that goes to its step.
  private static func drawChain(
    _ links: [Link], _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    let theme = place.theme
    func width(_ text: String) -> Int { theme.text(text).unicodeScalars.count }
    let texts = links.map { LinkText($0, place) }
    let columns = LinkColumns(texts, theme)
    let isOneLine = columns.width <= area.width
    let lines = isOneLine ? 1 : 2
    let fitting = area.height / lines
    let shown = links.count <= fitting ? links.count : max(0, (area.height - 1) / lines)
    var targets: [AppState.Target] = []
    for (row, (link, text)) in zip(links, texts).prefix(shown).enumerated() {
      let y = area.y + row * lines
      // The error is orange on its way back, as it is in the strip.
      let role: Role =
        row == 0 && link.step == place.step
        ? .selected : link.step.phase == .backward ? .gradient : .right
      canvas.put(text.index, x: area.x, y: y, width: 3, align: .right, theme.ink(.faint))
      var x = canvas.put(theme.text(text.name), x: area.x + 4, y: y, theme.ink(role))
      if isOneLine { x = area.x + 4 + columns.name }
      x = canvas.put(" = ", x: x, y: y, theme.ink(.faint))
      canvas.put(
        theme.text(text.value), x: x, y: y,
        width: isOneLine ? columns.value : width(text.value), align: .right, theme.ink(.strong))
      x += isOneLine ? columns.value : width(text.value)
      let right = isOneLine ? area.x + columns.width : min(area.maxX, area.x + 90)
      let shapeX = right - width(text.shape)
      if isOneLine {
        canvas.put("=", x: x + 1, y: y, theme.ink(.faint))
        canvas.put(theme.text(text.names), x: x + 3, y: y, theme.ink(.text))
        x += 3 + columns.names
        if !text.numbers.isEmpty { canvas.put("=", x: x + 1, y: y, theme.ink(.faint)) }
        canvas.put(theme.text(text.numbers), x: x + 3, y: y, theme.ink(.text))
        x += 3 + columns.numbers
      } else {
        let both = text.numbers.isEmpty ? text.names : "\(text.names) = \(text.numbers)"
        let room = area.width - 8
        let line = [both, text.names, text.numbers].first { width($0) <= room } ?? text.numbers
        canvas.put("=", x: area.x + 6, y: y + 1, theme.ink(.faint))
        canvas.put(
          theme.text(line), x: area.x + 8, y: y + 1, width: room,
          ellipsis: theme.glyph(.ellipsis), theme.ink(.text))
      }
      if x + 2 + width(text.part) < shapeX {
        canvas.put(theme.text(text.part), x: x + 2, y: y, theme.ink(.faint))
      }
      if x + 1 < shapeX { canvas.put(text.shape, x: shapeX, y: y, theme.ink(.faint)) }
      targets.append(
        AppState.Target(
          Rect(x: area.x, y: y, width: area.width, height: lines),
          .origin(step: link.step.index, index: link.expansion.index)))
    }
    if shown < links.count, let last = texts.last, area.height > shown * lines {
      let more = WalkPhrase.moreLinks(links.count - shown, last: last.name)
      canvas.put(
        theme.text("… " + more.text(in: place.state.language)), x: area.x + 4,
        y: area.y + shown * lines, width: area.width - 4, ellipsis: theme.glyph(.ellipsis),
        theme.ink(.faint))
    }
    return targets
  }

  /// The other direction: the steps that go on with this result, each a button.
  private static func drawUsers(
    _ place: WalkPlace, on canvas: inout Canvas, in row: Rect
  ) -> [AppState.Target] {
    let users = place.users
    guard !users.isEmpty else { return [] }
    let theme = place.theme
    var targets: [AppState.Target] = []
    var x = canvas.put(
      theme.text(WalkPhrase.users.text(in: place.state.language)), x: row.x, y: row.y,
      theme.ink(.faint))
    for step in users {
      let name = theme.text("\(step.index) \(Symbols.typeset(step.name))")
      guard x + 2 + name.unicodeScalars.count <= row.maxX else { break }
      let isDone = step.index <= place.position
      let end = canvas.put(name, x: x + 2, y: row.y, theme.ink(isDone ? .accent : .text))
      targets.append(
        AppState.Target(
          Rect(x: x + 2, y: row.y, width: end - x - 2, height: 1), .command("goto \(step.index)")))
      x = end
    }
    return targets
  }
}

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
    var targets = [drawHead(step, place, on: &canvas, in: head)]
    let all = arithmeticArea(rest)
    targets += drawUsers(place, on: &canvas, in: rest.inset(1, 0).splitTop(all.height).bottom)
    let links = place.chain
    let (came, inside) = all.splitTop(rowsOfLossAgain(links, place, in: all))
    if !came.isEmpty { targets += drawLossAgain(place, on: &canvas, in: came) }
    guard expansion.terms.count > 1 else {
      return targets + drawChainAndPictures(links, place, on: &canvas, in: inside)
    }
    let (top, body) = inside.splitTop(1)
    drawHeading(expansion, place, on: &canvas, in: top)
    let cut = arithmeticCut(place, body, links: links.count - 1)
    let chain = cut.boundary.splitter.isUpright ? cut.second.splitLeft(3).right : cut.second
    targets += drawTermList(place.listedTerms, place, on: &canvas, in: cut.first)
    guard chain.height > 2, links.count > 1 else { return targets }
    let (title, below) = chain.splitTop(1)
    let name = place.chosenTerm == nil ? nil : links.first?.term.map { names($0, place) }
    let end = Paragraph([
      Span(WalkPhrase.origins.text(in: language), .faint), Span(name.map { "  " + $0 } ?? ""),
    ]).drawLine(on: &canvas, x: title.x, y: title.y, width: title.width - grip, theme)
    // The handle is one of a line.
    if cut.boundary.splitter.isUpright {
      let line = Rect(x: cut.boundary.area.x, y: body.y, width: 1, height: body.height)
      canvas.fill(line, theme.glyph(.vertical), theme.ink(.frame))
    } else {
      canvas.fill(
        Rect(x: end + 1, y: title.y, width: max(0, title.maxX - end - 1), height: 1),
        theme.glyph(.horizontal), theme.ink(.frame))
    }
    targets += drawChainAndPictures(Array(links.dropFirst()), place, on: &canvas, in: below)
    return targets + drawBoundary(cut.boundary, place, on: &canvas)
  }

  /// The columns where the mouse takes the boundary between terms and chain.
  private static let grip = 7

  /// All below the head but the row of what goes on with the result.
  private static func arithmeticArea(_ area: Rect) -> Rect {
    let inside = area.inset(1, 0)
    return inside.height >= 12 ? inside.splitTop(inside.height - 1).top : inside
  }

  /// The rows for what came of the update, above the last step's number: a line of it in any case, its bars where the chain leaves them room.
  private static func rowsOfLossAgain(_ links: [Link], _ place: WalkPlace, in area: Rect) -> Int {
    guard place.step?.operation == .lossAgain else { return 0 }
    let spare = area.height - chainRows(links, place, width: area.width)
    return lossAgainForms.first { $0 <= spare } ?? 1
  }

  /// The boundary between the terms of a sum and the chain of one of them; nil where there is none of both.
  static func arithmeticBoundary(_ place: WalkPlace, in area: Rect) -> Boundary? {
    guard let expansion = place.expansion, expansion.terms.count > 1 else { return nil }
    let all = arithmeticArea(area.splitTop(1).bottom)
    let links = place.chain
    let inside = all.splitTop(rowsOfLossAgain(links, place, in: all)).bottom
    return arithmeticCut(place, inside.splitTop(1).bottom, links: links.count - 1).boundary
  }

  /// The rows from which on the operands are worth their room once more.
  private static let leastPictures = 7

  /// The chain, and below it, where there is much room left, the step's operands and its result.
  private static func drawChainAndPictures(
    _ links: [Link], _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    let used = chainRows(links, place, width: area.width)
    guard let step = place.step, step.operation != .one,
      area.height - used - 2 >= leastPictures
    else { return drawChain(links, place, on: &canvas, in: area) }
    let (top, rest) = area.splitTop(used + 1)
    let (rule, pictures) = rest.splitTop(1)
    canvas.fill(rule, place.theme.glyph(.horizontal), place.theme.ink(.frame))
    let targets = drawChain(links, place, on: &canvas, in: top)
    if step.operation.updatedKey != nil {
      return targets + drawUpdate(place, on: &canvas, in: pictures)
    }
    if step.operation == .lossAgain {
      return targets + drawForwardAgain(place, on: &canvas, in: pictures)
    }
    return targets + drawOperands(operands(step, place), of: step, place, on: &canvas, in: pictures)
  }

  /// Fewer terms than this take rows and not a half of a wide window.
  private static let longList = 8

  /// Side by side where both find room; else the chain gets what it needs of the lower half.
  private static func arithmeticCut(_ place: WalkPlace, _ body: Rect, links: Int) -> Cut {
    let splits = place.state.splits
    let terms = place.expansion?.terms.count ?? 0
    if body.width >= 160, terms >= longList {
      let cut = splits.cut(
        body, at: .chain, preferred: body.width / 2 - 8, least: (first: 40, second: 60))
      // The gap between them is the grip.
      let gap = Rect(x: cut.second.x + 1, y: body.y, width: 1, height: body.height)
      return Cut(first: cut.first, second: cut.second, boundary: cut.boundary.at(gap))
    }
    let needed = min(1 + 2 * links, body.height / 2)
    let rows = min(terms, place.selectableTerms) + 1
    let preferred = min(rows, body.height - needed)
    let cut = splits.cut(body, at: .terms, preferred: preferred, least: (first: 2, second: 4))
    // The end of the row that says what the chain is.
    let end = Rect(x: body.maxX - grip, y: cut.second.y, width: grip, height: 1)
    return Cut(first: cut.first, second: cut.second, boundary: cut.boundary.at(end))
  }

  /// The terms around the chosen one, each a button; the last row is what those not shown add up to.
  private static func drawTermList(
    _ terms: [Term], _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard area.height > 0 else { return [] }
    let theme = place.theme
    let zero = terms.count - place.selectableTerms
    let terms = Array(terms.prefix(place.selectableTerms))
    let isWhole = terms.count <= area.height
    let rows = isWhole ? area.height : area.height - 1
    let chosen = place.followedTerm
    let first = min(max(0, chosen - rows / 2), max(0, terms.count - rows))
    let shown = Array(terms.dropFirst(first).prefix(rows))
    drawTable(
      shown, place, on: &canvas,
      in: Rect(x: area.x, y: area.y, width: area.width, height: rows), chosen: chosen - first)
    if !isWhole {
      let others = (terms[..<first] + terms[min(terms.count, first + rows)...]).counted
      let more = WalkPhrase.more(others.count, place.text(others.sum))
      let text = others.count > 0 ? "  + " + more.text(in: place.state.language) : ""
      let y = area.y + rows
      let place = "\(first + 1)…\(first + shown.count) / \(terms.count)"
      Paragraph([Span(text, .faint), Span("  " + place, .faint)])
        .drawLine(on: &canvas, x: area.x, y: y, width: area.width, theme)
    }
    if isWhole, zero > 0 {
      // Those that are 0 need no rows of their own.
      canvas.put(
        theme.text("  + " + WalkPhrase.more(zero, "0").text(in: place.state.language)), x: area.x,
        y: area.y + terms.count, theme.ink(.faint))
    }
    return shown.enumerated().compactMap { row, term in
      guard
        let mention = term.factors.flatMap(\.mentions).last(where: { mention in
          place.step?.operands.contains(mention.name) ?? false
        }), let offset = place.tensor(mention.name)?.offset(of: mention.index)
      else { return nil }
      return AppState.Target(
        Rect(x: area.x, y: area.y + row, width: area.width, height: 1),
        .element(name: mention.name, offset: offset))
    }
  }

  /// The chain below an element that is written out already.
  static func drawOrigins(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    let links = Array(place.chain.dropFirst())
    // A heading over nothing but how many more there are would tell nothing.
    let lines = chainRows(links, place, width: area.width) / max(1, links.count)
    guard area.height >= 2 + lines, !links.isEmpty else { return [] }
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
    let brief: String
    let numbers: String
    let part: String
    let shape: String

    init(_ link: Link, _ place: WalkPlace) {
      let line = SumLine(link.expansion, through: link.term, place)
      let words: WalkPhrase =
        link.expansion.part.map { .onTheWay($0) } ?? WalkPhrase(link.step.operation, place)
      index = link.expansion.part == nil ? String(link.step.index) : ""
      name = line.name
      value = line.value
      names = line.names
      brief = line.brief
      numbers = line.numbers
      part = words.text(in: place.state.language)
      shape = link.expansion.part == nil ? place.theme.text(WalkView.shape(of: link.step)) : ""
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
    let first = min(
      place.state.walk.firstLink(at: place.position, of: place.element), links.count - shown)
    var targets: [AppState.Target] = []
    for (row, (link, text)) in zip(links, texts).dropFirst(first).prefix(shown).enumerated() {
      let y = area.y + row * lines
      // The error is orange on its way back, as it is in the strip.
      let role: Role =
        first + row == 0 && link.step == place.step && link.expansion.part == nil
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
        if !text.names.isEmpty { canvas.put("=", x: x + 1, y: y, theme.ink(.faint)) }
        canvas.put(theme.text(text.names), x: x + 3, y: y, theme.ink(.text))
        x += 3 + columns.names
        if !text.numbers.isEmpty { canvas.put("=", x: x + 1, y: y, theme.ink(.faint)) }
        canvas.put(theme.text(text.numbers), x: x + 3, y: y, theme.ink(.text))
        x += 3 + columns.numbers
      } else {
        func joined(_ names: String) -> String {
          [names, text.numbers].filter { !$0.isEmpty }.joined(separator: " = ")
        }
        let room = area.width - 8
        let forms = [joined(text.names), joined(text.brief), text.numbers, text.names]
        let line = forms.first { width($0) <= room } ?? text.numbers
        if !line.isEmpty { canvas.put("=", x: area.x + 6, y: y + 1, theme.ink(.faint)) }
        canvas.put(
          theme.text(line), x: area.x + 8, y: y + 1, width: room,
          ellipsis: theme.glyph(.ellipsis), theme.ink(.text))
      }
      if x + 2 + width(text.part) < shapeX {
        canvas.put(theme.text(text.part), x: x + 2, y: y, theme.ink(.faint))
      }
      if x + 1 < shapeX { canvas.put(text.shape, x: shapeX, y: y, theme.ink(.faint)) }
      guard link.expansion.part == nil else { continue }
      targets.append(
        AppState.Target(
          Rect(x: area.x, y: y, width: area.width, height: lines),
          .origin(step: link.step.index, index: link.expansion.index)))
    }
    if shown < links.count, let last = texts.last, area.height > shown * lines {
      let language = place.state.language
      let below = links.count - shown - first
      let words = [
        first > 0 ? WalkPhrase.linksAbove(first).text(in: language) : "",
        below > 0 ? WalkPhrase.moreLinks(below, last: last.name).text(in: language) : "",
      ].filter { !$0.isEmpty }.joined(separator: ", ")
      let row = Rect(
        x: area.x + 4, y: area.y + shown * lines, width: area.width - 4, height: 1)
      canvas.put(
        theme.text("… " + words), x: row.x, y: row.y, width: row.width,
        ellipsis: theme.glyph(.ellipsis), theme.ink(.faint))
      targets.append(
        AppState.Target(row, .chain(first: first, last: links.count - shown)))
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

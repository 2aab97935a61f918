import Commands
import Engine
import Walkthrough

extension UnitsPainter {
  typealias Target = AppState.Target

  /// The units of the page that has the chosen one.
  private var page: Range<Int> {
    let size = layout.pageSize
    guard size > 0 else { return 0..<0 }
    let first = units.position / size * size
    return first..<min(table.count, first + size)
  }

  func drawSheet(on canvas: inout Canvas) -> [Target] {
    guard let frame = layout.sheet else { return [] }
    let title = UnitsPhrase.subject(units.subject, weights: Symbols.typeset(names.weights))
    let name = say(.rows(say(title), count: table.count))
    let boxes = notes.map { Frame(name, note: $0, isActive: true) }
    let box = boxes.first { $0.noteArea(in: frame, theme) != nil } ?? Frame(name, isActive: true)
    box.draw(on: &canvas, in: frame, theme)
    drawCaptionLegend(on: &canvas, in: frame)
    var targets = [
      Target(Rect(x: frame.x, y: frame.y, width: frame.width, height: 1), .key(.character("m")))
    ]
    // What says the scale changes it, also where the button for it has gone.
    if let note = box.noteArea(in: frame, theme) {
      targets.append(Target(note, .key(.character("c"))))
    }
    guard layout.pageSize > 0 else {
      Paragraph(say(.noRoom)).draw(on: &canvas, in: layout.pictures, theme)
      return targets
    }
    let page = page
    let activationLimit = activationLimit
    let items = page.map {
      item(of: units.sequence[$0], activationLimit: activationLimit)
    }
    let sheet = UnitsLayout.sheet(
      items, chosen: units.position - page.lowerBound, rowGap: layout.rowGap)
    sheet.draw(on: &canvas, in: layout.pictures, theme)
    for (place, tile) in sheet.places(in: layout.pictures) {
      targets.append(Target(tile, .unit(units.sequence[page.lowerBound + place])))
    }
    return targets + drawButtons(on: &canvas)
  }

  /// How many units are off, whether the order is of another moment, what the colours end at and which units are shown.
  ///
  /// The longest comes first; where it has no room, what is said elsewhere goes.
  private var notes: [String] {
    var parts: [String] = []
    let off = (0..<table.count).count { isOff($0) }
    if off > 0 { parts.append(say(.offCount(off))) }
    if isMaxout { parts.append(say(.winningPieces)) }
    let averaged = pictures.raster([], width: 20, height: 20).averaged
    if averaged > 1 { parts.append(say(.averaged(averaged))) }
    if scene.isTraining, units.order != .index { parts.append(say(.orderKept)) }
    guard layout.pageSize > 0 else { return [parts.joined(separator: " · ")] }
    let scales =
      units.hasOwnScale
      ? [say(.ownScale)]
      : sharedLimit > 0
        ? [
          say(.sharedUpTo(UnitPictures.text(sharedLimit, sign: ""))),
          UnitPictures.text(sharedLimit, sign: "±"),
        ]
        : [say(.allZero)]
    let range =
      page.count < table.count
      ? [say(.range(first: page.lowerBound + 1, last: page.upperBound, of: table.count))] : []
    return (scales.flatMap { [parts + [$0] + range, parts + [$0]] } + [parts])
      .map { $0.joined(separator: " · ") }
  }

  /// On the lower edge of the frame, right below the captions that it explains: the marks too where there is room for them.
  private func drawCaptionLegend(on canvas: inout Canvas, in frame: Rect) {
    guard layout.pageSize > 0 else { return }
    guard !drawOnLowerEdge(captionLegend(captionMarks), of: frame, on: &canvas) else { return }
    drawOnLowerEdge(captionLegend([]), of: frame, on: &canvas)
  }

  /// Words at the right of a frame's lower edge; says whether there was room for them.
  @discardableResult
  func drawOnLowerEdge(_ words: String, of frame: Rect, on canvas: inout Canvas) -> Bool {
    let text = theme.text(" \(words) ")
    let width = text.unicodeScalars.count
    guard width + 4 <= frame.width else { return false }
    canvas.put(text, x: frame.maxX - 2 - width, y: frame.maxY - 1, theme.ink(.faint))
    return true
  }

  /// What stands below a picture.
  private func captionLegend(_ marks: [String]) -> String {
    let value =
      switch units.order {
      case .outgoing, .index: Symbols.typeset(names.nextWeights)
      case .activation: Symbols.typeset(names.activation)
      case .gradient: Symbols.typeset(names.gradient)
      }
    return say(.captionLegend(bar: captionBar, marks: marks, value: value))
  }

  /// Of the bars on the page the one that is nearest to half; nil where none is seen.
  private var captionBar: String? {
    let ramp = theme.isASCII ? Glyph.asciiLevels : Glyph.rising
    let limit = activationLimit
    let seen = page.map { units.sequence[$0] }.filter { hasMarkRoom || captionMark(of: $0) == nil }
      .compactMap { level(of: $0, limit: limit) }.filter { $0 > 0 }
    let middle = ramp.count / 2
    return seen.min { abs($0 - middle) < abs($1 - middle) }.map { String(ramp[$0]) }
  }

  /// The marks on the page and what they mean.
  private var captionMarks: [String] {
    let marked = page.map { units.sequence[$0] }.filter { captionMark(of: $0) != nil && !isOff($0) }
    let states = Set(marked.map { table.state(of: $0) == .saturated })
    return [true, false].filter(states.contains).map { say(.captionMark(isSaturated: $0)) }
  }

  /// What fills the bar before a number: 1 for functions with edges, else the largest of the layer.
  private var activationLimit: Float {
    switch table.activation?.function {
    case .sigmoid, .tanh: 1
    default:
      Float(
        UnitPictures.round(
          Double(table.activations.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 })))
    }
  }

  /// A picture, and below it the unit, a bar of its activity and the number that the order goes by.
  private func item(
    of unit: Int, activationLimit: Float
  ) -> ContactSheet.Item {
    let values = pictures.values(of: unit)
    let picture = grid(values, limit: limit(of: values))
    let width = captionWidth
    let number = String(unit).padded(to: indexWidth, .right)
    let shown = shownValue(of: unit)
    let mark = captionMark(of: unit)
    let bar = Span(activity(of: unit, limit: activationLimit), .right)
    let blank = Span(" ")
    // Where a mark has no place of its own it takes that of the bar: it says of the activity what counts.
    let sign = hasMarkRoom ? bar : mark ?? bar
    let room = width - indexWidth - 1
    let text = isOff(unit) ? say(.off) : UnitsPainter.short(shown, width: min(5, room - 2))
    // A blank between all of them, unless a power of ten needs it.
    let free = room - text.unicodeScalars.count
    var caption = [Span(number, unit == chosen ? .selected : .text)]
    caption += (free > 0 ? [blank] : []) + [sign] + (free > 1 ? [blank] : [])
    caption.append(Span(text, isOff(unit) ? .wrong : UnitsPainter.role(ofSigned: Scalar(shown))))
    if hasMarkRoom, let mark { caption += (free > 3 ? [blank] : []) + [mark] }
    return ContactSheet.Item(picture, caption: caption)
  }

  /// The mark of a unit's state below its picture: in ASCII a cross is a word, and that it is off stands there already.
  private func captionMark(of unit: Int) -> Span? {
    theme.isASCII && isOff(unit) ? nil : mark(of: unit)
  }

  /// The columns below a picture.
  private var captionWidth: Int {
    let picture = pixelSize.extent(rows: pictures.rows, columns: min(20, pictures.columns))
    return max(picture.width, UnitsLayout.captionWidth)
  }

  /// Whether a mark has a place of its own beside the bar.
  private var hasMarkRoom: Bool { captionWidth >= indexWidth + 10 }

  /// The columns of a unit's number.
  private var indexWidth: Int { String(max(0, table.count - 1)).count }

  /// The number below a picture is the one that the order goes by.
  private func shownValue(of unit: Int) -> Double {
    switch units.order {
    case .outgoing, .index: Double(table.largestOutgoing(of: unit).weight)
    case .activation: Double(table.activations[unit])
    case .gradient: Double(table.gradients[unit])
    }
  }

  /// A bar as high as the unit is active for the drawing; more than nothing is seen.
  private func activity(of unit: Int, limit: Float) -> String {
    let ramp = theme.isASCII ? Glyph.asciiLevels : Glyph.rising
    return String(level(of: unit, limit: limit).map { ramp[$0] } ?? theme.glyph(.invalid))
  }

  /// Which of the bars that is; nil where the activity is no number.
  private func level(of unit: Int, limit: Float) -> Int? {
    let part = limit > 0 ? abs(table.activations[unit]) / limit : 0
    guard part.isFinite else { return nil }
    let ramp = theme.isASCII ? Glyph.asciiLevels : Glyph.rising
    let level = Int((min(part, 1) * Float(ramp.count - 1)).rounded())
    return part > 0 ? max(1, level) : 0
  }

  /// A signed number in so many columns: as many digits as fit, rather than a zero before the point (`−.87`); nothing at all is `0` below the digits of the others.
  static func short(_ value: Double, width: Int) -> String {
    if value == 0 { return " 0" }
    for digits in [2, 1, 0] {
      let text = NumberText.fixed(value, digits: digits, sign: true)
      if text.unicodeScalars.count <= width { return text }
      let bare = text.replacing("0.", with: ".", maxReplacements: 1)
      if abs(value) < 1, digits > 0, bare.unicodeScalars.count <= width { return bare }
    }
    return NumberText.fixed(value, digits: 0, sign: true)
  }

  /// A key and what it does.
  private struct Button {
    let key: String
    var words: String
    /// Fewer words that say the same; nil where there are none.
    var brief: String?
    /// What goes first where even fewer words have no room: the largest number; 0 stays.
    let expendability: Int
    let action: Key
  }

  /// What the pictures show, their order, layer, page and scale: each a button.
  private var allButtons: [Button] {
    let subject = UnitsPhrase.subject(units.subject, weights: Symbols.typeset(names.weights))
    let next = Symbols.typeset(names.nextWeights)
    var buttons = [
      Button(key: "m", words: say(subject), expendability: 2, action: .character("m")),
      Button(
        key: "s", words: say(.order(units.order, next: next)), expendability: 1,
        action: .character("s")),
    ]
    // Where a panel stands beside the pictures, it has the way back itself.
    if layout.detail == nil {
      let closer = Button(
        key: "↵", words: say(.key(.closer)), expendability: 4, action: Key(.enter))
      buttons.insert(closer, at: 0)
    }
    if layers.count > 1 {
      buttons.append(
        Button(
          key: "]", words: say(.layer(units.layer, of: layers.count)),
          brief: say(.layerBriefly(units.layer)), expendability: 0, action: .character("]")))
    }
    let pages = (table.count + layout.pageSize - 1) / max(1, layout.pageSize)
    if pages > 1 {
      let page = units.position / layout.pageSize
      buttons += [
        Button(key: "‹", words: "", expendability: 0, action: Key(.pageUp)),
        Button(
          key: "›", words: say(.page(page + 1, of: pages)),
          brief: say(.pageBriefly(page + 1, of: pages)), expendability: 0,
          action: Key(.pageDown)),
      ]
    }
    let scale = say(units.hasOwnScale ? .ownScale : .sharedScale)
    return buttons + [
      Button(
        key: "c", words: scale, brief: say(.scaleBriefly(isOwn: units.hasOwnScale)),
        expendability: 3, action: .character("c"))
    ]
  }

  private func drawButtons(on canvas: inout Canvas) -> [Target] {
    var targets: [Target] = []
    // A free column keeps them off the frame.
    let row = layout.buttons.inset(1, 0)
    var buttons = allButtons
    func width(_ button: Button) -> Int {
      theme.text(button.words.isEmpty ? button.key : "\(button.key) \(button.words)")
        .unicodeScalars.count + 1
    }
    func used() -> Int { buttons.reduce(0) { $0 + width($1) } }
    // Words give way to fewer, the last ones first; then whole buttons go, for a bare key says nothing.
    for index in buttons.indices.reversed() where used() > row.width + 1 {
      if let brief = buttons[index].brief { buttons[index].words = brief }
    }
    let all = buttons
    let expendable = all.indices.filter { all[$0].expendability > 0 }
      .sorted { all[$0].expendability > all[$1].expendability }
    var gone: Set<Int> = []
    func drop(_ indices: Set<Int>) {
      gone = indices
      buttons = all.indices.filter { !gone.contains($0) }.map { all[$0] }
    }
    for index in expendable where used() > row.width + 1 { drop(gone.union([index])) }
    // A short one that went first may stand in the room that a long one has left.
    for index in expendable where gone.contains(index) {
      let before = gone
      drop(gone.subtracting([index]))
      if used() > row.width + 1 { drop(before) }
    }
    var x = row.x
    for button in buttons {
      let width = width(button)
      Paragraph([Span(button.key, .accent), Span(" " + button.words, .faint)]).drawLine(
        on: &canvas, x: x, y: row.y, width: min(width - 1, row.maxX - x), theme)
      let place = Rect(x: x, y: row.y, width: width - 1, height: 1).intersection(row)
      if !place.isEmpty { targets.append(Target(place, .key(button.action))) }
      x += width + (used() + buttons.count <= row.width ? 1 : 0)
    }
    return targets
  }
}

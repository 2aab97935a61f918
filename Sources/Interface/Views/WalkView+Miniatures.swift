import Engine
import Walkthrough

/// The farthest zoom: every tensor of the walk as a picture.
extension WalkView {
  /// Forward values with their gradients below them, column by column, and what the way back needs besides;
  /// in a small window forward and backward, as far as they go around the current step.
  static func drawNetwork(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard let step = place.step, let trace = place.trace else { return [] }
    let (theme, language) = (place.theme, place.state.language)
    let (head, rest) = area.splitTop(1)
    var words = Paragraph(Narration.sentence(for: step, in: trace, language: language))
    if step.operation == .lossAgain, let update = trace.update {
      let losses = [trace.forward.loss, update.forward.loss].map { TensorPanel.text($0) }
      words.spans =
        narration(step, place).prefix(2) + [Span(" L " + losses.joined(separator: " → "), .strong)]
      // Without its question the answer has room in a line.
      if words.lines(width: rest.width - 2, theme).count > 1 { words.spans.removeFirst() }
    }
    var inside = rest.inset(1, 0)
    inside =
      inside.splitTop(min(2, words.draw(on: &canvas, in: inside.splitTop(2).top, theme)))
      .bottom
    let targets = [
      drawHead(step, place, on: &canvas, in: head), AppState.Target(rest, .key(Key(.enter))),
    ]
    let forward = place.steps.filter { $0.phase == .forward || $0.phase == .loss }
    let backward = place.steps.filter { $0.phase == .backward }
    let gradients = forward.map { tensor in
      backward.first { $0.name == place.symbols.gradient(of: tensor.name) }
    }
    // The new weights come in once there are any, in the place of the local derivatives.
    let isUpdate = step.phase == .update
    let updates = isUpdate ? place.steps.filter { $0.phase == .update } : []
    let others =
      backward.filter { other in
        !gradients.contains(other) && (!isUpdate || other.operation.isParameterGradient)
      } + updates
    // From the network's input to its end, as the rows above.
    let aligned = [forward.map { Miniature($0, place) }, gradients.map { Miniature($0, place) }]
    let below = others.reversed().map { Miniature($0, place) }
    for size in MiniatureRow.sizes {
      for small in MiniatureRow.sizes where small.width <= size.width {
        var rows = [
          MiniatureRow(aligned[0], size, alignedWith: aligned, theme),
          MiniatureRow(aligned[1], size, alignedWith: aligned, theme),
          MiniatureRow(below, small, alignedWith: [below], theme),
        ]
        guard rows.allSatisfy({ $0.width <= inside.width }),
          rows.map(\.height).reduce(0, +) <= inside.height
        else { continue }
        return targets + draw(&rows, place, on: &canvas, in: inside)
      }
    }
    let all = [aligned[0], (backward + updates).map { Miniature($0, place) }]
    func rows(_ size: PixelSize) -> [MiniatureRow] {
      all.map { items in
        var row = MiniatureRow(items, size, alignedWith: [items], theme)
        row.narrow(to: inside.width, around: place.position)
        return row
      }
    }
    let most = rows(.half).map(\.computed)
    for size in MiniatureRow.sizes {
      var rows = rows(size)
      // A row below each has the ends of the scales.
      let needed = rows.map(\.height).reduce(rows.count, +)
      // Large pictures must not drive others off the screen.
      guard needed <= inside.height && rows.map(\.computed) == most || size == .half else {
        continue
      }
      // Where not all fits, one has what the other leaves, and each half of the room in any case.
      let half = inside.height / 2
      let heights = rows.map { inside.height - min(half, $0.height) }.reversed()
      for (row, most) in zip(rows.indices, heights) {
        rows[row].height = min(rows[row].height, most)
      }
      return targets + draw(&rows, place, on: &canvas, in: inside)
    }
    return targets
  }

  /// Draws the rows; what is left of the height goes between them, and to the ends of the scales.
  private static func draw(
    _ rows: inout [MiniatureRow], _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    let spare = area.height - rows.map(\.height).reduce(0, +)
    // The row of the current step is the first to have the ends of its scales.
    let order = rows.indices.sorted {
      rows[$0].has(place.position) && !rows[$1].has(place.position)
    }
    let withEnds = Set(order.prefix(max(0, spare)))
    let gap = min(2, max(0, spare - withEnds.count) / max(1, rows.count))
    var targets: [AppState.Target] = []
    var y = area.y + (gap > 1 ? 1 : 0)
    for (index, row) in rows.enumerated() {
      let height = row.height + (withEnds.contains(index) ? 1 : 0)
      targets += row.draw(
        place, hasEnds: withEnds.contains(index), on: &canvas,
        in: Rect(x: area.x, y: y, width: area.width, height: height).intersection(area))
      y += height + gap
    }
    return targets
  }
}

extension WalkView {
  /// The pass with the new weights, and those weights below it: what the last step's loss is made of.
  static func drawForwardAgain(
    _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    let forward = place.steps.filter { $0.phase == .forward || $0.phase == .loss }
    let weights = place.steps.filter { $0.operation.updatedKey != nil }
    let all = [forward, weights].map { $0.map { Miniature($0, place) } }
    for size in MiniatureRow.sizes {
      var rows = all.map { MiniatureRow($0, size, alignedWith: [$0], place.theme) }
      // Where there is no room for both, the numbers that the weights have made.
      while rows.count > 1, rows.map(\.height).reduce(0, +) > area.height { rows.removeLast() }
      let fits = rows.allSatisfy { $0.width <= area.width } && rows[0].height <= area.height
      guard fits && (rows.count > 1 || area.height < 10) || size == .half else { continue }
      for row in rows.indices { rows[row].narrow(to: area.width, around: place.position) }
      return draw(&rows, place, on: &canvas, in: area)
    }
    return []
  }
}

extension WalkPlace {
  /// The classes in the order of what they are worth being told: the true one, then by P; nil where there are no classes.
  var classesByWorth: [Int]? {
    guard let trace, network.head == .categorical else { return nil }
    let pass = position >= steps.count ? trace.update?.forward ?? trace.forward : trace.forward
    let probabilities = Array(pass.probabilities.row(sample ?? 0))
    let target = pass.targets[sample ?? 0]
    return [target]
      + probabilities.indices.filter { $0 != target }
      .sorted { probabilities[$0] > probabilities[$1] }
  }
}

/// A tensor of the walk in small; of a matrix the row that is looked at.
private struct Miniature {
  let step: Step
  /// nil for what is not computed yet.
  let panel: TensorPanel?
  /// All of the tensor's values, of which its scale is.
  let values: [Scalar]
  /// Of a list its elements in the order of what they are worth, where not all have room; a list of classes has the true one first.
  let order: [Int]
  /// The element that stands out: the true class.
  let trueClass: Int?

  init(_ step: Step, _ place: WalkPlace) {
    self.step = step
    guard step.index <= place.position, let trace = place.trace else {
      (panel, values, order, trueClass) = (nil, [], [], nil)
      return
    }
    let tensor = trace.value(of: step, at: place.position)
    let layout = place.layout(of: step.name, tensor)
    let names = ["P", place.symbols.logits].flatMap {
      [$0, place.symbols.gradient(of: $0)]
    }
    let classes = names.contains(step.name) ? place.classesByWorth : nil
    (order, trueClass) = (classes ?? Array(tensor.values.indices), classes?.first)
    let row = layout.kind == .sheet ? place.row(of: step, tensor, layout) : 0
    let range = row * layout.tileCount..<(row + 1) * layout.tileCount
    let scale = WalkView.scale(step.name, tensor.values, place)
    values = tensor.values
    panel = TensorPanel(
      title: Symbols.typeset(step.name)
        + (layout.kind == .sheet ? WalkPlace.row(row, of: tensor, layout) : ""),
      note: "",
      name: step.name, tensor: Tensor(vector: Array(tensor.values[range])), layout: layout.tile,
      scale: scale)
  }

  init?(_ step: Step?, _ place: WalkPlace) {
    guard let step else { return nil }
    self.init(step, place)
  }

  var title: String { panel?.title ?? Symbols.typeset(step.name) }

  /// The ends of a picture's scale in a word; nil where no colours are to be told.
  func limit(_ place: WalkPlace) -> String? {
    panel.flatMap { $0.hasColours ? WalkView.limit($0.scale, of: values, place) : nil }
  }

  func extent(_ size: PixelSize) -> (width: Int, height: Int) {
    guard let panel else { return (2, 1) }
    guard panel.layout.kind != .picture else { return panel.extent(size) }
    let widest =
      panel.isProbability
      ? panel.tensor.values.map { text($0, width: .max).unicodeScalars.count }.max() ?? 0 : 0
    return (max(7, widest) + (panel.layout.kind == .list ? 2 : 0), panel.layout.count)
  }

  /// A number of the list.
  func text(_ value: Scalar, width: Int) -> String {
    panel?.isProbability == true
      ? NumberText.decimals(ofProbability: value, digits: 4, width: width)
      : TensorPanel.text(value, width: width)
  }

  /// The elements of the list that so many rows show, in their own order: as many of the first ones by worth as leave a row for the count of the others.
  func listed(rows: Int) -> [Int] {
    guard order.count > rows else { return order.indices.map { $0 } }
    return order.prefix(rows > 2 ? rows - 1 : rows).sorted()
  }
}

/// Miniatures side by side.
private struct MiniatureRow {
  static let sizes: [PixelSize] = [.cells(3), .cells(2), .cells(1), .half]

  private let items: [Miniature?]
  private let size: PixelSize
  private var widths: [Int]
  private var range: Range<Int>
  private let gap = 2
  var height: Int

  /// The columns are as wide as the widest of all the rows that stand in line.
  init(
    _ items: [Miniature?], _ size: PixelSize, alignedWith rows: [[Miniature?]], _ theme: Theme
  ) {
    self.items = items
    self.size = size
    range = items.indices
    widths = items.indices.map { column in
      rows.compactMap { row -> Int? in
        guard let item = row[column] else { return nil }
        return max(theme.text(item.title).unicodeScalars.count, item.extent(size).width)
      }.max() ?? 0
    }
    height = 0
    height = neededHeight
  }

  /// The title, and the highest of those that are shown.
  private var neededHeight: Int {
    1 + (items[range].compactMap { $0?.extent(size).height }.max() ?? 0)
  }

  private func width(_ range: Range<Int>) -> Int {
    widths[range].reduce(0, +) + gap * max(0, range.count - 1)
  }

  var width: Int { width(range) }

  /// Leaves those around a step that fit; around the last one computed where the step is in another row.
  mutating func narrow(to room: Int, around position: Int) {
    let anchor = items.lastIndex { ($0?.step.index ?? .max) <= position } ?? 0
    guard !items.isEmpty else { return }
    range = anchor..<anchor + 1
    defer { height = neededHeight }
    while true {
      let next = range.lowerBound..<range.upperBound + 1
      let before = range.lowerBound - 1..<range.upperBound
      let hasNext = range.upperBound < items.count && width(next) <= room
      let hasBefore = range.lowerBound > 0 && width(before) <= room
      guard hasNext || hasBefore else { return }
      // What is computed comes before what is not.
      range = hasNext && (!hasBefore || items[range.upperBound]?.panel != nil) ? next : before
    }
  }

  /// Whether a step is among those that are shown.
  func has(_ position: Int) -> Bool { items[range].contains { $0?.step.index == position } }

  /// How many of those that are shown are computed.
  var computed: Int { items[range].count { $0?.panel != nil } }

  func draw(
    _ place: WalkPlace, hasEnds: Bool, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    let theme = place.theme
    var targets: [AppState.Target] = []
    var x = area.x
    for column in range {
      defer { x += widths[column] + gap }
      guard let item = items[column] else { continue }
      let box = Rect(x: x, y: area.y, width: widths[column], height: area.height)
      let isCurrent = item.step.index == place.position
      let role: Role = isCurrent ? .current : item.panel == nil ? .faint : .text
      let end = canvas.put(theme.text(item.title), x: x, y: box.y, theme.ink(role))
      if !hasEnds, let limit = item.limit(place).map(theme.text),
        end + 1 + limit.unicodeScalars.count <= box.maxX
      {
        canvas.put(limit, x: end + 1, y: box.y, theme.ink(.faint))
      }
      let body = box.splitTop(1).bottom
      canvas.clipped(to: body) { canvas in
        draw(item, place, hasEnds: hasEnds, on: &canvas, in: body)
      }
      targets.append(AppState.Target(box, .command("goto \(item.step.index)")))
    }
    // What goes on beyond an edge.
    if range.lowerBound > 0 {
      canvas.put(
        theme.glyph(.triangleLeft), x: area.x - 1, y: area.y, theme.ink(.selected))
    }
    if range.upperBound < items.count {
      canvas.put(theme.glyph(.triangleRight), x: area.maxX, y: area.y, theme.ink(.selected))
    }
    return targets
  }

  private func draw(
    _ item: Miniature, _ place: WalkPlace, hasEnds: Bool, on canvas: inout Canvas, in body: Rect
  ) {
    let theme = place.theme
    guard let panel = item.panel else {
      canvas.put(NumberText.notComputed, x: body.x, y: body.y, theme.ink(.faint))
      return
    }
    guard panel.layout.kind == .picture else {
      let values = panel.tensor.values
      let shown = item.listed(rows: body.height)
      let isList = panel.layout.kind == .list
      let x = body.x + (isList ? 2 : 0)
      for (row, element) in shown.enumerated() {
        let isTrue = element == item.trueClass
        if isList {
          canvas.put(
            "\(element)", x: body.x, y: body.y + row, theme.ink(isTrue ? .selected : .faint))
        }
        canvas.put(
          theme.text(item.text(values[element], width: body.maxX - x)), x: x, y: body.y + row,
          theme.ink(isTrue ? .strong : .text))
      }
      // What has no room is counted in the last row.
      if shown.count < min(values.count, body.height) {
        canvas.put(
          theme.text("… +\(values.count - shown.count)"), x: body.x, y: body.y + shown.count,
          theme.ink(.faint))
      }
      return
    }
    let grid = PixelGrid(
      Raster(
        rows: panel.layout.rows, columns: panel.layout.columns, values: panel.tensor.values),
      scale: panel.scale, size: size)
    grid.draw(on: &canvas, in: body, theme)
    guard hasEnds else { return }
    WalkView.drawEnds(
      panel.scale, of: item.values, place, on: &canvas,
      in: Rect(x: body.x, y: body.y + grid.height, width: body.width, height: 1))
  }
}

extension PixelSize {
  /// The columns that a pixel takes.
  fileprivate var width: Int { extent(rows: 1, columns: 1).width }
}

import Engine
import Walkthrough

/// A step whose result is a matrix too large for one picture.
extension WalkView {
  /// A sheet of pictures: the operands stand over each other at the left and leave it the room, in several columns only where they would be cut off.
  static func drawSheet(
    _ result: TensorPanel, _ operands: [TensorPanel], _ sign: String, _ place: WalkPlace,
    on canvas: inout Canvas, in area: Rect, orIn rows: [Rect]
  ) -> [AppState.Target] {
    let sizes = TensorPanel.sizes
    let stack = Stack(operands, beside: result, in: area, place.theme)
    let (stacked, below) = stack.draw(on: &canvas, in: area, place)
    var targets = stacked
    _ = drawCaption(
      operands[...], stack.size, place, on: &canvas,
      in: Rect(x: area.x, y: below, width: stack.width, height: below < area.maxY ? 1 : 0),
      orIn: rows)
    let left = operands.isEmpty ? 0 : stack.width + 3
    let body = Rect(
      x: area.x + left, y: area.y, width: area.width - left, height: area.height)
    let large =
      sizes.first { size in
        let extent = size.extent(rows: result.layout.rows, columns: result.layout.columns)
        return extent.height < body.height && extent.width <= body.width / 2
      } ?? .half
    if left > 0 {
      let height = large.extent(rows: result.layout.rows, columns: result.layout.columns).height
      canvas.put(
        place.theme.text(sign), x: area.x + left - 2, y: area.y + 1 + (height - 1) / 2,
        place.theme.ink(.strong))
    }
    var panel = result
    panel.title = result.title + WalkPlace.row(result.chosenTile, of: result.tensor, result.layout)
    if let tiles = panel.sheetPage(in: body.splitTop(1).bottom, size: large)?.tiles {
      let rows = WalkPhrase.rows(
        tiles.lowerBound, tiles.upperBound - 1, of: result.layout.tiles)
      let note = panel.note
      panel.note += "  " + rows.text(in: place.state.language)
      if panel.titleWidth(place.theme) > body.width { panel.note = note }
    }
    targets += panel.draw(on: &canvas, in: body, size: large, place.theme)
    drawLegend(panel, large, place, on: &canvas, in: body)
    return targets
  }

  /// The scale below the large picture, as far as the small ones beside it.
  private static func drawLegend(
    _ panel: TensorPanel, _ size: PixelSize, _ place: WalkPlace, on canvas: inout Canvas,
    in body: Rect
  ) {
    let picture = size.extent(rows: panel.layout.rows, columns: panel.layout.columns)
    let isAlone = panel.sheetPage(in: body.splitTop(1).bottom, size: size) == nil
    let width = PictureLegend.width(panel, picture: picture.width, place.theme)
    drawColours(
      panel.scale, of: panel.tensor.values, place, on: &canvas,
      in: Rect(
        x: body.x, y: body.y + 1 + picture.height,
        width: isAlone ? width : min(width, picture.width + 1), height: 1
      ).intersection(body))
  }

  /// The operands of a sheet, over each other and side by side.
  private struct Stack {
    let columns: [[TensorPanel]]
    let size: PixelSize
    let widths: [Int]

    var width: Int { widths.reduce(-3) { $0 + $1 + 3 } }

    /// One column of pictures as large as they fit, else as many columns as show all of them, or as stand beside the result.
    init(_ operands: [TensorPanel], beside result: TensorPanel, in area: Rect, _ theme: Theme) {
      func split(_ count: Int) -> [[TensorPanel]] {
        let rows = max(1, (operands.count + count - 1) / count)
        return stride(from: 0, to: operands.count, by: rows).map {
          Array(operands[$0..<min(operands.count, $0 + rows)])
        }
      }
      func widths(_ columns: [[TensorPanel]], _ size: PixelSize) -> [Int] {
        columns.map { column in column.map { $0.width(size, theme) }.max() ?? 0 }
      }
      func isWhole(_ columns: [[TensorPanel]], _ size: PixelSize) -> Bool {
        columns.allSatisfy { column in
          column.reduce(0) { $0 + $1.extent(size).height + 1 } <= area.height
        }
      }
      let single = split(1)
      let large = TensorPanel.sizes.first {
        isWhole(single, $0) && widths(single, $0).allSatisfy { $0 <= area.width / 3 }
      }
      // The result needs its large picture; its neighbours can be looked at without the operands.
      let one = PixelSize.half.extent(rows: result.layout.rows, columns: result.layout.columns)
      let room = area.width - 3 - max(one.width, result.titleWidth(theme))
      let several = (1...max(1, operands.count)).map(split).filter {
        widths($0, .half).reduce(-3) { $0 + $1 + 3 } <= room
      }
      size = large ?? .half
      columns =
        large != nil ? single : several.first { isWhole($0, .half) } ?? several.last ?? single
      self.widths = widths(columns, size)
    }

    /// A list can be shown in part, a picture cannot.
    ///
    /// - Returns: what can be pressed, and the row below all of it.
    func draw(
      on canvas: inout Canvas, in area: Rect, _ place: WalkPlace
    ) -> (targets: [AppState.Target], below: Int) {
      var targets: [AppState.Target] = []
      var below = area.y
      var x = area.x
      for (column, width) in zip(columns, widths) {
        let pictures = column.filter { $0.layout.kind != .list }
        let forLists = area.height - pictures.reduce(0) { $0 + $1.extent(size).height + 1 }
        let spare = area.height - column.reduce(0) { $0 + $1.extent(size).height + 1 }
        let hasScales = spare >= column.count(where: \.hasColours)
        var y = area.y
        for operand in column {
          let isShort = operand.layout.kind == .list && forLists >= 4
          let height = min(
            operand.extent(size).height + 1, area.maxY - y, isShort ? forLists : area.height)
          targets += operand.draw(
            on: &canvas, in: Rect(x: x, y: y, width: width, height: height), size: size,
            place.theme)
          y += height
          guard hasScales, operand.hasColours,
            WalkView.drawColours(
              operand.scale, of: operand.tensor.values, place, on: &canvas,
              in: Rect(
                x: x, y: y,
                width: min(
                  width,
                  PictureLegend.width(operand, picture: operand.extent(size).width, place.theme)),
                height: 1))
          else { continue }
          y += 1
        }
        x += width + 3
        below = max(below, y)
      }
      return (targets, below)
    }
  }
}

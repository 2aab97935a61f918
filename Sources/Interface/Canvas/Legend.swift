/// The scale of a picture in numbers: `−0.42 ▇▇▇▇▇ +0.42`, zero in the middle.
public struct Legend: Sendable {
  public var scale: ColourScale
  public var lowText: String
  public var highText: String

  /// The texts are the ends of the scale as the panel writes numbers.
  public init(_ scale: ColourScale, low: String, high: String) {
    self.scale = scale
    lowText = low
    highText = high
  }

  /// The columns of the numbers and of all swatches.
  func width(_ theme: Theme) -> Int { numbersWidth(theme) + levels(theme) }

  private func numbersWidth(_ theme: Theme) -> Int {
    theme.text(lowText).unicodeScalars.count + theme.text(highText).unicodeScalars.count + 2
  }

  private func levels(_ theme: Theme) -> Int {
    let colours = theme.palette(scale.kind).colours.count
    guard colours == 0 else { return colours }
    return scale.kind == .diverging
      ? Self.signs.count : theme.isASCII ? Glyph.asciiShades.count : 9
  }

  /// Whether the scale is one of signs, in place of colours.
  private func isOfSigns(_ theme: Theme) -> Bool {
    scale.kind == .diverging && theme.palette(scale.kind).colours.isEmpty
  }

  /// Parts of the larger end that have each glyph of a picture without colours once: `= - ,   ' + #`.
  private static let signs = [-1, -0.3, -0.05, 0, 0.05, 0.3, 1]

  /// The values of the swatches that so many columns have room for; none where there are too few.
  private func values(in room: Int, _ theme: Theme) -> [Double] {
    guard !isOfSigns(theme) else {
      let limit = max(abs(scale.low), abs(scale.high))
      // The blank of an exact zero goes first, then the weakest.
      let forms = [
        Self.signs, Self.signs.filter { $0 != 0 }, Self.signs.filter { abs($0) != 0.05 },
      ]
      return (forms.first { $0.count <= room } ?? []).map { $0 * limit }
    }
    var count = min(levels(theme), room)
    if scale.kind == .diverging, count % 2 == 0 { count -= 1 }
    guard count >= 3 else { return [] }
    return (0..<count).map {
      scale.low + (scale.high - scale.low) * Double($0) / Double(count - 1)
    }
  }

  /// Draws it from the left of the first row of `area`; returns the columns it took.
  ///
  /// Where the swatches do not fit beside the numbers they shrink, down to three colours or five signs; below that only
  /// the numbers are drawn, or one for both ends with the signs beside it.
  @discardableResult
  public func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) -> Int {
    guard !area.isEmpty else { return 0 }
    let low = theme.text(lowText)
    let high = theme.text(highText)
    let swatches = values(in: area.width - numbersWidth(theme), theme)
    let both = theme.text("±") + (high.hasPrefix("+") ? String(high.dropFirst()) : high)
    let faint = theme.ink(.faint)
    if swatches.isEmpty, low.dropFirst() == high.dropFirst() {
      let width = both.unicodeScalars.count
      let signs = isOfSigns(theme) ? values(in: area.width - width - 1, theme) : []
      if !signs.isEmpty {
        let end = canvas.put(both, x: area.x, y: area.y, faint)
        return draw(signs, x: end + 1, on: &canvas, in: area, theme) - area.x
      }
    }
    // A number cut short would be another one.
    guard !swatches.isEmpty || numbersWidth(theme) + 1 <= area.width else {
      guard scale.kind == .diverging, both.unicodeScalars.count <= area.width else { return 0 }
      return canvas.put(both, x: area.x, y: area.y, faint) - area.x
    }
    var end = area.x
    canvas.clipped(to: area) { canvas in
      end = canvas.put(low, x: area.x, y: area.y, faint)
      if swatches.isEmpty {
        end = canvas.put(" \(theme.glyph(.ellipsis)) ", x: end, y: area.y, faint)
      } else {
        end = draw(swatches, x: end + 1, on: &canvas, in: area, theme) + 1
      }
      end = canvas.put(high, x: end, y: area.y, faint)
    }
    return min(end, area.maxX) - area.x
  }

  /// Draws the swatches; returns the column after them.
  private func draw(
    _ values: [Double], x: Int, on canvas: inout Canvas, in area: Rect, _ theme: Theme
  ) -> Int {
    // Twice the row, so that each cell has equal halves: one colour, or one shade and sign.
    let row = Raster(rows: 2, columns: values.count, values: values + values)
    let place = Rect(x: x, y: area.y, width: values.count, height: 1)
    PixelGrid(row, scale: scale).draw(on: &canvas, in: place, theme)
    return place.maxX
  }
}

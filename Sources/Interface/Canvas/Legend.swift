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

  /// Parts of the larger end that have each glyph of a picture without colours once: `= - .   . + #`.
  private static let signs = [-1, -0.3, -0.05, 0, 0.05, 0.3, 1]

  /// Draws it from the left of the first row of `area`; returns the columns it took.
  ///
  /// Where the swatches do not fit beside the numbers they shrink, down to three; below that only the
  /// numbers are drawn.
  @discardableResult
  public func draw(on canvas: inout Canvas, in area: Rect, _ theme: Theme) -> Int {
    guard !area.isEmpty else { return 0 }
    let low = theme.text(lowText)
    let high = theme.text(highText)
    var swatches = min(levels(theme), area.width - numbersWidth(theme))
    if scale.kind == .diverging, swatches % 2 == 0 { swatches -= 1 }
    // A number cut short would be another one.
    guard swatches >= 3 || numbersWidth(theme) + 1 <= area.width else {
      let both = theme.text("±") + (high.hasPrefix("+") ? String(high.dropFirst()) : high)
      guard scale.kind == .diverging, both.unicodeScalars.count <= area.width else { return 0 }
      return canvas.put(both, x: area.x, y: area.y, theme.ink(.faint)) - area.x
    }
    var end = area.x
    let faint = theme.ink(.faint)
    canvas.clipped(to: area) { canvas in
      end = canvas.put(low, x: area.x, y: area.y, faint)
      if swatches < 3 {
        end = canvas.put(" \(theme.glyph(.ellipsis)) ", x: end, y: area.y, faint)
      } else {
        let limit = max(abs(scale.low), abs(scale.high))
        let values =
          swatches == Self.signs.count && levels(theme) == swatches && scale.kind == .diverging
          ? Self.signs.map { $0 * limit }
          : (0..<swatches).map {
            scale.low + (scale.high - scale.low) * Double($0) / Double(swatches - 1)
          }
        // Twice the row, so that each cell has equal halves: one colour, or one shade and sign.
        let row = Raster(rows: 2, columns: swatches, values: values + values)
        let place = Rect(x: end + 1, y: area.y, width: swatches, height: 1)
        PixelGrid(row, scale: scale).draw(on: &canvas, in: place, theme)
        end = place.maxX + 1
      }
      end = canvas.put(high, x: end, y: area.y, faint)
    }
    return min(end, area.maxX) - area.x
  }
}

import Engine

/// The values of a tensor that has one or two different ones: a mask, the slopes of a rectifier, weights that begin equal.
///
/// A scale of colours between two ends would tell of values that there are not.
struct TensorLevels {
  /// From the least; one or two.
  let values: [Scalar]

  /// nil for a tensor with more of them or with one that is not finite, and for one of two elements that are not both 0.
  init?(of elements: [Scalar]) {
    guard let first = elements.first, elements.count > 2 || elements.allSatisfy({ $0 == 0 })
    else { return nil }
    var second: Scalar?
    for value in elements where value != first {
      guard second == nil || value == second else { return nil }
      second = value
    }
    values = [first, second].compactMap { $0 }.sorted()
    guard values.allSatisfy(\.isFinite) else { return nil }
  }

  /// Whether all elements are equal.
  var isOne: Bool { values.count == 1 }

  /// The levels in numbers.
  var texts: [String] { values.map { TensorPanel.text($0, digits: 3, width: 7) } }

  /// The columns of a level's colour, and of the blank behind it.
  private static let swatch = (width: 2, gap: 1)
  private static let gap = 2

  /// The columns that both levels take.
  func width(_ theme: Theme) -> Int {
    texts.reduce(-Self.gap) {
      $0 + Self.swatch.width + Self.swatch.gap + theme.text($1).unicodeScalars.count + Self.gap
    }
  }

  /// Each level's colour and its number: `▇▇ 0  ▇▇ 2`.
  func draw(_ scale: ColourScale, on canvas: inout Canvas, in row: Rect, _ theme: Theme) {
    var x = row.x
    for (value, text) in zip(values, texts) {
      let place = Rect(x: x, y: row.y, width: Self.swatch.width, height: 1)
      let part = scale.part(of: Double(value))
      if !theme.isASCII, let colour = theme.palette(scale.kind).colour(part) {
        // Clear of the picture above, which has the same colour.
        canvas.fill(place, Bar.low, Ink(colour, on: theme.background))
      } else {
        PixelGrid(
          Raster(rows: 1, columns: 1, values: [value]), scale: scale, size: .cells(1)
        ).draw(on: &canvas, in: place, theme)
      }
      x += Self.swatch.width + Self.swatch.gap
      x = canvas.put(theme.text(text), x: x, y: row.y, theme.ink(.faint)) + Self.gap
    }
  }
}

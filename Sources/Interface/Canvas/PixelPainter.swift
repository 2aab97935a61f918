/// Puts the pixels of one grid into cells.
struct PixelPainter {
  let grid: PixelGrid
  let theme: Theme
  let palette: Palette

  init(grid: PixelGrid, theme: Theme) {
    self.grid = grid
    self.theme = theme
    palette = theme.palette(grid.scale.kind)
  }

  private func value(_ row: Int, _ column: Int) -> Double? { grid.raster[row, column] }

  private func colour(_ value: Double) -> Colour? { palette.colour(grid.scale.part(of: value)) }

  private func isHighlighted(_ place: Place) -> Bool {
    grid.cursor == place || grid.marked.contains(place)
  }

  /// Orange on greys; on a diverging picture, where orange is a value, black or white.
  private var highlight: Colour {
    grid.scale.kind == .grey
      ? theme.ink(.selected).foreground
      : (theme.depth <= .sixteen
        ? .palette(theme.name.isLight ? 0 : 15) : .palette(theme.name.isLight ? 16 : 231))
  }

  // MARK: Whole cells

  func drawCells(on canvas: inout Canvas, in area: Rect) {
    for row in 0..<grid.raster.rows {
      for column in 0..<grid.raster.columns {
        guard let value = value(row, column) else { continue }
        let place = Place(row: row, column: column)
        let cells = grid.cells(of: place, in: area)
        if cells.intersection(canvas.bounds).isEmpty { continue }
        let ground = fill(cells, value, on: &canvas)
        let isCursor = grid.cursor == place
        let isCrossed = grid.marksAreCrosses && grid.marked.contains(place)
        if isCursor || isHighlighted(place) && !isCrossed {
          frame(
            cells, ink(over: ground, value, strong: isCursor), isWhole: isCursor, on: &canvas)
        }
        if isCrossed {
          // Within the cursor's frame; where a pixel is one row high, in the place of its end.
          let shift = isCursor && cells.height == 1 ? cells.width - 1 : (cells.width - 1) / 2
          canvas.put(
            theme.glyph(.invalid), x: cells.x + shift, y: cells.y + (cells.height - 1) / 2,
            ink(over: ground, value, strong: isCursor))
        }
      }
    }
  }

  /// Fills one pixel and returns the ground it stands on now.
  private func fill(_ cells: Rect, _ value: Double, on canvas: inout Canvas) -> Colour {
    if value.isNaN {
      canvas.fill(cells, theme.glyph(.invalid), theme.ink(.warning))
      return theme.background
    }
    if let colour = colour(value) {
      canvas.fill(cells, " ", Ink(theme.ink(.text).foreground, on: colour))
      return colour
    }
    let ink = glyphInk(value)
    let glyph =
      grid.scale.kind == .diverging
      ? signAndStrength(value) : shade(grid.scale.strength(of: value))
    canvas.fill(cells, glyph, ink)
    return theme.background
  }

  /// The ink of a glyph that stands for a value: with eight colours it tells the sign too, and 1 is white on any ground.
  private func glyphInk(_ value: Double) -> Ink {
    guard theme.depth == .eight else { return theme.ink(.text) }
    return switch grid.scale.kind {
    case .grey: Ink(.palette(7), on: .palette(0))
    case .diverging: theme.ink(value < 0 ? .accent : .gradient)
    case .sequential: theme.ink(.text)
    }
  }

  private func shade(_ strength: Double) -> Unicode.Scalar {
    let ramp = theme.isASCII ? Glyph.asciiShades : Glyph.shades
    return ramp[Int((strength * Double(ramp.count - 1)).rounded())]
  }

  /// An ink that is seen on the pixel's own colour.
  private func ink(over ground: Colour, _ value: Double, strong: Bool) -> Ink {
    let attributes: Ink.Attributes = strong ? .bold : []
    guard theme.hasPictureColours else {
      return Ink(.standard, on: .standard, strong ? .reverse : .bold)
    }
    guard let light = LinearColour(ground).map(PerceivedColour.init)?.lightness else {
      // The user's own sixteen colours: which are pale is known by their place in the palette only.
      let isPale = grid.scale.kind == .grey && grid.scale.part(of: value) > 0.5
      return Ink(isPale ? .palette(0) : highlight, on: ground, attributes)
    }
    // Bright orange on what is dark, dark orange on what is pale, and black between, where both would fade.
    if grid.scale.kind == .grey {
      let orange: UInt8 = light < 0.58 ? 214 : light > 0.8 ? 130 : 16
      return Ink(.palette(orange), on: ground, attributes)
    }
    return Ink(.palette(light > 0.6 ? 16 : 231), on: ground, attributes)
  }

  /// The cursor has a frame, `[ ]` where a pixel is one row high; a mark is `( )` in each of its rows.
  private func frame(_ cells: Rect, _ ink: Ink, isWhole: Bool, on canvas: inout Canvas) {
    let (right, bottom) = (cells.maxX - 1, cells.maxY - 1)
    guard isWhole, cells.height > 1 else {
      for y in cells.y..<cells.maxY {
        canvas.put(isWhole ? "[" : "(", x: cells.x, y: y, ink)
        canvas.put(isWhole ? "]" : ")", x: right, y: y, ink)
      }
      return
    }
    let across = theme.glyph(.horizontal)
    for x in cells.x..<cells.maxX {
      canvas.put(across, x: x, y: cells.y, ink)
      canvas.put(across, x: x, y: bottom, ink)
    }
    for y in cells.y..<cells.maxY {
      canvas.put(theme.glyph(.vertical), x: cells.x, y: y, ink)
      canvas.put(theme.glyph(.vertical), x: right, y: y, ink)
    }
    canvas.put(theme.isASCII ? "+" : "┌", x: cells.x, y: cells.y, ink)
    canvas.put(theme.isASCII ? "+" : "┐", x: right, y: cells.y, ink)
    canvas.put(theme.isASCII ? "+" : "└", x: cells.x, y: bottom, ink)
    canvas.put(theme.isASCII ? "+" : "┘", x: right, y: bottom, ink)
  }

  // MARK: Halves

  func drawHalves(on canvas: inout Canvas, in area: Rect) {
    for y in 0..<grid.height {
      for x in 0..<grid.raster.columns {
        let top = value(2 * y, x)
        let bottom = value(2 * y + 1, x)
        guard let upper = top ?? bottom else { continue }
        if palette.colours.isEmpty || theme.isASCII {
          drawAverage(upper, bottom ?? upper, x: x, y: y, on: &canvas, in: area)
        } else if let (sign, value) = sign(x: x, y: y) {
          let ground = value.isNaN ? theme.background : (colour(value) ?? theme.background)
          canvas.put(
            sign, x: area.x + x, y: area.y + y, ink(over: ground, value, strong: true))
        } else {
          let topColour = top.map { half($0, Place(row: 2 * y, column: x)) } ?? theme.background
          let bottomColour =
            bottom.map { half($0, Place(row: 2 * y + 1, column: x)) } ?? theme.background
          put(
            topColour, bottomColour, lonely: bottom == nil, x: area.x + x, y: area.y + y,
            on: &canvas)
        }
      }
    }
  }

  /// What stands in a cell of two pixels for a mark or the cursor, and the value whose colour the cell then has.
  ///
  /// An arrow marks the upper one or the lower, or both; a cell of another colour would look like a value.
  /// The cursor is `o` where the grid writes it.
  private func sign(x: Int, y: Int) -> (Unicode.Scalar, Double)? {
    let (top, bottom) = (Place(row: 2 * y, column: x), Place(row: 2 * y + 1, column: x))
    if let cursor = grid.cursor, cursor == top || cursor == bottom {
      guard grid.writesCursor else { return nil }
      return value(cursor.row, cursor.column).map { ("o", $0) }
    }
    let (isTop, isBottom) = (grid.marked.contains(top), grid.marked.contains(bottom))
    guard isTop || isBottom, let value = isTop ? value(2 * y, x) : value(2 * y + 1, x) else {
      return nil
    }
    return (Glyph.halfMarks(isASCII: theme.isASCII)[isTop && isBottom ? 2 : isTop ? 0 : 1], value)
  }

  private func half(_ value: Double, _ place: Place) -> Colour {
    if isHighlighted(place) { return highlight }
    return value.isNaN ? theme.ink(.warning).foreground : (colour(value) ?? theme.background)
  }

  /// Equal halves are a space on a ground: no seam, fewer bytes.
  ///
  /// A lonely upper half keeps the terminal's own ground below it, which only a background can be.
  private func put(
    _ top: Colour, _ bottom: Colour, lonely: Bool, x: Int, y: Int, on canvas: inout Canvas
  ) {
    if top == bottom {
      canvas.put(" ", x: x, y: y, Ink(theme.ink(.text).foreground, on: top))
    } else if lonely {
      canvas.put("▀", x: x, y: y, Ink(top, on: bottom))
    } else {
      canvas.put("▄", x: x, y: y, Ink(bottom, on: top))
    }
  }

  private func drawAverage(
    _ top: Double, _ bottom: Double, x: Int, y: Int, on canvas: inout Canvas, in area: Rect
  ) {
    let mean = top / 2 + bottom / 2
    let lit =
      isHighlighted(Place(row: 2 * y, column: x)) || isHighlighted(Place(row: 2 * y + 1, column: x))
    var ink = glyphInk(mean)
    var glyph: Unicode.Scalar = " "
    if mean.isNaN {
      glyph = theme.glyph(.invalid)
      ink = theme.ink(.warning)
    } else if let colour = colour(mean) {
      ink.background = colour
    } else if grid.scale.kind == .diverging {
      glyph = signAndStrength(mean)
    } else {
      glyph = shade(grid.scale.strength(of: mean))
    }
    if lit, let (sign, value) = sign(x: x, y: y), sign != "o", !value.isNaN {
      glyph = sign
      if theme.hasPictureColours { ink = self.ink(over: ink.background, value, strong: true) }
      if !theme.hasPictureColours { ink.attributes.insert(.bold) }
    } else if lit {
      if theme.hasPictureColours {
        ink.background = highlight
      } else {
        ink.attributes.insert(.reverse)
      }
    }
    canvas.put(glyph, x: area.x + x, y: area.y + y, ink)
  }

  /// Sign and three strengths in one column: `= - ,   ' + #`; a value that is zero is a space.
  ///
  /// The weakest tell their sign by their height: below the middle, or above it.
  private func signAndStrength(_ value: Double) -> Unicode.Scalar {
    let strength = grid.scale.strength(of: value)
    if strength < 0.1 { return value == 0 ? " " : value < 0 ? "," : "'" }
    return strength < 0.5 ? (value < 0 ? "-" : "+") : (value < 0 ? "=" : "#")
  }
}

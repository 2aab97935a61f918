import Commands
import Engine

/// Where the parts of the Units view stand.
struct UnitsLayout {
  /// The frame around the pictures; nil where only one unit is shown.
  let sheet: Rect?
  /// The frame around the chosen unit; nil where only pictures are shown.
  let detail: Rect?
  /// The pictures themselves, and the row of buttons below them.
  let pictures: Rect
  let buttons: Rect
  let columns: Int
  let rows: Int
  /// Between the pictures and the chosen unit, where both are shown.
  private(set) var boundary: Boundary?
  /// A free row between rows of pictures where that costs none of them.
  let rowGap: Int

  /// The narrowest place in which one unit's numbers stand: its frame included.
  static let narrowestDetail = 31
  private static let widestDetail = 64

  init(
    _ area: Rect, zoom: UnitsState.Zoom, tile: ContactSheet.Item, count: Int,
    _ splits: Splits = Splits()
  ) {
    // The order and the captions need the sheet's own arithmetic of tiles.
    let probe = UnitsLayout.sheet([tile])
    func capacity(_ width: Int, _ height: Int) -> (columns: Int, rows: Int) {
      probe.capacity(in: Rect(x: 0, y: 0, width: width, height: height))
    }
    let height = max(0, area.height - 3)
    let pitch = max(1, UnitsLayout.tileWidth(tile)) + probe.gap
    let all = capacity(area.width - 2, height)
    let beside = capacity(area.width - 2 - UnitsLayout.narrowestDetail, height)
    let rows = max(1, all.rows)
    switch zoom {
    case .unit:
      (sheet, detail) = (nil, area)
    case .both where beside.columns >= 1 && beside.rows >= 1:
      let needed = max(1, (count + rows - 1) / rows)
      let columns = min(beside.columns, needed)
      // What the pictures do not need goes to the unit, until it has enough; then the frame of the pictures grows.
      let least = max(columns * pitch + 3, UnitsLayout.buttonsWidth)
      let width = max(
        min(least, area.width - UnitsLayout.narrowestDetail), area.width - UnitsLayout.widestDetail)
      let sides = splits.cut(
        area, at: .units, preferred: width,
        least: (UnitsLayout.buttonsWidth, UnitsLayout.narrowestDetail))
      (sheet, detail) = (sides.first, sides.second)
      boundary = sides.boundary
    case .sheet, .both:
      (sheet, detail) = (area, nil)
    }
    let inside = (sheet ?? Rect(x: area.x, y: area.y, width: 0, height: 0)).inset(1, 1)
    (pictures, buttons) = inside.splitTop(inside.height - 1)
    let fits = probe.capacity(in: pictures)
    (columns, self.rows) = (fits.columns, fits.rows)
    let airy = UnitsLayout.sheet([tile], rowGap: 1).capacity(in: pictures)
    rowGap = airy.rows == fits.rows ? 1 : 0
  }

  /// The size of a small picture: large where all units have room for it, else about ten columns wide.
  static func pixelSize(
    rows: Int, columns: Int, count: Int, in area: Rect, zoom: UnitsState.Zoom
  ) -> PixelSize {
    let taken = zoom == .sheet ? 2 : 2 + narrowestDetail
    let place = Rect(x: 0, y: 0, width: area.width - taken, height: area.height - 3)
    for k in [4, 3, 2, 1] {
      let extent = PixelSize.cells(k).extent(rows: rows, columns: columns)
      let wide = (max(extent.width, captionWidth) + 1, extent.height + 1)
      if max(0, place.width - 1) / wide.0 * (place.height / wide.1) >= count { return .cells(k) }
    }
    return .fitting(rows: rows, columns: columns, width: captionWidth, height: 5)
  }

  /// A row of buttons in the longer of the two languages.
  private static let buttonsWidth = 47

  var pageSize: Int { columns * rows }

  /// The least width of a tile: `105 +0.99` and a mark.
  static let captionWidth = 10

  static func tileWidth(_ tile: ContactSheet.Item) -> Int { max(tile.grid.width, captionWidth) }

  static func sheet(
    _ items: [ContactSheet.Item], chosen: Int? = nil, rowGap: Int = 0
  ) -> ContactSheet {
    ContactSheet(items, chosen: chosen, captionWidth: captionWidth, gap: 1, rowGap: rowGap)
  }
}

/// The pictures of one layer: which values, in what grid, on what scale.
struct UnitPictures {
  let table: UnitTable
  var subject: UnitsState.Subject
  let rows: Int
  let columns: Int
  private let initial: Network?
  private let gradient: Tensor?

  init(_ state: AppState, _ table: UnitTable) {
    self.table = table
    subject = state.units.subject
    let plan = table.network.plan
    if table.layer.number == 1 {
      (rows, columns) = (plan.imageRows, plan.imageColumns)
    } else {
      // Activations have no picture: they are wrapped as Walk wraps them.
      columns = min(TensorLayout.wrap(table.layer.inputs), table.layer.inputs)
      rows = (table.layer.inputs + columns - 1) / max(1, columns)
    }
    let start = state.scene.session.initial
    initial = start.plan == plan ? start : nil
    gradient = state.scene.liveGradients.parameterGradients[table.layer.weightsKey]
  }

  /// What is shown of a unit.
  func values(of unit: Int) -> [Float] {
    let weights = table.weights(of: unit)
    switch subject {
    case .weights: return Array(weights)
    case .gradients:
      guard let gradient else { return [] }
      let row = table.piece(of: unit) * table.count + unit
      let size = table.layer.inputs
      return Array(gradient.values[row * size..<(row + 1) * size])
    case .change:
      guard let initial else { return [] }
      let old = initial.incomingWeights(
        ofUnit: unit, in: table.layer, piece: table.piece(of: unit))
      return zip(weights, old).map { $0 - $1 }
    }
  }

  /// The round number that the colours of the whole layer end at: few weights lie beyond it.
  var sharedLimit: Double {
    let weights = table.network[table.layer.weightsKey]?.values ?? []
    switch subject {
    case .weights: return UnitPictures.usualLimit(of: weights)
    case .gradients: return UnitPictures.usualLimit(of: gradient?.values ?? [])
    case .change:
      let old = initial?[table.layer.weightsKey]?.values ?? []
      return UnitPictures.usualLimit(of: zip(weights, old).map { $0 - $1 })
    }
  }

  /// Where all but one of two hundred numbers end, as a round number: a few large ones must not make all others grey.
  static func usualLimit(of values: [Float]) -> Double {
    // By exponent and three binary places; the upper end of a class is at most an eighth too far.
    let width: UInt32 = 20
    var counts = Array(repeating: 0, count: 1 << 11)
    var largest: Float = 0
    for value in values where value.isFinite {
      counts[Int(value.magnitude.bitPattern >> width)] += 1
      largest = max(largest, value.magnitude)
    }
    var beyond = 0
    for place in counts.indices.reversed() {
      beyond += counts[place]
      guard beyond > values.count / 200 else { continue }
      return round(min(Double(largest), Double(Float(bitPattern: UInt32(place + 1) << width))))
    }
    return round(Double(largest))
  }

  static func limit(of values: [Float]) -> Double {
    var largest: Float = 0
    for value in values where value.isFinite { largest = max(largest, abs(value)) }
    return round(Double(largest))
  }

  /// The next round number, so that a weight that moves a little recolours nothing.
  static func round(_ value: Double) -> Double {
    guard value.isFinite, value > 0 else { return 0 }
    var unit = 1.0
    while unit * 10 <= value, unit < 1e300 { unit *= 10 }
    while unit > value, unit > 1e-300 { unit /= 10 }
    for step in [1, 1.5, 2, 3, 4, 5, 6, 8] where value <= unit * step * 1.000_001 {
      return unit * step
    }
    return unit * 10
  }

  /// The picture, averaged over squares where it is larger than a place of `width` by `height` pixels.
  func raster(_ values: [Float], width: Int, height: Int) -> (raster: Raster, averaged: Int) {
    let size = max(
      1, (columns + max(1, width) - 1) / max(1, width), (rows + max(1, height) - 1) / max(1, height)
    )
    guard size > 1 else { return (Raster(rows: rows, columns: columns, values: values), 1) }
    let (newRows, newColumns) = ((rows + size - 1) / size, (columns + size - 1) / size)
    var means: [Double] = []
    for row in 0..<newRows {
      for column in 0..<newColumns {
        var (sum, count) = (0.0, 0)
        for r in row * size..<min(rows, (row + 1) * size) {
          for c in column * size..<min(columns, (column + 1) * size)
          where r * columns + c < values.count {
            sum += Double(values[r * columns + c])
            count += 1
          }
        }
        means.append(sum / Double(max(1, count)))
      }
    }
    return (Raster(rows: newRows, columns: newColumns, values: means), size)
  }

  /// `0.4`, `0.015`, `2e-5`: the end of a scale, which is a round number.
  static func text(_ limit: Double, sign: String) -> String {
    guard limit > 0 else { return "0" }
    var digits = 0
    var scaled = limit
    while digits < 4, abs(scaled - scaled.rounded()) > 1e-6 * scaled {
      scaled *= 10
      digits += 1
    }
    return sign + NumberText.fixed(limit, digits: digits)
  }
}

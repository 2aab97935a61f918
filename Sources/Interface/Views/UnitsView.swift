import Commands
import Engine
import Walkthrough

/// The Units view: the hidden units of a layer as pictures, and one of them with its arithmetic.
public enum UnitsView: View {
  /// Brings the state in line with the scene before a frame; the keys of the next event go by what that frame shows.
  static func prepare(_ state: inout AppState, in area: Rect) {
    state.units.follow(state.scene)
    guard let painter = UnitsPainter(state, in: area, paints: false) else { return }
    state.units.columns = max(1, painter.layout.columns)
    state.units.pageSize = max(1, painter.layout.pageSize)
  }

  public static func draw(
    _ state: AppState, on canvas: inout Canvas, in area: Rect
  ) -> [AppState.Target] {
    guard let painter = UnitsPainter(state, in: area) else {
      let text = UnitsPhrase.noUnits.text(in: state.language)
      Paragraph(text).draw(on: &canvas, in: area.inset(2, 1), state.theme)
      return []
    }
    var targets = painter.drawSheet(on: &canvas)
    if state.units.zoom == .unit {
      targets += painter.drawCloser(on: &canvas)
    } else {
      targets += painter.drawDetail(on: &canvas)
    }
    return targets
  }

  public static func boundaries(_ state: AppState) -> [Boundary] {
    let painter = UnitsPainter(state, in: state.bodyArea, paints: false)
    return painter?.layout.boundary.map { [$0] } ?? []
  }

  public static func keys(_ state: AppState) -> [KeyHint] {
    func say(_ key: UnitsKey) -> String { UnitsPhrase.key(key).text(in: state.language) }
    // From the closest zoom only the way out is left.
    let isClosest = state.units.zoom == .unit
    let closer = KeyHint("↵ +", say(.closer))
    let farther = KeyHint(isClosest ? "Esc -" : "-", say(.farther))
    return [
      KeyHint("x", say(.turn)), isClosest ? farther : closer, KeyHint("s", say(.sort)),
      KeyHint("m", say(.subject)), KeyHint("←↓↑→ hjkl", say(.choose)),
      KeyHint("PgUp PgDn", say(.page)),
    ] + (state.units.zoom == .sheet ? [] : [KeyHint("HJKL", say(.weight))]) + [
      KeyHint("Home End", say(.firstLast))
    ] + (isClosest || state.units.zoom == .sheet ? [] : [farther]) + [
      KeyHint("c", say(.scale)), KeyHint("[ ]", say(.layer)), KeyHint("S", say(.sortBack)),
    ]
  }
}

/// Paints the parts of the view.
struct UnitsPainter {
  let state: AppState
  let theme: Theme
  let layers: [HiddenLayer]
  let table: UnitTable
  let pictures: UnitPictures
  let sharedLimit: Double
  let layout: UnitsLayout
  /// How large the pixels of the small pictures are.
  let pixelSize: PixelSize
  let names: UnitTable.Names

  /// nil for a network without hidden units; where nothing is painted no scale is looked for.
  init?(_ state: AppState, in area: Rect, paints: Bool = true) {
    let layers = state.scene.live.hiddenLayers
    guard layers.indices.contains(state.units.layer - 1) else { return nil }
    let table = state.scene.unitTable(layers[state.units.layer - 1])
    // The state may be of the network before this one.
    guard state.units.sequence.count == table.count else { return nil }
    self.state = state
    self.layers = layers
    self.table = table
    theme = state.theme
    pictures = UnitPictures(state, table)
    sharedLimit = state.units.hasOwnScale || !paints ? 0 : pictures.sharedLimit
    names = table.names
    let raster = pictures.raster([], width: 20, height: 20).raster
    pixelSize = UnitsLayout.pixelSize(
      rows: raster.rows, columns: raster.columns, count: table.count, in: area,
      zoom: state.units.zoom)
    let blank = ContactSheet.Item(
      PixelGrid(raster, scale: .diverging(limit: 1), size: pixelSize), caption: [Span(" ")])
    layout = UnitsLayout(
      area, zoom: state.units.zoom, tile: blank, count: table.count,
      state.splits)
  }

  var units: UnitsState { state.units }
  var scene: Scene { state.scene }
  var chosen: Int { units.chosen ?? 0 }

  /// Whether a unit has several rows of weights, of which the largest sum goes on.
  var isMaxout: Bool {
    if case .maxout = table.network.layers[table.layer.weightsLayer] { true } else { false }
  }

  func say(_ phrase: UnitsPhrase) -> String { phrase.text(in: state.language) }

  func isOff(_ unit: Int) -> Bool {
    // While training runs the session's weights are those of its start: what learns is on.
    !scene.isTraining && scene.session.isOff(UnitPlace(layer: table.layer.number, unit: unit))
  }

  func limit(of values: [Float]) -> Double {
    units.hasOwnScale ? UnitPictures.limit(of: values) : sharedLimit
  }

  /// A small picture.
  func grid(_ values: [Float], limit: Double) -> PixelGrid {
    let (raster, _) = pictures.raster(values, width: 20, height: 20)
    return PixelGrid(raster, scale: .diverging(limit: limit), size: pixelSize)
  }

  /// `●` at an edge, `○` silent, `✗` off.
  func mark(of unit: Int) -> Span? {
    if isOff(unit) { return Span(theme.isASCII ? "x" : "✗", .wrong) }
    return switch table.state(of: unit) {
    case .active: nil
    case .saturated: Span("●", .warning)
    case .silent, .disconnected: Span("○", .warning)
    }
  }
}

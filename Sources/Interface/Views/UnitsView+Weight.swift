import Commands
import Engine
import Walkthrough

extension UnitsView {
  /// Moves the mark from one weight of the chosen unit to another; where none is chosen, to that of the largest term.
  static func moveWeight(rows: Int, columns: Int, _ state: inout AppState) {
    guard state.units.zoom != .sheet, let unit = state.units.chosen,
      let painter = UnitsPainter(state, in: state.bodyArea, paints: false)
    else { return }
    guard let input = state.units.input else {
      state.units.input = painter.table.terms(of: unit).first?.input
      return
    }
    let (width, count) = (painter.pictures.columns, painter.table.layer.inputs)
    let column = input % width + columns
    let next = input + rows * width + columns
    guard (0..<width).contains(column), (0..<count).contains(next) else { return }
    state.units.input = next
  }

  /// Chooses the weight that was pressed: of two in a cell the other one where the first is chosen already.
  ///
  /// - Returns: whether it was chosen before, which a second press takes as a wish to look closer.
  static func chooseWeight(at mouse: Mouse, of picture: PictureElements, _ state: inout AppState)
    -> Bool
  {
    let inputs = picture.offsets(atX: mouse.x, y: mouse.y)
    guard let input = inputs.first(where: { $0 != state.units.input }) ?? inputs.first else {
      return false
    }
    let wasChosen = inputs == [state.units.input]
    state.units.input = input
    return wasChosen
  }
}

extension UnitsPainter {
  /// The chosen weight's input, where the unit's picture is there to show it.
  var input: Int? { units.zoom == .sheet ? nil : units.input }

  /// The grid with the chosen weight marked, and the places of its weights for the mouse.
  func marked(_ grid: PixelGrid, at origin: Rect) -> (grid: PixelGrid, target: Target?) {
    var grid = grid
    let isWhole = grid.raster.columns == pictures.columns && grid.raster.rows == pictures.rows
    if let input {
      // Of an averaged picture the square that the weight is in.
      let size = (pictures.columns + grid.raster.columns - 1) / max(1, grid.raster.columns)
      grid.cursor = Place(
        row: input / pictures.columns / max(1, size),
        column: input % pictures.columns / max(1, size))
      grid.writesCursor = true
    }
    guard isWhole else { return (grid, nil) }
    let elements = PictureElements(
      name: names.weights, first: 0, stride: 1, count: table.layer.inputs,
      columns: pictures.columns, size: grid.size, x: origin.x, y: origin.y)
    let place = Rect(x: origin.x, y: origin.y, width: grid.width, height: grid.height)
    return (grid, Target(place.intersection(origin), .elements(elements)))
  }

  /// What the picture shows of the chosen weight, and the term that it makes with its input.
  func weightLines(_ shown: [Float]) -> [Line] {
    guard let input, shown.indices.contains(input) else { return [] }
    let weight = table.weightName(unit: chosen, input: input)
    let weights = Array(table.weights(of: chosen))
    let inputs = Array(scene.livePass.input(ofLayer: table.layer.weightsLayer).row(0))
    func value(_ name: String, _ value: Scalar) -> Line {
      Line(
        label: self.name(name), value: number(value), role: UnitsPainter.role(ofSigned: value),
        labelRole: .selected)
    }
    var lines = [value(weight, weights[input])]
    switch units.subject {
    case .weights: break
    case .gradients: lines.insert(value("dL/d\(weight)", shown[input]), at: 0)
    case .change:
      var line = value(weight, shown[input])
      line.label = say(.subject(.change, weights: name(weight)))
      lines.insert(line, at: 0)
    }
    let factor = "\(names.input)[\(input)]"
    let product = scene.livePass.terms(
      ofUnit: chosen, in: table.layer, piece: table.piece(of: chosen), of: table.network)[input]
    lines.append(
      Line(
        label: "· " + name(factor) + " " + number(inputs[input], sign: false),
        value: "= " + number(product), role: .text,
        shorter: ["· x[\(input)] " + number(inputs[input], sign: false)]))
    return lines
  }
}

import Engine
import Walkthrough

/// The colour scales of the walk's tensors.
extension WalkView {
  /// Pixels are grey, what has both signs diverges from zero, and what cannot be negative goes from 0 to its most.
  ///
  /// What has ends of its own keeps them: P, an activation that has bounds, and slopes, of which a quarter is all that σ′ can be.
  static func scale(_ name: String, _ values: [Scalar], _ place: WalkPlace) -> ColourScale {
    if name == "x" || name == "x_input" { return .pixels }
    if WalkPlace.isProbability(name) { return .sequential(0, 1) }
    let step = place.steps.first { $0.name == name }
    if let step, let scale = ownScale(step, values, place) { return scale }
    let finite = values.filter(\.isFinite)
    let key = place.symbols.key(named: name)
    guard !name.hasPrefix("dL/d"), key == nil || key?.role == .runningVariance, values.count > 1,
      !isScore(step, place), let least = finite.min(), least >= 0
    else { return .diverging(over: values) }
    return magnitudes(values)
  }

  /// The scale of numbers that have no sign.
  static func magnitudes(_ values: [Scalar]) -> ColourScale {
    .sequential(0, Double(values.filter(\.isFinite).max() ?? 0))
  }

  /// The scale that a step's tensor has whatever its values are; nil where they make it.
  private static func ownScale(
    _ step: Step, _ values: [Scalar], _ place: WalkPlace
  ) -> ColourScale? {
    switch step.operation {
    case .activation(let layer):
      guard let range = function(layer, place)?.range, range.low.isFinite, range.high.isFinite
      else { return nil }
      return spread(of: values, low: Double(range.low), high: Double(range.high))
    case .slope(let layer):
      guard let range = function(layer, place)?.slopeRange else { return nil }
      return between(min(0, range.lowerBound), range.upperBound)
    case .localByWeights(let layer):
      // The layer's own input once more.
      return scale(place.symbols.input(ofLayer: layer), values, place)
    case .localByInput: return .diverging(over: values)
    default: return nil
    }
  }

  /// The part of a function's range that its values lie in, to twentieths and no less than a quarter of it: an untrained unit's 0.35 is seen beside 0.65, and equal ones look equal.
  private static func spread(of values: [Scalar], low: Double, high: Double) -> ColourScale {
    let finite = values.filter(\.isFinite).map(Double.init)
    guard let least = finite.min(), let most = finite.max() else { return between(low, high) }
    let step = (high - low) / 20
    guard low >= 0 else {
      let limit = (max(-least, most) / step).rounded(.up) * step
      return .diverging(limit: min(max(limit, (high - low) / 4), max(-low, high)))
    }
    var (first, last) = ((least / step).rounded(.down) * step, (most / step).rounded(.up) * step)
    let missing = (high - low) / 4 - (last - first)
    if missing > 0 {
      (first, last) = (first - (missing / 2 / step).rounded(.up) * step, last + missing / 2)
      last = (last / step).rounded(.up) * step
    }
    return .sequential(max(low, first), min(high, last))
  }

  private static func between(_ low: Double, _ high: Double) -> ColourScale {
    low < 0 ? .diverging(limit: max(-low, high)) : .sequential(low, high)
  }

  /// The function of an activation layer; nil for other layers.
  private static func function(_ layer: Int, _ place: WalkPlace) -> HiddenFunction? {
    guard case .activation(let own) = place.network.layers[layer] else { return nil }
    return .activation(own.function, parameter: own.parameter)
  }

  /// Whether a tensor may have both signs, whatever these values are.
  private static func isScore(_ step: Step?, _ place: WalkPlace) -> Bool {
    switch step?.operation {
    case .linear, .maxout, .normalise, .scaleAndShift: return true
    case .activation(let layer): return (function(layer, place)?.range.low ?? 0) < 0
    default: return false
    }
  }

  /// The ends of a scale in numbers: `−0.0998` and `+0.0998`, `0` and `0.25`.
  static func ends(_ scale: ColourScale, figures: Int = 3) -> (low: String, high: String) {
    guard scale.kind == .diverging else {
      let isWhole = scale.high == scale.high.rounded() && scale.high < 10_000
      return (
        scale.low == 0 ? "0" : NumberText.fixed(scale.low, digits: 2),
        isWhole
          ? NumberText.fixed(scale.high, digits: 0)
          : NumberText.fittingFigures(scale.high, digits: scale.high < 0.1 ? 3 : 2, width: 7)
      )
    }
    let most = NumberText.fittingFigures(scale.high, digits: figures, width: 7)
    return ("−" + most, "+" + most)
  }

  /// The same in a word: `±0.0998`, `0…0.25`; what has one value or two is told by those: `all 0`, `0, 2`.
  static func limit(
    _ scale: ColourScale, of values: [Scalar], _ place: WalkPlace, figures: Int = 3
  ) -> String {
    if scale.kind != .grey, let levels = TensorLevels(of: values) {
      return levels.isOne
        ? WalkPhrase.all(levels.texts[0]).text(in: place.state.language)
        : levels.texts.joined(separator: ", ")
    }
    let (low, high) = ends(scale, figures: figures)
    return switch scale.kind {
    case .diverging: "±" + high.dropFirst()
    case .sequential: low + "…" + high
    case .grey: ""
    }
  }

  /// The colours of a scale between its ends, where there is room for three of them.
  ///
  /// - Returns: whether there was.
  @discardableResult
  static func drawColours(
    _ scale: ColourScale, of values: [Scalar], _ place: WalkPlace, on canvas: inout Canvas,
    in row: Rect
  ) -> Bool {
    guard !row.isEmpty, scale.kind != .grey else { return false }
    if let levels = TensorLevels(of: values) {
      guard !levels.isOne, levels.width(place.theme) <= row.width else { return false }
      levels.draw(scale, on: &canvas, in: row, place.theme)
      return true
    }
    let (low, high) = ends(scale)
    let numbers = [low, high].map { place.theme.text($0).unicodeScalars.count }.reduce(2, +)
    guard numbers + PictureLegend.leastColours <= row.width else { return false }
    Legend(scale, low: low, high: high).draw(on: &canvas, in: row, place.theme)
    return true
  }

  /// The colours with their ends, or those in a word where there is less room.
  static func drawEnds(
    _ scale: ColourScale, of values: [Scalar], _ place: WalkPlace, on canvas: inout Canvas,
    in row: Rect
  ) {
    guard !drawColours(scale, of: values, place, on: &canvas, in: row) else { return }
    canvas.put(
      place.theme.text(limit(scale, of: values, place)), x: row.x, y: row.y, width: row.width,
      place.theme.ink(.faint))
  }
}

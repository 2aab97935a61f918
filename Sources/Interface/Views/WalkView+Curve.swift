import Engine
import Walkthrough

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension WalkView {
  /// The function that a scalar step evaluates, where one curve shows it.
  private struct Curve {
    var range: ClosedRange<Double>
    var values: ClosedRange<Double>?
    var xName: String
    var x: Double
    var y: Double
    var function: (Double) -> Double
    /// The end of the range where it rises without end.
    var asymptote: Double?
  }

  private static func curve(_ step: Step, _ place: WalkPlace) -> Curve? {
    guard let trace = place.trace, trace.batch == 1, trace.network.head == .binary,
      let y = place.value?.values.first
    else { return nil }
    let z = Double(trace.forward.logits.values.first ?? 0)
    let p = Double(trace.forward.probabilities.values.first ?? 0)
    let isOne = trace.forward.targets.first == 1
    let logit = Symbols.typeset(trace.symbols.logits)
    let reach = min(max(6, abs(z) * 1.2), 1e6)
    switch step.operation {
    case .probability:
      return Curve(
        range: -reach...reach, values: 0...1, xName: logit, x: z, y: Double(y),
        function: { 1 / (1 + exp(-$0)) })
    case .loss:
      return Curve(
        range: 0...1, values: 0...roundUp(max(2, y.isFinite ? Double(y) * 1.2 : 2)), xName: "P",
        x: p, y: Double(y), function: { -log(isOne ? $0 : 1 - $0) }, asymptote: isOne ? 0 : 1)
    case .probabilityGradient:
      // As high as the point, however far the curve then hugs the axes.
      let limit = y.isFinite ? max(10, abs(Double(y)) * 1.2) : 1e3
      return Curve(
        range: 0...1, values: isOne ? -limit...0 : 0...limit, xName: "P", x: p, y: Double(y),
        function: { isOne ? -1 / $0 : 1 / (1 - $0) }, asymptote: isOne ? 0 : 1)
    case .probabilityDerivative:
      return Curve(
        range: 0...1, values: 0...0.25, xName: "P", x: p, y: Double(y),
        function: { $0 * (1 - $0) })
    case .logitGradient:
      return Curve(
        range: -reach...reach, values: isOne ? -1...0 : 0...1, xName: logit, x: z,
        y: Double(y), function: { 1 / (1 + exp(-$0)) - (isOne ? 1 : 0) })
    default: return nil
    }
  }

  /// The least of 1, 2, 5 times a power of ten that is not less, so that an axis of few rows has a number at either end.
  private static func roundUp(_ value: Double) -> Double {
    let down = LossCurve.roundDown(value)
    return down >= value ? down : LossCurve.roundDown(down * 2.5)
  }

  static func drawsCurve(_ step: Step, _ place: WalkPlace) -> Bool {
    curve(step, place) != nil
  }

  /// The curve with the point where this drawing is.
  static func drawCurve(
    _ step: Step, _ place: WalkPlace, on canvas: inout Canvas, in area: Rect
  ) {
    guard let curve = curve(step, place), area.height >= 4 else { return }
    let span = curve.range.upperBound - curve.range.lowerBound
    let samples = max(40, area.width * 2)
    var places = (0...samples).map { sample in
      curve.range.lowerBound + span * Double(sample) / Double(samples)
    }
    // Where it rises without end, each step towards that is half the one before.
    if let asymptote = curve.asymptote {
      let steps = (1...24).map { span / Double(samples) / Double(1 << $0) }
      places +=
        asymptote > curve.range.lowerBound
        ? steps.map { asymptote - $0 } : steps.map { asymptote + $0 }
      places.sort()
    }
    let points = places.map { x in
      let y = curve.function(x)
      let isShown = y.isFinite && (curve.values?.contains(y) ?? true)
      return Series.Point(x: x, y: isShown ? y : .nan)
    }
    let name = Symbols.typeset(step.name)
    var plot = Plot(
      [
        Series(
          name: "", role: .selected, points: [Series.Point(x: curve.x, y: curve.y)],
          showsMarkers: true),
        Series(name: name, points: points),
      ], xRange: curve.range, yRange: curve.values)
    plot.showsLastValues = false
    plot.hasThreeTicks = true
    plot.yName = name
    // The name takes no number's place: of a score it stands above the axis, where its curves leave room, else at its end.
    let xName = place.theme.text(curve.xName)
    let length = xName.unicodeScalars.count
    let isAbove = curve.xName != "P"
    plot.leastMargins.right = isAbove ? 1 : length + 2
    let curves = plot.draw(
      on: &canvas,
      in: Rect(
        x: area.x, y: area.y, width: min(area.width, max(100, 4 * area.height)),
        height: area.height),
      place.theme)
    guard curves.maxY + 1 < area.maxY else { return }
    canvas.put(
      xName, x: isAbove ? curves.maxX - length : curves.maxX + 1,
      y: curves.maxY - (isAbove ? 1 : 0), place.theme.ink(.faint))
  }
}

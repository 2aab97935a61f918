import Engine
import Walkthrough

/// The colour scales of the walk's tensors.
extension WalkView {
  /// Pixels are grey, what has both signs diverges from zero, and what cannot be negative goes from its least to its most.
  static func scale(_ name: String, _ values: [Scalar], _ place: WalkPlace) -> ColourScale {
    if name == "x" || name == "x_input" { return .pixels }
    let finite = values.filter(\.isFinite)
    guard !name.hasPrefix("dL/d"), place.symbols.key(named: name) == nil, values.count > 1,
      !isScore(name, place), let least = finite.min(), let most = finite.max(), least >= 0
    else { return .diverging(over: values) }
    // What is the same everywhere, as for a blank drawing, keeps the palette of its kind.
    return most > least
      ? .sequential(Double(least), Double(most)) : .sequential(0, max(1, Double(most)))
  }

  /// Whether a tensor may have both signs, whatever these values are.
  private static func isScore(_ name: String, _ place: WalkPlace) -> Bool {
    guard let step = place.steps.first(where: { $0.name == name }) else { return false }
    switch step.operation {
    case .linear, .maxout, .normalise, .scaleAndShift: return true
    case .activation(let layer):
      guard case .activation(let activation) = place.network.layers[layer] else { return false }
      return activation.function != .sigmoid && activation.function != .relu
    default: return false
    }
  }

  /// The ends of a scale in numbers: `±0.0998`, `0.41…0.57`; of nothing but zeros there is none.
  static func limit(_ scale: ColourScale, of values: [Scalar], _ place: WalkPlace) -> String {
    if scale.kind != .grey, values.allSatisfy({ $0 == 0 }) {
      return WalkPhrase.allZero.text(in: place.state.language)
    }
    return switch scale.kind {
    case .diverging: "±" + NumberText.fitting(scale.high, digits: 3, width: 7)
    case .sequential:
      NumberText.fixed(scale.low, digits: 2) + "…" + NumberText.fixed(scale.high, digits: 2)
    case .grey: ""
    }
  }
}

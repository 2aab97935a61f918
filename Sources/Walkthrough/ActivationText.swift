public import Engine

/// The activation functions in symbols.
public enum ActivationText {
  /// f(z), for an argument of any name.
  public static func value(_ layer: ActivationLayer, of z: String) -> String {
    switch layer.function {
    case .sigmoid: "σ(\(z))"
    case .tanh: "tanh(\(z))"
    case .relu: "max(0, \(z))"
    // The maximum is the lecture's way, and another function for a slope above 1.
    case .leakyReLU where layer.parameter > 1: "\(z) if \(z) > 0 else slope · \(z)"
    case .leakyReLU: "max(slope · \(z), \(z))"
    case .elu: "\(z) if \(z) ≥ 0 else α(e^\(z) − 1)"
    case .gelu: "\(z) · Φ(\(z))"
    case .geluTanh: "\(z) · (1 + tanh(\(tanhArgument(of: z))))/2"
    case .identity: z
    }
  }

  /// f′(z), written by the output where that is the lecture's way.
  public static func derivative(_ function: Activation, of z: String, output h: String) -> String {
    switch function {
    case .sigmoid: "\(h) ⊙ (1 − \(h))"
    case .tanh: "1 − \(h)²"
    case .relu: "1 if \(z) > 0 else 0"
    case .leakyReLU: "1 if \(z) > 0 else slope"
    case .elu: "1 if \(z) > 0 else α·e^\(z)"
    case .gelu: "Φ(\(z)) + \(z) · φ(\(z))"
    case .geluTanh:
      "(1 + tanh u)/2 + \(z) · (1 − tanh² u)/2 · √(2/π)(1 + 0.134145 · \(z)²)"
    case .identity: "1"
    }
  }

  /// u, of which GELU's tanh form takes tanh.
  public static func tanhArgument(of z: String) -> String {
    "√(2/π)(\(z) + 0.044715 · \(z)³)"
  }

  /// What a tensor's derivative needs said beside it; empty for most functions.
  static func definition(_ function: Activation, of z: String) -> String {
    function == .geluTanh ? " with u = \(tanhArgument(of: z))" : ""
  }

  /// The letter of the function's parameter; nil where it has none.
  static func parameter(_ function: Activation) -> String? {
    switch function {
    case .leakyReLU: "slope"
    case .elu: "α"
    default: nil
    }
  }
}

/// The case that applies to a number, of functions by pieces.
extension ActivationText {
  static func branch(_ layer: ActivationLayer, of z: Factor) -> Branch? {
    let a = constant(layer.parameter)
    switch layer.function {
    // Of a maximum both sides are put in.
    case .leakyReLU where layer.parameter > 1:
      return z.value > 0
        ? taken(z, "> 0", z.name, isPlain: true) : taken(z, "≤ 0", "\(a) · \(z.name)")
    case .elu:
      return z.value >= 0
        ? taken(z, "≥ 0", z.name, isPlain: true)
        : taken(z, "< 0", "\(a) · (e^\(z.name) − 1)")
    case .sigmoid, .tanh, .relu, .leakyReLU, .gelu, .geluTanh, .identity: return nil
    }
  }

  static func slopeBranch(_ layer: ActivationLayer, of z: Factor) -> Branch? {
    let a = constant(layer.parameter)
    switch layer.function {
    case .relu, .leakyReLU, .elu:
      guard !(z.value > 0) else { return taken(z, "> 0", "1", isPlain: true) }
      return switch layer.function {
      case .elu: taken(z, "≤ 0", "\(a) · e^\(z.name)")
      case .leakyReLU: taken(z, "≤ 0", a, isPlain: true)
      default: taken(z, "≤ 0", "0", isPlain: true)
      }
    case .sigmoid, .tanh, .gelu, .geluTanh, .identity: return nil
    }
  }

  private static func taken(
    _ z: Factor, _ side: String, _ expression: String, isPlain: Bool = false
  ) -> Branch {
    Branch(condition: "\(z.name) \(side)", expression: expression, isPlain: isPlain)
  }

  /// A parameter as it was given: `0.1`, `1`, `−0.5`.
  static func constant(_ value: Scalar) -> String {
    let text =
      value == value.rounded() && abs(value) < 1e6 ? String(Int(value)) : value.description
    guard text.utf8.contains(UInt8(ascii: "-")) else { return text }
    return text.replacing("-", with: "−").replacing("e−0", with: "e−")
  }
}

extension Activation {
  /// Whether the derivative is written with the output h instead of z.
  public var derivativeUsesOutput: Bool { self == .sigmoid || self == .tanh }
}

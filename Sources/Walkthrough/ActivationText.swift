public import Engine

/// The activation functions in symbols.
public enum ActivationText {
  /// f(z), for an argument of any name.
  public static func value(_ function: Activation, of z: String) -> String {
    switch function {
    case .sigmoid: "σ(\(z))"
    case .tanh: "tanh(\(z))"
    case .relu: "max(0, \(z))"
    case .leakyReLU: "max(slope · \(z), \(z))"
    case .elu: "\(z) if \(z) ≥ 0 else α(e^\(z) − 1)"
    case .gelu: "\(z) · Φ(\(z))"
    case .geluTanh: "\(z) · (1 + tanh(√(2/π)(\(z) + 0.044715 \(z)³)))/2"
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
    case .geluTanh: "derivative of the tanh form of GELU at \(z)"
    case .identity: "1"
    }
  }
}

extension Activation {
  /// Whether the derivative is written with the output h instead of z.
  public var derivativeUsesOutput: Bool { self == .sigmoid || self == .tanh }
}

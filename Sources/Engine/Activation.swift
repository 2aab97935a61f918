/// The elementwise activation functions of the lecture.
///
/// Raw values are the words of `network hidden=…`.
/// Maxout is not among them: it has weights of its own and is a layer (``Maxout``).
public enum Activation: String, CaseIterable, Sendable {
  case sigmoid
  case tanh
  case relu
  case leakyReLU = "leakyrelu"
  case elu
  case gelu
  case geluTanh = "gelu-tanh"
  case identity

  /// The slope of Leaky ReLU for z < 0, the α of ELU; others have none.
  public var standardParameter: Scalar? {
    switch self {
    case .leakyReLU: 0.1
    case .elu: 1
    default: nil
    }
  }

  /// h = f(z), for the parameter `a` of the functions that have one.
  public func value(_ z: Scalar, parameter a: Scalar) -> Scalar {
    switch self {
    case .sigmoid: logistic(z)
    case .tanh: hyperbolicTangent(z)
    // Written so that NaN stays NaN and a run that diverges is seen to: max(0, z) would make it 0.
    case .relu: z <= 0 ? 0 : z
    case .leakyReLU: z > 0 ? z : a * z
    case .elu: z >= 0 ? z : a * exponentialMinusOne(z)
    case .gelu: z * normalDistribution(z)
    // (1 + tanh u)/2 = σ(2u), exact in the lower tail too.
    case .geluTanh: z * logistic(2 * geluTanhArgument(z))
    case .identity: z
    }
  }

  /// dh/dz, given z and h = f(z).
  ///
  /// Sigmoid h(1−h), tanh 1−h², GELU Φ(z) + z·φ(z).
  /// What is left of 1 by an h that has rounded to nearly 1 comes from z: 1 − σ(z) = σ(−z), 1 − tanh² z = 1/cosh² z.
  /// At the kink z = 0: ReLU 0, Leaky ReLU its slope, ELU its α, as PyTorch has them.
  public func derivative(_ z: Scalar, output h: Scalar, parameter a: Scalar) -> Scalar {
    switch self {
    case .sigmoid: return h * logistic(-z)
    case .tanh:
      let e = exponential(-2 * abs(z))
      return 4 * e / ((1 + e) * (1 + e))
    case .relu: return z > 0 ? 1 : 0
    case .leakyReLU: return z > 0 ? 1 : a
    case .elu: return z > 0 ? 1 : a * exponential(z)
    case .gelu: return normalDistribution(z) + z * normalDensity(z)
    case .geluTanh:
      let u = geluTanhArgument(z)
      let share = logistic(2 * u)
      let bend = z * share * logistic(-2 * u)
      // Far out the bend is 0 and du/dz overflows: their product is 0.
      guard bend != 0 else { return share }
      return share + 2 * bend * geluTanhScale * (1 + 3 * geluTanhCubic * z * z)
    case .identity: return 1
    }
  }
}

/// σ(z) = 1/(1+e^−z), finite for every finite z and exact in both tails.
public func logistic(_ z: Scalar) -> Scalar {
  if z >= 0 { return 1 / (1 + exponential(-z)) }
  let e = exponential(z)
  return e / (1 + e)
}

/// √(2/π) and the cubic term of the tanh form of GELU (Hendrycks and Gimpel 2016, arXiv:1606.08415).
let geluTanhScale: Scalar = 0.797_884_560_8
let geluTanhCubic: Scalar = 0.044_715

/// What the two forms of GELU are worked out from: z · Φ(z), and z · (1 + tanh u)/2.
public struct GELUParts: Equatable, Sendable {
  /// Φ(z) and φ(z) of the standard normal.
  public let distribution: Scalar
  public let density: Scalar
  /// u = √(2/π)(z + 0.044715 z³), and tanh u.
  public let argument: Scalar
  public let tangent: Scalar

  public init(_ z: Scalar) {
    distribution = normalDistribution(z)
    density = normalDensity(z)
    argument = geluTanhArgument(z)
    tangent = hyperbolicTangent(argument)
  }
}

private func geluTanhArgument(_ z: Scalar) -> Scalar {
  geluTanhScale * (z + geluTanhCubic * z * z * z)
}

/// Φ(z), the distribution function of the standard normal, exact in the lower tail too.
private func normalDistribution(_ z: Scalar) -> Scalar {
  0.5 * complementaryErrorFunction(-z * Scalar(0.5).squareRoot())
}

/// φ(z), its density.
private func normalDensity(_ z: Scalar) -> Scalar {
  exponential(-0.5 * z * z) * 0.398_942_280_4
}

/// An activation as a layer: H = f(Z), element by element.
public struct ActivationLayer: Equatable, Sendable {
  public let function: Activation
  /// Slope or α; unused by functions without one.
  public let parameter: Scalar

  public init(_ function: Activation, parameter: Scalar? = nil) {
    self.function = function
    self.parameter = parameter ?? function.standardParameter ?? 0
  }

  /// H = f(Z), element by element; of any shape, [batch, units] in a network.
  public func forward(_ input: Matrix) -> Matrix {
    input.map { function.value($0, parameter: parameter) }
  }

  /// dL/dZ = dL/dH ⊙ f′(Z), by the chain rule element by element; `slope` is f′(Z).
  public func backward(
    outputGradient: Matrix, input: Matrix, output: Matrix
  ) -> (inputGradient: Matrix, slope: Matrix) {
    let slope = Matrix(
      rows: input.rows, columns: input.columns,
      values: zip(input.values, output.values).map {
        function.derivative($0, output: $1, parameter: parameter)
      })
    return (outputGradient.hadamard(slope), slope)
  }
}

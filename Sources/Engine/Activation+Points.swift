/// What the lecture says of a function.
public enum FunctionPoint: CaseIterable, Hashable, Sendable {
  case sameAtEdges
  case edgesDiffer
  case smallSlopeAtEdges
  case centred
  case notCentred
  case noExponential
  case needsExponential
  case fastConvergence
  case sixTimesFaster
  case noSlopeBelowZero
  case rateMustNotBeLarge
  case linearPieces
  case goodBasicChoice
  case worthTrying
  case avoid
  /// Not in the lecture: the tanh form of GELU.
  case approximation
  /// Not in the lecture: the identity.
  case staysLinear

  public func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .russian: russian
    }
  }

  private var english: String {
    switch self {
    case .sameAtEdges: "behaves the same at both edges"
    case .edgesDiffer: "the edges differ"
    case .smallSlopeAtEdges: "small local gradient at the edges"
    case .centred: "outputs are centred"
    case .notCentred: "outputs are not centred"
    case .noExponential: "no exponential to compute"
    case .needsExponential: "needs an exponential"
    case .fastConvergence: "converges fast"
    case .sixTimesFaster: "converges fast, about 6 times faster than tanh"
    case .noSlopeBelowZero: "no local gradient for z < 0"
    case .rateMustNotBeLarge: "the learning rate must not be large: units die"
    case .linearPieces: "the larger of linear pieces, each with weights and a bias"
    case .goodBasicChoice: "a good basic choice"
    case .worthTrying: "worth trying"
    case .avoid: "avoid it in hidden layers"
    case .approximation: "GELU with tanh in the place of Φ"
    case .staysLinear: "the whole network stays linear: for comparison"
    }
  }

  private var russian: String {
    switch self {
    case .sameAtEdges: "одинаково ведёт себя на обоих краях"
    case .edgesDiffer: "разное поведение на краях"
    case .smallSlopeAtEdges: "малый локальный градиент на краях"
    case .centred: "выходы центрированы"
    case .notCentred: "выходы не центрированы"
    case .noExponential: "экспонента не нужна"
    case .needsExponential: "нужна экспонента"
    case .fastConvergence: "быстро сходится"
    case .sixTimesFaster: "быстро сходится, примерно в 6 раз быстрее tanh"
    case .noSlopeBelowZero: "нет локального градиента при z < 0"
    case .rateMustNotBeLarge: "скорость обучения не должна быть большой: нейроны умирают"
    case .linearPieces: "больший из линейных кусков, у каждого веса и сдвиг"
    case .goodBasicChoice: "хороший базовый выбор"
    case .worthTrying: "стоит попробовать"
    case .avoid: "в скрытых слоях лучше избегать"
    case .approximation: "GELU с tanh на месте Φ"
    case .staysLinear: "вся сеть остаётся линейной: для сравнения"
    }
  }
}

extension HiddenFunction {
  /// The lecture's points, in its order, the conclusion last.
  public var points: [FunctionPoint] {
    switch self {
    case .maxout: [.linearPieces, .noExponential]
    case .activation(let function, _):
      switch function {
      case .sigmoid: [.sameAtEdges, .smallSlopeAtEdges, .notCentred, .avoid]
      case .tanh: [.sameAtEdges, .smallSlopeAtEdges, .centred]
      case .relu:
        [
          .edgesDiffer, .noExponential, .sixTimesFaster, .notCentred, .noSlopeBelowZero,
          .rateMustNotBeLarge, .goodBasicChoice,
        ]
      case .leakyReLU: [.edgesDiffer, .noExponential, .fastConvergence, .worthTrying]
      case .elu: [.edgesDiffer, .fastConvergence, .needsExponential, .worthTrying]
      case .gelu: [.worthTrying]
      case .geluTanh: [.approximation]
      case .identity: [.staysLinear]
      }
    }
  }
}

/// A fact of the table as a person reads it.
public struct FunctionFact: Hashable, Sendable {
  public let label: String
  public let text: String
}

extension HiddenFunction {
  /// The facts with their labels, formula first; the points stand apart.
  public func facts(in language: Language) -> [FunctionFact] {
    func say(_ english: String, _ russian: String) -> String {
      switch language {
      case .english: english
      case .russian: russian
      }
    }
    var facts = [
      FunctionFact(label: say("formula", "формула"), text: "h = \(formula)"),
      FunctionFact(label: say("derivative", "производная"), text: "h′ = \(derivativeFormula)"),
      FunctionFact(label: say("range", "значения"), text: rangeText),
    ]
    if let mean = meanOutput {
      let mean = rounded(mean, places: 2)
      facts.append(
        FunctionFact(
          label: say("centred", "центр"),
          text: isCentred == true
            ? say("yes: mean 0 for z ~ N(0, 1)", "да: среднее 0 при z ~ N(0, 1)")
            : say("no: mean \(mean) for z ~ N(0, 1)", "нет: среднее \(mean) при z ~ N(0, 1)")))
    } else {
      facts.append(
        FunctionFact(
          label: say("centred", "центр"),
          text: say("depends on its weights", "зависит от его весов")))
    }
    facts.append(FunctionFact(label: say("flat", "плоско"), text: flatText(say)))
    facts.append(
      FunctionFact(
        label: say("cost", "цена"),
        text: needsExponential
          ? say("an exponential for each unit", "экспонента на каждый нейрон")
          : isMaxout
            ? say("weights and products for each piece", "веса и произведения на каждый кусок")
            : say("a comparison at most", "не больше сравнения")))
    if isMaxout {
      facts.append(
        FunctionFact(
          label: say("at a tie", "при равенстве"),
          text: say("the first piece wins", "побеждает первый кусок")))
    } else if let slope = derivativeAtKink {
      facts.append(
        FunctionFact(label: say("at the kink", "в изломе"), text: "h′(0) = \(short(slope))"))
    }
    return facts
  }

  /// `(0, 1)`, `[0, ∞)`, `(−α, ∞) = (−1, ∞)`.
  public var rangeText: String {
    let low = range.low.isFinite ? rounded(range.low, places: 2) : "−∞"
    let high = range.high.isFinite ? rounded(range.high, places: 2) : "∞"
    let open = range.reachesLow ? "[" : "("
    let text = "\(open)\(low), \(high))"
    switch self {
    case .activation(.elu, _): return "(−α, ∞) = \(text)"
    case .activation(.gelu, _), .activation(.geluTanh, _): return "≈ \(text)"
    default: return text
    }
  }

  private var isMaxout: Bool { if case .maxout = self { true } else { false } }

  private func flatText(_ say: (String, String) -> String) -> String {
    let region = flatRegion
    let low = region.below.map { rounded(Double($0), places: 2) }
    let high = region.above.map { rounded(Double($0), places: 2) }
    switch (low, high) {
    case (let low?, let high?):
      return say(
        "z < \(low) or z > \(high): saturated", "z < \(low) или z > \(high): насыщен")
    case (let low?, nil) where region.isDead:
      return say("z ≤ \(low): slope 0, silent", "z ≤ \(low): наклон 0, молчит")
    case (let low?, nil): return say("z < \(low): fades", "z < \(low): угасает")
    default: return say("nowhere", "нигде")
    }
  }
}

/// A number with so many places at most, `−` for minus, without zeros at its end.
private func rounded(_ value: Double, places: Int) -> String {
  // Such numbers have no places after the point that count.
  guard abs(value) < 1e9 else { return "\(Float(value))".replacing("-", with: "−") }
  var scale = 1.0
  for _ in 0..<places { scale *= 10 }
  let scaled = Int((abs(value) * scale).rounded())
  let whole = scaled / Int(scale)
  var digits = String(scaled % Int(scale))
  digits = String(repeating: "0", count: places - digits.count) + digits
  while digits.last == "0" { digits.removeLast() }
  let sign = value < 0 && scaled > 0 ? "−" : ""
  return digits.isEmpty ? "\(sign)\(whole)" : "\(sign)\(whole).\(digits)"
}

private func short(_ value: Scalar) -> String { rounded(Double(value), places: 4) }

/// What a hidden layer does after (or, for maxout, instead of) its linear map.
public enum HiddenFunction: Hashable, Sendable {
  /// With slope or α where the function has one.
  case activation(Activation, parameter: Scalar?)
  case maxout(pieces: Int)
}

/// Everything a network is built from: the same plan gives the same network, bit by bit.
public struct NetworkPlan: Hashable, Sendable {
  /// Inputs, hidden widths in order, outputs.
  public var widths: [Int]
  public var hidden: HiddenFunction
  /// nil is `auto`: what the literature recommends for the activation.
  public var initializer: Initializer?
  public var hasBias: Bool
  /// The share of each hidden layer that dropout drops; 0 has no dropout layers.
  public var dropout: Scalar
  public var hasBatchNorm: Bool
  public var seed: UInt64
  public var head: Head
  public var imageRows: Int
  public var imageColumns: Int

  public init(
    widths: [Int] = [100, 128, 1], hidden: HiddenFunction = .activation(.sigmoid, parameter: nil),
    initializer: Initializer? = .uniform(bound: nil), hasBias: Bool = false, dropout: Scalar = 0,
    hasBatchNorm: Bool = false, seed: UInt64 = 1, head: Head = .binary,
    image: (rows: Int, columns: Int)? = nil
  ) {
    self.widths = widths
    self.hidden = hidden
    self.initializer = initializer
    self.hasBias = hasBias
    self.dropout = dropout
    self.hasBatchNorm = hasBatchNorm
    self.seed = seed
    self.head = head
    let grid = image ?? NetworkPlan.grid(ofInputs: widths.first ?? 0)
    imageRows = grid.rows
    imageColumns = grid.columns
  }

  /// The most units of a layer.
  public static let largestWidth = 4096
  /// The most hidden layers.
  public static let largestDepth = 16
  /// The most weights and biases in all: 16 MB in single precision.
  public static let largestParameterCount = 4_000_000

  public var inputs: Int { widths.first ?? 0 }
  public var outputs: Int { widths.last ?? 0 }
  public var hiddenWidths: ArraySlice<Int> { widths.dropFirst().dropLast() }

  /// The grid nearest to a square: 100 is 10×10, 4 is 2×2, 6 is 2×3, 7 is 1×7.
  public static func grid(ofInputs inputs: Int) -> (rows: Int, columns: Int) {
    guard inputs > 0 else { return (0, 0) }
    // Too wide to be built: no divisor is sought among billions.
    guard inputs <= largestWidth else { return (1, inputs) }
    var rows = Int(Double(inputs).squareRoot())
    while rows > 1 && inputs % rows != 0 { rows -= 1 }
    return (max(1, rows), inputs / max(1, rows))
  }

  /// The initialiser in force: the chosen one, or for `auto` the recommended one.
  public var effectiveInitializer: Initializer {
    initializer ?? Initializer.recommended(for: hidden).initializer
  }

  /// The number of learned parameters, saturating instead of overflowing.
  public var parameterCount: Int {
    var count = 0
    for (k, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
      let isHidden = k < widths.count - 2
      var pieces = 1
      var bias = hasBias ? 1 : 0
      if isHidden, case .maxout(let k) = hidden { (pieces, bias) = (k, 1) }
      guard inputs < Int.max else { return Int.max }
      let (product, overflow) = outputs.multipliedReportingOverflow(by: inputs + bias)
      guard !overflow, product <= Int.max / 8 / max(1, pieces) else { return Int.max }
      count += product * pieces + (isHidden && hasBatchNorm ? 2 * outputs : 0)
      guard count < Int.max / 4 else { return Int.max }
    }
    return count
  }

  /// Whether orthonormal rows or columns are found in about a second: the work is n²·m for each n×m matrix, n ≤ m.
  var isQuicklyOrthogonal: Bool {
    var pieces = 1.0
    if case .maxout(let count) = hidden { pieces = Double(count) }
    let work = zip(widths, widths.dropFirst()).reduce(0.0) {
      $0 + Double(min($1.0, $1.1)) * Double($1.0) * Double($1.1)
    }
    return work * pieces <= NetworkPlan.largestOrthogonalWork
  }

  private static let largestOrthogonalWork = 1.2e9

  /// Throws the first thing that cannot be built.
  public func validate() throws(PlanError) {
    guard widths.count >= 2 else { throw .tooShallow }
    guard hiddenWidths.count <= NetworkPlan.largestDepth else {
      throw .tooDeep(hiddenWidths.count, largest: NetworkPlan.largestDepth)
    }
    for (layer, width) in widths.enumerated() {
      guard width >= 1 else { throw .emptyLayer(layer, of: widths.count) }
      guard width <= NetworkPlan.largestWidth else {
        throw .tooWide(layer, width: width, largest: NetworkPlan.largestWidth, of: widths.count)
      }
    }
    if case .maxout(let pieces) = hidden, pieces < 2 || pieces > 16 {
      throw .maxoutPieces(pieces)
    }
    guard parameterCount <= NetworkPlan.largestParameterCount else {
      throw .tooManyParameters(parameterCount, largest: NetworkPlan.largestParameterCount)
    }
    let (pixels, overflow) = imageRows.multipliedReportingOverflow(by: imageColumns)
    guard !overflow, imageRows > 0, pixels == inputs else {
      throw .imageDoesNotFit(rows: imageRows, columns: imageColumns, inputs: inputs)
    }
    guard dropout >= 0 && dropout < 1 else { throw .dropoutOutOfRange(dropout) }
    if effectiveInitializer == .orthogonal && !isQuicklyOrthogonal { throw .orthogonalTooLarge }
    if head == .binary && outputs != 1 { throw .headNeedsOneOutput(outputs) }
    if head == .categorical && outputs < 2 { throw .headNeedsClasses(outputs) }
  }
}

/// Why a plan cannot be built.
public enum PlanError: Error, Hashable, Sendable {
  case tooShallow
  case tooDeep(Int, largest: Int)
  /// The layer by its place in the widths (0 is the input) of so many.
  case emptyLayer(Int, of: Int)
  case tooWide(Int, width: Int, largest: Int, of: Int)
  case tooManyParameters(Int, largest: Int)
  case imageDoesNotFit(rows: Int, columns: Int, inputs: Int)
  case dropoutOutOfRange(Scalar)
  case headNeedsOneOutput(Int)
  case headNeedsClasses(Int)
  case maxoutPieces(Int)
  /// Orthonormal weights that would be waited for.
  case orthogonalTooLarge
}

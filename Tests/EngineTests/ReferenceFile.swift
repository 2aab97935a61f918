import Engine
import Foundation
import Testing

/// A case of the files that `Tests/Reference/reference.py` writes; the rules for its numbers are told there.
struct ReferenceCase: Decodable, CustomTestStringConvertible {
  struct Method: Decodable {
    let method: String
    let decay: Scalar?
  }

  /// A tensor in full, or for a large matrix some rows and sums of it.
  struct Numbers: Decodable {
    struct Largest: Decodable {
      let offset: Int
      let value: Double
    }

    let shape: [Int]
    let values: [Scalar]?
    let rows: [String: [Scalar]]?
    let sum: Double?
    let sumOfSquares: Double?
    let largest: Largest?
  }

  struct Step: Decodable {
    let index: Int
    let phase: String
    let name: String
    let shape: [Int]
  }

  let name: String
  let widths: [Int]
  let hidden: String
  let bias: Bool
  let batchnorm: Bool
  let dropout: Scalar
  let head: String
  let mode: String
  let scale: Double
  let image: String
  let targets: [Int]
  let rate: Scalar
  let optimizer: Method
  let tensors: [String: Numbers]?
  let losses: [Scalar]?

  var testDescription: String { name }

  static func load(_ file: String) -> [ReferenceCase] { decode(file) }

  /// The steps of the walks, by case: place and numbers of each.
  static func loadSteps(_ file: String) -> [[(step: Step, numbers: Numbers)]] {
    struct Walk: Decodable {
      let steps: [Both]
    }
    struct Both: Decodable {
      let step: Step
      let numbers: Numbers
      init(from decoder: any Decoder) throws {
        step = try Step(from: decoder)
        numbers = try Numbers(from: decoder)
      }
    }
    return decode(file, as: Walk.self).map { walk in walk.steps.map { ($0.step, $0.numbers) } }
  }

  /// Empty where the file cannot be read; the tests expect the number of cases.
  private static func decode<Value: Decodable>(_ file: String, as: Value.Type = Value.self)
    -> [Value]
  {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let url = folder.appending(path: "Reference").appending(path: file)
    do {
      return try JSONDecoder().decode([Value].self, from: Data(contentsOf: url))
    } catch {
      print("cannot read \(file): \(error)")
      return []
    }
  }

  /// The slide's image, times 256.
  static let slide: [Scalar] = {
    var pixels = Array(repeating: Scalar(0), count: 100)
    let ink: [Int: Scalar] = [
      25: 48, 26: 252, 27: 237, 34: 163, 35: 252, 36: 252, 37: 189, 43: 38, 44: 233, 48: 165,
      53: 253, 58: 196, 63: 230, 67: 135, 68: 12, 73: 225, 76: 238, 83: 252, 84: 252, 85: 145,
    ]
    for (place, value) in ink { pixels[place] = value / 256 }
    return pixels
  }()

  var input: Matrix {
    if image == "slide" { return Matrix(row: ReferenceCase.slide) }
    let values = (0..<targets.count * widths[0]).map { e -> Scalar in
      let remainder: Int = (17 * e * e + 389 * e + 5) % 257
      return Scalar(remainder) / 256
    }
    return Matrix(rows: targets.count, columns: widths[0], values: values)
  }

  var passMode: Mode { mode == "train" ? .train : .eval }

  /// The network with its parameters by the rule.
  func network() throws -> Network {
    let function: HiddenFunction =
      try hidden == "maxout"
      ? .maxout(pieces: 3)
      : .activation(#require(Activation(rawValue: hidden)), parameter: nil)
    let plan = NetworkPlan(
      widths: widths, hidden: function, initializer: .zeros, hasBias: bias, dropout: dropout,
      hasBatchNorm: batchnorm, head: head == "binary" ? .binary : .categorical)
    var network = try Network(plan)
    for (t, key) in network.parameterKeys.enumerated() {
      guard var tensor = network[key] else { continue }
      let (factor, offset): (Double, Double) =
        switch key.role {
        case .weights, .bias: (scale, 0)
        case .scale: (0.5, 1)
        case .shift: (0.5, 0)
        case .runningMean: (0.3, 0)
        case .runningVariance: (0.5, 0.75)
        }
      for e in tensor.values.indices {
        let remainder: Int = (31 * e * e + 7919 * e + 104_729 * (t + 1)) % 2003
        let r = Double(remainder - 1001) / 1001
        tensor.values[e] = Scalar(offset + factor * r)
      }
      network[key] = tensor
    }
    return network
  }

  func masks(for network: Network) -> [Int: Matrix] {
    var masks: [Int: Matrix] = [:]
    var width = widths[0]
    for (k, layer) in network.layers.enumerated() {
      switch layer {
      case .linear(let linear): width = linear.outputs
      case .maxout(let maxout): width = maxout.outputs
      case .dropout:
        let values = (0..<targets.count * width).map { e -> Scalar in
          let remainder: Int = (7 * e * e + 3 * e + k) % 5
          return remainder >= 2 ? 2 : 0
        }
        masks[k] = Matrix(rows: targets.count, columns: width, values: values)
      default: break
      }
    }
    return masks
  }
}

/// How far a Float32 tensor may lie from the reference, relative to the reference's largest element.
let stateTolerance: Scalar = 1e-5

/// Records an issue for the first element that is further off than the tolerance.
func expectClose(
  _ actual: [Scalar], _ expected: ReferenceCase.Numbers, _ name: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard actual.count == expected.shape.reduce(1, *) else {
    Issue.record(
      "\(name) has \(actual.count) values for \(expected.shape)", sourceLocation: sourceLocation)
    return
  }
  let values = expected.values ?? expected.rows?.values.flatMap(\.self) ?? []
  let largest = expected.largest.map { Scalar(abs($0.value)) } ?? values.map(abs).max() ?? 0
  func compare(_ a: Scalar, _ b: Scalar, _ place: String) -> Bool {
    // Written so that NaN fails.
    if abs(a - b) <= stateTolerance * largest { return true }
    Issue.record("\(name)[\(place)] is \(a), not \(b)", sourceLocation: sourceLocation)
    return false
  }
  if let values = expected.values {
    for (e, pair) in zip(actual, values).enumerated() {
      guard compare(pair.0, pair.1, "\(e)") else { return }
    }
  }
  guard let rows = expected.rows, let sum = expected.sum, let squares = expected.sumOfSquares,
    let peak = expected.largest, let width = expected.shape.last
  else { return }
  for (text, row) in rows {
    let start = (Int(text) ?? 0) * width
    for (c, value) in row.enumerated() {
      guard compare(actual[start + c], value, "\(text),\(c)") else { return }
    }
  }
  _ = compare(actual[peak.offset], Scalar(peak.value), "\(peak.offset)")
  let total = actual.reduce(0) { $0 + Double($1) }
  let totalOfSquares = actual.reduce(0) { $0 + Double($1) * Double($1) }
  let root = (squares * Double(actual.count)).squareRoot()
  #expect(abs(total - sum) <= 1e-5 * root, "the sum of \(name)", sourceLocation: sourceLocation)
  #expect(
    abs(totalOfSquares - squares) <= 1e-5 * squares, "the sum of squares of \(name)",
    sourceLocation: sourceLocation)
}

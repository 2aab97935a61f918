public import Engine

extension Network {
  /// The names of its tensors.
  public var symbols: Symbols { Symbols(self) }
}

/// The names of a network's tensors: the only place that spells `x_output1` or `dL/dW1`.
///
/// Outputs are numbered in the order of the operations; parameters after their block, which is a linear or maxout layer with
/// what follows it: W1, b1, gamma1, beta1, mean1, variance1, mask1.
public struct Symbols: Equatable, Sendable {
  /// The block of each layer, from 1.
  private let blocks: [Int]
  private let keys: [ParameterKey]

  public init(_ network: Network) {
    var block = 0
    blocks = network.layers.map { layer in
      switch layer {
      case .linear, .maxout: block += 1
      case .batchNorm, .activation, .dropout: break
      }
      return block
    }
    keys = network.parameterKeys
  }

  public var layerCount: Int { blocks.count }

  /// `x_output1` is what layer 0 puts out.
  public func output(ofLayer layer: Int) -> String { "x_output\(layer + 1)" }
  /// What layer 0 takes is `x_input`, what another one takes is put out by the one before.
  public func input(ofLayer layer: Int) -> String {
    layer == 0 ? "x_input" : output(ofLayer: layer - 1)
  }
  public var logits: String { output(ofLayer: layerCount - 1) }

  /// The number that a layer's parameters carry, from 1: that of its linear or maxout layer.
  public func block(ofLayer layer: Int) -> Int { blocks[layer] }

  /// `W1`, `b1`, `gamma1`, `beta1`, and the running `mean1` and `variance1`.
  public func parameter(_ key: ParameterKey) -> String {
    let block = blocks[key.layer]
    return switch key.role {
    case .weights: "W\(block)"
    case .bias: "b\(block)"
    case .scale: "gamma\(block)"
    case .shift: "beta\(block)"
    case .runningMean: "mean\(block)"
    case .runningVariance: "variance\(block)"
    }
  }

  // The parameters and statistics of a layer, by its block.
  public func weights(ofLayer layer: Int) -> String { "W\(blocks[layer])" }
  public func bias(ofLayer layer: Int) -> String { "b\(blocks[layer])" }
  public func mask(ofLayer layer: Int) -> String { "mask\(blocks[layer])" }
  public func batchMean(ofLayer layer: Int) -> String { "mu\(blocks[layer])" }
  public func batchVariance(ofLayer layer: Int) -> String { "var\(blocks[layer])" }
  public func normalised(ofLayer layer: Int) -> String { "x_hat\(blocks[layer])" }

  /// What an optimiser works out of a parameter's gradient: `m_W2`.
  public func quantity(_ quantity: UpdateQuantity, of parameter: String) -> String {
    quantity.prefix + parameter
  }

  /// Adam's two constants: ρ where β is the shift of batch normalisation.
  ///
  /// Goodfellow, Bengio and Courville 2016, algorithm 8.7, call them so.
  public var adamConstants: (first: String, second: String) {
    keys.contains { $0.role == .shift } ? ("ρ₁", "ρ₂") : ("β₁", "β₂")
  }

  /// dL/d(name); the gradient of the network's input is written by the picture: dL/dx.
  public func gradient(of name: String) -> String {
    name == "x_input" ? "dL/dx" : "dL/d\(name)"
  }

  /// `dx_output2/dx_output1`: the local derivative of one by the other.
  public func derivative(of name: String, by other: String) -> String { "d\(name)/d\(other)" }

  /// The parameter of a name such as `W1`; nil where the network has none of that name.
  public func key(named name: String) -> ParameterKey? {
    keys.first { parameter($0) == name }
  }

  public var parameterNames: [String] { keys.map(parameter) }
  /// The parameters that training learns, or those that it only keeps account of.
  public func parameterNames(learned: Bool) -> [String] {
    keys.filter { $0.role.isLearned == learned }.map(parameter)
  }

  /// A name or equation as the screen writes it: `x_output1` → `x_output₁`, `gamma1` → `γ₁`; indices in brackets stay.
  public static func typeset(_ text: String) -> String {
    var text = text
    return text.withUTF8 { bytes in
      var result: [UInt8] = []
      result.reserveCapacity(bytes.count + 8)
      var depth = 0
      var follows = false
      /// What is copied as it is begins here, and a word if one is under way there.
      var (copied, wordStart): (Int, Int?) = (0, nil)
      func endWord(at end: Int) {
        guard let start = wordStart else { return }
        wordStart = nil
        guard let letter = letter(of: bytes[start..<end]) else { return }
        result += bytes[copied..<start]
        result += letter.utf8
        copied = end
      }
      for (place, byte) in bytes.enumerated() {
        // The further bytes of a scalar go with its first.
        if byte & 0xC0 == 0x80 { continue }
        if isLetter(byte < 0x80 ? Unicode.Scalar(byte) : scalar(at: place, in: bytes)) {
          // The power of ten of a number is no index.
          let isExponent =
            byte == UInt8(ascii: "e") && wordStart == nil && place > 0
            && (0x30...0x39).contains(bytes[place - 1])
          wordStart = wordStart ?? place
          follows = !isExponent
          continue
        }
        endWord(at: place)
        if byte == UInt8(ascii: "[") { depth += 1 }
        if byte == UInt8(ascii: "]") { depth -= 1 }
        guard depth == 0, follows, (0x30...0x39).contains(byte) else {
          follows = false
          continue
        }
        result += bytes[copied..<place]
        result += String(subscripts[Int(byte - 0x30)]).utf8
        copied = place + 1
      }
      endWord(at: bytes.count)
      result += bytes[copied...]
      return String(decoding: result, as: UTF8.self)
    }
  }

  /// The scalar of more than one byte that begins at a place.
  private static func scalar(at place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar
  {
    String(decoding: bytes[place..<min(place + 4, bytes.count)], as: UTF8.self)
      .unicodeScalars.first ?? "\u{FFFD}"
  }

  /// A name as commands have it, of one that may be copied from the screen: `x_output₁` → `x_output1`, `γ₁` → `gamma1`.
  public static func plain(_ name: String) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      if let digit = subscripts.firstIndex(of: scalar) {
        result += String(digit)
      } else if let word = greek.first(where: { $0.value.unicodeScalars.first == scalar })?.key {
        result += word
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The letter that a word names, `dgamma` in dL/dgamma1 being one word; nil for other words.
  private static func letter(of word: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    let isDerivative = word.first == UInt8(ascii: "d")
    let name = isDerivative ? word.dropFirst() : word
    guard let first = name.first, firstLetters.contains(first),
      let letter = greek[String(decoding: name, as: UTF8.self)]
    else { return nil }
    return isDerivative ? "d" + letter : letter
  }

  /// Whether a glyph is part of a word; most are ASCII, where that needs no table.
  public static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      ? ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
      : scalar.properties.isAlphabetic
  }

  private static let greek: [String: String] = [
    "gamma": "γ", "beta": "β", "mu": "μ", "alpha": "α",
  ]
  /// Most words are looked up no further than to their first letter.
  private static let firstLetters = Set(greek.keys.compactMap(\.utf8.first))
  private static let subscripts: [Unicode.Scalar] = [
    "₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉",
  ]
}

import Engine

extension NetworkPlan {
  /// Replaces some words of the plan; those left out keep their value.
  ///
  /// Another number of inputs brings its own grid, unless a size is given.
  ///
  /// - Parameter options: in any order; a slope or a number of pieces is for the function in force after all others.
  /// - Throws: `CommandError` for a slope, α or pieces that the function has no use for, and for what is given twice.
  mutating func apply(_ options: [NetworkOption]) throws(CommandError) {
    var parameters: [(of: Activation, name: String, value: Scalar)] = []
    var pieces: Int?
    var image: (rows: Int, columns: Int)?
    var given: Set<String> = []
    for option in options {
      guard given.insert(option.name).inserted else { throw .givenTwice(option.name) }
      switch option {
      case .widths(let widths):
        if widths.first != inputs, let inputs = widths.first {
          (imageRows, imageColumns) = NetworkPlan.grid(ofInputs: inputs)
        }
        self.widths = widths
      case .hidden(let hidden): self.hidden = hidden
      case .slope(let value): parameters.append((.leakyReLU, option.name, value))
      case .alpha(let value): parameters.append((.elu, option.name, value))
      case .pieces(let count): pieces = count
      case .initializer(let initializer): self.initializer = initializer
      case .bias(let hasBias): self.hasBias = hasBias
      case .dropout(let rate): dropout = rate
      case .batchNorm(let isOn): hasBatchNorm = isOn
      case .seed(let seed): self.seed = seed
      case .image(let rows, let columns): image = (rows, columns)
      }
    }
    if let image { (imageRows, imageColumns) = image }
    for parameter in parameters {
      guard case .activation(parameter.of, _) = hidden else {
        throw .optionDoesNotApply(parameter.name, hidden: NetworkWords.text(hidden))
      }
      hidden = .activation(parameter.of, parameter: parameter.value)
    }
    if let pieces {
      guard case .maxout = hidden else {
        throw .optionDoesNotApply("pieces", hidden: NetworkWords.text(hidden))
      }
      hidden = .maxout(pieces: pieces)
    }
  }
}

extension NetworkOption {
  /// What the option is called on the command line.
  fileprivate var name: String {
    switch self {
    case .widths: "layers"
    case .hidden: "hidden"
    case .slope: "slope"
    case .alpha: "alpha"
    case .pieces: "pieces"
    case .initializer: "init"
    case .bias: "bias"
    case .dropout: "dropout"
    case .batchNorm: "batchnorm"
    case .seed: "seed"
    case .image: "image"
    }
  }
}

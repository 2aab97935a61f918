import Engine

extension NetworkPlan {
  /// Replaces some words of the plan; those left out keep their value.
  ///
  /// Another number of inputs brings its own grid, unless a size is given.
  ///
  /// - Parameter options: in any order; a slope or a number of pieces is for the function in force after all others.
  /// - Throws: `CommandError` for a slope or pieces that the function has no use for.
  mutating func apply(_ options: [NetworkOption]) throws(CommandError) {
    var parameter: Scalar?
    var pieces: Int?
    var image: (rows: Int, columns: Int)?
    for option in options {
      switch option {
      case .widths(let widths):
        if widths.first != inputs, let inputs = widths.first {
          (imageRows, imageColumns) = NetworkPlan.grid(ofInputs: inputs)
        }
        self.widths = widths
      case .hidden(let hidden): self.hidden = hidden
      case .parameter(let value): parameter = value
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
    if let parameter {
      guard case .activation(let function, _) = hidden, function.standardParameter != nil
      else { throw .optionDoesNotApply("slope/alpha", hidden: NetworkWords.text(hidden)) }
      hidden = .activation(function, parameter: parameter)
    }
    if let pieces {
      guard case .maxout = hidden else {
        throw .optionDoesNotApply("pieces", hidden: NetworkWords.text(hidden))
      }
      hidden = .maxout(pieces: pieces)
    }
  }
}

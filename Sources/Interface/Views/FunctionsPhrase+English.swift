import Commands

extension FunctionsPhrase {
  var english: String {
    switch self {
    case .functions: "functions"
    case .page(.facts): "curve, facts"
    case .page(.layers): "layers"
    case .page(.initializers): "initialisers"
    case .alreadyInUse: "the network has it already: nothing changes"
    case .inUse: "in use"
    case .apply(let word): "network hidden=\(word)"
    case .marks(let name, let units):
      "\(name) of the drawing: \(units) \(units == 1 ? "unit" : "units")"
    case .flatOnes(let flat, let region, let isTrial):
      FunctionsPhrase.english(flat, region, isTrial ? "would be " : "")
    case .otherFunction(let word): "network: \(word)"
    case .noPreactivations: "Maxout has no z of its own: the largest of its pieces is the output."
    case .winners(let counts):
      "units won for the drawing, by piece: "
        + counts.enumerated().map { "\($0.offset): \($0.element)" }.joined(separator: ", ")
    case .example: "an example of two pieces: z and −z/2"
    case .lecture: "lecture"
    case .facts: "facts"
    case .layers: "layers, for the drawing"
    case .deviation(let value): "std \(value)"
    case .flatShare(let share): "flat \(share)"
    case .initializers(let images): "initialisers, on \(images) training images"
    case .trialFigures(let hasBeyond):
      "std of outputs, grad: of their gradients" + (hasBeyond ? ", ▸ beyond the edge" : "")
    case .trialOutputs: "std of outputs"
    case .trialFiguresBriefly: "std of outputs, of gradients"
    case .initializersMissing: "i builds the present plan with each initialiser."
    case .initializersStale: "The network has another plan now: i builds again."
    case .inForce: "in use"
    case .moreColumns(let count): "\(count) more"
    case .moreTrials(let count): "PgDn: \(count) more"
    case .trialsAbove(let count): "PgUp: \(count) more"
    case .deviationsOf(let value, let gradient): "std \(value)  grad \(gradient)"
    case .hint(let depth):
      depth < 3
        ? "More layers make it plainer: try 'network 100-64-64-64-64-1'." : ""
    case .key(let key):
      switch key {
      case .choose: "function"
      case .argument: "z"
      case .apply: "use it"
      case .pages: "pages"
      case .layer: "layer"
      case .own: "the network's own"
      case .scroll: "scroll"
      case .trials: "initialisers"
      }
    }
  }

  /// With `verb`, of a function that the network has not.
  private static func english(_ flat: Int, _ region: Region, _ verb: String) -> String {
    switch region {
    case .none: ", none can be flat"
    case .saturated: ", \(flat) \(verb)saturated"
    case .dead: ", \(flat) \(verb)silent"
    case .faded: ", \(flat) \(verb)faded"
    }
  }
}

extension Setting {
  var englishMeaning: String {
    switch self {
    case .hidden: "the function of the hidden units"
    case .slope: "the slope of Leaky ReLU below 0"
    case .alpha: "α of ELU: its outputs end at −α"
    case .pieces: "how many linear pieces a Maxout unit has"
    case .initializer:
      "how the weights start; 'auto' is what the literature recommends for the hidden function"
    case .bias: "whether b is added to W·x; Maxout always has one"
    case .dropout: "the share of hidden units that training leaves out at random; below 1"
    case .batchNorm: "whether the hidden sums are normalised by the batch"
    case .seed: "which random numbers the weights and batches are drawn with"
    case .image: "rows x columns of the picture; rows times columns are the inputs"
    case .decay: "the weight decay λ: λ·W is added to the gradient"
    }
  }
}

import Engine

extension Narration {
  static func english(_ operation: Operation, _ scene: Scene) -> String {
    switch operation {
    case .flatten:
      scene.batch > 1
        ? "Each of the \(scene.batch) pictures becomes one vector, row by row; the drawing is number 0."
        : "The picture becomes one column vector, row by row: nothing is computed yet."
    case .linear:
      "Each unit weighs every element of \(scene.input) with its own row of weights and adds it all up."
    case .maxout:
      "Each unit has several linear pieces and passes on the largest of them."
    case .batchMean: "The mean of each unit over the batch."
    case .batchVariance: "The variance of each unit over the batch."
    case .normalise:
      scene.isTraining
        ? "Each unit is centred and scaled by the batch's own mean and deviation."
        : "Each unit is centred and scaled by the running mean and deviation learned in training."
    case .scaleAndShift: "Two learned numbers a unit, γ and β, choose the new scale and centre."
    case .activation:
      switch scene.activation {
      case .sigmoid: "The sigmoid squeezes every number into 0 … 1; far from 0 it is nearly flat."
      case .tanh: "tanh squeezes every number into −1 … 1, centred on 0."
      case .relu: "Negative numbers become 0, positive ones pass as they are."
      case .identity: "The identity changes nothing: two linear layers in a row are still linear."
      case .leakyReLU:
        "Positive numbers pass as they are, negative ones are multiplied by the small slope: no unit is ever quite off."
      case .elu: "Positive numbers pass as they are, negative ones bend smoothly towards −α."
      case .gelu:
        "Each number is multiplied by Φ, the share of a standard normal distribution below it: a ReLU with a soft bend."
      case .geluTanh:
        "GELU with Φ written by tanh: nearly the same curve, each number times its share between 0 and 1."
      case nil: "The activation bends the line, one number at a time."
      }
    case .mask: "Each unit is dropped with probability p; those kept are scaled by 1/(1 − p)."
    case .dropout:
      scene.isTraining
        ? "The mask switches units off for this pass."
        : "In eval mode dropout changes nothing."
    case .probability:
      scene.isBinary
        ? "The last sigmoid turns the score into a probability: above 1/2 means y = 1."
        : "Softmax: e^score of each class as its share of all of them, which add up to 1. The largest score is taken off first: the shares stay, and no e^ overflows."
    case .loss where scene.batch > 1:
      "Of each picture only the probability given to its true class counts; L is the mean over them."
    case .loss:
      scene.isBinary
        ? "Only the probability given to the true class counts: y = \(scene.label), so L = −ln \(scene.label == 1 ? "P" : "(1 − P)")."
        : "Only the probability given to the true class counts: L = −ln P[\(scene.label)]."
    case .one: "The chain starts here: the loss changes one to one with itself."
    case .probabilityGradient:
      "How the loss reacts to P: the surer the network was of the wrong answer, the larger."
    case .probabilityDerivative:
      scene.isBinary
        ? "The slope of the last sigmoid, at most 1/4; near 0 and 1 it vanishes."
        : "How each probability reacts to each score: a matrix, since softmax shares out a total of 1."
    case .logitGradient:
      (scene.longWayHolds
        ? "The chain rule for the first time; the product collapses to \(scene.batch > 1 ? "(P − y) / \(scene.batch)" : "P − y")."
        : "The product should be P − y, but here it overflows or loses its digits; the engine computes P − y from the score.")
        + (scene.isBinary ? "" : " Here y is one-hot: 1 at the true class and 0 elsewhere.")
    case .localByWeights:
      "A weight is multiplied by its input, so that input is its local derivative"
        + (scene.outputs > 1
          ? "; each output depends on its own row of weights only, and the same inputs serve for all."
          : ".")
    case .weightGradient where scene.isMaxout:
      "Error times input, for the piece that won; the rows of the pieces that lost are 0."
    case .weightGradient:
      scene.isFirstLayer && scene.batch > 1
        ? "Each row of the gradient is a sum of the batch's pictures, each scaled by the error that reached that unit for it."
        : scene.isFirstLayer
          ? "Each row of the gradient is the drawing itself, scaled by one number: the error that reached that unit."
          : "Error times input: a weight learns in proportion to what came in through it."
    case .biasGradient where scene.isMaxout:
      "The error itself, for the bias of the piece that won; 0 for the others."
    case .biasGradient where scene.isCancelledBias:
      "A bias before batch normalisation has no effect: the mean takes it off again. Its gradient is 0, and what is left here is rounding."
    case .biasGradient: "A bias is added, so its gradient is the error itself."
    case .localByInput:
      "An input is multiplied by its weight, so that weight is its local derivative."
    case .inputGradient:
      scene.isFirstLayer
        ? "How the loss would react to a brighter pixel: one more step back, into the picture."
        : "The error goes back through the same weights, transposed: each unit gets its share of the blame."
    case .slope where scene.isDropout:
      "The mask once more: 0 where a unit was dropped, 1/(1 − p) where it was kept."
    case .slope:
      switch scene.activation {
      case .sigmoid: "The slope of each sigmoid: 1/4 in the middle, almost 0 where it is saturated."
      case .relu:
        "1 where the unit is on, 0 where it is off: nothing gets back through a unit that is off."
      case .tanh: "The slope of each tanh: 1 in the middle, almost 0 where it is saturated."
      case .leakyReLU:
        "1 for positive numbers, the small slope for negative ones: something always gets back."
      case .elu:
        "1 for positive numbers, α · e^z for negative ones: the farther below 0, the less gets back."
      case .gelu, .geluTanh:
        "The slope of GELU: near 0 far below 0, 1/2 at 0, near 1 far above."
      case .identity: "The slope of the identity is 1 everywhere."
      case nil: "The slope of the activation at each unit."
      }
    case .errorTimesSlope where scene.isDropout && !scene.isTraining:
      "In eval mode dropout changes nothing, backward either: the error passes as it is."
    case .errorTimesSlope where scene.isDropout:
      "A unit that was dropped took no part, so no error goes back through it."
    case .errorTimesSlope where scene.activation == .relu:
      "Error times slope: through a unit that is off nothing goes back, and it learns nothing here."
    case .errorTimesSlope: "Error times slope: a unit on a flat part of its curve hardly learns."
    case .scaleGradient:
      "γ multiplies the normalised value, so that value times the error is its gradient."
    case .shiftGradient: "β is added, so its gradient is the error itself."
    case .batchNormGradient:
      scene.isTraining
        ? "Every sample moved the mean and the variance too, so two more terms go back."
        : "The running statistics are constants here: a plain scale goes back."
    case .update: englishUpdate(scene)
    case .runningStatistic:
      "No gradient here: the statistics that eval mode uses move a tenth of the way to those of this batch"
        + (scene.isVariance
          ? "; N/(N − 1) makes up for a variance taken about the batch's own mean." : ".")
    case .lossAgain: "Forward once more with the new weights: was the step worth it?"
    }
  }

  private static func englishUpdate(_ scene: Scene) -> String {
    let step =
      switch scene.method {
      case .sgd: "One step downhill, with the gradients of the old weights."
      case .momentum(_, nesterov: false):
        "One step along the velocity, which remembers earlier gradients and adds the present one."
      case .momentum(_, nesterov: true):
        "One step along gradient + μ · velocity: the velocity has taken in the present gradient, and the step looks ahead along it."
      case .adam:
        "One step along the mean of the gradients, divided by the root of the mean of their squares, both corrected for having begun at 0."
      }
    return step + (scene.isCancelledBias ? englishCancelled(scene) : "")
      + (scene.decay.map { " With decay \($0), for b, γ and β too." } ?? "")
  }

  private static func englishCancelled(_ scene: Scene) -> String {
    let rest =
      switch scene.method {
      case _ where scene.decay != nil: "only the decay moves it."
      case .adam: "Adam makes whole steps of that, to no effect."
      case .sgd, .momentum: "this step is rounding too."
      }
    return " A bias before batch normalisation has no effect, its gradient is rounding: " + rest
  }
}

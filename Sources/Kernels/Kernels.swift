/// A matrix that lies in memory: element (r, c) is `start[r * rowStep + c * columnStep]`.
///
/// A step of 0 repeats a row or a column.
public struct StridedMatrix {
  public let start: UnsafePointer<Float>
  public let rowStep: Int
  public let columnStep: Int
  /// 4 · `rowStep`, which a tile of eight rows adds once.
  ///
  /// A compiler that knew it to be four row steps would go from row to row by eight additions, each waiting for the one before.
  public let fourRows: Int

  public init(_ start: UnsafePointer<Float>, rowStep: Int, columnStep: Int = 1) {
    self.start = start
    self.rowStep = rowStep
    self.columnStep = columnStep
    fourRows = 4 * rowStep
  }
}

/// A block of floats that a kernel writes: `rows` rows of `width` numbers, `stride` apart.
///
/// `stride` is a multiple of 16, and the numbers between `width` and `stride` stay zero.
public struct Block {
  public let start: UnsafeMutablePointer<Float>
  public let rows: Int
  public let width: Int
  public let stride: Int

  public init(_ start: UnsafeMutablePointer<Float>, rows: Int, width: Int, stride: Int) {
    self.start = start
    self.rows = rows
    self.width = width
    self.stride = stride
  }
}

/// Which numbers of a matrix are not zero, a bit each: number k of a row is bit k % 64 of its word k / 64.
public struct Marks {
  public let start: UnsafePointer<UInt64>
  /// How many a row has.
  public let words: Int
  public let rowStep: Int
  public let wordStep: Int

  public init(_ start: UnsafePointer<UInt64>, words: Int, rowStep: Int, wordStep: Int) {
    self.start = start
    self.words = words
    self.rowStep = rowStep
    self.wordStep = wordStep
  }
}

/// The activation functions as the kernels number them.
public enum KernelActivation: Sendable {
  case sigmoid, tanh, relu, leakyReLU, elu, gelu, geluTanh, identity

  /// Whether f′(z) follows from h = f(z) alone; otherwise the forward pass keeps it.
  public var slopeFollowsFromOutput: Bool {
    switch self {
    case .sigmoid, .tanh, .relu, .identity: true
    case .leakyReLU, .elu, .gelu, .geluTanh: false
    }
  }
}

/// What a head found in a block of samples.
public struct HeadResult {
  /// Σ L over the samples.
  public let loss: Double
  public let correct: Int

  public init(loss: Double, correct: Int) {
    self.loss = loss
    self.correct = correct
  }
}

/// An optimiser's step with its constants; `share` are Adam's 1−β, `correction` its 1−βᵗ.
public enum KernelStep {
  case sgd
  case momentum(Float, nesterov: Bool)
  case adam(
    beta1: Float, beta2: Float, epsilon: Float, share1: Float, share2: Float, correction1: Float,
    correction2: Float)
}

/// The loops in which training spends its time, for one instruction set.
///
/// All sums run in the same order in every implementation: with fused multiply-add the bits are the same for every vector width.
public protocol KernelSet: AnyObject, Sendable {
  var name: String { get }

  /// Does `count` multiply-adds of sixteen numbers on registers alone: the limit that products are measured against.
  func multiplyAddOnly(count: Int) -> Float

  /// target[r, c] = initial[r, c] + Σ_k left[r, k] · right[k, c], k in ascending order.
  ///
  /// `right` and `target` have unit column steps; `target.width` is a multiple of 16 and `initial` may be `target` itself.
  func multiply(
    _ left: StridedMatrix, _ right: StridedMatrix, depth: Int, initial: StridedMatrix,
    into target: Block)

  /// Marks what is not zero in a block, for each row over its columns, [rows][⌈stride/64⌉], and for each column over the rows, [⌈rows/64⌉][stride], if these are asked for.
  ///
  /// - Returns: how many such numbers there are.
  func mark(
    _ block: Block, rows: UnsafeMutablePointer<UInt64>, columns: UnsafeMutablePointer<UInt64>?
  ) -> Int

  /// The product of ``multiply(_:_:depth:initial:into:)`` over the marked numbers of `left` alone, in the same order.
  ///
  /// Where the others are zero the sums have the same bits, but for the sign of a zero and where `right` is not finite.
  func multiplySparse(
    _ left: StridedMatrix, _ marks: Marks, _ right: StridedMatrix, depth: Int,
    initial: StridedMatrix, into target: Block)

  /// target[k, c] += left[k] · right[c] over the marked k: the update of a batch of one.
  func addSparseOuter(
    _ left: UnsafePointer<Float>, _ marks: Marks, _ right: UnsafePointer<Float>,
    into target: Block)

  /// target[r, c] = initial[c] + Σ_k left[r, k] · right[c, k]; `depth` is a multiple of 16.
  func dots(
    _ left: StridedMatrix, _ right: StridedMatrix, depth: Int, initial: UnsafePointer<Float>?,
    into target: Block)

  /// target[c, r] = source[r, c]; both are whole 16 × 16 tiles.
  func transpose(_ source: Block, into target: Block)

  /// h = f(z) in place; `slope` receives f′(z) where it does not follow from h.
  func activate(
    _ block: Block, function: KernelActivation, parameter: Float,
    slope: UnsafeMutablePointer<Float>?)

  /// gradient ⊙ f′, from the output h or the kept slope; returns Σ|gradient|.
  func applySlope(
    _ gradient: Block, function: KernelActivation, output: UnsafePointer<Float>,
    slope: UnsafePointer<Float>?
  ) -> Float

  /// The largest |x|; NaN or infinite if an element is.
  func largestMagnitude(_ block: Block) -> Float

  /// Σ|x|; NaN or infinite if an element is.
  func magnitudeSum(_ block: Block) -> Float

  /// Binary cross-entropy from the logits; writes `scale` · dL/dz over them, and each loss; `scratch` holds a number a sample.
  func binaryHead(
    _ logits: Block, targets: UnsafePointer<UInt8>, scale: Float,
    losses: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>,
    probabilities: UnsafeMutablePointer<Float>?
  ) -> HeadResult

  /// Softmax and cross-entropy, likewise.
  func categoricalHead(
    _ logits: Block, targets: UnsafePointer<UInt8>, scale: Float,
    losses: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>,
    probabilities: UnsafeMutablePointer<Float>?
  ) -> HeadResult

  /// Bytes to x/256, a row for each of `rows`, shifted by so many pixels with zeros moving in.
  func gather(
    _ pixels: UnsafePointer<UInt8>, rows: UnsafePointer<Int32>, into target: Block,
    imageRows: Int, imageColumns: Int, down: Int, right: Int)

  /// An optimiser's step, in place; `averages` are as many as the method keeps, the others are not touched.
  func step(
    _ step: KernelStep, count: Int, rate: Float, weightDecay: Float,
    gradient: UnsafePointer<Float>, weights: UnsafeMutablePointer<Float>,
    averages: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>)
  )

  /// Dropout's mask: number n of a counter-based stream drops where its upper 24 bits are below `threshold`.
  func drawMask(_ mask: Block, key: UInt64, first: Int, threshold: UInt32, kept: Float)

  /// target = a ⊙ b.
  func hadamard(_ a: Block, _ b: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>)

  /// h = the largest piece of each element, with the winner's number; pieces lie `stride` apart.
  func selectPieces(
    _ candidates: UnsafePointer<Float>, pieces: Int, into target: Block,
    winners: UnsafeMutablePointer<Float>)

  /// The gradient of each element to its winner, zero to the others.
  func spreadToPieces(
    _ gradient: Block, pieces: Int, winners: UnsafePointer<Float>,
    into candidates: UnsafeMutablePointer<Float>)

  /// Mean and biased variance of each column.
  func columnStatistics(
    _ block: Block, mean: UnsafeMutablePointer<Float>, variance: UnsafeMutablePointer<Float>)

  /// x̂ = (x − mean)·inverse in `normalised`, y = γ·x̂ + β in `target`.
  func normalise(
    _ block: Block, mean: UnsafePointer<Float>, inverse: UnsafePointer<Float>,
    scale: UnsafePointer<Float>, shift: UnsafePointer<Float>,
    normalised: UnsafeMutablePointer<Float>, target: UnsafeMutablePointer<Float>)

  /// dγ and dβ, and the gradient in place; `usesBatch` where mean and variance are the block's own.
  func normaliseBackward(
    _ gradient: Block, normalised: UnsafePointer<Float>, inverse: UnsafePointer<Float>,
    scale: UnsafePointer<Float>, scaleGradient: UnsafeMutablePointer<Float>,
    shiftGradient: UnsafeMutablePointer<Float>, usesBatch: Bool)
}

import Commands
import Engine
import Walkthrough

/// What the Walk view shows of a state: the walk, its current step, and the selected element.
///
/// One is made for a frame or a key, so what costs something is worked out once.
final class WalkPlace {
  let state: AppState
  let network: Network
  let symbols: Symbols
  let steps: [Step]
  let position: Int
  let trace: Trace?
  /// The step that was done last: the one that is looked at.
  let step: Step?
  let value: Tensor?
  let layout: TensorLayout?

  init(_ state: AppState) {
    self.state = state
    let walk = state.scene.walk
    trace = walk?.trace
    network = walk?.trace.network ?? state.scene.session.network
    symbols = network.symbols
    steps = state.scene.steps
    position = walk?.position ?? 0
    step = walk?.current
    let image = (network.plan.imageRows, network.plan.imageColumns)
    if let walk, let step = walk.current {
      let tensor = walk.trace.value(of: step, at: walk.position)
      value = tensor
      layout = TensorLayout(name: step.name, shape: tensor.shape, image: image)
    } else {
      value = nil
      layout = nil
    }
  }

  var theme: Theme { state.theme }
  /// The places of a number after the point; of an update as many as the weight before, the step and the weight after it
  /// all need to have three figures, so that they can be added up.
  private(set) lazy var digits: Int = {
    let usual = state.walk.digits
    guard usual > 3, let key = step?.operation.updatedKey, let old = trace?.network[key],
      let new = value,
      old.values.indices.contains(element), new.values.indices.contains(element)
    else { return usual }
    let (before, after) = (old.values[element], new.values[element])
    let least = [before, after - before, after].map(abs).filter { $0 > 0 && $0.isFinite }.min()
    var places = usual
    while let least, least * Scalar(DecimalText.powerOfTen(places - 2)) < 1, places < 9 {
      places += 1
    }
    return places
  }()
  func text(_ value: Scalar?) -> String {
    TensorPanel.text(value, digits: value.map(places) ?? digits)
  }

  /// The places of a number in an equation: just below 1 as many as its distance from 1 needs, so that 1 − P and ln P can be worked out from it.
  ///
  /// One below 0.1 has a place more, and below 0.01 two, so that all factors of a product have as many figures.
  private func places(_ value: Scalar) -> Int {
    step?.phase == .update ? digits : factorPlaces(value)
  }

  private func factorPlaces(_ value: Scalar) -> Int {
    let digits = state.walk.digits
    if digits > 3, abs(value) < 0.1, abs(value) >= 0.001 {
      return digits + (abs(value) < 0.01 ? 2 : 1)
    }
    guard value > 0.99, value < 1 else { return digits }
    var (places, rest) = (digits - 2, 1 - value)
    while rest < 1 { (places, rest) = (places + 1, rest * 10) }
    return min(9, places)
  }

  /// The places of a tensor's numbers: a single one stands as in an equation.
  func digits(of tensor: Tensor) -> Int {
    tensor.values.count == 1 ? places(tensor.values[0]) : digits
  }

  /// A number of what is worked out on the way, which is multiplied in an update too: it has figures, not the places of its neighbours.
  func partText(_ value: Scalar) -> String {
    TensorPanel.text(value, digits: factorPlaces(value))
  }

  func partText(_ value: Scalar, of name: String) -> String {
    value == 1 && WalkPlace.isProbability(name) ? text(value, of: name) : partText(value)
  }

  func partText(_ factor: Factor) -> String {
    text(factor, partText(factor.value, of: factor.name))
  }

  /// A number of an update in a column: in decimals wherever those have three figures, so that it can be added to its neighbours.
  func updateText(_ value: Scalar, width: Int, sign: Bool = false) -> String {
    let magnitude = Double(abs(value))
    if value.isFinite, magnitude * DecimalText.powerOfTen(digits - 2) >= 0.999,
      let text = DecimalText.fixed(magnitude: magnitude, digits: digits)
    {
      let whole = (value < 0 ? "−" : sign ? "+" : "") + text
      if whole.unicodeScalars.count <= width { return whole }
    }
    return NumberText.fittingFigures(value, digits: digits, width: width, sign: sign)
  }

  /// The value of the selected element, with the places of what it is worked out from.
  func resultText(_ value: Scalar) -> String {
    step?.operation == .probability
      ? NumberText.decimals(ofProbability: value, digits: digits)
      : text(value)
  }

  /// Whether a tensor or an element of it is a probability: its 1 is a rounded one.
  static func isProbability(_ name: String) -> Bool {
    name == "P" || name.hasPrefix("P[") || name.hasPrefix("P_old")
  }

  /// A number in an equation by the name of what it is of: `1.0000` for a P that is 1 in single precision.
  func text(_ value: Scalar, of name: String) -> String {
    value == 1 && WalkPlace.isProbability(name)
      ? NumberText.fixed(value, digits: digits) : text(value)
  }

  /// A factor in a product; a constant such as β₁ or 1/32 as it was given.
  func text(_ factor: Factor) -> String { text(factor, text(factor.value, of: factor.name)) }

  private func text(_ factor: Factor, _ figure: String) -> String {
    let isConstant = !factor.name.unicodeScalars.contains {
      $0.isASCII && Symbols.isLetter($0)
    }
    let shortest = isConstant ? NumberText.shortest(factor.value) : ""
    let figures = shortest.unicodeScalars.count { $0 != "−" }
    return isConstant && figures <= digits + 3 ? shortest : figure
  }
  var image: (rows: Int, columns: Int) { (network.plan.imageRows, network.plan.imageColumns) }

  func count(through phase: Phase) -> Int {
    steps.lastIndex { $0.phase == phase }.map { $0 + 1 } ?? 0
  }

  func tensor(_ name: String) -> Tensor? { trace?.value(name, at: position) }

  func layout(of name: String, _ tensor: Tensor) -> TensorLayout {
    TensorLayout(name: name, shape: tensor.shape, image: image)
  }

  /// The selected element: the one that was last chosen in a tensor of this size, or else the largest.
  private(set) lazy var element: Int = chosenElement()

  private func chosenElement() -> Int {
    guard let value, let layout, layout.count > 0 else { return 0 }
    var range = step.map { elements(of: $0, value) } ?? 0..<value.values.count
    if let chosen = state.walk.elements[value.values.count] {
      let element = min(max(0, chosen), value.values.count - 1)
      return range.lowerBound + element % range.count
    }
    if range.count < value.values.count { return WalkPlace.largest(value.values, in: range) }
    if layout.kind == .sheet, let tile = state.walk.elements[layout.tiles], tile < layout.tiles {
      range = tile * layout.tileCount..<(tile + 1) * layout.tileCount
    }
    // An update is shown where it changes most.
    if case .update(let key) = step?.operation, let change = trace?.update?.parameters[key] {
      return WalkPlace.largest(change.gradient.values, in: range)
    }
    return WalkPlace.largest(value.values, in: range)
  }

  /// The elements of a step's result that are of the sample in view; all of them where the walk is over one drawing.
  private func elements(of step: Step, _ tensor: Tensor) -> Range<Int> {
    guard let trace, trace.isPerSample(step), trace.batch > 1, !tensor.values.isEmpty else {
      return 0..<max(1, tensor.values.count)
    }
    let share = tensor.values.count / trace.batch
    let first = min(max(0, state.walk.sample), trace.batch - 1) * share
    return first..<first + max(1, share)
  }

  /// The row of a matrix that is looked at: that of the chosen element, or the one with the largest element.
  func row(of step: Step, _ tensor: Tensor, _ layout: TensorLayout) -> Int {
    if step == self.step { return element / max(1, layout.tileCount) }
    let own = elements(of: step, tensor)
    if own.count < tensor.values.count { return own.lowerBound / max(1, layout.tileCount) }
    if let chosen = state.walk.elements[tensor.values.count] {
      return min(chosen / max(1, layout.tileCount), layout.tiles - 1)
    }
    if let row = state.walk.elements[layout.tiles] { return row }
    // New weights are looked at where their gradient is.
    let key = step.operation.updatedKey
    let values = key.flatMap { trace?.update?.parameters[$0]?.gradient.values } ?? tensor.values
    return WalkPlace.largest(values, in: values.indices) / max(1, layout.tileCount)
  }

  /// The place of the largest finite magnitude.
  static func largest(_ values: [Scalar], in range: Range<Int>) -> Int {
    var best = range.lowerBound
    for place in range where values[place].isFinite && abs(values[place]) > abs(values[best]) {
      best = place
    }
    return best
  }

  var index: [Int] { value?.index(at: element) ?? [] }

  /// The equation of the step; of the second forward pass in words, since it is the one of the loss.
  private(set) lazy var equation: String = {
    guard let step else { return "" }
    return step.operation == .lossAgain
      ? WalkPhrase.lossAgain.text(in: state.language)
      : Symbols.typeset(step.equation, in: state.language)
  }()

  private(set) lazy var expansion: Expansion? = step.flatMap {
    trace?.expansion(of: $0, index: index, at: position)
  }

  /// The selected element's terms in the order of ``listed(_:)``.
  private(set) lazy var listedTerms: [Term] = expansion.map(listed) ?? []

  /// The terms by magnitude, the largest first; those of an update as its formula has them, the old weight before the step.
  func listed(_ expansion: Expansion) -> [Term] {
    isOfWeights ? expansion.terms : expansion.largestFirst
  }

  /// Whether the step makes new weights, or new running statistics, of the old ones.
  private var isOfWeights: Bool { step?.operation.updatedKey != nil }

  /// The chosen term, by its place among the listed ones.
  var chosenTerm: Int? {
    guard let term = state.walk.term, let count = expansion?.terms.count, count > 1 else {
      return nil
    }
    return min(max(0, term), count - 1)
  }

  /// How many of the listed terms the arrows go through: those that are not 0, all of them where one of the others is chosen.
  private(set) lazy var selectableTerms: Int = {
    let counted = isOfWeights ? listedTerms.count : listedTerms.count { $0.product != 0 }
    let isAmong = chosenTerm.map { $0 < counted } ?? (counted > 0)
    return isAmong ? counted : listedTerms.count
  }()

  /// The term that the chain goes on with: the chosen one, else the largest; of an update the step, since the old weight comes from nowhere.
  var followedTerm: Int { chosenTerm ?? (isOfWeights ? max(0, listedTerms.count - 1) : 0) }

  /// The selected element, and below it what the followed term is made of.
  var chain: [Link] {
    guard let step, let trace else { return [] }
    let term = listedTerms.isEmpty ? nil : listedTerms[followedTerm]
    return trace.chain(of: step, index: index, through: term, at: position)
  }

  /// The steps that go on with the current one's result.
  var users: [Step] {
    guard let step, step.phase != .update else { return [] }
    return steps.filter { $0.index != step.index && $0.operands.contains(step.name) }
  }

  /// The batch that the walk is over; nil where the drawing is alone.
  private(set) lazy var batch: WalkBatch? = state.scene.walk?.batch

  /// The sample of the batch that the selected element is of; nil for what is of the whole batch.
  var sample: Int? {
    guard let step, let trace, trace.isPerSample(step) else { return nil }
    return index.first
  }

  /// `[119,·]`: which row of a tensor a picture of it shows, for maxout `[2,119,·]`.
  static func row(_ row: Int, of tensor: Tensor, _ layout: TensorLayout) -> String {
    let index = rowIndex(row, of: tensor, layout)
    return index.isEmpty ? "[·]" : "[\(index),·]"
  }

  /// The indices that a row has in common: `49`, in a matrix of pieces `0,49`.
  static func rowIndex(_ row: Int, of tensor: Tensor, _ layout: TensorLayout) -> String {
    var left = tensor.values.count
    var index: [String] = []
    for (place, extent) in zip(tensor.index(at: row * layout.tileCount), tensor.shape)
    where left > layout.tileCount {
      index.append("\(place)")
      left /= max(1, extent)
    }
    return index.joined(separator: ",")
  }

  /// `W1[3,42]`, as a command takes it.
  static func reference(_ name: String, _ index: [Int]) -> String {
    index.isEmpty ? name : "\(name)[\(index.map(String.init).joined(separator: ","))]"
  }

  /// Whether a walk's step has an element with a gradient to be checked, or a weight in it.
  static func canCheck(_ walk: Walk?) -> Bool {
    switch walk?.current?.operation {
    case .weightGradient, .biasGradient, .scaleGradient, .shiftGradient, .update, .linear, .maxout,
      .scaleAndShift, .localByInput, .inputGradient:
      true
    default: false
    }
  }

  /// Whether what `g` checks is the selected element, and not a weight of its largest term.
  var checksElement: Bool {
    checked.map { $0 == WalkPlace.reference(step?.name ?? "", index) } ?? true
  }

  /// The weight or pixel that `g` checks: the selected one, or that of the largest term.
  var checked: String? {
    guard let step else { return nil }
    switch step.operation {
    case .weightGradient, .biasGradient, .scaleGradient, .shiftGradient, .update:
      return WalkPlace.reference(step.name, index)
    case .inputGradient(let layer), .errorTimesSlope(let layer), .batchNormGradient(let layer):
      if layer == 0, trace?.batch == 1 { return WalkPlace.reference(step.name, index) }
    default: break
    }
    let names = symbols.parameterNames(learned: true)
    guard let factors = listedTerms.first?.factors else { return nil }
    return factors.map { $0.name.replacing("_old[", with: "[") }.first { name in
      guard let bracket = name.firstIndex(of: "[") else { return false }
      return names.contains(String(name[..<bracket]))
    }
  }
}

import Commands
import Engine
import Walkthrough

/// What is said of a step.
extension WalkView {
  /// The sentence, and whatever is special here.
  static func narration(_ step: Step, _ place: WalkPlace) -> [Span] {
    guard let trace = place.trace else { return [] }
    let language = place.state.language
    var spans = [Span(Narration.sentence(for: step, in: trace, language: language))]
    for (phrase, role) in notes(step, trace, place) {
      spans.append(Span(" " + phrase.text(in: language), role))
    }
    return spans.map { Span(whole($0.text), $0.role) }
  }

  /// A sentence that breaks in none of its formulas: `L = −ln (1 − P)`.
  static func whole(_ sentence: String) -> String {
    let words = sentence.split(separator: " ", omittingEmptySubsequences: false)
    let operators: Set<Substring> = ["=", "−", "+", "·", "/", "←", "⊙"]
    var text = ""
    for (place, word) in words.enumerated() {
      if place > 0 {
        let before = words[place - 1]
        let isInside =
          operators.contains(before) || operators.contains(word)
          || before.hasSuffix("ln") && word.hasPrefix("(")
        text += isInside ? "\u{A0}" : " "
      }
      text += word
    }
    return text
  }

  /// A formula that breaks in none of its brackets.
  static func unbroken(_ formula: String) -> String {
    var depth = 0
    var text = String.UnicodeScalarView()
    for scalar in formula.unicodeScalars {
      if "([".unicodeScalars.contains(scalar) { depth += 1 }
      if ")]".unicodeScalars.contains(scalar) { depth -= 1 }
      text.append(scalar == " " && depth > 0 ? "\u{A0}" : scalar)
    }
    return String(text)
  }

  private static func notes(
    _ step: Step, _ trace: Trace, _ place: WalkPlace
  ) -> [(WalkPhrase, Role)] {
    var notes: [(WalkPhrase, Role)] = []
    if let value = place.value {
      if let (count, isOff) = flatUnits(step, value, trace), count > 0 {
        notes.append(
          (
            isOff
              ? .off(count, of: value.values.count)
              : .saturated(count, of: value.values.count), .warning
          ))
      }
      let bad = value.values.count { !$0.isFinite }
      if bad > 0 {
        let name = Symbols.typeset(step.name)
        notes.append(
          (value.values.count == 1 ? .isNotFinite(name) : .notFinite(bad), .warning))
      }
    }
    if trace.complementIsRounded(in: step) { notes.append((.complementFromScore, .warning)) }
    switch step.operation {
    case .linear(layer: 0) where !trace.network.plan.hasBias: notes.append((.noBias, .faint))
    case .weightGradient:
      if let (count, all) = emptyRows(place), count > 0, all > 1 {
        notes.append((.emptyRows(count, of: all), .faint))
      }
    case .logitGradient:
      guard let miss = trace.longWayMiss else { break }
      let (way, exact) = (
        NumberText.figures(miss.way, digits: place.digits + 2),
        NumberText.figures(miss.exact, digits: place.digits + 2)
      )
      notes.append((.longWay(product: way, exact: exact), .warning))
    case .loss where !trace.lossFollowsFromProbability(at: place.position):
      notes.append((.lossFromScore(trace.trueShare), .warning))
    case .update:
      if let update = trace.update { notes.append((.rate(rate(update)), .faint)) }
      // A weight in single precision may have fewer places than its step needs to be seen.
      if let new = place.value?.values[place.element], new.isFinite,
        Double(new.ulp) > 1 / DecimalText.powerOfTen(place.digits)
      {
        notes.append((.newWeightIsRounded, .faint))
      }
    case .lossAgain:
      if let after = trace.update?.forward.loss, trace.forward.loss.isFinite, !after.isNaN {
        let before = trace.forward.loss
        notes.append(
          after < before
            ? (.lossFell, .right) : after > before ? (.lossRose, .wrong) : (.lossStayed, .text))
      }
      if let giant = giantStep(trace) { notes.append((giant, .warning)) }
      if !trace.lossFollowsFromProbability(at: place.position) {
        notes.append((.lossFromScore(trace.trueShare), .faint))
      }
    default: break
    }
    if let batch = place.batch { notes += self.notes(on: batch, step, trace, place) }
    let isBeforeUpdate = place.state.scene.walk?.isBeforeUpdate ?? false
    let off = place.state.scene.session.unitsOff.count
    if isBeforeUpdate, off > 0 { notes.append((.unitsOff(off), .warning)) }
    if isBeforeUpdate, place.state.scene.isTraining { notes.append((.updateRefused, .warning)) }
    if isBeforeUpdate, !place.state.scene.isTraining, place.state.scene.walkAge > 0 {
      notes.append((.stale, .warning))
    }
    if place.position == place.steps.count { notes.append((.passDone, .text)) }
    return notes
  }

  /// Which images the step works on, and which of them the number in view is of.
  private static func notes(
    on batch: WalkBatch, _ step: Step, _ trace: Trace, _ place: WalkPlace
  ) -> [(WalkPhrase, Role)] {
    switch step.operation {
    case .flatten:
      // All of them where the pictures below lose no room by it; `view walk` tells them too.
      let shown = place.state.height < 30 ? 4 : batch.images.count
      return [(.batchImages(batch.images, shown: shown), .faint)]
    case .loss: return [(.lossOfDrawing(place.text(trace.forward.losses.first)), .text)]
    case .lossAgain:
      let (before, after) = (trace.forward.losses.first, trace.update?.forward.losses.first)
      let rose = (after ?? 0) > (before ?? 0)
      return [
        (
          .lossOfDrawingAgain(place.text(before), place.text(after), rose: rose),
          rose ? .warning : .text
        )
      ]
    default: break
    }
    guard let sample = place.sample else {
      let isOverBatch = step.phase == .forward || step.phase == .backward && step.operation != .one
      if case .localByInput = step.operation { return [] }
      return isOverBatch ? [(.overBatch(batch.count), .faint)] : []
    }
    let target = trace.forward.targets[sample]
    return [
      (
        sample == 0
          ? .sampleIsDrawing(of: batch.count)
          : .sample(sample, of: batch.count, image: batch.images[sample - 1], target: target),
        .faint
      )
    ]
  }

  /// The rows of a gradient that are nothing but 0: their units have passed no error on.
  private static func emptyRows(_ place: WalkPlace) -> (count: Int, of: Int)? {
    guard let value = place.value, let layout = place.layout, layout.kind == .sheet else {
      return nil
    }
    let count = (0..<layout.tiles).count { tile in
      value.values[tile * layout.tileCount..<(tile + 1) * layout.tileCount].allSatisfy { $0 == 0 }
    }
    return (count, layout.tiles)
  }

  /// The number of units on a flat part of their activation, and whether that part is zero.
  private static func flatUnits(
    _ step: Step, _ value: Tensor, _ trace: Trace
  ) -> (count: Int, isOff: Bool)? {
    guard let isFlat = flatTest(step, trace) else { return nil }
    let isOff: Bool
    if case .activation(let layer) = step.operation,
      case .activation(let activation) = trace.network.layers[layer],
      activation.function == .relu
    {
      isOff = true
    } else {
      isOff = false
    }
    return (value.values.count(where: isFlat), isOff)
  }
}

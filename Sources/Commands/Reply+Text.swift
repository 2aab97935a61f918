import Datasets
public import Engine
import Walkthrough

extension Reply {
  /// The reply in words and numbers, a fact a line, without box drawing: for people, logs and screen readers.
  public func lines(in language: Language) -> [String] {
    facts(in: language) + notes.map { Phrase.note($0).text(in: language) }
  }

  /// The reply without its notes.
  private func facts(in language: Language) -> [String] {
    func say(_ phrase: Phrase) -> String { phrase.text(in: language) }
    switch self {
    case .tensor(let name, let tensor, _): return TensorText.lines(name, tensor)
    case .image(let picture, let note):
      var lines = TensorText.lines(
        "x", Tensor(shape: [picture.rows, picture.columns], values: picture.values))
      switch note {
      case .loaded(_, let rows, let columns, let fitted):
        lines.append(say(.pictureLoaded(rows: rows, columns: columns, fitted: fitted)))
      case .digit(let digit, let label): lines.append(say(.digitLoaded(digit, label: label)))
      case .digitOutsideTask(let digit): lines.append(say(.digitOutsideTask(digit)))
      case .labelStays(let label, let digit, let right):
        lines.append(say(.labelStays(label, digit: digit, right: right)))
      case nil: break
      }
      return lines
    case .imageSaved(let file): return [say(.saved(file))]
    case .label(let label, let task): return [say(.labelIs(label, task))]
    case .network(let network): return Reply.lines(of: network, language)
    case .opened(let file, let network, _):
      return [say(.opened(file))] + Reply.lines(of: network, language)
    case .weightsSet(let reference, let old, let new, let count):
      guard let old, let new else { return [say(.weightsSet(reference.text, count: count))] }
      return [say(.weightSet(reference.text, old: old, new: new))]
    case .unit(let facts):
      return facts.table.lines(of: facts.unit, isOff: facts.isOff, in: language)
        + facts.table.pictures(of: facts.unit, change: facts.change, in: language)
    case .unitsOff(let places):
      return places.isEmpty
        ? [say(.noUnitsOff)] : places.map { say(.unitTurned($0, on: false)) }
    case .unitTurned(let place, let on, let before, let after, let changed):
      return [
        "\(say(.unitTurned(place, on: on))): \(Reply.change(before, after)), L \(NumberFormat.short(before.loss)) → \(NumberFormat.short(after.loss))"
          + (on && !changed ? "; " + say(.nothingKept) : "")
      ]
    case .forward(let verdict, let batch, _, _):
      return [Reply.line(verdict, language)]
        + (batch.map { [say(.lossOfDrawing($0)), say(.batchOf($0))] } ?? [])
    case .backward(_, let gradients, _):
      return [say(.backwardDone)]
        + gradients.map {
          "\($0.name) [\(NumberFormat.shape($0.shape))] max |·| \(NumberFormat.short($0.largest))"
        }
    case .step(let step, let tensor, let position, let count, _):
      guard let step, let tensor else { return [say(.atStart(count: count))] }
      return [
        "\(position)/\(count) \(step.phase.rawValue)  \(Symbols.worded(step.equation, in: language))"
      ]
        + TensorText.lines(step.name, tensor)
    case .update(_, let before, let after, _):
      return [say(.lossChange(before: before, after: after))]
    case .walk(let position, let steps, let batch):
      return steps.map { step in
        let mark = step.index < position ? "+" : step.index == position ? ">" : " "
        let index = String(step.index)
        return
          "\(mark) \(String(repeating: " ", count: max(0, 2 - index.count)))\(index) \(step.phase.rawValue)  \(Symbols.worded(step.equation, in: language))"
          + (step.shape.isEmpty ? "" : "  [\(NumberFormat.shape(step.shape))]")
      } + (batch.map { [say(.batchOf($0))] } ?? [])
    case .synced(let update, let position, let left):
      return [say(.synced(update: update))]
        + (left.map { [say(.syncedBefore(update: $0, position: position))] } ?? [])
    case .explain(let expansion, let step, _):
      return Reply.lines(of: expansion, step, language)
    case .check(let check): return check.lines(in: language)
    case .task(let task, let train, let validation, let test):
      return [
        say(.taskIs(task)), say(.counts(train: train, validation: validation, test: test)),
      ]
    case .trainingStarted(let goal, _, _): return [say(.trainingStarted(goal))]
    case .paused(let updates): return [say(.pausedAt(updates))]
    case .resumed(let updates): return [say(.resumedAt(updates))]
    case .stopped(let updates): return [say(.stoppedAt(updates))]
    case .training(let report):
      return [
        say(.epochsUpdates(epochs: report.epochs, updates: report.updates)),
        say(
          .losses(
            train: report.trainLoss, validation: report.validationLoss,
            accuracy: report.validationAccuracy)),
      ] + (report.imagesPerSecond.map { [say(.speedOf($0))] } ?? [])
        + Reply.healthPhrases(report).map(say)
    case .setting(let name, let old, let new, _, _):
      return [
        say(old == new ? .settingIs(name, new) : .settingChanged(name, old: old, new: new))
      ]
    case .reset(let seed): return [say(.reset(seed: seed))]
    case .rewound(let epoch, _): return [say(.rewound(epoch: epoch))]
    case .evaluation(let evaluation, let split, let task):
      let classes = task.classNames(in: language)
      return [
        say(
          .evaluated(
            split, count: evaluation.count, loss: evaluation.loss, accuracy: evaluation.accuracy)),
        say(.confusionHeader),
      ]
        + TextTable.lines(
          [""] + classes,
          zip(classes, evaluation.confusion).map { [$0] + $1.map(NumberFormat.grouped) },
          namesRows: true)
    case .losses(let report): return report.lines(in: language)
    case .initializers(let report): return report.lines(in: language)
    case .functions(let functions, let argument):
      return FunctionText.lines(functions, at: argument, language)
    case .classified(let results):
      return results.map {
        let name = $0.file.map { escaped($0) } ?? say(.drawing)
        return "\(name): \(Reply.short($0.verdict, language))"
      }
    case .history(let history): return HistoryText.lines(history, language)
    case .saved(let file, _, _): return [say(.saved(file))]
    case .undone(let command): return [say(.undone(command))]
    case .redone(let command): return [say(.redone(command))]
    case .view(let view): return [say(.viewIs(view))]
    case .language: return [say(.languageIs)]
    case .look(let part, let look): return ["\(part.rawValue) \(look.word(of: part))"]
    case .glyphs(let glyphs):
      return ["glyphs \(glyphs.rawValue)"] + GlyphPage.lines(glyphs, in: language)
    // A script as it can be saved, but for what would command the terminal.
    case .log(let commands):
      return commands.map { command in
        let safe = escaped(command)
        return safe.contains("\\u{") ? safe : command
      }
    case .logSaved(let file, let commands): return [say(.logSaved(file, commands))]
    case .help(let word): return Reply.help(word, language)
    case .helpOn(let setting): return Reply.help(setting, language)
    case .quit: return []
    }
  }

  /// What the units have come to, where it is worth a line.
  public static func healthPhrases(_ report: TrainingReport) -> [Phrase] {
    // Every hidden layer has the same function, so that each of them is here or none.
    let isDeep = report.health.count > 1
    return report.health.enumerated().flatMap { place, layer -> [Phrase] in
      var phrases: [Phrase] = []
      let number = isDeep ? place + 1 : nil
      if let dead = layer.deadUnits, dead > 0 {
        phrases.append(.deadUnits(dead, of: layer.units, layer: number, images: layer.images))
      }
      if let saturated = layer.saturatedUnits, saturated > 0 {
        phrases.append(
          .saturatedUnits(saturated, of: layer.units, layer: number, images: layer.images))
      }
      return phrases
    }
  }

  /// `P(y=1) 0.7312 → 0.6912`; in the ten-class task P of the label.
  public static func change(_ before: Verdict, _ after: Verdict) -> String {
    let isTenClass = before.task.isTenClass
    let place = isTenClass ? before.label : 0
    let name = isTenClass ? "P[\(place)]" : "P(y=1)"
    return
      "\(name) \(NumberFormat.short(before.probabilities[place])) → \(NumberFormat.short(after.probabilities[place]))"
  }

  /// P and what it says, without the loss.
  static func short(_ verdict: Verdict, _ language: Language) -> String {
    let name = verdict.words.text(in: language)
    let p = verdict.probabilities[verdict.task.isTenClass ? verdict.prediction : 0]
    return verdict.task.isTenClass
      ? "P[\(verdict.prediction)] = \(NumberFormat.short(p)), \(name)"
      : "P(y=1) = \(NumberFormat.short(p)), \(name)"
  }

  private static func line(_ verdict: Verdict, _ language: Language) -> String {
    "\(short(verdict, language)); y = \(verdict.label), L = \(NumberFormat.short(verdict.loss))"
  }

  private static func lines(of network: Network, _ language: Language) -> [String] {
    var lines = [NetworkWords.text(network.plan)]
    for key in network.parameterKeys {
      let shape = network[key]?.shape ?? []
      lines.append("\(network.symbols.parameter(key)) [\(NumberFormat.shape(shape))]")
    }
    lines.append(Phrase.parametersInAll(network.parameterCount).text(in: language))
    return lines + remarks(on: network.plan).map { $0.text(in: language) }
  }

  /// What the words of a plan do not tell by themselves.
  public static func remarks(on plan: NetworkPlan) -> [Phrase] {
    var remarks: [Phrase] = []
    let lecture = NetworkPlan()
    if (plan.imageRows, plan.imageColumns) != (lecture.imageRows, lecture.imageColumns) {
      remarks.append(.fitted(rows: plan.imageRows, columns: plan.imageColumns))
    }
    if plan.initializer == nil {
      let (chosen, source) = Initializer.recommended(for: plan.hidden)
      var keepsSize = true
      if case .maxout(let pieces) = plan.hidden { keepsSize = pieces == 2 }
      remarks.append(
        .automaticInitializer(
          NetworkWords.text(chosen), source: source ?? chosen.formula, keepsSize: keepsSize))
    }
    if !plan.hasBias {
      if case .maxout = plan.hidden, plan.widths.count > 2 {
        remarks.append(.maxoutKeepsBias)
      } else {
        remarks.append(.noBias)
      }
    }
    return remarks
  }

  private static func help(_ setting: Setting, _ language: Language) -> [String] {
    func say(_ phrase: Phrase) -> String { phrase.text(in: language) }
    return [
      "\(setting.rawValue): \(setting.meaning(in: language))",
      "\(say(.helpUsage)): \(setting.command.rawValue) \(setting.usage)",
      "\(say(.helpValues)): \(setting.values)", "\(say(.helpStandard)): \(setting.standard)",
      "\(say(.helpExample)): \(setting.example)",
    ] + setting.facts
  }

  private static func help(_ word: CommandWord?, _ language: Language) -> [String] {
    guard let word else {
      let width = CommandWord.allCases.map(\.rawValue.count).max() ?? 0
      return [Phrase.helpTitle.text(in: language)]
        + CommandWord.allCases.map { word in
          let padding = String(repeating: " ", count: width - word.rawValue.count)
          return "  \(word.rawValue)\(padding)  \(word.meaning(in: language))"
        } + [Phrase.helpMore.text(in: language)]
    }
    return ["\(word.rawValue): \(word.meaning(in: language))"]
      + word.usages.map { "\(Phrase.helpUsage.text(in: language)): \($0)" }
      + Setting.allCases.filter { $0.command == word }.map {
        "  \($0.usage): \($0.meaningWithStandard(in: language))"
      }
      + [
        "\(Phrase.helpExample.text(in: language)): \(word.example)",
        Phrase.availability(word.availability).text(in: language),
      ]
  }
}

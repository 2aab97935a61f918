import Datasets
import Engine
import Walkthrough

extension Laboratory {
  /// Opens a model from the command line of the program: the session begins with it.
  public func openModel(_ file: String) throws(CommandError) {
    let statement = Statement(text: "open \(Script.quoted(file))", words: ["open", file])
    _ = try execute(statement)
  }

  /// What a view shows, in words and numbers, a fact a line.
  public func describe(_ view: ViewName) -> [String] {
    switch view {
    case .draw:
      let verdict = Verdict(session.forward(of: network), task: session.task)
      return Reply.image(session.drawing, nil).lines(in: language)
        + Reply.label(session.label, task: session.task).lines(in: language)
        + Reply.forward(verdict, batch: nil, position: session.position).lines(in: language)
    case .walk:
      var lines = Reply.walk(
        position: session.position, steps: session.steps, batch: session.walk?.batch
      ).lines(in: language)
      if let walk = session.walk, let step = walk.current {
        lines.append(Narration.sentence(for: step, in: walk.trace, language: language))
        lines += TensorText.lines(step.name, walk.trace.value(of: step, at: walk.position))
      }
      return lines
    case .units:
      let tables = unitTables
      guard !tables.isEmpty else {
        return [CommandError.noHiddenLayer(1, count: 0).words(in: language)]
      }
      return tables.flatMap { table in
        table.lines(saved: session.savedWeights(ofLayer: table.layer.number), in: language)
      }
    case .train:
      return Reply.training(report).lines(in: language)
        + Reply.history(history).lines(in: language)
        + [
          "rate \(session.settings.rate)", "batch \(session.settings.batchSize)",
          "optimizer \(SettingsText.text(session.settings.optimizer))",
          "augment \(SettingsText.augment(session.settings))",
          "speed \(SettingsText.speed(session.settings))",
          PlanText.words(session.plan),
        ]
    case .functions: return describeFunctions()
    case .data: return describeData()
    }
  }
}

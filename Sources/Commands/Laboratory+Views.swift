import Datasets
import Engine
import Walkthrough

extension Laboratory {
  /// Carries out what the command line of the program asks for: the session begins with it, and undo does not take it back.
  public func begin(with command: String) throws(CommandError) {
    for statement in try Script.statements(of: command) { _ = try execute(statement) }
    forgetUndo()
  }

  /// A reply in words, line by line; to `view` that is everything the view shows.
  public func words(of reply: Reply) -> [String] {
    guard case .view(let view) = reply else { return reply.lines(in: language) }
    seek(for: view)
    return describe(view)
  }

  /// What a view shows, in words and numbers, a fact a line.
  public func describe(_ view: ViewName) -> [String] {
    switch view {
    case .draw: describeDrawing()
    case .walk: describeWalk()
    case .train: describeTraining()
    case .units: describeUnits()
    case .functions: describeFunctions()
    case .data: describeData()
    }
  }

  /// Finds what a view shows and nobody has asked for yet, as the screen does; what cannot be found is left out.
  private func seek(for view: ViewName) {
    let job: Job?
    switch view {
    case .functions where !knowsInitializers: job = initializersJob()
    case .data where !isTraining && !knowsLosses:
      job = try? lossesJob(.validation, told: LossReport.told)
    default: job = nil
    }
    guard let job, let reply = try? job.run({ false }) else { return }
    keep(reply)
  }

  private var knowsInitializers: Bool {
    findings.initializers?.tells(of: session.plan, task: session.task) ?? false
  }

  private var knowsLosses: Bool {
    findings.losses.map { $0.weights.task == session.task && isFresh($0.weights) } ?? false
  }

  /// Whether what was found tells of the newest weights.
  func isFresh(_ found: FoundWith) -> Bool { found.network == liveNetwork.network }

  func say(_ phrase: ViewPhrase) -> String { phrase.text(in: language) }

  private func describeUnits() -> [String] {
    let tables = unitTables
    guard !tables.isEmpty else {
      return [CommandError.noHiddenLayer(1, count: 0).words(in: language)]
    }
    return tables.flatMap { table in
      table.lines(saved: session.savedWeights(ofLayer: table.layer.number), in: language)
    }
  }

  // MARK: Draw

  /// The drawing, P and L of it, dL/dx, what fitting would make of it, and digits to take.
  private func describeDrawing() -> [String] {
    let (network, update) = liveNetwork
    let pass = session.forward(of: network)
    let verdict = Verdict(pass, task: session.task)
    var lines =
      Reply.image(session.drawing, nil).lines(in: language)
      + Reply.label(session.label, task: session.task).lines(in: language)
      + Reply.forward(verdict, batch: nil, position: session.position, notes: []).lines(
        in: language)
    if session.task.isTenClass {
      lines += TensorText.lines("P", Tensor(vector: verdict.probabilities))
    }
    lines.append(weightsNote(network, update))
    if session.drawing.isBlank {
      lines.append(say(.blank))
    } else {
      lines.append(say(.agrees(verdict.isRight)))
      lines += describeFit(network)
    }
    let gradient = network.backward(pass).inputGradient
    lines += TensorText.lines(
      "dL/dx",
      Tensor(
        shape: [session.drawing.rows, session.drawing.columns], values: Array(gradient.row(0))))
    lines.append(say(.pixelGradient))
    return lines + describeDigits()
  }

  /// Whose weights the numbers are of.
  private func weightsNote(_ network: Network, _ update: Int) -> String {
    guard update == 0, !isTraining else {
      return say(
        .weights(
          update: update, isLive: isTraining, isChanged: !isTraining && session.run.isChanged))
    }
    return say(weightsAreInitial ? .untrained : .changedWeights)
  }

  private func describeFit(_ network: Network) -> [String] {
    let drawing = session.drawing
    let fitted = drawing.fitted(rows: drawing.rows, columns: drawing.columns)
    guard fitted != drawing else { return [say(.fitNothing)] }
    let pass = network.forward(Matrix(row: fitted.values), targets: [session.label])
    let verdict = Reply.short(Verdict(pass, task: session.task), language)
    return [say(.fitted(verdict))] + TensorText.rows(of: fitted.values, columns: fitted.columns)
  }

  /// The first digits of the training set, by their class.
  private func describeDigits() -> [String] {
    let rows = dataset.range(of: .train).prefix(20)
    guard !rows.isEmpty else { return [] }
    return [say(.digits(first: 0)), rows.map { "\(dataset.label(at: $0))" }.joined(separator: " ")]
  }
}

import Datasets
public import Engine
import Walkthrough

extension Laboratory {
  /// The present weights: the newest snapshot that was asked for while training runs, else the session's.
  public var network: Network { liveNetwork.network }

  func run(_ command: Command, text: String) throws(CommandError) -> Outcome {
    switch command {
    case .image(let image): return .reply(try run(image))
    case .label(let label):
      if let label {
        guard label < session.classes.count else {
          throw .labelOutOfRange(label, classes: session.classes.count)
        }
        session.label = label
        session.taken = nil
        session.dropWalk()
      }
      return .reply(.label(session.label, task: session.task))
    case .network(let options):
      if !options.isEmpty { try session.apply(options) }
      return .reply(.network(session.network))
    case .set(let reference, let values):
      let change = try session.set(reference, to: values)
      let offset = reference.index.flatMap { change.new.offset(of: $0) }
      return .reply(
        .weightsSet(
          reference, old: offset.map { change.old.values[$0] },
          new: offset.map { change.new.values[$0] }, count: values.count))
    case .forward, .backward, .update, .step, .back, .goTo, .sync, .walk:
      return .reply(try runWalk(command))
    case .show(let reference):
      let tensor = try session.value(reference, of: weights)
      return .reply(
        .tensor(name: reference.text, tensor, notes: notes(on: tensor, name: reference.name)))
    case .explain(let reference):
      let (expansion, step) = try session.expansion(reference, of: weights)
      return .reply(
        .explain(
          expansion, step: step,
          notes: notes(
            on: Tensor(vector: [expansion.value] + expansion.undefinedFactors),
            name: reference.name)))
    case .check(let reference):
      let (job, notes) = (try checkJob(reference), weightsNotes)
      return .job(
        Job { isCancelled throws(CommandError) in
          guard case .check(var check) = try job.run(isCancelled) else { throw .cancelled }
          check.notes = notes
          return .check(check)
        })
    case .task(let words):
      if !words.isEmpty { try session.apply(task: words) }
      return .reply(dataReply)
    case .data: return .reply(dataReply)
    case .unit(let unit): return .reply(try run(unit))
    case .train, .pause, .resume, .stop, .wait: return try runTraining(command, text: text)
    case .speed, .rate, .batch, .optimizer, .augment, .mode: return .reply(try runSetting(command))
    case .reset:
      session.reset()
      return .reply(.reset(seed: session.plan.seed))
    case .reseed(let seed):
      try session.reseed(seed)
      return .reply(.reset(seed: session.plan.seed))
    case .rewind(let epoch): return .reply(try rewind(to: epoch))
    case .evaluate(let split):
      let weights = try weightsInForce()
      let task = session.task
      let examples = examples(of: split)
      evaluating = weights
      return .job(
        Job { isCancelled throws(CommandError) in
          guard let evaluation = weights.network.evaluate(examples, isCancelled: isCancelled) else {
            throw .cancelled
          }
          return .evaluation(evaluation, split, task: task)
        })
    case .losses(let split, let told): return .job(try lossesJob(split, told: told))
    case .initializers: return .job(initializersJob())
    case .functions(let function, let argument):
      return .reply(functions(function, at: argument))
    case .classify(let files): return .reply(try classify(files))
    case .history: return .reply(.history(history))
    case .save(let file): return .reply(try save(file))
    case .open(let file): return .reply(try open(file))
    case .undo: return .reply(.undone(try undo()))
    case .redo: return .reply(.redone(try redo()))
    case .view(let name):
      if let name { view = name }
      return .reply(.view(view))
    case .theme(let theme):
      if let theme {
        look.theme = theme
        look.type = theme.type
      }
      return .reply(.look(.theme, look))
    case .type(let type):
      if let type { look.type = type }
      return .reply(.look(.type, look))
    case .glyphs(let glyphs):
      guard let glyphs else { return .reply(.glyphs(look.glyphs)) }
      look.glyphs = glyphs
      return .reply(.look(.glyphs, look))
    case .language(let chosen):
      if let chosen {
        guard chosen == .english || look.glyphs == .unicode else { throw .needsLetters(chosen) }
        chosenLanguage = chosen
      }
      return .reply(.language(language))
    case .log(let file):
      guard let file else { return .reply(.log(logLines)) }
      let lines = logLines
      try write(file, Array((lines.joined(separator: "\n") + "\n").utf8))
      return .reply(.logSaved(file: file, commands: lines.count))
    case .help(let word): return .reply(try help(word))
    case .quit: return .reply(.quit)
    }
  }

  private func run(_ image: ImageCommand) throws(CommandError) -> Reply {
    if isTraining, case .size = image { throw .refusedWhileTraining("image size") }
    if case .save(let file) = image {
      try write(file, PGM.encode(session.drawing))
      return .imageSaved(file: file)
    }
    let note = try session.apply(image, dataset: dataset)
    return .image(session.drawing, note)
  }

  var dataReply: Reply {
    func count(_ split: Split) -> Int { session.task.indices(of: split, in: dataset).count }
    return .task(
      session.task, train: count(.train), validation: count(.validation), test: count(.test))
  }

  /// What `show` and `explain` are about: the walk's own weights need no others.
  private var weights: Network {
    get throws(CommandError) {
      session.walk == nil ? try newestWeights().network : session.network
    }
  }

  func notes(on tensor: Tensor, name: String) -> [ReplyNote] {
    var notes = Reply.finiteness(tensor.values)
    if let trace = session.walk?.trace, name == "dL/d\(trace.symbols.logits)", !trace.longWayHolds {
      notes.append(.longWayFails)
    }
    if let trace = session.walk?.trace, let step = trace.step(making: name),
      trace.complementIsRounded(in: step)
    {
      notes.append(.complementFromLogit)
    }
    if let walk = session.walk, name == "L",
      !walk.trace.lossFollowsFromProbability(at: walk.position)
    {
      notes.append(.lossFromLogit(of: walk.trace.trueShare))
    }
    return notes + (name == "L" ? lossNotes : []) + newWalkNotes() + walkNotes
  }

  /// Which of the two losses of a batch a number is: the mean, beside the drawing's own.
  var lossNotes: [ReplyNote] {
    guard let walk = session.walk, walk.trace.batch > 1 else { return [] }
    let pass =
      walk.isComplete ? walk.trace.update?.forward ?? walk.trace.forward : walk.trace.forward
    return [.lossOfBatch(pass.losses.count, drawing: pass.losses[0])]
  }

  /// What is to be said of every value of the walk.
  var walkNotes: [ReplyNote] {
    guard let walk = session.walk else { return [] }
    // The next step is the update.
    return weightsNotes + (walk.isBeforeUpdate ? unitsOffNotes : [])
  }

  /// That the walk is in another mode than all else, and over a batch, with the first reply that is of its numbers.
  func newWalkNotes() -> [ReplyNote] {
    guard let trace = session.walk?.trace, trace.mode == .train, trace.network.differsByMode,
      toldWalk != session.passes
    else { return [] }
    toldWalk = session.passes
    return [.trainMode] + (trace.batch > 1 ? [.batch(trace.batch)] : [])
  }

  /// That the walk is of other weights than the present ones.
  private var weightsNotes: [ReplyNote] {
    let present = progress?.updates ?? session.run.position.updates
    guard let walk = session.walk, walk.weightsUpdate != present else { return [] }
    return [.otherWeights(walked: walk.weightsUpdate, present: present)]
  }

  /// That units are off which what comes next teaches anew.
  var unitsOffNotes: [ReplyNote] {
    let count = session.unitsOff.count
    return count > 0 ? [.unitsOffLearn(count)] : []
  }

  private func rewind(to epoch: Int) throws(CommandError) -> Reply {
    let kept = session.run.history.snapshots.map(\.position.epoch)
    guard kept.contains(epoch), let state = session.run.rewound(toEpoch: epoch) else {
      throw .noSuchEpoch(epoch, kept: kept)
    }
    session.run = state
    session.disabledUnits = [:]
    session.dropWalk()
    session.paused = nil
    return .rewound(epoch: epoch, updates: state.position.updates)
  }

  private func classify(_ files: [String]) throws(CommandError) -> Reply {
    let network = try newestWeights().network
    let task = session.task
    func verdict(_ picture: Picture) -> Verdict {
      Verdict(
        network.forward(Matrix(row: picture.values), targets: [session.label]), task: task)
    }
    guard !files.isEmpty else {
      return .classified([Classification(file: nil, verdict: verdict(session.drawing))])
    }
    var results: [Classification] = []
    for file in files {
      do {
        let picture = try PictureFile.load(
          file, rows: session.plan.imageRows, columns: session.plan.imageColumns
        ).picture
        results.append(Classification(file: file, verdict: verdict(picture)))
      } catch { throw .dataset(error) }
    }
    return .classified(results)
  }

  private func save(_ file: String) throws(CommandError) -> Reply {
    let (network, updates) = try newestWeights()
    let model = ModelFile.encode(network, task: session.task, updates: updates)
    try write(file, model.encoded())
    return .saved(file: file, tensors: model.tensors.count, parameters: network.parameterCount)
  }

  private func open(_ file: String) throws(CommandError) -> Reply {
    let loaded: Safetensors
    do { loaded = try Safetensors.load(file) } catch { throw .dataset(error) }
    let (network, task) = try ModelFile.decode(loaded, name: file, present: session.plan)
    let isTenClass = network.head == .categorical
    let (digit, oldTask) = (session.drawnDigit, session.task)
    if let task {
      session.task = task
    } else if isTenClass != session.task.isTenClass {
      session.task = isTenClass ? .digits : .oneAgainstRest(0)
    }
    if session.task != oldTask { session.relabel(digit) }
    session.replace(with: network)
    session.paused = nil
    let stranger = task == nil ? loaded.metadata["task"] : nil
    return .opened(
      file: file, network, notes: stranger.map { [.unknownTask($0, kept: session.task)] } ?? [])
  }

  private func write(_ file: String, _ bytes: [UInt8]) throws(CommandError) {
    do { try AtomicFile.write(file, bytes) } catch { throw .dataset(error) }
  }

  /// One function or all, the network's own with its slope, α or pieces.
  private func functions(_ wanted: HiddenFunction?, at argument: Scalar? = nil) -> Reply {
    let table = HiddenFunction.table(of: session.plan.hidden)
    return .functions(table.filter { wanted == nil || $0.word == wanted?.word }, at: argument)
  }

  private func help(_ word: String?) throws(CommandError) -> Reply {
    guard let word else { return .help(nil) }
    if let function = HiddenFunction(word: word.lowercased()) { return functions(function) }
    if let found = CommandWord(rawValue: word.lowercased()) { return .help(found) }
    if let setting = Setting(about: word) { return .helpOn(setting) }
    if NetworkWords.optimizers.contains(word.lowercased()) { return .help(.optimizer) }
    throw .unknownCommand(word, nearest: Spelling.nearest(to: word, among: Completer.helpWords))
  }
}

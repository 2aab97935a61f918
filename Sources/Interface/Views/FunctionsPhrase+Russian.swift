import Commands

extension FunctionsPhrase {
  var russian: String {
    switch self {
    case .functions: "функции"
    case .page(.facts): "кривая"
    case .page(.layers): "слои"
    case .page(.initializers): "инициализация"
    case .alreadyInUse: "в сети она уже есть: ничего не меняется"
    case .inUse: "сейчас"
    case .apply(let word): "network hidden=\(word)"
    case .marks(let name, let units): "\(name) рисунка: нейронов \(units)"
    case .flatOnes(let flat, let region, let isTrial):
      FunctionsPhrase.russian(flat, region, isTrial ? "были бы " : "")
    case .otherFunction(let word): "сеть: \(word)"
    case .noPreactivations: "У Maxout нет своего z: выход — больший из его кусков."
    case .winners(let counts):
      "победы кусков для рисунка: "
        + counts.enumerated().map { "\($0.offset): \($0.element)" }.joined(separator: ", ")
    case .example: "пример с двумя кусками: z и −z/2"
    case .lecture: "лекция"
    case .facts: "свойства"
    case .layers: "слои, для рисунка"
    case .deviation(let value): "std \(value)"
    case .flatShare(let share): "плоских \(share)"
    case .initializers(let images): "инициализации, на \(images) картинках"
    case .trialFigures(let hasBeyond):
      "std выходов, град: их градиентов" + (hasBeyond ? ", ▸ за краем" : "")
    case .trialOutputs: "std выходов"
    case .trialFiguresBriefly: "std выходов и градиентов"
    case .initializersMissing: "i строит нынешнюю сеть с каждой инициализацией."
    case .initializersStale: "Сеть теперь другая: i построит снова."
    case .inForce: "сейчас"
    case .moreColumns(let count): "ещё \(count)"
    case .moreTrials(let count): "PgDn: ещё \(count)"
    case .trialsAbove(let count): "PgUp: ещё \(count)"
    case .deviationsOf(let value, let gradient): "std \(value)  град \(gradient)"
    case .hint(let depth):
      depth < 3 ? "Глубже виднее: 'network 100-64-64-64-64-1'." : ""
    case .key(let key):
      switch key {
      case .choose: "функция"
      case .argument: "z"
      case .apply: "взять"
      case .pages: "страницы"
      case .layer: "слой"
      case .own: "функция сети"
      case .scroll: "листать"
      case .trials: "инициализации"
      }
    }
  }

  /// С `verb` — о функции, которой в сети нет.
  private static func russian(_ flat: Int, _ region: Region, _ verb: String) -> String {
    switch region {
    case .none: ", плоских не бывает"
    case .saturated: ", \(verb)насыщены \(flat)"
    case .dead: verb.isEmpty ? ", молчат \(flat)" : ", молчали бы \(flat)"
    case .faded: verb.isEmpty ? ", угасли \(flat)" : ", угасли бы \(flat)"
    }
  }
}

import Commands
import Datasets
import Engine

extension TrainPhrase {
  var russian: String {
    switch self {
    case .lossTitle: "потери"
    case .accuracyTitle: "точность, %"
    case .settingsTitle: "настройки"
    case .drawingTitle: "рисунок сейчас"
    case .readingsTitle: "валидация, здоровье"
    case .validationTitle: "валидация"
    case .healthTitle: "здоровье сети"
    case .epochsTitle: "эпохи"
    case .logarithmic: "лог"
    case .linear: "линейно"
    case .full: "всё"
    case .recent: "недавнее"
    case .updates: "обновления"
    case .updatesShort: "обновл."
    case .trainLoss(let last): last.map { "посл. \(NumberText.grouped($0)):" } ?? "ср. за эпоху"
    case .trainLossOf(let last):
      last.map { "обучение, среднее \(NumberText.grouped($0))" } ?? "обучение, ср. за эпоху"
    case .rateOfAdam: "шаг adam в каждом весе — около α"
    case .rateForAdam: "шаг adam в каждом весе — около α; обычно 0.001"
    case .smoothed(let count): "обучение, среднее \(NumberText.grouped(count))"
    case .smoothedBriefly(let count): "обуч, ср. \(NumberText.grouped(count))"
    case .eachUpdate: "обучение, каждое обновление"
    case .range(let lowest): "мин–макс" + (lowest.map { ", вниз до \($0)" } ?? "")
    case .rangeBriefly(let isCut): "мин–макс" + (isCut ? " ↓" : "")
    case .validation: "валидация"
    case .validationShort: "вал"
    case .validationEvery(let stride): "вал, раз в \(NumberText.grouped(stride)) эпох"
    case .validationEveryBriefly(let stride): "вал, 1 из \(NumberText.grouped(stride))"
    case .both: "оба"
    case .training: "обуч"
    case .atUpdate(let update): "обновление \(NumberText.grouped(update))"
    case .meanOf(let count): "среднее \(NumberText.grouped(count))"
    case .atUpdates(let first, let last):
      "обновл. \(NumberText.grouped(first))–\(NumberText.grouped(last))"
    case .atEpoch(let epoch): "эпоха \(NumberText.grouped(epoch))"
    case .emptyHow: "обучает 20 эпох на цифрах"
    case .emptyWhat:
      "Здесь будет видно, как падают потери: бледно — каждое обновление, ярко — их среднее, и отдельно потери на цифрах, которых обучение не видело."
    case .emptyFirst: "Можно сначала настроить: ↑ ↓ выбирает, ← → меняет."
    case .anyTime: "в любое время"
    case .startsAnew: "новое обучение"
    case .pauseFirst: "сначала пауза (t)"
    case .setting(let row): TrainPhrase.russianSettings[row].name
    case .settingMeaning(let row): TrainPhrase.russianSettings[row].meaning
    case .probabilityOverRun: "за всё обучение"
    case .accuracy: "точность"
    case .loss: "потери"
    case .trainShort: "обуч"
    case .test: "тест"
    case .testKey: "e: тест"
    case .epoch: "эпоха"
    case .afterEpoch(let epoch): "после эпохи \(NumberText.grouped(epoch))"
    case .flatUnits(.saturated): "насыщены"
    case .flatUnits(.dead): "молчат"
    case .flatUnits(.fading): "затухли"
    case .ofUnits(let count, let all): "\(count) из \(all)"
    case .noSlopes: "не бывает"
    case .onDrawing: "на рисунке"
    case .onDrawingBriefly: "на x"
    case .trainOverEpoch: "обучение, за эпоху"
    case .keptEpochs: "к эпохе"
    case .accuracyBefore(let accuracy): "эпоха 0: \(accuracy)"
    case .stepRatio: "|ΔW| ÷ |W|"
    case .stepRatioShort: "ΔW ÷ W"
    case .largest: "макс."
    case .stepRatioNote:
      "Как далеко уходит обновление на \(Laboratory.trialSize) обучающих картинках."
    case .stepRatioScale: "Около 1e−3 — спокойно, 1 — прыжок."
    case .howToEvaluate: "e оценит на тестовых цифрах"
    case .changedWeights: "веса изменены"
    case .matrixHead(.train): "обучение: верно ↓  ответ →"
    case .matrixHead(.validation): "валидация: верно ↓  ответ →"
    case .matrixHead(.test): "тест: верно ↓  ответ →"
    case .diverged(let update): "расходится на обновлении \(NumberText.grouped(update))"
    case .divergedAdvice: "u вернёт назад; потом α меньше"
    case .otherWeights: "веса изменены: t обучает дальше, reset начнёт заново"
    case .notTrained: "ещё не обучалась: t обучает 20 эпох"
    case .updateOf(let update, let total):
      "обновл. \(NumberText.grouped(update)) из \(NumberText.grouped(total))"
    case .updateOfBriefly(let update, let total):
      "\(NumberText.grouped(update))/\(NumberText.grouped(total))"
    case .speedBriefly(let rate): "\(rate) карт/с"
    case .epochOfBriefly(let epoch, let total): "эпоха \(epoch)/\(total)"
    case .key(let key): TrainPhrase.russian(key)
    }
  }

  private static let russianSettings: [(name: String, meaning: String)] = [
    ("скорость α", "скорость обучения: как далеко идти"),
    ("батч", "сколько цифр усредняет обновление"),
    ("метод", "как градиент становится шагом"),
    ("сдвиги", "shift: батчи сдвинуты на пиксель"),
    ("темп", "обновлений в секунду; full — все"),
    ("задача", "что значит y = 1"),
    ("слои", "входы, скрытые, выходы"),
    ("функция", "функция скрытых нейронов"),
    ("нач. веса", "как веса выбраны вначале"),
    ("смещение", "b прибавляется к W·x"),
    ("dropout", "доля отключаемых нейронов"),
    ("batch norm", "нормировка скрытых сумм"),
    ("seed", "какие случайные числа"),
  ]

  private static func russian(_ key: TrainKey) -> String {
    switch key {
    case .choose: "настройка"
    case .change: "изменить"
    case .type: "ввести значение"
    case .train: "обучать/пауза"
    case .trainFor: "обучать сколько-то"
    case .stop: "стоп"
    case .logarithmic: "лог/линейно"
    case .full: "всё/недавнее"
    case .crosshair: "курсор кривой"
    case .crosshairFast: "курсор кривой на десять"
    case .crosshairOff: "убрать курсор кривой"
    case .reset: "к первым весам"
    case .reseed: "новые случайные веса"
    case .rewind: "к прошлой эпохе"
    case .evaluate: "оценить на тестовых цифрах"
    case .slow: "медленно"
    }
  }
}

import Walkthrough

extension WalkPhrase {
  var russian: String {
    switch self {
    case .phase(.forward): "ВПЕРЁД"
    case .phase(.loss): "ПОТЕРИ"
    case .phase(.backward): "НАЗАД"
    case .phase(.update): "ОБНОВЛЕНИЕ"
    case .step(let step, let count): "шаг \(step) из \(count)"
    case .weightsOf(let update, let isChanged):
      "веса обновления \(update)" + (isChanged ? ", потом изменены" : "")
    case .weightsOfBriefly(let update, let isChanged):
      "обновление \(update)" + (isChanged ? ", изменены" : "")
    case .frozen(let update, let ago):
      "веса обновления \(update), с тех пор ещё \(ago)   s: новые веса"
    case .frozenBriefly(let ago): "обновлений с тех пор: \(ago)   s: новые веса"
    case .oldGradients: "градиенты старых весов"
    case .largestBriefly: "крупные"
    case .oldGradientsBriefly: "старые градиенты"
    case .startTitle: "Один шаг обучения, операция за операцией"
    case .startText(let steps):
      "Шагов: \(steps). Вперёд до P и потерь L, назад по правилу цепочки до градиента каждого веса, затем шаг вниз по склону. Каждое число можно разобрать на слагаемые."
    case .startPress: "Нажмите пробел: первый шаг"
    case .startDrawing: "Это x, рисунок, который пройдёт через сеть."
    case .passDone: "Проход закончен: пробел начнёт следующий, с новыми весами."
    case .rate(let rate): "α = \(rate), скорость обучения."
    case .giantStep(let rate, let better, rose: false):
      "Для одной картинки скорость обучения α = \(rate) слишком велика: теперь сеть отвечает так почти на любую картинку. Попробуйте 'rate \(better)'."
    case .giantStep(let rate, let better, rose: true):
      "Для одной картинки скорость обучения α = \(rate) слишком велика: обновление зашло слишком далеко, и потери выросли. Попробуйте 'rate \(better)'."
    case .marks(let sign): "\(sign) клетки наибольших слагаемых"
    case .marksBriefly(let sign): "\(sign) наибольшие слагаемые"
    case .wayBack: "Дорога назад отсюда"
    case .largestElements: "Наибольшие элементы"
    case .largestSteps: "Наибольшие изменения"
    case .updateRefused:
      "Идёт обучение, и веса у него: t ставит паузу, затем s, и обновление возможно."
    case .stale: "Эти веса уже не самые новые: s возьмёт новые, тогда обновление возможно."
    case .unitsOff(let count):
      "Выключенные нейроны (\(count)) при обновлении учатся заново с 0: 'undo' вернёт прежние веса."
    case .shortWay: "короче:"
    case .lossAgain: "L ещё раз, с новыми весами"
    case .or: "или"
    case .fromScore: "P округлена; из x_output"
    case .noBias: "В этой сети нет смещений."
    case .longWay(let product, let exact):
      "Произведение множителей: \(product); вычисленное прямо из x_output: \(exact)."
    case .complementFromScore: "P здесь с округлением: 1 − P вычислено из оценки (логита)."
    case .lossFromScore(let share):
      "Последних цифр \(share) уже нет, они пропали при округлении: L вычислена из оценки (логита)."
    case .saturated(let count, let all): "Насыщены, у краёв кривой: \(count) из \(all), отмечены."
    case .off(let count, let all): "Выключены, ровно 0: \(count) из \(all), отмечены."
    case .startBatch(let images):
      "Это x, рисунок: номер 0 в батче из \(images.count + 1), ведь нормировке по батчу нужна компания. Номера 1–\(images.count) — картинки обучающей выборки: \(Self.list(images, images.count))"
    case .startCompany:
      "Это x, рисунок. Нормировке по батчу нужна компания: с ним через сеть пойдут картинки обучающей выборки."
    case .batchImages(let images, let shown):
      "Номера 1–\(images.count) — картинки обучающей выборки: \(Self.list(images, shown))"
    case .batchTitle(let count): "батч из \(count): 0 — рисунок"
    case .oneAnImage(let count): "\(count), по картинке"
    case .sampleIsDrawing(let count): "Здесь — пример 0 из \(count), рисунок."
    case .sample(let sample, let count, let image, let target):
      "Здесь — пример \(sample) из \(count): обучающая картинка \(image), y = \(target)."
    case .overBatch(let count): "По всем картинкам батча (\(count))."
    case .lossOfDrawingAgain(let before, let after, let rose):
      "У самого рисунка \(before) → \(after)"
        + (rose ? ": обновление было в пользу всего батча." : ".")
    case .lossFell: "Да: L уменьшилась."
    case .lossRose: "Нет: L выросла."
    case .lossStayed: "L осталась прежней."
    case .lossOfDrawing(let loss): "У самого рисунка \(loss)."
    case .nothingToCheck: "здесь нечего проверять: g работает на весах и градиентах"
    case .checksWeight(let element):
      "Проверяется вес из наибольшего произведения в \(element), а не сам элемент:"
    case .checksItself(let weight): "Проверяется \(weight), это и есть сам элемент:"
    case .all(let value): "всё \(value)"
    case .notFinite(let count): "Не конечных: \(count)."
    case .isNotFinite(let name): "\(name) — не конечное число."
    case .sum(let count, let zero):
      "сумма, слагаемых \(count)" + (zero > 0 ? ", из них 0: \(zero)" : "")
    case .more(let count, let sum): "(ещё \(count): \(sum))"
    case .pieces(let values, let winner):
      "куски \(Self.places(values)): \(values.joined(separator: ", ")): побеждает кусок \(winner)"
    case .rest(let count): "… ещё \(count)"
    case .rows(let first, let last, let count): "строки \(first)…\(last) из \(count)"
    case .emptyRows(let count, let all): "Строк из нулей: \(count) из \(all)."
    case .newWeightIsRounded: "Одинарная точность округляет последнюю цифру нового веса."
    case .meanLoss(let count): "среднее по \(count)"
    case .ofDrawing: "рисунка"
    case .before: "до"
    case .after: "после"
    case .oldColumn: "старые"
    case .newColumn: "новые"
    case .stepColumn: "шаг"
    case .part(let operation): Self.russian(operation)
    case .mask: "маска"
    case .errorTimesMask: "ошибка × маска"
    case .errorItself: "сама ошибка"
    case .onTheWay(let part): Self.russian(part)
    case .backToStep(let step): "к шагу \(step)"
    case .backToStepBriefly(let step): "к \(step)"
    case .origins: "откуда взялись множители"
    case .linksAbove(let count): "выше \(count)"
    case .moreLinks(let count, let last): "ещё \(count), до \(last)"
    case .moreSteps(let count, let last): "ещё \(count), до \(last)"
    case .users: "нужен в"
    case .key(let key):
      switch key {
      case .next: "дальше"
      case .back: "назад"
      case .closer: "ближе"
      case .follow: "к истокам"
      case .term: "слагаемое"
      case .chain: "листать цепочку"
      case .terms: "десять слагаемых"
      case .farther: "шире"
      case .move: "элемент"
      case .page: "нейрон, страница"
      case .check: "проверка градиента"
      case .checkBriefly: "градиент"
      case .phase: "до конца фазы"
      case .start: "в начало"
      case .end: "в конец"
      case .sync: "новые веса"
      case .digits: "знаки"
      }
    }
  }

  private static func list(_ images: [Int], _ shown: Int) -> String {
    images.prefix(shown).map(String.init).joined(separator: ", ")
      + (shown < images.count ? " …" : ".")
  }

  private static func russian(_ part: ExpansionPart) -> String {
    switch part {
    case .update(.decayedGradient): "градиент с decay"
    case .update(.velocity): "инерция"
    case .update(.lookAhead): "взгляд вперёд"
    case .update(.firstMoment): "первый момент"
    case .update(.secondMoment): "второй момент"
    case .update(.correctedFirstMoment), .update(.correctedSecondMoment): "без смещения"
    case .update(.denominator): "знаменатель"
    case .exponent: "ниже наибольшего числа"
    case .exponential: "его степень e"
    case .exponentialSum: "сумма всех"
    case .normalDistribution: "доля N(0, 1) ниже него"
    case .normalDensity: "плотность N(0, 1) там"
    case .tanhArgument: "от чего берётся tanh"
    case .tanh: "его tanh"
    }
  }

  private static func russian(_ operation: Operation) -> String {
    switch operation {
    case .flatten: "пиксель"
    case .linear: "взвешенная сумма"
    case .maxout: "наибольшая часть"
    case .batchMean: "среднее по батчу"
    case .batchVariance: "дисперсия по батчу"
    case .normalise: "нормировано"
    case .scaleAndShift: "масштаб и сдвиг"
    case .activation: "активация"
    case .mask: "выпало случайно"
    case .dropout: "оставлено или выброшено"
    case .probability: "предсказание"
    case .loss: "потери"
    case .one: "начало дороги назад"
    case .probabilityGradient: "наклон L"
    case .probabilityDerivative: "наклон P"
    case .logitGradient: "ошибка = наклон L × наклон P"
    case .localByWeights: "локальная производная: вход"
    case .weightGradient: "ошибка × вход"
    case .biasGradient: "сама ошибка"
    case .localByInput: "локальная производная: вес"
    case .inputGradient: "ошибка, назад через веса"
    case .slope: "наклон"
    case .errorTimesSlope: "ошибка × наклон"
    case .scaleGradient: "ошибка × нормированное"
    case .shiftGradient: "сама ошибка"
    case .batchNormGradient: "ошибка, назад через нормировку"
    case .update: "старый вес и шаг"
    case .runningStatistic: "сдвиг к статистике батча"
    case .lossAgain: "потери с новыми весами"
    }
  }
}

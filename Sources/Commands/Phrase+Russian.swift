import Datasets
import Engine
import Walkthrough

extension Phrase {
  var russian: String {
    switch self {
    case .note(.notFinite(let count)):
      "Бесконечных или неопределённых значений в одинарной точности: \(count) (словами ∞ и --, в JSON null)."
    case .note(.undefinedAnswers(let count, let all)):
      "P не определено для \(NumberFormat.grouped(count)) картинок из \(NumberFormat.grouped(all)): они считаются ошибками и не стоят ни в одном столбце."
    case .note(.pausedHere): "Обучение на паузе, а не закончено: 'resume' продолжит."
    case .note(.longWayFails):
      "dL/dP · dP/dx здесь переполняется или теряет цифры; движок считает P − y из логита."
    case .note(.complementFromLogit):
      "P здесь с округлением, без цифр 1 − P; движок вычисляет 1 − P из логита."
    case .note(.trainMode):
      "Проход — в режиме mode train; 'classify' и 'evaluate' отвечают как в mode eval."
    case .note(.lossFromLogit(let share)):
      "\(share) здесь с округлением, без тех цифр, из которых состоит L; движок вычисляет L из логита."
    case .note(.batch(let count)):
      "Статистикам батча нужно несколько примеров: проход идёт по \(count) картинкам, рисунок — номер 0; 'walk' перечислит остальные."
    case .note(.lossOfBatch(let count, let drawing)):
      "L — среднее по батчу из \(count); у самого рисунка \(NumberFormat.short(drawing))."
    case .note(.otherWeights(let walked, let present)):
      "Проход — по весам обновления \(NumberFormat.grouped(walked)), нынешние — обновления \(NumberFormat.grouped(present)): 'sync' возьмёт их."
    case .note(.unknownTask(let name, let kept)):
      "Задачи модели '\(CommandError.shortened(name))' здесь нет, или она не подходит к её выходам: задача \(kept.name)."
    case .note(.unitsOffLearn(let count)):
      "Выключенные нейроны (\(count)) теперь учатся заново с 0; 'undo' потом вернёт прежние веса."
    case .note(.rateForAdam(let rate)):
      "Шаг adam в каждом весе — около α: \(SettingsText.brief(SettingsText.number(rate))) это много, обычно 'rate 0.001'."
    case .note(.statisticsOfOne):
      "У батча из 1 картинки нет своих среднего и дисперсии: нормализация берёт накопленные, и обучение может сбиться. 'batch 32' даст ей что измерять."
    case .labelStays(let label, let digit, let right):
      "это \(digit), а метка всё ещё y = \(label): верно было бы 'label \(right)'"
    case .digitOutsideTask(let digit):
      "В задаче нет цифры \(digit), поэтому метка осталась прежней."
    case .pictureLoaded(let rows, let columns, let fitted):
      fitted
        ? "картинка \(rows)×\(columns), линии растянуты на сетку" : "картинка \(rows)×\(columns)"
    case .digitLoaded(let digit, let label): "цифра \(digit) из набора, y = \(label)"
    case .labelIs(let label, let task): "y = \(label): \(Phrase.russian(label, task))"
    case .verdict(let prediction, let task): "это " + Phrase.russian(prediction, task)
    case .meaning(let target, let task): Phrase.russian(target, task)
    case .className(let target, .evenOdd): target == 1 ? "чёт" : "нечет"
    case .className(let target, .belowFive): Task.belowFive.classes[target]
    case .className(let target, let task): Phrase.russian(target, task)
    case .undecided: "не решено"
    case .undefined: "не определено"
    case .backwardDone: "обратный проход сделан"
    case .lossChange(let before, let after):
      "L \(NumberFormat.short(before)) → \(NumberFormat.short(after)) (\(Phrase.signed(after - before)))"
    case .atStart(let count): "в начале; впереди шагов: \(count)"
    case .synced(let update): "проход по весам обновления \(NumberFormat.grouped(update))"
    case .syncedBefore(let update, let position):
      "теперь на шаге \(position): обновление, к которому относился шаг \(update), делается заново, с этими весами"
    case .batchOf(let batch):
      "батч из \(batch.count): рисунок — номер 0, номера 1–\(batch.count - 1) — картинки обучающей выборки \(batch.images.map(String.init).joined(separator: ", "))"
    case .lossOfDrawing(let batch):
      "это L самого рисунка; среднее по батчу из \(batch.count), которое даёт 'show L' и с которого начинается обратный проход, — \(NumberFormat.short(batch.loss))"
    case .automaticInitializer(let name, let source, let keepsSize):
      "init=auto здесь — \(name): "
        + (keepsSize
          ? "с такой функцией активации она сохраняет величину сигнала от слоя к слою"
          : "величину сигнала она сохраняет при двух кусках, при большем числе он растёт")
        + " (\(source))"
    case .maxoutKeepsBias:
      "у Maxout сдвиг (bias) есть всегда: bias=off убирает его только из последнего слоя"
    case .noBias: "в этой сети нет сдвигов (bias)"
    case .fitted(let rows, let columns): "рисунок и цифры подогнаны к \(rows)×\(columns)"
    case .parametersInAll(let count): "параметров: \(NumberFormat.grouped(count))"
    case .weightSet(let name, let old, let new):
      "\(name): было \(NumberFormat.exact(old)), стало \(NumberFormat.exact(new))"
    case .weightsSet(let name, let count):
      "\(name): записано значений: \(NumberFormat.grouped(count))"
    case .termsMore(let count, let sum): "+ (ещё \(count): \(NumberFormat.short(sum)))"
    case .onTheWay: "вычислено по дороге, в этом порядке:"
    case .largestOf(let count): "наибольший из кусков (\(count)):"
    case .unitIs(let place, let state, let isOff):
      "нейрон \(place.unit) слоя \(place.layer): \(Phrase.russian(state, isOff: isOff))"
    case .unitTurned(let place, let on):
      "нейрон \(place.unit) слоя \(place.layer) \(on ? "включён" : "выключен")"
    case .nothingKept: "других весов для него не сохранено"
    case .noUnitsOff: "выключенных нейронов нет; 'unit 37 off' выключит один"
    case .unitLayer(let number, let units, let inputs):
      "слой \(number): нейронов \(NumberFormat.grouped(units)), входов у каждого \(NumberFormat.grouped(inputs)); для рисунка:"
    case .unitsInState(let state, let count):
      "нейронов \(NumberFormat.grouped(count)): \(Phrase.russian(state, isOff: false))"
    case .unitsMore(let count): "+ ещё нейронов: \(NumberFormat.grouped(count))"
    case .unitPiece(let piece): "наибольшая часть нейрона — \(piece), она и считается"
    case .unitSlope(let slope): "наклон \(NumberFormat.short(slope))"
    case .unitAdds(let value, let name): "добавляет \(NumberFormat.short(value)) к \(name)"
    case .unitTerms: "наибольшие слагаемые:"
    case .checkedElement(let passed, let words):
      "\(passed ? "✓ совпадает" : "✗ НЕ СОВПАДАЕТ"): обратный проход \(words.backward), малое изменение \(words.place) \(words.byChange)"
    case .checkedPair(let words):
      "  обратный проход \(words.backward), малое изменение \(words.place) \(words.byChange)"
    case .checkedAll(let passed, let name, let count, let skipped):
      "\(passed ? "✓ \(name) совпадает" : "✗ \(name) НЕ СОВПАДАЕТ"): проверено \(NumberFormat.grouped(count))"
        + (skipped > 0 ? ", пропущено у излома: \(NumberFormat.grouped(skipped))" : "")
    case .ofLarger(let difference, let larger, let error):
      "  разность \(NumberFormat.short(difference, digits: 3)), это \(NumberFormat.short(error, digits: 3)) от большего из двух, \(NumberFormat.short(larger, digits: 3))"
    case .belowFloor(let difference, let floor, let error):
      "  разность \(NumberFormat.short(difference, digits: 3)); оба слишком малы рядом с наибольшим градиентом тензора, чтобы сравнивать их точно, поэтому она делится на порог, \(NumberFormat.short(floor, digits: 3)): \(NumberFormat.short(error, digits: 3))"
    case .stepOfCheck:
      "  ε равно 0.001 или меньше, если с ним оценка сдвинулась бы больше чем на 1e−4 или сумма нейрона слишком далеко"
    case .mayDiffer(let tolerance):
      "  до \(NumberFormat.brief(tolerance)) считается совпадением: движок считает с одинарной точностью"
    case .largestError(let error, let place):
      "наибольшая относительная ошибка \(NumberFormat.short(error, digits: 3))"
        + (place.map { " у \($0)" } ?? "")
    case .tolerance(let tolerance, let floor):
      "до \(NumberFormat.brief(tolerance)) считается совпадением; элементы ниже порога, здесь \(NumberFormat.short(floor, digits: 3)), сравниваются с ним: они слишком малы, чтобы быть точными"
    case .sameNumber: "  они одинаковы"
    case .allAtKink(let name, let count):
      "\(name): сравнивать нечего, у излома все \(NumberFormat.grouped(count)), и частное там — не производная"
    case .onKink:
      "сравнивать нельзя: число ровно на изломе своей функции, где производная — вопрос соглашения"
    case .acrossKink:
      "сравнивать нельзя: изменение переводит число через излом его функции, где частное — не производная"
    case .taskIs(let task):
      task.isTenClass
        ? "задача digits: десять классов, y — это цифра"
        : "задача \(task.name): y = 1 значит «\(Phrase.russian(1, task))»"
    case .counts(let train, let validation, let test):
      "картинок для обучения \(NumberFormat.grouped(train)), для валидации \(NumberFormat.grouped(validation)), для теста \(NumberFormat.grouped(test))"
    case .trainingStarted(let goal):
      switch goal {
      case .epochs(let n): "обучение в фоне, эпох: \(n)"
      case .updates(let n): "обучение в фоне, обновлений: \(n)"
      default: "обучение в фоне до команды 'stop'"
      }
    case .pausedAt(let update): "пауза на обновлении \(NumberFormat.grouped(update))"
    case .resumedAt(let update): "продолжение с обновления \(NumberFormat.grouped(update))"
    case .stoppedAt(let update): "остановлено на обновлении \(NumberFormat.grouped(update))"
    case .epochsUpdates(let epochs, let updates):
      "эпох \(NumberFormat.grouped(epochs)), обновлений \(NumberFormat.grouped(updates))"
    case .losses(let train, let validation, let accuracy):
      "потери: обучение \(train.map { NumberFormat.short($0) } ?? "--"), валидация \(validation.map { NumberFormat.short($0) } ?? "--"); точность \(accuracy.map(NumberFormat.percent) ?? "--")"
    case .speedOf(let rate): "\(NumberFormat.rate(rate)) картинок/с"
    case .note(.diverged(let update)):
      "разошлось на обновлении \(NumberFormat.grouped(update)): сохранены последние конечные веса; помогает меньший rate, 'undo' отменит прогон"
    case .deadUnits(let count, let units, let layer, let images):
      "мёртвых нейронов ReLU\(layer.map { " слоя \($0)" } ?? ""): \(count) из \(units) (0 на каждой из \(NumberFormat.grouped(images)) картинок валидации)"
    case .saturatedUnits(let count, let units, let layer, let images):
      "насыщенных нейронов\(layer.map { " слоя \($0)" } ?? ""): \(count) из \(units) (на большинстве из \(NumberFormat.grouped(images)) картинок валидации)"
    case .settingIs(let name, let value): "\(name.rawValue) \(SettingsText.brief(value))"
    case .settingChanged(let name, let old, let new):
      "\(name.rawValue) \(SettingsText.brief(old)) → \(SettingsText.brief(new))"
    case .undoBringsBack(.trained): "u (undo) вернёт обученные веса"
    case .undoBringsBack(.changed): "u (undo) вернёт изменённые веса"
    case .reset(let seed): "снова начальные веса (seed \(seed)), обновлений нет"
    case .rewound(let epoch): "веса, какими они были после эпохи \(epoch)"
    case .evaluated(let split, let count, let loss, let accuracy):
      "\(split.rawValue): верно \(NumberFormat.percent(accuracy)) из \(NumberFormat.grouped(count)), потери \(NumberFormat.short(loss))"
    case .confusionHeader: "строка: верный класс, столбец: ответ сети"
    case .lossesOf(let split, let wrong, let count, let update):
      "\(split.rawValue): неверно \(NumberFormat.grouped(wrong)) из \(NumberFormat.grouped(count)), веса обновления \(NumberFormat.grouped(update))"
    case .wrongCount(let wrong, let count):
      "неверно \(NumberFormat.grouped(wrong)) из \(NumberFormat.grouped(count))"
    case .exampleIs(let index, let digit, let prediction, let loss, let isWrong):
      "картинка \(index): \(digit), \(isWrong ? "принята за" : "названа верно:") \(prediction), L = \(NumberFormat.short(loss))"
    case .moreExamples(let wrong, let right, let split):
      (wrong > 0 ? "и ещё \(NumberFormat.grouped(wrong)) неверных, " : "и ")
        + "\(NumberFormat.grouped(right)) верных; 'losses \(split.rawValue) 50' покажет больше"
    case .initializersOf(let images):
      "нынешняя сеть с каждой инициализацией, на \(images) обучающих картинках; что вышло за край гистограммы, сосчитано у края:"
    case .layerSpread(let name, let mean, let deviation, let gradient, let flat):
      "  \(name): среднее \(NumberFormat.short(mean, digits: 3)), std \(NumberFormat.short(deviation, digits: 3)), std у dL/d\(name) \(NumberFormat.short(gradient, digits: 3))"
        + (flat.map { ", плоских \(NumberFormat.percent($0))" } ?? "")
    case .functionPoints: "лекция"
    case .preactivations(let name, let units, let flat):
      "\(name) рисунка: нейронов \(units), из них там, где функция плоская: \(flat)"
    case .digitCounts(let split, let counts):
      "\(split.rawValue): "
        + counts.enumerated().map { "цифра \($0.offset): \(NumberFormat.grouped($0.element))" }
        .joined(separator: ", ")
    case .drawing: "рисунок"
    case .historyEmpty: "обучения ещё не было"
    case .historyHeader: "эпоха|обновление|потери обучения|валидации|точность обучения|валидации"
    case .saved(let file): "сохранено: \(escaped(file))"
    case .opened(let file): "открыто: \(escaped(file))"
    case .undone(let command): "отменено: \(escaped(command))"
    case .redone(let command): "снова сделано: \(escaped(command))"
    case .viewIs(let view): "вид \(view.rawValue)"
    case .glyphs(let sample):
      switch sample {
      case .frames: "рамки и оси"
      case .blocks: "картинки"
      case .eighths: "столбики"
      case .braille: "кривые"
      case .formulas: "формулы"
      case .marks: "значки"
      case .letters: "буквы"
      }
    case .glyphsAdvice:
      "Каждый образец должен быть ровным, без рамок и вопросительных знаков; если нет, 'glyphs ascii' рисует простыми буквами."
    case .languageIs: "русский"
    case .logSaved(let file, let count): "команд: \(count), записаны в \(escaped(file))"
    case .helpUsage: "как писать"
    case .helpExample: "пример"
    case .helpValues: "значения"
    case .helpStandard: "обычно"
    case .helpTitle: "Команды; 'help СЛОВО' расскажет больше."
    case .helpMore: "Индексы с нуля: W1[3,42]. ';' разделяет команды, '#' начинает комментарий."
    case .availability(.anyTime): "работает всегда"
    case .availability(.onSnapshot): "во время обучения работает с замороженными весами"
    case .availability(.refusedWhileTraining): "не во время обучения: сначала 'pause'"
    case .quit: "до свидания"
    case .welcome: "Chainrule: 'help' перечислит команды, Tab дополняет, 'quit' закрывает."
    case .notWritten: "стандартный вывод не пишется: часть ответов пропала"
    case .notText(let file): "\(escaped(file)): это не текст, а значит, не сценарий"
    case .progressTraining(let epoch, let total):
      "эпоха \(epoch)" + (total.map { " из \($0)" } ?? "")
    case .progressValidating: "валидация"
    case .imagesPerSecond(let rate): "\(rate) картинок/с"
    case .secondsLeft(let seconds):
      "осталось \(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
    }
  }

  private static func russian(_ state: UnitState, isOff: Bool) -> String {
    if isOff { return "выключен" }
    return switch state {
    case .active: "активен"
    case .saturated: "насыщен, градиент почти не проходит"
    case .silent: "молчит, градиент не проходит"
    case .disconnected: "исходящие веса равны 0, от него ничего не зависит"
    }
  }

  private static func russian(_ y: Int, _ task: Task) -> String {
    switch (task, y) {
    case (.oneAgainstRest(let digit), 1): "\(digit)"
    case (.oneAgainstRest(let digit), _): "не \(digit)"
    case (.pair(let first, let second), _): "\(y == 1 ? first : second)"
    case (.evenOdd, _): y == 1 ? "чётная" : "нечётная"
    case (.belowFive, _): y == 1 ? "меньше 5" : "5 или больше"
    case (.digits, _): "\(y)"
    }
  }
}

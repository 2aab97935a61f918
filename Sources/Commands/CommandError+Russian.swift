import Datasets
import Engine

extension CommandError {
  var russian: String {
    switch self {
    case .unknownCommand(let word, let nearest):
      "неизвестная команда \(quoted(word))"
        + (nearest.map { "; может быть, '\($0)'?" } ?? "; 'help' перечислит команды")
    case .misspelt(let word, let right):
      "\(quoted(word)) пишется иначе: \(quoted(right))"
    case .unknownWord(let word, let allowed, let nearest):
      "\(quoted(word)) не подходит, годятся: \(allowed.joined(separator: ", "))"
        + (nearest.map { "; может быть, '\($0)'?" } ?? "")
    case .missing(let usage): "чего-то не хватает; как писать: \(usage)"
    case .unexpected(let word, let usage): "\(quoted(word)) лишнее; как писать: \(usage)"
    case .notANumber(let word, let meaning):
      "\(quoted(word)) — не \(CommandError.russian(meaning))"
    case .tooSmall(let word):
      "\(quoted(word)) слишком мало для одинарной точности и стало бы нулём: нужно от 1e-45"
    case .tooNearOne(let word):
      "\(quoted(word)) в одинарной точности равно 1: нужно не больше 0.9999999"
    case .commaInBrackets(let word):
      "\(quoted(word)) — одно число или два? Пишите одно, с точкой, например uniform(0.5)"
    case .goalWithoutUnit(let number):
      "\(quoted(number)) чего? Пишите 'train \(shownName(number)) epochs' или 'train \(shownName(number)) updates'"
    case .valueNeeded(let setting):
      "у '\(setting.rawValue)' значение стоит после '=': пишите \(setting.usage), например \(setting.rawValue)=\(setting.standard)"
    case .unclosedBracket(let word):
      "у \(quoted(word)) не закрыта скобка: пишите \(quoted(CommandError.closed(word)))"
    case .takesNoValue(let setting, let word):
      "\(quoted(word)) не берёт значения в скобках: пишите \(CommandError.plainForm(setting, word))"
    case .needsLetters:
      "русскому нужны буквы, которых нет в ASCII; сначала 'glyphs unicode'"
    case .unfinishedQuote(let quote): "кавычка \(quote) не закрыта"
    case .malformedName(let name):
      "\(quoted(name)) — не имя с индексом; пишите W1[3,42], считая с 0"
    case .ofOtherMode(let name, let mode):
      "\(quoted(name)) есть только в mode \(mode): 'mode \(mode)', затем новый проход"
    case .unknownName(let name, let nearest):
      "в этой сети нет \(quoted(name))"
        + (nearest.map { "; может быть, '\($0)'?" } ?? "; 'walk' перечислит имена")
    case .indexOutOfRange(let reference, let shape):
      "\(shownName(reference.text)) вне границ: \(shownName(reference.name)) — \(CommandError.russianShape(shape))"
    case .indexNeeded(let name, let shape):
      "какой элемент \(shownName(name))? Это \(CommandError.russianShape(shape)): пишите \(shownName(name))[\(shape.map { _ in "0" }.joined(separator: ","))]"
    case .notComputed(let name, let step, let position):
      "\(shownName(name)) ещё не вычислено: это шаг \(step), а проход на шаге \(position); 'goto \(step)' вычислит"
    case .wrongCount(let name, let expected, let found):
      "для \(shownName(name)) нужно значений: \(expected), дано: \(found)"
    case .notAParameter(let name, let parameters):
      "\(quoted(name)) — не параметр этой сети: годится \(parameters.joined(separator: ", "))"
        + (name == "x"
          ? "; пиксель задаёт 'image set R C V'"
          : Spelling.nearest(to: name, among: parameters).map { "; может быть, '\($0)'?" } ?? "")
    case .pixelOutOfRange(let row, let column, let rows, let columns):
      "нет пикселя \(row) \(column): строки от 0 до \(rows - 1), столбцы от 0 до \(columns - 1)"
    case .labelOutOfRange(let label, let classes):
      "\(label) — не метка этой задачи: годится \(classes == 2 ? "0 или 1" : "от 0 до \(classes - 1)")"
    case .noHiddenLayer(let layer, let count):
      count == 0
        ? "в этой сети нет скрытых нейронов; в 'network 100-128-1' их 128"
        : "скрытого слоя \(layer) нет: layer=1"
          + (count > 1 ? "…\(count)" : ", или совсем без него")
    case .unitOutOfRange(let unit, let layer, let units):
      "в слое \(layer) нет нейрона \(unit): можно от 0 до \(units - 1)"
    case .digitOutOfRange(let index, let split, let count):
      "в \(split.rawValue) нет картинки \(index): годится от 0 до \(count - 1)"
    case .unknownSample(let name, let nearest):
      "нет образца \(quoted(name)): slide, 0 … 9"
        + (nearest.map { "; может быть, '\($0)'?" } ?? "")
    case .plan(let error): CommandError.russian(error)
    case .outputsDoNotFitTask(let outputs, let needed, let task):
      "нельзя построить сеть с выходами: \(outputs) для задачи \(task): нужно \(needed)"
        + (needed == 1 ? "; десять — у 'task digits'" : "; один — у 'task 0 rest'")
    case .optionDoesNotApply(let option, let hidden):
      "\(option) не относится к hidden=\(hidden); это есть у hidden=\(CommandError.owner(of: option))"
    case .givenTwice(let option): "\(option) задано дважды: достаточно одного раза"
    case .dataset(let error): error.words(in: .russian)
    case .task(let error): error.words(in: .russian)
    case .forwardFirst: "сначала прямой проход: 'forward'"
    case .backwardFirst: "сначала обратный проход: 'backward'"
    case .lossNotFinite: "L здесь не конечное число, сравнивать не с чем; помогут меньшие веса"
    case .updateTaken: "шаг спуска уже сделан; 'forward' начнёт следующий проход"
    case .beyondEnd(let position, let count):
      position == count
        ? "проход окончен, это шаг \(count); 'step' или 'forward' начнёт следующий"
        : "в проходе шагов: \(count), сейчас шаг \(position): последний — 'goto \(count)'"
    case .beforeStart(let position):
      position == 0
        ? "проход в самом начале; 'step' пойдёт вперёд"
        : "проход только на шаге \(position); 'goto 0' вернёт в начало"
    case .refusedWhileTraining(let word):
      "'\(shownName(word))' нельзя во время обучения; сначала 'pause' или 'stop'"
    case .updateWhileTraining(let steps):
      "шаги \(steps.lowerBound)–\(steps.upperBound) меняют веса, их меняет обучение: сначала 'pause'"
    case .noTraining(let word):
      "'\(shownName(word))': обучение не идёт; 'train 5 epochs' начнёт его"
    case .notPaused: "паузы нет; 'train' начнёт обучение"
    case .alreadyTraining: "обучение уже идёт; сначала 'pause' или 'stop'"
    case .waitWouldNotEnd: "это обучение идёт до 'stop', ждать пришлось бы вечно"
    case .nothingToUndo: "отменять нечего"
    case .nothingToRedo: "повторять нечего"
    case .noSuchEpoch(let epoch, let kept):
      "веса после эпохи \(epoch) не сохранены"
        + (kept.isEmpty
          ? "; обучения ещё не было"
          : "; есть: \(kept.map(String.init).joined(separator: " "))")
    case .notAModel(let file, let problem): "\(shownName(file)): \(CommandError.russian(problem))"
    case .noSnapshotYet: "обучение ещё не показало весов; попробуйте снова"
    case .cancelled: "прервано"
    case .waitInterrupted: "обучение продолжается; 'wait' снова подождёт, 'stop' закончит"
    case .negativeVariance(let name, let value):
      "\(shownName(name)): дисперсия не бывает \(NumberFormat.exact(value)), нужно 0 или больше"
    case .updateNotFinite:
      "после этого шага веса стали бы бесконечными или неопределёнными, поэтому он не сделан; может помочь меньший rate"
    case .noThread: "система не даёт потока для обучения; попробуйте, когда она освободится"
    case .staleWalk(let update):
      "этот проход — по весам обновления \(NumberFormat.grouped(update)), а они уже другие; 'sync' или 'forward' возьмёт нынешние"
    case .notAStep(let name):
      "\(quoted(name)) задано, а не вычислено: значение покажет 'show \(shownName(name))'"
    }
  }

  private static func russianShape(_ shape: [Int]) -> String {
    guard !shape.isEmpty else { return "одно число, без индекса" }
    let ranges = shape.map { "0…\($0 - 1)" }.joined(separator: ", ")
    return "[\(shape.map(String.init).joined(separator: "×"))], индексы \(ranges)"
  }

  private static func russian(_ meaning: NumberMeaning) -> String {
    switch meaning {
    case .epochs: "число эпох: нужно от 1 до 1000000"
    case .updates: "число обновлений: нужно от 1 до 1000000000"
    case .updatesPerSecond: "темп: нужно от 0.001 до 1000000000 обновлений в секунду или 'full'"
    case .learningRate: "скорость обучения: нужно конечное число от 0, например 0.5"
    case .batchSize: "размер батча: нужно от 1 до 4096"
    case .pixelValue: "пиксель: нужно от 0 (чёрный) до 1 (белый)"
    case .row: "строка: нужно 0 или больше"
    case .column: "столбец: нужно 0 или больше"
    case .seed: "seed: нужно целое число от 0 до \(UInt64.max)"
    case .count: "число картинок: нужно 1 или больше"
    case .steps: "число шагов: нужно 1 или больше"
    case .position: "шаг: нужно 0 (начало) или больше"
    case .label: "метка: нужно 0 или 1, а в задаче с десятью классами от 0 до 9"
    case .weight: "число: нужно конечное, например 0.5"
    case .digit: "номер картинки: нужно 0 или больше"
    case .epoch: "эпоха: нужно 0 или больше"
    case .momentum: "момент и не β: нужно от 0 до 1 (не включая 1), например 0.9"
    case .weightDecay: "weight decay: нужно конечное число от 0, например 0.001"
    case .shift: "сдвиг в целых пикселях: нужно от -64 до 64"
    case .width: "список ширин слоёв: пишите 100-128-1"
    case .slope: "наклон: нужно конечное число от 0, например 0.1"
    case .alpha: "альфа ELU: нужно конечное число от 0, например 1"
    case .unit: "номер скрытого нейрона: нужно 0 или больше"
    case .layer: "скрытый слой: нужно layer=1 или больше"
    case .pieces: "число кусков: нужно от 2 до 16"
    case .dropout: "доля dropout: нужно от 0 до 1 (не включая 1), например 0.5"
    case .deviation: "отклонение: нужно число больше 0, не больше 1e37, например normal(0.01)"
    case .bound: "граница: нужно конечное число больше 0, например uniform(0.1)"
    case .constant: "константа: нужно конечное число, например constant(0.1)"
    case .side: "размер: пишите строки x столбцы, например 10x10, каждое от 1 до 64"
    }
  }

  private static func russian(_ error: PlanError) -> String {
    switch error {
    case .tooShallow: "сети нужны входы и выходы: пишите ширины слоёв вроде 100-128-1"
    case .tooDeep(let depth, let largest):
      "нельзя построить скрытых слоёв: \(depth); не больше \(largest)"
    case .emptyLayer(let layer, let count):
      layer == 0
        ? "нельзя построить сеть без входов: входному слою нужен 1 или больше"
        : layer == count - 1
          ? "нельзя построить сеть без выходов: последнему слою нужен 1 или больше"
          : "нельзя построить скрытый слой из 0 нейронов: слою \(layer) нужен 1 или больше"
    case .tooWide(let layer, let width, let largest, _):
      "нельзя построить слой из \(width == .max ? "стольких" : "\(width)") нейронов: в слое \(layer) не больше \(largest)"
    case .tooManyParameters(let count, let largest):
      "слишком много параметров\(count == .max ? "" : " (\(count))"): не больше \(largest)"
    case .imageDoesNotFit(let rows, let columns, let inputs):
      "картинка \(rows)×\(columns) не подходит к входам: строки × столбцы должны дать \(inputs)"
    case .dropoutOutOfRange(let rate):
      "dropout выключает долю от 0 до 1 (не включая 1), а не \(rate)"
    case .headNeedsOneOutput(let outputs):
      "задаче с двумя классами нужен 1 выход, а не \(outputs); десять — у 'task digits'"
    case .headNeedsClasses(let outputs):
      "задаче с десятью классами нужно 10 выходов, а не \(outputs)"
    case .maxoutPieces(let pieces): "у maxout от 2 до 16 кусков, а не \(pieces)"
    case .orthogonalTooLarge:
      "ортонормированные веса таких больших слоёв искать слишком долго; init=auto или другая инициализация даст веса сразу"
    }
  }

  private static func russian(_ problem: ModelProblem) -> String {
    switch problem {
    case .noTensors: "в файле нет тензоров, это не модель"
    case .missing(let name): "нет тензора \(shownName(name))"
    case .unexpected(let name): "тензору \(shownName(name)) нет места в такой сети"
    case .shape(let name, let expected, let found):
      "у \(shownName(name)) форма \(found), а такой сети нужна \(expected)"
    case .notAMatrix(let name, let found):
      "у \(shownName(name)) форма \(found), а открываются только слои с двумя измерениями: [выходы, входы]"
    case .negativeVariance(let name): "в \(shownName(name)) есть дисперсии меньше 0"
    case .notFinite(let name): "в \(shownName(name)) есть не конечные значения"
    case .newerFormat(let version):
      "файл записан в формате \(shownName(version)), которого эта программа не знает"
    case .badDescription(let text): "описание сети не читается: \(escaped(text.prefix(60)))"
    case .wrongOutputs(let outputs): "выходов \(outputs); у здешних сетей 1 или 10"
    }
  }
}

import Datasets
import Engine

extension ViewPhrase {
  var russian: String {
    switch self {
    case .blank: "рисунок ещё пуст: 'image digit 0' возьмёт цифру из набора"
    case .agrees(let agrees): agrees ? "как и говорит y" : "y говорит иначе"
    case .weights(let update, let isLive, let isChanged):
      (isLive ? "вживую, " : "") + "веса обновления \(NumberFormat.grouped(update))"
        + (isChanged ? ", потом изменены" : "")
    case .untrained: "веса случайные, сеть не обучена: 'train 20 epochs' обучит"
    case .changedWeights: "веса открыты из файла или изменены не этим обучением"
    case .pixelGradient:
      "где dL/dx больше 0, от более яркого пикселя потери растут; где меньше 0, падают"
    case .fitted(let verdict): "вписано в сетку ('image fit'): \(verdict)"
    case .fitNothing: "рисунок уже заполняет сетку: 'image fit' ничего не изменит"
    case .digits(let first):
      "цифры обучающего набора начиная с \(first); 'image digit N' возьмёт одну:"
    case .walkAt(let position, let count, let phase): "шаг \(position) из \(count), \(phase)"
    case .walkNotBegun(let steps): "ни один шаг из \(steps) ещё не сделан; 'step' сделает первый"
    case .stepMakes(let equation): "этот шаг: \(equation)"
    case .operands: "из чего получено:"
    case .mixedWeights(let last, let old):
      "шаги 1–\(last) с новыми весами, \(old.lowerBound)–\(old.upperBound) ещё со старыми"
    case .nextStep(let equation): "дальше: \(equation)"
    case .largestSteps(let count): "самые большие шаги (\(count)): было | градиент | шаг | стало"
    case .otherWeights:
      "веса изменены не этим обучением: 'train 20 epochs' обучит дальше, 'reset' начнёт заново"
    case .notTrained: "обучения ещё не было: 'train 20 epochs' начнёт"
    case .stretches: "потери обучения, среднее за несколько обновлений и размах:"
    case .stretch(let first, let last, let mean, let low, let high):
      first == last
        ? "обновление \(NumberFormat.grouped(last)): \(NumberFormat.short(mean))"
        : "обновления \(NumberFormat.grouped(first))–\(NumberFormat.grouped(last)): \(NumberFormat.short(mean)), от \(NumberFormat.short(low)) до \(NumberFormat.short(high))"
    case .markAt(let update, let change):
      "изменено на обновлении \(NumberFormat.grouped(update)): \(change)"
    case .share(let share): "готово \(Int(share * 100)) %"
    case .smoothedLoss(let loss):
      "потери в среднем примерно за 50 последних обновлений: \(NumberFormat.short(loss))"
    case .probabilityAt(let update, let epoch?, let verdict):
      "рисунок после эпохи \(epoch), обновление \(NumberFormat.grouped(update)): \(verdict)"
    case .probabilityAt(let update, nil, let verdict):
      "рисунок сейчас, обновление \(NumberFormat.grouped(update)): \(verdict)"
    case .notEvaluated: "оценки ещё нет: её даст 'evaluate test'"
    case .evaluatedAt(let update, let isFresh):
      "оценено с весами обновления \(NumberFormat.grouped(update))"
        + (isFresh ? "" : ", с тех пор веса ушли дальше")
    case .flatUnits(let count, let units, let kind):
      "на рисунке \(ViewPhrase.russian(kind)): \(NumberFormat.grouped(count)) из \(NumberFormat.grouped(units))"
    case .noFlatUnits: "в этой сети скрытые нейроны не бывают молчащими или насыщенными"
    case .stepSize(let name, let weights, let step, let ratio):
      "\(name): обновление на \(Laboratory.trialSize) обучающих картинках: |шаг| = \(NumberFormat.short(step)), |\(name)| = \(NumberFormat.short(weights)), |шаг| ÷ |\(name)| = \(ratio.map { NumberFormat.short($0, digits: 3) } ?? "--")"
    case .worth(let before, let after):
      after < before
        ? "шаг того стоил: L уменьшилась"
        : after > before
          ? "шаг того не стоил: L выросла"
          : after.isNaN ? "после шага L не определена" : "L осталась прежней"
    case .without(let name, let p): "\(name) без него \(p)"
    case .change(let name): "\(name), изменение с начала"
    case .histogram(let spread):
      "  гистограмма от \(NumberFormat.short(spread.low, digits: 3)) до \(NumberFormat.short(spread.high, digits: 3)), частей \(spread.counts.count): \(ViewPhrase.counts(spread))"
    case .tooMuchWork(let name): "init=\(name) пропущено: для таких широких слоёв это долго"
    case .otherFunctions: "функции, которые бывают у скрытого слоя:"
    case .classCounts(let name, let count, let wrong):
      "\(name): картинок \(NumberFormat.grouped(count))"
        + (wrong.map { ", из них неверно \(NumberFormat.grouped($0))" } ?? "")
    case .certainty(let name): "P верного класса там, где это \(name), сколько картинок:"
    case .mostConfused(let truth, let prediction, let count, let total):
      "\(truth) принято за \(prediction): \(NumberFormat.grouped(count)) из \(NumberFormat.grouped(total)) (\(NumberFormat.percent(Double(count) / Double(max(1, total)))))"
    }
  }

  private static func russian(_ kind: FlatRegion.Kind) -> String {
    switch kind {
    case .dead: "молчат скрытые нейроны (их наклон 0)"
    case .saturated: "насыщены скрытые нейроны (ближе 5 % к краю своей функции)"
    case .fading: "затухли скрытые нейроны (их наклон меньше 5 % наибольшего)"
    }
  }
}
